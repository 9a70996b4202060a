"""What is written in reviews, worked out from the changes of a log."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from alignment_desktop.domain.clauses import Days, Header
from alignment_desktop.domain.log_entries import Change, ConsentGiven
from alignment_desktop.domain.log_records import read_change
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.review_contents import Calendar, contents_of, review_periods
from alignment_desktop.domain.review_entries import ReviewChanged
from alignment_desktop.domain.review_records import ReviewKey, ReviewRecords, checked, name_of
from tests.actors import by
from tests.unit.domain.log_steps import START, Step, steps_of

AUTUMN, WINTER = ReviewKey(1), ReviewKey(2)
CALENDAR = Calendar({1: date(2026, 10, 1), 2: date(2027, 1, 1)})
Fields = dict[str, str] | None


def after(*changes: Change) -> ReviewRecords:
    return ReviewRecords().after(steps_of(*changes), len(changes))


def change(
    number: int, sort: str, before: Fields, after: Fields, review: ReviewKey = AUTUMN
) -> ReviewChanged:
    place = review.agreement, review.period, sort, number
    return ReviewChanged(*place, "Autumn", "words", before, after)


def action(number: int, review: ReviewKey = AUTUMN, **fields: str) -> ReviewChanged:
    return change(number, "action", None, {"text": f"Action {number}", **fields}, review)


def test_each_field_says_what_was_written_in_it_last_and_when() -> None:
    changed = change(1, "action", {"status": ""}, {"status": "done"})
    (found,) = after(action(1, owner="ines", due="2027-01-15"), changed).of(AUTUMN, "action")
    assert (found.text, found.owner, found.due) == ("Action 1", "ines", date(2027, 1, 15))
    assert (found.status, found.is_open, found.carried) == ("done", False, 0)
    assert (found.revisions["text"], found.revisions["status"]) == (1, 2)
    assert (found.name, found.at, found.by.person) == (
        "Action 1",
        START + timedelta(hours=2),
        "ines",
    )


def test_an_action_of_which_only_the_words_are_known_is_new() -> None:
    (found,) = after(action(1)).of(AUTUMN, "action")
    assert (found.status, found.is_open, found.due, found.owner) == ("new", True, None, "")


def test_what_is_taken_out_is_gone_and_its_number_is_not_given_again() -> None:
    note = {"text": "A fair."}
    found = after(
        change(1, "note", None, note),
        change(1, "note", note, None),
        change(1, "note", note, {"text": "x"}),
        ConsentGiven(1, "term", "mql", "sales", 1),
    )
    assert (found.records, found.last, found.reviews()) == ({}, 1, set())


def test_what_is_put_back_stands_in_its_old_place() -> None:
    one, two = {"text": "One"}, {"text": "Two"}
    found = after(
        change(1, "note", None, one),
        change(2, "note", None, two),
        change(1, "note", one, None),
        change(1, "note", None, one),
    )
    assert [each.text for each in found.of(AUTUMN, "note")] == ["One", "Two"]
    assert found.reviews() == {AUTUMN}


def test_only_what_is_new_has_to_be_read() -> None:
    first = after(action(1))
    later = first.after([Step(5, START, by("sales"), (action(2),))], 7)
    assert (list(first.records), list(later.records), later.revision) == ([1], [1, 2], 7)


def test_open_actions_are_those_that_went_on_to_no_later_review() -> None:
    found = after(action(1), action(2, status="done"), action(3), action(4, WINTER, carried="1"))
    assert [each.id for each in found.open_actions(1)] == [3]
    assert [each.id for each in found.open_actions(2)] == [4]


def test_a_review_shows_what_became_of_the_actions_of_the_one_before() -> None:
    found = after(
        action(1),
        action(2, status="done", outcome="Delivered."),
        action(3, WINTER, carried="1"),
        change(4, "headline", None, {"text": "Better"}, WINTER),
        change(5, "decision", None, {"text": "Duty", "why": "late"}, WINTER),
        change(6, "note", None, {"text": "Fair"}, WINTER),
    )
    contents = contents_of(found, WINTER, CALENDAR)
    assert contents.headline is not None
    assert (contents.headline.text, contents.paragraph) == ("Better", None)
    assert [each.value("why") for each in contents.decisions] == ["late"]
    assert [each.text for each in contents.notes] == ["Fair"]
    (line,) = contents.actions
    assert (line.since, line.times, line.gone_on) == (AUTUMN, 1, None)
    assert [(each.record.id, each.gone_on) for each in contents.last] == [(1, WINTER), (2, None)]
    assert (contents.last_review, contents.to_carry) == (AUTUMN, ())
    assert not contents.is_empty
    first = contents_of(found, AUTUMN, CALENDAR)
    assert (first.last, first.last_review) == ((), None)
    nothing = contents_of(ReviewRecords(), WINTER, CALENDAR)
    assert (nothing.is_empty, nothing.last_review) == (True, None)


def test_an_action_that_is_carried_over_twice_came_up_in_the_first_review() -> None:
    spring = ReviewKey(3)
    found = after(action(1), action(2, WINTER, carried="1"), action(3, spring, carried="2"))
    (line,) = contents_of(found, spring, CALENDAR).actions
    assert (line.since, line.times) == (AUTUMN, 2)
    odd = after(action(1, carried="1"), action(2, carried="9"))
    assert [line.times for line in contents_of(odd, AUTUMN, CALENDAR).actions] == [0, 0]
    (open_,) = contents_of(after(action(1)), WINTER, CALENDAR).to_carry
    assert open_.id == 1


@pytest.mark.parametrize(
    ("review", "before"),
    [
        (WINTER, AUTUMN),
        (AUTUMN, None),
        (ReviewKey(1, "2026-11"), ReviewKey(1, "2026-10")),
        (ReviewKey(2, "2027-01"), ReviewKey(1, "2026-12")),
        (ReviewKey(1, "2026-10"), None),
        (ReviewKey(2, "2027-Q1"), ReviewKey(1, "2026-Q4")),
        (ReviewKey(2, "2027-W02"), ReviewKey(2, "2027-W01")),
        (ReviewKey(9), None),
        (ReviewKey(9, "2027-01"), ReviewKey(9, "2026-12")),
        (ReviewKey(2, "no label"), None),
    ],
)
def test_a_review_follows_the_one_of_as_many_days_before(
    review: ReviewKey, before: ReviewKey | None
) -> None:
    assert CALENDAR.before(review) == before


@pytest.mark.parametrize(
    ("sort", "name", "value", "code"),
    [
        ("decision", "text", "  ", "review-needs-text"),
        ("decision", "text", "x" * 100_000, "comment-too-long"),
        ("headline", "text", "x" * 301, "comment-too-long"),
        ("note", "text", "a\x00b", "unreadable-text"),
        ("action", "owner", "nobody", "unknown-owner"),
        ("action", "due", "2027-02-30", "not-a-date"),
        ("action", "status", "later", "unknown-status"),
    ],
)
def test_what_a_field_cannot_hold_is_refused(sort: str, name: str, value: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        checked(sort, name, value, ("ines",))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("sort", "name", "value", "kept"),
    [
        ("decision", "text", " Duty \n", "Duty"),
        ("decision", "why", "", ""),
        ("action", "owner", "ines", "ines"),
        ("action", "owner", "", ""),
        ("action", "due", "2027-01-15", "2027-01-15"),
        ("action", "due", " ", ""),
        ("action", "status", "in-hand", "in-hand"),
        ("note", "text", "x" * 10_000, "x" * 10_000),
    ],
)
def test_what_it_can_hold_is_kept(sort: str, name: str, value: str, kept: str) -> None:
    assert checked(sort, name, value, ("ines",)) == kept


def test_a_record_is_named_by_its_first_words() -> None:
    assert name_of("Friday\n duty") == "Friday duty"
    assert name_of("x" * 61) == "x" * 59 + "…"


@pytest.mark.parametrize(
    "wrong",
    [
        {"sort": "wish"},
        {"sort": 1},
        {"after": {"due": "soon"}},
        {"after": {"carried": "x"}},
        {"after": {"status": "later"}},
        {"after": {"colour": "red"}},
        {"after": {"text": 1}},
        {"after": ["text"]},
        {"after": None},
        {"review": None},
    ],
    ids=str,
)
def test_a_record_of_the_log_that_no_review_can_hold_is_refused(wrong: dict[str, Any]) -> None:
    fields = {"due": "", "carried": "", "status": "", "text": "x"}
    record = ReviewChanged(1, "", "action", 1, "Autumn", "x", None, fields).to_record()
    assert read_change(record).event == "review"
    with pytest.raises(Problem, match="workspace-corrupt"):
        read_change({**record, **wrong})


def test_an_agreement_is_reviewed_as_a_whole_and_by_the_periods_of_its_promises() -> None:
    header = Header(period=Days(start=date(2026, 10, 1), end=date(2026, 12, 31)))
    labels = ["", "2026-10", "2026-11", "2026-12"]
    every = ("week", "month", "quarter")
    assert [each.label for each in review_periods(header, every)] == labels
    assert [each.label for each in review_periods(header, ("period",))] == [""]
    half = Header(period=Days(start=date(2026, 10, 1), end=date(2027, 3, 31)))
    found = review_periods(half, ("quarter",))
    assert [each.label for each in found] == ["", "2026-Q4", "2027-Q1"]
