"""How documents were read last: how large, and what stood beside them; kept on this computer."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSettings

from alignment_desktop.gui.reading.zoom import STEPS, Fit, Zoom


class Side(StrEnum):
    """What stands beside the pages."""

    NOTHING = ""
    PAGES = "pages"
    OUTLINE = "outline"


class ReadingMemory:
    """Remembers in settings that are handed in; without any, while the program runs."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings
        self._values: dict[str, str] = {}

    @property
    def zoom(self) -> Zoom:
        """How large pages are shown; as wide as there is room at first."""
        value = self._value("zoom")
        if value in set(Fit):
            return Fit(value)
        known = value.isdigit() and STEPS[0] <= int(value) <= STEPS[-1]
        return int(value) if known else Fit.WIDTH

    @zoom.setter
    def zoom(self, zoom: Zoom) -> None:
        self._remember("zoom", str(zoom))

    @property
    def side(self) -> Side:
        """What stands beside the pages; nothing at first."""
        value = self._value("side")
        return Side(value) if value in set(Side) else Side.NOTHING

    @side.setter
    def side(self, side: Side) -> None:
        self._remember("side", side.value)

    def _value(self, name: str) -> str:
        if self._settings is None:
            return self._values.get(name, "")
        return str(self._settings.value(f"reading/{name}", ""))

    def _remember(self, name: str, value: str) -> None:
        self._values[name] = value
        if self._settings is not None:
            self._settings.setValue(f"reading/{name}", value)
