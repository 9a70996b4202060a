"""The funnel reconciled: against a plain walk of every lead, and by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.funnel import Funnel, StageBalance
from alignment_desktop.frames import Kind
from alignment_desktop.measurement.as_of import AsOf, known_leads
from alignment_desktop.measurement.folding import fold_leads
from alignment_desktop.measurement.funnel_balance import (
    Span,
    balances,
    created_in,
    known_by,
    part_of,
)
from alignment_desktop.measurement.moves import is_told, stays
from tests.measuring import at, batches
from tests.unit.measurement.funnel_walk import FIELDS, Row, agreement, crowd
from tests.unit.measurement.funnel_walk import balances as walked

FIRST, LAST = date(2026, 10, 5), date(2026, 10, 25)
ZONE = "Europe/Berlin"
SPAN = Span.of(FIRST, LAST, ZONE)


def frame(rows: list[Row], as_of: str = "2027-12-31") -> pl.DataFrame:
    folded = fold_leads(batches(Kind.LEADS, rows, "lead_id"))
    return known_leads(folded, AsOf.of(as_of, ZONE), "mql")


def told(balance: StageBalance) -> dict[str, Any]:
    return {
        "start": balance.start,
        "in": balance.entered,
        "out": dict(balance.left),
        "end": balance.end,
        "conversion": balance.conversion,
        "median_seconds": balance.median_seconds,
        "mean_seconds": pytest.approx(balance.mean_seconds),
    }


def found(rows: list[Row], **more: Any) -> dict[str, StageBalance]:
    its = stays(frame(rows), agreement(), (ZONE,))
    return {each.stage: each for each in balances(its, agreement(), SPAN, **more)}


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([ZONE, "America/New_York"]), st.booleans())
def test_every_stage_is_as_a_plain_walk_of_each_lead_finds_it(
    seed: int, zone: str, customer: bool
) -> None:
    rows, its = crowd(seed, zone), agreement(customer=customer)
    leads = frame(rows)
    moves = stays(leads, its, (ZONE,))
    got = {each.stage: each for each in balances(moves, its, SPAN)}
    expected = walked(rows, its, FIRST, LAST)
    for stage, figures in expected.items():
        if stage in got:
            assert told(got[stage]) == figures, stage
            assert got[stage].adds_up
        else:
            assert {figures["start"], figures["in"], figures["end"]} == {0}
    # What ever left for a stage came in there; who was somewhere before came from nowhere.
    ever = balances(moves, its, Span())
    went = sum((Counter(dict(each.left)) for each in ever), Counter[str]())
    assert all(went[each.stage] <= each.entered for each in ever)

    # The parts by a field add up to the whole, and each number has its leads.
    by = leads.get_column("region").str.strip_chars()
    for each in balances(moves, its, SPAN, by):
        groups = each.groups
        assert sum(one.start for one in groups) == each.start
        assert sum(one.entered for one in groups) == each.entered
        assert sum(one.gone for one in groups) == each.gone
        assert sum(one.gone_on or 0 for one in groups) == (each.gone_on or 0)
        assert all(one.adds_up for one in groups)
        numbers = {"start": each.start, "entered": each.entered, "left": each.gone,
                   "end": each.end}  # fmt: skip
        for part, count in numbers.items():
            assert part_of(moves, each.stage, SPAN, part).height == count

    # One month and the next are the two months, and the leads of the month end where they are.
    later = Span.of(date(2026, 10, 26), date(2026, 11, 30), ZONE)
    whole = balances(moves, its, Span.of(FIRST, date(2026, 11, 30), ZONE))
    second = {each.stage: each for each in balances(moves, its, later)}
    for each in whole:
        if each.stage in got and each.stage in second:
            assert second[each.stage].start == got[each.stage].end
            assert each.entered == got[each.stage].entered + second[each.stage].entered
    cohort = created_in(moves, SPAN)
    assert sum(each.end for each in balances(cohort, its, Span())) == got[""].entered


def lead(number: int, **moments: datetime | str | date) -> Row:
    return {
        "lead_id": f"L{number}",
        **{key.replace("__", "."): one for key, one in moments.items()},
    }


def test_a_quarter_by_hand() -> None:
    rows = [
        # Came before, is accepted in these days, and has an opportunity after them.
        lead(1, created_at=at(9, 1), entered__mql=at(9, 2), entered__sal=at(10, 6),
             entered__opp=at(11, 1)),
        # Came, was sent back and stayed so.
        lead(2, created_at=at(10, 5), entered__mql=at(10, 6), recycled_at=at(10, 8)),
        # Came, and is won at once.
        lead(3, created_at=at(10, 7), entered__mql=at(10, 7), entered__opp=at(10, 9),
             closed_at=at(10, 9), outcome="won"),
        lead(4, created_at=at(10, 8), closed_at=at(10, 20), outcome="lost"),
    ]  # fmt: skip
    its = found(rows)
    assert {key: told(each) for key, each in its.items()} == {
        "": {"start": 0, "in": 3, "out": {"mql": 2, "lost": 1}, "end": 0, "conversion": None,
             "median_seconds": 86_400, "mean_seconds": (86_400 + 0 + 12 * 86_400) / 3},
        "mql": {"start": 1, "in": 2, "out": {"sal": 1, "recycled": 1, "opp": 1}, "end": 0,
                "conversion": 0.5, "median_seconds": 2 * 86_400,
                "mean_seconds": (34 + 2 + 2) / 3 * 86_400},
        "sal": {"start": 0, "in": 1, "out": {}, "end": 1, "conversion": 1.0,
                "median_seconds": None, "mean_seconds": None},
        "recycled": {"start": 0, "in": 1, "out": {}, "end": 1, "conversion": 0.0,
                     "median_seconds": None, "mean_seconds": None},
        "opp": {"start": 0, "in": 1, "out": {"customer": 1}, "end": 0, "conversion": 1.0,
                "median_seconds": 0, "mean_seconds": 0},
        "customer": {"start": 0, "in": 1, "out": {}, "end": 1, "conversion": None,
                     "median_seconds": None, "mean_seconds": None},
        "lost": {"start": 0, "in": 1, "out": {}, "end": 1, "conversion": 0.0,
                 "median_seconds": None, "mean_seconds": None},
    }  # fmt: skip
    assert its["mql"].expected_inside(21) == pytest.approx(2 / 21 * 38 / 3)
    assert its["sal"].expected_inside(21) is None
    assert its["mql"].expected_inside(1) == pytest.approx(2 * 38 / 3)
    assert its["mql"].expected_inside(0) is None


def test_a_move_on_the_first_midnight_is_one_of_these_days_and_on_the_one_after_is_not() -> None:
    begin, end = SPAN.begin, SPAN.end
    assert begin is not None
    assert end is not None
    its = found([lead(1, created_at=begin), lead(2, created_at=end)])
    assert (its[""].start, its[""].entered, its[""].end) == (0, 1, 1)


def test_what_is_known_only_by_its_date_follows_what_led_to_it_on_that_day() -> None:
    rows = [
        {**lead(1, created_at=at(10, 5, 10), entered__mql=at(10, 4, 22)),
         "entered.mql.day": date(2026, 10, 5)},
    ]  # fmt: skip
    its = found(rows)
    assert (its[""].end, its["mql"].end) == (0, 1)
    assert its[""].median_seconds == 0


def test_a_date_of_another_zone_is_walked_by_its_files_days_and_counted_on_its_own() -> None:
    # 19:00 of 5 October in New York is 01:00 of the 6th in Berlin; MQL is "5 October" there.
    new_york = {"entered.mql": at(10, 5, 4), "entered.mql.day": date(2026, 10, 5)}
    # 12 o'clock UTC is 21:00 of that day in Tokyo, which is the day that MQL and SAL share.
    tokyo = {"entered.sal": at(10, 4, 15), "entered.sal.day": date(2026, 10, 5)}
    rows = [
        {**lead(1, created_at=at(10, 5, 23)), **new_york},
        {**lead(2, created_at=at(10, 2), entered__mql=at(10, 5, 12)), **tokyo},
    ]
    moves = stays(frame(rows), agreement(), (ZONE,))
    assert moves.get_column("stage").to_list() == ["", "mql", "", "mql", "sal"]
    assert moves.get_column("seconds").to_list() == [0.0, None, 3 * 86_400, 0.0, None]
    days = [Span.of(date(2026, 10, day), date(2026, 10, day), ZONE) for day in (5, 6)]
    for span, told_of in zip(days, [{"mql": (0, 2, 1), "sal": (0, 1, 1), "": (1, 0, 0)},
                                    {"mql": (1, 0, 1), "sal": (1, 0, 1), "": (0, 1, 0)}],
                             strict=True):  # fmt: skip
        its = {each.stage: each for each in balances(moves, agreement(), span)}
        assert all(each.adds_up for each in its.values())
        assert {key: (its[key].start, its[key].entered, its[key].end) for key in told_of} == told_of


def test_dates_go_by_date_among_themselves_even_where_both_share_a_day_with_one_moment() -> None:
    # 22:00 UTC is 18:00 of the 5th in New York, where recycled is the 5th, and 07:00 of the 6th in
    # Tokyo, where MQL is the 6th: creation comes first, and the 5th before the 6th.
    row = {
        **lead(1, created_at=at(10, 5, 22)),
        "recycled_at": at(10, 5, 4), "recycled_at.day": date(2026, 10, 5),
        "entered.mql": at(10, 5, 15), "entered.mql.day": date(2026, 10, 6),
        "entered.sal": at(10, 5, 15), "entered.sal.day": date(2026, 10, 6),
    }  # fmt: skip
    moves = stays(frame([row]), agreement(), (ZONE,))
    assert moves.get_column("stage").to_list() == ["", "recycled", "mql", "sal"]


def test_a_date_on_which_clocks_change_lasts_as_long_as_in_the_zone_of_its_file() -> None:
    # 29 October has 25 hours in Cairo: from 21:00 UTC of the 28th to 22:00 of the 29th.
    dated = {"entered.mql": at(10, 28, 21), "entered.mql.day": date(2026, 10, 29)}
    leads = frame([{**lead(1, created_at=at(10, 1), entered__sal=at(10, 29, 21)), **dated}])
    known, unknown = (
        stays(leads, agreement(), zones).get_column("seconds").to_list()[1]
        for zones in ((ZONE, "Africa/Cairo"), (ZONE,))
    )
    assert (known, unknown) == (0, 86_400)


def test_leads_not_heard_of_yet_are_nowhere_and_what_comes_later_is_not_known() -> None:
    rows = [lead(1, created_at=at(10, 6), entered__mql=at(10, 20)), lead(2, created_at=at(10, 21))]
    moves = stays(frame(rows, "2026-10-10"), agreement(), (ZONE,))
    assert moves.select("stage", "until").rows() == [("", None)]
    nobody = stays(frame([{"lead_id": "L1", "region": "North"}]), agreement(), (ZONE,))
    assert nobody.is_empty()
    its = balances(nobody, agreement(), SPAN)
    assert [each.stage for each in its] == ["", "mql", "sal", "recycled", "opp", "customer"]
    assert all(each.is_empty and each.adds_up for each in its)


def test_values_are_grouped_without_case_and_shown_in_their_commonest_spelling() -> None:
    rows = [
        {**lead(n, created_at=at(10, 6)), "region": region}
        for n, region in enumerate(["North", "north", "North", "South", None])
    ]
    by = frame(rows).get_column("region")
    groups = found(rows, by=by)[""].groups
    assert [(one.segment, one.entered) for one in groups] == [("", 1), ("North", 3), ("South", 1)]


def test_fields_that_nothing_imported_has_are_no_moves() -> None:
    assert set(FIELDS) >= {"created_at"}
    its = found([{"lead_id": "L1", "outcome": "won", "entered.mql": at(10, 6)}])
    # Without a moment of creation a lead begins with the first thing that is known of it.
    assert (its[""].entered, its[""].end, its["mql"].end) == (1, 0, 1)


def test_what_comes_later_is_not_known_of_a_cohort_that_is_looked_at_earlier() -> None:
    rows = [
        lead(1, created_at=at(10, 6), entered__mql=at(10, 8)),
        lead(2, created_at=at(10, 7), entered__mql=at(10, 20)),
        lead(3, created_at=at(10, 30)),
    ]
    moves = stays(frame(rows), agreement(), (ZONE,))
    earlier = known_by(created_in(moves, SPAN), at(10, 10))
    its = {each.stage: each for each in balances(earlier, agreement(), Span())}
    assert (its[""].entered, its[""].end, its["mql"].end) == (2, 1, 1)
    assert part_of(earlier, "", Span(), "end").get_column("lead").len() == 1


def test_a_stage_that_two_columns_tell_of_is_entered_at_the_later_one() -> None:
    won = lead(1, created_at=at(10, 6), closed_at=at(10, 10), outcome="won")
    entered = {"entered.customer": at(10, 12)}
    moves = stays(frame([won | entered]), agreement(), (ZONE,))
    assert moves.filter(pl.col("stage").cast(pl.String) == "customer")["at"].to_list() == [
        at(10, 12)
    ]
    columns = frame([won]).columns
    assert is_told(columns, "customer", agreement())
    assert not is_told(columns, "mql", agreement())


def test_a_stage_that_is_not_in_the_funnel_has_no_balance() -> None:
    its = balances(
        stays(frame([lead(1, created_at=at(10, 6))]), agreement(), (ZONE,)), agreement(), SPAN
    )
    funnel = Funnel(FIRST, LAST, LAST, 21.0, its)
    first = funnel.stage("")
    assert first is not None
    assert first.entered == 1
    assert funnel.stage("none") is None
    assert not funnel.is_empty


def test_groups_without_a_lead_in_these_days_are_left_out() -> None:
    rows = [
        {**lead(1, created_at=at(10, 6)), "region": "North"},
        {**lead(2, created_at=at(11, 6)), "region": "South"},
    ]
    by = frame(rows).get_column("region")
    assert [one.segment for one in found(rows, by=by)[""].groups] == ["North"]


def test_days_that_have_not_begun_are_headed_by_the_day_of_as_of() -> None:
    ahead = Funnel(FIRST, LAST, FIRST - timedelta(days=3), 0.0, ())
    assert not ahead.has_begun
    assert ahead.since == FIRST - timedelta(days=3)
    running = Funnel(FIRST, LAST, FIRST, 0.5, ())
    assert running.has_begun
    assert running.since == FIRST
