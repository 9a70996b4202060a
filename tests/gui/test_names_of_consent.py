"""Whose yes it is: consents are given, shown and remembered with the names of people."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from alignment_desktop.domain.actors import WINDOW_FACILITATED, Actor
from alignment_desktop.domain.clauses import write_clause
from alignment_desktop.gui.inspector.assent_words import assent_lines, leader_offers
from alignment_desktop.gui.models.clause_table import ClauseTableModel
from alignment_desktop.gui.seats.seat import Seat
from alignment_desktop.gui.session import Session
from alignment_desktop.services.agreeing import Agree, TakeBackConsent
from alignment_desktop.services.editing import AddClause, EditClause, RemoveClauses
from tests.actors import by
from tests.gui.whole_window import CTRL, WholeWindow, last_actor, whole_fixture

__all__ = ["whole_fixture"]

Key = Qt.Key
MARIE, DANIEL, INGRID, TOM = "cso", "cmo", "cro", "ops"
TERM = ("term", "lead")


def assents(session: Session) -> list[str]:
    """Who agreed to the term, in words."""
    draft = session.draft
    return assent_lines(draft.consents.assents_to(TERM), draft.agreement)


def test_a_yes_that_another_puts_back_names_who_gave_it(whole: WholeWindow) -> None:
    session, qtbot = whole.session, whole.qtbot
    session.set_seat("sales", MARIE)
    for command in (TakeBackConsent("sales", ["term.lead"]), Agree("sales", ["term.lead"])):
        with qtbot.waitSignal(session.changed):
            session.execute(command)
    before = assents(session)
    session.set_seat("marketing", DANIEL)
    table = write_clause(session.draft.agreement.clauses[TERM])
    with qtbot.waitSignal(session.changed):
        session.execute(EditClause(*TERM, {**table, "name": "Other"}, "marketing"))
    assert [line.split(",")[0] for line in assents(session)] == ["Agreed by Daniel Okafor"]
    with qtbot.waitSignal(session.changed):
        session.undo()
    assert assents(session) == before
    assert before[0].startswith("Agreed by Marie Lindner, ")


def test_somebody_of_both_who_agrees_for_a_party_is_told_so(whole: WholeWindow) -> None:
    session, qtbot = whole.session, whole.qtbot
    for command in (TakeBackConsent("sales", ["term.lead"]), Agree("sales", ["term.lead"])):
        with qtbot.waitSignal(session.changed):
            session.execute(command, by=by("sales", TOM))
    assert assents(session)[0].startswith("Agreed for Sales by Tom Becker, ")


def test_who_is_no_longer_in_the_agreement_is_known_by_the_key(whole: WholeWindow) -> None:
    session, qtbot = whole.session, whole.qtbot
    session.set_seat("sales", MARIE)
    for command in (TakeBackConsent("sales", ["term.lead"]), Agree("sales", ["term.lead"])):
        with qtbot.waitSignal(session.changed):
            session.execute(command)
    whole.show("glossary")
    whole.clauses.select("term.lead")
    with qtbot.waitSignal(session.changed):
        session.execute(RemoveClauses([("person", MARIE)], None))
    whole.settle()
    inspector = whole.clauses.clause_inspector
    assert inspector.consent.givers.text().startswith("Agreed by Sales (cso), ")
    whole.clauses.select("term.sal")
    whole.clauses.select("term.lead")
    whole.settle()
    assert "Sales (cso) agreed · " in inspector.history.text()


def test_where_a_party_has_no_leader_anybody_of_it_may_say_yes(whole: WholeWindow) -> None:
    session, qtbot = whole.session, whole.qtbot
    session.set_seat("facilitator")
    table = write_clause(session.draft.agreement.clauses["person", MARIE])
    commands = (
        EditClause("person", MARIE, {**table, "role": "member"}, None),
        AddClause("person", {"key": "dana", "name": "Dana Fox", "party": "sales"}, None),
        TakeBackConsent("sales", ["term.lead"]),
    )
    for command in commands:
        with qtbot.waitSignal(session.changed):
            session.execute(command)
    offers, _nobody = leader_offers(["term.lead"], session.draft)
    assert [text for _seat, text in offers] == ["Marie Lindner agrees", "Dana Fox agrees"]


def test_nobody_agrees_in_the_name_of_the_other_party(whole: WholeWindow) -> None:
    session = whole.session
    session.set_seat("sales", MARIE)
    assert session.seat.party == "sales"
    with whole.qtbot.waitSignal(session.noticed) as told:
        session.execute(Agree("marketing", ["term.lead"]))
    assert told.args[0].wrong
    session.set_seat("marketing", MARIE)  # a person stays with their party
    assert session.party == "sales"


def test_consent_and_history_carry_names(whole: WholeWindow) -> None:
    session = whole.session
    session.set_seat("sales", MARIE)
    whole.show("glossary")
    page = whole.clauses
    page.select("term.lead")
    for command in (TakeBackConsent("sales", ["term.lead"]), Agree("sales", ["term.lead"])):
        with whole.qtbot.waitSignal(session.changed):
            session.execute(command)
    whole.settle()
    consent = page.clause_inspector.consent
    first, second = consent.givers.text().splitlines()
    assert first.startswith("Agreed by Marie Lindner, ")
    assert second.startswith("Agreed by Marketing, ")
    assert "Marie Lindner agreed · " in page.clause_inspector.history.text()
    assert "Marie Lindner took back its yes" in page.clause_inspector.history.text()
    row = page.model.row_of("term.lead")
    cell = page.model.index(row, ClauseTableModel.Column.CONSENT)
    spoken = str(page.model.data(cell, Qt.ItemDataRole.AccessibleTextRole))
    assert "Agreed by both. Agreed by Marie Lindner, " in spoken
    assert first in str(page.model.data(cell, Qt.ItemDataRole.ToolTipRole))


def test_a_leader_says_yes_by_the_facilitators_hand(
    whole: WholeWindow, agreement_path: Path
) -> None:
    session, qtbot = whole.session, whole.qtbot
    session.set_seat("facilitator", TOM)
    for party in ("sales", "marketing"):
        with qtbot.waitSignal(session.changed):
            session.execute(TakeBackConsent(party, ["term.lead"]), by=by(party))
    whole.show("glossary")
    page = whole.clauses
    page.select("term.lead")
    whole.settle()
    consent = page.clause_inspector.consent
    assert consent.take_back_button.isHidden()
    page.take_keyboard()
    whole.press(Key.Key_Return, CTRL)
    assert [button.text() for button in consent.leaders.buttons] == [
        "Marie Lindner agrees", "Daniel Okafor agrees",
    ]  # fmt: skip
    assert session.draft.consents.of(TERM) == frozenset()
    assert whole.has_keyboard is consent.leaders.buttons[0]
    with qtbot.waitSignal(session.changed):
        consent.leaders.buttons[1].click()
    assert session.draft.consents.of(TERM) == {"marketing"}
    assert last_actor(whole, str(agreement_path)) == Actor(DANIEL, "marketing", WINDOW_FACILITATED)
    whole.settle()
    assert consent.givers.text().startswith("Agreed by Daniel Okafor, ")
    assert consent.leaders.isHidden()
    history = page.clause_inspector.history.text()
    assert "Daniel Okafor agreed, entered by the facilitator" in history
    assert session.seat == Seat("facilitator", TOM)


def test_a_leader_says_yes_to_all_that_is_selected(whole: WholeWindow) -> None:
    session, qtbot = whole.session, whole.qtbot
    session.set_seat("facilitator", TOM)
    with qtbot.waitSignal(session.changed):
        session.execute(TakeBackConsent("sales", None), by=by("sales"))
    whole.show("glossary")
    page = whole.clauses
    page.card.table.selectAll()
    whole.settle()
    count = len(page.clauses.selected())
    page.agree_button.click()
    (button,) = page.clause_inspector.consent.leaders.buttons
    assert button.text() == f"Marie Lindner agrees to {count} clauses"
    with qtbot.waitSignal(session.changed):
        button.click()
    assert all("sales" in session.draft.consents.of(each) for each in _terms(session))


def _terms(session: Session) -> list[tuple[str, str]]:
    return [("term", key) for key in session.draft.agreement.of_kind("term")]
