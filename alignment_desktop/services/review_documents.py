"""The document of a review, and the scoreboard as a workbook: what they show, and as files."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.documents.pdf.shaping import noting_lacking
from alignment_desktop.documents.review_pdf import review_pdf
from alignment_desktop.documents.review_values import ReviewDocument, Source, WrittenReview
from alignment_desktop.domain.clauses import Clause, Person, display_name
from alignment_desktop.domain.periods import split
from alignment_desktop.domain.progress import Monitor, Silent
from alignment_desktop.domain.review_contents import contents_of
from alignment_desktop.domain.review_records import ReviewKey
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.phrasing.commitments import met_text, near_text, supplier_text
from alignment_desktop.phrasing.restated import restated_texts
from alignment_desktop.services import review_evidence
from alignment_desktop.services.exporting import Exported, Wanted, characters_lacking
from alignment_desktop.services.logos import logo_of
from alignment_desktop.services.measured_board import Sources
from alignment_desktop.services.review_behind import bridge_behind, promises_behind
from alignment_desktop.services.review_figures import figures_of, restated
from alignment_desktop.services.review_metrics import key_metrics
from alignment_desktop.services.reviewing import calendar_of
from alignment_desktop.services.reviews import reviews_in
from alignment_desktop.services.scoreboard import scoreboard, sources_of
from alignment_desktop.services.scoreboard_leads import time_taken
from alignment_desktop.services.scoreboard_workbook import save_scoreboard
from alignment_desktop.words.catalogue import ENGLISH
from alignment_desktop.words.language import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.scoreboard import Board
    from alignment_desktop.services.drafts import Draft
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.versions import Version
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow
    from alignment_desktop.words.language import Language


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
    return Exported(content, document.version, document.content_hash, characters_lacking(lacking))


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
    # A promise that a later version no longer has is shown for its own time.
    commitments = {
        key: each
        for version in request.versions
        for key, each in version.agreement.commitments.items()
    }
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
        meets=_met_texts(request.versions, words),
        near={key: near_text(each, words) for key, each in commitments.items()},
        suppliers={key: supplier_text(each, agreement) for key, each in commitments.items()},
        taken=time_taken(measured),
        behind=promises_behind(measured, words, monitor),
        bridge=bridge_behind(measured, words),
        metrics=key_metrics(measured, words, monitor),
        logo=logo_of(workspace),
    )


def _met_texts(versions: Sequence[VersionInForce], words: Language) -> dict[str, str]:
    """What is said of leads that meet a condition; empty where versions ask for other things."""
    said: dict[str, set[str]] = {}
    for version in versions:
        for key, each in version.agreement.commitments.items():
            said.setdefault(key, set()).add(met_text(each, version.agreement, words))
    return {key: texts.pop() if len(texts) == 1 else "" for key, texts in said.items()}


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
