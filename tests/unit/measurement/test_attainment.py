"""What clocks and other measures come to, sentence by sentence of the contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.attainment import leads_behind, measure, measure_at
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import VersionInForce
from tests.measuring import TOUCH, Row, agreement, asked, at, counts, only, states

# --- clocks --------------------------------------------------------------------------------------


def test_business_hours_are_kept_by_the_open_time_between_start_and_stop() -> None:
    # Friday 15:00 in Berlin leaves two hours until the bell; the weekend takes none.
    friday = at(10, 9, 13)
    request = asked(
        TOUCH | {"limit": "2 business hours"},
        leads=[
            {"created_at": friday, "first_touch_at": at(10, 9, 15)},
            {"created_at": friday, "first_touch_at": at(10, 11, 20)},
            {"created_at": friday, "first_touch_at": at(10, 12, 7.5)},
            {"created_at": friday, "first_touch_at": None},
        ],
        as_of="2026-10-12T09:00+02:00",
    )
    # Until the next opening nothing is lost, and what is still unknown then may come in time.
    assert list(states(request).values()) == ["kept", "kept", "open", "open"]
    after = asked(
        TOUCH | {"limit": "2 business hours"},
        leads=[
            {"created_at": friday, "first_touch_at": at(10, 11, 20)},
            {"created_at": friday, "first_touch_at": at(10, 12, 7.5)},
        ],
    )
    assert list(states(after).values()) == ["kept", "missed"]


def test_business_hours_run_out_at_the_bell_and_are_missed_once_the_next_opening_is_past() -> None:
    # Monday 13:00 in Berlin: four hours are used up when the office closes at 17:00.
    monday = at(11, 2, 12)
    clock = TOUCH | {"limit": "4 business hours"}
    calls = {"measure": "attempts", "from": "created_at", "limit": "4 business hours", "times": 1}
    settled = {
        "measure": "share", "from": "created_at", "settle": "4 business hours",
        "of": [{"field": "outcome", "op": "is", "value": "won"}],
    }  # fmt: skip
    leads = [{"created_at": monday, "first_touch_at": None, "outcome": None}]
    touched = [{"created_at": monday, "first_touch_at": at(11, 2, 20)}]
    done = [{"lead_id": "L0", "at": at(11, 2, 20)}]
    for as_of, state in (
        ("2026-11-02T17:00+01:00", "open"),
        ("2026-11-02T20:00+01:00", "open"),
        ("2026-11-03T09:00+01:00", "open"),
        ("2026-11-03T09:01+01:00", "missed"),
    ):
        for stated in (clock, calls, settled):
            request = asked(stated, leads=leads, activities=done[:0] or [
                {"lead_id": "L9", "at": monday}
            ], as_of=as_of)  # fmt: skip
            assert states(request) == {"L0": state}, (stated, as_of)
    rows, _ = leads_behind(asked(clock, leads=leads), "c")
    assert rows[0].to_json()["due"] == "2026-11-02T17:00:00+01:00"
    assert states(asked(clock, leads=touched)) == {"L0": "kept"}
    assert states(asked(calls, leads=leads, activities=done)) == {"L0": "kept"}


def test_a_due_moment_equal_to_as_of_is_not_yet_past() -> None:
    leads = [{"created_at": at(10, 5), "first_touch_at": None}]
    days = TOUCH | {"limit": "2 days"}
    assert counts(only(asked(days, leads=leads, as_of="2026-10-07T12:00Z"))) == (0, 0, 1, 0)
    assert counts(only(asked(days, leads=leads, as_of="2026-10-07T12:00:01Z"))) == (0, 1, 0, 0)


def test_a_stop_exactly_at_the_limit_is_kept_and_later_is_missed() -> None:
    leads: list[Row] = [
        {"created_at": at(10, 5), "first_touch_at": at(10, 7)},
        {"created_at": at(10, 5), "first_touch_at": at(10, 7, 12.5)},
    ]
    assert counts(only(asked(TOUCH | {"limit": "2 days"}, leads=leads))) == (1, 1, 0, 0)
    business = TOUCH | {"limit": "2 business days"}
    assert counts(only(asked(business, leads=leads))) == (1, 1, 0, 0)


def test_a_stop_before_the_start_is_excluded_and_listed_in_every_measure_of_time() -> None:
    leads = [{"created_at": at(10, 5), "first_touch_at": at(10, 4)}]
    request = asked(TOUCH | {"limit": "2 days"}, leads=leads)
    assert counts(only(request)) == (0, 0, 0, 1)
    assert states(request) == {"L0": "excluded"}
    for name in ("median", "p90"):
        request = asked(TOUCH | {"measure": name, "target": "<= 2 days"}, leads=leads)
        assert (only(request).excluded, only(request).eligible, only(request).value) == (1, 0, None)
        assert states(request) == {"L0": "excluded"}


def test_dates_without_a_time_are_exact_enough_for_days_and_not_for_hours() -> None:
    leads: list[Row] = [
        {
            "created_at": at(10, 4, 22), "created_at.day": date(2026, 10, 5),
            "first_touch_at": at(10, 5, 22), "first_touch_at.day": date(2026, 10, 6),
        },
        {
            "created_at": at(10, 5, 8), "created_at.day": None,
            "first_touch_at": at(10, 5, 22), "first_touch_at.day": date(2026, 10, 6),
        },
    ]  # fmt: skip
    for limit in ("1 day", "2 business days", "1 week"):
        assert counts(only(asked(TOUCH | {"limit": limit}, leads=leads))) == (2, 0, 0, 0)
    for limit in ("24 hours", "8 business hours"):
        request = asked(TOUCH | {"limit": limit}, leads=leads)
        assert counts(only(request)) == (0, 0, 0, 2)
    rows, _ = leads_behind(request, "c", state="excluded")
    assert [row.to_json() for row in rows] == [
        {"lead_id": "L0", "state": "excluded", "from": "2026-10-05", "to": "2026-10-06",
         "due": None},
        {"lead_id": "L1", "state": "excluded", "from": "2026-10-05T10:00:00+02:00",
         "to": "2026-10-06", "due": "2026-10-06T10:00:00+02:00"},
    ]  # fmt: skip
    calls = {"measure": "attempts", "from": "created_at", "limit": "4 hours", "times": 1}
    done = [{"lead_id": "L1", "at": at(10, 5, 9)}]
    assert counts(only(asked(calls, leads=leads, activities=done))) == (1, 0, 0, 1)
    median = TOUCH | {"measure": "median", "target": "<= 2 days"}
    assert only(asked(median, leads=leads)).value == (86_400 + 14 * 3600) / 2


BERLIN_5TH: Row = {"at": at(10, 4, 22), "day": date(2026, 10, 5)}
TOKYO_5TH: Row = {"at": at(10, 4, 15), "day": date(2026, 10, 5)}


@pytest.mark.parametrize(
    ("start", "stop", "days", "seconds"),
    [
        # A stop on the start's own day stands for the start itself, also where it would be before.
        ({"at": at(10, 5, 8), "day": None}, BERLIN_5TH, "kept", 0),
        ({"at": at(10, 5, 8), "day": None}, TOKYO_5TH, "kept", 0),
        (BERLIN_5TH, {"at": at(10, 5, 20), "day": None}, "kept", 0),
        (TOKYO_5TH, BERLIN_5TH, "kept", 0),
        (BERLIN_5TH, TOKYO_5TH, "kept", 0),
        # In Tokyo the 5th is over at 15:00 UTC, so what began later began on the 6th there.
        ({"at": at(10, 5, 15), "day": None}, TOKYO_5TH, "excluded", None),
        ({"at": at(10, 5, 22), "day": None}, BERLIN_5TH, "excluded", None),
        (BERLIN_5TH, {"at": at(10, 4, 21), "day": None}, "excluded", None),
        (BERLIN_5TH, {"at": at(10, 6, 20), "day": None}, "kept", 46 * 3600),
        (BERLIN_5TH, {"at": at(10, 7, 20), "day": None}, "missed", 70 * 3600),
    ],
)
def test_a_date_without_a_time_is_compared_by_date_in_the_zone_of_its_file(
    start: Row, stop: Row, days: str, seconds: float | None
) -> None:
    lead = {
        "created_at": start["at"], "created_at.day": start["day"],
        "first_touch_at": stop["at"], "first_touch_at.day": stop["day"],
    }  # fmt: skip
    assert states(asked(TOUCH | {"limit": "2 days"}, leads=[lead])) == {"L0": days}
    median = asked(TOUCH | {"measure": "median", "target": "<= 2 days"}, leads=[lead])
    assert only(median).value == seconds
    assert only(median).excluded == (1 if seconds is None else 0)


def test_attempts_known_only_by_their_day_count_only_where_the_time_of_day_does_not_matter() -> (
    None
):
    calls = {"measure": "attempts", "from": "created_at", "times": 1}
    day: Row = {"at": at(11, 1, 23), "at.day": date(2026, 11, 2)}
    leads: list[Row] = [
        {"created_at": at(11, 2, 9)},
        {"created_at": at(11, 1, 9)},
        {"created_at": at(10, 31, 9)},
        {"created_at": at(11, 3, 9)},
        {"created_at": at(11, 2, 9)},
    ]
    done = [
        *({"lead_id": f"L{number}", **day} for number in range(5)),
        {"lead_id": "L4", "at": at(11, 2, 10), "at.day": None},
    ]
    hours = asked(calls | {"limit": "40 hours"}, leads=leads, activities=done)
    assert states(hours) == {
        "L0": "excluded", "L1": "kept", "L2": "excluded", "L3": "missed", "L4": "kept",
    }  # fmt: skip
    short = asked(calls | {"limit": "8 business hours"}, leads=leads, activities=done)
    assert states(short) == {
        "L0": "excluded", "L1": "kept", "L2": "kept", "L3": "missed", "L4": "kept",
    }  # fmt: skip
    in_days = asked(calls | {"limit": "2 days"}, leads=leads, activities=done)
    assert states(in_days) == {
        "L0": "kept", "L1": "kept", "L2": "kept", "L3": "missed", "L4": "kept",
    }  # fmt: skip


def test_a_start_known_only_by_its_day_does_not_settle_in_hours() -> None:
    won = {
        "measure": "share", "from": "created_at",
        "of": [{"field": "outcome", "op": "is", "value": "won"}],
    }  # fmt: skip
    leads: list[Row] = [
        {"created_at": at(10, 4, 22), "created_at.day": date(2026, 10, 5), "outcome": "won"}
    ]
    assert counts(only(asked(won | {"settle": "24 hours"}, leads=leads))) == (0, 0, 0, 1)
    assert counts(only(asked(won | {"settle": "1 day"}, leads=leads))) == (1, 0, 0, 0)


def test_attempts_count_activities_from_the_start_up_to_the_due_moment() -> None:
    calls = {"measure": "attempts", "from": "created_at", "limit": "2 days", "times": 2}
    leads = [{"created_at": at(10, 5)}, {"created_at": at(10, 5)}, {"created_at": at(10, 6)}]
    done = [
        {"lead_id": "L0", "at": at(10, 5), "kind": "Call"},
        {"lead_id": "L0", "at": at(10, 7), "kind": "mail"},
        {"lead_id": "L1", "at": at(10, 4), "kind": "call"},
        {"lead_id": "L1", "at": at(10, 7, 13), "kind": "call"},
        {"lead_id": "L1", "at": at(10, 6), "kind": "call"},
    ]
    request = asked(calls, leads=leads, activities=done, as_of="2026-10-07T23:00Z")
    assert states(request) == {"L0": "kept", "L1": "missed", "L2": "open"}
    one_kind = asked(calls | {"activity": " CALL"}, leads=leads, activities=done)
    assert states(one_kind) == {"L0": "missed", "L1": "missed", "L2": "missed"}


def test_where_business_never_opens_nothing_is_ever_due() -> None:
    header = {"calendar": "shut"}
    leads: list[Row] = [
        {"created_at": at(10, 5), "first_touch_at": None},
        {"created_at": at(10, 5), "first_touch_at": at(12, 5)},
    ]
    done = [{"lead_id": "L1", "at": at(12, 5)}]
    calls = {"measure": "attempts", "from": "created_at", "times": 1}
    for stated in (TOUCH, calls):
        for limit in ("2 business days", "1 business hour"):
            draft = VersionInForce(agreement(stated | {"limit": limit}, header=header))
            request = asked(draft, leads=leads, activities=done)
            assert states(request) == {"L0": "open", "L1": "kept"}


def test_what_would_be_due_after_the_last_year_never_is() -> None:
    header = {"period": {"start": date(9500, 1, 1), "end": date(9500, 12, 31)}}
    draft = VersionInForce(agreement(TOUCH | {"limit": "900 weeks"}, header=header))
    later = VersionInForce(agreement(TOUCH | {"limit": "50000 weeks"}, header=header))
    leads = [{"created_at": datetime(9500, 6, 1, tzinfo=UTC), "first_touch_at": None}]
    days: Row = {"first": date(9500, 1, 1), "last": date(9500, 12, 31)}
    for version, due in ((draft, "9517-08-31T00:00:00+00:00"), (later, None)):
        rows, _ = leads_behind(asked(version, leads=leads, as_of="9501-01-01", **days), "c")
        assert [(row.state, row.to_json()["due"]) for row in rows] == [("open", due)]


# --- other measures of leads ---------------------------------------------------------------------


def test_a_median_in_business_time_takes_out_what_is_closed() -> None:
    # Friday 15:00 to Monday 9:30 in Berlin: two hours and a half are open.
    leads = [{"created_at": at(10, 9, 13), "first_touch_at": at(10, 12, 7.5)}]
    median = TOUCH | {"measure": "median", "business": True, "target": "<= 4 hours"}
    assert only(asked(median, leads=leads)).value == 2.5 * 3600


def test_a_share_without_time_to_settle_is_known_at_once() -> None:
    won = {
        "measure": "share",
        "from": "created_at",
        "of": [{"field": "outcome", "op": "is", "value": "won"}],
    }
    leads: list[Row] = [
        {"created_at": at(10, 5), "outcome": "won"},
        {"created_at": at(10, 6), "outcome": "lost"},
        {"created_at": at(10, 7), "outcome": None},
    ]
    assert counts(only(asked(won, leads=leads))) == (1, 2, 0, 0)


def test_leads_that_may_still_settle_are_open() -> None:
    won = {
        "measure": "share",
        "from": "created_at",
        "of": [{"field": "outcome", "op": "is", "value": "won"}],
        "settle": "30 days",
    }
    leads: list[Row] = [
        {"created_at": at(10, 1), "outcome": None},
        {"created_at": at(10, 20), "outcome": None},
        {"created_at": at(10, 20), "outcome": "won"},
    ]
    request = asked(won, leads=leads, as_of="2026-11-10")
    assert counts(only(request)) == (1, 1, 1, 0)
    rows, _ = leads_behind(request, "c", state="open")
    assert rows[0].to_json()["due"] == "2026-11-19T13:00:00+01:00"
    in_office = asked(won | {"settle": "10 business days"}, leads=leads, as_of="2026-11-02")
    assert counts(only(in_office)) == (1, 1, 1, 0)


def test_a_period_begins_at_local_midnight_and_ends_before_the_next() -> None:
    volume = {"measure": "count", "from": "created_at", "target": ">= 1", "every": "month"}
    moments = [at(9, 30, 22), at(10, 31, 22.5), at(10, 31, 23), at(12, 31, 23)]
    (result,) = measure(asked(volume, leads=[{"created_at": moment} for moment in moments]))
    assert [(entry.period, entry.value) for entry in result.periods] == [
        ("2026-10", 2),
        ("2026-11", 1),
        ("2026-12", 0),
    ]


def test_count_and_sum_are_0_where_no_lead_qualifies_and_null_where_no_batch_has_the_column() -> (
    None
):
    volume = {"measure": "count", "from": "created_at", "target": ">= 1"}
    income = {"measure": "sum", "from": "created_at", "field": "revenue", "target": ">= 1 EUR"}
    early = [{"created_at": at(1, 1), "revenue": 5.0}]
    assert (only(asked(volume, leads=early)).value, only(asked(income, leads=early)).value) == (
        0,
        0,
    )
    for stated, missing in ((volume, "created_at"), (income, "revenue")):
        leads = [{name: value for name, value in early[0].items() if name != missing}]
        (result,) = measure(asked(stated, leads=leads))
        assert (result.periods[0].value, result.periods[0].status) == (None, "no_data")
        assert [(note.code, note.facts) for note in result.notes] == [
            ("field-not-imported", {"field": missing, "commitment": "c"})
        ]


def test_a_total_of_lead_values_is_null_where_nothing_tells_what_a_lead_is_worth() -> None:
    worth = {"measure": "sum", "from": "created_at", "field": "lead_value", "target": ">= 1 EUR"}
    open_ = {"created_at": at(10, 1), "outcome": None, "revenue": None}
    (result,) = measure(asked(worth, leads=[open_]))
    assert (result.periods[0].value, result.periods[0].status) == (None, "no_data")
    assert [note.code for note in result.notes] == ["lead-value-unknown"]
    lost = {"created_at": at(1, 1), "outcome": "lost", "revenue": None}
    (result,) = measure(asked(worth, leads=[open_, lost]))
    assert (result.periods[0].value, result.notes) == (0, ())


def test_a_total_of_a_further_column_reads_its_numbers() -> None:
    visits = {"measure": "sum", "from": "created_at", "field": "Visits", "target": ">= 1"}
    leads = [{"created_at": at(10, 1), "own:Visits": text} for text in ("3", "4.5", "n/a", None)]
    entry = only(asked(visits, leads=leads))
    assert (entry.value, entry.eligible, entry.kept) == (7.5, 4, None)


def test_a_zero_denominator_gives_no_value() -> None:
    ratio = {"measure": "ratio", "from": "created_at", "field": "revenue", "per": "cost"}
    leads = [{"created_at": at(10, 1), "revenue": 5.0, "cost": 0.0}]
    assert only(asked(ratio, leads=leads)).status == "no_data"
    leads = [{"created_at": at(10, 1), "revenue": 5.0, "cost": 2.0}]
    assert only(asked(ratio, leads=leads)).value == 2.5


def test_totals_wait_for_the_end_of_their_clipped_period() -> None:
    volume = {"measure": "count", "from": "created_at", "target": ">= 9", "every": "month"}
    leads = [{"created_at": at(10, 1)}]
    clipped: Row = {"first": date(2026, 10, 1), "last": date(2026, 10, 20)}
    open_ = asked(volume, leads=leads, as_of="2026-10-19", **clipped)
    over = asked(volume, leads=leads, as_of="2026-10-20", **clipped)
    assert (only(open_).status, only(over).status) == ("open", "missed")
    assert (only(over).period, only(over).end) == ("2026-10", date(2026, 10, 20))
    met = asked(volume | {"target": "<= 9"}, leads=leads, as_of="2026-10-19", **clipped)
    assert only(met).status == "kept"
    share = {"measure": "filled", "from": "created_at", "field": "owner", "at_risk": 0.9}
    half = [{"created_at": at(10, 1), "owner": owner} for owner in ("Ann", "") * 30]
    running = asked(share, leads=half, as_of="2026-10-19", **clipped)
    assert (only(running).status, only(running).is_over) == ("missed", False)


# --- figures and campaigns -----------------------------------------------------------------------

OCTOBER = {"start": date(2026, 10, 1), "end": date(2026, 10, 31)}


def test_a_figure_is_that_of_the_unclipped_period_and_of_the_segments_key_or_name() -> None:
    share = {"measure": "figure", "figure": "Pipeline coverage", "target": ">= 3", "every": "month"}
    stated = [
        {"figure": "pipeline COVERAGE", **OCTOBER, "segment": None, "value": 3.5},
        {"figure": "Pipeline coverage", **OCTOBER, "segment": "LARGE firms", "value": 2.0},
        {"figure": "Pipeline coverage", **OCTOBER, "segment": "bare", "value": 1.0},
    ]
    days: Row = {"first": date(2026, 10, 5), "last": date(2026, 10, 20), "figures": stated}
    entry = only(asked(share, **days))
    assert (entry.value, entry.eligible, entry.status) == (3.5, 1, "kept")
    assert only(asked(share | {"segment": "large"}, **days)).value == 2.0
    assert only(asked(share | {"segment": "bare"}, **days)).value == 1.0
    later = {**days, "first": date(2026, 11, 1), "last": date(2026, 11, 30)}
    assert only(asked(share, **later)).status == "no_data"


@pytest.mark.parametrize(
    ("figures", "keys", "code"),
    [
        ([], {}, "field-not-imported"),
        ([{"figure": "NPS", **OCTOBER}], {}, "field-not-imported"),
        ([{"figure": "Other", **OCTOBER, "value": 1.0}], {}, "figure-not-imported"),
        ([{"figure": "NPS", **OCTOBER, "value": 1.0}], {"segment": "gone"}, "no-such-segment"),
    ],
)
def test_a_figure_that_nobody_states_has_no_data(figures: list[Row], keys: Row, code: str) -> None:
    stated = {"measure": "figure", "figure": "NPS", "target": ">= 3", **keys}
    (result,) = measure(asked(stated, figures=figures))
    assert result.periods[0].status == "no_data"
    assert [note.code for note in result.notes] == [code]


@pytest.mark.parametrize(
    ("target", "unit", "value", "shown", "said"),
    [
        (">= 3 EUR", "USD", 5.0, None, ["figure-in-other-unit"]),
        (">= 3 EUR", "$", 5.0, None, ["figure-in-other-unit"]),
        (">= 3 EUR", "%", 5.0, None, ["figure-in-other-unit"]),
        (">= 3 EUR", " € ", 5.0, 5.0, []),
        (">= 3 EUR", "deals", 5.0, 5.0, []),
        (">= 3", "EUR", 5.0, None, ["figure-in-other-unit"]),
        (">= 0.3", "%", 0.5, 0.5, []),
        (">= 50 %", "%", 0.5, 0.5, []),
        (">= 50 %", None, 55.0, 55.0, ["figure-above-one"]),
    ],
)
def test_a_figure_in_another_unit_gives_no_value_and_one_above_the_whole_is_told(
    target: str, unit: str | None, value: float, shown: float | None, said: list[str]
) -> None:
    stated = {"measure": "figure", "figure": "NPS", "target": target, "every": "month"}
    figures = [{"figure": "NPS", **OCTOBER, "value": value, "unit": unit}]
    (result,) = measure(asked(stated, figures=figures, last=date(2026, 10, 31)))
    assert result.periods[0].value == shown
    assert [note.code for note in result.notes] == said


def test_a_campaign_row_counts_where_its_start_lies() -> None:
    ratio = {
        "measure": "ratio", "table": "campaigns", "field": "spend", "per": "leads",
        "target": "<= 20 EUR", "every": "month",
        "where": [{"field": "channel", "op": "is", "value": "web"}],
    }  # fmt: skip
    rows: list[Row] = [
        {"campaign": "A", **OCTOBER, "channel": "Web", "spend": 100.0, "leads": 4.0},
        {"campaign": "B", **OCTOBER, "channel": "web", "spend": 20.0, "leads": None},
        {"campaign": "C", **OCTOBER, "channel": "Fair", "spend": 900.0, "leads": 1.0},
        {"campaign": "D", "start": date(2026, 12, 31), "end": date(2027, 3, 1), "channel": "Web",
         "spend": 1.0, "leads": 0.0},
    ]  # fmt: skip
    request = asked(ratio, campaigns=rows, by="grade", leads=[{"grade": "A"}])
    (result,) = measure(request)
    assert [(entry.eligible, entry.value) for entry in result.periods] == [
        (2, 30.0),
        (0, None),
        (1, None),
    ]
    with pytest.raises(Problem) as caught:
        leads_behind(request, "c")
    assert caught.value.code == "no-leads-behind"


# --- what cannot be measured ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "leads", "activities", "missing"),
    [
        ({"measure": "within", "to": "decided_at", "limit": "2 days"}, {}, [], "decided_at"),
        ({"measure": "filled", "field": "Fax"}, {}, [], "Fax"),
        ({"measure": "attempts", "limit": "2 days", "times": 1}, {}, [], "at"),
        (
            {"measure": "attempts", "limit": "2 days", "times": 1},
            {},
            [{"email": "a@x", "at": at(10, 1)}],
            "email",
        ),
        (
            {"measure": "attempts", "limit": "2 days", "times": 1},
            {},
            [{"by": "Ann", "at": at(10, 1)}],
            "lead_id",
        ),
        (
            {"measure": "attempts", "limit": "2 days", "times": 1, "activity": "call"},
            {},
            [{"lead_id": "L0", "at": at(10, 1)}],
            "kind",
        ),
    ],
)
def test_what_no_file_has_is_named_and_counts_nothing(
    keys: Row, leads: Row, activities: list[Row], missing: str
) -> None:
    stated = {"from": "created_at", **keys}
    request = asked(stated, leads=[{"created_at": at(10, 1), **leads}], activities=activities)
    (result,) = measure(request)
    entry = result.periods[0]
    assert (entry.eligible, *counts(entry), entry.value) == (0, 0, 0, 0, 0, None)
    assert entry.status == "no_data"
    assert [note.facts["field"] for note in result.notes] == [missing]
    rows, notes = leads_behind(request, "c")
    assert (rows, [note.code for note in notes]) == ([], ["field-not-imported"])


def test_business_time_needs_a_calendar() -> None:
    draft = agreement(TOUCH | {"limit": "2 business hours"}, header={})
    leads = [{"created_at": at(10, 1), "first_touch_at": None}]
    (result,) = measure(asked(VersionInForce(draft), leads=leads))
    assert [note.code for note in result.notes] == ["no-calendar"]


def test_filled_counts_what_is_not_blank() -> None:
    filled = {"measure": "filled", "from": "created_at", "field": "source"}
    leads = [{"created_at": at(10, 1), "source": source} for source in ("Web", None, None)]
    entry = only(asked(filled, leads=leads))
    assert (entry.kept, entry.missed, entry.value, entry.status) == (1, 2, 1 / 3, "missed")


def test_one_bench_answers_several_questions_as_each_is_answered_alone() -> None:
    volume = {"measure": "count", "from": "created_at", "target": ">= 1", "every": "month"}
    whole = asked(volume, leads=[{"created_at": at(10, 1)}, {"created_at": at(11, 3)}])
    month = replace(whole, period="2026-11")
    bench = Workbench(whole)
    assert measure_at(bench) == measure(whole)
    assert measure_at(bench.asking(month)) == measure(month) != measure(whole)
