"""Keys that mean something else while the keyboard is in a part of the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from typing_extensions import override

Act = Callable[[], object]


class OwnKeys(QWidget):
    """A part of the window with keys of its own, which the window may have too."""

    def __init__(self) -> None:
        super().__init__()
        self._acts: dict[str, Act] = {}

    def take_keys(self, acts: Mapping[str, Act]) -> None:
        """Hears these keys from now on, such as `Ctrl++`."""
        self._acts |= {QKeySequence(keys).toString(): act for keys, act in acts.items()}

    def act_of_escape(self) -> Act | None:
        """What Escape does now; None: nothing of this part."""
        return None

    def _act_for(self, event: QKeyEvent) -> Act | None:
        if event.key() == Qt.Key.Key_Escape:
            return self.act_of_escape()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = QKeySequence(QKeyCombination(plain, Qt.Key(event.key())))
        return self._acts.get(pressed.toString())

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._act_for(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_for(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()
