"""How much time of a clock counts: elapsed or open, by the calendar of each lead, pauses out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import cast

import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import folded
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import IDENTITY, Kind
from alignment_desktop.measurement.as_of import INSTANT, moment_literal
from alignment_desktop.measurement.business_time import BusinessCalendar
from alignment_desktop.measurement.fields import Fields
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import Slice
from alignment_desktop.values import dataclass

CALENDAR = "calendar"
"""Column: the key of the calendar that a lead's field names; null for the agreement's own."""
MICROSECONDS = 1_000_000
_PLACE = "place"

_LAST = datetime(9999, 1, 1, tzinfo=UTC)
"""What would be due from here on never is."""


def calendar_columns(commitment: Commitment, fields: Fields) -> dict[str, pl.Expr]:
    """What is read of each lead to know its calendar: nothing, or `CALENDAR`.

    Raises:
        Problem: `field-not-imported`.
    """
    by = commitment.calendar_by
    if by is None:
        return {}
    named = {folded(value): calendar for value, calendar in by.calendars}
    value = fields.resolve(by.field).folded
    values, calendars = (pl.Series(side, dtype=pl.String) for side in (list(named), named.values()))
    return {CALENDAR: value.replace_strict(values, calendars, default=None)}


def with_calendars(bench: Workbench, part: Slice, leads: pl.DataFrame) -> pl.DataFrame:
    """Leads with `CALENDAR`, where the commitment chooses calendars by a field.

    Raises:
        Problem: `field-not-imported`.
    """
    columns = calendar_columns(part.commitment, bench.fields(Kind.LEADS, part.agreement))
    if not columns:
        return leads
    return leads.join(
        bench.leads.select(IDENTITY, **columns), on=IDENTITY, how="left", maintain_order="left"
    )


@dataclass(frozen=True, slots=True)
class ClockTime:
    """The time that counts in one commitment, as one version states it.

    Frames have `identity`, and `CALENDAR` where the commitment chooses calendars by a field.

    Attributes:
        calendar: The business hours; None where all time counts.
        others: Calendars that a lead's field may name instead, by key.
        pauses: What does not count, as `pauses.SCHEMA`; None where the commitment names none.
    """

    calendar: BusinessCalendar | None
    others: Mapping[str, BusinessCalendar]
    pauses: pl.DataFrame | None

    @classmethod
    def of(cls, bench: Workbench, part: Slice) -> ClockTime:
        """The time that counts by the words of one version.

        Raises:
            Problem: `no-calendar`, `no-such-calendar`; `field-not-imported`, where pauses are named
                and activities do not tell of them; `calendar-named-twice`; what
                `Commitment.contradictions` tells.
        """
        commitment = part.commitment
        for problem in commitment.contradictions:
            raise problem
        pauses = bench.pauses(commitment.pause) if commitment.pause else None
        if not commitment.counts_business_time:
            return cls(None, {}, pauses)
        by = commitment.calendar_by
        twice = by and by.named_twice
        if twice:
            raise Problem("calendar-named-twice", value=twice[0], spelling=twice[1])
        keys = [] if by is None else [key for _, key in by.calendars]
        others = {key: bench.hours(_calendar(part.agreement, key)) for key in keys}
        return cls(bench.business(part.agreement), others, pauses)

    @classmethod
    def settling(cls, bench: Workbench, part: Slice) -> ClockTime:
        """The time that counts while it settles whether leads meet a condition.

        Raises:
            Problem: `no-calendar`.
        """
        settle = part.commitment.settle
        in_hours = settle is not None and settle.business
        return cls(bench.business(part.agreement) if in_hours else None, {}, None)

    @property
    def is_plain(self) -> bool:
        """Whether all time counts, so that a limit is simply added to a start."""
        return self.calendar is None and self.pauses is None

    def used(self, frame: pl.DataFrame, start: str, end: str) -> pl.Series:
        """Microseconds that count between two columns of moments, null where one is unknown."""
        whole = self._whole(frame, start, end)
        return whole if self.pauses is None else whole - self.paused(frame, start, end)

    def paused(self, frame: pl.DataFrame, start: str, end: str) -> pl.Series:
        """Microseconds between two columns of moments that would count but for a pause."""
        stretches = self._stretches(frame, start, end)
        return self._per_row(frame, stretches)

    def due(self, frame: pl.DataFrame, limit: Limit, until: str) -> pl.Series:
        """When a limit that begins at `from` runs out; null where it never does.

        It moves by the time paused up to the moment in the column `until`; a pause that is opened
        once the limit is used up moves nothing.
        """
        if self.pauses is None:
            if self.calendar is None:
                return frame.select(_later("from", pl.lit(limit.microseconds))).to_series()
            return self._by_calendar(
                frame, pl.Series([], dtype=INSTANT), lambda calendar, rows:
                calendar.due(rows.get_column("from"), limit),
            )  # fmt: skip
        allowed = limit.microseconds + self._paused_in_time(frame, limit, until)
        frame = frame.with_columns(allowed.alias("allowed"))
        if self.calendar is None:
            return frame.select(_later("from", pl.col("allowed"))).to_series()
        return self._by_calendar(
            frame, pl.Series([], dtype=INSTANT), lambda calendar, rows:
            calendar.used_up(rows.get_column("from"), rows.get_column("allowed")),
        )  # fmt: skip

    def opened(self, frame: pl.DataFrame, until: str) -> pl.DataFrame:
        """The pauses that lie between `from` and the column `until` of each lead, in order.

        Returns:
            `place` (the row of `frame`), `by`, `opened`, `paused` (microseconds that count), and
            `used`: the microseconds of the clock that had passed when the pause was opened.
        """
        stretches = self._stretches(frame, "from", until)
        before = pl.col("paused").cum_sum().over(_PLACE) - pl.col("paused")
        return stretches.with_columns(
            (self._whole(stretches, "from", "opened") - stretches.select(before).to_series()).alias(
                "used"
            )
        )

    def _paused_in_time(self, frame: pl.DataFrame, limit: Limit, until: str) -> pl.Series:
        """Microseconds of the pauses that were opened while a limit was not used up."""
        timely = self.opened(frame, until).filter(pl.col("used") <= limit.microseconds)
        return self._per_row(frame, timely)

    def _stretches(self, frame: pl.DataFrame, start: str, end: str) -> pl.DataFrame:
        """What lies of each pause between two moments of its lead, with how much of it counts."""
        pauses = cast(pl.DataFrame, self.pauses)
        more = [name for name in ("from", CALENDAR) if name in frame.columns and name != start]
        clipped = (
            frame.select(IDENTITY, *dict.fromkeys((start, end, *more)))
            .with_row_index(_PLACE)
            .join(pauses, on=IDENTITY, how="inner")
            .with_columns(
                pl.max_horizontal("opened", start).alias("opened"),
                pl.min_horizontal("closed", end).alias("closed"),
            )
            .filter(
                pl.col(start).is_not_null() & pl.col(end).is_not_null()
                & (pl.col("opened") < pl.col("closed"))
            )
            .sort(_PLACE, "opened")
        )  # fmt: skip
        return clipped.with_columns(self._whole(clipped, "opened", "closed").alias("paused"))

    @staticmethod
    def _per_row(frame: pl.DataFrame, stretches: pl.DataFrame) -> pl.Series:
        sums = stretches.group_by(_PLACE).agg(pl.col("paused").sum())
        rows = pl.DataFrame({_PLACE: pl.int_range(frame.height, dtype=pl.UInt32, eager=True)})
        return (
            rows.join(sums, on=_PLACE, how="left", maintain_order="left")
            .get_column("paused")
            .fill_null(0)
        )

    def _whole(self, frame: pl.DataFrame, start: str, end: str) -> pl.Series:
        """Microseconds between two columns, of open time where only that counts."""
        if self.calendar is None:
            return (frame.get_column(end) - frame.get_column(start)).dt.total_microseconds()
        seconds = self._by_calendar(
            frame, pl.Series([], dtype=pl.Float64), lambda calendar, rows:
            calendar.between(rows.get_column(start), rows.get_column(end)),
        )  # fmt: skip
        return (seconds * MICROSECONDS).round().cast(pl.Int64)

    def _by_calendar(
        self,
        frame: pl.DataFrame,
        nothing: pl.Series,
        ask: Callable[[BusinessCalendar, pl.DataFrame], pl.Series],
    ) -> pl.Series:
        """What each row's calendar answers, in the order of the rows."""
        own = cast(BusinessCalendar, self.calendar)
        if not self.others:
            return ask(own, frame)
        parts = [pl.DataFrame({_PLACE: pl.Series([], dtype=pl.UInt32), "answer": nothing})]
        for part in frame.with_row_index("row_of").partition_by(CALENDAR, maintain_order=True):
            key = part.get_column(CALENDAR)[0]
            answer = ask(own if key is None else self.others[key], part)
            parts.append(part.select(pl.col("row_of").alias(_PLACE), answer.alias("answer")))
        return pl.concat(parts).sort(_PLACE).get_column("answer")


def _calendar(agreement: Agreement, key: str) -> Calendar:
    clause = agreement.clauses.get(("calendar", key))
    if clause is None:
        raise Problem("no-such-calendar", calendar=key)
    return cast(Calendar, clause)


def _later(start: str, microseconds: pl.Expr) -> pl.Expr:
    moment = pl.col(start) + pl.duration(microseconds=microseconds, time_unit="us")
    return pl.when(moment < moment_literal(_LAST)).then(moment).alias("due")
