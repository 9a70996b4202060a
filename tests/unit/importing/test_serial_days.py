"""Days that are numbers: as text exports have them, and as workbooks count them from 1904."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from alignment_desktop.importing.checking import check
from alignment_desktop.importing.mapping import parse_mapping
from alignment_desktop.importing.recognise import complete
from tests.unit.importing.checked_sheets import CONTEXT, checked
from tests.unit.importing.spreadsheet_files import (
    Value,
    read_here,
    with_bytes,
    with_part,
    xls,
    xlsb,
    xlsb_record,
    xlsx_of,
)

MAPPING = '[columns]\nID = "lead_id"\nMade = "created_at"\n'


def test_a_column_of_counts_of_days_is_read_as_these_and_that_is_told() -> None:
    result = checked(MAPPING, ["ID", "Made"], ["L1", "45678,25"], ["L2", ""], ["L3", "45679"])
    moments = [each and f"{each:%Y-%m-%d %H:%M}" for each in result.frame["created_at"]]
    assert moments == ["2025-01-21 05:00", None, "2025-01-21 23:00"]
    assert [(each.code, each.facts["found"]) for each in result.warnings] == [
        ("serial-dates", "2025-01-21")
    ]


def test_a_count_among_dates_is_no_date() -> None:
    result = checked(MAPPING, ["ID", "Made"], ["L1", "45678"], ["L2", "2026-10-05"])
    assert [(each.row, each.code) for each in result.problems] == [(2, "unreadable-date")]


ROWS: Sequence[Sequence[Value]] = [
    ["ID", "Made", "Amount"],
    ["L1", 44_593.0, 44_593.0],
    ["L2", 7.0, None],
]
"""A day of 2026, as workbooks count that begin with 1904."""


def of_1904(folder: Path, form: str) -> Path:
    if form == "xlsx":
        path = xlsx_of(folder / "a.xlsx", ROWS)
        begins = "<workbookPr date1904='1'"
        return with_part(
            path, "xl/workbook.xml", lambda text: text.replace("<workbookPr", begins, 1)
        )
    if form == "xlsb":
        path = xlsb(folder / "a.xlsb", ROWS)
        with zipfile.ZipFile(path) as archive:
            book = archive.read("xl/workbook.bin")
        told = xlsb_record(131) + xlsb_record(153, struct.pack("<3I", 1, 0, 0))
        return with_bytes(path, "xl/workbook.bin", book.replace(xlsb_record(131), told, 1))
    return xls(folder / "a.xls", ROWS, from_1904=True)


@pytest.mark.parametrize("form", ["xlsx", "xlsb", "xls"])
def test_a_workbook_may_count_its_days_from_1904(tmp_path: Path, form: str) -> None:
    workbook = read_here(of_1904(tmp_path, form))
    located = complete(workbook, parse_mapping(MAPPING + 'Amount = "amount"\n'), CONTEXT)
    result = check(located.sheet, located.mapping, CONTEXT)
    assert result.frame["created_at.day"].to_list() == [date(2026, 2, 2), None]
    assert result.frame["amount"].to_list() == [44_593, None]
    assert [(each.row, each.code) for each in result.problems] == [(3, "unreadable-date")]
