"""What has to be said of the clocks of a commitment beside its figures."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import IDENTITY, LEAD_KEY, Kind, day_column
from alignment_desktop.measurement.as_of import moment_literal
from alignment_desktop.measurement.clock_parts import chain_of
from alignment_desktop.measurement.clock_time import (
    CALENDAR,
    ClockTime,
    calendar_columns,
    with_calendars,
)
from alignment_desktop.measurement.late_pauses import OPENED, is_late
from alignment_desktop.measurement.pauses import kind_of_activity, kinds_of
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import Slice

_MOST_NAMED = 10


def clock_notes(bench: Workbench, part: Slice, leads: pl.DataFrame) -> Iterator[Problem]:
    """What a reader of the figures has to know of pauses, calendars and parts.

    Args:
        bench: The evidence.
        part: Which version's words.
        leads: What `commitment_leads.leads_of` gives.

    Yields:
        `part-not-imported`, `pause-not-imported`, `pauses-without-time`, `calendars-not-named`.
    """
    commitment = part.commitment
    if not commitment.measured_by.times_leads:
        return
    fields = bench.fields(Kind.LEADS, part.agreement)
    for event in chain_of(commitment)[1:-1]:
        if not fields.has(event):
            yield Problem("part-not-imported", field=event)
    if commitment.pause:
        yield from _about_pauses(bench, commitment, leads)
    if commitment.calendar_by is not None:
        name = commitment.calendar_by.field
        value = fields.resolve(name).text.alias("value")
        column = calendar_columns(commitment, fields)[CALENDAR].alias(CALENDAR)
        told = bench.leads.select(IDENTITY, value, column)
        values = (
            leads.join(told, on=IDENTITY, how="inner")
            .filter(pl.col(CALENDAR).is_null() & pl.col("value").is_not_null())
            .get_column("value")
        )
        if len(values):
            found = values.unique().sort().to_list()
            yield Problem(
                "calendars-not-named", field=name, leads=len(values), values=_few(found)
            )  # fmt: skip


def unknown_kinds(commitment: Commitment, activities: pl.DataFrame) -> list[str]:
    """The kinds of its pauses that no imported activity has, as the commitment writes them.

    Args:
        commitment: The commitment.
        activities: All activities that have been imported.
    """
    known = (
        set(activities.select(kind_of_activity()).to_series())
        if "kind" in activities.columns
        else set()
    )
    unknown = [kind for kind in kinds_of(commitment.pause) if kind not in known]
    written = [kind for pair in commitment.pause for kind in pair]
    return [next(each for each in written if kinds_of([[each]]) == [kind]) for kind in unknown]


def pauses_opened(bench: Workbench, part: Slice, leads: pl.DataFrame) -> pl.DataFrame:
    """Who opened the pauses of the clocks, and which shortly before due, as `OPENED` says.

    Args:
        bench: The evidence.
        part: Which version's words.
        leads: What `commitment_leads.leads_of` gives.
    """
    commitment = part.commitment
    if not commitment.pauses_clocks:
        return OPENED.to_frame()
    until = pl.coalesce("to", moment_literal(bench.as_of.moment)).alias("until")
    ran = leads.filter(pl.col("paused").is_not_null()).with_columns(until)
    ran = with_calendars(bench, part, ran)
    found = ClockTime.of(bench, part).opened(ran, "until")
    limit = commitment.limit
    late = pl.lit(False) if limit is None else is_late(pl.col("used"), limit.microseconds)
    return found.select("by", late.alias("late"))


def _about_pauses(
    bench: Workbench, commitment: Commitment, leads: pl.DataFrame
) -> Iterator[Problem]:
    unknown = unknown_kinds(commitment, bench.request.evidence.activities.frame)
    if unknown:
        yield Problem("pause-not-imported", kinds=", ".join(unknown))
    names = kinds_of(commitment.pause)
    vague = bench.activities.filter(
        pl.col(day_column("at")).is_not_null() & kind_of_activity().is_in(names)
    ).join(leads.select(IDENTITY, LEAD_KEY), on=IDENTITY)
    if vague.height:
        keys = vague.get_column(LEAD_KEY).unique().sort().to_list()
        yield Problem("pauses-without-time", activities=vague.height, leads=_few(keys))


def _few(names: list[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
