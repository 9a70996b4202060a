"""The week's hours on a grid, drawn and moved with the mouse and by key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from alignment_desktop.charts.geometry import Drawing, Region
from alignment_desktop.charts.week_grid import (
    DRAWS,
    END,
    START,
    Axis,
    GridDay,
    axis_of,
    grid_height,
    row_at,
    week_grid,
)
from alignment_desktop.domain.calendar import WEEKDAYS, Shift
from alignment_desktop.domain.weekly_hours import (
    STEP,
    Block,
    Week,
    changed_days,
    drawn,
    free_block,
    minutes_on,
    moved,
    replaced,
    snapped,
    stretched,
    with_block,
    without_block,
)
from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.charts.drag_view import Drag, DragChart, Nudge
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.cadence import shift_text
from alignment_desktop.phrasing.durations import open_hours_text

_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_CLOSES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_NOTHING: Week = ((),) * 7


class WeekChart(DragChart):
    """Shows the hours of a week and lets them be changed.

    With the mouse: an end is dragged, a block is dragged, also to another day, and one is drawn
    where there is none. By key: arrows go from block to block, Shift+arrows move the block,
    Ctrl+arrows its end, Ctrl+Shift+arrows its start; Insert draws one, and so does Enter on a day;
    Delete takes it away. All snap to a quarter of an hour, and a block that meets another becomes
    one with it.

    Attributes:
        edited: Carries what the fields of the calendar are to say, by their dotted names.
        touched: Something of the week has the keyboard or was clicked.
        write_wanted: The fields of the calendar are wanted.
        told: Carries the current block in words; empty: there is none.
        keyboard_came: Carries whether it has the keyboard now, and by a key.
    """

    edited = Signal(object)
    touched = Signal()
    write_wanted = Signal()
    told = Signal(str)
    keyboard_came = Signal(bool)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__(switch, wording().cadence.week_caption(), nudges=_SHIFT | _CTRL)
        self._week = self._standing = _NOTHING
        self._tried: Week | None = None
        self._axis: Axis | None = None
        self._chosen = ""
        self.setFixedHeight(round(grid_height()) + 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.current_changed.connect(self._choose)
        self.dragged.connect(self._drag_on)
        self.dropped.connect(self._drop)
        self.given_up.connect(self._give_up)
        self.nudged.connect(self._nudge_block)
        self.opened.connect(self._open)

    @property
    def week(self) -> Week:
        """The hours that are shown."""
        return self._tried or self._week

    def show_week(self, week: Week, standing: Week) -> None:
        """Shows hours.

        Args:
            week: As whoever is at the keyboard has them.
            standing: As they stand; what differs is only proposed.
        """
        other = week != self._week
        self._week, self._standing = week, standing
        if other:
            # What is dragged began from hours that are no longer these.
            self.give_up()
        if not self.dragging:
            self._tried = self._axis = None
        self._draw_week()

    def draw_block(self) -> None:
        """Draws a block on the current day, where there is room for one."""
        day = self._current_day()
        block = free_block(self.week, day)
        if block is not None:
            self._change(with_block(self.week, block), block)

    def close_block(self) -> None:
        """Takes the current block away."""
        block = self._current_block()
        if block is not None:
            self._chosen = WEEKDAYS[block.day]
            self._change(without_block(self.week, block), None)

    def _draw_week(self) -> None:
        days = self._days(self.week)
        its, axis, chosen = wording().cadence, self._axis, self._chosen
        headings = its.day_heading(), its.hours_heading(), its.open_heading()

        def draw(width: float, _height: float) -> Drawing:
            return week_grid(
                days,
                width,
                headings=headings,
                caption=its.week_caption(),
                chosen=chosen,
                lunch=its.lunch(),
                axis=axis,
            )

        self.show_chart(draw)
        self.show_current(chosen)
        self.told.emit(self._block_words())

    def _block_words(self) -> str:
        """The current block with its day: `Tue 09:00–12:30, 3 h 30 m`."""
        block, marks = self._current_block(), user_language()
        if block is None or block.shift not in self.week[block.day]:
            return ""
        day = marks.weekday(WEEKDAYS[block.day], short=True)
        hours = shift_text(block.shift, marks)
        standing = block.shift in self._standing[block.day] or self._tried is not None
        return wording().cadence.block_is(
            day=day,
            hours=hours if standing else wording().cadence.proposed_hours(hours=hours),
            time=open_hours_text(minutes_on([block.shift]), marks),
        )

    def _days(self, week: Week) -> list[GridDay]:
        marks, its = user_language(), wording().cadence
        days = []
        for at, code in enumerate(WEEKDAYS):
            shifts, held, standing = week[at], self._week[at], self._standing[at]
            # What is only tried is no proposal yet.
            proposed = {each for each in shifts if each in held and each not in standing}
            texts = {each: shift_text(each, marks) for each in shifts}
            days.append(
                GridDay(
                    code,
                    marks.weekday(code, short=True),
                    tuple((each.start, each.end) for each in shifts),
                    tuple(
                        its.proposed_hours(hours=texts[each]) if each in proposed else texts[each]
                        for each in shifts
                    ),
                    open_hours_text(minutes_on(shifts), marks),
                    its.closed_day(),
                    frozenset((each.start, each.end) for each in proposed),
                    tuple((each.start, each.end) for each in standing if each not in held),
                )
            )
        return days

    def _choose(self, key: str) -> None:
        self._chosen = key
        self._draw_week()
        self.touched.emit()

    def _open(self, region: Region) -> None:
        if region.key in WEEKDAYS:
            self.draw_block()
        else:
            self.write_wanted.emit()

    def _current_day(self) -> int:
        code = self._chosen.partition(" ")[0]
        return WEEKDAYS.index(code) if code in WEEKDAYS else 0

    def _current_block(self) -> Block | None:
        return _block_of(self._chosen)

    def _drag_on(self, drag: Drag) -> None:
        self._axis = self._axis or axis_of(self._days(self._week), self.width())
        tried = self._dragged_block(drag, self._axis)
        if tried is None:
            return
        before = _block_of(drag.grip.key)
        week = (
            with_block(self._week, tried) if before is None else replaced(self._week, before, tried)
        )
        self._tried = week
        self._chosen = _key_in(week, tried)
        self._draw_week()

    def _dragged_block(self, drag: Drag, axis: Axis) -> Block | None:
        """What is dragged, as it would be if it were let go here."""
        first, now = axis.minute(drag.start[0]), axis.minute(drag.x)
        block = _block_of(drag.grip.key)
        if drag.grip.part == DRAWS or block is None:
            return drawn(WEEKDAYS.index(drag.grip.key), first, now)
        by = now - first
        if drag.grip.part == START:
            return stretched(block, start=snapped(block.shift.start + by))
        if drag.grip.part == END:
            return stretched(block, end=snapped(block.shift.end + by))
        from_row, to_row = row_at(drag.start[1]), row_at(drag.y)
        days = 0 if from_row is None or to_row is None else to_row - from_row
        return moved(block, snapped(by), days)

    def _drop(self, drag: Drag) -> None:
        self._drag_on(drag)
        tried, self._axis = self._tried, None
        if tried is not None and tried != self._week:
            self.edited.emit(changed_days(self._week, tried))
        else:
            self._give_up()

    def _give_up(self) -> None:
        self._tried = self._axis = None
        self._draw_week()

    def _nudge_block(self, nudge: Nudge) -> None:
        block = self._current_block()
        if block is None:
            return
        minutes = nudge.dx * STEP
        if nudge.modifiers == _SHIFT:
            changed = moved(block, minutes, nudge.dy)
        elif nudge.modifiers == _CTRL:
            changed = stretched(block, end=block.shift.end + minutes)
        else:
            changed = stretched(block, start=block.shift.start + minutes)
        if changed != block:
            self._change(replaced(self.week, block, changed), changed)

    def _change(self, week: Week, block: Block | None) -> None:
        if block is not None:
            self._chosen = _key_in(week, block)
        before, self._tried = self.week, week
        self._draw_week()
        self.edited.emit(changed_days(before, week))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.keyboard_came.emit(event.reason() != Qt.FocusReason.MouseFocusReason)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keyboard_came.emit(False)

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._act_of(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_of(event)
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            return None
        if Qt.Key(event.key()) in _CLOSES:
            return self.close_block
        return self.draw_block if event.key() == Qt.Key.Key_Insert else None


def _block_of(key: str) -> Block | None:
    """The block that a region is called after; None: it is a day."""
    code, *minutes = key.split(" ")
    if code not in WEEKDAYS or len(minutes) != 2:
        return None
    return Block(WEEKDAYS.index(code), Shift(int(minutes[0]), int(minutes[1])))


def _key_in(week: Week, block: Block) -> str:
    """What the region of a block is called in a week, where it may be one with another."""
    code = WEEKDAYS[block.day]
    for shift in week[block.day]:
        if shift.start <= block.shift.start and block.shift.end <= shift.end:
            return f"{code} {shift.start} {shift.end}"
    return code


accessible.register(WeekChart, QAccessible.Role.Chart)
