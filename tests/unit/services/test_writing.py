"""Many clauses written as one change: added, changed or proposed, and undone as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.agreeing import Agree, TakeBackConsent
from alignment_desktop.services.editing import AddClause, EditClause
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.services.writing import WriteClauses, Written
from tests.actors import NOBODY, by

NOW = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
ONE, TWO, THREE = ("term", "one"), ("term", "two"), ("term", "three")


@pytest.fixture
def workspace(database: str) -> Iterator[Workspace]:
    """Three terms: Sales agrees to the first two, Marketing to the second alone."""
    with Workspace.new(database, by=NOBODY, at=NOW) as made:
        for _, key in (ONE, TWO, THREE):
            made.execute(AddClause("term", {"key": key, "name": key}, "sales"), by=NOBODY, at=NOW)
        made.execute(TakeBackConsent("sales", ("term.three",)), by=NOBODY, at=NOW)
        made.execute(Agree("marketing", ("term.two",)), by=NOBODY, at=NOW)
        yield made


def changes(*ids: ClauseId) -> dict[ClauseId, Mapping[str, object]]:
    return {each: {"name": each[1], "definition": "New words"} for each in ids}


def write(workspace: Workspace, command: WriteClauses) -> Written:
    return workspace.execute(command, by=by(command.party), at=NOW)


def test_rows_are_added_changed_and_proposed_by_one_change(workspace: Workspace) -> None:
    before = workspace.draft()
    new = [("term", {"name": "Win rate"}), ("term", {"name": "win RATE"}), ("reason", {"key": "r"})]
    command = WriteClauses(new, changes(ONE, TWO, THREE), "sales", proposes=True)
    written = write(workspace, command)
    assert written.added == (("term", "win-rate"), ("term", "win-rate-2"), ("reason", "r"))
    assert written.changed == (ONE, THREE)
    assert [each.clause for each in written.proposed] == ["term.two"]
    draft = workspace.draft()
    assert draft.revision == before.revision + 1
    assert list(draft.agreement.of_kind("term")) == [
        "one",
        "two",
        "three",
        "win-rate",
        "win-rate-2",
    ]
    assert draft.agreement.clauses[TWO] == before.agreement.clauses[TWO]
    workspace.execute(Reverse(draft.revision), by=NOBODY, at=NOW)
    after = workspace.draft()
    assert after.agreement == before.agreement
    assert after.consents.given == before.consents.given
    assert not workspace.discussion().open_for(after.id)


def test_who_adds_agrees_and_a_yes_goes_on_only_where_it_stood(workspace: Workspace) -> None:
    write(workspace, WriteClauses([("term", {"key": "four"})], changes(ONE, THREE), "sales"))
    consents = workspace.draft().consents
    assert consents.of(("term", "four")) == {"sales"}
    assert consents.of(ONE) == {"sales"}
    assert consents.of(THREE) == frozenset()


def test_the_facilitator_agrees_for_nobody(workspace: Workspace) -> None:
    write(workspace, WriteClauses([("term", {"key": "four"})], changes(TWO), proposes=True))
    draft = workspace.draft()
    assert draft.consents.of(("term", "four")) == draft.consents.of(TWO) == frozenset()


def test_what_others_changed_in_other_fields_is_merged_and_not_agreed_to(
    workspace: Workspace,
) -> None:
    seen = workspace.draft().revision
    edit = EditClause("term", "one", {"name": "Eins"}, None)
    workspace.execute(edit, by=NOBODY, at=NOW)
    write(workspace, WriteClauses([], changes(ONE), "sales", seen=seen))
    draft = workspace.draft()
    term = draft.agreement.clauses[ONE]
    assert (getattr(term, "name", ""), getattr(term, "definition", "")) == ("Eins", "New words")
    assert draft.consents.of(ONE) == frozenset()


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (WriteClauses([("term", {"key": "one"})]), "clause-taken", "key"),
        (WriteClauses([("term", {"key": "a"}), ("term", {"key": "a"})]), "clause-taken", "key"),
        (WriteClauses([("term", {"key": "a"}), ("term", {"key": "B C"})]), "bad-key", "key"),
        (WriteClauses([], changes(("term", "six"))), "clause-gone", None),
        (WriteClauses([("reason", {"key": "a", "about": "x"})]), "unknown-word", "about"),
    ],
)
def test_of_many_all_are_written_or_none(
    workspace: Workspace, command: WriteClauses, code: str, field: str | None
) -> None:
    before = workspace.draft()
    with pytest.raises(Problem) as told:
        workspace.execute(command, by=NOBODY, at=NOW)
    assert (told.value.code, told.value.facts.get("field")) == (code, field)
    assert workspace.draft() == before
