"""A review as a document, with its first page as a picture, to be shown while it is written."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.documents.page_values import Part, Picture
from alignment_desktop.documents.preview import page_sizes, parts, pixels_of
from alignment_desktop.documents.review_pdf import review_pdf
from alignment_desktop.services.review_documents import review_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReviewPreview:
    """The document, and its first page.

    Attributes:
        pdf: The document.
        picture: Its first page.
        pages: How many the document has.
        version: The version that the figures were measured against; None: the draft.
    """

    pdf: bytes
    picture: Picture
    pages: int
    version: int | None


def review_preview(
    workspace: Workspace,
    measured: MeasuredBoard,
    *,
    label: str | None,
    paper: str,
    width: float,
    now: datetime,
) -> ReviewPreview:
    """The review of what is measured, and its first page.

    Args:
        workspace: Where the agreement is.
        measured: The scoreboard of the days that are reviewed.
        label: Which agreement; the newest where None.
        paper: `a4` or `letter`.
        width: How wide the picture is to be, in device pixels.
        now: The present moment.

    Raises:
        Problem: As `services.exporting.export_review`.
    """
    document = review_of(workspace, measured, label=label, paper=paper, now=now)
    pdf = review_pdf(document)
    sizes = page_sizes(pdf)
    scale = width / sizes[0][0]
    pixels = [pixels_of(length, scale) for length in sizes[0]]
    (picture,) = parts(pdf, [Part(0, scale, 0, 0, *pixels)])
    return ReviewPreview(pdf, picture, len(sizes), document.version)
