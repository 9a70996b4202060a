"""What an exported amendment says it amends, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.proposals import ACCEPT
from alignment_desktop.services.agreeing import Agree, ApplyText, Freeze, versions_out_of_order
from alignment_desktop.services.agreement_documents import agreement_document, export_agreement
from alignment_desktop.services.answering import AnswerProposal
from alignment_desktop.services.exporting import Wanted
from alignment_desktop.services.imported_batches import UndoImport
from alignment_desktop.services.proposing import ProposeText
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.evidence import BatchRow
from tests.actors import NOBODY, by
from tests.sample_fixtures import MADE_AT
from tests.unit.documents.pdf_reading import page_texts

LATER = datetime(2027, 1, 12, 9, tzinfo=UTC)
MORE_LEADS = """
[[commitment]]
key = "qualified-leads"
name = "Qualified leads delivered"
party = "marketing"
measure = "count"
from = "entered.mql"
target = ">= 420"
targets = { "2026-12" = ">= 320" }
at_risk = 0.9
every = "month"
if_missed = "We pull the next campaign forward"
"""
WHY = "1,277 leads were delivered against 1,120 promised"


@pytest.fixture
def workspace(agreement_path: Path) -> Iterator[Workspace]:
    with Workspace.open(str(agreement_path)) as opened:
        yield opened


def propose_and_accept(workspace: Workspace) -> None:
    marketing, sales = by("marketing", "cmo"), by("sales", "cso")
    proposal = ProposeText(MORE_LEADS, "marketing", why=WHY)
    (made,) = workspace.execute(proposal, by=marketing, at=LATER)
    workspace.execute(AnswerProposal(made.id, ACCEPT, "sales"), by=sales, at=LATER)


def test_the_first_version_amends_nothing(workspace: Workspace) -> None:
    document = agreement_document(workspace, Wanted(), now=MADE_AT)
    assert document.amends is None
    assert document.version == 1


def test_a_later_version_says_who_proposed_a_change_and_why(workspace: Workspace) -> None:
    propose_and_accept(workspace)
    freeze = Freeze(effective=date(2027, 1, 18), reason="Quarterly review of 6 January")
    workspace.execute(freeze, by=NOBODY, at=LATER + timedelta(hours=1))
    exported = export_agreement(workspace, Wanted(), now=MADE_AT)
    first = page_texts(exported.content)[0].replace("\xa0", " ")
    assert exported.version == 2
    assert "One of 95 clauses changes" in first
    assert "Why: Quarterly review of 6 January." in first
    assert f"Daniel Okafor, Marketing: {WHY}." in first


def test_a_draft_with_changes_amends_the_newest_version_and_one_without_does_not(
    workspace: Workspace,
) -> None:
    draft = Wanted(draft=True)
    assert agreement_document(workspace, draft, now=MADE_AT).amends is None
    propose_and_accept(workspace)
    document = agreement_document(workspace, draft, now=MADE_AT)
    assert document.amends is not None
    assert [each.clause for each in document.changes] == ["commitment.qualified-leads"]
    assert [each.text for each in document.amends.why["commitment.qualified-leads"]] == [WHY]


def test_no_version_is_in_force_before_an_earlier_one(workspace: Workspace) -> None:
    propose_and_accept(workspace)
    workspace.execute(Freeze(effective=date(2027, 1, 18)), by=NOBODY, at=LATER)
    for wanted in (date(2027, 1, 17), None):
        with pytest.raises(Problem) as caught:
            workspace.execute(Freeze(effective=wanted), by=NOBODY, at=LATER)
        code = "effective-before-earlier" if wanted else "nothing-to-freeze"
        assert caught.value.code == code
    versions = workspace.versions(workspace.draft())
    assert versions_out_of_order(versions) == []
    (older, newer) = versions
    early = [older, newer, replace(newer, number=3, since=date(2027, 1, 2))]
    (found,) = versions_out_of_order(early)
    assert (found.rule, found.severity) == ("version-before-earlier", "warning")
    assert found.facts == {"number": 3, "since": "2027-01-02", "day": "2027-01-18"}
    workspace.execute(Freeze(effective=date(2027, 1, 18)), by=NOBODY, at=LATER)


def test_a_reason_given_before_a_version_is_none_of_the_next(workspace: Workspace) -> None:
    propose_and_accept(workspace)
    workspace.execute(Freeze(effective=date(2027, 1, 18)), by=NOBODY, at=LATER)
    text = MORE_LEADS.replace(">= 420", ">= 430")
    workspace.execute(ApplyText(text), by=NOBODY, at=LATER + timedelta(days=1))
    for party in ("sales", "marketing"):
        at = LATER + timedelta(days=1)
        workspace.execute(Agree(party, None), by=by(party), at=at)
    document = agreement_document(workspace, Wanted(draft=True), now=MADE_AT)
    assert document.amends is not None
    assert document.amends.number == 2
    assert document.amends.why == {}


def test_a_changed_promise_tells_what_came_of_it_until_it_was_frozen(sample_path: Path) -> None:
    name = "commitment.qualified-leads"
    with Workspace.open(str(sample_path)) as workspace:
        propose_and_accept(workspace)
        freeze = Freeze(effective=date(2027, 1, 18))
        workspace.execute(freeze, by=NOBODY, at=LATER + timedelta(hours=1))
        document = agreement_document(workspace, Wanted(), now=LATER)
        assert document.amends is not None
        assert set(document.amends.results) == {name}
        result = document.amends.results[name]
        assert (result.period, result.value, result.word) == ("2026-12", 369, "kept")
        # A version is printed the same whatever is undone later: what is signed is held against it.
        printed = export_agreement(workspace, Wanted(), now=LATER).content
        for batch in _batches(workspace):
            workspace.execute(UndoImport(batch.id), by=NOBODY, at=LATER + timedelta(hours=2))
        assert export_agreement(workspace, Wanted(), now=LATER).content == printed


def test_a_draft_tells_only_of_what_is_not_undone(sample_path: Path) -> None:
    draft = Wanted(draft=True)
    with Workspace.open(str(sample_path)) as workspace:
        propose_and_accept(workspace)
        document = agreement_document(workspace, draft, now=LATER)
        assert document.amends is not None
        assert set(document.amends.results) == {"commitment.qualified-leads"}
        for batch in _batches(workspace):
            workspace.execute(UndoImport(batch.id), by=NOBODY, at=LATER + timedelta(hours=2))
        document = agreement_document(workspace, draft, now=LATER)
        assert document.amends is not None
        assert document.amends.results == {}


def _batches(workspace: Workspace) -> tuple[BatchRow, ...]:
    with workspace.store.read() as reader:
        return tuple(reader.batches())
