"""Clauses that others name are removed, and the others name another one from then on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.references import references_to
from alignment_desktop.services.agreeing import Agree, ApplyText, TakeBackConsent
from alignment_desktop.services.editing import RemoveClauses, Removed
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY, by
from tests.mentions import MQL, NAMED, SAL

NOW = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
EARLY, LEAD, RATE = ("reason", "early"), ("stage", "lead"), ("commitment", "rate")
TEXT = """
[agreement]
period = { start = 2026-10-01, end = 2026-12-31 }
calendar = "north"
[[stage]]
key = "lead"
next = ["mql"]
[[stage]]
key = "sal"
[[commitment]]
key = "rate"
party = "sales"
measure = "count"
from = "entered.mql"
target = ">= 50"
every = "month"
"""


@pytest.fixture
def workspace(database: str) -> Iterator[Workspace]:
    """Marketing agrees to the commitment alone, Sales to everything but the reason."""
    with Workspace.new(database, by=NOBODY, at=NOW) as made:
        made.execute(ApplyText(TEXT + NAMED, party="sales"), by=NOBODY, at=NOW)
        made.execute(TakeBackConsent("sales", ("reason.early",)), by=NOBODY, at=NOW)
        made.execute(Agree("marketing", ("commitment.rate",)), by=NOBODY, at=NOW)
        yield made


def remove(workspace: Workspace, *, party: str | None = "sales") -> Removed:
    command = RemoveClauses([MQL], party, proposes=True, instead={MQL: SAL})
    return workspace.execute(command, by=by(party), at=NOW)


def test_clauses_name_another_one_and_agreed_ones_become_proposals(workspace: Workspace) -> None:
    removed = remove(workspace)
    assert removed.gone == (MQL,)
    assert set(removed.pointed) == {LEAD, EARLY}
    assert [each.clause for each in removed.to_point] == ["commitment.rate"]
    draft = workspace.draft()
    assert {each.source for each in references_to(draft.agreement, [SAL])} == {LEAD, EARLY}
    assert draft.agreement.commitments["rate"].from_ == "entered.mql"
    (waiting,) = workspace.discussion().open_for(draft.id)[RATE]
    assert list(waiting.fields(None) or ()) or waiting.proposed is not None
    assert (waiting.proposed or {})["from"] == "entered.sal"


def test_a_yes_goes_on_where_it_stood_and_is_given_nowhere_else(workspace: Workspace) -> None:
    remove(workspace)
    consents = workspace.draft().consents
    assert consents.of(LEAD) == {"sales"}
    assert consents.of(EARLY) == frozenset()
    assert consents.of(RATE) == {"sales", "marketing"}


def test_the_facilitator_changes_all_of_them_and_takes_the_consents(workspace: Workspace) -> None:
    removed = remove(workspace, party=None)
    assert set(removed.pointed) == {LEAD, EARLY, RATE}
    consents = workspace.draft().consents
    assert [consents.of(each) for each in (LEAD, EARLY, RATE)] == [frozenset()] * 3


@pytest.mark.parametrize("party", ["sales", None])
def test_all_of_it_is_one_change_and_undone_as_one(workspace: Workspace, party: str | None) -> None:
    before, open_before = workspace.draft(), workspace.discussion().open_for(workspace.draft().id)
    remove(workspace, party=party)
    revision = workspace.draft().revision
    assert revision == before.revision + 1
    workspace.execute(Reverse(revision), by=NOBODY, at=NOW)
    after = workspace.draft()
    assert after.agreement == before.agreement
    assert after.positions == before.positions
    assert after.consents.given == before.consents.given
    assert workspace.discussion().open_for(after.id) == open_before


def test_a_removal_that_is_only_proposed_comes_after_what_is_proposed_to_point(
    workspace: Workspace,
) -> None:
    workspace.execute(Agree("marketing", ("stage.mql",)), by=NOBODY, at=NOW)
    removed = remove(workspace)
    assert removed.gone == ()
    numbers = [each.id for each in (*removed.to_point, *removed.proposed)]
    assert numbers == [1, 2]
    assert MQL in workspace.draft().agreement.clauses


def test_the_calendar_that_counts_goes_once_another_one_counts(workspace: Workspace) -> None:
    north, south = ("calendar", "north"), ("calendar", "south")
    command = RemoveClauses([north], "sales", instead={north: south})
    workspace.execute(command, by=NOBODY, at=NOW)
    agreement = workspace.draft().agreement
    assert agreement.header.calendar == "south"
    assert list(agreement.of_kind("calendar")) == ["south"]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (("stage", "opp"), "clause-gone"),
        (MQL, "clause-gone"),
        (("reason", "early"), "other-kind"),
    ],
)
def test_one_cannot_point_at_what_is_not_there_or_of_another_kind(
    workspace: Workspace, other: tuple[str, str], code: str
) -> None:
    before = workspace.draft()
    with pytest.raises(Problem) as told:
        workspace.execute(RemoveClauses([MQL], "sales", instead={MQL: other}), by=NOBODY, at=NOW)
    assert told.value.code == code
    assert workspace.draft() == before
