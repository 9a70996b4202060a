"""Examples of an agreement: invented leads, judged by the definitions that they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import EXAMPLE, Clause, Example, Segment, Stage, clause_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.invented_leads import InventedLead
from alignment_desktop.domain.scoring import Threshold
from alignment_desktop.values import dataclass


@dataclass(frozen=True)
class JudgedExample:
    """What a definition says of an example.

    Attributes:
        example: The example.
        is_in: Whether the clause that it is about takes the lead in; None where that clause has
            no conditions, or is not there.
    """

    example: Example
    is_in: bool | None

    @property
    def agrees(self) -> bool:
        """Whether the definition says what the example says, or nothing."""
        return self.is_in in (None, self.example.verdict == "in")


def judged_examples(agreement: Agreement) -> Iterator[JudgedExample]:
    """Every example with what its clause says of it."""
    for clause in agreement.of_kind(EXAMPLE).values():
        example = cast(Example, clause)
        yield JudgedExample(example, judged(example, agreement))


def judged(example: Example, agreement: Agreement) -> bool | None:
    """Whether the clause that an example is about takes its lead in; None where nothing tells."""
    kind, _, key = example.clause.partition(".")
    clause = agreement.clauses.get((kind, key))
    judge = _JUDGES.get(kind)
    if clause is None or judge is None:
        return None
    lead = InventedLead(dict(example.fields), agreement.campaigns_called, agreement.timezone)
    return judge(clause, lead, agreement)


@dataclass(frozen=True)
class StageExample:
    """An example of a stage, with what the stage's conditions say of its lead.

    Attributes:
        judged: The example, and whether the stage takes its lead in.
        unmet: The conditions that all must hold and do not.
        no_group: Whether the lists of which one must hold all fail.
    """

    judged: JudgedExample
    unmet: tuple[Condition, ...] = ()
    no_group: bool = False


def stage_examples(key: str, agreement: Agreement) -> list[StageExample]:
    """The examples of a stage, and why its conditions keep a lead out."""
    stage, found = agreement.stages[key], []
    for judged_one in judged_examples(agreement):
        example = judged_one.example
        if example.clause != clause_name("stage", key):
            continue
        lead = InventedLead(dict(example.fields), agreement.campaigns_called, agreement.timezone)
        unmet = tuple(each for each in stage.where if not lead.meets((each,)))
        found.append(StageExample(judged_one, unmet, not lead.meets((), stage.any)))
    return found


def _by_conditions(clause: Clause, lead: InventedLead, _: Agreement) -> bool | None:
    definition = cast("Stage | Segment", clause)
    if not definition.where and not definition.any:
        return None
    return lead.meets(definition.where, definition.any)


def _by_threshold(clause: Clause, lead: InventedLead, _: Agreement) -> bool | None:
    threshold = cast(Threshold, clause)
    low, high = threshold.score.from_, threshold.score.to
    if not threshold.grades and low is None and high is None:
        return None
    has_grade = not threshold.grades or lead.has_grade(threshold.grades)
    return has_grade and lead.scores_between(low, high)


def _by_commitment(clause: Clause, lead: InventedLead, agreement: Agreement) -> bool | None:
    """Whether the commitment is about the lead; whether the lead keeps it is another question."""
    commitment = cast(Commitment, clause)
    segment = agreement.segments.get(commitment.segment)
    if not commitment.where and not commitment.any and segment is None:
        return None
    in_segment = segment is None or lead.meets(segment.where, segment.any)
    return in_segment and lead.meets(commitment.where, commitment.any)


_JUDGES: dict[str, Callable[[Clause, InventedLead, Agreement], bool | None]] = {
    "stage": _by_conditions,
    "segment": _by_conditions,
    "threshold": _by_threshold,
    "commitment": _by_commitment,
}
"""How the kinds that can have examples judge them."""
