"""Rows that contradict each other: which of them counts, and how many are named at each."""

from __future__ import annotations

import polars as pl
import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import ROW
from alignment_desktop.importing.cells import FormulaText
from alignment_desktop.importing.repeats import NAMED, settle
from tests.unit.importing.checked_sheets import LEADS, checked, told


def test_identical_rows_merge_into_the_first() -> None:
    result = checked(LEADS, ("ID", "Note"), ("1", "a"), ("2", "b"), ("1", "a"))
    assert result.frame["row"].to_list() == [2, 3]
    assert (result.rows, len(result.problems)) == (3, 0)


def test_rows_that_differ_are_all_left_out_and_named() -> None:
    result = checked(LEADS, ("ID", "Note"), ("1", "a"), ("2", "b"), (" 1 ", "c"), ("1", "a"))
    assert result.frame["lead_id"].to_list() == ["2"]
    assert told(result.problems) == [(row, "ID", "rows-differ", "row") for row in (2, 4, 5)]
    assert result.problems[0].facts == {"key": "1", "rows": "4, 5"}


@pytest.mark.parametrize(
    ("repeats", "row"),
    [("last by Changed", 3), ("first by changed", 2), ("last by Rank", 2), ("first by Rank", 3)],
)
def test_the_mapping_may_choose_among_rows_that_differ(repeats: str, row: int) -> None:
    result = checked(
        f'repeats = "{repeats}"\n' + LEADS,
        ("ID", "Changed", "Rank"),
        ("1", "30.09.2026", "10"),
        ("1", "01.10.2026", "9"),
    )
    assert result.frame["row"].to_list() == [row]
    assert not result.problems


def test_of_equals_the_later_row_is_the_last() -> None:
    rows = [("ID", "Note", "On"), ("1", "a", "2026-10-01"), ("1", "b", "2026-10-01")]
    for repeats, row in (("last", 3), ("first", 2)):
        result = checked(f'repeats = "{repeats} by On"\n' + LEADS, *rows)
        assert result.frame["row"].to_list() == [row]


@pytest.mark.parametrize("repeats", ["last", "first"])
def test_a_row_without_a_value_to_choose_by_gives_way_to_one_that_has_it(repeats: str) -> None:
    rows = [
        ("1", "", "a"),
        ("1", "2026-10-01", "b"),
        ("1", "-", "c"),
        ("2", "", "d"),
        ("2", "", "e"),
    ]
    result = checked(
        f'repeats = "{repeats} by Modified"\n' + LEADS, ("ID", "Modified", "Note"), *rows
    )
    of_equals = "e" if repeats == "last" else "d"
    assert result.frame["own:Note"].to_list() == ["b", of_equals]
    assert not result.problems


def test_rows_that_differ_under_a_key_that_the_mapping_gives_name_no_column() -> None:
    text = 'kind = "leads"\n[columns]\n[constants]\nlead_id = "L-1"'
    result = checked(text, ("Note", "More"), ("a", "x"), ("b", "x"))
    assert told(result.problems) == [(row, "lead_id", "rows-differ", "row") for row in (2, 3)]
    assert result.problems[0].facts == {"key": "", "rows": "3"}


def test_repeats_by_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(Problem, match="repeats-column-missing"):
        checked('repeats = "last by Nothing"\n' + LEADS, ("ID", "Note"), ("1", "a"))


def test_rows_are_not_chosen_by_the_text_of_a_formula() -> None:
    result = checked(
        'repeats = "last by Changed"\n' + LEADS,
        ("ID", "Changed"),
        ("1", "2026-10-01"),
        ("1", FormulaText.of("B2+1")),
    )
    assert result.frame["row"].to_list() == [2]


@pytest.mark.parametrize("count", [2, 11, 12, 13, 5_000])
def test_rows_that_differ_name_the_first_rows_of_their_key(count: int) -> None:
    frame = pl.DataFrame(
        {
            ROW: range(2, count + 2),
            "lead_id": ["L1"] * count,
            "stage": [f"stage {number}" for number in range(count)],
        },
        schema_overrides={ROW: pl.Int64},
    )
    settled = settle(frame, ["lead_id"])
    assert settled.frame.is_empty()
    assert settled.differing[ROW].to_list() == list(range(2, count + 2))
    first = list(range(2, min(count, NAMED) + 2))
    assert settled.differing["rows"].to_list() == [first] * count
