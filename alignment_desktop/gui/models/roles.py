"""What our models tell our delegates, beside the text of a cell."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt

_FIRST = Qt.ItemDataRole.UserRole.value


class Role(IntEnum):
    """Roles of our own."""

    KEY = _FIRST + 1
    """The row's key, as text; the same in every column."""
    CHIP = _FIRST + 2
    """A `Chip`."""
    CONSENT = _FIRST + 3
    """A `Consent`."""
    BULLET = _FIRST + 4
    """A `Bullet`."""
    VALUES = _FIRST + 5
    """A tuple of numbers and None, from oldest to newest."""
    STRUCK = _FIRST + 7
    """The words with which the cell's text begins that are struck out; empty: none."""
    SORT = _FIRST + 6
    """What to sort a column by."""
