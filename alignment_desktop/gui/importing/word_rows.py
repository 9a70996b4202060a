"""The words of a file as rows of a table: how often each stands there, what it becomes, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from typing_extensions import override

from alignment_desktop.gui.importing.checks import check_text, check_value
from alignment_desktop.gui.importing.words import field_word, meaning_word, number_word
from alignment_desktop.gui.models.value_table import Index, ValueTableModel
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import headings, wording
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import ColumnWords, Look
    from alignment_desktop.services.import_words import WordLook

OPEN = "\0open"
"""What the choice stands for that is still to be made; no word is called so."""
FOUND = "\0found"
"""What the choice to take an earlier one back stands for."""
_MEANINGS = {"outcome": ("won", "lost"), "decision": ("accepted", "returned")}


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word of the file.

    Attributes:
        key: Its column, field and text.
        column: The column's name, in the first of its rows; with the field that it gives where it
            gives two.
        field: The field.
        word: As the cells say it.
        rows: How many rows say it.
        value: What it becomes, as a mapping says it; `OPEN` where nobody knows.
        becomes: The same in words.
        chosen: Whether the user said so.
        check: Whether somebody should look at it.
        reason: Why.
    """

    key: str
    column: str
    field: str
    word: str
    rows: str
    value: str
    becomes: str
    chosen: bool
    check: Chip
    reason: str

    @property
    def is_open(self) -> bool:
        """Whether somebody has to say what it means."""
        return self.value == OPEN


def word_rows(look: Look) -> tuple[WordRow, ...]:
    """The rows for a look at a file."""
    twice = Counter(column.column for column in look.words)
    return tuple(
        _row(column, word, look, first=at == 0, alone=twice[column.column] == 1)
        for column in look.words
        for at, word in enumerate(column.words)
    )


def choices_for(row: WordRow, look: Look) -> list[tuple[str, str]]:
    """What a word may become: a value and its words each."""
    its = wording().importing
    values = [(each, meaning_word(each)) for each in _MEANINGS.get(row.field, ())]
    if row.field == "stage":
        values = list(look.stages)
    elif row.field == "return_reason":
        values = [(each, each) for each in look.reasons]
    known = {value for value, _ in values}
    if row.field not in _MEANINGS and row.word not in known:
        values.append((row.word, its.keep_word(word=row.word)))
    choices = [*([(OPEN, its.choose())] if row.is_open else []), *values, ("", its.blank())]
    return [*choices, ("", ""), (FOUND, its.as_it_was_found())] if row.chosen else choices


def _row(column: ColumnWords, word: WordLook, look: Look, *, first: bool, alone: bool) -> WordRow:
    check, reason = _check(column.field, word)
    field = field_word(column.field, look.stages)
    means = wording().importing.column_means(column=column.column, field=field)
    return WordRow(
        key="\0".join((column.column, column.field, word.word)),
        column=(column.column if alone else means) if first else "",
        field=column.field,
        word=word.word,
        rows=number_word(word.rows),
        value=OPEN if word.state == "open" else word.becomes,
        becomes=_becomes(column.field, word, look),
        chosen=word.origin == "chosen",
        check=check,
        reason=reason,
    )


def _becomes(field: str, word: WordLook, look: Look) -> str:
    if word.state == "open":
        return wording().importing.choose()
    if not word.becomes:
        return wording().importing.blank()
    if field == "stage":
        return dict(look.stages).get(word.becomes, word.becomes)
    return meaning_word(word.becomes) if field in _MEANINGS else word.becomes


def _check(field: str, word: WordLook) -> tuple[Chip, str]:
    its = wording().importing
    if word.state == "open":
        return Chip(its.needs_you(), "at_risk"), its.nobody_knows_it()
    if word.origin == "chosen":
        return Chip(its.chosen_by_you(), "neutral"), ""
    if word.state == "not agreed":
        reason = its.no_stage_is_called_so() if field == "stage" else its.no_reason_is_called_so()
        return Chip(its.kept(), "at_risk"), reason
    reason = its.as_remembered() if word.origin == "remembered" else ""
    return Chip(its.matched(), "kept"), reason


class WordsModel(ValueTableModel[WordRow]):
    """The words of a file."""

    class Column(IntEnum):
        """Its columns."""

        COLUMN = 0
        WORD = 1
        ROWS = 2
        BECOMES = 3
        CHECK = 4

    NUMBERS = frozenset({Column.ROWS})

    @override
    def heading(self, column: int) -> str:
        return (
            wording().importing.column(),
            wording().importing.in_the_file(),
            headings().rows(),
            wording().importing.becomes(),
            wording().importing.check(),
        )[column]

    @override
    def text(self, row: WordRow, column: int) -> str:
        if column == self.Column.CHECK:
            return check_text(row)
        return (row.column, row.word, row.rows, row.becomes)[column]

    @override
    def value(self, row: WordRow, column: int, role: int) -> object:
        if column == self.Column.CHECK:
            return check_value(row, role)
        if column == self.Column.BECOMES:
            if role == Qt.ItemDataRole.EditRole:
                return row.value
            return row.word if role == Qt.ItemDataRole.AccessibleDescriptionRole else None
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == self.Column.BECOMES:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags


def words_said(columns: Sequence[ColumnWords]) -> str:
    """How many words there are, and how many nobody knows."""
    its = wording().importing
    count = sum(len(column.words) for column in columns)
    unknown = sum(column.open for column in columns)
    parts = [its.words_in_columns(count, count=count, columns=len(columns))]
    if unknown:
        parts.append(its.words_to_choose(unknown, count=unknown))
    unlisted = sum(column.unlisted for column in columns)
    if unlisted:
        parts.append(its.words_not_listed(unlisted, count=number_word(unlisted)))
    return " · ".join(parts)
