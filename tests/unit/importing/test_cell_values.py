"""What a cell means: values, words, blanks and constants; one that cannot be read is named."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.cell_problems import UnknownWord
from alignment_desktop.importing.cells import ErrorText, FormulaText
from tests.unit.importing.checked_sheets import LEADS, Percent, checked, told


def test_a_cell_that_cannot_be_read_is_blank_and_its_row_stays() -> None:
    result = checked(
        LEADS + 'Seen = "created_at"\nMoney = "amount"\nWon = "outcome"',
        ("ID", "Seen", "Money", "Won", "Note"),
        ("1", "31.02.2026", "< 10%", "maybe", ErrorText("#REF!")),
        ("2", "25.02.2026", "$5", "Closed Won", "x"),
        ("3", "26.02.2026", ErrorText("#N/A"), "LOST", "x"),
    )
    assert told(result.problems) == [
        (2, "Seen", "unreadable-date", "cell"),
        (2, "Money", "unreadable-number", "cell"),
        (2, "Won", "unknown-value", "cell"),
        (3, "Money", "other-currency", "cell"),
        (4, "Money", "error-cell", "cell"),
    ]
    assert result.frame["outcome"].to_list() == [None, "won", "lost"]
    assert result.frame["amount"].null_count() == 3


def test_a_formula_without_a_result_is_a_problem_in_every_column_that_is_not_ignored() -> None:
    lost = FormulaText.of("B2+1")
    result = checked(
        LEADS + 'Seen = "created_at"\nMoney = "amount"\nPart = "region"\nFax = ""',
        ("ID", "Seen", "Money", "Part", "Note", "Fax"),
        ("1", lost, lost, lost, lost, lost),
        ("2", "", 5.0, "EMEA", "x", ""),
    )
    assert told(result.problems) == [
        (2, column, "formula-without-result", "cell")
        for column in ("Seen", "Money", "Part", "Note")
    ]
    assert {each.facts["value"] for each in result.problems} == {"=B2+1"}
    assert result.frame.select("created_at", "amount", "region", "own:Note").rows() == [
        (None, None, None, None),
        (None, 5, "EMEA", "x"),
    ]


def test_an_error_that_the_mapping_calls_blank_is_no_problem() -> None:
    result = checked(
        'blank = ["#N/A"]\n' + LEADS + 'Money = "amount"',
        ("ID", "Money"),
        ("1", ErrorText("#N/A")),
    )
    assert not result.problems


def test_placeholders_are_blank_and_a_list_of_ones_own_replaces_them() -> None:
    rows = [("ID", "Source", "Note"), ("1", "Select", " -- "), ("2", "none", "x")]
    usual = checked(LEADS + 'Source = "source"', *rows).frame
    assert (usual["source"].to_list(), usual["own:Note"].to_list()) == ([None, "none"], [None, "x"])
    own = checked('blank = ["NONE"]\n' + LEADS + 'Source = "source"', *rows).frame
    assert own["source"].to_list() == ["Select", None]
    digits = [("ID", "Source"), ("1", "0"), ("2", "7")]
    assert checked('blank = ["0"]\n' + LEADS + 'Source = "source"', *digits).frame[
        "source"
    ].to_list() == [None, "7"]


def test_stages_and_mapped_values_mean_keys() -> None:
    result = checked(
        LEADS + 'State = "stage"\n[values.stage]\n"Working - Contacted" = "sal"\nJunk = ""',
        ("ID", "State"),
        ("1", "working - contacted"),
        ("2", "marketing qualified lead"),
        ("3", "Nurture"),
        ("4", "Junk"),
    )
    assert result.frame["stage"].to_list() == ["sal", "mql", "Nurture", None]


def test_meanings_that_no_cell_has_change_nothing() -> None:
    result = checked(
        LEADS + 'State = "stage"\n[values.stage]\nJunk = ""', ("ID", "State"), ("1", "MQL")
    )
    assert result.frame["stage"].to_list() == ["mql"]


def test_constants_are_read_by_their_kind() -> None:
    constants = (
        "score = 12.5\ncreated_at = 2026-10-03T09:00:00\nclosed_at = 2026-10-04\nsource = true"
    )
    result = checked(LEADS + "[constants]\n" + constants, ("ID", "B"), ("1", "a"))
    assert result.frame.select("score", "source", "closed_at.day").rows() == [
        (12.5, "true", date(2026, 10, 4))
    ]
    assert result.frame["created_at"].to_list() == [datetime(2026, 10, 3, 7, tzinfo=UTC)]


def test_constants_hold_for_every_row() -> None:
    result = checked(
        LEADS + '[constants]\noutcome = "won"\nclosed_at = 2026-10-03',
        ("ID", "Note"),
        ("1", "a"),
        ("2", "b"),
    )
    assert result.frame["outcome"].to_list() == ["won", "won"]
    assert result.frame["closed_at.day"].to_list() == [date(2026, 10, 3)] * 2
    with pytest.raises(Problem, match="constant-unreadable"):
        checked(LEADS + '[constants]\noutcome = "maybe"', ("ID", "B"), ("1", "a"))


def test_decisions_are_known_in_the_words_of_sales_and_a_maybe_is_a_problem() -> None:
    words = ["Returned to Marketing", "Returned to marketing", "Rejected by Sales",
             "Accepted by Sales", "accepted", "maybe"]  # fmt: skip
    rows = [(str(number), word) for number, word in enumerate(words)]
    result = checked(LEADS + 'decision = "decision"', ("ID", "decision"), *rows)
    assert result.frame["decision"].to_list() == ["returned"] * 3 + ["accepted"] * 2 + [None]
    assert told(result.problems) == [(7, "decision", "unknown-value", "cell")]


def test_unknown_words_are_counted_and_each_has_a_group_of_its_own() -> None:
    words = ["maybe", "later", "maybe", "won", "maybe", "?"]
    rows = [(str(number), word) for number, word in enumerate(words)]
    problems = checked(LEADS + 'Won = "outcome"', ("ID", "Won"), *rows).problems
    assert problems.unknown_words() == [
        UnknownWord("Won", "outcome", "maybe", 3),
        UnknownWord("Won", "outcome", "later", 1),
    ]
    groups = problems.groups()
    assert [(group.count, group.word) for group in groups] == [(3, "maybe"), (1, "later")]
    assert [each.row for each in problems.of_group(groups[0])] == [2, 4, 6]


def test_a_column_of_many_unknown_words_has_one_group() -> None:
    rows = [(str(number), f"word {number}") for number in range(31)]
    problems = checked(LEADS + 'Won = "outcome"', ("ID", "Won"), *rows).problems
    assert [(group.count, group.word) for group in problems.groups()] == [(31, "")]
    assert len(problems.of_group(problems.groups()[0])) == 31


def test_a_number_shown_as_a_per_cent_reads_like_the_same_text() -> None:
    result = checked(
        'decimal = ","\n' + LEADS + 'Score = "score"',
        ("ID", "Score", "Probability"),
        ("1", "12,5%", "12.5%"),
        ("2", Percent(0.125), Percent(0.125)),
    )
    assert result.frame["score"].to_list() == [12.5, 12.5]
    assert result.frame["own:Probability"].to_list() == ["12.5%", "12.5%"]
