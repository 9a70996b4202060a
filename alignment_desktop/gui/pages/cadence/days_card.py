"""The card of the days that differ: holidays, closed and open days, shorter ones."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.charts.cadence_rows import DayLine, day_rows
from alignment_desktop.domain.agreement import json_table
from alignment_desktop.domain.different_days import in_runs
from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.fonts import REGULAR, SEMIBOLD
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.pages.cadence.cadence_card import CadenceCard
from alignment_desktop.gui.pages.cadence.day_form import DayForm
from alignment_desktop.gui.pages.cadence.meeting_words import day_text_near
from alignment_desktop.gui.pages.cadence.row_chart import RowChart
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import ElidedLabel, label
from alignment_desktop.gui.widgets.link_buttons import link_button
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.cadence import different_day_text, kind_of_day_text
from alignment_desktop.phrasing.durations import open_hours_text
from alignment_desktop.phrasing.places import place_text

if TYPE_CHECKING:
    from alignment_desktop.domain.calendar import Calendar
    from alignment_desktop.services.cadence import OpenPeriod

_TALLEST = 290


class DayRows(RowChart):
    """The days; Delete makes one as its week says, Insert adds one.

    Attributes:
        removed: Carries the day, in ISO form.
        add_wanted: A further day is wanted.
    """

    removed = Signal(str)
    add_wanted = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Insert)
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Insert:
            self.add_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete and self.current_key:
            self.removed.emit(self.current_key)
        else:
            super().keyPressEvent(event)


accessible.register(DayRows, QAccessible.Role.Chart)


class DaysCard(CadenceCard):
    """Lists the days of the period on which a calendar is not what its week says.

    Attributes:
        edited: Carries the fields of the calendar, by their dotted names, as they are to be.
        touched: A day was selected.
        write_wanted: The fields of the calendar are wanted.
    """

    edited = Signal(object)
    touched = Signal()
    write_wanted = Signal()

    def __init__(self, session: Session, switch: ThemeSwitch, icons: Icons) -> None:
        its = wording().cadence
        self.add_button = link_button(its.add_day())
        super().__init__(switch, its.days_that_differ(), self.add_button)
        self._session = session
        self._calendar: Calendar | None = None
        self._runs: dict[str, tuple[date, ...]] = {}
        self.rows = DayRows(switch, its.days_that_differ())
        self.usual = label(its.all_days_usual(), 13, tone="muted", wrap=True)
        self.warning = label("", 12, tone="at_risk", wrap=True)
        self.form = DayForm(icons, session.sentence)
        self.form.hide()
        self.place = ElidedLabel(switch, 12, REGULAR, "muted")
        self.total = label("", 12, SEMIBOLD, tabular=True)
        area = ColumnArea(self.rows)
        area.setMaximumHeight(_TALLEST)
        # A scrolled widget fills its ground, which would not be the card's.
        self.rows.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        self._area = area
        self.body.addWidget(area)
        for words in (self.usual, self.warning, self.form):
            self.add_words(words)
        self.body.addStretch(1)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 6, 16, 4)
        row.addWidget(self.place, 1)
        row.addWidget(self.total)
        self.body.addWidget(foot)
        self.add_button.clicked.connect(self._begin)
        self.form.written.connect(self.edited)
        self.form.left.connect(self.rows.setFocus)
        self.rows.removed.connect(self._remove)
        self.rows.add_wanted.connect(self._begin)
        self.rows.current_changed.connect(self._touch)
        self.rows.opened.connect(lambda _region: self.write_wanted.emit())

    def show_calendar(self, calendar: Calendar | None) -> None:
        """Works on another calendar, or on what it says now; None: there is none."""
        self._calendar = calendar
        self.setVisible(calendar is not None)

    def show_period(self, period: OpenPeriod, today: date) -> None:
        """Shows the days of the period."""
        calendar, its, marks = self._calendar, wording().cadence, user_language()
        if calendar is None:
            return
        runs = in_runs(period.different)
        self._runs = {run[0].day.isoformat(): tuple(each.day for each in run) for run in runs}
        lines = [
            DayLine(
                run[0].day.isoformat(),
                day_text_near(run[0].day, today),
                its.until_day(day=day_text_near(run[-1].day, today))
                if len(run) > 1
                else different_day_text(run[0], marks),
                str(run[0].kind),
                kind_of_day_text(run[0].kind, marks),
            )
            for run in runs
        ]
        titles = its.day_heading(), its.days_that_differ(), its.open_heading()
        self.rows.show_rows(
            lambda width, chosen: day_rows(
                lines, width, chosen=chosen, headings=titles, caption=its.days_that_differ()
            )
        )
        self.rows.setVisible(bool(lines))
        self._area.setVisible(bool(lines))
        self._area.setMinimumHeight(min(self.rows.height(), _TALLEST))
        self.usual.setVisible(not lines)
        self._show_warning(period, today)
        region = calendar.holidays
        place = its.holidays_of(place=place_text(region, marks)) if region else its.holidays_none()
        self.place.setText(place)
        days, hours = period.open_days, open_hours_text(period.seconds / 60, marks)
        self.total.setText(its.total(days, days=marks.number(days), hours=hours))

    def select_day(self, iso: str) -> bool:
        """Selects a day that differs, written in ISO form; whether it is one."""
        day = date.fromisoformat(iso)
        key = next((key for key, days in self._runs.items() if day in days), "")
        if key:
            self.rows.show_chosen(key)
            self._area.ensureVisible(0, round(self.rows.region_bottom(key)))
        return bool(key)

    def _show_warning(self, period: OpenPeriod, today: date) -> None:
        its, marks = wording().cadence, user_language()
        lines = [
            its.open_and_closed(day=day_text_near(each.day, today))
            for each in period.different
            if each.closed_too
        ]
        region = self._calendar.holidays if self._calendar is not None else None
        if period.problem is not None and region is not None:
            lines.append(its.holidays_unknown(place=place_text(region, marks)))
        self.warning.setText("\n".join(lines))
        self.warning.setVisible(bool(lines))

    def _begin(self) -> None:
        if self._calendar is not None:
            self.form.begin(self._calendar, self._session.draft.agreement.header.period)

    def _touch(self, key: str) -> None:
        self.rows.show_chosen(key)
        self.touched.emit()

    def _remove(self, iso: str) -> None:
        """Makes a day, or a run of closed ones, as its week says; a public holiday stays one."""
        calendar = self._calendar
        if calendar is None:
            return
        days = set(self._runs.get(iso, ()))
        fields: dict[str, object] = {}
        if days & set(calendar.closed):
            fields["closed"] = [day.isoformat() for day in calendar.closed if day not in days]
        table, named = json_table(calendar.to_mapping()), {day.isoformat() for day in days}
        for name in ("open", "breaks"):
            stated = table.get(name, {})
            if isinstance(stated, dict) and named & stated.keys():
                fields[name] = {day: hours for day, hours in stated.items() if day not in named}
        if fields:
            self.edited.emit(fields)
