"""Workshop mode with real keys on a real workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit

from alignment_desktop.domain.agreement import json_table
from alignment_desktop.domain.clauses import write_clause
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.minutes import Outcome
from alignment_desktop.domain.proposals import ProposalState
from alignment_desktop.domain.workshop import SECTIONS, Scope
from alignment_desktop.gui.painting.consent_mark import Stand
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE
from alignment_desktop.gui.workshop.change_sheet import ChangeSheet
from alignment_desktop.gui.workshop.choices import AgendaSheet, KeysSheet
from alignment_desktop.gui.workshop.clock import WorkshopClock, clock_text
from alignment_desktop.gui.workshop.park_sheet import ParkSheet
from alignment_desktop.gui.workshop.zoom import SMALL, Zoom
from alignment_desktop.services.agreeing import Agree
from alignment_desktop.services.editing import EditClause
from alignment_desktop.services.proposing import ProposeText
from tests.actors import by
from tests.gui.workshop_room import PLAIN, Room, open_room_fixture, room_fixture
from tests.unit.documents.pdf_reading import page_texts

__all__ = ["open_room_fixture", "room_fixture"]

PROMISE = ("commitment", "grade-a-first-touch")
LEAD = ("term", "lead")
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def test_it_takes_up_what_waits_and_says_where_both_stand(room: Room) -> None:
    assert room.workshop.agenda == (LEAD, ("stage", "sal"))
    assert room.page.body.place.accessibleName() == "Glossary · 1 of 2"
    assert room.page.body.view.name.text() == "Lead"
    sales, marketing = (room.page.body.view.cards[party] for party in ("sales", "marketing"))
    assert sales.title.text() == "Sales has yet to agree"
    assert sales.only_leader.text() == "Marie Lindner"
    assert marketing.title.text() == "Marketing agrees"
    assert sales.buttons[0].accessibleName() == "Agree (S)"
    assert not marketing.buttons[0].isVisible()


def test_s_is_the_yes_of_the_leader_on_screen_by_the_facilitator_s_hand(room: Room) -> None:
    room.press(Qt.Key.Key_S)
    assert room.agrees(LEAD) == {"sales", "marketing"}
    assert room.last_actor() == ("cso", "sales", True)
    assert room.outcome(LEAD) is Outcome.WRITTEN
    room.press(Qt.Key.Key_S)
    assert room.page.body.said.text() == "Sales agrees to this already."
    room.press(Qt.Key.Key_Z, CTRL)
    assert room.agrees(LEAD) == {"marketing"}


def test_n_goes_to_the_next_that_waits_and_then_to_the_outcome(room: Room) -> None:
    assert room.page.body.next_button.words == "Next: Sales Accepted Lead (SAL)"
    room.press(Qt.Key.Key_N)
    assert room.shown == ("stage", "sal")
    room.press(Qt.Key.Key_S)
    room.press(Qt.Key.Key_Left)
    assert room.shown == LEAD
    room.press(Qt.Key.Key_S)
    assert room.page.body.next_button.words == "Next: what we agreed on"
    room.press(Qt.Key.Key_N)
    assert room.page.body.stack.currentIndex() == 1
    room.press(Qt.Key.Key_Escape)
    assert room.page.body.stack.currentIndex() == 0


def test_a_change_is_typed_in_place_and_letters_are_text_meanwhile(room: Room) -> None:
    room.take_up_all()
    room.show(PROMISE)
    before = room.session.draft.revision
    room.press(Qt.Key.Key_P)
    sheet = room.page.sheet
    assert isinstance(sheet, ChangeSheet)
    assert list(sheet.editors)[:2] == ["target", "limit"]
    room.type("90")
    room.press(Qt.Key.Key_Tab)
    limit = QApplication.focusWidget()
    assert isinstance(limit, QLineEdit)
    limit.selectAll()
    room.type("6 business hours")
    assert room.session.draft.revision == before
    room.press(Qt.Key.Key_Return)
    assert sheet.party_buttons["sales"].isVisible()
    room.press(Qt.Key.Key_S)
    assert room.page.sheet is None
    table = room.workshop.table
    assert table is not None
    assert table.proposal is not None
    assert table.proposal.fields(write_clause(room.session.draft.agreement.clauses[PROMISE])) == {
        "target": (">= 95 %", ">= 90 %"),
        "limit": ("4 business hours", "6 business hours"),
    }
    card = room.page.body.view.cards["sales"]
    assert card.title.text() == "Sales proposes"
    assert room.page.body.strip.entries[room.workshop.at].consent.sales is Stand.PROPOSES
    assert room.page.body.view.cards["marketing"].title.text() == "Marketing agreed to what stands"


def propose(room: Room, target: str, party: Qt.Key) -> None:
    room.press(Qt.Key.Key_P)
    room.type(target)
    room.press(Qt.Key.Key_Return)
    room.press(party)


def test_the_other_party_s_key_accepts_and_its_own_keeps_what_stands(room: Room) -> None:
    room.take_up_all()
    room.show(PROMISE)
    propose(room, "90", Qt.Key.Key_S)
    room.press(Qt.Key.Key_M)
    assert str(room.session.draft.agreement.commitments[PROMISE[1]].target) == ">= 90 %"
    assert room.agrees(PROMISE) == {"sales", "marketing"}
    assert room.outcome(PROMISE) is Outcome.CHANGED
    propose(room, "80", Qt.Key.Key_M)
    room.press(Qt.Key.Key_M)
    proposals = room.workshop.found.table.discussion.proposals  # type: ignore[union-attr]
    assert proposals[2].state is ProposalState.WITHDRAWN
    propose(room, "85", Qt.Key.Key_M)
    room.press(Qt.Key.Key_M, SHIFT)
    assert "Nothing is proposed here that Marketing could decline" in room.page.body.said.text()
    room.press(Qt.Key.Key_S, SHIFT)
    proposals = room.workshop.found.table.discussion.proposals  # type: ignore[union-attr]
    assert proposals[3].state is ProposalState.DECLINED
    assert str(room.session.draft.agreement.commitments[PROMISE[1]].target) == ">= 90 %"
    room.press(Qt.Key.Key_Z, CTRL)
    table = room.workshop.table
    assert table is not None
    assert table.proposal is not None


def test_what_is_only_proposed_is_countered_and_proposed_anew_by_p(room: Room) -> None:
    text = '[[term]]\nkey = "sql"\nname = "SQL"\ndefinition = "Sales takes it."'
    room.session.execute(ProposeText(text, "sales"))
    room.settle()
    room.take_up_all()
    room.show(("term", "sql"))
    for words, party, proposals in (
        ("A rep takes it.", Qt.Key.Key_M, ["countered", "open"]),
        ("A rep has met them.", Qt.Key.Key_M, ["countered", "withdrawn", "open"]),
    ):
        room.press(Qt.Key.Key_P)
        sheet = room.page.sheet
        assert isinstance(sheet, ChangeSheet)
        sheet.editors["definition"].show_value(words)
        room.press(Qt.Key.Key_Return)
        room.press(party)
        assert room.page.sheet is None
        found = room.workshop.found
        assert found is not None
        every = found.table.discussion.proposals.values()
        assert [each.state.value for each in every] == proposals
        assert dict(list(every)[-1].proposed or {})["definition"] == words


def test_escape_leaves_the_field_as_it_was(room: Room) -> None:
    room.take_up_all()
    room.show(PROMISE)
    before = room.session.draft.revision
    room.press(Qt.Key.Key_P)
    room.type("90")
    room.press(Qt.Key.Key_Escape)
    assert room.page.sheet is None
    assert room.page.isVisible()
    assert room.session.draft.revision == before
    room.press(Qt.Key.Key_P)
    room.press(Qt.Key.Key_Return)
    assert isinstance(room.page.sheet, ChangeSheet)
    assert room.page.sheet.wrong.text() == "Nothing has changed yet."


def test_what_others_change_while_one_types_is_neither_overwritten_nor_left(room: Room) -> None:
    room.take_up_all()
    room.show(LEAD)
    room.press(Qt.Key.Key_P)
    sheet = room.page.sheet
    assert isinstance(sheet, ChangeSheet)
    room.session.execute(EditClause(*LEAD, {"name": "Lead", "definition": "Theirs."}, "marketing"))
    room.settle()
    room.workshop.show_clause(PROMISE)
    assert room.shown == LEAD
    assert not room.page.body.view.parties.isVisible()
    paper = QApplication.focusWidget()
    assert isinstance(paper, QPlainTextEdit)
    paper.selectAll()
    room.type("Mine.")
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_S)
    clause = room.session.draft.agreement.clauses[LEAD]
    assert write_clause(clause)["definition"] == "Theirs."
    table = room.workshop.table
    assert table is not None
    assert table.proposal is not None
    assert table.proposal.party == "sales"


def test_what_cannot_be_a_target_is_said_and_what_was_typed_stays(room: Room) -> None:
    room.take_up_all()
    room.show(PROMISE)
    room.press(Qt.Key.Key_P)
    sheet = room.page.sheet
    assert isinstance(sheet, ChangeSheet)
    room.type("140")
    room.press(Qt.Key.Key_Return)
    assert "more than the whole" in sheet.wrong.text() or "100" in sheet.wrong.text()
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.text() == "140"
    room.press(Qt.Key.Key_Tab)
    limit = QApplication.focusWidget()
    assert isinstance(limit, QLineEdit)
    sheet.editors["target"].show_value(">= 90 %")
    limit.selectAll()
    room.type("soon")
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_S)
    assert room.page.sheet is sheet
    assert "“soon” is not a limit of time" in sheet.wrong.text()


def test_k_parks_a_clause_with_an_owner_and_a_day(room: Room) -> None:
    room.press(Qt.Key.Key_K)
    sheet = room.page.sheet
    assert isinstance(sheet, ParkSheet)
    room.type("five examples")
    sheet.until.show_value("someday")
    room.press(Qt.Key.Key_Return)
    assert sheet.wrong.text() == "“someday” is not a day; write it such as 10 Nov 2026."
    sheet.until.show_value("2027-01-12")
    room.press(Qt.Key.Key_Return)
    assert room.page.sheet is None
    assert room.outcome(LEAD) is Outcome.PARKED
    assert room.page.body.view.parked.text() == (
        "Parked with Marie Lindner until 12 Jan 2027: five examples"
    )
    assert room.page.body.strip.entries[0].parked
    room.press(Qt.Key.Key_N)
    assert room.shown == ("stage", "sal")
    room.press(Qt.Key.Key_Z, CTRL)
    assert room.outcome(LEAD) is Outcome.OPEN


def test_nobody_agrees_to_words_that_are_not_on_screen(room: Room) -> None:
    workspace = room.session._its.opened()
    table = {"name": "Lead", "definition": "Somebody."}
    workspace.execute(
        EditClause(*LEAD, table, "marketing"), by=by("marketing"), at=datetime.now(UTC)
    )
    room.press(Qt.Key.Key_S)
    assert "sales" not in room.agrees(LEAD)
    assert "changed" in room.page.body.said.text()
    room.press(Qt.Key.Key_S)
    assert "sales" in room.agrees(LEAD)


def test_the_outcome_is_saved_as_one_page_and_frozen_by_two_presses(room: Room) -> None:
    room.press(Qt.Key.Key_S)
    room.press(Qt.Key.Key_O)
    assert not room.page.body.outcome.freeze_button.isVisible()
    assert "1 clause still waits for somebody" in room.page.body.outcome.next_step.text()
    room.press(Qt.Key.Key_Escape)
    room.press(Qt.Key.Key_N)
    room.press(Qt.Key.Key_S)
    room.press(Qt.Key.Key_O)
    room.press(Qt.Key.Key_E, CTRL)
    (text,) = page_texts(room.pdf.read_bytes())
    assert "We agreed on all 2 clauses" in text
    assert "Marie Lindner (Sales)" in text
    # The words are those of version 1 again.
    assert not room.page.body.outcome.freeze_button.isVisible()
    assert room.page.body.outcome.next_step.text() == "Nothing has changed since version 1."
    assert room.page.body.said.text() == "The minutes are saved as minutes.pdf."
    # They are read as they will be saved; no letter decides anything meanwhile.
    room.press(Qt.Key.Key_V)
    preview = room.page.preview
    assert preview is not None
    assert preview.isVisible()
    assert preview.reader.view.page_count == 1
    assert preview.reader.view.hasFocus()
    for key in (Qt.Key.Key_F, Qt.Key.Key_F, Qt.Key.Key_N, Qt.Key.Key_S, Qt.Key.Key_A):
        room.press(key)
    assert preview.isVisible()
    assert room.session.news.versions == 1
    room.press(Qt.Key.Key_F, CTRL)
    room.type("Fm")
    assert preview.reader.search_bar.field.text() == "Fm"
    room.press(Qt.Key.Key_Escape)
    assert room.page.preview is preview
    room.page.save()
    room.settle()
    assert page_texts(room.pdf.read_bytes()) == page_texts(preview.reader.reading.pdf)
    room.press(Qt.Key.Key_Escape)
    assert room.page.preview is None
    assert room.page.body.outcome.isVisible()
    room.press(Qt.Key.Key_Escape)
    room.take_up_all()
    room.show(PROMISE)
    propose(room, "90", Qt.Key.Key_S)
    room.press(Qt.Key.Key_M)
    room.press(Qt.Key.Key_O)
    assert room.page.body.outcome.freeze_button.words == "Freeze version 2"
    room.press(Qt.Key.Key_F)
    assert room.session.news.versions == 1
    room.press(Qt.Key.Key_F)
    assert room.session.news.versions == 2


def test_what_people_write_is_shown_as_it_was_written(room: Room) -> None:
    html = "<img src=x> R&D"
    table = {"name": html, "definition": html}
    room.session.execute(EditClause(*LEAD, table, "sales", proposes=True))
    room.settle()
    room.press(Qt.Key.Key_Right)
    assert room.page.body.view.cards["sales"].title.text() == "Sales has yet to agree"
    room.press(Qt.Key.Key_Left)
    room.press(Qt.Key.Key_M)
    assert room.page.body.view.name.text() == html
    room.press(Qt.Key.Key_Right)
    room.press(Qt.Key.Key_O)
    for each in room.page.findChildren(QLabel):
        rich = each.textFormat() == Qt.TextFormat.RichText
        assert rich or each.textFormat() == Qt.TextFormat.PlainText, each.text()
        assert not rich or "<img" not in each.text()


def test_a_key_that_is_held_down_freezes_and_agrees_to_nothing(room: Room) -> None:
    for key, letter in ((Qt.Key.Key_S, "s"), (Qt.Key.Key_F, "f")):
        held = QKeyEvent(QEvent.Type.KeyPress, key, PLAIN, letter, autorep=True)
        QApplication.sendEvent(room.page, held)
    room.settle()
    assert room.agrees(LEAD) == {"marketing"}
    assert room.session.news.versions == 1


def test_the_facilitator_s_window_follows_and_takes_the_same_keys(room: Room) -> None:
    room.press(Qt.Key.Key_D)
    facilitator = room.page.facilitator
    assert facilitator is not None
    assert [facilitator.agenda.item(at).text() for at in range(2)] == [
        "Lead", "Sales Accepted Lead (SAL)",
    ]  # fmt: skip
    room.qtbot.keyClick(facilitator, Qt.Key.Key_S)
    room.settle()
    assert room.agrees(LEAD) == {"sales", "marketing"}
    assert facilitator.log.item(0).text() == "Lead: as written"
    facilitator.agenda.itemClicked.emit(facilitator.agenda.item(1))
    assert room.shown == ("stage", "sal")
    assert facilitator.next.text() == "Next: what we agreed on"
    room.press(Qt.Key.Key_D)
    assert room.page.facilitator is None


def test_f1_lists_the_keys_and_a_chooses_an_agenda(room: Room) -> None:
    room.press(Qt.Key.Key_F1)
    assert isinstance(room.page.sheet, KeysSheet)
    room.press(Qt.Key.Key_S)
    assert room.agrees(LEAD) == {"marketing"}
    room.press(Qt.Key.Key_F1)
    room.press(Qt.Key.Key_A)
    sheet = room.page.sheet
    assert isinstance(sheet, AgendaSheet)
    sheet.lengths[timedelta(hours=1)].click()
    sheet.offers[Scope("commitments", waiting=False)].click()
    room.settle()
    assert {kind for kind, _ in room.workshop.agenda} == {"commitment"}
    assert room.workshop.clock.length == timedelta(hours=1)


def test_sizes_grow_and_shrink_and_are_remembered(room: Room, settings: QSettings) -> None:
    assert room.page.body.view.name.font().pixelSize() == 44
    assert (
        min(each.font().pixelSize() for each in (room.page.body.said, room.page.body.hint)) >= SMALL
    )
    for _ in range(9):
        room.press(Qt.Key.Key_Plus, CTRL)
    assert room.page.body.view.name.font().pixelSize() == 88
    assert Zoom(settings).percent == 200
    room.press(Qt.Key.Key_Minus, CTRL)
    assert Zoom(settings).percent == 175
    room.press(Qt.Key.Key_0, CTRL)
    assert room.page.body.view.name.font().pixelSize() == 44


def test_escape_leaves_and_f11_goes_on_where_it_was(room: Room) -> None:
    room.press(Qt.Key.Key_Right)
    room.press(Qt.Key.Key_Period)
    opener = room.application.workshop
    assert opener is not None
    room.press(Qt.Key.Key_Escape)
    assert opener.page is None
    room.session.execute(Agree("sales", ("term.lead",)))
    room.settle()
    opener.action.trigger()
    room.settle()
    assert room.outcome(LEAD) is Outcome.WRITTEN
    assert opener.page is not None
    assert opener.page.body.place.accessibleName() == "Funnel · 2 of 2"
    assert "Paused" in opener.page.body.timers.accessibleName()


def test_space_shows_what_a_promise_means_on_last_quarter_s_leads(
    open_room: Callable[[Path], Room], sample_path: Path
) -> None:
    room = open_room(sample_path)
    room.press(Qt.Key.Key_Space)
    assert room.page.body.view.effect.isVisible()
    said = room.page.body.view.effect.heading.text()
    assert said == "There is no count of leads to show for this clause."
    room.take_up_all()
    room.show(PROMISE)
    room.press(Qt.Key.Key_P)
    room.press(Qt.Key.Key_Tab)
    limit = QApplication.focusWidget()
    assert isinstance(limit, QLineEdit)
    limit.selectAll()
    room.type("1 business hour")
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_S)
    effect = room.page.body.view.effect
    assert "leads fewer as it is proposed" in effect.said.text()
    assert effect.heading.text().startswith("On the leads of FY27 Q1, 1 October")
    room.press(Qt.Key.Key_Space)
    assert not room.page.body.view.effect.isVisible()
    lacking = replace(
        next(iter(room.session.draft.agreement.segments.values())),
        where=(Condition("shoe size", ">=", (42,)),),
    )
    command = EditClause("segment", lacking.key, json_table(write_clause(lacking)), None)
    room.session.execute(command)
    room.settle()
    room.show(("segment", lacking.key))
    room.press(Qt.Key.Key_Space)
    assert room.page.body.view.effect.heading.text() == (
        "Nothing can be measured: it needs “Shoe size”, which no imported file has."
    )


def test_without_leads_it_says_plainly_that_nothing_can_be_measured(room: Room) -> None:
    room.take_up_all()
    room.show(PROMISE)
    room.press(Qt.Key.Key_Space)
    assert room.page.body.view.effect.heading.text() == (
        "Nothing can be measured: No leads are imported yet; import a spreadsheet of leads first."
    )


def test_a_clock_counts_a_clause_and_the_whole_without_pauses() -> None:
    moment = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
    now = [moment]
    clock = WorkshopClock(lambda: now[0], timedelta(hours=2), 15)
    assert clock.for_each == timedelta(minutes=8)
    now[0] += timedelta(minutes=6, seconds=20)
    assert clock_text(clock.clause, hours=False) == "6:20"
    clock.take_up()
    clock.pause_or_go_on()
    now[0] += timedelta(hours=1)
    assert (clock.paused, clock.clause) == (True, timedelta())
    clock.pause_or_go_on()
    now[0] += timedelta(minutes=62)
    assert clock_text(clock.whole, hours=True) == "1:08"
    assert clock.clause == timedelta(minutes=62)
    clock.plan(timedelta(hours=1), 0)
    assert clock.for_each == timedelta(hours=1)


def test_sections_stand_in_the_order_of_the_navigation() -> None:
    assert list(SECTIONS) == list(KINDS_OF_PAGE)
