"""What it costs to score leads by the rules of an agreement, beside polars told the same by hand.

    python tools/benchmarks/scoring.py [LEADS] [RULES]

Processor and wall time, the median of three runs by turns, and their ratios of one run. Both come
to the same points for every lead.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import TypeVar

import numpy as np
import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.frames import IDENTITY, READ_NUMBER
from alignment_desktop.measurement.score_matrix import WON, standing, tallied
from alignment_desktop.measurement.scoring import FIT, SCORE, scored
from alignment_desktop.services.score_board import matrix_of

_INDUSTRIES = ("Machinery", "Medical devices", "Energy", "Logistics", "Retail", "Software")
_LEVELS = ("Clerk", "Manager", "Head", "Director", "Executive")
_AT = datetime(2027, 1, 4, tzinfo=UTC)
_RUNS = 3
_FRAME = 150
"""Milliseconds in which the matrix is to follow a bound that is dragged."""

Table = dict[str, object]
_T = TypeVar("_T")


def main(count: int, rules: int) -> None:
    """Prints a line for each way, and their ratio."""
    leads = made_up(count)
    agreement = agreement_of(tables := rule_tables(rules))
    ours: list[tuple[float, float]] = []
    plain: list[tuple[float, float]] = []
    for _ in range(_RUNS):
        found, cost = timed(lambda: scored(leads, pl.DataFrame, agreement, "UTC", _AT).leads)
        ours.append(cost)
        theirs, cost = timed(lambda: by_hand(leads, tables))
        plain.append(cost)
        for name in (FIT, SCORE):
            assert np.allclose(found[name].to_numpy(), theirs[name].to_numpy()), name
    print(f"{count:,} leads, {rules} rules")
    for name, costs in (("ours", ours), ("polars", plain)):
        cpu, wall = (median(each) for each in zip(*costs, strict=True))
        print(f"{name:8} {cpu:6.2f} s of processor, {wall:6.2f} s on the wall")
    both = zip(zip(*ours, strict=True), zip(*plain, strict=True), strict=True)
    ratios = [median(mine) / median(theirs) for mine, theirs in both]
    print(f"ratio    {ratios[0]:6.2f}               {ratios[1]:6.2f}")
    its = standing(found.with_columns(pl.lit(False).alias(WON)), by_fit=True)
    matrix = matrix_of(agreement)
    _, (cpu, wall) = timed(lambda: tallied(its, matrix))
    print(f"matrix   {1000 * cpu:6.1f} ms of processor, {1000 * wall:6.1f} ms; aim {_FRAME} ms")


def timed(work: Callable[[], _T]) -> tuple[_T, tuple[float, float]]:
    """What work gives, with its processor time and its time on the wall."""
    cpu, wall = time.process_time(), time.perf_counter()
    found = work()
    return found, (time.process_time() - cpu, time.perf_counter() - wall)


def made_up(count: int) -> pl.DataFrame:
    """So many leads, as the measurement has them."""
    rng = np.random.default_rng(11)
    created = [_AT - timedelta(minutes=int(each)) for each in rng.integers(0, 260_000, 1000)]
    return pl.DataFrame(
        {
            IDENTITY: np.arange(count).astype(str),
            "industry": rng.choice(_INDUSTRIES, count),
            "employees": rng.integers(1, 5000, count).astype(float),
            "own:Job level": rng.choice(_LEVELS, count),
            "own:Pricing visits": (visits := rng.integers(0, 6, count)).astype(str),
            # As an import keeps it beside the text.
            f"{READ_NUMBER}Pricing visits": visits.astype(float),
            "created_at": pl.Series(created).sample(count, with_replacement=True, seed=3),
        }
    ).with_columns(pl.col("created_at").cast(pl.Datetime("us", "UTC")))


def rule_tables(count: int) -> list[Table]:
    """So many rules, of four sorts by turns."""
    tables: list[Table] = []
    for at in range(count):
        table: Table = {"key": f"r{at}", "points": 1 + at % 7, "side": "fit"}
        match at % 4:
            case 0:
                values = list(_INDUSTRIES[at % 3 :])
                table["where"] = [{"field": "industry", "op": "in", "value": values}]
            case 1:
                table["where"] = [{"field": "employees", "op": ">=", "value": 50 * at}]
            case 2:
                value = _LEVELS[at % 5]
                table["where"] = [{"field": "Job level", "op": "is", "value": value}]
            case _:
                table |= {"side": "engagement", "count": "Pricing visits", "cap": 4 + at % 9}
                table |= {"since": "created_at", "decay": {"percent": 15, "days": 7 + at % 30}}
        tables.append(table)
    return tables


def agreement_of(tables: list[Table]) -> Agreement:
    """An agreement with these rules, four grades and three thresholds."""
    period = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
    bounds = {"a": 120, "b": 80, "c": 40}
    clauses = [
        read_clause("agreement", {"period": period}),
        *(read_clause("rule", table) for table in tables),
        *(read_clause("grade", {"key": key, "from": low}) for key, low in bounds.items()),
        read_clause("grade", {"key": "d"}),
        read_clause("threshold", {"key": "now", "grades": ["A"], "score": {"from": 50}}),
        read_clause("threshold", {"key": "today", "grades": ["A", "B"], "score": {"from": 20}}),
        read_clause("threshold", {"key": "wait"}),
    ]
    kinds = ["agreement", *["rule"] * len(tables), *["grade"] * 4, *["threshold"] * 3]
    return Agreement("", {(kind, c.key): c for kind, c in zip(kinds, clauses, strict=True)})


def by_hand(leads: pl.DataFrame, tables: list[Table]) -> pl.DataFrame:
    """The same points, as somebody would write them who knows these leads and nothing else."""
    industry = pl.col("industry").str.to_lowercase()
    level = pl.col("own:Job level").str.to_lowercase()
    visits = pl.col(f"{READ_NUMBER}Pricing visits").fill_null(0.0)
    age = (pl.lit(_AT) - pl.col("created_at")).dt.total_microseconds() / 86_400_000_000
    columns = []
    for at, table in enumerate(tables):
        points = float(str(table["points"]))
        match at % 4:
            case 0:
                met = industry.is_in([each.lower() for each in _INDUSTRIES[at % 3 :]])
            case 1:
                met = pl.col("employees") >= 50 * at
            case 2:
                met = level == _LEVELS[at % 5].lower()
            case _:
                most, days = float(4 + at % 9), float(7 + at % 30)
                left = pl.lit(0.85).pow((age / days).floor().clip(lower_bound=0.0))
                given = (visits * points).clip(-most, most) * left
                columns.append(pl.when(visits != 0).then(given).alias(f"r{at}"))
                continue
        columns.append(pl.when(met).then(points).alias(f"r{at}"))
    found = leads.select(IDENTITY, *columns)
    sides = {
        FIT: [f"r{at}" for at in range(len(tables)) if at % 4 < 3],
        SCORE: [f"r{at}" for at in range(len(tables)) if at % 4 == 3],
    }
    return found.with_columns(
        pl.sum_horizontal(pl.lit(0.0), *names).alias(side) for side, names in sides.items()
    )


if __name__ == "__main__":
    asked = [int(each.replace(",", "")) for each in sys.argv[1:]]
    main(*(asked + [1_000_000, 80][len(asked) :]))
