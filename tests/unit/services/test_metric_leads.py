"""The leads behind a metric are just those that its figure counts."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from alignment_desktop.domain.metrics import CATALOGUE, Made
from alignment_desktop.domain.progress import Silent
from alignment_desktop.measurement.metric_counts import ROWS
from alignment_desktop.services.metric_leads import MetricPick, listed, save_leads
from alignment_desktop.services.metrics_board import metric_sources, metrics_board
from alignment_desktop.services.metrics_view import MetricsView
from alignment_desktop.services.workspace import Workspace
from tests.sample_fixtures import MADE_AT


def test_metrics_of_leads_are_those_that_are_counted_lead_by_lead() -> None:
    assert {each.code for each in CATALOGUE if each.has_leads} == set(ROWS)


def test_as_many_leads_are_listed_as_each_figure_says(
    sample_original: Path, tmp_path: Path
) -> None:
    with Workspace.open(str(sample_original)) as workspace:
        sources = metric_sources(workspace, now=MADE_AT)
    board = metrics_board(sources, MetricsView(), Silent())
    looked_at = 0
    for line in board.lines:
        metric = line.whole.metric
        for entry in (line.total, *line.periods.totals[-1:]):
            figure = entry.figure
            if not metric.has_leads or figure.value is None:
                continue
            looked_at += 1
            days = entry.period, entry.start, entry.end
            pick = MetricPick(metric.code, line.whole.part, *days)
            whole = listed(sources, pick)
            counted = listed(sources, MetricPick(metric.code, line.whole.part, *days, True))
            if metric.made is Made.SHARED:
                assert (counted.count, whole.count) == (figure.numerator, figure.denominator)
            elif metric.made is Made.COUNTED:
                assert whole.count == counted.count == figure.value
            elif metric.made is not Made.ADDED:
                assert whole.count == figure.denominator
            assert len(whole.leads) == min(whole.count, 50)
    assert looked_at > 60
    found = board.line("win-rate")
    assert found is not None
    entry = found.total
    pick = MetricPick("win-rate", "", entry.period, entry.start, entry.end, True)
    out = tmp_path / "won.xlsx"
    assert save_leads(out, sources, pick) == 53
    sheet = openpyxl.load_workbook(out).worksheets[0]
    keys = {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert {lead.lead_id for lead in listed(sources, pick).leads} <= keys
