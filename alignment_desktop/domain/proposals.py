"""Proposals as values: what a party suggests, what was said to it, and where both then stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.clauses import PARTIES, clause_name
from alignment_desktop.domain.differences import table_differences
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import ClauseId
    from alignment_desktop.domain.consent import Assent, Consents

Body = Mapping[str, Any]
"""A clause as JSON values."""


class ProposalState(StrEnum):
    """How a proposal stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    COUNTERED = "countered"
    WITHDRAWN = "withdrawn"
    PARKED = "parked"


ACCEPT, DECLINE, COUNTER, WITHDRAW, PARK = "accept", "decline", "counter", "withdraw", "park"

ANSWERS: Mapping[str, ProposalState] = {
    ACCEPT: ProposalState.ACCEPTED,
    DECLINE: ProposalState.DECLINED,
    COUNTER: ProposalState.COUNTERED,
    WITHDRAW: ProposalState.WITHDRAWN,
    PARK: ProposalState.PARKED,
}
"""Every answer, and how a proposal stands after it."""

_TO_BE_ANSWERED = (ProposalState.OPEN, ProposalState.PARKED)


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said to a proposal.

    Attributes:
        at: When.
        party: Who.
        person: The key of who said it; None where nobody is named.
        answer: One of `ANSWERS`.
        why: The reason; may be empty.
        owner: Who looks after a parked one; else empty.
        until: The day until which it is parked; else None.
        revision: The change of the workspace by which it was given.
    """

    at: datetime
    party: str
    person: str | None
    answer: str
    why: str
    owner: str
    until: date | None
    revision: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change to one clause that a party suggests; nothing changes before it is accepted.

    Attributes:
        id: Its number in the workspace.
        agreement: The agreement's number in the store.
        kind: The clause's kind.
        key: The clause's key.
        party: Who proposes.
        person: The key of who proposes; None where nobody is named.
        at: When.
        why: The reason; may be empty.
        base_revision: The workspace's revision on which it is based.
        base: The clause as it stood then; None: there was none.
        proposed: The clause as it is proposed; None: it is to be removed.
        counters: The proposal that it answers with another one, if it does.
        answers: What was said to it, the first thing first.
        made: The change of the workspace by which it was made.
    """

    id: int
    agreement: int
    kind: str
    key: str
    party: str
    person: str | None
    at: datetime
    why: str
    base_revision: int
    base: Body | None
    proposed: Body | None
    counters: int | None
    made: int
    answers: tuple[Answer, ...] = ()

    @property
    def clause_id(self) -> ClauseId:
        """The clause's kind and key."""
        return self.kind, self.key

    @property
    def clause(self) -> str:
        """The clause, as `kind.key`."""
        return clause_name(self.kind, self.key)

    @property
    def place(self) -> tuple[int, str, str, int]:
        """The agreement, the clause's kind and key, and the number: which proposal it is."""
        return self.agreement, self.kind, self.key, self.id

    @property
    def change(self) -> str:
        """What it would do: `added`, `removed` or `changed`."""
        if self.base is None:
            return "added"
        return "removed" if self.proposed is None else "changed"

    @property
    def state(self) -> ProposalState:
        """How it stands, by the last answer."""
        return ANSWERS[self.answers[-1].answer] if self.answers else ProposalState.OPEN

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer; a parked one does."""
        return self.state in _TO_BE_ANSWERED

    @property
    def revision(self) -> int:
        """The change of the workspace by which it was last changed."""
        return self.answers[-1].revision if self.answers else self.made

    def fields(self, standing: Body | None) -> dict[str, tuple[Any, Any]]:
        """The fields that it would change, dotted: what stands, and what is proposed.

        Of one that is closed, what stood when it was made.

        Args:
            standing: The clause as it stands; None: there is none.
        """
        named = table_differences(self.kind, self.base, self.proposed)
        if not self.is_open:
            return {each.field: (each.old, each.new) for each in named}
        now = {each.field: each for each in table_differences(self.kind, standing, self.proposed)}
        # A field that is not among those that differ says what is proposed already.
        return {
            each.field: (now[each.field].old if each.field in now else each.new, each.new)
            for each in named
        }


@dataclass(frozen=True, slots=True)
class Negotiation:
    """Where both parties stand on one clause.

    Attributes:
        given: The parties that agree to what stands.
        proposals: Every proposal for the clause, the first one first.
        assents: By party: who of it agreed, and when; read only beside proposals.
    """

    given: frozenset[str]
    proposals: tuple[Proposal, ...] = ()
    assents: Mapping[str, Assent] = field(default_factory=dict, compare=False)

    @classmethod
    def of(
        cls, consents: Consents, clause_id: ClauseId, proposals: tuple[Proposal, ...] = ()
    ) -> Negotiation:
        """Where both stand on a clause, by the consents to it and the proposals for it."""
        assents = consents.assents_to(clause_id) if proposals else {}
        return cls(consents.of(clause_id), proposals, assents)

    @property
    def open(self) -> tuple[Proposal, ...]:
        """The proposals that wait for an answer; those that are parked are not among them."""
        return tuple(each for each in self.proposals if each.state is ProposalState.OPEN)

    @property
    def parked(self) -> tuple[Proposal, ...]:
        """The proposals that are put off until a day."""
        return tuple(each for each in self.proposals if each.state is ProposalState.PARKED)

    @property
    def proposing(self) -> frozenset[str]:
        """The parties that propose something else than what stands."""
        return frozenset(each.party for each in self.proposals if each.is_open)

    @property
    def disagreed(self) -> bool:
        """Whether the parties have said that they want different things.

        So it is while a counter-proposal is open, and after the last proposal was declined: until
        both agree to what stands, one of them since.
        """
        if not self.proposals:
            return False
        last = self.proposals[-1]
        if last.state is ProposalState.DECLINED:
            return not self._came_together_since(last.answers[-1].at)
        return last.is_open and last.counters is not None

    def _came_together_since(self, at: datetime) -> bool:
        since = any(assent.at > at for assent in self.assents.values())
        return since and self.given.issuperset(PARTIES)

    @property
    def waits_for(self) -> frozenset[str]:
        """The parties that have something to decide: to answer a proposal, or to agree."""
        if self.open:
            answering = (other for each in self.open for other in PARTIES if other != each.party)
            return frozenset(answering)
        return frozenset(PARTIES) - self.given
