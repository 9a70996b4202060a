"""Figures of a review that change after it went out are told of, in it and on its page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.exporting import Wanted
from alignment_desktop.services.imported_batches import UndoImport
from alignment_desktop.services.review_documents import export_review, review_document
from alignment_desktop.services.review_figures import KeepReviewFigures, restated_words
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.words.language import language
from tests.actors import NOBODY
from tests.unit.documents.pdf_reading import page_texts
from tests.unit.services.test_known_at import TEXT, bring

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def workspace(database: str, tmp_path: Path) -> Iterator[Workspace]:
    at = datetime(2026, 10, 1, 8, tzinfo=UTC)
    with Workspace.new(database, by=NOBODY, at=at) as made:
        made.execute(ApplyText(TEXT), by=NOBODY, at=at)
        bring(made, tmp_path, "2027-01-04", "L1,2026-10-02,2026-10-03\nL2,2026-10-05,\n")
        yield made


def send(workspace: Workspace) -> bool:
    """Exports the review; whether what it shows had to be kept."""
    made = export_review(workspace, Wanted(), now=NOW)
    assert made.figures is not None
    return workspace.execute(KeepReviewFigures(made.figures), by=NOBODY, at=NOW)


def told(workspace: Workspace) -> tuple[str, ...]:
    board = scoreboard(sources_of(workspace, now=NOW), View(), Silent()).board
    said = restated_words(workspace, board, None, language("en"))
    document = review_document(workspace, Wanted(), now=NOW, monitor=Silent())
    assert document.restated == said
    return said


def test_a_late_import_restates_what_was_exported(workspace: Workspace, tmp_path: Path) -> None:
    assert send(workspace)
    assert not send(workspace)
    assert told(workspace) == ()
    late = bring(workspace, tmp_path, "2027-02-01", "L2,2026-10-05,2026-10-06\n")
    (said,) = told(workspace)
    assert said == (
        "touched: was 50.0% when the review was exported on 1 Mar 2027, 100.0% now, "
        "with import 2 (2027-02-01.csv)"
    )
    pages = page_texts(export_review(workspace, Wanted(), now=NOW).content)
    pdf = " ".join(" ".join(pages).split())
    assert "1 figure is restated since this review went out: page" in pdf
    assert "was 50.0% when the review was exported" in pdf
    assert send(workspace)
    workspace.execute(UndoImport(late), by=NOBODY, at=NOW)
    (said,) = told(workspace)
    assert said.endswith("50.0% now, without an import that was undone since")
