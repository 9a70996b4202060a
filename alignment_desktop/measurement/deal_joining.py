"""Which lead a deal joins that names none: one of its contacts, or one of its account's domain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import polars as pl

from alignment_desktop.frames import IDENTITY, OWN, READ, ROW, day_column
from alignment_desktop.measurement.web_domains import domain_of
from alignment_desktop.values import dataclass

DEAL = "opportunity_id"
"""The key of a file of deals."""
DOMAIN = "domain"
"""By what a row could join several leads, where that is the domain of its account."""
UNCLEAR: dict[str, pl.DataType] = {
    "batch": pl.Int64(),
    ROW: pl.Int64(),
    "value": pl.String(),
    "holders": pl.UInt32(),
    "by": pl.String(),
}
"""Columns of rows that could join any of several leads (see `Identified.ambiguous`)."""
_OWN = f"{DEAL}:"
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for a moment of which nobody knows anything."""
_FROM_DEAL = (
    "opportunity_id", "contact_ids", "opportunity_at", "amount", "stage", "closed_at", "outcome",
    "lost_reason", "revenue",
)  # fmt: skip
"""What a deal gives to the lead that it joins."""
_DOMAINS: dict[str, pl.DataType] = {
    "batch": pl.Int64(),
    ROW: pl.Int64(),
    IDENTITY: pl.String(),
    "at": pl.Datetime("us", "UTC"),
    "domain": pl.String(),
}


@dataclass(frozen=True, slots=True)
class DealRows:
    """The rows of one import of deals.

    Attributes:
        batch: The number of the import.
        rows: A batch frame with `identity`.
        domain: The column with the domains of the accounts; None where nobody said that deals may
            join leads by them.
    """

    batch: int
    rows: pl.DataFrame
    domain: str | None


def by_contacts(deals: Sequence[pl.DataFrame], others: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The deals that no lead names, and the contact of each.

    Args:
        deals: Per import of deals its rows with `identity`.
        others: The rows of all other imports, with `identity`.

    Returns:
        `identity` (the deal's own), `contact` (the identity of its contact) and `further` (whether
        an earlier deal has joined that).
    """
    named: dict[str, tuple[datetime | None, str, set[str]]] = {}
    known = {identity for frame in others for identity in frame[IDENTITY]}
    joined: set[str] = set()
    for frame in deals:
        joined |= known.intersection(frame[IDENTITY])
        if "contact_ids" not in frame.columns:
            continue
        rows = frame.filter(
            pl.col("contact_ids").is_not_null() & pl.col(IDENTITY).str.starts_with(_OWN)
        ).select(IDENTITY, _began(frame), "contact_ids")
        for identity, moment, contacts in rows.iter_rows():
            earlier, _, lists = named.get(identity, (None, identity, set[str]()))
            moments = [each for each in (earlier, moment) if each is not None]
            named[identity] = (min(moments, default=None), identity, lists | {contacts})
    contacts_of = {
        identity: [f"lead_id:{each}" for listed in sorted(lists) for each in _ids(listed)]
        for _, identity, lists in named.values()
    }
    return _assigned(
        [
            (moment, identity, [each for each in contacts_of[identity] if each in known])
            for moment, identity, _ in named.values()
        ],
        joined,
    )


def by_domains(
    deals: Sequence[DealRows], people: pl.DataFrame, further: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The deals whose account only one lead has an address at, and that lead.

    Args:
        deals: The imports of deals.
        people: Per domain (`value`) the lead that has an address there (`holder`), and how many
            have (`holders`).
        further: Deals of which it is known whose they are, by `identity`.

    Returns:
        As `by_contacts`; and the rows whose account several leads have an address at, as `UNCLEAR`
        names its columns.
    """
    domains = pl.concat([pl.DataFrame(schema=_DOMAINS), *(_domains_of(d, further) for d in deals)])
    asked = domains.join(people, left_on="domain", right_on="value", how="inner")
    one, several = (asked.filter(each) for each in (pl.col("holders") == 1, pl.col("holders") > 1))
    grouped = one.group_by(IDENTITY).agg(pl.col("at").min(), pl.col("holder").unique().sort())
    joined = {
        identity
        for each in deals
        for identity in each.rows[IDENTITY]
        if not identity.startswith(_OWN)
    }
    rows = grouped.select("at", IDENTITY, "holder").iter_rows()
    found = _assigned([(at, identity, holders) for at, identity, holders in rows], joined)
    unclear = several.sort("batch", ROW).select(
        "batch",
        ROW,
        pl.col("domain").alias("value"),
        pl.col("holders").cast(pl.UInt32),
        pl.lit(DOMAIN).alias("by"),
    )
    return found, unclear


def given_to_contacts(frame: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """The deals as rows of the leads that they join, to which they give only what is the deal's.

    Args:
        frame: The rows of one import of deals, with `identity`.
        found: As `by_contacts` gives it.
    """
    first = found.filter(~pl.col("further")).drop("further")
    kept = {*_FROM_DEAL, *(day_column(name) for name in _FROM_DEAL), IDENTITY, ROW}
    others = [
        name for name in frame.columns if name not in kept and not name.startswith((OWN, *READ))
    ]
    joined = frame.join(first, on=IDENTITY, how="left", maintain_order="left")
    gives = pl.col("contact").is_null()
    return joined.with_columns(
        *(pl.when(gives).then(pl.col(name)).alias(name) for name in others),
        pl.coalesce("contact", IDENTITY).alias(IDENTITY),
    ).drop("contact")


def _began(frame: pl.DataFrame) -> pl.Expr:
    """When each deal began, as `at`."""
    at = pl.col("opportunity_at") if "opportunity_at" in frame.columns else pl.lit(None)
    return at.cast(pl.Datetime("us", "UTC")).alias("at")


def _domains_of(deals: DealRows, further: pl.DataFrame) -> pl.DataFrame:
    """The rows of deals that nothing else tells the lead of, with the domain of their account."""
    frame, column = deals.rows, deals.domain
    if column is None or column not in frame.columns:
        return pl.DataFrame(schema=_DOMAINS)
    return (
        frame.filter(
            pl.col(IDENTITY).str.starts_with(_OWN)
            & ~pl.col(IDENTITY).is_in(further[IDENTITY].implode())
        )
        .select(
            pl.lit(deals.batch, pl.Int64()).alias("batch"),
            ROW,
            IDENTITY,
            _began(frame),
            domain_of(pl.col(column).cast(pl.String)).alias("domain"),
        )
        .filter(pl.col("domain").is_not_null())
    )


def _ids(listed: str) -> list[str]:
    """The ids of a cell that names one, or several with `;` or `,` between them."""
    return [each.strip() for each in re.split(r"[;,]", listed) if each.strip()]


def _assigned(
    deals: Iterable[tuple[datetime | None, str, Sequence[str]]], joined: set[str]
) -> pl.DataFrame:
    """Which lead each deal joins, the earlier ones first.

    Args:
        deals: When each began, its identity, and those of the leads that it may join, in order.
        joined: Leads that a deal has joined already.

    Returns:
        As `by_contacts`.
    """
    in_order = sorted(deals, key=lambda deal: (deal[0] is None, deal[0] or LONG_AGO, deal[1]))
    found: list[tuple[str, str, bool]] = []
    for _, identity, existing in in_order:
        free = next((each for each in existing if each not in joined), None)
        if free is not None:
            joined.add(free)
            found.append((identity, free, False))
        elif existing:
            found.append((identity, existing[0], True))
    schema = {IDENTITY: pl.String(), "contact": pl.String(), "further": pl.Boolean()}
    return pl.DataFrame(found, schema=schema, orient="row")
