"""What came of a promise, judged by its periods."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.verdicts import WORDS, judge, verdict_word
from tests.scoreboard_lines import months, period


@pytest.mark.parametrize(
    ("status", "over", "running"),
    [
        ("kept", "kept", "kept_so_far"),
        ("at_risk", "just_short", "at_risk"),
        ("missed", "missed", "missed_so_far"),
        ("too_few", "too_few", "open"),
        ("no_data", "no_data", "no_data"),
        ("no_target", "no_target", "no_target"),
        ("open", "open", "open"),
    ],
)
def test_only_after_its_end_is_a_period_called_kept_just_short_or_missed(
    status: str, over: str, running: str
) -> None:
    assert verdict_word(status, is_over=True) == over
    assert verdict_word(status, is_over=False) == running
    assert {over, running} <= set(WORDS)


@pytest.mark.parametrize(
    ("statuses", "word"),
    [
        (["kept", "kept", "kept"], "kept"),
        (["kept", "missed", "kept"], "missed"),
        (["kept", "at_risk", "kept"], "just_short"),
        (["at_risk", "missed", "at_risk"], "missed"),
        (["kept", "too_few", "no_data"], "kept"),
        (["too_few", "no_data"], "too_few"),
        (["no_data", "no_data"], "no_data"),
        (["no_target", "no_target"], "no_target"),
        ([], "no_data"),
    ],
)
def test_a_promise_is_kept_only_where_every_judged_period_was(
    statuses: list[str], word: str
) -> None:
    verdict = judge(months(statuses))
    assert verdict.word == word
    assert verdict.is_kept is (word == "kept")
    assert verdict.is_broken is (word in ("missed", "just_short"))
    assert verdict.is_judged is (verdict.is_kept or verdict.is_broken)


def test_a_good_sum_over_missed_months_is_not_kept() -> None:
    # The leads of twelve months together may well reach the target that eight of them missed.
    verdict = judge(months(["kept", "missed", "missed"] * 4))
    assert (verdict.word, verdict.kept, verdict.judged) == ("missed", 4, 12)


def test_periods_that_cannot_be_judged_are_counted_apart_and_hinder_nothing() -> None:
    verdict = judge(months(["kept", "too_few", "no_data", "kept", "missed", "open"], running=2))
    assert verdict.word == "kept"
    assert (verdict.kept, verdict.judged, verdict.not_kept) == (2, 2, 0)
    assert (verdict.too_few, verdict.no_data, verdict.open) == (1, 1, 2)


def test_where_no_period_is_over_the_one_that_runs_speaks() -> None:
    assert judge(months(["at_risk", "no_data"], running=2)).word == "at_risk"
    assert judge(months(["missed", "open"], running=2)).word == "missed_so_far"
    assert judge(months(["too_few", "kept", "open"], running=2)).word == "kept_so_far"
    assert judge(months(["no_data", "no_data"], running=2)).word == "no_data"
    assert judge(months(["too_few", "no_data", "open"], running=2)).word == "open"
    assert judge((period("open", is_over=False),)).word == "open"


def test_a_missed_month_is_not_made_good_by_one_that_runs_well() -> None:
    assert judge(months(["missed", "kept"], running=1)).word == "missed"


@pytest.mark.parametrize(
    ("statuses", "running", "run"),
    [
        (["missed", "at_risk", "kept", "missed"], 0, 2),
        (["missed", "kept", "missed"], 0, 1),
        (["missed", "too_few", "missed"], 0, 1),
        (["kept", "missed", "missed"], 1, 1),
        (["kept"], 0, 0),
    ],
)
def test_misses_in_a_row_are_periods_one_after_the_other(
    statuses: list[str], running: int, run: int
) -> None:
    assert judge(months(statuses, running=running)).in_a_row == run
