"""Typing at the whole window: Escape and Ctrl+Z take it back, Enter or leaving a field saves it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from alignment_desktop.domain.clauses import write_clause
from alignment_desktop.gui.inspector.clause_form import ClauseForm
from alignment_desktop.services.agreeing import TakeBackConsent
from alignment_desktop.services.editing import AddClause
from tests.actors import by
from tests.gui.clause_desk import line_of
from tests.gui.whole_window import CTRL, WholeWindow, whole_fixture

__all__ = ["whole_fixture"]
Key = Qt.Key
NAME = "commitment.win-rate"
CLAUSE = ("commitment", "win-rate")


@pytest.fixture(autouse=True)
def words_of_sales_alone(whole: WholeWindow) -> None:
    """Marketing agrees to nothing: what Sales types is written, and need not be proposed."""
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.execute(TakeBackConsent("marketing", None), by=by("marketing"))
    whole.settle()


def form_at(whole: WholeWindow, name: str = NAME) -> ClauseForm:
    """The fields of a clause, once its page is shown."""
    kind, _, key = name.partition(".")
    whole.session.go_to(kind=kind, key=key)
    whole.settle()
    form = whole.clauses.clause_inspector.form
    assert form is not None
    return form


def control_of(form: ClauseForm, name: str) -> QWidget:
    """What is typed into in a field; it gets the keyboard."""
    editor = form.editor(name)
    control = editor.focusProxy() or editor
    control.setFocus(Qt.FocusReason.TabFocusReason)
    return control


def text_of(control: QWidget) -> str:
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText()
    if isinstance(control, QComboBox):
        return control.currentText()
    assert isinstance(control, QLineEdit)
    return control.text()


def test_escape_leaves_a_field_as_it_was_and_saves_nothing(whole: WholeWindow) -> None:
    form = form_at(whole)
    before = whole.session.draft
    for name in ("name", "target", "note", "from", "party", "measure", "segment"):
        control = control_of(form, name)
        stood = text_of(control)
        whole.type("m" if name in ("party", "measure") else "zz 9")
        assert text_of(control) != stood, name
        whole.press(Key.Key_Escape)
        assert text_of(control) == stood, name
        # The keyboard stays: what is pressed next means nothing else, such as to remove the clause.
        assert whole.has_keyboard is control, name
        assert form.typed() == {}, name
        assert not form.wrong, name
        whole.press(Key.Key_Escape)
        assert whole.has_keyboard is whole.clauses.card.table, name
        assert whole.session.draft == before, name


def test_escape_in_a_field_whose_text_was_refused_brings_back_what_stands(
    whole: WholeWindow,
) -> None:
    form = form_at(whole)
    line = line_of(form.editor("target"))
    control_of(form, "target")
    line.selectAll()
    whole.type("soon")
    whole.press(Key.Key_Return)
    assert form.wrong
    whole.press(Key.Key_Escape)
    assert not form.wrong
    assert form.error("target") == ""
    assert line.text().startswith("≥")


@pytest.mark.parametrize("leave", [Key.Key_Return, Key.Key_Tab])
def test_enter_or_leaving_saves_a_field(whole: WholeWindow, leave: Qt.Key) -> None:
    form = form_at(whole)
    control_of(form, "name")
    line_of(form.editor("name")).selectAll()
    whole.type("Won")
    whole.press(leave)
    assert write_clause(whole.session.draft.agreement.clauses[CLAUSE])["name"] == "Won"


def test_a_letter_in_a_choice_counts_once_it_is_confirmed(whole: WholeWindow) -> None:
    form = form_at(whole)
    control_of(form, "party")
    before = whole.session.draft
    assert form.editor("party").value() == "shared"
    whole.type("m")
    assert form.editor("party").value() == "marketing"
    assert whole.session.draft == before
    whole.press(Key.Key_Return)
    assert whole.session.draft.agreement.commitments["win-rate"].party == "marketing"


def test_ctrl_z_takes_back_the_words_in_a_field_and_nothing_that_was_saved(
    whole: WholeWindow,
) -> None:
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.execute(AddClause("term", {"name": "Alpha"}, "sales"))
    form = form_at(whole)
    line = line_of(form.editor("name"))
    stood = line.text()
    control_of(form, "name")
    line.end(False)
    whole.type(" or lost")
    whole.press(Key.Key_Z, CTRL)
    assert line.text() == stood
    assert ("term", "alpha") in whole.session.draft.agreement.clauses
    # Now that nothing is typed the key is meant for the agreement again.
    whole.press(Key.Key_Z, CTRL)
    assert ("term", "alpha") not in whole.session.draft.agreement.clauses


@pytest.mark.parametrize("place", ["field", "other field", "table"])
def test_ctrl_z_takes_back_refused_text_wherever_the_keyboard_is(
    whole: WholeWindow, place: str
) -> None:
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.execute(AddClause("term", {"name": "Alpha"}, "sales"))
    form = form_at(whole)
    line = line_of(form.editor("target"))
    stood = line.text()
    control_of(form, "target")
    line.selectAll()
    whole.type("soon")
    whole.press(Key.Key_Return)
    assert form.wrong
    if place == "other field":
        control_of(form, "every")
    elif place == "table":
        whole.clauses.card.setFocus()
    for _ in "soon":  # letter by letter in the field, at once from elsewhere
        if form.typed():
            whole.press(Key.Key_Z, CTRL)
    assert line.text() == stood
    assert not form.wrong
    assert ("term", "alpha") in whole.session.draft.agreement.clauses


def test_ctrl_z_right_after_enter_takes_back_what_enter_saved(whole: WholeWindow) -> None:
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.execute(AddClause("term", {"name": "Alpha"}, "sales"))
    form = form_at(whole)
    line = line_of(form.editor("name"))
    stood = line.text()
    control_of(form, "name")
    line.selectAll()
    whole.qtbot.keyClicks(line, "Won")
    whole.qtbot.keyClick(line, Key.Key_Return)
    whole.session.undo()  # before the answer to Enter is here
    whole.settle()
    whole.qtbot.waitUntil(lambda: whole.session.can_redo)
    assert whole.session.draft.agreement.commitments["win-rate"].name == stood
    assert ("term", "alpha") in whole.session.draft.agreement.clauses


@pytest.mark.parametrize(
    ("typed", "target"), [("85", ">= 85 %"), (">=85", ">= 85 %"), ("≥ 85%", ">= 85 %")]
)
def test_a_number_alone_is_a_target_of_the_sign_and_unit_that_stand(
    whole: WholeWindow, typed: str, target: str
) -> None:
    form = form_at(whole, "commitment.grade-a-first-touch")
    control_of(form, "target")
    line_of(form.editor("target")).selectAll()
    whole.type(typed)
    assert form.note("target") == ("Taken as ≥ 85%: at least." if typed == "85" else "")
    whole.press(Key.Key_Return)
    assert str(whole.session.draft.agreement.commitments["grade-a-first-touch"].target) == target
    assert form.note("target") == ""


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        (
            "commitment.grade-a-first-touch",
            "150",
            "A share cannot be more than 100%; write one up to 100%, such as ≥ 95%.",
        ),
        ("commitment.grade-a-first-touch", "≥ 20 days", "write a target such as ≥ 95%"),
        ("commitment.qualified-leads", "150 %", "write a target such as ≥ 400"),
    ],
)
def test_a_target_that_cannot_be_meant_is_refused_beside_its_field(
    whole: WholeWindow, name: str, typed: str, said: str
) -> None:
    form = form_at(whole, name)
    before = whole.session.draft
    control_of(form, "target")
    line_of(form.editor("target")).selectAll()
    whole.type(typed)
    whole.press(Key.Key_Return)
    spaces = {ord(" "): None, ord("\N{NO-BREAK SPACE}"): None}
    assert said.translate(spaces) in form.error("target").translate(spaces)
    assert form.note("target") == ""  # one sentence is enough
    assert line_of(form.editor("target")).text() == typed
    assert whole.session.draft == before


def test_a_new_target_of_a_duration_is_at_most_and_says_so(whole: WholeWindow) -> None:
    form = form_at(whole)
    measure = control_of(form, "measure")
    assert isinstance(measure, QComboBox)
    measure.setCurrentIndex(measure.findData("median"))
    line = line_of(form.editor("target"))
    control_of(form, "target")
    line.selectAll()
    whole.press(Key.Key_Delete)
    assert form.note("target") == "A number alone means “at most”."
    whole.type("20")
    whole.press(Key.Key_Return)
    assert "such as" in form.error("target")
    whole.type(" days")
    assert form.note("target") == "Taken as ≤ 20 days: at most."
