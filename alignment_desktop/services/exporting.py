"""Documents of a workspace: the agreement, a review, the scoreboard, and minutes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.documents.agreement_pdf import agreement_pdf
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.minutes_pdf import MinutesDocument, minutes_pdf
from alignment_desktop.documents.output_files import replacing
from alignment_desktop.documents.pdf.shaping import noting_lacking
from alignment_desktop.documents.preview import page_sizes
from alignment_desktop.documents.review_pdf import review_pdf
from alignment_desktop.documents.review_values import ReviewDocument, Source, WrittenReview
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import Clause, Person, display_name
from alignment_desktop.domain.differences import clause_changes
from alignment_desktop.domain.findings import ERROR, Finding
from alignment_desktop.domain.periods import split
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Silent
from alignment_desktop.domain.review_contents import contents_of
from alignment_desktop.domain.review_records import ReviewKey
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.phrasing.commitments import met_text, near_text, supplier_text
from alignment_desktop.phrasing.restated import restated_texts
from alignment_desktop.services import review_evidence
from alignment_desktop.services.agreeing import check
from alignment_desktop.services.amendments import amendment
from alignment_desktop.services.laid_out import LaidOut
from alignment_desktop.services.logos import has_logo, logo_of
from alignment_desktop.services.review_behind import bridge_behind, promises_behind
from alignment_desktop.services.review_figures import figures_of, restated
from alignment_desktop.services.review_metrics import key_metrics
from alignment_desktop.services.reviewing import calendar_of
from alignment_desktop.services.reviews import reviews_in
from alignment_desktop.services.scoreboard import Sources, scoreboard, sources_of
from alignment_desktop.services.scoreboard_leads import time_taken
from alignment_desktop.services.scoreboard_workbook import save_scoreboard
from alignment_desktop.services.template_texts import placeholders
from alignment_desktop.services.workshop import recorded
from alignment_desktop.values import dataclass
from alignment_desktop.words.catalogue import ENGLISH
from alignment_desktop.words.language import language

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.review_figures import ReviewFigures
    from alignment_desktop.domain.scoreboard import Board
    from alignment_desktop.services.scoreboard import MeasuredBoard
    from alignment_desktop.services.versions import Version
    from alignment_desktop.services.workspace import Draft, Workspace
    from alignment_desktop.storage.evidence import BatchRow

_MOST_NUMBERS = 12
_LAID_OUT = LaidOut()


@dataclass(frozen=True)
class Wanted:
    """Which document.

    Attributes:
        version: A frozen version by number; the newest, or the draft where none is, if None.
        draft: Whether the draft is wanted though a version is frozen.
        period: The label of the period that a review covers; the whole agreement where None.
        label: Which agreement; the newest where None.
        paper: `a4` or `letter`.
        as_of: The moment or day whose knowledge figures stand on; that of the newest leads where
            None.
    """

    version: int | None = None
    draft: bool = False
    period: str | None = None
    label: str | None = None
    paper: str = "a4"
    as_of: str | None = None


@dataclass(frozen=True)
class Exported:
    """A document as bytes.

    Attributes:
        content: The file's content.
        version: The version it shows, or was measured against; None for the draft.
        content_hash: Of that version, or of the draft.
        warnings: What the user is to be told of it: `characters-in-boxes`.
        figures: Of a review what it shows, to be kept once the file is written.
    """

    content: bytes
    version: int | None
    content_hash: str
    warnings: tuple[Problem, ...] = ()
    figures: ReviewFigures | None = None


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
    return Exported(content, document.version, content_hash, _warnings(lacking))


def _warnings(lacking: Iterable[str]) -> tuple[Problem, ...]:
    """Said once, of all the characters that no face has."""
    numbers = [f"U+{ord(each):04X}" for each in sorted(lacking)]
    if not numbers:
        return ()
    shown = ", ".join(numbers[:_MOST_NUMBERS]) + (" …" if len(numbers) > _MOST_NUMBERS else "")
    return (Problem("characters-in-boxes", characters=shown),)


def export_review(
    workspace: Workspace, wanted: Wanted, *, now: datetime, monitor: Monitor | None = None
) -> Exported:
    """The review of a period as PDF.

    Raises:
        Problem: `unknown-agreement`, `no-such-period`, `typeface-missing`.
        Cancelled: Where the monitor asks to stop.
    """
    document = review_document(workspace, wanted, now=now, monitor=monitor or Silent())
    return replace(review_file(document), figures=document.shown)


def review_file(document: ReviewDocument) -> Exported:
    """A review as PDF.

    Raises:
        Problem: `typeface-missing`, `too-long-for-a-page`.
    """
    with noting_lacking() as lacking:
        content = review_pdf(document)
    return Exported(content, document.version, document.content_hash, _warnings(lacking))


def export_scoreboard(
    workspace: Workspace,
    wanted: Wanted,
    path: Path,
    *,
    now: datetime,
    monitor: Monitor | None = None,
) -> Exported:
    """Writes the scoreboard as a workbook at `path`; the content of the result is empty.

    Raises:
        Problem: As `export_review`, and `documents.output_files.replacing`.
        Cancelled: Where the monitor asks to stop.
    """
    draft, versions, sources = _evidence(workspace, wanted, now)
    view = View(period=_period(wanted, draft))
    save_scoreboard(path, scoreboard(sources, view, monitor or Silent()), monitor)
    number = versions[-1].number if versions else None
    return Exported(b"", number, sources.request.newest.content_hash)


def export_minutes(
    workspace: Workspace,
    wanted: Wanted,
    *,
    now: datetime,
    since: int | str | None = None,
    held: Held | None = None,
) -> Exported:
    """What was agreed, parked and left open since a moment, as PDF.

    Args:
        workspace: Where the agreement is.
        wanted: Which agreement, on what paper.
        now: The present moment.
        since: As `services.workshop.recorded` takes it.
        held: What the window knows of the workshop whose minutes these are.

    Raises:
        Problem: As `services.workshop.recorded`; `typeface-missing`.
    """
    only = None if held is None else held.agenda
    found = recorded(workspace, wanted.label, since, only)
    minutes, version = found.minutes, None
    if since is None and found.versions:
        version = found.versions
    document = MinutesDocument(
        minutes=minutes,
        agreement=found.table.agreement,
        names=found.names,
        began=None if held is None else held.began,
        ended=None if held is None else held.ended,
        version=version,
        made=minutes.ended or now,
        paper=wanted.paper,
    )
    with noting_lacking() as lacking:
        content = minutes_pdf(document)
    return Exported(content, version, found.content_hash, _warnings(lacking))


@dataclass(frozen=True)
class Held:
    """A workshop as the window held it.

    Attributes:
        agenda: The clauses that were to be taken up.
        began: When it began.
        ended: When it ended, or the present moment.
    """

    agenda: tuple[ClauseId, ...]
    began: datetime
    ended: datetime


def _evidence(
    workspace: Workspace, wanted: Wanted, now: datetime
) -> tuple[Draft, list[Version], Sources]:
    """The draft, the versions that are measured against, and what is measured."""
    draft = workspace.draft(wanted.label)
    versions = workspace.versions(draft)
    sources = sources_of(workspace, now=now, label=wanted.label, as_of=wanted.as_of)
    if wanted.draft:
        sources, versions = _measured_by(sources, draft.agreement), []
    elif wanted.version is not None:
        version = workspace.version(draft, wanted.version)
        sources, versions = _measured_by(sources, version.agreement), [version]
    return draft, versions, sources


def _period(wanted: Wanted, draft: Draft) -> str | None:
    """The period asked for; the agreement's own label means all of it."""
    return None if wanted.period == draft.agreement.label else wanted.period


def review_document(
    workspace: Workspace, wanted: Wanted, *, now: datetime, monitor: Monitor
) -> ReviewDocument:
    """What a review's document shows.

    Raises:
        Problem: As `export_review`.
        Cancelled: Where the monitor asks to stop.
    """
    draft, versions, sources = _evidence(workspace, wanted, now)
    measured = scoreboard(sources, View(period=_period(wanted, draft)), monitor)
    return _review(workspace, draft, versions, measured, now, wanted.paper, monitor)


def review_of(
    workspace: Workspace, measured: MeasuredBoard, *, label: str | None, paper: str, now: datetime
) -> ReviewDocument:
    """What the document of a review shows that is measured already, of all leads.

    Args:
        workspace: Where the agreement is.
        measured: The scoreboard of the days that are reviewed.
        label: Which agreement; the newest where None.
        paper: `a4` or `letter`.
        now: The present moment.
    """
    draft = workspace.draft(label)
    versions = workspace.versions(draft)
    return _review(workspace, draft, versions, measured, now, paper)


def _review(
    workspace: Workspace,
    draft: Draft,
    versions: list[Version],
    measured: MeasuredBoard,
    now: datetime,
    paper: str,
    monitor: Monitor | None = None,
) -> ReviewDocument:
    board, request = measured.board, measured.request
    agreement = versions[-1].agreement if versions else draft.agreement
    with workspace.store.read() as reader:
        batches = reader.batches()
        rows, records = reader.agreements(), reviews_in(reader)
    calendar = calendar_of(rows, agreement.header.fiscal_year_start)
    contents = contents_of(records, ReviewKey(draft.id, board.period or ""), calendar)
    people = draft.agreement.of_kind("person")
    words = language(agreement.header.language or ENGLISH)
    commitments = agreement.commitments
    counted = tuple(row.id for row in batches if not row.withdrawn)
    shown = figures_of(board, draft.id, versions[-1].number if versions else None, counted)
    files = {row.id: row.file for row in batches}
    again = restated(workspace, shown)
    return ReviewDocument(
        board=board,
        shown=shown,
        restated=restated_texts(again, board, files, agreement.timezone, words),
        returns=review_evidence.returns(request, agreement, board),
        lost=review_evidence.lost(request, agreement, board),
        campaigns=review_evidence.campaigns(measured, agreement),
        owners=review_evidence.owners(agreement, words),
        stakes=review_evidence.stakes(agreement),
        next_targets=review_evidence.next_targets(workspace, agreement),
        sources=tuple(_source(row) for row in batches if not row.withdrawn),
        withdrawn=sum(row.withdrawn for row in batches),
        leads=request.evidence.leads.frame.height,
        version=versions[-1].number if versions else None,
        content_hash=agreement.content_hash,
        language=agreement.header.language,
        timezone=agreement.timezone,
        quarterly=_is_quarter(agreement, board),
        made=max((row.imported_at for row in batches), default=now),
        paper=paper,
        written=WrittenReview(
            contents,
            {key: (display_name(each), _party_of(each)) for key, each in people.items()},
            {row.id: row.label for row in rows},
        ),
        business=frozenset(key for key, each in commitments.items() if each.business),
        meets={key: met_text(each, agreement, words) for key, each in commitments.items()},
        near={key: near_text(each, words, is_over=True) for key, each in commitments.items()},
        suppliers={key: supplier_text(each, agreement) for key, each in commitments.items()},
        taken=time_taken(measured),
        behind=promises_behind(measured, words, monitor),
        bridge=bridge_behind(measured, words),
        metrics=key_metrics(measured, words, monitor),
        logo=logo_of(workspace),
    )


def _measured_by(sources: Sources, agreement: Agreement) -> Sources:
    """The same evidence, held against one version, or the draft, alone."""
    days = agreement.header.period
    request = replace(
        sources.request,
        versions=(VersionInForce(agreement),),
        first=days.start,
        last=days.end,
    )
    return replace(sources, request=request)


def _is_quarter(agreement: Agreement, board: Board) -> bool:
    start = agreement.header.fiscal_year_start
    quarters = split("quarter", board.start, board.end, fiscal_year_start=start)
    whole = [(quarter.whole_start, quarter.whole_end) for quarter in quarters]
    return whole == [(board.start, board.end)]


def _party_of(person: Clause) -> str:
    return person.party if isinstance(person, Person) else ""


def _source(row: BatchRow) -> Source:
    return Source(
        number=row.id,
        file=row.file,
        sheet=row.sheet,
        kind=row.kind,
        rows=row.rows,
        problems=row.problem_count,
        imported_at=row.imported_at,
        data_as_of=row.data_as_of,
        sha256=row.sha256,
    )


def save(pdf: bytes, path: Path) -> None:
    """Writes a document whole or not at all; an older file at `path` is replaced.

    Raises:
        Problem: As `documents.output_files.replacing`.
    """
    with replacing(path, ".pdf") as temporary:
        temporary.write_bytes(pdf)


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
