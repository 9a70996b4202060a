"""What is asked of the measurement, and the evidence made ready for it once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from functools import cached_property

import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.periods import Period, split
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import IDENTITY, Kind
from alignment_desktop.measurement.as_of import AsOf, known_activities, known_leads
from alignment_desktop.measurement.business_time import BusinessCalendar
from alignment_desktop.measurement.fields import Fields
from alignment_desktop.measurement.folding import Folded
from alignment_desktop.measurement.identity import with_identity
from alignment_desktop.measurement.kept_results import KeptResults, Surroundings, plan_key
from alignment_desktop.measurement.lead_value import with_lead_value
from alignment_desktop.measurement.pauses import Pairs, pauses_of
from alignment_desktop.measurement.scoring import (
    GRADE,
    SCORE,
    Scored,
    own_value,
    scored,
    value_at,
    with_scores,
)
from alignment_desktop.measurement.versions import (
    Plan,
    Reign,
    VersionInForce,
    plan,
    pooled,
    reigns,
)
from alignment_desktop.values import dataclass

NOTHING_IMPORTED = Folded(pl.DataFrame())
"""What a kind says of which there is no batch."""


@dataclass(frozen=True)
class Evidence:
    """What has been imported, folded.

    Attributes:
        imports: Of which imports that is: their numbers and hashes; empty where nobody said.
        zones: The time zones that files of leads and activities have of their own.
    """

    leads: Folded
    activities: Folded
    campaigns: Folded
    figures: Folded
    customers: Folded = NOTHING_IMPORTED
    imports: tuple[tuple[int, str], ...] = ()
    zones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    """What to measure.

    Attributes:
        versions: In the order in which they were frozen; the draft where none is. Zone, fiscal
            year, hand-over stage and label are those of the newest.
        evidence: What has been imported.
        as_of: The moment that the figures speak of.
        first: First day measured.
        last: Last day measured.
        explicit_range: Whether one of these days was asked for; a period of the agreement's length
            is then named by the days.
        only: The key of the one commitment asked for.
        by: A field by whose values each period is shown too.
        period: The label of the one period asked for.
        pooled: Whether all periods of a commitment are wanted as one, called as one of the
            agreement's length is.
    """

    versions: tuple[VersionInForce, ...]
    evidence: Evidence
    as_of: AsOf
    first: date
    last: date
    explicit_range: bool = False
    only: str | None = None
    by: str | None = None
    period: str | None = None
    pooled: bool = False

    @property
    def newest(self) -> Agreement:
        """The newest version."""
        return self.versions[-1].agreement

    @property
    def zone(self) -> str:
        """The zone in which days begin."""
        return self.newest.timezone

    def plans(self) -> list[Plan]:
        """How each commitment asked for is measured, those of the newest version first.

        Commitments that have no period in these days are left out.

        Raises:
            Problem: `unknown-commitment`; `no-such-period`, where no commitment asked for has a
                period of that label.
        """
        found = [
            plan(printed, self.periods(printed.every), self._reigns)
            for printed in self._commitments()
        ]
        found = [each for each in found if each.periods]
        if self.period is not None and not found:
            days = f"{self.first.isoformat()} to {self.last.isoformat()}"
            raise Problem("no-such-period", value=self.period, days=days)
        return [pooled(each, self._label) for each in found] if self.pooled else found

    @cached_property
    def _reigns(self) -> list[Reign]:
        return reigns(self.versions)

    def _commitments(self) -> list[Commitment]:
        reigning = [
            reign.agreement for reign in self._reigns if reign.touches(self.first, self.last)
        ]
        found: dict[str, Commitment] = {}
        for agreement in (self.newest, *reversed(reigning)):
            for key in agreement.commitments:
                states = [each.commitments[key] for each in reigning if key in each.commitments]
                if states:
                    found.setdefault(key, states[-1])
        if self.only is None:
            return list(found.values())
        known = {key for version in self.versions for key in version.agreement.commitments}
        if self.only not in known:
            raise Problem(
                "unknown-commitment",
                value=self.only,
                label=self.newest.label,
                known=", ".join(sorted(known)) or "none",
            )
        return [found[self.only]] if self.only in found else []

    def periods(self, every: str) -> list[Period]:
        """The periods of one length that these days touch, clipped to them."""
        start = self.newest.header.fiscal_year_start
        periods = split(every, self.first, self.last, fiscal_year_start=start, label=self._label)
        wanted = None if self.pooled and self.period == self._label else self.period
        return [each for each in periods if wanted in (None, each.label)]

    @property
    def _label(self) -> str:
        """What a period of all these days is called."""
        if self.explicit_range:
            return f"{self.first.isoformat()}..{self.last.isoformat()}"
        return self.newest.label


class Known:
    """The evidence as it was known at one moment, made ready once for all that is asked of it.

    Args:
        evidence: What has been imported.
        as_of: The moment.
        handover_stage: The stage whose entry stands for a hand-over that is not stated.

    Attributes:
        kept: What was measured of it, by the words that it stands on.
        surroundings: Numbers what agreements say beside their commitments.
    """

    def __init__(self, evidence: Evidence, as_of: AsOf, handover_stage: str) -> None:
        self._evidence = evidence
        self._as_of = as_of
        self._handover_stage = handover_stage
        self._calendars: dict[Calendar, BusinessCalendar] = {}
        self._pauses: dict[Pairs, pl.DataFrame] = {}
        self._by_rules: dict[int, tuple[Agreement, pl.DataFrame]] = {}
        self.kept: KeptResults[object] = KeptResults()
        self.surroundings = Surroundings()

    @cached_property
    def leads(self) -> pl.DataFrame:
        """The leads as they were known, with `lead_value` where it can be worked out."""
        return with_lead_value(known_leads(self._evidence.leads, self._as_of, self._handover_stage))

    @cached_property
    def activities(self) -> pl.DataFrame:
        """The known activities, each with the identity of its lead; those of no lead left out.

        Raises:
            Problem: `field-not-imported`, where activities have no moment, or nothing that tells
                whose they are.
        """
        done = self._evidence.activities.frame
        leads = self._evidence.leads.frame
        if "at" not in done.columns:
            raise Problem("field-not-imported", field="at")
        if not {"lead_id", "email"} & set(done.columns) & set(leads.columns):
            field = "email" if "email" in done.columns else "lead_id"
            raise Problem("field-not-imported", field=field)
        return with_identity(known_activities(done, self._as_of), leads)

    def leads_by_rules(self, agreement: Agreement, zone: str) -> pl.DataFrame:
        """The leads with grade and score by the rules of an agreement, at as-of; found once.

        What files say of both stands in `own_value` columns.
        """
        found = self._by_rules.get(id(agreement))
        if found is None:
            at = self._as_of.moment
            scores = scored(self.leads, lambda: self.activities, agreement, zone, at).leads
            found = agreement, with_scores(self.leads, scores)
            # The agreement is kept beside it, so that no other one comes to have its id.
            self._by_rules[id(agreement)] = found
        return found[1]

    def pauses(self, pairs: Pairs) -> pl.DataFrame:
        """The pauses between these kinds of activities, found once.

        Raises:
            Problem: `field-not-imported`, where activities do not tell of them.
        """
        if pairs not in self._pauses:
            self._pauses[pairs] = pauses_of(self.activities, pairs, self._as_of.moment)
        return self._pauses[pairs]

    def business(self, calendar: Calendar) -> BusinessCalendar:
        """Business hours, laid out once."""
        if calendar not in self._calendars:
            self._calendars[calendar] = BusinessCalendar(calendar)
        return self._calendars[calendar]


class Workbench:
    """A request with its evidence as it was known.

    Args:
        request: What is asked.
        known: Its evidence as it was known at its moment, where that was made ready before.
    """

    def __init__(self, request: Request, known: Known | None = None) -> None:
        self.request = request
        self.as_of = request.as_of
        self.zone = request.zone
        self.zones = tuple(dict.fromkeys((request.zone, *request.evidence.zones)))
        stage = request.newest.header.handover_stage
        self._known = known or Known(request.evidence, request.as_of, stage)

    def holds_for(self, request: Request) -> bool:
        """Whether the evidence that lies ready here is that of a request."""
        mine = self.request
        return (
            request.evidence is mine.evidence
            and request.as_of == mine.as_of
            and request.newest.header.handover_stage == mine.newest.header.handover_stage
        )

    @property
    def kept(self) -> KeptResults[object]:
        """What was measured of this evidence, by the words that it stands on."""
        return self._known.kept

    def key_of(self, plan: Plan) -> Hashable:
        """What the leads of a plan and their states depend on, beside the evidence."""
        request = self.request
        return plan_key(plan, request.by, request.newest, self._known.surroundings)

    def asking(self, request: Request) -> Workbench:
        """A bench for another request of the same evidence, moment and hand-over stage."""
        return Workbench(request, self._known)

    @property
    def leads(self) -> pl.DataFrame:
        """See `Known.leads`; with grade and score by the rules where the newest version says so."""
        newest = self.request.newest
        if newest.scores_by_rules:
            return self._known.leads_by_rules(newest, self.zone)
        return self._known.leads

    @property
    def own_leads(self) -> pl.DataFrame:
        """See `Known.leads`: with grade and score as files say them, whatever counts."""
        return self._known.leads

    def scores(self, leads: pl.DataFrame | None = None) -> Scored:
        """What the rules of the newest version say of leads at as-of.

        Args:
            leads: Only these; every lead where None.
        """
        known = self._known.leads
        if leads is not None:
            known = known.join(leads.select(IDENTITY), on=IDENTITY, how="semi")
        newest, at = self.request.newest, self.as_of.moment
        return scored(known, lambda: self.activities, newest, self.zone, at)

    def scores_matter(self, agreement: Agreement, conditions: Iterable[Condition]) -> bool:
        """Whether conditions of a version read other grades and scores than `leads` has."""
        by_rules = agreement.scores_by_rules or self.request.newest.scores_by_rules
        return by_rules and any(each.field.strip() in (GRADE, SCORE) for each in conditions)

    def scored_at(
        self, frame: pl.DataFrame, agreement: Agreement, event: str
    ) -> tuple[pl.DataFrame, Fields]:
        """Leads with grade and score as conditions of a version read them, and their fields.

        Those that the version's rules gave at an event, where it says that these count; else those
        of the files.

        Args:
            frame: Some of the leads.
            agreement: The version.
            event: The field of leads whose moment counts.
        """
        columns = {name: own_value(name) for name in (GRADE, SCORE)}
        if agreement.scores_by_rules:
            columns = {name: value_at(name) for name in (GRADE, SCORE)}
            known = self._known.leads.join(frame.select(IDENTITY), on=IDENTITY, how="semi")
            scores = scored(
                known, lambda: self.activities, agreement, self.zone, event, zones=self.zones
            ).leads
            its = scores.select(IDENTITY, **{columns[name]: name for name in columns})
            frame = frame.join(its, on=IDENTITY, how="left", maintain_order="left")
        return frame, Fields(Kind.LEADS, frame.columns, agreement, self.zone, columns)

    @property
    def activities(self) -> pl.DataFrame:
        """See `Known.activities`."""
        return self._known.activities

    def fields(self, kind: Kind, agreement: Agreement) -> Fields:
        """What names in clauses of `agreement` mean in the rows of leads or campaigns."""
        frame = self.leads if kind is Kind.LEADS else self.request.evidence.campaigns.frame
        return Fields(kind, frame.columns, agreement, self.zone)

    def business(self, agreement: Agreement) -> BusinessCalendar:
        """The business hours of a version.

        Raises:
            Problem: `no-calendar`, where it names none.
        """
        calendar = agreement.calendar
        if calendar is None:
            raise Problem("no-calendar")
        return self.hours(calendar)

    def hours(self, calendar: Calendar) -> BusinessCalendar:
        """The business hours of one calendar."""
        return self._known.business(calendar)

    def pauses(self, pairs: Pairs) -> pl.DataFrame:
        """See `Known.pauses`."""
        return self._known.pauses(pairs)
