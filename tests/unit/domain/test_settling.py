"""How figures move as imports come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alignment_desktop.domain.settling import Moved, Standing, State, moved, steps
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import PeriodFigure

START = datetime(2027, 1, 4, tzinfo=UTC)


def figure(value: float | None, period: str = "2026-12", *, is_over: bool = True) -> PeriodFigure:
    return PeriodFigure(
        period=period,
        value=value,
        eligible=40,
        kept=None,
        missed=None,
        open=None,
        excluded=0,
        low=None,
        high=None,
        target=Target.parse(">= 90 %"),
        status="kept",
        is_over=is_over,
    )


def after(days: int, *periods: PeriodFigure, whole: float | None = None) -> State:
    standing = None if whole is None else Standing(whole, "kept", 40)
    return State(START + timedelta(days=days), standing, periods)


def test_only_imports_that_changed_the_figure_are_steps() -> None:
    first, same, second = (after(day, whole=share) for day, share in
                           ((1, 0.9), (2, 0.9), (3, 0.91)))  # fmt: skip
    assert steps([after(0), first, same, second, after(4)]) == (first, second, after(4))


def test_it_is_said_how_far_full_figures_moved_in_two_weeks() -> None:
    november = "2026-11"
    states = [
        after(0, figure(0.5, is_over=False), figure(0.8, november)),
        after(7, figure(0.9), figure(0.75, november)),
        after(14, figure(0.87), figure(0.78, november)),
        after(21, figure(0.92), figure(0.1, november)),
        after(22, figure(0.2)),
    ]
    found = moved(states, from_first=True)
    assert found is not None
    assert round(found.most, 9) == 0.05
    assert found.periods == 2


def test_a_period_that_may_have_been_full_before_tells_nothing() -> None:
    states = [after(0, figure(0.9)), after(3, figure(0.8)), after(4, figure(0.7, "2027-01"))]
    assert moved(states, from_first=True) == Moved(0.9 - 0.8, 1)
    assert moved(states, from_first=False) is None


def test_without_another_import_in_time_nothing_is_said() -> None:
    assert moved([after(0, figure(0.9)), after(15, figure(0.8))], from_first=True) is None
    last = [after(0, figure(0.9)), after(14, figure(0.8))]
    assert moved(last, from_first=True) == Moved(0.9 - 0.8, 1)
    assert moved([after(0, figure(None)), after(1, figure(0.9))], from_first=True) is None


def test_imports_of_one_day_count_as_one() -> None:
    leads, activities = after(0, figure(0.0)), after(0, figure(0.9))
    assert moved([leads, activities], from_first=True) is None
    assert moved([leads, activities, after(2, figure(0.9))], from_first=True) == Moved(0.0, 1)
