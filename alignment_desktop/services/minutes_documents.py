"""The minutes of a workshop as a document."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.documents.minutes_pdf import MinutesDocument, minutes_pdf
from alignment_desktop.documents.pdf.shaping import noting_lacking
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.services.exporting import Exported, Wanted, characters_lacking
from alignment_desktop.services.workshop import recorded
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.workspace import Workspace


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
    return Exported(content, version, found.content_hash, characters_lacking(lacking))
