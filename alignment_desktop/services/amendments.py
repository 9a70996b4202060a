"""What a version amends, and the reasons that were given for each change."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.documents.agreement_values import Amendment, Why
from alignment_desktop.domain.proposals import Proposal, ProposalState
from alignment_desktop.phrasing.clauses import name_at

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.versions import Version
    from alignment_desktop.services.workspace import Draft, Workspace


def amendment(
    workspace: Workspace, draft: Draft, before: Version, after: Version | None
) -> Amendment:
    """The version before, with what was said for the changes that came to be agreed since.

    Args:
        workspace: Where both are.
        draft: The agreement as it stands.
        before: The version that is amended.
        after: The version that amends it; None: the draft.
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
    )


def _counts(proposal: Proposal, since: datetime, until: datetime | None) -> bool:
    """Whether a proposal with a reason was accepted between two moments."""
    if proposal.state is not ProposalState.ACCEPTED or not proposal.why.strip():
        return False
    at = proposal.answers[-1].at
    return at > since and (until is None or at <= until)


def _why(proposal: Proposal, agreement: Agreement) -> Why:
    person = name_at(agreement, "person", proposal.person) if proposal.person else ""
    return Why(proposal.party, person, proposal.why.strip())
