"""Clauses as a picture beside their table: one selection, the same keys, and what is dragged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from alignment_desktop.charts.geometry import Drawing, Grip, Outline, Rect, Region
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.gui.charts.drag_view import Drag, DragChart, Nudge
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.pages.clauses.clause_page import ClausePage, PageKinds
from alignment_desktop.gui.pages.clauses.clause_picture import PICTURE, ClausePicture
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.window.page_list import KINDS_OF_PAGE

_KINDS = PageKinds(KINDS_OF_PAGE["glossary"], "glossary", "words", "sentence", "add")


class _Boxes(ClausePicture):
    """The terms as boxes, three in a row."""

    def __init__(self, session: Session, switch: ThemeSwitch) -> None:
        super().__init__()
        self._session = session
        self.chart = DragChart(switch, "Terms", nudges=Qt.KeyboardModifier.ShiftModifier)
        QVBoxLayout(self).addWidget(self.chart)
        self.chart.current_changed.connect(self.chosen)
        self.chart.opened.connect(lambda region: self.opened.emit(region.key))

    @override
    def show_draft(self) -> Iterator[None]:
        names = [clause_name("term", key) for key in self._session.draft.agreement.of_kind("term")]
        regions = [
            Region(at % 3 * 60.0, at // 3 * 40.0, 50, 30, name, name)
            for at, name in enumerate(names)
        ]
        grips = [Grip(r.x - 5, r.y, 15, r.height, r.key, "start", "sideways") for r in regions]
        shapes = [
            Rect(r.x, r.y, r.width, r.height, "", 4, Outline("line", 1, dashed=True))
            for r in regions
        ]
        drawing = Drawing(400, 400, tuple(shapes), tuple(regions), grips=tuple(grips))
        self.chart.show_chart(lambda _width, _height: drawing)
        yield

    @override
    def show_selected(self, name: str) -> None:
        self.chart.show_current(name)

    @override
    def marks(self, name: str) -> bool:
        return any(region.key == name for region in self.chart.drawing.regions)

    @override
    def main_control(self) -> QWidget:
        return self.chart

    @override
    def selection_controls(self) -> Sequence[QWidget]:
        return (self.chart,)


class _Drawn(ClausePage):
    @override
    def make_picture(self) -> ClausePicture:
        return _Boxes(self._session, self._switch)


def _shown(qtbot: QtBot, session: Session, switch: ThemeSwitch, icons: Icons) -> _Drawn:
    session.views.remember("glossary", PICTURE)
    page = _Drawn(session, switch, icons, _KINDS)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    qtbot.waitUntil(lambda: page.picture is not None and bool(page.card.current_key()))
    return page


def test_picture_and_table_share_selection_and_keys_and_one_key_changes_between_them(
    qtbot: QtBot, sample_session: Session, switch: ThemeSwitch, icons: Icons
) -> None:
    session = sample_session
    page = _shown(qtbot, session, switch, icons)
    picture = page.picture
    assert isinstance(picture, _Boxes)
    chart = picture.chart
    qtbot.waitUntil(lambda: bool(chart.drawing.regions))
    names = [region.key for region in chart.drawing.regions]
    page.take_keyboard()
    page.select(names[0])
    qtbot.waitUntil(lambda: chart.current_key == names[0])

    for key, at in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 4), (Qt.Key.Key_Left, 3)):
        qtbot.keyClick(chart, key)
        assert chart.current_key == names[at]
        assert page.card.current_key() == names[at]

    before = session.draft.agreement.of_kind("term")
    qtbot.keyClick(chart, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(session.draft.agreement.of_kind("term")) == len(before) - 1)

    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_Y, both)
    assert page.picture is None
    assert page.card.isVisible()
    again = _Drawn(
        session,
        switch,
        icons,
        PageKinds(KINDS_OF_PAGE["glossary"], "glossary", "words", "sentence", "add"),
    )
    qtbot.addWidget(again)
    assert again.picture is None, "what was in sight last is remembered"


def test_a_part_is_dragged_given_up_and_nudged(
    qtbot: QtBot, sample_session: Session, switch: ThemeSwitch, icons: Icons
) -> None:
    session = sample_session
    page = _shown(qtbot, session, switch, icons)
    picture = page.picture
    assert isinstance(picture, _Boxes)
    chart = picture.chart
    qtbot.waitUntil(lambda: bool(chart.drawing.regions))
    seen: list[object] = []
    for signal in (chart.dragged, chart.dropped, chart.nudged):
        signal.connect(seen.append)
    chart.given_up.connect(lambda: seen.append("given up"))
    left = Qt.MouseButton.LeftButton
    first = chart.drawing.regions[0].key

    qtbot.mousePress(chart, left, pos=QPoint(4, 10))
    qtbot.mouseMove(chart, QPoint(34, 12))
    qtbot.mouseRelease(chart, left, pos=QPoint(44, 12))
    (moved, dropped), drops = seen, seen[-1]
    assert isinstance(moved, Drag)
    assert isinstance(dropped, Drag)
    assert (dropped.grip.key, dropped.grip.part, dropped.dx, dropped.dy) == (first, "start", 40, 2)
    assert drops is dropped

    # A grip reaches over the edge of its region, and still makes that current.
    seen.clear()
    second = chart.drawing.regions[1].key
    qtbot.mousePress(chart, left, pos=QPoint(57, 10))
    qtbot.mouseRelease(chart, left, pos=QPoint(57, 10))
    assert chart.current_key == second

    qtbot.mousePress(chart, left, pos=QPoint(4, 10))
    qtbot.mouseMove(chart, QPoint(60, 10))
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    qtbot.mouseRelease(chart, left, pos=QPoint(60, 10))
    assert seen[-1] == "given up"
    assert not chart.dragging

    seen.clear()
    qtbot.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert seen == [Nudge(first, 1, 0, Qt.KeyboardModifier.ShiftModifier)]
    # With what the chart does not move by, an arrow stays the window's.
    for held in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        qtbot.keyClick(chart, Qt.Key.Key_Right, held | Qt.KeyboardModifier.ShiftModifier)
    assert len(seen) == 1
