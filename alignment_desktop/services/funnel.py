"""The one funnel of an agreement, reconciled for any days, beside as many days before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.domain.funnel import Funnel, StageBalance
from alignment_desktop.domain.periods import days_before
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import LEAD_KEY, Kind
from alignment_desktop.measurement.as_of import IS_KNOWN, AsOf, midnight
from alignment_desktop.measurement.funnel_balance import (
    Span,
    balances,
    created_in,
    known_by,
    part_of,
)
from alignment_desktop.measurement.moves import LEAD, is_told, stays
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import reigns
from alignment_desktop.phrasing.fields import stage_text
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.workspace import Workspace

_DAY = 86_400


@dataclass(frozen=True)
class ReconciledFunnel:
    """The funnel of an agreement.

    Attributes:
        as_of: The moment whose knowledge it stands on.
        agreement: The version that says which stages there are: that in force on the last day.
        shown: The days asked for.
        before: The days of that length just before; None where a calendar has none.
        by: The field whose values are shown apart; None where none is, or none was imported.
        notes: What is not known, and what that leaves out.
    """

    as_of: AsOf
    agreement: Agreement
    shown: Funnel
    before: Funnel | None
    by: str | None = None
    notes: tuple[Problem, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The funnel as `funnel --json` prints it."""
        before = self.before
        return {
            "agreement": self.agreement.label,
            "as_of": self.as_of.instant,
            **_days_json(self.shown, self.by),
            "before": _days_json(before, self.by) if before else None,
        }


class FunnelReader:
    """The moves of all leads, followed once for all that is asked of them.

    Args:
        bench: The evidence as it was known, and the versions in force.
    """

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._stays: dict[tuple[str, ...], pl.DataFrame] = {}

    @property
    def as_of(self) -> AsOf:
        """The moment whose knowledge it stands on."""
        return self._bench.as_of

    @cached_property
    def undated(self) -> int:
        """How many leads have no moment at all, and so were never in a stage that is known of."""
        found = self._followed(self._bench.request.newest)
        heard_of = int(self._bench.leads.get_column(IS_KNOWN).sum())
        return heard_of - found.get_column(LEAD).n_unique()

    def agreement_on(self, day: date) -> Agreement:
        """The version in force on a day."""
        reigning = reigns(self._bench.request.versions)
        return next(each.agreement for each in reigning if each.touches(day, day))

    def funnel(self, first: date, last: date, by: pl.Series | None = None) -> Funnel:
        """What happened in some days, whenever the leads were created.

        Args:
            first: The first day.
            last: The last day, included; the version in force on it says which stages there are.
            by: The value of a field of every lead, by which the balances are shown apart too.
        """
        agreement, span = self.agreement_on(last), Span.of(first, last, self._bench.zone)
        found = balances(self._followed(agreement), agreement, span, by)
        return self._of_days(first, last, found)

    def cohort(self, first: date, last: date) -> Funnel:
        """What became, by as-of, of the leads that were created in some days."""
        found = balances(self._created(first, last), self.agreement_on(last), Span())
        return replace(self._of_days(first, last, found), until=self._known_day)

    def cohort_as_old(self, first: date, last: date, days: int) -> Funnel:
        """What had become of the leads created in some days, so many days before as-of.

        Older leads had more time; set beside younger ones they are looked at when they were as old.

        Args:
            first: The first day.
            last: The last day, included.
            days: How many days earlier.
        """
        moment = self.as_of.moment - timedelta(days=days)
        known = known_by(self._created(first, last), moment)
        found = balances(known, self.agreement_on(last), Span())
        until = self._known_day - timedelta(days=days)
        return replace(self._of_days(first, last, found), until=until)

    def leads_in(
        self, first: date, last: date, stage: str, part: str, *, cohort: bool = False
    ) -> pl.DataFrame:
        """The leads behind one number of a funnel, in the order in which they came to the stage.

        Args:
            first: As in `funnel`, as `last` is.
            last: Likewise.
            stage: The stage.
            part: `start`, `entered`, `left` or `end`.
            cohort: Whether it is the funnel of the leads that were created in these days.

        Returns:
            Rows of the leads, with `from` and `to`: when they came and left; null while they are
            there.
        """
        if cohort:
            found = part_of(self._created(first, last), stage, Span(), part)
        else:
            followed = self._followed(self.agreement_on(last))
            found = part_of(followed, stage, Span.of(first, last, self._bench.zone), part)
        leads = self._bench.leads[found.get_column(LEAD)]
        return leads.with_columns(
            found.get_column("at").alias("from"), found.get_column("until").alias("to")
        ).sort("from", LEAD_KEY)

    def values_of(self, field: str, agreement: Agreement) -> pl.Series:
        """The value of a field of every lead, as text.

        Raises:
            Problem: `field-not-imported`.
        """
        named = self._bench.fields(Kind.LEADS, agreement).resolve(field)
        return self._bench.leads.select(named.text.alias(field)).get_column(field)

    def not_told(self, agreement: Agreement) -> tuple[str, ...]:
        """The stages of which nothing imported tells when leads come to them, by name."""
        columns = self._bench.leads.columns
        return tuple(
            stage_text(stage)
            for key, stage in agreement.stages.items()
            if not is_told(columns, key, agreement)
        )

    @property
    def has_leads(self) -> bool:
        """Whether there are leads."""
        return self._bench.leads.height > 0

    def _created(self, first: date, last: date) -> pl.DataFrame:
        span = Span.of(first, last, self._bench.zone)
        return created_in(self._followed(self.agreement_on(last)), span)

    def _followed(self, agreement: Agreement) -> pl.DataFrame:
        # What versions say of stages beside their order does not move a lead.
        order = tuple(agreement.stages)
        if order not in self._stays:
            self._stays[order] = stays(self._bench.leads, agreement, self._bench.zones)
        return self._stays[order]

    def _of_days(self, first: date, last: date, stages: tuple[StageBalance, ...]) -> Funnel:
        zone, moment = self._bench.zone, self.as_of.moment
        begin, end = midnight(first, zone), midnight(last + timedelta(days=1), zone)
        passed = (min(end, moment) - begin).total_seconds() / _DAY
        whole, until = (last - first).days + 1, min(last, self._known_day)
        return Funnel(first, last, until, min(max(passed, 0.0), whole), stages)

    @property
    def _known_day(self) -> date:
        """The last day of which something is known."""
        return self.as_of.day or self.as_of.moment.astimezone(ZoneInfo(self._bench.zone)).date()


def reconciled(workspace: Workspace, question: Question, *, now: datetime) -> ReconciledFunnel:
    """The funnel that `question` asks for.

    Args:
        workspace: Where the agreement and the evidence are.
        question: What is asked: days, as-of, a field, which agreement.
        now: The moment that counts where nothing else says one.

    Raises:
        Problem: Where the question names what is not there, or cannot be read.
    """
    request = request_of(workspace, question, now)
    return read_funnel(FunnelReader(Workbench(request)), request.first, request.last, question.by)


def read_funnel(
    reader: FunnelReader, first: date, last: date, field: str | None = None
) -> ReconciledFunnel:
    """The funnel of some days, beside that of the days before.

    Args:
        reader: The moves of all leads.
        first: The first day.
        last: The last day, included.
        field: A field whose values are shown apart.
    """
    agreement = reader.agreement_on(last)
    notes: list[Problem] = []
    values = None
    if not reader.has_leads:
        notes.append(Problem("no-leads-imported"))
    elif untold := reader.not_told(agreement):
        notes.append(Problem("funnel-stages-not-told", stages=", ".join(untold)))
    if reader.undated:
        notes.append(Problem("funnel-leads-undated", count=reader.undated))
    if field is not None:
        try:
            values = reader.values_of(field, agreement)
        except Problem:
            notes.append(Problem("funnel-by-not-imported", field=field))
    shown, days = reader.funnel(first, last, values), days_before(first, last)
    if not shown.has_begun:
        notes.append(Problem("funnel-not-begun", last=shown.until.isoformat()))
    return ReconciledFunnel(
        as_of=reader.as_of,
        agreement=agreement,
        shown=shown,
        before=reader.funnel(*days, values) if days else None,
        by=field if values is not None else None,
        notes=tuple(notes),
    )


def _days_json(funnel: Funnel, by: str | None) -> dict[str, object]:
    return {
        "from": funnel.first.isoformat(),
        "to": funnel.last.isoformat(),
        "stages": [_stage_json(each, by) for each in funnel.stages],
    }


def _stage_json(balance: StageBalance, by: str | None) -> dict[str, object]:
    shown: dict[str, object] = {"stage": balance.stage}
    if balance.segment is not None:
        shown |= {"by": by, "segment": balance.segment}
    shown |= {
        "start": balance.start,
        "in": balance.entered,
        "out": dict(balance.left),
        "end": balance.end,
        "conversion": balance.conversion,
        "median_seconds": balance.median_seconds,
        "mean_seconds": balance.mean_seconds,
    }
    if by is not None and balance.segment is None:
        shown["groups"] = [_stage_json(each, by) for each in balance.groups]
    return shown
