"""Marks of cells in open documents."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.unit.importing.spreadsheet_files import (
    ODS_STYLES,
    PADDED,
    Percent,
    cells,
    ods,
    ods_row,
    read_here,
    with_part,
    with_sheet_xml,
    xlsx,
)
from tests.unit.importing.test_cell_marks import BLANK, ERROR, FORMULA, NUMBER, TEXT, marks_of


@pytest.mark.parametrize(
    ("attributes", "text", "read"),
    [
        ("", "", ("=A1+1", FORMULA)),
        ('office:value-type="float"', "", ("=A1+1", FORMULA)),
        ('office:value-type="float" office:value="7"', "7", ("7", NUMBER)),
        ('office:value-type="string"', "", (None, BLANK)),
        ('office:value-type="string"', "seven", ("seven", TEXT)),
    ],
)
def test_a_formula_has_a_result_where_the_open_document_stores_one(
    tmp_path: Path, attributes: str, text: str, read: tuple[str | None, int]
) -> None:
    cell = f'<table:table-cell table:formula="of:=A1+1" {attributes}><text:p>{text}</text:p>'
    rows = f"<table:table-row>{cell}</table:table-cell></table:table-row>"
    path = ods(
        tmp_path / "one.ods",
        rows.replace(
            "</table:table-row>",
            "<table:table-cell "
            'office:value-type="string"><text:p>last</text:p></table:table-cell></table:table-row>',
        ),
    )
    assert cells(read_here(path).sheets[0])[0][1][0] == read


def test_what_stands_around_the_cells_of_an_open_document_is_no_cell(tmp_path: Path) -> None:
    nested = f"<table:table>{ods_row('#NUM!')}</table:table></table:table-cell>\n"
    inner = ods_row("#N/A").replace("</table:table-cell>", nested)
    cell = '<table:table-cell table:formula="of:=A1"><text:p><text:span>#REF!</text:span></text:p>'
    rows = f"{inner}<table:table-row>{cell}</table:table-cell></table:table-row>"
    path = ods(tmp_path / "nested.ods", f"<table:shapes><text:p>x</text:p></table:shapes>{rows}")
    outside = "<text:p>#N/A</text:p><table:table-row><table:table-cell/></table:table-row>"
    nameless = f"<table:table>{ods_row('#N/A')}</table:table></office:spreadsheet>"
    with_part(
        path,
        "content.xml",
        lambda xml: xml.replace("<table:table ", f"{outside}<table:table ", 1).replace(
            "</office:spreadsheet>", nameless
        ),
    )
    assert marks_of(path.read_bytes(), "ods") == {"Leads": {1: {0: "#N/A"}, 2: {0: "#REF!"}}}


def test_an_open_document_error_is_placed_after_repeated_rows_and_cells(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "repeats.ods",
        ods_row("Id", "x", "y", "z")
        + ods_row(1, times=3)
        + '<table:table-row><table:table-cell table:number-columns-repeated="2" '
        'office:value-type="float" office:value="7"/><table:covered-table-cell/>'
        # As written before 2014: a formula whose number is zero and whose text is the error.
        '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0">'
        "<text:p>#DIV/0!</text:p></table:table-cell></table:table-row>",
    )
    read = cells(read_here(path).sheets[0])
    assert read[-1] == (5, [("7", NUMBER), ("7", NUMBER), (None, BLANK), ("#DIV/0!", ERROR)])


def test_words_in_an_open_document_that_look_like_an_error_are_words(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>#N/A</text:p></table:table-cell>'
    path = ods(tmp_path / "words.ods", f"<table:table-row>{cell}</table:table-row>")
    assert cells(read_here(path).sheets[0]) == [(1, [("#N/A", TEXT)])]


def test_an_open_document_with_entities_of_its_own_is_not_searched(tmp_path: Path) -> None:
    path = ods(tmp_path / "bomb.ods", ods_row("#N/A"))
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b "boom">]>' + content)
    assert marks_of(path.read_bytes(), "ods") == {}


@pytest.mark.parametrize(
    "number",
    [
        '<number:number number:decimal-places="2" number:min-integer-digits="5"/>',
        '<number:number number:min-integer-digits="5" number:grouping="true"/>',
        '<number:number number:min-integer-digits="1"/>',
        '<number:text>K2</number:text><number:number number:min-integer-digits="5"/>',
        "<number:text>L-</number:text>",
        '<number:number number:display-factor="1000"/><number:text> k€</number:text>',
    ],
)
def test_other_number_formats_of_an_open_document_show_numbers(tmp_path: Path, number: str) -> None:
    styles = (
        f'<number:number-style style:name="n1">{number}</number:number-style>'
        '<style:style style:name="padded" style:data-style-name="n1"/>'
        '<style:style style:name="s"><style:text-properties '
        'style:text-line-through-style="none"/></style:style>'
        # What stands in no style of a cell is none of one.
        '<style:text-properties style:text-line-through-style="solid"/>'
        '<number:number number:min-integer-digits="7"/>'
    )
    path = ods(tmp_path / "a.ods", ods_row(Percent(7.0, PADDED), "x"), styles)
    assert cells(read_here(path).sheets[0]) == [(1, [("7", NUMBER), ("x", TEXT)])]


def test_cells_of_an_open_document_have_the_style_of_their_row_or_column(tmp_path: Path) -> None:
    columns = '<table:table-column table:default-cell-style-name="padded"/><table:table-column/>'
    plain = ods_row(7.0, 8.0, 9.0, "x")
    row = plain.replace(
        "<table:table-row", '<table:table-row table:default-cell-style-name="padded"', 1
    )
    path = ods(tmp_path / "a.ods", columns + plain + row, ODS_STYLES)
    shown = [[text for text, _ in row] for _, row in cells(read_here(path).sheets[0])]
    assert shown == [["L-00007", "8", "9", "x"], ["L-00007", "L-00008", "L-00009", "x"]]


def test_a_cell_of_a_style_that_does_not_say_where_it_is_is_passed_over(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "one.xlsx", Leads={"A1": Percent(0.5), "A2": "x"})
    with_sheet_xml(path, lambda xml: xml.replace('r="A1" ', "", 1))
    assert marks_of(path.read_bytes(), "xlsx") == {}
