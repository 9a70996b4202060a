"""Scoring on the sample's last quarter: the matrix, each rule, single leads, and what would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.invented_leads import InventedLead
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.score_sheet import fired_rules, score_sheet
from alignment_desktop.domain.scoring import ScoringRule
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.sample import sample_agreement_text
from alignment_desktop.services.score_board import QuarterScores, matrix_of
from alignment_desktop.services.scoring import lead_scores
from alignment_desktop.services.templates import Beginning, new_workspace
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

NOW = datetime(2027, 1, 5, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def workspace(sample_original: Path) -> Iterator[Workspace]:
    with Workspace.open(str(sample_original)) as opened:
        yield opened


@pytest.fixture(scope="module")
def scores(workspace: Workspace) -> QuarterScores:
    return QuarterScores.of(workspace, None, now=NOW)


@pytest.fixture(scope="module")
def agreement(workspace: Workspace) -> Agreement:
    return workspace.draft().agreement


def with_rule(agreement: Agreement, rule: ScoringRule) -> Agreement:
    return replace(agreement, clauses={**agreement.clauses, ("rule", rule.key): rule})


def test_the_matrix_counts_the_quarters_leads_as_the_command_scores_them(
    workspace: Workspace, scores: QuarterScores, agreement: Agreement
) -> None:
    board = scores.board(agreement)
    assert (board.label, board.start, board.end) == (
        "FY27 Q1",
        date(2026, 10, 1),
        date(2026, 12, 31),
    )
    tallies = board.tallies(agreement, by_rules=True)
    assert tallies is not None
    assert board.by_rules is not None
    total = board.by_rules.total
    assert sum(tally.leads for row in tallies for tally in row) == total.leads == 2088
    assert sum(tally.won for row in tallies for tally in row) == total.won
    assert (board.alike, board.own) == (2029, 2029), "the CRM grades by these very rules"
    assert board.notes == ()
    counted: Counter[str | None] = Counter()
    matrix = matrix_of(agreement)
    for row, band in product(range(len(matrix.rows)), range(len(matrix.bands))):
        counted[matrix.thresholds[row][band]] += tallies[row][band].leads
    its = lead_scores(workspace, as_of=None, label=None, now=NOW)
    # L-21713 is the first lead of October.
    of_quarter = [each for each in its.leads if each.lead_id > "L-21712"]
    assert counted == Counter(each.threshold for each in of_quarter)
    fired = Counter(key for each in of_quarter for key, _ in each.rules)
    assert board.fired is not None
    assert {key: tally.leads for key, tally in board.fired.items()} == fired
    own = board.tallies(agreement, by_rules=False)
    assert own is not None
    assert sum(tally.leads for tally in own[matrix.row_of(None) or 0]) == 2088 - 2029


def test_a_lead_of_ours_scores_as_the_command_says_and_as_if_it_were_made_up(
    workspace: Workspace, scores: QuarterScores, agreement: Agreement
) -> None:
    its = lead_scores(workspace, as_of=None, label=None, now=NOW)
    for each in its.leads[::230]:
        own = scores.lead(each.lead_id, agreement)
        assert (own.sheet.fit, own.sheet.grade, own.sheet.score, own.sheet.threshold) == (
            each.fit,
            each.grade,
            each.score,
            each.threshold,
        )
        lead = InventedLead(own.fields, agreement.campaigns_called, agreement.timezone)
        again = score_sheet(agreement, fired_rules(agreement, lead, its.as_of.moment))
        assert (again.fit, again.grade, again.score) == (each.fit, each.grade, each.score)
        assert [rule.key for rule in again.rules] == [key for key, _ in each.rules]
    first = scores.first_lead(agreement)
    assert first is not None
    assert scores.lead(first, agreement).fields["outcome"] == "won"
    assert [each.lead_id for each in scores.found(first, 3)] == [first]
    with pytest.raises(Problem, match="no-such-lead"):
        scores.lead("nobody", agreement)


def test_another_rule_is_told_by_the_leads_that_it_would_treat_otherwise(
    scores: QuarterScores, agreement: Agreement
) -> None:
    assert scores.shift(agreement, agreement).moves == ()
    rule = replace(agreement.rules["contact-request"], points=10)
    shift = scores.shift(agreement, with_rule(agreement, rule))
    assert shift.total.leads == 2088
    assert ("grade-c-warm", "nurture") in {(was, now) for was, now, _ in shift.moves}
    counts = [tally.leads for *_, tally in shift.moves]
    assert counts == sorted(counts, reverse=True)


def test_a_rule_on_a_column_that_nothing_imported_has_is_named_and_takes_nothing_away(
    scores: QuarterScores, agreement: Agreement
) -> None:
    odd = ScoringRule(key="odd", where=(Condition("Shoe size", ">=", (44,)),), points=5)
    more = with_rule(agreement, odd)
    board = scores.board(more)
    assert [note.code for note in board.notes] == ["rule-not-imported"]
    assert board.by_rules is not None
    assert board.by_rules.total.leads == 2088
    first = scores.first_lead(more)
    assert first is not None
    assert scores.lead(first, more).sheet == scores.lead(first, agreement).sheet


def test_without_leads_the_board_says_why_it_is_empty(tmp_path: Path) -> None:
    address = str(tmp_path / "new.align")
    with new_workspace(address, Beginning(), by=NOBODY, at=NOW) as blank:
        blank.execute(ApplyText(sample_agreement_text()), by=NOBODY, at=NOW)
        scores = QuarterScores.of(blank, None, now=NOW)
        agreement = blank.draft().agreement
        board = scores.board(agreement)
        assert board.trouble is not None
        assert board.trouble.code == "no-leads-imported"
        assert board.tallies(agreement, by_rules=True) is None
        assert scores.first_lead(agreement) is None
