"""Meetings as a file that every calendar reads (iCalendar, RFC 5545)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from alignment_desktop.documents.reminder_file import escaped, folded_line
from alignment_desktop.values import dataclass

_ADDRESS = re.compile(r"[^\s@,;:<>\"\\]+@[^\s@,;:<>\"\\]+")
_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f"]')
_STEP = timedelta(hours=6)
"""Two changes of a zone's clock lie further apart than this."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who comes to a meeting.

    Attributes:
        name: Who it is.
        email: The address; empty where none is known.
    """

    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class MeetingEvent:
    """One meeting on one day.

    Attributes:
        name: What names it for good: reading it again replaces it in a calendar.
        day: The day.
        start: When it begins, in the zone of the file; None: it has no time, and stands for the
            whole day.
        minutes: How long it takes.
        summary: What it is, in a line.
        description: What there is to say of it.
        attendees: Who comes.
    """

    name: str
    day: date
    start: time | None
    minutes: int
    summary: str
    description: str
    attendees: tuple[Attendee, ...]


def meeting_file(events: Sequence[MeetingEvent], zone: str, stamp: datetime) -> bytes:
    """The file; equal content gives equal bytes.

    Args:
        events: The meetings, at least one, in the order of time.
        zone: The IANA name of the zone of their times.
        stamp: What the file says of when it was made.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Alignment Desktop//EN"]
    lines.append("CALSCALE:GREGORIAN")
    if any(event.start is not None for event in events):
        first, last = min(event.day for event in events), max(event.day for event in events)
        lines += _zone_lines(zone, first, last)
    for event in events:
        lines += _event_lines(event, zone, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(folded_line(line) for line in lines)


def _event_lines(event: MeetingEvent, zone: str, stamp: datetime) -> Iterator[str]:
    named = hashlib.sha256(event.name.encode("utf-8")).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{named}@alignment-desktop"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if event.start is None:
        yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    else:
        yield f"DTSTART;TZID={zone}:{event.day:%Y%m%d}T{event.start:%H%M%S}"
        yield f"DURATION:PT{event.minutes}M"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    for attendee in event.attendees:
        # Who has no address cannot be named as one who is invited; the description names all.
        if _ADDRESS.fullmatch(attendee.email.strip()):
            called = _NOT_IN_A_NAME.sub("", attendee.name)
            yield f'ATTENDEE;CN="{called}":mailto:{attendee.email.strip()}'
    yield "END:VEVENT"


def _zone_lines(name: str, first: date, last: date) -> Iterator[str]:
    """What the clocks of a zone do from before the first day until after the last."""
    zone = ZoneInfo(name)
    begin = datetime.combine(first, time(), UTC) - timedelta(days=2)
    end = datetime.combine(last, time(), UTC) + timedelta(days=3)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{name}"
    yield from _observance(begin, begin, zone)
    at = begin
    while at < end:
        if _offset(at + _STEP, zone) != _offset(at, zone):
            before, after = at, at + _STEP
            while after - before > timedelta(minutes=1):
                middle = before + (after - before) // 2
                same = _offset(middle, zone) == _offset(before, zone)
                before, after = (middle, after) if same else (before, middle)
            change = after.replace(second=0, microsecond=0)
            yield from _observance(change, change - timedelta(minutes=1), zone)
        at += _STEP
    yield "END:VTIMEZONE"


def _observance(at: datetime, before: datetime, zone: tzinfo) -> Iterator[str]:
    """What holds from a moment on; its local time is that of the clocks before it."""
    kind = "DAYLIGHT" if at.astimezone(zone).dst() else "STANDARD"
    local = at.astimezone(UTC) + _offset(before, zone)
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{local:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_offset_text(_offset(before, zone))}"
    yield f"TZOFFSETTO:{_offset_text(_offset(at, zone))}"
    yield f"TZNAME:{at.astimezone(zone).tzname()}"
    yield f"END:{kind}"


def _offset(at: datetime, zone: tzinfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _offset_text(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
