"""Rows that add up those above them are no data, in whatever language they say so."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from alignment_desktop.importing import sum_rows as subject
from alignment_desktop.importing.sum_rows import sum_rows
from tests.unit.importing.checked_sheets import LEADS, checked

NAMES = ["ID", "Created", "Amount"]
DATED = LEADS + 'Created = "created_at"\nAmount = "amount"\n'


def found(
    texts: Sequence[Sequence[str | None]], candidates: list[int], known: int = -1
) -> list[int]:
    columns = [pl.Series(column, dtype=pl.String) for column in zip(*texts, strict=True)]
    may = pl.Series([place in candidates for place in range(len(texts))])
    others = pl.Series([place == known for place in range(len(texts))])
    return sum_rows(columns, may, others, keys=[]).arg_true().to_list()


@pytest.mark.parametrize(
    "label", ["Ukupno", "Eindtotaal", "Σ", "Average", "Totale complessivo", ""]
)
def test_a_row_of_sums_or_averages_is_no_lead_whatever_its_label(label: str) -> None:
    total = "100" if label == "Average" else "300"
    rows = [[f"L{each}", f"2026-10-1{each}", "100"] for each in range(3)]
    result = checked(DATED, NAMES, *rows, [label, "", total])
    assert result.frame["amount"].sum() == 300
    assert result.left_out == ((5, "total"),)
    assert not result.problems


def test_a_lead_without_a_date_that_sums_nothing_is_a_lead() -> None:
    rows = [[f"L{each}", f"2026-10-1{each}", "100"] for each in range(3)]
    assert len(checked(DATED, NAMES, *rows[:2], ["Zed", "", "200"]).frame) == 3
    result = checked(DATED, NAMES, *rows, ["Zed", "", "250"])
    assert result.frame["lead_id"].to_list() == ["L0", "L1", "L2", "Zed"]
    keyless = checked(DATED, NAMES, *rows, ["", "", "250"])
    assert [each.code for each in keyless.problems] == ["no-key"]


def test_the_headings_and_subtotals_of_a_grouped_report_are_no_leads() -> None:
    names = ["Owner", *NAMES]
    result = checked(
        DATED + 'Owner = "owner"\n',
        names,
        ["Owner: Ann (2 records)", "", "", ""],
        ["Ann", "L1", "2026-10-13", "1"],
        ["Ann", "L2", "2026-10-14", "2"],
        ["Subtotal", "Count: 2", "", ""],
        ["Bob", "L3", "2026-10-15", "4"],
    )
    assert result.left_out == ((2, "group"), (5, "total"))
    assert result.frame["lead_id"].to_list() == ["L1", "L2", "L3"]


OWNED = DATED + 'Owner = "owner"\n'
ROWS = [["Al", f"L{each}", f"2026-10-1{each}", "5"] for each in range(4)]


def test_rows_that_count_those_of_a_group_are_no_leads() -> None:
    names = ["Owner", *NAMES]
    result = checked(OWNED, names, *ROWS[:2], ["Al Count", "2", "", ""], *ROWS[2:],
                     ["Anzahl", "", "4", ""])  # fmt: skip
    assert result.left_out == ((4, "total"), (7, "total"))
    assert checked(OWNED, names, *ROWS, ["Al", "2", "", ""]).rows == 5
    # Where each row has no more, it may be a company that is called so.
    two = 'kind = "leads"\n[columns]\nID = "lead_id"\n'
    assert checked(two, ["ID", "Company"], ["1", "Acme Total"], ["2", "Beta"]).rows == 2


def test_lines_that_stand_alone_among_ids_head_a_group_or_are_small_print() -> None:
    names = [NAMES[0], "Owner", *NAMES[1:]]
    rows = [[row[1], row[0], *row[2:]] for row in ROWS]
    north, south, end = ([text, "", "", ""] for text in ("North", "South", "Streng vertraulich"))
    result = checked(OWNED, names, north, *rows[:2], south, *rows[2:], end)
    assert result.left_out == ((2, "group"), (5, "group"), (8, "footer"))
    # An id alone is one; so is a name, where the keys are names, or where few ids tell.
    assert checked(OWNED, names, *rows, ["L9", "", "", ""]).rows == 5
    named = [["Acme", *row[1:]] for row in rows]
    first = 'repeats = "first by Created"\n'
    assert checked(first + OWNED, names, *named, north).rows == 5
    assert checked(OWNED, names, north, *rows[:2]).rows == 3
    assert checked(OWNED, names, north, south, end, north, *rows[:3]).rows == 7


CUSTOMERS = (
    'kind = "customers"\n[columns]\nAccount = "account"\nSince = "since"\n'
    'Revenue = "revenue"\nCost = "cost"\n'
)


@pytest.mark.parametrize(
    "row",
    [
        ["100 Results Agency", "2026-04-10", "", ""],
        ["5 Leads", "", "5726", ""],
        ["Sorted by Colour Ltd", "", "1.5", ""],
        ["Total 24 GmbH", "", "2", "343"],
        ["Summe AG", "", "7", ""],
        ["Lead Count", "", "34", ""],
        ["Moyenne Services", "", "600", "7"],
    ],
)
def test_customers_that_only_sound_like_totals_or_small_print_are_customers(
    row: list[str],
) -> None:
    names = ["Account", "Since", "Revenue", "Cost"]
    rows = [[name, f"2026-01-0{at}", f"{at}00", "5"] for at, name in enumerate("ABC", start=1)]
    result = checked(CUSTOMERS, names, *rows, row)
    assert result.left_out == ()
    assert result.frame["account"].to_list() == ["A", "B", "C", row[0]]


def test_names_of_which_nothing_is_told_are_customers_where_others_are_alone_too() -> None:
    names = ["Account", "Since", "Revenue", "Cost"]
    full, last = ["Acme", "2026-01-01", "5", "2"], ["Johnson and Sons", "", "", ""]
    alone = [[name, "", "", ""] for name in ("Beta", "Gamma")]
    assert checked(CUSTOMERS, names, *alone, full, last).rows == 4
    assert checked(CUSTOMERS, names, *alone[:1], full, last).left_out == ((4, "footer"),)
    print_ = ["Generated by Acme", "", "", ""]
    assert checked(CUSTOMERS, names, *alone, full, print_).left_out == ((5, "footer"),)


def test_an_account_called_total_that_is_described_as_others_are_is_no_total() -> None:
    names = ["Account", "Industry", "City", "Revenue"]
    mapping = CUSTOMERS.replace('Since = "since"\n', "").replace('Cost = "cost"\n', "")
    rows = [["Acme", "Steel", "Rome", "20"], ["Total", "Energy", "Paris", "5000"]]
    assert checked(mapping, names, *rows).left_out == ()
    sums = [["Total", "All industries", "All cities", "20"], ["Total", "", "", "20"]]
    assert checked(mapping, names, rows[0], *sums).left_out == ((3, "total"), (4, "total"))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["3 leads", "", "", ""], "footer"),
        (["Generated on", "2026-04-10", "", ""], "footer"),
        (["Confidential information", "Acme", "", ""], "footer"),
        (["All", "", "600", "15"], "total"),
        (["Customer Count", "", "3", ""], "total"),
    ],
)
def test_small_print_and_totals_below_customers_are_none(row: list[str], reason: str) -> None:
    names = ["Account", "Since", "Revenue", "Cost"]
    rows = [[name, f"2026-01-0{at}", f"{at}00", "5"] for at, name in enumerate("ABC", start=1)]
    assert checked(CUSTOMERS, names, *rows, row).left_out == ((5, reason),)


def test_sums_of_parts_and_of_all_are_found_beside_ratios() -> None:
    rows: list[list[str | None]] = [
        ["a", "1", "0.5"],
        ["b", "2", "0.5"],
        ["part", "3", "0.5"],
        ["c", "4", "1"],
        ["d", "5", "2"],
        ["part", "9", "3"],
        ["all", "12", "4"],
    ]
    assert found(rows, [2, 5, 6]) == [2, 5, 6]
    assert found([*rows[:2], ["x", "99", None], ["all", "3", None]], [3], known=2) == [3]


def test_numbers_are_read_by_the_one_decimal_sign_of_their_column() -> None:
    assert found([["a", "1.250,50 €"], ["b", "2 €"], ["Suma", "1.252,50 €"]], [2]) == [2]
    assert found([["a", "1 €"], ["b", "2 €"], ["Suma", "3 €"]], [2]) == [2]
    assert found([["a", "1,5 €"], ["b", "2.5 €"], ["Suma", "4 €"]], [2]) == []
    assert found([["a", "n/a"], ["b", "2"], ["c", "3"], ["Suma", "5"]], [3]) == [3]


def test_a_row_of_more_than_a_label_and_numbers_or_of_none_is_no_sum() -> None:
    assert found([["a", "1"], ["b", "2"], ["c", "3"]], [2]) == [2]
    assert found([["a", "1", "x"], ["b", "2", "y"], ["c", "3", "z"]], [2]) == []
    assert found([["a", "1"], ["b", "2"], ["c", None]], [2]) == []
    assert found([["a", "0"], ["b", "0"], ["c", "0"]], [2]) == []
    assert found([["a", "3"], ["b", None], ["c", "3"]], [2]) == []


def test_a_report_full_of_gaps_is_only_looked_at_at_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subject, "_MOST_CANDIDATES", 1)
    rows = [["a", "1"], ["b", "2"], ["x", "3"], ["c", "4"], ["d", "5"], ["e", "6"], ["all", "18"]]
    assert found(rows, [2, 6]) == []
    assert found([*rows[:2], *rows[3:6], ["all", "18"]], [1, 5]) == [5]
    monkeypatch.setattr(subject, "_MOST_ODD", 1)
    assert found([["a", "1 €"], ["b", "2 €"], ["Suma", "3 €"]], [2]) == []
