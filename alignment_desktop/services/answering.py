"""What a party answers to a proposal, and what an accepted one makes of the agreement."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement_text import AgreementText, read_text
from alignment_desktop.domain.consent import Assent
from alignment_desktop.domain.differences import clause_change, stated
from alignment_desktop.domain.discussion_entries import ProposalAnswered
from alignment_desktop.domain.merging import Disputed, merge
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.proposals import (
    ACCEPT,
    ANSWERS,
    COUNTER,
    DECLINE,
    PARK,
    WITHDRAW,
    Proposal,
)
from alignment_desktop.services.actors import identify
from alignment_desktop.services.base_revisions import past_seen
from alignment_desktop.services.discussion import discussion_in
from alignment_desktop.services.drafts import Draft
from alignment_desktop.services.editing import (
    next_place,
    put_clause,
    require_removable,
    take_out,
    whole_agreement,
)
from alignment_desktop.services.proposing import (
    proposal_numbered,
    suggest_each,
    wishes_of,
    wordings_of,
)
from alignment_desktop.services.suggesting import readable
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.clause_history import Past
    from alignment_desktop.storage.rows import AgreementRow
    from alignment_desktop.storage.writer import Writer


@dataclass(frozen=True)
class Answered:
    """What an answer did.

    Attributes:
        id: The proposal's number.
        state: How it stands now.
        new: The number of the proposal by which it was countered, if it was.
        clause: The clause.
        waits: Whether the clause still waits for the one who proposed: others have changed it
            since in other fields.
    """

    id: int
    state: str
    new: int | None
    clause: str
    waits: bool = False


@dataclass(frozen=True)
class AnswerProposal:
    """Accept, decline, counter, withdraw or park a proposal.

    Attributes:
        proposal: Its number.
        answer: One of `domain.discussion.ANSWERS`.
        party: Who answers.
        why: The reason; may be empty.
        text: The agreement text with the clause as the counter-proposal has it.
        file: What the text is called in messages.
        owner: The key of the person who looks after a parked one.
        until: The day until which it is parked.
        seen: The workspace's revision that the party had read; whatever stands where None.
    """

    proposal: int
    answer: str
    party: str
    why: str = ""
    text: str | None = None
    file: str = ""
    owner: str = ""
    until: date | None = None
    seen: int | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Answered:
        """Answer it.

        Raises:
            Problem: `unknown-proposal`, `proposal-closed`, `own-proposal`, `others-proposal`,
                `park-needs`, `parked-until-past`, `counter-needs-text`,
                `counter-is-proposed`, `counter-of-other-clause`,
                `counter-changes-nothing`, `answer-takes-no`, `unknown-revision`,
                `clause-changed-since`, `proposal-changed-since`; `proposed-field-changed`, where
                a proposed field was changed since. Nothing is changed then.
        """
        text = self._counter_text()
        why = readable(self.why)
        with workspace.store.change(Entry("answer", by, at)) as writer:
            discussion = discussion_in(writer)
            proposal = proposal_numbered(discussion, self.proposal)
            row = writer.agreement(proposal.agreement)
            past = past_seen(writer, self.seen)
            draft = workspace.draft_in(writer, row.label)
            identify(writer, draft.agreement, self.party)
            self._require_allowed(draft, proposal, row)
            require_future(self.until, draft, at)
            _require_seen(past, draft, proposal)
            waits, new = False, None
            if self.answer == ACCEPT:
                waits = _accept(writer, draft, proposal, self.party)
            said = self.answer, why, self.owner, self.until
            writer.record(ProposalAnswered(*proposal.place, self.party, *said))
            if text is not None:
                new = self._counter(writer, past, draft, proposal, text, why)
        return Answered(proposal.id, ANSWERS[self.answer], new, proposal.clause, waits)

    def _counter_text(self) -> AgreementText | None:
        """The text of a counter-proposal.

        Raises:
            Problem: `counter-needs-text`, `answer-takes-no`, or where the text has a mistake.
        """
        if self.answer != COUNTER:
            if self.text is not None:
                raise Problem("answer-takes-no", answer=self.answer, option="--file")
            return None
        if self.text is None:
            raise Problem("counter-needs-text")
        return read_text(self.text, file=self.file)

    def _require_allowed(self, draft: Draft, proposal: Proposal, row: AgreementRow) -> None:
        if not proposal.is_open:
            state = proposal.state.value
            raise Problem("proposal-closed", proposal=proposal.id, state=state)
        own = proposal.party == self.party
        if own and self.answer in (ACCEPT, COUNTER, DECLINE):
            facts = {"proposal": proposal.id, "party": self.party, "answer": self.answer}
            raise Problem("own-proposal", **facts)
        if not own and self.answer == WITHDRAW:
            raise Problem("others-proposal", proposal=proposal.id, party=proposal.party)
        if self.answer != PARK:
            for option, given in (("--owner", self.owner), ("--until", self.until)):
                if given:
                    raise Problem("answer-takes-no", answer=self.answer, option=option)
            return
        if not self.owner or self.until is None:
            raise Problem("park-needs")
        people = draft.agreement.of_kind("person")
        if self.owner not in people:
            known = ", ".join(people) or "nobody"
            raise Problem("unknown-person", value=self.owner, label=row.label, known=known)

    def _counter(
        self,
        writer: Writer,
        past: Past,
        draft: Draft,
        proposal: Proposal,
        text: AgreementText,
        why: str,
    ) -> int:
        if text.label not in (None, draft.agreement.label):
            label = draft.agreement.label
            raise Problem("other-label", file=self.file, value=text.label, label=label)
        wishes = wishes_of(draft, text, self.file)
        if list(wishes) != [proposal.clause_id]:
            facts = {"proposal": proposal.id, "clause": proposal.clause, "file": self.file}
            raise Problem("counter-of-other-clause", **facts)
        _, proposed = wordings_of(proposal)
        mine = wishes[proposal.clause_id]
        if (mine is None) == (proposed is None) and stated(mine) == stated(proposed):
            raise Problem("counter-is-proposed", proposal=proposal.id, clause=proposal.clause)
        made = suggest_each(writer, past, draft, wishes, self.party, why, counters=proposal.id)
        if not made:
            raise Problem("counter-changes-nothing", proposal=proposal.id, clause=proposal.clause)
        return made[0].id


def require_future(until: date | None, draft: Draft, at: datetime) -> None:
    """Refuses to put something aside until a day that is over.

    Args:
        until: The day; None: it is not put aside.
        draft: The agreement, by whose time zone days are counted.
        at: The present moment.

    Raises:
        Problem: `parked-until-past`.
    """
    today = at.astimezone(ZoneInfo(draft.agreement.timezone)).date()
    if until is not None and until < today:
        raise Problem("parked-until-past", field="until", day=until, today=today)


def _require_seen(past: Past, draft: Draft, proposal: Proposal) -> None:
    """Refuses an answer to what the party has not read.

    Raises:
        Problem: `clause-changed-since`, `proposal-changed-since`.
    """
    if proposal.revision > past.revision:
        raise Problem("proposal-changed-since", proposal=proposal.id, seen=past.revision)
    standing = draft.agreement.clauses.get(proposal.clause_id)
    was = past.clause(draft.id, proposal.clause_id, standing)
    if draft.revisions.get(proposal.clause_id, 0) > past.revision or (was and not standing):
        changes = (clause_change(proposal.clause, was, standing),)
        by = past.authors(draft.id, proposal.clause_id)
        raise Problem("clause-changed-since", changes=changes, seen=past.revision, by=by)


def _accept(writer: Writer, draft: Draft, proposal: Proposal, party: str) -> bool:
    """Writes what is proposed; whether the clause still waits for the one who proposed it.

    Raises:
        Problem: `proposed-field-changed`, `changes-do-not-fit`, or that the agreement cannot be
            so.
    """
    clause_id = proposal.clause_id
    standing = draft.agreement.clauses.get(clause_id)
    base, proposed = wordings_of(proposal)
    merged = merge(base, standing, proposed)
    if merged.unfit is not None:
        facts = {"clause": proposal.clause, "fields": ", ".join(merged.theirs)}
        raise Problem("changes-do-not-fit", **facts, seen=proposal.base_revision, by=())
    if merged.conflicts:
        disputed = Disputed(proposal.clause, merged.conflicts, merged.removal)
        raise Problem("proposed-field-changed", proposal=proposal.id, conflicts=(disputed,))
    if merged.clause is None:
        if standing is not None:
            require_removable(draft, clause_id)
            take_out(writer, draft, [clause_id])
        return False
    clauses = {**draft.agreement.clauses, clause_id: merged.clause}
    agreement = whole_agreement(draft.agreement, clauses)
    place = draft.positions.get(clause_id, next_place(draft))
    put_clause(writer, draft, agreement, clause_id, place, party)
    if merged.theirs:
        return True
    given = {clause_id: Assent(proposal.person, proposal.at)}
    writer.give_consents(draft.id, [clause_id], proposal.party, given)
    return False
