"""Proposals as they are noted in a change, and what becomes one instead of an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.domain import fields as f
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import Clause, clause_name
from alignment_desktop.domain.differences import differences, stated
from alignment_desktop.domain.discussion_entries import ProposalAnswered, Proposed
from alignment_desktop.domain.merging import Merge, overlaid
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.proposals import COUNTER, WITHDRAW, Body, Proposal, ProposalState
from alignment_desktop.services.discussion import discussion_in
from alignment_desktop.services.drafts import Draft, clause_body, stored_clause
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment_desktop.storage.writer import Writer

_LONGEST_COMMENT = 10_000


@dataclass(frozen=True)
class Suggested:
    """A proposal that was made.

    Attributes:
        id: Its number.
        clause: The clause that it would change, as `kind.key`.
    """

    id: int
    clause: str


@dataclass(frozen=True)
class Wish:
    """How a party would have a clause.

    Attributes:
        clause_id: The clause.
        base: How it stood when the party read it; None: it was not there.
        mine: How the party has it.
        merged: What comes of that with what others did since; where None nobody did anything.
    """

    clause_id: ClauseId
    base: Clause | None
    mine: Clause
    merged: Merge | None = None


def suggest(
    writer: Writer,
    draft: Draft,
    clause_id: ClauseId,
    base: Clause | None,
    proposed: Clause | None,
    *,
    base_revision: int,
    party: str,
    why: str = "",
    counters: int | None = None,
    number: int | None = None,
) -> Suggested:
    """Notes one proposal in a change.

    Args:
        writer: The change under way.
        draft: The agreement as it stands.
        clause_id: The clause that would be changed.
        base: How it stood when it was read; None: it was not there.
        proposed: How it is proposed; None: it is to be removed.
        base_revision: The workspace's revision on which that is based.
        party: Who proposes.
        why: The reason.
        counters: The proposal that it answers, if any.
        number: Its number; the next one where None.
    """
    made = discussion_in(writer).last_proposal + 1 if number is None else number
    bodies = _body(base), _body(proposed)
    place = draft.id, *clause_id, made, party
    writer.record(Proposed(*place, base_revision, *bodies, why, counters))
    return Suggested(made, clause_name(*clause_id))


def readable(text: str) -> str:
    """A reason or a comment as it is kept.

    Raises:
        Problem: `unreadable-text`, `comment-too-long`.
    """
    found = str(f.TEXT.read(text)).strip()
    if len(found) > _LONGEST_COMMENT:
        raise Problem("comment-too-long", count=len(found), high=_LONGEST_COMMENT)
    return found


def agreed_by_other(draft: Draft, clause_id: ClauseId, party: str) -> bool:
    """Whether the other party has agreed to a clause as it stands."""
    return any(each != party for each in draft.consents.of(clause_id))


def suggest_edit(
    writer: Writer,
    draft: Draft,
    clause_id: ClauseId,
    party: str,
    base: Clause | None,
    mine: Clause,
    merged: Merge,
) -> Suggested | None:
    """`suggest_edits`, for one."""
    (made,) = suggest_edits(writer, draft, [Wish(clause_id, base, mine, merged)], party)
    return made


def suggest_edits(
    writer: Writer, draft: Draft, wishes: Sequence[Wish], party: str
) -> list[Suggested | None]:
    """Notes edits as proposals, where they may not change what stands.

    That is where the other party has agreed to the clause, where it proposes something else for the
    same field, which the edit counters then, and where somebody else changed the same field, or
    removed the clause, since the author read it. What the author proposed before goes on in the new
    proposal.

    Args:
        writer: The change under way.
        draft: The agreement as it stands.
        wishes: How the party has the clauses; each of another clause.
        party: Who edits.

    Returns:
        For each the proposal; None where the edit may change the clause itself, or changes nothing.

    Raises:
        Problem: `proposed-already`, where the other party proposes the very same; that what is
            proposed breaks a rule.
    """
    if not wishes:
        return []
    discussion = discussion_in(writer)
    waiting, number = discussion.open_for(draft.id), discussion.last_proposal
    made: list[Suggested | None] = []
    for wish in wishes:
        found = _suggest_wish(
            writer, draft, wish, party, waiting.get(wish.clause_id, []), number + 1
        )
        number += found is not None
        made.append(found)
    return made


def _suggest_wish(
    writer: Writer,
    draft: Draft,
    wish: Wish,
    party: str,
    waiting: list[Proposal],
    number: int,
) -> Suggested | None:
    clause_id, base, mine = wish.clause_id, wish.base, wish.mine
    merged = wish.merged or Merge(mine)
    standing = draft.agreement.clauses.get(clause_id)
    free = merged.clause is not None and not agreed_by_other(draft, clause_id, party)
    answered = _answered(waiting, party, base, mine)
    if merged.unfit is not None or (free and not answered):
        return None
    own = [each for each in waiting if each.party == party and each.state is ProposalState.OPEN]
    proposed = mine if standing is None else _with_own(own, standing, base, mine)
    if stated(proposed) == stated(standing) or stated(mine) == stated(base):
        return None
    countered = _countered(answered, proposed)
    for each in own:
        writer.record(ProposalAnswered(*each.place, party, WITHDRAW))
    if countered is not None:
        writer.record(ProposalAnswered(*countered.place, party, COUNTER))
    return suggest(
        writer,
        draft,
        clause_id,
        standing,
        proposed,
        base_revision=writer.revision() - 1,
        party=party,
        why=next((each.why for each in own if each.why), ""),
        counters=None if countered is None else countered.id,
        number=number,
    )


def suggest_removals(
    writer: Writer, draft: Draft, ids: Sequence[ClauseId], party: str, *, noted: int = 0
) -> tuple[Suggested, ...]:
    """Notes removals as proposals; what the party proposed before for the clauses is withdrawn.

    Args:
        writer: The change under way.
        draft: The agreement as it stands.
        ids: The clauses.
        party: Who proposes.
        noted: How many proposals the same change has noted before.

    Raises:
        Problem: `removal-proposed`.
    """
    discussion = discussion_in(writer)
    waiting, number = discussion.open_for(draft.id), discussion.last_proposal + noted
    made = []
    for clause_id in ids:
        for each in waiting.get(clause_id, []):
            if each.party == party and each.proposed is None:
                raise Problem("removal-proposed", clause=each.clause)
            if each.party == party:
                writer.record(ProposalAnswered(*each.place, party, WITHDRAW))
        number += 1
        standing, revision = draft.agreement.clauses[clause_id], writer.revision() - 1
        made.append(
            suggest(
                writer,
                draft,
                clause_id,
                standing,
                None,
                base_revision=revision,
                party=party,
                number=number,
            )
        )
    return tuple(made)


def _with_own(own: list[Proposal], standing: Clause, base: Clause | None, mine: Clause) -> Clause:
    """The clause as it stands with what the author proposed before, and with the new edit."""
    proposed = standing
    for each in own:
        if each.base is not None and each.proposed is not None:
            before, wish = (
                stored_clause(*each.clause_id, body) for body in (each.base, each.proposed)
            )
            proposed = overlaid(before, proposed, wish)
    return overlaid(base, proposed, mine)


def _answered(
    waiting: list[Proposal], party: str, base: Clause | None, mine: Clause
) -> list[Proposal]:
    """The other party's proposals for a field that the edit changes too."""
    changed = {each.field for each in differences(base, mine)}
    return [
        each
        for each in waiting
        if each.party != party and not changed.isdisjoint(each.fields(_body(base)))
    ]


def _countered(answered: list[Proposal], proposed: Clause) -> Proposal | None:
    """The first of the other party's proposals that what is proposed is an answer to.

    Raises:
        Problem: `proposed-already`.
    """
    if not answered:
        return None
    first = answered[0]
    wish = None if first.proposed is None else stored_clause(*first.clause_id, first.proposed)
    if stated(wish) == stated(proposed):
        raise Problem("proposed-already", clause=first.clause, party=first.party)
    return first


def _body(clause: Clause | None) -> Body | None:
    return None if clause is None else clause_body(clause)
