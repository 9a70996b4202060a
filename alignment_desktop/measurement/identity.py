"""Who is who: which lead a row speaks of, and which lead an activity was done for."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from alignment_desktop.frames import LEAD_KEYS, OWN, ROW, day_column

IDENTITY = "identity"
"""Tells leads apart: the field that a lead is known by, a colon, its value there; or its row."""
LEAD_KEY = "lead_key"
"""What people know a lead by: its `lead_id`, else the key of its file, else `BATCH:ROW`."""

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_SCHEMA: dict[str, pl.DataType] = {"value": pl.String(), IDENTITY: pl.String()}
_FROM_DEAL = (
    "opportunity_id", "contact_ids", "opportunity_at", "amount", "stage", "closed_at", "outcome",
    "lost_reason", "revenue",
)  # fmt: skip
"""What a deal gives to the contact that it joins."""
FROM_CONTACT = ("account", "source", "campaign", "region", "owner")
"""What a contact's further deals take from it where they are blank."""


@dataclass(frozen=True, slots=True)
class KeyedRows:
    """The rows of one import of leads.

    Attributes:
        batch: The number of the import.
        rows: A batch frame.
        key: The field by which the whole file is keyed; None where each row is a lead of its own.
    """

    batch: int
    rows: pl.DataFrame
    key: str | None


@dataclass(frozen=True, slots=True)
class Identified:
    """Which lead each row of several imports speaks of.

    Attributes:
        frames: Per import its rows with `identity`, without those that have no key.
        further: `identity` of deals whose contact an earlier deal has joined, and the `contact`'s.
        ambiguous: `batch`, `row`, `value` and `holders` (how many) of rows that could join any of
            several leads, and are leads of their own therefore.
    """

    frames: tuple[pl.DataFrame, ...]
    further: pl.DataFrame
    ambiguous: pl.DataFrame


def identify(imports: Sequence[KeyedRows]) -> Identified:
    """Find which rows make one lead; the order of the imports does not matter.

    A row keyed by `opportunity_id` or `email` joins the one lead that has that value in any
    import; where none or several have it, it is a lead of its own, which the same row meets when
    it comes again. A deal that no lead names joins the first of its contacts that exists and that
    no earlier deal has joined.
    """
    frames: dict[int, pl.DataFrame] = {}
    for place, each in enumerate(imports):
        if each.key is None:
            row = pl.col(ROW).cast(pl.String).str.zfill(10)
            own = pl.format(f"row:{each.batch:08}:{{}}", row)
            frames[place] = each.rows.with_columns(own.alias(IDENTITY))
        elif each.key == "lead_id":
            frames[place] = _own(each)
    ambiguous: list[pl.DataFrame] = []
    further = pl.DataFrame(schema={IDENTITY: pl.String(), "contact": pl.String()})
    for key in LEAD_KEYS[1:]:
        holders = _holders(list(frames.values()), key)
        places = [place for place, each in enumerate(imports) if each.key == key]
        for place in places:
            frames[place] = _joined(_own(imports[place]), key, holders)
            ambiguous.append(_unclear(imports[place], key, holders))
        if any("contact_ids" in frames[place].columns for place in places):
            found = _by_contacts(frames, places)
            further = found.filter("further").select(IDENTITY, "contact")
            for place in places:
                frames[place] = _given_to_contacts(frames[place], found)
    return Identified(
        tuple(frames[place] for place in range(len(imports))),
        further,
        pl.concat([pl.DataFrame(schema=_UNCLEAR), *ambiguous]),
    )


_UNCLEAR: dict[str, pl.DataType] = {
    "batch": pl.Int64(),
    ROW: pl.Int64(),
    "value": pl.String(),
    "holders": pl.UInt32(),
}


def _own(each: KeyedRows) -> pl.DataFrame:
    """The rows as leads of their own."""
    key = each.key or ""
    own = pl.lit(f"{key}:") + _comparable(key)
    return each.rows.filter(pl.col(key).is_not_null()).with_columns(own.alias(IDENTITY))


def _holders(frames: Sequence[pl.DataFrame], key: str) -> pl.DataFrame:
    """Per value of a key the lead that has or had it, and how many have."""
    having = [
        frame.filter(pl.col(key).is_not_null()).select(_comparable(key).alias("value"), IDENTITY)
        for frame in frames
        if key in frame.columns
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
        .drop("holder")
    )  # fmt: skip


def _unclear(each: KeyedRows, key: str, holders: pl.DataFrame) -> pl.DataFrame:
    several = holders.filter(pl.col("holders") > 1)
    found = each.rows.join(several, left_on=_comparable(key), right_on="value", how="inner")
    return found.select(
        pl.lit(each.batch, pl.Int64()).alias("batch"),
        ROW,
        pl.col(key).alias("value"),
        pl.col("holders").cast(pl.UInt32),
    )


def _by_contacts(frames: Dictionary[int, pl.DataFrame], places: Sequence[int]) -> pl.DataFrame:
    """The deals that no lead names, and the contact of each.

    Returns:
        `identity` (the deal's own), `contact` (the identity of its contact) and `further` (whether
        an earlier deal has joined that).
    """
    deals: dict[str, tuple[datetime | None, str, set[str]]] = {}
    known = {
        identity
        for place, frame in frames.items()
        if place not in places
        for identity in frame[IDENTITY]
    }
    joined: set[str] = set()
    for place in places:
        frame = frames[place]
        joined |= known.intersection(frame[IDENTITY])
        if "contact_ids" not in frame.columns:
            continue
        at = pl.col("opportunity_at") if "opportunity_at" in frame.columns else pl.lit(None)
        named = frame.filter(
            pl.col("contact_ids").is_not_null() & pl.col(IDENTITY).str.starts_with(_DEAL)
        ).select(IDENTITY, at.alias("at"), "contact_ids")
        for identity, moment, contacts in named.iter_rows():
            earlier, _, lists = deals.get(identity, (None, identity, set[str]()))
            moments = [each for each in (earlier, moment) if each is not None]
            deals[identity] = (min(moments, default=None), identity, lists | {contacts})
    in_order = sorted(
        deals.values(), key=lambda deal: (deal[0] is None, deal[0] or _LONG_AGO, deal[1])
    )
    found: list[tuple[str, str, bool]] = []
    for _, identity, lists in in_order:
        contacts = [f"lead_id:{each}" for listed in sorted(lists) for each in _ids(listed)]
        existing = [each for each in contacts if each in known]
        free = next((each for each in existing if each not in joined), None)
        if free is not None:
            joined.add(free)
            found.append((identity, free, False))
        elif existing:
            found.append((identity, existing[0], True))
    schema = {IDENTITY: pl.String(), "contact": pl.String(), "further": pl.Boolean()}
    return pl.DataFrame(found, schema=schema, orient="row")


_DEAL = "opportunity_id:"


def _ids(listed: str) -> list[str]:
    """The ids of a cell that names one, or several with `;` or `,` between them."""
    return [each.strip() for each in re.split(r"[;,]", listed) if each.strip()]


def _given_to_contacts(frame: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """The deals as rows of their contacts, to which they give only what is the deal's."""
    first = found.filter(~pl.col("further")).drop("further")
    kept = {*_FROM_DEAL, *(day_column(name) for name in _FROM_DEAL), IDENTITY, ROW}
    others = [name for name in frame.columns if name not in kept and not name.startswith(OWN)]
    joined = frame.join(first, on=IDENTITY, how="left", maintain_order="left")
    gives = pl.col("contact").is_null()
    return joined.with_columns(
        *(pl.when(gives).then(pl.col(name)).alias(name) for name in others),
        pl.coalesce("contact", IDENTITY).alias(IDENTITY),
    ).drop("contact")


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
    """A key as it is compared: in composed form, e-mail also without case."""
    composed = pl.col(key).str.normalize("NFC")
    return composed.str.to_lowercase() if key == "email" else composed
