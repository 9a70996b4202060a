"""Proposals of two parties: what stands stays until the other accepts, and nothing gets lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from alignment_desktop.domain.clauses import clause_name, write_clause
from alignment_desktop.domain.discussion import Balance
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.proposals import Proposal
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.services.agreeing import ApplyText
from alignment_desktop.services.answering import Answered, AnswerProposal
from alignment_desktop.services.commenting import WriteComment
from alignment_desktop.services.editing import (
    EditClause,
    Edited,
    RemoveClauses,
    Removed,
)
from alignment_desktop.services.logbook import told
from alignment_desktop.services.proposing import GiveReason, ProposeText
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.suggesting import Suggested
from alignment_desktop.services.workspace import Command
from tests.actors import by
from tests.leaders import STANDING, START, Leaders, leaders_at

LEAD = ("term", "lead")
LATER = date(2026, 11, 10)


class Room(Leaders):
    """The leaders, what they propose, and how it stands."""

    def refused(self, command: Command[Any]) -> Problem:
        before = self.workspace.draft(), self.workspace.discussion()
        with pytest.raises(Problem) as trouble:
            self.do(command)
        assert (self.workspace.draft(), self.workspace.discussion()) == before
        assert "?" not in sentence(trouble.value)
        return trouble.value

    def propose(self, party: str, why: str = "", seen: int | None = None, **table: object) -> int:
        lines = "\n".join(f'{name} = "{value}"' for name, value in table.items())
        text = f'[[term]]\nkey = "lead"\n{lines}'
        (made,) = self.do(ProposeText(text, party, "a.toml", why, seen=seen))
        assert made.clause == "term.lead"
        number: int = made.id
        return number

    def edit(self, party: str, seen: int | None = None, **table: object) -> Edited:
        made: Edited = self.do(EditClause(*LEAD, table, party, seen=seen, proposes=True))
        return made

    def proposal(self, number: int) -> Proposal:
        return self.workspace.discussion().proposals[number]

    @property
    def revision(self) -> int:
        return self.workspace.draft().revision

    @property
    def lead(self) -> dict[str, object] | None:
        clause = self.workspace.draft().agreement.clauses.get(LEAD)
        return None if clause is None else write_clause(clause)

    def consents(self) -> dict[str, tuple[str | None, datetime]]:
        with self.workspace.store.read() as reader:
            rows = reader.consents(self.workspace.draft().id)
        return {row.party: (row.person, row.at) for row in rows if (row.kind, row.key) == LEAD}


@pytest.fixture
def room(database: str) -> Iterator[Room]:
    with leaders_at(database, Room) as both:
        yield both


def test_a_proposal_changes_nothing_until_it_is_accepted(room: Room) -> None:
    before = room.workspace.draft()
    number = room.propose("sales", "clearer", name="Lead", definition="Asked twice.")
    assert room.workspace.draft().agreement == before.agreement
    assert room.workspace.draft().consents == before.consents
    proposal = room.proposal(number)
    assert (proposal.state, proposal.why, proposal.person) == ("open", "clearer", "ines")
    assert proposal.base_revision == before.revision
    assert proposal.fields(STANDING) == {"definition": ("Asked.", "Asked twice.")}
    answered = room.do(AnswerProposal(number, "accept", "marketing"))
    assert answered == Answered(number, "accepted", None, "term.lead")
    assert room.lead == {**STANDING, "definition": "Asked twice."}
    assert room.consents()["sales"] == ("ines", proposal.at)
    assert room.consents()["marketing"][0] == "marco"
    assert room.last_words() == "marco (Marketing) accepted proposal 1 for term.lead."
    assert room.refused(AnswerProposal(number, "decline", "marketing")).code == "proposal-closed"


def test_undo_and_redo_of_an_acceptance_restore_who_agreed_and_when(room: Room) -> None:
    number = room.propose("sales", name="Lead", definition="Asked twice.")
    before = room.consents()
    room.do(AnswerProposal(number, "accept", "marketing"))
    accepted, after = room.revision, room.consents()
    undone = room.do(Reverse(accepted))
    assert room.lead == STANDING
    assert room.consents() == before
    assert room.proposal(number).state == "open"
    room.do(Reverse(undone, "redo"))
    assert room.lead == {**STANDING, "definition": "Asked twice."}
    assert room.consents() == after
    assert room.proposal(number).state == "accepted"


def test_undoing_an_edit_gives_the_consents_back_as_they_were_given(room: Room) -> None:
    before = room.consents()
    room.do(EditClause(*LEAD, {"name": "Web lead"}, "sales"))
    assert set(room.consents()) == {"sales"}
    room.do(Reverse(room.revision))
    assert room.consents() == before


def test_what_others_changed_in_other_fields_is_merged_and_waits_for_the_proposer(
    room: Room,
) -> None:
    number = room.propose("sales", name="Lead", definition="Asked twice.")
    room.do(EditClause(*LEAD, {**STANDING, "name": "Web lead"}, "marketing"))
    answered = room.do(AnswerProposal(number, "accept", "marketing"))
    assert answered.waits
    assert room.lead == {"key": "lead", "name": "Web lead", "definition": "Asked twice."}
    assert set(room.consents()) == {"marketing"}


def test_a_proposed_field_that_changed_since_is_refused_with_both_values(room: Room) -> None:
    number = room.propose("sales", name="Lead", definition="Asked twice.")
    room.do(EditClause(*LEAD, {**STANDING, "definition": "Called."}, "marketing"))
    problem = room.refused(AnswerProposal(number, "accept", "marketing"))
    assert problem.code == "proposed-field-changed"
    said = sentence(problem)
    assert "Called." in said
    assert "Asked twice." in said
    assert "definition" in said
    assert room.proposal(number).fields(room.lead) == {"definition": ("Called.", "Asked twice.")}


def test_a_clause_is_proposed_and_removed_by_proposals(room: Room) -> None:
    text = '[[term]]\nkey = "mql"\nname = "MQL"\n\n[[term]]\nkey = "lead"\nremove = true'
    made = room.do(ProposeText(text, "marketing"))
    assert made == (Suggested(1, "term.mql"), Suggested(2, "term.lead"))
    assert [room.proposal(each.id).change for each in made] == ["added", "removed"]
    room.do(AnswerProposal(1, "accept", "sales"))
    room.do(AnswerProposal(2, "accept", "sales"))
    draft = room.workspace.draft()
    assert LEAD not in draft.agreement.clauses
    assert draft.consents.of(("term", "mql")) == {"sales", "marketing"}
    room.do(Reverse(room.revision))
    assert room.lead == STANDING


def test_a_removal_meets_a_change_and_a_change_meets_a_removal(room: Room) -> None:
    (removal,) = room.do(ProposeText('[[term]]\nkey = "lead"\nremove = true', "sales"))
    change = room.propose("sales", name="Lead", definition="Asked twice.")
    room.do(EditClause(*LEAD, {"name": "Web lead", "definition": "Asked."}, None))
    problem = room.refused(AnswerProposal(removal.id, "accept", "marketing"))
    assert problem.code == "proposed-field-changed"
    room.do(RemoveClauses([LEAD], None))
    problem = room.refused(AnswerProposal(change, "accept", "marketing"))
    assert problem.code == "proposed-field-changed"
    room.do(AnswerProposal(removal.id, "accept", "marketing"))
    assert room.proposal(removal.id).state == "accepted"


def test_who_may_answer_what(room: Room) -> None:
    number = room.propose("sales", name="Lead", definition="Asked twice.")
    text = '[[term]]\nkey = "lead"\nname = "Lead"\ndefinition = "Called."'
    over = (START - timedelta(days=1)).date()
    refused = {
        AnswerProposal(number, "accept", "sales"): "own-proposal",
        AnswerProposal(number, "decline", "sales"): "own-proposal",
        AnswerProposal(number, "counter", "sales", text=text): "own-proposal",
        AnswerProposal(number, "withdraw", "marketing"): "others-proposal",
        AnswerProposal(number, "park", "sales"): "park-needs",
        AnswerProposal(number, "park", "sales", owner="ines"): "park-needs",
        AnswerProposal(number, "park", "sales", owner="ada", until=LATER): "unknown-person",
        AnswerProposal(number, "park", "sales", owner="ines", until=over): "parked-until-past",
        AnswerProposal(number, "accept", "marketing", owner="ines"): "answer-takes-no",
        AnswerProposal(number, "decline", "marketing", until=LATER): "answer-takes-no",
        AnswerProposal(number, "decline", "marketing", text=text): "answer-takes-no",
        AnswerProposal(number, "counter", "marketing"): "counter-needs-text",
        AnswerProposal(9, "accept", "marketing"): "unknown-proposal",
        AnswerProposal(
            number, "counter", "marketing", text=text.replace('"lead"', '"mql"')
        ): "counter-of-other-clause",
        AnswerProposal(
            number, "counter", "marketing", text=text.replace("Called", "Asked")
        ): "counter-changes-nothing",
        AnswerProposal(
            number, "counter", "marketing", text=text.replace("Called", "Asked twice")
        ): "counter-is-proposed",
        AnswerProposal(
            number, "counter", "marketing", text=f'[agreement]\nlabel = "Other"\n{text}'
        ): "missing-field",
    }
    for command, code in refused.items():
        assert room.refused(command).code == code
    room.do(AnswerProposal(number, "withdraw", "sales"))
    assert room.proposal(number).state == "withdrawn"
    assert room.refused(AnswerProposal(9, "accept", "marketing")).code == "no-proposal"


def test_a_day_that_begins_where_the_agreement_is_can_be_parked_until(room: Room) -> None:
    number = room.propose("sales", name="Lead", definition="Asked twice.")
    today = START.date()
    room.do(AnswerProposal(number, "park", "sales", owner="ines", until=today))
    assert room.proposal(number).answers[-1].until == today


def test_what_was_never_there_is_not_removed_in_silence(room: Room) -> None:
    mistyped = '[[term]]\nkey = "laed"\nremove = true\n'
    for command in (
        ProposeText(mistyped, "sales", file="a.toml"),
        ApplyText(mistyped, file="a.toml"),
    ):
        refused = room.refused(command)
        assert (refused.code, refused.facts["line"]) == ("unknown-clause", 1)
        assert sentence(refused).startswith("a.toml, line 1")
    removal = mistyped.replace("laed", "lead")
    assert room.do(ApplyText(removal)).removed == ("term.lead",)
    # The same text can be applied again.
    assert room.do(ApplyText(removal)).removed == ()


def test_a_parked_proposal_is_still_answered(room: Room) -> None:
    number = room.propose("sales", name="Lead", definition="Asked twice.")
    room.do(AnswerProposal(number, "park", "sales", "later", owner="marco", until=LATER))
    proposal = room.proposal(number)
    assert (proposal.state, proposal.is_open) == ("parked", True)
    assert (proposal.answers[-1].owner, proposal.answers[-1].until) == ("marco", LATER)
    assert room.last_words().endswith("with marco until 2026-11-10.")
    room.do(AnswerProposal(number, "accept", "marketing"))
    assert room.proposal(number).state == "accepted"
    assert [each.why for each in room.proposal(number).answers] == ["later", ""]


def test_a_counter_is_a_proposal_of_its_own(room: Room) -> None:
    number = room.propose("sales", name="Lead", definition="Asked twice.")
    text = '[[term]]\nkey = "lead"\nname = "Lead"\ndefinition = "Called."'
    answered = room.do(AnswerProposal(number, "counter", "marketing", "no", text, "b.toml"))
    assert answered == Answered(number, "countered", 2, "term.lead")
    assert room.proposal(2).counters == number
    assert room.proposal(2).party == "marketing"
    room.do(AnswerProposal(2, "accept", "sales"))
    assert room.lead == {**STANDING, "definition": "Called."}
    balance = room.workspace.discussion().balance
    agreement = room.workspace.draft().id
    assert balance(agreement, "sales") == Balance(proposed=1, conceded=1)
    assert balance(agreement, "marketing") == Balance(proposed=1, countered=1)


def test_nobody_answers_what_changed_after_it_was_read(room: Room) -> None:
    number = room.propose("sales", name="Lead", definition="Asked twice.")
    seen = room.revision
    room.do(AnswerProposal(number, "park", "sales", owner="ines", until=LATER))
    problem = room.refused(AnswerProposal(number, "accept", "marketing", seen=seen))
    assert problem.code == "proposal-changed-since"
    seen = room.revision
    room.do(EditClause(*LEAD, {**STANDING, "name": "Web lead"}, "sales"))
    problem = room.refused(AnswerProposal(number, "accept", "marketing", seen=seen))
    assert problem.code == "clause-changed-since"
    seen = room.revision
    room.do(RemoveClauses([LEAD], None))
    problem = room.refused(AnswerProposal(number, "decline", "marketing", seen=seen))
    assert problem.code == "clause-changed-since"
    room.do(AnswerProposal(number, "decline", "marketing", seen=room.revision))


def test_a_proposal_is_based_on_what_its_author_had_read(room: Room) -> None:
    seen = room.revision
    room.do(EditClause(*LEAD, {**STANDING, "name": "Web lead"}, "marketing"))
    number = room.propose("sales", seen=seen, name="Lead", definition="Asked twice.")
    assert room.proposal(number).base_revision == seen
    room.do(AnswerProposal(number, "accept", "marketing"))
    assert room.lead == {"key": "lead", "name": "Web lead", "definition": "Asked twice."}
    text = '[[term]]\nkey = "lead"\nname = "Lead"\ndefinition = "Asked."'
    # What the author left as it was is no wish, whatever others made of it since.
    assert room.do(ProposeText(text, "sales", seen=seen)) == ()
    problem = room.refused(ProposeText(text, "sales", seen=room.revision + 1))
    assert problem.code == "unknown-revision"
    assert room.refused(ProposeText(text, "sales", label="Spring")).code == "unknown-agreement"


def test_an_edit_of_what_the_other_party_agreed_to_is_proposed(room: Room) -> None:
    assert room.edit("sales", name="Lead", definition="Asked twice.").proposal == 1
    assert room.lead == STANDING
    # Further edits go on in one proposal.
    assert room.edit("sales", name="Web lead", definition="Asked.").proposal == 2
    assert room.proposal(1).state == "withdrawn"
    assert room.proposal(2).fields(STANDING) == {
        "name": ("Lead", "Web lead"),
        "definition": ("Asked.", "Asked twice."),
    }
    balance = room.workspace.discussion().balance(room.workspace.draft().id, "sales")
    assert balance == Balance(proposed=1)
    room.do(AnswerProposal(2, "decline", "marketing"))
    assert room.edit("sales", name="Lead", definition="Called.").proposal == 3
    assert room.edit("sales", seen=room.revision, **STANDING) == Edited(LEAD)
    assert room.proposal(3).state == "open"


def test_an_edit_of_what_only_its_own_party_agreed_to_is_made(room: Room) -> None:
    room.do(EditClause(*LEAD, {**STANDING, "name": "Web lead"}, "sales"))
    assert room.edit("sales", name="Lead", definition="Asked.") == Edited(LEAD)
    assert room.lead == STANDING
    room.do(EditClause(*LEAD, {**STANDING, "name": "Web lead"}, None, proposes=True))
    assert room.lead == {**STANDING, "name": "Web lead"}


def test_an_edit_of_a_field_under_discussion_counters_the_other_proposal(room: Room) -> None:
    number = room.propose("sales", name="Lead", definition="Asked twice.")
    same = {"name": "Lead", "definition": "Asked twice."}
    command = EditClause(*LEAD, same, "marketing", proposes=True)
    assert room.refused(command).code == "proposed-already"
    assert room.edit("marketing", name="Web lead", definition="Asked.").proposal == 2
    assert room.proposal(number).state == "open"
    assert room.edit("marketing", name="Lead", definition="Called.").proposal == 3
    assert room.proposal(number).state == "countered"
    assert room.proposal(3).counters == number
    assert room.proposal(3).fields(STANDING)["name"] == ("Lead", "Web lead")


def test_an_edit_counters_also_where_the_proposing_party_had_not_agreed(room: Room) -> None:
    room.do(EditClause(*LEAD, {**STANDING, "name": "Web lead"}, "sales"))
    assert room.edit("marketing", name="Lead", definition="Asked.").proposal == 1
    # The field under discussion: an answer. Another one: nobody but the author agreed to it.
    assert room.edit("sales", name="Web prospect", definition="Asked.").proposal == 2
    assert (room.proposal(1).state, room.proposal(2).counters) == ("countered", 1)
    assert room.edit("sales", name="Web lead", definition="Called.") == Edited(LEAD)
    assert room.lead == {**STANDING, "name": "Web lead", "definition": "Called."}


def test_of_two_edits_of_one_field_at_once_the_later_becomes_a_proposal(room: Room) -> None:
    room.do(EditClause(*LEAD, {**STANDING, "name": "Web lead"}, None))
    seen = room.revision
    room.do(EditClause(*LEAD, {"name": "Web lead", "definition": "First."}, "sales", seen=seen))
    made = room.edit("marketing", seen=seen, name="Web lead", definition="Second.")
    assert made.proposal == 1
    assert room.lead == {"key": "lead", "name": "Web lead", "definition": "First."}
    assert room.proposal(1).fields(room.lead) == {"definition": ("First.", "Second.")}
    seen = room.revision
    room.do(RemoveClauses([LEAD], None))
    made = room.edit("marketing", seen=seen, name="Web lead", definition="Third.")
    assert room.proposal(made.proposal or 0).change == "added"


def test_a_removal_of_what_the_other_party_agreed_to_is_proposed(room: Room) -> None:
    room.edit("sales", name="Lead", definition="Asked twice.")
    removed = room.do(RemoveClauses([LEAD], "sales", proposes=True))
    assert removed == Removed((), (Suggested(2, "term.lead"),))
    assert room.lead == STANDING
    assert (room.proposal(1).state, room.proposal(2).change) == ("withdrawn", "removed")
    command = RemoveClauses([LEAD], "sales", proposes=True)
    assert room.refused(command).code == "removal-proposed"
    assert room.edit("sales", name="Lead", definition="Called.").proposal == 3
    room.do(EditClause(*LEAD, {**STANDING, "name": "Web lead"}, "sales"))
    assert room.do(RemoveClauses([LEAD], "sales", proposes=True)) == Removed((LEAD,))
    assert room.lead is None


def test_undo_takes_a_proposal_and_an_answer_back_unless_others_went_on(room: Room) -> None:
    number = room.propose("sales", name="Lead", definition="Asked twice.")
    made = room.revision
    room.do(AnswerProposal(number, "park", "marketing", owner="ines", until=LATER))
    parked = room.revision
    assert room.refused(Reverse(made)).code == "undo-overtaken"
    undone = room.do(Reverse(parked))
    assert room.proposal(number).state == "open"
    again = room.do(Reverse(undone, "redo"))
    assert room.proposal(number).answers[-1].until == LATER
    room.do(AnswerProposal(number, "decline", "marketing", "no"))
    assert room.refused(Reverse(again)).code == "undo-overtaken"
    assert room.refused(Reverse(undone)).code == "undo-overtaken"
    room.do(Reverse(room.revision))
    room.do(Reverse(again))
    taken_back = room.do(Reverse(made))
    assert number not in room.workspace.discussion().proposals
    assert room.refused(Reverse(made)).code == "undo-overtaken"
    assert room.refused(Reverse(parked)).code == "undo-overtaken"
    room.do(Reverse(taken_back, "redo"))
    assert room.proposal(number).state == "open"
    assert room.refused(Reverse(taken_back, "redo")).code == "undo-overtaken"
    # A number is never given twice, so that what is quoted stays what it was.
    room.do(Reverse(room.revision))
    assert room.propose("sales", name="Lead", definition="Called.") == number + 1


def test_comments_belong_to_a_clause_that_stands_or_is_proposed(room: Room) -> None:
    room.do(WriteComment("lead", "  Would that be enough, @marco?\nI think so.  ", "sales"))
    room.do(ProposeText('[[term]]\nkey = "mql"\nname = "MQL"', "sales"))
    room.do(WriteComment("term.mql", "Yes.", None))
    discussion, agreement = room.workspace.discussion(), room.workspace.draft().id
    (first,) = discussion.comments_on(agreement, LEAD)
    assert first.text == "Would that be enough, @marco?\nI think so."
    assert (first.party, first.person) == ("sales", "ines")
    (second,) = discussion.comments_on(agreement, ("term", "mql"))
    assert (second.party, second.text) == ("", "Yes.")
    assert room.refused(WriteComment("lead", " \n", "sales")).code == "comment-empty"
    assert room.refused(WriteComment("lead", "x" * 10_001, "sales")).code == "comment-too-long"
    assert room.refused(WriteComment("lead", "\0", "sales")).code == "unreadable-text"
    assert room.refused(WriteComment("nowhere", "Yes.", "sales")).code == "unknown-clause"
    comment = room.revision
    undone = room.do(Reverse(comment))
    assert room.workspace.discussion().comments_on(agreement, ("term", "mql")) == []
    assert room.refused(Reverse(comment)).code == "undo-overtaken"
    room.do(Reverse(undone, "redo"))
    assert room.refused(Reverse(undone, "redo")).code == "undo-overtaken"
    names = [clause_name(*each) for each in (LEAD, ("term", "mql"))]
    assert [len(told(room.workspace, name)) for name in names] == [3, 4]


def test_the_key_of_what_the_other_party_agreed_to_stays(room: Room) -> None:
    command = EditClause(*LEAD, {**STANDING, "key": "prospect"}, "sales", proposes=True)
    assert room.refused(command).code == "agreed-key-stays"
    room.do(EditClause(*LEAD, {**STANDING, "name": "Web lead"}, "sales"))
    room.do(EditClause(*LEAD, {**STANDING, "key": "prospect"}, "sales", proposes=True))
    assert room.lead is None


def test_why_is_said_later_under_a_new_number(room: Room) -> None:
    number = room.propose("sales", name="Lead", definition="Asked twice.")
    made = room.do(GiveReason(number, "sales", " clearer "))
    assert made == Suggested(number + 1, "term.lead")
    assert (room.proposal(number).state, room.proposal(made.id).why) == ("withdrawn", "clearer")
    assert room.proposal(made.id).base_revision == room.proposal(number).base_revision
    refused = {
        GiveReason(number, "sales", "clearer"): "proposal-closed",
        GiveReason(made.id, "marketing", "clearer"): "others-proposal",
        GiveReason(9, "sales", "clearer"): "unknown-proposal",
        GiveReason(made.id, "sales", "clearer", seen=room.revision - 1): "proposal-changed-since",
    }
    for command, code in refused.items():
        assert room.refused(command).code == code


def test_an_acceptance_needs_a_person_of_the_party(room: Room) -> None:
    number = room.propose("sales", name="Lead", definition="Asked twice.")
    command = AnswerProposal(number, "accept", "marketing")
    with pytest.raises(Problem) as trouble:
        room.workspace.execute(command, by=by("marketing", "ines"), at=START)
    assert trouble.value.code == "person-of-other-party"


def test_the_text_of_a_proposal_must_be_of_this_agreement(room: Room) -> None:
    label = room.workspace.draft().agreement.label
    header = f'[agreement]\nlabel = "{label}"\nperiod = {{ start = 2026-10-01, end = 2026-12-31 }}'
    room.do(ApplyText(header.replace(label, "Spring").replace("2026", "2027"), "b.toml"))
    number = 1
    room.do(ProposeText(f'{header}\ntitle = "Ours"', "sales", label=label))
    assert room.proposal(number).clause == "agreement"
    command = ProposeText(header, "sales", "a.toml", label="Spring")
    assert room.refused(command).code == "other-label"
    text = f'{header.replace(label, "Spring")}\ntitle = "Theirs"'
    counter = AnswerProposal(number, "counter", "marketing", text=text)
    assert room.refused(counter).code == "other-label"
    room.do(AnswerProposal(number, "accept", "marketing"))
    assert room.workspace.draft(label).agreement.header.title == "Ours"
