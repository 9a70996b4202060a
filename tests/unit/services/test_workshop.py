"""A workshop on a real workspace: what is put aside, and what its minutes tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from alignment_desktop.domain.minutes import Outcome
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.workshop import Voice
from alignment_desktop.services.agreeing import Agree, Freeze
from alignment_desktop.services.answering import AnswerProposal
from alignment_desktop.services.editing import AddClause, EditClause, RemoveClauses
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.workshop import ParkClause, Recorded, recorded
from tests.leaders import START, Leaders, leaders_at

LATER = date(2026, 11, 10)


class Room(Leaders):
    """The leaders, and what the minutes of their workshop tell."""

    def told(self, since: int | str | None = None) -> Recorded:
        return recorded(self.workspace, since=since)

    def outcomes(self, since: int | str | None = None) -> dict[str, Outcome]:
        return {each.id[1]: each.outcome for each in self.told(since).minutes.items}


@pytest.fixture
def room(database: str) -> Iterator[Room]:
    with leaders_at(database, Room) as both:
        both.do(Freeze())
        yield both


def test_minutes_begin_with_the_newest_version(room: Room) -> None:
    assert room.told().minutes.items == ()
    edit = EditClause("term", "lead", {"name": "Lead", "definition": "Twice."}, "sales")
    room.do(edit)
    assert room.outcomes() == {"lead": Outcome.OPEN}
    room.do(Agree("marketing", ["lead"]))
    found = room.told()
    assert room.outcomes() == {"lead": Outcome.CHANGED}
    assert found.minutes.people == (Voice("sales", "ines"), Voice("marketing", "marco"))
    assert (found.names["ines"], found.versions) == ("Ines", 1)
    room.do(Freeze())
    assert room.outcomes() == {}


def test_minutes_begin_with_a_revision_a_day_or_a_moment(room: Room) -> None:
    before = room.workspace.draft().revision
    room.do(RemoveClauses([("term", "lead")], "sales", proposes=True))
    moment = (START + timedelta(minutes=5)).isoformat()
    for since in (before, str(before), moment, "2026-10-05"):
        assert room.outcomes(since)["lead"] is Outcome.OPEN
    assert room.outcomes("2026-10-05").keys() == {"", "ines", "marco", "lead"}
    assert room.told("2026-10-06").minutes.since == before + 1
    for since, code in ((-1, "unknown-revision"), ("9999", "unknown-revision")):
        with pytest.raises(Problem) as trouble:
            room.told(since)
        assert trouble.value.code == code
    with pytest.raises(Problem) as trouble:
        room.told("Monday")
    assert trouble.value.code == "unreadable-moment"


def test_minutes_of_an_agreement_without_a_version_begin_at_the_beginning(room: Room) -> None:
    again = room.outcomes(0)
    assert set(again.values()) == {Outcome.WRITTEN}


def test_a_clause_is_put_aside_with_an_owner_and_a_day(room: Room) -> None:
    room.do(ParkClause("lead", "ines", LATER, " five examples "))
    assert room.last_words() == "Somebody parked term.lead with ines until 2026-11-10."
    (item,) = room.told().minutes.items
    assert item.parked is not None
    assert (item.parked.owner, item.parked.why) == ("ines", "five examples")
    assert item.parked.by == Voice("", None)
    room.do(Reverse(room.workspace.draft().revision))
    assert "took back that term.lead is parked" in room.last_words()
    assert room.outcomes() == {"lead": Outcome.WRITTEN}
    room.do(Reverse(room.workspace.draft().revision, "redo"))
    assert room.outcomes() == {"lead": Outcome.PARKED}
    with pytest.raises(Problem) as trouble:
        room.do(Reverse(room.workspace.draft().revision - 1, "redo"))
    assert trouble.value.code == "undo-overtaken"


@pytest.mark.parametrize(
    ("party", "owner", "parker"),
    [("marketing", "ines", "marketing"), (None, "marco", "marketing"), (None, "board", "sales")],
)
def test_with_a_clause_its_proposals_are_parked(
    room: Room, party: str | None, owner: str, parker: str
) -> None:
    board = {"key": "board", "name": "Board", "role": "sponsor"}
    room.do(AddClause("person", board, None))
    table = {"name": "Lead", "definition": "Twice."}
    edited = room.do(EditClause("term", "lead", table, "sales", proposes=True))
    room.do(ParkClause("lead", owner, LATER, party=party))
    (answer,) = room.workspace.discussion().proposals[edited.proposal].answers
    assert (answer.answer, answer.party, answer.owner) == ("park", parker, owner)
    assert room.outcomes()["lead"] is Outcome.PARKED
    assert not room.workspace.discussion().parkings
    room.do(AnswerProposal(edited.proposal, "accept", "marketing"))
    assert room.outcomes()["lead"] is Outcome.CHANGED


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (ParkClause("lead", "", LATER), "park-needs"),
        (ParkClause("lead", "nobody", LATER), "unknown-person"),
        (ParkClause("nothing", "ines", LATER), "unknown-clause"),
        (ParkClause("lead", "ines", LATER, "x" * 10_001), "comment-too-long"),
    ],
)
def test_what_cannot_be_parked_is_refused_and_nothing_is_done(
    room: Room, command: ParkClause, code: str
) -> None:
    before = room.workspace.draft().revision
    with pytest.raises(Problem) as trouble:
        room.do(command)
    assert trouble.value.code == code
    assert room.workspace.draft().revision == before


def test_who_is_gone_is_called_by_the_name_of_that_time(room: Room) -> None:
    room.do(AddClause("person", {"key": "eva", "name": "Eva", "role": "member"}, None))
    room.do(RemoveClauses([("person", "eva")], None))
    assert room.told().names["eva"] == "Eva"
