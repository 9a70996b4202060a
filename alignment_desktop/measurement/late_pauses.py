"""Who opens pauses shortly before a clock is due."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from alignment_desktop.values import dataclass

SHORTLY_BEFORE = 0.1
"""The last part of a limit: a pause that is opened in it was opened shortly before due."""
FEW = 30
"""Fewer pauses than this say little about a person."""

OPENED = pl.Schema({"by": pl.String(), "late": pl.Boolean()})
"""One row per pause: who opened it (null where not told), and whether shortly before due."""


@dataclass(frozen=True, slots=True)
class PauseOpener:
    """The pauses that one person opened.

    Attributes:
        by: Who, as activities name them, in the commonest spelling; empty where they name nobody.
        opened: How many pauses of clocks.
        late: How many of them in the last tenth of the limit.
    """

    by: str
    opened: int
    late: int

    @property
    def are_few(self) -> bool:
        """Whether the pauses are too few to say much."""
        return self.opened < FEW


def is_late(used: pl.Expr, limit: int) -> pl.Expr:
    """Whether a pause was opened in the last tenth of a limit, and not after it.

    Args:
        used: Microseconds that the clock had run.
        limit: The limit in microseconds.
    """
    return used.is_between(round((1 - SHORTLY_BEFORE) * limit), limit)


def openers(pauses: Iterable[pl.DataFrame]) -> tuple[PauseOpener, ...]:
    """Who opened pauses, the most of them shortly before due first.

    Args:
        pauses: Frames as `OPENED` says.
    """
    spelt = pl.col("by").fill_null("").str.strip_chars()
    counted = (
        pl.concat([OPENED.to_frame(), *pauses])
        .with_columns(spelt.alias("spelling"), spelt.str.to_lowercase().alias("by"))
        .group_by("by")
        .agg(
            pl.col("spelling").mode().sort().first(),
            pl.len().alias("opened"),
            pl.col("late").sum().cast(pl.Int64),
        )
        .sort("late", "opened", "by", descending=[True, True, False])
    )
    return tuple(PauseOpener(*row) for row in counted.select("spelling", "opened", "late").rows())
