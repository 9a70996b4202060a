"""Warnings about what a sheet states beside its cells: a zone, thousands, a name given twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.frames import ROW, FieldType, field_type
from alignment_desktop.importing.cell_problems import CellProblem
from alignment_desktop.importing.cells import text_column
from alignment_desktop.importing.sheet_data import SheetData
from alignment_desktop.importing.stated_scales import stated_scale
from alignment_desktop.importing.stated_zones import is_timed, other_zone, zone_above

_SCALE = re.compile(
    r"\b(?:in|en|em)\s+(?:\S+\s+)?(?:thousands?|tausend|tsd|milliers|miles|milhares|migliaia|"
    r"duizend(?:en)?|millions?|mio|millionen|millones|milh[oõ]es|milioni|miljoen(?:en)?)\b"
    r"|\bT(?:EUR|CHF|USD|€)|\bk(?:EUR|€|\$)|[€$£]\s?000s?\b|\bin 000s?\b",
    re.IGNORECASE,
)
_LONGEST = 200
_PLAIN = Decimal(1)
_ROWS = 60


def factors_of(data: SheetData) -> dict[str, Decimal]:
    """What the numbers of columns are multiplied by, as the mapping or the column's name says."""
    given = {name.casefold(): factor for name, factor in data.mapping.scales.items()}
    factors = {}
    for header, name in data.fields.items():
        if name and field_type(data.kind, name) is FieldType.NUMBER:
            if (factor := given.get(header.casefold())) is not None:
                factors[header] = Decimal(str(factor))
            elif scale := stated_scale(header):
                factors[header] = scale.factor
    return factors


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
        if types[header] is FieldType.NUMBER and (scale := stated_scale(header)):
            factor = factors_of(data).get(header, _PLAIN)
            yield from _scaled(data, header, scale.words, factor)
        twin = data.columns.get(f"{header} (2)")
        if twin is not None and not twin.texts.equals(data.columns[header].texts):
            yield header, "name-given-twice", {"value": header, "field": name, "other": twin.name}


def _scaled(
    data: SheetData, header: str, words: str, factor: Decimal
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """That a column's numbers are multiplied, unless a mapping says what they are."""
    if header.casefold() not in map(str.casefold, data.mapping.scales):
        facts = {"found": words, "value": f"{factor.normalize():f}", "other": header}
        yield header, "scale-in-header", facts


def _texts_above(data: SheetData) -> list[str]:
    """The texts above the table; of a long preamble the last lines."""
    frame = data.sheet.frame.filter(pl.col(ROW) < (data.mapping.header_row or 0)).tail(_ROWS)
    columns = [frame[text_column(at)] for at in range((frame.width - 1) // 2)]
    texts = (text for column in columns for text in column.drop_nulls())
    return [text for text in texts if len(text) <= _LONGEST]
