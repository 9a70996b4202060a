"""Which clauses name which others, and in which field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import (
    ATTRIBUTION,
    HEADER,
    Clause,
    Header,
    Meeting,
    Reason,
    Segment,
    Stage,
)
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.plan import (
    Assumption,
    Campaign,
    Content,
    Initiative,
    Objective,
)
from alignment_desktop.domain.scoring import ScoringRule

_ENTERED = "entered."


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
        seen = dict.fromkeys(_mentions(clause))
        yield from (Reference(source, name, target) for name, target in seen)


def _mentions(clause: Clause) -> Iterator[tuple[str, ClauseId]]:
    for name, kind, keys in _by_key(clause):
        yield from ((name, (kind, key)) for key in keys if key)
    for name, fields in _by_field(clause):
        for field in fields:
            if field.startswith(_ENTERED):
                yield name, ("stage", field.removeprefix(_ENTERED))
    if isinstance(clause, Reason) and clause.clause:
        kind, dot, key = clause.clause.partition(".")
        if dot or kind in (HEADER, ATTRIBUTION):
            yield "clause", (kind, key)


def _by_key(clause: Clause) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Fields that hold keys: the field, the kind that the keys are of, the keys."""
    if isinstance(clause, Header):
        yield "calendar", "calendar", [clause.calendar]
        yield "handover_stage", "stage", [clause.handover_stage]
    if isinstance(clause, Objective | Initiative | Campaign | Content):
        yield "owner", "person", [clause.owner]
    if isinstance(clause, Campaign | Assumption | Commitment):
        yield "segment", "segment", [clause.segment]
    if isinstance(clause, Meeting):
        yield "attendees", "person", clause.attendees
    if isinstance(clause, Stage):
        yield "next", "stage", clause.next


def _by_field(clause: Clause) -> Iterator[tuple[str, Iterable[str]]]:
    """Fields that hold names of lead fields, which may be `entered.<stage>`."""
    if isinstance(clause, Segment | ScoringRule | Commitment):
        yield "where", _fields(clause.where)
    if isinstance(clause, Commitment):
        yield "from", [clause.from_]
        yield "to", [clause.to]
        yield "of", _fields(clause.of)
        for group in clause.any:
            yield "any", _fields(group)
        yield "field", [clause.field]


def _fields(conditions: Iterable[Condition]) -> list[str]:
    return [condition.field for condition in conditions]
