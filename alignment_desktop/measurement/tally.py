"""Adding up: counts and totals of leads or rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

import polars as pl

from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.lead_states import EXCLUDED, KEPT, MISSED, OPEN, STATES
from alignment_desktop.values import dataclass

Parts = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted and collected of one group of leads or rows.

    Attributes:
        rows: All of them.
        states: How many are kept, missed, open, excluded.
        numbers: What is summed up, or durations; the known ones, in order of identity.
        per: What a ratio divides by.
        parts: By the moments at which the time of leads is divided, the known seconds of each part.
        notes: What has to be said of it.
    """

    rows: int = 0
    states: tuple[int, int, int, int] = (0, 0, 0, 0)
    numbers: tuple[float, ...] = ()
    per: tuple[float, ...] = ()
    parts: Mapping[str, Parts] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()


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
    parts = _parts(leads)
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
                parts.get((row["period"], row["value"]), {}),
            ),
        )


def _parts(leads: pl.DataFrame) -> dict[tuple[int, str], dict[str, Parts]]:
    """By period and value, and by the moments between them, the known seconds of each part."""
    divided = leads.filter(pl.col("parts").is_not_null())
    found: dict[tuple[int, str], dict[str, Parts]] = {}
    if divided.is_empty():
        return found
    numbered = (
        divided.select("period", "value", "chain", "parts")
        .with_columns(number=pl.int_ranges(pl.col("parts").list.len()))
        .explode("parts", "number")
        .group_by("period", "value", "chain", "number", maintain_order=True)
        .agg(pl.col("parts").drop_nulls())
        .sort("period", "value", "chain", "number")
    )
    for period, value, chain, _, seconds in numbered.iter_rows():
        chains = found.setdefault((period, value), {})
        chains[chain] = (*chains.get(chain, ()), tuple(seconds))
    return found
