"""What a review says of what lies behind its figures, and when it says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alignment_desktop.documents.behind_values import KeyMetrics
from alignment_desktop.documents.review_pdf import review_pdf
from alignment_desktop.documents.review_values import ReviewDocument
from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.services.editing import AddClause
from alignment_desktop.services.exporting import Wanted
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.measured_board import MeasuredBoard
from alignment_desktop.services.review_behind import bridge_behind
from alignment_desktop.services.review_documents import review_document
from alignment_desktop.services.review_metrics import key_metrics
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.words.language import language
from tests.actors import NOBODY
from tests.unit.documents.pdf_reading import page_texts, structure

ENGLISH = language("en")
LEADS = """Lead ID,Created Date,Date Assigned,First Touch Date
L-1,2026-10-05 09:00,2026-10-05 13:00,2026-10-05 17:00
L-2,2026-10-05 09:00,2026-10-05 10:00,2026-10-05 11:00
L-3,2026-10-06 09:00,2026-10-06 11:00,2026-10-06 14:00
L-4,2026-10-06 09:00,2026-10-06 15:00,2026-10-06 19:00
"""
ACTIVITIES = """Lead ID,Activity Date,Activity Type,Assigned To
L-3,2026-10-06 12:50,waiting,Weber
L-3,2026-10-06 13:50,answered,Weber
"""
BEGUN, NOW = datetime(2026, 10, 1, 12, tzinfo=UTC), datetime(2027, 1, 4, 12, tzinfo=UTC)
TOUCH: dict[str, Any] = {
    "key": "touch", "name": "First touch", "party": "sales", "measure": "within",
    "from": "created_at", "to": "first_touch_at", "limit": "4 hours", "target": ">= 90 %",
    "pause": [["waiting", "answered"]], "parts": ["assigned_at"],
}  # fmt: skip
SOON = TOUCH | {"key": "soon", "name": "Touch in a day", "limit": "1 day"}
del SOON["pause"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Four leads, of which two were late for the one promise and none for the other."""
    folder = tmp_path_factory.mktemp("behind")
    with Workspace.new(str(folder / "plan.align"), by=NOBODY, at=BEGUN) as workspace:
        for promise in (TOUCH, SOON):
            workspace.execute(AddClause("commitment", promise, "sales"), by=NOBODY, at=BEGUN)
        for name, text in (("leads.csv", LEADS), ("activities.csv", ACTIVITIES)):
            file = folder / name
            file.write_text(text, encoding="utf-8")
            prepared = prepare(workspace, ImportRequest(file), Silent())
            workspace.execute(AcceptImport(prepared), by=NOBODY, at=NOW)
        yield workspace


@pytest.fixture(scope="module")
def document(small: Workspace) -> ReviewDocument:
    return made(small)


def made(workspace: Workspace, **wanted: Any) -> ReviewDocument:
    return review_document(workspace, Wanted(**wanted), now=NOW, monitor=Silent())


def board(workspace: Workspace, view: View, as_of: str | None = None) -> MeasuredBoard:
    return scoreboard(sources_of(workspace, now=NOW, as_of=as_of), view, Silent())


@pytest.fixture(scope="module")
def sample(sample_original: Path) -> Iterator[Workspace]:
    with Workspace.open(str(sample_original)) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def quarter(sample: Workspace) -> ReviewDocument:
    return made(sample)


def test_two_misses_are_called_too_few_and_none_are_not_spoken_of(document: ReviewDocument) -> None:
    missed, kept = document.behind["touch"], document.behind["soon"]
    assert missed.misses == (
        "With 2 of 4 missed there are too few misses to tell a pattern from chance."
    )
    assert (missed.bars, kept.misses, kept.bars) == ((), "", ())


def test_who_had_the_clock_is_said_of_kept_promises_too(document: ReviewDocument) -> None:
    late, in_time = document.behind["touch"].clocks
    assert (late.name, late.parts) == ("Late", ("assignment 5 h", "first touch 4 h"))
    assert in_time.name == "In time"
    (kept,) = document.behind["soon"].clocks
    assert kept.name == "In time"


def test_pauses_opened_late_are_told_by_person_with_their_caution(document: ReviewDocument) -> None:
    assert document.behind["touch"].pauses == (
        "Pauses opened in the last tenth of the limit: Weber 1 of 1. "
        "Fewer than 30 pauses say little about a person."
    )
    assert document.behind["soon"].pauses == ""


def test_the_pages_and_those_who_do_not_see_them_are_told_the_same(
    small: Workspace, document: ReviewDocument
) -> None:
    pdf = review_pdf(document)
    text = " ".join(page_texts(pdf))
    for said in (document.behind["touch"].misses, document.behind["touch"].pauses):
        assert said in text
    spoken = [
        each.alternative
        for each in structure(pdf).all("Figure")
        if "First touch, median lead" in each.alternative
    ]
    assert len(spoken) == 1
    assert "Late: 9 h, assignment 5 h · first touch 4 h" in spoken[0]
    assert review_pdf(made(small)) == pdf


def test_without_a_plan_there_is_no_bridge(document: ReviewDocument) -> None:
    assert document.bridge is None


def test_the_bridge_is_of_the_whole_agreement_alone(
    sample: Workspace, quarter: ReviewDocument
) -> None:
    assert quarter.bridge is not None
    assert quarter.bridge.finding == "€300,050 short of plan; the largest part is conversion"
    owners = [(step.name, step.owner) for step in quarter.bridge.steps[1:3]]
    assert owners == [("Volume", "Daniel Okafor"), ("Quality", "Daniel Okafor")]
    month = board(sample, View(period="2026-11"))
    assert bridge_behind(month, ENGLISH) is None
    assert key_metrics(month, ENGLISH).snapshot


def test_leads_of_the_days_before_are_counted_as_they_stood_when_they_were_as_old(
    quarter: ReviewDocument,
) -> None:
    (row,) = (each for each in quarter.metrics.cohort if each.name == "Lead to sale")
    # By now 3.0% of the leads of the quarter before are won.
    assert (row.stands_on, row.value, row.before, row.change) == (
        "38 of 2,088", "1.8%", "2.3%", "−0.5",
    )  # fmt: skip
    assert quarter.metrics.as_old == "4 October 2026"


def test_while_the_days_run_nothing_is_compared_and_the_gap_is_one_so_far(
    sample: Workspace,
) -> None:
    running = board(sample, View(), as_of="2026-12-01")
    metrics, bridge = key_metrics(running, ENGLISH), bridge_behind(running, ENGLISH)
    assert metrics.as_old == ""
    assert {each.before for each in metrics.snapshot} == {""}
    assert bridge is not None
    assert "short of plan so far" in bridge.finding
    assert any("more may still come" in each for each in bridge.notes)


def test_what_is_counted_by_lead_never_stands_with_what_happened(quarter: ReviewDocument) -> None:
    snapshot = {each.name for each in quarter.metrics.snapshot}
    cohort = {each.name for each in quarter.metrics.cohort}
    assert {"Win rate", "Won revenue"} <= snapshot
    assert {"Lead to sale", "Conversion from MQL", "Speed to lead"} <= cohort
    assert not snapshot & cohort
    assert "Conversion from Recycled" not in cohort  # a detour, from which nothing goes on


def test_a_review_without_metrics_or_a_bridge_has_no_page_for_them(
    document: ReviewDocument,
) -> None:
    bare = replace(document, metrics=KeyMetrics(), behind={})
    text = " ".join(page_texts(review_pdf(bare)))
    assert "Key metrics" not in text
    assert "Who had the clock" not in text
