"""Records of delimited text that do not fit the column names, or are quoted in a doubtful way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.frames import ROW
from alignment_desktop.importing.sound_records import FIELDS, FILLED, LINES, STRAY
from alignment_desktop.importing.text_records import misfits, usual_width

if TYPE_CHECKING:
    from alignment_desktop.importing.workbook import RawSheet

_SCHEMA: dict[str, pl.DataType] = {
    ROW: pl.Int64(),
    **dict.fromkeys(("code", "effect", "found", "width"), pl.String()),
}


def named_fields(sheet: RawSheet, header_row: int) -> int | None:
    """How many fields the record with the column names has; None where cells have their places."""
    if sheet.records is None:
        return None
    return int(sheet.records.about.filter(pl.col(ROW) == header_row)[FIELDS][0])


def fields_beyond(sheet: RawSheet, header_row: int) -> dict[str, int]:
    """The fields that records have beyond the column names, each with its position."""
    named = named_fields(sheet, header_row)
    if named is None:
        return {}
    return {f"Field {place + 1}": place for place in range(named, (sheet.frame.width - 1) // 2)}


def record_faults(sheet: RawSheet, header_row: int) -> pl.DataFrame:
    """What is wrong with the records from the column names on.

    A record of another width is a problem: nobody knows which of its fields is which. So is one
    that runs over lines because of a stray quote, which may have swallowed the next record. Other
    stray quotes are warnings.

    Returns:
        `row`, `code`, `effect`, and as facts `found` (its fields) and `width` (that of the names).
    """
    if sheet.records is None:
        return pl.DataFrame(schema=_SCHEMA)
    from_header = sheet.records.about.filter(pl.col(ROW) >= header_row)
    named, fields = from_header[FILLED][0], from_header[FIELDS][0]
    misfit = misfits(named, fields, usual_width(from_header.slice(1)))
    swallowing = pl.col(STRAY) & (pl.col(LINES) > 1)
    return (
        from_header.with_columns(
            code=pl.when(misfit)
            .then(pl.lit("record-width"))
            .when(swallowing)
            .then(pl.lit("stray-quote-over-lines"))
            .when(STRAY)
            .then(pl.lit("stray-quote")),
            effect=pl.when(misfit | swallowing).then(pl.lit("row")).otherwise(pl.lit("none")),
            found=pl.when(misfit).then(pl.col(FIELDS)),
            width=pl.when(misfit).then(pl.lit(fields)),
        )
        .filter(pl.col("code").is_not_null())
        .select(pl.col(name).cast(type_) for name, type_ in _SCHEMA.items())
    )
