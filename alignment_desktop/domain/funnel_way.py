"""The way of a lead to a customer: its stages in order, and the rate of each step with who says it.

Rates that the agreement assumes or promises count before those that were measured. A rate that the
agreement states over several stages, such as from SAL to customers, counts for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.assumptions import quantities
from alignment_desktop.domain.funnel import CUSTOMER, WON
from alignment_desktop.domain.plan_check import rate_steps
from alignment_desktop.values import dataclass

ITSELF, NO_WAY_OUT = "stage-leads-to-itself", "stage-without-way-out"
"""What can be wrong with where a stage leads."""


@dataclass(frozen=True, slots=True)
class WayStep:
    """From one stage of the way to a later one.

    Attributes:
        start: The stage that leads leave.
        end: The stage that they come to.
        rate: The share of them that does.
        said_by: The clause that states it; None where it was measured.
    """

    start: str
    end: str
    rate: Fraction
    said_by: ClauseId | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """The stages on the way to a customer, and its steps.

    Attributes:
        stages: Their keys; the last is where customers are, `WON` where the agreement has no
            stage for them.
        steps: By stage: the step out of it that counts; stages whose rate nobody knows have none.
        next: By stage: the step to the very next one, where its rate is known.
    """

    stages: tuple[str, ...]
    steps: Mapping[str, WayStep]
    next: Mapping[str, WayStep]

    @property
    def end(self) -> str:
        """Where customers are; empty where there are no stages."""
        return self.stages[-1] if self.stages else ""

    @property
    def unknown(self) -> tuple[str, ...]:
        """The stages whose rate nobody knows."""
        return tuple(key for key in self.stages[:-1] if key not in self.steps)


def main_way(agreement: Agreement) -> tuple[str, ...]:
    """The stages of the way, detours and what lies beside it left out; as `Way.stages`.

    From each stage it goes to the nearest later one that the stage leads to, or to the next one
    where it leads to none of them.
    """
    stages = agreement.stages
    path = [key for key, stage in stages.items() if stage.kind != "detour"]
    if not path:
        return ()
    at, way = 0, [path[0]]
    while path[at] != CUSTOMER and at + 1 < len(path):
        later = [path.index(key) for key in stages[path[at]].next if key in path[at + 1 :]]
        at = min(later, default=at + 1)
        way.append(path[at])
    if way[-1] != CUSTOMER and rate_steps(agreement, quantities(agreement)).get(way[-1]):
        way.append(WON)  # a rate out of the last stage leads to customers
    return tuple(way)


def way_of(agreement: Agreement, measured: Mapping[str, Fraction]) -> Way:
    """The way of an agreement with its rates.

    Args:
        agreement: Whose stages, assumptions and promises count.
        measured: By stage: the share of the leads in it that went on; used where the agreement
            states none.
    """
    stages = main_way(agreement)
    stated = rate_steps(agreement, quantities(agreement))
    steps: dict[str, WayStep] = {}
    neighbours: dict[str, WayStep] = {}
    for at, start in enumerate(stages[:-1]):
        found: dict[int, WayStep] = {}
        for to, rate in stated.get(start, ()):
            end = stages[-1] if to == WON else to
            if end in stages[at + 1 :]:
                step = WayStep(start, end, Fraction(rate.value), rate.clause_id)
                found.setdefault(stages.index(end), step)
        if at + 1 not in found and start in measured:
            neighbours[start] = WayStep(start, stages[at + 1], measured[start])
        elif at + 1 in found:
            neighbours[start] = found[at + 1]
        if found:
            steps[start] = found[max(found)]
        elif start in neighbours:
            steps[start] = neighbours[start]
    return Way(stages, steps, neighbours)


def stage_troubles(agreement: Agreement) -> dict[str, str]:
    """What is wrong with where stages lead: `ITSELF` or `NO_WAY_OUT`, by stage.

    A way out is a stage that leads nowhere, where customers are, or from which only detours lead
    on: leads are won from there.
    """
    ways = {
        key: {way for way in stage.next if way in agreement.stages and way != key}
        for key, stage in agreement.stages.items()
    }
    into: dict[str, set[str]] = defaultdict(set)
    for key, ends in ways.items():
        for end in ends:
            into[end].add(key)
    path = {key for key, stage in agreement.stages.items() if stage.kind != "detour"}
    out = [
        key
        for key, ends in ways.items()
        if not ends or key == CUSTOMER or (key in path and not ends & path)
    ]
    leads_out = set(out)
    for key in out:  # grows while it is walked
        for before in sorted(into[key] - leads_out):
            leads_out.add(before)
            out.append(before)
    troubles = {}
    for key, stage in agreement.stages.items():
        if key in stage.next:
            troubles[key] = ITSELF
        elif key not in leads_out:
            troubles[key] = NO_WAY_OUT
    return troubles
