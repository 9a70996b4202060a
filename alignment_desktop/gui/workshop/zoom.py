"""How large things are in workshop mode, in percent; remembered on this computer."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Signal

STEPS = (100, 110, 125, 150, 175, 200)
TITLE, TEXT, SMALL = 44, 21, 18
"""Sizes of type at 100 %, in pixels; nothing that is read from afar is smaller than the last."""
_KEY = "workshop/zoom"


class Zoom(QObject):
    """Scales the workshop's type and measures.

    Attributes:
        changed: It is another size now.
    """

    changed = Signal()

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        stored = str(settings.value(_KEY, STEPS[0]))
        self._percent = int(stored) if stored in map(str, STEPS) else STEPS[0]

    @property
    def percent(self) -> int:
        """The size, 100 to 200."""
        return self._percent

    def px(self, pixels: float) -> int:
        """So many pixels at this size."""
        return round(pixels * self._percent / 100)

    def step(self, direction: int) -> None:
        """One size larger (1) or smaller (-1)."""
        at = STEPS.index(self._percent) + direction
        self._take(STEPS[min(max(at, 0), len(STEPS) - 1)])

    def reset(self) -> None:
        """As at first."""
        self._take(STEPS[0])

    def _take(self, percent: int) -> None:
        if percent != self._percent:
            self._percent = percent
            self._settings.setValue(_KEY, percent)
            self.changed.emit()
