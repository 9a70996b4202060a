"""How far the leads of a cohort came in the one funnel; and what was returned and won."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from alignment_desktop.frames import ENTERED, day_column
from alignment_desktop.measurement.as_of import INSTANT, midnight, moment_literal
from alignment_desktop.measurement.date_only import own_day
from alignment_desktop.values import dataclass

_SPAN = ("from", "to")


@dataclass(frozen=True, slots=True)
class StageTally:
    """How many leads came to one stage.

    Attributes:
        key: The stage's key.
        reached: Of the cohort, the leads that entered it or a later one.
    """

    key: str
    reached: int


def in_days(column: str, first: date, last: date, zone: str) -> pl.Expr:
    """Whether the moment in `column` lies in the days `first` to `last` of `zone`; never null.

    What is known only by its date lies on that date, whatever zone its file is in.
    """
    since = moment_literal(midnight(first, zone))
    until = moment_literal(midnight(last + timedelta(days=1), zone))
    moment, day = pl.col(column), pl.col(day_column(column))
    timed = (moment >= since) & (moment < until)
    return (
        pl.when(day.is_null()).then(timed).otherwise(day.is_between(first, last)).fill_null(False)
    )


def funnel(
    leads: pl.DataFrame, stages: Sequence[str], first: date, last: date, zone: str
) -> list[StageTally]:
    """How far the cohort of a period came; what happened in it is told by `funnel_balance`.

    The cohort are the leads that entered the first imported stage in the period; `reached` counts
    those of them that came to a stage or further by as-of, so that no share exceeds one and a
    skipped stage is no loss. Its conversion is `reached` ÷ `reached` of the stage before.

    Args:
        leads: The leads as they were known at as-of.
        stages: Keys of stages in the order of the funnel, detours left out.
        first: First day of the period.
        last: Last day, included.
        zone: In which days begin.

    Returns:
        One tally per stage of which entries have been imported, in order, unit leads.
    """
    imported = _imported(leads, stages)
    if not imported:
        return []
    columns = [ENTERED + key for key in imported]
    inside = in_days(columns[0], first, last, zone)
    reached = [
        (inside & pl.any_horizontal(pl.col(later).is_not_null() for later in columns[at:]))
        .sum()
        .alias(key)
        for at, key in enumerate(imported)
    ]
    counts = leads.select(reached).row(0, named=True)
    return [StageTally(key, counts[key]) for key in imported]


def came_to(
    leads: pl.DataFrame, stages: Sequence[str], key: str, first: date, last: date, zone: str
) -> pl.DataFrame:
    """The leads that `reached` of a stage counts, in order of entering the funnel.

    Args:
        leads: As in `funnel`, as the others are.
        stages: Likewise.
        key: The stage.
        first: Likewise.
        last: Likewise.
        zone: Likewise.

    Returns:
        Rows of `leads` with `from`, when they entered the funnel, and `to`, when they entered the
        stage; null where they skipped it. None where nobody imported entries of the stage.
    """
    imported = _imported(leads, stages)
    if key not in imported:
        return leads.clear().with_columns(pl.lit(None, INSTANT).alias(name) for name in _SPAN)
    columns = [ENTERED + each for each in imported]
    later = columns[imported.index(key) :]
    reached = pl.any_horizontal(pl.col(column).is_not_null() for column in later)
    return (
        leads.filter(in_days(columns[0], first, last, zone) & reached)
        .with_columns(pl.col(columns[0]).alias("from"), pl.col(ENTERED + key).alias("to"))
        .sort("from", maintain_order=True)
    )


def _imported(leads: pl.DataFrame, stages: Sequence[str]) -> list[str]:
    return [key for key in stages if ENTERED + key in leads.columns]


@dataclass(frozen=True, slots=True)
class Returned:
    """Leads that sales decided on in a period.

    Attributes:
        decided: The denominator: decided in the period, either way.
        returned: Of them, sent back to marketing.
        without_reason: Of these, without a reason; None where no reasons were imported.
    """

    decided: int
    returned: int
    without_reason: int | None


def returned(leads: pl.DataFrame, first: date, last: date, zone: str) -> Returned | None:
    """Of the leads decided on in the period, those returned (a snapshot).

    Returns:
        None where decisions or their moments have not been imported.
    """
    if not {"decision", "decided_at"} <= set(leads.columns):
        return None
    inside = in_days("decided_at", first, last, zone)
    back = inside & (pl.col("decision") == "returned").fill_null(False)
    reasons = "return_reason" in leads.columns
    blank = pl.col("return_reason").is_null() if reasons else pl.lit(False)
    row = leads.select(
        (inside & pl.col("decision").is_not_null()).sum().alias("decided"),
        back.sum().alias("returned"),
        (back & blank).sum().alias("blank"),
    ).row(0)
    return Returned(row[0], row[1], row[2] if reasons else None)


@dataclass(frozen=True, slots=True)
class Won:
    """Deals won in a period.

    Attributes:
        deals: Leads closed as won in the period.
        valued: Of them, those whose revenue is known.
        revenue: What these brought.
    """

    deals: int
    valued: int
    revenue: float


def won(leads: pl.DataFrame, first: date, last: date, zone: str) -> Won | None:
    """Leads closed as won in the period, and their revenue (a snapshot).

    Returns:
        None where outcomes, revenue or the moment of closing have not been imported.
    """
    if not {"outcome", "closed_at", "revenue"} <= set(leads.columns):
        return None
    deals = leads.filter(
        in_days("closed_at", first, last, zone) & (pl.col("outcome") == "won").fill_null(False)
    ).get_column("revenue")
    return Won(len(deals), len(deals.drop_nulls()), float(deals.sum()))


def elsewhere(leads: pl.DataFrame, first: date, last: date, zone: str) -> tuple[date, date] | None:
    """Where all leads lie, if not in the days `first` to `last`: by the moment of their creation.

    Returns:
        First and last day on which leads were created, in `zone`; None where some were created in
        those days, or where nothing says when.
    """
    if "created_at" not in leads.columns:
        return None
    if leads.select(in_days("created_at", first, last, zone).any()).item():
        return None
    day = own_day(pl.col("created_at"), pl.col(day_column("created_at")), zone)
    days = leads.select(day.alias("day")).get_column("day")
    earliest, latest = days.min(), days.max()
    if not isinstance(earliest, date) or not isinstance(latest, date):
        return None
    return earliest, latest
