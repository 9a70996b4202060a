"""The one funnel of the sample, reconciled, beside the quarter before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.funnel import Funnel, StageBalance
from alignment_desktop.measurement.funnel import in_days
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.services.funnel import (
    FunnelReader,
    ReconciledFunnel,
    read_funnel,
    reconciled,
)
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
QUARTER = date(2026, 10, 1), date(2026, 12, 31)


@pytest.fixture(scope="module")
def workspace(
    sample_original: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("funnel") / "sample.align"
    shutil.copy(sample_original, path)
    with Workspace.open(str(path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def bench(workspace: Workspace) -> Workbench:
    return Workbench(request_of(workspace, Question(), NOW))


@pytest.fixture(scope="module")
def reader(bench: Workbench) -> FunnelReader:
    return FunnelReader(bench)


@pytest.fixture(scope="module")
def found(reader: FunnelReader) -> ReconciledFunnel:
    return read_funnel(reader, *QUARTER)


def stage(funnel: Funnel | None, key: str) -> StageBalance:
    assert funnel is not None
    balance = funnel.stage(key)
    assert balance is not None
    return balance


def test_what_came_into_each_stage_is_what_the_leads_say(
    found: ReconciledFunnel, bench: Workbench
) -> None:
    zone = bench.zone
    for key in ("raw-lead", "aql", "mql", "sal", "sql", "opportunity", "customer"):
        entered = bench.leads.select(in_days(f"entered.{key}", *QUARTER, zone).sum()).item()
        assert stage(found.shown, key).entered == entered
    assert all(each.adds_up for each in found.shown.stages)
    assert not found.notes


def test_the_quarter_begins_where_the_quarter_before_ended(found: ReconciledFunnel) -> None:
    assert found.before is not None
    assert (found.before.first, found.before.last) == (date(2026, 7, 1), date(2026, 9, 30))
    for each in found.shown.stages:
        assert each.start == stage(found.before, each.stage).end


def test_the_quarter_s_own_leads_are_never_mixed_with_what_happened_in_it(
    reader: FunnelReader, found: ReconciledFunnel
) -> None:
    cohort = reader.cohort(*QUARTER)
    assert all(each.start == 0 and each.adds_up for each in cohort.stages)
    created = stage(found.shown, "").entered
    assert sum(each.end for each in cohort.stages) == created
    assert stage(cohort, "mql").entered < stage(found.shown, "mql").entered


def test_each_number_has_its_leads(reader: FunnelReader, found: ReconciledFunnel) -> None:
    mql = stage(found.shown, "mql")
    counts = {"start": mql.start, "entered": mql.entered, "left": mql.gone, "end": mql.end}
    for part, count in counts.items():
        leads = reader.leads_in(*QUARTER, "mql", part)
        assert leads.height == count
        assert leads.get_column("from").is_sorted()
    standing = reader.leads_in(*QUARTER, "mql", "end", cohort=True)
    assert standing.height == stage(reader.cohort(*QUARTER), "mql").end
    assert standing.get_column("to").is_null().all()


def test_while_the_quarter_runs_its_end_is_what_is_known(workspace: Workspace) -> None:
    early = reconciled(workspace, Question(as_of="2026-11-15"), now=NOW)
    assert early.shown.until == date(2026, 11, 15)
    assert early.shown.elapsed == pytest.approx(46, 0.01)
    assert all(each.adds_up for each in early.shown.stages)
    # Nobody has heard of the later leads yet; that is no lack of dates.
    assert not early.notes
    before = reconciled(workspace, Question(as_of="2026-09-01"), now=NOW)
    assert before.shown.elapsed == 0


def test_the_parts_by_a_field_are_shown_apart_and_a_field_that_is_not_there_is_told(
    reader: FunnelReader,
) -> None:
    apart = read_funnel(reader, *QUARTER, "region")
    mql = stage(apart.shown, "mql")
    assert sum(each.entered for each in mql.groups) == mql.entered
    shown = apart.to_json()["stages"]
    assert isinstance(shown, list)
    assert {each["stage"] for each in shown} >= {"", "mql", "recycled"}
    assert shown[1]["groups"][0].keys() >= {"by", "segment", "start", "in", "out", "end"}
    blind = read_funnel(reader, *QUARTER, "shoe size")
    assert [note.code for note in blind.notes] == ["funnel-by-not-imported"]
    assert all(not each.groups for each in blind.shown.stages)


def test_without_leads_every_stage_is_empty_and_that_is_said(tmp_path: Path) -> None:
    with Workspace.new(str(tmp_path / "new.align"), by=NOBODY, at=NOW) as empty:
        blank = reconciled(empty, Question(), now=NOW)
    assert blank.shown.is_empty
    assert [note.code for note in blank.notes] == ["no-leads-imported"]
