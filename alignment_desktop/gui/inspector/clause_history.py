"""Who did what to a clause, out of the change log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.log_entries import (
    Change,
    ClauseChanged,
    ConsentGiven,
    ConsentTakenBack,
)
from alignment_desktop.domain.progress import Monitor
from alignment_desktop.gui.importing.words import moment_word
from alignment_desktop.gui.inspector.change_words import who_words
from alignment_desktop.gui.wording import party_words, wording
from alignment_desktop.services.workspace import Workspace

_MOST = 6


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to a clause.

    Attributes:
        at: When.
        author: Who did it.
        deed: `created`, `edited`, `removed`, `agreed`, `took back`.
        party: Whose consent it was; empty for the others.
        times: How often in a row, where the same author did the same.
    """

    at: datetime
    author: Actor
    deed: str
    party: str = ""
    times: int = 1


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
                _gather(events, event)
        if len(events) > _MOST:
            break
    return events[:_MOST]


def _gather(events: list[Event], event: Event) -> None:
    """Adds an event; edits of one author in a row become one, dated by the last."""
    last = events[-1] if events else None
    if last and event.deed == last.deed == "edited" and event.author == last.author:
        events[-1] = Event(last.at, last.author, last.deed, last.party, last.times + 1)
    else:
        events.append(event)


def _about(
    changes: Iterable[Change], agreement: int, clause_id: ClauseId
) -> list[ClauseChanged | ConsentGiven | ConsentTakenBack]:
    """The changes of one step that are about the clause, the last first."""
    found = [
        change
        for change in changes
        if isinstance(change, ClauseChanged | ConsentGiven | ConsentTakenBack)
        and (change.agreement, change.kind, change.key) == (agreement, *clause_id)
    ]
    # Who edits a clause agrees to it in the same change: that is one event, not two.
    edits = [change for change in found if isinstance(change, ClauseChanged)]
    return list(reversed(edits or found))


def _event(
    change: ClauseChanged | ConsentGiven | ConsentTakenBack, at: datetime, author: Actor
) -> Event | None:
    match change:
        case ConsentGiven():
            return Event(at, author, "agreed", change.party)
        case ConsentTakenBack():
            return Event(at, author, "took back", change.party)
        case _ if change.same_words:
            return None
        case _ if change.before is None:
            return Event(at, author, "created")
        case _:
            return Event(at, author, "removed" if change.after is None else "edited")


def event_text(event: Event, agreement: Agreement) -> str:
    """An event in words, at the agreement's time: “Dana Fox edited · 14 Oct 2026, 09:30”."""
    actor, zone = event.author, ZoneInfo(agreement.timezone)
    author = who_words([actor], agreement) if actor.person or actor.party else ""
    own = event.party in ("", actor.party)  # else somebody put back what a party had said
    party = author if own else party_words(event.party)
    its = wording().inspector
    words = {
        "created": its.created_by(who=author) if author else its.created(),
        "edited": its.edited_by(who=author) if author else its.edited(),
        "removed": its.removed_by(who=author) if author else its.removed(),
        "agreed": its.agreed(who=party),
        "took back": its.took_back(who=party),
    }[event.deed]
    if actor.facilitated:
        words = its.entered_by_the_facilitator(words=words)
    if event.times > 1:
        words = wording().inspector.times(words=words, times=event.times)
    return f"{words[:1].upper()}{words[1:]} · {moment_word(event.at.astimezone(zone))}"
