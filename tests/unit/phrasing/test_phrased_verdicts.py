"""What came of a promise in words: its periods first, then the figure of all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from alignment_desktop.domain.direction import Reading
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import WORDS
from alignment_desktop.phrasing.figures import figure_beside
from alignment_desktop.phrasing.verdicts import (
    apart_text,
    bar_tone,
    counted_verdicts,
    judged_text,
    move_text,
    pooled_text,
    run_text,
    short_judged_text,
    verdict_text,
)
from alignment_desktop.words.language import language
from tests.scoreboard_lines import line, monthly

ENGLISH = language("en")
QUARTER = date(2026, 10, 1), date(2026, 12, 31)
TWO_HOURS = Target.parse("<= 2 hours")


def test_every_word_can_be_said_and_counted() -> None:
    said = [text for _, text in counted_verdicts(dict.fromkeys(WORDS, 2), ENGLISH)]
    assert [verdict_text(word, ENGLISH) for word in WORDS][:3] == ["kept", "just short", "missed"]
    assert said[:3] == ["2 kept", "2 just short", "2 missed"]
    assert len(said) == len(WORDS)
    assert counted_verdicts({"kept": 1, "missed": 0}, ENGLISH) == [("kept", "1 kept")]


@pytest.mark.parametrize(
    ("statuses", "running", "text", "short", "apart"),
    [
        (["kept", "missed", "missed"] * 4, 0, "kept in 4 of 12 months", "kept in 4 of 12",
         "8 missed"),
        (["kept", "kept", "kept"], 0, "kept in all 3 months", "kept in 3 of 3", ""),
        (["kept", "kept"], 0, "kept in both months", "kept in 2 of 2", ""),
        (["at_risk", "missed", "at_risk"], 0, "kept in none of 3 months", "kept in none of 3",
         "1 missed, 2 just short"),
        (["kept", "too_few", "no_data", "kept", "kept", "open"], 2, "kept in both months",
         "kept in 2 of 2", "1 month with too few leads to say, 1 month without figures, "
         "2 months not over yet"),
        (["missed", "kept"], 1, "missed in the one month that can be judged", "kept in 0 of 1",
         "1 month not over yet"),
        (["kept", "kept"], 1, "kept in the one month that can be judged", "kept in 1 of 1",
         "1 month not over yet"),
        (["at_risk", "open"], 2, "at risk", "at risk", ""),
        (["too_few", "too_few"], 0, "too few to say", "too few to say", ""),
    ],
)  # fmt: skip
def test_a_promise_by_month_is_said_by_its_months(
    statuses: list[str], running: int, text: str, short: str, apart: str
) -> None:
    promise = monthly(statuses, running=running)
    assert judged_text(promise, ENGLISH) == text
    assert short_judged_text(promise, ENGLISH) == short
    assert apart_text(promise, ENGLISH) == apart


def test_a_promise_with_one_period_is_said_in_a_word() -> None:
    assert judged_text(line("at_risk"), ENGLISH) == "just short"
    assert short_judged_text(line("missed"), ENGLISH) == "missed"
    assert apart_text(line("missed"), ENGLISH) == ""
    weeks = replace(monthly(["kept", "missed"]), every="week")
    assert judged_text(weeks, ENGLISH) == "kept in 1 of 2 weeks"


def test_two_misses_are_called_a_run_only_where_they_follow_each_other() -> None:
    assert run_text(monthly(["missed", "at_risk", "kept"]), ENGLISH) == (
        "Not kept in 2 months in a row."
    )
    assert run_text(monthly(["missed", "kept", "missed"]), ENGLISH) == (
        "Not kept in 2 months, never two in a row."
    )
    assert run_text(monthly(["missed", "kept", "kept"]), ENGLISH) == ""


@pytest.mark.parametrize(
    ("end", "text"),
    [
        (date(2026, 12, 31), "85.4% over the quarter"),
        (date(2027, 9, 30), "85.4% over the year"),
        (date(2026, 10, 31), "85.4% over the month"),
        (date(2026, 10, 7), "85.4% over the week"),
        (date(2026, 11, 15), "85.4% over the period"),
    ],
)
def test_a_pooled_figure_says_over_which_days(end: date, text: str) -> None:
    promise = monthly(["kept", "missed"])
    assert pooled_text(promise, date(2026, 10, 1), end, ENGLISH) == text


def test_a_figure_says_nothing_of_days_that_it_does_not_add_up() -> None:
    assert pooled_text(line("kept"), *QUARTER, ENGLISH) == "85.4%"
    assert pooled_text(line("kept", value=None), *QUARTER, ENGLISH) == "–"
    running = monthly(["kept", "kept"], running=1)
    assert pooled_text(running, *QUARTER, ENGLISH) == "85.4% so far"
    stated = monthly(["kept", "kept"], measure="figure", unit=None, value=2.8, period="2026-11")
    stated = replace(stated, target=Target.parse(">= 3"))
    assert pooled_text(stated, *QUARTER, ENGLISH) == "2.80 in November"


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (0.899, "slipped from 89.9% to 85.4%"),
        (0.81, "rose from 81.0% to 85.4%"),
        (0.854, ""),
        (0.85402, ""),  # both read 85.4%
        (None, ""),
    ],
)
def test_a_share_slipped_only_where_it_is_lower(before: float | None, text: str) -> None:
    reading = None if before is None else Reading(before)
    assert move_text(line("missed", before=reading), ENGLISH) == text


@pytest.mark.parametrize(
    ("before", "now", "text"),
    [
        (6_600.0, 8_100.0, "rose from 1 h 50 m to 2 h 15 m"),
        (8_100.0, 6_600.0, "came down from 2 h 15 m to 1 h 50 m"),
    ],
)
def test_a_time_that_got_longer_rose_and_never_slipped(
    before: float, now: float, text: str
) -> None:
    promise = line("missed", unit="seconds", target=TWO_HOURS, value=now, before=Reading(before))
    assert move_text(promise, ENGLISH) == text


def test_a_bar_has_the_colour_of_the_verdict_where_both_say_the_same() -> None:
    assert bar_tone(monthly(["kept", "kept"], value=0.95)) == "kept"
    assert bar_tone(monthly(["kept", "missed"], value=0.85)) == "missed"
    assert bar_tone(monthly(["kept", "missed"], value=0.95)) == "neutral"
    assert bar_tone(monthly(["kept", "at_risk"], value=0.89)) == "at_risk"
    assert bar_tone(line("too_few", value=0.5)) == "neutral"


@pytest.mark.parametrize(
    ("value", "unit", "target", "text"),
    [
        (0.09977, "share", ">= 10%", "9.98%"),
        (0.8999999, "share", ">= 90%", "89.99999%"),
        (0.9, "share", ">= 90%", "90.0%"),
        (0.87, "share", ">= 90%", "87.0%"),
        (0.10004, "share", "<= 10%", "10.004%"),
        (7_200.0, "seconds", "<= 2 hours", "2 h"),
        (7_210.0, "seconds", "<= 2 hours", "2 h 10 s"),
        (7_195.0, "seconds", "<= 2 hours", "2 h"),
        (2_399_999.0, "EUR", ">= 2400000 EUR", "€2,399,999"),
        (2_399_999.6, "EUR", ">= 2400000 EUR", "€2,399,999.6"),
        (2_484_700.0, "EUR", ">= 2400000 EUR", "€2.48M"),
        (2.996, None, ">= 3", "2.996"),
        (2.8, None, ">= 3", "2.80"),
        (400.0, None, ">= 400", "400"),
        (None, "share", ">= 90%", "–"),
    ],
)
def test_a_figure_beside_its_target_stands_on_its_own_side_of_it(
    value: float | None, unit: str | None, target: str, text: str
) -> None:
    assert figure_beside(value, unit, Target.parse(target), ENGLISH) == text


def test_a_figure_without_a_target_is_rounded_as_ever() -> None:
    assert figure_beside(0.09977, "share", None, ENGLISH) == "10.0%"
