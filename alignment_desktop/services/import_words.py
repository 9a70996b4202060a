"""The words of a file that stand for something: what each becomes, how often, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import polars as pl

from alignment_desktop.frames import ROW
from alignment_desktop.importing.cells import CellKind, kind_column, text_column
from alignment_desktop.importing.column_cells import clean
from alignment_desktop.importing.header_row import headers
from alignment_desktop.importing.text_values import read_texts
from alignment_desktop.services.word_suggestions import Suggestion, suggestion_for
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.importing.context import ImportContext
    from alignment_desktop.services.import_choices import Choices
    from alignment_desktop.services.importing import Prepared, Proposal

WORDED = ("outcome", "decision", "stage", "return_reason")
"""The fields whose texts stand for something that the agreement or measurement knows."""
_LISTED = 200
"""Words of a column that are listed; nobody settles more of them by hand."""

Remembered = Mapping[str, Mapping[str, Mapping[str, str]]]
Origin = Literal["chosen", "remembered", "found"]
State = Literal["open", "not agreed", "aside", "known"]


@dataclass(frozen=True, slots=True)
class WordLook:
    """A word of a column.

    Attributes:
        word: As the cells say it.
        rows: How many rows say it.
        becomes: The value that it is read as; empty for blank.
        state: `open` where nobody knows it and its cells count as blank; `not agreed` where it is
            kept, and no clause of the agreement has it; `aside` where that matters little, as the
            column says another thing first of all; else `known`.
        origin: Whether the user said so, the remembered mapping, or the word itself.
        suggestion: What it may mean, where it is not settled.
    """

    word: str
    rows: int
    becomes: str
    state: State
    origin: Origin
    suggestion: Suggestion | None = None

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to look at it: it is known, or the user has said what it means."""
        return self.state in ("known", "aside") or self.origin == "chosen"


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """The words of a column that gives a field of certain values.

    Attributes:
        column: The column's name.
        field: The field.
        words: The commonest first; their places do not depend on what they become.
        unlisted: How many more words the column has.
    """

    column: str
    field: str
    words: tuple[WordLook, ...]
    unlisted: int = 0

    @property
    def open(self) -> int:
        """How many words nobody knows."""
        return sum(word.state == "open" for word in self.words)


def words_of(
    proposal: Proposal,
    prepared: Prepared | None,
    choices: Choices,
    context: ImportContext,
    remembered: Remembered,
) -> tuple[ColumnWords, ...]:
    """The words of every column of the proposal's sheet that gives a field of certain values.

    Args:
        proposal: With the user's choices.
        prepared: What would be stored, by which rows that are no data are known; None where
            something is unclear.
        choices: What the user settled.
        context: What the agreement gives.
        remembered: Name of a mapping to what the words of its fields mean.
    """
    located = proposal.located
    mapping, sheet = located.mapping, located.sheet
    places = headers(sheet, located.header_row)
    out = prepared.checked.left_out if prepared else ()
    gone = pl.Series([row for row, _ in out], dtype=pl.Int64)
    data = sheet.frame.filter(
        (pl.col(ROW) > located.header_row) & ~pl.col(ROW).is_in(gone.implode())
    )
    given = [(*each, True) for each in mapping.columns.items()]
    # What a column says first of all is told; by that its words are no missing stages.
    given += [(*each, False) for each in mapping.also.items()]
    found = []
    for column, field, first in given:
        if field in WORDED and column in places:
            place = places[column]
            cells = clean(column, data[text_column(place)], data[kind_column(place)], mapping.blank)
            texts = cells.only(cells.valueless().is_null()).texts.drop_nulls()
            counted = texts.value_counts().sort(
                ["count", texts.name], descending=[True, False], maintain_order=True
            )
            words = [(str(word), int(rows)) for word, rows in counted.iter_rows()]
            looks = _looks(words[:_LISTED], field, proposal, choices, context, remembered)
            if not first:
                looks = tuple(_aside(each) for each in looks)
            found.append(ColumnWords(column, field, looks, max(len(words) - _LISTED, 0)))
    return tuple(each for each in found if each.words)


def _aside(look: WordLook) -> WordLook:
    """A word of a column that says another thing first of all: nobody has to look at it."""
    return replace(look, state="known" if look.state == "known" else "aside", suggestion=None)


def _looks(
    words: list[tuple[str, int]],
    field: str,
    proposal: Proposal,
    choices: Choices,
    context: ImportContext,
    remembered: Remembered,
) -> tuple[WordLook, ...]:
    meanings = proposal.located.mapping.values.get(field, {})
    texts = pl.Series([word for word, _ in words], dtype=pl.String)
    kinds = pl.Series([int(CellKind.TEXT)] * len(words), dtype=pl.UInt8)
    cells = clean(field, texts, kinds, ()).with_meanings(meanings)
    read = read_texts(cells, field, context)
    chosen = {word.strip().casefold() for word in choices.values.get(field, {})}
    given = {word.strip().casefold() for word in meanings} if proposal.used else set()

    def seen(word: str, rows: int, value: str | None, code: str | None) -> WordLook:
        origin: Origin = "remembered" if word.casefold() in given else "found"
        if word.casefold() in chosen:
            origin = "chosen"
        found = WordLook(word, rows, value or "", _state(field, value, code, context), origin)
        if found.is_settled:
            return found
        return replace(found, suggestion=suggestion_for(field, word, context, remembered))

    return tuple(
        seen(word, rows, value, code)
        for (word, rows), (value, code) in zip(words, read.iter_rows(), strict=True)
    )


def _state(field: str, value: str | None, code: str | None, context: ImportContext) -> State:
    if code is not None:
        return "open"
    known = {"stage": context.stage_key, "return_reason": context.reason_key}.get(field)
    return "not agreed" if known and value and known(value) is None else "known"
