"""What is written in reviews, in a real workspace: undone, done again, logged, kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.review_contents import ReviewContents, contents_of
from alignment_desktop.domain.review_records import ReviewKey
from alignment_desktop.phrasing.log import log_text
from alignment_desktop.services.carrying import Carry
from alignment_desktop.services.editing import AddClause, RemoveClauses
from alignment_desktop.services.feed import news
from alignment_desktop.services.logbook import told
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.reviewing import (
    AddReviewRecord,
    CarryActions,
    EditReviewRecord,
    RemoveReviewRecord,
    WriteReviewText,
    calendar_of,
)
from alignment_desktop.services.workspace import Command, Workspace
from tests.actors import NOBODY, by

START = datetime(2026, 12, 21, 7, 30, tzinfo=UTC)
SALES, MARKETING = by("sales", "ines"), by("marketing", "marco")


class Room:
    """Two people at the reviews of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._minutes = count(1)

    def do(self, command: Command[Any], who: Actor = SALES) -> Any:
        at = START + timedelta(minutes=next(self._minutes))
        return self.workspace.execute(command, by=who, at=at)

    def undo(self, who: Actor = SALES, action: str = "undo") -> None:
        self.do(Reverse(self.revision, action), who)

    @property
    def revision(self) -> int:
        return self.workspace.draft().revision

    def contents(self, period: str = "", label: str | None = None) -> ReviewContents:
        read = news(self.workspace, None, label)
        calendar = calendar_of(read.agreements)
        return contents_of(read.reviews, ReviewKey(read.draft.id, period), calendar)

    def refused(self, command: Command[Any], who: Actor = SALES) -> Problem:
        before = self.revision
        with pytest.raises(Problem) as caught:
            self.do(command, who)
        assert self.revision == before
        return caught.value

    def last_words(self) -> str:
        last = told(self.workspace)[0]
        return log_text(last.changes, last.row.actor, last.row.action)


def add(sort: str, text: str, period: str = "", **fields: str) -> AddReviewRecord:
    return AddReviewRecord(period, sort, {"text": text, **fields})


@pytest.fixture
def room(database: str) -> Iterator[Room]:
    with Workspace.new(database, at=START, by=NOBODY) as workspace:
        for key, party in (("ines", "sales"), ("marco", "marketing")):
            person = {"key": key, "name": key.title(), "party": party, "role": "leader"}
            workspace.execute(AddClause("person", person, None), by=NOBODY, at=START)
        before = workspace.draft()
        yield Room(workspace)
        assert workspace.verify(unpacked=True).findings == ()
        after = workspace.draft(before.agreement.label)
        assert after.agreement.content_hash == before.agreement.content_hash
        assert after.consents == before.consents


def test_what_is_written_stands_in_its_review_alone(room: Room) -> None:
    room.do(add("decision", "Friday duty until 17:30", why="14 of 51 were late"))
    room.do(add("action", "Name an owner", owner="marco", due="2027-01-15"), MARKETING)
    room.do(add("note", "The fair was cancelled.", period="2026-11"))
    found = room.contents()
    assert [each.value("why") for each in found.decisions] == ["14 of 51 were late"]
    (line,) = found.actions
    assert (line.record.owner, line.record.status, line.record.by) == ("marco", "new", MARKETING)
    assert found.notes == ()
    assert [each.text for each in room.contents("2026-11").notes] == ["The fair was cancelled."]
    assert room.last_words() == (
        "ines (Sales) wrote the note “The fair was cancelled.” in the review of November 2026."
    )


def test_everything_is_undone_and_done_again(room: Room) -> None:
    number = room.do(add("action", "Name an owner")).record
    room.undo()
    assert room.contents().actions == ()
    room.undo(action="redo")
    room.do(EditReviewRecord(number, {"status": "done", "outcome": "Delivered."}))
    assert room.last_words().endswith(": status done and what became of it.")
    room.undo()
    assert room.contents().actions[0].record.status == "new"
    room.undo(action="redo")
    room.do(RemoveReviewRecord(number))
    assert room.contents().actions == ()
    room.undo()
    record = room.contents().actions[0].record
    assert (record.status, record.value("outcome")) == ("done", "Delivered.")
    assert room.last_words().startswith("Undone: ")


def test_what_another_went_on_with_is_not_undone(room: Room) -> None:
    number = room.do(add("action", "Name an owner")).record
    added = room.revision
    room.do(EditReviewRecord(number, {"status": "done"}), MARKETING)
    done = room.revision
    assert room.refused(Reverse(added)).code == "undo-overtaken"
    room.do(EditReviewRecord(number, {"status": "dropped"}))
    assert room.refused(Reverse(done)).facts["what"] == "“Name an owner”"
    room.do(RemoveReviewRecord(number))
    removed = room.revision
    assert room.refused(Reverse(done)).code == "undo-overtaken"
    room.do(Reverse(removed))
    assert room.refused(Reverse(removed)).code == "undo-overtaken"


def test_of_two_who_edit_one_field_the_later_is_asked(room: Room) -> None:
    number = room.do(add("action", "Name an owner")).record
    seen = room.revision
    room.do(EditReviewRecord(number, {"text": "Name an owner in an hour"}, seen), MARKETING)
    problem = room.refused(EditReviewRecord(number, {"text": "Name one"}, seen))
    assert problem.code == "review-changed-since"
    assert problem.facts["standing"] == "Name an owner in an hour"
    assert problem.facts["by"] == (MARKETING,)
    assert room.refused(RemoveReviewRecord(number, seen)).code == "review-changed-since"
    # Another field, and the same words, are no conflict.
    room.do(EditReviewRecord(number, {"due": "2027-01-15"}, seen))
    room.do(EditReviewRecord(number, {"text": "Name an owner in an hour"}, seen))
    room.do(EditReviewRecord(number, {"text": "Name one"}, None))
    record = room.contents().actions[0].record
    assert (record.text, record.value("due")) == ("Name one", "2027-01-15")


def test_what_changes_nothing_is_no_change(room: Room) -> None:
    number = room.do(add("note", "Fair")).record
    before = room.revision
    room.do(EditReviewRecord(number, {"text": " Fair "}))
    assert room.revision == before


def test_what_is_gone_cannot_be_edited(room: Room) -> None:
    number = room.do(add("note", "Fair")).record
    room.do(RemoveReviewRecord(number, room.revision))
    assert room.refused(EditReviewRecord(number, {"text": "x"})).code == "review-record-gone"
    assert room.refused(RemoveReviewRecord(number)).code == "review-record-gone"


def test_headline_and_paragraph_are_edited_and_restored(room: Room) -> None:
    assert room.contents().headline is None
    room.do(WriteReviewText("", "headline", "A good quarter"))
    seen = room.revision
    room.do(WriteReviewText("", "headline", "A fair quarter", seen=seen), MARKETING)
    room.do(WriteReviewText("", "paragraph", "Revenue grew."))
    headline = room.contents().headline
    assert headline is not None
    assert (headline.text, headline.by) == ("A fair quarter", MARKETING)
    stale = WriteReviewText("", "headline", "A bad quarter", seen=seen)
    assert room.refused(stale).code == "review-changed-since"
    room.do(RemoveReviewRecord(headline.id))
    removed = room.revision
    assert room.contents().headline is None
    assert room.last_words() == (
        "ines (Sales) restored the headline of the review of Q4 2026 that is written from the "
        "figures."
    )
    room.do(WriteReviewText("", "headline", "Another"))
    # There is one headline: the old one does not come back beside it.
    assert room.refused(Reverse(removed)).code == "undo-overtaken"


def test_what_cannot_be_written_is_refused(room: Room) -> None:
    refused: list[tuple[Command[Any], str]] = [
        (add("decision", " "), "review-needs-text"),
        (add("note", "x" * 100_000), "comment-too-long"),
        (add("action", "Ask", owner="nobody"), "unknown-owner"),
        (add("action", "Ask", due="2027-13-01"), "not-a-date"),
        (add("note", "Fair", period="2027-02"), "review-of-other-days"),
        (add("note", "Fair", period="soon"), "unreadable-period"),
        (AddReviewRecord("", "note", {"text": "x"}, "Spring"), "unknown-agreement"),
        (CarryActions(""), "nothing-to-carry"),
    ]
    for command, code in refused:
        assert room.refused(command).code == code
    assert room.refused(add("note", "Fair"), by("sales", "zoe")).code == "unknown-person"


def test_open_actions_go_on_in_the_next_review(room: Room) -> None:
    for text, fields in (
        ("Name an owner", {"owner": "marco", "due": "2026-12-15", "status": "in-hand"}),
        ("Ask for a reason", {}),
        ("Story", {"status": "done"}),
    ):
        room.do(add("action", text, **fields))
    room.do(Carry("2027-Q1", date(2027, 1, 1), date(2027, 3, 31)))
    room.do(RemoveClauses([("person", "marco")], None, "2027-Q1"))
    (first, *_) = room.contents().last
    assert room.do(CarryActions("", [first.record.id])) == 1
    assert room.do(CarryActions("")) == 1
    assert room.refused(CarryActions("")).code == "nothing-to-carry"
    found = room.contents()
    (owner, reason) = found.actions
    assert (owner.record.owner, owner.record.status) == ("", "in-hand")
    assert (owner.times, owner.since) == (1, ReviewKey(1))
    assert reason.record.text == "Ask for a reason"
    assert [line.gone_on for line in found.last] == [ReviewKey(2), ReviewKey(2), None]
    room.undo()
    assert len(room.contents().actions) == 1


def test_the_same_news_are_read_again_from_what_is_new(room: Room) -> None:
    room.do(add("note", "Fair"))
    first = news(room.workspace, None, None)
    assert news(room.workspace, first.revision, None, first).reviews is first.reviews
    room.do(add("note", "Rain"))
    later = news(room.workspace, first.revision, None, first)
    assert [each.text for each in later.reviews.records.values()] == ["Fair", "Rain"]
    assert {change.event for row in later.rows for change in row.changes} == {"review"}
