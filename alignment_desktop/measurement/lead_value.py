"""What a lead is worth: average revenue per customer × close rate, per source."""

from __future__ import annotations

import math

import polars as pl

from alignment_desktop.measurement.as_of import IS_KNOWN

LEAD_VALUE = "lead_value"
NEEDS = ("outcome", "revenue")
"""The fields that it is worked out of; without `source` there is one value for all leads."""


def with_lead_value(leads: pl.DataFrame) -> pl.DataFrame:
    """Known leads with their `lead_value`, where outcome and revenue have been imported.

    Definition: per source (trimmed, without case; blank is a source of its own) the mean known
    revenue of the won leads × won leads ÷ leads, over the leads known. It is 0 where a source has
    won nothing, and blank where it has won but no revenue is known. Unit: that of `revenue`.

    Args:
        leads: What `known_leads` gives.
    """
    if not set(NEEDS) <= set(leads.columns):
        return leads
    source = (
        pl.col("source").str.strip_chars().str.to_lowercase().fill_null("")
        if "source" in leads.columns
        else pl.lit("")
    )
    won = pl.col("outcome").str.strip_chars().str.to_lowercase() == "won"
    keyed = leads.with_columns(source.alias("of_source"))
    counted = keyed.filter(IS_KNOWN)
    sources = counted.group_by("of_source", maintain_order=True).agg(
        pl.col("revenue").filter(won).drop_nulls().alias("revenues"),
        won.sum().alias("won"),
        pl.len().alias("leads"),
    )
    values = pl.DataFrame(
        [(name, _value(*figures)) for name, *figures in sources.iter_rows()],
        schema={"of_source": pl.String, LEAD_VALUE: pl.Float64},
        orient="row",
    )
    return keyed.join(values, on="of_source", how="left", maintain_order="left").drop("of_source")


def _value(revenues: list[float], won: int, leads: int) -> float | None:
    if not won:
        return 0.0
    # Exact sums do not depend on the order of the rows; a single division rounds but once.
    return math.fsum(revenues) * won / (len(revenues) * leads) if revenues else None
