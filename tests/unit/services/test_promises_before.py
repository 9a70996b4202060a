"""By whose promises it is told what was kept in the days before an agreement's own."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.scoreboard import THEIR_OWN, THESE, View
from alignment_desktop.gui.pages.scoreboard.scoreboard_cards import stat_of
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.exporting import Wanted
from alignment_desktop.services.review_documents import export_review
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.words.language import user_language
from tests.actors import NOBODY
from tests.unit.documents.pdf_reading import page_texts

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
BEFORE = """
[agreement]
label = "Summer"
title = "Sales and Marketing Agreement"
organisation = "Northwind"
period = { start = 2026-07-01, end = 2026-09-30 }
fiscal_year_start = 10
currency = "EUR"
calendar = "office"
handover_stage = "mql"
[[calendar]]
key = "office"
name = "Office"
timezone = "Europe/Berlin"
[[commitment]]
key = "qualified-leads"
name = "Leads"
party = "marketing"
measure = "count"
from = "created_at"
every = "month"
target = ">= 1"
[[commitment]]
key = "more"
name = "Many more leads"
party = "marketing"
measure = "count"
from = "created_at"
every = "quarter"
target = ">= 100000"
"""


def test_days_before_are_judged_by_their_own_agreement_and_else_that_is_said(
    sample_original: Path, tmp_path: Path
) -> None:
    path = shutil.copy(sample_original, tmp_path / "two.align")
    with Workspace.open(str(path)) as workspace:

        def shown(view: View | None = None) -> tuple[str, tuple[int, int], float | None, str]:
            sources = sources_of(workspace, now=NOW, label="FY27 Q1")
            board = scoreboard(sources, view or View(), Silent()).board
            kept = next(each for each in board.headlines if each.code == "kept")
            assert board.before is not None
            assert kept.before is not None
            said = stat_of(kept, board.before, user_language()).change
            counts = kept.before.part, kept.before.whole
            told = " ".join(each.text for each in said)
            return board.before.promises, counts, kept.change, told

        for view, days in ((View(), "FY26 Q4"), (View("2026-10"), "September 2026")):
            promises, _, _, said = shown(view)
            assert promises == THESE
            assert said.endswith(f" since {days} by these promises")

        workspace.execute(ApplyText(BEFORE), by=NOBODY, at=NOW)
        assert shown() == (THEIR_OWN, (1, 2), None, "1 of 2 in FY26 Q4, by its own promises")
        assert shown(View("2026-10"))[:3] == (THEIR_OWN, (1, 1), None)
        # November comes after a month of this agreement itself.
        assert shown(View("2026-11"))[0] == ""
        # A segment that the earlier agreement does not know can only be judged by these promises.
        assert shown(View(segment="enterprise"))[0] == THESE

        # A year's promises are not cut to a quarter of it.
        year = BEFORE.replace("start = 2026-07-01", "start = 2025-10-01")
        workspace.execute(ApplyText(year), by=NOBODY, at=NOW)
        assert shown()[0] == THESE
        assert shown(View("2026-10"))[:2] == (THEIR_OWN, (1, 1))
        workspace.execute(ApplyText(BEFORE), by=NOBODY, at=NOW)

        wanted = Wanted(label="FY27 Q1")
        pages = page_texts(export_review(workspace, wanted, now=NOW).content)
        text = " ".join(pages[-1].split())
        assert "of the promises made for those days 1 of 2 that can be judged were kept" in text
