"""The list of those who can sit at the keyboard, over the window's lower left corner."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD, font
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.painting.avatar import paint_avatar
from alignment_desktop.gui.painting.text_lines import draw_line
from alignment_desktop.gui.seats.new_colleague import NewColleague
from alignment_desktop.gui.seats.seat import Seat
from alignment_desktop.gui.seats.seat_entries import SeatEntry, SeatGroup
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.panel import Panel, PanelArea
from alignment_desktop.gui.wording import wording

_WIDTH = 304
_ROW = 42
_ASIDE = 8
_EDGES = 9
"""Pixels of borders, and some to spare: a list that just fits would show a scroll bar."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SeatRow(QAbstractButton):
    """Somebody who can sit down."""

    def __init__(self, switch: ThemeSwitch, entry: SeatEntry, *, here: bool) -> None:
        """Makes a row.

        Args:
            switch: The theme.
            entry: Who it is.
            here: Whether they are at the keyboard already.
        """
        super().__init__()
        self._switch = switch
        self.entry = entry
        self.setCheckable(True)
        self.setChecked(here)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_ROW)
        self.setText(entry.name)
        self.setAccessibleName(entry.spoken)

    @override
    def nextCheckState(self) -> None:
        """Being pressed does not change who is there already: whoever listens does."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH // 2, _ROW)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, entry = self._switch.theme, self.entry
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        ground = "accent_tint" if self.isChecked() else "soft_line" if self.underMouse() else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        middle = box.center().y()
        paint_avatar(painter, QRectF(8, middle - 14, 28, 28), entry.letters, entry.tone, theme)
        words = box.adjusted(46, 4, -8, -4)
        upper, lower = QRectF(words), QRectF(words)
        upper.setBottom(middle + 1)
        lower.setTop(middle - 1)
        draw_line(painter, upper, entry.name, font(13, MEDIUM), theme.colour("text"))
        # Muted is never set on a tint.
        quiet = theme.colour("neutral" if ground else "muted")
        draw_line(painter, lower, entry.detail, font(12), quiet)


class SeatList(Panel):
    """Everybody of the agreement, in groups, and a line to add a colleague.

    Attributes:
        chosen: Carries the `Seat` of who sits down.
        colleague_named: Carries the name and the party of somebody who is to be added; the party
            is empty for somebody who speaks for neither.
    """

    chosen = Signal(object)
    colleague_named = Signal(str, str)

    def __init__(self, switch: ThemeSwitch, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        set_look(self, "card", "palette")
        self.setAccessibleName(wording().seats.who_is_at_the())
        self._switch = switch
        self._around = parent
        self._before: QWidget | None = None
        self._inside = QWidget()
        self.rows: list[SeatRow] = []
        self.colleague = NewColleague(icons)
        self.colleague.named.connect(self._add)
        self.colleague.opened.connect(self._lay_out)
        self._area = PanelArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = QFrame()
        line.setObjectName("keyboard_line")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        column.addWidget(line)
        column.addWidget(self.colleague)
        parent.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._watch_keyboard)
        self.hide()

    def open(self, groups: Sequence[SeatGroup], seat: Seat | None, party: str | None) -> None:
        """Comes into sight, with the keyboard on the one who comes next.

        Args:
            groups: Who can sit down.
            seat: Who is there; None where that was never said.
            party: Of which party a colleague is likely to be, as `colleague_named` has it.
        """
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self._fill(groups, seat)
        self.colleague.begin(party)
        self._lay_out()
        self.show()
        self.raise_()
        here = next((at for at, row in enumerate(self.rows) if row.isChecked()), -1)
        self._go_to((here + 1) % len(self.rows))

    def close_quietly(self) -> None:
        """Goes, and gives the keyboard back to where it was."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, groups: Sequence[SeatGroup], seat: Seat | None) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(_ASIDE, 2, _ASIDE, 6)
        column.setSpacing(0)
        self.rows = []
        for group in groups:
            heading = QHBoxLayout()
            heading.setContentsMargins(8, 10, 8, 4)
            heading.addWidget(label(group.title, 12, SEMIBOLD, "muted"), 1)
            heading.addWidget(label(group.keys, 12, tone="muted"))
            column.addLayout(heading)
            for entry in group.entries:
                row = SeatRow(self._switch, entry, here=entry.seat == seat)
                row.clicked.connect(lambda _on, chosen=entry.seat: self._choose(chosen))
                column.addWidget(row)
                self.rows.append(row)
        column.addStretch(1)
        self._inside = inside
        self._area.setWidget(inside)

    def _go_to(self, at: int) -> None:
        self.rows[at].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(self.rows[at])

    def _choose(self, seat: Seat) -> None:
        self.close_quietly()
        self.chosen.emit(seat)

    def _add(self, name: str, party: str) -> None:
        self.close_quietly()
        self.colleague_named.emit(name, party)

    def _lay_out(self) -> None:
        below = self.colleague.heightForWidth(_WIDTH)  # only what wraps depends on it
        below = below if below > 0 else self.colleague.sizeHint().height()
        wanted = self._inside.sizeHint().height() + below + _EDGES
        room = self._around.height() - 72
        height = max(min(wanted, room), 120)
        self.setGeometry(_ASIDE, self._around.height() - 60 - height, _WIDTH, height)

    def _watch_keyboard(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Whoever goes on elsewhere does not want it any more."""
        if self.isVisible() and now is not None and now is not self and not self.isAncestorOf(now):
            self._before = None
            self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._lay_out()
        return super().eventFilter(watched, event)

    @override
    def escape(self) -> None:
        self.close_quietly()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        focused = self.focusWidget()
        if key in _STEPS and isinstance(focused, SeatRow):
            at = (self.rows.index(focused) + _STEPS[key]) % len(self.rows)
            self._go_to(at)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, SeatRow):
            focused.click()
        else:
            super().keyPressEvent(event)
