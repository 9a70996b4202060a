"""What a change did to who may sign, and to what is signed: authority, identities, files, a no."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.log_entries import Change, LastingChange, Record
from alignment_desktop.domain.signatures import AUTHORITY, COMPUTER, SIGNERS
from alignment_desktop.values import dataclass

_SIGNING = frozenset({Changed.SIGNING})
_HASH_LENGTH = 64


@dataclass(frozen=True, slots=True)
class AuthorityMade(LastingChange):
    """The workspace got an authority, whose certificate vouches for those that it issues.

    Attributes:
        name: What it is called.
        fingerprint: SHA-256 of its certificate, in hex.
        certificate: The certificate, as DER.
        key_sha256: SHA-256 of its sealed key, which the workspace keeps.
    """

    event = "authority-made"
    shows = _SIGNING

    name: str
    fingerprint: str
    certificate: bytes
    key_sha256: str

    @override
    def to_record(self) -> Record:
        after = {
            "name": self.name,
            "fingerprint": self.fingerprint,
            "certificate": _as_text(self.certificate),
            "key": self.key_sha256,
        }
        return {"what": "authority", "before": None, "after": after}

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return (self.fingerprint,)


@dataclass(frozen=True, slots=True)
class IdentityIssued(LastingChange):
    """Somebody got an identity to sign with, made here or registered.

    Attributes:
        party: For whom it signs: `sales`, `marketing`, `sponsor`.
        person: The key of the person on whom it is registered; empty: on nobody.
        name: Whose it is, as written in the certificate.
        fingerprint: SHA-256 of the certificate, in hex.
        certificate: The certificate, as DER.
        until: When it expires.
        issued: Whether the workspace's authority vouches for it; else it was brought along.
        replaces: The fingerprints of those that it takes the place of.
    """

    event = "identity"
    shows = _SIGNING

    party: str
    person: str
    name: str
    fingerprint: str
    certificate: bytes
    until: datetime
    issued: bool
    replaces: tuple[str, ...] = ()

    @override
    def to_record(self) -> Record:
        after = {
            "party": self.party,
            "person": self.person,
            "name": self.name,
            "fingerprint": self.fingerprint,
            "certificate": _as_text(self.certificate),
            "until": self.until.isoformat(),
            "issued": self.issued,
        }
        return {"what": "identity", "before": list(self.replaces), "after": after}

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return (self.fingerprint,)

    @property
    @override
    def phase(self) -> str:
        if self.replaces:
            return "replaced"
        return "issued" if self.issued else "registered"


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """One signature of a file, as it was verified when the file was taken.

    Attributes:
        party: Whose field it fills.
        name: The signer, as written in the certificate.
        fingerprint: SHA-256 of the certificate, in hex.
        time: When it was signed; None where the file does not say.
        time_source: `authority` or `computer`.
    """

    party: str
    name: str
    fingerprint: str
    time: datetime | None
    time_source: str

    def to_record(self) -> Record:
        """The facts as JSON values."""
        return {
            "party": self.party,
            "name": self.name,
            "fingerprint": self.fingerprint,
            "time": None if self.time is None else self.time.isoformat(),
            "time_source": self.time_source,
        }

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> SignatureFacts:
        """The facts from JSON values."""
        time = None if record["time"] is None else _moment(record["time"])
        source = _one_of((AUTHORITY, COMPUTER), record["time_source"])
        party, name = _one_of(SIGNERS, record["party"]), _text(record["name"])
        return cls(party, name, _hash(record["fingerprint"]), time, source)


@dataclass(frozen=True, slots=True)
class VersionSigned(LastingChange):
    """A signed file of a version or of a frozen review was made here, or taken back, and is kept.

    Attributes:
        agreement: The agreement's number in the store.
        number: The version's number, or that of the frozen review.
        sha256: Of the file, in hex.
        base_sha256: Of the file as it was before anybody signed it.
        signatures: Those that it holds, in order.
        filed: Whether it was signed elsewhere.
        review: What the days of the review are called; None where it is a version.
    """

    event = "version-signed"
    shows = _SIGNING

    agreement: int
    number: int
    sha256: str
    base_sha256: str
    signatures: tuple[SignatureFacts, ...]
    filed: bool
    review: str | None = None

    @override
    def to_record(self) -> Record:
        after = {
            "sha256": self.sha256,
            "base": self.base_sha256,
            "signatures": [each.to_record() for each in self.signatures],
            "filed": self.filed,
        }
        names = {"what": "signed", "agreement": self.agreement, "number": self.number}
        review = {} if self.review is None else {"review": self.review}
        return {**names, **review, "before": None, "after": after}

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return self.agreement, self.number, self.sha256

    @property
    @override
    def phase(self) -> str:
        of_review = "" if self.review is None else "review"
        return "-".join(filter(None, (of_review, "filed" if self.filed else "")))

    @property
    def parties(self) -> tuple[str, ...]:
        """Whose signatures the file holds, in order."""
        return tuple(each.party for each in self.signatures)


@dataclass(frozen=True, slots=True)
class VersionDeclined(LastingChange):
    """A party said that it will not sign a version, or a frozen review.

    Attributes:
        agreement: The agreement's number in the store.
        number: The version's number, or that of the frozen review.
        party: Who declines.
        reason: Why.
        review: What the days of the review are called; None where it is a version.
    """

    event = "version-declined"
    shows = _SIGNING

    agreement: int
    number: int
    party: str
    reason: str
    review: str | None = None

    @override
    def to_record(self) -> Record:
        names = {"what": "declined", "agreement": self.agreement, "number": self.number}
        review = {} if self.review is None else {"review": self.review}
        return {
            **names,
            **review,
            "before": None,
            "after": {"party": self.party, "reason": self.reason},
        }

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return self.agreement, self.number

    @property
    @override
    def phase(self) -> str:
        return "" if self.review is None else "review"


@dataclass(frozen=True, slots=True)
class ReviewFrozen(LastingChange):
    """A review was frozen to be signed: its document is kept as it was made, byte for byte.

    Attributes:
        agreement: The agreement's number in the store.
        period: What its days are called; the agreement's label for all of it.
        number: The how-manieth freezing of this review it is.
        version: The version of the agreement that it is measured against.
        as_of: The moment whose knowledge it stands on, as ISO 8601.
        batches: SHA-256 of the files of the imports that counted, in hex, in their order.
        content_hash: SHA-256 of the data that the document carries, in hex.
        sha256: Of the document, in hex.
    """

    event = "review-frozen"
    shows = _SIGNING

    agreement: int
    period: str
    number: int
    version: int
    as_of: str
    batches: tuple[str, ...]
    content_hash: str
    sha256: str

    @override
    def to_record(self) -> Record:
        after = {
            "version": self.version,
            "as_of": self.as_of,
            "batches": list(self.batches),
            "content_hash": self.content_hash,
            "sha256": self.sha256,
        }
        names = {"agreement": self.agreement, "period": self.period, "number": self.number}
        return {"what": "review-frozen", **names, "before": None, "after": after}

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return self.agreement, self.period, self.number


def read_authority(record: Mapping[str, Any]) -> Change:
    """That an authority was made, from a record of the log."""
    after = record["after"]
    names = _text(after["name"]), _hash(after["fingerprint"])
    return AuthorityMade(*names, _bytes(after["certificate"]), _hash(after["key"]))


def read_identity(record: Mapping[str, Any]) -> Change:
    """That an identity was issued or registered, from a record of the log."""
    after = record["after"]
    return IdentityIssued(
        _one_of(SIGNERS, after["party"]),
        _text(after["person"]),
        _text(after["name"]),
        _hash(after["fingerprint"]),
        _bytes(after["certificate"]),
        _moment(after["until"]),
        bool(after["issued"]),
        tuple(_hash(each) for each in record["before"]),
    )


def read_signed(record: Mapping[str, Any]) -> Change:
    """That a signed file was kept, from a record of the log."""
    after = record["after"]
    return VersionSigned(
        int(record["agreement"]),
        int(record["number"]),
        _hash(after["sha256"]),
        _hash(after["base"]),
        tuple(SignatureFacts.of(each) for each in after["signatures"]),
        bool(after["filed"]),
        _review(record),
    )


def read_review_frozen(record: Mapping[str, Any]) -> Change:
    """That a review was frozen, from a record of the log."""
    after = record["after"]
    return ReviewFrozen(
        int(record["agreement"]),
        _text(record["period"]),
        int(record["number"]),
        int(after["version"]),
        _text(after["as_of"]),
        tuple(_hash(each) for each in after["batches"]),
        _hash(after["content_hash"]),
        _hash(after["sha256"]),
    )


def read_declined(record: Mapping[str, Any]) -> Change:
    """That a version or a frozen review was declined, from a record of the log."""
    after = record["after"]
    place = int(record["agreement"]), int(record["number"])
    said = _one_of(SIGNERS, after["party"]), _text(after["reason"])
    return VersionDeclined(*place, *said, _review(record))


def _review(record: Mapping[str, Any]) -> str | None:
    return None if record.get("review") is None else _text(record["review"])


def _as_text(content: bytes) -> str:
    return b64encode(content).decode("ascii")


def _bytes(value: object) -> bytes:
    return b64decode(_text(value), validate=True)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _hash(value: object) -> str:
    text = _text(value)
    if len(text) != _HASH_LENGTH or not set(text) <= set("0123456789abcdef"):
        raise ValueError("no hash")
    return text


def _one_of(known: tuple[str, ...], value: object) -> str:
    if value not in known:
        raise ValueError("unknown word")
    return str(value)


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment
