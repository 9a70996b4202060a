"""The kinds of clause that an agreement consists of, each as a frozen value with its rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol, cast

from alignment_desktop.domain import fields as f
from alignment_desktop.domain.calendar import WEEKDAYS, Calendar, ClosedCuts
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition, Scalar
from alignment_desktop.domain.hidden_characters import on_one_line
from alignment_desktop.domain.invented_leads import LEAD_VALUES
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
from alignment_desktop.domain.scoring import Grade, ScoringRule, Threshold
from alignment_desktop.values import dataclass

PARTIES = f.PARTIES
"""Who consents."""
_MONTH = f.number_between(1, 12, whole=True, holds=f.Holds.MONTH)
_CURRENCY = re.compile(r"[A-Z]{3}")


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
    period: Days = f.of(f.Rule(_read_days, f.write_fields, table=Days))
    fiscal_year_start: int = f.of(_MONTH, 1)
    currency: str = f.of(f.Rule(read_currency), "")
    calendar: str = f.of(f.reference("calendar"), "")
    handover_stage: str = f.of(f.reference("stage"), "")
    language: str = f.of(f.TEXT, "en")
    scoring: str = f.of(f.choice("own", "rules"), "own")

    @property
    def key(self) -> str:
        """Nothing: there is one header."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution(f.Ruled):
    """Who gets credit for a customer."""

    rule: str = f.of(f.choice("first touch", "last touch", "even", "position based"))
    sourced_is: str = f.of(f.LONG_TEXT, "")

    @property
    def key(self) -> str:
        """Nothing: there is one attribution."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(f.Ruled):
    """Somebody who owns, attends or signs."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    title: str = f.of(f.TEXT, "")
    email: str = f.of(f.TEXT, "")
    party: str = f.of(f.OWNER, "shared")
    role: str = f.of(f.choice("leader", "sponsor", "ops", "member"), "member")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment(f.Ruled):
    """A part of the market, by conditions on leads."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    where: tuple[Condition, ...] = f.of(f.CONDITIONS, ())
    any: tuple[tuple[Condition, ...], ...] = f.of(f.CONDITION_LISTS, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Side(f.Ruled):
    """What one party wants the other to know of it."""

    key: str = f.of(f.OWN_KEY)
    party: str = f.of(f.OWNER, "shared")
    goals: str = f.of(f.LONG_TEXT, "")
    process: str = f.of(f.LONG_TEXT, "")
    challenges: str = f.of(f.LONG_TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(f.Ruled):
    """A word of the glossary that is no stage."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    definition: str = f.of(f.LONG_TEXT, "")
    synonyms: tuple[str, ...] = f.of(f.TEXTS, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(f.Ruled):
    """A place in the one funnel; `where` and `any` say what a lead in it must meet."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    abbreviation: str = f.of(f.TEXT, "")
    kind: str = f.of(f.choice("inventory", "gate", "sla", "detour"), "inventory")
    party: str = f.of(f.OWNER, "shared")
    definition: str = f.of(f.LONG_TEXT, "")
    enters_when: tuple[str, ...] = f.of(f.TEXTS, ())
    leaves_when: tuple[str, ...] = f.of(f.TEXTS, ())
    limit: Limit | None = f.of(f.LIMIT, None)
    next: tuple[str, ...] = f.of(f.references("stage"), ())
    where: tuple[Condition, ...] = f.of(f.CONDITIONS, ())
    any: tuple[tuple[Condition, ...], ...] = f.of(f.CONDITION_LISTS, ())


def _read_clause_name(value: object) -> str:
    """`kind.key`, `agreement`, `attribution`, or the key alone (of a clause yet to be found)."""
    if isinstance(value, str):
        kind, dot, key = value.partition(".")
        if not dot and f.KEY.fullmatch(kind):
            return value
        if kind in KINDS and KINDS[kind].keyed and f.KEY.fullmatch(key):
            return value
    raise Problem("not-a-clause-name", value=value)


CLAUSE = f.Rule(_read_clause_name, holds=f.Holds.CLAUSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example(f.Ruled):
    """An invented lead, and whether it belongs to what a clause defines.

    Attributes:
        key: Unique among the examples.
        clause: The clause, as `kind.key`.
        verdict: Whether the lead is in or out.
        fields: What the lead says in its fields, by their names, sorted; in others it is blank.
        why: Why that is so.
    """

    key: str = f.of(f.OWN_KEY)
    clause: str = f.of(CLAUSE)
    verdict: str = f.of(f.choice("in", "out"))
    fields: tuple[tuple[str, Scalar], ...] = f.of(LEAD_VALUES, ())
    why: str = f.of(f.LONG_TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason(f.Ruled):
    """Why a lead is returned, disqualified or lost, and what to do about it."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    about: str = f.of(f.choice("return", "disqualify", "lost"), "return")
    remedy: str = f.of(f.LONG_TEXT, "")
    clause: str = f.of(CLAUSE, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(f.Ruled):
    """A meeting that comes back."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    every: str = f.of(f.choice("week", "two weeks", "month", "quarter"), "week")
    weekday: str = f.of(f.choice(*WEEKDAYS), "")
    time: str = f.of(f.CLOCK_TIME, "")
    minutes: int = f.of(f.number_between(1, 1_440, whole=True), 60)
    attendees: tuple[str, ...] = f.of(f.references("person"), ())
    agenda: tuple[str, ...] = f.of(f.TEXTS, ())


class ClauseKind:
    """One kind of clause: everything that is said of it as a kind.

    Args:
        cls: The class of its values; its fields carry their rules, in the order of texts.
        page: The page of the window that shows it.
        section: The section of the document that prints it.
        keyed: Whether there are many, told by key.
        rank: Its place among the kinds of its page; of equals the first in a text comes first.
        fields: Its fields, where the class does not carry their rules.
        edited: Names of the fields in the order in which people fill them in; those left out
            come behind, in the order of texts.
    """

    def __init__(
        self,
        cls: type[f.Ruled] | type[Calendar] | type[Commitment],
        page: str,
        section: str,
        *,
        keyed: bool = True,
        rank: int = 50,
        fields: Sequence[f.Field] = (),
        edited: Sequence[str] = (),
    ) -> None:
        self.cls = cls
        self.page = page
        self.section = section
        self.keyed = keyed
        self.rank = rank
        self._stated = tuple(fields)
        self._edited = tuple(edited)

    @cached_property
    def fields(self) -> tuple[f.Field, ...]:
        """Its fields in the order of texts."""
        return self._stated or tuple(f.fields_of(self.cls))

    @cached_property
    def edited(self) -> tuple[f.Field, ...]:
        """Its fields in the order in which people fill them in; the key comes last."""
        ranks = {name: rank for rank, name in enumerate(self._edited)}
        ranks["key"] = len(self.fields) + len(ranks)
        return tuple(sorted(self.fields, key=lambda field: ranks.get(field.name, len(ranks) - 1)))


HEADER = "agreement"
ATTRIBUTION = "attribution"
COMMITMENT = "commitment"
EXAMPLE = "example"

_OF_CALENDARS = (
    f.Field("key", f.Holds.KEY, required=True),
    f.Field("name"),
    f.Field("timezone", required=True),
    f.Field("holidays.country", f.Holds.COUNTRY),
    f.Field("holidays.subdivision"),
    f.Field("closed", f.Holds.DAYS),
    f.Field("closed_cuts", f.Holds.CHOICE, tuple(ClosedCuts), default=str(ClosedCuts.START)),
    f.Field("open", f.Holds.DATED_SHIFTS),
    f.Field("breaks", f.Holds.DATED_SHIFTS),
    *(f.Field(f"hours.{day}", f.Holds.SHIFTS) for day in WEEKDAYS),
)

KINDS: dict[str, ClauseKind] = {
    HEADER: ClauseKind(Header, "plan", "header", keyed=False, rank=91),
    ATTRIBUTION: ClauseKind(Attribution, "plan", "plan", keyed=False, rank=92),
    "person": ClauseKind(Person, "cadence", "people", rank=95),
    "calendar": ClauseKind(
        Calendar,
        "cadence",
        "people",
        rank=90,
        fields=_OF_CALENDARS,
        edited=("name", "timezone", *(f"hours.{day}" for day in WEEKDAYS)),
    ),
    "segment": ClauseKind(Segment, "plan", "plan", rank=6),
    "audience": ClauseKind(Audience, "plan", "plan", rank=5),
    "side": ClauseKind(Side, "plan", "people", rank=7),
    "objective": ClauseKind(Objective, "plan", "plan", rank=1),
    "initiative": ClauseKind(Initiative, "plan", "plan", rank=2),
    "campaign": ClauseKind(Campaign, "plan", "plan", rank=3),
    "content": ClauseKind(Content, "plan", "plan", rank=4),
    "stake": ClauseKind(Stake, "plan", "plan", rank=8),
    "term": ClauseKind(Term, "glossary", "words"),
    "stage": ClauseKind(Stage, "funnel", "funnel"),
    EXAMPLE: ClauseKind(Example, "glossary", "words", rank=60),
    "reason": ClauseKind(Reason, "glossary", "cadence"),
    "assumption": ClauseKind(Assumption, "funnel", "plan"),
    "rule": ClauseKind(ScoringRule, "scoring", "scoring"),
    "grade": ClauseKind(Grade, "scoring", "scoring"),
    "threshold": ClauseKind(Threshold, "scoring", "scoring"),
    "meeting": ClauseKind(Meeting, "cadence", "cadence"),
    COMMITMENT: ClauseKind(
        Commitment,
        "commitments",
        "commitments",
        edited=(
            "name", "party", "measure", "figure", "supplier", "unit", "target", "limit", "times",
            "activity", "field", "per", "from", "to", "business", "of", "settle", "table",
            "segment", "where", "every", "if_missed", "note", "at_risk", "targets", "any",
        ),
    ),
}  # fmt: skip
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
    if kind == "calendar":
        return Calendar.from_stored(mapping)
    return Commitment.from_stored(mapping) if kind == COMMITMENT else read_clause(kind, mapping)


def write_clause(clause: Clause) -> dict[str, object]:
    """The table that states `clause`; fields at their default are left out."""
    return clause.to_mapping() if isinstance(clause, Calendar) else f.write_fields(clause)


def clause_name(kind: str, key: str) -> str:
    """How commands and texts write a clause: `stage.mql`; `agreement` and `attribution` alone."""
    return f"{kind}.{key}" if key else kind


def display_name(clause: Clause) -> str:
    """What people call the clause, on one line: its name, else its key."""
    name = getattr(clause, "name", "")
    return on_one_line(name).strip() or clause.key
