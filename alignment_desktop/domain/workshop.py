"""What a workshop is about: an agreement with its discussion, and which clauses are taken up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import KINDS, PARTIES
from alignment_desktop.domain.proposals import ProposalState
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement, ClauseId
    from alignment_desktop.domain.consent import Consents
    from alignment_desktop.domain.discussion import Discussion
    from alignment_desktop.domain.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Voice:
    """Who did a thing.

    Attributes:
        party: `sales` or `marketing`; empty where somebody speaks for neither.
        person: The key of the person; None where nobody is named.
    """

    party: str
    person: str | None


@dataclass(frozen=True, slots=True)
class Parked:
    """With whom a clause waits.

    Attributes:
        owner: The key of the person who looks after it.
        until: The day until which it waits.
        why: What it waits for; may be empty.
        by: Who put it aside.
    """

    owner: str
    until: date
    why: str
    by: Voice


@dataclass(frozen=True)
class Table:
    """What a workshop is about: an agreement and its discussion as they stand.

    Attributes:
        number: The agreement's number in the store.
        agreement: Its clauses.
        consents: Who agrees to which of them.
        revisions: The change that gave each clause its words.
        discussion: What is proposed, said and put aside.
    """

    number: int
    agreement: Agreement
    consents: Consents
    revisions: Mapping[ClauseId, int]
    discussion: Discussion

    def parked(self, clause_id: ClauseId) -> Parked | None:
        """With whom a clause waits now; None where it is not parked.

        It is where its newest proposal that waits is parked, or where it was put aside itself and
        nobody wrote in it, agreed to it or proposed anything since.
        """
        waiting = self.waiting(clause_id)
        if waiting:
            return _parked_proposal(waiting[-1])
        parking = self.discussion.parking_of(self.number, clause_id)
        if parking is None or self.revisions.get(clause_id, 0) > parking.made:
            return None
        if any(each.at > parking.at for each in self.consents.assents_to(clause_id).values()):
            return None
        by = Voice(parking.party, parking.person)
        return Parked(parking.owner, parking.until, parking.why, by)

    def waiting(self, clause_id: ClauseId) -> list[Proposal]:
        """The proposals for a clause that wait for an answer, the parked ones first."""
        found = self._open.get(clause_id, [])
        return sorted(found, key=lambda each: each.state is not ProposalState.PARKED)

    @cached_property
    def _open(self) -> dict[ClauseId, list[Proposal]]:
        """Once for all clauses that are asked about."""
        return self.discussion.open_for(self.number)

    def whole(self, clause_id: ClauseId) -> bool:
        """Whether both parties agree to a clause as it stands."""
        return len(self.consents.of(clause_id)) == len(PARTIES)

    def waits(self, clause_id: ClauseId) -> tuple[str, ...]:
        """The parties for whom a clause waits: that they agree, or that they answer."""
        answering = {
            party for each in self.waiting(clause_id) for party in PARTIES if party != each.party
        }
        standing = clause_id in self.agreement.clauses
        return tuple(
            party
            for party in PARTIES
            if party in answering
            or (standing and not answering and party not in self.consents.of(clause_id))
        )

    def settled(self, clause_id: ClauseId) -> bool:
        """Whether nothing has to be said about a clause any more: agreed, or parked."""
        return not self.waits(clause_id) or self.parked(clause_id) is not None


@dataclass(frozen=True, slots=True)
class Scope:
    """Which clauses of an agreement a workshop takes up.

    Attributes:
        page: The page of the window whose clauses are taken up; empty: all.
        waiting: Whether only those are taken up that wait for somebody.
    """

    page: str = ""
    waiting: bool = True


def agenda(table: Table, scope: Scope) -> tuple[ClauseId, ...]:
    """The clauses that a workshop takes up, section by section as an agreement is written.

    New ones that are only proposed stand behind the others of their kind.
    """
    proposed = [
        each
        for each in table.discussion.open_for(table.number)
        if each not in table.agreement.clauses
    ]
    every = [*(clause_id for clause_id, _ in table.agreement.in_order()), *proposed]
    wanted = [each for each in every if scope.page in ("", KINDS[each[0]].page)]
    if scope.waiting:
        wanted = [each for each in wanted if not table.settled(each)]
    return tuple(sorted(wanted, key=place_on_agenda))


SECTIONS = ("plan", "glossary", "funnel", "scoring", "commitments", "cadence")
"""The pages whose clauses a workshop takes up, in their order."""


_ORDER = tuple(KINDS)


def place_on_agenda(clause_id: ClauseId) -> tuple[int, int, int]:
    """The section of a clause, and the place of its kind there."""
    kind = clause_id[0]
    return SECTIONS.index(KINDS[kind].page), KINDS[kind].rank, _ORDER.index(kind)


def _parked_proposal(proposal: Proposal) -> Parked | None:
    """With whom a proposal waits; None where it is not parked."""
    if proposal.state is not ProposalState.PARKED:
        return None
    last = proposal.answers[-1]
    assert last.until is not None
    return Parked(last.owner, last.until, last.why, Voice(last.party, last.person))
