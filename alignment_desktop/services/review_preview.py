"""The first page of a review as a picture, to be shown while it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.documents.preview import PagePicture, page_sizes, pictures
from alignment_desktop.documents.review_pdf import review_pdf
from alignment_desktop.services.exporting import review_of

if TYPE_CHECKING:
    from alignment_desktop.services.scoreboard import MeasuredBoard
    from alignment_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReviewPreview:
    """The first page, and what the document is.

    Attributes:
        picture: The page.
        pages: How many the document has.
        version: The version that the figures were measured against; None: the draft.
    """

    picture: PagePicture
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
    """The first page of the review of what is measured.

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
    (picture,) = pictures(pdf, [0], width / sizes[0][0])
    return ReviewPreview(picture, len(sizes), document.version)
