"""The card of the next meetings: when each comes, who is there, and its calendar file."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from alignment_desktop.charts.cadence_rows import MEETING, meeting_rows
from alignment_desktop.gui.fonts import REGULAR
from alignment_desktop.gui.pages.cadence.cadence_card import CadenceCard
from alignment_desktop.gui.pages.cadence.meeting_words import (
    clash_lines,
    clash_words,
    meeting_lines,
    meetings_of,
)
from alignment_desktop.gui.pages.cadence.row_chart import RowChart
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import ElidedLabel, label
from alignment_desktop.gui.widgets.link_buttons import link_button
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import day_text
from alignment_desktop.services.cadence import Cadence

_HIGH = 30
_RIGHT = 12


class MeetingCard(CadenceCard):
    """Lists the meetings by their next date.

    Attributes:
        save_wanted: Carries the key of the meeting whose calendar file is wanted.
        add_wanted: A further meeting is wanted.
    """

    save_wanted = Signal(str)
    add_wanted = Signal()

    def __init__(self, session: Session, switch: ThemeSwitch) -> None:
        its = wording().cadence
        self.warning = ElidedLabel(switch, 12, REGULAR, "at_risk")
        self.add_button = link_button(its.add_meeting())
        super().__init__(switch, its.next_meetings(), self.warning, self.add_button)
        self._session = session
        self.rows = RowChart(switch, its.next_meetings())
        self.none = label(its.no_meetings(), 13, tone="muted", wrap=True)
        self.buttons: dict[str, QPushButton] = {}
        self._button_width = 0
        self.body.addWidget(self.rows)
        self.add_words(self.none)
        self.add_button.clicked.connect(self.add_wanted)
        self.rows.resized.connect(self._place_buttons)

    def show_meetings(self, cadence: Cadence | None) -> None:
        """Shows the meetings as they stand; None: their dates are not known yet."""
        agreement = self._session.draft.agreement
        meetings = meetings_of(agreement)
        lines = meeting_lines(self._session, cadence)
        its = wording().cadence
        self._show_buttons([line.key for line in lines])
        beside = float(self._button_width + _RIGHT - 4)
        titles = (its.meeting_heading(), its.when_heading(), its.often_heading())
        self.rows.show_rows(
            lambda width, chosen: meeting_rows(
                lines,
                width,
                chosen=chosen,
                beside=beside,
                headings=titles,
                caption=its.next_meetings(),
            )
        )
        self.rows.setVisible(bool(lines))
        self.none.setVisible(not lines)
        self._place_buttons()
        self._show_note(cadence)
        clashes = cadence.clashes if cadence is not None else ()
        clashes = tuple(each for each in clashes if each.key in meetings)
        text = clash_words(clashes, cadence.today) if cadence is not None and clashes else ""
        self.warning.setText(text)
        self.warning.setVisible(bool(text))
        if cadence is not None and text:
            said = clash_lines(clashes, meetings, cadence.today)
            self.warning.setAccessibleDescription(said)

    def _show_note(self, cadence: Cadence | None) -> None:
        if cadence is None:
            self.note.setText("")
            return
        end = self._session.draft.agreement.header.period.end
        count, its = len([each for each in cadence.ahead if each.day <= end]), wording().cadence
        day = day_text(end, user_language())
        self.note.setText(
            its.until(count, count=count, day=day) if count else its.none_until(day=day)
        )

    def _show_buttons(self, names: list[str]) -> None:
        """A button beside each row, in its order."""
        its, meetings = wording().cadence, meetings_of(self._session.draft.agreement)
        for name in [each for each in self.buttons if each not in names]:
            self.buttons.pop(name).deleteLater()
        before: QWidget = self.rows
        for name in names:
            key = name.partition(".")[2]
            button = self.buttons.get(name)
            if button is None:
                button = self.buttons[name] = QPushButton(its.save_ics(), self.rows)
                button.clicked.connect(partial(self._save, key))
                button.show()
            said = its.save_ics_tip(meeting=meetings[key].name or key)
            button.setAccessibleName(said)
            set_tool_tip(button, said)
            self.setTabOrder(before, button)
            before = button
            self._button_width = max(self._button_width, button.sizeHint().width())

    def _place_buttons(self) -> None:
        for region in self.rows.drawing.regions:
            button = self.buttons.get(region.key)
            if button is not None:
                top = round(region.y + (MEETING - _HIGH) / 2)
                wide = self._button_width
                button.setGeometry(self.rows.width() - wide - _RIGHT, top, wide, _HIGH)

    def _save(self, key: str, _on: bool = False) -> None:
        self.save_wanted.emit(key)
