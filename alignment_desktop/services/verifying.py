"""What a file proves, its signers being known through a workspace or by certificates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.documents.signing.certificates import Certificate
from alignment_desktop.documents.signing.verifying import (
    REVIEW_PRINTED,
    Known,
    Trusted,
    verify,
)
from alignment_desktop.domain.clauses import Person
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import CHANGED, DAMAGED, UNSIGNED, Verification
from alignment_desktop.domain.signing_state import Signing
from alignment_desktop.services.identities import logged_certificate, signing_of
from alignment_desktop.services.signed_files import stored_version

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.workspace import Workspace


def verify_file(
    content: bytes,
    *,
    workspace: Workspace | None,
    trust: Sequence[Certificate] = (),
    now: datetime,
    monitor: Monitor | None = None,
) -> Verification:
    """What a file proves, its signers being known through a workspace or by certificates.

    Args:
        content: The file.
        workspace: Whose people and authority are known; None: nobody's.
        trust: Certificates of authorities and of persons that are trusted besides.
        now: The present moment.
        monitor: Hears of it, and may end it.

    Raises:
        Problem: `workspace-damaged`.
        Cancelled: Where the monitor asks to stop.
    """
    signing = Signing() if workspace is None else signing_of(workspace)
    found = verify(content, trusted_by(signing, trust), now, monitor)
    if found.verdict == CHANGED and _is_certificate(content):
        return Verification(UNSIGNED, reasons=(Problem("verify-certificate"),))
    if workspace is None or found.verdict == DAMAGED:
        return found
    return _with_workspace(found, content, workspace, signing)


def _is_certificate(content: bytes) -> bool:
    """Whether a file is a completion certificate, which is sealed and not signed."""
    from alignment_desktop.documents.signing.sealing import is_sealed

    return is_sealed(content)


def trusted_by(signing: Signing, trust: Sequence[Certificate] = ()) -> Trusted:
    """Whose signatures are recognised: a workspace's people, its authority, and who is trusted."""
    own = () if signing.authority is None else (logged_certificate(signing.authority.certificate),)
    people = tuple(
        Known(logged_certificate(facts.certificate), facts.party, facts.name, each.replaced_at)
        for each in signing.identities
        for facts in (each.facts,)
    )
    return Trusted(
        authorities=(*own, *(each for each in trust if each.is_authority)),
        people=people,
        direct=tuple(each for each in trust if not each.is_authority),
        # One that stamps times may be named by itself; what else it may do, it says itself.
        clocks=tuple(trust),
    )


def _with_workspace(
    found: Verification, content: bytes, workspace: Workspace, signing: Signing
) -> Verification:
    """What the workspace knows beside that: its stored content, and the files that it keeps."""
    remarks = list(found.remarks)
    matches = found.content_matches
    shown = stored_version(workspace, signing, content)
    if matches and shown is None:
        matches = False
        remarks.append(Problem("content-not-stored", workspace=workspace.store.shown))
    if shown is not None:
        if shown[2] is not None:
            # The document itself is known, byte for byte.
            remarks = [each for each in remarks if each.code != REVIEW_PRINTED]
        kept = signing.of(*shown)
        later = [each.party for each in kept.signatures[len(found.signatures) :]]
        if later and found.signatures:
            facts: dict[str, object] = {"number": shown[1], "parties": ", ".join(later)}
            if shown[2] is None:
                remarks.append(Problem("workspace-has-later", **facts))
            else:
                remarks.append(Problem("workspace-has-later-review", **facts, review=shown[2]))
    return replace(found, content_matches=matches, remarks=tuple(remarks))


def titles(workspace: Workspace) -> dict[str, str]:
    """By the fingerprint of each identity that is registered on a person: the person's title."""
    people = workspace.draft().agreement.of_kind("person")
    found = {}
    for each in signing_of(workspace).identities:
        person = people.get(each.facts.person)
        if isinstance(person, Person):
            found[each.facts.fingerprint] = person.title
    return found
