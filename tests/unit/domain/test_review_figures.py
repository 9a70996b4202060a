"""What reviews showed when they went out, held against what they show now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.evidence_entries import ImportWithdrawn
from alignment_desktop.domain.log_entries import Change
from alignment_desktop.domain.review_figures import Restated, ReviewFigures, SentReviews
from alignment_desktop.values import dataclass

START = datetime(2027, 1, 4, tzinfo=UTC)


@dataclass(frozen=True)
class Step:
    """One entry of the log."""

    revision: int
    at: datetime
    actor: Actor
    changes: tuple[Change, ...]


def shown(value: float | None, *batches: int, is_over: bool = True) -> ReviewFigures:
    figures = (("a", "", value), ("a", "2026-10", 0.5))
    return ReviewFigures(1, "Q4", 1, "2027-01-04", is_over, batches, figures)


def sent(*facts: ReviewFigures) -> SentReviews:
    steps = [
        Step(number, START + timedelta(days=number), Actor(None, None, "x"), (each,))
        for number, each in enumerate(facts)
    ]
    other = Step(9, START, Actor(None, None, "x"), (ImportWithdrawn(1, "ab"),))
    return SentReviews().after([*steps, other], 9)


def test_a_figure_is_held_against_the_last_review_that_showed_another() -> None:
    reviews = sent(shown(0.93, 1), shown(0.92, 1, 2), shown(0.91, 1, 2, 3))
    assert reviews.restated(shown(0.91, 1, 2, 3)) == (
        Restated("a", "", 0.92, 0.91, reviews.reviews[1], (3,), False),
    )
    assert reviews.restated(shown(None, 2))[0] == Restated(
        "a", "", 0.91, None, reviews.reviews[2], (), True
    )
    assert sent(shown(0.93, 1)).restated(shown(0.93, 1, 2)) == ()


def test_days_that_are_not_over_are_no_figure_to_restate() -> None:
    assert sent(shown(0.93, is_over=False)).restated(shown(0.9)) == ()
    assert sent(shown(0.93)).restated(shown(0.9, is_over=False)) == ()


def test_reviews_of_other_days_and_new_commitments_are_not_compared() -> None:
    reviews = sent(shown(0.93))
    assert reviews.restated(replace(shown(0.9), period="Q3")) == ()
    assert reviews.restated(replace(shown(0.9), figures=(("new", "", 0.1),))) == ()


def test_a_review_that_went_out_just_so_is_known() -> None:
    reviews = sent(shown(0.93, 1), shown(0.92, 1))
    assert reviews.holds(shown(0.92, 1))
    assert not reviews.holds(shown(0.93, 1))
    assert not SentReviews().holds(shown(0.93, 1))
