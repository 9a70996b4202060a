"""Which clauses name which others, and in which field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import KINDS, Clause
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.fields import Field, Holds, value_of
from alignment_desktop.domain.lead_fields import ENTERED


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


def _mentions(kind: str, clause: Clause) -> Iterator[tuple[str, ClauseId]]:
    for field in KINDS[kind].fields:
        named = _NAMED.get(field.holds)
        held = value_of(clause, field.name) if named is not None else None
        if named is not None and held:
            yield from ((field.name, target) for target in named(field, held))


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
