"""A figure beside its target reads as being on the side on which it lies, wherever it is shown."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alignment_desktop.documents.scoreboard_workbook import _figure
from alignment_desktop.domain.metric_figures import MetricFigure
from alignment_desktop.domain.metrics import METRICS
from alignment_desktop.domain.targets import Target
from alignment_desktop.phrasing.figures import (
    WHOLE,
    change_text,
    digits_beside,
    figure_beside,
    of_plan_text,
)
from alignment_desktop.phrasing.metrics import metric_text, stands_on_text
from alignment_desktop.words.language import language

ENGLISH = language("en")
AMOUNTS = {
    "%": st.decimals(0, 100, places=2),
    "EUR": st.decimals(1, 50_000_000, places=0),
    "hours": st.decimals(1, 200, places=0),
    "": st.decimals(0, 5_000, places=1),
}
SECONDS = {"d": 86_400, "h": 3_600, "min": 60, "m": 60, "s": 1}
SIZES = {"M": 1_000_000, "B": 1_000_000_000}


@st.composite
def beside(draw: st.DrawFn) -> tuple[float, Target]:
    """A target, and a figure that is near it more often than not."""
    unit = draw(st.sampled_from(sorted(AMOUNTS)))
    amount = draw(AMOUNTS[unit])
    target = Target.parse(f"{draw(st.sampled_from(('>=', '<=')))} {amount} {unit}")
    near = draw(st.sampled_from((0.0, 1e-6, 1e-4, 1e-3, 1e-2, 0.3)))
    value = target.value * (1 + draw(st.floats(-near, near)))
    return (min(max(value, 0.0), 1.0) if unit == "%" else value), target


def read(text: str, unit: str | None) -> Decimal:
    """What a reader makes of a figure: the number in its unit."""
    if unit == "seconds":
        parts = re.findall(r"([\d,.]+) (d|h|min|m|s)\b", text)
        return sum((Decimal(n.replace(",", "")) * SECONDS[size] for n, size in parts), Decimal(0))
    number = Decimal(re.sub(r"[^\d.]", "", text))
    if unit == "share":
        return number / 100
    return number * SIZES.get(text[-1], 1) if unit else number


@settings(max_examples=200)
@given(beside())
@example((0.09977, Target.parse(">= 10 %")))
@example((7_200.3, Target.parse("<= 2 hours")))
def test_what_is_shown_beside_what_was_promised_gives_the_verdict(
    case: tuple[float, Target],
) -> None:
    value, target = case
    goal = Decimal(str(target.value))
    shown = read(figure_beside(value, target.unit, target, ENGLISH), target.unit)
    kept = shown >= goal if target.op == ">=" else shown <= goal
    apart = abs(value - target.value)
    if 0 < apart < 1e-8 * max(1.0, abs(target.value)) or (
        target.unit == "seconds" and apart < 1e-3
    ):
        return  # nearer than any digits that are shown
    assert kept == target.is_met_by(value)
    cell = _figure(value, target.unit, target)
    decimals = len(cell.format.partition(".")[2].rstrip('%"EUR ').replace('"', "").strip())
    written = Decimal(f"{100 * value if target.unit == 'share' else value:.{decimals}f}")
    written = written / 100 if target.unit == "share" else written
    assert (written >= goal if target.op == ">=" else written <= goal) == target.is_met_by(value)


def test_a_share_of_the_plan_is_whole_percent_but_where_that_hides_a_gap() -> None:
    assert of_plan_text(0.857, ENGLISH) == "86%"
    assert of_plan_text(0.9996, ENGLISH) == "99.96%"
    assert of_plan_text(1.0, ENGLISH) == "100%"
    assert of_plan_text(1.004, ENGLISH) == "100%"
    assert digits_beside(0.9996, "share", WHOLE, 1) == 2


def test_a_change_has_its_sign_and_shares_change_in_points() -> None:
    assert change_text(-0.0451, "share", ENGLISH) == "−4.5"
    assert change_text(0.0004, "share", ENGLISH) == "±0"
    assert change_text(209, None, ENGLISH) == "+209"
    assert change_text(-0.3, None, ENGLISH) == "−0.30"
    assert change_text(-1_380, "seconds", ENGLISH) == "−23 m"
    assert change_text(1_000_000, "EUR", ENGLISH) == "+€1M"


@pytest.mark.parametrize(
    ("days", "shown"),
    [(0.27006944, "0.27 days"), (0.0156, "0.0156 days"), (9.96, "9.96 days"), (36.04, "36 days"),
     (123.46, "123.5 days"), (0.0, "0 days"), (1.0, "1 day")],
)  # fmt: skip
def test_few_days_have_the_figures_that_a_reader_needs_to_divide_by_them(
    days: float, shown: str
) -> None:
    assert metric_text(days, METRICS["cycle-days"], "days", ENGLISH) == shown
    velocity = MetricFigure(1.0, 100.0, days)
    whole = shown.split()[0]
    assert stands_on_text(velocity, METRICS["velocity"], "EUR", ENGLISH) == f"€100 ÷ {whole}"
