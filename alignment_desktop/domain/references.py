"""Which clauses name which others, in which field, and how they come to name another one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from alignment_desktop.domain.agreement import Agreement, ClauseId, json_table
from alignment_desktop.domain.clauses import KINDS, Clause, clause_name, read_clause, write_clause
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.fields import Field, Holds, value_of
from alignment_desktop.domain.lead_fields import ENTERED
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass


@dataclass(frozen=True)
class Reference:
    """One clause's mention of another, which may not exist.

    Attributes:
        source: The clause that mentions.
        field: The field it does so in.
        target: The clause that is meant.
    """

    source: ClauseId
    field: str
    target: ClauseId


def references(agreement: Agreement) -> Iterator[Reference]:
    """Every mention of a clause by another, each once."""
    for source, clause in agreement.clauses.items():
        seen = dict.fromkeys(_mentions(source[0], clause))
        yield from (Reference(source, name, target) for name, target in seen)


def references_to(agreement: Agreement, targets: Collection[ClauseId]) -> tuple[Reference, ...]:
    """The mentions of some clauses by others than them, in the order of the agreement."""
    wanted = frozenset(targets)
    return tuple(
        each
        for each in references(agreement)
        if each.target in wanted and each.source not in wanted
    )


def pointed_elsewhere(
    clause_id: ClauseId, clause: Clause, instead: Mapping[ClauseId, ClauseId]
) -> Clause:
    """A clause that mentions others in the place of some; itself where it mentions none of them.

    Args:
        clause_id: Its kind and key.
        clause: The clause.
        instead: For a clause another one of its kind.

    Raises:
        Problem: With `clause` and `field`, where it breaks a rule by that.
    """
    kind, _ = clause_id
    wanted = {name: field for field, name, target in _by_field(kind, clause) if target in instead}
    if not wanted:
        return clause
    table = json_table(write_clause(clause))
    for name, field in wanted.items():
        *path, last = name.split(".")
        at: Any = table
        for part in path:
            at = at[part]
        at[last] = _REPLACED[field.holds](field, at[last], clause_id, instead)
    try:
        return read_clause(kind, table)
    except Problem as problem:
        raise problem.with_facts(clause=clause_name(*clause_id)) from None


def _mentions(kind: str, clause: Clause) -> Iterator[tuple[str, ClauseId]]:
    for _, name, target in _by_field(kind, clause):
        yield name, target


def _by_field(kind: str, clause: Clause) -> Iterator[tuple[Field, str, ClauseId]]:
    for field in KINDS[kind].fields:
        named = _NAMED.get(field.holds)
        held = value_of(clause, field.name) if named is not None else None
        if named is not None and held:
            yield from ((field, field.name, target) for target in named(field, held))


def _keys(field: Field, keys: Iterable[str]) -> list[ClauseId]:
    return [(field.refers_to, key) for key in keys if key]


def _clause(_: Field, name: str) -> list[ClauseId]:
    kind, dot, key = name.partition(".")
    # A key alone is of a clause that is yet to be found.
    return [(kind, key)] if dot or not KINDS.get(kind, _KEYED).keyed else []


def _stages(names: Iterable[str]) -> list[ClauseId]:
    """The stages among the names of fields of leads: those of `entered.<stage>`."""
    return [("stage", name.removeprefix(ENTERED)) for name in names if name.startswith(ENTERED)]


def _of_conditions(conditions: Iterable[Condition]) -> list[ClauseId]:
    return _stages(condition.field for condition in conditions)


_KEYED = KINDS["stage"]
_NAMED: dict[Holds, Callable[[Field, Any], list[ClauseId]]] = {
    Holds.REFERENCE: lambda field, key: _keys(field, [key]),
    Holds.REFERENCES: _keys,
    Holds.KEYS: lambda field, pairs: _keys(field, [key for _, key in pairs]),
    Holds.CLAUSE: _clause,
    Holds.EVENT: lambda _, event: _stages([event]),
    Holds.EVENTS: lambda _, events: _stages(events),
    Holds.LEAD_FIELD: lambda _, name: _stages([name]),
    Holds.VALUES: lambda _, pairs: _stages(name for name, _ in pairs),
    Holds.CONDITIONS: lambda _, conditions: _of_conditions(conditions),
    Holds.GROUPS: lambda _, groups: _of_conditions(one for group in groups for one in group),
}
"""The clauses that a field names, by what the field holds."""


_Instead = Mapping[ClauseId, ClauseId]


def _key_instead(field: Field, key: str, instead: _Instead) -> str:
    return instead.get((field.refers_to, key), ("", key))[1]


def _keys_instead(field: Field, keys: list[str], own: ClauseId, instead: _Instead) -> list[str]:
    """Each once; a clause that would come to mention itself leaves that out."""
    found = dict.fromkeys(
        new
        for key in keys
        if (new := _key_instead(field, key, instead)) == key or (field.refers_to, new) != own
    )
    return list(found)


def _name_instead(name: str, instead: _Instead) -> str:
    kind, _, key = name.partition(".")
    return clause_name(*instead.get((kind, key), (kind, key)))


def _event_instead(event: str, instead: _Instead) -> str:
    """An event, or a field of leads, of another stage."""
    (stage,) = _stages([event]) or [("", "")]
    return f"{ENTERED}{instead[stage][1]}" if stage in instead else event


def _values_instead(values: dict[str, object], instead: _Instead) -> dict[str, object]:
    """What a lead says by field; what it says in the other stage's field already stays."""
    renamed = {_event_instead(name, instead): value for name, value in values.items()}
    kept = {name: value for name, value in values.items() if name in renamed}
    return {**renamed, **kept}


def _conditions_instead(tables: list[dict[str, Any]], instead: _Instead) -> list[dict[str, Any]]:
    return [{**table, "field": _event_instead(table["field"], instead)} for table in tables]


_REPLACED: dict[Holds, Callable[[Field, Any, ClauseId, _Instead], object]] = {
    Holds.REFERENCE: lambda field, key, _own, instead: _key_instead(field, key, instead),
    Holds.REFERENCES: _keys_instead,
    Holds.KEYS: lambda field, table, _own, instead: {
        name: _key_instead(field, key, instead) for name, key in table.items()
    },
    Holds.CLAUSE: lambda _field, name, _own, instead: _name_instead(name, instead),
    Holds.EVENT: lambda _field, event, _own, instead: _event_instead(event, instead),
    Holds.EVENTS: lambda _field, events, _own, instead: list(
        dict.fromkeys(_event_instead(event, instead) for event in events)
    ),
    Holds.LEAD_FIELD: lambda _field, name, _own, instead: _event_instead(name, instead),
    Holds.VALUES: lambda _field, values, _own, instead: _values_instead(values, instead),
    Holds.CONDITIONS: lambda _field, tables, _own, instead: _conditions_instead(tables, instead),
    Holds.GROUPS: lambda _field, groups, _own, instead: [
        _conditions_instead(tables, instead) for tables in groups
    ],
}
"""What a field says, as texts write it, where others are mentioned instead."""
