"""What differs between two documents, word by word, wherever their pages break."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.documents.text_comparison import PaperComparison, compared
from alignment_desktop.documents.word_alignment import aligned
from alignment_desktop.services.paper_comparing import paper_side
from tests.pdf_samples import pdf_of

PROSE = [
    "Sales touches grade A leads first within four business hours",
    "Marketing delivers four hundred qualified leads a month",
    "Both promise to win nine percent of accepted leads",
    "A quarter of the bonus follows revenue from new customers",
    "We review this agreement at the end of the quarter",
]


def differing(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> PaperComparison:
    return compared(*(paper_side(pdf_of(pages)) for pages in (old, new)))


def said(found: PaperComparison) -> list[tuple[str, str]]:
    return [(change.old_words, change.new_words) for change in found.changes]


def test_changed_words_are_marked_where_they_stand() -> None:
    found = differing([PROSE], [[*PROSE[:1], PROSE[1].replace("four", "five"), *PROSE[2:]]])
    assert said(found) == [("four", "five")]
    (change,) = found.changes
    (removed,), (added,) = change.removed, change.added
    assert (removed.page, added.page) == (0, 0)
    assert removed.box[0] == pytest.approx(added.box[0], abs=0.1)
    assert 112 < removed.box[3] < 140


def test_what_only_one_has_points_to_its_place_in_the_other() -> None:
    found = differing([PROSE], [[*PROSE[:2], "Nobody is late", *PROSE[2:]]])
    assert said(found) == [("", "Nobody is late")]
    (change,) = found.changes
    assert change.removed == ()
    assert change.old is not None
    assert change.old.box[1] < 132 < change.old.box[3] + 2


def test_where_pages_break_is_no_change_and_neither_are_their_running_lines() -> None:
    foot = [""] * 34

    def page(number: int, count: int, lines: list[str]) -> list[str]:
        return [*lines, *foot[len(lines) :], f"Northwind · content 64c6c97a · {number} of {count}"]

    old = [page(1, 2, PROSE[:3]), page(2, 2, PROSE[3:])]
    new = [page(at, 3, lines) for at, lines in enumerate((PROSE[:1], PROSE[1:4], PROSE[4:]), 1)]
    found = differing(old, new)
    assert said(found) == []
    assert found.anchors[0][0] == pytest.approx(found.anchors[0][1], abs=0.01)
    assert all(
        one < two for pair in zip(found.anchors, found.anchors[1:], strict=False)
        for one, two in zip(*pair, strict=True)
    )  # fmt: skip


def test_a_heading_that_is_repeated_on_the_next_page_is_no_change() -> None:
    head = "Who Commitment Target"
    old = [[head, *PROSE]]
    assert said(differing(old, [[head, *PROSE[:2]], [head, *PROSE[2:]]])) == []


def test_documents_that_have_nothing_in_common_are_one_change() -> None:
    found = differing([["alpha beta gamma"]], [["one two three four"]])
    assert said(found) == [("alpha beta gamma", "one two three four")]
    assert said(differing([[""]], [["one"]])) == [("", "one")]
    assert said(differing([[""]], [[""]])) == []


WORDS = st.lists(st.sampled_from(["a", "b", "c", "the", "lead"]), max_size=40)


@settings(max_examples=60)
@given(WORDS, WORDS)
def test_pieces_are_whole_and_what_stays_is_the_same_or_lost_between_long_changes(
    old: list[str], new: list[str]
) -> None:
    at = 0, 0
    for piece in aligned(old, new):
        assert (piece.old[0], piece.new[0]) == at
        if piece.same:
            assert old[slice(*piece.old)] == new[slice(*piece.new)]
        at = piece.old[1], piece.new[1]
    assert at == (len(old), len(new))
