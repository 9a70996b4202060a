"""No sentence of a review is false, whatever the scoreboard."""

from __future__ import annotations

from tests.unit.documents.behind_hunt import false_behind
from tests.unit.documents.sentence_hunt import false_sentences

BOARDS = 150


def test_no_sentence_of_random_scoreboards_is_false() -> None:
    assert [text for seed in range(BOARDS) for text in false_sentences(seed)] == []


def test_no_sentence_about_random_misses_pauses_and_bridges_is_false() -> None:
    assert [text for seed in range(2 * BOARDS) for text in false_behind(seed)] == []
