"""How far an agreement is beyond the consent of both: frozen, signed, imported, reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.domain.next_step import Progress, review_to_hold
from alignment_desktop.domain.review_contents import review_periods
from alignment_desktop.services.imported_batches import batches
from alignment_desktop.services.signing_states import frozen_reviews, what_is_signed

if TYPE_CHECKING:
    from datetime import date

    from alignment_desktop.services.drafts import Draft
    from alignment_desktop.services.workspace import Workspace


def progress_of(workspace: Workspace, draft: Draft, today: date) -> Progress:
    """How far an agreement is.

    Args:
        workspace: Where it is.
        draft: The agreement as it stands.
        today: The present day.

    Raises:
        Problem: `workspace-damaged`.
    """
    agreement = draft.agreement
    versions = workspace.versions(draft)
    reviews = frozen_reviews(workspace, agreement.label) if versions else ()
    counting = [row.imported_at for row in batches(workspace) if not row.withdrawn]
    lengths = {one.every for one in agreement.commitments.values()}
    return Progress(
        versions=len(versions),
        is_current=bool(versions) and versions[-1].content_hash == agreement.content_hash,
        version=what_is_signed(workspace, agreement.label) if versions else None,
        reviews=reviews,
        imported_on=max(counting).astimezone().date() if counting else None,
        to_review=review_to_hold(
            review_periods(agreement.header, lengths),
            {each.review or "" for each in reviews},
            agreement.label,
            today,
        ),
    )
