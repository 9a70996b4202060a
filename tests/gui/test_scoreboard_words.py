"""The scoreboard's values in words: durations of leads, and what changed since the days before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from alignment_desktop.domain.scoreboard import Days, Headline, ScoreLine
from alignment_desktop.gui.pages.leads.lead_rows import dated_lines, timed_lines, took_text
from alignment_desktop.gui.pages.overview.overview_figures import figure_row, most_urgent_first
from alignment_desktop.gui.pages.scoreboard.scoreboard_cards import stat_of
from alignment_desktop.gui.pages.scoreboard.scoreboard_rows import (
    gap_chip,
    judged_words,
    period_lines,
)
from alignment_desktop.services.scoreboard_leads import LeadBehind
from alignment_desktop.words.language import language
from tests.scoreboard_lines import line, monthly, period

_HOUR = 3_600
QUARTER = Days(date(2026, 7, 1), date(2026, 9, 30), "FY26 Q4")
WON = Headline(code="won", value=1.8e6, unit="EUR", part=53, whole=53, counts={})
LEAD = LeadBehind(
    lead_id="L1", who="Contoso", region="EMEA", owner="", source="", state="missed",
    since=datetime(2026, 10, 1, tzinfo=UTC), stopped=None, due=None, used=355.0 * _HOUR,
)  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "business", "text"),
    [
        (90 * 60, False, "1 h 30 m"),
        (355 * _HOUR, False, "14 d 19 h"),
        (355 * _HOUR, True, "355 h"),
        (48 * _HOUR - 60, False, "47 h 59 m"),
        (48 * _HOUR, False, "2 d"),
    ],
)
def test_long_waits_are_told_in_days_but_open_time_in_hours(
    seconds: float, business: bool, text: str
) -> None:
    assert took_text(seconds, business, language()) == text


def test_a_clock_that_still_runs_says_so_and_the_heading_names_the_time() -> None:
    lines = timed_lines([LEAD], False, language())
    assert (lines.rows[0].last, lines.heading) == ("> 14 d 19 h", "Took")
    assert timed_lines([LEAD], True, language()).heading == "Business time"
    untimed = timed_lines([replace(LEAD, used=None)], False, language())
    assert (untimed.rows[0].last, untimed.heading) == ("EMEA", "Region")


def test_a_lead_that_skipped_a_stage_has_no_day_there() -> None:
    came = replace(LEAD, stopped=datetime(2026, 10, 19, 12, tzinfo=UTC))
    assert [row.last for row in dated_lines([came, LEAD]).rows] == ["19 Oct", "–"]


def change(headline: Headline, before: Days | None = QUARTER) -> list[tuple[str, str]]:
    return [(said.text, said.tone) for said in stat_of(headline, before, language()).change]


def test_a_change_is_coloured_by_whether_it_is_for_the_better() -> None:
    before = replace(WON, value=1.5e6)
    assert change(replace(WON, before=before, change=3e5))[0][1] == "kept"
    assert change(replace(WON, before=before, change=-3e5))[0][1] == "missed"
    assert change(replace(WON, before=before, change=0.0)) == [("as in FY26 Q4", "muted")]


def test_what_cannot_fairly_be_compared_stands_beside_it_or_is_said_to_be_missing() -> None:
    assert change(WON) == [("no figure of FY26 Q4", "muted")]
    assert change(replace(WON, before=WON), None) == [("no earlier period", "muted")]
    beside = replace(WON, before=replace(WON, value=1.5e6))
    assert change(beside) == [("€1.5M in FY26 Q4", "muted")]
    unnamed = Days(date(2026, 9, 21), date(2026, 10, 4))
    assert change(beside, unnamed) == [("€1.5M in 21 Sept – 4 Oct", "muted")]


def test_where_nothing_can_be_judged_yet_no_number_of_kept_promises_is_shown() -> None:
    counts = {"kept_so_far": 9, "at_risk": 4}
    kept = Headline(code="kept", value=None, unit=None, part=0, whole=0, counts=counts)
    stat = stat_of(kept, None, language())
    assert stat.figure == "–"
    assert [said.text for said in stat.parts] == ["9 kept so far", "4 at risk"]
    judged = replace(kept, part=2, whole=3, counts={"kept": 2, "missed": 1})
    assert stat_of(judged, None, language()).figure == "2 of 3"


def test_deals_without_an_amount_are_not_passed_over_in_silence() -> None:
    stat = stat_of(replace(WON, part=50, plan=2e6), None, language())
    assert [said.text for said in stat.parts] == ["90% of plan", "50 of 53 deals"]
    assert stat.detail == "50 of 53 deals have an amount · planned are €2M"


@pytest.mark.parametrize(
    ("promise", "text"),
    [
        (line("missed"), "Missed by 4.6 points"),
        (line("at_risk"), "Just short by 4.6 points"),
        (line("kept", value=0.95), "Kept, with 5.0 points to spare"),
        (line("kept", value=0.9), "Kept"),
        (line("missed", periods=(period("missed", is_over=False),)), "Missed so far by 4.6 points"),
        (line("kept", periods=(period("at_risk", is_over=False),)), "At risk, 4.6 points short"),
        (line("too_few"), "Too few to say"),
        (monthly(["kept", "missed", "kept"], value=0.95), "Kept in 2 of 3 months"),
        (monthly(["missed", "missed"]), "Kept in none of 2 months"),
    ],
)
def test_the_chip_of_a_promise_says_how_far_or_how_often(promise: ScoreLine, text: str) -> None:
    assert gap_chip(promise, language()).text == text


def test_a_promise_by_month_shows_each_month_with_its_own_verdict() -> None:
    promise = monthly(["kept", "at_risk", "at_risk"], running=1)
    assert period_lines(promise, language()) == (
        "January: 50.0%, kept\nFebruary: 50.0%, just short\nMarch: 50.0%, at risk"
    )
    assert period_lines(line("kept"), language()) == ""
    assert judged_words(promise, language()) == (
        "Kept in 1 of 2 months, 1 just short, 1 month not over yet"
    )


def test_what_wants_looking_at_comes_first_on_the_overview() -> None:
    lines = [line("kept"), monthly(["kept", "missed"]), line("at_risk"), line("no_data")]
    rows = [figure_row(each, language()) for each in most_urgent_first(lines)]
    assert [(row.chip.text if row.chip else "", row.note) for row in rows] == [
        ("Missed", "kept in 1 of 2 months · promised 90%"),
        ("Just short", "promised 90%"),
        ("Kept", "promised 90%"),
        ("No data", "promised 90%"),
    ]


def test_a_plan_that_was_nearly_won_is_not_called_won() -> None:
    nearly = replace(WON, value=1_999_900.0, plan=2e6)
    won = replace(WON, value=2e6, plan=2e6)
    stats = [stat_of(each, None, language()) for each in (nearly, won)]
    assert [stat.parts[0].text for stat in stats] == ["99.995% of plan", "100% of plan"]
