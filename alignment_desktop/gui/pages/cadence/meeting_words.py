"""Meetings by date in the words of the page's rows and warnings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from alignment_desktop.charts.cadence_rows import Face, MeetingLine, PersonLine
from alignment_desktop.charts.consent_marks import Mark
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import Meeting, Person, clause_name, display_name
from alignment_desktop.gui.painting.consent_mark import consent_of, consent_text
from alignment_desktop.gui.seats.seat import LEADER, SPONSOR, initials, people_in
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.phrasing.cadence import (
    away_text,
    repeats_text,
    then_text,
    weekday_text,
)
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import day_of_year_text
from alignment_desktop.services.cadence import Cadence, Clash, MeetingDate, Series
from alignment_desktop.words.language import NONE

if TYPE_CHECKING:
    from datetime import date

    from alignment_desktop.domain.agreement import Agreement

_NEAR = 300
"""Days ahead up to which a date is clear without its year."""


def meetings_of(agreement: Agreement) -> Mapping[str, Meeting]:
    """The meetings of an agreement, by key."""
    return cast("Mapping[str, Meeting]", agreement.of_kind("meeting"))


def mark_of(session: Session, clause_id: ClauseId) -> Mark:
    """Who agrees to a clause, and who proposes something else."""
    standing = session.news.negotiation(clause_id)
    given, proposing = session.draft.consents.of(clause_id), standing.proposing
    said = consent_text(consent_of(given, proposing))
    return Mark(said, "sales" in given, "marketing" in given, proposing=proposing)


def meeting_lines(session: Session, cadence: Cadence | None) -> list[MeetingLine]:
    """A row for each meeting; without dates as long as they are not known.

    What comes next is first; meetings without a date ahead are last.
    """
    meetings = meetings_of(session.draft.agreement)
    known = {one.key: one for one in cadence.series} if cadence is not None else {}
    order = [*(key for key in known if key in meetings), *(k for k in meetings if k not in known)]
    return [_meeting_line(session, meetings[key], known.get(key), cadence) for key in order]


def _meeting_line(
    session: Session, meeting: Meeting, series: Series | None, cadence: Cadence | None
) -> MeetingLine:
    its, marks = wording().cadence, user_language()
    people = people_in(session.draft.agreement)
    faces = [_face(people[key], key) for key in meeting.attendees if key in people]
    name = clause_name("meeting", meeting.key)
    day = away = ""
    then = marks.cadence.then_none()
    warnings = ""
    if series is not None and cadence is not None:
        ahead = series.ahead
        if ahead:
            today = cadence.today
            day = day_text_near(ahead[0].day, today)
            away = away_text(ahead[0].day, today, marks)
            dropped = [
                each.day
                for each in series.dates
                if each.clash is Clash.CLOSED and each.day >= today
            ]
            then = then_text([each.day for each in ahead[1:]], dropped, marks)
        else:
            day = its.no_date() if meeting.weekday else its.no_weekday()
            held = [each.day for each in series.dates if each.clash is not Clash.CLOSED]
            away = its.last_on(day=day_of_year_text(held[-1], marks)) if held else ""
            then = ""
        own = tuple(each for each in cadence.clashes if each.key == meeting.key)
        warnings = clash_lines(own, {meeting.key: meeting}, cadence.today)
    return MeetingLine(
        key=name,
        day=day,
        away=away,
        time=meeting.time or its.all_day(),
        minutes=marks.cadence.minutes(number=marks.number(meeting.minutes)),
        name=display_name(meeting),
        agenda=" · ".join(meeting.agenda),
        often=repeats_text(meeting.every, marks),
        then=then if series is not None else "",
        warnings=warnings,
        faces=tuple(faces),
        mark=mark_of(session, ("meeting", meeting.key)),
    )


def day_text_near(day: date, today: date) -> str:
    """A day with its weekday, and with its year where it is far away."""
    return weekday_text(day, user_language(), year=abs((day - today).days) > _NEAR)


def _face(person: Person, key: str) -> Face:
    return Face(initials(display_name(person) or key), person.party)


def clash_words(clashes: tuple[MeetingDate, ...], today: date) -> str:
    """The first of the dates that are warned of, and how many more there are; else empty."""
    if not clashes:
        return ""
    its, first = wording().cadence, clashes[0]
    day = day_text_near(first.day, today)
    if first.clash is Clash.CLOSED:
        text = its.clash_closed(day=day)
    else:
        text = its.clash_outside(day=day, time=_time(first))
    return its.and_more(text=text, count=len(clashes) - 1) if len(clashes) > 1 else text


def clash_lines(
    clashes: tuple[MeetingDate, ...], meetings: Mapping[str, Meeting], today: date
) -> str:
    """Every date that is warned of, a line each."""
    its = wording().cadence
    lines = []
    for each in clashes:
        if each.key not in meetings:
            continue
        facts = {"meeting": display_name(meetings[each.key]), "day": day_text_near(each.day, today)}
        if each.clash is Clash.CLOSED:
            lines.append(its.clash_closed_long(**facts))
        else:
            lines.append(its.clash_outside_long(**facts, time=_time(each)))
    return "\n".join(lines)


def _time(one: MeetingDate) -> str:
    return f"{one.start:%H:%M}" if one.start else NONE


def person_lines(session: Session) -> list[PersonLine]:
    """A row for each person; whoever is at the keyboard is told so."""
    its, marks = wording().cadence, user_language()
    lines = []
    for key, person in people_in(session.draft.agreement).items():
        sponsor = person.role == SPONSOR
        lines.append(
            PersonLine(
                key=clause_name("person", key),
                face=_face(person, key),
                name=person.name or its.no_name_yet(),
                note=its.you() if session.seat.person == key else "",
                title=person.title,
                party=party_words(person.party),
                role=choice_text(person.role, marks),
                signs=its.signs() if sponsor or person.role == LEADER else "",
                mark=mark_of(session, ("person", key)),
            )
        )
    return lines
