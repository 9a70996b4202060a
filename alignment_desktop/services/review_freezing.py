"""The freezing of a review: its document is made once and kept, so that it can be signed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Progress, Silent
from alignment_desktop.domain.review_freezing import review_hash, review_text, written_words
from alignment_desktop.domain.signing_entries import ReviewFrozen
from alignment_desktop.services.actors import identify
from alignment_desktop.services.identities import signing_in
from alignment_desktop.services.signing_states import expected_signers
from alignment_desktop.storage.parts import EVIDENCE, SIGNATURES, VERSIONS
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass
from alignment_desktop.words.catalogue import ENGLISH

if TYPE_CHECKING:
    from alignment_desktop.documents.review_values import ReviewDocument
    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.review_figures import ReviewFigures
    from alignment_desktop.services.drafts import Draft
    from alignment_desktop.services.exporting import Wanted
    from alignment_desktop.services.measuring import Measured
    from alignment_desktop.services.versions import Version
    from alignment_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class KeptReview:
    """A frozen review.

    Attributes:
        facts: What was logged of it.
        content: Its document, which nobody has signed.
        warnings: What the user is to be told of it: `characters-in-boxes`.
    """

    facts: ReviewFrozen
    content: bytes
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class FreezeReview:
    """Freeze the review of some days, to be signed.

    Attributes:
        period: The label of the days; all of the agreement where None.
        label: Which agreement; the newest where None.
        as_of: The moment or day whose knowledge figures stand on; that of the newest leads where
            None.
        paper: `a4` or `letter`.
        keep: Writes the document before the workspace notes it.
        monitor: Hears how far it is, and may end it before anything is stored.
    """

    period: str | None = None
    label: str | None = None
    as_of: str | None = None
    paper: str = "a4"
    keep: Callable[[bytes], None] | None = None
    monitor: Monitor = field(default_factory=Silent, compare=False)

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> KeptReview:
        """Freeze it.

        Raises:
            Problem: As `made` and `KeepReview`.
            Cancelled: Where the monitor asks to stop; nothing is stored then.
        """
        return KeepReview(self.made(workspace, at), self.keep).run(workspace, by, at)

    def made(self, workspace: Workspace, at: datetime) -> MadeReview:
        """The frozen review, which nothing in the workspace knows of yet.

        Raises:
            Problem: `review-of-draft`, `review-not-over`, `review-without-leads`,
                `review-unchanged`, and as `exporting.export_review`.
            Cancelled: Where the monitor asks to stop.
        """
        # What makes documents and figures takes long to import.
        from alignment_desktop.services.exporting import Wanted
        from alignment_desktop.services.review_documents import review_document, review_file

        workspace.require_sound(VERSIONS, EVIDENCE, SIGNATURES)
        with workspace.store.read() as reader:
            seen, signing = reader.revision(), signing_in(reader)
        draft = workspace.draft(self.label)
        versions = workspace.versions(draft)
        wanted = Wanted(
            period=self.period, label=draft.agreement.label, paper=self.paper, as_of=self.as_of
        )
        if not versions:
            raise Problem("review-of-draft", label=draft.agreement.label)
        document = review_document(workspace, wanted, now=at, monitor=self.monitor)
        if not document.sources:
            raise Problem("review-without-leads", review=document.period)
        figures = _figures(workspace, draft, wanted, at)
        _require_over(document, figures, at)
        text = review_text(_data(document, figures))
        before = signing.frozen(draft.id, document.period)
        content_hash = review_hash(text)
        if before and before[-1].facts.content_hash == content_hash:
            number = before[-1].facts.number
            raise Problem("review-unchanged", review=document.period, number=number)
        number = len(before) + 1
        made = review_file(_to_sign(document, versions[-1], number, text, at))
        facts = ReviewFrozen(
            draft.id,
            document.period,
            number,
            versions[-1].number,
            figures.as_of.instant,
            tuple(source.sha256 for source in document.sources),
            content_hash,
            hashlib.sha256(made.content).hexdigest(),
        )
        self.monitor.report(Progress(0, 0, "drawing"))
        assert document.shown is not None
        shown = replace(document.shown, frozen=number)
        review = KeptReview(facts, made.content, made.warnings)
        return MadeReview(review, draft.agreement, seen, shown)


@dataclass(frozen=True)
class MadeReview:
    """A frozen review that its workspace does not keep yet.

    Attributes:
        review: The review.
        agreement: The agreement as it stands.
        seen: The workspace's revision from which it was made.
        shown: The figures that it shows.
    """

    review: KeptReview
    agreement: Agreement
    seen: int
    shown: ReviewFigures


@dataclass(frozen=True)
class KeepReview:
    """Keep a frozen review that was just made, if nothing was changed meanwhile.

    Attributes:
        made: The review.
        keep: Writes the document before the workspace notes it.
    """

    made: MadeReview
    keep: Callable[[bytes], None] | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> KeptReview:
        """Keep it.

        Raises:
            Problem: `review-freezing-overtaken`.
        """
        review = self.made.review
        facts, content = review.facts, review.content
        with workspace.store.change(Entry("freeze-review", by, at, facts.agreement)) as writer:
            if writer.counted_revision() != self.made.seen:
                # Figures and words have to be those of one moment.
                raise Problem("review-freezing-overtaken", review=facts.period)
            identify(writer, self.made.agreement)
            writer.keep_file(content)
            writer.record(facts)
            writer.record(self.made.shown)
            if self.keep is not None:
                self.keep(content)
        return review


def kept_review(
    workspace: Workspace, *, label: str | None, period: str | None, number: int | None
) -> KeptReview:
    """A frozen review as it is kept, without signatures.

    Args:
        workspace: Where it is.
        label: Which agreement; the newest where None.
        period: What its days are called; all of the agreement where None.
        number: Which freezing of it; the newest where None.

    Raises:
        Problem: `review-not-frozen`, `unknown-agreement`, `workspace-damaged`.
    """
    workspace.require_sound(SIGNATURES)
    draft = workspace.draft(label)
    review = period or draft.agreement.label
    with workspace.store.read() as reader:
        frozen = [each.facts for each in signing_in(reader).frozen(draft.id, review)]
        found = frozen[-1:] if number is None else [x for x in frozen if x.number == number]
        if not found:
            raise Problem("review-not-frozen", review=review)
        return KeptReview(found[0], reader.kept_file(found[0].sha256))


def _figures(workspace: Workspace, draft: Draft, wanted: Wanted, at: datetime) -> Measured:
    from alignment_desktop.services.measuring import Question, measured

    label = draft.agreement.label
    period = None if wanted.period == label else wanted.period
    return measured(workspace, Question(as_of=wanted.as_of, period=period, label=label), now=at)


def _require_over(document: ReviewDocument, figures: Measured, at: datetime) -> None:
    """Refuses days that are not over, by the clock or by what is known of them."""
    from alignment_desktop.measurement.as_of import midnight

    board, known = document.board, figures.as_of
    end = midnight(board.end + timedelta(days=1), document.timezone)
    if end > at or end > known.moment:
        moment = known.day or known.moment
        raise Problem("review-not-over", review=document.period, end=board.end, as_of=moment)


def _data(document: ReviewDocument, figures: Measured) -> dict[str, object]:
    """What the review says, as JSON values."""
    from alignment_desktop.measurement.results import to_json

    return {
        "agreement": document.content_hash,
        "version": document.version,
        "label": document.board.label,
        "language": document.language or ENGLISH,
        "timezone": document.timezone,
        "period": document.period,
        "as_of": figures.as_of.instant,
        "batches": [source.sha256 for source in document.sources],
        "figures": to_json(figures.as_of, figures.commitments)["commitments"],
        "words": written_words(document.written.contents),
    }


def _to_sign(
    document: ReviewDocument, version: Version, number: int, text: str, at: datetime
) -> ReviewDocument:
    from alignment_desktop.documents.review_values import FrozenData

    signers = expected_signers(version.agreement)
    frozen = FrozenData(number, text, version.agreement, signers)
    return replace(document, frozen=frozen, made=at)
