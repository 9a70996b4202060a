"""Two people at one clause, in every order: nobody agrees to unread words, no field is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.clauses import write_clause
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.services.agreeing import Agree, ApplyText
from alignment_desktop.services.drafts import Draft
from alignment_desktop.services.editing import AddClause, EditClause
from alignment_desktop.services.workspace import Command, Workspace
from tests.actors import NOBODY, by

START = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
Table = dict[str, Any]
PARTIES = ("sales", "marketing")
FIELDS = ("name", "definition")
_keys = (f"lead-{number}" for number in count())
edits = st.tuples(
    st.sampled_from(["edit", "apply"]),
    st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["A", "B", "C"]), min_size=1),
)
acts = st.tuples(
    st.sampled_from(PARTIES),
    st.one_of(st.just(("read", {})), st.just(("agree", {})), edits),
)


@dataclass
class Person:
    """Somebody at a desk of their own.

    Attributes:
        party: Whose side they are on.
        revision: What the last reading said.
        table: The clause as they had it before them then.
        known: Every wording that they read or wrote.
    """

    party: str
    revision: int = 0
    table: Table = field(default_factory=dict)
    known: list[Table] = field(default_factory=list)


class Desk:
    """One clause, and two people who read, edit and agree without waiting for each other."""

    def __init__(self, workspace: Workspace, minutes: Iterator[int]) -> None:
        self.workspace, self.key, self._minutes = workspace, next(_keys), minutes
        self.people = {party: Person(party) for party in PARTIES}
        first = {"key": self.key, "name": "A", "definition": "A"}
        self._do(AddClause("term", first, None))
        for person in self.people.values():
            self.read(person)

    def _do(self, command: Command[Any]) -> Any:
        at = START + timedelta(minutes=next(self._minutes))
        party = getattr(command, "party", None)
        return self.workspace.execute(command, by=by(party), at=at)

    def _draft(self) -> tuple[Draft, Table]:
        draft = self.workspace.draft()
        return draft, write_clause(draft.agreement.clauses["term", self.key])

    def read(self, person: Person) -> None:
        draft, person.table = self._draft()
        person.revision = draft.revision
        person.known.append(person.table)

    def agree(self, person: Person) -> None:
        draft, _ = self._draft()
        unread = draft.revisions["term", self.key] > person.revision
        command = Agree(person.party, [f"term.{self.key}"], seen=person.revision)
        assert self._refused(command) == unread

    def write(self, person: Person, how: str, changes: Table) -> None:
        before, standing = self._draft()
        base, mine = person.table, {**person.table, **changes}
        disputed = [
            name
            for name in FIELDS
            if mine[name] != base[name] and standing[name] not in (base[name], mine[name])
        ]
        command: Command[Any]
        if how == "edit":
            command = EditClause("term", self.key, mine, person.party, seen=person.revision)
        else:
            lines = "\n".join(f'{name} = "{value}"' for name, value in mine.items())
            text = f"[[term]]\n{lines}"
            command = ApplyText(text, "a.toml", person.party, seen=person.revision)
        assert self._refused(command, *disputed) == bool(disputed)
        after, stands = self._draft()
        if disputed:
            assert after == before
            return
        merged = {name: mine[name] if mine[name] != base[name] else standing[name] for name in mine}
        assert stands == merged
        person.known.append(mine)
        if stands == mine:  # nothing else stands there now than what this one wrote
            person.table, person.revision = mine, after.revision

    def _refused(self, command: Command[Any], *named: str) -> bool:
        try:
            self._do(command)
        except Problem as problem:
            said = sentence(problem)
            assert "?" not in said
            assert [word for word in (f"term.{self.key}", *named) if word not in said] == []
            return True
        return False

    def look(self) -> None:
        """Nobody has agreed to words that they neither read nor wrote."""
        draft, standing = self._draft()
        for party in draft.consents.of(("term", self.key)):
            assert standing in self.people[party].known


@pytest.fixture
def workspace(database: str) -> Iterator[Workspace]:
    with Workspace.new(database, at=START, by=NOBODY) as made:
        yield made
        with made.store.read() as reader:
            assert reader.verify_log() is None


# All examples share a workspace, and each has a clause of its own in it.
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=st.lists(acts, min_size=3, max_size=8))
def test_whatever_the_order_no_unread_words_are_agreed_to_and_no_field_is_lost(
    workspace: Workspace, done: list[tuple[str, tuple[str, Table]]]
) -> None:
    desk = Desk(workspace, count(1))
    for party, (act, changes) in done:
        person = desk.people[party]
        if act == "read":
            desk.read(person)
        elif act == "agree":
            desk.agree(person)
            desk.look()
        else:
            desk.write(person, act, changes)
            desk.look()
