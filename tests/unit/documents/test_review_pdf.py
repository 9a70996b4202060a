from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from alignment_desktop.documents.board_charts import TimeTaken
from alignment_desktop.documents.review_pdf import review_pdf
from alignment_desktop.documents.review_values import ReviewDocument, Source
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.scoreboard import ScoreLine, StageCount
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import PeriodFigure
from tests.unit.documents.empty_review import EMPTY_REVIEW
from tests.unit.documents.pdf_reading import bookmarks, page_texts

MADE = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
NINETY = Target.parse(">= 90%")


def share(key: str, name: str, party: str, kept: int, missed: int, status: str) -> ScoreLine:
    return ScoreLine(
        key=key,
        name=name,
        party=party,
        measure="within",
        periods=(month("2026-10", kept / (kept + missed), status),),
        period="FY27 Q1",
        target=NINETY,
        unit="share",
        value=kept / (kept + missed),
        low=0.6,
        high=0.95,
        eligible=kept + missed + 3,
        kept=kept,
        missed=missed,
        open=3,
        excluded=2,
        history=(0.9, 0.8, kept / (kept + missed)),
        history_labels=("2026-10", "2026-11", "2026-12"),
        if_missed="We discuss it in the weekly funnel meeting",
    )


def month(label: str, value: float, status: str) -> PeriodFigure:
    return PeriodFigure(
        period=label,
        target=NINETY,
        value=value,
        eligible=100,
        kept=round(100 * value),
        missed=100 - round(100 * value),
        open=0,
        excluded=0,
        status=status,
    )


LINES = (
    share("a", "Grade A first touch", "sales", 97, 3, "kept"),
    replace(
        share("b", "Grade B first touch", "sales", 91, 9, "missed"),
        every="month",
        periods=(
            month("2026-10", 0.94, "kept"),
            month("2026-11", 0.85, "missed"),
            month("2026-12", 0.94, "kept"),
        ),
    ),
    share("c", "Priority feedback", "marketing", 20, 5, "too_few"),
    ScoreLine(
        key="d",
        name="Sourced pipeline",
        party="marketing",
        measure="sum",
        periods=(replace(month("FY27 Q1", 2484700.0, "kept"), kept=None, missed=None, open=None),),
        period="FY27 Q1",
        target=Target.parse(">= 2400000 EUR"),
        unit="EUR",
        value=2484700.0,
        eligible=40,
    ),
)
SOURCE = Source(
    number=1,
    file="leads.xlsx",
    sheet="Lead report",
    kind="leads",
    rows=3813,
    problems=8,
    imported_at=MADE,
    data_as_of="2027-01-04",
    sha256="ab85cd02ec86" + "0" * 52,
)


@pytest.fixture
def review() -> ReviewDocument:
    board = replace(
        EMPTY_REVIEW.board,
        as_of="2027-01-04T09:00:00+01:00",
        lines=LINES,
        stages=(
            StageCount(key="mql", name="MQL", party="marketing", reached=1260),
            StageCount(key="won", name="Customer", party="shared", reached=38),
        ),
    )
    return replace(
        EMPTY_REVIEW,
        board=board,
        returns=(("Not now", 134), ("No need", 116), ("", 42)),
        sources=(SOURCE,),
        withdrawn=1,
        timezone="Europe/Berlin",
        made=MADE,
    )


def text_of(review: ReviewDocument) -> str:
    return " ".join(page_texts(review_pdf(review)))


def test_headings_state_findings(review: ReviewDocument) -> None:
    titles = [title for _, title, _ in bookmarks(review_pdf(review))]
    assert titles[0] == (
        "We kept 2 of the 3 promises that can be judged; “Grade B first touch” is the one to fix"
    )
    assert "2 kept, 1 missed, 1 with too few leads to say" in titles
    assert "Sales kept 1 of 2 promises; “Grade B first touch” was kept in 2 of 3 months" in titles
    assert "Marketing kept the one promise that can be judged" in titles
    assert "Grade A first touch: kept (97.0%, promised ≥ 90%)" in titles
    assert (
        "Grade B first touch: kept in 2 of 3 months (91.0% over the quarter, promised ≥ 90%)"
        in titles
    )
    assert (
        "38 of the 1,260 leads that entered the funnel in the quarter have reached Customer so far"
        in titles
    )
    assert "“Not now” is the commonest reason for a return: 134 of 292 leads (45.9%)" in titles


def test_a_promise_whose_sum_is_good_is_nowhere_called_kept_over_a_missed_month(
    review: ReviewDocument,
) -> None:
    text = text_of(review)
    assert "Grade B first touch ≥ 90% 91.0% kept in 2 of 3" in text
    assert "October ≥ 90% 94.0% 94 6 0 0 kept" in text
    assert "November ≥ 90% 85.0% 85 15 0 0 missed" in text
    assert "Grade B first touch: kept (" not in text


def test_every_share_shows_its_denominator_what_is_open_and_what_was_left_out(
    review: ReviewDocument,
) -> None:
    pages = page_texts(review_pdf(review))
    text = " ".join(pages)
    assert "91 of 100 leads in time, 9 late. 3 not due yet and not counted." in text
    (listed,) = (number for number, page in enumerate(pages, start=1) if "SHA-256" in page)
    assert f"2 leads left out, see page {listed}." in text
    assert "40 leads." in text


def test_too_few_is_said_and_never_called_missed(review: ReviewDocument) -> None:
    text = text_of(review)
    assert "Priority feedback: too few to say (80.0%, promised ≥ 90%)" in text
    assert "Only 25 were counted and the interval covers the target" in text
    assert "Not judged: Priority feedback (too few to say)." in text
    assert "Priority feedback: missed" not in text


def test_what_was_agreed_stands_beside_what_was_missed(review: ReviewDocument) -> None:
    text = text_of(review)
    assert text.count("Agreed consequence") == 1


def test_the_last_page_says_where_the_figures_come_from(review: ReviewDocument) -> None:
    page = page_texts(review_pdf(review))[-1]
    assert "Figures use the files below, as of 4 Jan 2027, 09:00 CET." in page
    assert "Measured against version 1, content hash 20e0bf71c0639c52." in page
    assert "leads.xlsx" in page
    assert "Lead report" in page
    assert "3,813" in page
    assert "ab85cd02ec86" in page
    assert "Imports that were undone and are not used: 1." in page
    assert "Grade B first touch 2" in page


def test_a_review_of_a_draft_is_marked_on_every_page(review: ReviewDocument) -> None:
    texts = page_texts(review_pdf(replace(review, version=None)))
    assert all("DRAFT" in text for text in texts)
    assert not any("DRAFT" in text for text in page_texts(review_pdf(review)))


def test_without_results_it_says_so(review: ReviewDocument) -> None:
    nothing = replace(review.board, lines=(), stages=())
    empty = replace(review, board=nothing, returns=(), sources=(), withdrawn=0)
    texts = page_texts(review_pdf(empty))
    assert len(texts) == 1
    assert "There are no figures for this period yet" in texts[0]
    assert "imported, this review shows: · revenue and customers against plan" in texts[0]
    assert "Nothing has been imported." in texts[-1]
    assert "Figures use the files below" not in texts[-1]


def test_when_all_is_kept_the_headline_says_so(review: ReviewDocument) -> None:
    kept = replace(review.board, lines=(LINES[0], LINES[3]))
    assert "We kept both promises" in text_of(replace(review, board=kept))


def test_equal_reviews_give_equal_bytes(review: ReviewDocument) -> None:
    assert review_pdf(review) == review_pdf(replace(review))


def test_our_typeface_alone_is_named(review: ReviewDocument) -> None:
    assert b"Helvetica" not in review_pdf(review)


def test_a_miss_shows_its_trend_and_how_long_its_leads_took(review: ReviewDocument) -> None:
    missed = replace(
        review.board.lines[1],
        history=(0.93, 0.94, 0.85, 0.94),
        history_labels=("2026-09", "2026-10", "2026-11", "2026-12"),
    )
    taken = {missed.key: TimeTaken((40, 51, 4, 2), Limit.parse("1 business day"), running=3)}
    lines = (review.board.lines[0], missed, *review.board.lines[2:])
    shown = replace(review, board=replace(review.board, lines=lines), taken=taken)
    text = text_of(shown)
    assert "promised 1 business day 91 in time 9 late, 3 not done yet" in text
    assert "Sept Oct Nov Dec" in text
    plain = text_of(replace(shown, taken={}))
    assert "in time 9 late, 3" not in plain
    assert "Sept Oct Nov Dec" in plain
    assert "Sept Oct" not in text_of(review)


def test_a_promise_of_which_nothing_is_counted_is_told_by_its_word_alone(
    review: ReviewDocument,
) -> None:
    figure = replace(month("2026-10", 0.5, "no_data"), value=None, eligible=0, kept=0, missed=0)
    bare = replace(
        LINES[0], name="Returns", value=None, low=None, high=None, eligible=0, kept=0, missed=0,
        open=0, excluded=0, periods=(figure,), history=(), history_labels=(), before=None,
    )  # fmt: skip
    text = text_of(replace(review, board=replace(review.board, lines=(bare,))))
    assert "Returns: no data" in text
    assert "0 of 0" not in text
    assert "Nothing that was imported counts for a promise in these days." in text
