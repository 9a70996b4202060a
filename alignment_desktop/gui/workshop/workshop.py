"""A workshop while it runs: its agenda, the clause on the table, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from alignment_desktop.domain.actors import WINDOW_FACILITATED, Actor
from alignment_desktop.domain.agreement import Agreement, ClauseId, json_table
from alignment_desktop.domain.agreement_text import write_text
from alignment_desktop.domain.clauses import clause_name, read_clause, write_clause
from alignment_desktop.domain.discussion import Comment
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.proposals import ACCEPT, COUNTER, DECLINE, WITHDRAW, Proposal
from alignment_desktop.domain.workshop import Scope, agenda
from alignment_desktop.gui.seats.seat import Seat, leaders_of
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.wording import party_words, wording
from alignment_desktop.gui.workshop.clock import WorkshopClock
from alignment_desktop.services.agreeing import Agree, Freeze, Frozen
from alignment_desktop.services.answering import AnswerProposal
from alignment_desktop.services.commenting import WriteComment
from alignment_desktop.services.drafts import stored_clause
from alignment_desktop.services.editing import EditClause, Edited
from alignment_desktop.services.proposing import ProposeText
from alignment_desktop.services.workshop import ParkClause, Recorded, recorded
from alignment_desktop.services.workspace import Command
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.clauses import Clause
    from alignment_desktop.domain.proposals import Body

LENGTHS = (timedelta(hours=1), timedelta(minutes=90), timedelta(hours=2), timedelta(hours=3))
_USUAL = LENGTHS[2]
_TOPIC = "workshop"


@dataclass(frozen=True)
class OnTable:
    """The clause that is shown, with all that is known of it.

    Attributes:
        id: Its kind and key.
        clause: As it stands; None: it is only proposed.
        proposal: The newest proposal that waits for an answer; None: none does.
        proposed: The clause as it would be; None: nothing is proposed, or that it is left out.
        comments: What was said about it, the first thing first.
    """

    id: ClauseId
    clause: Clause | None
    proposal: Proposal | None
    proposed: Clause | None
    comments: tuple[Comment, ...]

    @property
    def shown(self) -> Clause | None:
        """The clause as it stands, else as it is proposed."""
        return self.clause or self.proposed


class Workshop(QObject):
    """Runs over a session; whatever is done goes through its commands, and can be undone.

    Attributes:
        changed: Something else is to be shown.
        told: Carries a sentence that is to be read.
        in_sight: Whether anybody looks; else nothing is read after changes.
        held: Whether something is being written about the clause on the table, which stays there.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.scope = Scope()
        self.since = session.draft.revision
        self.clock = WorkshopClock(session.now, _USUAL, 1)
        self.found: Recorded | None = None
        self.agenda: tuple[ClauseId, ...] = ()
        self._at: ClauseId | None = None
        self.in_sight = True
        self.held = False
        self._wants_agenda = True
        self._speakers: dict[str, str] = {}
        session.changed.connect(self.refresh)

    @property
    def at(self) -> int:
        """The place of the clause on the agenda; 0 where there is none."""
        return self.agenda.index(self._at) if self._at in self.agenda else 0

    @property
    def table(self) -> OnTable | None:
        """The clause on the table; None where the agenda is empty or not read yet."""
        if self.found is None or not self.agenda:
            return None
        clause_id, table = self.agenda[self.at], self.found.table
        waiting = table.waiting(clause_id)
        proposal = waiting[-1] if waiting else None
        proposed = _read(clause_id, proposal.proposed) if proposal is not None else None
        comments = table.discussion.comments_on(table.number, clause_id)
        clause = table.agreement.clauses.get(clause_id)
        return OnTable(clause_id, clause, proposal, proposed, tuple(comments))

    def take_up(self, scope: Scope, length: timedelta | None = None) -> None:
        """Begins with another agenda."""
        self.scope = scope
        if length is not None:
            self.clock.length = length
        self._wants_agenda = True
        self._at = None
        self.refresh()

    def refresh(self, _changes: object = None) -> None:
        """Reads how everything stands."""
        if not self.in_sight:
            return
        label, since, only = self.session.label, self.since, self.agenda
        self.session.ask(
            _TOPIC,
            lambda workspace, _monitor: recorded(workspace, label, since, only),
            self._take,
            self._tell,
        )

    def _take(self, found: Recorded) -> None:
        self.found = found
        table = found.table
        if self._wants_agenda:
            self._wants_agenda = False
            self.agenda = agenda(table, self.scope)
            if not self.agenda and self.scope == Scope():
                self.scope = Scope(waiting=False)
                self.agenda = agenda(table, self.scope)
            self._at = self.agenda[0] if self.agenda else None
            self.clock.plan(self.clock.length, len(self.agenda))
            # What is told of the agenda depends on which one it is.
            self.refresh()
        else:
            self._keep_agenda()
        self.changed.emit()

    def _keep_agenda(self) -> None:
        """What is gone is no longer taken up; what waits since the beginning is."""
        assert self.found is not None
        table, place = self.found.table, self.at
        there = {*table.agreement.clauses, *table.discussion.open_for(table.number)}
        now = agenda(table, Scope(self.scope.page, waiting=True))
        kept = {each for each in self.agenda if each in there} | set(now)
        every = agenda(table, Scope(waiting=False))
        self.agenda = tuple(each for each in every if each in kept)
        if self._at not in self.agenda:
            place = min(place, len(self.agenda) - 1)
            self._at = self.agenda[place] if self.agenda else None

    def step(self, direction: int) -> None:
        """Shows the clause before or behind."""
        place = self.at + direction
        if self.agenda and 0 <= place < len(self.agenda):
            self.show_clause(self.agenda[place])

    def show_clause(self, clause_id: ClauseId) -> None:
        """Shows a clause of the agenda; none but the one that is being written about."""
        if not self.held and clause_id != self._at and clause_id in self.agenda:
            self._at = clause_id
            self.clock.take_up()
            self.changed.emit()

    @property
    def next_waiting(self) -> ClauseId | None:
        """The next clause that waits for somebody, from here on and then from the beginning."""
        if self.found is None:
            return None
        at = self.at
        order = (*self.agenda[at + 1 :], *self.agenda[:at])
        return next((each for each in order if not self.found.table.settled(each)), None)

    def speaker(self, party: str) -> Seat | None:
        """The leader who says yes for a party; None where it has nobody in the agreement."""
        leaders = leaders_of(party, self.session.draft.agreement)
        if not leaders:
            return None
        key = self._speakers.get(party)
        if key not in leaders:
            last = self.session.last_seat(party)
            person = last.person if last is not None else None
            key = person if person in leaders else next(iter(leaders))
        return Seat(party, key)

    def next_speaker(self, party: str) -> None:
        """Another leader of a party speaks from now on."""
        leaders, now = list(leaders_of(party, self.session.draft.agreement)), self.speaker(party)
        if now is not None and now.person in leaders:
            place = leaders.index(now.person) + 1
            self._speakers[party] = leaders[place % len(leaders)]
            self.changed.emit()

    def say_yes(self, party: str) -> None:
        """A party agrees; of what it proposed itself it keeps what stands instead."""
        shown = self.table
        if shown is None or self.found is None:
            return
        if shown.proposal is not None:
            own = shown.proposal.party == party
            self._answer(shown.proposal, WITHDRAW if own else ACCEPT, party)
        elif party in self.found.table.consents.of(shown.id):
            self.told.emit(wording().workshop.agrees_already(party=party_words(party)))
        else:
            name, label = clause_name(*shown.id), self.session.label
            self._do(Agree(party, (name,), label, self.found.revision), party)

    def decline(self, party: str) -> None:
        """A party keeps what stands, though the other proposes something else."""
        shown = self.table
        if shown is None:
            return
        if shown.proposal is None or shown.proposal.party == party:
            words = wording().workshop.nothing_to_decline(party=party_words(party))
            self.told.emit(words)
            return
        self._answer(shown.proposal, DECLINE, party)

    def propose(
        self,
        clause_id: ClauseId,
        table: Mapping[str, object],
        party: str,
        why: str,
        seen: int,
        *,
        done: Callable[[], None],
        refused: Callable[[Problem], None],
    ) -> None:
        """A party proposes a change; where nobody else agreed yet, the clause itself changes.

        Args:
            clause_id: The clause.
            table: The whole clause as it is to be.
            party: Who proposes.
            why: Added to the discussion; may be empty.
            seen: The workspace's revision of the words that were changed.
            done: Hears that it was done.
            refused: Gets the trouble.
        """
        (kind, key), label = clause_id, self.session.label
        if clause_id not in self.session.draft.agreement.clauses:
            self._propose_anew(clause_id, table, party, why, seen, done, refused)
            return
        command = EditClause(kind, key, dict(table), party, label, seen, proposes=True)

        def edited(_made: Edited) -> None:
            if why:
                self._do(WriteComment(clause_name(kind, key), why, party, label), party)
            done()

        self._do(command, party, edited, refused)

    def _propose_anew(
        self,
        clause_id: ClauseId,
        table: Mapping[str, object],
        party: str,
        why: str,
        seen: int,
        done: Callable[[], None],
        refused: Callable[[Problem], None],
    ) -> None:
        """What is only proposed is countered by the other party, and proposed anew by its own."""
        shown, (kind, key), label = self.table, clause_id, self.session.label
        waiting = shown.proposal if shown is not None and shown.id == clause_id else None
        try:
            clause = read_clause(kind, {**table, "key": key})
        except Problem as problem:
            refused(problem)
            return
        text = write_text(Agreement("", {clause_id: clause}))

        def again(_withdrawn: object) -> None:
            command = ProposeText(text, party, why=why, label=label)
            self._do(command, party, lambda _made: done(), refused)

        if waiting is None:
            again(None)
        elif waiting.party != party:
            counter = AnswerProposal(waiting.id, COUNTER, party, why, text, seen=seen)
            self._do(counter, party, lambda _made: done(), refused)
        else:
            withdraw = AnswerProposal(waiting.id, WITHDRAW, party, seen=seen)
            self._do(withdraw, party, again, refused)

    def park(
        self,
        clause_id: ClauseId,
        owner: str,
        until: date,
        why: str,
        *,
        done: Callable[[], None],
        refused: Callable[[Problem], None],
    ) -> None:
        """Puts a clause aside.

        Args:
            clause_id: The clause.
            owner: The key of who looks after it.
            until: The day until which it waits.
            why: What it waits for; may be empty.
            done: Hears that it was done.
            refused: Gets the trouble.
        """
        name, party = clause_name(*clause_id), self.session.party
        command = ParkClause(name, owner, until, why, party, self.session.label)
        self.session.execute(command, done=lambda _made: done(), failed=refused)

    def freeze(self, done: Callable[[Frozen], None]) -> None:
        """Freezes what both agree on."""
        self.session.execute(Freeze(label=self.session.label), done=done, failed=self._tell)

    def _answer(self, proposal: Proposal, answer: str, party: str) -> None:
        assert self.found is not None
        self._do(AnswerProposal(proposal.id, answer, party, seen=self.found.revision), party)

    def _do(
        self,
        command: Command[object],
        party: str,
        done: Callable[..., None] | None = None,
        failed: Callable[[Problem], None] | None = None,
    ) -> None:
        """Carries out what the leader of a party says."""
        speaker = self.speaker(party)
        if speaker is None:
            self.told.emit(wording().workshop.nobody_says_yes(party=party_words(party)))
            return
        by = Actor(speaker.person, party, WINDOW_FACILITATED)
        if self.session.seat == speaker:
            by = self.session.actor
        self.session.execute(command, done=done, failed=failed or self._tell, by=by)

    def _tell(self, problem: Problem) -> None:
        self.told.emit(self.session.sentence(problem))
        self.session.look()


def table_of_clause(clause: Clause) -> dict[str, object]:
    """A clause as the table that is edited."""
    return json_table(write_clause(clause))


def _read(clause_id: ClauseId, body: Body | None) -> Clause | None:
    return None if body is None else stored_clause(*clause_id, body)
