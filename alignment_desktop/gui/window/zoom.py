"""A size in percent that the user steps through; remembered on this computer."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Signal

STEPS = (100, 110, 125, 150, 175, 200)


class Zoom(QObject):
    """How large things are.

    Attributes:
        changed: It is another size now.
    """

    changed = Signal()

    def __init__(self, settings: QSettings, key: str, parent: QObject | None = None) -> None:
        """Takes the size that was left.

        Args:
            settings: Where it is remembered.
            key: Under which name.
            parent: Qt's owner.
        """
        super().__init__(parent)
        self._settings, self._key = settings, key
        stored = str(settings.value(key, STEPS[0]))
        self._percent = int(stored) if stored in map(str, STEPS) else STEPS[0]

    @property
    def percent(self) -> int:
        """The size, 100 to 200."""
        return self._percent

    def step(self, direction: int) -> None:
        """One size larger (1) or smaller (-1)."""
        at = STEPS.index(self._percent) + direction
        self._take(STEPS[min(max(at, 0), len(STEPS) - 1)])

    def choose(self, percent: int) -> None:
        """One of `STEPS`."""
        self._take(percent)

    def reset(self) -> None:
        """As at first."""
        self._take(STEPS[0])

    def _take(self, percent: int) -> None:
        if percent != self._percent:
            self._percent = percent
            self._settings.setValue(self._key, percent)
            self.changed.emit()
