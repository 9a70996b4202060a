"""Delimited text: what it is encoded in, what divides its fields, and which record is which."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.delimited import DelimitedText, read_delimited

CONTROLS = "".join(map(chr, [*range(9), *range(14, 27), *range(28, 32)]))
"""They stand for nothing, and are taken out."""


def rows(text: DelimitedText) -> list[tuple[int, list[str | None]]]:
    """Row numbers and the texts of their cells."""
    frame = text.records.frame
    cells = frame.select(name for name in frame.columns if name.startswith("text."))
    return list(zip(frame["row"], map(list, cells.iter_rows()), strict=True))


def code(data: bytes) -> str:
    with pytest.raises(Problem) as trouble:
        read_delimited(data)
    return trouble.value.code


@pytest.mark.parametrize(
    ("encoded", "name"),
    [
        ("Müller", "utf-8"),
        ("Müller €", "cp1252"),
        ("Müller", "utf-16-le"),
        ("Müller", "utf-16-be"),
        ("Müller", "utf-32-le"),
        ("Müller", "utf-32-be"),
    ],
)
def test_the_encoding_is_told_from_the_bytes(encoded: str, name: str) -> None:
    table = "Id,Name\n" + "".join(f"{i},{encoded}\n" for i in range(50))
    read = read_delimited(table.encode(name))
    assert read.encoding == name
    assert rows(read)[1] == (2, ["0", encoded])


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_honoured_and_not_part_of_the_first_name(
    mark: bytes, name: str
) -> None:
    read = read_delimited(mark + "Id,Name\n1,Žofia\n".encode(name))
    assert read.encoding == name
    assert rows(read) == [(1, ["Id", "Name"]), (2, ["1", "Žofia"])]


def test_russian_text_of_an_old_code_page_is_not_read_as_western() -> None:
    table = "Имя;Компания\n" + "Пётр Иванов;Завод железобетонных изделий\n" * 20
    assert rows(read_delimited(table.encode("cp1251")))[1][1][1] == "Завод железобетонных изделий"


def test_one_stray_byte_does_not_spoil_the_other_names_of_a_utf8_file() -> None:
    table = b"Id,Name\n" + "1,Müller\n".encode() * 9 + "2,Jürgen\n".encode("cp1252")
    read = rows(read_delimited(table))
    assert read[1] == (2, ["1", "Müller"])
    assert read[10] == (11, ["2", "Jürgen"])


def test_only_what_cannot_be_decoded_is_read_as_western() -> None:
    with pytest.raises(UnicodeEncodeError):
        "ü".encode("ascii", "alignment.western")


def test_nuls_are_taken_out() -> None:
    assert rows(read_delimited(b"Id,Na\0me\n1,\0\n2,x\n")) == [
        (1, ["Id", "Name"]),
        (2, ["1", None]),
        (3, ["2", "x"]),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    table = "\n".join(delimiter.join(row) for row in [["Id", "Name", "City"], ["1", "a b", "x"]])
    read = read_delimited(table.encode())
    assert read.delimiter == delimiter
    assert rows(read)[1] == (2, ["1", "a b", "x"])


def test_decimal_commas_do_not_make_the_comma_the_delimiter() -> None:
    read = read_delimited(b"Id;Amount;Cost\n1;1,5;2,5\n2;3,25;4,0\n")
    assert read.delimiter == ";"
    assert rows(read)[1] == (2, ["1", "1,5", "2,5"])


def test_delimiters_inside_quotation_marks_do_not_count() -> None:
    read = read_delimited(b'Name\tNote\n"Doe; Jane; x"\t"a,b,c"\n"Roe; Jo; y"\t"d,e,f"\n')
    assert read.delimiter == "\t"
    assert rows(read)[1] == (2, ["Doe; Jane; x", "a,b,c"])


def test_title_lines_above_the_header_do_not_hide_the_delimiter() -> None:
    table = "Campaign report, all accounts\nOctober\n" + "a;b;c\n" * 10
    assert read_delimited(table.encode()).delimiter == ";"


def test_a_first_line_that_names_the_delimiter_is_record_one_and_left_out() -> None:
    read = read_delimited(b"sep=|\r\nId|Name\r\n1|a,b,c\r\n")
    assert read.delimiter == "|"
    assert rows(read) == [(2, ["Id", "Name"]), (3, ["1", "a,b,c"])]


def test_line_breaks_inside_quotation_marks_do_not_count_as_records() -> None:
    read = read_delimited(b'Id,Note\r\n1,"two\r\nlines, one ""cell"""\r\n2,x\r\n')
    assert rows(read) == [
        (1, ["Id", "Note"]),
        (2, ["1", 'two\r\nlines, one "cell"']),
        (3, ["2", "x"]),
    ]


def test_blank_lines_and_records_of_empty_fields_are_left_out_but_counted() -> None:
    assert rows(read_delimited(b"Id,Name\n\n1,a\n,,,\n2,b\n")) == [
        (1, ["Id", "Name"]),
        (3, ["1", "a"]),
        (5, ["2", "b"]),
    ]


def test_short_and_long_records_are_padded_to_one_width() -> None:
    assert rows(read_delimited(b"Id,Name\n1\n2,b,c\n3,d,,,\n")) == [
        (1, ["Id", "Name", None]),
        (2, ["1", None, None]),
        (3, ["2", "b", "c"]),
        (4, ["3", "d", None]),
    ]


def test_old_line_ends_divide_records() -> None:
    assert rows(read_delimited(b"Id,Name\r1,a\r2,b")) == [
        (1, ["Id", "Name"]),
        (2, ["1", "a"]),
        (3, ["2", "b"]),
    ]


def test_every_field_is_text_as_it_stands() -> None:
    frame = read_delimited(b"a,b,c\n007,1/2, x \n").records.frame
    assert frame.row(1) == (2, "007", 1, "1/2", 1, " x ", 1)
    assert frame["kind.0"].to_list() == [CellKind.TEXT, CellKind.TEXT]


def test_a_field_longer_than_the_usual_limit_is_read() -> None:
    assert rows(read_delimited(b"Id,Note\n1," + b"x" * 300_000))[1][1][1] == "x" * 300_000


def test_a_quotation_mark_that_swallows_the_rest_is_refused_with_its_record() -> None:
    with pytest.raises(Problem) as trouble:
        read_delimited(b'Id,Note\n1,x\n2,"never closed\n3,y\n4,z\n')
    assert trouble.value.code == "text-quote-not-closed"
    assert trouble.value.facts["row"] == 3


def test_a_quotation_mark_open_in_the_last_line_alone_is_let_pass() -> None:
    assert rows(read_delimited(b'Id,Note\n1,"cut of'))[1] == (2, ["1", "cut of"])


def test_spaces_after_delimiters_do_not_make_quotation_marks_stray() -> None:
    read = read_delimited(b'Id, Account, Source\n1, "Miller, Inc.", "Web, paid"\n2, "A ""B""", x\n')
    assert read.records.dialect.words == "a space after each delimiter"
    assert rows(read) == [
        (1, ["Id", "Account", "Source"]),
        (2, ["1", "Miller, Inc.", "Web, paid"]),
        (3, ["2", 'A "B"', "x"]),
    ]


@pytest.mark.parametrize("space", [b"", b" "])
def test_backslashes_before_quotation_marks_keep_them_in_their_field(space: bytes) -> None:
    table = rb""""Id","Note","Path"
"1","Miller \"The Hat\", Inc.","C:\\"
"2","5\" pipe","\N"
"""
    read = read_delimited(table.replace(b',"', b"," + space + b'"'))
    assert read.records.dialect.escaped
    assert bool(space) == read.records.dialect.spaced
    assert rows(read)[1:] == [
        (2, ["1", 'Miller "The Hat", Inc.', "C:\\"]),
        (3, ["2", '5" pipe', "\\N"]),
    ]


@pytest.mark.parametrize("space", [b"", b" "])
def test_single_quotation_marks_quote_where_a_whole_line_stands_in_them(space: bytes) -> None:
    table = b"'Id','Account','Note'\n'1','Miller, Inc.','5\" pipe'\n'2','O''Brien',it's\n"
    read = read_delimited(table.replace(b",'", b"," + space + b"'"))
    assert read.records.dialect.words == "single quotation marks"
    assert rows(read) == [
        (1, ["Id", "Account", "Note"]),
        (2, ["1", "Miller, Inc.", '5" pipe']),
        (3, ["2", "O'Brien", "it's"]),
    ]
    assert not read.records.about["stray"].any()


@pytest.mark.parametrize(
    "table",
    [
        b'Id,Note\n1,"a\\"\n2,"b",c\n',  # a path that ends in a backslash
        b'Id,Note\n1,a "b" c\n2,d\n',
        b"'Id',Note\n1,b\n",
        b'Id,Note\n1,"a, ""b"""\n2,"c","d"\n',
    ],
)
def test_no_other_dialect_is_taken_without_need(table: bytes) -> None:
    assert read_delimited(table).records.dialect.words is None


@pytest.mark.parametrize(
    ("record", "stray"),
    [
        (b'1,"a ""b"" c"', False),
        (b'1,"two\nlines"', False),
        (b'1,"a" ', False),
        (b"1,O'Brien", False),
        (b'1,5" pipe', True),
        (b'1,"a" b', True),
        (b'1,"a"b"', True),
    ],
)
def test_a_quotation_mark_where_none_belongs_is_told(record: bytes, stray: bool) -> None:
    read = read_delimited(b"Id,Note\n" + record + b"\n3,x\n")
    assert read.records.about["stray"].to_list() == [False, stray, False]


def test_the_widths_and_lines_of_records_are_kept_and_blank_ones_have_none() -> None:
    read = read_delimited(b'Id,Name,\n\n1\n , \n2,"a\nb",,\n3,c,d,e\n')
    assert read.records.about.select("row", "fields", "filled", "lines").rows() == [
        (1, 3, 2, 1), (3, 1, 1, 1), (5, 4, 2, 2), (6, 4, 4, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"  \r\n\r\n", "file-empty"),
        (codecs.BOM_UTF8, "file-empty"),
        (bytes(range(256)) * 40, "file-not-a-spreadsheet"),
        (b'{"leads": [{"id": 1}]}', "file-not-a-spreadsheet"),
        (b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table>", "file-is-web-page"),
        ("<html><table><tr><td>ü</td></tr></table>".encode("utf-16"), "file-is-web-page"),
        (b"<table border=1><tr><td>1</td></tr></table>", "file-is-web-page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "file-is-web-page"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
            "file-is-old-xml",
        ),
        (b'<?xml version="1.0"?><leads/>', "file-not-a-spreadsheet"),
        (b'ID;PWXL;N;E\nC;Y1;X1;K"Name"\nE\n', "file-of-other-program"),
        (b'<office:document xmlns:office="x"/>', "file-is-old-xml"),
    ],
)
def test_what_is_no_delimited_text_is_refused(data: bytes, expected: str) -> None:
    assert code(data) == expected


def test_text_that_begins_like_json_and_is_none_is_a_table() -> None:
    assert rows(read_delimited(b"[Id],Name\n1,a\n"))[0] == (1, ["[Id]", "Name"])


def test_a_first_column_named_id_is_no_other_program_s_format() -> None:
    assert rows(read_delimited(b"ID;Product\n1;a\n"))[0] == (1, ["ID", "Product"])


@given(
    st.lists(
        st.lists(
            st.text(
                st.characters(exclude_categories=["Cs"], exclude_characters=CONTROLS), max_size=6
            ),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_was_written_with_quotation_marks_is_read_back(table: list[list[str]]) -> None:
    lines = [",".join('"' + field.replace('"', '""') + '"' for field in row) for row in table]
    try:
        read = read_delimited(("sep=,\n" + "\n".join(lines)).encode())
    except Problem as problem:
        assert problem.code == "file-not-a-spreadsheet"  # noqa: PT017 - nothing but controls in it
        return
    expected = {
        number: row
        for number, row in enumerate(table, start=2)
        if any(field.strip() for field in row)
    }
    found = {number: [cell or "" for cell in row] for number, row in rows(read)}
    assert found.keys() == expected.keys()
    for number, row in expected.items():
        assert "\x1f".join(found[number]).rstrip("\x1f") == "\x1f".join(row).rstrip("\x1f")
