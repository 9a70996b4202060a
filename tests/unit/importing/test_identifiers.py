"""Identifiers that a spreadsheet program has changed are told, and never merge in silence."""

from __future__ import annotations

import polars as pl
import pytest

from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.column_cells import ColumnCells
from alignment_desktop.importing.identifiers import (
    damaged,
    identifier_warning,
    without_fractions,
)


def column(*texts: str | None, kind: CellKind = CellKind.TEXT) -> ColumnCells:
    kinds = pl.Series([0 if text is None else int(kind) for text in texts], dtype=pl.UInt8)
    return ColumnCells("Lead ID", pl.Series(list(texts), dtype=pl.String), kinds)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1.23457E+15", "9,9E+14", "L-1", None], [True, True, False, False]),
        (["12E4", "1E10", "ABC1.2E+3"], [False, False, False]),
        (["1590018106294570000", "1590018106294580000"], [True, True]),
        (["1590018106294570000", "1590018106294581234"], [False, False]),
        (["00012", "123", "12345", "L-1"], [False, True, False, False]),
        (["Mar-01", "1-Mar", "M-1"], [True, True, False]),
        (["1", "2", "10"], [False, False, False]),
    ],
)
def test_what_a_spreadsheet_program_writes_of_identifiers_is_known(
    texts: list[str | None], expected: list[bool]
) -> None:
    assert damaged(column(*texts)).to_list() == expected


def test_numbers_of_more_digits_than_fit_and_dates_are_no_identifiers() -> None:
    assert damaged(column("159001810629457100", "7", kind=CellKind.NUMBER)).to_list() == [
        True,
        False,
    ]
    assert damaged(column("2026-03-01T00:00:00", kind=CellKind.MOMENT)).to_list() == [True]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1001.0", "1002,00", None, "7"], ["1001", "1002", None, "7"]),
        (["1.0", "1.5"], ["1.0", "1.5"]),
        (["A-1", "B"], ["A-1", "B"]),
    ],
)
def test_a_fraction_of_zeros_is_no_part_of_an_identifier(
    texts: list[str | None], expected: list[str | None]
) -> None:
    assert without_fractions(column(*texts)).texts.to_list() == expected


def test_a_column_has_one_warning() -> None:
    rows = pl.Series("row", [2, 3, 4])
    told = identifier_warning(column("L-1", "1.2E+15", "1.3E+15"), rows)
    assert told.select("row", "value", "rows", "code").rows() == [
        (3, "1.2E+15", "2", "damaged-ids")
    ]
    assert identifier_warning(column("1", "2", "3"), rows).is_empty()
