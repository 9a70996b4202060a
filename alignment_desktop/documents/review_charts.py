"""The charts of a review on paper: the funnel, and of each miss its trend and the time it took."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable
from typing_extensions import override

from alignment_desktop.documents.board_charts import (
    funnel_drawing,
    has_trend,
    took_drawing,
    trend_drawing,
)
from alignment_desktop.documents.canvas_charts import PAPER_SCALE, Chart
from alignment_desktop.documents.review_values import ReviewDocument
from alignment_desktop.domain.scoreboard import Board, ScoreLine
from alignment_desktop.words.language import Language

_FUNNEL, _MISS = 92.0, 132.0
_TREND_SHARE, _GAP = 0.52, 18.0


def funnel_chart(board: Board, words: Language, width: float) -> Chart:
    """The funnel of a board, so many points wide."""
    return Chart(funnel_drawing(board, words, width / PAPER_SCALE, _FUNNEL))


def miss_charts(
    line: ScoreLine, document: ReviewDocument, words: Language, width: float
) -> list[Flowable]:
    """The trend of a promise that was not kept, and beside it how long its leads took.

    Empty where it was kept, and where there is neither.
    """
    if not line.verdict.is_broken:
        return []
    taken = document.taken.get(line.key)
    sides = [has_trend(line), bool(taken and taken.bins)]
    trend_wide = width * (_TREND_SHARE if all(sides) else 1 - _TREND_SHARE / 2) - _GAP
    wide = width - trend_wide - _GAP if all(sides) else trend_wide
    charts: list[Chart] = []
    if has_trend(line):
        drawing = trend_drawing(line, document.board, words, trend_wide / PAPER_SCALE, _MISS)
        charts.append(Chart(drawing))
    if taken is not None and taken.bins:
        drawing = took_drawing(taken, words, wide / PAPER_SCALE, _MISS, line.party)
        charts.append(Chart(drawing))
    return [_Beside(charts, _GAP)] if charts else []


class _Beside(Flowable):
    """Charts from left to right; no table, which they would be read out as."""

    def __init__(self, charts: Sequence[Chart], gap: float) -> None:
        super().__init__()
        self._charts, self._gap = charts, gap
        self.spaceBefore = self.spaceAfter = 4

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        widths = [chart.width for chart in self._charts]
        self.width = sum(widths) + self._gap * (len(widths) - 1)
        self.height = max(chart.height for chart in self._charts)
        return self.width, self.height

    @override
    def draw(self) -> None:
        x = 0.0
        for chart in self._charts:
            chart.drawOn(self.canv, x, self.height - chart.height)
            x += chart.width + self._gap
