"""What a file says of the time zone of its moments outside of their cells."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alignment_desktop.importing.column_cells import ColumnCells
from alignment_desktop.importing.header_words import LONGEST, words_of

_UTC = ("utc", "gmt", "zulu")
_OFFSET = re.compile(r"(?:UTC|GMT)\s*([+-]\d{1,2})(?::?00)?(?!\d|:)", re.IGNORECASE)
_HOURS = {
    "wet": 0, "bst": 0, "cet": 1, "mez": 1, "cest": 1, "mesz": 1, "eet": 2, "eest": 2,
    "est": -5, "edt": -5, "cst": -6, "cdt": -6, "mst": -7, "mdt": -7, "pst": -8, "pdt": -8,
    "jst": 9, "aest": 10,
}  # fmt: skip
"""Abbreviations of zones by the hours of their standard time: whether summer time counts in what
is called so, nobody knows."""
_MONTHS = (1, 7)
"""In one of them each zone has its standard time, whichever half of the earth it is on."""
_LABEL = re.compile(
    r"(?:time ?zone|zeitzone|fuseau horaire|zona horaria|fuso or[aá]rio|tijdzone)\s*:\s*(\S.*)",
    re.IGNORECASE,
)


def is_timed(column: ColumnCells) -> bool:
    """Whether a cell of the column has a time of day."""
    return bool(column.texts.str.contains(":", literal=True).any())


def column_zone(column: ColumnCells, zone: ZoneInfo) -> ZoneInfo:
    """The zone of a column's times: UTC or an offset of it where its name says so.

    Args:
        column: The column; days without a time stay those of the file.
        zone: The file's own.
    """
    name = column.name
    words = words_of(name) if len(name) <= LONGEST else []
    if not {*_UTC} & {*words} or not is_timed(column):
        return zone
    if offset := _OFFSET.search(name):
        hours = int(offset[1])
        return ZoneInfo(f"Etc/GMT{-hours:+d}") if -14 <= -hours <= 12 else zone
    return ZoneInfo("UTC") if words[-1] in _UTC else zone


def other_zone(name: str, zone: ZoneInfo) -> str:
    """The abbreviation of another zone that a column's name ends with; else empty."""
    words = words_of(name) if len(name) <= LONGEST else []
    hours = _HOURS.get(words[-1]) if len(words) > 1 else None
    if hours is None or _standard(zone) == timedelta(hours=hours):
        return ""
    return words[-1].upper()


def _standard(zone: ZoneInfo) -> timedelta:
    moments = (datetime(2026, month, 15, tzinfo=zone) for month in _MONTHS)
    return min(moment.utcoffset() or timedelta() for moment in moments)


def zone_above(texts: list[str], zone: ZoneInfo) -> str:
    """The time zone that a line above the table states, where it is not the one that is taken."""
    for text in texts:
        if match := _LABEL.search(text):
            said = match[1].strip()
            return "" if said.casefold() == zone.key.casefold() else said
    return ""
