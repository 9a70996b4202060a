"""What was planned of a campaign, what came of it, and the verdict on that."""

from __future__ import annotations

from alignment_desktop.values import dataclass

RESULTS = ("leads", "mqls", "opportunities", "pipeline", "customers", "revenue")
"""What a campaign can be expected to bring while the agreement runs that plans it."""
MONEY_RESULTS = ("pipeline", "revenue")
DOUBLE_DOWN, KEEP, FIX, STOP = "double-down", "keep", "fix", "stop"
RUNS, NO_PLAN = "runs", "no-plan"
VERDICTS = (DOUBLE_DOWN, KEEP, FIX, STOP, RUNS, NO_PLAN)
_JUDGED_BY = ("leads", "mqls", "opportunities", "pipeline")
"""Customers and revenue follow a campaign too late to judge it by."""
_BOUNDS = ((1.2, DOUBLE_DOWN), (0.9, KEEP), (0.5, FIX))
"""From which share of the plan on a campaign is given a verdict; below the last it is stopped."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result of a campaign.

    Attributes:
        name: One of `RESULTS`.
        planned: As the agreement expects it; None where it does not.
        actual: As the imported leads show it; None where they cannot.
    """

    name: str
    planned: float | None
    actual: float | None

    @property
    def of_plan(self) -> float | None:
        """Actual ÷ planned."""
        return self.actual / self.planned if self.actual is not None and self.planned else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignResult:
    """A campaign, planned and actual.

    Attributes:
        key: Its key.
        name: What people call it.
        outcomes: Its results, in the order of `RESULTS`.
        is_over: Whether it, or the agreement that plans it, has ended at the as-of moment.
    """

    key: str
    name: str
    outcomes: tuple[Outcome, ...]
    is_over: bool

    @property
    def judged_by(self) -> Outcome | None:
        """The planned result furthest down the funnel of which something is known."""
        known = [
            each for each in self.outcomes if each.name in _JUDGED_BY and each.of_plan is not None
        ]
        return known[-1] if known else None

    @property
    def verdict(self) -> str:
        """One of `VERDICTS`: nothing is judged before a campaign is over, or without a plan.

        A campaign that brought a fifth more than planned is doubled, one within a tenth below its
        plan or better is kept, one that brought half of it is to be fixed, any other is stopped.
        """
        outcome = self.judged_by
        if outcome is None or outcome.of_plan is None:
            return NO_PLAN
        if not self.is_over:
            return RUNS
        share = outcome.of_plan
        return next((word for bound, word in _BOUNDS if share >= bound), STOP)
