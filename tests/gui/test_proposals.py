"""Two leaders at one window: what is agreed stays, what is changed is proposed and answered."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.clauses import write_clause
from alignment_desktop.domain.proposals import Proposal
from alignment_desktop.gui.inspector.proposal_card import ProposalCard
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.services.editing import EditClause
from alignment_desktop.services.proposing import ProposeText
from tests.gui.clause_desk import Select, form_of, select_fixture, unmeasured_fixture, write

__all__ = ["select_fixture", "unmeasured_fixture"]

CALL = "commitment.grade-a-first-touch"
MARIE, DANIEL = ("sales", "cso"), ("marketing", "cmo")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def notices(sample_session: Session) -> list[Notice]:
    told: list[Notice] = []
    sample_session.noticed.connect(told.append)
    return told


@pytest.fixture
def proposed(qtbot: QtBot, select: Select, sample_session: Session) -> ClausePage:
    """Marie proposes 90 % where 95 % is agreed; then Daniel sits down."""
    sample_session.set_seat(*MARIE)
    page = select(sample_session, CALL)
    with qtbot.waitSignal(sample_session.changed):
        write(form_of(page).editor("target"), "90")
    settle(qtbot, sample_session)
    sample_session.set_seat(*DANIEL)
    settle(qtbot, sample_session)
    return page


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.busy, timeout=20_000)


def target(session: Session) -> str:
    return str(session.draft.agreement.commitments["grade-a-first-touch"].target)


def card(page: ClausePage) -> ProposalCard:
    (only,) = page.clause_inspector.negotiation.cards
    return only


def last(session: Session) -> Proposal:
    return max(session.news.discussion.proposals.values(), key=lambda each: each.id)


def test_what_the_other_party_agreed_to_stays_until_they_accept(
    qtbot: QtBot, proposed: ClausePage, sample_session: Session, notices: list[Notice]
) -> None:
    assert target(sample_session) == ">= 95 %"
    assert form_of(proposed).editor("target").value() == ">= 95 %"
    row = proposed.model.rows[proposed.model.row_of(CALL)]
    assert row.state.text == "Sales proposes"
    assert "→" in row.content
    assert row.struck
    assert row.content.startswith(row.struck)
    assert card(proposed).who.text() == "Marie Lindner proposes"
    spoken = [each.accessibleName() for each in card(proposed).fields.findChildren(QWidget)]
    assert any("was ≥ 95%, now ≥ 90%" in each for each in spoken)
    with qtbot.waitSignal(sample_session.changed):
        card(proposed).buttons["accept"].click()
    settle(qtbot, sample_session)
    assert target(sample_session) == ">= 90 %"
    consents = sample_session.draft.consents
    given = {party: assent.person for party, assent in consents.assents_to(
        ("commitment", "grade-a-first-touch")
    ).items()}  # fmt: skip
    assert given == {"sales": "cso", "marketing": "cmo"}
    assert proposed.clause_inspector.negotiation.cards == []
    assert notices[-1].text == "The proposal is accepted."
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    settle(qtbot, sample_session)
    assert target(sample_session) == ">= 95 %"
    assert card(proposed).proposal is not None


def test_the_key_that_agrees_accepts_what_is_proposed_for_the_selected_clause(
    qtbot: QtBot, proposed: ClausePage, sample_session: Session
) -> None:
    proposed.card.table.setFocus()
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(proposed.card.table, Qt.Key.Key_Return, CTRL)
    settle(qtbot, sample_session)
    assert target(sample_session) == ">= 90 %"


def test_a_proposal_is_declined_with_a_reason(
    qtbot: QtBot, proposed: ClausePage, sample_session: Session
) -> None:
    card(proposed).reason.setText("95% is what our leads expect.")
    with qtbot.waitSignal(sample_session.changed):
        card(proposed).buttons["decline"].click()
    settle(qtbot, sample_session)
    answer = last(sample_session).answers[-1]
    assert (answer.answer, answer.why) == ("decline", "95% is what our leads expect.")
    assert (answer.party, answer.person) == DANIEL
    assert target(sample_session) == ">= 95 %"
    history = proposed.clause_inspector.history
    qtbot.waitUntil(lambda: "declined the proposal" in history.accessibleName())
    assert "95% is what our leads expect." in history.text()


def test_writing_in_the_field_under_discussion_counters(
    qtbot: QtBot, proposed: ClausePage, sample_session: Session
) -> None:
    card(proposed).buttons["counter"].click()
    with qtbot.waitSignal(sample_session.changed):
        write(form_of(proposed).editor("target"), "93")
    settle(qtbot, sample_session)
    assert last(sample_session).party == "marketing"
    assert last(sample_session).counters == 1
    assert card(proposed).who.text() == "Daniel Okafor proposes"
    told = card(proposed).counters
    assert told.isVisibleTo(card(proposed))
    assert told.text().startswith("A counter to what Marie Lindner proposed, ")
    assert proposed.clauses.standing_filter.buttons["disagreed"].text() == "1 disagreed"
    sample_session.set_seat(*MARIE)
    with qtbot.waitSignal(sample_session.changed):
        card(proposed).buttons["accept"].click()
    settle(qtbot, sample_session)
    assert target(sample_session) == ">= 93 %"


def test_parking_asks_for_somebody_and_a_day_beside_the_button(
    qtbot: QtBot, proposed: ClausePage, sample_session: Session
) -> None:
    shown = card(proposed)
    shown.buttons["park"].click()
    assert shown.until.value() is not None  # a week from now
    shown.until.show_value(None)
    shown.park_button.click()
    assert "a day such as" in shown.trouble.text()
    shown.owner.setCurrentIndex(shown.owner.findData("cmo"))
    shown.until.show_value("2027-01-20")
    with qtbot.waitSignal(sample_session.changed):
        shown.park_button.click()
    settle(qtbot, sample_session)
    answer = last(sample_session).answers[-1]
    assert (answer.owner, answer.until) == ("cmo", date(2027, 1, 20))
    assert card(proposed).parking.isHidden()
    assert card(proposed).state.text() == "Parked with Daniel Okafor until 20 Jan 2027."
    row = proposed.model.rows[proposed.model.row_of(CALL)]
    assert row.state.text == "Parked until 20 Jan 2027"
    assert not proposed.clauses.standing_filter.buttons["marketing"].isVisible()


def test_whoever_proposed_says_why_afterwards_or_withdraws(
    qtbot: QtBot, proposed: ClausePage, sample_session: Session
) -> None:
    sample_session.set_seat(*MARIE)
    shown = card(proposed)
    assert shown.buttons["accept"].isHidden()
    assert shown.buttons["decline"].isHidden()
    shown.reason.setText("One of six sellers is on leave.")
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(shown.reason, Qt.Key.Key_Return)
    settle(qtbot, sample_session)
    assert last(sample_session).why == "One of six sellers is on leave."
    assert card(proposed).why.text() == "“One of six sellers is on leave.”"
    with qtbot.waitSignal(sample_session.changed):
        card(proposed).buttons["withdraw"].click()
    settle(qtbot, sample_session)
    assert last(sample_session).state == "withdrawn"
    assert proposed.clause_inspector.negotiation.cards == []


def test_by_the_facilitators_hand_a_leader_accepts(
    qtbot: QtBot, proposed: ClausePage, sample_session: Session
) -> None:
    sample_session.set_seat("facilitator")
    card(proposed).buttons["accept"].click()
    assert target(sample_session) == ">= 95 %"
    (daniel,) = card(proposed).leaders.buttons
    assert daniel.text() == "Daniel Okafor agrees"
    with qtbot.waitSignal(sample_session.changed):
        daniel.click()
    settle(qtbot, sample_session)
    assert target(sample_session) == ">= 90 %"
    assert last(sample_session).answers[-1].person == "cmo"


def test_what_is_said_stands_in_the_discussion_with_a_name(
    qtbot: QtBot, proposed: ClausePage, sample_session: Session
) -> None:
    block = proposed.clause_inspector.negotiation.discussion
    proposed.clause_inspector.reply()
    block.reply.setText("Would <b>6 hours</b> be enough?")
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(block.reply, Qt.Key.Key_Return)
    settle(qtbot, sample_session)
    (comment,) = sample_session.news.discussion.comments.values()
    assert (comment.person, comment.text) == ("cmo", "Would <b>6 hours</b> be enough?")
    assert len(block.comments) == 1
    assert block.reply.text() == ""
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    settle(qtbot, sample_session)
    assert block.comments == []


def test_a_reply_that_is_not_sent_waits_with_its_clause(
    proposed: ClausePage, sample_session: Session, qtbot: QtBot
) -> None:
    line = proposed.clause_inspector.negotiation.discussion.reply
    line.setText("Let me think")
    proposed.select("commitment.win-rate")
    assert line.text() == ""
    proposed.select(CALL)
    settle(qtbot, sample_session)
    assert line.text() == "Let me think"


def test_before_its_yes_a_party_sees_what_changed_since_its_last(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    table = write_clause(sample_session.draft.agreement.clauses["term", "lead"])
    table["definition"] = "Somebody who asked us something."
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(EditClause("term", "lead", table, None))
    sample_session.set_seat(*DANIEL)
    page = select(sample_session, "term.lead")
    settle(qtbot, sample_session)
    block = page.clause_inspector.negotiation
    assert block.unread.isVisible()
    assert block.unread_heading.text().startswith("Changed since Marketing last agreed")
    page.card.table.setFocus()
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(page.card.table, Qt.Key.Key_Return, CTRL)
    settle(qtbot, sample_session)
    assert "marketing" in sample_session.draft.consents.of(("term", "lead"))
    assert not block.unread.isVisible()


def test_many_are_agreed_to_once_what_changed_in_each_was_shown(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    keys = list(sample_session.draft.agreement.of_kind("term"))[:2]
    for key in keys:
        table = write_clause(sample_session.draft.agreement.clauses["term", key])
        table["definition"] = f"What {key} means now."
        with qtbot.waitSignal(sample_session.changed):
            sample_session.execute(EditClause("term", key, table, None))
    sample_session.set_seat(*DANIEL)
    page = select(sample_session, f"term.{keys[0]}")
    settle(qtbot, sample_session)
    page.card.table.selectAll()
    page.selection_actions.agree()
    qtbot.waitUntil(page.review.isVisible, timeout=20_000)
    waiting = [each for each in keys if not _agrees(sample_session, each)]
    assert waiting == keys
    assert page.review.agree_button.text() == "Agree to 2"
    with qtbot.waitSignal(sample_session.changed):
        page.review.agree_button.click()
    settle(qtbot, sample_session)
    assert all(_agrees(sample_session, each) for each in keys)
    assert not page.review.isVisible()


def _agrees(session: Session, key: str) -> bool:
    return "marketing" in session.draft.consents.of(("term", key))


def test_a_clause_that_is_only_proposed_is_listed_and_accepted(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    text = '[[term]]\nkey = "churn"\nname = "Churn"\ndefinition = "Customers who left."'
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(ProposeText(text, "sales", why="We lack a word."))
    sample_session.set_seat(*DANIEL)
    page = select(sample_session, "term.churn")
    settle(qtbot, sample_session)
    assert page.card.current_key() == "term.churn"
    assert page.clause_inspector.consent.isHidden()
    assert card(page).sentence.text() == "To add this clause."
    with qtbot.waitSignal(sample_session.changed):
        card(page).buttons["accept"].click()
    settle(qtbot, sample_session)
    assert sample_session.draft.consents.of(("term", "churn")) == {"sales", "marketing"}


def test_a_removal_is_proposed_where_the_other_party_agrees(
    qtbot: QtBot, select: Select, sample_session: Session, notices: list[Notice]
) -> None:
    sample_session.set_seat(*MARIE)
    page = select(sample_session, "term.lead")
    settle(qtbot, sample_session)
    with qtbot.waitSignal(sample_session.changed):
        page.selection_actions.remove()
    settle(qtbot, sample_session)
    assert ("term", "lead") in sample_session.draft.agreement.clauses
    assert "stays until the other party accepts" in notices[-1].text
    assert card(page).sentence.text() == "To remove this clause."


def test_people_are_offered_by_name_after_an_at_sign(
    qtbot: QtBot, proposed: ClausePage, sample_session: Session
) -> None:
    line = proposed.clause_inspector.negotiation.discussion.reply
    proposed.clause_inspector.reply()
    qtbot.keyClicks(line, "Fine, @mar")
    mentions = proposed.clause_inspector.negotiation.discussion.mentions
    popup = mentions.popup()
    assert popup is not None
    assert mentions.offering
    # The first is the one that Enter takes.
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == "Fine, @Marie Lindner "
    assert sample_session.news.discussion.comments == {}
    with qtbot.waitSignal(sample_session.changed):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(qtbot, sample_session)
    (comment,) = sample_session.news.discussion.comments.values()
    assert comment.text == "Fine, @Marie Lindner"


def test_on_a_clause_that_is_only_proposed_nothing_of_another_clause_is_edited(
    qtbot: QtBot, select: Select, sample_session: Session, notices: list[Notice]
) -> None:
    text = '[[term]]\nkey = "churn"\nname = "Churn"\ndefinition = "Customers who left."'
    with qtbot.waitSignal(sample_session.changed):
        sample_session.execute(ProposeText(text, "sales"))
    sample_session.set_seat(*DANIEL)
    page = select(sample_session, "term.lead")
    settle(qtbot, sample_session)
    assert page.clause_inspector.form is not None
    page.select("term.churn")
    settle(qtbot, sample_session)
    assert page.clause_inspector.form is None
    assert card(page).buttons["counter"].isHidden()
    assert not page.clause_inspector.negotiation.unread.isVisible()
    assert [notice for notice in notices if notice.wrong] == []
    before = sample_session.draft
    page.card.table.setFocus()
    qtbot.keyClicks(page.card.table, "ZZZ")
    settle(qtbot, sample_session)
    assert sample_session.draft == before
    assert len(sample_session.news.discussion.proposals) == 1


def test_what_one_party_answered_is_not_undone_by_the_other(
    qtbot: QtBot, proposed: ClausePage, sample_session: Session, notices: list[Notice]
) -> None:
    with qtbot.waitSignal(sample_session.changed):
        card(proposed).buttons["accept"].click()
    settle(qtbot, sample_session)
    sample_session.set_seat(*MARIE)
    sample_session.undo()
    settle(qtbot, sample_session)
    assert target(sample_session) == ">= 90 %"
    assert notices[-1].text == (
        "That was done by Daniel Okafor; sit down as Daniel Okafor to take it back or do it again."
    )
    sample_session.set_seat(*DANIEL)
    with qtbot.waitSignal(sample_session.changed):
        sample_session.undo()
    settle(qtbot, sample_session)
    assert target(sample_session) == ">= 95 %"


def test_letters_that_seek_do_not_become_an_edit_where_they_lead(
    qtbot: QtBot, select: Select, sample_session: Session
) -> None:
    sample_session.set_seat(*DANIEL)
    page = select(sample_session, "term.lead")
    settle(qtbot, sample_session)
    table = page.card.table
    table.setFocus()
    state = page.model.Column.STATE
    table.setCurrentIndex(table.model().index(table.currentIndex().row(), state))
    qtbot.keyClicks(table, "no need")
    settle(qtbot, sample_session)
    assert page.card.current_key() == "reason.no-need"
    assert sample_session.news.discussion.proposals == {}
