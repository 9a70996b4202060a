"""Warnings about what a sheet states beside its cells: a zone, thousands, a name given twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.frames import ROW, FieldType, field_type
from alignment_desktop.importing.cell_problems import CellProblem
from alignment_desktop.importing.cells import text_column
from alignment_desktop.importing.sheet_data import SheetData
from alignment_desktop.importing.stated_zones import is_timed, other_zone, zone_above

_SCALE = re.compile(
    r"\b(?:in|en|em)\s+(?:\S+\s+)?(?:thousands?|tausend|tsd|milliers|miles|milhares|migliaia|"
    r"duizend(?:en)?|millions?|mio|millionen|millones|milh[oõ]es|milioni|miljoen(?:en)?)\b"
    r"|\bT(?:EUR|CHF|USD|€)|\bk(?:EUR|€|\$)|[€$£]\s?000s?\b|\bin 000s?\b",
    re.IGNORECASE,
)
_LONGEST = 200
_ROWS = 60


def statements_beside(data: SheetData) -> Iterator[CellProblem]:
    """A warning for each thing that the file says of its cells, and that was not followed."""
    for header, code, facts in _statements(data):
        row = data.mapping.header_row or 0
        yield CellProblem(data.sheet.name, row, header, code, "none", facts)


def _statements(data: SheetData) -> Iterator[tuple[str, str, dict[str, str]]]:
    above = _texts_above(data)
    zone = ZoneInfo(data.context.zone)
    types = {header: field_type(data.kind, name) for header, name in data.fields.items()}
    timed = [
        header
        for header, type_ in types.items()
        if type_ is FieldType.MOMENT and is_timed(data.columns[header])
    ]
    if data.mapping.timezone is None and timed:
        if said := zone_above(above, zone):
            yield "", "zone-above", {"found": said, "value": zone.key}
        for header in timed:
            if said := other_zone(header, zone):
                yield header, "zone-in-header", {"found": said, "value": zone.key}
    if FieldType.NUMBER in types.values():
        scaled = next((match for text in above if (match := _SCALE.search(text))), None)
        if scaled:
            yield "", "scale-above", {"found": scaled[0].strip(), "value": scaled.string}
    for header, name in data.fields.items():
        scaled = _SCALE.search(header) if types[header] is FieldType.NUMBER else None
        if scaled:
            yield header, "scale-in-header", {"found": scaled[0].strip()}
        twin = data.columns.get(f"{header} (2)")
        if twin is not None and not twin.texts.equals(data.columns[header].texts):
            yield header, "name-given-twice", {"value": header, "field": name, "other": twin.name}


def _texts_above(data: SheetData) -> list[str]:
    """The texts above the table; of a long preamble the last lines."""
    frame = data.sheet.frame.filter(pl.col(ROW) < (data.mapping.header_row or 0)).tail(_ROWS)
    columns = [frame[text_column(at)] for at in range((frame.width - 1) // 2)]
    texts = (text for column in columns for text in column.drop_nulls())
    return [text for text in texts if len(text) <= _LONGEST]
