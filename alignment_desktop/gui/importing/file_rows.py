"""The files that wait to be imported as rows of a table."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from typing_extensions import override

from alignment_desktop.gui.importing.checks import check_text, check_value
from alignment_desktop.gui.importing.words import kind_word, number_word, trouble_headline
from alignment_desktop.gui.models.value_table import ValueTableModel
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import headings, wording
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment_desktop.services.waiting_files import WaitingFile

_TONES = {
    "waiting": "neutral",
    "ready": "kept",
    "asks": "at_risk",
    "problem": "missed",
    "unchanged": "neutral",
    "imported": "kept",
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that waits.

    Attributes:
        key: Its path.
        file: Its name.
        kind: What its rows are.
        rows: How many.
        profile: The remembered mapping that fits it.
        check: How it stands.
        reason: Why.
    """

    key: str
    file: str
    kind: str
    rows: str
    profile: str
    check: Chip
    reason: str


def file_row(file: WaitingFile) -> FileRow:
    """The row of a file."""
    its = wording().importing
    words = {
        "waiting": its.being_looked_at(),
        "ready": its.ready(),
        "asks": its.asks(),
        "problem": its.problem(),
        "unchanged": its.unchanged_file(),
        "imported": its.imported_file(),
    }
    return FileRow(
        key=str(file.path),
        file=file.path.name,
        kind=kind_word(file.kind) if file.kind else NONE,
        rows=number_word(file.rows) if file.rows else NONE,
        profile=file.profile or NONE,
        check=Chip(words[file.standing], _TONES[file.standing]),
        reason=_reason(file),
    )


def _reason(file: WaitingFile) -> str:
    its = wording().importing
    if file.standing in ("asks", "problem"):
        if file.problem is not None:
            return trouble_headline(file.problem)
        if file.wrong:
            return its.rows_with_problems(file.wrong, count=number_word(file.wrong))
        return its.look_through_it_once()
    return its.is_here_already() if file.standing == "unchanged" else ""


class FilesModel(ValueTableModel[FileRow]):
    """The files that wait, in the order in which they came."""

    class Column(IntEnum):
        """Its columns."""

        FILE = 0
        KIND = 1
        ROWS = 2
        PROFILE = 3
        STATE = 4

    NUMBERS = frozenset({Column.ROWS})

    def show_files(self, files: Sequence[WaitingFile]) -> None:
        """Shows other files."""
        self.show_rows([file_row(file) for file in files])

    @override
    def heading(self, column: int) -> str:
        return (
            headings().file(),
            headings().kind(),
            headings().rows(),
            wording().importing.read_like(),
            headings().state(),
        )[column]

    @override
    def text(self, row: FileRow, column: int) -> str:
        if column == self.Column.STATE:
            return check_text(row)
        return (row.file, row.kind, row.rows, row.profile)[column]

    @override
    def value(self, row: FileRow, column: int, role: int) -> object:
        return check_value(row, role) if column == self.Column.STATE else None
