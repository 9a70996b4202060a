"""The quantities that an agreement assumes: one number each, for every segment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import cast

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.plan import Assumption
from alignment_desktop.values import dataclass

ASSUMPTION = "assumption"
REPS, HOURS, MINUTES = "reps", "hours", "minutes per attempt"
DEAL_SIZE, REVENUE_TARGET, SOURCED_SHARE = "deal size", "revenue target", "sourced share"
STAGE_RATE = "stage rate"
BUDGET = "budget"
"""What may be spent on campaigns and initiatives, in the agreement's currency."""


class InputNeed(StrEnum):
    """What is to be done so that a check can be made."""

    ASSUMPTION = "assumption"
    """Add an assumption for a quantity."""
    VALUE = "value"
    """Give the assumption a value that the check can use."""
    ONE = "one"
    """Keep one of several assumptions for a quantity."""
    LEADS = "leads"
    """Add a promise of so many leads."""
    ATTEMPTS = "attempts"
    """Add a promise of so many attempts."""
    SAME_EVENT = "same event"
    """Count promised leads and promised attempts from the same event."""
    RATE = "rate"
    """Add the rate from a stage to customers."""


@dataclass(frozen=True, slots=True)
class MissingInput:
    """Something that a check needs and the agreement does not say, or not clearly.

    Attributes:
        want: What is to be done.
        what: The quantity, or the stage's key that a rate is wanted from.
        key: The clause to mend; empty where one is to be added.
    """

    want: InputNeed
    what: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class AssumedValue:
    """A number that the agreement assumes.

    Attributes:
        key: The assumption's key.
        name: What people call it.
        value: The number.
    """

    key: str
    name: str
    value: Decimal


@dataclass(frozen=True)
class Quantities:
    """What an agreement assumes for every segment, by quantity.

    Attributes:
        said: The assumptions for each quantity, those without a number too.
    """

    said: dict[str, list[Assumption]] = field(default_factory=dict)

    def of(self, quantity: str) -> Sequence[Assumption]:
        """The assumptions for a quantity."""
        return self.said.get(quantity, ())

    def one(
        self, quantity: str, *, positive: bool = False, share: bool = False
    ) -> tuple[AssumedValue | None, list[MissingInput]]:
        """The one number that is assumed for a quantity, else what is to be done.

        Args:
            quantity: Which.
            positive: Whether it must be above 0, as it is divided by.
            share: Whether it must lie between 0 and 1.
        """
        given = [each for each in self.of(quantity) if each.value is not None]
        if len(given) > 1:
            return None, [MissingInput(InputNeed.ONE, quantity, given[1].key)]
        if not given:
            blank = next(iter(self.of(quantity)), None)
            if blank is None:
                return None, [MissingInput(InputNeed.ASSUMPTION, quantity)]
            return None, [MissingInput(InputNeed.VALUE, quantity, blank.key)]
        found = assumed(given[0])
        if found.value < 0 or (positive and not found.value) or (share and found.value > 1):
            return None, [MissingInput(InputNeed.VALUE, quantity, found.key)]
        return found, []


def quantities(agreement: Agreement) -> Quantities:
    """What an agreement assumes for every segment; assumptions for a single one are left aside."""
    said: dict[str, list[Assumption]] = defaultdict(list)
    for clause in agreement.of_kind(ASSUMPTION).values():
        assumption = cast(Assumption, clause)
        if not assumption.segment:
            said[quantity_of(assumption)].append(assumption)
    return Quantities(dict(said))


def assumed(assumption: Assumption) -> AssumedValue:
    """The number of an assumption that has one, exactly as it is written."""
    return AssumedValue(assumption.key, display_name(assumption), Decimal(str(assumption.value)))


def quantity_of(assumption: Assumption) -> str:
    """Of which quantity an assumption is, however that is written: `deal size`."""
    return " ".join(assumption.quantity.lower().split())
