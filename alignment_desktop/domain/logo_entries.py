"""The logo on documents: what the log says of it, and which version carries which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.evidence_entries import DamageLeftOut
from alignment_desktop.domain.log_entries import Change, Entry, Record, VersionFrozen
from alignment_desktop.values import dataclass

ABOUT_LOGOS = ("logo", "version", "damage")
"""What the records are about from which it is worked out which document carries which logo."""
_HASH_LENGTH = 64


@dataclass(frozen=True, slots=True)
class LogoChanged(Change):
    """The workspace got a logo, another one, or none any more.

    Attributes:
        before: SHA-256 of the picture that stood before, in hex; None where there was none.
        after: Of the one that stands since. The workspace keeps both.
    """

    event = "logo"
    shows = frozenset({Changed.LOGO})

    before: str | None
    after: str | None

    @override
    def to_record(self) -> Record:
        return {"what": "logo", "before": self.before, "after": self.after}

    @override
    def inverse(self) -> tuple[Change, ...] | None:
        return (LogoChanged(self.after, self.before),)

    @property
    @override
    def thing(self) -> tuple[object, ...]:
        return ("logo",)

    @property
    @override
    def phase(self) -> str:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def read_logo(record: Mapping[str, Any]) -> Change:
    """That the logo changed, from a record of the log.

    Raises:
        ValueError: Where it names no file.
    """
    return LogoChanged(_hash(record["before"]), _hash(record["after"]))


def _hash(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) != _HASH_LENGTH:
        raise ValueError("no hash of a file")
    return value


@dataclass(frozen=True)
class Logos:
    """Which logo documents carry, as SHA-256 of its picture; None: they carry none.

    Attributes:
        standing: That of drafts and reviews.
        versions: That of each frozen version, by agreement and number: the one that stood when it
            was frozen.
        revision: The last change of the workspace that is taken into account.
    """

    standing: str | None = None
    versions: Mapping[tuple[int, int], str | None] = field(default_factory=dict)
    revision: int = 0

    def after(self, entries: Iterable[Entry], revision: int) -> Logos:
        """The same after further changes of the workspace.

        Args:
            entries: What was done since, the first thing first; may leave out what has nothing to
                do with logos.
            revision: The last change among all that were made.
        """
        standing, versions = self.standing, dict(self.versions)
        for entry in entries:
            for change in entry.changes:
                if isinstance(change, LogoChanged):
                    standing = change.after
                elif isinstance(change, VersionFrozen):
                    versions[change.agreement, change.number] = standing
                elif isinstance(change, DamageLeftOut):
                    gone = set(change.files)
                    standing = None if standing in gone else standing
                    versions = {at: None if it in gone else it for at, it in versions.items()}
        return Logos(standing, versions, revision)
