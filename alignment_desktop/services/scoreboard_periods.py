"""What came of each commitment period by period: measured once for verdicts and for the past."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from alignment_desktop.domain.periods import split
from alignment_desktop.domain.scoreboard import Days
from alignment_desktop.domain.verdicts import PeriodFigure
from alignment_desktop.measurement.as_of import midnight
from alignment_desktop.measurement.attainment import measure_at
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.results import CommitmentResult, PeriodResult
from alignment_desktop.services.measuring import period_figure

HISTORY = 6
"""Periods in a row's line of the past."""

Measuring = Callable[[Workbench], Iterable[CommitmentResult]]
"""What measures the commitments of a bench."""
Figures = Mapping[str, tuple[PeriodFigure, ...]]
"""What came of each commitment in its periods, the oldest first, by key."""


def period_figures(entries: Iterable[PeriodResult]) -> tuple[PeriodFigure, ...]:
    """Measured periods, as a promise is judged by them."""
    return tuple(period_figure(entry) for entry in entries)


class MeasuredPeriods:
    """Every period of every commitment up to the last day of a scoreboard.

    Args:
        bench: What is measured, and its evidence.
        days: The days of the scoreboard.
        before: The days that they are compared with; None where there are none.
        measuring: What measures them.
        past: For so many periods up to the last day; 0: only for those of the scoreboard's days.
    """

    def __init__(
        self,
        bench: Workbench,
        days: Days,
        before: Days | None,
        measuring: Measuring = measure_at,
        past: int = HISTORY,
    ) -> None:
        self._bench, self._measuring = bench, measuring
        request = bench.request
        # Six quarters are eighteen months; weeks and months among them are cut off below.
        months = days.end.year * 12 + days.end.month - 1 - 3 * past + 1
        first = min(date(months // 12, months % 12 + 1, 1) if past else days.start, request.first)
        if before is not None:
            first = min(first, before.start)
        self._first, self._days = first, days
        self._cut: dict[tuple[date, date], dict[str, tuple[PeriodResult, ...]]] = {}
        asked = replace(request, first=first, last=days.end, period=None)
        self._entries = {result.key: result.periods for result in measuring(bench.asking(asked))}
        stated = [
            (key, one.every)
            for version in request.versions
            for key, one in version.agreement.commitments.items()
        ]
        self._lengths = {every for _, every in stated if every != "period"}
        self._several = {key for key, every in stated if every != "period"}

    def judged(self, days: Days) -> Figures:
        """What came of each commitment in its periods in these days, cut to them.

        A commitment that has one period for the whole agreement is not among them.
        """
        if self._holds(days):
            return {
                key: period_figures(
                    entry
                    for entry in entries
                    if days.start <= entry.start and entry.end <= days.end
                )
                for key, entries in self._entries.items()
                if key in self._several
            }
        return {
            key: period_figures(entries)
            for key, entries in self._cut_to(days).items()
            if key in self._several
        }

    def history(self, key: str) -> list[PeriodResult]:
        """The last periods of a commitment that has several, the oldest first.

        A period in which the days of the scoreboard begin is cut to them, as where it is judged.
        """
        if key not in self._several:
            return []
        bench = self._bench
        entries = self._entries.get(key, ())
        days = self._days
        if any(entry.start < days.start <= entry.end for entry in entries):
            earlier = [entry for entry in entries if entry.end < days.start]
            entries = (*earlier, *self._cut_to(days).get(key, ()))
        known = [
            entry for entry in entries if bench.as_of.has_reached(midnight(entry.start, bench.zone))
        ]
        return known[-HISTORY:]

    def _cut_to(self, days: Days) -> Mapping[str, tuple[PeriodResult, ...]]:
        """The periods cut to these days: those that they cut were measured whole at first."""
        first, last = days.start, days.end
        if (first, last) not in self._cut:
            asked = replace(self._bench.request, first=first, last=last, period=None)
            results = self._measuring(self._bench.asking(asked))
            self._cut[first, last] = {result.key: result.periods for result in results}
        return self._cut[first, last]

    def _holds(self, days: Days) -> bool:
        """Whether each period that these days touch lies in them, and was measured whole."""
        start = self._bench.request.newest.header.fiscal_year_start
        for every in self._lengths:
            periods = split(every, days.start, days.end, fiscal_year_start=start)
            if any(
                (each.whole_start, each.whole_end) != (each.start, each.end) for each in periods
            ):
                return False
        return self._first <= days.start
