"""A scoreboard as it was measured, what it is made of, and what was found out about it since."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoreboard import Board
from alignment_desktop.frames import Kind
from alignment_desktop.measurement.conditions import holds_any
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    import polars as pl

    from alignment_desktop.domain.metric_figures import MetricFigure, MetricResult
    from alignment_desktop.domain.settling import Settling
    from alignment_desktop.measurement.as_of import AsOf
    from alignment_desktop.services.causes import Causes


@dataclass(frozen=True)
class Sources:
    """What scoreboards are made of, read once for as long as nothing changes.

    Attributes:
        request: The versions in force, the folded evidence, the moment.
        batches: How many imports are not withdrawn.
        earlier: What was read and measured before, taken as far as it still holds.
        before: The versions of the agreement before this one; empty where there is none.
    """

    request: Request
    batches: int
    earlier: Workbench | None = None
    before: tuple[VersionInForce, ...] = ()

    @cached_property
    def bench(self) -> Workbench:
        """The evidence as it was known, made ready once for all scoreboards."""
        earlier = self.earlier
        if earlier is not None and earlier.holds_for(self.request):
            return earlier.asking(self.request)
        return Workbench(self.request)


@dataclass(frozen=True)
class ComparedMetrics:
    """Metrics of some days, beside those of the days before when these were as old.

    Attributes:
        now: The metrics.
        before: The same of the days before, in the same order; empty where they are not known.
        as_old: The moment whose knowledge they stand on; None likewise.
    """

    now: tuple[MetricResult, ...]
    before: tuple[MetricResult, ...] = ()
    as_old: AsOf | None = None

    def figure_before(self, at: int) -> MetricFigure | None:
        """The figure before of the metric at an index; None where it is not known."""
        totals = self.before[at].totals if self.before else ()
        return totals[0].figure if totals else None


@dataclass(frozen=True)
class MeasuredBoard:
    """A scoreboard, with what is needed to look behind its figures.

    Attributes:
        board: What is shown.
        bench: What was measured for it, with the evidence that lies ready.
        source: The same before its periods were taken as one.
    """

    board: Board
    bench: Workbench
    source: Workbench | None = None

    @property
    def request(self) -> Request:
        """What was measured."""
        return self.bench.request

    @cached_property
    def causes(self) -> dict[str, Causes]:
        """Where misses concentrate, by commitment, as far as it was asked for."""
        return {}

    @cached_property
    def states(self) -> dict[str, Settling]:
        """How its figures moved as imports came, by commitment, once that was asked for."""
        return {}

    @cached_property
    def metrics(self) -> dict[tuple[str, ...] | None, ComparedMetrics]:
        """Metrics of these days and those before, by their codes, as far as they were asked for."""
        return {}

    @cached_property
    def due(self) -> list[pl.DataFrame]:
        """The clocks that wait, once they were asked for."""
        return []

    @cached_property
    def leads(self) -> pl.DataFrame:
        """The known leads, of one segment where one is asked for."""
        leads, key = self.bench.leads, self.board.segment
        if key is None:
            return leads
        agreement = self.request.newest
        fields = self.bench.fields(Kind.LEADS, agreement)
        try:
            segment = agreement.segments[key]
            return leads.filter(holds_any(segment.where, segment.any, fields))
        except Problem:
            return leads.clear()  # the lines say which field is missing
