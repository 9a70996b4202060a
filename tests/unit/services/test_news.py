"""News of a workspace: only what others changed is read again, and all of it is seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.agreeing import Agree, ApplyText, TakeBackConsent
from alignment_desktop.services.editing import AddClause, EditClause, RemoveClauses
from alignment_desktop.services.feed import News, news
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.workspace import Command, Workspace
from alignment_desktop.storage.clauses import FEW
from alignment_desktop.storage.reader import Reader
from tests.actors import NOBODY, by

START = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
KEYS = ("a", "b", "c", "d")
_minutes = count()


@pytest.fixture
def workspace(database: str) -> Iterator[Workspace]:
    with Workspace.new(database, by=NOBODY, at=START) as opened:
        _do(opened, AddClause("person", {"key": "dana", "name": "Dana", "party": "sales"}, None))
        yield opened


def _do(workspace: Workspace, command: Command[Any], person: str | None = None) -> None:
    at = START + timedelta(minutes=next(_minutes))
    party = "sales" if person else None
    workspace.execute(command, by=by(party, person), at=at)


def _as_read_whole(workspace: Workspace, read: News) -> None:
    """What was read again of a draft is what the whole of it says."""
    fresh = news(workspace, None, None).draft
    draft = read.draft
    assert list(draft.agreement.clauses.items()) == list(fresh.agreement.clauses.items())
    assert draft.consents == fresh.consents
    assert draft.consents.assents == fresh.consents.assents
    assert draft.positions == fresh.positions
    assert draft.revisions == fresh.revisions
    assert draft.revision == fresh.revision == read.revision


def _acts() -> st.SearchStrategy[list[tuple[str, str]]]:
    verbs = ["add", "edit", "remove", "rename", "agree", "take back", "undo", "label", "apply"]
    return st.lists(st.tuples(st.sampled_from(verbs), st.sampled_from(KEYS)), max_size=6)


def _command(verb: str, key: str, revision: int) -> Command[Any]:
    table = {"key": key, "name": f"{key} {next(_minutes)}"}
    match verb:
        case "add":
            return AddClause("term", table, "marketing")
        case "edit":
            return EditClause("term", key, table, "sales")
        case "rename":
            return EditClause("term", key, {**table, "key": f"{key}{key}"}, None)
        case "remove":
            return RemoveClauses([("term", key)], None)
        case "agree":
            return Agree("sales", [f"term.{key}"])
        case "take back":
            return TakeBackConsent("sales", [f"term.{key}"])
        case "label":
            return EditClause("agreement", "", {"label": f"Plan {key}"}, None)
        case "undo":
            return Reverse(revision)
        case _:
            return ApplyText(f'[[term]]\nkey = "{key}"\nname = "Applied"\n', party="marketing")


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(_acts(), max_size=4))
def test_whatever_was_done_the_news_say_what_stands(
    workspace: Workspace, steps: list[list[tuple[str, str]]]
) -> None:
    read = news(workspace, None, None)
    for acts in steps:
        for verb, key in acts:
            try:
                _do(workspace, _command(verb, key, read.revision), "dana")
            except Problem:
                continue  # what cannot be done changes nothing
        read = news(workspace, read.revision, None, read)
        _as_read_whole(workspace, read)


def test_only_the_clauses_that_changed_are_read_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in KEYS:
        _do(workspace, AddClause("term", {"key": key, "name": key}, "sales"))
    before = news(workspace, None, None)
    _do(workspace, EditClause("term", "b", {"key": "b", "name": "Other"}, "sales"), "dana")

    def whole(*_arguments: object) -> None:
        raise AssertionError("all clauses were read")

    monkeypatch.setattr(Reader, "clauses", whole)
    after = news(workspace, before.revision, None, before)
    clauses, old = after.draft.agreement.clauses, before.draft.agreement.clauses
    assert clauses["term", "b"] != old["term", "b"]
    assert all(clauses[each] is old[each] for each in old if each != ("term", "b"))
    assert after.draft.consents.assents_to(("term", "b"))["sales"].person == "dana"


def test_many_changes_and_another_agreement_are_read_whole(workspace: Workspace) -> None:
    before = news(workspace, None, None)
    many = "".join(f'[[term]]\nkey = "t{number}"\n' for number in range(FEW + 1))
    _do(workspace, ApplyText(many, party="sales"))
    middle = news(workspace, before.revision, None, before)
    _as_read_whole(workspace, middle)
    next_one = '[agreement]\nlabel = "Next"\nperiod = { start = 2031-01-01, end = 2031-03-31 }\n'
    _do(workspace, ApplyText(next_one))
    after = news(workspace, middle.revision, None, middle)
    assert after.draft.agreement.label == "Next"
    older = news(workspace, after.revision, middle.draft.agreement.label, after)
    assert older.draft.agreement == middle.draft.agreement
    assert news(workspace, after.revision, None, older).draft.agreement.label == "Next"


def test_a_workspace_is_known_by_its_first_change(workspace: Workspace) -> None:
    first = news(workspace, None, None).identity
    assert len(first) == 64
    _do(workspace, AddClause("term", {"name": "Lead"}, None))
    assert news(workspace, None, None).identity == first


def test_what_is_put_back_stands_where_it_stood(workspace: Workspace) -> None:
    for key in KEYS:
        _do(workspace, AddClause("term", {"key": key, "name": key}, "sales"))
    _do(workspace, RemoveClauses([("term", "b")], None))
    before = news(workspace, None, None)
    _do(workspace, Reverse(before.revision))
    after = news(workspace, before.revision, None, before)
    assert list(after.draft.agreement.of_kind("term")) == list(KEYS)
    _as_read_whole(workspace, after)


def test_a_yes_to_other_words_is_told_as_it_is_when_all_is_read(sqlite_address: str) -> None:
    with Workspace.new(sqlite_address, by=NOBODY, at=START) as workspace:
        _do(workspace, AddClause("term", {"key": "a", "name": "A"}, "sales"))
        before = news(workspace, None, None)
        _do(workspace, Agree("marketing", ["term.a"]))
        with closing(sqlite3.connect(sqlite_address)) as connection, connection:
            connection.execute("UPDATE consents SET words = ? WHERE party = 'sales'", ("0" * 64,))
        with pytest.raises(Problem) as told:
            news(workspace, before.revision, None, before)
        assert told.value.code == "consent-damaged"
