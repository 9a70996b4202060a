"""Meetings as files for calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from alignment_desktop.documents.meeting_file import Attendee, MeetingEvent, meeting_file

STAMP = datetime(2026, 10, 1, tzinfo=UTC)
EVENT = MeetingEvent(
    name="Northwind\nfunnel\n2026-10-20",
    day=date(2026, 10, 20),
    start=time(9, 30),
    minutes=45,
    summary="Funnel, weekly",
    description="• Scoreboard\n• Actions",
    attendees=(Attendee('Ada "the" Lovelace', " ada@sales.example "), Attendee("Bo", "none")),
)


def lines_of(*events: MeetingEvent, zone: str = "Europe/Berlin") -> list[str]:
    content = meeting_file(events, zone, STAMP)
    return content.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")


def test_a_meeting_has_its_time_in_the_zone_its_agenda_and_who_comes() -> None:
    lines = lines_of(EVENT)
    start = lines.index("BEGIN:VEVENT")
    assert lines[start + 2 :] == [
        "DTSTAMP:20261001T000000Z",
        "DTSTART;TZID=Europe/Berlin:20261020T093000",
        "DURATION:PT45M",
        "SUMMARY:Funnel\\, weekly",
        "DESCRIPTION:• Scoreboard\\n• Actions",
        'ATTENDEE;CN="Ada the Lovelace":mailto:ada@sales.example',
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_the_zone_says_when_its_clocks_change() -> None:
    lines = lines_of(EVENT, replace(EVENT, day=date(2026, 10, 27), description=""))
    zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE") + 1]
    assert zone == [
        "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
        "BEGIN:DAYLIGHT", "DTSTART:20261018T020000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0200",
        "TZNAME:CEST", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:20261025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
        "TZNAME:CET", "END:STANDARD",
        "END:VTIMEZONE",
    ]  # fmt: skip
    west = lines_of(EVENT, zone="America/St_Johns")
    assert "TZOFFSETTO:-0230" in west


def test_a_meeting_without_a_time_stands_for_the_day() -> None:
    lines = lines_of(replace(EVENT, start=None))
    assert "BEGIN:VTIMEZONE" not in lines
    assert "DTSTART;VALUE=DATE:20261020" in lines
    assert "DTEND;VALUE=DATE:20261021" in lines


def test_equal_meetings_give_equal_bytes_and_keep_their_names() -> None:
    again = replace(EVENT, start=time(10), summary="Moved")
    uid = [line for line in lines_of(EVENT) if line.startswith("UID:")]
    assert uid == [line for line in lines_of(again) if line.startswith("UID:")]
    assert meeting_file([EVENT], "UTC", STAMP) == meeting_file([EVENT], "UTC", STAMP)
