"""Signed files held against a workspace: which version one shows, and what its signers prove."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.documents.signing.verifying import (
    attached_agreement,
    attached_review,
    revisions,
)
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.clauses import HEADER
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.review_freezing import locale_in
from alignment_desktop.domain.signatures import (
    CHANGED,
    DAMAGED,
    UNRECOGNISED,
    Verification,
    next_signer,
)
from alignment_desktop.services.drafts import newest_first
from alignment_desktop.services.identities import signing_of
from alignment_desktop.values import dataclass
from alignment_desktop.words.catalogue import ENGLISH

if TYPE_CHECKING:
    from alignment_desktop.domain.signing_state import Signing, VersionKey
    from alignment_desktop.services.workspace import Workspace

_LETTER_WIDTH = 603.0
"""Between the width of A4 and that of Letter, in points."""


@dataclass(frozen=True)
class ShownVersion:
    """The version of an agreement, or the frozen review, that a file shows.

    Attributes:
        agreement: The agreement's number in the store.
        label: What the agreement is called.
        number: The version's number, or that of the frozen review.
        base_sha256: Of the file before anybody signed it.
        review: What the days of the review are called; None where it is a version.
    """

    agreement: int
    label: str
    number: int
    base_sha256: str
    review: str | None = None


@dataclass(frozen=True)
class DocumentLocale:
    """In which language, and by which clock, a document tells its moments.

    Attributes:
        language: The language's code.
        zone: The time zone.
    """

    language: str = ENGLISH
    zone: tzinfo = UTC

    @classmethod
    def of(cls, agreement: Agreement) -> DocumentLocale:
        """Those of an agreement."""
        return cls(agreement.header.language or ENGLISH, ZoneInfo(agreement.timezone))


def locale_of(content: bytes) -> DocumentLocale:
    """What the data that a file carries say of it; English and UTC where they do not."""
    agreement = attached_in(content)
    if agreement is not None:
        return DocumentLocale.of(agreement)
    text = attached_review(content)
    named = None if text is None else locale_in(text)
    if named is None:
        return DocumentLocale()
    try:
        return DocumentLocale(named[0], ZoneInfo(named[1]))
    except (KeyError, ValueError, OSError):  # no zone is called so
        return DocumentLocale()


def stored_version(workspace: Workspace, signing: Signing, content: bytes) -> VersionKey | None:
    """The version whose content the file carries, or the frozen review whose document it is."""
    base = _base_sha256(content)
    logged = _logged(signing, base)
    if logged is not None:
        return logged
    attached = _attached_hash(content)
    found = _versions_of(workspace, attached) if attached else []
    return (found[0].agreement, found[0].number, None) if found else None


def _base_sha256(content: bytes) -> str:
    return hashlib.sha256(revisions(content)[0]).hexdigest()


def _logged(signing: Signing, base_sha256: str) -> VersionKey | None:
    review = signing.review_of(base_sha256)
    if review is not None:
        return review.facts.agreement, review.facts.number, review.facts.period
    for key, its in signing.versions.items():
        if any(each.facts.base_sha256 == base_sha256 for each in its.files):
            return key
    return None


def _attached_hash(content: bytes) -> str | None:
    """The hash of the agreement that a file carries; None where it carries none."""
    agreement = attached_in(content)
    return None if agreement is None else agreement.content_hash


def attached_in(content: bytes) -> Agreement | None:
    """The agreement that a file carries; None where it carries none that can be read."""
    text = attached_agreement(content)
    if text is None:
        return None
    try:
        read = read_text(text)
    except Problem:
        return None
    agreement = Agreement(read.label or "", read.clauses)
    return agreement if (HEADER, "") in read.clauses else None


def _versions_of(workspace: Workspace, content_hash: str) -> list[ShownVersion]:
    """The frozen versions that say what a hash stands for, the newest first."""
    with workspace.store.read() as reader:
        rows = newest_first(reader.agreements())
        return [
            ShownVersion(row.id, row.label, version.number, "")
            for row in rows
            for version in reversed(reader.versions(row.id))
            if version.content_hash == content_hash
        ]


def version_shown(workspace: Workspace, content: bytes, *, now: datetime) -> ShownVersion:
    """The version or the frozen review that a file shows, if the workspace made the file.

    Known are files that were signed before, and those that it makes now, byte for byte.

    Args:
        workspace: Where the version is frozen.
        content: The file, signed or not.
        now: The present moment.

    Raises:
        Problem: `file-not-made-here`.
    """
    # What makes documents takes long to import, and a file that was signed before needs none of it.
    from alignment_desktop.documents.preview import page_sizes
    from alignment_desktop.services.agreement_documents import export_agreement
    from alignment_desktop.services.exporting import Wanted

    base = revisions(content)[0]
    sha256 = hashlib.sha256(base).hexdigest()
    logged = _logged(signing_of(workspace), sha256)
    if logged is not None:
        with workspace.store.read() as reader:
            row = reader.agreement(logged[0])
        return ShownVersion(row.id, row.label, logged[1], sha256, logged[2])
    attached = _attached_hash(content)
    for each in _versions_of(workspace, attached) if attached else ():
        paper = "letter" if page_sizes(base)[0][0] > _LETTER_WIDTH else "a4"
        wanted = Wanted(version=each.number, label=each.label, paper=paper)
        if export_agreement(workspace, wanted, now=now).content == base:
            return replace(each, base_sha256=sha256)
    raise Problem("file-not-made-here", workspace=workspace.store.shown)


def require_turn(found: Verification, party: str, *, recognised: bool) -> None:
    """Refuses to let a party sign a file in which something is wrong, or out of order.

    Args:
        found: What the file proves.
        party: Who wants to sign.
        recognised: Whether those who signed before have to be known.

    Raises:
        Problem: `signed-file-refused`, `file-not-to-sign`, `no-such-signer`, `signed-already`,
            `not-your-turn`.
    """
    refused = (DAMAGED, CHANGED, *((UNRECOGNISED,) if recognised else ()))
    if found.verdict in refused:
        raise Problem("signed-file-refused", reason=reason_of(found))
    if not found.expected:
        raise Problem("file-not-to-sign")
    if party not in found.expected:
        raise Problem("no-such-signer", party=party)
    signed = [each.party for each in found.signatures]
    if party in signed:
        raise Problem("signed-already", party=party)
    waiting = next_signer(found.expected, signed)
    if waiting != party:
        raise Problem("not-your-turn", party=party, waiting=waiting)


def reason_of(found: Verification) -> Problem:
    """The gravest reason; every verdict that is worse than signed has one."""
    return found.reasons[0] if found.reasons else Problem("verdict-unexplained")
