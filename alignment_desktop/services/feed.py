"""News of a workspace: how it stands now, and what changed since it was last read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import COMMAND, Actor
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.changes import Changed, Changes
from alignment_desktop.domain.discussion import Discussion
from alignment_desktop.domain.log_entries import ClauseChanged
from alignment_desktop.domain.proposals import Negotiation, Proposal
from alignment_desktop.domain.review_records import ReviewRecords
from alignment_desktop.services.discussion import discussion_in
from alignment_desktop.services.draft_refresh import refreshed
from alignment_desktop.services.drafts import Draft, newest_first, read_draft
from alignment_desktop.services.reviews import reviews_in
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.addresses import Address
from alignment_desktop.storage.first_look import look
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.storage.change_log import LogRow
    from alignment_desktop.storage.reader import Reader
    from alignment_desktop.storage.rows import AgreementRow


@dataclass(frozen=True)
class News:
    """One reading of a workspace.

    Attributes:
        draft: The agreement that is shown.
        labels: Every agreement of the workspace, the newest first.
        versions: How many versions of the agreement are frozen.
        batches: How many imports count.
        rows: What was done since the reading before, oldest first; own and others' alike.
        revision: The workspace's revision.
        identity: The hash of its first change, by which a workspace is known wherever it lies;
            empty where nobody ever changed anything in it.
        discussion: What is proposed and said in the workspace.
        agreements: Every agreement of the workspace as the store keeps it, the newest first.
        reviews: What is written in its reviews.
    """

    draft: Draft
    labels: tuple[str, ...]
    versions: int
    batches: int
    rows: tuple[LogRow, ...]
    revision: int
    identity: str = ""
    discussion: Discussion = field(default_factory=Discussion)
    agreements: tuple[AgreementRow, ...] = ()
    reviews: ReviewRecords = field(default_factory=ReviewRecords)

    def negotiation(self, clause_id: ClauseId) -> Negotiation:
        """Where both parties stand on one clause."""
        proposals = self._proposals.get(clause_id, ())
        return Negotiation.of(self.draft.consents, clause_id, proposals)

    @cached_property
    def _proposals(self) -> Mapping[ClauseId, tuple[Proposal, ...]]:
        return self.discussion.by_clause(self.draft.id)

    @cached_property
    def negotiations(self) -> Mapping[ClauseId, Negotiation]:
        """Where both parties stand on each clause, those that are only proposed among them."""
        draft, proposals = self.draft, self._proposals
        waiting = (each for each, its in proposals.items() if any(one.is_open for one in its))
        return {
            each: Negotiation.of(draft.consents, each, proposals.get(each, ()))
            for each in dict.fromkeys((*draft.agreement.clauses, *waiting))
        }

    @property
    def changes(self) -> Changes:
        """What changed since the reading before."""
        return Changes(frozenset().union(*map(kinds_of, self.rows)), self.revision)

    def writers_of(self, clause_id: ClauseId) -> tuple[Actor, ...]:
        """Who wrote in a clause of the agreement since the reading before, the first one first."""
        place = (self.draft.id, *clause_id)
        return tuple(
            dict.fromkeys(
                row.actor
                for row in self.rows
                for change in row.changes
                if isinstance(change, ClauseChanged) and change.thing == place
            )
        )


def kinds_of(row: LogRow) -> frozenset[Changed]:
    """The kinds of thing that one change changed."""
    return frozenset[Changed]().union(*(change.shows for change in row.changes))


def news(
    workspace: Workspace, since: int | None, label: str | None, before: News | None = None
) -> News:
    """Reads the workspace.

    Args:
        workspace: The workspace.
        since: The revision of the reading before; None at the first.
        label: Which agreement is shown, also where it was renamed since; the newest where None.
        before: The reading before, from which is taken what nobody changed since.

    Raises:
        Problem: That the workspace is damaged, locked or cannot be reached.
    """
    with workspace.store.read() as reader:
        rows = () if since is None else tuple(reader.log(since))
        read = _news(reader, label, rows, before)
    workspace.seen(read.draft)
    return read


@dataclass(frozen=True)
class Looked:
    """A workspace that was looked at, and is not open yet.

    Attributes:
        address: A path.
        shown: The same, as `Store` shows it.
        news: The very reading that `news` gives first.
    """

    address: str
    shown: str
    news: News

    @property
    def kept(self) -> str:
        """The address as it is remembered for the next time."""
        return Address.parse(self.address).kept

    def open(self, program: str = COMMAND) -> Workspace:
        """Opens it, which takes longer than the look.

        Args:
            program: As `Workspace.open` takes it.

        Raises:
            Problem: That it cannot be opened after all.
        """
        return Workspace.open(self.address, program)


def first_look(address: str) -> Looked | None:
    """Reads the newest agreement of a workspace without opening it, in a moment.

    Returns:
        None wherever the workspace has to be opened to know: a server's, an older or newer one,
        one that is damaged, locked or may only be read, or none at all.
    """
    return look(address, lambda seen, shown: Looked(address, shown, _news(seen, None, (), None)))


def changed_since(workspace: Workspace, revision: int) -> bool:
    """Whether anybody changed anything since; cheap enough to be asked every other second."""
    with workspace.store.read() as reader:
        return reader.revision() != revision


def _news(reader: Reader, label: str | None, rows: tuple[LogRow, ...], last: News | None) -> News:
    revision = reader.revision()
    before = None if last is None else last.draft
    agreements = tuple(newest_first(reader.agreements()))
    labels = tuple(row.label for row in agreements)
    wanted = label if label is not None or not labels else labels[0]
    draft = _refreshed(reader, wanted, rows, before) or _shown(reader, label, before)
    first = reader.marks(1).get(1)
    return News(
        draft=draft,
        labels=labels,
        versions=reader.version_count(draft.id),
        batches=reader.batch_count(),
        rows=rows,
        revision=revision,
        discussion=discussion_in(reader, None if last is None else last.discussion),
        identity="" if first is None else first.hash,
        agreements=agreements,
        reviews=reviews_in(reader, None if last is None else last.reviews),
    )


def _refreshed(
    reader: Reader, label: str | None, rows: tuple[LogRow, ...], before: Draft | None
) -> Draft | None:
    """The draft of the reading before with what changed since; None where that is not enough."""
    if before is None or before.agreement.label != label:
        return None
    return refreshed(reader, before, rows)


def _shown(reader: Reader, label: str | None, before: Draft | None) -> Draft:
    if label is not None:
        known = [row.label for row in reader.agreements()]
        if label not in known and before is not None and before.agreement.label == label:
            # It was shown under that label, and has got another one since.
            label = reader.agreement(before.id).label
        if label in known:
            return read_draft(reader, label, before)
    return read_draft(reader, None, before)
