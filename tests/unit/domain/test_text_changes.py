"""What changed within a text, word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment_desktop.domain.text_changes import Mark, Span, text_changes
from tests.agreements import LETTERS

WORDS = st.lists(
    st.sampled_from(["a", "lead", "(sales)", "4.5", "hours,", " ", "\n", "\u00a0", "we", "“yes”."]),
    max_size=12,
).map("".join)
TEXTS = st.one_of(WORDS, st.text(LETTERS, max_size=30))


def marked(old: str, new: str) -> str:
    """The change with what is struck out in [-…-] and what is new in {+…+}."""
    forms = {Mark.KEPT: "{}", Mark.STRUCK: "[-{}-]", Mark.NEW: "{{+{}+}}"}
    return "".join(forms[span.mark].format(span.text) for span in text_changes(old, new))


@given(TEXTS, TEXTS)
def test_no_letter_of_either_text_is_lost(old: str, new: str) -> None:
    spans = text_changes(old, new)
    assert "".join(span.text for span in spans if span.mark is not Mark.NEW) == old
    assert "".join(span.text for span in spans if span.mark is not Mark.STRUCK) == new


@given(TEXTS, TEXTS)
def test_neighbours_are_of_different_marks_and_the_old_stands_before_the_new(
    old: str, new: str
) -> None:
    spans = text_changes(old, new)
    assert all(span.text for span in spans)
    pairs = {(one.mark, other.mark) for one, other in pairwise(spans)}
    assert pairs <= {
        (Mark.KEPT, Mark.STRUCK), (Mark.KEPT, Mark.NEW), (Mark.STRUCK, Mark.NEW),
        (Mark.STRUCK, Mark.KEPT), (Mark.NEW, Mark.KEPT),
    }  # fmt: skip


@given(TEXTS)
def test_a_text_that_did_not_change_stays_as_it_is(text: str) -> None:
    assert text_changes(text, text) == ((Span(Mark.KEPT, text),) if text else ())


def test_words_are_whole_and_their_punctuation_is_apart() -> None:
    assert marked("within 4 hours, in writing", "within 4.5 hours; in writing") == (
        "within [-4-]{+4.5+} hours[-,-]{+;+} in writing"
    )
    assert marked("Leads (grade A) count.", "Leads (grade B) count.") == (
        "Leads (grade [-A-]{+B+}) count."
    )


def test_neighbouring_words_change_together_with_the_space_between_them() -> None:
    assert marked(
        "Friday 09:00 to three sharp, then home", "Friday 09:00 to half five, then home"
    ) == ("Friday 09:00 to [-three sharp-]{+half five+}, then home")


def test_what_is_added_at_the_end_is_new_alone() -> None:
    assert marked("A reason for every lead.", "A reason for every lead. The CRM asks for it.") == (
        "A reason for every lead.{+ The CRM asks for it.+}"
    )


def test_texts_that_have_little_in_common_are_not_mixed() -> None:
    assert marked("Fits our market and shows interest", "Asked one of our sellers for a price") == (
        "[-Fits our market and shows interest-]{+Asked one of our sellers for a price+}"
    )


@pytest.mark.slow
def test_in_texts_of_thousands_of_words_the_changed_ones_are_marked() -> None:
    words = [f"w{number} and" for number in range(1_000)]
    old, new = " ".join(["first", *words, "last"]), " ".join(["First", *words, "Last"])
    assert text_changes(old, new) == (
        Span(Mark.STRUCK, "first"), Span(Mark.NEW, "First"),
        Span(Mark.KEPT, f" {' '.join(words)} "),
        Span(Mark.STRUCK, "last"), Span(Mark.NEW, "Last"),
    )  # fmt: skip


def test_a_word_that_stands_everywhere_in_a_long_text_stays_only_beside_others_that_do() -> None:
    old, new = " ".join(["x", "a"] * 2_000), " ".join(["a", "y"] * 2_000)
    assert text_changes(old, new) == (Span(Mark.STRUCK, old), Span(Mark.NEW, new))
