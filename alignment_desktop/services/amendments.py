"""What a version amends, and the reasons that were given for each change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.documents.agreement_values import Amendment, Why
from alignment_desktop.domain.clauses import COMMITMENT, clause_name
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.proposals import Proposal, ProposalState
from alignment_desktop.phrasing.clauses import name_at

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.verdicts import PeriodFigure
    from alignment_desktop.services.drafts import Draft
    from alignment_desktop.services.versions import Version
    from alignment_desktop.services.workspace import Workspace


def amendment(
    workspace: Workspace, draft: Draft, before: Version, after: Version | None, now: datetime
) -> Amendment:
    """The version before, with what was said for the changes that came to be agreed since.

    Args:
        workspace: Where both are.
        draft: The agreement as it stands.
        before: The version that is amended.
        after: The version that amends it; None: the draft.
        now: The present moment.
    """
    agreement = draft.agreement if after is None else after.agreement
    until = None if after is None else after.frozen_at
    why: dict[str, list[Why]] = defaultdict(list)
    for proposal in workspace.discussion().proposals.values():
        if proposal.agreement == draft.id and _counts(proposal, before.frozen_at, until):
            why[proposal.clause].append(_why(proposal, agreement))
    return Amendment(
        number=before.number,
        agreement=before.agreement,
        reason="" if after is None else after.reason,
        why={clause: tuple(reasons) for clause, reasons in why.items()},
        results=_results(workspace, draft, before.agreement, after, now),
    )


def _results(
    workspace: Workspace,
    draft: Draft,
    before: Agreement,
    after: Version | None,
    now: datetime,
) -> Mapping[str, PeriodFigure]:
    """What came of each changed promise, as it was before, in its last period that is over.

    Of a version those imports count that counted when it was frozen, so that it is always printed
    the same: what is signed is held against it. Of evidence that cannot be measured no result is
    told.
    """
    agreement = draft.agreement if after is None else after.agreement
    changed = [
        key
        for key, promise in agreement.commitments.items()
        if before.commitments.get(key) not in (None, promise)
    ]
    if not changed:
        return {}
    # Most amendments change no promise, and then nothing that measures is needed.
    from alignment_desktop.measurement.attainment import measure_at
    from alignment_desktop.measurement.request import Workbench
    from alignment_desktop.measurement.versions import VersionInForce
    from alignment_desktop.services.measuring import Question, period_figure, request_of

    try:
        batches = None
        if after is not None:
            with workspace.store.read() as reader:
                batches = reader.batches_at_freezing(draft.id, after.number)
            if not batches:
                return {}
        asked = request_of(workspace, Question(label=draft.agreement.label, batches=batches), now)
        days = before.header.period
        versions = (VersionInForce(before),)
        bench = Workbench(replace(asked, versions=versions, first=days.start, last=days.end))
        found = {}
        for key in changed:
            for result in measure_at(bench.asking(replace(bench.request, only=key))):
                over = [period_figure(each) for each in result.periods if each.is_over]
                told = [each for each in over if each.value is not None]
                if told:
                    found[clause_name(COMMITMENT, key)] = told[-1]
    except Problem:
        return {}
    return found


def _counts(proposal: Proposal, since: datetime, until: datetime | None) -> bool:
    """Whether a proposal with a reason was accepted between two moments."""
    if proposal.state is not ProposalState.ACCEPTED or not proposal.why.strip():
        return False
    at = proposal.answers[-1].at
    return at > since and (until is None or at <= until)


def _why(proposal: Proposal, agreement: Agreement) -> Why:
    person = name_at(agreement, "person", proposal.person) if proposal.person else ""
    return Why(proposal.party, person, proposal.why.strip())
