"""Who did what to a clause, out of the change log: old struck out, new beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from alignment_desktop.charts.palette import Palette
from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.differences import FieldChange, table_differences
from alignment_desktop.domain.discussion_entries import ProposalAnswered, Proposed
from alignment_desktop.domain.log_entries import (
    Change,
    ClauseChanged,
    ConsentGiven,
    ConsentTakenBack,
)
from alignment_desktop.domain.progress import Monitor
from alignment_desktop.gui.importing.words import moment_word
from alignment_desktop.gui.inspector.change_words import who_words
from alignment_desktop.gui.widgets.changed_value import change_markup
from alignment_desktop.gui.widgets.labels import breakable
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.phrasing.differences import field_name_text, stated_text
from alignment_desktop.services.clause_history import reason_of
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.values import dataclass

_MOST = 8
_MOST_FIELDS = 4
_LONGEST = 160

_About = ClauseChanged | ConsentGiven | ConsentTakenBack | Proposed | ProposalAnswered


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to a clause.

    Attributes:
        at: When.
        author: Who did it.
        deed: `created`, `edited`, `removed`, `agreed`, `took back`, `proposed`, or the answer to a
            proposal.
        party: Whose consent it was; empty for the others.
        times: How often in a row, where the same author did the same.
        changes: The fields that were changed, or that were proposed to be.
        why: The reason that was given; may be empty.
    """

    at: datetime
    author: Actor
    deed: str
    party: str = ""
    times: int = 1
    changes: tuple[FieldChange, ...] = ()
    why: str = ""


def clause_events(
    workspace: Workspace, agreement: int, clause_id: ClauseId, _monitor: Monitor
) -> list[Event]:
    """What was done to a clause, the newest first; at most the last few.

    Args:
        workspace: Where the log is.
        agreement: The agreement's number in the store.
        clause_id: The clause.
    """
    with workspace.store.read() as reader:
        log = reader.log()
    events: list[Event] = []
    for row in reversed(log):
        if row.agreement not in (None, agreement):
            continue
        for change in _about(row.changes, agreement, clause_id):
            event = _event(change, row.at, row.actor)
            if event is not None:
                _gather(events, replace(event, why=reason_of(row)))
        if len(events) > _MOST:
            break
    return events[:_MOST]


def _gather(events: list[Event], event: Event) -> None:
    """Adds an event; edits of one author in a row become one, dated by the last."""
    last = events[-1] if events else None
    if last and event.deed == last.deed == "edited" and event.author == last.author:
        changes = _together(event.changes, last.changes)
        why = last.why or event.why
        events[-1] = replace(last, times=last.times + 1, changes=changes, why=why)
    else:
        events.append(event)


def _together(
    earlier: Sequence[FieldChange], later: Sequence[FieldChange]
) -> tuple[FieldChange, ...]:
    """What two edits in a row changed, from before the first to after the second."""
    found = {each.field: each for each in earlier}
    for each in later:
        first = found.get(each.field)
        old = each.old if first is None else first.old
        found[each.field] = FieldChange(each.field, old, each.new)
    return tuple(each for each in found.values() if each.old != each.new)


def _about(changes: Iterable[Change], agreement: int, clause_id: ClauseId) -> list[_About]:
    """The changes of one step that are about the clause, the last first."""
    found = [
        change
        for change in changes
        if isinstance(change, _About)
        and (change.agreement, change.kind, change.key) == (agreement, *clause_id)
    ]
    # Who answers, edits or proposes does the rest with it: that is one event, not several.
    for sort in (Proposed, ProposalAnswered, ClauseChanged):
        only = [change for change in found if isinstance(change, sort)]
        if only:
            return list(reversed(only))
    return list(reversed(found))


def _event(change: _About, at: datetime, author: Actor) -> Event | None:
    match change:
        case ConsentGiven():
            return Event(at, author, "agreed", change.party)
        case ConsentTakenBack():
            return Event(at, author, "took back", change.party)
        case Proposed():
            changes = table_differences(change.kind, change.base, change.proposed)
            if change.proposed is None:
                return Event(at, author, "proposed removal")
            deed = "proposed" if change.counters is None else "counter"
            return Event(at, author, deed, changes=changes if change.base is not None else ())
        case ProposalAnswered():
            return Event(at, author, change.answer)
        case _ if change.same_words:
            return None
        case _ if change.before is None:
            return Event(at, author, "created")
        case _ if change.after is None:
            return Event(at, author, "removed")
        case _:
            fields = tuple(FieldChange(name, *both) for name, both in change.fields.items())
            return Event(at, author, "edited", changes=fields)


def event_text(event: Event, agreement: Agreement) -> str:
    """An event in words, at the agreement's time: “Dana Fox edited · 14 Oct 2026, 09:30”."""
    actor, zone = event.author, ZoneInfo(agreement.timezone)
    author = who_words([actor], agreement) if actor.person or actor.party else ""
    own = event.party in ("", actor.party)  # else somebody put back what a party had said
    party = author if own else party_words(event.party)
    its = wording().inspector
    somebody = author or its.somebody()
    words = {
        "created": its.created_by(who=author) if author else its.created(),
        "edited": its.edited_by(who=author) if author else its.edited(),
        "removed": its.removed_by(who=author) if author else its.removed(),
        "agreed": its.agreed(who=party),
        "took back": its.took_back(who=party),
        "proposed": its.proposed_by(who=somebody),
        "proposed removal": its.proposed_removal_by(who=somebody),
        "accept": its.accepted_by(who=somebody),
        "decline": its.declined_by(who=somebody),
        "counter": its.countered_by(who=somebody),
        "withdraw": its.withdrawn_by(who=somebody),
        "park": its.parked_by(who=somebody),
    }[event.deed]
    if actor.facilitated:
        words = its.entered_by_the_facilitator(words=words)
    if event.times > 1:
        words = wording().inspector.times(words=words, times=event.times)
    return f"{words[:1].upper()}{words[1:]} · {moment_word(event.at.astimezone(zone))}"


def event_markup(event: Event, clause: str, agreement: Agreement, palette: Palette) -> str:
    """An event as rich text, with the fields of the clause, `kind.key`, that it changed."""
    language, kind = user_language(), clause.partition(".")[0]
    lines = [escape(breakable(event_text(event, agreement)))]
    for each in event.changes[:_MOST_FIELDS]:
        old, new = (
            _short(stated_text(clause, each.field, value, agreement, language))
            for value in (each.old, each.new)
        )
        name = escape(field_name_text(kind, each.field, language))
        lines.append(f"{name}: {change_markup(old, new, palette)}")
    more = len(event.changes) - _MOST_FIELDS
    if more > 0:
        lines.append(escape(wording().inspector.more_fields(more, count=more)))
    if event.why:
        lines.append(escape(breakable(f"“{event.why}”")))
    return "<br>".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
