"""What people write in reviews, as it stands, worked out from the change log."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from datetime import date, datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.fields import TEXT
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.review_entries import (
    ACTION,
    HEADLINE,
    NEW,
    NOTE,
    OPEN,
    PARAGRAPH,
    STATUSES,
    ReviewChanged,
)
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.domain.log_entries import Entry

LONGEST = {HEADLINE: 300, PARAGRAPH: 3_000, NOTE: 10_000}
_LONGEST_OTHER = 2_000
_NAME = 60  # letters by which a record is named


@dataclass(frozen=True, slots=True)
class ReviewKey:
    """Which review.

    Attributes:
        agreement: The agreement's number in the store.
        period: The label of the period that is reviewed; empty: the whole agreement.
    """

    agreement: int
    period: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """One thing that somebody wrote in a review.

    Attributes:
        id: Its number in the workspace.
        review: In which review.
        sort: `decision`, `action`, `note`, `headline` or `paragraph`.
        fields: What it says, by the name of the field; one that is missing is empty.
        revisions: The change that gave each field what it says.
        authors: Who wrote what each field says.
        at: When it was changed last.
        by: Who did that.
    """

    id: int
    review: ReviewKey
    sort: str
    fields: Mapping[str, str]
    revisions: Mapping[str, int]
    authors: Mapping[str, Actor]
    at: datetime
    by: Actor

    @property
    def text(self) -> str:
        """What was decided, is to be done, or is said."""
        return self.value("text")

    @property
    def owner(self) -> str:
        """The key of the person who looks after an action; may be empty."""
        return self.value("owner")

    @property
    def due(self) -> date | None:
        """The day on which an action is due."""
        return date.fromisoformat(self.value("due")) if self.value("due") else None

    @property
    def status(self) -> str:
        """How an action stands."""
        return self.value("status") or NEW

    @property
    def is_open(self) -> bool:
        """Whether an action still has to be done."""
        return self.status in OPEN

    @property
    def carried(self) -> int:
        """The number of the action of an earlier review that it goes on from; 0: it is new."""
        return int(self.value("carried") or 0)

    @property
    def name(self) -> str:
        """Its first words."""
        return name_of(self.text)

    def value(self, name: str) -> str:
        """What a field says; empty: nothing."""
        return self.fields.get(name, "")


@dataclass(frozen=True)
class ReviewRecords:
    """Everything that is written in the reviews of a workspace.

    Attributes:
        records: By number, in the order in which they were first written.
        last: The highest number that any record ever had.
        revision: The last change of the workspace that is taken into account.
    """

    records: Mapping[int, ReviewRecord] = field(default_factory=dict)
    last: int = 0
    revision: int = 0

    def after(self, entries: Iterable[Entry], revision: int) -> ReviewRecords:
        """The same after further changes of the workspace.

        Args:
            entries: What was done since, the first thing first; may leave out what is no part of
                a review.
            revision: The last change among all that were made.
        """
        records, last = dict(self.records), self.last
        for entry in entries:
            for change in entry.changes:
                if isinstance(change, ReviewChanged):
                    last = max(last, change.record)
                    _take(records, change, entry)
        return ReviewRecords(
            {number: records[number] for number in sorted(records)}, last, revision
        )

    def of(self, review: ReviewKey, sort: str) -> tuple[ReviewRecord, ...]:
        """What of one sort is written in a review, the first thing first."""
        return tuple(
            each for each in self.records.values() if each.review == review and each.sort == sort
        )

    def edited(self, review: ReviewKey, sort: str) -> ReviewRecord | None:
        """The headline or paragraph that people wrote; None where the generated one stands."""
        return next(iter(self.of(review, sort)), None)

    def reviews(self) -> set[ReviewKey]:
        """The reviews in which something is written."""
        return {each.review for each in self.records.values()}

    def open_actions(self, agreement: int) -> tuple[ReviewRecord, ...]:
        """The actions in the reviews of an agreement that still have to be done.

        Those that went on to a later review are counted there.
        """
        gone_on = {each.carried for each in self.records.values()}
        return tuple(
            each
            for each in self.records.values()
            if each.review.agreement == agreement
            and each.sort == ACTION
            and each.is_open
            and each.id not in gone_on
        )


def _take(records: dict[int, ReviewRecord], change: ReviewChanged, entry: Entry) -> None:
    """Brings in one change; one to a record that is not there is passed over."""
    standing = records.pop(change.record, None)
    if change.after is None or (standing is None and change.before is not None):
        return
    before = standing if change.before is not None else None
    revisions = dict.fromkeys(change.after, entry.revision)
    authors = dict.fromkeys(change.after, entry.actor)
    records[change.record] = ReviewRecord(
        change.record,
        ReviewKey(change.agreement, change.period),
        change.sort,
        {**(before.fields if before else {}), **change.after},
        {**(before.revisions if before else {}), **revisions},
        {**(before.authors if before else {}), **authors},
        entry.at,
        entry.actor,
    )


def name_of(text: str) -> str:
    """The first words of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _NAME else f"{line[: _NAME - 1]}…"


def checked(sort: str, name: str, value: str, people: Collection[str]) -> str:
    """What a field of a record is to say, as it is kept.

    Args:
        sort: The sort of record.
        name: The field.
        value: What was written; a day in ISO form, a person by key.
        people: The keys of the persons of the agreement.

    Raises:
        Problem: `review-needs-text`, `comment-too-long`, `unreadable-text`, `not-a-date`,
            `unknown-owner`, `unknown-status`.
    """
    text = str(TEXT.read(value)).strip()
    high = LONGEST.get(sort, _LONGEST_OTHER)
    if len(text) > high:
        raise Problem("comment-too-long", count=len(text), high=high)
    if name == "text" and not text:
        raise Problem("review-needs-text")
    if name == "owner" and text and text not in people:
        raise Problem("unknown-owner", value=text, known=", ".join(people) or "nobody")
    if name == "status" and text not in STATUSES:
        raise Problem("unknown-status", value=text, known=", ".join(STATUSES))
    return _day(text) if name == "due" and text else text


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Problem("not-a-date", value=text) from None
