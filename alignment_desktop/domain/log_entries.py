"""What a change did, as typed values: each knows its form in the log, its inverse, what it changed.

The change log holds one row per change of the workspace, and in it one record per thing that was
changed. A new kind of record is one class here, with its words in `resources/words/*/log.toml`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Protocol

from typing_extensions import override

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.consent import Assent
from alignment_desktop.domain.differences import table_differences
from alignment_desktop.values import dataclass

Record = dict[str, Any]
"""A change in the form in which the log keeps it, made of JSON values."""

_AGREEMENT = frozenset({Changed.AGREEMENT})
_CONSENT = frozenset({Changed.CONSENT})


@dataclass(frozen=True, slots=True)
class Change(ABC):
    """One thing that a change of the workspace did."""

    event: ClassVar[str]
    """Its name; its words are found by `log-` and this name."""
    shows: ClassVar[frozenset[Changed]]
    """What a screen shows that is read again after it."""

    @abstractmethod
    def to_record(self) -> Record:
        """The change in the form in which the log keeps it."""

    @abstractmethod
    def inverse(self) -> tuple[Change, ...] | None:
        """What takes it back; empty where nothing needs doing, None where it stays done."""

    @property
    @abstractmethod
    def thing(self) -> tuple[object, ...]:
        """Identifies what was changed; no two changes of one thing may be taken back together."""

    @property
    def phase(self) -> str:
        """Tells events of one sort apart, for their words; empty where there is only one."""
        return ""


class LastingChange(Change):
    """One thing that stays done: nothing takes it back."""

    __slots__ = ()

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return None


class Entry(Protocol):
    """One change of the log."""

    @property
    def revision(self) -> int:
        """Its revision."""
        ...

    @property
    def at(self) -> datetime:
        """Its moment."""
        ...

    @property
    def actor(self) -> Actor:
        """Who made it."""
        ...

    @property
    def changes(self) -> tuple[Change, ...]:
        """What it did."""
        ...


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What the store keeps of an agreement beside its clauses.

    Attributes:
        label: Its label.
        period_start: The first day of its period.
        untouched: Whether it is still as the new workspace brought it.
    """

    label: str
    period_start: date
    untouched: bool

    def to_record(self) -> Record:
        """The facts as JSON values."""
        start = self.period_start.isoformat()
        return {"label": self.label, "period_start": start, "untouched": self.untouched}

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> AgreementFacts:
        """The facts from JSON values."""
        start = date.fromisoformat(record["period_start"])
        return cls(str(record["label"]), start, bool(record["untouched"]))


@dataclass(frozen=True, slots=True)
class AgreementChanged(Change):
    """An agreement was begun, or got another label or period."""

    event = "agreement"
    shows = _AGREEMENT

    agreement: int
    before: AgreementFacts | None
    after: AgreementFacts

    @override
    def to_record(self) -> Record:
        before = None if self.before is None else self.before.to_record()
        names = {"what": "agreement", "id": self.agreement}
        return {**names, "before": before, "after": self.after.to_record()}

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        if self.before is None:
            return None
        return (AgreementChanged(self.agreement, self.after, self.before),)

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return (self.agreement,)

    @property
    @override
    def phase(self) -> str:
        before, after = self.before, self.after
        if before is None:
            return "begun"
        same = (before.label, before.period_start) == (after.label, after.period_start)
        return "touched" if same else "changed"


@dataclass(frozen=True, slots=True)
class AgreementCarried(LastingChange):
    """An agreement was begun with the clauses of another, moved to its own days.

    Attributes:
        agreement: Its number in the store.
        label: What it was called then.
        source: The number of the other.
        source_label: What that was called.
        moved: The clauses whose days or labels were moved, as `kind.key`.
    """

    event = "agreement-carried"
    shows = _AGREEMENT

    agreement: int
    label: str
    source: int
    source_label: str
    moved: tuple[str, ...]

    @override
    def to_record(self) -> Record:
        after = {
            "label": self.label,
            "source": self.source,
            "source_label": self.source_label,
            "moved": list(self.moved),
        }
        return {"what": "carried", "agreement": self.agreement, "before": None, "after": after}

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return (self.agreement,)


@dataclass(frozen=True, slots=True)
class ClauseState:
    """A clause at one moment.

    Attributes:
        position: Its place among the others.
        body: Its fields as JSON values.
        revision: The change that gave it this body.
        consents: The parties that agreed to this body.
    """

    position: int
    body: Mapping[str, Any]
    revision: int
    consents: tuple[str, ...]

    def to_record(self) -> Record:
        """The state as JSON values."""
        return {
            "position": self.position,
            "body": self.body,
            "revision": self.revision,
            "consents": list(self.consents),
        }

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> ClauseState:
        """The state from JSON values."""
        body, consents = record["body"], record["consents"]
        if not isinstance(body, dict) or not isinstance(consents, list):
            raise TypeError("no state of a clause")
        return cls(int(record["position"]), body, int(record["revision"]), tuple(consents))


@dataclass(frozen=True, slots=True)
class ClauseChanged(Change):
    """A clause was added, changed or removed, and with its words every consent to them."""

    event = "clause"
    shows = _AGREEMENT | _CONSENT

    agreement: int
    kind: str
    key: str
    before: ClauseState | None
    after: ClauseState | None

    @override
    def to_record(self) -> Record:
        names = {"what": "clause", "agreement": self.agreement, "kind": self.kind, "key": self.key}
        before = None if self.before is None else self.before.to_record()
        after = None if self.after is None else self.after.to_record()
        return {**names, "before": before, "after": after}

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (ClauseChanged(self.agreement, self.kind, self.key, self.after, self.before),)

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return self.agreement, self.kind, self.key

    @property
    @override
    def phase(self) -> str:
        if self.same_words:
            return "moved"
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def same_words(self) -> bool:
        """Whether only its place among the others changed."""
        before, after = self.before, self.after
        return before is not None and after is not None and before.body == after.body

    @property
    def fields(self) -> dict[str, tuple[Any, Any]]:
        """The fields that changed, by dotted name: what they said, and what they say."""
        before, after = (None if each is None else each.body for each in (self.before, self.after))
        found = table_differences(self.kind, before, after)
        return {each.field: (each.old, each.new) for each in found}


@dataclass(frozen=True, slots=True)
class _ConsentChange(Change):
    """A party's yes to the words that a clause had at a revision.

    Attributes:
        agreement: The agreement's number in the store.
        kind: The clause's kind.
        key: The clause's key.
        party: Whose yes.
        revision: The revision of the clause that was agreed to.
        given: Who had given it, and when, where that is not who makes the change: by a proposal
            that is accepted now, or before what is undone now.
    """

    shows = _CONSENT

    agreement: int
    kind: str
    key: str
    party: str
    revision: int
    given: Assent | None = None

    def _record(self, *, before: int | None, after: int | None) -> Record:
        names = {"what": "consent", "agreement": self.agreement, "kind": self.kind, "key": self.key}
        given = {} if self.given is None else {"given": self.given.to_record()}
        return {**names, "party": self.party, "before": before, "after": after, **given}

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return self.agreement, self.kind, self.key, self.party


@dataclass(frozen=True, slots=True)
class ConsentGiven(_ConsentChange):
    """A party agreed to a clause."""

    event = "consent-given"

    @override
    def to_record(self) -> Record:
        return self._record(before=None, after=self.revision)

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        place = self.agreement, self.kind, self.key
        return (ConsentTakenBack(*place, self.party, self.revision, self.given),)

    @property
    @override
    def phase(self) -> str:
        return "" if self.given is None else "before"


@dataclass(frozen=True, slots=True)
class ConsentTakenBack(_ConsentChange):
    """A party took its yes to a clause back."""

    event = "consent-taken-back"

    @override
    def to_record(self) -> Record:
        return self._record(before=self.revision, after=None)

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        place = self.agreement, self.kind, self.key
        return (ConsentGiven(*place, self.party, self.revision, self.given),)


@dataclass(frozen=True, slots=True)
class VersionFrozen(LastingChange):
    """An agreement was frozen as a numbered version, which stays.

    Attributes:
        agreement: The agreement's number in the store.
        number: The version's number.
        content_hash: The hash of its content.
        effective: The day from which it is in force, where one was given.
        reason: Why it was frozen; may be empty.
        waived: Why findings were waived; may be empty.
    """

    event = "version"
    shows = frozenset({Changed.VERSIONS})

    agreement: int
    number: int
    content_hash: str
    effective: date | None
    reason: str
    waived: str

    @override
    def to_record(self) -> Record:
        after = {
            "content_hash": self.content_hash,
            "effective": None if self.effective is None else self.effective.isoformat(),
            "reason": self.reason,
            "waived": self.waived,
        }
        names = {"what": "version", "agreement": self.agreement, "number": self.number}
        return {**names, "before": None, "after": after}

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return self.agreement, self.number


def inverses(changes: tuple[Change, ...]) -> tuple[Change, ...] | None:
    """What takes all of the changes back, the last one first; None where one of them stays."""
    found: list[Change] = []
    for change in reversed(changes):
        inverse = change.inverse()
        if inverse is None:
            return None
        found += inverse
    return tuple(found)
