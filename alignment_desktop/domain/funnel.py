"""The one funnel as an agreement states it: the order of its stages, detours, and ways onward."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement

NO_STAGE = ""
"""Where a lead is from its creation until it enters a stage."""
RECYCLED, WON, LOST, CUSTOMER = "recycled", "won", "lost", "customer"
"""The stages that `recycled_at` and `closed_at` lead to; an agreement need not state them."""


def won_stage(agreement: Agreement) -> str:
    """The stage that a won lead comes to: `customer` where the agreement has it, else `won`."""
    return CUSTOMER if CUSTOMER in agreement.stages else WON


def walk_order(agreement: Agreement, entered: Collection[str] = ()) -> tuple[str, ...]:
    """Every place in which a lead can be, in the order in which equal moments are walked.

    No stage comes first, then the agreement's stages as they were written, then stages that were
    imported but are none of the agreement's, by key; last `recycled`, `won` and `lost`.

    Args:
        agreement: Whose funnel it is.
        entered: The keys of stages of which entries were imported.
    """
    ends = (RECYCLED, won_stage(agreement), LOST)
    foreign = sorted(key for key in entered if key not in agreement.stages and key not in ends)
    return tuple(dict.fromkeys((NO_STAGE, *agreement.stages, *foreign, *ends)))


def is_detour(agreement: Agreement, key: str) -> bool:
    """Whether a stage leads off the way to a customer."""
    stage = agreement.stages.get(key)
    return key in (RECYCLED, LOST) if stage is None else stage.kind == "detour"


def onward(agreement: Agreement, key: str) -> tuple[str, ...]:
    """The stages by which a lead has gone on from a stage: its `next`, detours left out, and won.

    Empty for won itself, and where a lead is in no stage.
    """
    won = won_stage(agreement)
    stage = agreement.stages.get(key)
    if key in (NO_STAGE, won):
        return ()
    ways = stage.next if stage else ()
    return tuple(dict.fromkeys((*(way for way in ways if not is_detour(agreement, way)), won)))


@dataclass(frozen=True, slots=True, kw_only=True)
class StageBalance:
    """What came into a stage and left it in some days: start + entered − left = end.

    Attributes:
        stage: Its key; empty: no stage yet.
        start: How many leads were in it just before the first day.
        entered: How many came in.
        left: How many left, by the stage that they went to, in the order of the funnel.
        end: How many were in it when the last day, or what is known, ended.
        gone_on: Of those that came in, how many have gone on towards a customer by as-of; None
            where nothing lies onward.
        median_seconds: Of the stays that ended in these days; None where none did.
        mean_seconds: Likewise.
        segment: The value that these leads have in the field asked for; None in totals.
        groups: The same of the leads of each value; empty where no field was asked for.
    """

    stage: str
    start: int = 0
    entered: int = 0
    left: tuple[tuple[str, int], ...] = ()
    end: int = 0
    gone_on: int | None = None
    median_seconds: float | None = None
    mean_seconds: float | None = None
    segment: str | None = None
    groups: tuple[StageBalance, ...] = ()

    @property
    def gone(self) -> int:
        """How many left, wherever to."""
        return sum(count for _, count in self.left)

    @property
    def conversion(self) -> float | None:
        """Of those that came in, the share that has gone on; None where none came in."""
        if self.gone_on is None or not self.entered:
            return None
        return self.gone_on / self.entered

    @property
    def adds_up(self) -> bool:
        """Whether nobody was lost or counted twice."""
        return self.start + self.entered - self.gone == self.end

    @property
    def is_empty(self) -> bool:
        """Whether no lead was ever in it."""
        return not (self.start or self.entered or self.end)

    def expected_inside(self, days: float) -> float | None:
        """How many are in it at a time by Little's law: arrivals a day × mean days of a stay.

        Args:
            days: How many days the arrivals are spread over.
        """
        if self.mean_seconds is None or days <= 0:
            return None
        return self.entered / days * (self.mean_seconds / 86_400)


@dataclass(frozen=True)
class Funnel:
    """What became of every stage in some days.

    Attributes:
        first: The first day.
        last: The last day, included.
        until: The day at whose end leads were in a stage: the last, or that of as-of before it; of
            the leads created in these days, that of as-of.
        elapsed: How many of these days had passed at as-of.
        stages: No stage, the agreement's stages, then others that some lead was in.
    """

    first: date
    last: date
    until: date
    elapsed: float
    stages: tuple[StageBalance, ...]

    @property
    def has_begun(self) -> bool:
        """Whether any of these days had begun at as-of."""
        return self.first <= self.until

    @property
    def since(self) -> date:
        """The day at whose beginning leads were in a stage: the first, or `until` before it."""
        return min(self.first, self.until)

    def stage(self, key: str) -> StageBalance | None:
        """The balance of one stage."""
        return next((each for each in self.stages if each.stage == key), None)

    @property
    def is_empty(self) -> bool:
        """Whether no lead was in any stage."""
        return all(each.is_empty for each in self.stages)


@dataclass(frozen=True, slots=True)
class StageFigures:
    """What happened to the leads of a stage in some days.

    Attributes:
        entered: How many came to it.
        went: By stage: how many left to it.
        rate: Of those that came, the share that has gone on towards a customer; None where nothing
            lies onward, or none came.
        days: The median days of the stays that ended; None where none did.
    """

    entered: int
    went: Mapping[str, int]
    rate: Fraction | None
    days: Fraction | None


@dataclass(frozen=True)
class ImportedQuarter:
    """The stages in the last days of the agreement's length that are over and have leads.

    Attributes:
        first: Their first day; None where no leads were imported.
        last: Their last day.
        stages: By key; empty where no leads were imported.
    """

    first: date | None = None
    last: date | None = None
    stages: Mapping[str, StageFigures] = field(default_factory=dict)

    @property
    def rates(self) -> dict[str, Fraction]:
        """By stage: the share that has gone on."""
        return {key: each.rate for key, each in self.stages.items() if each.rate is not None}

    @property
    def stays(self) -> dict[str, Fraction]:
        """By stage: the median days of a stay."""
        return {key: each.days for key, each in self.stages.items() if each.days is not None}
