"""Leads counted in the matrix of scoring, and by the rules that fired on them."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from alignment_desktop.domain.score_matrix import Tally, score_matrix
from alignment_desktop.domain.scoring import Grade, Scores, ScoringRule, Threshold
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.score_matrix import fired, standing, tallied
from alignment_desktop.measurement.scoring import left_column, scored, times_column
from alignment_desktop.measurement.versions import VersionInForce
from tests.measuring import Row
from tests.measuring import asked as request_of
from tests.unit.measurement.test_scoring import agreed, rule, where

MATRIX = score_matrix(
    [Grade(key="a", from_=50), Grade(key="x", from_=50), Grade(key="b")],
    [Threshold(key="now", grades=("A",), score=Scores(from_=30)), Threshold(key="wait")],
)
LEADS = pl.DataFrame(
    {
        "fit": [50.0, 49.9, 80.0, 10.0],
        "grade": [" A", "b", "X", None],
        "score": [30.0, 29.9, None, 100.0],
        "won": [True, False, True, False],
    }
)


def test_leads_are_counted_by_the_grade_of_their_fit_or_of_their_files() -> None:
    by_fit = standing(LEADS, by_fit=True)
    assert by_fit.total == Tally(4, 2)
    assert [row.grade for row in MATRIX.rows] == ["a", "b", "x", ""]
    none = Tally()
    assert tallied(by_fit, MATRIX) == (
        (none, Tally(1, 1)), (Tally(1), Tally(1)), (none, none), (none, none),
    )  # fmt: skip
    assert tallied(standing(LEADS, by_fit=False), MATRIX) == (
        (none, Tally(1, 1)), (Tally(1), none), (none, none), (none, Tally(1)),
    )  # fmt: skip
    lone = score_matrix([Grade(key="a", from_=90)], [])
    assert tallied(by_fit, lone) == ((none,), (Tally(3, 1),)), "who has no grade stands apart"
    assert Tally(4, 1).share == 0.25
    assert none.share is None


def test_a_rule_fired_where_it_gave_points() -> None:
    leads = pl.DataFrame({"points.r": [30.0, None, 0.0], "won": [True, True, False]})
    assert fired(leads, [ScoringRule(key="r")]) == {"r": Tally(2, 1)}


@pytest.mark.parametrize("asked", [True, False])
def test_how_a_rule_came_to_its_points_is_told_where_it_is_asked_for(asked: bool) -> None:
    rules = (
        rule(
            "visits",
            side="engagement",
            count="Visits",
            since="created_at",
            points=15,
            decay={"percent": 10, "days": 10},
        ),
        rule("odd", where=where("Nowhere", "is", "x"), points=1),
        rule("plain", where=where("employees", ">=", 1), points=1),
    )
    its = agreed(*rules)
    rows: list[Row] = [{"lead_id": "1", "own:Visits": "3", "employees": 5, "created_at": None}]
    bench = Workbench(request_of(VersionInForce(its), leads=rows))
    at = datetime(2026, 12, 31, tzinfo=UTC)
    found = scored(bench.own_leads, lambda: bench.activities, its, "UTC", at, parts=asked).leads
    assert (times_column("visits") in found.columns) is asked
    if asked:
        row = found.row(0, named=True)
        assert row[times_column("visits")] == 3
        assert (row[left_column("plain")], row[times_column("odd")]) == (1.0, 0.0)


def test_a_number_is_one_of_several_however_these_are_written() -> None:
    its = agreed(rule("large", where=where("employees", "in", ["1e2", "7"]), points=5))
    rows: list[Row] = [{"lead_id": each, "employees": each} for each in (100, 7, 1)]
    found = Workbench(request_of(VersionInForce(its), leads=rows)).scores().leads
    assert sorted(found.get_column("fit")) == [0.0, 5.0, 5.0]
