"""The scoreboard's values: attainment, and lines by key."""

from __future__ import annotations

from datetime import date

import pytest

from alignment_desktop.domain.scoreboard import Board, ScoreLine
from alignment_desktop.domain.targets import Target


def line(target: str | None, value: float | None) -> ScoreLine:
    goal = Target.parse(target) if target else None
    return ScoreLine(
        key="c", name="C", party="sales", measure="share", period="Q4", target=goal, unit=None,
        value=value,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("target", "value", "attainment"),
    [
        (">= 90 %", 0.45, 0.5),
        ("<= 2 hours", 3_600.0, 2.0),
        ("<= 2 hours", 0.0, None),
        (">= 0", 5.0, None),
        (">= 90 %", None, None),
        (None, 5.0, None),
    ],
)
def test_attainment_is_how_far_a_figure_came(
    target: str | None, value: float | None, attainment: float | None
) -> None:
    assert line(target, value).attainment == attainment


def test_a_line_is_found_by_its_key() -> None:
    shown = line(">= 1", 1.0)
    board = Board(
        label="Q4", organisation="", currency="EUR", period=None, start=date(2026, 10, 1),
        end=date(2026, 12, 31), as_of="2027-01-04", segment=None, periods=(), segments=(),
        batches=1, lines=(shown,),
    )  # fmt: skip
    assert board.line("c") is shown
    assert board.line("d") is None
