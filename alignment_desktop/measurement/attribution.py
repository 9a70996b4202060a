"""The campaigns that touched each lead before it became an opportunity, in order of time."""

from __future__ import annotations

import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import IDENTITY, day_column
from alignment_desktop.measurement.as_of import INSTANT
from alignment_desktop.measurement.date_only import compared
from alignment_desktop.measurement.request import Workbench

CAMPAIGN, PLACE, TOUCHES, SOURCED = "touched_by", "place", "touches", "sourced"

_CUT, _CUT_DAY = "cut", "cut_day"


def touches(bench: Workbench, agreement: Agreement) -> pl.DataFrame:
    """Every touch that shares in the credit for a lead.

    A lead's touches are its activities with a campaign; the campaign that the lead itself names
    stands for them where it has none. Those count that lie before it became an opportunity (before
    it was closed, where it never was one; else all that are known). Where all of them lie later,
    the lead's own campaign is its one touch. Moments of which one is known only by its date are
    compared by date.

    Args:
        bench: The evidence, as it was known.
        agreement: Its campaigns by key and by name are one; others are told apart by their names,
            trimmed and without case, in their commonest spelling.

    Returns:
        `identity` of the lead; `touched_by`, the campaign; `place`, the number of the touch among
        the lead's, from 0, in order of time (ties by campaign); `touches`, how many it has;
        `sourced`, whether it is the first, and no later than the lead's creation.

    Raises:
        Problem: `field-not-imported`, where neither leads nor activities name a campaign.
    """
    leads = bench.leads
    done = _campaign_activities(bench)
    if "campaign" not in leads.columns and done is None:
        raise Problem("field-not-imported", field="campaign")
    bounds = leads.select(IDENTITY, *_bounds(leads, bench.zone))
    found = [_own(leads)]
    if done is not None:
        before = _is_before("at", "at_day", _CUT, _CUT_DAY, bench.zones)
        acted = (
            done.join(bounds, on=IDENTITY)
            .filter(pl.col(_CUT).is_null() | before)
            .select(IDENTITY, "spelt", "at", "at_day")
        )
        found = [acted, _own(leads).join(acted, on=IDENTITY, how="anti")]
    every = _named(pl.concat(found), agreement).sort(
        IDENTITY, "at", pl.col(CAMPAIGN).str.to_lowercase()
    )
    place = pl.int_range(pl.len()).over(IDENTITY)
    later = _is_before("created", "created_day", "at", "at_day", bench.zones)
    return (
        every.with_columns(place.alias(PLACE), pl.len().over(IDENTITY).alias(TOUCHES))
        .join(bounds, on=IDENTITY, maintain_order="left")
        .with_columns(((pl.col(PLACE) == 0) & ~later.fill_null(False)).alias(SOURCED))
        .select(IDENTITY, CAMPAIGN, PLACE, TOUCHES, SOURCED)
    )


def _campaign_activities(bench: Workbench) -> pl.DataFrame | None:
    """The known activities with a campaign; None where nothing imported tells of such."""
    if "campaign" not in bench.request.evidence.activities.frame.columns:
        return None
    try:
        done = bench.activities
    except Problem:
        return None  # they have no moment, or nothing says whose they are
    spelt = _trimmed("campaign")
    return done.select(
        IDENTITY, spelt.alias("spelt"), "at", pl.col(day_column("at")).alias("at_day")
    ).filter(pl.col("spelt").is_not_null())


def _own(leads: pl.DataFrame) -> pl.DataFrame:
    """The campaign that each lead itself names, without a moment."""
    spelt = _trimmed("campaign") if "campaign" in leads.columns else pl.lit(None, pl.String)
    return leads.select(
        IDENTITY,
        spelt.alias("spelt"),
        pl.lit(None, INSTANT).alias("at"),
        pl.lit(None, pl.Date).alias("at_day"),
    ).filter(pl.col("spelt").is_not_null())


def _trimmed(name: str) -> pl.Expr:
    text = pl.col(name).str.strip_chars()
    return pl.when(text != "").then(text)


def _bounds(leads: pl.DataFrame, zone: str) -> list[pl.Expr]:
    """Before which moment touches count, and when the lead was created."""
    ends = [name for name in ("opportunity_at", "closed_at") if name in leads.columns]
    nothing, no_day = pl.lit(None, INSTANT), pl.lit(None, pl.Date)
    cut, cut_day = nothing, no_day
    for name in reversed(ends):
        known = pl.col(name).is_not_null()
        cut_day = pl.when(known).then(day_column(name)).otherwise(cut_day)
        cut = pl.when(known).then(name).otherwise(cut)
    has_creation = "created_at" in leads.columns
    return [
        cut.alias(_CUT),
        cut_day.alias(_CUT_DAY),
        (pl.col("created_at") if has_creation else nothing).alias("created"),
        (pl.col(day_column("created_at")) if has_creation else no_day).alias("created_day"),
    ]


def _is_before(
    one: str, one_day: str, other: str, other_day: str, zones: tuple[str, ...]
) -> pl.Expr:
    """Whether a moment lies before another; by date where one of them is only a date."""
    one_at, other_at = pl.col(one), pl.col(other)
    _, before = compared(other_at, pl.col(other_day), one_at, pl.col(one_day), zones)
    return before


def _named(found: pl.DataFrame, agreement: Agreement) -> pl.DataFrame:
    """The touches with the one name of each campaign."""
    clauses = {
        called: display_name(campaign) for called, campaign in agreement.campaigns_called.items()
    }
    folded = pl.col("spelt").str.to_lowercase()
    spellings = (
        found.group_by(folded.alias("folded"), "spelt")
        .agg(pl.len().alias("often"))
        .sort("often", "spelt", descending=[True, False])
        .group_by("folded")
        .agg(pl.col("spelt").first())
    )
    names = dict(spellings.iter_rows()) | clauses
    name = folded.replace_strict(
        pl.Series(list(names), dtype=pl.String),
        pl.Series(list(names.values()), dtype=pl.String),
        default=None,
        return_dtype=pl.String,
    )
    return found.with_columns(name.alias(CAMPAIGN)).drop("spelt")
