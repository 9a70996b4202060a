"""Who is at the keyboard: asked once, remembered for each workspace, and named in what is done."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from alignment_desktop.domain.actors import WINDOW, Actor
from alignment_desktop.domain.clauses import display_name, write_clause
from alignment_desktop.gui.application import Application
from alignment_desktop.gui.pages.clauses.clause_rows import clause_rows
from alignment_desktop.gui.seats.seat import Seat
from alignment_desktop.gui.seats.seat_memory import SeatMemory
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.window.notices import Notice
from alignment_desktop.services.editing import AddClause, EditClause, RemoveClauses
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY, by
from tests.gui.clause_desk import form_of, line_of
from tests.gui.whole_window import CTRL, WholeWindow, last_actor, measured_fixture, whole_fixture

__all__ = ["measured_fixture", "whole_fixture"]

Key = Qt.Key
MARIE, DANIEL, INGRID, TOM = "cso", "cmo", "cro", "ops"
TERM = ("term", "lead")
LATER = datetime(2027, 2, 1, tzinfo=UTC)
"""When another workspace is made: two that begin alike at the same moment are taken for one."""
Open = Callable[[str], WholeWindow]


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot, settings: QSettings) -> Iterator[Open]:
    """Opens workspaces one after the other in a window, as somebody does who was never asked."""
    application = Application(qapp, settings)

    def opened(address: str) -> WholeWindow:
        application.start(address)
        window, session = application.window, application.session
        assert window is not None
        assert session is not None
        window.resize(1440, 900)
        with qtbot.waitActive(window):
            window.activateWindow()
        whole = WholeWindow(qtbot, window, session)
        whole.settle()
        return whole

    yield opened
    application.close()
    application.deleteLater()


def foot(whole: WholeWindow) -> str:
    """What the foot of the navigation says."""
    return whole.window.navigation.seat_button.accessibleName()


def listed(whole: WholeWindow) -> list[str]:
    """Who is in the list, where it is in sight."""
    seats = whole.window.seat_list
    return [row.text() for row in seats.rows] if seats.isVisible() else []


def test_who_is_there_is_asked_in_place_until_somebody_says_so(
    open_window: Open, agreement_path: Path
) -> None:
    whole = open_window(str(agreement_path))
    assert foot(whole) == "Who are you?"
    assert whole.session.seat == Seat("facilitator")
    whole.window.navigation.seat_button.click()
    assert listed(whole) == [
        "Marie Lindner", "Daniel Okafor", "Ingrid Halvorsen", "Tom Becker", "Facilitator",
    ]  # fmt: skip
    whole.press(Key.Key_Down)
    whole.press(Key.Key_Return)
    assert foot(whole) == "At the keyboard: Daniel Okafor, Marketing, Vice President Marketing"
    assert (whole.session.party, whole.session.seat.person) == ("marketing", DANIEL)
    assert listed(whole) == []


def test_escape_leaves_everything_as_it_was(open_window: Open, agreement_path: Path) -> None:
    whole = open_window(str(agreement_path))
    before = whole.has_keyboard
    whole.window.navigation.seat_button.click()
    whole.press(Key.Key_Escape)
    assert listed(whole) == []
    assert foot(whole) == "Who are you?"
    assert whole.has_keyboard is before


def test_a_seat_is_remembered_for_its_workspace_and_never_taken_into_another(
    open_window: Open, agreement_path: Path, tmp_path: Path
) -> None:
    whole = open_window(str(agreement_path))
    whole.press(Key.Key_1, CTRL)
    assert whole.session.seat == Seat("sales", MARIE)
    other = str(tmp_path / "other.align")
    Workspace.new(other, by=NOBODY, at=LATER).close()
    whole = open_window(other)
    assert foot(whole) == "Who are you?"
    assert whole.session.actor == Actor(None, None, WINDOW)
    moved = tmp_path / "moved.align"
    shutil.copy(agreement_path, moved)
    whole = open_window(str(moved))
    assert whole.session.seat == Seat("sales", MARIE)
    assert foot(whole).startswith("At the keyboard: Marie Lindner")


def test_another_file_in_the_same_place_is_asked_anew(
    open_window: Open, agreement_path: Path, blank_address: str
) -> None:
    whole = open_window(blank_address)
    whole.press(Key.Key_2, CTRL)
    assert foot(whole) == "At the keyboard: Marketing, nobody named"
    whole = open_window(str(agreement_path))
    Path(blank_address).unlink()
    Workspace.new(blank_address, by=NOBODY, at=LATER).close()
    whole = open_window(blank_address)
    assert foot(whole) == "Who are you?"


def test_keys_let_the_last_of_a_party_sit_down_and_list_it_when_pressed_again(
    whole: WholeWindow,
) -> None:
    session = whole.session
    table = {"key": "dana", "name": "Dana Fox", "party": "sales"}
    with whole.qtbot.waitSignal(session.changed):
        session.execute(AddClause("person", table, None))
    whole.press(Key.Key_1, CTRL)  # Sales is there already, nobody named
    assert listed(whole) == ["Marie Lindner", "Dana Fox"]
    whole.press(Key.Key_Down)
    whole.press(Key.Key_Return)
    assert session.seat == Seat("sales", "dana")
    whole.press(Key.Key_2, CTRL)
    assert session.seat == Seat("marketing", DANIEL)
    whole.press(Key.Key_1, CTRL)
    assert session.seat == Seat("sales", "dana")
    assert listed(whole) == []
    whole.press(Key.Key_1, CTRL)
    assert listed(whole) == ["Marie Lindner", "Dana Fox"]
    whole.press(Key.Key_9, CTRL)
    assert session.seat == Seat("facilitator", TOM)
    assert listed(whole) == []
    assert session.party is None


def test_where_several_could_be_meant_the_first_press_lists_them(
    whole: WholeWindow,
) -> None:
    session = whole.session
    for name in ("Luis", "Mona"):
        with whole.qtbot.waitSignal(session.changed):
            session.execute(AddClause("person", {"name": name, "party": "marketing"}, None))
    whole.press(Key.Key_2, CTRL)
    assert listed(whole) == ["Daniel Okafor", "Luis", "Mona"]
    assert session.party == "sales"


def test_an_agreement_without_people_offers_its_parties(
    open_window: Open, blank_address: str
) -> None:
    whole = open_window(blank_address)
    whole.window.navigation.seat_button.click()
    seats = whole.window.seat_list
    assert [row.accessibleName() for row in seats.rows] == [
        "Sales, nobody named", "Marketing, nobody named", "Facilitator, nobody named",
    ]  # fmt: skip
    seats.rows[0].click()
    assert whole.session.actor == Actor(None, "sales", WINDOW)
    whole.press(Key.Key_2, CTRL)
    assert foot(whole) == "At the keyboard: Marketing, nobody named"


def test_a_colleague_is_added_and_seated_in_one_step_and_undone_in_one(
    open_window: Open, agreement_path: Path
) -> None:
    whole = open_window(str(agreement_path))
    session, qtbot = whole.session, whole.qtbot
    whole.window.navigation.seat_button.click()
    colleague = whole.window.seat_list.colleague
    colleague.open_button.click()
    assert whole.has_keyboard is colleague.name_field
    whole.press(Key.Key_Return)
    assert colleague.complaint.text() == "Write the name first."
    whole.type("Dana  Fox ")
    assert colleague.complaint.text() == ""
    whole.press(Key.Key_Return)
    assert colleague.complaint.text() == "Choose for whom they speak."
    colleague.party_buttons["sales"].click()
    with qtbot.waitSignal(session.seat_changed):
        colleague.add_button.click()
    assert session.seat == Seat("sales", "dana-fox")
    assert foot(whole) == "At the keyboard: Dana Fox, Sales"
    assert session.draft.consents.of(("person", "dana-fox")) == {"sales"}
    assert last_actor(whole, str(agreement_path)) == Actor("dana-fox", "sales", WINDOW)
    with qtbot.waitSignal(session.changed):
        whole.window.actions_.undo.trigger()
    assert ("person", "dana-fox") not in session.draft.agreement.clauses
    assert session.seat == Seat("sales")
    with qtbot.waitSignal(session.changed):
        whole.window.actions_.redo.trigger()
    assert session.seat == Seat("sales", "dana-fox")


def test_a_colleague_may_speak_for_neither_party(whole: WholeWindow) -> None:
    whole.press(Key.Key_1, CTRL)
    whole.window.navigation.seat_button.click()
    seats = whole.window.seat_list
    seats.colleague.open_button.click()
    assert seats.colleague.party_buttons["sales"].isChecked()
    seats.colleague.party_buttons[""].click()
    seats.colleague.name_field.setText("Kim")
    with whole.qtbot.waitSignal(whole.session.seat_changed):
        seats.colleague.add_button.click()
    assert whole.session.seat == Seat("facilitator", "kim")


def test_who_is_removed_leaves_the_party_there_and_comes_back_with_undo(
    whole: WholeWindow,
) -> None:
    session, qtbot = whole.session, whole.qtbot
    session.set_seat("sales", MARIE)
    told: list[Notice] = []
    session.noticed.connect(told.append)
    with qtbot.waitSignal(session.changed):
        session.execute(RemoveClauses([("person", MARIE)], "sales"))
    assert told[-1].text == (
        "Marie Lindner is no longer in the agreement; Sales is at the keyboard, nobody named."
    )
    assert foot(whole) == "At the keyboard: Sales, nobody named"
    with qtbot.waitSignal(session.changed):
        session.undo()
    assert foot(whole).startswith("At the keyboard: Marie Lindner")


def test_who_is_renamed_or_changes_sides_stays_there(whole: WholeWindow) -> None:
    session, qtbot = whole.session, whole.qtbot
    session.set_seat("sales", MARIE)
    table = write_clause(session.draft.agreement.clauses["person", MARIE])
    renamed = {**table, "key": "marie", "name": "Marie L. Lindner"}
    with qtbot.waitSignal(session.changed):
        session.execute(EditClause("person", MARIE, renamed, "sales"))
    assert session.seat == Seat("sales", "marie")
    assert foot(whole).startswith("At the keyboard: Marie L. Lindner, Sales")
    with qtbot.waitSignal(session.changed):
        session.execute(EditClause("person", "marie", {**renamed, "party": "marketing"}, None))
    assert session.seat == Seat("marketing", "marie")


def test_every_change_names_the_person(whole: WholeWindow, agreement_path: Path) -> None:
    session, qtbot = whole.session, whole.qtbot
    session.set_seat("sales", MARIE)
    with qtbot.waitSignal(session.changed):
        session.execute(AddClause("term", {"name": "Ideal customer"}, session.party))
    assert last_actor(whole, str(agreement_path)) == Actor(MARIE, "sales", WINDOW)
    with qtbot.waitSignal(session.changed):
        session.undo()
    assert last_actor(whole, str(agreement_path)) == Actor(MARIE, "sales", WINDOW)


def test_what_is_typed_belongs_to_who_typed_it(whole: WholeWindow, agreement_path: Path) -> None:
    session = whole.session
    session.set_seat("sales", MARIE)
    with whole.qtbot.waitSignal(session.changed):
        session.execute(AddClause("term", {"key": "customer", "name": "Customer"}, "sales"))
    whole.show("glossary")
    whole.clauses.select("term.customer")
    whole.settle()
    name = line_of(form_of(whole.clauses).editor("name"))
    name.setFocus()
    name.end(False)
    whole.type(" we want")
    with whole.qtbot.waitSignal(session.changed):
        whole.press(Key.Key_2, CTRL)
    draft = session.draft
    assert display_name(draft.agreement.clauses["term", "customer"]) == "Customer we want"
    assert draft.consents.of(("term", "customer")) == {"sales"}
    assert last_actor(whole, str(agreement_path)) == Actor(MARIE, "sales", WINDOW)
    assert session.party == "marketing"
    assert whole.has_keyboard is name


def test_people_are_listed_party_by_party_and_then_the_sponsors(whole: WholeWindow) -> None:
    session = whole.session
    with whole.qtbot.waitSignal(session.changed):
        table = {"key": "dana", "name": "Dana Fox", "party": "sales"}
        session.execute(AddClause("person", table, None))
    draft = session.draft
    rows = clause_rows(draft.agreement, draft.consents, ("person",), mixed=False)
    assert [(row.name, row.owner and row.owner.text) for row in rows] == [
        ("Marie Lindner", "Sales"),
        ("Dana Fox", "Sales"),
        ("Daniel Okafor", "Marketing"),
        ("Ingrid Halvorsen", "Sponsor"),
        ("Tom Becker", "Shared"),
    ]


def test_where_nobody_is_named_the_facilitator_is_told_whom_to_add(
    open_window: Open, blank_address: str
) -> None:
    whole = open_window(blank_address)
    session = whole.session
    with whole.qtbot.waitSignal(session.changed):
        session.execute(AddClause("term", {"key": "lead", "name": "Lead"}, None))
    whole.show("glossary")
    whole.clauses.select("term.lead")
    whole.settle()
    consent = whole.clauses.clause_inspector.consent
    consent.agree_button.click()
    assert consent.leaders.buttons == []
    assert consent.leaders.heading.text() == (
        "The agreement names nobody of Sales and Marketing. Add them at the lower left."
    )


def test_the_palette_lets_people_sit_down(whole: WholeWindow) -> None:
    palette = whole.window.palette_
    palette.open()
    whole.type("sit down daniel")
    whole.press(Key.Key_Return)
    assert whole.session.seat == Seat("marketing", DANIEL)


def test_without_navigation_a_notice_tells_who_sat_down(whole: WholeWindow) -> None:
    whole.press(Key.Key_B, CTRL)
    with whole.qtbot.waitSignal(whole.session.noticed) as told:
        whole.press(Key.Key_2, CTRL)
    assert told.args[0].text == "Daniel Okafor is at the keyboard."


def test_the_list_goes_when_the_keyboard_goes_elsewhere(whole: WholeWindow) -> None:
    whole.window.navigation.seat_button.click()
    assert listed(whole)
    whole.window.resize(1280, 720)
    whole.window.navigation.items["plan"].setFocus()
    assert listed(whole) == []


def test_sponsors_stand_in_a_group_of_their_own_and_speak_for_neither(
    whole: WholeWindow,
) -> None:
    whole.window.navigation.seat_button.click()
    row = next(each for each in whole.window.seat_list.rows if each.text() == "Ingrid Halvorsen")
    row.click()
    assert whole.session.seat == Seat("facilitator", INGRID)
    assert whole.session.party is None
    assert foot(whole) == "At the keyboard: Ingrid Halvorsen, Sponsor, Chief Revenue Officer"


def test_seats_of_very_many_workspaces_are_not_kept_for_ever(settings: QSettings) -> None:
    memory = SeatMemory(settings)
    for number in range(210):
        memory.remember(f"{number:064}", Seat("sales", "dana"))
    memory.remember("", Seat("sales"))
    settings.beginGroup("seats")
    assert len(settings.childGroups()) == 201
    settings.endGroup()
    assert memory.seat(f"{209:064}") == Seat("sales", "dana")
    assert memory.seat("") is None


def test_a_colleague_on_another_computer_is_shown_without_being_asked_for(
    qtbot: QtBot, qapp: QApplication, database: str
) -> None:
    Workspace.new(database, by=NOBODY, at=datetime(2027, 1, 4, tzinfo=UTC)).close()
    # So seldom a look that only what is heard can tell of the change in time.
    session = Session(Workspace.open(database), poll=3_600_000)
    try:
        with Workspace.open(database) as theirs, qtbot.waitSignal(session.changed):
            command = AddClause("term", {"key": "lead", "name": "Lead"}, "marketing")
            theirs.execute(command, by=by("marketing"), at=datetime.now(UTC))
        assert session.draft.consents.of(TERM) == {"marketing"}
        assert not session.can_undo
    finally:
        session.close()
        session.deleteLater()
