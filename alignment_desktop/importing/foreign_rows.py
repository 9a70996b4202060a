"""Rows that belong to no table or to another one: comments, rulers, and a second table below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.frames import ROW
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.report_rows import ID, LeftOut
from alignment_desktop.importing.sound_records import FIELDS

if TYPE_CHECKING:
    from alignment_desktop.importing.workbook import RawSheet

REASON = "reason"
_SCHEMA: dict[str, pl.DataType] = {ROW: pl.Int64(), REASON: pl.String()}
_COMMENT = r"^(?:#|//)"
_SURE_COMMENT = r"^(?:#|//)\s"
_RULER = r"^[-=+*_:|~ ]{3,}$"
_CANDIDATES = 200


def foreign_rows(
    sheet: RawSheet, header_row: int, is_name: Callable[[str], bool]
) -> tuple[pl.DataFrame, tuple[int, ...]]:
    """The rows that are no data of the table whose names stand in `header_row`.

    Args:
        sheet: The raw cells.
        header_row: The number of the row with the column names.
        is_name: Whether a text is the name of a column of any kind of table.

    Returns:
        `row` and `reason` (a `LeftOut`) of rows below the names; and the rows in which another
        table begins.
    """
    frame = sheet.frame
    below = frame.filter(pl.col(ROW) > header_row)
    names = frame.filter(pl.col(ROW) == header_row)
    other = _other_tables(sheet, frame, header_row, names, is_name)
    first = min((row for row in other if row > header_row), default=None)
    told = [_comments(sheet, below, header_row), _rulers(below)]
    if first is not None:
        rest = below.filter(pl.col(ROW) >= first).select(ROW)
        told.insert(0, rest.with_columns(pl.lit(LeftOut.ANOTHER_TABLE.value).alias(REASON)))
    reasons = pl.concat([pl.DataFrame(schema=_SCHEMA), *told])
    return reasons.unique(ROW, keep="first", maintain_order=True).sort(ROW), other


def unlike_below(keys: pl.Series, filled: pl.Series, rows: pl.Series) -> pl.Series:
    """Which rows of data make a smaller table below the last row whose key looks like the others.

    Args:
        keys: What names each row, null where blank.
        filled: How many cells of each row are filled.
        rows: The numbers of the rows.
    """
    none = pl.Series("below", [False]).new_from_index(0, len(rows))
    ids = keys.str.contains(ID).fill_null(False)
    places = ids.arg_true()
    if len(places) < _FEWEST_IDS:
        return none
    last = int(places[-1])
    gaps = (rows.diff().fill_null(1) > 1).arg_true()
    gaps = gaps.filter(gaps > last)
    if gaps.is_empty() or not ids.head(last + 1).all():
        return none
    below = pl.int_range(len(rows), eager=True) >= gaps[0]
    smaller = 2 * int(str(filled.filter(below).max())) <= float(str(filled.head(last + 1).median()))
    return below if smaller else none


_FEWEST_IDS = 3


def _comments(sheet: RawSheet, below: pl.DataFrame, header_row: int) -> pl.DataFrame:
    """Lines of delimited text that begin with a sign of comments, where identifiers do not."""
    first = below["text.0"]
    signed = first.str.contains(_COMMENT).fill_null(False)
    if sheet.records is None or not signed.any() or 2 * signed.sum() > len(signed):
        return pl.DataFrame(schema=_SCHEMA)
    about = sheet.records.about
    width = about.filter(pl.col(ROW) == header_row)[FIELDS][0]
    narrow = about.filter(pl.col(FIELDS) != width)[ROW]
    sure = first.str.contains(_SURE_COMMENT).fill_null(False)
    comments = signed & (sure | below[ROW].is_in(narrow.implode()))
    return _with_reason(below[ROW].filter(comments), LeftOut.COMMENT)


def _rulers(below: pl.DataFrame) -> pl.DataFrame:
    """Rows of dashes and the like, which divide a printed table."""
    firsts = pl.coalesce(below.columns[1::2])
    likely = below.filter(firsts.str.contains(_RULER))
    if likely.is_empty():
        return pl.DataFrame(schema=_SCHEMA)
    whole = likely.select(
        pl.all_horizontal(
            pl.col(name).str.contains(_RULER).fill_null(True) for name in below.columns[1::2]
        )
    ).to_series()
    return _with_reason(likely[ROW].filter(whole), LeftOut.RULER)


def _with_reason(rows: pl.Series, reason: LeftOut) -> pl.DataFrame:
    return pl.DataFrame({ROW: rows}).with_columns(pl.lit(reason.value).alias(REASON))


def _other_tables(
    sheet: RawSheet,
    frame: pl.DataFrame,
    header_row: int,
    names: pl.DataFrame,
    is_name: Callable[[str], bool],
) -> tuple[int, ...]:
    """Rows that name the columns of another table, after a blank row or one of another width."""
    rows = frame.select(ROW)
    if sheet.records is not None:
        about = sheet.records.about.select(ROW, FIELDS)
        same = rows[ROW].equals(about[ROW])  # as nearly always, and then there is no need to look
        rows = about if same else rows.join(about, on=ROW, how="left")
    changed = [pl.col(ROW).diff() > 1, *(pl.col(name).diff() != 0 for name in rows.columns[1:])]
    begins = frame.filter(rows.select(pl.any_horizontal(changed).fill_null(True)).to_series())
    near = pl.col(ROW).is_between(header_row - 1, header_row)
    own = [text for text in names.row(0)[1::2] if text] if names.height else []
    found = []
    for row in begins.filter(~near).head(_CANDIDATES).iter_rows():
        texts = [text for text in row[1::2] if text]
        kinds = {kind for kind in row[2::2] if kind}
        known = sum(is_name(text) for text in texts)
        plain = kinds == {int(CellKind.TEXT)} and not any(map(str.isdigit, "".join(texts)))
        if plain and known >= 2 and 2 * known >= len(texts) and texts != own:
            found.append(int(row[0]))
    return tuple(found)
