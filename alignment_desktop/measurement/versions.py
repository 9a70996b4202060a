"""Which version of an agreement is in force when, and which of its words judge which leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.measures import Pooling
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

    @property
    def last(self) -> date | None:
        """The last day; None where it is still in force."""
        return None if self.until is None else self.until - timedelta(days=1)

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
        since: First day of its leads or rows; None where their periods alone decide.
        until: The day after the last; None likewise.
    """

    commitment: Commitment
    agreement: Agreement
    periods: tuple[int, ...]
    since: date | None = None
    until: date | None = None

    @property
    def last(self) -> date | None:
        """The last day; None where the periods alone decide."""
        return None if self.until is None else self.until - timedelta(days=1)


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

    A period begins with the first day, and ends with the last one, on which a version in force has
    the commitment; one without any is left out. Its target, and all of measures without clocks,
    come from the version in force on its last day. A clock is judged by the version in force when
    it starts.
    """
    having = [reign for reign in reigning if printed.key in reign.agreement.commitments]
    judged = []
    for period in periods:
        inside = [reign for reign in having if reign.touches(period.start, period.end)]
        if not inside:
            continue
        reign = inside[-1]
        start = max(period.start, inside[0].since or date.min)
        end = min(period.end, reign.last or date.max)
        clipped = replace(period, start=start, end=end)
        judged.append((clipped, reign.agreement.commitments[printed.key], reign))
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
    return Plan(printed, pairs, tuple(slices), having[-1].last)


def pooled(its: Plan, label: str) -> Plan:
    """The same commitment with all its periods as one.

    Each lead or row counts by the words by which it counts in its own period, so that the periods
    add up to the whole. Sums are held against what was promised in all periods, other figures
    against what was promised in the last. A figure that a spreadsheet states has periods only.

    Args:
        its: The plan period by period.
        label: What the one period is called.
    """
    first, (last, printed) = its.periods[0][0], its.periods[-1]
    pooling = printed.measured_by.pooling
    if printed.every == "period" or pooling is Pooling.NEVER:
        return its
    goals = [commitment.target_of(period.label) for period, commitment in its.periods]
    target = goals[-1]
    if pooling is Pooling.ADDED:
        target = replace(target, amount=sum((goal.amount for goal in goals), start=Decimal(0)))
    one = replace(printed, every="period", target=target, targets=())
    whole = Period(label, first.start, last.end, first.start, last.end)
    return Plan(
        replace(its.printed, every="period", target=target, targets=()),
        ((whole, one),),
        tuple(_of_one_period(part, its) for part in its.slices),
        its.until,
    )


def _of_one_period(part: Slice, its: Plan) -> Slice:
    """What a version judges, in the days of its periods where it has no clocks of its own."""
    since, until = part.since, part.until
    if not part.commitment.measured_by.has_clock:
        since = its.periods[part.periods[0]][0].start
        until = its.periods[part.periods[-1]][0].end + timedelta(days=1)
    return replace(part, periods=(0,), since=since, until=until)
