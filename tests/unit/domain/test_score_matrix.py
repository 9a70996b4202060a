"""The matrix of grades and scores: its rows, bands and actions, and the edits that change them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.score_matrix import (
    Band,
    CellEdits,
    GradeRow,
    Tally,
    actions,
    grade_for,
    score_matrix,
    threshold_for,
    with_action,
    with_edge,
    with_limit,
)
from alignment_desktop.domain.scoring import Grade, Scores, Threshold

A, B, C, D = (
    Grade(key="a", from_=80),
    Grade(key="b", from_=50),
    Grade(key="c", from_=20),
    Grade(key="d"),
)


def threshold(
    key: str, grades: str = "", low: float | None = None, high: float | None = None
) -> Threshold:
    score = Scores(from_=low, to=high)
    return Threshold(key=key, name=key.title(), grades=tuple(grades), score=score, action=key)


NOW = threshold("now", "AB", 65)
TODAY = threshold("today", "AB", 30, 65)
WRITE = threshold("write", "CD", 65)
NURTURE = threshold("nurture")
FOUR = (NOW, TODAY, WRITE, NURTURE)


def done(grades: Sequence[Grade], thresholds: Sequence[Threshold]) -> dict[tuple[str, float], str]:
    """What is done by grade and score, asked of the thresholds themselves."""
    names = {each.key: each.name for each in thresholds}
    matrix = score_matrix(grades, thresholds)
    return {
        (row.grade, score): names.get(held.key, "") if held is not None else ""
        for row in matrix.rows
        for score in range(-20, 140, 5)
        for held in [threshold_for(thresholds, row.grade, score)]
    }


def edited(thresholds: Sequence[Threshold], edits: CellEdits) -> list[Threshold]:
    changed = {each.key: each for each in edits.changed}
    assert set(changed) <= {each.key for each in thresholds}
    added = [replace(each, key=f"{each.key}-new-{at}") for at, each in enumerate(edits.added)]
    return [*(changed.get(each.key, each) for each in thresholds), *added]


def test_rows_are_the_grades_and_bands_the_runs_between_the_bounds_of_thresholds() -> None:
    matrix = score_matrix([C, A, D, B], FOUR)
    assert matrix.rows == (
        GradeRow("a", 80, None, stated=True),
        GradeRow("b", 50, 80, stated=True),
        GradeRow("c", 20, 50, stated=True),
        GradeRow("d", None, 20, stated=True),
        GradeRow(""),
    )
    assert matrix.bands == (Band(None, 30), Band(30, 65), Band(65, None))
    assert matrix.edges == (30, 65)
    assert matrix.thresholds == (
        ("nurture", "today", "now"),
        ("nurture", "today", "now"),
        ("nurture", "nurture", "write"),
        ("nurture", "nurture", "write"),
        ("nurture", "nurture", "nurture"),
    )
    assert (matrix.row_of(" A "), matrix.row_of(None), matrix.row_of("x")) == (0, 4, None)
    assert [matrix.band_of(score) for score in (-5, 30, 64.9, 65)] == [0, 1, 1, 2]


def test_a_grade_that_is_only_named_has_a_row_and_one_that_is_never_reached_says_so() -> None:
    only_named = score_matrix([], [NOW])
    assert only_named.rows == (GradeRow("a"), GradeRow("b"), GradeRow(""))
    same = score_matrix([A, replace(B, from_=80)], [threshold("x", "aez", 5)])
    assert [(row.grade, row.reached) for row in same.rows] == [
        ("a", True),
        ("b", False),
        ("e", False),
        ("z", False),
        ("", True),
    ]
    lowest = score_matrix([D], [])
    assert lowest.rows[0] == GradeRow("d", None, None, stated=True)
    assert lowest.bands == (Band(),)
    assert lowest.thresholds == ((None,), (None,))


def test_points_of_fit_give_the_highest_grade_that_they_reach() -> None:
    assert [grade_for([A, B, C, D], fit) for fit in (200, 80, 79, 20, -30)] == list("aabcd")
    assert grade_for([A], 79) is None
    assert threshold_for(FOUR, "b", 40) is TODAY
    assert threshold_for([NOW], None, 90) is None


def test_a_bound_of_scores_moves_in_every_threshold_that_has_it_but_not_past_another() -> None:
    assert with_edge(FOUR, 65, 70) == {
        "now": replace(NOW, score=Scores(from_=70)),
        "today": replace(TODAY, score=Scores(from_=30, to=70)),
        "write": replace(WRITE, score=Scores(from_=70)),
    }
    with pytest.raises(Problem, match="bound-out-of-order"):
        with_edge(FOUR, 65, 30)


def test_a_bound_of_a_grade_moves_between_its_neighbours() -> None:
    assert with_limit([A, B, C, D], "b", 79) == replace(B, from_=79)
    assert with_limit([A, B, C, D], "a", 500).from_ == 500
    for to in (80, 20):
        with pytest.raises(Problem, match="bound-out-of-order"):
            with_limit([A, B, C, D], "b", to)


@pytest.mark.parametrize(
    ("row", "band", "action", "changed", "added"),
    [
        pytest.param(0, 1, "today", (), (), id="it has it already"),
        pytest.param(
            2,
            2,
            "now",
            (replace(NOW, grades=("A", "B", "C")),),
            (),
            id="another grade",
        ),
        pytest.param(
            0, 1, "nurture", (replace(TODAY, grades=("B",)),), (), id="what lies below shows"
        ),
        pytest.param(
            2, 1, "today", (replace(TODAY, grades=("A", "B", "C")),), (), id="one grade more"
        ),
        pytest.param(0, 1, "write", (), (), id="a threshold of its own"),
    ],
)
def test_a_cell_is_given_another_action_by_the_fewest_edits(
    row: int,
    band: int,
    action: str,
    changed: tuple[Threshold, ...],
    added: tuple[Threshold, ...],
) -> None:
    edits = with_action([A, B, C, D], FOUR, row, band, action)
    if action != "write":
        assert edits == CellEdits(changed, added)
    before = done([A, B, C, D], FOUR)
    matrix = score_matrix([A, B, C, D], FOUR)
    wished = {
        (grade, score): action.title()
        if (grade, matrix.band_of(score)) == (matrix.rows[row].grade, band)
        else was
        for (grade, score), was in before.items()
    }
    after = edited(FOUR, edits)
    now = {
        (grade, score): held.name if (held := threshold_for(after, grade, score)) else ""
        for grade, score in before
    }
    assert now == wished


def test_a_cell_without_action_is_given_one_and_the_last_grade_of_a_threshold_can_go() -> None:
    alone = [threshold("now", "A"), threshold("write", "B", 10, 20)]
    given = with_action([A, B], alone, 1, 0, "write")
    assert given.changed == (replace(alone[1], score=Scores(from_=None, to=20)),)
    taken = with_action([A, B], alone, 0, 0, "write")
    assert threshold_for(edited(alone, taken), "a", 0) is not None
    above = edited(alone, with_action([A, B], alone, 0, 2, "write"))
    told = [threshold_for(above, "a", score) for score in (5, 15, 25)]
    assert [each and each.name for each in told] == ["Now", "Now", "Write"]
    amid = [*alone, threshold("wait", "B", 20)]
    one = with_action([A, B], amid, 0, 1, "wait")
    assert one == CellEdits(added=(replace(amid[2], grades=("A",), score=alone[1].score),))
    lone = [threshold("now", "A", 5), threshold("write", "B", 5), threshold("wait", "AB", None, 5)]
    other = with_action([A, B], lone, 0, 1, "wait")
    after = edited(lone, other)
    held = threshold_for(after, "a", 50)
    assert held is not None
    assert held.name == "Wait"


def test_of_thresholds_with_one_action_the_one_is_edited_that_needs_the_least() -> None:
    up_to_90 = replace(NOW, score=Scores(from_=65, to=90))
    too = replace(NOW, key="now-too", grades=("C",), score=Scores(from_=90))
    some = (up_to_90, TODAY, too, NURTURE)
    edits = with_action([A, B, C, D], some, 0, 3, "now")
    assert edits == CellEdits((replace(too, grades=("C", "A")),))
    assert with_action([A, B, C, D], some, 0, 2, "now-too") == CellEdits()


def test_thresholds_that_say_the_same_are_one_action() -> None:
    too = replace(NOW, key="now-too", grades=("C",))
    assert actions((NOW, TODAY, too)) == {
        ("Now", "now"): ("now", "now-too"),
        ("Today", "today"): ("today",),
    }


def test_tallies_add_up() -> None:
    assert Tally(3, 1) + Tally(2) == Tally(5, 1)
    assert Tally(4, 1).share == 0.25
    assert Tally().share is None


def test_leads_without_a_grade_cannot_be_told_apart_by_a_threshold() -> None:
    with pytest.raises(Problem, match="cell-not-settable"):
        with_action([A, B], [NOW, NURTURE], 2, 0, "now")
    with pytest.raises(Problem, match="cell-not-settable"):
        with_action([A, B], [NOW], 2, 0, "now")


bounds = st.sampled_from([None, 10, 30, 65])
thresholds = st.lists(
    st.tuples(st.sampled_from(["", "A", "AB", "C", "CD", "ABCD"]), bounds, bounds),
    min_size=1,
    max_size=5,
).map(lambda rows: [threshold(f"t{at}", *row) for at, row in enumerate(rows)])


@given(thresholds, st.data())
def test_whatever_way_is_taken_this_cell_changes_and_no_other(
    some: list[Threshold], data: st.DataObject
) -> None:
    grades = [A, B, C, D]
    matrix = score_matrix(grades, some)
    row = data.draw(st.integers(0, 3))
    band = data.draw(st.integers(0, len(matrix.bands) - 1))
    target = data.draw(st.sampled_from(some))
    try:
        edits = with_action(grades, some, row, band, target.key)
    except Problem:
        return
    after = edited(some, edits)
    for each in matrix.rows:
        for score in (-5, 5, 10, 20, 30, 50, 65, 90):
            here = each.grade == matrix.rows[row].grade and matrix.bands[band].holds(score)
            was = target if here else threshold_for(some, each.grade, score)
            now = threshold_for(after, each.grade, score)
            assert (now and now.name) == (was and was.name)
