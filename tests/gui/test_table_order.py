"""Rows of a page of clauses are sorted by headings, and moved by keys and by the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from alignment_desktop.gui.models.clause_table import ClauseTableModel
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage
from alignment_desktop.gui.pages.clauses.clause_sorting import key_of_text
from alignment_desktop.gui.window.notices import Notice
from tests.gui.whole_window import ALT, CTRL, PLAIN, WholeWindow, whole_fixture

__all__ = ["whole_fixture"]
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
Column = ClauseTableModel.Column


@pytest.fixture
def terms(whole: WholeWindow) -> ClausePage:
    """The glossary with nothing but its terms, and the keyboard in the table."""
    whole.show("glossary")
    page = whole.clauses
    page.kind_choice.setCurrentIndex(page.kind_choice.findData("term"))
    whole.settle()
    page.card.table.setFocus()
    page.card.select_row(0)
    return page


def names(page: ClausePage) -> list[str]:
    return [row.name for row in page.model.rows]


def click_heading(page: ClausePage, column: int) -> None:
    header = page.card.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
    QTest.mouseClick(header.viewport(), LEFT, PLAIN, at)


def drag(page: ClausePage, row: int, to: int, *, below: bool = False, drop: bool = True) -> None:
    """Drags a row to the upper part of another one, or to its lower part."""
    table = page.card.table
    viewport = table.viewport()

    def middle(at: int, share: float) -> QPoint:
        return QPoint(200, table.rowViewportPosition(at) + round(table.rowHeight(at) * share))

    QTest.mousePress(viewport, LEFT, PLAIN, middle(row, 0.5))
    QTest.mouseMove(viewport, middle(row, 0.5) + QPoint(0, 3))
    QTest.mouseMove(viewport, middle(to, 0.8 if below else 0.2))
    if drop:
        QTest.mouseRelease(viewport, LEFT, PLAIN, middle(to, 0.8 if below else 0.2))


def printed(whole: WholeWindow) -> list[str]:
    """The names of the terms in the order in which the document prints them."""
    clauses = dict(whole.session.draft.agreement.in_order())
    return [str(getattr(one, "name", "")) for (kind, _), one in clauses.items() if kind == "term"]


def test_a_heading_sorts_reverses_and_gives_the_own_order_back(
    whole: WholeWindow, terms: ClausePage
) -> None:
    own, selected = names(terms), terms.card.current_key()
    header = terms.card.table.horizontalHeader()
    click_heading(terms, Column.NAME)
    assert names(terms) == sorted(own, key=str.casefold) != own
    assert header.isSortIndicatorShown()
    assert header.sortIndicatorSection() == Column.NAME
    spoken = terms.model.headerData(
        Column.NAME, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole
    )
    assert str(spoken).endswith("sorted upwards")
    click_heading(terms, Column.NAME)
    assert names(terms) == sorted(own, key=str.casefold, reverse=True)
    assert terms.card.current_key() == selected
    assert len(terms.clauses.selected()) == 1
    click_heading(terms, Column.NAME)
    assert names(terms) == own
    assert header.sortIndicatorSection() == -1


def test_keys_sort_too_and_a_page_remembers_it(whole: WholeWindow, terms: ClausePage) -> None:
    own = names(terms)
    terms.card.table.setCurrentIndex(terms.model.index(0, Column.CONTENT))
    whole.press(Key.Key_L, CTRL | SHIFT)
    by_content = names(terms)
    said = [key_of_text(row.content) for row in terms.model.rows]
    assert said == sorted(said)
    whole.show("plan")
    assert whole.clauses.clauses.sorting is None
    whole.show("glossary")
    assert names(terms) == by_content
    terms.filter_line.setText("lead")
    whole.settle()
    found = names(terms)
    assert found == [name for name in by_content if name in found]
    terms.filter_line.clear()
    for _ in range(2):
        terms.card.table.setFocus()
        terms.card.table.setCurrentIndex(terms.model.index(0, Column.CONTENT))
        whole.press(Key.Key_L, CTRL | SHIFT)
    assert names(terms) == own


def test_numbers_sort_as_numbers_and_empty_cells_come_last() -> None:
    texts = ["≥ 1,200 leads", "≥ 300 leads", "Über", "uber 2", "≥ 95%", "5.10.2026"]
    texts.sort(key=key_of_text)
    assert texts == ["5.10.2026", "Über", "uber 2", "≥ 95%", "≥ 300 leads", "≥ 1,200 leads"]


def test_empty_cells_come_last_both_ways(whole: WholeWindow) -> None:
    whole.show("plan")
    page = whole.clauses
    for _ in range(2):
        click_heading(page, Column.OWNER)
        whole.settle()
        owned = [row.owner is not None for row in page.model.rows]
        assert any(owned)
        assert not all(owned)
        assert owned == sorted(owned, reverse=True)


def test_alt_and_arrows_move_a_row_and_undo_puts_it_back(
    whole: WholeWindow, terms: ClausePage
) -> None:
    own, given = names(terms), dict(whole.session.draft.consents.given)
    for _ in range(2):
        whole.press(Key.Key_Down, ALT)
    moved = [own[1], own[2], own[0], *own[3:]]
    assert names(terms) == moved == printed(whole)
    assert terms.card.table.currentIndex().row() == 2
    assert dict(whole.session.draft.consents.given) == given
    whole.press(Key.Key_Up, ALT)
    assert names(terms) == [own[1], own[0], *own[2:]]
    for _ in range(3):
        with whole.qtbot.waitSignal(whole.session.changed):
            whole.session.undo()
        whole.settle()
    assert names(terms) == own


def test_moves_that_follow_each_other_quickly_are_all_made(
    whole: WholeWindow, terms: ClausePage
) -> None:
    own = names(terms)
    for _ in range(3):
        terms.row_moves.down()
    whole.settle()
    assert names(terms) == [*own[1:4], own[0], *own[4:]]


def test_several_rows_move_together_and_stop_at_the_ends(
    whole: WholeWindow, terms: ClausePage
) -> None:
    own = names(terms)
    terms.card.select_row(1)
    terms.card.select_rows([2])
    for _ in range(3):
        whole.press(Key.Key_Up, ALT)
    assert names(terms) == [own[1], own[2], own[0], *own[3:]]
    assert len(terms.clauses.selected()) == 2


def test_a_row_is_dragged_among_those_of_its_kind(whole: WholeWindow, terms: ClausePage) -> None:
    own = names(terms)
    drag(terms, 0, 2, below=True)
    whole.settle()
    assert names(terms) == [own[1], own[2], own[0], *own[3:]] == printed(whole)
    terms.card.select_row(1)
    terms.card.select_rows([2])
    drag(terms, 2, 0)
    whole.settle()
    assert names(terms) == [own[2], own[0], own[1], *own[3:]]


def test_rows_of_another_kind_are_not_dragged_over(whole: WholeWindow) -> None:
    whole.show("glossary")
    page = whole.clauses
    page.card.select_row(0)
    kinds = [key.partition(".")[0] for key in page.model.keys]
    own = [key for key in page.model.keys if key.startswith("term.")]
    drag(page, 0, 1, below=True, drop=False)
    assert page.row_moves.dragging.line.isVisible()
    QTest.mouseRelease(page.card.table.viewport(), LEFT, PLAIN, QPoint(200, 100_000))
    drag(page, 0, len(kinds) - 1, below=True)
    whole.settle()
    terms = [key for key in page.model.keys if key.startswith("term.")]
    assert [key.partition(".")[0] for key in page.model.keys] == kinds
    assert sorted(terms) == sorted(own)
    assert terms[-1] in own[:2]


def test_escape_while_dragging_moves_nothing(whole: WholeWindow, terms: ClausePage) -> None:
    before = whole.session.draft
    drag(terms, 0, 2, drop=False)
    assert terms.row_moves.dragging.dragging
    whole.press(Key.Key_Escape)
    assert not terms.row_moves.dragging.line.isVisible()
    QTest.mouseRelease(terms.card.table.viewport(), LEFT, PLAIN, QPoint(200, 40))
    whole.settle()
    assert whole.session.draft == before


def test_sorted_rows_are_not_moved_and_a_sentence_says_so(
    whole: WholeWindow, terms: ClausePage
) -> None:
    told: list[Notice] = []
    whole.session.noticed.connect(told.append)
    own, before = names(terms), whole.session.draft
    click_heading(terms, Column.NAME)
    whole.press(Key.Key_Down, ALT)
    assert whole.session.draft == before
    assert "sorted" in told[-1].text
    assert told[-1].act is not None
    told[-1].act()
    assert names(terms) == own


def test_people_are_moved_on_their_own_side(whole: WholeWindow) -> None:
    whole.show("cadence")
    page = whole.clauses
    page.kind_choice.setCurrentIndex(page.kind_choice.findData("person"))
    whole.settle()
    page.card.table.setFocus()
    sides = [row.owner.text if row.owner else "" for row in page.model.rows]
    page.card.select_row(0)
    for _ in range(len(sides) + 1):
        whole.press(Key.Key_Down, ALT)
    assert [row.owner.text if row.owner else "" for row in page.model.rows] == sides


def test_a_move_in_a_filtered_list_goes_by_the_rows_in_sight(
    whole: WholeWindow, terms: ClausePage
) -> None:
    terms.filter_line.setText("lead")
    whole.settle()
    shown = names(terms)
    assert 2 <= len(shown) < len(printed(whole))
    terms.card.table.setFocus()
    terms.card.select_row(0)
    whole.press(Key.Key_Down, ALT)
    assert names(terms)[:2] == [shown[1], shown[0]]
    assert printed(whole).index(shown[0]) == printed(whole).index(shown[1]) + 1


def test_the_header_moves_nowhere(whole: WholeWindow) -> None:
    whole.show("plan")
    page = whole.clauses
    page.select("agreement")
    before = whole.session.draft
    page.card.table.setFocus()
    whole.press(Key.Key_Up, ALT)
    assert whole.session.draft == before
