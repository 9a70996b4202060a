"""What has to hold before somebody signs a version, or a signed file of it is kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.documents.signing.certificates import Certificate, vouches
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import CHANGED, DAMAGED, Verification
from alignment_desktop.domain.signing_entries import SignatureFacts, VersionSigned
from alignment_desktop.domain.signing_state import VersionSigning
from alignment_desktop.services.identities import logged_certificate
from alignment_desktop.services.signed_files import ShownVersion, reason_of
from alignment_desktop.services.signing_states import ToSign, require_open, to_sign_in
from alignment_desktop.services.workspace import OUT_OF_STEP, Workspace

if TYPE_CHECKING:
    from alignment_desktop.storage.writer import Writer


def require_known(before: ToSign, certificate: Certificate, party: str) -> str:
    """The key of the person whose identity it is, empty where it is registered on nobody.

    Args:
        before: What is signed.
        certificate: The certificate of whoever signs.
        party: For whom.

    Raises:
        Problem: `identity-not-known`, `identity-replaced`, `certificate-of-other-party`.
    """
    name = certificate.name
    known = before.signing.identity(certificate.fingerprint)
    if known is not None:
        if known.facts.party != party:
            raise Problem(
                "certificate-of-other-party", name=name, of=known.facts.party, party=party
            )
        if known.replaced_at is not None:
            raise Problem("identity-replaced", name=name, at=known.replaced_at)
        return known.facts.person
    authority = before.signing.authority
    # Issued with the authority's key, and not noted here.
    vouched = authority is not None and vouches(
        logged_certificate(authority.certificate), certificate
    )
    if vouched and certificate.party == party:
        return ""
    raise Problem("identity-not-known", name=name, party=party)


def known_version(workspace: Workspace, shown: ShownVersion) -> ToSign:
    """The version, or the frozen review, that a file shows, with how far its signing is."""
    with workspace.store.read() as reader:
        found = to_sign_in(workspace, reader, shown.label, shown.number, shown.review)
    assert found is not None
    return found


def require_usable(certificate: Certificate, party: str, at: datetime) -> None:
    """Refuses a certificate that cannot sign for a party at a moment.

    Raises:
        Problem: As `Certificate.require_valid`; `certificate-of-other-party`.
    """
    certificate.require_valid(at)
    if certificate.party not in ("", party):
        raise Problem(
            "certificate-of-other-party",
            name=certificate.name,
            of=certificate.party,
            party=party,
        )


def require_other_signers(found: Verification, own: Certificate) -> None:
    """Refuses to let one identity sign for two parties.

    Raises:
        Problem: `identity-signed-before`.
    """
    for each in found.signatures:
        if each.fingerprint == own.fingerprint:
            raise Problem("identity-signed-before", name=own.name, party=each.party)


def require_clock(workspace: Workspace, before: ToSign, at: datetime) -> None:
    """Refuses a time before that of what is signed: a signature would seem to come first."""
    if at < before.frozen_at - OUT_OF_STEP:
        number = before.number
        raise Problem("clock-before-version", now=at, number=number, at=before.frozen_at)
    with workspace.store.read() as reader:
        last = reader.head()
    if last is not None and at < last.at - OUT_OF_STEP:
        raise Problem("clock-before-log", now=at, at=last.at)


def require_consents(before: ToSign) -> None:
    """Refuses a version in whose words a party no longer agrees to something."""
    draft, version = before.draft, before.version.agreement
    same = {
        clause_id: clause
        for clause_id, clause in draft.agreement.clauses.items()
        if version.clauses.get(clause_id) == clause
    }
    missing = draft.consents.missing(same)
    if missing:
        waits = ", ".join(dict.fromkeys(party for _, party in missing))
        number = before.version.number
        raise Problem("consents-taken-back", number=number, count=len(missing), parties=waits)


def require_current(
    workspace: Workspace, before: ToSign, content: bytes, found: Verification
) -> None:
    """Refuses to go on from a file where the workspace has one with more, or other, signatures.

    Raises:
        Problem: `file-behind`, `signed-otherwise`.
    """
    later = before.state.signatures[len(found.signatures) :]
    if later:
        parties = ", ".join(each.party for each in later)
        raise Problem("file-behind", number=before.number, parties=parties)
    require_continued(workspace, before.kept, content, before.number)


def require_continued(
    workspace: Workspace, kept: VersionSigning, content: bytes, number: int
) -> None:
    """Refuses a file that does not go on from the newest one that the workspace keeps.

    Raises:
        Problem: `signed-otherwise`.
    """
    newest = kept.newest
    if newest is None:
        return
    with workspace.store.read() as reader:
        known = reader.kept_file(newest.facts.sha256)
    if not content.startswith(known):
        parties = ", ".join(newest.facts.parties)
        raise Problem("signed-otherwise", number=number, parties=parties)


def require_added(before: Verification, after: Verification, party: str) -> None:
    """Refuses a signature of our own that does not verify; nothing is written then."""
    signed = [each.party for each in before.signatures]
    if after.verdict in (DAMAGED, CHANGED):
        raise Problem("signing-failed", detail=reason_of(after))
    if [each.party for each in after.signatures] != [*signed, party]:
        raise Problem("signing-failed", detail=party)


def require_standing(found: ToSign) -> None:
    """Refuses what stands no more: another was frozen, it was declined, a consent taken back.

    Raises:
        Problem: `version-superseded`, `version-declined`, `version-signed-by-all`,
            `consents-taken-back`.
    """
    if not found.newest:
        raise Problem("version-superseded", number=found.number)
    require_open(found)
    if found.review is None:
        require_consents(found)


def still_to_sign(
    workspace: Workspace, writer: Writer, before: ToSign, shown: ShownVersion
) -> ToSign:
    """What is signed as a change under way sees it, where nobody did anything to it meanwhile.

    Raises:
        Problem: `signing-overtaken`.
    """
    now = to_sign_in(workspace, writer, shown.label, shown.number, shown.review)
    if now is None or now.kept != before.kept:
        raise Problem("signing-overtaken", number=shown.number)
    return now


def keep_signed(
    writer: Writer, shown: ShownVersion, content: bytes, found: Verification, *, filed: bool
) -> None:
    """Keeps a signed file and logs it."""
    place = shown.agreement, shown.number
    facts = tuple(
        SignatureFacts(each.party, each.name, each.fingerprint, each.time, each.time_source)
        for each in found.signatures
    )
    sha256 = writer.keep_file(content)
    writer.record(VersionSigned(*place, sha256, shown.base_sha256, facts, filed, shown.review))
