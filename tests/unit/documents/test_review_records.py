"""What people wrote in a review, read back from the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from alignment_desktop.documents.review_pdf import review_pdf
from alignment_desktop.documents.review_values import WrittenReview
from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.review_contents import ActionLine, ReviewContents
from alignment_desktop.domain.review_records import ReviewKey, ReviewRecord
from tests.actors import NOBODY, by
from tests.unit.documents.empty_review import EMPTY_REVIEW
from tests.unit.documents.pdf_reading import bookmarks, page_texts

AT = datetime(2027, 1, 4, 9, 12, tzinfo=UTC)
NOW, BEFORE = ReviewKey(2), ReviewKey(1)
PEOPLE = {"cmo": ("Daniel Okafor", "marketing"), "ops": ("Tom Becker", "")}


def record(number: int, sort: str, by: Actor = NOBODY, **fields: str) -> ReviewRecord:
    return ReviewRecord(number, NOW, sort, fields, {}, {}, AT, by)


def text_of(contents: ReviewContents) -> str:
    written = WrittenReview(contents, PEOPLE, {1: "FY26 Q4", 2: "FY27 Q1"})
    pages = page_texts(review_pdf(replace(EMPTY_REVIEW, written=written)))
    return " ".join(" ".join(pages).split())


def test_decisions_actions_and_notes_are_printed_whole() -> None:
    asked = record(3, "action", text="CRM asks for a reason", owner="ops", due="2027-01-22")
    kept = record(4, "action", text="Owner within an hour", owner="cmo", status="in-hand")
    story = record(5, "action", text="Litware story", owner="gone", status="done", outcome="Sent.")
    dropped = record(6, "action", text="A second list", status="dropped")
    contents = ReviewContents(
        decisions=(record(1, "decision", text="Friday duty", why="14 of 51 were late"),),
        actions=(ActionLine(asked), ActionLine(kept, BEFORE, 2)),
        notes=(record(2, "note", text="The fair was moved."),),
        last=(ActionLine(kept, gone_on=NOW), ActionLine(story), ActionLine(dropped)),
        last_review=BEFORE,
    )
    text = text_of(contents)
    for words in (
        "We decided one thing", "Friday duty", "14 of 51 were late",
        "2 actions are open; one was carried over", "Tom Becker", "22 Jan 2027",
        "carried over from FY26 Q4, 2 times", "In hand",
        "Of the actions of FY26 Q4, 1 of 3 are done", "Carried over to FY27 Q1", "Daniel Okafor",
        "Litware story", "gone", "Sent.", "Dropped", "The fair was moved.",
    ):  # fmt: skip
        assert words in text, words


def test_a_heading_says_how_many_actions_are_open() -> None:
    done = ActionLine(record(1, "action", text="A", status="done"))
    carried = ActionLine(record(2, "action", text="B"), BEFORE, 1)
    for actions, words in (
        ((done,), "The one action is settled"),
        ((done, done), "All 2 actions are settled"),
        ((carried,), "One action is open, and was carried over"),
        ((ActionLine(record(3, "action", text="C")), done), "One action is open"),
    ):
        assert words in text_of(ReviewContents(actions=actions)), words


def test_edited_sentences_stand_in_place_of_the_generated_ones_and_name_who_wrote_them() -> None:
    contents = ReviewContents(
        headline=record(1, "headline", by("marketing", "cmo"), text="A good quarter"),
        paragraph=record(2, "paragraph", by("sales"), text="Revenue grew."),
    )
    text = text_of(contents)
    assert "A good quarter Revenue grew." in text
    assert "Headline edited by Daniel Okafor, 4 Jan 2027, 09:12" in text
    assert "Paragraph edited by Sales, 4 Jan 2027, 09:12" in text
    unknown = ReviewContents(headline=record(1, "headline", text="A good quarter"))
    assert "Headline edited by somebody unnamed" in text_of(unknown)


def test_a_review_in_which_nothing_is_written_says_nothing_of_it() -> None:
    pdf = review_pdf(EMPTY_REVIEW)
    assert "edited by" not in " ".join(page_texts(pdf))
    assert not {"Notes", "We decided one thing"} & set(bookmarks(pdf))


def test_words_too_long_for_a_page_flow_onto_the_next() -> None:
    long = " ".join(f"word{number}" for number in range(1_200))
    contents = ReviewContents(
        decisions=(record(1, "decision", text=long[:2_000], why=long[:2_000]),),
        notes=(record(2, "note", text=long[:9_990]),),
    )
    assert "word1100" in text_of(contents)
