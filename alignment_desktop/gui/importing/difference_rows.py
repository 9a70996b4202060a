"""What is different between two imports as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, overload

from typing_extensions import override

from alignment_desktop.frames import OWN
from alignment_desktop.gui.importing.words import Stages, field_word
from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.models.value_table import ValueTableModel
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE

if TYPE_CHECKING:
    import polars as pl


CHANGES = {"added": "kept", "gone": "missed", "changed": "shared"}
"""What may become of a row, and the tone in which that is said."""


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """Something that is different.

    Attributes:
        key: Its place among all, from 0.
        row: The key of the row that it is about.
        change: What became of it.
        field: The field that differs; empty where the whole row came or went.
        before: What it was.
        after: What it is.
    """

    key: str
    row: str
    change: Chip
    field: str
    before: str
    after: str


class DifferenceRows(Sequence[DifferenceRow]):
    """Differences as rows of a table; each is made only when it is looked at."""

    def __init__(self, frame: pl.DataFrame, stages: Stages) -> None:
        self._frame, self._stages = frame, stages

    @override
    def __len__(self) -> int:
        return self._frame.height

    @overload
    def __getitem__(self, at: int) -> DifferenceRow: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[DifferenceRow]: ...

    @override
    def __getitem__(self, at: int | slice) -> DifferenceRow | Sequence[DifferenceRow]:
        if isinstance(at, int):
            return self._made(at, self._frame.row(at))
        places = range(len(self))[at]
        return [self._made(place, self._frame.row(place)) for place in places]

    def _made(self, at: int, row: tuple[str | None, ...]) -> DifferenceRow:
        key, change, field, before, after = (each or "" for each in row)
        chip = Chip(change_word(change), CHANGES[change])
        blank = NONE if change == "changed" else ""
        return DifferenceRow(
            str(at),
            key,
            chip,
            own_field_word(field, self._stages),
            before or blank,
            after or blank,
        )


def change_word(change: str) -> str:
    """What became of a row."""
    its = wording().importing
    return {"added": its.row_added(), "gone": its.row_gone(), "changed": its.row_changed()}[change]


def own_field_word(field: str, stages: Stages) -> str:
    """A field in words, a further column as its file calls it."""
    return field_word(field.removeprefix(OWN), stages) if field else ""


class DifferencesModel(ValueTableModel[DifferenceRow]):
    """What is different, what came first."""

    class Column(IntEnum):
        """Its columns."""

        ROW = 0
        CHANGE = 1
        FIELD = 2
        BEFORE = 3
        AFTER = 4

    @override
    def heading(self, column: int) -> str:
        return difference_headings()[column]

    @override
    def text(self, row: DifferenceRow, column: int) -> str:
        return (row.row, row.change.text, row.field, row.before, row.after)[column]

    @override
    def value(self, row: DifferenceRow, column: int, role: int) -> object:
        return row.change if column == self.Column.CHANGE and role == Role.CHIP else None


def difference_headings() -> list[str]:
    """What the columns of a comparison are called."""
    its = wording().importing
    return [its.key_of_the_row(), its.difference(), its.field(), its.before(), its.after()]
