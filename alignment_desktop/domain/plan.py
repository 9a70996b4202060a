"""The clauses of the plan: what both want to reach, with what work, and what it stands on."""

from __future__ import annotations

from datetime import date

from alignment_desktop.domain import fields as f
from alignment_desktop.domain.targets import Target
from alignment_desktop.values import dataclass

PHASES = ("attention", "interest", "desire", "action")


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience(f.Ruled):
    """Whom both parties want as customers."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    description: str = f.of(f.LONG_TEXT, "")
    accounts: tuple[str, ...] = f.of(f.TEXTS, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(f.Ruled):
    """Something to reach in the quarter or the year."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    horizon: str = f.of(f.choice("quarter", "year"), "quarter")
    party: str = f.of(f.OWNER, "shared")
    owner: str = f.of(f.reference("person"), "")
    target: Target | None = f.of(f.TARGET, None)
    note: str = f.of(f.LONG_TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(f.Ruled):
    """A piece of work that serves the objectives."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    party: str = f.of(f.OWNER, "shared")
    owner: str = f.of(f.reference("person"), "")
    start: date | None = f.of(f.DAY, None)
    end: date | None = f.of(f.DAY, None)
    budget: float | None = f.of(f.NUMBER, None)
    note: str = f.of(f.LONG_TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a campaign is expected to bring; money in the agreement's currency."""

    leads: float | None = f.of(f.NUMBER, None)
    mqls: float | None = f.of(f.NUMBER, None)
    opportunities: float | None = f.of(f.NUMBER, None)
    pipeline: float | None = f.of(f.NUMBER, None)
    customers: float | None = f.of(f.NUMBER, None)
    revenue: float | None = f.of(f.NUMBER, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign(f.Ruled):
    """A campaign or promotion; leads name it by key or name."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    kind: str = f.of(f.choice("campaign", "promotion"), "campaign")
    program: str = f.of(f.TEXT, "")
    channel: str = f.of(f.TEXT, "")
    segment: str = f.of(f.reference("segment"), "")
    phase: str = f.of(f.choice(*PHASES), "")
    owner: str = f.of(f.reference("person"), "")
    start: date | None = f.of(f.DAY, None)
    end: date | None = f.of(f.DAY, None)
    budget: float | None = f.of(f.NUMBER, None)
    priority: bool = f.of(f.FLAG, False)
    expected: Expected = f.of(f.table_of(Expected), Expected())
    note: str = f.of(f.LONG_TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content(f.Ruled):
    """Material for one buying phase."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    phase: str = f.of(f.choice(*PHASES), "")
    owner: str = f.of(f.reference("person"), "")
    due: date | None = f.of(f.DAY, None)
    delivered: date | None = f.of(f.DAY, None)
    note: str = f.of(f.LONG_TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake(f.Ruled):
    """What follows from keeping or missing the promises: pay or budget."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    kind: str = f.of(f.choice("incentive", "budget"), "incentive")
    text: str = f.of(f.LONG_TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption(f.Ruled):
    """A number that the plan stands on, with its range."""

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    quantity: str = f.of(f.TEXT, "")
    segment: str = f.of(f.reference("segment"), "")
    value: float | None = f.of(f.NUMBER, None)
    low: float | None = f.of(f.NUMBER, None)
    high: float | None = f.of(f.NUMBER, None)
    note: str = f.of(f.LONG_TEXT, "")
