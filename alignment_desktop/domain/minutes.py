"""What came of a workshop, clause by clause, and who led there: worked out from the log."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.differences import FieldChange, table_differences
from alignment_desktop.domain.discussion import Balance
from alignment_desktop.domain.discussion_entries import ProposalAnswered
from alignment_desktop.domain.log_entries import ClauseChanged, ConsentGiven, ConsentTakenBack
from alignment_desktop.domain.proposals import ACCEPT, PARK
from alignment_desktop.domain.workshop import Parked, Table, Voice, place_on_agenda
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.domain.agreement import ClauseId
    from alignment_desktop.domain.log_entries import Change, Entry
    from alignment_desktop.domain.proposals import Body, Proposal


class Outcome(StrEnum):
    """What came of a clause."""

    WRITTEN = "written"
    """Both agree to it as it was written."""
    CHANGED = "changed"
    """Both agree to it, and something in it was changed."""
    ADDED = "added"
    """It was proposed as a new one, and both agree to it."""
    REMOVED = "removed"
    """It was proposed to take it out, and the other party accepted that."""
    DROPPED = "dropped"
    """A party took it out by itself, as nobody else had agreed to it."""
    PARKED = "parked"
    """It waits for something, with an owner and a day."""
    OPEN = "open"
    """It still waits for somebody."""


AGREED = (Outcome.WRITTEN, Outcome.CHANGED, Outcome.ADDED, Outcome.REMOVED)
"""The outcomes on which both parties agree."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that led to the words on which both agree.

    Attributes:
        did: `wrote`, `proposed`, `countered` or `accepted`.
        by: Who.
    """

    did: str
    by: Voice


@dataclass(frozen=True, slots=True)
class Item:
    """One clause that was on the table.

    Attributes:
        id: Its kind and key as they are now.
        outcome: What came of it.
        changes: The fields that say something else than before; empty unless it was changed.
        steps: What led there, the first thing first; empty unless something was changed.
        parked: With whom it waits, where it is parked.
        agreed: By party, who said yes to the words that stand.
        waits: The parties that have yet to say yes or to answer.
        before: The clause as it was, as JSON values; None: it was not there.
    """

    id: ClauseId
    outcome: Outcome
    changes: tuple[FieldChange, ...] = ()
    steps: tuple[Step, ...] = ()
    parked: Parked | None = None
    agreed: Mapping[str, str | None] | None = None
    waits: tuple[str, ...] = ()
    before: Body | None = None

    @property
    def proposing(self) -> frozenset[str]:
        """The parties that propose something else: the other agrees, and is still waited for."""
        asked = {party for party in self.waits if party in (self.agreed or {})}
        return frozenset(party for party in PARTIES if asked - {party})


@dataclass(frozen=True, slots=True)
class Minutes:
    """What happened in an agreement since a revision of its workspace.

    Attributes:
        since: The revision.
        began: The moment of the first thing that was done since; None where nothing was.
        ended: The moment of the last one.
        items: Every clause that waited for somebody at the beginning, or about which something
            was done since; in the order of an agreement.
        people: Who did something, the first one first.
        balance: By party, what it did to come together.
    """

    since: int
    began: datetime | None
    ended: datetime | None
    items: tuple[Item, ...]
    people: tuple[Voice, ...]
    balance: Mapping[str, Balance]

    def of(self, *outcomes: Outcome) -> tuple[Item, ...]:
        """The clauses of which one of these came."""
        return tuple(each for each in self.items if each.outcome in outcomes)

    @property
    def agreed(self) -> int:
        """How many clauses both parties agree on."""
        return len(self.of(*AGREED))

    @property
    def discussed(self) -> int:
        """How many clauses were on the table; not those that a party took out by itself."""
        return len(self.items) - len(self.of(Outcome.DROPPED))


def minutes(
    table: Table,
    entries: Sequence[Entry],
    since: int,
    only: Collection[ClauseId] | None = None,
) -> Minutes:
    """What happened in an agreement since a revision.

    Args:
        table: The agreement as it stands.
        entries: What was done in the workspace since, the first thing first.
        since: The revision.
        only: Of the clauses about which nothing was done only these count; all where None.
    """
    course = _Course(table)
    for entry in entries:
        course.take(entry)
    before = _agreed_before(table, entries)
    found = []
    for clause_id in course.every():
        if course.never_stood(clause_id):
            continue
        agreed = len(before.get(clause_id, ())) == len(PARTIES)
        waited = not agreed or _waited(table, clause_id, since)
        if clause_id in course.lives or (waited and (only is None or clause_id in only)):
            found.append(course.item(clause_id))
    return Minutes(
        since=since,
        began=course.began,
        ended=course.ended,
        items=tuple(sorted(found, key=lambda each: place_on_agenda(each.id))),
        people=tuple(course.people),
        balance={party: table.discussion.balance(table.number, party, since) for party in PARTIES},
    )


@dataclass(slots=True)
class _Life:
    """What became of one clause, as it is read from the log.

    Attributes:
        first: How it was at the beginning, or as a party had first written it.
        last: How it is; None: it is gone.
        steps: What was done about its words.
        marks: How it was after each change, with how many steps had led there.
        fresh: Whether a party wrote it since the beginning, and nothing was accepted for it yet.
        accepted: Whether its last change was the acceptance of a proposal.
    """

    first: Body | None = None
    last: Body | None = None
    steps: list[Step] = field(default_factory=list)
    marks: list[tuple[Body | None, int]] = field(default_factory=list)
    fresh: bool = False
    accepted: bool = False


class _Course:
    """What was done since a revision, clause by clause."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.lives: dict[ClauseId, _Life] = {}
        self.people: dict[Voice, None] = {}
        self.began: datetime | None = None
        self.ended: datetime | None = None

    def take(self, entry: Entry) -> None:
        """Brings in one change of the workspace."""
        own = [each for each in entry.changes if _about(each) == self._table.number]
        if not own:
            return
        self.began = self.began or entry.at
        self.ended = entry.at
        self._meet(entry.actor)
        renamed = dict(_renamed(own))
        for old, new in renamed.items():
            if old in self.lives:
                self.lives[new] = self.lives.pop(old)
        accepted = {
            (each.kind, each.key): each.number
            for each in own
            if isinstance(each, ProposalAnswered) and each.answer == ACCEPT
        }
        for change in own:
            clause_id = _clause_of(change)
            if clause_id is None or clause_id in renamed:
                continue
            if isinstance(change, ClauseChanged):
                old = next((old for old, new in renamed.items() if new == clause_id), clause_id)
                self._write(change, own, old, entry.actor, accepted.get(clause_id))
            else:
                self._life(clause_id)

    def every(self) -> list[ClauseId]:
        """Every clause that stands, is proposed, or about which something was done."""
        proposed = self._table.discussion.open_for(self._table.number)
        return list(dict.fromkeys((*self._table.agreement.clauses, *proposed, *self.lives)))

    def never_stood(self, clause_id: ClauseId) -> bool:
        """Whether a clause stood neither at the beginning nor stands now, and nobody wants it."""
        if clause_id in self._table.agreement.clauses or self._table.waiting(clause_id):
            return False
        life = self.lives[clause_id]
        return not life.marks or life.marks[0][0] is None

    def item(self, clause_id: ClauseId) -> Item:
        """What came of a clause."""
        table, life = self._table, self.lives.get(clause_id, _Life())
        standing = clause_id in table.agreement.clauses
        parked = table.parked(clause_id)
        waits = table.waits(clause_id)
        found = Item(
            clause_id,
            Outcome.OPEN,
            agreed={
                party: each.person for party, each in table.consents.assents_to(clause_id).items()
            },
            waits=waits,
            before=life.first,
        )
        if parked is not None:
            return replace(found, outcome=Outcome.PARKED, parked=parked)
        if not standing and not waits:
            outcome = Outcome.REMOVED if life.accepted else Outcome.DROPPED
            return replace(found, outcome=outcome, steps=_steps(life))
        if waits:
            return found
        if life.marks and life.first is None:
            return replace(found, outcome=Outcome.ADDED, steps=_steps(life))
        changes = table_differences(clause_id[0], life.first, life.last)
        if not changes:
            return replace(found, outcome=Outcome.WRITTEN)
        return replace(found, outcome=Outcome.CHANGED, changes=changes, steps=_steps(life))

    def _life(self, clause_id: ClauseId) -> _Life:
        """The life of a clause; one that nobody wrote in yet says what it said."""
        return self.lives.setdefault(clause_id, _Life())

    def _meet(self, actor: Actor) -> None:
        if actor.person is not None or actor.party is not None:
            self.people[Voice(actor.party or "", actor.person)] = None

    def _write(
        self,
        change: ClauseChanged,
        own: Sequence[Change],
        old: ClauseId,
        actor: Actor,
        proposal: int | None,
    ) -> None:
        clause_id = change.kind, change.key
        before = None if change.before is None else change.before.body
        if old != clause_id:
            before = next(
                each.before.body
                for each in own
                if isinstance(each, ClauseChanged)
                and (each.kind, each.key) == old
                and each.before is not None
            )
        after = None if change.after is None else change.after.body
        life = self._life(clause_id)
        if not life.marks:
            life.first, life.fresh = before, before is None and proposal is None
            life.marks.append((before, 0))
        life.last, life.accepted = after, proposal is not None
        if life.fresh and proposal is None:
            # What a party writes anew is on the table as it wrote it, however often it typed.
            life.first = after
            return
        life.fresh = False
        for at, (body, count) in enumerate(life.marks):
            if body == after:
                # It was put back: whatever led away from these words led nowhere.
                del life.steps[count:], life.marks[at + 1 :]
                return
        life.steps += self._led_by(actor, proposal)
        life.marks.append((after, len(life.steps)))

    def _led_by(self, actor: Actor, proposal: int | None) -> list[Step]:
        """Who brought these words about."""
        if proposal is None:
            return [Step("wrote", Voice(actor.party or "", actor.person))]
        steps = [Step("accepted", Voice(actor.party or "", actor.person))]
        number: int | None = proposal
        while number is not None:
            found = self._table.discussion.proposals.get(number)
            if found is None:
                break
            did = "proposed" if found.counters is None else "countered"
            steps.insert(0, Step(did, Voice(found.party, found.person)))
            number = found.counters
        return steps


def _steps(life: _Life) -> tuple[Step, ...]:
    """What led to the words that stand, each thing once in a row."""
    found: list[Step] = []
    for step in life.steps:
        if not found or found[-1] != step:
            found.append(step)
    return tuple(found)


def _about(change: Change) -> int | None:
    """The number of the agreement that a change is about, where it is about clauses of one."""
    return getattr(change, "agreement", None) if _clause_of(change) is not None else None


def _clause_of(change: Change) -> ClauseId | None:
    kind, key = getattr(change, "kind", None), getattr(change, "key", None)
    return (kind, key) if isinstance(kind, str) and isinstance(key, str) else None


def _renamed(changes: Iterable[Change]) -> Iterator[tuple[ClauseId, ClauseId]]:
    """The clauses that got another key: one went and one of the same kind took its place."""
    own = [each for each in changes if isinstance(each, ClauseChanged)]
    gone = {
        (each.kind, each.before.position): (each.kind, each.key)
        for each in own
        if each.after is None and each.before is not None
    }
    for each in own:
        if each.before is None and each.after is not None:
            old = gone.get((each.kind, each.after.position))
            if old is not None:
                yield old, (each.kind, each.key)


def _agreed_before(table: Table, entries: Sequence[Entry]) -> dict[ClauseId, frozenset[str]]:
    """Who agreed to each clause before all that was done."""
    found = {each: table.consents.of(each) for each in table.agreement.clauses}
    for entry in reversed(entries):
        for change in reversed(entry.changes):
            clause_id = _clause_of(change)
            if clause_id is None or _about(change) != table.number:
                continue
            match change:
                case ConsentGiven():
                    found[clause_id] = found.get(clause_id, frozenset()) - {change.party}
                case ConsentTakenBack():
                    found[clause_id] = found.get(clause_id, frozenset()) | {change.party}
                case ClauseChanged():
                    before = change.before
                    found[clause_id] = frozenset(() if before is None else before.consents)
                case _:
                    pass
    return found


def _waited(table: Table, clause_id: ClauseId, since: int) -> bool:
    """Whether a proposal for a clause waited for an answer at a revision."""
    return any(
        each.clause_id == clause_id and each.made <= since and _open_at(each, since)
        for each in table.discussion.of_agreement(table.number)
    )


def _open_at(proposal: Proposal, revision: int) -> bool:
    given = [each for each in proposal.answers if each.revision <= revision]
    return not given or given[-1].answer == PARK
