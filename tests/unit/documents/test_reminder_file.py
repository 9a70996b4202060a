"""Reminders as files for calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime

from alignment_desktop.documents.reminder_file import DayEvent, calendar_file

MADE = datetime(2027, 1, 4, 8, 30, tzinfo=UTC)


def lines_of(event: DayEvent) -> list[bytes]:
    return calendar_file([event], MADE).split(b"\r\n")


def test_a_reminder_takes_a_whole_day_and_nobodys_time() -> None:
    lines = lines_of(DayEvent("sign 1", date(2026, 12, 31), "Sign FY27 Q1"))
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    for line in (
        b"DTSTAMP:20270104T083000Z",
        b"DTSTART;VALUE=DATE:20261231",
        b"DTEND;VALUE=DATE:20270101",
        b"TRANSP:TRANSPARENT",
        b"SUMMARY:Sign FY27 Q1",
    ):
        assert line in lines


def test_the_same_reminder_has_the_same_name_and_another_one_another() -> None:
    def named(name: str) -> bytes:
        lines = lines_of(DayEvent(name, date(2026, 12, 31), "Sign"))
        return next(line for line in lines if line.startswith(b"UID:"))

    assert named("one") == named("one")
    assert named("one") != named("two")


def test_signs_that_mean_something_are_escaped_and_line_ends_kept() -> None:
    event = DayEvent("one", date(2026, 12, 31), "Sales, now; C:\\x", "First\nsecond\x07")
    lines = lines_of(event)
    assert b"SUMMARY:Sales\\, now\\; C:\\\\x" in lines
    assert b"DESCRIPTION:First\\nsecond" in lines


def test_long_lines_are_folded_between_letters_at_75_octets() -> None:
    summary = "Zustimmung für das Geschäftsjahr – über alle Länder, " * 4
    content = calendar_file([DayEvent("one", date(2026, 12, 31), summary)], MADE)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    unfolded = content.replace(b"\r\n ", b"").decode("utf-8")
    assert f"SUMMARY:{summary.replace(',', chr(92) + ',')}" in unfolded
