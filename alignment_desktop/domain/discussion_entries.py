"""What a change did to what is discussed: proposals, answers, comments, what is put aside.

Each comes as a pair: something was said, or that it was said was taken back.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, ClassVar

from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.log_entries import Change, Record
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class _Said(Change):
    """Something that was said about a clause, or that this was taken back.

    Attributes:
        agreement: The agreement's number in the store.
        kind: The clause's kind.
        key: The clause's key.
        number: The number in the workspace of what was said, or of what it answers.
        party: Who said it; empty where a facilitator did.
    """

    shows = frozenset({Changed.DISCUSSION})
    what: ClassVar[str]
    """What the log calls it."""

    agreement: int
    kind: str
    key: str
    number: int
    party: str

    @property
    def clause(self) -> str:
        """The clause, as `kind.key`."""
        return clause_name(self.kind, self.key)

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return (self.number,)

    @override
    def to_record(self) -> Record:
        place = {"agreement": self.agreement, "kind": self.kind, "key": self.key}
        names = {"what": self.what, **place, "id": self.number, "party": self.party}
        said, back = self._said(), type(self) in _SAID_AGAIN
        return {**names, "before": said if back else None, "after": None if back else said}

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        opposite = {**_TAKEN_BACK, **_SAID_AGAIN}[type(self)]
        return (opposite(*(getattr(self, field.name) for field in fields(self))),)

    @abstractmethod
    def _said(self) -> Record | str:
        """What was said, as the log keeps it."""


@dataclass(frozen=True, slots=True)
class _Suggestion(_Said):
    """What a proposal says.

    Attributes:
        base_revision: The workspace's revision on which it is based.
        base: The clause as it stood then, as JSON values; None: there was none.
        proposed: The clause as it is proposed; None: it is to be removed.
        why: The reason that was given; may be empty.
        counters: The proposal that it answers with another one; None where it answers none.
    """

    what = "proposal"

    base_revision: int
    base: Mapping[str, Any] | None
    proposed: Mapping[str, Any] | None
    why: str = ""
    counters: int | None = None

    @override
    def _said(self) -> Record:
        return {
            "base_revision": self.base_revision,
            "base": self.base,
            "proposed": self.proposed,
            "why": self.why,
            "counters": self.counters,
        }


@dataclass(frozen=True, slots=True)
class Proposed(_Suggestion):
    """A party proposed a change, which changes nothing yet."""

    event = "proposed"

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


@dataclass(frozen=True, slots=True)
class _AnswerChange(_Said):
    """An answer to the proposal of that number.

    Attributes:
        answer: `accept`, `decline`, `counter`, `withdraw` or `park`.
        why: The reason that was given; may be empty.
        owner: The person who looks after it while it is parked.
        until: The day until which it is parked.
    """

    what = "answer"

    answer: str
    why: str = ""
    owner: str = ""
    until: date | None = None

    @override
    def _said(self) -> Record:
        until = None if self.until is None else self.until.isoformat()
        return {"answer": self.answer, "why": self.why, "owner": self.owner, "until": until}


@dataclass(frozen=True, slots=True)
class ProposalAnswered(_AnswerChange):
    """A party answered a proposal."""

    event = "proposal"

    @property
    @override
    def phase(self) -> str:
        return self.answer


@dataclass(frozen=True, slots=True)
class AnswerTakenBack(_AnswerChange):
    """The last answer to a proposal was undone."""

    event = "answer-taken-back"


@dataclass(frozen=True, slots=True)
class _CommentChange(_Said):
    """A comment in the discussion of a clause.

    Attributes:
        text: What it says.
    """

    what = "comment"

    text: str

    @override
    def _said(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Commented(_CommentChange):
    """Somebody wrote a comment."""

    event = "commented"


@dataclass(frozen=True, slots=True)
class CommentTakenBack(_CommentChange):
    """A comment was undone."""

    event = "comment-taken-back"


@dataclass(frozen=True, slots=True)
class _ParkingChange(_Said):
    """A clause that is put aside though nothing is proposed for it.

    Attributes:
        why: What it waits for; may be empty.
        owner: The key of the person who looks after it.
        until: The day until which it is put aside.
    """

    what = "parking"

    why: str
    owner: str
    until: date

    @override
    def _said(self) -> Record:
        return {"why": self.why, "owner": self.owner, "until": self.until.isoformat()}


@dataclass(frozen=True, slots=True)
class ClauseParked(_ParkingChange):
    """A clause was put aside, with an owner and a day."""

    event = "parked"


@dataclass(frozen=True, slots=True)
class ParkingTakenBack(_ParkingChange):
    """That a clause was put aside was undone."""

    event = "parking-taken-back"


_TAKEN_BACK: Mapping[type[_Said], type[_Said]] = {
    Proposed: ProposalTakenBack,
    ProposalAnswered: AnswerTakenBack,
    Commented: CommentTakenBack,
    ClauseParked: ParkingTakenBack,
}
"""What takes back what was said."""
_SAID_AGAIN: Mapping[type[_Said], type[_Said]] = {back: said for said, back in _TAKEN_BACK.items()}


def read_proposal(record: Mapping[str, Any]) -> Change:
    """A proposal, or that it was taken back, from a record of the log."""

    def parts(said: Mapping[str, Any]) -> Sequence[object]:
        for body in (said["base"], said["proposed"]):
            if body is not None and not isinstance(body, dict):
                raise TypeError("no clause")
        counters = said["counters"]
        return (
            int(said["base_revision"]),
            said["base"],
            said["proposed"],
            _text(said["why"]),
            None if counters is None else int(counters),
        )

    return _read(record, Proposed, parts)


def read_answer(record: Mapping[str, Any]) -> Change:
    """An answer, or that it was taken back, from a record of the log."""

    def parts(said: Mapping[str, Any]) -> Sequence[object]:
        words = [_text(said[name]) for name in ("answer", "why", "owner")]
        until = said["until"]
        return *words, None if until is None else date.fromisoformat(until)

    return _read(record, ProposalAnswered, parts)


def read_comment(record: Mapping[str, Any]) -> Change:
    """A comment, or that it was taken back, from a record of the log."""
    return _read(record, Commented, lambda text: (_text(text),))


def read_parking(record: Mapping[str, Any]) -> Change:
    """That a clause was put aside, or that this was taken back, from a record of the log."""

    def parts(said: Mapping[str, Any]) -> Sequence[object]:
        return _text(said["why"]), _text(said["owner"]), date.fromisoformat(said["until"])

    return _read(record, ClauseParked, parts)


def _read(
    record: Mapping[str, Any], says: type[_Said], parts: Callable[[Any], Sequence[object]]
) -> Change:
    """What was said, or that it was taken back.

    Args:
        record: How the log keeps it.
        says: The class of what was said.
        parts: Reads what is its own, from what stands in the record as said.

    Raises:
        KeyError, TypeError, ValueError: That the record is none of this kind.
    """
    taken_back = record["after"] is None
    said = record["before"] if taken_back else record["after"]
    values: list[Any] = [
        int(record["agreement"]),
        _text(record["kind"]),
        _text(record["key"]),
        int(record["id"]),
        _text(record["party"]),
        *parts(said),
    ]
    return (_TAKEN_BACK[says] if taken_back else says)(*values)


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
