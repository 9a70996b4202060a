"""What clauses mean on the last quarter's leads of the sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.limits import Limit
from alignment_desktop.services.clause_effects import effect_of, measurable
from alignment_desktop.services.measuring import Question, measured
from alignment_desktop.services.workspace import Workspace

NOW = datetime(2027, 1, 5, 8, 0, tzinfo=UTC)
PROMISE = ("commitment", "grade-a-first-touch")


@pytest.fixture
def workspace(sample_path: Path) -> Iterator[Workspace]:
    with Workspace.open(str(sample_path)) as opened:
        yield opened


def test_a_promise_is_measured_over_the_last_whole_quarter(workspace: Workspace) -> None:
    commitment = workspace.draft().agreement.commitments[PROMISE[1]]
    shorter = replace(commitment, limit=Limit.parse("1 business hour"))
    effect = effect_of(workspace, PROMISE, shorter, None, now=NOW)
    assert (effect.start, effect.end) == (date(2026, 10, 1), date(2026, 12, 31))
    assert effect.standing is not None
    assert effect.proposed is not None
    months = measured(workspace, Question(commitment=PROMISE[1]), now=NOW).commitments[0].periods
    assert effect.standing.counted == sum(each.kept or 0 for each in months)
    assert effect.standing.of == sum((each.kept or 0) + (each.missed or 0) for each in months)
    assert effect.standing.value == effect.standing.counted / effect.standing.of
    assert effect.proposed.counted < effect.standing.counted


def test_conditions_are_counted_as_they_stand_and_as_they_are_proposed(
    workspace: Workspace,
) -> None:
    segments = workspace.draft().agreement.segments
    key, segment = next((key, each) for key, each in segments.items() if each.where)
    everybody = replace(segment, where=(Condition("created_at", "is not blank", ()),), any=())
    effect = effect_of(workspace, ("segment", key), everybody, None, now=NOW)
    assert effect.standing is not None
    assert effect.proposed is not None
    assert 0 < effect.standing.counted < effect.standing.of == effect.proposed.counted


def test_a_figure_without_leads_behind_it_has_no_counts(workspace: Workspace) -> None:
    effect = effect_of(workspace, ("commitment", "sourced-pipeline"), None, None, now=NOW)
    assert effect.standing is not None
    assert not effect.standing.by_leads
    assert effect.proposed is None


def test_what_cannot_be_measured_is_told_and_nothing_is_made_up(
    workspace: Workspace, agreement_path: Path
) -> None:
    segment = next(iter(workspace.draft().agreement.segments.values()))
    unknown = replace(segment, where=(Condition("shoe size", ">=", (42,)),))
    effect = effect_of(workspace, ("segment", segment.key), unknown, None, now=NOW)
    assert effect.trouble is not None
    assert effect.trouble.code == "field-not-imported"
    words = effect_of(workspace, ("term", "lead"), None, None, now=NOW)
    assert (words.standing, words.trouble) == (None, None)
    assert not measurable(workspace.draft().agreement.clauses["term", "lead"])
    with Workspace.open(str(agreement_path)) as empty:
        trouble = effect_of(empty, PROMISE, None, None, now=NOW).trouble
        assert trouble is not None
        assert trouble.code == "no-leads-imported"
