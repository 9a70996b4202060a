"""Numbers as people and systems write them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.cells import Cell, CellKind, frame_of
from alignment_desktop.importing.column_cells import ColumnCells, clean, constant_cells
from alignment_desktop.importing.number_columns import (
    TOO_LARGE,
    decimal_of,
    decimals_of_file,
    read_numbers,
)
from alignment_desktop.importing.numbers import take_apart
from tests.unit.importing.checked_sheets import checked


def column(*cells: Cell, name: str = "Amount") -> ColumnCells:
    frame = frame_of((row, [cell, "x"]) for row, cell in enumerate(cells, start=2))
    return clean(name, frame["text.0"], frame["kind.0"], None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("1,234.50", 1234.5),
        ("1.234,50", 1234.5),
        ("1\u00a0234,50 €", 1234.5),
        ("1\u202f234\u202f567", 1234567),
        ("1'234.50", 1234.5),
        ("$1,117.10K", 1_117_100),
        ("€2.5M", 2_500_000),
        ("USD 12.50", 12.5),
        ("12.50 USD", 12.5),
        ("(1,200.00)", -1200),
        ("($1,200.00)", -1200),
        ("$(1,200.00)", -1200),
        ("$ ( 1,200.00 )", -1200),
        ("(1.200,00) €", -1200),
        ("USD (5)", -5),
        ("(5%)", -5),
        ("(5) %", -5),
        ("$(1.5)M", -1_500_000),
        ("(1.2E+05)", -120_000),
        ("+5", 5),
        ("-$12.50", -12.5),
        ("$-12.50", -12.5),
        ("12.50-", -12.5),
        ("−12.50", -12.5),
        ("77.77%", 77.77),
        ("12,34,567", 1234567),
        ("1.2E+05", 120_000),
        ("0.123", 0.123),
        ("1234.567", 1234.567),
        ("R$ 1.234,56", 1234.56),
        ("MXN 5", 5),
        ("€ 3,5 Mio.", 3_500_000),
        ("2 Mrd", 2_000_000_000),
        ("1,2 mln €", 1_200_000),
        ("5.-", 5),
        ("2'000.–", 2000),
        ("CHF 1'500.--", 1500),
        ("1.500,- €", 1500),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, value: float) -> None:
    found = read_numbers(column(text), None, "")
    assert found["code"].to_list() == [None]
    assert found["value"].to_list() == [value]


@pytest.mark.parametrize(
    "text",
    ["(-1,200.00)", "(+5)", "(5-)", "-(5)", "(5)-", "$(-5)", "--5", "+-5", "-5-", "5--", "5+"],
)
def test_a_number_with_two_signs_is_a_problem_because_either_may_be_meant(text: str) -> None:
    assert read_numbers(column(text), None, "").rows() == [(None, "unreadable-number")]


@pytest.mark.parametrize("text", ["(5", "5)", "((5))", "(5)(6)", "()", "12 (5)", "(1) 200", "(€)"])
def test_parentheses_that_do_not_enclose_the_whole_number_are_a_problem(text: str) -> None:
    assert read_numbers(column(text), None, "").rows() == [(None, "unreadable-number")]


def test_a_text_longer_than_any_number_is_no_number() -> None:
    found = read_numbers(column(f"${5:>79}", f"${5:>80}"), None, "")
    assert found.rows() == [(5, None), (None, "unreadable-number")]


@pytest.mark.parametrize(
    "text",
    ["< 10%", "abc", "1.2.3,4", "12:30", "Q1", "1,2345,678", "5 apples", "5%%", "–5",
     "5\nand more", "1.2 3"],
)  # fmt: skip
def test_what_is_no_number_is_a_problem(text: str) -> None:
    found = read_numbers(column(text), None, "")
    assert found["code"].to_list() == ["unreadable-number"]
    assert found["value"].to_list() == [None]


@pytest.mark.parametrize(
    "cell",
    ["1e400", "-1e400", "9" * 400, "1,000,000,000,000,000.00", "1e15", "-2E15 €", "1000000B",
     1e15, -1e300, 10**15],
)  # fmt: skip
def test_what_no_sum_could_bear_is_a_problem(cell: Cell) -> None:
    found = read_numbers(column(cell), ".", "EUR")
    assert found.rows() == [(None, "unreadable-number")]


@pytest.mark.parametrize("text", ["1e400", "inf", "nan"])
def test_a_number_cell_that_is_not_finite_is_a_problem(text: str) -> None:
    cells = constant_cells("Amount", float(text), 1)
    assert read_numbers(cells, None, "").rows() == [(None, "unreadable-number")]


def test_the_largest_numbers_that_are_read() -> None:
    most = 999_999_999_999_999
    found = read_numbers(column(str(most), f"{-most:,}", float(most)), ".", "")
    assert found["value"].to_list() == [most, -most, most]


def test_number_cells_need_no_reading() -> None:
    values = read_numbers(column(1.234, 0, -5), ",", "EUR")["value"]
    assert values.to_list() == [1.234, 0, -5]


def test_another_currency_is_a_problem_and_the_right_one_is_not() -> None:
    found = read_numbers(column("$5", "5 €", "5 EUR", "5", "GBP 5"), ".", "EUR")
    assert found["code"].to_list() == ["other-currency", None, None, None, "other-currency"]
    assert found["value"].to_list() == [None, 5, 5, 5, None]


def test_a_dollar_sign_is_any_dollar() -> None:
    assert read_numbers(column("$5"), ".", "CAD")["code"].to_list() == [None]


def test_other_values_of_the_column_tell_the_decimal_sign() -> None:
    amounts = column("1.234", "5,50")
    decimals = decimals_of_file([amounts], [], None)
    assert read_numbers(amounts, decimals["Amount"], "")["value"].to_list() == [1234, 5.5]


def test_other_columns_of_the_file_tell_it_too() -> None:
    clicks, cost = column("25,881", name="Clicks"), column("1661.67", name="Cost")
    assert decimals_of_file([clicks, cost], [], None) == {"Clicks": ".", "Cost": "."}
    assert decimals_of_file([clicks], [cost], None) == {"Clicks": "."}


def test_a_thousandfold_doubt_is_refused_with_both_readings() -> None:
    with pytest.raises(Problem) as caught:
        decimals_of_file([column("1.234", "7")], [], None)
    assert caught.value.code == "decimal-unclear"
    assert caught.value.facts == {
        "column": "Amount",
        "value": "1.234",
        "first": "1.234",
        "second": "1,234",
    }


def test_a_thousandfold_doubt_in_an_unusual_shape_is_refused_too() -> None:
    with pytest.raises(Problem, match="decimal-unclear"):
        decimals_of_file([column("(1.234)")], [column("1.5", "x", "y", name="Note")], None)
    assert decimals_of_file([column("(1.234)", "(2,5)")], [], None) == {"Amount": ","}


@pytest.mark.parametrize(
    ("texts", "sign"),
    [(("$1,234", "$7"), "."), (("1.234 €",), ","), (("(€ 1.234)", "€ 2.345"), ",")],
)
def test_money_with_its_sign_has_no_three_decimals(texts: Sequence[str], sign: str) -> None:
    assert decimals_of_file([column(*texts)], [], None) == {"Amount": sign}


def test_counts_have_no_decimals_and_several_sums_not_all_three() -> None:
    one, three = column("1.234", "7"), column("1,234", "2,345", "12,345", "7")
    assert decimals_of_file([one], [], None, counts=["Amount"]) == {"Amount": ","}
    assert decimals_of_file([three], [], None, money=["Amount"]) == {"Amount": "."}
    for cells in (one, column("1.234", "2,345", "3.456")):
        with pytest.raises(Problem, match="decimal-unclear"):
            decimals_of_file([cells], [], None, money=["Amount"])


def test_no_currency_has_thousandths_so_that_beside_it_nothing_is_in_doubt() -> None:
    for texts in (("10.000 €", "7.500 €"), ("(10.000 €)", "CHF 7.500")):
        assert decimals_of_file([column(*texts)], [], None) == {"Amount": ","}
    assert decimals_of_file([column("$1,234")], [], None) == {"Amount": "."}
    with pytest.raises(Problem, match="decimal-unclear"):
        decimals_of_file([column("(1.234 k€)")], [], None)


@pytest.mark.parametrize(
    ("text", "value"),
    [("Fr. 1'250.00", 1250), ("kr. 3.000,-", 3000), ("150 TEUR", 150_000), ("1,5 T€", 1500)],
)
def test_francs_crowns_and_thousands_of_euros_are_read(text: str, value: float) -> None:
    assert read_numbers(column(text), None, "")["value"].to_list() == [value]


def test_a_given_decimal_sign_settles_the_doubt() -> None:
    assert decimals_of_file([column("1.234")], [], ",") == {"Amount": ","}
    assert read_numbers(column("1.234"), ",", "")["value"].to_list() == [1234]
    assert read_numbers(column("1.234"), ".", "")["value"].to_list() == [1.234]


def test_a_number_against_the_given_sign_is_a_problem_not_a_guess() -> None:
    assert read_numbers(column("1.5"), ",", "")["code"].to_list() == ["unreadable-number"]


def test_signs_that_contradict_each_other_leave_the_doubt() -> None:
    with pytest.raises(Problem, match="decimal-unclear"):
        decimals_of_file([column("1.5", "1,5", "1.234")], [], None)


@given(
    st.decimals(-10_000_000, 10_000_000, places=2, allow_nan=False),
    st.sampled_from([(",", "."), (".", ","), ("\u00a0", ","), ("'", "."), ("", ",")]),
    st.sampled_from(["", "€", "EUR "]),
)
def test_a_formatted_number_is_read_back(
    number: object, signs: tuple[str, str], currency: str
) -> None:
    thousands, decimal = signs
    text = f"{number:,.2f}".replace(",", "T").replace(".", decimal).replace("T", thousands)
    found = read_numbers(column(f"{currency}{text}"), decimal, "EUR")
    assert found["value"].to_list() == [pytest.approx(float(str(number)))]
    assert decimal_of(pl.Series([text])).signs == {decimal}


_DIGITS = st.from_regex(r"-?[0-9]{1,5}([.,][0-9]{0,4})?", fullmatch=True)
_WRITTEN = st.one_of(
    _DIGITS,
    st.text(alphabet="0123456789.,' -+()%€$KM٣", min_size=1, max_size=10),
    st.sampled_from(["1e5", "inf", "NaN", "-0", "9" * 15, "9" * 16, "1,234.50", "1.234,50"]),
)


@given(
    st.lists(st.one_of(_WRITTEN, st.floats(-1e16, 1e16), st.integers()), min_size=1, max_size=12),
    st.sampled_from([".", ",", None]),
)
@settings(max_examples=100)
def test_reading_all_at_once_agrees_with_reading_one_by_one(
    cells: list[Cell], decimal: str | None
) -> None:
    read = column(*cells)
    expected = [
        plainly_read(text, kind, decimal) for text, kind in zip(read.texts, read.kinds, strict=True)
    ]
    assert read_numbers(read, decimal, "EUR").rows() == expected


def plainly_read(
    text: str | None, kind: int, decimal: str | None
) -> tuple[float | None, str | None]:
    """What `read_numbers` makes of one cell, by the plain rule."""
    if text is None:
        return None, None
    value: float | None
    if kind == CellKind.NUMBER:
        value = float(text)
    else:
        number = take_apart(text)
        if number is not None and not number.is_currency("EUR"):
            return None, "other-currency"
        value = number.value(decimal or number.decimal_sign() or "") if number else None
    if value is None or not abs(value) < TOO_LARGE:
        return None, "unreadable-number"
    return value, None


@given(st.lists(_WRITTEN, min_size=1, max_size=6))
@example(["0", "٣.000"])
@settings(max_examples=100)
def test_a_column_tells_the_decimal_signs_that_its_values_tell_one_by_one(
    texts: list[str],
) -> None:
    found = decimal_of(pl.Series(texts))
    told = [number.decimal_sign() for number in map(take_apart, texts) if number is not None]
    assert found.signs == {sign for sign in told if sign}
    assert bool(found.example) == (None in told)


@pytest.mark.parametrize(
    ("field", "cells", "told"),
    [
        ("amount", ["1.234", "7.50"], [("numbers-of-two-signs", "7.50")]),
        ("amount", ["1.234", "x"], []),
        ("amount", ["1,5", "7.50"], []),
        ("source", ["1.234", "7.50"], []),
    ],
)
def test_a_number_that_cannot_have_the_stated_sign_makes_the_others_doubtful(
    field: str, cells: list[str], told: list[tuple[str, str]]
) -> None:
    mapping = f'decimal = ","\n[columns]\nID = "lead_id"\nValue = "{field}"\n'
    result = checked(mapping, ["ID", "Value"], *([f"L{n}", cell] for n, cell in enumerate(cells)))
    assert [(each.code, each.facts["other"]) for each in result.warnings] == told
