"""The completion certificate of a version: what its log tells, with the signed file in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.documents.completion_certificate import (
    CompletionCertificate,
    KeptDocument,
    completion_certificate_pdf,
)
from alignment_desktop.documents.signing.sealing import sealed_document
from alignment_desktop.domain.clauses import Person, display_name
from alignment_desktop.domain.completion import completion_events
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.days import moment_text
from alignment_desktop.phrasing.signing import verdict_of
from alignment_desktop.services.exporting import Wanted, export_agreement
from alignment_desktop.services.identities import opened_authority
from alignment_desktop.services.signing_states import ToSign, to_sign
from alignment_desktop.services.verifying import titles
from alignment_desktop.values import dataclass
from alignment_desktop.words.catalogue import ENGLISH
from alignment_desktop.words.language import language

if TYPE_CHECKING:
    from alignment_desktop.documents.signing.timestamps import TimeStampAuthority
    from alignment_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class Completion:
    """A completion certificate.

    Attributes:
        content: The file.
        version: The version that it is about.
        verdict: On the signed file in it: `unsigned`, `one`, `both`.
        state: How far the signing is: `to-sign`, `signed`, `declined`.
        sealed: Whether it carries the seal of the workspace's authority.
    """

    content: bytes
    version: int
    verdict: str
    state: str
    sealed: bool


def completion_certificate(
    workspace: Workspace,
    *,
    now: datetime,
    label: str | None = None,
    number: int | None = None,
    authority_passphrase: str | None = None,
    stamps: TimeStampAuthority | None = None,
    paper: str = "a4",
) -> Completion:
    """The certificate of a version; nothing in the workspace changes.

    Args:
        workspace: Where the version is frozen.
        now: The present moment, which the certificate carries.
        label: Which agreement; the newest where None.
        number: Which version; the newest where None.
        authority_passphrase: What opens the authority, which seals it; None: it is not sealed.
        stamps: Who is asked for a time stamp of the seal.
        paper: `a4` or `letter`.

    Raises:
        Problem: `nothing-frozen`, `unknown-agreement`, `unknown-version`, `authority-not-made`,
            `authority-wrong-passphrase`, `kept-file-damaged`, `workspace-damaged`.
    """
    found = to_sign(workspace, label, number)
    if found is None:
        raise Problem("nothing-frozen", label=workspace.draft(label).agreement.label)
    authority = found.signing.authority
    seal = None
    if authority_passphrase is not None:
        if authority is None:
            raise Problem("authority-not-made")
        with workspace.store.read() as reader:
            kept = reader.kept_file(authority.key_sha256)
        seal = opened_authority(kept, authority_passphrase)
    agreement = found.version.agreement
    with workspace.store.read() as reader:
        events = completion_events(reader.log_rows(), found.draft.id, found.version.number)
    document = CompletionCertificate(
        agreement=agreement,
        number=found.version.number,
        frozen_at=found.version.frozen_at,
        state=found.state,
        events=events,
        names=_names(found),
        titles=titles(workspace),
        files=_files(workspace, found, now, paper),
        root="" if authority is None else authority.fingerprint,
        sealed=seal is not None,
        made=now,
        paper=paper,
    )
    content = completion_certificate_pdf(document)
    if seal is not None:
        words = language(agreement.header.language or ENGLISH)
        moment = moment_text(now.astimezone(ZoneInfo(agreement.timezone)), words)
        said = words.paper.signed_by_clock if stamps is None else words.paper.signed_stamped
        line = said(moment=moment)
        content = sealed_document(content, seal, now, lines=[line], stamps=stamps)
    return Completion(
        content,
        found.version.number,
        verdict_of(found.state),
        found.state.state,
        seal is not None,
    )


def _names(found: ToSign) -> Mapping[str, str]:
    """What people are called: in the draft, or as they were when the version was frozen."""
    every = [found.draft.agreement.of_kind("person"), found.version.agreement.of_kind("person")]
    return {
        key: display_name(person)
        for people in every
        for key, person in people.items()
        if isinstance(person, Person)
    }


def _files(
    workspace: Workspace, found: ToSign, now: datetime, paper: str
) -> tuple[KeptDocument, ...]:
    """The unsigned file first; the one with most signatures is carried."""
    words = language(found.version.agreement.header.language or ENGLISH)
    kept = found.signing.of(found.draft.id, found.version.number)
    files = []
    bases = list(dict.fromkeys(each.facts.base_sha256 for each in kept.files))
    if not bases:
        wanted = Wanted(
            version=found.version.number, label=found.draft.agreement.label, paper=paper
        )
        plain = export_agreement(workspace, wanted, now=now).content
        bases = [hashlib.sha256(plain).hexdigest()]
    files += [KeptDocument(name="", sha256=base, parties=()) for base in bases]
    for each in kept.files:
        facts = each.facts
        name, content = "", b""
        if each is kept.newest:
            name = words.certificate.carried_name(number=found.version.number)
            with workspace.store.read() as reader:
                content = reader.kept_file(facts.sha256)
        files.append(
            KeptDocument(name=name, sha256=facts.sha256, parties=facts.parties, content=content)
        )
    return tuple(files)
