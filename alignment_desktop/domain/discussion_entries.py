"""What a change did to what is discussed: proposals, answers, comments, what is put aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.log_entries import Change, Record

_DISCUSSION = frozenset({Changed.DISCUSSION})


@dataclass(frozen=True, slots=True)
class _OfProposal(Change):
    """Something about one proposal.

    Attributes:
        agreement: The agreement's number in the store.
        kind: The kind of the clause that the proposal would change.
        key: The clause's key.
        proposal: The proposal's number in the workspace.
        party: Who proposed, or who answered.
    """

    shows = _DISCUSSION

    agreement: int
    kind: str
    key: str
    proposal: int
    party: str

    @property
    def clause(self) -> str:
        """The clause, as `kind.key`."""
        return clause_name(self.kind, self.key)

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return (self.proposal,)

    def _names(self) -> Record:
        place = {"agreement": self.agreement, "kind": self.kind, "key": self.key}
        return {"what": "proposal", **place, "id": self.proposal, "party": self.party}


@dataclass(frozen=True, slots=True)
class _Suggestion(_OfProposal):
    """What a proposal says.

    Attributes:
        base_revision: The workspace's revision on which it is based.
        base: The clause as it stood then, as JSON values; None: there was none.
        proposed: The clause as it is proposed; None: it is to be removed.
        why: The reason that was given; may be empty.
        counters: The proposal that it answers with another one; None where it answers none.
    """

    base_revision: int
    base: Mapping[str, Any] | None
    proposed: Mapping[str, Any] | None
    why: str = ""
    counters: int | None = None

    def _suggestion(self) -> Record:
        return {
            "base_revision": self.base_revision,
            "base": self.base,
            "proposed": self.proposed,
            "why": self.why,
            "counters": self.counters,
        }

    def _parts(self) -> tuple[Any, ...]:
        place = self.agreement, self.kind, self.key, self.proposal, self.party
        return *place, self.base_revision, self.base, self.proposed, self.why, self.counters


@dataclass(frozen=True, slots=True)
class Proposed(_Suggestion):
    """A party proposed a change, which changes nothing yet."""

    event = "proposed"

    @override
    def to_record(self) -> Record:
        return {**self._names(), "before": None, "after": self._suggestion()}

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (ProposalTakenBack(*self._parts()),)

    @property
    @override
    def phase(self) -> str:
        if self.base is None:
            return "added"
        return "removed" if self.proposed is None else "changed"


@dataclass(frozen=True, slots=True)
class ProposalTakenBack(_Suggestion):
    """A proposal that nobody had answered was undone, as if it had never been made."""

    event = "proposal-taken-back"

    @override
    def to_record(self) -> Record:
        return {**self._names(), "before": self._suggestion(), "after": None}

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (Proposed(*self._parts()),)


@dataclass(frozen=True, slots=True)
class _AnswerChange(_OfProposal):
    """An answer to a proposal.

    Attributes:
        answer: `accept`, `decline`, `counter`, `withdraw` or `park`.
        why: The reason that was given; may be empty.
        owner: The person who looks after it while it is parked.
        until: The day until which it is parked.
    """

    answer: str
    why: str = ""
    owner: str = ""
    until: date | None = None

    def _answer(self) -> Record:
        until = None if self.until is None else self.until.isoformat()
        return {"answer": self.answer, "why": self.why, "owner": self.owner, "until": until}

    def _parts(self) -> tuple[Any, ...]:
        place = self.agreement, self.kind, self.key, self.proposal, self.party
        return *place, self.answer, self.why, self.owner, self.until

    @property
    @override
    def phase(self) -> str:
        return self.answer


@dataclass(frozen=True, slots=True)
class ProposalAnswered(_AnswerChange):
    """A party answered a proposal."""

    event = "proposal"

    @override
    def to_record(self) -> Record:
        return {**self._names(), "what": "answer", "before": None, "after": self._answer()}

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (AnswerTakenBack(*self._parts()),)


@dataclass(frozen=True, slots=True)
class AnswerTakenBack(_AnswerChange):
    """The last answer to a proposal was undone."""

    event = "answer-taken-back"

    @override
    def to_record(self) -> Record:
        return {**self._names(), "what": "answer", "before": self._answer(), "after": None}

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (ProposalAnswered(*self._parts()),)

    @property
    @override
    def phase(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class _CommentChange(Change):
    """A comment in the discussion of a clause.

    Attributes:
        agreement: The agreement's number in the store.
        kind: The clause's kind.
        key: The clause's key.
        comment: The comment's number in the workspace.
        party: Whose comment it is; empty where a facilitator wrote it.
        text: What it says.
    """

    shows = _DISCUSSION

    agreement: int
    kind: str
    key: str
    comment: int
    party: str
    text: str

    @property
    def clause(self) -> str:
        """The clause, as `kind.key`."""
        return clause_name(self.kind, self.key)

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return (self.comment,)

    def _record(self, *, before: str | None, after: str | None) -> Record:
        place = {"agreement": self.agreement, "kind": self.kind, "key": self.key}
        names = {"what": "comment", **place, "id": self.comment, "party": self.party}
        return {**names, "before": before, "after": after}

    def _parts(self) -> tuple[Any, ...]:
        return self.agreement, self.kind, self.key, self.comment, self.party, self.text


@dataclass(frozen=True, slots=True)
class Commented(_CommentChange):
    """Somebody wrote a comment."""

    event = "commented"

    @override
    def to_record(self) -> Record:
        return self._record(before=None, after=self.text)

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (CommentTakenBack(*self._parts()),)


@dataclass(frozen=True, slots=True)
class CommentTakenBack(_CommentChange):
    """A comment was undone."""

    event = "comment-taken-back"

    @override
    def to_record(self) -> Record:
        return self._record(before=self.text, after=None)

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (Commented(*self._parts()),)


@dataclass(frozen=True, slots=True)
class _ParkingChange(Change):
    """A clause that is put aside though nothing is proposed for it.

    Attributes:
        agreement: The agreement's number in the store.
        kind: The clause's kind.
        key: The clause's key.
        parking: The parking's number in the workspace.
        party: Who put it aside; empty where a facilitator did.
        why: What it waits for; may be empty.
        owner: The key of the person who looks after it.
        until: The day until which it is put aside.
    """

    shows = _DISCUSSION

    agreement: int
    kind: str
    key: str
    parking: int
    party: str
    why: str
    owner: str
    until: date

    @property
    def clause(self) -> str:
        """The clause, as `kind.key`."""
        return clause_name(self.kind, self.key)

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return (self.parking,)

    def _record(self, *, back: bool) -> Record:
        place = {"agreement": self.agreement, "kind": self.kind, "key": self.key}
        names = {"what": "parking", **place, "id": self.parking, "party": self.party}
        said = {"why": self.why, "owner": self.owner, "until": self.until.isoformat()}
        return {**names, "before": said if back else None, "after": None if back else said}

    def _parts(self) -> tuple[Any, ...]:
        place = self.agreement, self.kind, self.key, self.parking, self.party
        return *place, self.why, self.owner, self.until


@dataclass(frozen=True, slots=True)
class ClauseParked(_ParkingChange):
    """A clause was put aside, with an owner and a day."""

    event = "parked"

    @override
    def to_record(self) -> Record:
        return self._record(back=False)

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (ParkingTakenBack(*self._parts()),)


@dataclass(frozen=True, slots=True)
class ParkingTakenBack(_ParkingChange):
    """That a clause was put aside was undone."""

    event = "parking-taken-back"

    @override
    def to_record(self) -> Record:
        return self._record(back=True)

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (ClauseParked(*self._parts()),)


def read_proposal(record: Mapping[str, Any]) -> Change:
    """A proposal, or that it was taken back, from a record of the log."""
    taken_back = record["after"] is None
    said = record["before"] if taken_back else record["after"]
    for body in (said["base"], said["proposed"]):
        if body is not None and not isinstance(body, dict):
            raise TypeError("no clause")
    counters = said["counters"]
    return (ProposalTakenBack if taken_back else Proposed)(
        *_place(record),
        int(record["id"]),
        _text(record["party"]),
        int(said["base_revision"]),
        said["base"],
        said["proposed"],
        _text(said["why"]),
        None if counters is None else int(counters),
    )


def read_answer(record: Mapping[str, Any]) -> Change:
    """An answer, or that it was taken back, from a record of the log."""
    taken_back = record["after"] is None
    said = record["before"] if taken_back else record["after"]
    until = said["until"]
    return (AnswerTakenBack if taken_back else ProposalAnswered)(
        *_place(record),
        int(record["id"]),
        _text(record["party"]),
        _text(said["answer"]),
        _text(said["why"]),
        _text(said["owner"]),
        None if until is None else date.fromisoformat(until),
    )


def read_comment(record: Mapping[str, Any]) -> Change:
    """A comment, or that it was taken back, from a record of the log."""
    taken_back = record["after"] is None
    text = _text(record["before"] if taken_back else record["after"])
    names = int(record["id"]), _text(record["party"])
    return (CommentTakenBack if taken_back else Commented)(*_place(record), *names, text)


def read_parking(record: Mapping[str, Any]) -> Change:
    """That a clause was put aside, or that this was taken back, from a record of the log."""
    taken_back = record["after"] is None
    said = record["before"] if taken_back else record["after"]
    return (ParkingTakenBack if taken_back else ClauseParked)(
        *_place(record),
        int(record["id"]),
        _text(record["party"]),
        _text(said["why"]),
        _text(said["owner"]),
        date.fromisoformat(said["until"]),
    )


def _place(record: Mapping[str, Any]) -> tuple[int, str, str]:
    return int(record["agreement"]), _text(record["kind"]), _text(record["key"])


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


DiscussionChange = (
    Proposed
    | ProposalTakenBack
    | ProposalAnswered
    | AnswerTakenBack
    | Commented
    | CommentTakenBack
    | ClauseParked
    | ParkingTakenBack
)
"""Whatever a change can do to what is discussed."""
