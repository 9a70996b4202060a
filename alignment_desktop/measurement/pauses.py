"""The pauses of clocks: the times between two kinds of activities, which do not count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import polars as pl

from alignment_desktop.domain.conditions import folded
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import IDENTITY, day_column
from alignment_desktop.measurement.as_of import INSTANT, moment_literal

Pairs = tuple[tuple[str, ...], ...]

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    IDENTITY: pl.String,
    "opened": INSTANT,
    "closed": INSTANT,
    "by": pl.String,
}
"""One row per pause, in the order of lead and time; those of one lead have no moment in common.

`by` is who did the activity that opened it; null where that is not told.
"""


def pauses_of(activities: pl.DataFrame, pairs: Pairs, until: datetime) -> pl.DataFrame:
    """Every pause of every lead, as `SCHEMA` says.

    A pause runs from its first opening kind to the next closing kind, else to `until`; further
    openings in between change nothing. Pauses of several pairs that overlap are one. What is known
    only by its date neither opens nor closes one.

    Args:
        activities: Known activities with `identity`.
        pairs: The kinds that open and close a pause, compared like text.
        until: Up to when activities are known.

    Raises:
        Problem: `field-not-imported`, where no activity has a kind.
    """
    if "kind" not in activities.columns:
        raise Problem("field-not-imported", field="kind")
    by = pl.col("by") if "by" in activities.columns else pl.lit(None, pl.String)
    exact = activities.filter(pl.col(day_column("at")).is_null()).select(
        IDENTITY, "at", kind_of_activity().alias("kind"), by.alias("by")
    )
    of_pairs = [_of_pair(exact, *map(folded, pair)) for pair in pairs]
    found = pl.concat([pl.DataFrame(schema=SCHEMA), *of_pairs])
    found = found.with_columns(pl.col("closed").fill_null(moment_literal(until)))
    return _without_overlaps(found)


def kind_of_activity() -> pl.Expr:
    """The kind of activities, as kinds are compared."""
    return pl.col("kind").str.strip_chars().str.to_lowercase()


def kinds_of(pairs: Iterable[Iterable[str]]) -> list[str]:
    """The kinds that open or close a pause as they are compared, each once."""
    return list(dict.fromkeys(folded(kind) for pair in pairs for kind in pair))


def _of_pair(activities: pl.DataFrame, opening: str, closing: str) -> pl.DataFrame:
    closes, before = pl.col("closes"), pl.col("closes").shift(1).over(IDENTITY)
    # Of two at the same moment the opening comes first, so that a pause of no length ends.
    turns = (
        activities.filter(pl.col("kind").is_in([opening, closing]))
        .with_columns((pl.col("kind") == closing).alias("closes"))
        .sort(IDENTITY, "at", "closes", maintain_order=True)
        .filter(closes != before.fill_null(True))
    )
    until = pl.col("at").shift(-1).over(IDENTITY)
    return turns.with_columns(closed=until).filter(~closes).select(
        IDENTITY, opened="at", closed="closed", by="by"
    )  # fmt: skip


def _without_overlaps(pauses: pl.DataFrame) -> pl.DataFrame:
    furthest = pl.col("closed").cum_max().shift(1).over(IDENTITY)
    begins = (pl.col("opened") > furthest).fill_null(True)
    return (
        pauses.sort(IDENTITY, "opened", "closed")
        .with_columns(begins.cast(pl.Int64).cum_sum().alias("run"))
        .group_by(IDENTITY, "run", maintain_order=True)
        .agg(pl.col("opened").first(), pl.col("closed").max(), pl.col("by").first())
        .select(list(SCHEMA))
    )
