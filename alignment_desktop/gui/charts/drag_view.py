"""A chart whose parts can be selected and dragged: with the mouse, and as well by key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from alignment_desktop.charts.geometry import Cursor, Grip, Region
from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.values import dataclass

_LEFT = Qt.MouseButton.LeftButton
_CURSORS: dict[Cursor, Qt.CursorShape] = {
    "move": Qt.CursorShape.SizeAllCursor,
    "sideways": Qt.CursorShape.SizeHorCursor,
    "upright": Qt.CursorShape.SizeVerCursor,
    "cross": Qt.CursorShape.CrossCursor,
}
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
)


@dataclass(frozen=True, slots=True)
class Drag:
    """A grip on its way.

    Attributes:
        grip: What is dragged, as it was when the mouse went down on it.
        start: Where that was, in the drawing's units.
        x: Where the mouse is now.
        y: The same from the top.
    """

    grip: Grip
    start: tuple[float, float]
    x: float
    y: float

    @property
    def dx(self) -> float:
        """How far it came to the right."""
        return self.x - self.start[0]

    @property
    def dy(self) -> float:
        """How far it came down."""
        return self.y - self.start[1]


@dataclass(frozen=True, slots=True)
class Nudge:
    """An arrow that was pressed together with Shift, Ctrl or Alt, which moves something.

    Attributes:
        key: The key of the current region.
        dx: 1 to the right, −1 to the left, else 0.
        dy: 1 down, −1 up, else 0.
        modifiers: What was held.
    """

    key: str
    dx: int
    dy: int
    modifiers: Qt.KeyboardModifier


class DragChart(ChartView):
    """Shows a chart and lets parts of it be selected, dragged and nudged.

    Whoever shows the chart draws it anew while something is dragged, and decides on what it snaps
    to. Arrows go to the nearest region in their direction; a click selects, a double-click or
    Enter opens. Escape gives up what is being dragged.

    Attributes:
        current_changed: Carries the key of the region that is current now.
        opened: Carries the `Region` that was double-clicked, or entered by key.
        dragged: Carries a `Drag` at each move.
        dropped: Carries the last `Drag`: the mouse was let go.
        given_up: What was dragged is to stand as it did.
        nudged: Carries a `Nudge`.
    """

    current_changed = Signal(str)
    opened = Signal(object)
    dragged = Signal(object)
    dropped = Signal(object)
    given_up = Signal()
    nudged = Signal(object)

    def __init__(
        self,
        switch: ThemeSwitch,
        name: str,
        parent: QWidget | None = None,
        *,
        nudges: Qt.KeyboardModifier = _MODIFIERS,
    ) -> None:
        """Makes the chart.

        Args:
            switch: The theme.
            name: What assistive programs call it.
            parent: The widget that it stands in.
            nudges: With which of Shift, Ctrl and Alt an arrow moves something; with others it
                stays the window's.
        """
        super().__init__(switch, name, parent)
        self._nudges = nudges
        self._held: Grip | None = None
        self._start = QPointF()
        self._on_its_way = False

    @property
    def current_key(self) -> str:
        """The key of the current region; empty where none is."""
        regions = self._drawing.regions
        return regions[self._current].key if 0 <= self._current < len(regions) else ""

    @property
    def dragging(self) -> bool:
        """Whether something is being dragged."""
        return self._on_its_way

    def show_current(self, key: str) -> None:
        """Makes the region with a key current, without telling anybody."""
        self._current = self._place_of(key)
        self.update()

    def _place_of(self, key: str) -> int:
        regions = self._drawing.regions
        return next((at for at, each in enumerate(regions) if key and each.key == key), -1)

    @override
    def _redraw(self) -> None:
        # What is current is a thing, not a place: another order must not make another current.
        held = self.current_key
        super()._redraw()
        if held:
            self._current = self._place_of(held)

    def _make_current(self, region: Region) -> None:
        self._current = self._drawing.regions.index(region)
        self.update()
        self.announce(region)
        self.current_changed.emit(region.key)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held is None:
            grip = self._drawing.grip_at(at.x(), at.y())
            if grip is not None:
                self.setCursor(_CURSORS[grip.cursor])
            else:
                super().mouseMoveEvent(event)
            return
        far = (at - self._start).manhattanLength() >= QApplication.startDragDistance()
        if self._on_its_way or far:
            self._on_its_way = True
            self.dragged.emit(self._drag(at))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() == _LEFT:
            self._held = self._drawing.grip_at(at.x(), at.y())
            self._start = at
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            region = self._drawing.region_at(at.x(), at.y())
            if region is None and self._held is not None:
                # A grip reaches over the edge of what it belongs to.
                place = self._place_of(self._held.key)
                region = self._drawing.regions[place] if place >= 0 else None
            if region is not None:
                self._make_current(region)
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._on_its_way and event.button() == _LEFT:
            drag = self._drag(event.position())
            self._let_go()
            self.dropped.emit(drag)
            return
        self._let_go()
        super().mouseReleaseEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        region = self._region(event)
        if region is not None and event.button() == _LEFT:
            self.opened.emit(region)

    def _drag(self, at: QPointF) -> Drag:
        assert self._held is not None
        return Drag(self._held, (self._start.x(), self._start.y()), at.x(), at.y())

    def _let_go(self) -> None:
        self._held, self._on_its_way, self._pressed = None, False, None

    def give_up(self) -> bool:
        """Gives up what is being dragged; whether something was."""
        if not self._on_its_way:
            self._held = None
            return False
        self._let_go()
        self.given_up.emit()
        return True

    @override
    def event(self, event: QEvent) -> bool:
        # Before they mean anything to the window.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (self._nudge(event) is not None or (self._on_its_way and _is_escape(event)))
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        nudge = self._nudge(event)
        if _is_escape(event) and self.give_up():
            return
        if nudge is not None:
            self.nudged.emit(nudge)
        elif key in _ARROWS and not event.modifiers() & _MODIFIERS:
            self._go(*_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _MODIFIERS:
            if self.current_key:
                self.opened.emit(self._drawing.regions[self._current])
        else:
            super().keyPressEvent(event)

    def _nudge(self, event: QKeyEvent) -> Nudge | None:
        held = event.modifiers() & _MODIFIERS
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None or not held or held & ~self._nudges or not self.current_key:
            return None
        return Nudge(self.current_key, *step, held)

    def _go(self, dx: int, dy: int) -> None:
        regions = self._drawing.regions
        if not regions:
            return
        if not 0 <= self._current < len(regions):
            self._make_current(regions[0])
            return
        here = regions[self._current]
        ahead = [(_distance(here, each, dx, dy), each) for each in regions]
        found = [(far, each) for far, each in ahead if far is not None]
        if found:
            self._make_current(min(found, key=lambda one: one[0])[1])


def _is_escape(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Escape


def _middle(region: Region) -> tuple[float, float]:
    return region.x + region.width / 2, region.y + region.height / 2


def _distance(here: Region, there: Region, dx: int, dy: int) -> float | None:
    """How far a region lies in a direction; None where it does not lie in it.

    What lies aside counts twice, so that an arrow rather stays in its row or column.
    """
    (x1, y1), (x2, y2) = _middle(here), _middle(there)
    along = (x2 - x1) * dx + (y2 - y1) * dy
    if along <= 0:
        return None
    if dx:
        gap = max(here.y - there.y - there.height, there.y - here.y - here.height, 0.0)
        aside = abs(y2 - y1)
    else:
        gap = max(here.x - there.x - there.width, there.x - here.x - here.width, 0.0)
        aside = abs(x2 - x1)
    # Left and right stay in the row, where one is; up and down rather go to the next row.
    return along + 2 * aside if dx else along + aside / 2 + 2 * gap


accessible.register(DragChart, QAccessible.Role.Chart)
