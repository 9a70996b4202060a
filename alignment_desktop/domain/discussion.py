"""Proposals, answers and comments as they stand, worked out from the change log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from alignment_desktop.domain.discussion_entries import (
    AnswerTakenBack,
    ClauseParked,
    Commented,
    CommentTakenBack,
    ParkingTakenBack,
    ProposalAnswered,
    ProposalTakenBack,
    Proposed,
)
from alignment_desktop.domain.proposals import (
    ANSWERS,
    Answer,
    Proposal,
    ProposalState,
)
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import ClauseId
    from alignment_desktop.domain.log_entries import Change, Entry


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said of a clause without proposing anything.

    Attributes:
        id: Its number in the workspace, among those of its sort.
        agreement: The agreement's number in the store.
        kind: The clause's kind.
        key: The clause's key.
        party: Whose it is; empty where a facilitator said it.
        person: The key of who said it; None where nobody is named.
        at: When.
        made: The change of the workspace by which it was made.
    """

    id: int
    agreement: int
    kind: str
    key: str
    party: str
    person: str | None
    at: datetime
    made: int

    @property
    def clause_id(self) -> ClauseId:
        """The clause's kind and key."""
        return self.kind, self.key


@dataclass(frozen=True, slots=True)
class Comment(Remark):
    """What somebody wrote in the discussion of a clause.

    Attributes:
        text: What it says.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Parking(Remark):
    """A clause that is put aside though nothing is proposed for it.

    Attributes:
        why: What it waits for; may be empty.
        owner: The key of the person who looks after it.
        until: The day until which it is put aside.
    """

    why: str
    owner: str
    until: date


_R = TypeVar("_R", bound=Remark)


@dataclass(frozen=True)
class Balance:
    """What a party has done to come together; shown side by side, and never scored.

    Attributes:
        proposed: How many changes it proposed.
        conceded: How many of the other party's it accepted.
        waived: How many of its own it withdrew.
        countered: How many of those that it proposed answer one of the other party's.
    """

    proposed: int = 0
    conceded: int = 0
    waived: int = 0
    countered: int = 0


@dataclass(frozen=True)
class Discussion:
    """All proposals and comments of a workspace, and what was put aside.

    Attributes:
        proposals: By number.
        comments: By number.
        last_proposal: The highest number that any proposal ever had.
        last_comment: The same of comments.
        revision: The last change of the workspace that is taken into account.
        parkings: By number: clauses that were put aside.
        last_parking: The highest number that any of those ever had.
    """

    proposals: Mapping[int, Proposal] = field(default_factory=dict)
    comments: Mapping[int, Comment] = field(default_factory=dict)
    last_proposal: int = 0
    last_comment: int = 0
    revision: int = 0
    parkings: Mapping[int, Parking] = field(default_factory=dict)
    last_parking: int = 0

    def after(self, entries: Iterable[Entry], revision: int) -> Discussion:
        """The same after further changes of the workspace.

        Args:
            entries: What was done since, the first thing first; may leave out what is no part of
                a discussion.
            revision: The last change among all that were made.
        """
        state = _State(dict(self.proposals), dict(self.comments), dict(self.parkings))
        state.last_proposal, state.last_comment = self.last_proposal, self.last_comment
        state.last_parking = self.last_parking
        for entry in entries:
            for change in entry.changes:
                state.take(change, entry)
        return Discussion(
            proposals=state.proposals,
            comments=state.comments,
            last_proposal=state.last_proposal,
            last_comment=state.last_comment,
            revision=revision,
            parkings=state.parkings,
            last_parking=state.last_parking,
        )

    def of_agreement(self, agreement: int) -> list[Proposal]:
        """The proposals for one agreement, the first one first."""
        return [each for each in self.proposals.values() if each.agreement == agreement]

    def by_clause(self, agreement: int) -> dict[ClauseId, tuple[Proposal, ...]]:
        """The proposals for an agreement by the clause that they would change, in their order."""
        found: dict[ClauseId, tuple[Proposal, ...]] = {}
        for each in self.of_agreement(agreement):
            found[each.clause_id] = (*found.get(each.clause_id, ()), each)
        return found

    def open_for(self, agreement: int) -> dict[ClauseId, list[Proposal]]:
        """The proposals that wait for an answer, by the clause that they would change."""
        found: dict[ClauseId, list[Proposal]] = {}
        for each in self.of_agreement(agreement):
            if each.is_open:
                found.setdefault(each.clause_id, []).append(each)
        return found

    def comments_on(self, agreement: int, clause_id: ClauseId) -> list[Comment]:
        """What was written in the discussion of a clause, the first thing first."""
        return _about(self.comments, agreement, clause_id)

    def parking_of(self, agreement: int, clause_id: ClauseId) -> Parking | None:
        """How a clause was put aside last, though nothing was proposed for it.

        Nothing where a proposal was made or answered since: then the clause was taken up again.
        """
        found = _about(self.parkings, agreement, clause_id)
        if not found:
            return None
        taken_up = (
            each.revision for each in self.of_agreement(agreement) if each.clause_id == clause_id
        )
        return None if max(taken_up, default=0) > found[-1].made else found[-1]

    def balance(self, agreement: int, party: str, since: int = 0) -> Balance:
        """What a party has done to come together over an agreement.

        Args:
            agreement: The agreement's number in the store.
            party: `sales` or `marketing`.
            since: Only what was done after that revision counts.
        """
        its = self.of_agreement(agreement)
        made = {(each.made, each.party, each.clause_id) for each in its}
        # One that was withdrawn for a newer wording goes on in that.
        own = [
            each
            for each in its
            if each.party == party
            and (not each.answers or (each.revision, party, each.clause_id) not in made)
        ]
        later = [each for each in its if each.revision > since]
        conceded = [
            each for each in later if each.party != party and each.state is ProposalState.ACCEPTED
        ]
        waived = [
            each for each in own if each.revision > since and each.state is ProposalState.WITHDRAWN
        ]
        proposed = [each for each in own if each.made > since]
        countered = [each for each in proposed if each.counters is not None]
        return Balance(len(proposed), len(conceded), len(waived), len(countered))


class _State:
    """What is discussed, while changes are taken in.

    A number that names nothing is passed over: the log is verified elsewhere.
    """

    def __init__(
        self,
        proposals: dict[int, Proposal],
        comments: dict[int, Comment],
        parkings: dict[int, Parking],
    ) -> None:
        self.proposals = proposals
        self.comments = comments
        self.parkings = parkings
        self.last_proposal = 0
        self.last_comment = 0
        self.last_parking = 0

    def take(self, change: Change, entry: Entry) -> None:
        """Brings in one thing that a change of the workspace did."""
        match change:
            case Proposed():
                self.last_proposal = max(self.last_proposal, change.number)
                self.proposals[change.number] = _proposal(change, entry)
            case ProposalTakenBack():
                self.proposals.pop(change.number, None)
            case ProposalAnswered() if change.answer in ANSWERS:
                self._answer(change, entry)
            case AnswerTakenBack():
                self._forget_answer(change)
            case Commented():
                self.last_comment = max(self.last_comment, change.number)
                self.comments[change.number] = _comment(change, entry)
            case CommentTakenBack():
                self.comments.pop(change.number, None)
            case ClauseParked():
                self.last_parking = max(self.last_parking, change.number)
                self.parkings[change.number] = _parking(change, entry)
            case ParkingTakenBack():
                self.parkings.pop(change.number, None)
            case _:
                pass

    def _answer(self, change: ProposalAnswered, entry: Entry) -> None:
        proposal = self.proposals.get(change.number)
        if proposal is not None:
            said = change.answer, change.why, change.owner, change.until
            answer = Answer(entry.at, change.party, entry.actor.person, *said, entry.revision)
            answered = replace(proposal, answers=(*proposal.answers, answer))
            self.proposals[change.number] = answered

    def _forget_answer(self, change: AnswerTakenBack) -> None:
        proposal = self.proposals.get(change.number)
        if proposal is not None:
            self.proposals[change.number] = replace(proposal, answers=proposal.answers[:-1])


def _proposal(change: Proposed, entry: Entry) -> Proposal:
    return Proposal(
        change.number,
        change.agreement,
        change.kind,
        change.key,
        change.party,
        entry.actor.person,
        entry.at,
        change.why,
        change.base_revision,
        change.base,
        change.proposed,
        change.counters,
        entry.revision,
    )


def _comment(change: Commented, entry: Entry) -> Comment:
    return Comment(*_remark(change, entry), change.text)


def _parking(change: ClauseParked, entry: Entry) -> Parking:
    return Parking(*_remark(change, entry), change.why, change.owner, change.until)


def _remark(
    change: Commented | ClauseParked, entry: Entry
) -> tuple[int, int, str, str, str, str | None, datetime, int]:
    """What every `Remark` says of itself, in its order."""
    place = change.number, change.agreement, change.kind, change.key
    return *place, change.party, entry.actor.person, entry.at, entry.revision


def _about(remarks: Mapping[int, _R], agreement: int, clause_id: ClauseId) -> list[_R]:
    """Those of one clause, the first one first."""
    return [
        each
        for each in remarks.values()
        if each.agreement == agreement and each.clause_id == clause_id
    ]
