"""What a lead is worth: average revenue per customer × close rate, per source."""

from __future__ import annotations

import math
from collections.abc import Sequence

import polars as pl

from alignment_desktop.measurement.as_of import IS_KNOWN
from alignment_desktop.values import dataclass

LEAD_VALUE = "lead_value"
NEEDS = ("outcome", "revenue")
"""The fields that it is worked out of; without `source` there is one value for all leads."""
ENOUGH_DECIDED = 30
"""Below so many won or lost leads a source takes the value of all leads."""


@dataclass(frozen=True, slots=True)
class SourceValue:
    """What the leads of one source are worth.

    Attributes:
        source: Trimmed, in lower case; empty for blank.
        decided: How many of its leads were won or lost.
        value: In the unit of `revenue`; None where nothing tells.
        is_of_all: Whether it is that of all leads, as too few of its own were decided.
    """

    source: str
    decided: int
    value: float | None
    is_of_all: bool


def lead_values(leads: pl.DataFrame) -> list[SourceValue]:
    """What a lead of each source is worth, in order of the source.

    Definition: the mean known revenue of its won leads × close rate, where the close rate is won ÷
    (won + lost): open leads are in neither. A source of which fewer than `ENOUGH_DECIDED` leads
    are decided takes the value of all leads. It is 0 where leads were decided and none was won, and
    blank where some were won but no revenue is known, or where nothing was decided. Unit: that of
    `revenue`.

    Args:
        leads: What `known_leads` gives; those not known are not counted.
    """
    if not set(NEEDS) <= set(leads.columns):
        return []
    outcome = pl.col("outcome").str.strip_chars().str.to_lowercase()
    counted = (
        leads.filter(IS_KNOWN)
        .group_by(_source(leads).alias("of_source"))
        .agg(
            pl.col("revenue").filter(outcome == "won").drop_nulls().alias("revenues"),
            (outcome == "won").sum().alias("won"),
            (outcome == "lost").sum().alias("lost"),
        )
        .sort("of_source")
        .rows()
    )
    all_revenues = [each for _, revenues, _, _ in counted for each in revenues]
    of_all = _value(
        all_revenues, sum(won for *_, won, _ in counted), sum(lost for *_, lost in counted)
    )
    values = []
    for source, revenues, won, lost in counted:
        few = won + lost < ENOUGH_DECIDED
        value = of_all if few else _value(revenues, won, lost)
        values.append(SourceValue(source, won + lost, value, few and len(counted) > 1))
    return values


def with_lead_value(leads: pl.DataFrame) -> pl.DataFrame:
    """Known leads with their `lead_value`, where outcome and revenue have been imported.

    Args:
        leads: What `known_leads` gives.
    """
    if not set(NEEDS) <= set(leads.columns):
        return leads
    values = pl.DataFrame(
        [(each.source, each.value) for each in lead_values(leads)],
        schema={"of_source": pl.String, LEAD_VALUE: pl.Float64},
        orient="row",
    )
    keyed = leads.with_columns(_source(leads).alias("of_source"))
    return keyed.join(values, on="of_source", how="left", maintain_order="left").drop("of_source")


def _source(leads: pl.DataFrame) -> pl.Expr:
    if "source" not in leads.columns:
        return pl.lit("")
    return pl.col("source").str.strip_chars().str.to_lowercase().fill_null("")


def _value(revenues: Sequence[float], won: int, lost: int) -> float | None:
    if not won:
        return 0.0 if lost else None
    # Exact sums do not depend on the order of the rows; a single division rounds but once.
    return math.fsum(revenues) * won / (len(revenues) * (won + lost)) if revenues else None
