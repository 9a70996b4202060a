"""The metric library as a table: each metric with its last periods and its figure in all."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import Qt
from typing_extensions import override

from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.models.value_table import ValueTableModel
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import headings, wording
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRow:
    """One metric, in words.

    Attributes:
        key: The metric's key.
        name: What it is called.
        basis: What it speaks of, as a chip.
        periods: Its figures in the last periods, oldest first.
        whole: Its figure over all days of the agreement.
        stands_on: What that is made of: "53 of 173".
        history: The figures as numbers, oldest first; None where there is none.
        history_text: The same in words.
        definition: What it counts.
    """

    key: str
    name: str
    basis: Chip
    periods: tuple[str, ...]
    whole: str
    stands_on: str
    history: tuple[float | None, ...]
    history_text: str
    definition: str


class MetricsModel(ValueTableModel[MetricRow]):
    """Shows measured metrics."""

    class Column(IntEnum):
        """The columns."""

        NAME = 0
        BASIS = 1
        FIRST = 2
        SECOND = 3
        THIRD = 4
        WHOLE = 5
        STANDS_ON = 6
        HISTORY = 7

    PERIODS = (Column.FIRST, Column.SECOND, Column.THIRD)
    NUMBERS = frozenset({*PERIODS, Column.WHOLE})

    def __init__(self) -> None:
        super().__init__()
        self._labels: tuple[str, ...] = ()
        self._whole = ""

    def show_headings(self, labels: Sequence[str], whole: str) -> None:
        """Calls the periods otherwise.

        Args:
            labels: The last periods, oldest first; at most as many as there are columns.
            whole: All days of the agreement.
        """
        self._labels, self._whole = tuple(labels), whole
        last = self.columnCount() - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    @override
    def heading(self, column: int) -> str:
        at = column - self.Column.FIRST
        if column in self.PERIODS:
            return self._labels[at] if at < len(self._labels) else ""
        return {
            self.Column.NAME: headings().metric(),
            self.Column.BASIS: headings().basis(),
            self.Column.WHOLE: self._whole,
            self.Column.STANDS_ON: headings().counted(),
        }.get(self.Column(column), wording().scoreboard.six_periods())

    @override
    def text(self, row: MetricRow, column: int) -> str:
        if column in self.PERIODS:
            at = column - self.Column.FIRST
            return row.periods[at] if at < len(row.periods) else ""
        return {
            self.Column.NAME: row.name,
            self.Column.BASIS: row.basis.text,
            self.Column.WHOLE: row.whole,
            self.Column.STANDS_ON: row.stands_on,
        }.get(self.Column(column), row.history_text)

    @override
    def tip(self, row: MetricRow, column: int) -> str:
        return row.definition if column == self.Column.NAME else super().tip(row, column)

    @override
    def value(self, row: MetricRow, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heading(column)}: {self.text(row, column) or NONE}"
        held: dict[tuple[int, int], object] = {
            (Role.CHIP, self.Column.BASIS): row.basis,
            (Role.VALUES, self.Column.HISTORY): row.history,
        }
        return held.get((role, column))
