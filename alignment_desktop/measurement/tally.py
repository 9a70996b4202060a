"""Adding up: counts and totals of leads or rows."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from alignment_desktop.measurement.lead_states import EXCLUDED, KEPT, MISSED, OPEN, STATES
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted and collected of one group of leads or rows.

    Attributes:
        rows: All of them.
        states: How many are kept, missed, open, excluded.
        numbers: What is summed up, or durations; the known ones, in order of identity.
        per: What a ratio divides by.
    """

    rows: int = 0
    states: tuple[int, int, int, int] = (0, 0, 0, 0)
    numbers: tuple[float, ...] = ()
    per: tuple[float, ...] = ()


def tallies(leads: pl.DataFrame) -> dict[int, Tally]:
    """The leads of each period, added up; periods without leads are left out.

    Args:
        leads: See `leads_of.SCHEMA`.
    """
    return {period: tally for period, _, tally in _tallied(leads.with_columns(value=pl.lit("")))}


def tallies_by_value(leads: pl.DataFrame) -> dict[int, list[tuple[str, Tally]]]:
    """The leads of each period, added up by the value in `by`.

    Values are alike without case and shown in their commonest spelling, of equally common ones the
    first by code point; ordered by their lower-cased text, so that blank comes first.

    Args:
        leads: See `leads_of.SCHEMA`.
    """
    told = leads.with_columns(
        pl.col("by").fill_null("").alias("spelling"),
        pl.col("by").fill_null("").str.to_lowercase().alias("value"),
    )
    spellings = commonest_spellings(told, "period", "value")
    shown = {(period, value): spelling for period, value, spelling in spellings.iter_rows()}
    found: dict[int, list[tuple[str, Tally]]] = {}
    for period, value, tally in _tallied(told):
        found.setdefault(period, []).append((shown[period, value], tally))
    return found


def commonest_spellings(told: pl.DataFrame, *alike: str) -> pl.DataFrame:
    """Of each group, the `spelling` most of its rows have; of equally common ones the first.

    Args:
        told: Rows with `spelling` and the columns of `alike`.
        alike: The columns whose values together are a group.
    """
    return (
        told.group_by(*alike, "spelling")
        .agg(pl.len().alias("often"))
        .sort("often", "spelling", descending=[True, False])
        .group_by(*alike, maintain_order=True)
        .agg(pl.col("spelling").first())
    )


def _tallied(leads: pl.DataFrame) -> Iterator[tuple[int, str, Tally]]:
    """Period, value and tally of every group of `period` and `value`, in their order."""
    states = [(pl.col("state") == state).sum().alias(state) for state in STATES]
    grouped = (
        leads.group_by("period", "value", maintain_order=True)
        .agg(
            pl.len().alias("rows"),
            *states,
            pl.col("number").drop_nulls().alias("numbers"),
            pl.col("per").drop_nulls().alias("divisors"),
        )
        .sort("period", "value")
    )
    for row in grouped.iter_rows(named=True):
        yield (
            row["period"],
            row["value"],
            Tally(
                row["rows"],
                (row[KEPT], row[MISSED], row[OPEN], row[EXCLUDED]),
                tuple(row["numbers"]),
                tuple(row["divisors"]),
            ),
        )
