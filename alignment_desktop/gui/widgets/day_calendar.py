"""The calendar in which a day is chosen, in the window's colours and the user's week."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD, font
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.wording import user_locale, wording


class DayCalendar(QCalendarWidget):
    """A month at a time; the sheet gives it its colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        locale = user_locale()
        self.setLocale(locale)
        self.setFirstDayOfWeek(locale.firstDayOfWeek())
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        plain, heading, today = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        heading.setFont(font(11, MEDIUM))
        today.setFont(font(13, SEMIBOLD))
        today.setFontUnderline(True)
        self.setHeaderTextFormat(heading)
        # Qt writes weekends in a red that means trouble here.
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, plain)
        self.setDateTextFormat(QDate.currentDate(), today)
        names = {
            "qt_calendar_prevmonth": wording().common.previous_month(),
            "qt_calendar_nextmonth": wording().common.next_month(),
            "qt_calendar_monthbutton": wording().common.month(),
            "qt_calendar_yearbutton": wording().common.year(),
        }
        for name, words in names.items():
            button = self.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setAccessibleName(words)
                set_tool_tip(button, words)
        self.setMinimumWidth(264)


class DayPopup(QFrame):
    """A calendar below a field; a click or Enter chooses, Escape leaves.

    Attributes:
        chosen: Carries the day, as `QDate`.
    """

    chosen = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        set_look(self, "card", "popup")
        self.calendar = DayCalendar(self)
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(7, 7, 7, 7)
        column.addWidget(self.calendar)

    def open_below(self, field: QWidget, day: QDate) -> None:
        """Comes into sight below a field, with a day selected; above where there is no room."""
        self.calendar.setSelectedDate(day if day.isValid() else QDate.currentDate())
        self.adjustSize()
        room = field.screen().availableGeometry()
        corner = field.mapToGlobal(QPoint(0, field.height() + 2))
        if corner.y() + self.height() > room.bottom():
            corner = field.mapToGlobal(QPoint(0, -self.height() - 2))
        corner.setX(min(corner.x(), room.right() - self.width()))
        self.move(corner)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, day: QDate) -> None:
        self.hide()
        self.chosen.emit(day)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
