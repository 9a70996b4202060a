"""What both leaders do around one table: put clauses aside, and see what came of the meeting."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.clauses import PARTIES, Person
from alignment_desktop.domain.discussion_entries import ClauseParked, ProposalAnswered
from alignment_desktop.domain.minutes import Minutes, minutes
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.proposals import PARK, ProposalState
from alignment_desktop.domain.workshop import Table
from alignment_desktop.services.actors import identify
from alignment_desktop.services.answering import require_future
from alignment_desktop.services.commenting import discussed
from alignment_desktop.services.discussion import discussion_in
from alignment_desktop.services.drafts import Draft
from alignment_desktop.services.suggesting import readable
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.discussion import Discussion
    from alignment_desktop.storage.reader import Reader


@dataclass(frozen=True)
class ParkClause:
    """Put a clause aside, and with it whatever is proposed for it.

    Attributes:
        name: The clause, as `kind.key` or by a key that only one clause has; one that is only
            proposed counts too.
        owner: The key of the person who looks after it.
        until: The day until which it is put aside.
        why: What it waits for; may be empty.
        party: Who puts it aside; None: the facilitator does, and what is proposed is parked for
            the party of the owner, or of whoever proposed it.
        label: Which agreement; the newest where None.
    """

    name: str
    owner: str
    until: date
    why: str = ""
    party: str | None = None
    label: str | None = None

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> ClauseId:
        """Put it aside.

        Raises:
            Problem: `unknown-clause`, `ambiguous-clause`, `park-needs`, `unknown-person`,
                `parked-until-past`, `comment-too-long`, `unreadable-text`. Nothing is put aside
                then.
        """
        why = readable(self.why)
        if not self.owner:
            raise Problem("park-needs")
        with workspace.store.change(Entry("park", by, at)) as writer:
            draft = workspace.draft_in(writer, self.label)
            identify(writer, draft.agreement, self.party)
            require_future(self.until, draft, at)
            people = draft.agreement.of_kind("person")
            owner = people.get(self.owner)
            if not isinstance(owner, Person):
                known, label = ", ".join(people) or "nobody", draft.agreement.label
                raise Problem("unknown-person", value=self.owner, label=label, known=known)
            discussion = discussion_in(writer)
            clause_id = discussed(draft, discussion, self.name)
            waiting = [
                each
                for each in discussion.open_for(draft.id).get(clause_id, [])
                if each.state is ProposalState.OPEN
            ]
            for each in waiting:
                party = self.party or (owner.party if owner.party in PARTIES else each.party)
                said = PARK, why, self.owner, self.until
                writer.record(ProposalAnswered(*each.place, party, *said))
            if not waiting:
                number = discussion.last_parking + 1
                place = draft.id, *clause_id, number, self.party or ""
                writer.record(ClauseParked(*place, why, self.owner, self.until))
        return clause_id


def table_of(draft: Draft, discussion: Discussion) -> Table:
    """An agreement with its discussion, as a workshop sees them."""
    return Table(draft.id, draft.agreement, draft.consents, draft.revisions, discussion)


@dataclass(frozen=True)
class Recorded:
    """What happened in an agreement, with the agreement in which it did.

    Attributes:
        table: The agreement and its discussion as they stand.
        minutes: What happened.
        names: What people are or were called, by key, those that are gone among them.
        versions: How many versions are frozen.
        content_hash: Of the agreement as it stands.
        revision: The workspace's revision at which all this was read.
        unchanged: Whether the newest version says the same; there is nothing to freeze then.
    """

    table: Table
    minutes: Minutes
    names: dict[str, str]
    versions: int
    content_hash: str
    revision: int
    unchanged: bool = False


def recorded(
    workspace: Workspace,
    label: str | None = None,
    since: int | str | None = None,
    only: Collection[ClauseId] | None = None,
) -> Recorded:
    """What happened in an agreement since a revision, a day or a moment.

    Args:
        workspace: Where it is.
        label: Which agreement; the newest where None.
        since: A revision of the workspace, or the text of one, of a day or of a moment in the
            agreement's zone; the freezing of the newest version where None, else the beginning.
        only: Of the clauses about which nothing was done only these count; all where None.

    Raises:
        Problem: `unknown-agreement`, `unknown-revision`, `unreadable-moment`.
    """
    with workspace.store.read() as reader:
        draft = workspace.draft_in(reader, label)
        revision = _revision(reader, draft, since)
        entries = reader.log(revision)
        table = table_of(draft, discussion_in(reader))
        names = {
            key: person.name or key
            for key, person in draft.agreement.of_kind("person").items()
            if isinstance(person, Person)
        }
        for row in entries:
            for change in row.changes:
                body = getattr(getattr(change, "before", None), "body", None)
                if getattr(change, "kind", "") == "person" and body is not None:
                    names.setdefault(str(body["key"]), str(body.get("name") or body["key"]))
        found = minutes(table, entries, revision, only)
        count, frozen = reader.version_count(draft.id), reader.newest_version_hash(draft.id)
        standing = reader.revision()
    digest = draft.agreement.content_hash
    return Recorded(table, found, names, count, digest, standing, unchanged=frozen == digest)


def _revision(reader: Reader, draft: Draft, since: int | str | None) -> int:
    """The revision since which things count."""
    if since is None:
        return reader.last_freezing(draft.id)
    if isinstance(since, str) and not since.isdecimal():
        moment = _moment(since, draft.agreement.timezone)
        first = next((row.revision for row in reader.log_rows() if row.at >= moment), None)
        return reader.revision() if first is None else first - 1
    standing = reader.revision()
    if not 0 <= int(since) <= standing:
        raise Problem("unknown-revision", value=int(since), revision=standing)
    return int(since)


def _moment(text: str, zone: str) -> datetime:
    """The moment that a text names; of a day its beginning.

    Raises:
        Problem: `unreadable-moment`.
    """
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise Problem("unreadable-moment", value=text) from None
    return given if given.tzinfo is not None else given.replace(tzinfo=ZoneInfo(zone))
