"""The words of a file as rows of a table: how often each stands there, what it becomes, and why."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from typing_extensions import override

from alignment_desktop.gui.importing.checks import check_text, check_value
from alignment_desktop.gui.importing.word_groups import (
    GroupView,
    HeadRow,
    MoreRow,
    group_key,
    head_row,
    head_spoken,
    in_sight,
    more_row,
    word_key,
)
from alignment_desktop.gui.importing.words import meaning_word, number_word
from alignment_desktop.gui.models.value_table import Index, ValueTableModel
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import headings, user_language, wording
from alignment_desktop.phrasing.numbers import share_text
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
        group: Its column and field.
        field: The field.
        word: As the cells say it.
        rows: How many rows say it.
        value: What it becomes, as a mapping says it; `OPEN` where nobody knows.
        becomes: The same in words.
        chosen: Whether the user said so.
        suggested: What it may mean, as a mapping says it; None where nothing is suggested.
        check: Whether somebody should look at it.
        reason: Why.
    """

    key: str
    group: str
    field: str
    word: str
    rows: str
    value: str
    becomes: str
    chosen: bool
    suggested: str | None
    check: Chip
    reason: str

    @property
    def is_open(self) -> bool:
        """Whether somebody has to say what it means."""
        return self.value == OPEN


ValuesRow = HeadRow | WordRow | MoreRow


def values_rows(look: Look, view: GroupView) -> tuple[ValuesRow, ...]:
    """The rows for a look at a file: groups that fold, and their words."""
    rows: list[ValuesRow] = []
    for column in look.words:
        shown, rest = in_sight(column, view)
        if view.only_asked and not shown:
            continue
        folded = view.is_folded(column) and not view.only_asked
        rows.append(head_row(column, look, folded=folded))
        if folded:
            continue
        rows += [_row(column, word, look) for word in shown]
        if rest:
            rows.append(more_row(column, rest))
    return tuple(rows)


def suggested_words(look: Look) -> dict[tuple[str, str], str]:
    """What is suggested: a field and a word to what it may mean."""
    return {
        (column.field, word.word): word.suggestion.value
        for column in look.words
        for word in column.words
        if word.suggestion is not None
    }


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
    nothing = ("", _nothing(row.field))
    choices = [*([(OPEN, its.choose())] if row.is_open else []), *values, nothing]
    if row.suggested is not None:
        said = dict([*values, nothing]).get(row.suggested, row.suggested)
        choices = [(row.suggested, its.suggested_choice(value=said)), ("", ""), *choices]
    return [*choices, ("", ""), (FOUND, its.as_it_was_found())] if row.chosen else choices


def _row(column: ColumnWords, word: WordLook, look: Look) -> WordRow:
    check, reason = _check(column.field, word, look)
    return WordRow(
        key=word_key(column, word),
        group=group_key(column),
        field=column.field,
        word=word.word,
        rows=number_word(word.rows),
        value=OPEN if word.state == "open" else word.becomes,
        becomes=_becomes(column.field, word, look),
        chosen=word.origin == "chosen",
        suggested=word.suggestion.value if word.suggestion is not None else None,
        check=check,
        reason=reason,
    )


def _becomes(field: str, word: WordLook, look: Look) -> str:
    if word.state == "open":
        return wording().importing.choose()
    return _meaning(field, word.becomes, look)


def _meaning(field: str, value: str, look: Look) -> str:
    if not value:
        return _nothing(field)
    if field == "stage":
        return dict(look.stages).get(value, value)
    return meaning_word(value) if field in _MEANINGS else value


def _nothing(field: str) -> str:
    """What a word that stands for no value is said to mean: a deal without an end is open."""
    its = wording().importing
    return its.still_open() if field == "outcome" else its.blank()


def _check(field: str, word: WordLook, look: Look) -> tuple[Chip, str]:
    its = wording().importing
    if word.suggestion is not None:
        said = word.suggestion
        facts = {
            "value": _meaning(field, said.value, look),
            "share": share_text(said.share, user_language()),
        }
        if said.why == "remembered":
            return Chip(its.suggested(), "shared"), its.said_in_mapping(name=said.of, **facts)
        return Chip(its.suggested(), "shared"), its.written_like(word=said.of, **facts)
    if word.state == "open":
        return Chip(its.needs_you(), "at_risk"), its.nobody_knows_it()
    if word.origin == "chosen":
        return Chip(its.chosen_by_you(), "neutral"), ""
    if word.state in ("not agreed", "aside"):
        reason = its.no_stage_is_called_so() if field == "stage" else its.no_reason_is_called_so()
        return Chip(its.kept(), "neutral" if word.state == "aside" else "at_risk"), reason
    reason = its.as_remembered() if word.origin == "remembered" else ""
    return Chip(its.matched(), "kept"), reason


class WordsModel(ValueTableModel[ValuesRow]):
    """The words of a file, in groups; the first row of each says what it is."""

    class Column(IntEnum):
        """Its columns."""

        WORD = 0
        ROWS = 1
        BECOMES = 2
        CHECK = 3

    NUMBERS = frozenset({Column.ROWS})

    @property
    def words(self) -> list[WordRow]:
        """The words that are in sight."""
        return [row for row in self.rows if isinstance(row, WordRow)]

    @override
    def heading(self, column: int) -> str:
        return (
            wording().importing.in_the_file(),
            headings().rows(),
            wording().importing.becomes(),
            wording().importing.check(),
        )[column]

    @override
    def text(self, row: ValuesRow, column: int) -> str:
        if isinstance(row, HeadRow):
            return (row.column, "", "", row.check.text)[column]
        if isinstance(row, MoreRow):
            return (row.text, "", "", "")[column]
        if column == self.Column.CHECK:
            return check_text(row)
        return (row.word, row.rows, row.becomes)[column]

    @override
    def value(self, row: ValuesRow, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.UserRole:
            return row
        if not isinstance(row, WordRow):
            if role == Qt.ItemDataRole.AccessibleTextRole and column == self.Column.WORD:
                return head_spoken(row) if isinstance(row, HeadRow) else f"{row.text}, {row.facts}"
            return None
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
        editable = index.isValid() and isinstance(self.row_at(index.row()), WordRow)
        if editable and index.column() == self.Column.BECOMES:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags


def words_said(look: Look) -> str:
    """How many words there are, and how many nobody knows."""
    its, columns = wording().importing, look.words
    count = sum(len(column.words) for column in columns)
    unknown = sum(column.open for column in columns)
    parts = [its.words_in_columns(count, count=count, columns=len(columns))]
    if unknown:
        parts.append(its.words_to_choose(unknown, count=unknown))
    return " · ".join(parts)
