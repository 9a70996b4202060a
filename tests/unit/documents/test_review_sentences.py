"""The review's sentences, each with cases on either side of what makes it true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from alignment_desktop.documents.review_sentences import (
    consequence_text,
    counts_text,
    figures_text,
    finding_text,
    headline,
    kept_text,
    lead_text,
    party_text,
    reasons_text,
)
from alignment_desktop.domain.direction import Reading
from alignment_desktop.domain.review_findings import review_findings
from alignment_desktop.domain.scoreboard import Board, Days, ScoreLine
from alignment_desktop.domain.targets import Target
from alignment_desktop.words.language import language
from tests.scoreboard_lines import line, monthly, period

WORDS = language("en")
BEFORE = Days(date(2026, 7, 1), date(2026, 9, 30), "2026-Q3")


def board(*lines: ScoreLine) -> Board:
    return Board(
        label="2026-Q4", organisation="Northwind", currency="EUR", period=None,
        start=date(2026, 10, 1), end=date(2026, 12, 31), as_of="2027-01-04", segment=None,
        periods=(), segments=(), batches=1, lines=lines, before=BEFORE,
    )  # fmt: skip


def title(*lines: ScoreLine) -> str:
    return headline(review_findings(board(*lines)), WORDS)


KEPT = line("kept", name="Feedback")
FEW = line("too_few", name="Attempts")
MISSED = line("missed", name="First touch")
SHORT = line("at_risk", name="Acceptance")


def test_no_title_says_kept_over_missed_months() -> None:
    pooled_well = monthly(["kept", "missed", "kept"], name="Sellers", value=0.97)
    assert title(pooled_well, KEPT) == "We kept 1 of 2 promises; “Sellers” is the one to fix"
    assert title(monthly(["kept"] * 3), KEPT) == "We kept both promises"


def test_all_is_said_only_where_all_can_be_judged() -> None:
    assert title(KEPT, KEPT, KEPT) == "We kept all 3 promises"
    assert title(KEPT, KEPT, KEPT, FEW) == "We kept all 3 promises that can be judged"
    assert title(KEPT, FEW) == "We kept the one promise that can be judged"
    assert title(KEPT) == "We kept our one promise"
    assert title(MISSED) == "We did not keep our one promise"
    assert title(MISSED, FEW) == (
        "We did not keep the one promise that can be judged; “First touch” was missed"
    )


def test_none_and_some_name_their_denominator() -> None:
    assert title(MISSED, SHORT) == "We kept neither promise; 1 missed, 1 just short"
    assert title(KEPT, MISSED, MISSED, SHORT) == "We kept 1 of 4 promises; 2 missed, 1 just short"
    assert title(KEPT, MISSED, FEW) == (
        "We kept 1 of the 2 promises that can be judged; “First touch” is the one to fix"
    )
    assert title(KEPT, MISSED, SHORT) == (
        "We kept 1 of 3 promises; “First touch” and “Acceptance” were not"
    )
    assert title(KEPT, SHORT, SHORT, SHORT) == "We kept 1 of 4 promises; 3 just short"


def test_the_one_to_fix_is_the_only_miss_and_is_not_getting_better() -> None:
    worse = replace(MISSED, before=Reading(0.9))
    better = replace(MISSED, before=Reading(0.8))
    assert title(KEPT, worse).endswith("“First touch” is the one to fix")
    assert title(KEPT, better).endswith("“First touch” was missed")
    assert "the one to fix" not in title(KEPT, MISSED, SHORT)


def test_while_days_run_every_count_is_so_far() -> None:
    running = monthly(["missed", "kept"], running=1, name="Sellers")
    assert title(KEPT, running) == "We kept 1 of 2 promises so far; “Sellers” is the one to fix"
    assert "so far" not in title(KEPT, MISSED)


def test_without_a_verdict_the_title_says_whether_there_are_figures() -> None:
    assert title(FEW) == "No promise can be judged yet"
    nothing = replace(FEW, value=None, periods=(period("no_data", None),))
    assert title(nothing) == "There are no figures for this period yet"
    assert title() == "There are no figures for this period yet"


def test_each_party_is_spoken_of_in_its_own_number() -> None:
    shared = (replace(MISSED, party="shared"), replace(MISSED, party="shared"))
    assert kept_text("sales", [KEPT], WORDS) == "Sales kept its one promise"
    assert kept_text("shared", shared, WORDS) == "Together we kept neither promise"
    assert kept_text("shared", [KEPT, KEPT, FEW], WORDS) == (
        "Together we kept both promises that can be judged"
    )
    told = board(KEPT, MISSED, FEW, *shared)
    assert lead_text(told, review_findings(told), WORDS) == (
        "Sales kept 1 of the 2 promises that can be judged. Together we kept neither promise. "
        "Not judged: Attempts (too few to say)."
    )


def test_where_nothing_counts_that_is_said_once() -> None:
    nothing = replace(FEW, value=None, eligible=0, periods=(period("no_data", None),))
    told = board(nothing, replace(nothing, name="Returns"))
    assert lead_text(told, review_findings(told), WORDS) == (
        "Nothing that was imported counts for a promise in these days."
    )
    told = board(nothing, FEW)
    assert lead_text(told, review_findings(told), WORDS) == (
        "Not judged: Attempts (no data) and Attempts (too few to say)."
    )


def test_promises_are_counted_in_one_line() -> None:
    assert counts_text([KEPT, MISSED, SHORT, SHORT, FEW], WORDS) == (
        "1 kept, 2 just short, 1 missed, 1 with too few leads to say"
    )


def test_a_party_heading_says_slipped_only_of_what_is_lower_and_worse() -> None:
    def heading(one: ScoreLine) -> str:
        return party_text("sales", [KEPT, one], WORDS).partition("; ")[2]

    assert heading(replace(MISSED, before=Reading(0.899))) == (
        "“First touch” slipped from 89.9% to 85.4%"
    )
    # It rose each month, and was missed all the same.
    rising = monthly(["missed"] * 3, name="Reasons", value=0.913, before=Reading(0.87))
    assert heading(rising) == (
        "“Reasons” stayed below target in all 3 months (50.0%, 50.0%, 50.0%)"
    )
    assert heading(replace(MISSED, before=Reading(0.854))) == "“First touch” was missed"
    assert heading(SHORT) == "“Acceptance” was just short"


def test_a_time_that_got_longer_rose_in_the_heading() -> None:
    slower = replace(
        MISSED, name="Speed", unit="seconds", target=Target.parse("<= 2 hours"), value=8_100.0,
        before=Reading(6_600.0),
    )  # fmt: skip
    faster = replace(slower, before=Reading(9_600.0))
    assert party_text("sales", [KEPT, slower], WORDS).endswith(
        "“Speed” rose from 1 h 50 m to 2 h 15 m"
    )
    assert party_text("sales", [KEPT, faster], WORDS).endswith("“Speed” was missed")


def test_a_party_without_verdicts_or_misses_names_nothing() -> None:
    assert party_text("shared", [FEW], WORDS) == "Shared: nothing to judge yet"
    assert party_text("sales", [KEPT, KEPT], WORDS) == "Sales kept both promises"


def test_a_finding_says_the_months_first_and_the_sum_second() -> None:
    def finding(one: ScoreLine) -> str:
        return finding_text(one, board(one), WORDS, business=False)

    assert finding(monthly(["kept", "missed", "missed"] * 4, name="Sellers", value=0.105)) == (
        "Sellers: kept in 4 of 12 months (10.5% over the quarter, promised ≥ 90%)"
    )
    assert finding(KEPT) == "Feedback: kept (85.4%, promised ≥ 90%)"
    assert finding(replace(FEW, value=None)) == "Attempts: too few to say"
    no_target = replace(KEPT, target=None, periods=(period("no_target"),))
    assert finding(no_target) == "Feedback: 85.4%, without a target for these leads"
    running = line("at_risk", periods=(period("at_risk", is_over=False),))
    assert finding(running) == "First touch: at risk (85.4% so far, promised ≥ 90%)"


def test_one_target_is_named_only_where_every_month_had_it() -> None:
    one = monthly(["kept", "kept"])
    raised = (one.periods[0], replace(one.periods[1], target=Target.parse(">= 95%")))
    text = finding_text(replace(one, periods=raised), board(), WORDS, business=False)
    assert text == "First touch: kept in both months (85.4% over the quarter)"
    volume = replace(one, periods=raised, measure="count", unit=None, value=800.0)
    volume = replace(volume, target=Target.parse(">= 700"))
    text = finding_text(volume, board(), WORDS, business=False)
    assert text.endswith("(800 over the quarter, promised ≥ 700)")


@pytest.mark.parametrize(
    ("measure", "meets", "text"),
    [
        ("within", "", "82 of 100 leads in time, 18 late."),
        ("attempts", "", "82 of 100 leads got their attempts in time, 18 did not."),
        ("share", "accepted", "82 of 100 leads accepted, 18 not."),
        ("filled", "with a return reason", "82 of 100 leads with a return reason, 18 without."),
        # Where versions asked for other things, none of them is said of all leads.
        ("share", "", "82 of 100 leads met it, 18 did not."),
    ],
)
def test_leads_are_no_promises_and_are_not_kept(measure: str, meets: str, text: str) -> None:
    counted = line("missed", measure=measure, kept=82, missed=18, open=3, excluded=2)
    told = figures_text(counted, board(), meets, WORDS)
    assert told.startswith(text)
    waits = "not due yet and not counted" if measure in ("within", "attempts") else "too recent"
    assert f"3 {waits}" in told
    assert "2 leads left out, see page –." in told


def test_a_stated_figure_says_who_reported_it_where_that_is_known() -> None:
    stated = line("kept", measure="figure", kept=None, missed=None, eligible=1)
    assert "Source: the imported figures, 1 row." in figures_text(stated, board(), "", WORDS)
    told = figures_text(stated, board(), "", WORDS, supplier="Tom Becker")
    assert "Source: Tom Becker, in 1 row of the imported figures." in told


def test_too_few_is_explained_by_the_leads_of_one_period_alone() -> None:
    few = line("too_few", kept=20, missed=5, low=0.6, high=0.95)
    assert "Only 25 were counted" in figures_text(few, board(), "", WORDS)
    several = replace(few, periods=monthly(["too_few", "too_few"]).periods, every="month")
    assert "Only 25" not in figures_text(several, board(), "", WORDS)


def test_the_days_before_are_named_with_a_direction_only_where_there_is_one() -> None:
    slipped = line("missed", measure="count", before=Reading(0.9))
    assert "Since Q3 2026 it slipped from 90.0% to 85.4%." in figures_text(
        slipped, board(), "", WORDS
    )
    unclear = replace(slipped, low=0.8, high=0.92)
    assert "In Q3 2026 it was 90.0%." in figures_text(unclear, board(), "", WORDS)
    assert "Q3 2026" not in figures_text(replace(slipped, before=None), board(), "", WORDS)


def test_what_was_agreed_stands_beside_a_miss_with_how_often_in_a_row() -> None:
    broken = monthly(["missed", "at_risk"], if_missed="We talk about it.")
    assert consequence_text(broken, "Marie Lindner", WORDS) == (
        "Not kept in 2 months in a row. Agreed consequence: We talk about it. Owner: Marie Lindner."
    )
    assert consequence_text(monthly(["kept", "kept"], if_missed="We talk."), "Marie", WORDS) == ""
    assert consequence_text(MISSED, "", WORDS) == ""


@pytest.mark.parametrize(
    ("returns", "text"),
    [
        ([("Not now", 134), ("No need", 116), ("", 42)],
         "“Not now” is the commonest reason for a return: 134 of 292 leads (45.9%)"),
        ([("Not now", 51), ("No need", 49)],
         "Leads came back mostly for “Not now”: 51 of 100 (51.0%)"),
        ([("Not now", 50), ("No need", 30), ("", 20)],
         "“Not now” is the commonest reason for a return: 50 of 100 leads (50.0%)"),
        ([("Not now", 40), ("No need", 40), ("", 20)],
         "“Not now” and “No need” are the commonest reasons for a return: 40 each of 100 leads"),
        ([("", 45), ("Not now", 30), ("No need", 25)],
         "“Not now” is the commonest stated reason for a return: 30 of 100 leads (30.0%); "
         "45 came back without one"),
        ([("", 40), ("Not now", 30), ("No need", 30)],
         "“Not now” and “No need” are the commonest stated reasons for a return: 30 each of 100 "
         "leads; 40 came back without one"),
        ([("", 51), ("Not now", 49)], "Most leads came back without a reason: 51 of 100 (51.0%)"),
        ([("", 7)], "Most leads came back without a reason: 7 of 7 (100.0%)"),
        ([(reason, 5) for reason in "ABCD"], "No reason stands out among 20 returned leads"),
    ],
)  # fmt: skip
def test_mostly_is_more_than_half_and_the_commonest_is_alone(
    returns: list[tuple[str, int]], text: str
) -> None:
    assert reasons_text(returns, "returns", WORDS) == text
