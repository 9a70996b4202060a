"""How large a window may be on the screen that it opens on."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

_FRAME = QSize(16, 40)
"""What the system may put around a window, in pixels; known only once it is shown."""


def fitted(size: QSize, room: QRect) -> QSize:
    """The size that a window gets: the wanted one, or as much as there is room for.

    Args:
        size: The wanted size.
        room: What the screen has left beside its bars.
    """
    return size.boundedTo(QSize(room.width(), room.height()) - _FRAME)


def fit_to_screen(window: QWidget) -> None:
    """Makes a window that is not shown yet no larger than its screen, and brings it onto it."""
    room = window.screen().availableGeometry()
    size = fitted(window.size(), room)
    if size != window.size():
        window.resize(size)
    if not room.contains(window.geometry()):
        inside = QRect(room.topLeft(), size + _FRAME)
        inside.moveCenter(room.center())
        window.move(inside.topLeft())
