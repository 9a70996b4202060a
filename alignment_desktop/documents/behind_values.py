"""What lies behind the figures of reviews and workbooks: misses, clocks, the bridge, metrics."""

from __future__ import annotations

from alignment_desktop.charts.bridge import Step
from alignment_desktop.charts.group_bars import GroupBar
from alignment_desktop.charts.split_clock import SplitRow
from alignment_desktop.domain.metric_figures import MetricFigure
from alignment_desktop.domain.metrics import Metric
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBehind:
    """What lies behind the figure of one promise.

    Attributes:
        bars: The groups in which its misses concentrate, then all other leads; empty where no group
            stands out.
        heads: What stands above the columns of these.
        misses: What was looked for and found among its misses; empty where there are none.
        reasons: Reasons on missed leads, each with its remedy.
        clocks: Who had the time; empty where the promise does not divide it.
        pauses: Who opened pauses shortly before due; empty where nobody did.
    """

    bars: tuple[GroupBar, ...] = ()
    heads: tuple[str, str, str, str] = ("", "", "", "")
    misses: str = ""
    reasons: tuple[str, ...] = ()
    clocks: tuple[SplitRow, ...] = ()
    pauses: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeBehind:
    """What separates actual from planned revenue.

    Attributes:
        finding: By how much the plan was missed or passed, and where the largest part of it lies.
        balance: Which parts add, and which take.
        steps: Plan, parts and actual.
        parts: Of each part its actual and its planned figure, in words, beside its step.
        notes: What cannot be told apart, and what may still come.
        sum: The parts added up.
        currency: In which all is.
    """

    finding: str
    balance: str
    steps: tuple[Step, ...]
    parts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    sum: str
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRow:
    """One key metric, in words.

    Attributes:
        name: What it is called.
        formula: How it is worked out.
        stands_on: Its numerator and denominator, or of how many it is the median; may be empty.
        value: What it came to.
        before: What it came to in the days before; empty where that is not known.
        change: The difference; empty likewise.
    """

    name: str
    formula: str
    stands_on: str
    value: str
    before: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMetrics:
    """The key figures of the metric library; one that speaks of leads never stands with the others.

    Attributes:
        snapshot: What happened in the days, or stood at their end.
        cohort: What became of the leads of these days.
        as_old: The day on which the leads of the days before were as old as these are; empty where
            nothing is compared.
    """

    snapshot: tuple[MetricRow, ...] = ()
    cohort: tuple[MetricRow, ...] = ()
    as_old: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricLine:
    """One metric of the library in numbers.

    Attributes:
        metric: Which.
        part: The stage or grade that it is of; empty: it is one.
        period: What the days are called.
        figure: What it came to.
        before: What it came to in the days before; None where that is not known.
    """

    metric: Metric
    part: str
    period: str
    figure: MetricFigure
    before: MetricFigure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedGroup:
    """A group of leads of a promise, or all of its leads that are in none.

    Attributes:
        party: Whose promise it is.
        commitment: What the promise is called.
        name: What the group is called.
        missed: How many of its leads were missed.
        of: How many leads it has.
        of_missed: How many leads were missed in all.
        explained: Which share of the misses it explains; None of all other leads.
        p: How often chance alone brings one like it; None likewise.
    """

    party: str
    commitment: str
    name: str
    missed: int
    of: int
    of_missed: int
    explained: float | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeLine:
    """One column of the gap bridge in numbers.

    Attributes:
        key: Which part; empty: the plan, or what came.
        name: What it is called.
        amount: In the agreement's currency.
        currency: That one; may be empty.
        owner: Whose it is: a party, or `shared`; empty: nobody's.
        person: Who leads that party; empty where there is none, or several.
        planned: The planned value of the factor; None where it has none.
        came: The actual value; likewise.
    """

    key: str
    name: str
    amount: float
    currency: str
    owner: str = ""
    person: str = ""
    planned: float | None = None
    came: float | None = None
