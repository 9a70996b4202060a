"""The overview's card of the next meeting: when, what for, and who is there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from alignment_desktop.domain.clauses import display_name
from alignment_desktop.gui.seats.seat import person_called
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.widgets.link_card import LinkCard
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.window.place import Place
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import day_of_week_text

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.next_meeting import ComingMeeting

_MOST = 5


class MeetingCard(LinkCard):
    """Shows the meeting that comes next; hidden where none does.

    Attributes:
        agenda: What it is about, a point a line.
        attendees: Who is there.
    """

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__(switch, wording().overview.next_meeting())
        self.agenda = label("", 13, wrap=True)
        self.attendees = label("", 12, tone="muted", wrap=True)
        below = QVBoxLayout()
        below.setContentsMargins(8, 0, 8, 6)
        below.setSpacing(4)
        for part in (self.agenda, self.attendees):
            below.addWidget(part)
        self.body.insertLayout(self.body.count() - 1, below)

    def show_meeting(self, coming: ComingMeeting | None, agreement: Agreement, today: date) -> None:
        """Shows a meeting.

        Args:
            coming: The meeting on its day; None: none comes.
            agreement: Whose meeting it is.
            today: The present day in the agreement's zone.
        """
        self.setVisible(coming is not None)
        if coming is None:
            return
        its, language, meeting = wording().overview, user_language(), coming.meeting
        parts = [day_of_week_text(coming.day, language)]
        if coming.start is not None:
            parts[0] = its.day_at(day=parts[0], time=coming.start.strftime("%H:%M"))
            parts.append(its.minutes(minutes=meeting.minutes))
        place = Place("", "meeting", meeting.key)
        self.show_note(_in_days((coming.day - today).days))
        self.show_rows([Link(display_name(meeting), " · ".join(parts), leads_to=place)])
        points = [breakable(f"• {point}") for point in meeting.agenda[:_MOST]]
        more = len(meeting.agenda) - len(points)
        points += [its.and_more(more=more)] if more else []
        self.agenda.setText("\n".join(points))
        self.agenda.setVisible(bool(points))
        people = [person_called(key, agreement) for key in meeting.attendees]
        names = language.listed([display_name(each) for each in people if each is not None])
        self.attendees.setText(its.with_(names=names) if names else "")
        self.attendees.setVisible(bool(names))


def _in_days(days: int) -> str:
    its = wording().overview
    if days <= 0:
        return its.today()
    return its.tomorrow() if days == 1 else its.in_days(days, days=days)
