"""An agreement carried forward to other days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.carrying import Move, carried
from alignment_desktop.domain.clauses import Clause, read_clause
from alignment_desktop.domain.problems import Problem
from tests.agreements import agreements

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MONTHS = st.integers(-60, 60)
OCTOBER, JANUARY = date(2026, 10, 1), date(2027, 1, 1)
MARCH = date(2027, 3, 31)


def last_of_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def months_on(day: date, months: int) -> date:
    """The first of a month, so many months on."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


@given(DAYS, MONTHS)
def test_by_whole_months_a_day_keeps_its_place_in_the_month(day: date, months: int) -> None:
    move = Move.between(day.replace(day=1), months_on(day, months))
    moved = move.day(day)
    assert moved.replace(day=1) == months_on(day, months)
    assert last_of_month(moved) if last_of_month(day) else moved.day <= day.day
    if day.day < 28 or last_of_month(day):
        back = Move.between(months_on(day, months), day.replace(day=1))
        assert back.day(moved) == day


@given(DAYS, st.integers(-1000, 1000), DAYS)
@example(date(2000, 11, 30), 426, date(2000, 1, 1))
def test_else_by_days_and_back(start: date, days: int, day: date) -> None:
    other = start + timedelta(days=days)
    move, back = Move.between(start, other), Move.between(other, start)
    if move.months is None:
        assert move.day(day) - day == other - start
    # From 30 January back to 30 November, its last day, are whole months; the other way are not.
    if move.months is None and back.months is None:
        assert back.day(move.day(day)) == day


@settings(max_examples=30)
@given(agreements(), MONTHS)
def test_carried_forward_and_back_nothing_but_days_that_no_month_has_is_lost(
    agreement: Agreement, months: int
) -> None:
    period = agreement.header.period
    start = date(2026, 7, 1)
    base = carried(Agreement(agreement.label, _dated(agreement)), "base", start, start).agreement
    there = months_on(start, months)
    moved = carried(base, "there", there, there)
    back = carried(moved.agreement, "base", start, start)
    assert back.agreement.content() == base.content()
    assert moved.agreement.label == "there"
    assert moved.agreement.header.period.start == there
    assert set(moved.agreement.clauses) == set(agreement.clauses)
    assert ("agreement", "") not in moved.moved
    assert agreement.header.period == period
    if months == 0:
        assert moved.moved == ()
    assert [clause_id for clause_id, _ in moved.agreement.clauses.items()] == list(base.clauses)


def _dated(agreement: Agreement) -> dict[tuple[str, str], Clause]:
    """Its clauses on days that every month has, within centuries that calendars reach."""
    clauses = {}
    for (kind, key), clause in agreement.clauses.items():
        if kind in ("initiative", "campaign", "content"):
            table = {"key": key}
            dated: dict[str, Any] = (
                {"due": date(2026, 8, 15)} if kind == "content" else {"end": date(2026, 9, 30)}
            )
            clauses[kind, key] = read_clause(kind, {**table, **dated})
        elif kind == "commitment":
            given = {"key": key, "measure": "count", "from": "created_at", "target": ">= 4"}
            targets = {"2026-07": ">= 3", "2026-08": ">= 2"}
            clauses[kind, key] = read_clause(kind, {**given, "every": "month", "targets": targets})
        elif kind == "agreement":
            days = {"start": date(2026, 7, 1), "end": date(2026, 9, 30)}
            clauses[kind, key] = read_clause(kind, {"period": days})
        else:
            clauses[kind, key] = clause
    return clauses


def autumn(*clauses: tuple[str, dict[str, Any]], start: date = OCTOBER) -> Agreement:
    header = {"period": {"start": start, "end": date(2026, 12, 31)}}
    tables = [("agreement", header), *clauses]
    made = [(kind, read_clause(kind, table)) for kind, table in tables]
    return Agreement("FY27 Q1", {(kind, clause.key): clause for kind, clause in made})


def promise(every: str, *labels: str) -> tuple[str, dict[str, Any]]:
    given = {"key": every, "measure": "count", "from": "created_at", "target": ">= 4"}
    return "commitment", {**given, "every": every, "targets": dict.fromkeys(labels, ">= 3")}


def labels_after(agreement: Agreement, start: date, end: date = MARCH) -> list[str]:
    made = carried(agreement, "FY27 Q2", start, end).agreement
    return [label for one in made.commitments.values() for label, _ in one.targets]


def test_what_is_dated_is_moved_by_the_months_between_the_periods() -> None:
    agreement = autumn(
        ("initiative", {"key": "i", "start": date(2026, 10, 31), "end": date(2026, 11, 30)}),
        ("campaign", {"key": "c", "start": date(2026, 11, 29)}),
        ("campaign", {"key": "undated"}),
        ("content", {"key": "t", "due": date(2026, 12, 15), "delivered": date(2026, 12, 1)}),
        ("calendar", {"key": "o", "timezone": "UTC", "closed": [date(2026, 12, 24)]}),
        promise("month", "2026-10", "2026-12"),
    )
    made = carried(agreement, "FY27 Q2", JANUARY, MARCH)
    content = made.agreement.content()
    assert content["initiative"] == [{"key": "i", "start": "2027-01-31", "end": "2027-02-28"}]
    assert content["campaign"] == [{"key": "c", "start": "2027-02-28"}, {"key": "undated"}]
    assert content["content"] == [{"key": "t", "due": "2027-03-15"}]
    assert made.agreement.clauses["calendar", "o"] == agreement.clauses["calendar", "o"]
    assert made.moved == (
        ("initiative", "i"), ("campaign", "c"), ("content", "t"), ("commitment", "month"),
    )  # fmt: skip
    assert made.agreement.header.period.end == MARCH


def test_labels_of_targets_are_those_of_the_new_period() -> None:
    agreement = autumn(
        promise("month", "2026-10", "2026-12"),
        promise("quarter", "FY27 Q1"),
        promise("week", "2026-W40", "2026-W53"),
        promise("period", "FY27 Q1", "Some other"),
    )
    assert labels_after(agreement, JANUARY) == [
        "2027-01", "2027-03", "FY27 Q2", "2026-W53", "2027-W13", "FY27 Q2", "Some other",
    ]  # fmt: skip
    both = autumn(promise("period", "FY27 Q1"), promise("quarter", "FY27 Q1"))
    made = carried(both, "Our second one", JANUARY, MARCH).agreement
    assert made.commitments["period"].targets[0][0] == "Our second one"
    assert made.commitments["quarter"].targets[0][0] == "FY27 Q2"


def test_between_periods_of_weeks_days_move_by_days_and_labels_by_the_nearest_number() -> None:
    agreement = autumn(
        ("content", {"key": "t", "due": date(2026, 12, 15)}),
        promise("month", "2026-10", "2026-12"),
        promise("week", "2026-W41"),
        start=date(2026, 10, 5),
    )
    start = date(2027, 1, 4)
    made = carried(agreement, "next", start, MARCH).agreement
    assert made.content()["content"] == [{"key": "t", "due": "2027-03-16"}]
    assert labels_after(agreement, start) == ["2027-01", "2027-03", "2027-W01"]


def test_a_period_that_starts_at_the_end_of_a_month_moves_by_months_to_another() -> None:
    assert Move.between(date(2027, 1, 31), date(2027, 2, 28)).months == 1
    assert Move.between(date(2027, 1, 30), date(2027, 2, 28)).months == 1
    assert Move.between(date(2027, 1, 30), date(2027, 2, 27)).months is None


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(Problem) as refused:
        carried(autumn(), "next", JANUARY, date(2026, 12, 31))
    assert refused.value.code == "end-before-start"


@pytest.mark.parametrize("start", [date(9999, 12, 1), date(9999, 12, 2)])
def test_no_day_is_moved_beyond_the_calendar(start: date) -> None:
    agreement = autumn(("content", {"key": "t", "due": date(2026, 12, 15)}))
    with pytest.raises(Problem) as refused:
        carried(agreement, "next", start, date.max)
    assert refused.value.facts["clause"] == "content.t"
