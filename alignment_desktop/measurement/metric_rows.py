"""The known leads by the period in which something happened to them, ready for every metric."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property

import polars as pl

from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.funnel import (
    LOST,
    RECYCLED,
    is_detour,
    onward,
    walk_order,
    won_stage,
)
from alignment_desktop.domain.measures import MEDIAN
from alignment_desktop.domain.periods import Period
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from alignment_desktop.frames import (
    ENTERED,
    IDENTITY,
    LEAD_KEY,
    FieldType,
    Kind,
    day_column,
    field_type,
)
from alignment_desktop.measurement.as_of import IS_KNOWN, midnight, moment_literal
from alignment_desktop.measurement.commitment_leads import SCHEMA, leads_of
from alignment_desktop.measurement.conditions import holds_any
from alignment_desktop.measurement.date_only import compared, own_day, start_of_date
from alignment_desktop.measurement.fields import Field
from alignment_desktop.measurement.lead_states import KEPT, MISSED
from alignment_desktop.measurement.moves import LEAD, gone_on, stays
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import Slice

_STALE = timedelta(days=30)
_PERIOD, _BY = "period", "…by"
_EVERY = pl.lit(True)


class MetricRows:
    """The known leads, and which of them each metric counts in which period.

    Args:
        bench: The evidence, as it was known; definitions are those of its newest version.
        periods: In order and without gaps.
        by: A field whose values are wanted beside each lead.
    """

    def __init__(self, bench: Workbench, periods: Sequence[Period], by: str | None = None) -> None:
        self._bench = bench
        self._periods = tuple(periods)
        self.agreement = bench.request.newest
        self._fields = bench.fields(Kind.LEADS, self.agreement)
        self._by = by

    @cached_property
    def leads(self) -> pl.DataFrame:
        """The leads with their row number and, where it was asked for, the value of `by`."""
        leads = self._bench.leads
        told = pl.lit(None, pl.String) if self._by is None else self._fields.resolve(self._by).text
        return leads.with_columns(told.alias(_BY)).with_row_index(LEAD)

    @cached_property
    def stays(self) -> pl.DataFrame:
        """See `moves.stays`."""
        return stays(self._bench.leads, self.agreement, self._bench.zones)

    @property
    def begun(self) -> Iterator[tuple[int, Period]]:
        """The periods that have begun at as-of; of the others nothing can be said to stand."""
        for index, period in enumerate(self._periods):
            if period.start > self._bench.as_of.last_day:
                return
            yield index, period

    def is_outcome(self, word: str) -> pl.Expr:
        """Whether leads were won, or lost; never null.

        Raises:
            Problem: `field-not-imported`.
        """
        return (self._fields.resolve("outcome").folded == word).fill_null(False)

    def day(self, event: str) -> pl.Expr:
        """The date of an event: as written, else in the agreement's zone.

        Raises:
            Problem: `field-not-imported`.
        """
        self._fields.require(event)
        return own_day(pl.col(event), pl.col(day_column(event)), self._bench.zone)

    def field(self, name: str) -> Field:
        """A field of the leads.

        Raises:
            Problem: `field-not-imported`.
        """
        return self._fields.resolve(name)

    def against_stage(self, key: str) -> pl.DataFrame:
        """The stays of `in_stage`, and in `meets` whether the lead met what the stage asks of it.

        Grade and score by the rules are those at entry, where the moment of the entry is a field.

        Raises:
            Problem: `field-not-imported`.
        """
        stage, fields, stays = self.agreement.stages[key], self._fields, self.in_stage(key)
        asked = [*stage.where, *(each for group in stage.any for each in group)]
        entry = f"{ENTERED}{key}"
        if entry in stays.columns and self._bench.scores_matter(self.agreement, asked):
            stays, fields = self._bench.scored_at(stays, self.agreement, entry)
        return stays.with_columns(holds_any(stage.where, stage.any, fields).alias("meets"))

    def is_after(self, later: str, earlier: str) -> pl.Expr:
        """Whether one event came after another; by date where one is only a date. Never null.

        Raises:
            Problem: `field-not-imported`.
        """
        _, before = self._compared(later, earlier)
        return before.fill_null(False)

    def seconds(self, start: str, stop: str) -> pl.Expr:
        """Elapsed seconds from one event to another; null where the second is not known or earlier.

        Where one is known only by its date they are 0 on the same date, in the zone of its file.

        Raises:
            Problem: `field-not-imported`.
        """
        same, before = self._compared(start, stop)
        elapsed = (pl.col(stop) - pl.col(start)).dt.total_microseconds() / 1e6
        return pl.when(same).then(0.0).when(~before).then(elapsed)

    def _compared(self, first: str, last: str) -> tuple[pl.Expr, pl.Expr]:
        for event in (first, last):
            self._fields.require(event)
        days = [pl.col(day_column(event)) for event in (first, last)]
        return compared(pl.col(first), days[0], pl.col(last), days[1], self._bench.zones)

    def timed(self, start: str, stop: str) -> pl.DataFrame:
        """The same from a start in one of the periods, of open hours where there is a calendar.

        Counted as a commitment on the median counts, those excluded left out.

        Raises:
            Problem: `field-not-imported`.
        """
        commitment = Commitment(
            key=start,
            measure=MEDIAN.name,
            from_=start,
            to=stop,
            business=self.agreement.calendar is not None,
            target=Target.parse("<= 0"),
            every="period",
        )
        part = Slice(commitment, self.agreement, tuple(range(len(self._periods))))
        leads = leads_of(self._bench, part, self._periods, self._by)
        return leads.filter(pl.col("number").is_not_null())

    def at(self, event: str, among: pl.Expr = _EVERY, **columns: pl.Expr) -> pl.DataFrame:
        """The leads whose event lies in one of the periods.

        Args:
            event: The field whose date decides.
            among: Only these.
            columns: What is wanted of each: `met` or `number`.

        Returns:
            As `leads_of.SCHEMA` says.

        Raises:
            Problem: `field-not-imported`.
        """
        days = self.leads.select(self.day(event)).to_series()
        return finished(
            self.leads.with_columns(self._index(days).alias(_PERIOD)).filter(
                pl.col(_PERIOD).is_not_null() & among
            ),
            columns,
        )

    def in_stage(self, stage: str) -> pl.DataFrame:
        """The stays in a stage that began in one of the periods, with what is known of the leads.

        Raises:
            Problem: `field-not-imported`, where nothing says who came to it.
        """
        stand_in = {RECYCLED: "recycled_at", won_stage(self.agreement): "outcome", LOST: "outcome"}
        told_by = (f"{ENTERED}{stage}", stand_in.get(stage, ""))
        if not any(name in self.leads.columns for name in told_by):
            raise Problem("field-not-imported", field=told_by[0])
        ways = onward(self.agreement, stage)
        found = gone_on(self.stays, stage, ways)
        days = found.select(pl.col("at").dt.convert_time_zone(self._bench.zone).dt.date())
        return (
            found.with_columns(self._index(days.to_series()).alias(_PERIOD))
            .filter(pl.col(_PERIOD).is_not_null())
            .join(self.leads, on=LEAD, how="left", maintain_order="left")
        )

    def standing(self, among: Callable[[Period], pl.Expr] = lambda _: _EVERY) -> pl.DataFrame:
        """The leads in play at the end of each period that has begun, or at as-of.

        Those are in play that were heard of and neither won nor lost nor in a detour.

        Args:
            among: Only those of which this holds at the end of a period.

        Raises:
            Problem: `field-not-imported`, where leads have no moments.
        """
        if not any(field_type(Kind.LEADS, each) is FieldType.MOMENT for each in self.leads.columns):
            raise Problem("field-not-imported", field="created_at")
        order = walk_order(self.agreement, self.stays.get_column("stage").cast(pl.String).unique())
        out = [key for key in order if is_detour(self.agreement, key)]
        out.append(won_stage(self.agreement))
        stage = pl.col("stage").cast(pl.String)
        ended = self._ended_undated
        found = [finished(self.leads.clear().with_columns(pl.lit(0).alias(_PERIOD)), {})]
        for index, period in self.begun:
            end = moment_literal(self._end(period))
            here = self.stays.filter(
                (pl.col("at") < end)
                & (pl.col("until").is_null() | (pl.col("until") >= end))
                & ~stage.is_in(out)
            ).select(LEAD)
            found.append(
                finished(
                    self.leads.join(here, on=LEAD, maintain_order="left", how="semi")
                    .filter(~ended & among(period))
                    .with_columns(pl.lit(index).alias(_PERIOD)),
                    {},
                )
            )
        return pl.concat(found)

    @property
    def undated(self) -> int:
        """How many leads have neither ended nor any moment, so that nobody knows when they came."""
        told = self.leads.filter(pl.col(IS_KNOWN) & ~self._ended_undated)
        return told.join(self.stays.select(LEAD), on=LEAD, how="anti").height

    @property
    def _ended_undated(self) -> pl.Expr:
        """Whether a lead ended without a date, which is no move."""
        columns = self.leads.columns
        undated = pl.col("closed_at").is_null() if "closed_at" in columns else _EVERY
        return pl.col("outcome").is_not_null() & undated if "outcome" in columns else ~_EVERY

    def is_stale(self, period: Period) -> pl.Expr:
        """Whether nothing happened to a lead for 30 days before the end of a period, or as-of."""
        end = self._end(period)
        since = min(end, self._bench.as_of.moment) - _STALE
        moments = [
            name for name in self.leads.columns if field_type(Kind.LEADS, name) is FieldType.MOMENT
        ]
        placed = [self._placed(name) for name in moments]
        known = [pl.when(each < moment_literal(end)).then(each) for each in placed]
        newest = pl.max_horizontal(*known)
        busy = pl.col(IDENTITY).is_in(self._touched(since, end).implode())
        return (newest <= moment_literal(since)) & ~busy

    def _touched(self, since: datetime, end: datetime) -> pl.Series:
        """The leads to which something was done after one moment and before another."""
        try:
            done = self._bench.activities
        except Problem:
            return pl.Series([], dtype=pl.String)  # none imported of which anything is known
        at = self._placed("at")
        recent = (at > moment_literal(since)) & (at < moment_literal(end))
        return done.filter(recent).get_column(IDENTITY).unique()

    def _placed(self, event: str) -> pl.Expr:
        """When something happened; of a date its midnight in the agreement's zone."""
        begins = start_of_date(pl.col(day_column(event)), self._bench.zone)
        return pl.coalesce(begins, pl.col(event))

    def _end(self, period: Period) -> datetime:
        return midnight(period.end + timedelta(days=1), self._bench.zone)

    def _index(self, days: pl.Series) -> pl.Series:
        """Which period each date lies in; null where in none."""
        starts = pl.Series([each.start for each in self._periods], dtype=pl.Date)
        index = starts.search_sorted(days, side="right").cast(pl.Int64) - 1
        inside = (days >= self._periods[0].start) & (days <= self._periods[-1].end)
        return pl.select(pl.when(inside).then(index)).to_series()


def finished(frame: pl.DataFrame, columns: Mapping[str, pl.Expr]) -> pl.DataFrame:
    """Leads with their period as `leads_of.SCHEMA` says, kept where `met`, else missed.

    Args:
        frame: Rows of `MetricRows.leads` with `period`.
        columns: `met` or `number`, where either is known of them.
    """
    told = dict(columns)
    if "met" in told:
        told["state"] = pl.when(told.pop("met")).then(pl.lit(KEPT)).otherwise(pl.lit(MISSED))
    its = {"period": pl.col(_PERIOD).cast(pl.Int64), "by": pl.col(_BY), **told}
    left = [name for name in SCHEMA if name not in (IDENTITY, LEAD_KEY, *its)]
    blank = {name: pl.lit(None, SCHEMA[name]) for name in left}
    return frame.select(IDENTITY, LEAD_KEY, **its, **blank).select(list(SCHEMA))


def first_day(bench: Workbench) -> date | None:
    """The first day on which anything is known of a lead; None where nothing is."""
    leads = bench.leads
    moments = [each for each in leads.columns if field_type(Kind.LEADS, each) is FieldType.MOMENT]
    if not moments:
        return None
    days = (own_day(pl.col(each), pl.col(day_column(each)), bench.zone).min() for each in moments)
    first: date | None = leads.select(pl.min_horizontal(*days)).item()
    return first
