"""What a review may say of a scoreboard: each statement with the condition that makes it true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from alignment_desktop.domain.direction import Reading, move
from alignment_desktop.domain.fields import OWNERS
from alignment_desktop.domain.measures import FIGURE
from alignment_desktop.domain.scoreboard import Board, Headline, ScoreLine, Tally, tally
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.verdicts import MISSED
from alignment_desktop.values import dataclass

SLIPPED, WORSENED = "slipped", "worsened"
STAYED, STAYED_IMPROVING = "stayed", "stayed-improving"
NOT_KEPT = "not-kept"
COURSES = (SLIPPED, WORSENED, STAYED, STAYED_IMPROVING, NOT_KEPT)
"""How a promise that was not kept went."""

REVENUE, CUSTOMERS, STATED, PROMISES = "revenue", "customers", "stated", "promises"
MOST_KPIS = 3
"""So many figures stand on top of a review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A figure on top of a review, against its plan and against the days before.

    Attributes:
        code: `revenue`, `customers`, `stated` or `promises`.
        value: The figure; of `promises` how many were kept.
        unit: A currency code, or None for a plain number.
        whole: Of `promises` how many can be judged, of `revenue` the deals; else 0.
        counted: Of `revenue` the deals whose revenue is known; else 0.
        plan: What was planned, in the same unit; None where nothing was.
        before: The figure of the days before; None where the two cannot fairly be compared.
        name: Of `stated` what it is called.
        target: Of `stated` what was promised.
    """

    code: str
    value: float
    unit: str | None = None
    whole: int = 0
    counted: int = 0
    plan: float | None = None
    before: float | None = None
    name: str = ""
    target: Target | None = None

    @property
    def change(self) -> float | None:
        """The figure less that of the days before."""
        return None if self.before is None else self.value - self.before

    @property
    def growth(self) -> float | None:
        """The change as a share of the figure before; None where that was nothing."""
        change = self.change
        return change / self.before if change is not None and self.before else None

    @property
    def of_plan(self) -> float | None:
        """The figure ÷ what was planned."""
        return self.value / self.plan if self.plan else None

    @property
    def is_better(self) -> bool | None:
        """Whether it changed for the better; None where it did not change, or that is not known."""
        change = self.change
        if not change:
            return None
        wants_less = self.target is not None and self.target.op == "<="
        return (change < 0) if wants_less else (change > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """One promise in the table of a review.

    Attributes:
        line: The promise.
        marks: What came of each of its periods, the oldest first, as words of `domain.verdicts`.
        change: Its figure less that of the days before, in its unit; None where there is none.
        is_better: Whether that is for the better; None where no direction can be said.
    """

    line: ScoreLine
    marks: tuple[str, ...]
    change: float | None
    is_better: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A promise that was not kept.

    Attributes:
        line: The promise.
        course: One of `COURSES`.
        in_a_row: The longest run of periods that were not kept.
        consequence: What was agreed to happen; empty where nothing was.
    """

    line: ScoreLine
    course: str
    in_a_row: int
    consequence: str

    @property
    def is_improving(self) -> bool:
        """Whether it is already getting better."""
        return is_improving(self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFindings:
    """What a review finds, as values for its document and for its page.

    Attributes:
        is_over: Whether every period of the days is over.
        tally: What came of the promises.
        kpis: The figures on top, three at most: the plan first.
        promises: The promises by party, in the agreement's order.
        misses: Those that were not kept, the missed ones first.
        named: The miss that the headline speaks of by itself; None where it names none or several.
        to_fix: The one to fix; None where there is not exactly one.
    """

    is_over: bool
    tally: Tally
    kpis: tuple[Kpi, ...]
    promises: tuple[PromiseRow, ...]
    misses: tuple[Miss, ...]
    named: Miss | None
    to_fix: Miss | None

    @property
    def in_a_row(self) -> tuple[Miss, ...]:
        """The misses that were not kept in two or more periods in a row, which stakes speak of."""
        return tuple(miss for miss in self.misses if miss.in_a_row > 1)

    @property
    def named_first(self) -> tuple[Miss, ...]:
        """The misses, the one that the paragraph speaks of by itself before all others."""
        named = self.to_fix or self.named
        others = (miss for miss in self.misses if miss is not named)
        return (*others,) if named is None else (named, *others)

    def kpi(self, code: str) -> Kpi | None:
        """The figure of that code; None where there is none."""
        return next((kpi for kpi in self.kpis if kpi.code == code), None)


def review_findings(board: Board) -> ReviewFindings:
    """What a review may say of a scoreboard."""
    found = tally(board.lines)
    misses = tuple(_miss(line) for line in found.broken)
    return ReviewFindings(
        is_over=all(line.is_over for line in board.lines),
        tally=found,
        kpis=_kpis(board, found)[:MOST_KPIS],
        promises=tuple(_row(line) for line in by_party(board.lines)),
        misses=misses,
        named=_named(misses),
        to_fix=one_to_fix(misses) if found.judged > 1 else None,
    )


def by_party(lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    """The promises of Sales, of Marketing, then the shared ones, each in the agreement's order."""
    return sorted(lines, key=lambda line: OWNERS.index(line.party))


def course(line: ScoreLine) -> str:
    """How a promise that was not kept went: the first of these that is true.

    `slipped`: its figure is lower than in the days before, and worse for it; `worsened`: higher,
    and worse; `stayed`: none of its two or more periods, all of them over and judged, was kept;
    `stayed-improving`: likewise, but each was better than the one before; else `not-kept`. Where
    the intervals of two shares overlap so widely that one holds the other's figure, nothing is
    said of a direction.
    """
    went = line.move
    if went is not None and not went.is_better:
        return SLIPPED if went.slipped else WORSENED
    if stayed_short(line):
        return STAYED_IMPROVING if _rises_each_period(line) else STAYED
    return NOT_KEPT


def stayed_short(line: ScoreLine) -> bool:
    """Whether each of its periods, two or more, is over, was judged and was not kept."""
    verdict = line.verdict
    return len(line.periods) > 1 and verdict.not_kept == len(line.periods)


def is_improving(line: ScoreLine) -> bool:
    """Whether it is already getting better: since the days before, or from period to period."""
    went = line.move
    if went is not None:
        return went.is_better
    return _rises_each_period(line)


def _rises_each_period(line: ScoreLine) -> bool:
    """Whether each judged period was better than the one before, the last clearly than the first.

    Periods with targets of their own cannot be set against each other.
    """
    readings = [
        Reading(each.value, each.low, each.high)
        for each in line.periods
        if each.is_over and each.value is not None
    ]
    if len(readings) < 2 or len({each.target for each in line.periods}) > 1:
        return False
    op = line.periods[0].target.op
    steps = [
        after.value > before.value if op == ">=" else after.value < before.value
        for before, after in pairwise(readings)
    ]
    whole = move(readings[0], readings[-1], op)
    return all(steps) and whole is not None


def one_to_fix(misses: Iterable[Miss]) -> Miss | None:
    """The miss that is not already getting better, where there is exactly one such.

    Of several none is named: leads that were late, leads without a reason and money not won have
    effects on customers and revenue that their figures alone do not tell apart.
    """
    found = [miss for miss in misses if not miss.is_improving]
    return found[0] if len(found) == 1 else None


def _named(misses: Sequence[Miss]) -> Miss | None:
    """Of those that got worse, the one missed by most; else the only miss there is."""
    worse = [miss for miss in misses if miss.course in (SLIPPED, WORSENED)]
    if worse:
        return min(worse, key=lambda miss: (miss.line.verdict.word != MISSED, _attained(miss)))
    return misses[0] if len(misses) == 1 else None


def _attained(miss: Miss) -> float:
    return miss.line.attainment or 0.0


def _miss(line: ScoreLine) -> Miss:
    return Miss(
        line=line,
        course=course(line),
        in_a_row=line.verdict.in_a_row,
        consequence=line.if_missed,
    )


def _row(line: ScoreLine) -> PromiseRow:
    change = None
    if line.before is not None and line.value is not None:
        change = line.value - line.before.value
    went = line.move
    return PromiseRow(
        line=line,
        marks=tuple(figure.word for figure in line.periods),
        change=change,
        is_better=None if went is None else went.is_better,
    )


def _kpis(board: Board, found: Tally) -> tuple[Kpi, ...]:
    by_code = {each.code: each for each in board.headlines}
    kpis = _won(by_code.get("won"))
    stated = next((line for line in board.lines if line.measure == FIGURE.name), None)
    if stated is not None and stated.value is not None:
        before = stated.before.value if stated.before else None
        kpis.append(
            Kpi(
                code=STATED, value=stated.value, unit=stated.unit, before=before,
                name=stated.name, target=stated.target,
            )
        )  # fmt: skip
    if found.judged:
        kept = by_code.get("kept")
        before = None
        if kept is not None and kept.before is not None and kept.change is not None:
            before = float(kept.before.part)
        kpis.append(Kpi(code=PROMISES, value=len(found.kept), whole=found.judged, before=before))
    return tuple(kpis)


def _won(won: Headline | None) -> list[Kpi]:
    """Revenue, and how many customers it is from."""
    if won is None or won.value is None:
        return []
    past = won.before if won.change is not None else None
    plan = won.counts.get("planned_customers")
    return [
        Kpi(
            code=REVENUE,
            value=won.value,
            unit=won.unit,
            whole=won.whole,
            counted=won.part,
            plan=won.plan,
            before=None if past is None else past.value,
        ),
        Kpi(
            code=CUSTOMERS,
            value=won.whole,
            plan=plan,
            before=None if past is None else float(past.whole),
        ),
    ]
