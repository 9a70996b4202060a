"""The card of business hours: the week of a calendar to be drawn, and the days of the period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from alignment_desktop.charts.period_strip import HEIGHT, StripDay, period_strip
from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.calendar import WEEKDAYS, Calendar
from alignment_desktop.domain.clauses import clause_name, display_name
from alignment_desktop.domain.different_days import DayKind
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.weekly_hours import (
    blocks_of,
    minutes_of_week,
)
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.fonts import SEMIBOLD
from alignment_desktop.gui.pages.cadence.cadence_card import CadenceCard
from alignment_desktop.gui.pages.cadence.meeting_words import day_text_near
from alignment_desktop.gui.pages.cadence.week_chart import WeekChart
from alignment_desktop.gui.pages.clauses.picture_edits import PictureEdits
from alignment_desktop.gui.painting.consent_mark import NEITHER, consent_of
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.choice_button import ChoiceButton
from alignment_desktop.gui.widgets.labels import ConsentMark, label
from alignment_desktop.gui.widgets.link_buttons import link_button
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.cadence import kind_of_day_text
from alignment_desktop.phrasing.durations import open_hours_text
from alignment_desktop.services.cadence import Cadence, OpenDay


def calendars_of(session: Session) -> dict[str, Calendar]:
    """The calendars of the agreement, by key."""
    return cast("dict[str, Calendar]", dict(session.draft.agreement.of_kind("calendar")))


class HoursCard(CadenceCard):
    """Shows the hours of one calendar.

    Attributes:
        chosen: Carries the `kind.key` of the calendar that is worked on.
        write_wanted: Carries the `kind.key` of the calendar whose fields are wanted.
        add_wanted: A calendar is wanted, where there is none.
        calendar_changed: Another calendar is shown.
        day_chosen: Carries a day of the period, in ISO form, that was chosen on the strip.
    """

    chosen = Signal(str)
    write_wanted = Signal(str)
    add_wanted = Signal()
    calendar_changed = Signal()
    day_chosen = Signal(str)

    def __init__(self, session: Session, switch: ThemeSwitch, edits: PictureEdits) -> None:
        its = wording().cadence
        self.total = label("", 12, SEMIBOLD)
        self.mark = ConsentMark(switch, NEITHER, 17)
        self.choice = ChoiceButton(its.calendar())
        super().__init__(switch, its.business_hours(), self.choice, self.total, self.mark)
        self._session, self._edits = session, edits
        self.key = self._block = ""
        self._by_key = False
        self.week = WeekChart(switch)
        self.how_to = label(its.how_to(), 11, tone="muted", wrap=True)
        self.warning = label("", 12, tone="at_risk", wrap=True)
        self.night = label("", 12, tone="muted", wrap=True)
        self.none = label(its.no_calendar(), 13, tone="muted", wrap=True)
        self.add_button = link_button(its.add_calendar())
        self.strip = ChartView(switch, its.strip_caption())
        self.strip.setFixedHeight(round(HEIGHT))
        self.strip.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.legend = label(f"● {its.a_meeting()}", 11, tone="muted")
        self._lay_out()
        self.week.keyboard_came.connect(self._take_keyboard)
        self.week.told.connect(self._tell_block)
        self.strip.chosen.connect(lambda region: self.day_chosen.emit(region.key))
        self.choice.chosen.connect(self._choose_calendar)
        self.week.touched.connect(lambda: self.chosen.emit(self._name))
        self.week.write_wanted.connect(lambda: self.write_wanted.emit(self._name))
        self.week.edited.connect(self._edit)
        self.add_button.clicked.connect(self.add_wanted)

    def _lay_out(self) -> None:
        for parts in (
            (self.week, self.how_to, self.warning, self.night, self.none, self.add_button),
            (self.strip, self.legend),
        ):
            inside = QWidget()
            column = QVBoxLayout(inside)
            column.setContentsMargins(16, 4, 16, 4)
            column.setSpacing(4)
            for part in parts:
                if part is self.legend:
                    column.addWidget(part, 0, Qt.AlignmentFlag.AlignRight)
                else:
                    column.addWidget(part)
            self.body.addWidget(inside)
        self.body.addStretch(1)

    @property
    def _name(self) -> str:
        return clause_name("calendar", self.key) if self.key else ""

    @property
    def calendar_id(self) -> ClauseId:
        """The calendar that is shown."""
        return "calendar", self.key

    @property
    def calendar(self) -> Calendar | None:
        """The calendar that is shown, as whoever is at the keyboard has it."""
        standing = calendars_of(self._session).get(self.key)
        if standing is None:
            return None
        try:
            return Calendar.from_stored(self._edits.table(self.calendar_id))
        except Problem:
            return standing

    def show_calendar(self, key: str = "") -> None:
        """Shows the hours of a calendar; of the one before, else the agreement's, where empty."""
        calendars = calendars_of(self._session)
        agreed = self._session.draft.agreement.header.calendar
        wanted = (key, self.key, agreed, *calendars)
        shown = next((each for each in wanted if each in calendars), "")
        other, self.key = shown != self.key, shown
        calendar, standing = self.calendar, calendars.get(shown)
        drawn = (self.week, self.how_to, self.strip, self.legend, self.total, self.mark)
        for part in drawn:
            part.setVisible(calendar is not None)
        for otherwise in (self.none, self.add_button):
            otherwise.setVisible(calendar is None)
        several = [(each, display_name(one)) for each, one in calendars.items()]
        self.choice.setVisible(len(several) > 1)
        self.choice.setEnabled(len(several) > 1)
        self.choice.show_choices(several, shown)
        if calendar is not None and standing is not None:
            self._show(calendar, standing)
        else:
            self.note.setText("")
            self.warning.hide()
            self.night.hide()
        if other:
            self.calendar_changed.emit()

    def _show(self, calendar: Calendar, standing: Calendar) -> None:
        its, marks = wording().cadence, user_language()
        name = display_name(calendar)
        zone = calendar.timezone.replace("_", " ")
        self.note.setText(
            zone if self.choice.isEnabled() else its.of_calendar(name=name, zone=zone)
        )
        proposes = self._edits.proposed(self.calendar_id) is not None
        self.week.show_week(calendar.hours, standing.hours if proposes else calendar.hours)
        minutes = minutes_of_week(calendar.hours)
        self.total.setText(its.a_week(hours=open_hours_text(minutes, marks)) if minutes else "")
        given = self._session.draft.consents.of(self.calendar_id)
        proposing = self._session.news.negotiation(self.calendar_id).proposing
        self.mark.show_consent(consent_of(given, proposing))
        self.warning.setText(its.no_open_hours())
        self.warning.setVisible(not minutes)
        nights = [WEEKDAYS[b.day] for b in blocks_of(calendar.hours) if b.crosses_midnight]
        days = marks.listed([marks.weekday(code) for code in dict.fromkeys(nights)])
        self.night.setText(its.night_note(days=days))
        self.night.setVisible(bool(nights))

    def show_period(self, cadence: Cadence) -> None:
        """Shows the days of the period under the calendar."""
        period = cadence.calendars.get(self.key)
        if period is None:
            return
        its, marks = wording().cadence, user_language()
        meetings: dict[object, int] = {}
        marked = set()
        for series in cadence.series:
            for each in series.dates:
                meetings[each.day] = meetings.get(each.day, 0) + 1
                if each.clash:
                    marked.add(each.day)
        days = [
            StripDay(
                day.day,
                marks.month(day.day.month),
                day.share,
                str(day.kind or ""),
                meetings.get(day.day, 0),
                day.day in marked,
                _day_words(day, meetings.get(day.day, 0)),
            )
            for day in period.days
        ]
        headings = its.day_heading(), its.open_heading()
        names = [day_text_near(day.day, cadence.today) for day in period.days]
        self.strip.show_chart(
            lambda width, _height: period_strip(
                days,
                width,
                today=cadence.today,
                today_word=marks.cadence.today(),
                headings=headings,
                caption=its.strip_caption(),
                day_words=names,
            )
        )

    def _take_keyboard(self, by_key: bool) -> None:
        self._by_key = by_key
        self._show_how_to()

    def _tell_block(self, text: str) -> None:
        self._block = text
        self._show_how_to()

    def _show_how_to(self) -> None:
        """Says what the block at hand is, and how hours are drawn, by mouse or by key."""
        its = wording().cadence
        how = its.how_to_keys() if self._by_key else its.how_to()
        self.how_to.setText(its.block_how(block=self._block, how=how) if self._block else how)

    def _choose_calendar(self, key: str) -> None:
        self.show_calendar(key)
        self.chosen.emit(self._name)

    def _edit(self, fields: Mapping[str, object]) -> None:
        if self.calendar is not None:
            self._edits.change(self.calendar_id, fields)
            self.show_calendar()


def _day_words(day: OpenDay, meetings: int) -> str:
    """What there is to say of a day of the strip: how it differs, and its meetings."""
    its, marks = wording().cadence, user_language()
    parts = []
    if day.kind is not None:
        what = kind_of_day_text(day.kind, marks)
        if day.kind is DayKind.HOLIDAY and day.name:
            what = its.is_holiday(name=day.name)
        parts.append(what)
        if day.seconds:
            parts.append(its.open_for(hours=open_hours_text(day.seconds / 60, marks)))
    if meetings:
        parts.append(its.meetings_on(meetings, count=meetings))
    return ", ".join(parts)
