"""Random scoreboards whose figures are often close to what decides a sentence."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from alignment_desktop.domain.direction import Reading
from alignment_desktop.domain.scoreboard import Board, Days, Headline, ScoreLine, StageCount
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import PeriodFigure

KINDS = (
    ("within", ">= 90 %", "share"), ("share", ">= 10 %", "share"), ("attempts", ">= 80 %", "share"),
    ("filled", ">= 100 %", "share"), ("within", "<= 5 %", "share"), ("count", ">= 400", None),
    ("sum", ">= 2400000 EUR", "EUR"), ("median", "<= 2 hours", "seconds"), ("figure", ">= 3", None),
)  # fmt: skip


def random_board(rng: random.Random) -> Board:
    """A scoreboard of a quarter, with figures that are often close to what decides a sentence."""
    lines = tuple(_random_line(rng, at) for at in range(rng.choice((0, 1, 2, 2, 3, 4, 6))))
    known = rng.random() < 0.8
    before = Days(date(2026, 7, 1), date(2026, 9, 30), "2026-Q3") if rng.random() < 0.8 else None
    running = any(not each.is_over for line in lines for each in line.periods)
    headlines = (_random_won(rng, before, running),) if known else ()
    reached = sorted((rng.randrange(1, 3_000) for _ in range(3)), reverse=True)
    stages = tuple(
        StageCount(key=key, name=key.upper(), party="sales", reached=count)
        for key, count in zip(("mql", "sal", rng.choice(("customer", "won"))), reached, strict=True)
    )
    return Board(
        label="2026-Q4", organisation="Northwind", currency="EUR", period=None,
        start=date(2026, 10, 1), end=date(2026, 12, 31), as_of="2027-01-04", segment=None,
        periods=(), segments=(), batches=1,
        lines=lines if before else tuple(replace(line, before=None) for line in lines),
        headlines=headlines, stages=stages, before=before,
    )  # fmt: skip


def _random_line(rng: random.Random, at: int) -> ScoreLine:
    measure, text, unit = rng.choice(KINDS)
    target = Target.parse(text)
    every = rng.choice(("month", "month", "quarter", "week"))
    count = {"month": 3, "quarter": 1, "week": rng.choice((2, 5))}[every]
    running = rng.choice((0, 0, 0, 0, 1, 2))
    share = unit == "share"
    bad = rng.choice(("", "missed", "at_risk"))  # at times every period is bad
    periods = tuple(
        _random_period(rng, target, at, bad, is_over=at < count - running, share=share)
        for at in range(count)
    )
    kept, missed = rng.randrange(0, 500), rng.randrange(0, 60)
    value = _near(rng, target, share=share) if rng.random() < 0.92 else None
    low = high = None
    if share and value is not None:
        kept, missed = round(1_000 * value), 1_000 - round(1_000 * value)
        low, high = max(0.0, value - 0.02), min(1.0, value + 0.02)
    before = None
    if rng.random() < 0.6:
        past = rng.choice((value or 0.0, _near(rng, target, share=share)))
        before = Reading(past, past - 0.02, past + 0.02) if share else Reading(past)
    return ScoreLine(
        key=f"p{at}", name=f"P{at}", party=rng.choice(("sales", "marketing", "shared")),
        measure=measure, every=every, periods=periods, period="2026-Q4", target=target, unit=unit,
        value=value, low=low, high=high, eligible=kept + missed, before=before,
        kept=kept if share else None, missed=missed if share else None,
        open=rng.choice((0, 3)) if share else None, excluded=rng.choice((0, 0, 1, 2)),
        if_missed=rng.choice(("", "We talk about it.")),
    )  # fmt: skip


def _random_period(
    rng: random.Random, target: Target, at: int, bad: str, *, is_over: bool, share: bool
) -> PeriodFigure:
    statuses = ("kept", "missed", "at_risk", "too_few", "no_data", "kept", "missed")
    status = bad or rng.choice(statuses)
    value = None if status == "no_data" else _near(rng, target, share=share)
    if bad and value is not None and rng.random() < 0.5:
        value = target.value * ((0.80 + 0.05 * at) if target.op == ">=" else (1.4 - 0.1 * at))
    wide = rng.choice((0.0, 0.01, 0.1))
    low = high = None
    if share and value is not None:
        low, high = value - wide, value + wide
    return PeriodFigure(
        period=f"2026-{10 + at}" if at < 3 else f"2026-W{40 + at}", target=target, value=value,
        low=low, high=high, status=status, is_over=is_over,
    )  # fmt: skip


def _near(rng: random.Random, target: Target, *, share: bool) -> float:
    spread = rng.choice((0.0002, 0.01, 0.2))
    value = target.value * (1 + rng.uniform(-spread, spread))
    return min(max(value, 0.0), 1.0) if share else value


def _random_won(rng: random.Random, before: Days | None, running: bool) -> Headline:
    whole = rng.randrange(0, 80)
    part = whole - rng.choice((0, 0, min(1, whole), min(3, whole)))
    plan = rng.choice((None, 2_100_000.0))
    value = rng.choice((0.0, 2_100_000.0, 2_099_999.6, rng.uniform(1e5, 4e6)))
    past = None
    if before is not None and rng.random() < 0.8:
        spread = rng.choice((0.0, 1e-6, 0.004, 0.5))
        past = Headline(
            code="won", value=value * (1 + rng.uniform(-spread, spread)), unit="EUR", part=part,
            whole=max(0, whole + rng.choice((-5, 0, 7))), counts={},
        )  # fmt: skip
    change = None if past is None or running else value - (past.value or 0.0)
    return Headline(
        code="won", value=value, unit="EUR", part=part, whole=whole, plan=plan, before=past,
        change=change, counts={"planned_customers": 70} if plan else {},
    )  # fmt: skip
