"""What reviews showed when they were exported or frozen, kept in the log and held against now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.review_figures import Restated, ReviewFigures, SentReviews
from alignment_desktop.phrasing.restated import restated_texts
from alignment_desktop.services.log_readings import read_on
from alignment_desktop.storage.change_log import SENT_REVIEWS
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.domain.scoreboard import Board
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.reader import Reader
    from alignment_desktop.words.language import Language


@dataclass(frozen=True)
class KeepReviewFigures:
    """Keep what a review showed that was just exported.

    Attributes:
        facts: What it showed.
    """

    facts: ReviewFigures

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> bool:
        """Keep it; nothing where it went out just so before. Whether it was kept."""
        with workspace.store.read() as reader:
            if sent_reviews_in(reader).holds(self.facts):
                return False
        entry = Entry("export-review", by, at, self.facts.agreement)
        with workspace.store.change(entry) as writer:
            writer.record(self.facts)
        return True


def sent_reviews_in(reader: Reader, before: SentReviews | None = None) -> SentReviews:
    """Every review that was exported or frozen, as one snapshot of the workspace tells.

    Args:
        reader: A snapshot of the workspace.
        before: An earlier reading; only what was done since is read then.
    """
    return read_on(reader, before or SentReviews(), SENT_REVIEWS)


def figures_of(
    board: Board, agreement: int, version: int | None, batches: tuple[int, ...]
) -> ReviewFigures:
    """What a review of a scoreboard shows.

    Args:
        board: The scoreboard, of all leads.
        agreement: The agreement's number in the store.
        version: The version that it is measured against; None: the draft.
        batches: The numbers of the imports that count.
    """
    figures = []
    for line in board.lines:
        figures.append((line.key, "", line.value))
        if len(line.periods) > 1:
            figures += [(line.key, each.period, each.value) for each in line.periods]
    is_over = all(line.is_over for line in board.lines)
    period = board.period or board.label
    return ReviewFigures(agreement, period, version, board.as_of, is_over, batches, tuple(figures))


def restated_words(
    workspace: Workspace, board: Board, label: str | None, words: Language
) -> tuple[str, ...]:
    """What is said of each figure of a review that it showed otherwise when it went out before.

    Args:
        workspace: Where that is kept.
        board: The scoreboard of the review, of all leads.
        label: Which agreement; the newest where None.
        words: In whose words.

    Raises:
        Problem: `unknown-agreement`, or that what is stored is damaged.
    """
    draft = workspace.draft(label)
    versions = workspace.versions(draft)
    with workspace.store.read() as reader:
        batches = reader.batches()
    counted = tuple(row.id for row in batches if not row.withdrawn)
    facts = figures_of(board, draft.id, versions[-1].number if versions else None, counted)
    files = {row.id: row.file for row in batches}
    agreement = versions[-1].agreement if versions else draft.agreement
    return restated_texts(restated(workspace, facts), board, files, agreement.timezone, words)


def restated(workspace: Workspace, facts: ReviewFigures) -> tuple[Restated, ...]:
    """The figures of a review that it showed otherwise when it was exported or frozen.

    Args:
        workspace: Where that is kept.
        facts: What it shows now.
    """
    with workspace.store.read() as reader:
        return sent_reviews_in(reader).restated(facts)
