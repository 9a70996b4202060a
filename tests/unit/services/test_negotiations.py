"""Three people in two programs edit, propose, answer, agree and undo, in every order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.agreement_text import write_text
from alignment_desktop.domain.clauses import write_clause
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.proposals import ANSWERS, COUNTER, PARK, Proposal
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.services.agreeing import Agree, ApplyText, TakeBackConsent
from alignment_desktop.services.answering import AnswerProposal
from alignment_desktop.services.editing import AddClause, EditClause
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.workspace import Command, Workspace
from tests.actors import NOBODY, by

START = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
Table = dict[str, Any]
PEOPLE = {"ines": "sales", "marco": "marketing", "tom": None}
_keys = (f"lead-{number}" for number in count())

acts = st.tuples(
    st.sampled_from(sorted(PEOPLE)),
    st.one_of(
        st.just(("read", None)),
        st.just(("agree", None)),
        st.just(("take back", None)),
        st.just(("undo", None)),
        st.just(("redo", None)),
        st.tuples(st.just("answer"), st.sampled_from(sorted({*ANSWERS} - {PARK, COUNTER}))),
        st.tuples(
            st.just("edit"),
            st.dictionaries(
                st.sampled_from(["name", "definition"]),
                st.sampled_from(["A", "B", "C"]),
                min_size=1,
            ),
        ),
    ),
)


@dataclass
class Person:
    """Somebody, with what they have before them.

    Attributes:
        name: The key of the person.
        party: Whose side they are on; None: the facilitator.
        revision: What they read last.
        table: The clause as they read it.
        known: Every wording that they read, wrote or proposed.
        done: The revisions of their own changes that they can undo.
        undone: Those that they can do again.
    """

    name: str
    party: str | None
    revision: int = 0
    table: Table = field(default_factory=dict)
    known: list[Table] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)


class Room:
    """One clause, three people, two programs."""

    def __init__(self, windows: list[Workspace], minutes: Iterator[int]) -> None:
        self.windows, self.key, self._minutes = windows, next(_keys), minutes
        self.people = {name: Person(name, party) for name, party in PEOPLE.items()}
        self.before: dict[int, object] = {}
        self.written: set[tuple[str, str]] = set()
        first = {"key": self.key, "name": "A", "definition": "A"}
        windows[0].execute(AddClause("term", first, None), by=NOBODY, at=self._now())
        for person in self.people.values():
            self.read(person)

    def _now(self) -> datetime:
        return START + timedelta(minutes=next(self._minutes))

    def window_of(self, person: Person) -> Workspace:
        """Ines sits at the first program, the others at the second."""
        return self.windows[0 if person.name == "ines" else 1]

    @property
    def standing(self) -> Table:
        return write_clause(self.windows[0].draft().agreement.clauses["term", self.key])

    def state(self) -> object:
        """All that undo has to restore: words, who agrees since when, how proposals stand."""
        draft = self.windows[0].draft()
        assents = draft.consents.assents_to(("term", self.key))
        proposals = self.proposals()
        return self.standing, assents, [(each.id, each.state) for each in proposals]

    def proposals(self) -> list[Proposal]:
        found = self.windows[0].discussion().proposals.values()
        return [each for each in found if each.key == self.key]

    def read(self, person: Person) -> None:
        workspace = self.window_of(person)
        draft = workspace.draft()
        person.table = write_clause(draft.agreement.clauses["term", self.key])
        person.revision = draft.revision
        person.known.append(person.table)

    def do(self, person: Person, command: Command[Any]) -> Any:
        """Carries out a command; None where it is refused, in a sentence, changing nothing."""
        workspace, before = self.window_of(person), self.state()
        head = workspace.draft().revision
        trouble: Problem | None = None
        try:
            result = workspace.execute(command, by=by(person.party, person.name), at=self._now())
        except Problem as problem:
            trouble = problem
        if trouble is not None:
            assert "?" not in sentence(trouble)
            assert self.state() == before
            return None
        revision = workspace.draft().revision
        if revision > head:
            self.before[revision] = before
            if not isinstance(command, Reverse):
                person.done.append(revision)
                person.undone.clear()
        return result

    def edit(self, person: Person, changes: Table) -> None:
        mine = {**person.table, **changes}
        command = EditClause(
            "term", self.key, mine, person.party, seen=person.revision, proposes=True
        )
        edited = self.do(person, command)
        if edited is None:
            return
        self.written |= {
            (name, value) for name, value in changes.items() if value != person.table[name]
        }
        if edited.proposal is not None:
            proposal = next(each for each in self.proposals() if each.id == edited.proposal)
            assert proposal.proposed is not None
            person.known.append(dict(proposal.proposed))
        else:
            person.known.append(mine)

    def answer(self, person: Person, answer: str) -> None:
        waiting = [each for each in self.proposals() if each.is_open]
        if person.party is None or not waiting:
            return
        command = AnswerProposal(waiting[0].id, answer, person.party, seen=person.revision)
        answered = self.do(person, command)
        if answered is not None and answered.state == "accepted":
            # Nothing changed since it was read, so what came of it could be read on the card.
            person.known.append(self.standing)

    def reverse(self, person: Person, action: str) -> None:
        steps, others = (
            (person.done, person.undone) if action == "undo" else (person.undone, person.done)
        )
        if not steps:
            return
        revision = steps.pop()
        head = self.window_of(person).draft().revision
        reversed_ = self.do(person, Reverse(revision, action))
        if reversed_ is None:
            return
        others.append(reversed_)
        if head == revision:
            assert self.state() == self.before[revision]

    def act(self, person: Person, what: str, how: Any) -> None:
        names = [f"term.{self.key}"]
        match what:
            case "read":
                self.read(person)
            case "edit":
                self.edit(person, how)
            case "answer":
                self.answer(person, how)
            case "undo" | "redo":
                self.reverse(person, what)
            case "agree" if person.party is not None:
                self.do(person, Agree(person.party, names, seen=person.revision))
            case "take back" if person.party is not None:
                self.do(person, TakeBackConsent(person.party, names, seen=person.revision))
            case _:
                pass

    def look(self) -> None:
        """Nobody agrees to words that they have not seen; both programs show the same."""
        standing, consents = self.standing, self.windows[0].draft().consents
        for person in self.people.values():
            if person.party in consents.of(("term", self.key)):
                assert standing in person.known
        assert self.windows[1].draft().agreement == self.windows[0].draft().agreement
        assert self.windows[1].discussion() == self.windows[0].discussion()

    def look_back(self) -> None:
        """Every word that was acknowledged stands, is in the history, or in a proposal."""
        with self.windows[0].store.read() as reader:
            told = json.dumps([row.details for row in reader.log_rows()])
        for name, value in self.written:
            assert f'"{name}": "{value}"' in told


@contextmanager
def two_programs(address: str) -> Iterator[list[Workspace]]:
    with Workspace.new(address, at=START, by=NOBODY) as first:
        for name, party in PEOPLE.items():
            person = {"key": name, "name": name.title(), "party": party or "shared"}
            first.execute(AddClause("person", person, None), by=NOBODY, at=START)
        with Workspace.open(address) as second:
            yield [first, second]


@contextmanager
def two_sound_programs(address: str) -> Iterator[list[Workspace]]:
    with two_programs(address) as both:
        yield both
        assert both[0].verify().findings == ()


@pytest.fixture
def windows(database: str) -> Iterator[list[Workspace]]:
    with two_sound_programs(database) as both:
        yield both


@pytest.fixture
def on_a_file(sqlite_address: str) -> Iterator[list[Workspace]]:
    with two_sound_programs(sqlite_address) as both:
        yield both


@pytest.fixture
def on_a_server(postgresql_address: str) -> Iterator[list[Workspace]]:
    with two_sound_programs(postgresql_address) as both:
        yield both


Done = list[tuple[str, tuple[str, Any]]]
orders = st.lists(acts, min_size=4, max_size=14)
REDONE_YES: Done = [
    ("ines", ("agree", None)),
    ("ines", ("undo", None)),
    ("marco", ("edit", {"name": "B"})),
    ("ines", ("redo", None)),
]
"""A yes that was undone is not given again by a redo to words that somebody wrote meanwhile."""


# All examples share a workspace, and each has a clause of its own in it.
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=orders)
@example(done=REDONE_YES)
def test_whatever_the_order_nothing_unseen_is_agreed_to_and_nothing_is_lost(
    on_a_file: list[Workspace], done: Done
) -> None:
    go_through(on_a_file, done)


# What orders there are is tried on a file; a server takes three times as long for each.
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=orders)
@example(done=REDONE_YES)
def test_nor_is_it_where_the_workspace_is_on_a_server(
    on_a_server: list[Workspace], done: Done
) -> None:
    go_through(on_a_server, done)


def go_through(windows: list[Workspace], done: Done) -> None:
    room = Room(windows, count(1))
    for name, (what, how) in done:
        room.act(room.people[name], what, how)
        room.look()
    room.look_back()


def test_what_was_negotiated_is_the_same_in_a_text(
    windows: list[Workspace], tmp_path: Path
) -> None:
    room = Room(windows, count(1))
    ines, marco = room.people["ines"], room.people["marco"]
    for person in (ines, marco):
        room.act(person, "agree", None)
    room.act(ines, "edit", {"name": "B"})
    room.act(marco, "read", None)
    room.act(marco, "answer", "accept")
    agreement = windows[0].draft().agreement
    assert room.standing["name"] == "B"
    with Workspace.new(str(tmp_path / "copy.align"), at=START, by=NOBODY) as copy:
        copy.execute(ApplyText(write_text(agreement)), by=NOBODY, at=START)
        assert copy.draft().agreement.content_hash == agreement.content_hash
