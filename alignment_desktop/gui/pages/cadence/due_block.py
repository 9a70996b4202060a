"""What the inspector says of a calendar: when a lead is due that is handed over then."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QGridLayout, QLineEdit
from typing_extensions import override

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.days import read_day
from alignment_desktop.gui.fonts import SEMIBOLD
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.inspector.clause_block import ClauseBlock
from alignment_desktop.gui.inspector.day_editors import DayEditor
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.pages.cadence.meeting_words import day_text_near
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.durations import limit_text

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.workspace import Workspace

_TOPIC = "due try-out"
_EXAMPLE = time(14, 20)
_LIMIT = "4 business hours"


class DueBlock(ClauseBlock):
    """Tries a calendar out: a moment and a limit give the moment at which a lead is due."""

    def __init__(self, session: Session, icons: Icons) -> None:
        super().__init__()
        self._session = session
        self._key = ""
        its = wording().cadence
        self.day = DayEditor(icons)
        self.day.name_for(its.handed_over())
        self.time = QLineEdit(f"{_EXAMPLE:%H:%M}")
        self.time.setAccessibleName(its.at_time())
        self.time.setFixedWidth(64)
        self.limit = QLineEdit()
        self.limit.setAccessibleName(its.limit())
        self.limit.setPlaceholderText(_LIMIT)
        self.answer = label("", 13, SEMIBOLD, wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(its.handed_over(), 12, tone="muted"), 0, 0, 1, 2)
        grid.addWidget(self.day, 1, 0)
        grid.addWidget(self.time, 1, 1)
        grid.addWidget(label(its.limit(), 12, tone="muted"), 2, 0, 1, 2)
        grid.addWidget(self.limit, 3, 0, 1, 2)
        column = column_of(self, 6)
        column.addWidget(label(its.when_due(), 12, SEMIBOLD))
        column.addLayout(grid)
        column.addWidget(self.answer)
        self.day.committed.connect(self._try)
        self.day.line.textEdited.connect(self._try)
        for line in (self.time, self.limit):
            line.textEdited.connect(self._try)
        self.destroyed.connect(lambda: session.cancel(_TOPIC))

    @override
    def show_clause(self, clause_id: ClauseId) -> None:
        self._key = clause_id[1]
        if not self.day.line.text():
            self._begin()
        self._try()

    @override
    def show_nothing(self) -> None:
        self._key = ""
        self._session.cancel(_TOPIC)

    def _begin(self) -> None:
        """Starts with the next Friday, on which a weekend follows, and a limit that was agreed."""
        here = self._session.now().astimezone(ZoneInfo(self._session.draft.agreement.timezone))
        friday = here.date() + timedelta(days=(4 - here.weekday()) % 7)
        self.day.show_value(friday.isoformat())
        limits = [
            one.limit
            for one in self._session.draft.agreement.commitments.values()
            if one.limit is not None and one.limit.business
        ]
        shown = limit_text(limits[0], user_language()) if limits else _LIMIT
        self.limit.setText(shown)

    def _try(self) -> None:
        calendar = self._session.draft.agreement.clauses.get(("calendar", self._key))
        if calendar is None:
            return
        its, session = wording().cadence, self._session
        session.cancel(_TOPIC)
        day, clock = read_day(self.day.line.text()), _read_time(self.time.text())
        if day is None or clock is None:
            self._say(its.bad_moment(), "at_risk")
            return
        try:
            limit = Limit.parse(self.limit.text())
        except Problem:
            self._say(its.bad_limit(), "at_risk")
            return
        start, hours = datetime.combine(day, clock), cast(Calendar, calendar)

        def question(_workspace: Workspace, _monitor: Monitor) -> datetime | None:
            from alignment_desktop.services.due_time import due_time

            return due_time(hours, start, limit)

        def told(due: datetime | None) -> None:
            if due is None:
                self._say(its.never_due(), "at_risk")
                return
            words = day_text_near(due.date(), day)
            self._say(its.due(moment=user_language().days.moment(day=words, time=f"{due:%H:%M}")))

        session.ask(_TOPIC, question, told, failed=self._refuse)

    def _refuse(self, problem: Problem) -> None:
        self._say(self._session.sentence(problem), "at_risk")

    def _say(self, text: str, tone: str = "accent") -> None:
        set_look(self.answer, "tone", tone)
        self.answer.setText(text)


def _read_time(text: str) -> time | None:
    try:
        return time.fromisoformat(text.strip().zfill(5))
    except ValueError:
        return None
