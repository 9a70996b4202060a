"""What is done to clauses from a page or its inspector: add, copy, remove, agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from alignment_desktop.domain.actors import WINDOW_FACILITATED, Actor
from alignment_desktop.domain.agreement import Agreement, ClauseId, json_table
from alignment_desktop.domain.clauses import (
    HEADER,
    KINDS,
    PARTIES,
    clause_name,
    write_clause,
)
from alignment_desktop.domain.first_meeting_time import first_meeting_time
from alignment_desktop.domain.measures import COUNT
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.references import references_to
from alignment_desktop.gui.inspector.field_specs import field_specs
from alignment_desktop.gui.seats.seat import Seat
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.wording import kind_words, party_words, user_language, wording
from alignment_desktop.phrasing.clauses import short_name
from alignment_desktop.services.agreeing import Agree, TakeBackConsent
from alignment_desktop.services.changes_to_agree import Unread, unread_changes
from alignment_desktop.services.editing import (
    AddClause,
    EditClause,
    Edited,
    RemoveClauses,
    Removed,
    free_key,
)
from alignment_desktop.values import dataclass

Made = Callable[[ClauseId], None]
_MINUTES = 60
"""How long a meeting is of which nothing else is said."""


@dataclass(frozen=True, slots=True)
class ToReview:
    """Clauses to which a party wants to agree and in which it has not read every change.

    Attributes:
        party: Who.
        names: The clauses, as `kind.key`.
        seen: The workspace's revision that is in sight.
        unread: What changed in them since the party last agreed.
    """

    party: str
    names: tuple[str, ...]
    seen: int
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class ToRemove:
    """Clauses that are to be removed while others name them.

    Attributes:
        ids: The clauses.
        seen: The workspace's revision that is in sight.
    """

    ids: tuple[ClauseId, ...]
    seen: int


class ClauseActions(QObject):
    """Carries out what a user does to clauses; everything can be undone.

    Attributes:
        leader_wanted: The facilitator wants clauses agreed to, and a leader has to say so: carries
            the names of the clauses, and the revision that is in sight.
        review_wanted: Carries a `ToReview`: what changed has to be read before it is agreed to.
        removal_wanted: Carries a `ToRemove`: others name what is to be removed, and somebody has to
            say what becomes of them.
    """

    leader_wanted = Signal(object, int)
    review_wanted = Signal(object)
    removal_wanted = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def may_add(self, kind: str) -> bool:
        """Whether an agreement can have one more clause of a kind."""
        return KINDS[kind].keyed or (kind, "") not in self._session.draft.agreement.clauses

    def add(self, kind: str, made: Made, says: Mapping[str, object] | None = None) -> None:
        """Writes a new clause with the least that its kind needs; `made` gets what it is.

        Args:
            kind: Its kind.
            made: Gets its kind and key.
            says: What it is to say beside that.
        """
        said = dict(says or {})
        self.write(kind, self.first_table(kind, str(said.get("name", ""))) | said, made)

    def write(self, kind: str, table: Mapping[str, object], made: Made) -> None:
        """Writes a new clause.

        Args:
            kind: Its kind.
            table: What it is to say, whole.
            made: Gets its kind and key.
        """
        session = self._session
        seen = session.draft.revision
        command = AddClause(kind, table, session.party, session.label, seen)
        session.execute(command, done=made, failed=self._refused)

    def duplicate(self, clause_id: ClauseId, made: Made) -> None:
        """Writes a clause like another one, under a name of its own."""
        kind, _ = clause_id
        agreement = self._session.draft.agreement
        table = json_table(write_clause(agreement.clauses[clause_id]))
        name = table.get("name")
        if name:
            table["name"] = wording().inspector.copy(name=name)
        table["key"] = free_key(agreement, kind, str(table.get("name") or table["key"]))
        self.write(kind, table, made)

    def edit(
        self,
        clause_id: ClauseId,
        table: dict[str, object],
        seen: int,
        done: Callable[[Edited], None],
        refused: Callable[[Problem], None],
        *,
        joins: str = "",
    ) -> None:
        """Puts a table in the place of a clause.

        A clause that still has the key it was added with takes one after its name. Where others'
        changes of other fields were merged into it, a notice tells of them.

        Args:
            clause_id: The clause.
            table: What it is to say, whole.
            seen: The workspace's revision that the user had in sight while writing it.
            done: Gets what became of it.
            refused: Gets the trouble.
            joins: As `Session.execute` takes it.
        """
        session, (kind, key) = self._session, clause_id
        name = str(table.get("name", ""))
        agreed = session.draft.consents.of(clause_id) - {session.party}
        own_key = key and table.get("key") == key and not agreed
        if own_key and self._named_provisionally(kind, key, name):
            table = {**table, "key": free_key(session.draft.agreement, kind, name)}
        command = EditClause(kind, key, table, session.party, session.label, seen, proposes=True)

        def told(edited: Edited) -> None:
            if edited.proposal is not None:
                other = next(each for each in PARTIES if each != session.party)
                text = wording().proposals.proposed_now(party=party_words(other))
                session.notify(text, action=wording().common.undo(), act=session.undo_of_last())
            if edited.merged:
                from alignment_desktop.gui.inspector.change_words import merged_words

                name, agreement = clause_name(*edited.id), session.draft.agreement
                session.notify(merged_words(name, edited.merged, edited.by, agreement))
            done(edited)

        session.execute(command, done=told, failed=refused, joins=joins)

    def remove(self, clause_ids: Sequence[ClauseId], seen: int) -> None:
        """Takes clauses out of the agreement; where others name them, asks first what to do.

        Args:
            clause_ids: The clauses.
            seen: The workspace's revision that the user has in sight: what changed since stays.
        """
        agreement = self._session.draft.agreement
        wanted = tuple(one for one in clause_ids if one in agreement.clauses)
        if not wanted:
            return

        # Asked here and now, so that what is undone next is this removal: of two thousand clauses
        # it takes a hundredth of a second.
        if references_to(agreement, wanted):
            self.removal_wanted.emit(ToRemove(wanted, seen))
        else:
            self.remove_at_once(wanted, seen)

    def remove_at_once(
        self,
        clause_ids: Sequence[ClauseId],
        seen: int,
        instead: Mapping[ClauseId, ClauseId] | None = None,
    ) -> None:
        """Takes clauses out of the agreement, all or none; a notice offers to undo it.

        Args:
            clause_ids: The clauses.
            seen: The workspace's revision that the user has in sight: what changed since stays.
            instead: By clause, another one that others name in its place from now on.
        """
        session = self._session
        wanted, agreement = list(clause_ids), session.draft.agreement
        clause = agreement.clauses.get(wanted[0])
        called = short_name(wanted[0][0], clause, user_language()) if clause is not None else ""
        name = called or clause_name(*wanted[0])

        def removed(done: Removed) -> None:
            session.notify(
                removed_words(done, name),
                action=wording().common.undo(),
                act=session.undo_of_last(),
            )

        command = RemoveClauses(
            wanted, session.party, session.label, seen, proposes=True, instead=instead or {}
        )
        session.execute(command, done=removed, failed=self._refused)

    def agree(self, names: Sequence[str], seen: int) -> None:
        """The party at the keyboard agrees to clauses.

        Args:
            names: The clauses, as `kind.key`.
            seen: The workspace's revision that it has in sight: nobody agrees to what it has not
                read.
        """
        party = self._session.party
        if party is None:
            self.leader_wanted.emit(tuple(names), seen)
        elif len(names) == 1:
            self.agree_at_once(names, seen)
        elif names:
            self._look_before_agreeing(party, names, seen)

    def agree_at_once(self, names: Sequence[str], seen: int) -> None:
        """The party at the keyboard agrees to clauses, whose changes it has read."""
        session = self._session
        if session.party is not None:
            command = Agree(session.party, tuple(names), session.label, seen)
            session.execute(command, failed=self._refused)

    def _look_before_agreeing(self, party: str, names: Sequence[str], seen: int) -> None:
        """Shows what changed in clauses since the party last agreed, before it agrees to all."""
        session, draft = self._session, self._session.draft
        ids = [draft.agreement.find(name) for name in names]

        def show(unread: tuple[Unread, ...]) -> None:
            if unread:
                self.review_wanted.emit(ToReview(party, tuple(names), seen, unread))
            else:
                self.agree_at_once(names, seen)

        session.ask(
            "changes to agree to",
            lambda workspace, _monitor: unread_changes(workspace, draft, ids, party),
            show,
            failed=self._refused,
        )

    def agree_as(self, leader: Seat, names: Sequence[str], seen: int) -> None:
        """A leader says yes, and the facilitator enters it.

        Args:
            leader: Who says so, for which party.
            names: The clauses, as `kind.key`.
            seen: The workspace's revision that is in sight.
        """
        party = leader.speaks_for
        if party is not None:
            command = Agree(party, tuple(names), self._session.label, seen)
            by = Actor(leader.person, party, WINDOW_FACILITATED)
            self._session.execute(command, failed=self._refused, by=by)

    def take_back(self, names: Sequence[str], seen: int) -> None:
        """The party at the keyboard takes its yes back.

        Args:
            names: The clauses, as `kind.key`.
            seen: The workspace's revision that it has in sight.
        """
        session = self._session
        if session.party is not None and names:
            command = TakeBackConsent(session.party, tuple(names), session.label, seen)
            session.execute(command, failed=self._refused)

    def _refused(self, problem: Problem) -> None:
        """Tells of trouble, and shows what others changed meanwhile."""
        self._session.notify(self._session.sentence(problem), wrong=True)
        self._session.look()

    def first_table(self, kind: str, name: str = "") -> dict[str, object]:
        """The least that a new clause of a kind says.

        Args:
            kind: Its kind.
            name: What it is called, after which it gets its key; empty where nobody said so yet.
        """
        session = self._session
        agreement = session.draft.agreement
        party = session.party or "shared"
        names = {spec.name for spec in field_specs(kind)}
        table: dict[str, object] = {}
        if name:
            table["name"] = name
        elif kind == "person":
            # People are not called anything until somebody says so.
            table["key"] = free_key(agreement, kind, new_name(kind))
        elif "name" in names:
            table["name"] = new_name(kind)
        if "party" in names:
            table["party"] = party
        if kind == "commitment":
            table |= {
                "measure": COUNT.name, "from": "created_at", "target": ">= 100", "every": "month",
            }  # fmt: skip
        elif kind == "calendar":
            week = {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
            table |= {"timezone": agreement.timezone, "hours": week}
        elif kind == "attribution":
            table["rule"] = "first touch"
        elif kind == "meeting":
            today = session.now().astimezone(ZoneInfo(agreement.timezone)).date()
            suits = first_meeting_time(agreement, today, _MINUTES)
            table |= dict(zip(("weekday", "time"), suits or (), strict=False))
        elif kind == "side":
            table["key"] = free_key(agreement, kind, f"{party} side")
        return table

    @staticmethod
    def _named_provisionally(kind: str, key: str, name: str) -> bool:
        """Whether a clause has a name by now, but its key is still the first one."""
        if not name or name == new_name(kind):
            return False
        first = free_key(Agreement("", {}), kind, new_name(kind))
        return key == first or key.removeprefix(f"{first}-").isdecimal()


def new_name(kind: str) -> str:
    """What a clause is called before it is given a name."""
    return wording().inspector.new_clause(kind=kind_words(kind))


def removed_words(done: Removed, name: str) -> str:
    """What became of clauses that were to be removed, and of those that named them.

    Args:
        done: That.
        name: What the first of them was called.
    """
    its, words = wording().inspector, wording().removing
    if done.proposed:
        said = [its.removals_are_proposed(len(done.proposed), count=len(done.proposed))]
    elif len(done.gone) == 1:
        said = [its.is_removed(name=name)]
    else:
        said = [its.clauses_are_removed(count=len(done.gone))]
    if done.pointed:
        said.append(words.point_now(len(done.pointed), count=len(done.pointed)))
    if done.to_point:
        said.append(words.point_proposed(len(done.to_point), count=len(done.to_point)))
    return " ".join(said)


def removable(clause_id: ClauseId) -> bool:
    """Whether a clause can be removed at all: the header cannot."""
    return clause_id[0] != HEADER
