"""Text whose columns are aligned by spaces is a table too."""

from __future__ import annotations

import pytest

from alignment_desktop.importing.aligned_text import aligned_columns
from alignment_desktop.importing.delimited import read_delimited

TABLE = """Leads of October

Lead ID   Created Date  Company        Amount
-------   ------------  -------------  ------
1         2026-10-05    Miller Inc        100
22                      Acme              200
"""


def test_columns_are_where_no_line_has_a_letter() -> None:
    read = read_delimited(TABLE.encode())
    assert read.records.dialect.words == "columns aligned by spaces"
    frame = read.records.frame
    rows = frame.select("row", "^text.*$").rows()
    assert rows[1] == (3, "Lead ID", "Created Date", "Company", "Amount")
    assert rows[3] == (5, "1", "2026-10-05", "Miller Inc", "100")
    assert rows[4] == (6, "22", None, "Acme", "200")


def test_a_line_with_a_word_across_a_gap_has_one_field() -> None:
    lines = ["a    b", "1    2", "3    4"] * 400 + ["note: none"]
    read = read_delimited("\n".join(lines).encode())
    assert read.records.about["fields"].to_list()[-2:] == [2, 1]


@pytest.mark.parametrize(
    "lines",
    [
        ["one column", "of words"],
        ["Id   Name", "one line of two columns"],
        ["a  b", " c  d  ", "   e   f", "g    h"],  # no gap is in all of them
        ["a   b\tc", "1   2\t3"],
        ["a   b", "1   " + "x" * 5_000],
    ],
)
def test_other_text_has_no_aligned_columns(lines: list[str]) -> None:
    assert aligned_columns(iter(lines)) == []


def test_a_space_that_is_named_as_the_delimiter_is_one() -> None:
    read = read_delimited(b"sep= \nId  Name\n1  a\n2  b\n")
    assert read.records.about["fields"].to_list() == [3, 3, 3]
