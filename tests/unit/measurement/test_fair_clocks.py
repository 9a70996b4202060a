"""Pauses, calendars by a field, and parts of clocks, sentence by sentence of the contract."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from alignment_desktop.domain.clauses import read_stored_clause
from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.attainment import leads_behind, measure, measure_at
from alignment_desktop.measurement.clock_notes import unknown_kinds
from alignment_desktop.measurement.clock_parts import chain_code
from alignment_desktop.measurement.lead_breakdown import Split, judged, splits
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.measurement.results import to_json
from alignment_desktop.measurement.versions import VersionInForce
from tests.measuring import OFFICE, TOUCH, Row, agreement, asked, at, counts, only, states

WAITING = {"pause": [["waiting", "answered"], ["on hold", "resumed"]]}
CLOCK = TOUCH | {"limit": "4 hours"} | WAITING
OPEN_HOURS = TOUCH | {"limit": "4 business hours"} | WAITING
CALLS = {"measure": "attempts", "from": "created_at", "limit": "4 hours", "times": 1} | WAITING
MEDIAN = TOUCH | {"measure": "median", "business": True, "target": "<= 4 hours"}
NINE = at(11, 2, 8)  # Monday, nine o'clock in Berlin
SOUTH = OFFICE | {"key": "south", "timezone": "Australia/Sydney"}


def talk(kind: str, hour: float, *, lead: str = "L0", day: int = 2, by: str | None = None) -> Row:
    """An activity at an hour of Berlin."""
    return {"lead_id": lead, "at": at(11, day, hour - 1), "kind": kind, "by": by}


def lines(request: Request, *names: str) -> list[tuple[Any, ...]]:
    rows, _ = leads_behind(request, "c")
    return [tuple(row.to_json().get(name) for name in names) for row in rows]


def notes(request: Request) -> list[tuple[str, Any]]:
    (result,) = measure(request)
    return [(note.code, note.facts) for note in result.notes]


# --- pauses --------------------------------------------------------------------------------------


@pytest.mark.parametrize("clock", [CLOCK, OPEN_HOURS])
def test_what_lies_between_an_opening_and_the_next_closing_activity_is_taken_out(
    clock: Row,
) -> None:
    leads: list[Row] = [
        {"created_at": NINE, "first_touch_at": at(11, 2, 14)},
        {"created_at": NINE, "first_touch_at": at(11, 2, 14)},
        {"created_at": NINE, "first_touch_at": None},
    ]
    done = [
        talk(" Waiting", 10),
        talk("waiting", 11),
        talk("ANSWERED ", 12),
        talk("answered", 13),
        talk("waiting", 12, lead="L1"),
        talk("answered", 12.5, lead="L1"),
        talk("waiting", 12, lead="L2"),
    ]
    request = asked(clock, leads=leads, activities=done, as_of="2026-11-02T16:00+01:00")
    assert lines(request, "state", "paused", "due") == [
        ("kept", 7200, "2026-11-02T15:00:00+01:00"),
        ("missed", 1800, "2026-11-02T13:30:00+01:00"),
        ("open", 14400, "2026-11-02T17:00:00+01:00"),
    ]


def test_pauses_of_several_pairs_that_overlap_are_taken_out_once() -> None:
    leads = [{"created_at": NINE, "first_touch_at": at(11, 2, 14)}]
    done = [talk("waiting", 10), talk("on hold", 11), talk("answered", 12), talk("resumed", 13)]
    assert lines(asked(CLOCK, leads=leads, activities=done), "paused") == [(3 * 3600,)]


def test_a_pause_that_ends_before_it_begins_or_never_runs_to_the_stop_or_to_as_of() -> None:
    leads: list[Row] = [
        {"created_at": NINE, "first_touch_at": at(11, 3, 8)},
        {"created_at": NINE, "first_touch_at": None},
    ]
    done = [
        talk("answered", 9.5),
        talk("waiting", 10),
        talk("waiting", 10, lead="L1"),
        talk("answered", 10, lead="L1"),
        talk("waiting", 8, lead="L1"),
        talk("on hold", 12, lead="L1"),
    ]
    request = asked(CLOCK, leads=leads, activities=done, as_of="2026-11-04T09:00+01:00")
    # The second lead waited from before its start, which counts from its start.
    assert lines(request, "state", "paused") == [("kept", 23 * 3600), ("open", 46 * 3600)]


def test_a_pause_opened_once_the_limit_is_used_up_heals_nothing() -> None:
    leads: list[Row] = [
        {"created_at": NINE, "first_touch_at": at(11, 2, 14)},
        {"created_at": NINE, "first_touch_at": at(11, 2, 14)},
    ]
    done = [
        talk("waiting", 13.25),
        talk("answered", 14),
        # Opened at the very moment at which it is due, which is not yet past.
        talk("waiting", 13, lead="L1"),
        talk("answered", 16, lead="L1"),
    ]
    assert lines(asked(CLOCK, leads=leads, activities=done), "state", "due", "paused") == [
        ("missed", "2026-11-02T13:00:00+01:00", 2700),
        ("kept", "2026-11-02T15:00:00+01:00", 7200),
    ]


def test_activities_within_a_pause_count_as_attempts_and_pauses_move_their_limit() -> None:
    leads = [{"created_at": NINE}, {"created_at": NINE}, {"created_at": NINE}]
    done = [
        talk("waiting", 10),
        talk("call", 12),
        talk("waiting", 10, lead="L1"),
        talk("answered", 12, lead="L1"),
        talk("call", 14.75, lead="L1"),
        talk("waiting", 10, lead="L2"),
        talk("answered", 12, lead="L2"),
        talk("call", 15.25, lead="L2"),
    ]
    request = asked(CALLS | {"activity": "Call"}, leads=leads, activities=done)
    assert [each for (each,) in lines(request, "state")] == ["kept", "kept", "missed"]


def test_activities_known_only_by_their_day_neither_open_nor_close_a_pause_and_are_listed() -> None:
    leads = [{"created_at": NINE, "first_touch_at": at(11, 2, 14)}]
    done = [
        talk("waiting", 10) | {"at.day": date(2026, 11, 2)},
        talk("on hold", 10) | {"at.day": None},
        talk("resumed", 11) | {"at.day": date(2026, 11, 2)},
        talk("answered", 12) | {"at.day": None},
    ]
    request = asked(CLOCK, leads=leads, activities=done)
    assert lines(request, "state", "paused") == [("kept", 5 * 3600)]
    assert notes(request) == [
        ("pauses-without-time", {"activities": 2, "leads": "L0", "commitment": "c"})
    ]


def test_a_kind_of_pause_that_nothing_imported_has_is_said_and_takes_nothing_out() -> None:
    leads = [{"created_at": NINE, "first_touch_at": at(11, 2, 11)}]
    request = asked(CLOCK, leads=leads, activities=[talk("waiting", 10), talk("call", 9)])
    assert notes(request) == [
        ("pause-not-imported", {"kinds": "answered, on hold, resumed", "commitment": "c"})
    ]
    assert states(request) == {"L0": "kept"}
    stated = agreement(CLOCK).commitments["c"]
    without = asked(CLOCK, activities=[{"lead_id": "L0", "at": NINE}]).evidence.activities.frame
    assert unknown_kinds(stated, without) == ["waiting", "answered", "on hold", "resumed"]


@pytest.mark.parametrize(
    ("done", "missing"), [([], "at"), ([{"lead_id": "L0", "at": NINE}], "kind")]
)
def test_without_activities_that_tell_of_pauses_there_is_no_figure(
    done: list[Row], missing: str
) -> None:
    request = asked(CLOCK, leads=[{"created_at": NINE, "first_touch_at": NINE}], activities=done)
    assert only(request).status == "no_data"
    assert notes(request) == [("field-not-imported", {"field": missing, "commitment": "c"})]


def test_pauses_opened_in_the_last_tenth_of_the_limit_are_counted_by_person() -> None:
    leads = [{"created_at": NINE, "first_touch_at": at(11, 2, 18)} for _ in range(4)]
    done = [
        talk("waiting", 12.75, by="Weber"),
        talk("answered", 13, by="Ann"),
        talk("waiting", 12.5, lead="L1", by=" weber"),
        talk("waiting", 13, lead="L2"),
        talk("waiting", 13.5, lead="L3", by="Ann"),
    ]
    request = asked(CLOCK, leads=leads, activities=done)
    (result,) = measure(request)
    assert result.pauses is not None
    told = [(each.by, each.opened, each.late, each.are_few) for each in result.pauses]
    assert told == [("Weber", 2, 1, True), ("", 1, 1, True), ("Ann", 1, 0, True)]
    shown = cast("dict[str, list[Row]]", to_json(request.as_of, [result]))
    assert shown["commitments"][0]["pauses"][0] == {"by": "Weber", "opened": 2, "late": 1}
    untimed = asked(MEDIAN | WAITING, leads=leads, activities=done)
    assert [each.late for each in measure(untimed)[0].pauses or ()] == [0, 0, 0]


# --- calendars by a field ------------------------------------------------------------------------


def in_regions(*commitments: Row) -> VersionInForce:
    stated = agreement(*commitments)
    clauses = dict(stated.clauses)
    clauses["calendar", "south"] = read_stored_clause("calendar", SOUTH)
    return VersionInForce(type(stated)(stated.label, clauses))


BY_REGION: Row = {"calendar_by": {"field": "region", "calendars": {"apac": "south"}}}


def test_the_calendar_is_that_of_the_leads_field_and_values_not_named_are_said() -> None:
    # Sunday 23:00 UTC is Monday 10:00 in Sydney, where the office opened an hour ago.
    start, stop = at(11, 1, 23), at(11, 2, 2)
    leads: list[Row] = [
        {"created_at": start, "first_touch_at": stop, "region": region}
        for region in (" Apac ", "LATAM", "EMEA", None)
    ]
    version = in_regions(TOUCH | {"limit": "2 business hours"} | BY_REGION)
    request = asked(version, leads=leads)
    assert lines(request, "state", "due") == [
        ("missed", "2026-11-02T02:00:00+01:00"),
        *[("kept", "2026-11-02T11:00:00+01:00")] * 3,
    ]
    assert notes(request) == [
        (
            "calendars-not-named",
            {"field": "region", "leads": 2, "values": "EMEA, LATAM", "commitment": "c"},
        )
    ]
    median = asked(in_regions(MEDIAN | BY_REGION), leads=leads[:1])
    assert only(median).value == 3 * 3600
    assert counts(only(asked(version, leads=[]))) == (0, 0, 0, 0)


def test_pauses_count_by_the_calendar_of_the_lead() -> None:
    leads: list[Row] = [
        {"created_at": at(11, 1, 23), "first_touch_at": None, "region": "APAC"},
        {"created_at": NINE, "first_touch_at": None, "region": "EMEA"},
    ]
    done = [
        talk("waiting", 1),
        talk("answered", 3),
        talk("call", 3.5),
        talk("waiting", 10, lead="L1"),
        talk("answered", 12, lead="L1"),
    ]
    for stated in (OPEN_HOURS, CALLS | {"limit": "4 business hours", "activity": "call"}):
        version = in_regions(stated | BY_REGION)
        request = asked(version, leads=leads, activities=done, as_of="2026-11-02T14:00+01:00")
        assert [each[1:] for each in lines(request, "state", "paused", "due")] == [
            (7200, "2026-11-02T06:00:00+01:00"),
            (7200, "2026-11-02T15:00:00+01:00"),
        ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"calendar_by": {"field": "region", "calendars": {"EMEA": "gone"}}}, "no-such-calendar"),
        (
            {"calendar_by": {"field": "region", "calendars": {"EMEA": "office", "emea": "x"}}},
            "calendar-named-twice",
        ),
        ({"calendar_by": {"field": "Land", "calendars": {"EMEA": "office"}}}, "field-not-imported"),
    ],
)
def test_a_calendar_or_a_field_that_is_not_there_gives_no_figure(words: Row, code: str) -> None:
    stated = TOUCH | {"limit": "2 business hours"} | words
    leads = [{"created_at": NINE, "first_touch_at": NINE, "region": "EMEA"}]
    request = asked(stated, leads=leads)
    assert only(request).status == "no_data"
    assert [found for found, _ in notes(request)] == [code]


# --- what contradicts itself ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (CLOCK | {"limit": "2 days"}, "pause-in-days"),
        (CLOCK | {"limit": "2 business days"}, "pause-in-days"),
        (CALLS | {"limit": "1 week"}, "pause-in-days"),
        (TOUCH | {"limit": "4 hours"} | BY_REGION, "calendar-without-hours"),
        (MEDIAN | BY_REGION | {"business": False}, "calendar-without-hours"),
    ],
)
def test_words_about_a_clock_that_contradict_each_other_are_refused(words: Row, code: str) -> None:
    with pytest.raises(Problem) as caught:
        agreement(words)
    assert caught.value.code == code
    older = read_stored_clause("commitment", {"key": "c", "target": ">= 95 %", **words})
    stated = agreement(TOUCH | {"limit": "4 hours"})
    clauses = {**stated.clauses, ("commitment", "c"): older}
    version = VersionInForce(type(stated)(stated.label, clauses))
    leads = [{"created_at": NINE, "first_touch_at": NINE, "region": "APAC"}]
    request = asked(version, leads=leads, activities=[talk("waiting", 10)])
    assert only(request).value is None
    assert [found for found, _ in notes(request)] == [code]


# --- parts ---------------------------------------------------------------------------------------

WAY = {"parts": ["assigned_at", "entered.sal"]}


def test_the_time_is_divided_at_known_moments_in_order_and_the_parts_add_up() -> None:
    moments: list[tuple[Any, Any, Any]] = [
        (at(11, 2, 9), at(11, 2, 10), at(11, 2, 11)),
        (None, at(11, 2, 10), at(11, 2, 11)),
        (at(11, 2, 10), at(11, 2, 9), at(11, 2, 11)),
        (at(11, 2, 7), at(11, 2, 12), at(11, 2, 11)),
        (at(11, 2, 9), at(11, 2, 9), None),
        (at(11, 2, 9), None, at(11, 2, 7)),
    ]
    leads: list[Row] = [
        {"created_at": NINE, "assigned_at": one, "entered.sal": two, "first_touch_at": stop}
        for one, two, stop in moments
    ]
    request = asked(TOUCH | {"limit": "4 hours"} | WAY, leads=leads)
    assert lines(request, "parts") == [
        ([3600, 3600, 3600],),
        ([None, 7200, 3600],),
        ([7200, None, 3600],),
        ([None, None, 10800],),
        ([],),
        ([],),
    ]
    shown = cast("dict[str, list[Row]]", to_json(request.as_of, measure(request)))
    assert shown["commitments"][0]["periods"][0]["parts"] == [
        {"from": "created_at", "to": "assigned_at", "median": 5400, "p90": 6840, "counted": 2},
        {"from": "assigned_at", "to": "entered.sal", "median": 5400, "p90": 6840, "counted": 2},
        {"from": "entered.sal", "to": "first_touch_at", "median": 3600, "p90": 8640, "counted": 4},
    ]


def test_parts_count_as_the_commitment_counts_and_dates_only_where_they_are_exact_enough() -> None:
    leads: list[Row] = [
        {
            "created_at": NINE, "first_touch_at": at(11, 3, 9),
            "assigned_at": at(11, 2, 23), "assigned_at.day": date(2026, 11, 3),
            "entered.sal": at(11, 2, 14),
        }
    ]  # fmt: skip
    done = [talk("waiting", 10), talk("answered", 11)]
    hours = asked(OPEN_HOURS | WAY, leads=leads, activities=done)
    assert lines(hours, "parts") == [([None, 5 * 3600, 3 * 3600],)]
    median = asked(MEDIAN | WAITING | WAY, leads=leads, activities=done)
    # By its date the first moment is the third of November, after which the second does not lie.
    assert lines(median, "parts") == [([7 * 3600, None, 3600],)]
    assert only(median).value == 8 * 3600


def test_a_moment_on_the_way_that_no_file_has_is_said_and_leaves_its_time_to_the_next() -> None:
    leads = [{"created_at": NINE, "first_touch_at": at(11, 2, 9)}]
    request = asked(TOUCH | {"limit": "4 hours", "parts": ["entered.sal"]}, leads=leads)
    assert lines(request, "parts") == [([None, 3600],)]
    assert notes(request) == [("part-not-imported", {"field": "entered.sal", "commitment": "c"})]
    (result,) = measure(asked(TOUCH | {"limit": "4 hours"} | WAY, leads=[]))
    assert [each.counted for each in result.periods[0].parts or ()] == []
    empty = leads[0] | {"assigned_at": None, "entered.sal": None}
    early = asked(TOUCH | {"limit": "4 hours"} | WAY, leads=[empty], last=date(2026, 10, 31))
    assert [each.counted for each in only(early).parts or ()] == [0, 0, 0]


def test_who_had_the_clock_of_the_median_lead_late_and_in_time() -> None:
    leads: list[Row] = [
        {"created_at": NINE, "assigned_at": assigned, "first_touch_at": stop, "region": "APAC"}
        for assigned, stop in (
            (at(11, 2, 9), at(11, 2, 10)),
            (at(11, 2, 11), at(11, 2, 12)),
            (at(11, 2, 14), at(11, 2, 16)),
            (None, None),
        )
    ]
    way = {"parts": ["assigned_at"]}
    request = asked(TOUCH | {"limit": "4 hours"} | way, leads=leads)
    (plan,) = request.plans()
    found = splits(judged(Workbench(request), plan), chain_code(plan.printed))
    assert found == (
        Split("missed", 1, 8 * 3600, (6 * 3600, 2 * 3600)),
        Split("kept", 2, 3 * 3600, (2 * 3600, 3600)),
    )
    at_once = [{"created_at": NINE, "assigned_at": NINE, "first_touch_at": NINE, "region": "APAC"}]
    request = asked(in_regions(MEDIAN | BY_REGION | way), leads=at_once)
    (plan,) = request.plans()
    assert splits(judged(Workbench(request), plan), chain_code(plan.printed)) == (
        Split(None, 1, 0, (0, 0)),
    )


@pytest.mark.parametrize(
    ("words", "used", "allowed"),
    [
        (OPEN_HOURS, 2 * 3600, 4 * 3600),
        (TOUCH | {"limit": "2 business days"} | BY_REGION, 3 * 3600, 16 * 3600),
    ],
)
def test_how_long_a_lead_took_is_counted_as_its_state_is(
    words: Row, used: float, allowed: float
) -> None:
    leads = [{"created_at": NINE, "first_touch_at": at(11, 2, 11), "region": "EMEA"}]
    done = [talk("waiting", 10), talk("answered", 11)]
    request = asked(in_regions(words), leads=leads, activities=done)
    (plan,) = request.plans()
    found = judged(Workbench(request), plan)
    assert found.select("used", "share_used").rows() == [(used, used / allowed)]


def test_one_bench_finds_pauses_once_for_all_that_is_asked_of_it() -> None:
    leads = [{"created_at": NINE, "first_touch_at": at(11, 2, 14)}]
    request = asked(CLOCK, CLOCK | {"key": "d"}, leads=leads, activities=[talk("waiting", 10)])
    bench = Workbench(request)
    assert [each.periods for each in measure_at(bench)] == [
        each.periods for each in measure(request)
    ]
    assert bench.pauses(tuple(map(tuple, WAITING["pause"]))).height == 1
