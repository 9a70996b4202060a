"""Which fields the columns of a table stand for, by their headings or by their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from alignment_desktop.domain.fields import Field
from alignment_desktop.gui.inspector.field_specs import field_specs
from alignment_desktop.gui.inspector.words import field_word, kind_word, kinds_word
from alignment_desktop.gui.models.clause_table import ClauseTableModel
from alignment_desktop.gui.pages.clauses.cell_fields import field_of_cell
from alignment_desktop.gui.pasting.tabbed_text import one_line
from alignment_desktop.gui.wording import headings, wording

KIND = "kind of clause"
"""Stands for the column that tells the kind, which is no field."""
_Column = ClauseTableModel.Column
_LABEL = "label"  # of an agreement: no content of it


@cache
def specs_of(kind: str) -> Mapping[str, Field]:
    """The fields of a kind that a table can hold, by name, in the order of the form."""
    return {spec.name: spec for spec in field_specs(kind) if spec.name != _LABEL}


@cache
def heading_of(name: str, kind: str) -> str:
    """What the column of a field is called, unlike that of any other field of the kind."""
    words = Counter(field_word(each, kind).casefold() for each in specs_of(kind))
    word = field_word(name, kind)
    return word if words[word.casefold()] == 1 else f"{word} ({name})"


def kind_heading() -> str:
    """What the column is called that tells the kind of clause: a stage has a kind of its own."""
    return wording().clauses.kind_of_clause()


@cache
def _fields_by_heading(kind: str) -> Mapping[str, str]:
    """Fields by every heading that means them, in small letters."""
    found = {name: name for name in specs_of(kind)}
    # What the table in the window says above its columns.
    for column, heading in (
        (_Column.OWNER, headings().owner()),
        (_Column.NAME, headings().name()),
        (_Column.NAME, headings().commitment()),
        (_Column.CONTENT, wording().clauses.says()),
        (_Column.CONTENT, wording().clauses.content()),
        (_Column.APPLIES_TO, wording().clauses.applies_to()),
    ):
        name = field_of_cell(kind, column, mixed=False)
        if name:
            found[heading.casefold()] = name
    # A field's own name wins.
    found |= {heading_of(name, kind).casefold(): name for name in specs_of(kind)}
    # A stage has a field that is called just so.
    found.setdefault(headings().kind().casefold(), KIND)
    return {**found, kind_heading().casefold(): KIND}


def field_called(heading: str, kind: str) -> str:
    """The field of a kind that a heading means; `KIND`; empty where it means none."""
    return _fields_by_heading(kind).get(one_line(heading).casefold(), "")


def by_headings(cells: Sequence[str], kinds: Sequence[str]) -> bool:
    """Whether a row is one of headings: most of what it says are names of fields, or two of it."""
    said = [cell for cell in cells if cell]
    known = [cell for cell in said if any(field_called(cell, kind) for kind in kinds)]
    return len(known) >= 2 or 0 < len(said) <= 2 * len(known)


def by_place(kind: str) -> tuple[str, ...]:
    """The fields that columns without headings stand for."""
    wanted = (
        field_of_cell(kind, column, mixed=False)
        for column in (_Column.NAME, _Column.OWNER, _Column.CONTENT, _Column.APPLIES_TO)
    )
    return tuple(dict.fromkeys(name for name in wanted if name))


def kind_called(text: str, kinds: Sequence[str]) -> str:
    """The kind that a word means; empty where it is none of these."""
    word = one_line(text).casefold()
    names = {
        name.casefold(): kind
        for kind in kinds
        for name in (kind, kinds_word(kind), kind_word(kind))
    }
    return names.get(word, "")
