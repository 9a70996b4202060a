"""Which version of an agreement is in force when, and which of its words judge which leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.periods import Period
from alignment_desktop.values import dataclass


@dataclass(frozen=True)
class VersionInForce:
    """A version of an agreement, and from when it judges.

    Attributes:
        agreement: What was frozen; where nothing is frozen, the draft.
        since: From this day on; None from the beginning, as the first version always is.
    """

    agreement: Agreement
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Reign:
    """A run of days judged by one version.

    Attributes:
        agreement: The version.
        since: First day; None from the beginning.
        until: The day after the last; None where it is still in force.
    """

    agreement: Agreement
    since: date | None
    until: date | None

    def touches(self, first: date, last: date) -> bool:
        """Whether it is in force on some day from `first` to `last`."""
        return (self.since is None or self.since <= last) and (
            self.until is None or first < self.until
        )


def reigns(versions: Sequence[VersionInForce]) -> list[Reign]:
    """What is in force day after day: always the newest version whose day has come.

    Args:
        versions: In the order in which they were frozen; at least one.
    """
    found: list[tuple[date | None, Agreement]] = [(None, versions[0].agreement)]
    latest = date.min
    for version in versions[1:]:
        # Older workspaces hold versions from a day before that of an earlier one: they count from
        # the earlier one's day. Of two from one day the later is in force.
        latest = max(latest, version.since or date.min)
        if found[-1][0] == latest:
            found.pop()
        if version.agreement is not found[-1][1]:
            found.append((latest, version.agreement))
    ends = [since for since, _ in found[1:]]
    return [
        Reign(agreement, since, until)
        for (since, agreement), until in zip(found, [*ends, None], strict=True)
    ]


@dataclass(frozen=True)
class Slice:
    """The leads of one commitment that one version judges.

    Attributes:
        commitment: As that version states it.
        agreement: That version.
        periods: Indexes of the periods that it counts in.
        since: First day on which its clocks start; None where that does not matter.
        until: The day after the last; None likewise.
    """

    commitment: Commitment
    agreement: Agreement
    periods: tuple[int, ...]
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Plan:
    """How one commitment is measured.

    Attributes:
        printed: The commitment as the newest version in force in these days states it.
        periods: The periods shown, in order, with the commitment that sets each one's target.
        slices: The leads to judge; each period is covered by those that name its index.
        until: The last day on which it was in force; None where it still is.
    """

    printed: Commitment
    periods: tuple[tuple[Period, Commitment], ...]
    slices: tuple[Slice, ...]
    until: date | None = None


def plan(printed: Commitment, periods: Sequence[Period], reigning: Sequence[Reign]) -> Plan:
    """Which version's words hold for which period and which clocks.

    Periods are clipped to the days on which some version has the commitment. A period's target, and
    all of measures without clocks, come from the version in force on its last day; where that lacks
    the commitment, the period is left out. A clock is judged by the version in force when it
    starts.
    """
    having = [reign for reign in reigning if printed.key in reign.agreement.commitments]
    since, gone = having[0].since, having[-1].until
    until = None if gone is None else gone - timedelta(days=1)
    judged = []
    for period in _clipped(periods, since, until):
        commitment, reign = _on(printed.key, period.end, reigning)
        if commitment is not None:
            judged.append((period, commitment, reign))
    slices = []
    for reign in reigning:
        own = reign.agreement.commitments.get(printed.key)
        if own is None:
            continue
        still = tuple(
            index
            for index, (_, commitment, its) in enumerate(judged)
            if not commitment.measured_by.has_clock and its is reign
        )
        if still:
            slices.append(Slice(own, reign.agreement, still))
        ticking = tuple(
            index
            for index, (period, commitment, _) in enumerate(judged)
            if commitment.measured_by.has_clock and reign.touches(period.start, period.end)
        )
        if ticking and own.measured_by.has_clock:
            slices.append(Slice(own, reign.agreement, ticking, reign.since, reign.until))
    pairs = tuple((period, commitment) for period, commitment, _ in judged)
    return Plan(printed, pairs, tuple(slices), until)


def _clipped(periods: Sequence[Period], since: date | None, until: date | None) -> list[Period]:
    """The periods with the days from `since` to `until` alone; those without any are left out."""
    clipped = [
        replace(
            period,
            start=max(period.start, since or date.min),
            end=min(period.end, until or date.max),
        )
        for period in periods
    ]
    return [period for period in clipped if period.start <= period.end]


def _on(key: str, day: date, reigning: Sequence[Reign]) -> tuple[Commitment | None, Reign]:
    reign = next(reign for reign in reigning if reign.touches(day, day))
    return reign.agreement.commitments.get(key), reign
