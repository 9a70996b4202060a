"""The cadence page drawn: next meetings, business hours, days that differ, and people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.charts.cadence_rows import person_rows
from alignment_desktop.domain.clauses import clause_name
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.clause_actions import ClauseActions
from alignment_desktop.gui.pages.cadence.cadence_card import CadenceCard
from alignment_desktop.gui.pages.cadence.days_card import DaysCard
from alignment_desktop.gui.pages.cadence.hours_card import HoursCard
from alignment_desktop.gui.pages.cadence.meeting_card import MeetingCard
from alignment_desktop.gui.pages.cadence.meeting_words import person_lines
from alignment_desktop.gui.pages.cadence.row_chart import RowChart
from alignment_desktop.gui.pages.clauses.clause_picture import ClausePicture
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of
from alignment_desktop.gui.pages.clauses.picture_edits import PictureEdits
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.link_buttons import link_button
from alignment_desktop.gui.wording import user_language, wording

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.cadence import Cadence
    from alignment_desktop.services.workspace import Workspace

_TOPIC = "cadence"
_BESIDE = 640
"""Pixels from which hours and days stand beside each other."""


class PeopleCard(CadenceCard):
    """Lists the people of the agreement."""

    def __init__(self, switch: ThemeSwitch) -> None:
        its = wording().cadence
        self.add_button = link_button(its.add_person())
        super().__init__(switch, its.people(), self.add_button)
        self.rows = RowChart(switch, its.people())
        self.none = label(its.no_people(), 13, tone="muted", wrap=True)
        self.body.addWidget(self.rows)
        self.add_words(self.none)

    def show_people(self, session: Session) -> None:
        """Shows who is named in the agreement."""
        lines, its = person_lines(session), wording().cadence
        titles = its.name_heading(), its.title_heading(), its.role_heading()
        self.rows.show_rows(
            lambda width, chosen: person_rows(
                lines, width, chosen=chosen, headings=titles, caption=its.people()
            )
        )
        self.rows.setVisible(bool(lines))
        self.none.setVisible(not lines)


class CadencePicture(ClausePicture):
    """Shows when both teams meet and work, and who they are.

    Attributes:
        dated: The dates of meetings are known, or other ones now.
        cadence: These; None: they are not known yet.
    """

    dated = Signal()

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, actions: ClauseActions
    ) -> None:
        super().__init__()
        self._session, self._actions = session, actions
        self.cadence: Cadence | None = None
        self._selected = ""
        self.edits = PictureEdits(session, actions, self)
        self.meetings = MeetingCard(session, switch)
        self.hours = HoursCard(session, switch, self.edits)
        self.days = DaysCard(session, switch, icons)
        self.people = PeopleCard(switch)
        self.destroyed.connect(lambda: session.cancel(_TOPIC))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(12)
        self._pair.addWidget(self.hours, 8)
        self._pair.addWidget(self.days, 7)
        self._area = self._scroll(self.meetings, self._pair, self.people)

    def _connect(self) -> None:
        for rows in (self.meetings.rows, self.people.rows):
            rows.current_changed.connect(self.chosen)
            rows.opened.connect(lambda region: self.opened.emit(region.key))
        self.meetings.add_wanted.connect(lambda: self._add("meeting"))
        self.people.add_button.clicked.connect(lambda: self._add("person"))
        self.hours.add_wanted.connect(lambda: self._add("calendar"))
        self.hours.chosen.connect(self.chosen)
        self.hours.write_wanted.connect(self.opened)
        self.hours.calendar_changed.connect(self._show_period)
        self.hours.day_chosen.connect(self._choose_day)
        self.days.touched.connect(lambda: self.chosen.emit(self._calendar_name))
        self.days.write_wanted.connect(lambda: self.opened.emit(self._calendar_name))
        self.days.edited.connect(self._edit_days)
        self.edits.ended.connect(self._show_hours)
        self._session.seat_changed.connect(self._show_seat)

    @property
    def _calendar_name(self) -> str:
        return clause_name("calendar", self.hours.key)

    @override
    def show_draft(self) -> Iterator[None]:
        self.meetings.show_meetings(self.cadence)
        self.people.show_people(self._session)
        yield
        self._show_hours()
        yield
        self._ask()

    def _ask(self) -> None:
        """Asks for dates and days, which need the library of holidays and those that measure."""
        session = self._session
        agreement, now, code = (
            session.draft.agreement,
            session.now(),
            user_language().catalogue.code,
        )

        def question(_workspace: Workspace, _monitor: Monitor) -> Cadence:
            from alignment_desktop.services.cadence import cadence_of

            return cadence_of(agreement, now, code)

        session.ask(_TOPIC, question, self._take)

    def _take(self, cadence: Cadence) -> None:
        self.cadence = cadence
        self.meetings.show_meetings(cadence)
        self._show_period()
        self.show_selected(self._selected)
        self.dated.emit()

    def _show_hours(self, _name: str = "") -> None:
        self.hours.show_calendar()
        self.days.show_calendar(self.hours.calendar)

    def _show_period(self) -> None:
        self.days.show_calendar(self.hours.calendar)
        if self.cadence is None:
            return
        self.hours.show_period(self.cadence)
        period = self.cadence.calendars.get(self.hours.key)
        if period is not None:
            self.days.show_period(period, self.cadence.today)

    def _choose_day(self, iso: str) -> None:
        """Shows what there is about a day of the strip: how it differs, else who meets on it."""
        if self.days.select_day(iso):
            self.chosen.emit(self._calendar_name)
        elif self.cadence is not None:
            dates = (each for series in self.cadence.series for each in series.dates)
            found = next((each for each in dates if each.day.isoformat() == iso), None)
            if found is not None:
                self.chosen.emit(clause_name("meeting", found.key))

    def _show_seat(self, _seat: object) -> None:
        self.people.show_people(self._session)
        self._show_hours()

    def _edit_days(self, fields: dict[str, object]) -> None:
        self.edits.change(self.hours.calendar_id, fields)

    def _add(self, kind: str) -> None:
        self._actions.add(kind, lambda made: self.opened.emit(clause_name(*made)))

    @override
    def show_selected(self, name: str) -> None:
        self._selected = name
        for rows in (self.meetings.rows, self.people.rows):
            rows.show_chosen(name)
        if not name:
            return
        focused = QApplication.focusWidget()
        if focused in self.selection_controls() and focused is not self.main_control():
            # What has the keyboard is to be what is selected.
            self.main_control().setFocus()
        kind, key = clause_id_of(name)
        if kind == "calendar" and key != self.hours.key:
            self.hours.show_calendar(key)

    @override
    def marks(self, name: str) -> bool:
        if name == self._calendar_name:
            return True
        return any(rows.chosen_key == name for rows in (self.meetings.rows, self.people.rows))

    @override
    def main_control(self) -> QWidget:
        rows = self.people.rows if self._selected.startswith("person.") else self.meetings.rows
        if self._selected.startswith("calendar."):
            return self.hours.week
        return rows if rows.isVisibleTo(self) else self.hours.week

    @override
    def selection_controls(self) -> Sequence[QWidget]:
        return (self.meetings.rows, self.people.rows)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = sum(card.minimumSizeHint().width() for card in (self.hours, self.days))
        wide = self._area.viewport().width() >= max(_BESIDE, least + self._pair.spacing())
        direction = QBoxLayout.Direction
        self._pair.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
