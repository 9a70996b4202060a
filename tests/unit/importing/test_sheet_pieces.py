"""Tests that a large sheet, read in pieces, has the cells that it has when it is read at once."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime, time
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from alignment_desktop.importing import sheet_pieces
from alignment_desktop.importing.cell_marks import large_sheets
from alignment_desktop.importing.cells import (
    joined,
)
from alignment_desktop.importing.sheet_marks import SheetMarks
from alignment_desktop.importing.sheet_pieces import UNCUT, LargeSheets
from alignment_desktop.importing.workbook import RawWorkbook
from tests.unit.importing.spreadsheet_files import Percent, Struck, read_here, xlsx

_SHARED = "xl/sharedStrings.xml"
_CELLS = {
    "B3": "Id",
    "C3": "Name",
    "D3": "At",
    "B4": 1,
    "C4": "Müller & Söhne",
    "D4": datetime(2026, 1, 2, 3, 4, 5),  # noqa: DTZ001 - spreadsheets tell local time
    "B6": 2.5,
    "C6": "Id",
    "D6": time(12, 30),
    "F6": True,
    "B7": "=1/0",
    "C9": Percent(0.25),
    "D9": Struck("gone"),
    "C12": "line\nbreak _x0041_",
    "B13": "",
    "C20": "=A1",
    "H20": "#N/A",
}


@pytest.fixture
def tiny_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_pieces, "_LARGE", 0)
    monkeypatch.setattr(sheet_pieces, "_PIECE", 100)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook that keeps its texts in one place, as Excel does."""
    path = tmp_path_factory.mktemp("book") / "inline.xlsx"
    xlsx(path, Leads=_CELLS, Further={"A1": "x"})
    texts: list[bytes] = []

    def shared(cell: re.Match[bytes]) -> bytes:
        texts.append(cell[1])
        return b't="s"><v>%d</v>' % (len(texts) - 1)

    def referring(xml: bytes) -> bytes:
        return re.sub(rb't="inlineStr"><is>(.*?)</is>', shared, xml, flags=re.DOTALL)

    def items(_: bytes) -> bytes:
        listed = b"".join(b"<si>%b</si>" % text for text in texts)
        return (
            b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%b</sst>'
            % (listed)
        )

    return changed(path, "leads.xlsx", {**sheet(referring), _SHARED: items})


def everything(read: RawWorkbook) -> list[object]:
    return [
        (each.name, each.hidden, each.frame.rows(), each.frame.schema, str(each.layout))
        for each in read.sheets
    ]


def changed(path: Path, name: str, parts: Mapping[str, Callable[[bytes], bytes]]) -> Path:
    """A copy of a workbook with some of its parts changed."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(path.with_name(name), "w") as new:
        for part in dict.fromkeys([*old.namelist(), *parts]):
            content = old.read(part) if part in old.namelist() else b""
            new.writestr(part, parts.get(part, bytes)(content))
    return path.with_name(name)


def sheet(change: Callable[[bytes], bytes]) -> Mapping[str, Callable[[bytes], bytes]]:
    return {"xl/worksheets/sheet1.xml": change}


def frame(path: Path) -> pl.DataFrame | None:
    try:
        return joined(LargeSheets(path.read_bytes()).pieces("Leads", 0, SheetMarks()))
    except UNCUT:
        return None


_CHANGES: dict[str, Mapping[str, Callable[[bytes], bytes]]] = {
    "as it is": {},
    "other quotation marks": sheet(lambda xml: xml.replace(b't="s"', b"t='s'")),
    "space before values": sheet(lambda xml: xml.replace(b"<v>", b" <v>")),
    "prefixes": sheet(
        lambda xml: re.sub(rb"<(/?)(?=\w)", rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x=")
    ),
    "letters that are none": {
        _SHARED: lambda xml: xml.replace(b"<t>Name</t>", b"<t>Na_x0000_me</t>")
    },
    "nothing but a letter that is none": {
        _SHARED: lambda xml: xml.replace(b"<t>Name</t>", b"<t>_x0000_</t>")
    },
    "hidden rows and columns, and merged cells": sheet(
        lambda xml: (
            re.sub(rb'<row (?=r="(?:3|9|12|13)")', b'<row hidden="1" ', xml)
            .replace(b"<sheetData>", b'<cols><col min="4" max="6" hidden="1"/></cols><sheetData>')
            .replace(
                b"</sheetData>",
                b"</sheetData>"
                + b" " * 70_000
                + b'<mergeCells count="1"><mergeCell ref="C4:C7"/></mergeCells>',
            )
        )
    ),
    "days from 1904": {
        "xl/workbook.xml": lambda xml: xml.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    },
    "empty shared text": {_SHARED: lambda xml: xml.replace(b"<t>Name</t>", b"<t></t>")},
}
_READ_AT_ONCE: dict[str, Mapping[str, Callable[[bytes], bytes]]] = {
    "comment": sheet(lambda xml: xml.replace(b"<row", b"<!-- x --><row", 1)),
    "row without a number": sheet(lambda xml: xml.replace(b'<row r="4"', b"<row ")),
    "row without anything": sheet(lambda xml: re.sub(rb'<row r="4"[^>]*>', b"<row>", xml)),
    "row twice": sheet(lambda xml: xml.replace(b'<row r="9"', b'<row r="7"')),
    "rows in disorder": sheet(lambda xml: xml.replace(b'<row r="9"', b'<row r="2"')),
    "error in another row": sheet(lambda xml: xml.replace(b'"H20"', b'"H2"')),
    "no rows": sheet(lambda xml: re.sub(rb"(?s)<sheetData>.*</sheetData>", b"<sheetData/>", xml)),
    "sign of a shared text": sheet(
        lambda xml: re.sub(
            rb'<c r="B4"[^>]*><v>1</v>', '<c r="B4" t="str"><v>\ue000\uf8ff0</v>'.encode(), xml
        )
    ),
    "type without a value": sheet(
        lambda xml: xml.replace(b"</row>", b'<c r="Z4" t="s"/></row>', 1)
    ),
    "texts that are not there": {_SHARED: lambda xml: xml.replace(b"<si>", b"<no>", 3)},
    "comment among texts": {_SHARED: lambda xml: xml.replace(b"<si>", b"<!-- x --><si>", 1)},
}


@pytest.mark.usefixtures("tiny_pieces")
@pytest.mark.parametrize("change", _CHANGES)
def test_a_sheet_in_pieces_has_the_cells_that_it_has_at_once(
    book: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = changed(book, f"{change}.xlsx", _CHANGES[change])
    assert frame(path) is not None
    in_pieces = everything(read_here(path))
    monkeypatch.setattr(sheet_pieces, "_LARGE", 1_000_000)
    assert in_pieces == everything(read_here(path))


@pytest.mark.usefixtures("tiny_pieces")
@pytest.mark.parametrize("change", _READ_AT_ONCE)
def test_a_sheet_that_is_written_in_an_unusual_way_is_read_at_once(
    book: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = changed(book, f"{change}.xlsx", _READ_AT_ONCE[change])
    assert frame(path) is None


def test_a_row_without_a_number_between_others_is_not_counted_from_the_piece_on(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_pieces, "_LARGE", 0)
    bare = changed(book, "bare.xlsx", _READ_AT_ONCE["row without anything"])
    assert frame(book) is not None
    assert frame(bare) is None


@pytest.mark.usefixtures("tiny_pieces")
@pytest.mark.parametrize("change", ["comment", "no rows"])
def test_what_is_read_at_once_is_as_before(
    book: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = changed(book, f"{change}.xlsx", _READ_AT_ONCE[change])
    found = everything(read_here(path))
    monkeypatch.setattr(sheet_pieces, "_LARGE", 1_000_000)
    assert found == everything(read_here(path))


@pytest.mark.usefixtures("tiny_pieces")
def test_what_never_ends_is_not_kept_in_memory(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_pieces, "_LONGEST_PIECE", 3_000)
    assert frame(book) is not None
    long_head = sheet(lambda xml: xml.replace(b"<sheetData>", b" " * 9_000 + b"<sheetData>"))
    assert frame(changed(book, "long head.xlsx", long_head)) is None
    long_row = sheet(lambda xml: xml.replace(b"<v>", b"<v>" + b" " * 9_000, 1))
    assert frame(changed(book, "long row.xlsx", long_row)) is None


def test_a_workbook_that_does_not_name_its_sheets_has_no_large_ones(book: Path) -> None:
    lost = {"xl/workbook.xml": lambda _: b"<"}
    damaged = changed(book, "damaged.xlsx", lost).read_bytes()
    assert large_sheets(damaged, "xlsx") is None


@pytest.mark.usefixtures("tiny_pieces")
def test_a_workbook_whose_outline_cannot_be_read_is_opened_whole(book: Path) -> None:
    lost = {"_rels/.rels": lambda _: b"<none/>"}
    large = LargeSheets(changed(book, "no outline.xlsx", lost).read_bytes())
    assert large.outline() is None


def test_small_sheets_are_read_at_once(book: Path) -> None:
    assert not LargeSheets(book.read_bytes()).parts


def test_a_long_sheet_comes_in_many_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(
        f'<row r="{number}"><c r="A{number}"><v>{number}</v></c>'
        f'<c r="B{number}" t="inlineStr"><is><t>name {number}</t></is></c></row>'
        for number in range(1, 2_001)
    )
    path = xlsx(tmp_path / "short.xlsx", Leads={"A1": "x"})
    path = changed(
        path,
        "long.xlsx",
        sheet(lambda xml: re.sub(rb"<row.*</row>", rows.encode(), xml)),
    )
    monkeypatch.setattr(sheet_pieces, "_LARGE", 0)
    monkeypatch.setattr(sheet_pieces, "_PIECE", 10_000)
    opened: list[int] = []
    read = CalamineWorkbook

    class Counted:
        @staticmethod
        def from_filelike(file: io.BytesIO) -> object:
            opened.append(len(file.getvalue()))
            return read.from_filelike(file)

    monkeypatch.setattr(sheet_pieces, "CalamineWorkbook", Counted)
    found = frame(path)
    assert found is not None
    assert found.height == 2_000
    assert found.row(1_999) == (2_000, "2000", 2, "name 2000", 1)
    assert len(opened) > 10
    assert max(opened) < 30_000
