"""What a party suggests, what the other one answers, and what both say about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.agreement_text import AgreementText, read_text
from alignment_desktop.domain.clauses import Clause, clause_name
from alignment_desktop.domain.consent import Assent
from alignment_desktop.domain.differences import clause_change, stated
from alignment_desktop.domain.discussion import Comment, Discussion
from alignment_desktop.domain.discussion_entries import Commented, ProposalAnswered
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
from alignment_desktop.services.applying import require_known, with_full_names
from alignment_desktop.services.base_revisions import label_seen, past_seen
from alignment_desktop.services.discussion import discussion_in
from alignment_desktop.services.editing import (
    next_place,
    put_clause,
    require_removable,
    take_out,
    whole_agreement,
)
from alignment_desktop.services.suggesting import Suggested, readable, suggest
from alignment_desktop.services.workspace import Draft, Workspace, stored_clause
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.clause_history import Past
    from alignment_desktop.storage.rows import AgreementRow
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
            wishes = _wishes(draft, text, self.file)
            return _suggest(writer, past, draft, wishes, self.party, why)


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
            proposal = _found(discussion, self.proposal)
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
        wishes = _wishes(draft, text, self.file)
        if list(wishes) != [proposal.clause_id]:
            facts = {"proposal": proposal.id, "clause": proposal.clause, "file": self.file}
            raise Problem("counter-of-other-clause", **facts)
        _, proposed = _wordings(proposal)
        mine = wishes[proposal.clause_id]
        if (mine is None) == (proposed is None) and stated(mine) == stated(proposed):
            raise Problem("counter-is-proposed", proposal=proposal.id, clause=proposal.clause)
        made = _suggest(writer, past, draft, wishes, self.party, why, counters=proposal.id)
        if not made:
            raise Problem("counter-changes-nothing", proposal=proposal.id, clause=proposal.clause)
        return made[0].id


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
            proposal = _found(discussion_in(writer), self.proposal)
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
            base, proposed = _wordings(proposal)
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


@dataclass(frozen=True)
class WriteComment:
    """Add to the discussion of a clause.

    Attributes:
        name: The clause, as `kind.key` or by a key that only one clause has; one that is only
            proposed counts too.
        text: What is said.
        party: Who says it; None: a facilitator.
        label: Which agreement; the newest where None.
    """

    name: str
    text: str
    party: str | None
    label: str | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Comment:
        """Add it.

        Raises:
            Problem: `unknown-clause`, `ambiguous-clause`, `comment-empty`, `comment-too-long`,
                `unreadable-text`. Nothing is written then.
        """
        text = readable(self.text)
        if not text:
            raise Problem("comment-empty")
        with workspace.store.change(Entry("comment", by, at)) as writer:
            draft = workspace.draft_in(writer, self.label)
            identify(writer, draft.agreement, self.party)
            discussion = discussion_in(writer)
            kind, key = discussed(draft, discussion, self.name)
            number = discussion.last_comment + 1
            writer.record(Commented(draft.id, kind, key, number, self.party or "", text))
            person, revision = writer.entry.actor.person, writer.revision()
        return Comment(number, draft.id, kind, key, self.party or "", person, at, revision, text)


def _wishes(draft: Draft, text: AgreementText, file: str) -> dict[ClauseId, Clause | None]:
    named = with_full_names(draft.agreement, text, file)
    removed: dict[ClauseId, Clause | None] = dict.fromkeys(sorted(named.removals))
    return {**named.clauses, **removed}


def _suggest(
    writer: Writer,
    past: Past,
    draft: Draft,
    wishes: dict[ClauseId, Clause | None],
    party: str,
    why: str,
    counters: int | None = None,
) -> tuple[Suggested, ...]:
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


def _found(discussion: Discussion, number: int) -> Proposal:
    proposal = discussion.proposals.get(number)
    if proposal is None:
        waiting = [str(each.id) for each in discussion.proposals.values() if each.is_open]
        if not waiting:
            raise Problem("no-proposal", value=number)
        raise Problem("unknown-proposal", value=number, known=", ".join(waiting))
    return proposal


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
    base, proposed = _wordings(proposal)
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


def _wordings(proposal: Proposal) -> tuple[Clause | None, Clause | None]:
    """The clause as it stood, and as it is proposed."""
    base, proposed = (
        None if body is None else stored_clause(*proposal.clause_id, body)
        for body in (proposal.base, proposal.proposed)
    )
    return base, proposed


def discussed(draft: Draft, discussion: Discussion, name: str) -> ClauseId:
    """The clause that a name means, among those that stand and those that are proposed."""
    try:
        return draft.agreement.find(name)
    except Problem:
        proposed = {each.clause_id for each in discussion.of_agreement(draft.id) if each.is_open}
        found = [each for each in proposed if name in (each[1], clause_name(*each))]
        if len(found) != 1:
            raise
        return found[0]
