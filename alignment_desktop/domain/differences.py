"""What differs between two wordings of a clause, or two agreements, field by field."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from typing import Any

from alignment_desktop.domain.agreement import ClauseId, json_table
from alignment_desktop.domain.clauses import KINDS, Clause, clause_name, write_clause
from alignment_desktop.values import dataclass

Path = tuple[str, ...]
"""The names that lead to a value in a clause's table: `("expected", "leads")`."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in two wordings of a clause.

    Attributes:
        field: Its dotted name, as problems give it: `target`, `expected.leads`.
        old: What it said, as a JSON value of the agreement text; None: nothing.
        new: What it says, likewise.
    """

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What became of one clause.

    Attributes:
        clause: Its name, as `kind.key`.
        change: `added`, `removed` or `changed`.
        fields: The fields that differ; of an added or removed clause all that it states.
    """

    clause: str
    change: str
    fields: tuple[FieldChange, ...]


def clause_change(name: str, old: Clause | None, new: Clause | None) -> ClauseChange:
    """What became of the clause `name`, of which at least one wording is given."""
    change = "added" if old is None else "removed" if new is None else "changed"
    return ClauseChange(name, change, differences(old, new))


def clause_changes(
    old: Mapping[ClauseId, Clause], new: Mapping[ClauseId, Clause]
) -> tuple[ClauseChange, ...]:
    """What became of each clause that is not the same in both, in the order of an agreement."""
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}
    named = sorted(dict.fromkeys((*new, *old)), key=lambda clause_id: ranks[clause_id[0]])
    changes = (clause_change(clause_name(*each), old.get(each), new.get(each)) for each in named)
    # A clause may be there without stating anything of its own.
    return tuple(change for change in changes if change.fields or change.change != "changed")


def differences(old: Clause | None, new: Clause | None) -> tuple[FieldChange, ...]:
    """The fields that say something else, in the order of the agreement text.

    A table within a clause is compared entry by entry, a list as a whole. Where a text leaves a
    field out, its default counts.
    """
    given = new or old
    if given is None:
        return ()
    tables = (None if each is None else json_table(write_clause(each)) for each in (old, new))
    return table_differences(kind_of(given), *tables)


def table_differences(
    kind: str, old: Mapping[str, object] | None, new: Mapping[str, object] | None
) -> tuple[FieldChange, ...]:
    """The same of two tables of JSON values that state a clause of a kind; None: there is none."""
    before, after = (dict(_leaves(each or {})) for each in (old, new))
    cls: type[Hashable] | None = KINDS[kind].cls if kind in KINDS else None
    ranks = {name: rank for rank, name in enumerate(_names(cls))}
    fallback = {} if old is None or new is None else _defaults(cls)
    changes = []
    named = dict.fromkeys((*before, *after))
    for path in sorted(named, key=lambda path: ranks.get(path[0], len(ranks))):
        was, now = (side.get(path, fallback.get(path)) for side in (before, after))
        if was != now:
            changes.append(FieldChange(".".join(path), was, now))
    return tuple(changes)


def kind_of(clause: Clause) -> str:
    """The kind of a clause."""
    return next(kind for kind, spec in KINDS.items() if isinstance(clause, spec.cls))


def stated(clause: Clause | None) -> dict[Path, object]:
    """What a clause states, as JSON values; fields at their default, and no clause, state nothing.

    A list is one value. An empty table is one too: it is not the same as none.
    """
    return {} if clause is None else dict(_leaves(json_table(write_clause(clause))))


def _leaves(table: Mapping[str, object], above: Path = ()) -> Iterable[tuple[Path, object]]:
    for name, value in table.items():
        path = (*above, name)
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, path)
        else:
            yield path, value


@cache
def _names(cls: type[Any] | None) -> tuple[str, ...]:
    """The fields of a class of clauses as texts write them, in order; of none, none."""
    specs = () if cls is None else dataclasses.fields(cls)
    return tuple(spec.name.rstrip("_") for spec in specs)


@cache
def _defaults(cls: type[Any] | None) -> Mapping[Path, object]:
    """What fields of a class say where a table leaves them out, if that is anything."""
    table = {}
    for spec in () if cls is None else dataclasses.fields(cls):
        rule = spec.metadata.get("rule")
        if rule is not None and spec.default not in (dataclasses.MISSING, None, "", ()):
            table[spec.name.rstrip("_")] = rule.write(spec.default)
    return {path: value for path, value in _leaves(json_table(table)) if value != {}}
