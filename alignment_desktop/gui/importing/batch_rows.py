"""The imports of a workspace as rows of a table."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import IntEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from typing_extensions import override

from alignment_desktop.gui.importing.words import (
    day_word,
    kind_word,
    moment_word,
    number_word,
)
from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.models.value_table import ValueTableModel
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import headings, wording
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment_desktop.storage.evidence import BatchRow


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import.

    Attributes:
        key: Its number, as text.
        file: The file's name, with the sheet's.
        kind: What its rows are.
        rows: How many.
        imported: When, in the agreement's zone.
        as_of: What moment the data speak of; a dash where nobody said.
        problems: How many; where there are none, how many warnings.
        state: Whether it counts.
    """

    key: str
    file: str
    kind: str
    rows: str
    imported: str
    as_of: str
    problems: str
    state: Chip


class ImportsModel(ValueTableModel[ImportRow]):
    """The imports, the newest first."""

    class Column(IntEnum):
        """Its columns."""

        FILE = 0
        KIND = 1
        ROWS = 2
        IMPORTED = 3
        AS_OF = 4
        PROBLEMS = 5
        STATE = 6

    NUMBERS = frozenset({Column.ROWS, Column.PROBLEMS})

    def show_batches(self, batches: Sequence[BatchRow], zone: str) -> None:
        """Shows other imports."""
        counts, undone = (
            Chip(wording().importing.counts(), "kept"),
            Chip(wording().importing.undone(), "neutral"),
        )
        self.show_rows(
            [
                ImportRow(
                    key=str(batch.id),
                    file=" · ".join(part for part in (batch.file, batch.sheet) if part),
                    kind=kind_word(batch.kind),
                    rows=number_word(batch.rows),
                    imported=imported_word(batch.imported_at, zone),
                    as_of=_as_of(batch.data_as_of, zone),
                    problems=_found_word(batch),
                    state=undone if batch.withdrawn else counts,
                )
                for batch in reversed(batches)
            ]
        )

    @override
    def heading(self, column: int) -> str:
        return (
            headings().file(),
            headings().kind(),
            headings().rows(),
            headings().imported(),
            wording().importing.data_as_of(),
            wording().importing.problems(),
            headings().state(),
        )[column]

    @override
    def text(self, row: ImportRow, column: int) -> str:
        texts = (row.file, row.kind, row.rows, row.imported, row.as_of, row.problems)
        return (*texts, row.state.text)[column]

    @override
    def value(self, row: ImportRow, column: int, role: int) -> object:
        return row.state if column == self.Column.STATE and role == Role.CHIP else None


def _found_word(batch: BatchRow) -> str:
    if batch.problems:
        return number_word(batch.problem_count)
    warnings = sum(group.count for group in batch.warnings)
    said = wording().importing.some_warnings
    return said(warnings, count=number_word(warnings)) if warnings else NONE


def imported_word(moment: datetime, zone: str) -> str:
    """When an import was made, in a zone."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment_word(aware.astimezone(ZoneInfo(zone)))


def _as_of(text: str | None, zone: str) -> str:
    if not text:
        return "–"
    if len(text) == len("2027-01-04"):
        return day_word(date.fromisoformat(text))
    moment = datetime.fromisoformat(text)
    return moment_word(moment if moment.tzinfo is None else moment.astimezone(ZoneInfo(zone)))
