"""The kinds of clause that an agreement consists of, each as a frozen value with its rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, cast

from alignment_desktop.domain import fields as f
from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.plan import (
    Assumption,
    Audience,
    Campaign,
    Content,
    Initiative,
    Objective,
    Stake,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoring import ScoringRule, Threshold

PARTIES = f.PARTIES
"""Who consents."""
_CURRENCY = re.compile(r"[A-Z]{3}")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Clause(Protocol):
    """What every kind of clause can do."""

    @property
    def key(self) -> str:
        """The key, unique within the kind; empty for the header and the attribution."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A run of days, both included."""

    start: date = f.of(f.DAY)
    end: date = f.of(f.DAY)


def _read_days(value: object) -> Days:
    days: Days = f.table_of(Days).read(value)
    if days.end < days.start:
        raise Problem("end-before-start", start=days.start.isoformat(), end=days.end.isoformat())
    return days


def read_currency(value: object) -> str:
    """The three letters of a currency, such as `EUR`.

    Raises:
        Problem: `not-a-currency`, where it is something else.
    """
    if not (isinstance(value, str) and _CURRENCY.fullmatch(value)):
        raise Problem("not-a-currency", value=value)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Header(f.Ruled):
    """What the agreement is called, which days it covers, and what its figures stand on.

    The label is not content: it names the agreement within its workspace only.
    """

    title: str = f.of(f.TEXT, "")
    organisation: str = f.of(f.TEXT, "")
    period: Days = f.of(f.Rule(_read_days, f.write_fields))
    fiscal_year_start: int = f.of(f.number_between(1, 12, whole=True), 1)
    currency: str = f.of(f.Rule(read_currency), "")
    calendar: str = f.of(f.REFERENCE, "")
    handover_stage: str = f.of(f.REFERENCE, "")
    language: str = f.of(f.TEXT, "en")

    @property
    def key(self) -> str:
        """Nothing: there is one header."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution(f.Ruled):
    """Who gets credit for a customer."""

    rule: str = f.of(f.choice("first touch", "last touch", "even", "position based"))
    sourced_is: str = f.of(f.TEXT, "")

    @property
    def key(self) -> str:
        """Nothing: there is one attribution."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(f.Ruled):
    """Somebody who owns, attends or signs."""

    key: str = f.of(f.REFERENCE)
    name: str = f.of(f.TEXT, "")
    title: str = f.of(f.TEXT, "")
    email: str = f.of(f.TEXT, "")
    party: str = f.of(f.OWNER, "shared")
    role: str = f.of(f.choice("leader", "sponsor", "ops", "member"), "member")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment(f.Ruled):
    """A part of the market, by conditions on leads."""

    key: str = f.of(f.REFERENCE)
    name: str = f.of(f.TEXT, "")
    where: tuple[Condition, ...] = f.of(f.CONDITIONS, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Side(f.Ruled):
    """What one party wants the other to know of it."""

    key: str = f.of(f.REFERENCE)
    party: str = f.of(f.OWNER, "shared")
    goals: str = f.of(f.TEXT, "")
    process: str = f.of(f.TEXT, "")
    challenges: str = f.of(f.TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(f.Ruled):
    """A word of the glossary that is no stage."""

    key: str = f.of(f.REFERENCE)
    name: str = f.of(f.TEXT, "")
    definition: str = f.of(f.TEXT, "")
    synonyms: tuple[str, ...] = f.of(f.TEXTS, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(f.Ruled):
    """A place in the one funnel."""

    key: str = f.of(f.REFERENCE)
    name: str = f.of(f.TEXT, "")
    abbreviation: str = f.of(f.TEXT, "")
    kind: str = f.of(f.choice("inventory", "gate", "sla", "detour"), "inventory")
    party: str = f.of(f.OWNER, "shared")
    definition: str = f.of(f.TEXT, "")
    enters_when: tuple[str, ...] = f.of(f.TEXTS, ())
    leaves_when: tuple[str, ...] = f.of(f.TEXTS, ())
    limit: Limit | None = f.of(f.LIMIT, None)
    next: tuple[str, ...] = f.of(f.REFERENCES, ())


def _read_clause_name(value: object) -> str:
    """`kind.key`, `agreement`, `attribution`, or the key alone (of a clause yet to be found)."""
    if isinstance(value, str):
        kind, dot, key = value.partition(".")
        if not dot and f.KEY.fullmatch(kind):
            return value
        if kind in KINDS and KINDS[kind].keyed and f.KEY.fullmatch(key):
            return value
    raise Problem("not-a-clause-name", value=value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason(f.Ruled):
    """Why a lead is returned, disqualified or lost, and what to do about it."""

    key: str = f.of(f.REFERENCE)
    name: str = f.of(f.TEXT, "")
    about: str = f.of(f.choice("return", "disqualify", "lost"), "return")
    remedy: str = f.of(f.TEXT, "")
    clause: str = f.of(f.Rule(_read_clause_name), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(f.Ruled):
    """A meeting that comes back."""

    key: str = f.of(f.REFERENCE)
    name: str = f.of(f.TEXT, "")
    every: str = f.of(f.choice("week", "two weeks", "month", "quarter"), "week")
    weekday: str = f.of(f.choice(*WEEKDAYS), "")
    time: str = f.of(f.CLOCK_TIME, "")
    minutes: int = f.of(f.number_between(1, 1_440, whole=True), 60)
    attendees: tuple[str, ...] = f.of(f.REFERENCES, ())
    agenda: tuple[str, ...] = f.of(f.TEXTS, ())


@dataclass(frozen=True, slots=True)
class ClauseKind:
    """One kind of clause: the class of its values, and whether there are many, told by key."""

    cls: type[f.Ruled] | type[Calendar] | type[Commitment]
    keyed: bool = True


HEADER = "agreement"
ATTRIBUTION = "attribution"
COMMITMENT = "commitment"

KINDS: dict[str, ClauseKind] = {
    HEADER: ClauseKind(Header, keyed=False),
    ATTRIBUTION: ClauseKind(Attribution, keyed=False),
    "person": ClauseKind(Person),
    "calendar": ClauseKind(Calendar),
    "segment": ClauseKind(Segment),
    "audience": ClauseKind(Audience),
    "side": ClauseKind(Side),
    "objective": ClauseKind(Objective),
    "initiative": ClauseKind(Initiative),
    "campaign": ClauseKind(Campaign),
    "content": ClauseKind(Content),
    "stake": ClauseKind(Stake),
    "term": ClauseKind(Term),
    "stage": ClauseKind(Stage),
    "reason": ClauseKind(Reason),
    "assumption": ClauseKind(Assumption),
    "rule": ClauseKind(ScoringRule),
    "threshold": ClauseKind(Threshold),
    "meeting": ClauseKind(Meeting),
    COMMITMENT: ClauseKind(Commitment),
}
"""Every kind, in the order in which an agreement is written."""


def read_clause(kind: str, mapping: Mapping[str, object]) -> Clause:
    """The clause of `kind` that a table states.

    Raises:
        Problem: With `field`, the field that is wrong or missing.
    """
    clause = cast(Clause, KINDS[kind].cls.from_mapping(mapping))
    if KINDS[kind].keyed and f.KEY.fullmatch(clause.key) is None:
        code = "bad-key" if "key" in mapping else "missing-field"
        raise Problem(code, field="key", value=clause.key)
    return clause


def read_stored_clause(kind: str, mapping: Mapping[str, object]) -> Clause:
    """The clause of `kind` that a table states which was checked when it was written.

    Raises:
        Problem: With `field`, the field that is wrong or missing.
    """
    return Calendar.from_stored(mapping) if kind == "calendar" else read_clause(kind, mapping)


def write_clause(clause: Clause) -> dict[str, object]:
    """The table that states `clause`; fields at their default are left out."""
    return clause.to_mapping() if isinstance(clause, Calendar) else f.write_fields(clause)


def clause_name(kind: str, key: str) -> str:
    """How commands and texts write a clause: `stage.mql`; `agreement` and `attribution` alone."""
    return f"{kind}.{key}" if key else kind


def display_name(clause: Clause) -> str:
    """What people call the clause: its name, else its key."""
    name = getattr(clause, "name", "")
    return name or clause.key
