"""The scoreboard as values: what was promised, what came of it, and where the leads are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target

JUDGED = ("kept", "at_risk", "missed")
"""Statuses that say whether a promise was kept; the others say why that is not known."""
NO_TARGET = "no_target"
"""Status of a volume in one segment: its target speaks of all segments."""
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
    """One commitment, measured over the days of a scoreboard.

    Attributes:
        key: Its key.
        name: What people call it.
        party: `sales`, `marketing` or `shared`.
        measure: How it counts.
        period: The label of the period that its figure speaks of.
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
        status: As `measure` gives it, or `no_target`.
        history: The figures of up to six periods, oldest first; None where there is none.
        history_labels: The labels of those periods.
        if_missed: What was agreed to happen.
        notes: Why there is no figure.
    """

    key: str
    name: str
    party: str
    measure: str
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
    status: str = "no_data"
    history: tuple[float | None, ...] = ()
    history_labels: tuple[str, ...] = ()
    if_missed: str = ""
    notes: tuple[Problem, ...] = ()

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
    """Of the promises missed, else of those nearly kept, the one furthest from its target.

    Of several as far from it the one that most leads missed; None where all that can be judged are
    kept.
    """
    slipped = [line for line in lines if line.status in JUDGED and line.status != "kept"]
    return min(
        slipped,
        key=lambda line: (line.status != "missed", line.attainment or 0.0, -(line.missed or 0)),
        default=None,
    )


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
        entered: The leads that entered it in the period, of whatever cohort.
    """

    key: str
    name: str
    party: str
    reached: int
    entered: int


@dataclass(frozen=True, slots=True)
class Pick:
    """Which leads behind a scoreboard are to be listed.

    Attributes:
        commitment: The key of the commitment behind whose figure they are; empty for a stage.
        slip: Only the missed leads of this group: a field, or `weekday`, and its value; two empty
            texts for those in none of the groups.
        bin: Only the leads in this bin of the histogram, whether kept or missed.
        stage: The key of the stage that they came to.
    """

    commitment: str = ""
    slip: tuple[str, str] | None = None
    bin: int | None = None
    stage: str = ""

    @property
    def all_missed(self) -> bool:
        """Whether all leads that missed a commitment are meant."""
        return bool(self.commitment) and self.slip is None and self.bin is None


@dataclass(frozen=True, slots=True)
class Days:
    """A run of days.

    Attributes:
        start: First day.
        end: Last day.
        label: What it is called; empty where it is no week, month or quarter.
    """

    start: date
    end: date
    label: str = ""


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
