"""The scoreboard's values in words: durations of leads, and what changed since the days before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from alignment_desktop.domain.scoreboard import Days, Headline
from alignment_desktop.gui.pages.lead_rows import dated_lines, timed_lines, took_text
from alignment_desktop.gui.pages.scoreboard_cards import stat_of
from alignment_desktop.phrasing.language import language
from alignment_desktop.services.scoreboard_leads import LeadBehind

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
    assert change(WON) == [("no earlier period", "muted")]
    assert change(replace(WON, before=WON), None) == [("no earlier period", "muted")]
    beside = replace(WON, before=replace(WON, value=1.5e6))
    assert change(beside) == [("€1.5 M in FY26 Q4", "muted")]
    unnamed = Days(date(2026, 9, 21), date(2026, 10, 4))
    assert change(beside, unnamed) == [("€1.5 M in 21 Sep – 4 Oct", "muted")]


def test_deals_without_an_amount_are_not_passed_over_in_silence() -> None:
    stat = stat_of(replace(WON, part=50, plan=2e6), None, language())
    assert [said.text for said in stat.parts] == ["90 % of plan", "50 of 53 deals"]
    assert stat.detail == "50 of 53 deals have an amount · planned are €2 M"
