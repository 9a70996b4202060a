"""The completion certificate of a version or review: what the log tells, and the signed file."""

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
from alignment_desktop.domain.progress import Monitor, Progress, Silent
from alignment_desktop.phrasing.days import moment_text
from alignment_desktop.phrasing.signing import verdict_of
from alignment_desktop.services.agreement_documents import export_agreement
from alignment_desktop.services.exporting import Wanted
from alignment_desktop.services.identities import opened_authority
from alignment_desktop.services.signing_states import ToSign, require_frozen, to_sign
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
        version: The version that it is about, or the number of the frozen review.
        verdict: On the signed file in it: `unsigned`, `one`, `both`.
        state: How far the signing is: `to-sign`, `signed`, `declined`.
        sealed: Whether it carries the seal of the workspace's authority.
        review: What the days of the review are called; None where it is about a version.
    """

    content: bytes
    version: int
    verdict: str
    state: str
    sealed: bool
    review: str | None = None


def completion_certificate(
    workspace: Workspace,
    *,
    now: datetime,
    label: str | None = None,
    number: int | None = None,
    review: str | None = None,
    authority_passphrase: str | None = None,
    stamps: TimeStampAuthority | None = None,
    paper: str = "a4",
    monitor: Monitor | None = None,
) -> Completion:
    """The certificate of a version or a frozen review; nothing in the workspace changes.

    Args:
        workspace: Where the version is frozen.
        now: The present moment, which the certificate carries.
        label: Which agreement; the newest where None.
        number: Which version, or which freezing of the review; the newest where None.
        review: What the days of the review are called; None: it is about a version.
        authority_passphrase: What opens the authority, which seals it; None: it is not sealed.
        stamps: Who is asked for a time stamp of the seal.
        paper: `a4` or `letter`.
        monitor: Hears how far it is, and may end it.

    Raises:
        Problem: `nothing-frozen`, `review-not-frozen`, `unknown-agreement`, `unknown-version`,
            `authority-not-made`, `authority-wrong-passphrase`, `kept-file-damaged`,
            `workspace-damaged`.
        Cancelled: Where the monitor asks to stop.
    """
    watch = monitor or Silent()
    asked = to_sign(workspace, label, number, review)
    found = require_frozen(workspace, asked, label, review)
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
        events = completion_events(reader.log_rows(), found.draft.id, found.number, review)
    watch.report(Progress(0, 0, "drawing"))
    document = CompletionCertificate(
        agreement=agreement,
        number=found.number,
        frozen_at=found.frozen_at,
        content_hash=_content_hash(found),
        state=found.state,
        events=events,
        names=_names(found),
        titles=titles(workspace),
        files=_files(workspace, found, now, paper),
        root="" if authority is None else authority.fingerprint,
        sealed=seal is not None,
        made=now,
        paper=paper,
        review=review,
    )
    content = completion_certificate_pdf(document)
    if seal is not None:
        words = language(agreement.header.language or ENGLISH)
        moment = moment_text(now.astimezone(ZoneInfo(agreement.timezone)), words)
        said = words.paper.signed_by_clock if stamps is None else words.paper.signed_stamped
        line = said(moment=moment)
        content = sealed_document(content, seal, now, lines=[line], stamps=stamps, monitor=watch)
    return Completion(
        content,
        found.number,
        verdict_of(found.state),
        found.state.state,
        seal is not None,
        review,
    )


def _content_hash(found: ToSign) -> str:
    frozen = found.review
    return found.version.content_hash if frozen is None else frozen.facts.content_hash


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
    kept, frozen, its = found.kept, found.review, words.certificate
    files = []
    bases = list(dict.fromkeys(each.facts.base_sha256 for each in kept.files))
    if frozen is not None:
        bases = [frozen.facts.sha256]
    elif not bases:
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
            name = its.carried_name(number=found.number)
            if frozen is not None:
                name = its.carried_review_name(number=found.number)
            with workspace.store.read() as reader:
                content = reader.kept_file(facts.sha256)
        files.append(
            KeptDocument(name=name, sha256=facts.sha256, parties=facts.parties, content=content)
        )
    return tuple(files)
