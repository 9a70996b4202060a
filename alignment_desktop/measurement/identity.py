"""Who is who: which lead a row speaks of, and which lead an activity was done for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from alignment_desktop.frames import IDENTITY, LEAD_KEYS, ROW
from alignment_desktop.measurement.deal_joining import (
    DEAL,
    LONG_AGO,
    UNCLEAR,
    DealRows,
    by_contacts,
    by_domains,
    given_to_contacts,
)
from alignment_desktop.measurement.web_domains import domain_of
from alignment_desktop.values import dataclass

_SCHEMA: dict[str, pl.DataType] = {"value": pl.String(), IDENTITY: pl.String()}
FROM_CONTACT = ("account", "source", "campaign", "region", "owner")
"""What a contact's further deals take from it where they are blank."""


@dataclass(frozen=True, slots=True)
class KeyedRows:
    """The rows of one import of leads.

    Attributes:
        batch: The number of the import.
        rows: A batch frame.
        key: The field by which the whole file is keyed; None where each row is a lead of its own.
        domain: The column with the domains of the accounts, by which deals that nothing else tells
            the lead of join one; None where nobody said that they may.
    """

    batch: int
    rows: pl.DataFrame
    key: str | None
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class Identified:
    """Which lead each row of several imports speaks of.

    Attributes:
        frames: Per import its rows with `identity`, without those that have no key.
        further: `identity` of deals whose contact an earlier deal has joined, and the `contact`'s.
        ambiguous: `batch`, `row`, `value` and `holders` (how many) of rows that could join any of
            several leads, and are leads of their own therefore; and `by`, the field or `DOMAIN`,
            by which they could.
    """

    frames: tuple[pl.DataFrame, ...]
    further: pl.DataFrame
    ambiguous: pl.DataFrame


def identify(imports: Sequence[KeyedRows]) -> Identified:
    """Find which rows make one lead; the order of the imports does not matter.

    A row keyed by `opportunity_id` or `email` joins the one lead that has that value in any
    import; where none or several have it, it is a lead of its own, which the same row meets when
    it comes again. A deal that no lead names joins the first of its contacts that exists and that
    no earlier deal has joined; in a file for which that was said, a deal that no contact is
    known of then the one lead with an address at the domain of its account.
    """
    frames = _without_looking(imports)
    ambiguous: list[pl.DataFrame] = []
    further = pl.DataFrame(schema={IDENTITY: pl.String(), "contact": pl.String()})
    for key in LEAD_KEYS[1:]:
        places = [place for place, each in enumerate(imports) if each.key == key]
        if not places:
            continue
        holders = _holders(list(frames.values()), key, _comparable(key))
        for place in places:
            frames[place] = _joined(_own(imports[place]), key, holders)
            ambiguous.append(_unclear(imports[place], key, holders))
        if any("contact_ids" in frames[place].columns for place in places):
            others = [frame for place, frame in frames.items() if place not in places]
            found = by_contacts([frames[place] for place in places], others)
            further = found.filter("further").select(IDENTITY, "contact")
            for place in places:
                frames[place] = given_to_contacts(frames[place], found)
    deals = [place for place, each in enumerate(imports) if each.key == DEAL]
    if any(imports[place].domain for place in deals):
        others = [frame for place, frame in frames.items() if place not in deals]
        people = _holders(others, "email", domain_of(pl.col("email")))
        rows = [
            DealRows(imports[place].batch, frames[place], imports[place].domain) for place in deals
        ]
        found, unclear = by_domains(rows, people, further)
        ambiguous.append(unclear)
        further = pl.concat([further, found.filter("further").select(IDENTITY, "contact")])
        for place in deals:
            frames[place] = given_to_contacts(frames[place], found)
    return Identified(
        tuple(frames[place] for place in range(len(imports))),
        further,
        pl.concat([pl.DataFrame(schema=UNCLEAR), *ambiguous]),
    )


def _without_looking(imports: Sequence[KeyedRows]) -> dict[int, pl.DataFrame]:
    """The imports whose rows join nothing of others: without a key, or keyed by the lead's ID."""
    frames: dict[int, pl.DataFrame] = {}
    for place, each in enumerate(imports):
        if each.key is None:
            row = pl.col(ROW).cast(pl.String).str.zfill(10)
            own = pl.format(f"row:{each.batch:08}:{{}}", row)
            frames[place] = each.rows.with_columns(own.alias(IDENTITY))
        elif each.key == "lead_id":
            frames[place] = _own(each)
    return frames


def _own(each: KeyedRows) -> pl.DataFrame:
    """The rows as leads of their own."""
    key = each.key or ""
    rows = each.rows.filter(pl.col(key).is_not_null())
    values = rows[key]
    plain = key != "email" and values.str.len_bytes().sum() == values.str.len_chars().sum()
    # Composing letters takes long, and ASCII has none to compose.
    own = pl.lit(f"{key}:") + (pl.col(key) if plain else _comparable(key))
    return rows.with_columns(own.alias(IDENTITY))


def _holders(frames: Sequence[pl.DataFrame], column: str, value: pl.Expr) -> pl.DataFrame:
    """Per value of a column the lead that has or had it, and how many have.

    Args:
        frames: The rows of imports, with `identity`.
        column: The column; imports without it are passed over.
        value: What is looked at in it.

    Returns:
        `value`, `holder` and `holders`.
    """
    having = [
        frame.select(value.alias("value"), IDENTITY).drop_nulls("value")
        for frame in frames
        if column in frame.columns
    ]
    pairs = pl.concat([pl.DataFrame(schema=_SCHEMA), *having]).unique()
    return pairs.group_by("value").agg(
        pl.col(IDENTITY).min().alias("holder"), pl.len().alias("holders")
    )


def _joined(rows: pl.DataFrame, key: str, holders: pl.DataFrame) -> pl.DataFrame:
    one = holders.filter(pl.col("holders") == 1).drop("holders")
    return (
        rows.join(one, left_on=_comparable(key), right_on="value", how="left",
                  maintain_order="left")
        .with_columns(pl.coalesce("holder", IDENTITY).alias(IDENTITY))
        .drop("holder", "value")
    )  # fmt: skip


def _unclear(each: KeyedRows, key: str, holders: pl.DataFrame) -> pl.DataFrame:
    several = holders.filter(pl.col("holders") > 1)
    found = each.rows.join(several, left_on=_comparable(key), right_on="value", how="inner")
    return found.select(
        pl.lit(each.batch, pl.Int64()).alias("batch"),
        ROW,
        pl.col(key).alias("value"),
        pl.col("holders").cast(pl.UInt32),
        pl.lit(key).alias("by"),
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
    key = pl.coalesce(*named) if named else pl.lit(None, pl.String())
    as_made = (
        pl.when(key.is_null())  # those of a file that is keyed by them are not taken apart
        .then(IDENTITY)
        .str.replace(r"^row:0*(\d+):0*(\d+)$", "row:${1}:${2}")
        .str.replace(r"^[a-z_]+:", "")
    )
    return pl.coalesce(key, as_made)


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


def activities_of(identity: str, activities: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """The activities that were done for one lead, as `with_identity` finds them.

    Args:
        identity: The lead's.
        activities: Activities, folded or of one import.
        leads: Folded leads; those with the same address decide what belongs to whom.
    """
    its = pl.col(IDENTITY) == identity
    asked = its
    if "email" in leads.columns:
        addresses = leads.filter(its).select(_comparable("email")).to_series()
        asked = its | _comparable("email").is_in(addresses.drop_nulls().implode())
    return with_identity(activities, leads.filter(asked)).filter(its).drop(IDENTITY)


def _by_email(activities: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    created = pl.col("created_at") if "created_at" in leads.columns else pl.lit(None)
    known = (
        leads.filter(pl.col("email").is_not_null())
        .select(
            created.cast(pl.Datetime("us", "UTC")).fill_null(LONG_AGO).alias("since"),
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
    """A key as it is compared: in composed form, e-mail also without case."""
    composed = pl.col(key).str.normalize("NFC")
    return composed.str.to_lowercase() if key == "email" else composed
