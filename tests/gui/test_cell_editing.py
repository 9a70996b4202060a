"""Editing cells of the table of clauses: by double-click, F2 and typing, with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from alignment_desktop.domain.clauses import write_clause
from alignment_desktop.gui.inspector.clause_form import ClauseForm
from alignment_desktop.gui.inspector.editors import Editor
from alignment_desktop.gui.models.clause_table import ClauseTableModel
from alignment_desktop.gui.widgets.seeking_table import SeekingTable
from alignment_desktop.services.agreeing import TakeBackConsent
from alignment_desktop.services.editing import AddClause, EditClause
from tests.actors import by
from tests.gui.clause_desk import line_of
from tests.gui.whole_window import CTRL, WholeWindow, whole_fixture

__all__ = ["whole_fixture"]
Key = Qt.Key
Column = ClauseTableModel.Column


@pytest.fixture(autouse=True)
def words_of_sales_alone(whole: WholeWindow) -> None:
    """Marketing agrees to nothing: what Sales types is written, and need not be proposed."""
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.execute(TakeBackConsent("marketing", None), by=by("marketing"))
    whole.settle()


def cell(whole: WholeWindow, name: str, column: int) -> SeekingTable:
    """Makes a cell the current one; the table has the keyboard."""
    kind, _, key = name.partition(".")
    whole.session.go_to(kind=kind, key=key)
    whole.settle()
    table = whole.clauses.card.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(table.currentIndex().row(), column))
    whole.settle()
    assert whole.clauses.card.current_key() == name
    return table


def double_click(whole: WholeWindow, table: SeekingTable) -> None:
    at: QPoint = table.visualRect(table.currentIndex()).center()
    button = Qt.MouseButton.LeftButton
    whole.qtbot.mouseClick(table.viewport(), button, pos=at)
    whole.qtbot.mouseDClick(table.viewport(), button, pos=at)
    whole.settle()


def line_in(table: SeekingTable) -> QLineEdit:
    (line,) = table.viewport().findChildren(QLineEdit)
    return line


def form_of(whole: WholeWindow) -> ClauseForm:
    form = whole.clauses.clause_inspector.form
    assert form is not None
    return form


def card_editor(whole: WholeWindow, name: str) -> Editor:
    """The editor of a field of a commitment, in the card below its sentence."""
    card = whole.clauses.clause_inspector.fields.promise.card
    whole.qtbot.waitUntil(lambda: name in card.fields)
    return card.field(name).editor


@pytest.mark.parametrize("way", ["double-click", "F2"])
@pytest.mark.parametrize(
    ("column", "stands", "typed", "name", "target"),
    [
        (Column.NAME, "Win rate of accepted leads", "Won", "Won", ">= 9 %"),
        (Column.CONTENT, "≥ 9%", "12", "Win rate of accepted leads", ">= 12 %"),
    ],
)
def test_a_cell_is_edited_in_place(
    whole: WholeWindow, way: str, column: int, stands: str, typed: str, name: str, target: str
) -> None:
    table = cell(whole, "commitment.win-rate", column)
    if way == "F2":
        whole.press(Key.Key_F2)
    else:
        double_click(whole, table)
    line = line_in(table)
    assert line.hasFocus()
    assert (line.text(), line.selectedText()) == (stands, stands)
    whole.type(typed)
    whole.press(Key.Key_Return)
    commitment = whole.session.draft.agreement.commitments["win-rate"]
    assert (commitment.name, str(commitment.target)) == (name, target)
    assert table.hasFocus()
    assert table.currentIndex().column() == column
    whole.press(Key.Key_Z, CTRL)
    assert str(whole.session.draft.agreement.commitments["win-rate"].target) == ">= 9 %"


def test_a_letter_begins_an_edit_and_takes_the_place_of_what_stands(whole: WholeWindow) -> None:
    table = cell(whole, "commitment.win-rate", Column.NAME)
    before = whole.session.draft
    whole.type("Won leads")
    assert line_in(table).text() == "Won leads"
    assert whole.session.draft == before
    whole.press(Key.Key_Return)
    assert whole.session.draft.agreement.commitments["win-rate"].name == "Won leads"


def test_a_letter_seeks_where_a_cell_cannot_be_edited(whole: WholeWindow) -> None:
    before = whole.session.draft
    for column in (Column.OWNER, Column.CONSENT, Column.STATE):
        table = cell(whole, "commitment.win-rate", column)
        whole.type("q")
        assert table.viewport().findChild(QLineEdit) is None
        assert whole.clauses.card.current_key() == "commitment.qualified-leads"
    assert whole.session.draft == before


@pytest.mark.parametrize("column", [Column.NAME, Column.CONTENT])
def test_escape_leaves_a_cell_as_it_was(whole: WholeWindow, column: int) -> None:
    table = cell(whole, "commitment.win-rate", column)
    before = whole.session.draft
    whole.type("5")
    assert form_of(whole).typed()
    whole.press(Key.Key_Escape)
    assert whole.has_keyboard is table
    assert form_of(whole).typed() == {}
    assert whole.session.draft == before


def test_leaving_a_cell_saves_it(whole: WholeWindow) -> None:
    cell(whole, "commitment.win-rate", Column.NAME)
    whole.type("Won")
    whole.clauses.filter_line.show()
    whole.clauses.filter_line.setFocus()
    whole.settle()
    assert whole.session.draft.agreement.commitments["win-rate"].name == "Won"


def test_what_is_refused_is_gone_on_with_in_the_field_beside_its_sentence(
    whole: WholeWindow,
) -> None:
    cell(whole, "commitment.win-rate", Column.CONTENT)
    before = whole.session.draft
    whole.type("150")
    whole.press(Key.Key_Return)
    form = form_of(whole)
    line = line_of(card_editor(whole, "target"))
    whole.qtbot.waitUntil(line.hasFocus)
    assert line.selectedText() == "150"
    assert form.error("target").startswith("A share cannot be more than")
    whole.type("15")
    whole.press(Key.Key_Return)
    assert str(whole.session.draft.agreement.commitments["win-rate"].target) == ">= 15 %"
    assert whole.session.draft != before


@pytest.mark.parametrize(
    ("name", "column", "field"),
    [
        ("term.mql", Column.CONTENT, "definition"),
        ("commitment.win-rate", Column.OWNER, "party"),
        ("term.mql", Column.APPLIES_TO, ""),
    ],
)
def test_other_cells_lead_to_their_very_field(
    whole: WholeWindow, name: str, column: int, field: str
) -> None:
    if ("term", "mql") not in whole.session.draft.agreement.clauses:
        with whole.qtbot.waitSignal(whole.session.changed):
            table = {"key": "mql", "name": "MQL", "definition": "A lead that marketing qualified"}
            whole.session.execute(AddClause("term", table, "sales"))
    before = whole.session.draft
    seen = cell(whole, name, column)
    double_click(whole, seen)
    if not field:
        assert whole.has_keyboard is seen
        return
    editor = form_of(whole).editor(field)
    if name.startswith("commitment"):
        editor = card_editor(whole, field)
    control = editor.focusProxy()
    assert control is not None
    whole.qtbot.waitUntil(control.hasFocus)
    if isinstance(control, QPlainTextEdit):
        assert control.textCursor().selectedText() == control.toPlainText()
        whole.type("x")
        assert control.toPlainText() == "x"
        whole.press(Key.Key_Escape)
    assert whole.session.draft == before


def test_rows_that_come_meanwhile_take_no_word_of_what_is_typed(whole: WholeWindow) -> None:
    cell(whole, "commitment.win-rate", Column.NAME)
    whole.type("Won")
    table = {
        "name": "Another", "measure": "count", "from": "created_at", "target": ">= 1",
    }  # fmt: skip
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.execute(AddClause("commitment", table, "marketing"))
    line = line_of(card_editor(whole, "name"))
    whole.qtbot.waitUntil(line.hasFocus)
    assert line.text() == "Won"
    assert whole.session.draft.agreement.commitments["win-rate"].name != "Won"
    whole.type(" leads")
    whole.press(Key.Key_Return)
    assert whole.session.draft.agreement.commitments["win-rate"].name == "Won leads"


def test_another_edit_of_the_same_cell_is_not_overwritten_unseen(whole: WholeWindow) -> None:
    table = cell(whole, "commitment.win-rate", Column.NAME)
    whole.type("Mine")
    standing = write_clause(whole.session.draft.agreement.clauses["commitment", "win-rate"])
    theirs = EditClause("commitment", "win-rate", {**standing, "name": "Theirs"}, "marketing")
    with whole.qtbot.waitSignal(whole.session.changed):
        whole.session.execute(theirs)
    whole.settle()
    form = form_of(whole)
    # Where the rows come in new, the edit goes on in its field beside the table.
    lines = [*table.viewport().findChildren(QLineEdit), line_of(form.editor("name"))]
    if lines[0].text() == "Mine":
        lines[0].setFocus()
        whole.press(Key.Key_Return)
    assert whole.session.draft.agreement.commitments["win-rate"].name == "Theirs"
    proposals = whole.session.news.discussion.proposals.values()
    proposed = [(each.proposed or {}).get("name") for each in proposals]
    # What was typed stands in its field until it is confirmed, or is proposed where it was left.
    assert "Mine" in proposed or "Theirs" in form.error("name")
