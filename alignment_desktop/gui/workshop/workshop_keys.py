"""What the single keys of workshop mode stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from alignment_desktop.values import dataclass

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_OTHERS = ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
_NAMES = {
    Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right", Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down", Qt.Key.Key_Space: "space", Qt.Key.Key_Escape: "escape",
    Qt.Key.Key_Period: ".",
}  # fmt: skip
_REPEATED = frozenset(("left", "right", "up", "down"))

Act = Callable[[], object]


def key_name(event: QKeyEvent) -> str:
    """What a key is called here, such as `S`, `Shift+S` or `left`; empty: it is none of these."""
    if event.modifiers() & _OTHERS:
        return ""
    key = Qt.Key(event.key())
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return f"Shift+{chr(key)}" if event.modifiers() & _SHIFT else chr(key)
    return _NAMES.get(key, "")


def says_nothing_new(event: QKeyEvent) -> bool:
    """Whether a key is only held down: what moves goes on moving, all else is done once."""
    return event.isAutoRepeat() and key_name(event) not in _REPEATED


@dataclass(frozen=True)
class WorkshopKeys:
    """What each key does, by its name.

    Attributes:
        always: Whatever is in sight.
        clause: While a clause is on the table.
        outcome: While the outcome is.
    """

    always: Mapping[str, Act]
    clause: Mapping[str, Act]
    outcome: Mapping[str, Act]

    def act(self, name: str, *, outcome: bool) -> Act | None:
        """What a key does now; None: nothing."""
        return (self.outcome if outcome else self.clause).get(name) or self.always.get(name)
