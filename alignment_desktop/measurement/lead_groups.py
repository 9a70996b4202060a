"""The groups that the leads behind a figure fall into, and those where their misses concentrate."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.calendar import WEEKDAYS
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import folded
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor
from alignment_desktop.frames import IDENTITY, Kind
from alignment_desktop.measurement.conditions import holds_any
from alignment_desktop.measurement.lead_states import KEPT, MISSED
from alignment_desktop.measurement.miss_groups import Column, MissPattern, find_groups
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.values import dataclass

SEGMENT, CALENDAR, WEEKDAY, HOUR = "segment", "calendar", "weekday", "hour"
GROUP_FIELDS = (SEGMENT, "owner", "source", "region", "campaign", "grade")
"""Fields of leads by whose values misses are looked for; how a clock started comes on top."""
_NOON = 12


@dataclass(frozen=True)
class LeadGroups:
    """Where the misses of one commitment concentrate.

    Attributes:
        pattern: The groups that stand out.
        leads: Those that were kept or missed: identity, `state`, and `group`, the index among the
            groups of `pattern`; -1 for none.
    """

    pattern: MissPattern
    leads: pl.DataFrame

    @cached_property
    def missed_elsewhere(self) -> int:
        """How many misses lie in none of the groups."""
        return self.pattern.missed - sum(group.missed for group in self.pattern.groups)

    def missed_in(self, group: int) -> pl.DataFrame:
        """The identities of the missed leads of a group; -1 for those in none."""
        inside = (pl.col("group") == group) & (pl.col("state") == MISSED)
        return self.leads.filter(inside).select(IDENTITY)


def lead_groups(
    bench: Workbench, commitment: Commitment, leads: pl.DataFrame, monitor: Monitor | None = None
) -> LeadGroups:
    """The groups in which the misses of a commitment concentrate; see `find_groups`.

    Leads are parted by the values of `GROUP_FIELDS` that were imported, trimmed and without case,
    blank being a value; by the agreement's segments, where leads name none themselves; by the
    weekday, the hour and the half of the day at which the clock started, in the agreement's zone;
    and by the calendar, where the commitment chooses one by a field.

    Args:
        bench: The evidence.
        commitment: As the newest version states it.
        leads: The leads in its figures, as `commitment_leads.SCHEMA` says.
        monitor: Asked to stop between rounds.

    Raises:
        Cancelled: Where the monitor asks to stop.
    """
    counted = leads.filter(pl.col("state").is_in([KEPT, MISSED])).select(
        IDENTITY, "from", "from_day", "state"
    )
    agreement = bench.request.newest
    known = bench.leads.join(counted.select(IDENTITY), on=IDENTITY, how="semi")
    frame = counted.join(known, on=IDENTITY, how="left", suffix=":lead")
    columns = [*_by_field(frame, bench, agreement), *_by_calendar(frame, agreement, commitment)]
    columns += _by_start(frame, bench.zone)
    missed = frame.get_column("state").to_numpy() == MISSED
    pattern = find_groups([each for each in columns if each.values], missed, monitor)
    return LeadGroups(
        pattern, frame.select(IDENTITY, "state", group=pl.Series(pattern.places, dtype=pl.Int64))
    )


def _by_field(frame: pl.DataFrame, bench: Workbench, agreement: Agreement) -> Iterator[Column]:
    for field in GROUP_FIELDS:
        if field in bench.leads.columns:
            yield _column(field, frame.get_column(field))
    if SEGMENT not in bench.leads.columns:
        yield from _by_clause(frame, bench, agreement)


def _by_clause(frame: pl.DataFrame, bench: Workbench, agreement: Agreement) -> Iterator[Column]:
    """One column for each segment of the agreement, as a lead can be in several."""
    fields = bench.fields(Kind.LEADS, agreement)
    for segment in agreement.segments.values():
        try:
            inside = frame.with_columns(holds_any(segment.where, segment.any, fields).alias("in"))
        except Problem:
            continue  # a segment of a field that nobody imported holds nothing to look at
        codes = inside.get_column("in").cast(pl.Int64) - 1
        yield Column(SEGMENT, (display_name(segment),), codes.to_numpy())


def _by_calendar(
    frame: pl.DataFrame, agreement: Agreement, commitment: Commitment
) -> Iterator[Column]:
    chosen = commitment.calendar_by
    if chosen is None or chosen.field not in frame.columns:
        return
    by_value = {folded(value): calendar for value, calendar in chosen.calendars}
    spelt = frame.get_column(chosen.field).cast(pl.String).str.strip_chars().str.to_lowercase()
    default = agreement.header.calendar
    calendars = [by_value.get(value or "", default) for value in spelt]
    yield _column(CALENDAR, pl.Series(calendars, dtype=pl.String))


def _by_start(frame: pl.DataFrame, zone: str) -> Iterator[Column]:
    start = pl.col("from").dt.convert_time_zone(zone)
    day = pl.coalesce("from_day", start.dt.date())
    hour = pl.when(pl.col("from_day").is_null()).then(start.dt.hour()).cast(pl.Int64)
    found = frame.select(day.dt.weekday().cast(pl.Int64).alias(WEEKDAY), hour.alias(HOUR))
    yield Column(WEEKDAY, WEEKDAYS, found.get_column(WEEKDAY).to_numpy() - 1)
    hours = found.get_column(HOUR).fill_null(-1).to_numpy()
    clock = tuple(f"{hour:02}:00-{hour + 1:02}:00" for hour in range(24))
    yield Column(HOUR, clock, hours)
    half = np.where(hours < 0, -1, hours // _NOON)
    yield Column(HOUR, ("00:00-12:00", "12:00-24:00"), half)


def _column(field: str, values: pl.Series) -> Column:
    """The values of a text field, without case, each in its commonest spelling."""
    spelt = values.cast(pl.String).fill_null("").str.strip_chars().alias("spelt")
    frame = pl.DataFrame([spelt, spelt.str.to_lowercase().alias("folded")])
    names = (
        frame.group_by("folded", "spelt")
        .len()
        .sort("folded", "len", "spelt", descending=[False, True, False])
        .group_by("folded", maintain_order=True)
        .agg(pl.col("spelt").first())
    )
    order = names.with_row_index("code").select("folded", pl.col("code").cast(pl.Int64))
    codes = frame.join(order, on="folded", how="left", maintain_order="left").get_column("code")
    return Column(field, tuple(names.get_column("spelt")), codes.to_numpy())
