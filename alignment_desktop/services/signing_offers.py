"""What somebody should know before signing: what it is, what changed, and who signs after."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.domain.differences import clause_changes
from alignment_desktop.services.comparing import Comparison
from alignment_desktop.services.review_signing import changes_since, review_name
from alignment_desktop.services.signed_files import DocumentLocale
from alignment_desktop.services.signing_states import require_frozen, to_sign
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.documents.page_values import Picture
    from alignment_desktop.documents.signing.marks import Mark
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.signing_entries import ReviewFrozen
    from alignment_desktop.domain.signing_state import RegisteredIdentity, SigningState
    from alignment_desktop.services.workspace import Workspace

_FIELD = (149.0, 40.0)
"""Width and height of a field to sign in where the file does not say, in points."""


@dataclass(frozen=True)
class SigningOffer:
    """A version, or a frozen review, that waits for a signature.

    Attributes:
        state: How far its signing is.
        agreement: The version that is signed, or that the review is measured against.
        frozen_at: When it was frozen.
        content_hash: What names its content.
        content: The file that is signed.
        before: What differs from the version before; None of a first version and of a review.
        moved_on: Whether the draft, or the review, says something else by now.
        has_authority: Whether the workspace has an authority.
        identities: The identities that it knows.
        review: What was logged of the frozen review; None where it is a version.
    """

    state: SigningState
    agreement: Agreement
    frozen_at: datetime
    content_hash: str
    content: bytes
    before: Comparison | None
    moved_on: bool
    has_authority: bool
    identities: tuple[RegisteredIdentity, ...]
    review: ReviewFrozen | None = None

    @property
    def as_of(self) -> str:
        """The day or the moment whose knowledge the figures of a review stand on, as ISO 8601."""
        if self.review is None:
            return ""
        moment = datetime.fromisoformat(self.review.as_of)
        local = moment.astimezone(ZoneInfo(self.agreement.timezone))
        if local.time() == time():
            # All of a day is known where the next one begins, and the document names the day.
            return (local.date() - timedelta(days=1)).isoformat()
        return self.review.as_of

    @property
    def standing_identities(self) -> tuple[RegisteredIdentity, ...]:
        """Those that nothing has taken the place of."""
        return tuple(each for each in self.identities if each.replaced_at is None)


@dataclass(frozen=True)
class MarkPreview:
    """A mark as it will look.

    Attributes:
        picture: It, four bytes a pixel.
        width: In pixels.
        height: In pixels.
    """

    picture: Picture
    width: int
    height: int


def signing_offer(
    workspace: Workspace,
    label: str | None,
    *,
    paper: str,
    now: datetime,
    period: str | None = None,
) -> SigningOffer:
    """What the newest version or freezing of a review is, for whoever is about to sign it.

    Args:
        workspace: Where it is.
        label: Which agreement; the newest where None.
        paper: `a4` or `letter`, for a version that nobody has signed yet.
        now: The present moment.
        period: The label of the days of a review, empty for all of them; None: it is the version.

    Raises:
        Problem: `nothing-frozen`, `review-not-frozen`, `unknown-agreement`, `workspace-damaged`.
    """
    from alignment_desktop.services.signing import file_to_sign

    name = None if period is None else review_name(workspace, label, period)
    found = require_frozen(workspace, to_sign(workspace, label, review=name), label, name)
    version, before = found.version, None
    if found.review is not None:
        moved_on = bool(changes_since(workspace, found, period or ""))
        content_hash, review = found.review.facts.content_hash, found.review.facts
    else:
        moved_on = found.draft.agreement.content_hash != version.content_hash
        content_hash, review = version.content_hash, None
    if review is None and version.number > 1:
        older = workspace.version(found.draft, version.number - 1).agreement
        changes = clause_changes(older.clauses, version.agreement.clauses)
        before = Comparison(changes, older, version.agreement)
    return SigningOffer(
        found.state,
        version.agreement,
        found.frozen_at,
        content_hash,
        file_to_sign(workspace, found, paper=paper, at=now),
        before,
        moved_on,
        found.signing.authority is not None,
        found.signing.identities,
        review,
    )


def mark_preview(
    mark: Mark,
    name: str,
    title: str,
    offer: SigningOffer,
    *,
    stamped: bool,
    at: datetime,
    scale: float,
) -> MarkPreview:
    """A mark with its lines, drawn as it will stand in the document.

    Args:
        mark: The mark.
        name: Who signs.
        title: What the signer is; may be empty.
        offer: What is signed.
        stamped: Whether a time stamp authority is asked.
        at: The present moment.
        scale: Device pixels a point.

    Raises:
        Problem: `mark-not-a-picture`, `mark-too-large`, `typeface-missing`.
    """
    from alignment_desktop.documents.page_values import Part
    from alignment_desktop.documents.preview import parts, pixels_of
    from alignment_desktop.documents.signing.marks import appearance
    from alignment_desktop.services.signing import mark_lines

    lines = mark_lines(name, title, DocumentLocale.of(offer.agreement), stamped=stamped, at=at)
    page = appearance(mark, lines, _FIELD, at)
    width, height = (pixels_of(length, scale) for length in _FIELD)
    (picture,) = parts(page, [Part(0, scale, 0, 0, width, height)])
    return MarkPreview(picture, width, height)
