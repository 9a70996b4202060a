"""The scoreboard as values: what was promised, what came of it, and where the leads are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from alignment_desktop.domain.direction import Move, Reading, move
from alignment_desktop.domain.measures import MEASURES, Measure
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import JUDGED, MISSED, PeriodFigure, Verdict, judge
from alignment_desktop.values import dataclass

THESE, THEIR_OWN = "these", "own"
OVERDUE, DUE_TODAY, DUE_SOON = "overdue", "today", "soon"
_MORE_IS_BETTER = ("kept", "won")


@dataclass(frozen=True, slots=True)
class View:
    """What part of the agreement a scoreboard shows.

    Attributes:
        period: The label of one period; None for the whole agreement.
        segment: The key of one segment; None for all leads.
    """

    period: str | None = None
    segment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """One commitment over the days of a scoreboard: judged by its periods, and pooled.

    Attributes:
        key: Its key.
        name: What people call it.
        party: `sales`, `marketing` or `shared`.
        measure: How it counts, by name.
        every: How long each of its periods is: `week`, `month`, `quarter` or `period`.
        periods: What came of it in each period of these days, the oldest first.
        period: The label of the period that its pooled figure speaks of.
        target: What it must reach; None where no target speaks of these leads.
        unit: Of the value: `share`, `seconds`, a currency code, or None.
        value: The figure; None where there is none.
        low: Lower end of the 95 % interval of a share.
        high: Upper end.
        eligible: The leads, rows or durations used; for shares kept + missed + open.
        kept: None, as `missed` and `open` are, for measures that are no share.
        missed: Late, or due and not done.
        open: Not due yet.
        excluded: Left out, and listed.
        before: The pooled figure of the days before; None where there is none that can fairly be
            set against it.
        history: The figures of up to six periods, oldest first; None where there is none.
        history_labels: The labels of those periods.
        if_missed: What was agreed to happen.
        notes: Why there is no figure.
    """

    key: str
    name: str
    party: str
    measure: str
    every: str = "period"
    periods: tuple[PeriodFigure, ...] = ()
    period: str
    target: Target | None
    unit: str | None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    eligible: int = 0
    kept: int | None = None
    missed: int | None = None
    open: int | None = None
    excluded: int = 0
    before: Reading | None = None
    history: tuple[float | None, ...] = ()
    history_labels: tuple[str, ...] = ()
    if_missed: str = ""
    notes: tuple[Problem, ...] = ()

    @property
    def measured_by(self) -> Measure:
        """What the catalogue says of how it counts."""
        return MEASURES[self.measure]

    @property
    def verdict(self) -> Verdict:
        """What came of it, as its periods say."""
        return judge(self.periods)

    @property
    def is_over(self) -> bool:
        """Whether every period of these days has ended."""
        return all(figure.is_over for figure in self.periods)

    @property
    def move(self) -> Move | None:
        """Which way its pooled figure went since the days before; None where none can be said."""
        if self.value is None or self.target is None:
            return None
        return move(self.before, Reading(self.value, self.low, self.high), self.target.op)

    @property
    def attainment(self) -> float | None:
        """Actual ÷ target; for a limit from above target ÷ actual. None where one is unknown."""
        if self.value is None or self.target is None:
            return None
        top, bottom = self.value, self.target.value
        if self.target.op == "<=":
            top, bottom = bottom, top
        return top / bottom if bottom > 0 else None


def worst(lines: Iterable[ScoreLine]) -> ScoreLine | None:
    """Of the promises missed, else of those just short, the one furthest from its target.

    Of several as far from it the one that most leads missed; None where all that can be judged are
    kept.
    """
    return min(
        (line for line in lines if line.verdict.is_broken),
        key=lambda line: (
            line.verdict.word != MISSED,
            line.attainment or 0.0,
            -(line.missed or 0),
        ),
        default=None,
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of several promises.

    Attributes:
        kept: Those that were kept.
        just_short: Those of which no period was missed by much, but one at least by little.
        missed: Those of which one period at least was missed.
        undecided: Those that cannot be judged.
    """

    kept: tuple[ScoreLine, ...]
    just_short: tuple[ScoreLine, ...]
    missed: tuple[ScoreLine, ...]
    undecided: tuple[ScoreLine, ...]

    @property
    def judged(self) -> int:
        """How many can be judged."""
        return len(self.kept) + len(self.just_short) + len(self.missed)

    @property
    def total(self) -> int:
        """How many there are."""
        return self.judged + len(self.undecided)

    @property
    def broken(self) -> tuple[ScoreLine, ...]:
        """Those that were not kept, the missed ones first."""
        return self.missed + self.just_short


def tally(lines: Iterable[ScoreLine]) -> Tally:
    """What came of several promises: the one place that counts which were kept."""
    groups: dict[str, list[ScoreLine]] = {word: [] for word in (*JUDGED, "")}
    for line in lines:
        verdict = line.verdict
        groups[verdict.word if verdict.is_judged else ""].append(line)
    kept, just_short, missed, undecided = (tuple(group) for group in groups.values())
    return Tally(kept, just_short, missed, undecided)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One figure on top of the scoreboard, with what it stands on.

    Attributes:
        code: `kept`, `speed`, `returned` or `won`.
        value: The figure; None where it is made of `part` and `whole` alone.
        unit: `share`, `seconds`, a currency code, or None.
        part: How many of `whole`.
        whole: The denominator.
        counts: Further numbers by name.
        key: The commitment that it repeats, where it is one.
        before: The same of the days before; None where there is nothing to compare with.
        change: The figure, or `part` where there is none, less that of the days before; None also
            where one of the two does not speak of as much as the other.
        plan: What was planned, in the same unit; None where nothing was.
    """

    code: str
    value: float | None
    unit: str | None
    part: int
    whole: int
    counts: Mapping[str, int]
    key: str = ""
    before: Headline | None = None
    change: float | None = None
    plan: float | None = None

    @property
    def improved(self) -> bool | None:
        """Whether it changed for the better; None where it did not change, or that is not known."""
        if not self.change:
            return None
        return (self.change > 0) == (self.code in _MORE_IS_BETTER)

    @property
    def of_plan(self) -> float | None:
        """The figure ÷ what was planned."""
        return self.value / self.plan if self.value is not None and self.plan else None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCount:
    """How many leads came to one stage of the funnel.

    Attributes:
        key: The stage's key.
        name: What people call it.
        party: Its owner.
        reached: Of the cohort, the leads that came to it or further.
    """

    key: str
    name: str
    party: str
    reached: int


@dataclass(frozen=True, slots=True)
class Pick:
    """Which leads behind a scoreboard are to be listed.

    Attributes:
        commitment: The key of the commitment behind whose figure they are; empty for a stage.
        group: Only the missed leads of this one of the groups in which misses concentrate; -1 for
            those in none of them.
        bin: Only the leads in this bin of the histogram, whether kept or missed.
        stage: The key of the stage that they came to.
        due: Only those that wait: `overdue`, `today` or `soon`, whatever the commitment.
    """

    commitment: str = ""
    group: int | None = None
    bin: int | None = None
    stage: str = ""
    due: str = ""

    @property
    def all_missed(self) -> bool:
        """Whether all leads that missed a commitment are meant."""
        return bool(self.commitment) and self.group is None and self.bin is None


@dataclass(frozen=True, slots=True)
class Days:
    """A run of days.

    Attributes:
        start: First day.
        end: Last day.
        label: What it is called; empty where it is no week, month or quarter.
        promises: By whose promises it is told what was kept in days before a scoreboard's: empty
            where its agreement was in force; `THESE`, its own although they lie before it, as
            nothing else was agreed for them; `THEIR_OWN`, those of the agreement before it.
    """

    start: date
    end: date
    label: str = ""
    promises: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A scoreboard.

    Attributes:
        label: The agreement's label.
        organisation: Whose agreement it is.
        currency: In which its money is.
        period: The label of the one period shown; None for the whole agreement.
        start: First day.
        end: Last day.
        as_of: The moment whose knowledge it stands on, as printed.
        segment: The key of the one segment shown; None for all leads.
        periods: The labels that can be chosen, in order.
        segments: Keys and names of the segments that can be chosen.
        batches: How many imports it stands on; 0: nothing has been imported.
        lines: The commitments, in the agreement's order.
        left_out: Names of commitments that have no period of that label.
        headlines: The figures that there are.
        stages: The funnel; empty where no stage was imported.
        before: The days that the headlines are compared with; None where there are none.
        elsewhere: The days of the leads, where none of them was created in the days shown.
    """

    label: str
    organisation: str
    currency: str
    period: str | None
    start: date
    end: date
    as_of: str
    segment: str | None
    periods: tuple[str, ...]
    segments: tuple[tuple[str, str], ...]
    batches: int
    lines: tuple[ScoreLine, ...] = ()
    left_out: tuple[str, ...] = ()
    headlines: tuple[Headline, ...] = ()
    stages: tuple[StageCount, ...] = ()
    before: Days | None = None
    elsewhere: Days | None = None

    def line(self, key: str) -> ScoreLine | None:
        """The line of a commitment; None where it is not on this scoreboard."""
        return next((line for line in self.lines if line.key == key), None)
