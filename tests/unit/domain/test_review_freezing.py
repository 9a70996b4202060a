"""The data of a frozen review have one form and one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from alignment_desktop.domain.review_contents import ActionLine, ReviewContents
from alignment_desktop.domain.review_freezing import (
    carried_hash,
    locale_in,
    review_hash,
    review_text,
    says,
    written_words,
)
from alignment_desktop.domain.review_records import ReviewKey, ReviewRecord
from tests.actors import NOBODY

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def record(sort: str, fields: Mapping[str, str]) -> ReviewRecord:
    return ReviewRecord(1, ReviewKey(1, "2026-10"), sort, fields, {}, {}, NOW, NOBODY)


def test_the_order_in_which_data_are_given_does_not_matter() -> None:
    text = review_text({"b": ["ü", 1.5, None], "a": {"y": 1, "x": 2}})
    assert text == '{"a":{"x":2,"y":1},"b":["ü",1.5,null]}'
    assert review_text({"a": {"x": 2, "y": 1}, "b": ["ü", 1.5, None]}) == text
    assert review_hash(text) == hashlib.sha256(text.encode()).hexdigest()
    assert carried_hash(text) == review_hash(text)


def test_a_figure_that_is_no_number_has_no_text() -> None:
    with pytest.raises(ValueError, match="JSON"):
        review_text({"value": float("nan")})


@pytest.mark.parametrize(
    "text",
    ['{"a": 1}', '{"a":1,"a":1}', "[1]", "{", '{"a":NaN}', "[" * 100_000],
    ids=["spaces", "twice", "list", "broken", "nan", "deep"],
)
def test_data_that_are_not_written_as_a_review_s_are_have_no_hash(text: str) -> None:
    assert carried_hash(text) is None


@pytest.mark.parametrize("text", ["{", "[1]", '{"language":"de"}', '{"language":1,"timezone":"U"}'])
def test_data_that_name_no_language_and_zone_say_none(text: str) -> None:
    assert locale_in(text) is None
    assert not says(text, ReviewContents())


def test_data_hold_the_words_of_a_review_until_these_change() -> None:
    contents = ReviewContents(notes=(record("note", {"text": "Fine"}),))
    words = written_words(contents)
    text = review_text({"language": "de", "timezone": "Europe/Berlin", "words": words})
    assert locale_in(text) == ("de", "Europe/Berlin")
    assert says(text, contents)
    assert not says(text, ReviewContents())


def test_what_people_wrote_is_told_and_what_is_generated_is_not() -> None:
    words = written_words(ReviewContents())
    assert (words["headline"], words["paragraph"], words["actions"]) == (None, None, [])
    action = ActionLine(record("action", {"text": "Ask", "owner": "ines"}))
    contents = ReviewContents(
        headline=record("headline", {"text": "Good"}),
        paragraph=record("paragraph", {"text": "All of it."}),
        decisions=(record("decision", {"text": "More leads"}),),
        actions=(action,),
        notes=(record("note", {"text": "Fine"}),),
        last=(action,),
    )
    assert written_words(contents) == {
        "headline": "Good",
        "paragraph": "All of it.",
        "decisions": [{"text": "More leads"}],
        "actions": [{"text": "Ask", "owner": "ines"}],
        "notes": [{"text": "Fine"}],
        "last_actions": [{"text": "Ask", "owner": "ines"}],
    }
