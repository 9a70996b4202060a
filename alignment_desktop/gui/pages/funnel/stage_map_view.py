"""The map of stages in the window: dragging moves a stage, its corner leads it to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from alignment_desktop.charts.geometry import Drawing, Region
from alignment_desktop.charts.map_stages import MapStage, Tried
from alignment_desktop.charts.stage_map import before_at, row_of, stage_map
from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.charts.drag_view import Drag, DragChart, Nudge
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass

NARROWEST = 76
"""Pixels that a stage needs so that it is read."""
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class MapContents:
    """What the map shows.

    Attributes:
        stages: In the agreement's order.
        owners: What each owner is called.
        handover: The stage where leads change hands, and what that is called.
    """

    stages: Sequence[MapStage] = ()
    owners: Mapping[str, str] = field(default_factory=dict)
    handover: tuple[str, str] = ("", "")


class StageMapView(DragChart):
    """Shows stages; what is asked for with them is told, and not done here.

    Attributes:
        moved: Carries the stage, and the one before which it is to stand; empty: after all others.
        stepped: Carries the stage, and 1 where it is to stand one place later, −1: earlier.
        led: Carries the stage, and the one that leads are to go to from there, or no more.
        leading: Carries the stage whose new way is being chosen by key; empty: none any more.
    """

    moved = Signal(str, str)
    stepped = Signal(str, int)
    led = Signal(str, str)
    leading = Signal(str)

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        self._leads_from = ""  # Qt asks about events while the widget is being made
        name = wording().funnel_page.map()
        super().__init__(switch, name, parent, nudges=Qt.KeyboardModifier.AltModifier)
        self._contents = MapContents()
        self._selected = ""
        self._tried: Tried | None = None
        self.dragged.connect(self._show_drag)
        self.dropped.connect(self._drop)
        self.given_up.connect(self._stop)
        self.nudged.connect(self._nudge_stage)
        self.chosen.connect(self._choose)

    @property
    def leads_from(self) -> str:
        """The stage whose new way is being chosen by key; empty: none is."""
        return self._leads_from

    def show_map(self, contents: MapContents) -> None:
        """Shows stages; gives up what is being done with one that is gone, or leads elsewhere."""
        before, self._contents = self._contents, contents
        held = self._tried.key if self._tried is not None else ""
        if held and _ways(before, held) != _ways(contents, held) and not self.give_up():
            self._stop()
        self.show_chart(self._draw_map)

    def show_selected(self, key: str) -> None:
        """Marks a stage as selected; empty: none."""
        self._selected = key
        if not self._leads_from:
            self.show_current(key)
        self._redraw()

    def height_wanted(self) -> int:
        """Pixels that the map is high."""
        return round(self._draw_map(max(self.width(), 1), 0).height) + 1

    def begin_leading(self) -> None:
        """Lets the arrows choose where the current stage leads to; Enter leads it there."""
        if not self.current_key:
            return
        self._leads_from = self.current_key
        self._try(Tried(self._leads_from))
        self.leading.emit(self._leads_from)

    def _draw_map(self, width: float, _height: float) -> Drawing:
        its = self._contents
        return stage_map(its.stages, width, its.owners, its.handover, self._selected, self._tried)

    def _try(self, tried: Tried | None) -> None:
        self._tried = tried
        self._redraw()

    def _show_drag(self, drag: Drag) -> None:
        key = drag.grip.key
        if drag.grip.part == "way":
            target = self._drawing.region_at(drag.x, drag.y)
            over = target.key if target is not None and target.key != key else ""
            self._try(Tried(key, towards=(drag.x, drag.y), target=over))
        else:
            row = row_of(self._contents.stages, key)
            self._try(Tried(key, before=before_at(self._drawing, row, drag.x)))

    def _drop(self, drag: Drag) -> None:
        self._show_drag(drag)
        tried = self._tried
        self._stop()
        if tried is None:
            return
        if tried.before is None:
            if tried.target:
                self.led.emit(tried.key, tried.target)
            return
        row = row_of(self._contents.stages, tried.key)
        at = row.index(tried.key)
        stays = (tried.key, row[at + 1] if at + 1 < len(row) else "")
        if tried.before not in stays:
            self.moved.emit(tried.key, tried.before)

    def _nudge_stage(self, nudge: Nudge) -> None:
        if nudge.dx:
            self.stepped.emit(nudge.key, nudge.dx)

    def _stop(self) -> None:
        if self._leads_from:
            self._leads_from = ""
            self.leading.emit("")
            self.show_current(self._selected)
        self._try(None)

    def _choose(self, _region: Region) -> None:
        if self._leads_from:
            self._finish_leading()

    def _finish_leading(self) -> None:
        start, target = self._leads_from, self.current_key
        self._stop()
        if target and target != start:
            self.led.emit(start, target)

    @override
    def _make_current(self, region: Region) -> None:
        if not self._leads_from:
            super()._make_current(region)
            return
        # What is selected stays so while the way is chosen.
        self._current = self._drawing.regions.index(region)
        self.announce(region)
        here = region.key == self._leads_from
        start = next((r for r in self._drawing.regions if r.key == self._leads_from), region)
        # To the nearest edge, so that the arrow does not strike the name.
        edge = region.y if region.y > start.y else region.y + region.height
        middle = region.x + region.width / 2, edge
        target = "" if here else region.key
        self._try(Tried(self._leads_from, towards=None if here else middle, target=target))

    @override
    def event(self, event: QEvent) -> bool:
        if (
            self._leads_from
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Escape, *_ENTERS)
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._leads_from and event.key() == Qt.Key.Key_Escape:
            self._stop()
        elif self._leads_from and event.key() in _ENTERS:
            self._finish_leading()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._leads_from:
            self._stop()


def _ways(contents: MapContents, key: str) -> tuple[str, ...] | None:
    """Where a stage leads to; None where there is no such stage."""
    return next((each.ways for each in contents.stages if each.key == key), None)


accessible.register(StageMapView, QAccessible.Role.Chart)
