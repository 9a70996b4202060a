"""How large the windows are: one size for all of them, by keys, menu and the mouse's wheel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from alignment_desktop.gui.window import display_scale
from alignment_desktop.gui.window.zoom import Zoom

KEY = "window/zoom"
LARGER_KEYS, SMALLER_KEYS, RESET_KEYS = ("Ctrl++", "Ctrl+="), ("Ctrl+-",), ("Ctrl+0",)
OWN_ZOOM = "own_zoom"
"""The property of a widget that makes something else of Ctrl and the wheel."""
_NOTCH = 120  # what one step of a wheel counts


class WindowZoom(Zoom):
    """The size of all windows; what is remembered holds at once."""

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(settings, KEY, parent)
        self._turned = 0
        if self.percent > 100:
            display_scale.set_scale(self.percent)
        self.changed.connect(lambda: display_scale.set_scale(self.percent))

    def close(self) -> None:
        """What is opened after this program's windows has the size that it would have."""
        if self.percent > 100:
            display_scale.set_scale(100)

    def follow_keys(self, window: QWidget) -> None:
        """Lets keys change it in a window that has no menu for it."""
        for keys, act in (
            (LARGER_KEYS, lambda: self.step(1)),
            (SMALLER_KEYS, lambda: self.step(-1)),
            (RESET_KEYS, self.reset),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), window).activated.connect(act)

    def follow_wheel(self, window: QWidget) -> None:
        """Lets Ctrl and the wheel change it, wherever the mouse is in a window."""
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget):
            handle = watched.windowHandle() if event.type() == QEvent.Type.Show else None
            if handle is not None:
                # Here and not at each control: a list would scroll first.
                handle.installEventFilter(self)
        elif isinstance(event, QWheelEvent) and (
            event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            tops = QApplication.topLevelWidgets()
            under = [each for each in tops if each.windowHandle() is watched]
            if under and not _has_own_zoom(under[0], event):
                self._turn(event.angleDelta().y())
                return True
        return super().eventFilter(watched, event)

    def _turn(self, angle: int) -> None:
        # Fine wheels and pads report parts of a step.
        self._turned = angle if angle * self._turned < 0 else self._turned + angle
        while abs(self._turned) >= _NOTCH:
            direction = 1 if self._turned > 0 else -1
            self._turned -= direction * _NOTCH
            self.step(direction)


def _has_own_zoom(window: QWidget, event: QWheelEvent) -> bool:
    under: QWidget | None = window.childAt(event.position().toPoint())
    while under is not None and under is not window:
        if under.property(OWN_ZOOM):
            return True
        under = under.parentWidget()
    return False
