"""The scoreboard's values: attainment, and lines by key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from alignment_desktop.domain.direction import Reading
from alignment_desktop.domain.measures import SHARE
from alignment_desktop.domain.periods import days_before, name_of_days
from alignment_desktop.domain.scoreboard import (
    Board,
    Headline,
    Pick,
    ScoreLine,
    View,
    tally,
    worst,
)
from alignment_desktop.domain.targets import Target
from tests.scoreboard_lines import line as judged
from tests.scoreboard_lines import monthly

Day = tuple[int, int, int]


def line(target: str | None, value: float | None) -> ScoreLine:
    goal = Target.parse(target) if target else None
    return ScoreLine(
        key="c", name="C", party="sales", measure="share", period="Q4", target=goal, unit=None,
        value=value,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("target", "value", "attainment"),
    [
        (">= 90 %", 0.45, 0.5),
        ("<= 2 hours", 3_600.0, 2.0),
        ("<= 2 hours", 0.0, None),
        (">= 0", 5.0, None),
        (">= 90 %", None, None),
        (None, 5.0, None),
    ],
)
def test_attainment_is_how_far_a_figure_came(
    target: str | None, value: float | None, attainment: float | None
) -> None:
    assert line(target, value).attainment == attainment


def test_a_line_knows_what_the_catalogue_says_of_its_measure() -> None:
    assert line(">= 90 %", 0.45).measured_by is SHARE


def test_a_line_is_found_by_its_key() -> None:
    shown = line(">= 1", 1.0)
    board = Board(
        label="Q4", organisation="", currency="EUR", period=None, start=date(2026, 10, 1),
        end=date(2026, 12, 31), as_of="2027-01-04", segment=None, periods=(), segments=(),
        batches=1, lines=(shown,),
    )  # fmt: skip
    assert board.line("c") is shown
    assert board.line("d") is None


def test_the_worst_is_missed_before_it_is_just_short_then_furthest_from_its_target() -> None:
    base = judged("missed", value=0.8, missed=5)
    lines = {
        "near": replace(base, key="near", value=0.85),
        "few": replace(base, key="few"),
        "many": replace(base, key="many", missed=9),
        "short": judged("at_risk", key="short", value=0.1),
        "kept": judged("kept", key="kept"),
        "early": judged("open", key="early", value=0.0),
    }

    def key(*keys: str) -> str | None:
        found = worst(lines[each] for each in keys)
        return found.key if found else None

    assert key(*lines) == "many"
    assert key("near", "few", "short") == "few"
    assert key("kept", "short", "early") == "short"
    assert key("kept", "early") is None


def test_promises_are_counted_by_their_periods() -> None:
    lines = [
        monthly(["kept", "kept"], key="kept"),
        monthly(["kept", "missed"], key="missed", value=0.97),  # the sum would say kept
        monthly(["at_risk", "kept"], key="short", value=0.97),
        judged("too_few", key="few"),
        monthly(["kept", "open"], key="so-far", running=2),
    ]
    found = tally(lines)
    assert [[each.key for each in group] for group in (found.kept, found.just_short)] == [
        ["kept"], ["short"],
    ]  # fmt: skip
    assert [each.key for each in found.broken] == ["missed", "short"]
    assert [each.key for each in found.undecided] == ["few", "so-far"]
    assert (found.judged, found.total) == (3, 5)


def test_a_line_says_which_way_its_figure_went_and_whether_its_days_are_over() -> None:
    slipped = judged("missed", before=Reading(0.9)).move
    assert slipped is not None
    assert slipped.slipped
    assert judged("missed").move is None
    assert judged("missed", value=None, before=Reading(0.9)).move is None
    assert judged("missed", target=None, before=Reading(0.9)).move is None
    assert monthly(["kept", "kept"]).is_over
    assert not monthly(["kept", "kept"], running=1).is_over


def headline(code: str, value: float | None, change: float | None) -> Headline:
    return Headline(
        code=code, value=value, unit=None, part=1, whole=2, counts={}, change=change, plan=400
    )


@pytest.mark.parametrize(
    ("code", "change", "improved"),
    [
        ("kept", 1, True),
        ("won", -2.0, False),
        ("speed", -60.0, True),
        ("returned", 0.01, False),
        ("kept", 0, None),
        ("kept", None, None),
    ],
)
def test_a_change_is_for_the_better_as_its_figure_asks(
    code: str, change: float | None, improved: bool | None
) -> None:
    assert headline(code, 100.0, change).improved is improved


def test_a_figure_is_set_against_its_plan_where_both_are_known() -> None:
    assert headline("won", 100.0, None).of_plan == 0.25
    assert headline("won", None, None).of_plan is None
    assert replace(headline("won", 100.0, None), plan=None).of_plan is None


def test_only_a_commitment_alone_means_all_its_misses() -> None:
    assert Pick("c").all_missed
    assert not Pick("c", bin=0).all_missed
    assert not Pick("c", group=-1).all_missed
    assert not Pick(stage="mql").all_missed


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        ((2026, 10, 1), (2026, 12, 31), ((2026, 7, 1), (2026, 9, 30))),
        ((2027, 1, 1), (2027, 1, 31), ((2026, 12, 1), (2026, 12, 31))),
        ((2026, 10, 5), (2026, 10, 11), ((2026, 9, 28), (2026, 10, 4))),
        ((2026, 10, 5), (2026, 10, 31), ((2026, 9, 8), (2026, 10, 4))),
    ],
)
def test_before_whole_months_lie_whole_months_and_else_as_many_days(
    first: tuple[int, int, int],
    last: tuple[int, int, int],
    before: tuple[tuple[int, int, int], ...],
) -> None:
    start, end = before
    assert days_before(date(*first), date(*last)) == (date(*start), date(*end))


def test_before_the_first_days_of_the_calendar_there_are_none() -> None:
    assert days_before(date(1, 1, 1), date(1, 1, 31)) is None
    assert days_before(date(1, 1, 2), date(1, 1, 31)) is None


def test_days_are_called_by_the_quarter_month_or_week_that_they_are() -> None:
    assert name_of_days(date(2026, 7, 1), date(2026, 9, 30), 10) == "FY26 Q4"
    assert name_of_days(date(2026, 7, 1), date(2026, 9, 30)) == "2026-Q3"
    assert name_of_days(date(2026, 9, 1), date(2026, 9, 30)) == "2026-09"
    assert name_of_days(date(2026, 9, 28), date(2026, 10, 4)) == "2026-W40"
    assert name_of_days(date(2026, 9, 2), date(2026, 9, 30)) == ""


def test_a_view_shows_everything_unless_it_names_a_part() -> None:
    assert View() == View(period=None, segment=None) != View(period="2026-10")
    assert {View(segment="large"): "asked"}[View(segment="large")] == "asked"
