"""Light and dark: the theme in use, and the switch that changes it while the window is open."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from weakref import WeakSet

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget
from shiboken6 import isValid

from alignment_desktop.charts.palette import Palette, Tokens, read_tokens
from alignment_desktop.gui.fonts import font, load_fonts
from alignment_desktop.gui.restyling import Restyling, restyle
from alignment_desktop.gui.style_sheet import DARK, GLYPHS, ROLES, style_sheet, write_glyphs
from alignment_desktop.paths import resource_path
from alignment_desktop.values import dataclass


class ThemeSetting(StrEnum):
    """What the user asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Theme:
    """What painting needs: a palette, and the measures that are the same in both.

    Attributes:
        dark: Whether this is the dark palette.
        palette: The colours, by token.
        tokens: Everything in the token file.
    """

    dark: bool
    palette: Palette
    tokens: Tokens = field(hash=False, compare=False)
    _made: dict[str, QColor] = field(default_factory=dict, repr=False, hash=False, compare=False)

    def colour(self, token: str) -> QColor:
        """The colour of a token; must not be changed.

        Raises:
            KeyError: Where there is no such token.
        """
        # Asked for several times in each painted cell.
        made = self._made.get(token)
        if made is None:
            made = self._made[token] = QColor(self.palette.of(token))
        return made


def qt_palette(palette: Palette) -> QPalette:
    """The palette from which the sheet takes its colours, and what no sheet reaches."""
    made = QPalette()
    for role, token in ROLES.items():
        made.setColor(role, QColor(palette.of(token)))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.faint))
    return made


class ThemeSwitch(QObject):
    """Holds the theme in use and puts it on the application and its windows.

    Attributes:
        changed: Carries the new `Theme`; painted widgets repaint on it.
        setting_changed: Carries the `ThemeSetting` that is asked for now.
    """

    changed = Signal(object)
    setting_changed = Signal(object)

    def __init__(self, application: QApplication, setting: ThemeSetting) -> None:
        super().__init__(application)
        self._application = application
        self._tokens = read_tokens(resource_path("themes/tokens.toml"))
        self._folder = TemporaryDirectory(prefix="alignment-glyphs-")
        self._sheet = style_sheet(self._tokens)
        self._restyling = Restyling(self)
        self._windows: WeakSet[QWidget] = WeakSet()
        self._setting = setting
        load_fonts()
        application.setStyle(QStyleFactory.create("Fusion"))
        application.setFont(font(self._tokens.type["body"]))
        self._theme = self._wanted()
        self._put_on()
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        application.aboutToQuit.connect(self.close)

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return self._theme

    @property
    def setting(self) -> ThemeSetting:
        """What the user asked for."""
        return self._setting

    def choose(self, setting: ThemeSetting) -> None:
        """Takes what the user asked for; the window changes at once."""
        self._setting = setting
        self._renew()
        self.setting_changed.emit(setting)

    def dress(self, window: QWidget) -> None:
        """Puts the sheet on a window, on all that is in it, and on what is ever put into it.

        A sheet of the application would do so too, but have each part look at it again, and all
        in it, whenever one is put into another: most of what building a page takes.

        Args:
            window: A widget without a parent; what has one wears its window's sheet.
        """
        self._windows.add(window)
        window.setProperty(DARK, self._theme.dark)
        window.setStyleSheet(self._sheet)

    @property
    def settled(self) -> bool:
        """Whether what is hidden wears the theme in use too."""
        return not self._restyling.busy

    def close(self) -> None:
        """Takes the sheet off and removes the files that it points to.

        A later sheet or window would else be painted with drawings that are gone.
        """
        self._restyling.stop()
        for window in self._open_windows():
            window.setStyleSheet("")
        self._windows.clear()
        QDir.setSearchPaths(GLYPHS, self._glyphs_of_others())
        self._folder.cleanup()

    def _follow_system(self, _scheme: Qt.ColorScheme) -> None:
        if self._setting is ThemeSetting.SYSTEM:
            self._renew()

    def _renew(self) -> None:
        wanted = self._wanted()
        if wanted == self._theme:
            return
        self._theme = wanted
        self._put_on()
        self.changed.emit(wanted)

    def _wanted(self) -> Theme:
        if self._setting is ThemeSetting.SYSTEM:
            # A system that does not say counts as light.
            scheme = self._application.styleHints().colorScheme()
            dark = scheme == Qt.ColorScheme.Dark
        else:
            dark = self._setting is ThemeSetting.DARK
        return Theme(dark, self._tokens.dark if dark else self._tokens.light, self._tokens)

    def _put_on(self) -> None:
        """Puts the theme in use on the application and its windows.

        They keep their sheet: as soon as a window gets another one, Qt looks at all that is in it.
        The sheet takes its colours from the palette, anew whenever it looks at something.
        """
        folder = Path(self._folder.name) / ("dark" if self._theme.dark else "light")
        if not folder.exists():
            write_glyphs(self._theme.palette, folder)
        QDir.setSearchPaths(GLYPHS, [str(folder), *self._glyphs_of_others()])
        self._application.setPalette(qt_palette(self._theme.palette))
        windows = self._open_windows()
        for window in windows:
            window.setProperty(DARK, self._theme.dark)
        self._restyling.begin(windows)

    def _glyphs_of_others(self) -> list[str]:
        """Where another switch of the process keeps its drawings; there is one path for all."""
        own = Path(self._folder.name)
        return [path for path in QDir.searchPaths(GLYPHS) if Path(path).parent != own]

    def _open_windows(self) -> list[QWidget]:
        return [window for window in self._windows if isValid(window)]


def dress(window: QWidget | None) -> None:
    """Puts the sheet of the theme in use on a window that knows of no theme, such as a list."""
    application = QApplication.instance()
    switch = application.findChild(ThemeSwitch) if application is not None else None
    if switch is not None and window is not None:
        switch.dress(window)


def set_look(widget: QWidget, name: str, value: str | bool) -> None:
    """Sets a property that the sheet selects by, and has the sheet look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    restyle(widget)
