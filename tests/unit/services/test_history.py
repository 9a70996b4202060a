"""Undo and redo: whatever was done comes back, and nobody else's work is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.agreeing import Agree, ApplyText, Freeze, TakeBackConsent
from alignment_desktop.services.editing import AddClause, EditClause, RemoveClauses
from alignment_desktop.services.history import History
from alignment_desktop.services.imported_batches import RestoreImport, UndoImport, batches
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.workspace import Command, Workspace
from tests.actors import NOBODY

START = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
KEYS = ("one", "two", "three")
parties = st.sampled_from(["sales", "marketing"])
keys = st.sampled_from(KEYS)
words = st.sampled_from(["", "short", "long and winding"])
deeds = st.one_of(
    st.builds(
        lambda key, text, party: AddClause("term", {"key": key, "definition": text}, party),
        keys,
        words,
        st.none() | parties,
    ),
    st.builds(
        lambda key, text, party: EditClause("term", key, {"definition": text}, party),
        keys,
        words,
        st.none() | parties,
    ),
    st.builds(
        lambda key, new, party: EditClause("term", key, {"key": new}, party), keys, keys, parties
    ),
    st.builds(lambda key, party: RemoveClauses([("term", key)], party), keys, parties),
    st.builds(lambda party: Agree(party, None), parties),
    st.builds(lambda key, party: TakeBackConsent(party, [f"term.{key}"]), keys, parties),
    st.builds(
        lambda title, party: EditClause(
            "agreement",
            "",
            {"title": title, "period": {"start": "2026-07-01", "end": "2026-09-30"}},
            party,
        ),
        words,
        parties,
    ),
    st.builds(
        lambda key, party: ApplyText(f'[[term]]\nkey = "{key}"\nname = "Applied"', party=party),
        keys,
        parties,
    ),
    st.builds(UndoImport, st.just(1)),
    st.builds(RestoreImport, st.just(1)),
    st.just("import"),
)


class Window:
    """Does, undoes and redoes as the window does, one moment after another."""

    def __init__(self, workspace: Workspace, sheet: Path) -> None:
        self.workspace = workspace
        self.history = History()
        self.sheet = sheet
        self._minutes = count(1)

    def now(self) -> datetime:
        return START + timedelta(minutes=next(self._minutes))

    def do(self, deed: Command[Any] | str, joins: str = "") -> None:
        before = self.revision()
        try:
            if isinstance(deed, str):
                request = ImportRequest(path=self.sheet, again=True)
                deed = AcceptImport(prepare(self.workspace, request))
            self.workspace.execute(deed, by=NOBODY, at=self.now())
        except Problem:
            return
        with self.workspace.store.read() as reader:
            self.history.done(reader.log(before), joins)

    def undo(self) -> None:
        step = self.history.next_undo
        assert step is not None
        self.history.undone(
            self.workspace.execute(
                Reverse(step.revision, "undo", step.earlier), by=NOBODY, at=self.now()
            )
        )

    def redo(self) -> None:
        step = self.history.next_redo
        assert step is not None
        self.history.redone(
            self.workspace.execute(Reverse(step.revision, "redo"), by=NOBODY, at=self.now())
        )

    def revision(self) -> int:
        with self.workspace.store.read() as reader:
            return reader.revision()

    def state(self) -> tuple[object, ...]:
        draft = self.workspace.draft()
        counting = [row.id for row in batches(self.workspace) if not row.withdrawn]
        agreement = draft.agreement
        return agreement.label, agreement.content_hash, draft.consents, draft.untouched, counting


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    path.write_text("Lead ID,Created Date\nL-1,2026-10-05\nL-2,2026-10-06\n", encoding="utf-8")
    return path


@pytest.fixture
def window(database: str, sheet: Path) -> Iterator[Window]:
    with Workspace.new(database, by=NOBODY, at=START) as workspace:
        yield Window(workspace, sheet)


# The fixture only makes addresses; each example makes a workspace of its own.
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=st.lists(deeds, max_size=7))
def test_everything_undone_gives_the_start_and_done_again_the_end(
    make_database: Callable[[], str],
    tmp_path_factory: pytest.TempPathFactory,
    done: list[Command[Any] | str],
) -> None:
    path = tmp_path_factory.mktemp("history") / "leads.csv"
    path.write_text("Lead ID,Created Date\nL-1,2026-10-05\n", encoding="utf-8")
    with Workspace.new(make_database(), by=NOBODY, at=START) as workspace:
        window = Window(workspace, path)
        states = [window.state()]
        for deed in done:
            steps = window.history.next_undo
            window.do(deed)
            if window.history.next_undo != steps:
                states.append(window.state())
        for state in reversed(states[:-1]):
            window.undo()
            assert window.state() == state
        assert window.history.next_undo is None
        for state in states[1:]:
            window.redo()
            assert window.state() == state
        assert window.history.next_redo is None


def test_an_undone_edit_gives_both_parties_their_yes_back(window: Window) -> None:
    window.do(AddClause("term", {"key": "lead", "definition": "A"}, "sales"))
    window.do(Agree("marketing", None))
    window.do(EditClause("term", "lead", {"definition": "B"}, "sales"))
    assert window.workspace.draft().consents.of(("term", "lead")) == {"sales"}
    window.undo()
    assert window.workspace.draft().consents.of(("term", "lead")) == {"sales", "marketing"}
    window.redo()
    assert window.workspace.draft().consents.of(("term", "lead")) == {"sales"}


def test_what_was_added_for_another_clause_is_undone_with_it(window: Window) -> None:
    before = window.state()
    joined = AddClause("term", {"key": "lead", "definition": "B"}, "sales")
    window.do(AddClause("person", {"key": "kim", "name": "Kim"}, "sales"))
    window.do(joined, joins="person.kim")
    after = window.state()
    window.undo()
    assert window.state() == before
    assert window.history.next_undo is None
    window.redo()
    assert window.state() == after
    window.undo()
    assert window.state() == before
    # Something else came in between: each is a step of its own.
    window.do(AddClause("person", {"key": "kim", "name": "Kim"}, "sales"))
    window.do(Agree("marketing", None))
    between = window.state()
    window.do(joined, joins="person.kim")
    window.undo()
    assert window.state() == between


def test_a_frozen_version_stays_and_what_came_before_can_still_be_undone(window: Window) -> None:
    window.do(Agree("sales", None))
    window.do(Agree("marketing", None))
    window.do(Freeze())
    assert window.history.next_undo is not None
    assert window.history.next_undo.action == "agree"
    window.undo()
    assert len(window.workspace.versions(window.workspace.draft())) == 1


def test_what_another_changed_since_is_left_alone(window: Window) -> None:
    window.do(AddClause("term", {"key": "lead", "definition": "Mine"}, "sales"))
    theirs = EditClause("term", "lead", {"definition": "Theirs"}, "marketing")
    window.workspace.execute(theirs, by=NOBODY, at=window.now())
    before = window.state()
    with pytest.raises(Problem, match="undo-overtaken"):
        window.undo()
    assert window.state() == before


def test_an_undone_import_does_not_count_and_a_redone_one_does(window: Window) -> None:
    window.do("import")
    assert [row.withdrawn for row in batches(window.workspace)] == [False]
    window.undo()
    assert [row.withdrawn for row in batches(window.workspace)] == [True]
    window.redo()
    assert [row.withdrawn for row in batches(window.workspace)] == [False]


def test_a_step_names_what_it_changed(window: Window) -> None:
    window.do(AddClause("term", {"name": "Web lead"}, "sales"))
    step = window.history.next_undo
    assert step is not None
    assert (step.action, step.names) == ("add", ("term.web-lead",))


def test_a_text_of_many_clauses_is_undone_and_done_again_whole(window: Window) -> None:
    window.do(AddClause("term", {"key": "lead", "definition": "Here before"}, "marketing"))
    before = window.state()
    terms = [f'[[term]]\nkey = "word-{n}"\ndefinition = "No {n}"' for n in range(60)]
    text = "\n".join([*terms, '[[term]]\nkey = "lead"\ndefinition = "Anew"'])
    window.do(ApplyText(text, party="sales"))
    after = window.state()
    window.do(Agree("marketing", None))
    agreed = window.state()
    window.undo()
    assert window.state() == after
    window.undo()
    assert window.state() == before
    assert window.workspace.draft().consents.of(("term", "lead")) == {"marketing"}
    window.redo()
    window.redo()
    assert window.state() == agreed
    with window.workspace.store.read() as reader:
        assert reader.verify_log() is None
