"""The signing of frozen versions and reviews: a file is made, and then kept in the workspace."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.documents.signing.certificates import Certificate, Identity
from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.documents.signing.signing import sign, signing_key
from alignment_desktop.documents.signing.timestamps import TimeStampAuthority
from alignment_desktop.domain.clauses import Person
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Progress, Silent
from alignment_desktop.domain.signatures import CHANGED, DAMAGED, UNRECOGNISED, Verification
from alignment_desktop.domain.signing_state import SigningState
from alignment_desktop.phrasing.days import moment_text
from alignment_desktop.services.filing import Filed, FileSigned
from alignment_desktop.services.signed_files import (
    DocumentLocale,
    ShownVersion,
    locale_of,
    reason_of,
    require_turn,
    version_shown,
)
from alignment_desktop.services.signing_rules import (
    keep_signed,
    known_version,
    require_added,
    require_clock,
    require_current,
    require_known,
    require_other_signers,
    require_standing,
    require_usable,
    still_to_sign,
)
from alignment_desktop.services.signing_states import (
    ToSign,
    act_for,
    require_frozen,
    to_sign,
    told_of,
    what_is_signed,
)
from alignment_desktop.services.verifying import verify_file
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import language

if TYPE_CHECKING:
    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.workspace import Workspace

__all__ = [
    "FileSigned",
    "Filed",
    "KeepSignature",
    "MadeSignature",
    "SignVersion",
    "SignedFile",
    "ToSign",
    "file_to_sign",
    "mark_lines",
    "sign_file",
    "to_sign",
    "what_is_signed",
]

Keep = Callable[[bytes], None]
"""Writes a file beside its place; what it raises leaves the workspace as it was."""


@dataclass(frozen=True)
class SignedFile:
    """A file with one more signature.

    Attributes:
        content: The file.
        sha256: Its SHA-256, in hex.
        verification: What it proves.
        state: How far the signing of its version is; None where no workspace is concerned.
        remarks: What the signer should know of it: `revocation-unreachable`.
    """

    content: bytes
    sha256: str
    verification: Verification
    state: SigningState | None = None
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Making:
    """All that goes into a signature beside the file.

    Attributes:
        party: Whose field is filled.
        identity: Who signs.
        mark: What stands in place of a signature by hand.
        authority: Who is asked for a time stamp.
        title: What the signer is; may be empty.
        monitor: Hears that answers are waited for, and may end that.
    """

    party: str
    identity: Identity
    mark: Mark
    authority: TimeStampAuthority | None
    title: str = ""
    monitor: Monitor = field(default_factory=Silent, compare=False)

    def signed(
        self, content: bytes, found: Verification, locale: DocumentLocale, at: datetime
    ) -> tuple[bytes, tuple[Problem, ...]]:
        """The file with one more signature, and what the signer should know of it.

        Args:
            content: The file, which was verified.
            found: What it proves.
            locale: The language and the zone of its moments.
            at: The present moment.
        """
        remarks: list[Problem] = []
        made = sign(
            content,
            self.party,
            signing_key(self.identity),
            first=not found.signatures,
            at=at,
            mark=self.mark,
            lines=mark_lines(
                self.identity.certificate.name,
                self.title,
                locale,
                stamped=self.authority is not None,
                at=at,
            ),
            authority=self.authority,
            say=remarks.append,
            monitor=self.monitor,
        )
        return made, tuple(remarks)


def mark_lines(
    name: str, title: str, locale: DocumentLocale, *, stamped: bool, at: datetime
) -> list[str]:
    """Who signs, and when by whose clock, in the language of the document.

    Args:
        name: The signer's name.
        title: What the signer is; may be empty.
        locale: The language and the zone of the document.
        stamped: Whether a time stamp authority says when.
        at: The moment of signing.
    """
    words = language(locale.language)
    moment = moment_text(at.astimezone(locale.zone), words)
    its = words.paper
    who = its.signer_title(name=name, title=title) if title else name
    when = its.signed_stamped if stamped else its.signed_by_clock
    return [who, when(moment=moment)]


def sign_file(
    content: bytes,
    party: str,
    identity: Identity,
    *,
    mark: Mark,
    at: datetime,
    authority: TimeStampAuthority | None = None,
) -> SignedFile:
    """Fills a party's field without a workspace: nobody can say who the others are then.

    Args:
        content: The file as it was exported, or as it was signed before.
        party: Whose field.
        identity: Who signs.
        mark: What stands in place of a signature by hand.
        at: The present moment.
        authority: Who is asked for a time stamp.

    Raises:
        Problem: As `require_turn`; `identity-expired`, `identity-not-yet-valid`,
            `identity-not-for-signing`, `certificate-of-other-party`, `identity-signed-before`, and
            what stands in the way of signing itself.
    """
    require_usable(identity.certificate, party, at)
    found = verify_file(content, workspace=None, now=at)
    require_turn(found, party, recognised=False)
    require_other_signers(found, identity.certificate)
    making = _Making(party, identity, mark, authority)
    made, remarks = making.signed(content, found, locale_of(content), at)
    after = verify_file(made, workspace=None, trust=[identity.certificate], now=at)
    require_added(found, after, party)
    return SignedFile(made, hashlib.sha256(made).hexdigest(), after, remarks=remarks)


@dataclass(frozen=True)
class SignVersion:
    """Sign a frozen version or review, and keep the signed file in the workspace.

    Attributes:
        content: The file to sign; None: the one that the workspace has, or makes.
        party: Whose field is filled.
        identity: Who signs.
        mark: What stands in place of a signature by hand.
        authority: Who is asked for a time stamp.
        label: Which agreement, where no file is given; the newest where None.
        keep: Writes the signed file before the workspace notes it.
        monitor: Hears how far it is, and may end it before anything is stored.
    """

    content: bytes | None
    party: str
    identity: Identity
    mark: Mark
    authority: TimeStampAuthority | None = None
    label: str | None = None
    keep: Keep | None = None
    monitor: Monitor = field(default_factory=Silent, compare=False)

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> SignedFile:
        """Sign it; whoever the identity belongs to does, where nobody is named.

        Raises:
            Problem: As `made` and `KeepSignature`.
            Cancelled: Where the monitor asks to stop; nothing is stored then.
        """
        return KeepSignature(self.made(workspace, at), self.keep).run(workspace, by, at)

    def made(self, workspace: Workspace, at: datetime) -> MadeSignature:
        """The signed file, which nothing in the workspace knows of yet.

        Raises:
            Problem: As `sign_file`, also where those who signed before are not known; and
                `nothing-frozen`, `file-not-made-here`, `version-superseded`, `version-declined`,
                `version-signed-by-all`, `consents-taken-back`, `identity-not-known`,
                `identity-replaced`, `clock-before-version`, `clock-before-log`, `file-behind`,
                `signed-otherwise`, `workspace-damaged`.
            Cancelled: Where the monitor asks to stop.
        """
        certificate = self.identity.certificate
        require_usable(certificate, self.party, at)
        content = self.content
        if content is None:
            content = _newest_to_sign(workspace, self.label, at)
        found = verify_file(content, workspace=workspace, now=at, monitor=self.monitor)
        if found.verdict in (DAMAGED, CHANGED):
            raise Problem("signed-file-refused", reason=reason_of(found))
        if not found.expected:
            raise Problem("file-not-to-sign")
        shown = version_shown(workspace, content, now=at)
        with told_of(shown.review):
            return self._made(workspace, at, content, found, shown)

    def _made(
        self,
        workspace: Workspace,
        at: datetime,
        content: bytes,
        found: Verification,
        shown: ShownVersion,
    ) -> MadeSignature:
        certificate, watch = self.identity.certificate, self.monitor
        before = known_version(workspace, shown)
        require_clock(workspace, before, at)
        require_standing(before)
        require_turn(found, self.party, recognised=True)
        person = require_known(before, certificate, self.party)
        require_current(workspace, before, content, found)
        agreement = before.version.agreement
        title = _title(agreement, person)
        making = _Making(self.party, self.identity, self.mark, self.authority, title, watch)
        watch.report(Progress(0, 0, "signing"))
        made, remarks = making.signed(content, found, DocumentLocale.of(agreement), at)
        after = verify_file(made, workspace=workspace, now=at, monitor=watch)
        if after.verdict == UNRECOGNISED:
            raise Problem("signed-file-refused", reason=reason_of(after))
        require_added(found, after, self.party)
        watch.report(Progress(0, 0, "signing"))
        return MadeSignature(made, self.party, certificate, after, before, shown, remarks)


@dataclass(frozen=True)
class MadeSignature:
    """A file with one more signature, which its workspace does not keep yet.

    Attributes:
        content: The file.
        party: Who signed it.
        certificate: With whose certificate.
        verification: What it proves.
        before: What was signed, as it stood before.
        shown: What the file shows.
        remarks: What the signer should know of it.
    """

    content: bytes
    party: str
    certificate: Certificate
    verification: Verification
    before: ToSign
    shown: ShownVersion
    remarks: tuple[Problem, ...]


@dataclass(frozen=True)
class KeepSignature:
    """Keep a file that was just signed, if what it stands on stands as it did.

    Between its making and this an authority may have been waited for.

    Attributes:
        made: The file.
        keep: Writes it before the workspace notes it.
    """

    made: MadeSignature
    keep: Keep | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> SignedFile:
        """Keep it.

        Raises:
            Problem: `signing-overtaken`, `version-superseded`, `version-declined`,
                `version-signed-by-all`, `consents-taken-back`, `identity-not-known`,
                `identity-replaced`, `person-of-other-party`, `workspace-damaged`.
        """
        with told_of(self.made.shown.review):
            return self._kept(workspace, by, at)

    def _kept(self, workspace: Workspace, by: Actor, at: datetime) -> SignedFile:
        made, shown = self.made, self.made.shown
        with workspace.store.change(Entry("sign", by, at, shown.agreement)) as writer:
            found = still_to_sign(workspace, writer, made.before, shown)
            require_standing(found)
            person = require_known(found, made.certificate, made.party)
            agreement = found.draft.agreement
            if by.person is None and person in agreement.of_kind("person"):
                writer.act_as(replace(by, person=person))
            act_for(writer, agreement, made.party)
            keep_signed(writer, shown, made.content, made.verification, filed=False)
            if self.keep is not None:
                self.keep(made.content)
        state = known_version(workspace, shown).state
        sha256 = hashlib.sha256(made.content).hexdigest()
        return SignedFile(made.content, sha256, made.verification, state, made.remarks)


def file_to_sign(workspace: Workspace, found: ToSign, *, at: datetime, paper: str = "a4") -> bytes:
    """The newest signed file of what is signed; before anybody signed, the document.

    Args:
        workspace: Where it is.
        found: The version, or the frozen review.
        at: The present moment.
        paper: `a4` or `letter`, for a version that nobody has signed yet.
    """
    from alignment_desktop.services.agreement_documents import export_agreement
    from alignment_desktop.services.exporting import Wanted

    newest, review = found.kept.newest, found.review
    kept = newest.facts.sha256 if newest is not None else review and review.facts.sha256
    if kept:
        with workspace.store.read() as reader:
            return reader.kept_file(kept)
    exported = Wanted(version=found.version.number, label=found.draft.agreement.label, paper=paper)
    return export_agreement(workspace, exported, now=at).content


def _newest_to_sign(workspace: Workspace, label: str | None, at: datetime) -> bytes:
    found = require_frozen(workspace, to_sign(workspace, label), label, None)
    return file_to_sign(workspace, found, at=at)


def _title(agreement: Agreement, key: str) -> str:
    person = agreement.of_kind("person").get(key)
    return person.title if isinstance(person, Person) else ""
