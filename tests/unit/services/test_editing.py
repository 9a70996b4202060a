"""Editing single clauses: whole tables, keys made of names, and consent of whoever edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.clauses import Term
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.services.agreeing import Agree, ApplyText, TakeBackConsent
from alignment_desktop.services.editing import (
    AddClause,
    EditClause,
    Edited,
    RemoveClauses,
    Removed,
)
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.rows import Entry
from tests.actors import NOBODY, by

NOW = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
PERIOD = {"start": "2026-07-01", "end": "2026-09-30"}
CALENDAR = '[[calendar]]\nkey = "office"\ntimezone = "Europe/Berlin"\n'


@pytest.fixture
def workspace(sqlite_address: str) -> Iterator[Workspace]:
    with Workspace.new(sqlite_address, by=NOBODY, at=NOW) as made:
        yield made


def _refused(workspace: Workspace, command: object) -> Problem:
    before = workspace.draft()
    with pytest.raises(Problem) as told:
        workspace.execute(command, by=NOBODY, at=NOW)  # type: ignore[arg-type]
    assert workspace.draft() == before
    return told.value


def test_a_clause_added_by_name_gets_a_key_of_its_own(workspace: Workspace) -> None:
    added = [
        workspace.execute(AddClause("term", {"name": name}, "sales"), by=NOBODY, at=NOW)
        for name in ("Größe: Ideal customer", "größe ideal CUSTOMER", "理想")
    ]
    assert [key for _, key in added] == ["grosse-ideal-customer", "grosse-ideal-customer-2", "term"]


def test_who_edits_agrees_and_the_others_yes_is_taken_back(workspace: Workspace) -> None:
    workspace.execute(AddClause("term", {"key": "lead"}, "sales"), by=NOBODY, at=NOW)
    workspace.execute(Agree("marketing", None), by=NOBODY, at=NOW)
    workspace.execute(
        EditClause("term", "lead", {"definition": "New"}, "marketing"), by=NOBODY, at=NOW
    )
    assert workspace.draft().consents.of(("term", "lead")) == {"marketing"}


def test_the_facilitator_agrees_for_nobody(workspace: Workspace) -> None:
    workspace.execute(AddClause("term", {"key": "lead"}, None), by=NOBODY, at=NOW)
    assert workspace.draft().consents.of(("term", "lead")) == frozenset()
    assert not workspace.draft().untouched


def test_a_renamed_clause_keeps_its_place(workspace: Workspace) -> None:
    for key in ("one", "two", "three"):
        workspace.execute(AddClause("term", {"key": key}, "sales"), by=NOBODY, at=NOW)
    edit = EditClause("term", "two", {"key": "zwei", "name": "Two"}, "sales")
    assert workspace.execute(edit, by=NOBODY, at=NOW) == Edited(("term", "zwei"))
    assert list(workspace.draft().agreement.of_kind("term")) == ["one", "zwei", "three"]


def test_the_header_takes_another_period_and_label(workspace: Workspace) -> None:
    table = {"label": "FY27 Q1", "title": "Our plan", "period": PERIOD}
    workspace.execute(EditClause("agreement", "", table, "sales"), by=NOBODY, at=NOW)
    draft = workspace.draft("FY27 Q1")
    assert draft.agreement.header.title == "Our plan"
    assert draft.agreement.header.period.start == date(2026, 7, 1)


def test_the_attribution_begins_with_its_first_edit(workspace: Workspace) -> None:
    edit = EditClause("attribution", "", {"rule": "even"}, "sales")
    assert workspace.execute(edit, by=NOBODY, at=NOW) == Edited(("attribution", ""))
    attribution = workspace.draft().agreement.attribution
    assert attribution is not None
    assert attribution.rule == "even"


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ({"definition": 3}, "definition"),
        ({"nonsense": "x"}, "nonsense"),
        ({"key": "Not a key"}, "key"),
        ({"key": "other"}, "key"),
    ],
)
def test_a_mistake_names_its_field(
    workspace: Workspace, table: dict[str, object], field: str
) -> None:
    for key in ("lead", "other"):
        workspace.execute(AddClause("term", {"key": key}, "sales"), by=NOBODY, at=NOW)
    problem = _refused(workspace, EditClause("term", "lead", table, "sales"))
    assert problem.facts["field"] == field


def test_the_calendar_that_counts_is_not_removed(workspace: Workspace) -> None:
    header = 'period = { start = 2026-10-01, end = 2026-12-31 }\ncalendar = "office"\n'
    workspace.execute(ApplyText(f"[agreement]\n{header}{CALENDAR}"), by=NOBODY, at=NOW)
    problem = _refused(workspace, RemoveClauses([("calendar", "office")], "sales"))
    assert sentence(problem) == (
        "calendar.office is the calendar that the agreement counts by; name another one in the "
        "agreement first."
    )


def _with_terms(workspace: Workspace, *keys: str) -> None:
    for key in keys:
        workspace.execute(AddClause("term", {"key": key}, "sales"), by=NOBODY, at=NOW)


def test_many_clauses_are_removed_by_one_entry_of_the_log_and_put_back_by_one(
    workspace: Workspace,
) -> None:
    _with_terms(workspace, "one", "two", "three")
    before = workspace.draft()
    ids = [("term", "three"), ("term", "one"), ("term", "three")]
    removed = workspace.execute(RemoveClauses(ids, "sales"), by=NOBODY, at=NOW)
    assert removed.gone == (("term", "three"), ("term", "one"))
    after = workspace.draft()
    assert list(after.agreement.of_kind("term")) == ["two"]
    assert after.revision == before.revision + 1
    workspace.execute(Reverse(after.revision), by=NOBODY, at=NOW)
    back = workspace.draft()
    assert back.agreement == before.agreement
    assert back.consents == before.consents


def test_of_many_clauses_all_are_removed_or_none(workspace: Workspace) -> None:
    _with_terms(workspace, "one", "two")
    seen = workspace.draft().revision
    for ids, code in (
        ([("term", "one"), ("term", "gone")], "clause-gone"),
        ([("term", "one"), ("agreement", "")], "header-stays"),
    ):
        assert _refused(workspace, RemoveClauses(ids, "sales")).code == code
    edit = EditClause("term", "two", {"definition": "New"}, "marketing")
    workspace.execute(edit, by=NOBODY, at=NOW)
    both = RemoveClauses([("term", "one"), ("term", "two")], "sales", seen=seen)
    assert _refused(workspace, both).code == "clause-changed-since"


def test_removing_nothing_changes_nothing(workspace: Workspace) -> None:
    before = workspace.draft()
    assert workspace.execute(RemoveClauses((), "sales"), by=NOBODY, at=NOW) == Removed()
    assert workspace.draft() == before


def test_the_header_cannot_name_a_calendar_that_is_not_there(workspace: Workspace) -> None:
    table = {"period": PERIOD, "calendar": "nowhere"}
    problem = _refused(workspace, EditClause("agreement", "", table, "sales"))
    assert problem.facts["field"] == "calendar"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (RemoveClauses([("agreement", "")], "sales"), "header-stays"),
        (RemoveClauses([("term", "gone")], "sales"), "clause-gone"),
        (EditClause("term", "gone", {}, "sales"), "clause-gone"),
        (EditClause("agreement", "", {"period": PERIOD, "label": " "}, None), "bad-label"),
        (AddClause("agreement", {"period": PERIOD}, None), "clause-taken"),
        (TakeBackConsent("sales", ["term.gone"]), "unknown-clause"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    workspace: Workspace, command: object, code: str
) -> None:
    assert _refused(workspace, command).code == code


def test_of_a_change_that_was_given_up_nothing_is_remembered(workspace: Workspace) -> None:
    @dataclass(frozen=True)
    class GivenUp:
        def run(self, workspace: Workspace, _by: Actor, at: datetime) -> None:
            with workspace.store.change(Entry("edit", by("sales"), at)) as writer:
                writer.put_clause(1, "term", "lead", 1, {"key": "lead", "definition": "Given up"})
                workspace.draft_in(writer)
                raise Problem("clause-gone", clause="term.lead")

    workspace.execute(
        AddClause("term", {"key": "lead", "definition": "First"}, "sales"), by=NOBODY, at=NOW
    )
    _refused(workspace, GivenUp())
    # It takes the very revision that the other would have had.
    workspace.execute(
        EditClause("term", "lead", {"definition": "Kept"}, "sales"), by=NOBODY, at=NOW
    )
    term = workspace.draft().agreement.clauses["term", "lead"]
    assert isinstance(term, Term)
    assert term.definition == "Kept"
