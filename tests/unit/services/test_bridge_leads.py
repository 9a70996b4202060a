"""Every part of the gap bridge lists the very leads that it is counted from."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import load_workbook

from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.services.bridge_leads import listed, save_leads
from alignment_desktop.services.bridging import bridge_at, stopped
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.workspace import Workspace

NOW = datetime(2027, 1, 5, 8, 0, tzinfo=UTC)


def test_each_part_of_the_sample_is_counted_from_the_leads_that_it_lists(
    sample_original: Path, tmp_path: Path
) -> None:
    with Workspace.open(str(sample_original)) as workspace:
        bench = Workbench(request_of(workspace, Question(), NOW))
        bridge = bridge_at(bench)
        came = bridge.came
        assert came is not None
        found = {part.key: listed(bench, part.key, most=5_000) for part in bridge.parts}
        counts = {key: each.count for key, each in found.items()}
        assert counts == {key: came.behind(key) for key in counts}
        assert counts["volume"] == came.leads
        assert counts["quality"] == came.accepted
        assert counts["conversion"] == counts["deal-size"] == came.won.customers
        assert counts["unexplained"] == 0
        assert sum(each.revenue or 0 for each in found["deal-size"].leads) == came.won.revenue
        days = sorted(each.used or 0 for each in found["speed"].leads)
        assert came.cycle is not None
        assert days[0] <= came.cycle * 86_400 <= days[-1]
        back = listed(bench, "returned", most=5_000)
        assert back.count == came.returned
        reasons = Counter(each.reason for each in back.leads if each.reason)
        board = scoreboard(sources_of(workspace, now=NOW), View(), Silent())
        told = {each.reason: each.leads for each in stopped(board, "quality")}
        assert dict(reasons) == told  # the very leads that the reasons beside them count
        counts["returned"] = back.count
        for key, width in (("volume", 7), ("returned", 8), ("conversion", 10), ("unexplained", 10)):
            file = tmp_path / f"{key}.xlsx"
            assert save_leads(file, bench, key) == counts[key]
            sheet = load_workbook(file).worksheets[0]
            assert (sheet.max_row, sheet.max_column) == (counts[key] + 1, width)
