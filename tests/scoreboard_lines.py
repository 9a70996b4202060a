"""Lines of a scoreboard as tests need them: a promise with what came of it in each period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from alignment_desktop.domain.scoreboard import ScoreLine
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import PeriodFigure

NINETY = Target.parse(">= 90 %")
MONTHS = tuple(f"2026-{month:02}" for month in range(1, 13))


def period(
    status: str, value: float | None = 0.5, *, label: str = "2026-10", is_over: bool = True
) -> PeriodFigure:
    """One period with its measured status."""
    return PeriodFigure(period=label, target=NINETY, value=value, status=status, is_over=is_over)


def months(statuses: Sequence[str], *, running: int = 0) -> tuple[PeriodFigure, ...]:
    """Months from January on, one for each measured status; the last `running` are not over."""
    over = len(statuses) - running
    return tuple(
        period(status, label=label, is_over=at < over)
        for at, (label, status) in enumerate(zip(MONTHS, statuses, strict=False))
    )


def line(status: str = "kept", /, **more: object) -> ScoreLine:
    """A promise of Sales with one period, which is over and has that measured status."""
    plain = ScoreLine(
        key="c",
        name="First touch",
        party="sales",
        measure="within",
        periods=(period(status),),
        period="2026-Q4",
        target=NINETY,
        unit="share",
        value=0.854,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def monthly(statuses: Sequence[str], *, running: int = 0, **more: object) -> ScoreLine:
    """A promise by month, with the measured status of each month."""
    return replace(line(**more), every="month", periods=months(statuses, running=running))
