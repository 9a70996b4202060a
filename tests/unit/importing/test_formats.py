"""What a file is, is told by its content: every format that people keep spreadsheets in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from alignment_desktop.importing.cells import CellKind
from tests.unit.importing.spreadsheet_files import (
    Value,
    cells,
    ods,
    ods_row,
    read_here,
    with_part,
    xls,
    xlsb,
    xlsx,
)

ROWS: list[list[Value]] = [["Id", "Betrag"], ["L-1", 2.5]]
SAME = [
    (1, [("Id", CellKind.TEXT), ("Betrag", CellKind.TEXT)]),
    (2, [("L-1", CellKind.TEXT), ("2.5", CellKind.NUMBER)]),
]


def as_xlsx(path: Path) -> Path:
    return xlsx(path, Leads={"A1": "Id", "B1": "Betrag", "A2": "L-1", "B2": 2.5})


def as_xlsm(path: Path) -> Path:
    return with_part(
        as_xlsx(path),
        "[Content_Types].xml",
        lambda xml: xml.replace(
            "openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "ms-excel.sheet.macroEnabled.main+xml",
        ),
    )


MAKERS: dict[str, Callable[[Path], Path]] = {
    "xlsx": as_xlsx,
    "xlsm": as_xlsm,
    "xls": lambda path: xls(path, ROWS),
    "xlsb": lambda path: xlsb(path, ROWS),
    "ods": lambda path: ods(path, "".join(ods_row(*row) for row in ROWS)),
}


@pytest.mark.parametrize("ending", MAKERS)
@pytest.mark.parametrize("named", ["as it is", "csv"])
def test_a_workbook_reads_the_same_whatever_its_format_and_its_name(
    tmp_path: Path, ending: str, named: str
) -> None:
    name = f"leads.{ending}" if named == "as it is" else f"leads.{named}"
    read = read_here(MAKERS[ending](tmp_path / name))
    assert read.format == ending.replace("xlsm", "xlsx")
    assert [(sheet.name, sheet.number) for sheet in read.sheets] == [("Leads", 1)]
    assert cells(read.sheets[0]) == SAME


def test_delimited_text_named_xlsx_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    path.write_bytes("Id;Betrag\n1;1,5\n\n2;2,5\n".encode("utf-16"))
    read = read_here(path)
    assert (read.format, read.encoding, read.delimiter) == ("text", "utf-16-le", ";")
    assert [(sheet.name, sheet.number) for sheet in read.sheets] == [("", 1)]
    assert cells(read.sheets[0])[2] == (4, [("2", CellKind.TEXT), ("2,5", CellKind.TEXT)])


def test_a_real_workbook_reads_the_same_under_either_name(real_data: Path) -> None:
    folder = real_data / "xeducation"
    named = read_here(folder / "Leads.xlsx")
    misnamed = read_here(folder / "Leads-really-xlsx.csv")
    assert named.format == misnamed.format == "xlsx"
    assert named.sheets[0].frame.height == misnamed.sheets[0].frame.height == 9_241
