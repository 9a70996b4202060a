"""What a review shows beside the scoreboard, on the sample: reasons, campaigns, owners, next."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from alignment_desktop.documents.review_pdf import review_pdf
from alignment_desktop.documents.review_values import ReviewDocument
from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.carrying import Carry
from alignment_desktop.services.exporting import Wanted
from alignment_desktop.services.review_documents import review_document
from alignment_desktop.services.review_evidence import campaigns
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY
from tests.unit.documents.pdf_reading import page_texts

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def review(sample_original: Path, tmp_path_factory: pytest.TempPathFactory) -> ReviewDocument:
    """The sample's review, of a workspace in which the next agreement was begun."""
    path = tmp_path_factory.mktemp("review") / "sample.align"
    shutil.copy(sample_original, path)
    with Workspace.open(str(path)) as workspace:
        carry = Carry("FY27 Q2", date(2027, 1, 1), date(2027, 3, 31))
        workspace.execute(carry, by=NOBODY, at=NOW)
        return review_document(workspace, Wanted(label="FY27 Q1"), now=NOW, monitor=Silent())


def test_reasons_of_losses_are_counted_like_those_of_returns(review: ReviewDocument) -> None:
    assert review.lost == (("Price", 48), ("Chose a competitor", 39), ("No decision", 33))
    assert review.returns[0] == ("Not now", 134)


def test_campaigns_are_held_against_their_plan_by_what_came_in_these_days(
    review: ReviewDocument,
) -> None:
    found = {each.key: each for each in review.campaigns}
    webinars = {each.name: each for each in found["service-webinars"].outcomes}
    assert (webinars["leads"].actual, webinars["leads"].planned) == (357, 380)
    assert webinars["customers"].planned is None
    assert found["service-webinars"].verdict == "double-down"
    assert found["fifty-accounts"].verdict == "fix"


def test_the_leaders_own_what_their_party_missed(review: ReviewDocument) -> None:
    assert review.owners["sales"] == "Marie Lindner"
    assert review.owners["shared"] == "Marie Lindner and Daniel Okafor"
    assert [name for name, _ in review.stakes] == ["Shared bonus", "Budget follows the promise"]


def test_what_is_promised_next_stands_beside_what_was(review: ReviewDocument) -> None:
    first = review.next_targets[0]
    assert (first.name, str(first.now), str(first.then)) == (
        "Grade A first touch", ">= 95 %", ">= 95 %"
    )  # fmt: skip


def test_the_first_page_answers_the_plan_first(review: ReviewDocument) -> None:
    page = page_texts(review_pdf(review))[0]
    assert (
        "We won 86% of planned revenue and kept 5 of 13 promises; “Grade B first touch” slipped "
        "to 85.4%"
    ) in page
    assert "Revenue grew 41% on FY26 Q4 to €1.8M, €300,050 short of plan." in page
    assert "53 customers were won, 16 more than in FY26 Q4." in page
    assert "86% of plan, €2.1M" in page
    assert "76% of plan, 70" in page
    assert "53 customers were won in the quarter" in page
    assert "just short" in page


def test_what_was_agreed_of_misses_in_a_row_and_what_is_next_is_printed(
    review: ReviewDocument,
) -> None:
    texts = " ".join(page_texts(review_pdf(review)))
    assert "5 promises were not kept in two or more consecutive periods" in texts
    assert "What we promise next" in texts
    assert "Just short from 90.25% to 95%." in texts
    alone = replace(review, next_targets=(), stakes=(), campaigns=(), lost=())
    assert "What we promise next" not in " ".join(page_texts(review_pdf(alone)))


def test_campaigns_count_by_the_credit_that_was_agreed(
    sample_original: Path, tmp_path: Path
) -> None:
    path = tmp_path / "sample.align"
    shutil.copy(sample_original, path)
    found = {}
    with Workspace.open(str(path)) as workspace:
        for rule in ("last touch", "even"):
            clause = f'[attribution]\nrule = "{rule}"\n'
            workspace.execute(ApplyText(clause), by=NOBODY, at=NOW)
            draft = workspace.draft(None).agreement
            sources = sources_of(workspace, now=NOW)
            measured = scoreboard(sources, View(), Silent())
            found[rule] = campaigns(measured, draft)
    shared = {
        rule: [each.actual for one in its for each in one.outcomes if each.name == "customers"]
        for rule, its in found.items()
    }
    assert all(not number % 1 for number in shared["last touch"] if number is not None)
    assert any(number % 1 for number in shared["even"] if number is not None)
