"""What a clause means on the leads of the last quarter: as it stands, and as it is proposed."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import Clause, Segment, Stage
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoring import ScoringRule
from alignment_desktop.domain.targets import Target
from alignment_desktop.frames import Kind
from alignment_desktop.measurement.conditions import holds_any
from alignment_desktop.measurement.funnel import in_days
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.trials import Trials
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.services.last_quarter import CREATED, OfLastQuarter
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.measurement.request import Request
    from alignment_desktop.services.workspace import Workspace

_ANY = Target.parse(">= 0")
_HELD = 4
"""So many wordings of commitments are held ready; each is as large as the leads that it judges."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a clause means on the leads of some days.

    Attributes:
        counted: How many meet its conditions, or kept the promise.
        of: How many that is of; of a promise only those that are due.
        value: What was measured, in the unit of `target`; None: nothing was, or conditions count.
        unit: The unit of the value.
        target: What was promised; None where conditions are counted.
        by_leads: Whether `counted` and `of` say anything: of a sum or a median they do not.
        applies: To how many leads a promise applies, those that are not due yet among them.
    """

    counted: int
    of: int
    value: float | None = None
    unit: str | None = None
    target: Target | None = None
    by_leads: bool = True
    applies: int = 0


@dataclass(frozen=True, slots=True)
class Effect:
    """A clause on the leads of the last quarter that was over when they were exported.

    Attributes:
        label: What the quarter is called.
        start: Its first day.
        end: Its last day.
        standing: The clause as it stands; None: it does not stand, or nothing can be measured.
        proposed: The clause as it is proposed; None: nothing is, or nothing can be measured.
        trouble: Why nothing can be measured; None where something is, or could be.
    """

    label: str
    start: date
    end: date
    standing: Shown | None = None
    proposed: Shown | None = None
    trouble: Problem | None = None


def measurable(clause: Clause | None) -> bool:
    """Whether a clause says something that can be held against leads."""
    if isinstance(clause, Commitment):
        return True
    if isinstance(clause, Segment | Stage):
        return bool(clause.where or clause.any)
    return isinstance(clause, ScoringRule) and bool(clause.where)


def effect_of(
    workspace: Workspace,
    clause_id: ClauseId,
    proposed: Clause | None,
    label: str | None,
    *,
    now: datetime,
) -> Effect:
    """What a clause means on the last quarter's leads.

    Args:
        workspace: Where the agreement and the leads are.
        clause_id: The clause.
        proposed: As it is proposed; None where nothing is.
        label: Which agreement; the newest where None.
        now: The moment that counts where no import says one.

    Raises:
        Problem: `workspace-damaged`, where what it stands on is.
    """
    return QuarterEffects.of(workspace, label, now=now).effect(clause_id, proposed)


class QuarterEffects(OfLastQuarter):
    """What clauses of a draft mean on the last quarter's leads; the evidence is read once.

    Limits and targets of a commitment that are tried one after the other cost next to nothing.

    Args:
        request: The evidence and its moment.
        agreement: The draft.
    """

    def __init__(self, request: Request, agreement: Agreement) -> None:
        super().__init__(request, agreement)
        quarter = self._quarter
        self._found = Effect(quarter.label, quarter.whole_start, quarter.whole_end)
        self._bench = Workbench(
            replace(
                request,
                versions=(VersionInForce(agreement),),
                first=quarter.whole_start,
                last=quarter.whole_end,
                explicit_range=True,
                by=None,
                period=None,
            )
        )
        self._trials: OrderedDict[Commitment, Trials] = OrderedDict()

    def effect(self, clause_id: ClauseId, proposed: Clause | None) -> Effect:
        """What a clause means as it stands, and as it is proposed or tried."""
        found = self._found
        if self._bench.request.evidence.leads.frame.is_empty():
            return replace(found, trouble=Problem("no-leads-imported"))
        shown: list[Shown | None] = []
        for clause in (self._agreement.clauses.get(clause_id), proposed):
            if clause is None or not measurable(clause):
                shown.append(None)
                continue
            try:
                if isinstance(clause, Commitment):
                    shown.append(self._promise(clause))
                else:
                    shown.append(_meeting(self._stating(clause_id, clause), clause))
            except Problem as problem:
                return replace(found, trouble=problem)
        return replace(found, standing=shown[0], proposed=shown[1])

    def _stating(self, clause_id: ClauseId, clause: Clause) -> Workbench:
        clauses = {**self._agreement.clauses, clause_id: clause}
        version = VersionInForce(replace(self._agreement, clauses=clauses))
        return self._bench.asking(replace(self._bench.request, versions=(version,)))

    def _promise(self, commitment: Commitment) -> Shown:
        """A promise over the whole quarter, whatever it is promised by."""
        whole = replace(commitment, every="period", targets=())
        words = replace(whole, limit=None, target=_ANY)
        if words not in self._trials:
            bench = self._stating(("commitment", whole.key), whole)
            self._trials[words] = Trials(bench, whole.key)
            while len(self._trials) > _HELD:
                self._trials.popitem(last=False)
        result = self._trials[words].result(limit=whole.limit, target=whole.target)
        assert result is not None  # the one version states it, and the quarter is its period
        entry = result.periods[0]
        shared = entry.kept is not None
        counted = entry.kept if entry.kept is not None else entry.eligible
        of = counted + (entry.missed or 0)
        return Shown(
            counted,
            of,
            entry.value,
            entry.goal.unit,
            entry.goal,
            by_leads=shared,
            applies=entry.eligible,
        )


def _meeting(bench: Workbench, clause: Clause) -> Shown:
    """How many leads meet the conditions of a clause of the one version that is asked.

    Raises:
        Problem: Where a field that it needs was never imported.
    """
    assert isinstance(clause, Segment | Stage | ScoringRule)
    request = bench.request
    fields = bench.fields(Kind.LEADS, request.newest)
    fields.require(CREATED)
    groups = () if isinstance(clause, ScoringRule) else clause.any
    meets = holds_any(clause.where, groups, fields)
    inside = bench.leads.filter(in_days(CREATED, request.first, request.last, bench.zone))
    return Shown(int(inside.select(meets.sum()).item() or 0), inside.height)
