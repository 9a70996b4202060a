"""The groups that leads fall into: by fields, segments, calendars, and when the clock started."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from alignment_desktop.measurement.attainment import judged_leads
from alignment_desktop.measurement.lead_groups import LeadGroups, lead_groups
from alignment_desktop.measurement.request import Workbench
from tests.measuring import TOUCH, Row, asked, at

MONDAY = at(10, 5, 8)  # 10:00 in Berlin
LIMIT = {"limit": "8 hours"}


def started(count: int, late: int, *, since: datetime = MONDAY, **fields: Any) -> list[Row]:
    """So many leads, so many of them touched too late."""
    return [
        {
            "created_at": since,
            "first_touch_at": since + timedelta(hours=30 if number < late else 1),
            **fields,
        }
        for number in range(count)
    ]


def grouped(leads: list[Row], **commitment: Any) -> LeadGroups:
    bench = Workbench(asked(TOUCH | LIMIT | commitment, leads=leads))
    (plan,) = bench.request.plans()
    judged, _ = judged_leads(bench, plan)
    return lead_groups(bench, plan.printed, judged)


def named(found: LeadGroups) -> list[tuple[tuple[str, str], ...]]:
    return [group.fields for group in found.pattern.groups]


def test_values_are_alike_without_case_and_blank_is_one() -> None:
    leads = [
        *started(60, 2, owner="Anna"),
        *started(20, 15, owner="weber"),
        *started(21, 16, owner=" Weber "),
        *started(30, 24, owner=None),
    ]
    found = grouped(leads)
    assert sorted(named(found)) == [(("owner", ""),), (("owner", "Weber"),)]
    assert {(group.missed, group.of) for group in found.pattern.groups} == {(31, 41), (24, 30)}
    blank = named(found).index((("owner", ""),))
    assert found.missed_in(blank).height == 24
    assert found.missed_in(-1).height == found.missed_elsewhere == 2


def test_leads_without_a_segment_of_their_own_are_parted_by_our_segments() -> None:
    leads = [*started(40, 30, employees=2_000.0), *started(200, 10, employees=50.0)]
    found = grouped(leads)
    assert named(found) == [(("segment", "Large firms"),)]
    stated = grouped([*started(40, 30, segment="Big"), *started(200, 10, segment="Small")])
    assert named(stated) == [(("segment", "Big"),)]
    assert stated.pattern.by == ("segment", "weekday", "hour")


def test_a_segment_of_a_field_that_nobody_imported_is_left_out() -> None:
    found = grouped([*started(40, 30, owner="A"), *started(100, 5, owner="B")])
    assert found.pattern.by == ("owner", "segment", "weekday", "hour")
    assert named(found) == [(("owner", "A"),)]


@pytest.mark.parametrize(
    ("since", "group"),
    [
        (MONDAY + timedelta(days=4), ("weekday", "fri")),
        (MONDAY + timedelta(hours=1), ("hour", "11:00-12:00")),
        (MONDAY + timedelta(hours=6), ("hour", "16:00-17:00")),
    ],
)
def test_a_group_is_told_by_when_its_clocks_started_here(
    since: datetime, group: tuple[str, str]
) -> None:
    leads = [*started(40, 30, since=since), *started(200, 10)]
    assert named(grouped(leads)) == [(group,)]


def test_the_afternoon_is_told_where_no_hour_of_it_stands_out_alone() -> None:
    afternoons = [
        row for hour in range(4, 9) for row in started(20, 12, since=MONDAY + timedelta(hours=hour))
    ]
    mornings = [
        row
        for hour in range(4)
        for row in started(50, 3, since=MONDAY - timedelta(hours=2) + timedelta(hours=hour))
    ]
    assert named(grouped([*afternoons, *mornings])) == [(("hour", "12:00-24:00"),)]


def test_a_start_known_by_its_day_has_a_weekday_and_no_hour() -> None:
    friday = MONDAY + timedelta(days=4)
    day = {"created_at": datetime(2026, 10, 8, 22, tzinfo=friday.tzinfo)}
    late = [
        row | day | {"created_at.day": date(2026, 10, 9), "first_touch_at": friday} for row in
        started(40, 0)
    ]  # fmt: skip
    for number, row in enumerate(late):
        row["first_touch_at"] = friday + timedelta(days=10 if number < 30 else 0)
    rest = [row | {"created_at.day": None} for row in started(200, 5)]
    found = grouped([*late, *rest], limit="2 business days")
    assert named(found) == [(("weekday", "fri"),)]


def test_starts_known_by_their_days_are_of_no_half_of_a_day() -> None:
    leads = []
    for number in range(5):
        morning = MONDAY + timedelta(days=number)
        midnight = morning.replace(hour=22) - timedelta(days=1)
        of_day = {"created_at": midnight, "created_at.day": morning.date()}
        late = morning + timedelta(days=10)
        leads += [row | of_day | {"first_touch_at": late} for row in started(10, 0, since=morning)]
        for since in (morning, morning + timedelta(hours=6)):
            leads += [row | {"created_at.day": None} for row in started(20, 0, since=since)]
    assert named(grouped(leads, limit="2 business days")) == []


def test_a_calendar_that_a_field_chooses_parts_the_leads() -> None:
    commitment = {
        "limit": "4 business hours",
        "calendar_by": {"field": "industry", "calendars": {"Trade": "shut", "Farms": "shut"}},
    }
    bench = Workbench(asked(TOUCH | commitment, leads=started(1, 0, industry="Trade")))
    (plan,) = bench.request.plans()
    # What the clocks came to is no matter here.
    leads = [
        *started(30, 0, industry="trade "),
        *started(30, 0, industry="FARMS"),
        *started(300, 0, industry="Banks"),
    ]
    bench = Workbench(asked(TOUCH | LIMIT, leads=leads))
    (counted,) = bench.request.plans()
    judged, _ = judged_leads(bench, counted)
    industries = bench.leads.get_column("industry").str.strip_chars().str.to_lowercase()
    late = industries.is_in(["trade", "farms"])
    judged = judged.with_columns(
        state=pl.when(late.reshape((-1,))).then(pl.lit("missed")).otherwise("state")
    )
    found = lead_groups(bench, plan.printed, judged)
    assert named(found) == [(("calendar", "shut"),)]
    lacking = lead_groups(Workbench(asked(TOUCH | LIMIT, leads=started(20, 12))), plan.printed,
                          judged.head(0))  # fmt: skip
    assert lacking.pattern.groups == ()
