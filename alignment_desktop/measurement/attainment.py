"""Attainment: what each commitment came to in each period, and the very leads behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.periods import Period
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import LEAD_KEY, Kind
from alignment_desktop.measurement.as_of import midnight
from alignment_desktop.measurement.clock_notes import clock_notes, pauses_opened
from alignment_desktop.measurement.commitment_leads import SCHEMA, leads_of
from alignment_desktop.measurement.late_pauses import PauseOpener, openers
from alignment_desktop.measurement.later_files import vanished
from alignment_desktop.measurement.measures import computation, lacks_values
from alignment_desktop.measurement.period_results import result_of
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.measurement.results import CommitmentResult, LeadRow, PeriodResult
from alignment_desktop.measurement.tally import (
    Counted,
    Tally,
    counted,
    tallies,
    tallies_by_value,
)
from alignment_desktop.measurement.versions import Plan, Slice
from alignment_desktop.values import dataclass

_NO_LEADS = pl.DataFrame(schema=SCHEMA)


def measure(request: Request) -> list[CommitmentResult]:
    """Every commitment asked for, period by period.

    Where a field has not been imported, or a clause is not there, the periods that need it have no
    figure, and a note says why.

    Raises:
        Problem: `unknown-commitment`, `no-such-period`.
    """
    return measure_at(Workbench(request))


def measure_at(bench: Workbench) -> list[CommitmentResult]:
    """The same for the request of a bench, with the evidence that lies ready on it.

    Raises:
        Problem: As `measure`.
    """
    return [_result(bench, plan) for plan in bench.request.plans()]


def leads_behind(
    request: Request, commitment: str, period: str | None = None, state: str | None = None
) -> tuple[list[LeadRow], tuple[Problem, ...]]:
    """The leads in the figures of one commitment, those excluded among them, and notes.

    Args:
        request: Which days, as of when; what it says of commitment, period and field does not
            matter here.
        commitment: The key.
        period: Only the leads of this period.
        state: Only the leads in this state.

    Returns:
        Rows in the order of `from`, then `lead_id`; and why there are none, where that is so.

    Raises:
        Problem: `unknown-commitment`, `no-such-period`; `no-leads-behind`, where the commitment
            counts rows of a table.
    """
    asked = replace(request, only=commitment, by=None, period=period)
    bench = Workbench(asked)
    rows: list[LeadRow] = []
    notes: tuple[Problem, ...] = ()
    for plan in asked.plans():
        if not plan.printed.measured_by.counts_leads:
            raise Problem("no-leads-behind", commitment=commitment, measure=plan.printed.measure)
        measured = _Measured(bench, plan)
        rows = _rows(measured.leads, bench.zone, state)
        notes = tuple(measured.notes)
    return rows, notes


def judged_leads(bench: Workbench, plan: Plan) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """The leads in the figures of one commitment as `commitment_leads.SCHEMA` says, and notes."""
    measured = _Measured(bench, plan)
    return measured.leads, tuple(measured.notes)


@dataclass(frozen=True, eq=False)
class _Counts:
    """What the leads or rows of one commitment came to, before any target is looked at.

    Attributes:
        counted: Its leads, counted.
        tables: By period what was counted of rows that are no leads.
        without: The periods that have no figure.
        without_values: Those in which values are not shown apart.
        notes: What has to be said.
        pauses: Who opened its pauses; None where it has none.
    """

    counted: Counted
    tables: Mapping[int, Tally]
    without: frozenset[int]
    without_values: frozenset[int]
    notes: tuple[Problem, ...]
    pauses: tuple[PauseOpener, ...] | None


def _result(bench: Workbench, plan: Plan) -> CommitmentResult:
    """The figures of every period of one commitment, kept for as long as the evidence is."""
    key, by = bench.key_of(plan), bench.request.by

    def made() -> CommitmentResult:
        counts = bench.kept.get(key, lambda: _Measured(bench, plan).counts(), _size)
        return _figures(bench, plan, by, cast(_Counts, counts))

    return cast(CommitmentResult, bench.kept.get((key, plan.printed, plan.periods), made))


def _size(counts: object) -> int:
    return int(cast(_Counts, counts).counted.groups.estimated_size())


def _figures(bench: Workbench, plan: Plan, by: str | None, found: _Counts) -> CommitmentResult:
    """What was counted, held against the targets of a plan."""
    totals = {**tallies(found.counted), **found.tables}
    values: dict[int, list[tuple[str, Tally]]] = {}
    if by is not None:
        values = tallies_by_value(found.counted.without(found.without_values))
    entries: list[PeriodResult] = []
    for index, (empty, (_, commitment)) in enumerate(
        zip(blank_results(bench, plan), plan.periods, strict=True)
    ):
        if index in found.without:
            entries.append(empty)
            continue
        entries.append(result_of(empty, totals.get(index, Tally()), commitment))
        for value, part in values.get(index, []):
            shown = replace(empty, by=by, segment=value)
            entries.append(result_of(shown, part, commitment))
    return CommitmentResult(
        key=plan.printed.key,
        measure=plan.printed.measure,
        target=plan.printed.target,
        periods=tuple(entries),
        notes=found.notes,
        until=plan.until,
        pauses=found.pauses,
    )


class _Measured:
    """One commitment on its way to its figures: leads and rows first, then notes where none."""

    def __init__(self, bench: Workbench, plan: Plan) -> None:
        self._bench = bench
        self._plan = plan
        self._by = bench.request.by
        self._periods = [period for period, _ in plan.periods]
        self._tables: dict[int, Tally] = {}
        self._without: set[int] = set()
        self._without_values: set[int] = set()
        self._opened: list[pl.DataFrame] = []
        self.notes: list[Problem] = []
        parts = [self._read(part) for part in plan.slices]
        leads = pl.concat([_NO_LEADS, *parts])
        self.leads = leads.filter(~pl.col("period").is_in(list(self._without)))

    def counts(self) -> _Counts:
        """What its leads or rows came to."""
        printed = self._plan.printed
        return _Counts(
            counted(self.leads),
            self._tables,
            frozenset(self._without),
            frozenset(self._without_values),
            tuple(self.notes),
            openers(self._opened) if printed.pauses_clocks else None,
        )

    def _read(self, part: Slice) -> pl.DataFrame:
        try:
            rows = computation(part.commitment).rows
            self._miss(part)
            if rows is not None:
                table = rows(self._bench, part, self._periods)
                for note in (note for tally in table.values() for note in tally.notes):
                    self._note(note)
                for index, tally in table.items():
                    self._tables[index] = self._tables.get(index, Tally()).with_rows_of(tally)
                return _NO_LEADS
            leads = self._leads(part)
            for note in clock_notes(self._bench, part, leads):
                self._note(note)
            if lacks_values(part.commitment, leads):
                self._note(Problem("lead-value-unknown"))
            self._opened.append(pauses_opened(self._bench, part, leads))
            return leads
        except Problem as problem:
            self._note(problem)
            self._without.update(part.periods)
            return _NO_LEADS

    def _miss(self, part: Slice) -> None:
        """Say what later files lack, and leave out the periods that stand on them alone."""
        lacking = vanished(self._bench, part, self._periods, self._by)
        for note in lacking.notes:
            self._note(note)
        self._without.update(lacking.unknown)

    def _leads(self, part: Slice) -> pl.DataFrame:
        by = self._by
        if by is not None:
            try:
                self._bench.fields(Kind.LEADS, part.agreement).resolve(by)
            except Problem:
                self._note(Problem("by-not-imported", field=by))
                self._without_values.update(part.periods)
                by = None
        return leads_of(self._bench, part, self._periods, by)

    def _note(self, problem: Problem) -> None:
        note = problem.with_facts(commitment=self._plan.printed.key)
        if (note.code, note.facts) not in [(each.code, each.facts) for each in self.notes]:
            self.notes.append(note)


def blank_results(bench: Workbench, plan: Plan) -> list[PeriodResult]:
    """The periods of a plan before anything is counted, in order."""
    found = []
    for period, commitment in plan.periods:
        over = bench.as_of.has_reached(midnight(period.end + timedelta(days=1), bench.zone))
        until = plan.until if period.end == plan.until else None
        found.append(replace(_empty(period, commitment, plan.printed, is_over=over), until=until))
    return found


def _empty(
    period: Period, commitment: Commitment, printed: Commitment, *, is_over: bool
) -> PeriodResult:
    """The period before anything is counted, which is also how it looks without data."""
    goal = commitment.target_of(period.label)
    differs = period.label in dict(commitment.targets) or goal != printed.target
    nothing = 0 if commitment.measured_by.is_share else None
    return PeriodResult(
        period=period.label,
        start=period.start,
        end=period.end,
        kept=nothing,
        missed=nothing,
        open=nothing,
        goal=goal,
        target=goal if differs else None,
        is_over=is_over,
    )


def _rows(leads: pl.DataFrame, zone: str, state: str | None) -> list[LeadRow]:
    if state is not None:
        leads = leads.filter(pl.col("state") == state)
    local = ZoneInfo(zone)

    def shown(moment: datetime | None) -> datetime | None:
        return moment and moment.astimezone(local)

    columns = ("state", "from", "from_day", "to", "to_day", "due", "paused", "parts", "chain")
    return [
        LeadRow(key, its_state, start_day or start.astimezone(local), stop_day or shown(stop),
                shown(due), paused, None if chain is None else tuple(parts or ()))
        for key, its_state, start, start_day, stop, stop_day, due, paused, parts, chain in (
            leads.sort("from", LEAD_KEY, "identity").select(LEAD_KEY, *columns).iter_rows()
        )
    ]  # fmt: skip
