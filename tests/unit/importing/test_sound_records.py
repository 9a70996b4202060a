"""Tests that records read many at once are those that are read one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing import decoded_text
from alignment_desktop.importing.delimited import DelimitedText, read_delimited
from alignment_desktop.importing.sound_records import sound_records

_SCRAPS = st.sampled_from(
    ["a", "é", '"', '""', ",", ",", "\n", "\r\n", "\r", " ", "\xa0", '="01"', '"q"', "\ufeff", "\0"]
)


def everything(read: DelimitedText) -> tuple[object, ...]:
    records = read.records
    return records.frame.rows(), records.frame.schema, records.about.rows(), records.dialect


_EVEN = st.lists(
    st.lists(st.sampled_from(["a", "é", "", " ", "\xa0", " b", "\t", "!"]), min_size=3, max_size=3),
    max_size=6,
).map(lambda records: "".join(",".join(record) + "\n" for record in records))


@given(st.lists(_SCRAPS, max_size=24).map("".join) | _EVEN)
@settings(max_examples=80)
def test_records_are_the_same_however_the_text_is_cut_and_read(text: str) -> None:
    data = ("sep=,\n1,2,3\n" + text).encode()

    def read() -> object:
        try:
            return everything(read_delimited(data))
        except Problem as problem:
            return problem.code, problem.facts

    with pytest.MonkeyPatch.context() as patch:
        whole = read()
        patch.setattr(decoded_text, "_PIECE", 5)
        cut = read()
        patch.setattr("alignment_desktop.importing.text_records.sound_records", lambda *_: None)
        one_by_one = read()
    assert whole == cut == one_by_one


@pytest.mark.parametrize(
    "piece",
    [
        '1,"two\nlines"\n',
        '1,5" pipe\n',
        '1,"a" \n',
        "1,a\r2,b\n",
        "\n\n",
        "1" + "," * 900 + "\n" + "2\n" * 900,
    ],
)
def test_text_that_needs_a_closer_look_is_left_to_it(piece: str) -> None:
    assert sound_records(piece.encode(), ",") is None


def test_records_of_as_many_fields_in_all_may_still_be_uneven() -> None:
    found = sound_records(b"1,2\n3,4,5\n6\n", ",")
    assert found is not None
    assert found.about.rows() == [(0, 2, 2, False, 1), (1, 3, 3, False, 1), (2, 1, 1, False, 1)]
    within = sound_records(b"1,2\n3,4,5\n6\n7,8\n", ",")
    assert within is not None
    assert within.about["fields"].to_list() == [2, 3, 1, 2]
    for end in (b"", b"\n"):
        ending = sound_records(b"1,2,3\n4,5\n6,7,8," + end, ",")
        assert ending is not None
        assert ending.about["fields"].to_list() == [3, 2, 4]


def test_a_byte_order_mark_within_the_text_is_part_of_its_field() -> None:
    found = sound_records("\ufeffa,b\n".encode(), ",")
    assert found is not None
    assert found.frame.row(0)[1] == "\ufeffa"


@pytest.mark.parametrize("delimiter", ['"', "é"])
def test_delimiters_that_are_none_elsewhere_are_left_to_the_closer_look(delimiter: str) -> None:
    assert sound_records(b"1,2\n", delimiter) is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "-", "]", "\\", " "])
def test_quotation_marks_around_fields_are_taken_off(delimiter: str) -> None:
    row = ['"a ""b"""', "c", '"d' + delimiter + 'e"', '""', '" "']
    found = sound_records((delimiter.join(row) + "\r\n\r\nx\r\n").encode(), delimiter, 1)
    assert found is not None
    assert found.frame.rows() == [(2, "x", 1)]
    found = sound_records((delimiter.join(row) + "\r\n\r\nx").encode(), delimiter)
    assert found is not None
    assert found.count == 3
    cells = ['a "b"', 1, "c", 1, f"d{delimiter}e", 1, None, 0, " ", 1]
    assert found.frame.rows() == [(0, *cells), (2, "x", 1, *[None, 0] * 4)]
    assert found.about.rows() == [(0, 5, 4 if cells[6] else 3, False, 1), (2, 1, 1, False, 1)]


def test_a_record_may_run_over_several_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoded_text, "_PIECE", 5)
    read = read_delimited(b'Id,Note\n1,"two\nlines\nand, more"\n2,x\n')
    assert read.records.frame.rows() == [
        (1, "Id", 1, "Note", 1),
        (2, "1", 1, "two\nlines\nand, more", 1),
        (3, "2", 1, "x", 1),
    ]
    assert read.records.about["lines"].to_list() == [1, 3, 1]


def test_a_record_of_blanks_that_are_not_ascii_is_blank() -> None:
    found = sound_records("a,b\n\xa0,\xa0\nx,y\n".encode(), ",")
    assert found is not None
    assert found.count == 3
    assert found.frame.height == 2
