"""Events the wrong way round: a touch before the hand-over, a stage before the one it follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.domain.progress import Monitor, Progress, Silent
from alignment_desktop.frames import ENTERED, IDENTITY, LEAD_KEYS, ROW, day_column
from alignment_desktop.measurement.folding import Batch, fold_leads
from alignment_desktop.measurement.identity import Identified
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement

_NATURAL = (
    ("created_at", "handed_over_at"),
    ("created_at", "first_touch_at"),
    ("created_at", "decided_at"),
    ("created_at", "opportunity_at"),
    ("created_at", "closed_at"),
    ("handed_over_at", "first_touch_at"),
    ("handed_over_at", "decided_at"),
    ("opportunity_at", "closed_at"),
)
BEFORE = "before-its-start"
BACKWARDS = "stage-backwards"


@dataclass(frozen=True)
class OutOfOrder:
    """One row whose lead has two events the wrong way round.

    Attributes:
        row: The row as a spreadsheet shows it.
        earlier: The event that should come first.
        later: The event that should follow it.
        code: `before-its-start`, or `stage-backwards` between two stages.
    """

    row: int
    earlier: str
    later: str
    code: str


def out_of_order(
    batches: Sequence[Batch],
    found: Identified,
    agreement: Agreement,
    monitor: Monitor | None = None,
) -> list[OutOfOrder]:
    """The rows of the last batch that leave their lead with events the wrong way round.

    What earlier batches say of the same lead counts; only rows that themselves give one of the two
    events are named.

    Args:
        batches: Batches of leads in the order of import.
        found: Which lead each of their rows speaks of.
        agreement: Whose commitments and stages say which event follows which.
        monitor: Asked now and then whether to go on.

    Raises:
        Cancelled: The monitor asked to stop.
    """
    monitor = monitor or Silent()
    handover = ENTERED + agreement.header.handover_stage
    pairs = list(_pairs(agreement))
    events = {handover, *(event for earlier, later, _ in pairs for event in (earlier, later))}
    frames = tuple(_with_events(frame, events) for frame in found.frames)
    leads, last = fold_leads(batches, replace(found, frames=frames)).frame, batches[-1]
    reversed_: list[OutOfOrder] = []
    for earlier, later, code in pairs:
        monitor.report(Progress(0, 0, "comparing"))
        columns = [*_columns(earlier, handover), later]
        if later not in leads.columns or not set(columns[:-1]) & set(leads.columns):
            continue
        given = [name for name in columns if name in last.frame.columns]
        if given:
            wrong = _before(leads, columns[:-1], later)
            rows = _rows_of(wrong, last, given, columns[:-1], later)
            reversed_.extend(OutOfOrder(row, earlier, later, code) for row in rows)
    return sorted(reversed_, key=lambda one: (one.row, one.later, one.earlier))


def _with_events(rows: pl.DataFrame, events: set[str]) -> pl.DataFrame:
    """The rows without all that tells neither who they speak of nor when an event was."""
    needed = {ROW, IDENTITY, *LEAD_KEYS, *events, *map(day_column, events)}
    return rows.select(name for name in rows.columns if name in needed)


def _pairs(agreement: Agreement) -> Iterator[tuple[str, str, str]]:
    promised = [
        (commitment.from_, commitment.to)
        for commitment in agreement.commitments.values()
        if commitment.from_ and commitment.to
    ]
    for earlier, later in dict.fromkeys([*_NATURAL, *promised]):
        yield earlier, later, BEFORE
    stages = agreement.stages
    for key, stage in stages.items():
        for following in stage.next:
            detour = following in stages and stages[following].kind == "detour"
            # A lead may come back from a detour to a stage that it has passed before.
            if following in stages and stage.kind != "detour" and not detour:
                yield ENTERED + key, ENTERED + following, BACKWARDS


def _columns(event: str, handover: str) -> list[str]:
    return [event, handover] if event == "handed_over_at" else [event]


def _before(leads: pl.DataFrame, earlier: list[str], later: str) -> pl.DataFrame:
    known = [name for name in earlier if name in leads.columns]
    first = pl.coalesce(known)
    first_day = pl.lit(None, pl.Date())
    for name in reversed(known):
        given = pl.col(name).is_not_null()
        first_day = pl.when(given).then(_day(leads, name)).otherwise(first_day)
    day = _day(leads, later)
    # What is known by its date alone lasts all day: nothing of that day comes after it.
    reversed_ = (
        pl.when(day.is_not_null() & first_day.is_not_null())
        .then(day < first_day)
        .when(day.is_not_null())
        .then(pl.col(later) + pl.duration(days=1) <= first)
        .otherwise(pl.col(later) < first)
    )
    return leads.filter(reversed_)


def _day(leads: pl.DataFrame, event: str) -> pl.Expr:
    """The written day of an event that is known by its date alone; null for all others."""
    name = day_column(event)
    return pl.col(name) if name in leads.columns else pl.lit(None, pl.Date())


def _rows_of(
    wrong: pl.DataFrame, last: Batch, given: list[str], earlier: list[str], later: str
) -> list[int]:
    if wrong.is_empty() and last.key_column is not None:
        return []
    some = pl.any_horizontal(pl.col(given).is_not_null())
    if last.key_column is None:
        rows = last.frame.filter(some)
        known = [name for name in earlier if name in rows.columns]
        if not known or later not in rows.columns:
            return []
        return _before(rows, known, later).get_column(ROW).to_list()
    key = pl.col(last.key_column).str.to_lowercase()
    keys = wrong.select(key).to_series().drop_nulls()
    return last.frame.filter(some & key.is_in(keys.implode())).get_column(ROW).to_list()
