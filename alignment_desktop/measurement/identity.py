"""Who is who: which lead a row speaks of, and which lead an activity was done for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

import polars as pl

from alignment_desktop.frames import LEAD_KEYS, ROW

IDENTITY = "identity"
"""Tells leads apart: the field that a lead is known by, a colon, its value there; or its row."""
LEAD_KEY = "lead_key"
"""What people know a lead by: its `lead_id`, else the key of its file, else `BATCH:ROW`."""

_AGAIN = "\x1f"
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def identified(
    before: pl.DataFrame, rows: pl.DataFrame, batch_id: int, key: str | None
) -> pl.DataFrame:
    """`rows` of a batch with the identity of the lead that each speaks of.

    A row keyed by `opportunity_id` or `email` joins the one lead that has that value already; where
    none or several have it, it is a lead of its own, which the same row meets when it comes again.

    Args:
        before: The leads folded so far.
        rows: The rows of a batch; those without a value in `key` are left out.
        batch_id: The number of the batch.
        key: The field by which the whole file is keyed, or None.
    """
    if key is None:
        row = pl.col(ROW).cast(pl.String).str.zfill(10)
        return rows.with_columns(pl.format(f"row:{batch_id:08}:{{}}", row).alias(IDENTITY))
    value = _comparable(key)
    own = pl.lit(f"{key}:") + value
    rows = rows.filter(pl.col(key).is_not_null())
    if key == "lead_id" or key not in before.columns:
        return rows.with_columns(own.alias(IDENTITY))
    holders = (
        before.filter(pl.col(key).is_not_null())
        .group_by(value.alias("value"))
        .agg(pl.col(IDENTITY).first().alias("holder"), pl.len().alias("holders"))
    )
    one = holders.filter(pl.col("holders") == 1).drop("holders")
    # A lead that this key once made, and that another file has since given another value.
    moved = before.filter(
        pl.col(IDENTITY).str.starts_with(f"{key}:") & own.ne_missing(pl.col(IDENTITY))
    ).get_column(IDENTITY)
    own = pl.when(own.is_in(moved.implode())).then(own + f"{_AGAIN}{batch_id}").otherwise(own)
    return (
        rows.join(one, left_on=value, right_on="value", how="left", maintain_order="left")
        .with_columns(pl.coalesce("holder", own).alias(IDENTITY))
        .drop("holder")
    )


def lead_key(columns: Collection[str]) -> pl.Expr:
    """What each lead of a folded frame is known by.

    Args:
        columns: The columns of the frame.
    """
    named: list[pl.Expr] = [
        pl.when(pl.col(IDENTITY).str.starts_with(f"{name}:")).then(pl.col(name))
        for name in LEAD_KEYS[1:]
        if name in columns
    ]
    if "lead_id" in columns:
        named.insert(0, pl.col("lead_id"))
    as_made = (
        pl.col(IDENTITY)
        .str.replace(r"^row:0*(\d+):0*(\d+)$", "row:${1}:${2}")
        .str.replace(rf"{_AGAIN}\d+$", "")
        .str.replace(r"^[a-z_]+:", "")
    )
    return pl.coalesce(*named, as_made)


def with_identity(activities: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """The activities that were done for a known lead, with that lead's identity.

    An activity known only by e-mail belongs to the newest lead of that e-mail created before it;
    leads without a moment of creation count as the oldest.

    Args:
        activities: Folded activities.
        leads: Folded leads.
    """
    found = []
    by_email = activities
    if "lead_id" in activities.columns:
        by_email = activities.filter(pl.col("lead_id").is_null())
        if "lead_id" in leads.columns:
            known = leads.filter(pl.col("lead_id").is_not_null())
            found.append(activities.join(known.select("lead_id", IDENTITY), on="lead_id"))
    if "email" in activities.columns and "email" in leads.columns:
        found.append(_by_email(by_email, leads))
    if not found:
        return activities.clear().with_columns(pl.lit(None, pl.String()).alias(IDENTITY))
    return pl.concat(found, how="diagonal")


def _by_email(activities: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    created = pl.col("created_at") if "created_at" in leads.columns else pl.lit(None)
    known = (
        leads.filter(pl.col("email").is_not_null())
        .select(
            created.cast(pl.Datetime("us", "UTC")).fill_null(_LONG_AGO).alias("since"),
            _comparable("email").alias("address"),
            IDENTITY,
        )
        .sort("since", IDENTITY)
    )
    return (
        activities.filter(pl.col("at").is_not_null())
        .with_columns(_comparable("email").alias("address"))
        .sort("at", maintain_order=True)
        .join_asof(
            known,
            left_on="at",
            right_on="since",
            by="address",
            strategy="backward",
            check_sortedness=False,
        )
        .filter(pl.col(IDENTITY).is_not_null())
        .drop("since", "address", strict=False)
    )


def _comparable(key: str) -> pl.Expr:
    return pl.col(key).str.to_lowercase() if key == "email" else pl.col(key)
