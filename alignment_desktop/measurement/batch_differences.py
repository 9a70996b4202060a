"""Two imports of one kind beside each other: rows that came, rows that went, fields that differ."""

from __future__ import annotations

import polars as pl

from alignment_desktop.frames import (
    IDENTITY,
    ROW,
    FieldType,
    Kind,
    day_column,
    field_type,
    is_companion,
)
from alignment_desktop.measurement.folding import KEYS, Batch, identified
from alignment_desktop.values import dataclass

_OTHER = "other:"
_HERE, _THERE = "…here", "…there"
_SCHEMA = pl.Schema(dict.fromkeys(("key", "change", "field", "before", "after"), pl.String()))
_JOINED = " · "


@dataclass(frozen=True)
class Differences:
    """How a later import differs from an earlier one.

    Attributes:
        frame: A row each for what is different: `key` (text; several parts are joined), `change`
            (`added`, `gone` or `changed`), and for a changed row one for each `field` with what
            it was `before` and is `after`, as texts; null where blank.
        added: How many keys only the later one has.
        gone: How many only the earlier one has.
        changed: How many of both differ in a field that both have.
        same: How many are alike in all of these.
        only_before: The columns that only the earlier one has.
        only_after: The columns that only the later one has.
    """

    frame: pl.DataFrame
    added: int
    gone: int
    changed: int
    same: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def differences(before: Batch, after: Batch, zone: str) -> Differences:
    """Compare two imports of one kind, key by key.

    Rows without a key of their own, as activities, are compared as a whole: one that differs is
    one that went and one that came.

    Args:
        before: The earlier one.
        after: The later one.
        zone: Name of the zone in which moments are written.
    """
    frames, keys = _keyed(before, after)
    one, other = (_as_texts(frame, before.kind, zone) for frame in frames)
    fields = [name for name in one.columns if name not in keys and name in other.columns]
    only = tuple(
        tuple(name for name in mine.columns if name not in theirs.columns)
        for mine, theirs in ((one, other), (other, one))
    )
    keys = keys or fields
    missing = [pl.lit(None, pl.String()).alias(name) for name in keys]
    one, other = (
        each.with_columns(m for m, name in zip(missing, keys, strict=True) if name not in each)
        .select(*keys, *(name for name in fields if name not in keys))
        .unique(keys, keep="last", maintain_order=True)
        for each in (one, other)
    )
    met = [name for name in fields if name not in keys]
    joined = one.with_columns(pl.lit(True).alias(_HERE)).join(
        other.rename({name: _OTHER + name for name in met}).with_columns(
            pl.lit(True).alias(_THERE)
        ),
        on=keys,
        how="full",
        coalesce=True,
        nulls_equal=True,
        maintain_order="right_left",
    )
    joined = joined.with_columns(_key_text(keys).alias("key"))
    here, there = pl.col(_HERE).is_not_null(), pl.col(_THERE).is_not_null()
    both = joined.filter(here & there)
    differing = [pl.col(name).ne_missing(pl.col(_OTHER + name)) for name in met]
    changed = both.filter(pl.any_horizontal(pl.lit(False), *differing))
    added, gone = joined.filter(~here), joined.filter(~there)
    parts = [
        *(_whole(rows, change) for rows, change in ((added, "added"), (gone, "gone"))),
        *(_of_field(changed, name) for name in met),
    ]
    return Differences(
        frame=pl.concat(parts),
        added=added.height,
        gone=gone.height,
        changed=changed.height,
        same=both.height - changed.height,
        only_before=only[0],
        only_after=only[1],
    )


def _keyed(before: Batch, after: Batch) -> tuple[tuple[pl.DataFrame, ...], list[str]]:
    """The rows of both, and the columns that make their key; none where the whole row does."""
    frames = (before.frame, after.frame)
    if before.kind is Kind.ACTIVITIES or (
        before.kind is Kind.LEADS and not (before.key_column and after.key_column)
    ):
        return frames, []
    if before.kind is Kind.LEADS:
        return identified([before, after]).frames, [IDENTITY]
    return frames, list(KEYS[before.kind])


def _as_texts(frame: pl.DataFrame, kind: Kind, zone: str) -> pl.DataFrame:
    """Every field as a text, moments in a zone, and as days where only the day is known."""
    texts = []
    for name in frame.columns:
        if name == ROW or is_companion(name):
            continue
        text = pl.col(name).cast(pl.String)
        if field_type(kind, name) is FieldType.MOMENT:
            local = pl.col(name).dt.convert_time_zone(zone).dt.strftime("%Y-%m-%d %H:%M:%S")
            day = day_column(name)
            text = pl.coalesce(pl.col(day).cast(pl.String), local) if day in frame else local
        elif field_type(kind, name) is FieldType.NUMBER:
            text = text.str.replace(r"\.0$", "")
        texts.append(text.alias(name))
    return frame.select(texts)


def _key_text(keys: list[str]) -> pl.Expr:
    if keys == [IDENTITY]:
        # The field by which a lead is told apart stands before its value.
        return pl.col(IDENTITY).str.replace(r"^[a-z_]+:", "")
    return pl.concat_str(keys, separator=_JOINED, ignore_nulls=True)


def _whole(rows: pl.DataFrame, change: str) -> pl.DataFrame:
    nothing = [pl.lit(None, pl.String()).alias(name) for name in ("field", "before", "after")]
    return rows.select("key", pl.lit(change).alias("change"), *nothing).cast(_SCHEMA)


def _of_field(changed: pl.DataFrame, name: str) -> pl.DataFrame:
    return changed.filter(pl.col(name).ne_missing(pl.col(_OTHER + name))).select(
        "key",
        pl.lit("changed").alias("change"),
        pl.lit(name).alias("field"),
        pl.col(name).alias("before"),
        pl.col(_OTHER + name).alias("after"),
    )
