"""The window's icons: line drawings recoloured for the palette in use, sharp at every scale."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol, cast
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from shiboken6 import isValid

from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.paths import resource_path

_INK = b"#000"  # every drawing is drawn in this one colour
_SIDES = (16, 20)


@lru_cache(maxsize=128)
def _drawing(name: str) -> bytes:
    return resource_path(f"icons/{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, pixels: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace(_INK, colour.encode())))
    pixmap = QPixmap(QSize(round(pixels * ratio), round(pixels * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon_pixmap(name: str, colour: QColor, pixels: int, ratio: float = 1.0) -> QPixmap:
    """An icon as a square picture.

    Args:
        name: The drawing's name, such as `"plus"`.
        colour: What it is drawn in.
        pixels: The length of a side, in device-independent pixels.
        ratio: Device pixels per device-independent pixel.

    Raises:
        FileNotFoundError: Where there is no such drawing.
    """
    return _pixmap(name, colour.name(), pixels, ratio)


def paint_icon(painter: QPainter, name: str, colour: QColor, box: QRectF) -> None:
    """Paints an icon into a square."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(box.topLeft(), icon_pixmap(name, colour, round(box.width()), ratio))


class Wearer(Protocol):
    """What shows an icon: a button, an action."""

    def setIcon(self, icon: QIcon, /) -> None:  # noqa: N802
        """Takes the icon."""
        ...


class Icons(QObject):
    """Hands out icons in the theme's colours, and renews those on buttons when it changes."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__(switch)
        self._switch = switch
        self._worn: WeakKeyDictionary[QObject, tuple[str, str]] = WeakKeyDictionary()
        switch.changed.connect(lambda _theme: self.renew())

    def icon(self, name: str, role: str = "muted") -> QIcon:
        """The icon of a name in the colour of a token, as the palette is now.

        Raises:
            FileNotFoundError: Where there is no such drawing.
        """
        made = QIcon()
        ratio = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
        for mode, token in ((QIcon.Mode.Normal, role), (QIcon.Mode.Disabled, "faint")):
            colour = self._switch.theme.colour(token)
            for side in _SIDES:
                made.addPixmap(icon_pixmap(name, colour, side, ratio), mode)
        return made

    def dress(self, wearer: Wearer, name: str, role: str = "muted") -> None:
        """Puts an icon on a button or action, now and after each change of theme."""
        wearer.setIcon(self.icon(name, role))
        self._worn[cast(QObject, wearer)] = (name, role)

    def strip(self, wearer: Wearer) -> None:
        """Takes the icon off again."""
        if self._worn.pop(cast(QObject, wearer), None) is not None:
            wearer.setIcon(QIcon())

    def renew(self) -> None:
        """Draws them all again, as after a change of theme or size."""
        for wearer, (name, role) in list(self._worn.items()):
            if isValid(wearer):
                cast(Wearer, wearer).setIcon(self.icon(name, role))
