"""What it costs to try another limit, beside measuring again and beside polars alone.

    python tools/benchmarks/trials.py [LEADS]

Processor time, the median of three runs, over leads of a year by month; ratios of one run.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median, quantiles

import numpy as np
import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Clause, read_clause
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.limits import Limit, Unit
from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.frames import Kind
from alignment_desktop.measurement.as_of import AsOf
from alignment_desktop.measurement.attainment import measure_at
from alignment_desktop.measurement.folding import Batch, fold_leads
from alignment_desktop.measurement.request import NOTHING_IMPORTED, Evidence, Request, Workbench
from alignment_desktop.measurement.trials import Trials
from alignment_desktop.measurement.versions import VersionInForce

_KEY = ("commitment", "first-touch")
_DRAGGED = 400
_FRAME = 16.7
"""Milliseconds of one picture on a screen of 60 a second."""


def main(count: int) -> None:
    """Prints a line for each step."""
    leads = _leads(count)
    nothing = NOTHING_IMPORTED
    evidence = Evidence(
        fold_leads([Batch(1, Kind.LEADS, leads, "lead_id")]), nothing, nothing, nothing
    )
    agreement = _agreement()
    request = Request(
        (VersionInForce(agreement),),
        evidence,
        AsOf.of("2026-12-31", "Europe/Berlin"),
        date(2026, 1, 1),
        date(2026, 12, 31),
        only=_KEY[1],
    )
    bench = Workbench(request)
    known, _ = _cost(lambda: bench.leads)
    grouped = _median(lambda: _by_polars(leads))
    measured = _median(lambda: measure_at(bench))
    first = _median(lambda: Trials(bench, _KEY[1]).result(limit=_limit(3.0)))
    trials = Trials(bench, _KEY[1])
    trials.result(limit=_limit(3.0))
    drags = [_cost(lambda at=at: trials.result(limit=_limit(at / 50)))[0] for at in range(_DRAGGED)]  # type: ignore[misc]
    narrower = _narrower(bench, agreement)
    changed = _median(lambda: Trials(narrower, _KEY[1]).result(limit=_limit(3.0)))
    late = quantiles(drags, n=20)[-1]
    inside = sum(each <= _FRAME for each in drags) / len(drags)
    frames = _frames(request)
    painted = sum(each <= _FRAME for each in frames) / len(frames)
    for words, spent in (
        ("the leads made ready, once", known),
        ("polars group_by of elapsed time", grouped),
        ("measured by business hours", measured),
        ("first trial of a limit", first),
        ("a dragged limit, median", median(drags)),
        ("a dragged limit, 95 of 100", late),
        ("a changed condition", changed),
        ("the scoreboard repainted, median", median(frames)),
        ("the scoreboard repainted, 95 of 100", quantiles(frames, n=20)[-1]),
    ):
        print(f"{words:34}{spent:10.2f} ms{spent / grouped:10.3f} of group_by")
    print(f"{inside:.1%} of {_DRAGGED} dragged limits within {_FRAME} ms, over {count:,} leads")
    print(f"{painted:.1%} of {len(frames)} of them with figure, bar, histogram and months painted")


def _frames(request: Request) -> list[float]:
    """What each step of a drag costs in the window: worked out, shown and painted, offscreen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from alignment_desktop.gui.pages.scoreboard.scoreboard_inspector import ScoreboardInspector
    from alignment_desktop.gui.theme import ThemeSetting, ThemeSwitch
    from alignment_desktop.services.measured_board import Sources
    from alignment_desktop.services.promise_trials import PromiseTrials
    from alignment_desktop.services.scoreboard import scoreboard
    from alignment_desktop.services.scoreboard_leads import detail

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    switch = ThemeSwitch(application, ThemeSetting.LIGHT)
    measured = scoreboard(Sources(replace(request, only=None), 1), View(), Silent())
    inspector = ScoreboardInspector(switch)
    switch.dress(inspector)
    inspector.resize(348, 840)
    inspector.show()
    line = measured.board.line(_KEY[1])
    assert line is not None
    inspector.show_line(line, measured.board, ())
    inspector.show_detail(detail(measured, _KEY[1]))
    trials, trial = PromiseTrials(measured, _KEY[1]), inspector.trial

    def step(at: int) -> None:
        trial.limit_handle.dragged.emit(trial.took.width() * (at % 190 + 5) / 200)
        tried = trial.tried
        if tried is not None:
            inspector.show_trial(tried, trials.line(tried), fits=True)
        application.processEvents()

    for at in range(10):
        step(at * 7)  # the first ones sort the leads, and open what a trial is shown in
    spent = [_cost(lambda at=at: step(at * 7))[0] for at in range(_DRAGGED)]  # type: ignore[misc]
    inspector.close()
    return spent


def _cost(work: Callable[[], object]) -> tuple[float, object]:
    before = time.process_time()
    made = work()
    return (time.process_time() - before) * 1_000, made


def _median(work: Callable[[], object]) -> float:
    return median(_cost(work)[0] for _ in range(3))


def _limit(hours: float) -> Limit:
    return Limit(Decimal(f"{hours:.2f}"), Unit.HOUR, business=True)


def _leads(count: int) -> pl.DataFrame:
    chance = np.random.default_rng(2026)
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    made = chance.integers(0, int(timedelta(days=365).total_seconds()), count) * 1_000_000
    took = (chance.exponential(20 * 3_600, count)).astype(np.int64) * 1_000_000
    created = pl.Series(made, dtype=pl.Duration("us")) + begin
    touched = created + pl.Series(took, dtype=pl.Duration("us"))
    known = pl.Series(chance.random(count) < 0.9)
    frame = pl.DataFrame(
        {
            "row": pl.int_range(count, eager=True),
            "lead_id": pl.int_range(count, eager=True).cast(pl.String),
            "created_at": created,
            "first_touch_at": touched.zip_with(known, pl.Series([None], dtype=touched.dtype)),
            "region": pl.Series(chance.choice(["North", "South", "West"], count)),
        }
    )
    blank = pl.lit(None, pl.Date)
    return frame.with_columns(blank.alias("created_at.day"), blank.alias("first_touch_at.day"))


def _by_polars(leads: pl.DataFrame) -> pl.DataFrame:
    """The same counts, of elapsed time and UTC months: no hours, no as-of, no rules."""
    took = pl.col("first_touch_at") - pl.col("created_at")
    return leads.group_by(pl.col("created_at").dt.month()).agg(
        (took <= timedelta(hours=3)).sum().alias("kept"),
        (took > timedelta(hours=3)).sum().alias("missed"),
        pl.len(),
    )


def _agreement() -> Agreement:
    tables: list[tuple[str, dict[str, object]]] = [
        ("agreement", {
            "period": {"start": date(2026, 1, 1), "end": date(2026, 12, 31)},
            "calendar": "office",
        }),
        ("calendar", {
            "key": "office",
            "timezone": "Europe/Berlin",
            "hours": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
        }),
        ("commitment", {
            "key": _KEY[1],
            "measure": "within",
            "from": "created_at",
            "to": "first_touch_at",
            "limit": "4 business hours",
            "every": "month",
            "target": ">= 90 %",
        }),
    ]  # fmt: skip
    clauses: dict[tuple[str, str], Clause] = {}
    for kind, table in tables:
        clause = read_clause(kind, table)
        clauses[kind, clause.key] = clause
    return Agreement("2026", clauses)


def _narrower(bench: Workbench, agreement: Agreement) -> Workbench:
    one = agreement.commitments[_KEY[1]]
    where = (Condition("region", "is", ("north",)),)
    clauses = {**agreement.clauses, _KEY: replace(one, where=where)}
    version = VersionInForce(replace(agreement, clauses=clauses))
    return bench.asking(replace(bench.request, versions=(version,)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
