"""Who is who: which lead a row speaks of, and which lead an activity was done for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Mapping as Dictionary
from datetime import UTC, datetime

import polars as pl

from alignment_desktop.frames import LEAD_KEYS, OWN, ROW, day_column
from alignment_desktop.measurement.web_domains import domain_of
from alignment_desktop.values import dataclass

IDENTITY = "identity"
"""Tells leads apart: the field that a lead is known by, a colon, its value there; or its row."""
LEAD_KEY = "lead_key"
"""What people know a lead by: its `lead_id`, else the key of its file, else `BATCH:ROW`."""

KEY_FIELDS = (*LEAD_KEYS, "contact_ids", "opportunity_at")
"""The fields by which `identify` finds which lead a row speaks of."""
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
        holders = _holders(list(frames.values()), key)
        for place in places:
            frames[place] = _joined(_own(imports[place]), key, holders)
            ambiguous.append(_unclear(imports[place], key, holders))
        if any("contact_ids" in frames[place].columns for place in places):
            found = _by_contacts(frames, places)
            further = found.filter("further").select(IDENTITY, "contact")
            for place in places:
                frames[place] = _given_to_contacts(frames[place], found)
    deals = [place for place, each in enumerate(imports) if each.key == DEAL]
    if any(imports[place].domain for place in deals):
        domains = _domains_of_deals(frames, deals, imports, further)
        people = _people_by_domain(frames, deals)
        ambiguous.append(_unclear_domains(domains, people))
        found = _by_domains(frames, deals, domains, people)
        further = pl.concat([further, found.filter("further").select(IDENTITY, "contact")])
        for place in deals:
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
    "by": pl.String(),
}


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
        pl.lit(key).alias("by"),
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
    contacts_of = {
        identity: [f"lead_id:{each}" for listed in sorted(lists) for each in _ids(listed)]
        for _, identity, lists in deals.values()
    }
    return _assigned(
        [
            (moment, identity, [each for each in contacts_of[identity] if each in known])
            for moment, identity, _ in deals.values()
        ],
        joined,
    )


def _assigned(
    deals: Iterable[tuple[datetime | None, str, Sequence[str]]], joined: set[str]
) -> pl.DataFrame:
    """Which lead each deal joins, the earlier ones first.

    Args:
        deals: When each began, its identity, and those of the leads that it may join, in order.
        joined: Leads that a deal has joined already.

    Returns:
        As `_by_contacts`.
    """
    in_order = sorted(deals, key=lambda deal: (deal[0] is None, deal[0] or _LONG_AGO, deal[1]))
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


def _domains_of_deals(
    frames: Dictionary[int, pl.DataFrame],
    deals: Sequence[int],
    imports: Sequence[KeyedRows],
    further: pl.DataFrame,
) -> pl.DataFrame:
    """The rows of deals that nothing else tells the lead of, with the domain of their account.

    Returns:
        `batch`, `row`, `identity`, `at` (when the deal began) and `domain`.
    """
    told = [pl.DataFrame(schema=_DOMAINS)]
    for place in deals:
        frame, column = frames[place], imports[place].domain
        if column is None or column not in frame.columns:
            continue
        at = pl.col("opportunity_at") if "opportunity_at" in frame.columns else pl.lit(None)
        rows = frame.filter(
            pl.col(IDENTITY).str.starts_with(_DEAL)
            & ~pl.col(IDENTITY).is_in(further[IDENTITY].implode())
        )
        told.append(
            rows.select(
                pl.lit(imports[place].batch, pl.Int64()).alias("batch"),
                ROW,
                IDENTITY,
                at.cast(pl.Datetime("us", "UTC")).alias("at"),
                domain_of(pl.col(column).cast(pl.String)).alias("domain"),
            ).filter(pl.col("domain").is_not_null())
        )
    return pl.concat(told)


def _people_by_domain(frames: Dictionary[int, pl.DataFrame], deals: Sequence[int]) -> pl.DataFrame:
    """Per domain the lead that has an address there, and how many have.

    Returns:
        `domain`, `holder` and `holders`.
    """
    having = [
        frame.select(domain_of(pl.col("email")).alias("domain"), IDENTITY)
        for place, frame in frames.items()
        if place not in deals and "email" in frame.columns
    ]
    schema = {"domain": pl.String(), IDENTITY: pl.String()}
    pairs = pl.concat([pl.DataFrame(schema=schema), *having]).drop_nulls().unique()
    return pairs.group_by("domain").agg(
        pl.col(IDENTITY).min().alias("holder"), pl.len().alias("holders")
    )


def _unclear_domains(domains: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    several = domains.join(people.filter(pl.col("holders") > 1), on="domain", how="inner")
    return several.sort("batch", ROW).select(
        "batch",
        ROW,
        pl.col("domain").alias("value"),
        pl.col("holders").cast(pl.UInt32),
        pl.lit(DOMAIN).alias("by"),
    )


def _by_domains(
    frames: Dictionary[int, pl.DataFrame],
    deals: Sequence[int],
    domains: pl.DataFrame,
    people: pl.DataFrame,
) -> pl.DataFrame:
    """The deals whose account only one lead has an address at, and that lead; as `_by_contacts`."""
    one = domains.join(people.filter(pl.col("holders") == 1), on="domain", how="inner")
    grouped = one.group_by(IDENTITY).agg(pl.col("at").min(), pl.col("holder").unique().sort())
    joined = {
        identity
        for place in deals
        for identity in frames[place][IDENTITY]
        if not identity.startswith(_DEAL)
    }
    rows = grouped.select("at", IDENTITY, "holder").iter_rows()
    return _assigned([(at, identity, holders) for at, identity, holders in rows], joined)


_DOMAINS: dict[str, pl.DataType] = {
    "batch": pl.Int64(),
    ROW: pl.Int64(),
    IDENTITY: pl.String(),
    "at": pl.Datetime("us", "UTC"),
    "domain": pl.String(),
}
DEAL = "opportunity_id"
"""The key of a file of deals."""
DOMAIN = "domain"
"""By what a row could join several leads, where that is the domain of its account."""
_DEAL = f"{DEAL}:"


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
