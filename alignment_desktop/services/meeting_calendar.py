"""The meetings of an agreement as a file for calendars."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, cast

from alignment_desktop.documents.meeting_file import Attendee, MeetingEvent, meeting_file
from alignment_desktop.documents.output_files import replacing
from alignment_desktop.domain.clauses import Meeting, Person, display_name
from alignment_desktop.domain.meeting_days import meeting_days
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import language

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.words.language import Language

ENDING = ".ics"
_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class MeetingCalendar:
    """The file, and what is in it.

    Attributes:
        content: Its bytes.
        meetings: How many meetings it holds, each day counted.
        version: Whose words they are; None: the draft's.
    """

    content: bytes
    meetings: int
    version: int | None


def meeting_calendar(
    workspace: Workspace, label: str | None, series: str | None = None
) -> MeetingCalendar:
    """The meetings of the newest frozen version, or of the draft where none is frozen.

    Args:
        workspace: Where the agreement is.
        label: Which agreement; the newest where None.
        series: The key of the one meeting that is wanted, which is the draft's where the version
            does not have it; all where None.

    Raises:
        Problem: `no-meetings`; `meeting-without-weekday` and `meeting-without-days`, which name the
            meeting; or that what is stored is damaged.
    """
    draft = workspace.draft(label)
    versions = workspace.versions(draft)
    frozen = versions[-1] if versions else None
    if frozen is not None and series and series not in frozen.agreement.of_kind("meeting"):
        frozen = None
    agreement = frozen.agreement if frozen is not None else draft.agreement
    events = events_of(agreement, series)
    stamp = datetime.combine(agreement.header.period.start, time(), UTC)
    content = meeting_file(events, agreement.timezone, stamp)
    return MeetingCalendar(content, len(events), frozen.number if frozen is not None else None)


def events_of(agreement: Agreement, series: str | None = None) -> list[MeetingEvent]:
    """Every meeting on each of its days, in the order of time.

    Args:
        agreement: Whose.
        series: The key of the one meeting that is wanted; all where None.

    Raises:
        Problem: As `meeting_calendar`.
    """
    meetings = [
        cast(Meeting, clause)
        for key, clause in agreement.of_kind("meeting").items()
        if series in (None, key)
    ]
    if not meetings:
        raise Problem("no-meetings", label=agreement.label)
    words = language(agreement.header.language or _ENGLISH)
    found = [event for meeting in meetings for event in _events(meeting, agreement, words)]
    return sorted(found, key=lambda event: (event.day, event.start or time(), event.name))


def save_calendar(content: bytes, path: Path) -> None:
    """Writes the file whole or not at all; an older one at `path` is replaced.

    Raises:
        Problem: As `documents.output_files.replacing`.
    """
    with replacing(path, ENDING) as temporary:
        temporary.write_bytes(content)


def _events(meeting: Meeting, agreement: Agreement, words: Language) -> list[MeetingEvent]:
    name = display_name(meeting)
    if not meeting.weekday:
        raise Problem("meeting-without-weekday", meeting=name)
    days = meeting_days(meeting, agreement)
    if not days:
        raise Problem("meeting-without-days", meeting=name)
    people = [agreement.of_kind("person").get(key) for key in meeting.attendees]
    present = [cast(Person, person) for person in people if person is not None]
    attendees = tuple(Attendee(display_name(each), each.email) for each in present)
    said = [f"• {point}" for point in meeting.agenda]
    if attendees:
        names = words.listed([attendee.name for attendee in attendees])
        said.insert(0, words.paper.meeting_with(names=names))
    organisation = agreement.header.organisation
    return [
        MeetingEvent(
            name=f"{organisation}\n{meeting.key}\n{day.isoformat()}",
            day=day,
            start=time.fromisoformat(meeting.time) if meeting.time else None,
            minutes=meeting.minutes,
            summary=name,
            description="\n".join(said),
            attendees=attendees,
        )
        for day in days
    ]
