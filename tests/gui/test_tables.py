"""Models and tables: what a cell says, how it is painted, how rows grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from alignment_desktop.charts.bullet import Bullet
from alignment_desktop.gui.fonts import font
from alignment_desktop.gui.models.clause_table import ClauseRow, ClauseTableModel
from alignment_desktop.gui.models.scoreboard import NONE, ScoreboardModel, ScoreRow
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.painting.consent_mark import (
    BOTH,
    NEITHER,
    Consent,
    Stand,
    application_icon,
    consent_text,
    paint_consent,
)
from alignment_desktop.gui.painting.text_layouts import LINE, TextLayouts, in_one_line, struck_in
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.page_tables import clause_table, scoreboard_table
from alignment_desktop.gui.window.command_palette import EntryModel
from alignment_desktop.gui.window.ranking import PaletteEntry

WAITS = Consent(Stand.AGREES, Stand.NOT_YET)
PROPOSED = Consent(Stand.PROPOSES, Stand.AGREES)


def clause(key: str, content: str = "≥ 95% within 4 business hours") -> ClauseRow:
    return ClauseRow(
        key=key,
        owner=Chip("Sales", "sales"),
        name=f"Clause {key}",
        content=content,
        applies_to="Grade A leads",
        consent=BOTH,
        state=Chip("Agreed", "kept"),
    )


def score(key: str, missed: str = NONE) -> ScoreRow:
    return ScoreRow(
        key=key,
        owner=Chip("Marketing", "marketing"),
        name="Acceptance rate",
        target="65%",
        actual="61.8%",
        bullet=Bullet(0.95, "at_risk", "61.8% of 65%"),
        history=(0.5, None, 0.61),
        history_text="50%, –, 61%",
        status=Chip("Kept in 2 of 3", "at_risk"),
        judged="Kept in 2 of 3 months, 1 just short",
        missed_text=missed,
    )


def _said(model: ClauseTableModel | ScoreboardModel, row: int) -> Sequence[object]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.index(row, column).data(role) for column in range(model.columnCount())]


def test_models_keep_the_rules_of_item_models(qtmodeltester: ModelTester) -> None:
    clauses, scores, entries = ClauseTableModel(), ScoreboardModel(), EntryModel()
    for model in (clauses, scores, entries):
        qtmodeltester.check(model)
    clauses.show_rows([clause("a"), clause("b")])
    clauses.show_rows([clause("a"), clause("b", "100%")])
    clauses.show_rows([])
    scores.show_rows([score("x")])
    entries.show_entries([PaletteEntry("page:plan", "Plan", "Page", "plan")])


def test_a_row_reads_aloud_in_words(switch: ThemeSwitch) -> None:
    clauses, scores = ClauseTableModel("Commitment", "Target"), ScoreboardModel()
    clauses.show_rows([clause("a")])
    scores.show_rows([score("x")])
    assert _said(clauses, 0) == [
        "Owner: Sales",
        "Commitment: Clause a",
        "Target: ≥ 95% within 4 business hours",
        "Applies to: Grade A leads",
        "Consent: Agreed by both",
        "State: Agreed",
    ]
    assert _said(scores, 0)[3:] == [
        "Status: Kept in 2 of 3 months, 1 just short",
        "Actual: 61.8%",
        "Attainment: 61.8% of 65%",
        "Six months: 50%, –, 61%",
        "Missed: –",
    ]


def test_numbers_stand_on_the_right_under_their_headings() -> None:
    model, column = ScoreboardModel(), ScoreboardModel.Column
    model.show_rows([score("x", "491")])
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    role = Qt.ItemDataRole.TextAlignmentRole
    for at in (column.TARGET, column.ACTUAL, column.MISSED):
        assert model.index(0, at).data(role) == right
        assert model.headerData(at, Qt.Orientation.Horizontal, role) == right


def test_one_changed_row_keeps_the_selection(qtbot: QtBot, switch: ThemeSwitch) -> None:
    model = ClauseTableModel()
    table = clause_table(switch, model, "Commitments")
    qtbot.addWidget(table)
    model.show_rows([clause("a"), clause("b")])
    table.select_row(1)
    with qtbot.waitSignal(model.dataChanged):
        model.show_rows([clause("a"), clause("b", "100%")])
    assert table.current_key() == "b"


def test_choosing_a_row_tells_its_key(qtbot: QtBot, switch: ThemeSwitch) -> None:
    model = ScoreboardModel()
    table = scoreboard_table(switch, model, "Scoreboard")
    qtbot.addWidget(table)
    model.show_rows([score("x"), score("y")])
    with qtbot.waitSignal(table.current_changed) as told:
        table.select_row(1)
    assert told.args == ["y"]


def test_rows_grow_with_their_words(qtbot: QtBot, switch: ThemeSwitch) -> None:
    model = ClauseTableModel()
    table = clause_table(switch, model, "Commitments")
    qtbot.addWidget(table)
    table.resize(1000, 600)
    with qtbot.waitExposed(table):
        table.show()
    model.show_rows([clause("a", "100%"), clause("b", "a rather long sentence " * 12)])
    heights = [table.table.rowHeight(row) for row in (0, 1)]
    assert heights[0] == 44
    assert heights[1] > 100
    assert sum(table.table.columnWidth(column) for column in range(6)) == (
        table.table.viewport().width()
    )


def test_a_narrow_table_leaves_out_what_it_can_spare(qtbot: QtBot, switch: ThemeSwitch) -> None:
    model, column = ClauseTableModel(), ClauseTableModel.Column
    table = clause_table(switch, model, "Terms", wide=True)
    qtbot.addWidget(table)
    model.show_rows([clause("a")])
    table.resize(1000, 400)
    with qtbot.waitExposed(table):
        table.show()
    assert not table.table.isColumnHidden(column.APPLIES_TO)
    table.resize(660, 400)
    qtbot.waitUntil(lambda: table.table.isColumnHidden(column.APPLIES_TO))
    assert table.table.columnWidth(column.CONTENT) > 100


def test_of_ten_thousand_rows_those_in_sight_are_measured(
    qtbot: QtBot, switch: ThemeSwitch
) -> None:
    model = ClauseTableModel()
    table = clause_table(switch, model, "Commitments")
    qtbot.addWidget(table)
    table.resize(800, 600)
    table.show()
    long = "a sentence that needs more than one line in its column, and more than two of them"
    model.show_rows([clause(str(at), f"{at} {long}") for at in range(10_000)])
    table.resize(800, 600)
    last, view = 9_999, table.table
    assert view.rowHeight(0) > 44
    assert view.rowHeight(last) == 44
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 400_000)
    table.select_row(last)
    assert view.rowHeight(last) > 44
    qtbot.waitUntil(
        lambda: view.rowViewportPosition(last) + view.rowHeight(last) <= view.viewport().height()
    )
    table.select_row(5_000)
    assert view.rowAt(view.rowViewportPosition(5_000)) == 5_000


def test_many_rows_are_selected_in_one_go(qtbot: QtBot, switch: ThemeSwitch) -> None:
    model = ClauseTableModel()
    table = clause_table(switch, model, "Commitments")
    qtbot.addWidget(table)
    model.show_rows([clause(str(at)) for at in range(20)])
    table.select_row(3)
    table.select_rows([7, 8, 12])
    assert table.selected_rows() == [3, 7, 8, 12]
    assert table.current_key() == "3"
    table.select_rows([])
    assert table.selected_rows() == [3, 7, 8, 12]


def test_line_breaks_are_remembered_within_a_bound(switch: ThemeSwitch) -> None:
    layouts = TextLayouts(bound=10)
    first = layouts.of("one two three four", 40, font())
    assert layouts.of("one two three four", 40, font()) is first
    assert len(first.lines) > 1
    assert first.height == len(first.lines) * LINE
    for at in range(50):
        layouts.of(f"text {at}", 40, font())
    assert len(layouts) == 10


@pytest.mark.parametrize(
    ("consent", "words"),
    [
        (BOTH, "Agreed by both"),
        (NEITHER, "Agreed by neither yet"),
        (WAITS, "Sales agrees, Marketing has not agreed yet"),
        (PROPOSED, "Sales proposes a change, Marketing agrees"),
    ],
)
def test_the_mark_in_words(consent: Consent, words: str) -> None:
    assert consent_text(consent) == words


def _painted(switch: ThemeSwitch, consent: Consent) -> QImage:
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_consent(painter, image.rect().toRectF(), consent, switch.theme)
    painter.end()
    return image


def test_the_mark_is_filled_where_a_party_agrees(switch: ThemeSwitch) -> None:
    palette = switch.theme.palette
    whole, waits = _painted(switch, BOTH), _painted(switch, WAITS)
    assert whole.pixelColor(16, 32).name().upper() == palette.sales
    assert whole.pixelColor(48, 32).name().upper() == palette.marketing
    assert waits.pixelColor(16, 32).name().upper() == palette.sales
    assert waits.pixelColor(48, 32).name() == "#ffffff"
    assert _painted(switch, PROPOSED) != _painted(switch, Consent(Stand.NOT_YET, Stand.AGREES))


def test_the_mark_is_the_applications_icon(switch: ThemeSwitch) -> None:
    assert len(application_icon(switch.theme).availableSizes()) == 7


def test_in_a_narrow_window_targets_stand_on_one_line(qtbot: QtBot, switch: ThemeSwitch) -> None:
    model = ClauseTableModel()
    table = clause_table(switch, model, "Commitments")
    qtbot.addWidget(table)
    table.resize(667, 500)  # what a window of 1280 pixels leaves beside its panes
    with qtbot.waitExposed(table):
        table.show()
    model.show_rows(
        [replace(clause(str(at)), name="First touch", applies_to="All") for at in range(30)]
    )
    assert [table.table.rowHeight(row) for row in range(3)] == [44, 44, 44]
    mark = model.index(0, ClauseTableModel.Column.CONSENT)
    assert mark.data(Qt.ItemDataRole.ToolTipRole) == model.text(model.rows[0], mark.column())


def test_an_address_goes_on_behind_its_sign(switch: ThemeSwitch) -> None:
    text = "Chief Revenue Officer · ingrid.halvorsen@northwind.example"
    lines = TextLayouts().of(text, 170, font(13)).lines
    assert lines == ("Chief Revenue Officer ·", "ingrid.halvorsen@", "northwind.example")


def test_a_domain_stays_with_the_sign_before_it(switch: ThemeSwitch) -> None:
    lines = TextLayouts().of("containing “@mail.example”", 150, font(13)).lines
    assert lines == ("containing", "“@mail.example”")


def test_a_name_that_is_broken_at_its_hyphen_has_no_blank_in_it_when_it_is_shortened(
    switch: ThemeSwitch,
) -> None:
    lines = TextLayouts().of("Recycled leads re-nurtured – soon", 90, font(13)).lines
    assert lines[1].endswith("re-")
    assert in_one_line(lines) == "Recycled leads re-nurtured – soon"


def test_a_row_is_selected_while_shift_is_held(qtbot: QtBot, switch: ThemeSwitch) -> None:
    model = ClauseTableModel()
    table = clause_table(switch, model, "Commitments")
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    handle = table.windowHandle()
    QTest.keyPress(handle, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    model.show_rows([clause("a"), clause("b")])
    table.select_row(1)
    QTest.keyRelease(handle, Qt.Key.Key_Shift)
    assert (table.current_key(), table.selected_rows()) == ("b", [1])


def test_the_first_row_is_in_sight_as_it_comes(qtbot: QtBot, switch: ThemeSwitch) -> None:
    model = ScoreboardModel()
    table = scoreboard_table(switch, model, "Scoreboard")
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(table)
    column.addStretch(1)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    with qtbot.waitExposed(page):
        page.show()
    model.show_rows([score("x")])
    qtbot.waitUntil(lambda: table.table.viewport().height() >= table.table.rowHeight(0))


def test_what_is_proposed_to_go_is_struck_out_over_all_its_lines() -> None:
    assert struck_in(["≥ 95% → ≥ 97%"], "≥ 95%") == [5]
    assert struck_in(["a long", "value → a", "short one"], "a long value") == [6, 5, 0]
    assert struck_in(["other words", "a"], "a value") == [0, 0]
