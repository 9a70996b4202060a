"""What came of a workshop, clause by clause, worked out from what was done in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import Days, Header, read_stored_clause
from alignment_desktop.domain.consent import Assent, Consents
from alignment_desktop.domain.discussion import Discussion
from alignment_desktop.domain.discussion_entries import (
    ClauseParked,
    Commented,
    ParkingTakenBack,
    ProposalAnswered,
    Proposed,
)
from alignment_desktop.domain.evidence_entries import ImportWithdrawn
from alignment_desktop.domain.log_entries import (
    Change,
    ClauseChanged,
    ClauseState,
    ConsentGiven,
    ConsentTakenBack,
)
from alignment_desktop.domain.log_records import read_change
from alignment_desktop.domain.minutes import Item, Minutes, Outcome, Step, minutes
from alignment_desktop.domain.replay import Replayed
from alignment_desktop.domain.workshop import Scope, Table, Voice, agenda, place_on_agenda
from tests.actors import by

START = datetime(2026, 11, 5, 13, 0, tzinfo=UTC)
LATER = date(2026, 11, 10)
INES, MARCO = Voice("sales", "ines"), Voice("marketing", "marco")
ACTORS = {"sales": by("sales", "ines"), "marketing": by("marketing", "marco"), "": by()}
Body = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    revision: int
    at: datetime
    actor: Actor
    changes: tuple[Change, ...]


class Story:
    """A workspace of one agreement with one term, on which both parties agree."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.state = Replayed()
        self.write("", "mql", "Asked.")
        self.agree("sales")
        self.agree("marketing")
        self.since = len(self.entries)

    def do(self, party: str, *changes: Change) -> None:
        number = len(self.entries) + 1
        read = tuple(read_change(json.loads(json.dumps(each.to_record()))) for each in changes)
        entry = Entry(number, START + timedelta(minutes=number), ACTORS[party], read)
        self.entries.append(entry)
        self.state.take(entry)

    def begin(self) -> None:
        self.since = len(self.entries)

    def standing(self, key: str = "mql") -> ClauseState | None:
        found = self.state.clauses.get((1, "term", key))
        if found is None:
            return None
        given = self.state.consents.get((1, "term", key), {})
        return ClauseState(found.position, found.body, found.revision, tuple(sorted(given)))

    def changed(self, key: str, text: str | None, position: int = 0) -> ClauseChanged:
        body = {"key": key, "name": key.upper(), "definition": text}
        revision = len(self.entries) + 1
        after = None if text is None else ClauseState(position, body, revision, ())
        return ClauseChanged(1, "term", key, self.standing(key), after)

    def write(self, party: str, key: str, text: str | None) -> None:
        more = [self.yes(party, key, len(self.entries) + 1)] if party and text else []
        self.do(party, self.changed(key, text), *more)

    def yes(self, party: str, key: str, revision: int) -> ConsentGiven:
        return ConsentGiven(1, "term", key, party, revision)

    def agree(self, party: str, key: str = "mql") -> None:
        standing = self.standing(key)
        assert standing is not None
        self.do(party, self.yes(party, key, standing.revision))

    def propose(
        self,
        party: str,
        number: int,
        text: str | None,
        key: str = "mql",
        counters: int | None = None,
    ) -> None:
        standing = self.standing(key)
        base = None if standing is None else standing.body
        body = None if text is None else {"key": key, "name": key.upper(), "definition": text}
        made = Proposed(1, "term", key, number, party, 1, base, body, "", counters)
        answered = []
        if counters is not None:
            answered = [ProposalAnswered(1, "term", key, counters, party, "counter")]
        self.do(party, *answered, made)

    def answer(self, party: str, number: int, said: str, key: str = "mql") -> None:
        until = LATER if said == "park" else None
        owner = "ines" if said == "park" else ""
        self.do(party, ProposalAnswered(1, "term", key, number, party, said, "later", owner, until))

    def accept(self, party: str, number: int, text: str | None, key: str = "mql") -> None:
        answered = ProposalAnswered(1, "term", key, number, party, "accept")
        revision = len(self.entries) + 1
        other = "sales" if party == "marketing" else "marketing"
        given = [] if text is None else [self.yes(each, key, revision) for each in (party, other)]
        self.do(party, self.changed(key, text), *given, answered)

    @property
    def table(self) -> Table:
        clauses: dict[ClauseId, Any] = {
            ("agreement", ""): Header(period=Days(start=date(2026, 10, 1), end=date(2026, 12, 31)))
        }
        given: dict[ClauseId, frozenset[str]] = {
            ("agreement", ""): frozenset({"sales", "marketing"})
        }
        assents, revisions = {}, {}
        for (_, kind, key), state in self.state.clauses.items():
            clauses[kind, key] = read_stored_clause(kind, state.body)
            revisions[kind, key] = state.revision
        for (_, kind, key), its in self.state.consents.items():
            if (kind, key) in clauses:
                given[kind, key] = frozenset(its)
                for party, yes in its.items():
                    assents[(kind, key), party] = Assent(yes.person, yes.at)
        discussion = Discussion().after(self.entries, len(self.entries))
        agreement = Agreement("2026-Q4", clauses)
        return Table(1, agreement, Consents(given, assents), revisions, discussion)

    @property
    def minutes(self) -> Minutes:
        return minutes(self.table, self.entries[self.since :], self.since)

    def item(self, key: str = "mql") -> Item:
        (found,) = (each for each in self.minutes.items if each.id == ("term", key))
        return found


def test_where_nothing_was_done_nothing_is_told() -> None:
    told = Story().minutes
    assert (told.items, told.people, told.began, told.ended) == ((), (), None, None)
    assert (told.agreed, told.discussed) == (0, 0)


def test_what_waited_and_both_agreed_to_is_agreed_as_it_was_written() -> None:
    story = Story()
    story.write("sales", "sal", "Accepted.")
    story.begin()
    assert story.item("sal").waits == ("marketing",)
    assert story.item("sal").outcome is Outcome.OPEN
    story.agree("marketing", "sal")
    item = story.item("sal")
    assert (item.outcome, item.steps, item.waits) == (Outcome.WRITTEN, (), ())
    assert item.agreed == {"sales": "ines", "marketing": "marco"}
    told = story.minutes
    assert (told.agreed, told.discussed, told.people) == (1, 1, (MARCO,))
    assert told.began == told.ended == START + timedelta(minutes=5)


def test_only_what_waited_on_the_agenda_is_on_the_table() -> None:
    story = Story()
    story.write("sales", "sal", "Accepted.")
    story.write("sales", "sqo", "Qualified.")
    story.begin()
    story.agree("marketing", "sal")
    rows = story.entries[story.since :]
    told = minutes(story.table, rows, story.since, only=())
    assert [each.id for each in told.items] == [("term", "sal")]
    told = minutes(story.table, rows, story.since, only=[("term", "sqo")])
    assert [each.id for each in told.items] == [("term", "sal"), ("term", "sqo")]


def test_an_accepted_counter_tells_who_proposed_and_who_countered() -> None:
    story = Story()
    story.propose("sales", 1, "Asked twice.")
    assert story.item().waits == ("marketing",)
    story.propose("marketing", 2, "Asked thrice.", counters=1)
    assert story.item().outcome is Outcome.OPEN
    story.accept("sales", 2, "Asked thrice.")
    item = story.item()
    assert item.outcome is Outcome.CHANGED
    assert [(each.field, each.old, each.new) for each in item.changes] == [
        ("definition", "Asked.", "Asked thrice.")
    ]
    assert item.steps == (Step("proposed", INES), Step("countered", MARCO), Step("accepted", INES))
    balance = story.minutes.balance
    assert (balance["sales"].proposed, balance["sales"].conceded) == (1, 1)
    assert (balance["marketing"].proposed, balance["marketing"].countered) == (1, 1)


def test_what_was_proposed_and_counted_before_is_not_counted_again() -> None:
    story = Story()
    story.propose("sales", 1, "Asked twice.")
    story.answer("sales", 1, "withdraw")
    story.begin()
    assert story.minutes.items == ()
    assert story.minutes.balance["sales"].proposed == 0
    assert story.minutes.balance["sales"].waived == 0


def test_what_waited_for_an_answer_at_the_beginning_is_on_the_table() -> None:
    story = Story()
    story.propose("sales", 1, "Asked twice.")
    story.begin()
    assert story.item().outcome is Outcome.OPEN
    story.answer("marketing", 1, "decline")
    assert story.item().outcome is Outcome.WRITTEN


def test_what_was_parked_and_then_declined_before_waits_no_more() -> None:
    story = Story()
    story.propose("sales", 1, "Asked twice.")
    story.answer("marketing", 1, "park")
    story.answer("marketing", 1, "decline")
    story.begin()
    assert story.minutes.items == ()


def test_what_was_parked_before_still_is() -> None:
    story = Story()
    story.propose("sales", 1, "Asked twice.")
    story.answer("marketing", 1, "park")
    story.begin()
    item = story.item()
    assert item.outcome is Outcome.PARKED
    assert item.parked is not None
    assert (item.parked.owner, item.parked.until, item.parked.why) == ("ines", LATER, "later")
    assert item.parked.by == MARCO
    story.propose("sales", 2, "Asked often.")
    assert story.item().outcome is Outcome.OPEN


def test_a_clause_is_parked_until_somebody_takes_it_up_again() -> None:
    story = Story()
    parked = ClauseParked(1, "term", "mql", 1, "", "examples", "ines", LATER)
    story.do("", parked)
    item = story.item()
    assert item.outcome is Outcome.PARKED
    assert item.parked is not None
    assert (item.parked.why, item.parked.by) == ("examples", Voice("", None))
    assert story.minutes.people == ()
    assert story.table.settled(("term", "mql"))
    story.agree("sales")
    assert story.item().outcome is Outcome.WRITTEN
    story.do("sales", ClauseParked(1, "term", "mql", 2, "sales", "", "ines", LATER))
    assert story.item().outcome is Outcome.PARKED
    story.write("sales", "mql", "Asked twice.")
    assert story.item().outcome is Outcome.OPEN
    story.do("sales", ClauseParked(1, "term", "mql", 3, "sales", "", "ines", LATER))
    story.propose("marketing", 1, "Asked.")
    story.answer("sales", 1, "decline")
    assert story.item().outcome is Outcome.OPEN
    story.do("sales", ParkingTakenBack(1, "term", "mql", 3, "sales", "", "ines", LATER))
    assert story.table.discussion.last_parking == 3
    assert story.table.discussion.parkings[2].clause_id == ("term", "mql")


def test_what_a_party_wrote_and_the_other_agreed_to_is_told_as_its_writing() -> None:
    story = Story()
    story.write("sales", "mql", "Asked twice.")
    story.write("sales", "mql", "Asked thrice.")
    story.agree("marketing")
    item = story.item()
    assert (item.outcome, item.steps) == (Outcome.CHANGED, (Step("wrote", INES),))


def test_what_was_put_back_led_nowhere() -> None:
    story = Story()
    story.write("sales", "mql", "Asked twice.")
    story.write("sales", "mql", "Asked.")
    story.agree("marketing")
    assert story.item().outcome is Outcome.WRITTEN
    story.propose("marketing", 1, "Asked often.")
    story.accept("sales", 1, "Asked often.")
    assert story.item().steps == (Step("proposed", MARCO), Step("accepted", INES))


def test_what_was_put_back_in_two_steps_led_nowhere_either() -> None:
    story = Story()
    for text in ("Asked twice.", "Asked often.", "Asked twice.", "Asked."):
        story.write("sales", "mql", text)
    story.agree("marketing")
    assert (story.item().steps, story.item().changes) == ((), ())


def test_what_a_party_writes_anew_is_on_the_table_as_it_wrote_it() -> None:
    story = Story()
    story.write("sales", "sal", "A")
    story.write("sales", "sal", "Accepted.")
    story.agree("marketing", "sal")
    assert story.item("sal").outcome is Outcome.WRITTEN
    story.propose("marketing", 1, "Accepted by a seller.", "sal")
    story.accept("sales", 1, "Accepted by a seller.", "sal")
    item = story.item("sal")
    assert item.outcome is Outcome.CHANGED
    assert item.steps == (Step("proposed", MARCO), Step("accepted", INES))
    assert [each.old for each in item.changes] == ["Accepted."]


def test_what_was_written_and_taken_out_again_is_not_told() -> None:
    story = Story()
    story.write("sales", "sal", "A")
    story.write("sales", "sal", None)
    story.propose("sales", 1, "New.", "sqo")
    story.answer("marketing", 1, "decline", "sqo")
    assert story.minutes.items == ()
    assert story.minutes.people == (INES, MARCO)


def test_an_accepted_addition_and_an_accepted_removal_are_told_apart() -> None:
    story = Story()
    story.propose("sales", 1, "New.", "sqo")
    assert story.item("sqo").outcome is Outcome.OPEN
    assert story.table.waits(("term", "sqo")) == ("marketing",)
    story.accept("marketing", 1, "New.", "sqo")
    assert story.item("sqo").outcome is Outcome.ADDED
    story.propose("marketing", 2, None)
    story.accept("sales", 2, None)
    item = story.item()
    assert (item.outcome, item.before) == (
        Outcome.REMOVED,
        {"key": "mql", "name": "MQL", "definition": "Asked."},
    )
    assert story.minutes.agreed == 2


def test_what_a_party_took_out_by_itself_is_agreed_by_nobody() -> None:
    story = Story()
    story.write("sales", "sal", "A")
    story.begin()
    story.write("sales", "sal", None)
    assert story.item("sal").outcome is Outcome.DROPPED
    assert (story.minutes.agreed, story.minutes.discussed) == (0, 0)


def test_a_renamed_clause_is_the_same_one() -> None:
    story = Story()
    story.write("sales", "mql", "Asked twice.")
    gone, new = story.changed("mql", None), story.changed("lead", "Asked twice.")
    story.do("sales", gone, new)
    story.agree("marketing", "lead")
    story.agree("sales", "lead")
    assert [each.id for each in story.minutes.items] == [("term", "lead")]
    item = story.item("lead")
    assert item.outcome is Outcome.CHANGED
    assert {each.field for each in item.changes} == {"key", "name", "definition"}
    fresh = Story()
    fresh.do("sales", fresh.changed("mql", None), fresh.changed("lead", "Asked."))
    assert fresh.item("lead").before == {"key": "mql", "name": "MQL", "definition": "Asked."}


def test_a_yes_that_was_taken_back_leaves_the_clause_open() -> None:
    story = Story()
    story.do("sales", ConsentTakenBack(1, "term", "mql", "sales", 1))
    assert (story.item().outcome, story.item().waits) == (Outcome.OPEN, ("sales",))
    story.begin()
    assert story.item().outcome is Outcome.OPEN
    story.do("marketing", Commented(1, "term", "mql", 1, "marketing", "Why?"))
    assert story.item().outcome is Outcome.OPEN


def test_what_is_done_elsewhere_is_no_part_of_it() -> None:
    story = Story()
    story.do("sales", ImportWithdrawn(1, "ab"))
    story.do("sales", Commented(2, "term", "mql", 1, "sales", "Of another one."))
    assert story.minutes.people == ()
    assert story.minutes.items == ()


def test_what_is_proposed_by_a_proposal_that_is_gone_is_told_as_far_as_known() -> None:
    story = Story()
    story.accept("sales", 7, "Asked twice.")
    assert story.item().steps == (Step("accepted", INES),)


def test_an_agenda_goes_through_the_sections_and_keeps_to_what_waits() -> None:
    story = Story()
    story.write("sales", "sal", "Accepted.")
    story.propose("marketing", 1, "New.", "sqo")
    every = [("agreement", ""), ("term", "mql"), ("term", "sal"), ("term", "sqo")]
    assert list(agenda(story.table, Scope(waiting=False))) == every
    assert list(agenda(story.table, Scope())) == every[2:]
    assert list(agenda(story.table, Scope("plan", waiting=False))) == every[:1]
    assert agenda(story.table, Scope("funnel", waiting=False)) == ()
    assert story.table.whole(("term", "mql"))
    assert not story.table.whole(("term", "sal"))
    # What is only proposed stands before the next kind, also where the page lists both alike.
    standing = [("term", "mql"), ("reason", "price"), ("term", "sqo")]
    assert sorted(standing, key=place_on_agenda) == [standing[0], standing[2], standing[1]]


def test_who_proposes_something_else_is_told_while_the_other_agrees_to_what_stands() -> None:
    story = Story()
    story.propose("sales", 1, "Asked twice.")
    item = story.item()
    assert item.waits == ("marketing",)
    assert item.proposing == {"sales"}
    lone = Item(("term", "mql"), Outcome.OPEN, waits=("marketing",), agreed={"sales": None})
    assert lone.proposing == set()
    assert Item(("term", "mql"), Outcome.OPEN, waits=("marketing",)).proposing == set()
