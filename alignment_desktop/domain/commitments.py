"""Commitments: one service level each, what is counted and what it must reach."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from alignment_desktop.domain import fields as f
from alignment_desktop.domain.conditions import Condition, folded, readable
from alignment_desktop.domain.lead_fields import ENTERED, EVENTS
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.measures import MEASURES, Measure
from alignment_desktop.domain.periods import EVERY, days_of_label
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from alignment_desktop.values import dataclass

_EVENT = re.compile(rf"(?:{'|'.join(EVENTS)})|{re.escape(ENTERED)}[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_UNIT = 20
_LABELS = {
    "week": re.compile(r"\d{4}-W\d{2}"),
    "month": re.compile(r"\d{4}-\d{2}"),
    "quarter": re.compile(r"\d{4}-Q[1-4]|FY\d{2} Q[1-4]"),
}


def _read_event(value: object) -> str:
    if not isinstance(value, str) or _EVENT.fullmatch(value) is None:
        raise Problem("not-an-event", value=value)
    return value


EVENT = f.Rule(_read_event, holds=f.Holds.EVENT)


def _read_pause(value: object) -> tuple[str, ...]:
    kinds: tuple[str, ...] = f.TEXTS.read(value)
    if len(kinds) != 2 or not all(kind.strip() for kind in kinds):
        raise Problem("not-a-pause", value=value)
    return kinds


def _read_unit(value: object) -> str:
    unit: str = f.TEXT.read(value).strip()
    if not unit:
        return unit
    if len(unit) > _LONGEST_UNIT or unit[0].isdigit() or "\n" in unit:
        raise Problem("not-a-unit", value=unit, longest=_LONGEST_UNIT)
    try:
        Target.parse(f">= 1 {unit}")
    except Problem:
        return unit
    raise Problem("unit-of-targets", value=unit)


UNIT = f.Rule(_read_unit)
"""What a stated figure is written with, such as `×`: none of the units that targets have."""
PAUSES = f.list_of(f.Rule(_read_pause, list), f.Holds.PAUSES)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarBy:
    """Whose business hours count for a lead, by what the lead says in a field.

    Attributes:
        field: The field of leads.
        calendars: Calendars by the values of that field; the agreement's is for all others.
    """

    field: str = f.of(f.LEAD_FIELD)
    calendars: tuple[tuple[str, str], ...] = f.of(
        f.pairs_of(readable, f.reference("calendar"), f.Holds.KEYS)
    )

    @property
    def named_twice(self) -> tuple[str, str] | None:
        """Two spellings of one value, as conditions compare texts, that name two calendars."""
        seen: dict[str, tuple[str, str]] = {}
        for value, calendar in self.calendars:
            other, its = seen.setdefault(folded(value), (value, calendar))
            if its != calendar:
                return other, value
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One service level: who promises what, to what target, counted how, for which leads.

    The keys are those of the agreement text; which measure takes which stands in `measures`.
    `supplier` is the key of a person, or any other name.
    """

    key: str = f.of(f.OWN_KEY)
    name: str = f.of(f.TEXT, "")
    party: str = f.of(f.OWNER, "shared")
    measure: str = f.of(f.choice(*MEASURES))
    from_: str = f.of(EVENT, "")
    to: str = f.of(EVENT, "")
    limit: Limit | None = f.of(f.LIMIT, None)
    of: tuple[Condition, ...] = f.of(f.CONDITIONS, ())
    settle: Limit | None = f.of(f.LIMIT, None)
    field: str = f.of(f.LEAD_FIELD, "")
    per: str = f.of(f.LEAD_FIELD, "")
    table: str = f.of(f.choice("leads", "campaigns"), "leads")
    times: int = f.of(f.number_between(1, 1_000, whole=True), 0)
    activity: str = f.of(f.TEXT, "")
    figure: str = f.of(f.TEXT, "")
    supplier: str = f.of(f.TEXT, "")
    unit: str = f.of(UNIT, "")
    business: bool = f.of(f.FLAG, False)
    where: tuple[Condition, ...] = f.of(f.CONDITIONS, ())
    any: tuple[tuple[Condition, ...], ...] = f.of(f.CONDITION_LISTS, ())
    segment: str = f.of(f.reference("segment"), "")
    target: Target = f.of(f.TARGET)
    targets: tuple[tuple[str, Target], ...] = f.of(f.pairs_of(str, f.TARGET, f.Holds.TARGETS), ())
    at_risk: float = f.of(f.number_between(0, 1, holds=f.Holds.SHARE), 0)
    every: str = f.of(f.choice(*EVERY), "period")
    pause: tuple[tuple[str, ...], ...] = f.of(PAUSES, ())
    calendar_by: CalendarBy | None = f.of(f.table_of(CalendarBy), None)
    parts: tuple[str, ...] = f.of(f.list_of(EVENT, f.Holds.EVENTS), ())
    if_missed: str = f.of(f.LONG_TEXT, "")
    note: str = f.of(f.LONG_TEXT, "")

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> Commitment:
        """The commitment that a table states.

        Raises:
            Problem: With `field`, the field that is wrong or missing.
        """
        commitment = cls.from_stored(mapping)
        for problem in commitment.contradictions:
            raise problem
        return commitment

    @classmethod
    def from_stored(cls, mapping: Mapping[str, object]) -> Commitment:
        """The commitment of a table that an older program may have written.

        What it says of its clock may contradict itself; then it has no figure.

        Raises:
            Problem: As `from_mapping`, save for these contradictions.
        """
        plain = f.read_fields(cls, mapping)
        for name in plain.measured_by.needs:
            # A key given without content says as little as a key left out.
            if not getattr(plain, "from_" if name == "from" else name):
                raise Problem("measure-needs", field=name, measure=plain.measure)
        return replace(
            plain,
            target=plain.fitting("target", plain.target),
            targets=tuple(
                (plain.period_label(label), plain.fitting(f"targets.{label}", target))
                for label, target in plain.targets
            ),
        )

    @property
    def measured_by(self) -> Measure:
        """What the catalogue says of its measure, over the rows of its table."""
        return MEASURES[self.measure].over(self.table)

    @property
    def counts_business_time(self) -> bool:
        """Whether only open hours count on its clock."""
        measure = self.measured_by
        if "limit" in measure.needs:
            return self.limit is not None and self.limit.business
        return "business" in measure.takes and self.business

    @property
    def pauses_clocks(self) -> bool:
        """Whether it takes pauses out of the time of its leads."""
        return bool(self.pause) and "pause" in self.measured_by.takes

    @property
    def chooses_calendars(self) -> bool:
        """Whether a field of each lead says whose hours count for it."""
        return self.calendar_by is not None and "calendar_by" in self.measured_by.takes

    @property
    def contradictions(self) -> tuple[Problem, ...]:
        """What its words about its clock say against each other.

        `pause-in-days`: a pause takes seconds out, and days, business days and weeks have none to
        count. `calendar-without-hours`: calendars by a field, where all time counts.
        """
        found = []
        limit = self.limit if "limit" in self.measured_by.takes else None
        if self.pauses_clocks and limit is not None and limit.takes_dates:
            found.append(Problem("pause-in-days", field="pause", value=str(limit)))
        if self.chooses_calendars and not self.counts_business_time:
            found.append(Problem("calendar-without-hours", field="calendar_by"))
        return tuple(found)

    def fitting(self, name: str, target: Target) -> Target:
        """`target`, which stands in the field `name`, in the unit of this measure.

        Raises:
            Problem: Where a target of that unit says nothing of this measure.
        """
        try:
            fitting = self.measured_by.fitting(target, business=self.business)
        except Problem as problem:
            raise problem.with_facts(field=name) from None
        if not self.unit or "unit" not in self.measured_by.takes:
            return fitting
        if fitting.unit is not None:
            raise Problem("unit-said-twice", field=name, value=str(target), unit=self.unit)
        return replace(fitting, word=self.unit)

    def period_label(self, label: str) -> str:
        """`label` itself, where periods of this commitment can be called so.

        Raises:
            Problem: `unreadable-period`.
        """
        shape = _LABELS.get(self.every)
        if shape is not None:
            try:
                days_of_label(label)
            except Problem as problem:
                raise problem.with_facts(field=f"targets.{label}") from None
            if shape.fullmatch(label) is None:
                raise Problem(
                    "period-of-other-length",
                    field=f"targets.{label}",
                    value=label,
                    every=self.every,
                )
        return label

    def target_of(self, label: str) -> Target:
        """The target of the period that `label` names."""
        return dict(self.targets).get(label, self.target)
