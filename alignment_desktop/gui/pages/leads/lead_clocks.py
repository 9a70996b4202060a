"""The clocks of a lead in words, and as bars on one line of time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from alignment_desktop.charts.clock_bars import ClockBar
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.gui.pages.leads.lead_rows import took_text
from alignment_desktop.gui.wording import wording
from alignment_desktop.phrasing.clocks import parts_text, time_of_clock
from alignment_desktop.phrasing.days import day_of_year_text, day_text, plain_moment_text
from alignment_desktop.phrasing.durations import limit_text
from alignment_desktop.words.language import Language

if TYPE_CHECKING:
    from alignment_desktop.services.lead_history import LeadHistory
    from alignment_desktop.services.lead_standing import LeadClock

KEPT, MISSED, OPEN, LEFT_OUT = "kept", "missed", "open", "excluded"
_TONES = {KEPT: "kept", MISSED: "missed", OPEN: "accent", LEFT_OUT: "muted"}
_MOST_TICKS = 8


def clock_lines(history: LeadHistory, language: Language) -> tuple[ClockBar, ...]:
    """Every clock that ran for a lead."""
    return tuple(_line(clock, history, language) for clock in history.clocks)


def ticks_of(bars: tuple[ClockBar, ...], language: Language) -> tuple[tuple[datetime, str], ...]:
    """Some midnights within the time of the clocks, with the day that begins there."""
    moments = [each for bar in bars for each in (bar.start, bar.end, bar.due) if each]
    if not moments:
        return ()
    first, last = min(moments), max(moments)
    step = max((last - first).days // _MOST_TICKS + 1, 1)
    day = datetime.combine(first.date(), time(), first.tzinfo) + timedelta(days=1)
    found = []
    while day <= last:
        found.append((day, day_of_year_text(day.date(), language)))
        day += timedelta(days=step)
    return tuple(found)


def standing_text(history: LeadHistory) -> str:
    """How many clocks were missed, were kept, and still run."""
    its = wording().lead
    states = [clock.row.state for clock in history.clocks]
    parts = [
        (states.count(MISSED), its.missed_count),
        (states.count(KEPT), its.kept_count),
        (states.count(OPEN), its.open_count),
    ]
    said = [words(count=count) for count, words in parts if count]
    return " · ".join([*said, its.hatched()] if any(history.closed.values()) else said)


def _line(clock: LeadClock, history: LeadHistory, language: Language) -> ClockBar:
    row, commitment = clock.row, clock.commitment
    start = _moment(row.from_, history)
    stopped = None if row.to is None else _moment(row.to, history)
    end = stopped or history.as_of
    if stopped is None and commitment.times and row.due is not None:
        end = min(end, row.due)  # attempts that come later are not counted
    ended, when = _ended(clock, language)
    limit = limit_text(commitment.limit, language) if commitment.limit else ""
    if commitment.times:
        limit = wording().lead.attempts(count=commitment.times, limit=limit)
    return ClockBar(
        key=commitment.key,
        name=display_name(commitment),
        limit=limit,
        start=start,
        end=max(end, start),
        due=row.due,
        running=stopped is None and row.state == OPEN,
        colour=commitment.party,
        tone=_TONES.get(row.state or "", "text"),
        ended=ended,
        when=" · ".join(filter(None, (when, who_had_it(clock, history, language)))),
        closed=tuple(history.closed.get(commitment.key, ())),
    )


def who_had_it(clock: LeadClock, history: LeadHistory, language: Language) -> str:
    """What was paused of a clock, and who had the rest of its time; empty where it says neither."""
    commitment, row = clock.commitment, clock.row
    parts = parts_text(row.parts or (), commitment, history.agreement, language)
    if not row.paused:
        return parts
    paused = time_of_clock(row.paused, commitment, language)
    return " · ".join(filter(None, (language.commitments.paused(time=paused), parts)))


def _ended(clock: LeadClock, language: Language) -> tuple[str, str]:
    """How a clock ended, and when."""
    its, row = wording().lead, clock.row
    when = its.began_at(moment=_told(row.from_, language))
    if row.to is not None:
        when = its.stopped_at(moment=_told(row.to, language))
    if row.state == MISSED:
        used, allowed = clock.used, clock.allowed
        if used is None or allowed is None or used <= allowed:
            return its.missed(), when
        return its.missed_by(time=took_text(used - allowed, clock.business, language)), when
    if row.state == OPEN:
        due = row.due
        return its.open_due(day=day_text(due.date(), language)) if due else its.open(), when
    if row.state == LEFT_OUT:
        return its.left_out(), when
    return its.kept(), when


def _told(at: date, language: Language) -> str:
    return plain_moment_text(at, language) if isinstance(at, datetime) else day_text(at, language)


def _moment(at: date, history: LeadHistory) -> datetime:
    if isinstance(at, datetime):
        return at
    return datetime.combine(at, time(), history.as_of.tzinfo)
