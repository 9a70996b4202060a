"""Keys act on what has the keyboard and is in sight, and nothing consents by accident."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from alignment_desktop.gui.dialogs.new_workspace import NewWorkspaceDialog
from alignment_desktop.gui.pages.clauses.clause_picture import PICTURE, TABLE
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of
from alignment_desktop.gui.pages.overview.overview import OverviewPage
from alignment_desktop.gui.pages.results.results import ResultsPage
from alignment_desktop.gui.window.tab_order import tab_stops
from alignment_desktop.services.editing import AddClause
from tests.gui.import_desk import LEADS
from tests.gui.whole_window import CTRL, WholeWindow, whole_fixture

__all__ = ["whole_fixture"]
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.display
def test_after_the_menu_of_one_page_the_keys_of_another_page_are_its_own(
    whole: WholeWindow,
) -> None:
    clauses = whole.session.draft.agreement.clauses
    whole.go_to(6)
    whole.open_and_close_menu()
    whole.go_to(3)
    assert whole.window.current_page == "glossary"
    whole.press(Key.Key_Tab)
    whole.press(Key.Key_Delete)
    assert whole.session.draft.agreement.clauses == clauses


def test_tab_then_delete_on_the_glossary_removes_no_commitment(whole: WholeWindow) -> None:
    clauses = whole.session.draft.agreement.clauses
    whole.go_to(6)
    whole.look_into_menu()
    whole.go_to(3)
    for _ in tab_stops(whole.window):
        whole.press(Key.Key_Tab)
        focused = whole.has_keyboard
        if isinstance(focused, QLineEdit | QPlainTextEdit) or focused is whole.clauses.card.table:
            continue  # there the key means something that is in sight
        whole.press(Key.Key_Delete)
        assert whole.session.draft.agreement.clauses == clauses, focused


def test_the_menu_offers_nothing_of_a_page_that_was_left(whole: WholeWindow) -> None:
    whole.go_to(6)
    assert any(text.startswith("Remove") for text in whole.look_into_menu())
    whole.go_to(1)
    assert whole.window.page_menu.actions() == []
    assert whole.look_into_menu() == []


@pytest.fixture
def slow_typist(qapp: QApplication) -> Iterator[None]:
    """Letters belong together however slowly they are typed."""
    usual = qapp.keyboardInputInterval()
    qapp.setKeyboardInputInterval(60_000)
    yield
    qapp.setKeyboardInputInterval(usual)


@pytest.mark.usefixtures("slow_typist")
def test_a_letter_in_the_table_seeks_and_does_not_consent(whole: WholeWindow) -> None:
    whole.go_to(6)
    whole.clauses.card.select_row(3)
    whole.clauses.card.setFocus()
    given = whole.session.draft.consents.given
    whole.type("acceptance r")
    assert whole.session.draft.consents.given == given
    assert whole.clauses.card.current_key() == "commitment.acceptance-rate"
    assert whole.session.draft.consents.given == given


def test_letters_typed_into_an_unagreed_row_agree_to_nothing(whole: WholeWindow) -> None:
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.execute(AddClause("term", {"name": "Alpha"}, "marketing"))
    whole.go_to(3)
    whole.clauses.select("term.alpha")
    whole.clauses.card.setFocus()
    whole.type("alpha state")
    assert whole.session.draft.consents.of(("term", "alpha")) == {"marketing"}
    assert whole.clauses.card.current_key() == "term.alpha"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_ctrl_enter_agrees_and_with_shift_takes_back(whole: WholeWindow, key: Qt.Key) -> None:
    whole.go_to(6)
    name = ("commitment", "grade-a-first-touch")
    whole.clauses.select("commitment.grade-a-first-touch")
    whole.clauses.card.setFocus()
    whole.press(key, CTRL | SHIFT)
    assert "sales" not in whole.session.draft.consents.of(name)
    whole.press(key, CTRL)
    assert "sales" in whole.session.draft.consents.of(name)
    # The table has the keyboard still, and the row is the same: the next key acts on it.
    assert whole.has_keyboard is whole.clauses.card.table
    assert whole.clauses.card.current_key() == "commitment.grade-a-first-touch"


def test_delete_removes_from_the_table_that_is_in_sight_and_undo_leaves_the_keyboard_there(
    whole: WholeWindow,
) -> None:
    whole.go_to(6)
    whole.clauses.select("commitment.win-rate")
    whole.clauses.card.setFocus()
    whole.session.set_seat("facilitator")
    whole.press(Key.Key_Delete)
    assert "win-rate" not in whole.session.draft.agreement.commitments
    assert whole.has_keyboard is whole.clauses.card.table
    whole.press(Key.Key_Z, CTRL)
    assert "win-rate" in whole.session.draft.agreement.commitments
    assert whole.has_keyboard is whole.clauses.card.table


def test_undoing_what_was_just_added_takes_the_keyboard_from_its_field_to_the_page(
    whole: WholeWindow,
) -> None:
    whole.go_to(6)
    whole.clauses.card.setFocus()
    whole.press(Key.Key_Insert)
    whole.qtbot.waitUntil(lambda: isinstance(whole.has_keyboard, QLineEdit))
    whole.clauses.card.setFocus()
    whole.press(Key.Key_Z, CTRL)
    whole.qtbot.waitUntil(lambda: "new-commitment" not in whole.session.draft.agreement.commitments)
    assert whole.is_on_page()


def test_a_button_that_vanishes_hands_the_keyboard_to_the_page(whole: WholeWindow) -> None:
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.execute(AddClause("term", {"name": "Alpha"}, "marketing"))
    whole.go_to(1)
    page = whole.page
    assert isinstance(page, OverviewPage)
    page.agree_button.setFocus(Qt.FocusReason.TabFocusReason)
    whole.press(Key.Key_Space)
    # What was added since is shown first, with the keyboard on the button that agrees.
    whole.qtbot.waitUntil(lambda: page.review is not None and page.review.isVisible())
    whole.press(Key.Key_Space)
    whole.qtbot.waitUntil(lambda: not page.agree_button.isVisible())
    assert whole.has_keyboard is not whole.window.navigation.menu_button
    assert whole.is_on_page()


def test_the_notice_that_undoes_hands_the_keyboard_to_the_page(whole: WholeWindow) -> None:
    whole.go_to(6)
    whole.clauses.select("commitment.win-rate")
    whole.clauses.card.setFocus()
    whole.press(Key.Key_Delete)
    whole.window.notices.action_button.setFocus(Qt.FocusReason.TabFocusReason)
    whole.press(Key.Key_Space)
    whole.qtbot.waitUntil(lambda: "win-rate" in whole.session.draft.agreement.commitments)
    assert whole.has_keyboard is whole.clauses.card.table


def test_another_page_takes_the_keyboard_from_the_inspector_of_the_one_before(
    whole: WholeWindow,
) -> None:
    whole.go_to(6)
    whole.clauses.card.select_row(0)
    whole.clauses.card.setFocus()
    whole.press(Key.Key_Return)
    sentence = whole.clauses.clause_inspector.fields.promise.sentence
    whole.qtbot.waitUntil(lambda: whole.has_keyboard in sentence.findChildren(QWidget))
    whole.go_to(3)
    assert whole.is_on_page()


def test_closing_the_palette_returns_to_where_the_keyboard_was(whole: WholeWindow) -> None:
    whole.go_to(6)
    whole.clauses.card.select_row(2)
    whole.clauses.card.setFocus()
    whole.press(Key.Key_K, CTRL)
    whole.press(Key.Key_Escape)
    assert whole.has_keyboard is whole.clauses.card.table


def test_a_dialog_that_is_closed_hands_the_keyboard_back(whole: WholeWindow) -> None:
    whole.go_to(6)
    whole.clauses.card.select_row(2)
    whole.clauses.card.setFocus()
    whole.press(Key.Key_N, CTRL)
    dialog = whole.window.findChild(NewWorkspaceDialog)
    assert dialog is not None
    with whole.qtbot.waitActive(dialog):
        dialog.activateWindow()
    dialog.reject()
    with whole.qtbot.waitActive(whole.window):
        whole.window.activateWindow()
    whole.qtbot.waitUntil(lambda: whole.has_keyboard is whole.clauses.card.table)


def test_a_keyboard_that_nothing_has_goes_to_the_page_and_not_to_the_menu(
    whole: WholeWindow,
) -> None:
    whole.go_to(6)
    whole.clauses.card.setFocus()
    whole.clauses.card.table.clearFocus()
    whole.qtbot.waitUntil(lambda: whole.has_keyboard is whole.clauses.card.table)


def test_after_an_import_the_keyboard_is_on_the_page(whole: WholeWindow, tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text(LEADS, encoding="utf-8")
    whole.go_to(8)
    page = whole.page
    assert isinstance(page, ResultsPage)
    before = len(page.batches)
    page.take_files([file])
    whole.qtbot.waitUntil(lambda: page.assistant.busy, timeout=20_000)
    while page.assistant.busy:
        whole.qtbot.waitUntil(
            lambda: page.next_button.isEnabled() or not page.assistant.busy, timeout=20_000
        )
        page.next_button.setFocus(Qt.FocusReason.TabFocusReason)
        whole.press(Key.Key_Space)
    whole.qtbot.waitUntil(lambda: len(page.batches) > before, timeout=20_000)
    whole.qtbot.waitUntil(whole.is_on_page)
    assert whole.has_keyboard is not whole.window.navigation.menu_button


def test_importing_has_a_key_of_its_own_beside_that_of_the_inspector(
    whole: WholeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(
        "alignment_desktop.gui.pages.results.results.choose_files", lambda *_: asked.append(True)
    )
    whole.go_to(8)
    assert isinstance(whole.page, ResultsPage)
    shown = whole.window.inspector.shown
    whole.press(Key.Key_I, CTRL | SHIFT)
    assert asked == [True]
    whole.press(Key.Key_I, CTRL)
    assert whole.window.inspector.shown is not shown
    assert asked == [True]


def test_a_picture_takes_one_of_many_selected_rows_and_keys_act_on_that_alone(
    whole: WholeWindow,
) -> None:
    whole.show("plan")
    page = whole.clauses
    assert page.views is not None
    page.views.show_view(TABLE)
    names = ["campaign.fifty-accounts", "campaign.year-end-offer"]
    page.select(names[0])
    page.card.select_rows([page.model.row_of(names[1])])
    assert len(page.clauses.selected()) == 2
    whole.press(Key.Key_Y, CTRL | SHIFT)
    assert page.picture is not None
    assert page.clauses.selected() == [page.card.current_key()]
    whole.press(Key.Key_Return, CTRL | SHIFT)
    consents = whole.session.draft.consents
    kept = [name for name in names if "sales" in consents.of(clause_id_of(name))]
    assert len(kept) == 1


def test_a_key_on_a_picture_first_shows_what_the_picture_does_not_mark(
    whole: WholeWindow,
) -> None:
    whole.show("plan")
    page, name = whole.clauses, "stake.budget-moves"
    assert page.views is not None
    page.views.show_view(PICTURE)
    whole.settle()
    assert page.picture is not None
    page.select(name)
    page.picture.main_control().setFocus()
    whole.window.inspector.show_or_hide(False)
    for times, agrees in ((1, True), (2, False)):
        whole.press(Key.Key_Return, CTRL | SHIFT)
        given = whole.session.draft.consents.of(clause_id_of(name))
        assert ("sales" in given) is agrees, times
        assert page.clause_inspector.isVisible()
