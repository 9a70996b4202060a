"""What is written in a review: decisions, actions, notes, and an edited headline or paragraph."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.periods import days_of_label
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.review_contents import Calendar, contents_of
from alignment_desktop.domain.review_entries import ACTION, FIELDS, NEW, ReviewChanged
from alignment_desktop.domain.review_records import (
    ReviewKey,
    ReviewRecord,
    ReviewRecords,
    checked,
    name_of,
)
from alignment_desktop.services.actors import identify
from alignment_desktop.services.drafts import Draft
from alignment_desktop.services.reviews import reviews_in
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.rows import AgreementRow, Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.storage.writer import Writer


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing in a review.

    Attributes:
        record: The number of the record; 0 where nothing is left of it.
        revision: The change by which it stands so.
    """

    record: int
    revision: int


@dataclass(frozen=True)
class AddReviewRecord:
    """Write a decision, an action or a note into a review.

    Attributes:
        period: The label of the period that is reviewed; empty: the whole agreement.
        sort: `decision`, `action` or `note`.
        fields: What it says, by field.
        label: Which agreement; the newest where None.
    """

    period: str
    sort: str
    fields: Mapping[str, str]
    label: str | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Written:
        """Write it.

        Raises:
            Problem: As `domain.review_records.checked`; `unknown-agreement`,
                `review-of-other-days`. Nothing is written then.
        """
        with workspace.store.change(Entry("review-add", by, at)) as writer:
            review = _open(writer, workspace, self.label, self.period)
            number = reviews_in(writer).last + 1
            review.add(writer, number, self.sort, self.fields)
            return Written(number, writer.revision())


@dataclass(frozen=True)
class EditReviewRecord:
    """Write something else into fields of a decision, an action or a note.

    Attributes:
        record: Its number.
        fields: What it is to say, by field; others stay.
        seen: The workspace's revision that the author had read; whatever stands where None.
    """

    record: int
    fields: Mapping[str, str]
    seen: int | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Written:
        """Write it; fields that others changed meanwhile stay as they are where it changes none.

        Raises:
            Problem: As `AddReviewRecord`; `review-record-gone`; `review-changed-since`, where
                another changed one of the fields since. Nothing is written then.
        """
        with workspace.store.change(Entry("review-edit", by, at)) as writer:
            standing = _found(reviews_in(writer), self.record)
            review = _open_again(writer, workspace, standing)
            review.edit(writer, standing, self.fields, self.seen)
            return Written(standing.id, writer.revision())


@dataclass(frozen=True)
class RemoveReviewRecord:
    """Take a decision, an action or a note out of its review; an edited sentence is restored.

    Attributes:
        record: Its number.
        seen: The workspace's revision that the author had read; whatever stands where None.
    """

    record: int
    seen: int | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Written:
        """Take it out.

        Raises:
            Problem: `review-record-gone`, `review-changed-since`.
        """
        with workspace.store.change(Entry("review-remove", by, at)) as writer:
            standing = _found(reviews_in(writer), self.record)
            review = _open_again(writer, workspace, standing)
            _require_seen(standing, standing.fields, self.seen)
            review.record(writer, standing, dict(standing.fields), None)
            return Written(0, writer.revision())


@dataclass(frozen=True)
class WriteReviewText:
    """Write the headline or the paragraph of a review in one's own words.

    Attributes:
        period: The label of the period that is reviewed; empty: the whole agreement.
        sort: `headline` or `paragraph`.
        text: What it is to say.
        label: Which agreement; the newest where None.
        seen: The workspace's revision that the author had read; whatever stands where None.
    """

    period: str
    sort: str
    text: str
    label: str | None = None
    seen: int | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Written:
        """Write it.

        Raises:
            Problem: As `AddReviewRecord`; `review-changed-since`.
        """
        with workspace.store.change(Entry("review-edit", by, at)) as writer:
            review = _open(writer, workspace, self.label, self.period)
            records = reviews_in(writer)
            standing = records.edited(review.key, self.sort)
            if standing is not None:
                review.edit(writer, standing, {"text": self.text}, self.seen)
                return Written(standing.id, writer.revision())
            number = records.last + 1
            review.add(writer, number, self.sort, {"text": self.text})
            return Written(number, writer.revision())


@dataclass(frozen=True)
class CarryActions:
    """Go on, in a review, with actions of the review before that are not done.

    Attributes:
        period: The label of the period that is reviewed; empty: the whole agreement.
        actions: Their numbers; all that are open where None.
        label: Which agreement; the newest where None.
    """

    period: str
    actions: Sequence[int] | None = None
    label: str | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> int:
        """Carry them over; how many there were.

        Raises:
            Problem: As `AddReviewRecord`; `nothing-to-carry`.
        """
        with workspace.store.change(Entry("review-carry", by, at)) as writer:
            review = _open(writer, workspace, self.label, self.period)
            records = reviews_in(writer)
            fiscal = review.draft.agreement.header.fiscal_year_start
            calendar = calendar_of(writer.agreements(), fiscal)
            found = [
                each
                for each in contents_of(records, review.key, calendar).to_carry
                if self.actions is None or each.id in self.actions
            ]
            if not found:
                raise Problem("nothing-to-carry")
            for number, each in enumerate(found, records.last + 1):
                kept = {name: each.value(name) for name in ("text", "owner", "due", "status")}
                # Who has left the agreement since owns nothing in it any more.
                kept["owner"] = kept["owner"] if each.owner in review.people else ""
                review.add(writer, number, ACTION, {**kept, "carried": str(each.id)})
            return len(found)


def calendar_of(agreements: Sequence[AgreementRow], fiscal_year_start: int = 1) -> Calendar:
    """How the reviews of a workspace follow each other."""
    return Calendar({row.id: row.period_start for row in agreements}, fiscal_year_start)


@dataclass(frozen=True)
class _Review:
    """A review of an agreement in which something is to be written.

    Attributes:
        key: Which one.
        draft: The agreement as it stands.
        called: What the review is called.
        people: The keys of the agreement's persons.
    """

    key: ReviewKey
    draft: Draft
    called: str
    people: Collection[str] = field(default=())

    def add(self, writer: Writer, number: int, sort: str, fields: Mapping[str, str]) -> None:
        """Writes a new record."""
        stated = {name: fields.get(name, "") for name in FIELDS[sort]}
        if sort == ACTION:
            stated["status"] = stated["status"] or NEW
        said = {name: checked(sort, name, text, self.people) for name, text in stated.items()}
        kept = {name: text for name, text in said.items() if text}
        name = name_of(kept["text"])
        place = self.key.agreement, self.key.period, sort, number
        writer.record(ReviewChanged(*place, self.called, name, None, kept))

    def edit(
        self, writer: Writer, standing: ReviewRecord, fields: Mapping[str, str], seen: int | None
    ) -> None:
        """Writes fields of a record; nothing where they say already what they are to say."""
        sort = standing.sort
        said = {name: checked(sort, name, text, self.people) for name, text in fields.items()}
        new = {name: text for name, text in said.items() if text != standing.value(name)}
        _require_seen(standing, new, seen)
        if new:
            before = {name: standing.value(name) for name in new}
            self.record(writer, standing, before, new)

    def record(
        self,
        writer: Writer,
        standing: ReviewRecord,
        before: Mapping[str, str],
        after: Mapping[str, str] | None,
    ) -> None:
        """Notes what becomes of a record."""
        text = (after or {}).get("text", standing.text)
        place = self.key.agreement, self.key.period, standing.sort, standing.id
        writer.record(ReviewChanged(*place, self.called, name_of(text), before, after))


def _open(writer: Writer, workspace: Workspace, label: str | None, period: str) -> _Review:
    draft = workspace.draft_in(writer, label)
    agreement = draft.agreement
    identify(writer, agreement)
    if period:
        header = agreement.header
        start, end = days_of_label(period, header.fiscal_year_start)
        if end < header.period.start or start > header.period.end:
            raise Problem("review-of-other-days", period=period, label=agreement.label)
    people = tuple(agreement.of_kind("person"))
    return _Review(ReviewKey(draft.id, period), draft, period or agreement.label, people)


def _open_again(writer: Writer, workspace: Workspace, standing: ReviewRecord) -> _Review:
    label = writer.agreement(standing.review.agreement).label
    return _open(writer, workspace, label, standing.review.period)


def _found(records: ReviewRecords, number: int) -> ReviewRecord:
    standing = records.records.get(number)
    if standing is None:
        raise Problem("review-record-gone")
    return standing


def _require_seen(standing: ReviewRecord, fields: Collection[str], seen: int | None) -> None:
    """Refuses to write over what the author has not read.

    Raises:
        Problem: `review-changed-since`.
    """
    if seen is None:
        return
    for name in fields:
        if standing.revisions.get(name, 0) > seen:
            by = (standing.authors[name],)
            facts = {"field": name, "standing": standing.value(name), "by": by}
            changed = standing.revisions[name]
            raise Problem("review-changed-since", **facts, seen=seen, changed=changed)
