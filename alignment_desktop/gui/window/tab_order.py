"""In which order Tab goes through a window: as one reads it, row by row, left to right."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
"""Controls whose parts are no stops of their own."""
_AROUND = 24  # pixels that stay in sight around a control that was scrolled to


def tab_stops(window: QWidget) -> list[QWidget]:
    """Every control that Tab comes to, in order.

    Qt goes by when widgets were made; here pages, panes and forms are made when they are needed.
    """
    return list(_stops_in(window))


def keyboard_in(window: QWidget) -> QWidget | None:
    """What has the keyboard in a window, or had it last; Qt's types do not say that it may miss."""
    return window.focusWidget()


def can_take_keyboard(control: QWidget) -> bool:
    """Whether a control is in sight and listens to keys."""
    return control.isVisible() and control.isEnabled()


def step(window: QWidget, *, forward: bool) -> bool:
    """Gives the keyboard to the next control, or the one before; false where there is none."""
    stops = tab_stops(window)
    if not stops:
        return False
    focused = keyboard_in(window)
    at = _place(stops, focused)
    if at is None:
        # What has the keyboard is no stop itself, as a page is not: its own stops come first.
        around = [stop for stop in stops if focused is not None and focused.isAncestorOf(stop)]
        target = (around or stops)[0 if forward else -1]
    else:
        target = stops[(at + (1 if forward else -1)) % len(stops)]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    bring_into_sight(target)
    return True


def _stops_in(parent: QWidget) -> Iterator[QWidget]:
    for child in _as_read(parent):
        policy = child.focusPolicy() & Qt.FocusPolicy.TabFocus
        if policy == Qt.FocusPolicy.TabFocus and child.isEnabled() and child.focusProxy() is None:
            yield child
        if not isinstance(child, _WHOLE):
            yield from _stops_in(child)


def _as_read(parent: QWidget) -> list[QWidget]:
    """The children in sight: those whose heights meet stand in one row."""
    children = [
        child
        for child in parent.children()
        if isinstance(child, QWidget) and not child.isWindow() and child.isVisible()
    ]
    children.sort(key=lambda child: child.y())
    rows: list[list[QWidget]] = []
    for child in children:
        if rows and child.y() < rows[-1][0].geometry().bottom():
            rows[-1].append(child)
        else:
            rows.append([child])
    return [child for row in rows for child in sorted(row, key=lambda one: one.x())]


def _place(stops: list[QWidget], focused: QWidget | None) -> int | None:
    """Where the keyboard is among the stops; it may be in a part of one."""
    while focused is not None:
        if focused in stops:
            return stops.index(focused)
        focused = focused.parentWidget()
    return None


def bring_opened_into_sight(panel: QWidget) -> None:
    """Scrolls to what was just shown, once it has its place."""
    QTimer.singleShot(0, panel, lambda: bring_into_sight(panel))


def close_opened(panel: QWidget, opener: QWidget) -> None:
    """Hides what was opened in place; the keyboard, if it is in there, goes back to what opened it.

    Qt would give it to whatever comes next, such as the pages of the document.
    """
    focused = keyboard_in(panel.window())
    if focused is not None and panel.isAncestorOf(focused):
        opener.setFocus(Qt.FocusReason.OtherFocusReason)
    panel.hide()


def bring_into_sight(control: QWidget) -> None:
    """Scrolls all that a control lies in, so that it can be seen."""
    around = control.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(control, _AROUND, _AROUND)
        around = around.parentWidget()
