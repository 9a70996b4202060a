"""Two states of agreements as documents, with the words that differ marked on their pages."""

from __future__ import annotations

from datetime import datetime

from alignment_desktop.documents.page_texts import contents, page_texts
from alignment_desktop.documents.text_comparison import PaperComparison, PaperSide, compared
from alignment_desktop.domain.progress import Monitor, Progress
from alignment_desktop.services.agreement_documents import export_agreement
from alignment_desktop.services.comparing import Standing
from alignment_desktop.services.exporting import Wanted
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.values import dataclass

_STEPS = 3


@dataclass(frozen=True)
class ComparedPapers:
    """Two documents and what differs.

    Attributes:
        old: The first, as PDF.
        new: The second.
        comparison: What differs.
    """

    old: bytes
    new: bytes
    comparison: PaperComparison


def compare_on_paper(
    workspace: Workspace,
    old: Standing,
    new: Standing,
    *,
    paper: str,
    now: datetime,
    monitor: Monitor,
) -> ComparedPapers:
    """Two states of agreements of a workspace as they are printed.

    Args:
        workspace: Where they are.
        old: The first.
        new: The second.
        paper: `a4` or `letter`.
        now: The present moment, which a draft carries.
        monitor: Hears how far it is.

    Raises:
        Problem: As `export_agreement`.
        Cancelled: Where the monitor asks to stop.
    """
    pdfs: list[bytes] = []
    sides: list[PaperSide] = []
    for standing in (old, new):
        monitor.report(Progress(len(sides), _STEPS, "drawing"))
        wanted = Wanted(
            version=standing.version,
            draft=standing.version is None,
            label=standing.label,
            paper=paper,
        )
        pdf = export_agreement(workspace, wanted, now=now).content
        sides.append(paper_side(pdf))
        pdfs.append(pdf)
    monitor.report(Progress(len(sides), _STEPS, "drawing"))
    return ComparedPapers(pdfs[0], pdfs[1], compared(sides[0], sides[1]))


def paper_side(pdf: bytes) -> PaperSide:
    """A document's texts, to be compared with those of another one.

    Raises:
        Problem: As `documents.pdf_opening.opened`.
    """
    sizes = contents(pdf).sizes
    return PaperSide(tuple(page_texts(pdf, range(len(sizes)))), [height for _, height in sizes])
