"""The signing of frozen versions: who signs, what is filed, and who will not sign."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.documents.signing.certificates import Identity
from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.documents.signing.signing import sign, signing_key
from alignment_desktop.documents.signing.timestamps import TimeStampAuthority
from alignment_desktop.domain.clauses import Person
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Progress, Silent
from alignment_desktop.domain.signatures import CHANGED, DAMAGED, UNRECOGNISED, Verification
from alignment_desktop.domain.signing_entries import (
    VersionDeclined,
)
from alignment_desktop.domain.signing_state import SigningState
from alignment_desktop.phrasing.days import moment_text
from alignment_desktop.services.filing import Filed, FileSigned
from alignment_desktop.services.signed_files import (
    ShownVersion,
    attached_in,
    reason_of,
    require_turn,
    version_shown,
)
from alignment_desktop.services.signing_rules import (
    keep_signed,
    known_version,
    require_added,
    require_clock,
    require_consents,
    require_current,
    require_known,
    require_other_signers,
    require_usable,
)
from alignment_desktop.services.signing_states import (
    ToSign,
    act_for,
    require_open,
    to_sign,
    to_sign_in,
    told_of,
    what_is_signed,
)
from alignment_desktop.services.verifying import verify_file
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass
from alignment_desktop.words.catalogue import ENGLISH
from alignment_desktop.words.language import language

if TYPE_CHECKING:
    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.workspace import Workspace

__all__ = [
    "DeclineVersion",
    "FileSigned",
    "Filed",
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
    """

    party: str
    identity: Identity
    mark: Mark
    authority: TimeStampAuthority | None
    title: str = ""

    def signed(
        self, content: bytes, found: Verification, agreement: Agreement | None, at: datetime
    ) -> tuple[bytes, tuple[Problem, ...]]:
        """The file with one more signature, and what the signer should know of it.

        Args:
            content: The file, which was verified.
            found: What it proves.
            agreement: What it is about; None where it does not say.
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
                agreement,
                stamped=self.authority is not None,
                at=at,
            ),
            authority=self.authority,
            say=remarks.append,
        )
        return made, tuple(remarks)


def mark_lines(
    name: str, title: str, agreement: Agreement | None, *, stamped: bool, at: datetime
) -> list[str]:
    """Who signs, and when by whose clock, in the language of the document.

    Args:
        name: The signer's name.
        title: What the signer is; may be empty.
        agreement: What the document is about; None where it does not say.
        stamped: Whether a time stamp authority says when.
        at: The moment of signing.
    """
    chosen = "" if agreement is None else agreement.header.language
    words = language(chosen or ENGLISH)
    zone = UTC if agreement is None else ZoneInfo(agreement.timezone)
    moment = moment_text(at.astimezone(zone), words)
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
    made, remarks = making.signed(content, found, attached_in(content), at)
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
            Problem: As `sign_file`, also where those who signed before are not known; and
                `nothing-frozen`, `file-not-made-here`, `version-superseded`, `version-declined`,
                `version-signed-by-all`, `consents-taken-back`, `identity-not-known`,
                `identity-replaced`, `clock-before-version`, `clock-before-log`, `file-behind`,
                `signed-otherwise`, `signing-overtaken`, `person-of-other-party`,
                `workspace-damaged`.
            Cancelled: Where the monitor asks to stop; nothing is stored then.
        """
        certificate = self.identity.certificate
        require_usable(certificate, self.party, at)
        content = self.content
        if content is None:
            content = _newest_to_sign(workspace, self.label, at)
        watch = self.monitor
        found = verify_file(content, workspace=workspace, now=at, monitor=watch)
        if found.verdict in (DAMAGED, CHANGED):
            raise Problem("signed-file-refused", reason=reason_of(found))
        if not found.expected:
            raise Problem("file-not-to-sign")
        shown = version_shown(workspace, content, now=at)
        with told_of(shown.review):
            return self._signed(workspace, by, at, content, found, shown)

    def _signed(
        self,
        workspace: Workspace,
        by: Actor,
        at: datetime,
        content: bytes,
        found: Verification,
        shown: ShownVersion,
    ) -> SignedFile:
        certificate, watch = self.identity.certificate, self.monitor
        before = known_version(workspace, shown)
        require_clock(workspace, before, at)
        if not before.newest:
            raise Problem("version-superseded", number=shown.number)
        require_open(before)
        if before.review is None:
            require_consents(before)
        require_turn(found, self.party, recognised=True)
        person = require_known(before, certificate, self.party)
        require_current(workspace, before, content, found)
        title = _title(before.version.agreement, person)
        making = _Making(self.party, self.identity, self.mark, self.authority, title)
        watch.report(Progress(0, 0, "signing"))
        made, remarks = making.signed(content, found, before.version.agreement, at)
        after = verify_file(made, workspace=workspace, now=at, monitor=watch)
        if after.verdict == UNRECOGNISED:
            raise Problem("signed-file-refused", reason=reason_of(after))
        require_added(found, after, self.party)
        watch.report(Progress(0, 0, "signing"))
        with workspace.store.change(Entry("sign", by, at, shown.agreement)) as writer:
            people = before.draft.agreement.of_kind("person")
            if by.person is None and person in people:
                writer.act_as(replace(by, person=person))
            act_for(writer, before.draft.agreement, self.party)
            keep_signed(workspace, writer, before, shown, made, after, filed=False)
            if self.keep is not None:
                self.keep(made)
        state = known_version(workspace, shown).state
        return SignedFile(made, hashlib.sha256(made).hexdigest(), after, state, remarks)


@dataclass(frozen=True)
class DeclineVersion:
    """Say that a party will not sign the newest version of an agreement.

    Attributes:
        party: Who will not: `sales`, `marketing`, `sponsor`.
        why: Why.
        label: Which agreement; the newest where None.
    """

    party: str
    why: str
    label: str | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> SigningState:
        """Say it; how far the signing is then.

        Raises:
            Problem: `decline-needs-reason`, `nothing-frozen`, `no-such-signer`,
                `version-signed-by-all`, `version-declined`, `decline-after-signing`,
                `unknown-person`, `person-of-other-party`, `person-not-sponsor`.
        """
        why = " ".join(self.why.split())
        if not why:
            raise Problem("decline-needs-reason")
        with workspace.store.change(Entry("decline", by, at, why=why)) as writer:
            found = to_sign_in(workspace, writer, self.label, None)
            if found is None:
                raise Problem("nothing-frozen", label=workspace.draft_in(writer).agreement.label)
            act_for(writer, found.draft.agreement, self.party)
            require_open(found)
            if self.party not in found.state.expected:
                raise Problem("no-such-signer", party=self.party)
            if self.party in found.state.signed:
                number = found.version.number
                raise Problem("decline-after-signing", party=self.party, number=number)
            change = VersionDeclined(found.draft.id, found.version.number, self.party, why)
            writer.record(change)
        state = to_sign(workspace, self.label, found.version.number)
        assert state is not None
        return state.state


def file_to_sign(workspace: Workspace, found: ToSign, *, at: datetime, paper: str = "a4") -> bytes:
    """The newest signed file of a version; before anybody signed, the document.

    Args:
        workspace: Where it is.
        found: The version.
        at: The present moment.
        paper: `a4` or `letter`, for a file that nobody has signed yet.
    """
    from alignment_desktop.services.exporting import Wanted, export_agreement

    newest = found.signing.of(found.draft.id, found.version.number).newest
    if newest is not None:
        with workspace.store.read() as reader:
            return reader.kept_file(newest.facts.sha256)
    exported = Wanted(version=found.version.number, label=found.draft.agreement.label, paper=paper)
    return export_agreement(workspace, exported, now=at).content


def _newest_to_sign(workspace: Workspace, label: str | None, at: datetime) -> bytes:
    found = to_sign(workspace, label)
    if found is None:
        raise Problem("nothing-frozen", label=workspace.draft(label).agreement.label)
    return file_to_sign(workspace, found, at=at)


def _title(agreement: Agreement, key: str) -> str:
    person = agreement.of_kind("person").get(key)
    return person.title if isinstance(person, Person) else ""
