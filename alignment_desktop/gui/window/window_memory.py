"""What the window remembers from one time to the next: place, panes, page and theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings

from alignment_desktop.gui.theme import ThemeSetting
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class WindowState:
    """How the window was left.

    Attributes:
        geometry: Qt's own record of place and size; empty: none yet.
        navigation: Whether the navigation was in sight.
        inspector: Whether the inspector was wanted.
        inspector_width: In pixels.
        page: The page that was shown; empty: none yet.
    """

    geometry: QByteArray
    navigation: bool = True
    inspector: bool = True
    inspector_width: int = 348
    page: str = ""


class WindowMemory:
    """Reads and writes the state of the window in settings that are handed in."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def state(self) -> WindowState:
        """How the window was left; what cannot be read counts as never written."""
        geometry = self._settings.value("window/geometry")
        return WindowState(
            geometry if isinstance(geometry, QByteArray) else QByteArray(),
            self._flag("window/navigation"),
            self._flag("window/inspector"),
            self._number("window/inspector_width", 348),
            str(self._settings.value("window/page", "")),
        )

    def remember(self, state: WindowState) -> None:
        """Writes how the window is left."""
        self._settings.setValue("window/geometry", state.geometry)
        self._settings.setValue("window/navigation", state.navigation)
        self._settings.setValue("window/inspector", state.inspector)
        self._settings.setValue("window/inspector_width", state.inspector_width)
        self._settings.setValue("window/page", state.page)

    def theme(self) -> ThemeSetting:
        """The theme that was asked for."""
        asked = str(self._settings.value("window/theme", ThemeSetting.SYSTEM.value))
        known = {setting.value for setting in ThemeSetting}
        return ThemeSetting(asked) if asked in known else ThemeSetting.SYSTEM

    def remember_theme(self, setting: ThemeSetting) -> None:
        """Writes the theme that is asked for."""
        self._settings.setValue("window/theme", setting.value)

    def tour_seen(self) -> bool:
        """Whether the tour was gone through on this computer, or left."""
        return str(self._settings.value("tour/seen", "")).lower() == "true"

    def remember_tour(self) -> None:
        """Writes that the tour was seen."""
        self._settings.setValue("tour/seen", True)

    def _flag(self, name: str) -> bool:
        # Files of settings hold text, other kinds hold truth values.
        return str(self._settings.value(name, True)).lower() != "false"

    def _number(self, name: str, otherwise: int) -> int:
        text = str(self._settings.value(name, otherwise))
        return int(text) if text.isdigit() else otherwise
