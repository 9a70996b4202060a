"""Cells as columns: what Python makes of a cell becomes its text and its kind."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.importing.cells import Cell, CellKind, ErrorText, frame_of, marked


def column(*cells: Cell) -> list[tuple[str | None, int]]:
    """Texts and kinds of one column, beside another that keeps every row."""
    frame = frame_of((row, ["x", cell]) for row, cell in enumerate(cells, start=1))
    return frame.select("text.1", "kind.1").rows()


def test_nuls_are_no_part_of_a_text() -> None:
    assert column("a\0b", "\0", 1.0) == [("ab", 1), (None, 0), ("1", 2)]


def test_a_number_beyond_all_numbers_is_an_error() -> None:
    assert column(float("inf"), float("nan"), -0.0) == [
        ("#NUM!", CellKind.ERROR), ("#NUM!", CellKind.ERROR), ("0", CellKind.NUMBER),
    ]  # fmt: skip


def test_a_duration_is_written_as_hours_however_many_and_however_short() -> None:
    day = dt.timedelta(days=1, microseconds=5)
    assert column(day, -day) == [("24:00:00.000005", 5), ("-24:00:00.000005", 5)]


def test_an_identifier_of_many_digits_is_known_by_its_digits() -> None:
    assert column(1.590018106294571e17, 1.5e300) == [
        ("159001810629457100", CellKind.NUMBER), ("1.5e+300", CellKind.NUMBER),
    ]  # fmt: skip


@given(
    st.lists(
        st.one_of(
            st.floats(),
            st.floats(0.001, 1e6),
            st.integers(-(10**17), 10**17).map(float),
            st.decimals(-1_000_000, 1_000_000, places=2).map(float),
            st.sampled_from(["", "x", 1e-4, 9.9e-5, 1e15, 1e16, 1e22, -0.0, 7, True]),
        ),
        min_size=1,
        max_size=40,
    )
)
@settings(max_examples=100)
def test_numbers_of_a_column_have_the_texts_that_each_of_them_has(cells: list[Cell]) -> None:
    assert column(*cells, "x")[:-1] == [plain_text(cell) for cell in cells]


def plain_text(cell: Cell) -> tuple[str | None, int]:
    """Text and kind of a cell, by what Python writes."""
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return "#NUM!", CellKind.ERROR
        text = repr(cell)
        if cell.is_integer() and abs(cell) < 1e22:
            text = str(int(Decimal(text)))
        return text, CellKind.NUMBER
    if isinstance(cell, str):
        return cell or None, CellKind.TEXT if cell else CellKind.BLANK
    return str(cell).lower(), CellKind.BOOL if isinstance(cell, bool) else CellKind.NUMBER


def test_rows_that_come_in_several_chunks_are_one_frame_of_the_widest() -> None:
    rows: list[tuple[int, list[Cell]]] = [(number, ["x"] * 10) for number in range(1, 40_001)]
    rows += [(40_001, ["y", *[""] * 20]), (40_002, ["z", *[""] * 10, "last"])]
    frame = frame_of(rows)
    assert (frame.height, (frame.width - 1) // 2) == (40_002, 12)
    assert frame["text.11"].drop_nulls().to_list() == ["last"]
    assert frame.schema["kind.11"] == pl.UInt8


def test_a_mark_changes_nothing_where_a_reader_gave_another_value() -> None:
    assert marked("word", ErrorText("#N/A")) == "word"
