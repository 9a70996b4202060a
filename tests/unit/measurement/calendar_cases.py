"""Calendars for tests of business time: the usual ones, and generated ones at odd places."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from alignment_desktop.measurement.business_time import BusinessCalendar
from tests.unit.measurement.calendar_judge import DAY, NAMES, instant

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3600


def berlin(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def calendar(hours: dict[str, list[str]] | None = None, **fields: object) -> BusinessCalendar:
    return BusinessCalendar.from_mapping(
        {"timezone": "Europe/Berlin", "hours": hours or {}, **fields}
    )


def every_day(*shifts: str) -> dict[str, list[str]]:
    return {name: list(shifts) for name in NAMES}


def weekdays(*shifts: str) -> dict[str, list[str]]:
    return {name: list(shifts) for name in NAMES[:5]}


OFFICE = calendar(weekdays("09:00-12:00", "13:00-17:00"))
NIGHTS = calendar(weekdays("22:00-06:00"))


ANCHORS = {
    "Europe/Berlin": ["2026-03-29", "2026-10-25", "2026-12-26"],
    "America/Sao_Paulo": ["2018-11-04", "2018-02-18", "2017-10-15"],
    "America/New_York": ["2026-03-08", "2026-11-01"],
    "America/St_Johns": ["2006-10-29", "2006-04-02"],
    "Asia/Kolkata": ["2026-01-01"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],
    "Pacific/Apia": ["2011-12-30", "2012-04-01"],
    "Africa/Casablanca": ["2026-02-15", "2026-03-22"],
    "UTC": ["2000-02-29"],
}
CLOCK = st.integers(0, 47).map(lambda n: f"{n // 2:02}:{n % 2 * 30:02}") | st.sampled_from(
    ["00:00", "22:00", "02:30", "06:00"]
)
TEXTS = st.lists(st.builds("{}-{}".format, CLOCK, CLOCK | st.just("24:00")), max_size=2)


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, Any], dt.date, list[dt.datetime]]:
    zone = draw(st.sampled_from(list(ANCHORS)))
    anchor = dt.date.fromisoformat(draw(st.sampled_from(ANCHORS[zone])))
    near = st.integers(-4, 5).map(lambda n: anchor + n * DAY)
    table = {
        "timezone": zone,
        "hours": draw(st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=7)),
        "holidays": draw(st.sampled_from([None, None, {"country": "DE"}, {"country": "US"}])),
        "closed": draw(st.lists(near, max_size=3)),
        "closed_cuts": draw(st.sampled_from(["start", "clip"])),
        "open": draw(st.dictionaries(near, TEXTS, max_size=3)),
        "breaks": draw(st.dictionaries(near, TEXTS, max_size=3)),
    }
    minutes = st.integers(-5 * 1440, 6 * 1440) | st.integers(-12, 36).map(lambda n: n * 30)
    moments = draw(st.lists(minutes, min_size=2, max_size=6))
    seconds = draw(st.sampled_from([0, 0, 1.5]))
    return (
        table,
        anchor,
        [instant(ZoneInfo(zone), anchor, m) + dt.timedelta(seconds=seconds) for m in moments],
    )
