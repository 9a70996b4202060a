"""A reminder as a file that every calendar reads (iCalendar, RFC 5545)."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from alignment_desktop.values import dataclass

_WIDEST = 75
"""Octets of a line; what is longer goes on in the next one."""


@dataclass(frozen=True, slots=True)
class DayEvent:
    """Something that concerns a whole day.

    Attributes:
        name: What names it for good: writing it again replaces it in a calendar.
        day: The day.
        summary: What it is, in a line.
        description: What there is to say of it.
    """

    name: str
    day: date
    summary: str
    description: str = ""


def calendar_file(events: list[DayEvent], made: datetime) -> bytes:
    """The file.

    Args:
        events: What it holds, at least one.
        made: The moment at which it is written.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Alignment Desktop//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for event in events:
        named = hashlib.sha256(event.name.encode("utf-8")).hexdigest()[:32]
        lines += [
            "BEGIN:VEVENT",
            f"UID:{named}@alignment-desktop",
            f"DTSTAMP:{made.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(event.summary)}",
        ]
        if event.description:
            lines.append(f"DESCRIPTION:{escaped(event.description)}")
        # It takes nobody's time; it only reminds.
        lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return b"".join(folded_line(line) for line in lines)


def escaped(text: str) -> str:
    """Text as a value; what a calendar cannot take is left out."""
    plain = "".join(sign for sign in text.replace("\r\n", "\n") if sign == "\n" or sign >= " ")
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def folded_line(line: str) -> bytes:
    """A line with its end, broken between letters where it is too long."""
    done: list[bytes] = []
    room, part = _WIDEST, b""
    for sign in line:
        octets = sign.encode("utf-8")
        if len(part) + len(octets) > room:
            done.append(part)
            # Each further line begins with a blank, which takes room too.
            part, room = b"", _WIDEST - 1
        part += octets
    return b"\r\n ".join([*done, part]) + b"\r\n"
