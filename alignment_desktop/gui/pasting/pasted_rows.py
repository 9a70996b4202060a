"""What pasted rows would do to an agreement: which clauses they add, which they change, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from alignment_desktop.domain.agreement import Agreement, ClauseId, json_table
from alignment_desktop.domain.clauses import (
    KINDS,
    Clause,
    clause_name,
    display_name,
    read_clause,
    write_clause,
)
from alignment_desktop.domain.differences import FieldChange, differences
from alignment_desktop.domain.field_values import table_of_values, values_by_field
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.inspector.words import clause_words, kind_word
from alignment_desktop.gui.pasting.cells import CellReader
from alignment_desktop.gui.pasting.columns import (
    KIND,
    by_headings,
    by_place,
    field_called,
    heading_of,
    kind_called,
    specs_of,
)
from alignment_desktop.gui.pasting.tabbed_text import MOST_ROWS, one_line, read_tabbed
from alignment_desktop.gui.trouble_words import beside_field
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass

FirstTable = Callable[[str], dict[str, object]]
"""Gives the least that a new clause of a kind says."""


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row, and what it would do.

    Attributes:
        number: Its number in what was pasted, counted from 1.
        kind: Of which kind of clause it is.
        name: What the clause is called.
        clause_id: The clause that it changes; None where it adds one.
        table: The clause as it should be; None where nothing is to be done.
        changes: The fields that it changes.
        trouble: What is wrong, each sentence with its column; empty: nothing is.
        cells: Its cells as they were pasted.
    """

    number: int
    kind: str
    name: str
    clause_id: ClauseId | None = None
    table: Mapping[str, object] | None = None
    changes: tuple[FieldChange, ...] = ()
    trouble: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def adds(self) -> bool:
        """Whether it adds a clause."""
        return self.table is not None and self.clause_id is None and not self.trouble

    @property
    def edits(self) -> bool:
        """Whether it changes one."""
        return self.clause_id is not None and bool(self.changes) and not self.trouble


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted, as it was understood.

    Attributes:
        text: The text itself.
        kind: The kind of clause that rows are of which do not say theirs.
        columns: The headings of the columns that are taken.
        not_taken: Those of the others; a number where a column has no heading.
        headed: Whether the first row names the columns.
        rows: The rows.
        left_out: How many rows were not read as there are too many.
        seen: The workspace's revision at which the agreement was read.
        heads: The cells of the first row, where that names the columns.
    """

    text: str
    kind: str
    columns: tuple[str, ...]
    not_taken: tuple[str, ...]
    headed: bool
    rows: tuple[PastedRow, ...]
    left_out: int
    seen: int
    heads: tuple[str, ...] = ()

    def of(self, wanted: Callable[[PastedRow], bool]) -> tuple[PastedRow, ...]:
        """The rows for which something holds."""
        return tuple(row for row in self.rows if wanted(row))


class _Trouble(Exception):
    """A sentence about a whole row."""


def read_pasted(
    text: str,
    agreement: Agreement,
    kinds: Sequence[str],
    kind: str,
    first_table: FirstTable,
    seen: int,
) -> Pasted:
    """What a pasted text would do; nothing is done yet.

    Args:
        text: The text.
        agreement: Into which it is pasted.
        kinds: The kinds of clause that it may hold.
        kind: The kind of a row that does not say its own.
        first_table: The least that a new clause says.
        seen: The workspace's revision at which the agreement was read.
    """
    table = read_tabbed(text)
    rows = list(table.rows)
    headed = bool(rows) and by_headings(rows[0][1], kinds)
    heads: tuple[str, ...] = rows.pop(0)[1] if headed else ()
    rows, left_out = rows[:MOST_ROWS], table.left_out + max(len(rows) - MOST_ROWS, 0)
    width = max((len(cells) for _, cells in rows), default=0)
    names = [heads[at] if at < len(heads) else "" for at in range(max(width, len(heads)))]
    reading = _Rows(agreement, kinds, first_table, names if headed else None)
    read = [replace(reading.row(number, cells, kind), cells=cells) for number, cells in rows]
    taken, not_taken = _columns(names if headed else None, width, kinds, kind)
    return Pasted(text, kind, taken, not_taken, headed, tuple(read), left_out, seen, heads)


def _columns(
    names: Sequence[str] | None, width: int, kinds: Sequence[str], kind: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if names is None:
        fields = by_place(kind)
        taken = tuple(heading_of(name, kind) for name in fields[:width])
        return taken, tuple(str(at + 1) for at in range(len(fields), width))
    own = [any(field_called(name, each) for each in kinds) for name in names]
    known = [name for name, its in zip(names, own, strict=True) if its]
    other = [
        name or str(at + 1)
        for at, (name, its) in enumerate(zip(names, own, strict=True))
        if not its
    ]
    return tuple(known), tuple(other)


def _by_name(agreement: Agreement, kinds: Sequence[str]) -> dict[tuple[str, str], list[ClauseId]]:
    found: dict[tuple[str, str], list[ClauseId]] = {}
    for kind in kinds:
        for key, clause in agreement.of_kind(kind).items():
            name = one_line(display_name(clause)).casefold()
            found.setdefault((kind, name), []).append((kind, key))
    return found


class _Rows:
    """Reads the rows of one table.

    Args:
        agreement: Into which they are pasted.
        kinds: The kinds of clause that they may be of.
        first_table: The least that a new clause says.
        names: The headings of the columns; None where they are known by their places.
    """

    def __init__(
        self,
        agreement: Agreement,
        kinds: Sequence[str],
        first_table: FirstTable,
        names: Sequence[str] | None,
    ) -> None:
        self._agreement = agreement
        self._kinds = kinds
        self._first_table = first_table
        self._names = names
        self._reader = CellReader(agreement)
        self._by_name = _by_name(agreement, kinds)
        self._rows: dict[object, int] = {}

    def row(self, number: int, cells: Sequence[str], kind: str) -> PastedRow:
        """What one row would do; `kind` is that of a row that does not say its own."""
        told = self._told_kind(cells, kind)
        kind = kind_called(told, self._kinds) if told else kind
        if not kind:
            said_kind = wording().pasting.other_kind(kind=told)
            return PastedRow(number, "", one_line(cells[0]), trouble=(said_kind,))
        said = _said(cells, self._names, kind)
        name = one_line(said.get("name") or said.get("key") or next(iter(said.values()), ""))
        try:
            clause_id = self._clause_of(said, kind, number)
        except _Trouble as trouble:
            return PastedRow(number, kind, name, trouble=(str(trouble),))
        clause = self._agreement.clauses.get(clause_id) if clause_id else None
        if clause_id is not None and clause is not None:
            return self._edit(number, clause_id, clause, display_name(clause) or name, said)
        return self._add(number, kind, name, said)

    def _told_kind(self, cells: Sequence[str], kind: str) -> str:
        """What a row says of its kind; empty where it does not say."""
        names = self._names or ()
        told = (
            cell
            for name, cell in zip(names, cells, strict=False)
            if cell and field_called(name, kind) == KIND
        )
        return one_line(next(told, ""))

    def _clause_of(self, said: Mapping[str, str], kind: str, number: int) -> ClauseId | None:
        """The clause that a row means; None where it is a new one."""
        words = wording().pasting
        key, name = one_line(said.get("key", "")), one_line(said.get("name", "")).casefold()
        if not said:
            raise _Trouble(words.says_nothing())
        known = self._by_name.get((kind, name), []) if name and not key else []
        if len(known) > 1:
            keys = ", ".join(each for _, each in known)
            raise _Trouble(words.several_called_so(name=one_line(said["name"]), keys=keys))
        meant = (kind, key) if key or not KINDS[kind].keyed else next(iter(known), None)
        if meant is not None or name:
            first = self._rows.setdefault(meant or (kind, None, name), number)
            if first != number:
                raise _Trouble(words.row_twice(row=first))
        return meant if meant in self._agreement.clauses or not KINDS[kind].keyed else None

    def _edit(
        self, number: int, clause_id: ClauseId, clause: Clause, name: str, said: Mapping[str, str]
    ) -> PastedRow:
        kind, _ = clause_id
        specs, reader = specs_of(kind), self._reader
        values = values_by_field(tuple(specs.values()), json_table(write_clause(clause)))
        # What a cell would show of what stands says nothing new, whatever the field holds.
        shown = {field: _plain(reader.text(specs[field], values[field], values)) for field in said}
        new = {
            field: text
            for field, text in said.items()
            if field != "key" and shown[field] != _plain(text)
        }
        if not new:
            return PastedRow(number, kind, name, clause_id)
        return _judged(PastedRow(number, kind, name, clause_id), clause, new, values, reader)

    def _add(self, number: int, kind: str, name: str, said: Mapping[str, str]) -> PastedRow:
        # What has a name gets the key of that.
        own = ("name", "key") if said.get("name") else ("name",)
        first = {at: value for at, value in self._first_table(kind).items() if at not in own}
        values = values_by_field(tuple(specs_of(kind).values()), first)
        # A new clause has no target yet whose sign and unit could be meant again.
        if "target" in said:
            values["target"] = None
        return _judged(PastedRow(number, kind, name), None, said, values, self._reader)


def _said(cells: Sequence[str], names: Sequence[str] | None, kind: str) -> dict[str, str]:
    """What a row says of each field, as it stands in its cells; empty cells say nothing."""
    if names is None:
        pairs = list(zip(by_place(kind), cells, strict=False))
    else:
        pairs = [(field_called(names[at], kind), cell) for at, cell in enumerate(cells)]
    return {name: cell for name, cell in pairs if cell and name and name != KIND}


def _judged(
    row: PastedRow,
    clause: Clause | None,
    new: Mapping[str, str],
    values: dict[str, object],
    reader: CellReader,
) -> PastedRow:
    """A row whose cells are read and judged by the rules of their clause.

    Args:
        row: The row so far.
        clause: What it changes; None where it adds a clause.
        new: The cells that say something new, by field.
        values: What the clause says so far.
        reader: Reads the cells.
    """
    kind, specs = row.kind, specs_of(row.kind)
    trouble: list[str] = []
    # What is measured says how a target is meant.
    for name in sorted(new, key=lambda each: each == "target"):
        try:
            values[name] = reader.value(specs[name], new[name], values)
        except Problem as problem:
            trouble.append(_sentence(problem, kind))
    table = table_of_values(tuple(specs.values()), values)
    keyless = clause is None and not table.get("key")
    if keyless:
        table["key"] = "new"  # one is made of its name later
    if not KINDS[kind].keyed:
        table.pop("key", None)
    if trouble:
        return replace(row, trouble=tuple(trouble))
    try:
        mine = read_clause(kind, table)
    except Problem as problem:
        return replace(row, trouble=(_sentence(problem, kind),))
    table = json_table(write_clause(mine))
    if keyless:
        table.pop("key", None)
    changes = tuple(differences(clause, mine)) if clause is not None else ()
    return replace(row, table=table, changes=changes)


def _sentence(problem: Problem, kind: str) -> str:
    """What is wrong with a cell, with its column."""
    text = beside_field(problem, kind)
    name = str(problem.facts.get("field", ""))
    while name and name not in specs_of(kind):
        name = name.rpartition(".")[0]
    return wording().pasting.in_column(column=heading_of(name, kind), text=text) if name else text


def _plain(text: str) -> str:
    """A text without what a spreadsheet does to its ends and line breaks."""
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def row_title(row: PastedRow, agreement: Agreement) -> str:
    """What a row is called in the preview."""
    if row.clause_id is not None:
        return clause_words(clause_name(*row.clause_id), agreement)
    return f"“{row.name}”" if row.name else kind_word(row.kind)
