"""What is discussed, worked out from the changes of a log."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alignment_desktop.domain.clauses import Term
from alignment_desktop.domain.consent import Assent, Consents
from alignment_desktop.domain.discussion import Balance, Comment, Discussion
from alignment_desktop.domain.discussion_entries import (
    AnswerTakenBack,
    Commented,
    CommentTakenBack,
    ProposalAnswered,
    ProposalTakenBack,
    Proposed,
)
from alignment_desktop.domain.log_entries import Change, ConsentGiven
from alignment_desktop.domain.merging import overlaid
from alignment_desktop.domain.proposals import ANSWERS, Negotiation, ProposalState
from tests.actors import by
from tests.unit.domain.log_steps import START, Step, steps_of

TERM = (1, "term", "mql")
OLD, NEW = {"name": "MQL"}, {"name": "Qualified"}


def after(*changes: Change) -> Discussion:
    return Discussion().after(steps_of(*changes), len(changes))


def proposed(number: int, party: str = "sales") -> Proposed:
    return Proposed(*TERM, number, party, 1, OLD, NEW, "clearer")


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_last_answer_says_how_a_proposal_stands(answer: str) -> None:
    said = ProposalAnswered(*TERM, 1, "marketing", answer, "so", "ines", date(2026, 11, 1))
    found = after(proposed(1), said)
    proposal = found.proposals[1]
    assert proposal.state == ANSWERS[answer]
    assert proposal.is_open == (answer == "park")
    assert (proposal.answers[0].person, proposal.answers[0].owner) == ("ines", "ines")
    assert (proposal.made, proposal.revision) == (1, 2)
    taken_back = AnswerTakenBack(*TERM, 1, "marketing", answer)
    assert after(proposed(1), said, taken_back).proposals[1].state is ProposalState.OPEN


def test_only_what_is_new_has_to_be_read() -> None:
    first = after(proposed(1))
    assert (first.last_proposal, first.revision) == (1, 1)
    entry = Step(5, START, by("marketing"), (proposed(2, "marketing"),))
    both = first.after([entry], 7)
    assert list(both.proposals) == [1, 2]
    assert list(first.proposals) == [1]
    assert (both.last_proposal, both.revision) == (2, 7)


def test_what_names_nothing_is_passed_over() -> None:
    assert after(ProposalAnswered(*TERM, 1, "sales", "accept")).proposals == {}
    assert after(AnswerTakenBack(*TERM, 1, "sales", "accept")).proposals == {}
    assert after(ConsentGiven(*TERM, "sales", 1)).proposals == {}
    unknown = after(proposed(1), ProposalAnswered(*TERM, 1, "sales", "shrug"))
    assert unknown.proposals[1].state is ProposalState.OPEN


def test_what_is_taken_back_is_gone_and_its_number_is_not_given_again() -> None:
    taken_back = ProposalTakenBack(*TERM, 1, "sales", 1, OLD, NEW)
    found = after(proposed(1), taken_back, Commented(*TERM, 4, "", "Hm."))
    assert found.proposals == {}
    assert found.last_proposal == 1
    comment = Comment(4, *TERM, "", "ines", START + timedelta(hours=3), 3, "Hm.")
    assert found.comments_on(1, ("term", "mql")) == [comment]
    assert found.comments_on(2, ("term", "mql")) == []
    gone = after(Commented(*TERM, 4, "", "Hm."), CommentTakenBack(*TERM, 4, "", "Hm."))
    assert (gone.comments, gone.last_comment) == ({}, 4)
    assert comment.clause_id == ("term", "mql")


def test_the_fields_of_a_proposal_stand_beside_what_stands() -> None:
    proposal = after(proposed(1)).proposals[1]
    assert proposal.fields(OLD) == {"name": ("MQL", "Qualified")}
    assert proposal.fields({"name": "Lead"}) == {"name": ("Lead", "Qualified")}
    assert proposal.fields(NEW) == {"name": ("Qualified", "Qualified")}
    assert proposal.fields(None) == {"name": (None, "Qualified")}
    closed = after(proposed(1), ProposalAnswered(*TERM, 1, "marketing", "accept")).proposals[1]
    assert closed.fields(NEW) == {"name": ("MQL", "Qualified")}
    added = after(Proposed(*TERM, 1, "sales", 1, None, NEW)).proposals[1]
    removed = after(Proposed(*TERM, 1, "sales", 1, OLD, None)).proposals[1]
    changes = [each.change for each in (added, removed, proposal)]
    assert changes == ["added", "removed", "changed"]
    assert (proposal.clause, proposal.place) == ("term.mql", (*TERM, 1))


def test_open_proposals_are_found_by_their_clause() -> None:
    declined = ProposalAnswered(*TERM, 1, "marketing", "decline")
    found = after(proposed(1), declined, proposed(2), proposed(3, "marketing"))
    assert [each.id for each in found.open_for(1)["term", "mql"]] == [2, 3]
    assert found.open_for(2) == {}


def test_balance_counts_what_was_proposed_conceded_and_waived() -> None:
    accepted = ProposalAnswered(*TERM, 1, "marketing", "accept")
    withdrawn = ProposalAnswered(*TERM, 2, "sales", "withdraw")
    found = after(proposed(1), accepted, proposed(2), withdrawn, proposed(3, "marketing"))
    assert found.balance(1, "sales") == Balance(proposed=2, conceded=0, waived=1)
    assert found.balance(1, "marketing") == Balance(proposed=1, conceded=1, waived=0)


def test_a_proposal_withdrawn_for_a_newer_wording_of_it_is_not_counted() -> None:
    step = Step(
        2, START, by("sales"), (ProposalAnswered(*TERM, 1, "sales", "withdraw"), proposed(2))
    )
    found = after(proposed(1)).after([step], 2)
    assert found.balance(1, "sales") == Balance(proposed=1)


def answered(answer: str, number: int = 1) -> ProposalAnswered:
    party = "sales" if answer == "withdraw" else "marketing"
    return ProposalAnswered(*TERM, number, party, answer)


def standing(*changes: Change, given: frozenset[str] = frozenset()) -> Negotiation:
    return Negotiation(given, after(*changes).by_clause(1).get(("term", "mql"), ()))


def test_a_clause_waits_for_whoever_has_not_agreed() -> None:
    assert standing().waits_for == {"sales", "marketing"}
    assert standing(given=frozenset({"sales"})).waits_for == {"marketing"}
    assert not standing().disagreed


def test_a_parked_proposal_waits_for_nobody_but_who_has_not_agreed_to_what_stands() -> None:
    both = frozenset({"sales", "marketing"})
    assert standing(proposed(1), given=both).waits_for == {"marketing"}
    assert standing(proposed(1)).proposing == {"sales"}
    assert standing(proposed(1), proposed(2, "marketing")).waits_for == both
    parked = standing(proposed(1), answered("park"))
    assert (parked.waits_for, parked.open, len(parked.parked)) == (both, (), 1)
    assert parked.proposing == {"sales"}
    assert standing(proposed(1), answered("park"), given=both).waits_for == frozenset()
    assert standing(proposed(1), answered("accept"), given=both).waits_for == frozenset()


def test_the_parties_disagree_while_a_counter_is_open_or_the_last_proposal_was_declined() -> None:
    assert not standing(proposed(1)).disagreed
    assert standing(proposed(1), answered("decline")).disagreed
    assert not standing(proposed(1), answered("decline"), proposed(2)).disagreed
    counter = Proposed(*TERM, 2, "marketing", 1, OLD, NEW, counters=1)
    assert standing(proposed(1), answered("counter"), counter).disagreed
    accepted = ProposalAnswered(*TERM, 2, "sales", "accept")
    assert not standing(proposed(1), answered("counter"), counter, accepted).disagreed


def test_a_declined_proposal_is_settled_once_both_agree_to_what_stands() -> None:
    clause, both = ("term", "mql"), ("sales", "marketing")
    proposals = after(proposed(1), answered("decline")).by_clause(1)[clause]
    declined = proposals[-1].answers[-1].at

    def disagreed(*parties: str, hours: int) -> bool:
        at = declined + timedelta(hours=hours)
        assents = {(clause, party): Assent(None, at) for party in parties}
        consents = Consents({clause: frozenset(parties)}, assents)
        return Negotiation.of(consents, clause, proposals).disagreed

    assert not disagreed(*both, hours=1)
    assert disagreed(*both, hours=-1)  # what both agreed to before is what one would have changed
    assert disagreed("marketing", hours=1)


def test_my_changes_are_laid_over_what_stands() -> None:
    base = Term(key="a", name="A", definition="One.")
    standing = Term(key="a", name="B", definition="Two.")
    mine = Term(key="a", name="A", definition="")
    assert overlaid(base, standing, mine) == Term(key="a", name="B")
    assert overlaid(None, standing, base) == base
