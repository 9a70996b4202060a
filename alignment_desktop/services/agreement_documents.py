"""The document of the agreement: what it shows, as a file, and before it is exported."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.documents.agreement_pdf import agreement_pdf
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.pdf.shaping import noting_lacking
from alignment_desktop.documents.preview import page_sizes
from alignment_desktop.domain.differences import clause_changes
from alignment_desktop.domain.findings import ERROR, Finding
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.agreeing import check
from alignment_desktop.services.amendments import amendment
from alignment_desktop.services.exporting import Exported, Wanted, characters_lacking
from alignment_desktop.services.laid_out import LaidOut
from alignment_desktop.services.logos import has_logo, logo_of
from alignment_desktop.services.template_texts import placeholders
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.drafts import Draft
    from alignment_desktop.services.versions import Version
    from alignment_desktop.services.workspace import Workspace

_LAID_OUT = LaidOut()


def agreement_document(workspace: Workspace, wanted: Wanted, *, now: datetime) -> AgreementDocument:
    """What the agreement's document shows.

    Raises:
        Problem: `unknown-agreement`, `unknown-version`; `kept-file-damaged`.
    """
    draft = workspace.draft(wanted.label)
    version = None if wanted.draft else _version(workspace, draft, wanted.version)
    if version is None:
        return _draft_document(workspace, draft, wanted, now)
    before = workspace.version(draft, version.number - 1) if version.number > 1 else None
    return AgreementDocument(
        version.agreement,
        version.frozen_at,
        version=version.number,
        since=version.since,
        paper=wanted.paper,
        amends=None if before is None else amendment(workspace, draft, before, version, now),
        logo=logo_of(workspace, (draft.id, version.number)),
    )


def _draft_document(
    workspace: Workspace, draft: Draft, wanted: Wanted, now: datetime
) -> AgreementDocument:
    """The draft, with what it lacks, and what it would change of the newest version."""
    versions = workspace.versions(draft)
    amends = None
    if versions and versions[-1].content_hash != draft.agreement.content_hash:
        amends = amendment(workspace, draft, versions[-1], None, now)
    return AgreementDocument(
        draft.agreement,
        now,
        consents=draft.consents,
        paper=wanted.paper,
        amends=amends,
        errors=_errors(draft.agreement),
        placeholders=placeholders(),
        logo=logo_of(workspace),
    )


def _errors(agreement: Agreement) -> tuple[Finding, ...]:
    return tuple(each for each in check(agreement) if each.severity == ERROR)


def _version(workspace: Workspace, draft: Draft, number: int | None) -> Version | None:
    if number is not None:
        return workspace.version(draft, number)
    versions = workspace.versions(draft)
    return versions[-1] if versions else None


def export_agreement(workspace: Workspace, wanted: Wanted, *, now: datetime) -> Exported:
    """The agreement as PDF: the newest frozen version, or the draft, marked as one.

    Raises:
        Problem: As `agreement_document`; `typeface-missing`.
    """
    return _agreement_file(agreement_document(workspace, wanted, now=now))


def _agreement_file(document: AgreementDocument) -> Exported:
    with noting_lacking() as lacking:
        content = agreement_pdf(document)
    content_hash = document.agreement.content_hash
    return Exported(content, document.version, content_hash, characters_lacking(lacking))


@dataclass(frozen=True)
class AgreementPreview:
    """The agreement's document before it is exported, with what there is to say of versions.

    Attributes:
        pdf: The document.
        sizes: Width and height of each page in points.
        shown: The version that it shows; None for the draft.
        versions: The frozen versions, the first one first.
        unchanged: Whether the draft says what the newest version says.
        changed: How many clauses of the draft differ from the newest version; 0 without one.
        errors: The errors that the checks find in the draft.
        warnings: What the user is to be told of the document: `characters-in-boxes`.
        has_logo: Whether documents to come carry the organisation's logo.
    """

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    shown: int | None
    versions: tuple[Version, ...]
    unchanged: bool
    changed: int
    errors: tuple[Finding, ...]
    warnings: tuple[Problem, ...]
    has_logo: bool = False


def agreement_preview(
    workspace: Workspace, wanted: Wanted, *, now: datetime, newest: bool = False
) -> AgreementPreview:
    """The agreement's document, to be shown.

    Args:
        workspace: Where the agreement is.
        wanted: Which version, on what paper.
        now: The present moment, which a draft carries.
        newest: Show what is newest: the last version where the draft says the same, else the draft.

    Raises:
        Problem: As `export_agreement`.
    """
    draft = workspace.draft(wanted.label)
    versions = tuple(workspace.versions(draft))
    same = bool(versions) and versions[-1].content_hash == draft.agreement.content_hash
    if newest:
        wanted = replace(wanted, version=versions[-1].number if same else None, draft=not same)
    document = agreement_document(workspace, wanted, now=now)
    exported = _LAID_OUT.file_of(document, _agreement_file)
    changed = 0
    if versions and not same:
        standing = draft.agreement.clauses
        changed = len(clause_changes(versions[-1].agreement.clauses, standing))
    return AgreementPreview(
        pdf=exported.content,
        sizes=page_sizes(exported.content),
        shown=exported.version,
        versions=versions,
        unchanged=same,
        changed=changed,
        errors=_errors(draft.agreement),
        warnings=exported.warnings,
        has_logo=has_logo(workspace),
    )
