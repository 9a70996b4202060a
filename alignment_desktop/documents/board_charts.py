"""What the charts of a scoreboard show, in words: the same in the window and on paper."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from alignment_desktop.charts.funnel import FunnelStage, funnel
from alignment_desktop.charts.geometry import Drawing
from alignment_desktop.charts.histogram import Bin, PromisedLimit, TriedLimit, histogram
from alignment_desktop.charts.target_bar import PeriodMark, TargetBar, target_bar
from alignment_desktop.charts.trend import TrendPoint, trend
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.scoreboard import Board, ScoreLine
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.trial_scales import TrialScale, amount_of
from alignment_desktop.domain.verdicts import AT_RISK, JUST_SHORT, MISSED, MISSED_SO_FAR
from alignment_desktop.phrasing.days import period_text, short_period_text
from alignment_desktop.phrasing.durations import limit_text, time_text
from alignment_desktop.phrasing.figures import figure_beside, short_text
from alignment_desktop.phrasing.numbers import measured_share_text
from alignment_desktop.phrasing.targets import amount_text, target_text, with_word
from alignment_desktop.phrasing.verdicts import TONES, bar_tone, verdict_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import Language, capital

_MOST_DOTS = 13  # the weeks of a quarter
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
    line: ScoreLine,
    board: Board,
    words: Language,
    width: float,
    height: float,
    tried: Target | None = None,
) -> Drawing:
    """A promise over its last periods, those of the scoreboard's days shaded.

    A target stands only where a period was held against it: what was promised before is not known
    here.

    Args:
        line: The promise.
        board: The scoreboard.
        words: The reader's.
        width: Of the whole drawing.
        height: Of the whole drawing.
        tried: The target that is only tried; None: none is.
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
    target = target_text(last.target, words) if last else ""
    if target:
        its = words.charts
        only_tried = last is not None and last.target == tried
        target = its.as_if(words=target) if only_tried else its.promised(target=target)
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


@dataclass(frozen=True, slots=True)
class TriedTime:
    """A time allowed that is tried in the place of the promised one.

    Attributes:
        allowed: What is tried.
        part: Where it lies on the drawn scale, from 0 to 1.
        kept: How many leads would have kept it; None while that is being counted.
        missed: How many would have missed it.
    """

    allowed: Limit | Target
    part: float
    kept: int | None = None
    missed: int | None = None


def took_drawing(
    taken: TimeTaken,
    words: Language,
    width: float,
    height: float,
    colour: str,
    tried: TriedTime | None = None,
) -> Drawing:
    """How long it took, with the line of what was promised.

    Args:
        taken: What to show.
        words: The reader's.
        width: Of the whole drawing.
        height: Of the whole drawing.
        colour: The token of what lies within the time allowed.
        tried: Another time allowed, of which is said that it is only tried.

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
        allowed = _allowed_text(taken.allowed, taken.business, words)
        promised = words.charts.promised(target=allowed)
        limit = PromisedLimit(promised, *_counts_text(taken, words))
        caption = words.charts.took_promised(promised=promised)
    ticks = (
        (0, number(0)),
        (half, _time_text(taken, half, words)),
        (len(bins), words.charts.longer()),
    )
    line = None
    if tried is not None:
        line = _tried_limit(tried, taken, words)
        caption = words.charts.took_tried(took=caption, tried=line.words.text)
    drawing = histogram(bins, width, height, colour, limit=limit, ticks=ticks, tried=line)
    return replace(drawing, caption=caption)


def _tried_limit(tried: TriedTime, taken: TimeTaken, words: Language) -> TriedLimit:
    text = words.charts.as_if(words=_allowed_text(tried.allowed, taken.business, words))
    if tried.kept is None or tried.missed is None:
        return TriedLimit(tried.part, PromisedLimit(text, " ", " "))  # the bars stay as high
    kept = words.charts.in_time(count=words.number(tried.kept))
    late = words.charts.late(count=words.number(tried.missed))
    return TriedLimit(tried.part, PromisedLimit(text, kept, late))


@dataclass(frozen=True, slots=True)
class Aim:
    """A target on its scale.

    Attributes:
        target: What was promised: of all periods, or of the one that is held against it.
        scale: The scale that is drawn.
        each: How long the periods are, each of which is held against it, where their sum is shown.
        words: What was promised, in words.
    """

    target: Target
    scale: TrialScale
    each: str
    words: str


@dataclass(frozen=True, slots=True)
class TriedAim:
    """A target that is tried in the place of the promised one, or another limit beside it.

    Attributes:
        line: What it would have come to; as it stands while that is being worked out.
        target: What is tried; None: the target that stands.
        words: The same in words.
    """

    line: ScoreLine
    target: Target | None = None
    words: str = ""


def target_drawing(
    line: ScoreLine, aim: Aim, words: Language, width: float, tried: TriedAim | None = None
) -> Drawing:
    """A figure on its scale beside its target, with each of its last periods that it is for.

    Args:
        line: The promise.
        aim: Its target.
        words: The reader's.
        width: Of the whole drawing.
        tried: The same as if something else had been promised, whose figure is shown then.
    """
    shown = tried.line if tried else line
    whole, its = figure_beside(shown.value, shown.unit, shown.target, words), words.charts
    goal = tried.target if tried and tried.target else aim.target

    def place(value: float) -> float:
        return aim.scale.part_of(amount_of(value, aim.target))

    marks = tuple(
        PeriodMark(
            place(figure.value),
            short_period_text(figure.period, words),
            capital(period_text(figure.period, words)),
            its.figure_judged(
                figure=figure_beside(figure.value, shown.unit, figure.target, words),
                judged=verdict_text(figure.word, words),
            ),
            TONES.get(figure.word, "neutral"),
        )
        for figure in shown.periods[-_MOST_DOTS:]
        if figure.value is not None and len(shown.periods) > 1 and figure.target == goal
    )
    ends = [
        amount_text(replace(aim.target, amount=amount), words)
        for amount in (aim.scale.start, aim.scale.drawn)
    ]
    bar = TargetBar(
        value=None if aim.each or shown.value is None else place(shown.value),
        shown=whole,
        target=aim.scale.part_of(aim.target.amount),
        promised=its.promised(target=aim.words),
        colour=bar_tone(shown),
        tried=aim.scale.part_of(tried.target.amount) if tried and tried.target else None,
        tried_text=its.as_if(words=tried.words) if tried else "",
        marks=marks,
        ends=(ends[0], ends[1]),
        zero=place(0.0),
    )
    said = its.share_beside_target() if line.unit == "share" else its.figure_beside_target()
    if aim.each:
        said = its.periods_beside_target(period=words.say(f"verdicts.{aim.each}-name"))
    return replace(target_bar(bar, width), caption=said)


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


def _allowed_text(allowed: Limit | Target, business: bool, words: Language) -> str:
    if isinstance(allowed, Limit):
        return limit_text(allowed, words)
    return target_text(allowed, words, business=business)


def _time_text(taken: TimeTaken, edge: int, words: Language) -> str:
    amount = round(taken.edge(edge), 3).normalize()
    if not taken.unit:
        return words.plain(float(amount))
    return time_text(amount, taken.unit, words)
