"""What people say about a clause, also about one that is only proposed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.domain.discussion import Comment, Discussion
from alignment_desktop.domain.discussion_entries import Commented
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.actors import identify
from alignment_desktop.services.discussion import discussion_in
from alignment_desktop.services.drafts import Draft
from alignment_desktop.services.suggesting import readable
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    pass


@dataclass(frozen=True)
class WriteComment:
    """Add to the discussion of a clause.

    Attributes:
        name: The clause, as `kind.key` or by a key that only one clause has; one that is only
            proposed counts too.
        text: What is said.
        party: Who says it; None: a facilitator.
        label: Which agreement; the newest where None.
    """

    name: str
    text: str
    party: str | None
    label: str | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> Comment:
        """Add it.

        Raises:
            Problem: `unknown-clause`, `ambiguous-clause`, `comment-empty`, `comment-too-long`,
                `unreadable-text`. Nothing is written then.
        """
        text = readable(self.text)
        if not text:
            raise Problem("comment-empty")
        with workspace.store.change(Entry("comment", by, at)) as writer:
            draft = workspace.draft_in(writer, self.label)
            identify(writer, draft.agreement, self.party)
            discussion = discussion_in(writer)
            kind, key = discussed(draft, discussion, self.name)
            number = discussion.last_comment + 1
            writer.record(Commented(draft.id, kind, key, number, self.party or "", text))
            person, revision = writer.entry.actor.person, writer.revision()
        return Comment(number, draft.id, kind, key, self.party or "", person, at, revision, text)


def discussed(draft: Draft, discussion: Discussion, name: str) -> ClauseId:
    """The clause that a name means, among those that stand and those that are proposed."""
    try:
        return draft.agreement.find(name)
    except Problem:
        proposed = {each.clause_id for each in discussion.of_agreement(draft.id) if each.is_open}
        found = [each for each in proposed if name in (each[1], clause_name(*each))]
        if len(found) != 1:
            raise
        return found[0]
