"""What a trial on the scoreboard comes to is what the scoreboard would say of those words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.scoreboard import ScoreLine, View
from alignment_desktop.domain.targets import Target
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.services.measured_board import MeasuredBoard, Sources
from alignment_desktop.services.promise_trials import Promised, PromiseTrials, Tried
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.workspace import Workspace

MONTHS = ("2026-10", "2026-11", "2026-12")
VIEWS = WHOLE, MONTH, SEGMENT = View(), View("2026-12"), View(None, "enterprise")
NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def sources(sample_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sources]:
    path = tmp_path_factory.mktemp("trials") / "sample.align"
    shutil.copy(sample_original, path)
    with Workspace.open(str(path)) as workspace:
        yield sources_of(workspace, now=NOW)


def stating(sources: Sources, key: str, tried: Tried) -> Sources:
    """The same with other words in every version; written apart from what is tested."""
    versions = []
    for version in sources.request.versions:
        one = version.agreement.commitments[key]
        one = replace(one, limit=tried.limit or one.limit)
        if tried.period and tried.target:
            one = replace(one, targets=((tried.period, tried.target),))
        elif tried.target:
            one = replace(one, target=tried.target)
        clauses = {**version.agreement.clauses, ("commitment", key): one}
        versions.append(VersionInForce(replace(version.agreement, clauses=clauses), version.since))
    return Sources(replace(sources.request, versions=tuple(versions)), sources.batches)


@pytest.fixture(scope="module")
def boards(sources: Sources) -> dict[View, MeasuredBoard]:
    return {view: scoreboard(sources, view, Silent()) for view in VIEWS}


def bare(line: ScoreLine | None) -> ScoreLine | None:
    return replace(line, notes=(), before=None) if line is not None else None


@pytest.mark.parametrize(
    ("view", "key", "limit", "target"),
    [
        (WHOLE, "grade-a-first-touch", "6 business hours", None),
        (MONTH, "grade-a-first-touch", "1.5 business hours", ">= 99 %"),
        (SEGMENT, "grade-a-first-touch", "1.5 business hours", None),
        (WHOLE, "grade-b-first-touch", "3 business days", None),
        (MONTH, "grade-b-first-touch", None, ">= 80 %"),
        (WHOLE, "follow-up-attempts", None, ">= 85 %"),
        (SEGMENT, "speed-to-lead", None, "<= 1.75 hours"),
        (WHOLE, "win-rate", None, ">= 8 %"),
        (WHOLE, "qualified-leads", None, ">= 470"),
        (WHOLE, "sourced-pipeline", None, ">= 2600000 EUR"),
        (WHOLE, "pipeline-coverage", None, ">= 2.5"),
    ],
)
def test_a_trial_is_what_the_scoreboard_would_say(
    sources: Sources,
    boards: dict[View, MeasuredBoard],
    view: View,
    key: str,
    limit: str | None,
    target: str | None,
) -> None:
    tried = Tried(Limit.parse(limit) if limit else None, Target.parse(target) if target else None)
    trials = PromiseTrials(boards[view], key)
    standing = bare(boards[view].board.line(key))
    wanted = bare(scoreboard(stating(sources, key, tried), view, Silent()).board.line(key))
    assert bare(trials.line(tried)) == wanted
    assert wanted != standing
    assert bare(trials.line(Tried())) == standing


def test_a_trial_of_an_agreement_that_cuts_its_first_month_counts_months_and_whole_apart(
    sources: Sources,
) -> None:
    key, newest = "grade-a-first-touch", sources.request.newest
    header = replace(newest.header, period=replace(newest.header.period, start=date(2026, 10, 15)))
    clauses = {**newest.clauses, ("agreement", ""): header}
    versions = (VersionInForce(replace(newest, clauses=clauses)),)
    request = replace(sources.request, versions=versions, first=header.period.start)
    cut = Sources(request, sources.batches)
    tried = Tried(Limit.parse("6 business hours"))
    board = scoreboard(cut, WHOLE, Silent())
    wanted = bare(scoreboard(stating(cut, key, tried), WHOLE, Silent()).board.line(key))
    assert wanted is not None
    assert len(wanted.periods) == 3
    assert bare(PromiseTrials(board, key).line(tried)) == wanted


def test_a_trial_is_proposed_in_the_words_of_the_draft(sources: Sources) -> None:
    agreement, key = sources.request.newest, "grade-a-first-touch"
    one = agreement.commitments[key]
    tried = Tried(limit=Limit.parse("6 business hours"))
    assert tried.changes(agreement, ("commitment", key))
    assert not Tried(limit=one.limit).changes(agreement, ("commitment", key))
    assert not tried.changes(agreement, ("commitment", "gone"))
    assert tried.table(agreement, key)["limit"] == "6 business hours"


def test_what_can_be_tried_hangs_on_the_measure(
    sources: Sources, boards: dict[View, MeasuredBoard]
) -> None:
    promises = sources.request.newest.commitments

    def can(key: str, view: View = WHOLE) -> tuple[object, ...]:
        line = boards[view].board.line(key)
        assert line is not None
        promised = Promised.by(promises[key], line)
        scale = promised.target_scale
        step = str(scale.step) if scale else ""
        return promised.limit is not None, str(promised.target or ""), step, promised.each

    assert can("grade-a-first-touch") == (True, ">= 95 %", "1", "")
    assert can("follow-up-attempts") == (False, ">= 80 %", "1", "")
    assert can("speed-to-lead") == (False, "<= 2 hours", "0.25", "")
    assert can("qualified-leads") == (False, ">= 400", "1E+1", "month")
    assert can("qualified-leads", MONTH) == (False, ">= 320", "5", "")  # its own
    assert can("qualified-leads", SEGMENT) == (False, "", "", "")  # it speaks of all leads
    line = boards[WHOLE].board.line("qualified-leads")
    assert line is not None
    assert Promised.by(None, line) == Promised()


def test_a_target_that_periods_have_of_their_own_is_tried_where_it_is_what_stands(
    sources: Sources, boards: dict[View, MeasuredBoard]
) -> None:
    key, promises = "qualified-leads", sources.request.newest.commitments
    for view, period, standing in ((MONTH, "2026-12", ">= 320"), (WHOLE, "", ">= 400")):
        line = boards[view].board.line(key)
        assert line is not None
        promised = Promised.by(promises[key], line)
        assert (promised.period, str(promised.target)) == (period, standing)
        tried = Tried(target=Target.parse(">= 500"), period=period)
        wanted = scoreboard(stating(sources, key, tried), view, Silent()).board.line(key)
        assert bare(PromiseTrials(boards[view], key).line(tried)) == bare(wanted)
        assert bare(wanted) != bare(line)
    more, line = Target.parse(">= 500"), boards[WHOLE].board.line(key)
    own = Tried(target=more, period="2026-12")
    assert own.table(sources.request.newest, key)["targets"] == {"2026-12": ">= 500"}
    every = replace(promises[key], targets=tuple((each, more) for each in MONTHS))
    assert line is not None
    assert Promised.by(every, line).target is None
