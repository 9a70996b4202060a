"""What a party suggests otherwise than the agreement, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.agreement_text import AgreementText, read_text
from alignment_desktop.domain.clauses import Clause
from alignment_desktop.domain.differences import stated
from alignment_desktop.domain.discussion import Discussion
from alignment_desktop.domain.discussion_entries import ProposalAnswered
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.proposals import (
    WITHDRAW,
    Proposal,
)
from alignment_desktop.services.actors import identify
from alignment_desktop.services.applying import require_known, with_full_names
from alignment_desktop.services.base_revisions import label_seen, past_seen
from alignment_desktop.services.discussion import discussion_in
from alignment_desktop.services.drafts import Draft, stored_clause
from alignment_desktop.services.suggesting import Suggested, readable, suggest
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.clause_history import Past
    from alignment_desktop.storage.writer import Writer


@dataclass(frozen=True)
class ProposeText:
    """Propose what a text says otherwise than the agreement: a proposal for each such clause.

    Attributes:
        text: The agreement text.
        party: Who proposes.
        file: What the text is called in messages.
        why: The reason; may be empty.
        label: The agreement it is meant for where the text itself does not say.
        seen: The workspace's revision that the author had read, on which the proposals are based;
            what stands where None.
    """

    text: str
    party: str
    file: str = ""
    why: str = ""
    label: str | None = None
    seen: int | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> tuple[Suggested, ...]:
        """Propose it; nothing of the agreement changes yet.

        Raises:
            Problem: Where the text has a mistake; `unknown-agreement`, `unknown-revision`.
                Nothing is proposed then.
        """
        text = read_text(self.text, file=self.file)
        if self.label is not None and text.label not in (None, self.label):
            raise Problem("other-label", file=self.file, value=text.label, label=self.label)
        why = readable(self.why)
        with workspace.store.change(Entry("propose", by, at)) as writer:
            past = past_seen(writer, self.seen)
            label = label_seen(writer, past, text.label or self.label)
            draft = workspace.draft_in(writer, label)
            identify(writer, draft.agreement, self.party)
            require_known(writer, draft, text, self.file)
            wishes = wishes_of(draft, text, self.file)
            return suggest_each(writer, past, draft, wishes, self.party, why)


@dataclass(frozen=True)
class GiveReason:
    """Say why a proposal was made, where that was not said with it.

    The proposal goes on under a new number with the reason; the one without is withdrawn.

    Attributes:
        proposal: Its number.
        party: Who proposed it.
        why: The reason.
        seen: The workspace's revision that the party had read; whatever stands where None.
    """

    proposal: int
    party: str
    why: str
    seen: int | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Suggested:
        """Give it.

        Raises:
            Problem: `unknown-proposal`, `proposal-closed`, `others-proposal`, `unknown-revision`,
                `proposal-changed-since`. Nothing is changed then.
        """
        why = readable(self.why)
        with workspace.store.change(Entry("propose", by, at)) as writer:
            proposal = proposal_numbered(discussion_in(writer), self.proposal)
            past = past_seen(writer, self.seen)
            draft = workspace.draft_in(writer, writer.agreement(proposal.agreement).label)
            identify(writer, draft.agreement, self.party)
            if not proposal.is_open:
                state = proposal.state.value
                raise Problem("proposal-closed", proposal=proposal.id, state=state)
            if proposal.party != self.party:
                raise Problem("others-proposal", proposal=proposal.id, party=proposal.party)
            if proposal.revision > past.revision:
                raise Problem("proposal-changed-since", proposal=proposal.id, seen=past.revision)
            writer.record(ProposalAnswered(*proposal.place, self.party, WITHDRAW))
            base, proposed = wordings_of(proposal)
            return suggest(
                writer,
                draft,
                proposal.clause_id,
                base,
                proposed,
                base_revision=proposal.base_revision,
                party=self.party,
                why=why,
                counters=proposal.counters,
            )


def wishes_of(draft: Draft, text: AgreementText, file: str) -> dict[ClauseId, Clause | None]:
    """The clauses that a text has otherwise than an agreement; None: it is to be removed.

    Args:
        draft: The agreement.
        text: The text.
        file: What the text is called in messages.
    """
    named = with_full_names(draft.agreement, text, file)
    removed: dict[ClauseId, Clause | None] = dict.fromkeys(sorted(named.removals))
    return {**named.clauses, **removed}


def suggest_each(
    writer: Writer,
    past: Past,
    draft: Draft,
    wishes: dict[ClauseId, Clause | None],
    party: str,
    why: str,
    counters: int | None = None,
) -> tuple[Suggested, ...]:
    """Notes a proposal for each wish that is one.

    Args:
        writer: The change under way.
        past: The workspace as the author had read it.
        draft: The agreement.
        wishes: The clauses as they are to be; None: removed.
        party: Who proposes.
        why: The reason; may be empty.
        counters: The proposal that they answer, if they do.
    """
    number = discussion_in(writer).last_proposal
    made: list[Suggested] = []
    for clause_id, mine in wishes.items():
        base = past.clause(draft.id, clause_id, draft.agreement.clauses.get(clause_id))
        # What the author left as it was is no wish, even where others changed it since.
        if (base is None) == (mine is None) and stated(base) == stated(mine):
            continue
        number += 1
        made.append(
            suggest(
                writer,
                draft,
                clause_id,
                base,
                mine,
                base_revision=past.revision,
                party=party,
                why=why,
                counters=counters,
                number=number,
            )
        )
    return tuple(made)


def proposal_numbered(discussion: Discussion, number: int) -> Proposal:
    """The proposal of a number.

    Raises:
        Problem: `no-proposal`, `unknown-proposal`.
    """
    proposal = discussion.proposals.get(number)
    if proposal is None:
        waiting = [str(each.id) for each in discussion.proposals.values() if each.is_open]
        if not waiting:
            raise Problem("no-proposal", value=number)
        raise Problem("unknown-proposal", value=number, known=", ".join(waiting))
    return proposal


def wordings_of(proposal: Proposal) -> tuple[Clause | None, Clause | None]:
    """The clause as it stood, and as it is proposed."""
    base, proposed = (
        None if body is None else stored_clause(*proposal.clause_id, body)
        for body in (proposal.base, proposal.proposed)
    )
    return base, proposed
