"""Capacity: the time that sales has for attempts, against the attempts that both sides promise."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.assumptions import (
    HOURS,
    MINUTES,
    REPS,
    AssumedValue,
    InputNeed,
    MissingInput,
    Quantities,
    quantities,
)
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.measures import ATTEMPTS, COUNT
from alignment_desktop.domain.periods import split
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class Capacity:
    """The attempts that sales has time for in the agreement's period.

    Attributes:
        reps: How many people call.
        hours: The hours that each has for attempts in the whole period.
        minutes: How long one attempt takes.
    """

    reps: AssumedValue
    hours: AssumedValue
    minutes: AssumedValue

    @property
    def attempts(self) -> int:
        """Reps × hours × 60 ÷ minutes per attempt, rounded down."""
        return math.floor(self.reps.value * self.hours.value * 60 / self.minutes.value)


@dataclass(frozen=True, slots=True)
class Load:
    """Two promises that belong together: so many leads, and so many attempts for each.

    Attributes:
        attempts: The key of the commitment that promises attempts.
        promise: The key of the commitment that promises leads.
        leads: The leads promised in the agreement's whole period.
        times: The attempts promised for each.
        everyone: Whether each of these leads gets them; else the load is the most it can be.
    """

    attempts: str
    promise: str
    leads: Decimal
    times: int
    everyone: bool

    @property
    def total(self) -> int:
        """Leads × attempts for each, rounded up."""
        return math.ceil(self.leads * self.times)


@dataclass(frozen=True, slots=True)
class CapacityCheck:
    """Whether the promised attempts fit into the time there is.

    Attributes:
        capacity: The attempts there is time for; None where an input is missing.
        load: The heaviest load; None where no two promises belong together.
        lacks: What is missing; empty where `capacity` and `load` are known.
    """

    capacity: Capacity | None
    load: Load | None
    lacks: tuple[MissingInput, ...] = ()

    @property
    def percent(self) -> int | None:
        """Load ÷ capacity in percent, rounded up; None where one is missing or there is no time."""
        if self.capacity is None or self.load is None or not self.capacity.attempts:
            return None
        return math.ceil(Decimal(100 * self.load.total) / self.capacity.attempts)

    @property
    def leads(self) -> int | None:
        """Attempts ÷ attempts for each lead, rounded down: so many leads there is time for."""
        if self.capacity is None or self.load is None:
            return None
        return self.capacity.attempts // self.load.times

    @property
    def fits(self) -> bool | None:
        """Whether there is time for the load; None where an input is missing."""
        if self.capacity is None or self.load is None:
            return None
        return self.load.total <= self.capacity.attempts


def check_capacity(agreement: Agreement) -> CapacityCheck:
    """The heaviest load of an agreement against its capacity; where both fit, all others do.

    A load that surely comes about weighs more than one that is the most it can be, where it is
    beyond the capacity.
    """
    capacity, lacks = capacity_of(quantities(agreement))
    limit = capacity.attempts if capacity else 0

    def weight(load: Load) -> tuple[bool, int]:
        return load.everyone and load.total > limit, load.total

    load = max(loads(agreement), key=weight, default=None)
    if load is None:
        lacks = [_missing_promise(agreement), *lacks]
    return CapacityCheck(capacity, load, tuple(lacks))


def capacity_of(known: Quantities) -> tuple[Capacity | None, list[MissingInput]]:
    """The capacity that the assumptions give, else what is to be done."""
    reps, no_reps = known.one(REPS)
    hours, no_hours = known.one(HOURS)
    minutes, no_minutes = known.one(MINUTES, positive=True)
    if reps is None or hours is None or minutes is None:
        return None, [*no_reps, *no_hours, *no_minutes]
    return Capacity(reps, hours, minutes), []


def loads(agreement: Agreement) -> Iterator[Load]:
    """Every promise of attempts with every promise of the leads that they are for.

    Leads and clocks must begin with the same event. Where the attempts are for one segment and
    the leads of another, nothing is known of how many are in both.
    """
    promises = _promises(agreement)
    for key, attempts in agreement.commitments.items():
        if attempts.measured_by is not ATTEMPTS:
            continue
        for its, promise, leads in promises.get(_event(attempts, agreement), ()):
            segments = attempts.segment, promise.segment
            if segments[0] != segments[1] and "" not in segments:
                continue
            narrowed = bool(attempts.where or attempts.any)
            everyone = not narrowed and segments[0] in ("", segments[1])
            yield Load(key, its, leads, attempts.times, everyone)


def promised_leads(promise: Commitment, agreement: Agreement) -> Decimal:
    """The leads that a commitment promises in the agreement's whole period."""
    labels = labels_of(promise, agreement)
    return sum((promise.target_of(label).amount for label in labels), Decimal(0))


def promises_leads(commitment: Commitment) -> bool:
    """Whether marketing promises at least so many leads."""
    least = (commitment.party, commitment.target.op) == ("marketing", ">=")
    return least and commitment.measured_by is COUNT


def labels_of(commitment: Commitment, agreement: Agreement) -> list[str]:
    """The labels of the periods that a commitment is counted in."""
    header = agreement.header
    periods = split(
        commitment.every,
        header.period.start,
        header.period.end,
        fiscal_year_start=header.fiscal_year_start,
        label=agreement.label,
    )
    return [period.label for period in periods]


def _event(commitment: Commitment, agreement: Agreement) -> str:
    """The event that it counts from; being handed over and entering that stage are the same."""
    handover = f"entered.{agreement.header.handover_stage}"
    return "handed_over_at" if commitment.from_ == handover else commitment.from_


def _promises(agreement: Agreement) -> dict[str, list[tuple[str, Commitment, Decimal]]]:
    """Marketing's promises of leads with how many they come to, by event."""
    found: dict[str, list[tuple[str, Commitment, Decimal]]] = defaultdict(list)
    for key, promise in agreement.commitments.items():
        if promises_leads(promise):
            counted = key, promise, promised_leads(promise, agreement)
            found[_event(promise, agreement)].append(counted)
    return found


def _missing_promise(agreement: Agreement) -> MissingInput:
    commitments = agreement.commitments
    if not any(promises_leads(one) for one in commitments.values()):
        return MissingInput(InputNeed.LEADS)
    attempts = next((key for key, one in commitments.items() if one.measured_by is ATTEMPTS), "")
    return (
        MissingInput(InputNeed.SAME_EVENT, key=attempts)
        if attempts
        else MissingInput(InputNeed.ATTEMPTS)
    )
