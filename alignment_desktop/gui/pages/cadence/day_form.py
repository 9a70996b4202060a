"""The line in which a day that differs is written: closed, or open at other hours."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from typing_extensions import override

from alignment_desktop.domain.calendar import Calendar, Shift
from alignment_desktop.domain.clauses import Days
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.days import day_words, read_day
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.choice_editors import Combo
from alignment_desktop.gui.inspector.day_editors import DayEditor
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.flow_layout import FlowLayout
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

CLOSED, OPEN = "closed", "open"


class DayForm(QWidget):
    """Takes a day and what it is; what is wrong with it stands below, and nothing is lost.

    Attributes:
        written: Carries the fields of the calendar, by their dotted names, as they are to be.
        left: The form was given up, or is done.
    """

    written = Signal(object)
    left = Signal()

    def __init__(self, icons: Icons, sentence: Callable[[Problem], str]) -> None:
        """Makes the form.

        Args:
            icons: The icons.
            sentence: Puts trouble into words.
        """
        super().__init__()
        its = wording().cadence
        self._calendar: Calendar | None = None
        self._days: Days | None = None
        self._sentence = sentence
        self.day = DayEditor(icons)
        self.day.name_for(its.which_day())
        self.day.setFixedWidth(136)
        self.what = Combo()
        self.what.setAccessibleName(its.days_that_differ())
        self.what.addItem(its.closed_choice(), CLOSED)
        self.what.addItem(its.open_choice(), OPEN)
        self.hours = QLineEdit()
        self.hours.setPlaceholderText(its.hours_example())
        self.hours.setAccessibleName(its.hours_field())
        self.hours.setFixedWidth(124)
        self.add_button = QPushButton(its.day_add())
        set_look(self.add_button, "kind", "primary")
        self.trouble = label("", 12, tone="missed", wrap=True)
        fields = QWidget()
        flow = FlowLayout(fields, 8)
        for part in (self.day, self.what, self.hours, self.add_button):
            flow.addWidget(part)
        column = column_of(self, 4)
        column.addWidget(fields)
        column.addWidget(self.trouble)
        self.what.currentIndexChanged.connect(self._show_hours)
        self.add_button.clicked.connect(self.write)
        self.day.line.returnPressed.connect(self.write)
        self.hours.returnPressed.connect(self.write)
        self.trouble.hide()
        self._show_hours()

    def begin(self, calendar: Calendar, days: Days) -> None:
        """Takes a further day of a calendar, one of the days of the agreement."""
        self._calendar, self._days = calendar, days
        self.trouble.hide()
        self.show()
        self.day.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self) -> None:
        """Says what the calendar is to say now, or what is wrong."""
        calendar, its = self._calendar, wording().cadence
        if calendar is None:
            return
        day = read_day(self.day.line.text())
        if day is None:
            self._refuse(its.bad_day(), self.day.line)
            return
        days = self._days
        if days is not None and not days.start <= day <= days.end:
            self._refuse(its.not_in_period(day=day_words(day)), self.day.line)
            return
        table = calendar.to_mapping()
        opened = table.get("open", {})
        assert isinstance(opened, Mapping)
        fields: dict[str, object] = {}
        if self.what.currentData() == CLOSED:
            if day in calendar.closed or (day in dict(calendar.open)):
                self._refuse(its.day_taken(day=day_words(day)), self.day.line)
                return
            fields["closed"] = [each.isoformat() for each in sorted({*calendar.closed, day})]
        else:
            try:
                shifts = sorted({Shift.parse(text) for text in self.hours.text().split(",")})
            except Problem as problem:
                self._refuse(self._sentence(problem), self.hours)
                return
            fields["open"] = {**opened, day.isoformat(): [str(each) for each in shifts]}
        self.written.emit(fields)
        self.day.show_value(None)
        self.hours.clear()
        self.trouble.hide()
        self._leave()

    def _refuse(self, text: str, field: QLineEdit) -> None:
        self.trouble.setText(text)
        self.trouble.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _show_hours(self) -> None:
        self.hours.setVisible(self.what.currentData() == OPEN)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
