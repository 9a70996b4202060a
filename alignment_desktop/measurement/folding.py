"""Folding: what all batches together say, one row per lead, activity, campaign, figure, account."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import reduce

import polars as pl

from alignment_desktop.frames import (
    DAY_SUFFIX,
    IDENTITY,
    LEAD_KEY,
    READ,
    READ_NUMBER,
    ROW,
    FieldType,
    Kind,
    day_column,
    field_type,
    is_companion,
    own_of_read,
)
from alignment_desktop.measurement.identity import (
    FROM_CONTACT,
    Identified,
    KeyedRows,
    identify,
    lead_key,
)
from alignment_desktop.measurement.plain_texts import plain_number
from alignment_desktop.values import dataclass

_NEW = "new:"
_GIVEN = "given"
_KNOWN = "known"
_GIVEN_BY = "given_by"

KEYS: dict[Kind, dict[str, pl.DataType]] = {
    Kind.LEADS: {IDENTITY: pl.String()},
    Kind.CAMPAIGNS: {"campaign": pl.String(), "start": pl.Date(), "end": pl.Date()},
    Kind.FIGURES: {
        "figure": pl.String(),
        "start": pl.Date(),
        "end": pl.Date(),
        "segment": pl.String(),
    },
    Kind.CUSTOMERS: {"account": pl.String()},
}
"""The columns that together are the key, by kind; an activity's key is its whole row."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One imported sheet.

    Attributes:
        id: The number of the import; later ones are larger.
        kind: What its rows are.
        frame: A batch frame (see `frames`).
        key_column: For leads the field of `LEAD_KEYS` by which the whole file is keyed; None where
            each row is a lead of its own.
        blank_erases: Whether a blank takes back a value that an earlier batch gave.
        domain_column: The column by which deals join leads, by the domain of the account; None
            where nobody said that they may.
        file: The name of its file.
        zone: The time zone of its local times; None where it is the agreement's.
    """

    id: int
    kind: Kind
    frame: pl.DataFrame
    key_column: str | None = None
    blank_erases: bool = False
    domain_column: str | None = None
    file: str = ""
    zone: str | None = None


@dataclass(frozen=True)
class Source:
    """A file as far as it can be asked what it speaks of.

    Attributes:
        id: The number of the import; later ones are larger.
        name: The name of the file.
        columns: Those of its batch frame.
        key: For leads the field by which the whole file is keyed.
        rows: The keys of its rows, as `KEYS` says; nothing of kinds without a key.
    """

    id: int
    name: str
    columns: frozenset[str]
    key: str | None
    rows: pl.DataFrame

    def has(self, columns: Iterable[str]) -> bool:
        """Whether it has one of these columns."""
        return not self.columns.isdisjoint(columns)


@dataclass(frozen=True)
class Folded:
    """What all batches of one kind say together.

    Attributes:
        frame: A folded frame. Leads have also `identity`, by which they are told apart and sorted,
            and `lead_key`, by which people know them. Figures stand in the order of the batch that
            stated them last.
        sources: The files, in the order of import.
    """

    frame: pl.DataFrame
    sources: tuple[Source, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """The fields that any batch has, whether or not it holds a value."""
        return frozenset(
            name
            for name in self.frame.columns
            if name not in (IDENTITY, LEAD_KEY) and not is_companion(name)
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import does: keys (of activities and keyless leads, rows)."""

    new: int
    changed: int
    unchanged: int


def fold_leads(batches: Sequence[Batch], found: Identified | None = None) -> Folded:
    """One row per lead, a later batch overriding an earlier one field by field.

    Args:
        batches: Batches of leads in the order of import.
        found: Which lead each of their rows speaks of, where that is known already.
    """
    found = found or identified(batches)
    known = _by_identity(batches, found)
    frame = _with_contacts(_fold(Kind.LEADS, known), found.further)
    frame = frame.with_columns(lead_key(frame.columns).alias(LEAD_KEY))
    if not frame.get_column(IDENTITY).is_sorted():
        frame = frame.sort(IDENTITY)
    return Folded(frame, _sources(known))


def fold_activities(batches: Sequence[Batch]) -> Folded:
    """Every different activity once, in the order of import.

    Args:
        batches: Batches of activities in the order of import.
    """
    return Folded(_activities(batches), _sources(batches))


def fold_campaigns(batches: Sequence[Batch]) -> Folded:
    """One row per campaign and period, later batches overriding earlier ones field by field."""
    return _fold_keyed(Kind.CAMPAIGNS, batches)


def fold_figures(batches: Sequence[Batch]) -> Folded:
    """One row per figure, period and segment; later batches override earlier ones."""
    return _fold_keyed(Kind.FIGURES, batches)


def fold_customers(batches: Sequence[Batch]) -> Folded:
    """One row per account; later batches override earlier ones field by field."""
    return _fold_keyed(Kind.CUSTOMERS, batches)


def compare(before: Sequence[Batch], batch: Batch, found: Identified | None = None) -> Counts:
    """What `batch` adds to the batches of its kind before it.

    A key is changed where at least one of its fields takes another value.

    Args:
        before: The batches before it, in the order of import.
        batch: The batch.
        found: Of leads, which of them each row of all these batches speaks of, where that is
            known already.
    """
    if batch.kind is Kind.ACTIVITIES:
        known, both = _activities(before).height, _activities([*before, batch]).height
        return Counts(both - known, 0, _activities([batch]).height - (both - known))
    if batch.kind is Kind.LEADS:
        every = [*before, batch]
        *before, batch = _by_identity(every, found or identified(every))
    if not before:
        keys = [name for name in KEYS[batch.kind] if name in batch.frame.columns]
        rows = batch.frame.select(keys)
        return Counts(rows.height if _all_differ(rows) else rows.unique().height, 0, 0)
    earlier = _fold(batch.kind, before)
    joined = _beside(earlier, batch).filter(_GIVEN)
    columns = frozenset(joined.columns)  # asked of a frame, each look would list them all
    fields = [name.removeprefix(_NEW) for name in joined.columns if name.startswith(_NEW)]
    # What a text is taken for may change with the program; the text itself has not.
    fields = [name for name in fields if not name.startswith(READ)]
    differs = [_merged(name, batch, columns).ne_missing(_old(name, columns)) for name in fields]
    met = joined.filter(_KNOWN)
    changed = met.filter(pl.any_horizontal(pl.lit(False), *differs)).height
    return Counts(joined.height - met.height, changed, met.height - changed)


def identified(batches: Sequence[Batch]) -> Identified:
    """Which lead each row of the batches speaks of (see `identify`)."""
    return identify(
        [KeyedRows(each.id, each.frame, each.key_column, each.domain_column) for each in batches]
    )


def _by_identity(batches: Sequence[Batch], found: Identified) -> list[Batch]:
    return [replace(batch, frame=rows) for batch, rows in zip(batches, found.frames, strict=True)]


def _with_contacts(leads: pl.DataFrame, further: pl.DataFrame) -> pl.DataFrame:
    """The leads, the further deals of a contact with what they take from it where blank."""
    names = [name for name in FROM_CONTACT if name in leads.columns]
    if further.is_empty() or not names:
        return leads
    contacts = leads.select(
        pl.col(IDENTITY).alias("contact"), *(pl.col(name).alias(_NEW + name) for name in names)
    )
    taken = further.join(contacts, on="contact", how="left").drop("contact")
    return (
        leads.join(taken, on=IDENTITY, how="left", maintain_order="left")
        .with_columns(pl.coalesce(name, _NEW + name).alias(name) for name in names)
        .drop(_NEW + name for name in names)
    )


def _activities(batches: Sequence[Batch]) -> pl.DataFrame:
    frames = [_with_days(batch).drop(ROW, strict=False) for batch in batches]
    if not frames:
        return pl.DataFrame()
    return pl.concat(frames, how="diagonal").unique(keep="first", maintain_order=True)


def _fold_keyed(kind: Kind, batches: Sequence[Batch]) -> Folded:
    stamped = [
        Batch(
            batch.id,
            kind,
            batch.frame.with_columns(pl.lit(batch.id).alias(_GIVEN_BY)),
            blank_erases=batch.blank_erases,
        )
        for batch in batches
    ]
    frame = _fold(kind, stamped)
    if _GIVEN_BY in frame.columns:
        frame = frame.sort(_GIVEN_BY, *KEYS[kind]).drop(_GIVEN_BY)
    # Without any batch no column is known, not even those of the key.
    return Folded(frame if stamped else pl.DataFrame(), _sources(batches))


def _sources(batches: Sequence[Batch]) -> tuple[Source, ...]:
    return tuple(
        Source(
            each.id,
            each.file or str(each.id),
            frozenset(each.frame.columns),
            each.key_column,
            each.frame.select(
                pl.col(name) if name in each.frame.columns else pl.lit(None, dtype).alias(name)
                for name, dtype in KEYS.get(each.kind, {}).items()
            ),
        )
        for each in batches
    )


def _fold(kind: Kind, batches: Sequence[Batch]) -> pl.DataFrame:
    if not batches:
        return pl.DataFrame(schema=KEYS[kind])
    return reduce(_with_batch, batches[1:], _first(batches[0]))


def _first(batch: Batch) -> pl.DataFrame:
    """What the first batch says, to which there is nothing to join."""
    rows = _of_keys(batch.kind, _with_days(batch).drop(ROW, strict=False))
    return rows.with_columns(
        pl.when(pl.col(told).is_not_null()).then(name).alias(name)
        for name in rows.columns
        if (told := _told_by(name)) != name
    )


def _with_batch(before: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    joined = _beside(before, batch)
    columns = frozenset(joined.columns)
    fields = [name.removeprefix(_NEW) for name in joined.columns if name.startswith(_NEW)]
    merged = [_merged(name, batch, columns).alias(name) for name in fields]
    return joined.with_columns(merged).drop(_GIVEN, _KNOWN, *(_NEW + name for name in fields))


def _beside(before: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    """What is known and what `batch` says, side by side by key; its fields under `new:` names."""
    keys = KEYS[batch.kind]
    rows = _with_days(batch)
    before, rows = _with_readings(before, rows), _with_readings(rows, before)
    rows = _of_keys(batch.kind, rows.drop(ROW, strict=False))
    names = {name: _NEW + name for name in rows.columns if name not in keys}
    return (
        before.with_columns(pl.lit(True).alias(_KNOWN))
        .join(
            rows.rename(names).with_columns(pl.lit(True).alias(_GIVEN)),
            on=list(keys),
            how="full",
            coalesce=True,
            nulls_equal=True,
        )
        .with_columns(pl.col(_GIVEN, _KNOWN).fill_null(False))
    )


def _of_keys(kind: Kind, rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each key, with all columns of the key in front.

    The checks leave one row per key; a frame that has more is held to its last.
    """
    keys = KEYS[kind]
    missing = [
        pl.lit(None, dtype).alias(name) for name, dtype in keys.items() if name not in rows.columns
    ]
    rows = rows.with_columns(missing).select(*keys, pl.exclude(*keys))
    if _all_differ(rows.select(*keys)):
        return rows
    return rows.unique(list(keys), keep="last", maintain_order=True)


def _all_differ(keys: pl.DataFrame) -> bool:
    """Whether it is certain that no row is there twice: so many hashes are as many keys."""
    return bool(keys.select(pl.struct(pl.all()).hash().n_unique()).item() == keys.height)


def _with_days(batch: Batch) -> pl.DataFrame:
    """The batch frame, with the companion of written days beside every moment."""
    return batch.frame.with_columns(
        pl.lit(None, pl.Date()).alias(day_column(name))
        for name in batch.frame.columns
        if field_type(batch.kind, name) is FieldType.MOMENT
        and day_column(name) not in batch.frame.columns
    )


def _with_readings(frame: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """The rows of some imports, with the companions of further columns that the others have.

    Where an import has none, its texts tell their numbers; of dates that is left to conditions.
    """
    there = set(frame.columns)
    lacking = [name for name in other.columns if name.startswith(READ) and name not in there]
    return frame.with_columns(
        plain_number(pl.col(own_of_read(name))).alias(name)
        if name.startswith(READ_NUMBER)
        else pl.lit(None, other.schema[name]).alias(name)
        for name in lacking
        if own_of_read(name) in there
    )


def _old(name: str, columns: Collection[str]) -> pl.Expr:
    return pl.col(name) if name in columns else pl.lit(None)


def _merged(name: str, batch: Batch, columns: Collection[str]) -> pl.Expr:
    """The value that holds once `batch` has spoken."""
    new, old = pl.col(_NEW + name), _old(name, columns)
    told = pl.col(_NEW + _told_by(name)).is_not_null()
    speaks = pl.col(_GIVEN) if batch.blank_erases else told
    return pl.when(speaks).then(new).otherwise(old)


def _told_by(name: str) -> str:
    """The column that says whether one is told: its own, or that whose companion it is.

    A moment and the day that was written for it are one value; so is a text and its meaning.
    """
    if not is_companion(name):
        return name
    return own_of_read(name) if name.startswith(READ) else name.removesuffix(DAY_SUFFIX)
