"""Identities of a workspace: who may sign for whom, and the authority that vouches for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.documents.signing.certificates import (
    Certificate,
    Identity,
    certificate_of,
    make_authority,
    make_identity,
    opened,
    sealed,
)
from alignment_desktop.domain.clauses import Header, Person
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import SPONSOR
from alignment_desktop.domain.signing_entries import AuthorityMade, IdentityIssued
from alignment_desktop.domain.signing_state import RegisteredIdentity, Signing
from alignment_desktop.services.actors import SHARED, identify
from alignment_desktop.services.log_readings import read_on
from alignment_desktop.storage.change_log import SIGNING
from alignment_desktop.storage.parts import SIGNATURES
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass
from alignment_desktop.words.catalogue import ENGLISH
from alignment_desktop.words.language import language

if TYPE_CHECKING:
    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.reader import Reader
    from alignment_desktop.storage.writer import Writer

Keep = Callable[[Identity], None]
"""Writes an identity beside its place; what it raises leaves the workspace as it was."""


@dataclass(frozen=True)
class Issued:
    """An identity that the workspace's authority vouches for.

    Attributes:
        identity: The certificate with its key, which nothing but this holds.
        facts: What was logged of it.
        authority_made: Whether the authority was made on this occasion, with its passphrase.
        replaced: Those that it takes the place of.
    """

    identity: Identity
    facts: IdentityIssued
    authority_made: bool
    replaced: tuple[RegisteredIdentity, ...]


def signing_in(reader: Reader, before: Signing | None = None) -> Signing:
    """Everything about signing, as one snapshot of the workspace tells.

    Args:
        reader: A snapshot of the workspace.
        before: An earlier reading; only what was done since is read then.
    """
    return read_on(reader, before or Signing(), SIGNING)


def signing_of(workspace: Workspace) -> Signing:
    """Everything about signing in a workspace.

    Raises:
        Problem: `workspace-damaged`.
    """
    workspace.require_sound(SIGNATURES)
    with workspace.store.read() as reader:
        return signing_in(reader)


def identities(workspace: Workspace) -> tuple[RegisteredIdentity, ...]:
    """The identities that a workspace knows, also replaced ones, in the order they came."""
    return signing_of(workspace).identities


def authority_certificate(workspace: Workspace) -> Certificate:
    """The certificate of the workspace's authority, to be trusted elsewhere.

    Raises:
        Problem: `authority-not-made`, where nothing was issued yet.
    """
    authority = signing_of(workspace).authority
    if authority is None:
        raise Problem("authority-not-made")
    return logged_certificate(authority.certificate)


def logged_certificate(der: bytes) -> Certificate:
    """A certificate as the log of a workspace holds it.

    Raises:
        Problem: `workspace-corrupt`, where it is none: whoever writes a log anew can write so.
    """
    try:
        return certificate_of(der)
    except Exception as error:  # what bytes that are none make of the library
        raise Problem("workspace-corrupt") from error


@dataclass(frozen=True)
class IssueIdentity:
    """Make an identity that the workspace's authority vouches for.

    The authority is made with the first one, and its key sealed with the passphrase given then. An
    identity for a person who has one takes its place.

    Attributes:
        name: Whose it is.
        party: For whom it signs: `sales`, `marketing`, `sponsor`.
        person: The key of the person on whom it is registered; None: it is only named.
        authority_passphrase: What seals the authority's key.
        keep: Writes the identity before the workspace notes it; None: who runs this keeps it.
    """

    name: str
    party: str
    person: str | None
    authority_passphrase: str
    keep: Keep | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Issued:
        """Make it.

        Raises:
            Problem: `unknown-person`, `person-of-other-party`, `person-not-sponsor`,
                `passphrase-empty`, `authority-wrong-passphrase`, `identity-name-empty`,
                `identity-name-too-long`, `workspace-damaged`.
        """
        workspace.require_sound(SIGNATURES)
        with workspace.store.change(Entry("identity", by, at)) as writer:
            agreement = workspace.draft_in(writer).agreement
            identify(writer, agreement)
            require_signer(agreement, self.person, self.party)
            signing = signing_in(writer)
            header = agreement.header
            authority = self._authority(writer, signing, header, at)
            identity = make_identity(
                self.name, self.party, at, organisation=header.organisation, authority=authority
            )
            replaced = signing.standing(self.person, self.party) if self.person else ()
            facts = _facts(identity.certificate, self.party, self.person, replaced, issued=True)
            writer.record(facts)
            if self.keep is not None:
                self.keep(identity)
        return Issued(identity, facts, signing.authority is None, replaced)

    def _authority(
        self, writer: Writer, signing: Signing, header: Header, at: datetime
    ) -> Identity:
        if signing.authority is not None:
            content = writer.kept_file(signing.authority.key_sha256)
            return opened_authority(content, self.authority_passphrase)
        words = language(header.language or ENGLISH)
        authority = make_authority(header.organisation, at, words)
        kept = writer.keep_file(sealed(authority, self.authority_passphrase))
        certificate = authority.certificate
        facts = certificate.name, certificate.fingerprint, certificate.der
        writer.record(AuthorityMade(*facts, kept))
        return authority


@dataclass(frozen=True)
class RegisterCertificate:
    """Register a certificate that a person brings along; its key stays where it is.

    Attributes:
        person: The person's key.
        party: For whom it signs.
        certificate: The certificate.
    """

    person: str
    party: str
    certificate: Certificate

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> IdentityIssued:
        """Register it; one that the person has for this party counts no more.

        Raises:
            Problem: `unknown-person`, `person-of-other-party`, `person-not-sponsor`,
                `certificate-of-other-party`, `certificate-is-authority`, `identity-expired`,
                `identity-not-yet-valid`, `identity-not-for-signing`, `identity-known`,
                `workspace-damaged`.
        """
        workspace.require_sound(SIGNATURES)
        own = self.certificate
        if own.is_authority:
            raise Problem("certificate-is-authority", name=own.name)
        if own.party not in ("", self.party):
            raise Problem(
                "certificate-of-other-party", name=own.name, of=own.party, party=self.party
            )
        own.require_valid(at)
        with workspace.store.change(Entry("identity", by, at)) as writer:
            agreement = workspace.draft_in(writer).agreement
            identify(writer, agreement)
            require_signer(agreement, self.person, self.party)
            signing = signing_in(writer)
            known = signing.identity(own.fingerprint)
            if known is not None:
                of = known.facts.person or known.facts.name
                raise Problem("identity-known", name=own.name, of=of, party=known.facts.party)
            replaced = signing.standing(self.person, self.party)
            facts = _facts(own, self.party, self.person, replaced, issued=False)
            writer.record(facts)
        return facts


def opened_authority(content: bytes, passphrase: str) -> Identity:
    """The authority with its key.

    Raises:
        Problem: `authority-wrong-passphrase`, `identity-unreadable`.
    """
    try:
        return opened(content, passphrase, "")
    except Problem as problem:
        if problem.code != "identity-wrong-passphrase":
            raise
        raise Problem("authority-wrong-passphrase") from None


def signs_for(person: Person, party: str) -> bool:
    """Whether a person may sign for a party: its own people, shared ones, and the sponsor."""
    if party == SPONSOR:
        return person.role == SPONSOR
    return (person.party or SHARED) in (party, SHARED)


def require_signer(agreement: Agreement, key: str | None, party: str) -> None:
    """Refuses a person who may not sign for a party; nobody is refused who is not named.

    Raises:
        Problem: `unknown-person`, `person-of-other-party`, `person-not-sponsor`.
    """
    if key is None:
        return
    people = agreement.of_kind("person")
    person = people.get(key)
    if not isinstance(person, Person):
        known = ", ".join(people) or "nobody"
        raise Problem("unknown-person", value=key, label=agreement.label, known=known)
    if signs_for(person, party):
        return
    if party == SPONSOR:
        raise Problem("person-not-sponsor", value=key)
    raise Problem("person-of-other-party", value=key, party=party, other=person.party)


def _facts(
    certificate: Certificate,
    party: str,
    person: str | None,
    replaced: tuple[RegisteredIdentity, ...],
    *,
    issued: bool,
) -> IdentityIssued:
    return IdentityIssued(
        party,
        person or "",
        certificate.name,
        certificate.fingerprint,
        certificate.der,
        certificate.ends,
        issued,
        tuple(each.facts.fingerprint for each in replaced),
    )
