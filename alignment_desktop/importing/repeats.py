"""Rows of one key within a file: the same row twice, and rows that contradict each other."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from alignment_desktop.frames import ROW
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class Settled:
    """The rows that stay, and those that cannot.

    Attributes:
        frame: One row per key, in the order of the file.
        differing: Columns `row` and `rows` (the first `NAMED` row numbers of that key) of rows
            left out because they contradict each other.
    """

    frame: pl.DataFrame
    differing: pl.DataFrame


NAMED = 12
"""So many rows of a key are named: all of them at each row would grow with their square."""

_KEY = "…key"
_ORDER = "…order"
_DIFFERING: dict[str, pl.DataType] = {ROW: pl.Int64(), "rows": pl.List(pl.Int64)}


def settle(
    frame: pl.DataFrame, key: Sequence[str], order: pl.Series | None = None, *, last: bool = True
) -> Settled:
    """Leave one row per key.

    Rows of one key that are alike in every column merge into the first of them. Rows that differ
    are all left out, unless `order` decides. E-mail keys are compared in lower case.

    Args:
        frame: A batch frame.
        key: The key's columns; empty where the whole row is the key.
        order: Per row the value by which the last (or first) row of a key stays; rows without
            one come after all others, and of equals the later (or earlier) row of the file stays.
        last: Whether the last row stays rather than the first.
    """
    if not key:
        rest = [name for name in frame.columns if name != ROW]
        kept = frame.unique(subset=rest, keep="first", maintain_order=True)
        return Settled(kept, pl.DataFrame(schema=_DIFFERING))
    parts = [pl.col(name).str.to_lowercase() if name == "email" else pl.col(name) for name in key]
    keyed = frame.with_columns(
        pl.struct(parts).alias(_KEY) if len(parts) > 1 else parts[0].alias(_KEY)
    )
    if order is not None:
        keyed = keyed.with_columns(order.alias(_ORDER))
    # As many different hashes as rows are as many different keys, which is soon known.
    apart = keyed[_KEY].hash().n_unique() == keyed.height
    twice = pl.repeat(False, keyed.height, eager=True) if apart else keyed[_KEY].is_duplicated()
    if not twice.any():
        return Settled(frame, pl.DataFrame(schema=_DIFFERING))
    once, several = keyed.filter(~twice), keyed.filter(twice)
    rest = [name for name in several.columns if name != ROW and name not in key]
    several = several.unique(subset=rest, keep="first", maintain_order=True)
    if order is not None:
        several = _decided(several, last)
    differs = several.select(pl.col(_KEY).is_duplicated()).to_series()
    rows = several.filter(differs).select(_KEY, ROW)
    # All rows of the key are named, and left out, those that repeat another word by word too.
    named = keyed.filter(twice).join(rows.select(_KEY).unique(), on=_KEY, how="semi")
    differing = named.select(
        ROW, pl.col(ROW).head(NAMED).over(_KEY, mapping_strategy="join").alias("rows")
    )
    kept = pl.concat([once, several.filter(~differs)]).sort(ROW)
    return Settled(kept.select(frame.columns), differing.sort(ROW))


def added(frame: pl.DataFrame, key: Sequence[str]) -> Settled:
    """Leave one row per key, with the sums of its numbers.

    What else its rows say is kept where all of them say the same. The row is the first of them.

    Args:
        frame: A batch frame.
        key: The key's columns; at least one.
    """
    rest = [name for name in frame.columns if name not in (ROW, *key)]
    numbers = [name for name in rest if frame[name].dtype == pl.Float64]
    together = [
        # A sum of nothing is 0 for the library, and nothing here.
        pl.when(pl.col(name).is_not_null().any()).then(pl.col(name).sum()).alias(name)
        if name in numbers
        else pl.when(pl.col(name).n_unique() == 1).then(pl.col(name).first()).alias(name)
        for name in rest
    ]
    summed = frame.group_by(key, maintain_order=True).agg(pl.col(ROW).first(), *together)
    return Settled(summed.select(frame.columns), pl.DataFrame(schema=_DIFFERING))


def _decided(several: pl.DataFrame, last: bool) -> pl.DataFrame:
    ordered = several.sort([_ORDER, ROW], descending=last, nulls_last=True)
    return ordered.unique(subset=[_KEY], keep="first", maintain_order=True)
