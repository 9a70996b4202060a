"""How far the signing of a frozen review is, and whether it still says what the review says."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from alignment_desktop.documents.signing.verifying import attached_review
from alignment_desktop.domain.review_contents import contents_of
from alignment_desktop.domain.review_freezing import says
from alignment_desktop.domain.review_records import ReviewKey
from alignment_desktop.services.reviewing import calendar_of
from alignment_desktop.services.reviews import reviews_in
from alignment_desktop.services.signing_states import ToSign, to_sign
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.signing_state import SigningState
    from alignment_desktop.services.workspace import Workspace

WORDS, IMPORTS, VERSION = "words", "imports", "version"
"""What of a review is another thing since it was frozen."""


@dataclass(frozen=True)
class ReviewSigning:
    """The newest freezing of a review.

    Attributes:
        state: How far its signing is.
        agreement: The version that it is measured against, whose leaders sign.
        frozen_at: When it was frozen.
        content_hash: SHA-256 of its data, in hex.
        changed: What is another thing since: `words`, `imports`, `version`.
    """

    state: SigningState
    agreement: Agreement
    frozen_at: datetime
    content_hash: str
    changed: tuple[str, ...]


def review_signing(workspace: Workspace, label: str | None, period: str) -> ReviewSigning | None:
    """How far the signing of the newest freezing of a review is; None where it never was frozen.

    Args:
        workspace: Where it is.
        label: Which agreement; the newest where None.
        period: The label of the days; empty: all of the agreement.

    Raises:
        Problem: `unknown-agreement`, `workspace-damaged`.
    """
    found = to_sign(workspace, label, review=review_name(workspace, label, period))
    if found is None or found.review is None:
        return None
    facts = found.review.facts
    return ReviewSigning(
        found.state,
        found.version.agreement,
        found.review.at,
        facts.content_hash,
        changes_since(workspace, found, period),
    )


def review_name(workspace: Workspace, label: str | None, period: str) -> str:
    """What the days of a review are called; empty: all of the agreement."""
    return period or workspace.draft(label).agreement.label


def changes_since(workspace: Workspace, found: ToSign, period: str) -> tuple[str, ...]:
    """What is another thing since a review was frozen: `words`, `imports`, `version`."""
    assert found.review is not None
    facts, draft = found.review.facts, found.draft
    with workspace.store.read() as reader:
        kept = reader.kept_file(facts.sha256)
        batches = tuple(row.sha256 for row in reader.batches() if not row.withdrawn)
        rows, records = reader.agreements(), reviews_in(reader)
        versions = len(reader.versions(draft.id))
    header = found.version.agreement.header
    calendar = calendar_of(rows, header.fiscal_year_start)
    contents = contents_of(records, ReviewKey(draft.id, period), calendar)
    differs = {
        WORDS: not says(_data_of(kept), contents),
        IMPORTS: batches != facts.batches,
        VERSION: versions != facts.version,
    }
    return tuple(what for what, other in differs.items() if other)


@lru_cache(maxsize=4)
def _data_of(document: bytes) -> str:
    """The data of a frozen review: asked for after every edit, and found by reading a whole PDF."""
    return attached_review(document) or ""
