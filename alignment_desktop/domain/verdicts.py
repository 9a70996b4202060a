"""Whether a promise was kept: judged by each period that it was made for, never by their sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from alignment_desktop.domain.targets import Target
from alignment_desktop.values import dataclass

KEPT, JUST_SHORT, MISSED = "kept", "just_short", "missed"
TOO_FEW, NO_DATA, NO_TARGET, OPEN = "too_few", "no_data", "no_target", "open"
KEPT_SO_FAR, AT_RISK, MISSED_SO_FAR = "kept_so_far", "at_risk", "missed_so_far"

JUDGED = (KEPT, JUST_SHORT, MISSED)
"""Words that say whether a promise was kept; the others say why that is not known."""
WORDS = (
    *JUDGED, KEPT_SO_FAR, AT_RISK, MISSED_SO_FAR, OPEN, TOO_FEW, NO_DATA, NO_TARGET,
)  # fmt: skip
"""Every word that a promise, or one of its periods, can be given."""

_WHEN_OVER = {"at_risk": JUST_SHORT}
_WHILE_IT_RUNS = {"kept": KEPT_SO_FAR, "missed": MISSED_SO_FAR, "too_few": OPEN}


def verdict_word(status: str, *, is_over: bool) -> str:
    """The word for a measured status: what is at risk in a period is just short after it.

    Args:
        status: As the measurement gives it, or `no_target`.
        is_over: Whether the period has ended at the as-of moment.

    Returns:
        One of `WORDS`. Before the end of the period no word says that the promise was kept, or
        that it was not.
    """
    words = _WHEN_OVER if is_over else _WHILE_IT_RUNS
    return words.get(status, status)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigure:
    """One promise in one of its periods.

    Attributes:
        period: The period's label.
        target: What it was held against.
        value: In the unit of the target; None where there is none.
        low: Lower end of the 95 % interval of a share.
        high: Upper end.
        eligible: What the figure is made of.
        kept: None, as `missed` and `open` are, for measures that are no share.
        missed: Late, or due and not done.
        open: Not due yet.
        excluded: Left out, and listed.
        status: As the measurement gives it, or `no_target`.
        is_over: Whether the period has ended at the as-of moment.
    """

    period: str
    target: Target
    value: float | None
    low: float | None = None
    high: float | None = None
    eligible: int = 0
    kept: int | None = None
    missed: int | None = None
    open: int | None = None
    excluded: int = 0
    status: str = "no_data"
    is_over: bool = True

    @property
    def word(self) -> str:
        """What came of the promise in this period, as one of `WORDS`."""
        return verdict_word(self.status, is_over=self.is_over)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of a promise over all its periods.

    Attributes:
        word: One of `WORDS`; `kept` only where each of its periods that is over and could be
            judged was kept.
        kept: Periods that are over and were kept.
        just_short: Periods that are over and came close; they count among those not kept.
        missed: Periods that are over and were missed by more.
        too_few: Periods that are over and had too few leads to say.
        no_data: Periods that are over and have no figure.
        open: Periods that are not over.
        in_a_row: The longest run of periods, one after the other, that were not kept.
    """

    word: str
    kept: int
    just_short: int
    missed: int
    too_few: int
    no_data: int
    open: int
    in_a_row: int

    @property
    def judged(self) -> int:
        """Periods that are over and say whether the promise was kept."""
        return self.kept + self.just_short + self.missed

    @property
    def not_kept(self) -> int:
        """Periods that are over and were not kept, by much or by little."""
        return self.just_short + self.missed

    @property
    def is_judged(self) -> bool:
        """Whether it says whether the promise was kept."""
        return self.word in JUDGED

    @property
    def is_kept(self) -> bool:
        """Whether the promise was kept."""
        return self.word == KEPT

    @property
    def is_broken(self) -> bool:
        """Whether the promise was not kept, by much or by little."""
        return self.is_judged and not self.is_kept


def judge(figures: Sequence[PeriodFigure]) -> Verdict:
    """What came of a promise, from its periods, the oldest first.

    Periods that are not over, have too few leads or no figure hinder nothing: they are counted
    apart. Where no period can be judged, the one that runs speaks.
    """
    over = [figure.word for figure in figures if figure.is_over]
    return Verdict(
        word=_word(figures),
        kept=over.count(KEPT),
        just_short=over.count(JUST_SHORT),
        missed=over.count(MISSED),
        too_few=over.count(TOO_FEW),
        no_data=over.count(NO_DATA),
        open=len(figures) - len(over),
        in_a_row=_longest_run(figures),
    )


def _word(figures: Sequence[PeriodFigure]) -> str:
    over = {figure.word for figure in figures if figure.is_over}
    for word in (MISSED, JUST_SHORT, KEPT):
        if word in over:
            return word
    running = [figure.word for figure in figures if not figure.is_over]
    told = [word for word in running if word != NO_DATA]
    if told:
        return told[0]
    return next((word for word in (NO_TARGET, TOO_FEW) if word in over), NO_DATA)


def _longest_run(figures: Iterable[PeriodFigure]) -> int:
    broken = (figure.is_over and figure.word in (JUST_SHORT, MISSED) for figure in figures)
    return max((len(list(run)) for is_broken, run in groupby(broken) if is_broken), default=0)
