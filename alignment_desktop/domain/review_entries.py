"""What a change did to what is written in reviews: decisions, actions, notes, edited sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.log_entries import Change, Record
from alignment_desktop.values import dataclass

DECISION, ACTION, NOTE = "decision", "action", "note"
HEADLINE, PARAGRAPH = "headline", "paragraph"
EDITED = (HEADLINE, PARAGRAPH)
"""What is written from the figures, and edited by people; there is one of each in a review."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    DECISION: ("text", "why"),
    ACTION: ("text", "owner", "due", "status", "outcome", "carried"),
    NOTE: ("text",),
    HEADLINE: ("text",),
    PARAGRAPH: ("text",),
}
"""The fields of each sort of record; all are texts, and all but `text` may be empty."""

NEW, IN_HAND, DONE, DROPPED = "new", "in-hand", "done", "dropped"
STATUSES = (NEW, IN_HAND, DONE, DROPPED)
OPEN = (NEW, IN_HAND)
"""The statuses of actions that still have to be done."""


@dataclass(frozen=True, slots=True)
class ReviewChanged(Change):
    """Something was written, edited or removed in the review of some days.

    Attributes:
        agreement: The agreement's number in the store.
        period: The label of the period that is reviewed; empty: the whole agreement.
        sort: `decision`, `action`, `note`, `headline` or `paragraph`.
        record: The record's number in the workspace.
        review: What the review was called then.
        name: The first words of what was written.
        before: What it said in the fields that changed; None: it was not there.
        after: What it says in them now; None: it is gone.
    """

    event = "review"
    shows = frozenset({Changed.REVIEWS})

    agreement: int
    period: str
    sort: str
    record: int
    review: str
    name: str
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None

    @override
    def to_record(self) -> Record:
        place = {"agreement": self.agreement, "period": self.period, "sort": self.sort}
        called = {"review": self.review, "name": self.name}
        states = {"before": self.before, "after": self.after}
        return {"what": "review", **place, "id": self.record, **called, **states}

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (replace(self, before=self.after, after=self.before),)

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return (self.record,)

    @property
    @override
    def phase(self) -> str:
        if self.before is None:
            return f"{self.sort}-added"
        return f"{self.sort}-removed" if self.after is None else f"{self.sort}-changed"


def read_review(record: Mapping[str, Any]) -> Change:
    """A change of a review, from a record of the log."""
    period, sort = _text(record["period"]), _text(record["sort"])
    called = _text(record["review"]), _text(record["name"])
    before, after = (_fields(sort, record[name]) for name in ("before", "after"))
    if before is None and after is None:
        raise ValueError("no change")
    number = int(record["id"])
    return ReviewChanged(int(record["agreement"]), period, sort, number, *called, before, after)


def _fields(sort: str, value: object) -> dict[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not set(value) <= set(FIELDS[sort]):
        raise TypeError("no fields")
    return {name: _value(name, _text(text)) for name, text in value.items()}


def _value(name: str, text: str) -> str:
    """What a field says, if it is what the field can hold."""
    if name == "due" and text:
        date.fromisoformat(text)
    if name == "carried" and text:
        int(text)
    if name == "status" and text not in ("", *STATUSES):
        raise ValueError("no status")
    return text


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
