"""The scoreboard: each promise with its target, what came of it, and how many leads missed it."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt
from typing_extensions import override

from alignment_desktop.charts.bullet import Bullet
from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.models.value_table import ValueTableModel
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import headings, wording
from alignment_desktop.values import dataclass

NONE = "–"
"""Stands where there is no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One measured commitment, in words.

    Attributes:
        key: The commitment's key.
        owner: The owner's chip.
        name: Its name.
        target: The target in words, "–" for none.
        actual: The value in words, "–" for none.
        bullet: Attainment against target.
        history: The values of the last periods, oldest first; None where there is none.
        history_text: The same in words.
        status: What came of it by its periods, as a chip: "Kept in 2 of 3".
        judged: The same in full, with what is said apart: "Kept in 2 of 3 months, 1 missed".
        missed: How many leads missed it; None where the measure knows no such thing.
        missed_text: The same in words, in the user's locale.
    """

    key: str
    owner: Chip
    name: str
    target: str
    actual: str
    bullet: Bullet
    history: tuple[float | None, ...]
    history_text: str
    status: Chip
    judged: str = ""
    missed: int | None = None
    missed_text: str = NONE


class ScoreboardModel(ValueTableModel[ScoreRow]):
    """Shows measured commitments."""

    class Column(IntEnum):
        """The columns."""

        OWNER = 0
        NAME = 1
        TARGET = 2
        STATUS = 3
        ACTUAL = 4
        ATTAINMENT = 5
        HISTORY = 6
        MISSED = 7

    NUMBERS = frozenset({Column.TARGET, Column.ACTUAL, Column.MISSED})

    def __init__(self, history_heading: str = "") -> None:
        super().__init__()
        self._headings = (
            headings().owner(),
            headings().commitment(),
            headings().target(),
            headings().status(),
            headings().actual(),
            headings().attainment(),
            history_heading or wording().scoreboard.six_months(),
            wording().scoreboard.missed(),
        )

    @override
    def heading(self, column: int) -> str:
        return self._headings[column]

    @override
    def text(self, row: ScoreRow, column: int) -> str:
        texts = (
            row.owner.text,
            row.name,
            row.target,
            row.status.text,
            row.actual,
            row.bullet.text,
            row.history_text,
            row.missed_text,
        )
        return texts[column]

    @override
    def tip(self, row: ScoreRow, column: int) -> str:
        judged = column == self.Column.STATUS and row.judged
        return self._judged(row) if judged else super().tip(row, column)

    def _judged(self, row: ScoreRow) -> str:
        """The status in full."""
        return f"{self.heading(self.Column.STATUS)}: {row.judged}"

    @override
    def value(self, row: ScoreRow, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if column == self.Column.STATUS and row.judged:
                return self._judged(row)
            return f"{self.heading(column)}: {self.text(row, column) or NONE}"
        held: dict[tuple[int, int], object] = {
            (Role.CHIP, self.Column.OWNER): row.owner,
            (Role.CHIP, self.Column.STATUS): row.status,
            (Role.BULLET, self.Column.ATTAINMENT): row.bullet,
            (Role.VALUES, self.Column.HISTORY): row.history,
        }
        return held.get((role, column))
