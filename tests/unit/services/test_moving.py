"""The order of clauses: moved among those of their kind, with every word and consent as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.agreeing import Agree
from alignment_desktop.services.editing import AddClause
from alignment_desktop.services.history import History
from alignment_desktop.services.moving import MoveClauses, new_places
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY, by

NOW = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
KEYS = ("one", "two", "three", "four", "five")


@pytest.fixture
def workspace(database: str) -> Iterator[Workspace]:
    """Five terms, and reasons between them, all agreed to by Sales."""
    with Workspace.new(database, by=NOBODY, at=NOW) as made:
        for key in KEYS:
            for kind in ("term", "reason"):
                made.execute(AddClause(kind, {"key": key}, "sales"), by=NOBODY, at=NOW)
        yield made


def terms(*keys: str) -> list[ClauseId]:
    return [("term", key) for key in keys]


def order(workspace: Workspace, kind: str = "term") -> list[str]:
    return list(workspace.draft().agreement.of_kind(kind))


def move(workspace: Workspace, *keys: str, before: str = "") -> tuple[ClauseId, ...]:
    where = ("term", before) if before else None
    command = MoveClauses(terms(*keys), where)
    return workspace.execute(command, by=by("marketing"), at=NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("keys", "before", "wanted"),
    [
        (["four"], "two", ["one", "four", "two", "three", "five"]),
        (["one"], "", ["two", "three", "four", "five", "one"]),
        (["one", "three"], "five", ["two", "four", "one", "three", "five"]),
        (["two", "four"], "two", ["one", "two", "four", "three", "five"]),
        (["five", "four"], "one", ["five", "four", "one", "two", "three"]),
        (["four", "five"], "four", ["one", "two", "three", "four", "five"]),
    ],
)
def test_clauses_stand_where_they_were_moved_to(
    workspace: Workspace, keys: list[str], before: str, wanted: list[str]
) -> None:
    move(workspace, *keys, before=before)
    assert order(workspace) == wanted
    assert order(workspace, "reason") == list(KEYS)
    assert [
        key for kind, key in dict(workspace.draft().agreement.in_order()) if kind == "term"
    ] == (wanted)


def test_who_moves_takes_no_consent_and_changes_no_content(workspace: Workspace) -> None:
    workspace.execute(Agree("marketing", ("term.one",)), by=NOBODY, at=NOW)
    before = workspace.draft()
    move(workspace, "one", before="four")
    after = workspace.draft()
    assert after.consents == before.consents
    assert after.revisions == before.revisions
    assert after.agreement.content_hash == before.agreement.content_hash


def test_a_move_is_one_entry_of_the_log_and_undone_as_one(workspace: Workspace) -> None:
    history, before = History(), workspace.draft()
    move(workspace, "two", "three")
    with workspace.store.read() as reader:
        row = reader.logged(reader.revision())
    history.done([row])
    step = history.next_undo
    assert row.revision == before.revision + 1
    assert step is not None
    assert (step.action, step.names[:2]) == ("move", ("term.two", "term.three"))
    assert {change.phase for change in row.changes} == {"moved"}
    workspace.execute(Reverse(step.revision), by=NOBODY, at=NOW)
    assert order(workspace) == list(KEYS)
    assert workspace.draft().consents == before.consents


def test_moving_to_where_it_stands_changes_nothing(workspace: Workspace) -> None:
    before = workspace.draft()
    assert move(workspace, "two", before="three") == ()
    assert workspace.execute(MoveClauses([]), by=NOBODY, at=NOW) == ()
    assert workspace.draft() == before


def test_what_others_moved_meanwhile_stays_there(workspace: Workspace) -> None:
    seen = workspace.draft().revision
    move(workspace, "five", before="one")
    late = MoveClauses(terms("one"), ("term", "four"), seen=seen)
    workspace.execute(late, by=NOBODY, at=NOW)
    assert order(workspace) == ["five", "two", "three", "one", "four"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (MoveClauses(terms("six"), ("term", "one")), "clause-gone"),
        (MoveClauses(terms("one"), ("term", "six")), "clause-gone"),
        (MoveClauses(terms("one"), ("reason", "one")), "other-kind"),
    ],
)
def test_what_cannot_be_moved_is_refused(
    workspace: Workspace, command: MoveClauses, code: str
) -> None:
    before = workspace.draft()
    with pytest.raises(Problem) as told:
        workspace.execute(command, by=NOBODY, at=NOW)
    assert told.value.code == code
    assert workspace.draft() == before


@given(st.lists(st.integers(1, 12), min_size=1, max_size=9), st.data())
def test_new_places_stand_in_the_order_that_is_wanted(
    places: list[int], data: st.DataObject
) -> None:
    held = {("term", str(at)): place for at, place in enumerate(places)}
    wanted = data.draw(st.permutations(list(held)))
    after = {**held, **new_places(wanted, held)}
    kept = [after[each] for each in wanted]
    assert kept == sorted(set(kept))
    assert min(kept) >= 1
