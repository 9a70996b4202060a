"""What the charts of a scoreboard show, in words: the same in the window and on paper."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from alignment_desktop.charts.funnel import FunnelStage, funnel
from alignment_desktop.charts.geometry import Drawing
from alignment_desktop.charts.histogram import Bin, PromisedLimit, histogram
from alignment_desktop.charts.trend import TrendPoint, trend
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.scoreboard import Board, ScoreLine
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import AT_RISK, JUST_SHORT, MISSED, MISSED_SO_FAR
from alignment_desktop.phrasing.days import period_text, short_period_text
from alignment_desktop.phrasing.durations import limit_text, time_text
from alignment_desktop.phrasing.figures import figure_beside, short_text
from alignment_desktop.phrasing.numbers import measured_share_text
from alignment_desktop.phrasing.targets import target_text, with_word
from alignment_desktop.phrasing.verdicts import TONES
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE, Language

_BROKEN = (JUST_SHORT, MISSED, AT_RISK, MISSED_SO_FAR)


@dataclass(frozen=True, slots=True)
class TimeTaken:
    """How long the leads behind a figure took, beside the time that was allowed.

    Attributes:
        bins: How many leads used which part of the time allowed: as many bins within it as beyond;
            the last has no end.
        allowed: What was promised; None where nothing was.
        business: Whether the time is business time.
        running: How many leads are late and not done yet, and in no bin.
    """

    bins: tuple[int, ...]
    allowed: Limit | Target | None
    business: bool = False
    running: int = 0

    @property
    def within(self) -> int:
        """How many bins lie within the time allowed."""
        return len(self.bins) // 2

    def edge(self, at: int) -> Decimal:
        """Where a bin begins, in the unit of what was promised."""
        amount = self.allowed.amount if self.allowed else Decimal(1)
        return amount * at / self.within

    @property
    def unit(self) -> str:
        """The unit of time of what was promised; empty where nothing was."""
        if isinstance(self.allowed, Limit):
            return str(self.allowed.unit)
        return self.allowed.unit_text if self.allowed else ""


def funnel_drawing(board: Board, words: Language, width: float, height: float) -> Drawing:
    """How far the leads came that entered in the days of a scoreboard."""
    stages = []
    following = [stage.reached for stage in board.stages[1:]]
    for stage, after in zip(board.stages, [*following, None], strict=True):
        rate = ""
        if after is not None and stage.reached:
            rate = measured_share_text(after / stage.reached, words)
        key = stage.key if stage.reached else ""
        shown = words.number(stage.reached)
        stages.append(FunnelStage(stage.name, stage.reached, stage.party, shown, rate, key))
    return replace(funnel(stages, width, height), caption=words.charts.funnel())


def has_trend(line: ScoreLine) -> bool:
    """Whether a promise has figures of two periods at least, which make a trend."""
    return sum(value is not None for value in line.history) > 1


def trend_drawing(
    line: ScoreLine, board: Board, words: Language, width: float, height: float
) -> Drawing:
    """A promise over its last periods, those of the scoreboard's days shaded.

    A target stands only where a period was held against it: what was promised before is not known
    here.
    """
    judged = {figure.period: figure for figure in line.periods}
    worst = _worst_period(line)
    periods = list(zip(line.history_labels, line.history, strict=True))
    known = [
        at for at, (label, value) in enumerate(periods) if value is not None or label in judged
    ]
    points = []
    # Before the first figure there is nothing to show.
    for label, value in periods[known[0] if known else 0 :]:
        figure = judged.get(label)
        points.append(
            TrendPoint(
                short_period_text(label, words),
                value,
                figure_beside(value, line.unit, figure.target, words)
                if figure
                else _plain(value, line, words),
                figure.target.value if figure else None,
                TONES.get(figure.word, "text") if figure else "text",
                shaded=figure is not None,
                told=label == worst,
            )
        )
    last = judged.get(line.history_labels[-1]) if line.history_labels else None
    target = words.charts.promised(target=target_text(last.target, words)) if last else ""
    period = period_text(board.period or board.label, words)
    drawing = trend(points, width, height, line.party, target, period)
    caption = words.charts.trend(name=line.name)
    if target:
        caption = words.charts.trend_promised(name=line.name, target=target)
    return replace(drawing, caption=caption)


def _plain(value: float | None, line: ScoreLine, words: Language) -> str:
    """A figure of a period that was not held against a target, written as the others are."""
    text = short_text(value, line.unit, words)
    return text if value is None or line.unit else with_word(text, line.target, words)


def _worst_period(line: ScoreLine) -> str:
    """The period that is furthest on the wrong side of its target; empty where none is."""
    short = [
        (abs(figure.value - figure.target.value), figure.period)
        for figure in line.periods
        if figure.word in _BROKEN and figure.value is not None
    ]
    return max(short, default=(0.0, ""))[1]


def bin_text(taken: TimeTaken, number: int, words: Language) -> str:
    """Which part of the time a bin covers, in the unit of what was promised."""
    if number == len(taken.bins) - 1:
        return words.charts.bin_over(start=_time_text(taken, number, words))
    start = words.plain(float(round(taken.edge(number), 3)))
    return words.charts.bin_from_to(start=start, end=_time_text(taken, number + 1, words))


def took_drawing(
    taken: TimeTaken, words: Language, width: float, height: float, colour: str
) -> Drawing:
    """How long it took, with the line of what was promised.

    Args:
        taken: What to show.
        words: The reader's.
        width: Of the whole drawing.
        height: Of the whole drawing.
        colour: The token of what lies within the time allowed.

    Returns:
        An empty drawing where no lead took a known time.
    """
    half, number = taken.within, words.number
    if not half:
        return Drawing(width, height, ())
    bins = [
        Bin(bin_text(taken, at, words), count, number(count), at >= half, str(at) if count else "")
        for at, count in enumerate(taken.bins)
    ]
    limit = None
    caption = words.charts.took()
    if taken.allowed is not None:
        promised = words.charts.promised(target=_allowed_text(taken, words))
        limit = PromisedLimit(promised, *_counts_text(taken, words))
        caption = words.charts.took_promised(promised=promised)
    ticks = (
        (0, number(0)),
        (half, _time_text(taken, half, words)),
        (len(bins), words.charts.longer()),
    )
    drawing = histogram(bins, width, height, colour, limit=limit, ticks=ticks)
    return replace(drawing, caption=caption)


def _counts_text(taken: TimeTaken, words: Language) -> tuple[str, str]:
    """How many leads lie on either side of the promised limit, those not done yet among them."""
    half, number = taken.within, words.number
    within, beyond = sum(taken.bins[:half]), sum(taken.bins[half:])
    if not isinstance(taken.allowed, Limit):
        return words.charts.within(count=number(within)), words.charts.beyond(count=number(beyond))
    late = words.charts.late(count=number(beyond + taken.running))
    if taken.running:
        late = words.charts.late_running(late=late, running=number(taken.running))
    return words.charts.in_time(count=number(within)), late


def _allowed_text(taken: TimeTaken, words: Language) -> str:
    if isinstance(taken.allowed, Limit):
        return limit_text(taken.allowed, words)
    if taken.allowed is None:
        return NONE
    return target_text(taken.allowed, words, business=taken.business)


def _time_text(taken: TimeTaken, edge: int, words: Language) -> str:
    amount = round(taken.edge(edge), 3).normalize()
    if not taken.unit:
        return words.plain(float(amount))
    return time_text(amount, taken.unit, words)
