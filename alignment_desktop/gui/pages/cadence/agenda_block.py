"""What the inspector says of a meeting: the agenda of its next date, and its calendar file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.gui.fonts import SEMIBOLD
from alignment_desktop.gui.inspector.clause_block import ClauseBlock
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.pages.cadence.meeting_words import (
    clash_lines,
    day_text_near,
    meetings_of,
)
from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.widgets.flow_layout import FlowLayout
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.agenda import AgendaFacts, agenda_lines
from alignment_desktop.phrasing.cadence import away_text

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.cadence import Cadence
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.workspace import Workspace

_WHO = _TOPIC = "meeting agenda"


class AgendaBlock(ClauseBlock):
    """Shows when a meeting comes next, and its agenda with what the data say of each line.

    Attributes:
        save_wanted: Carries the key of the meeting whose calendar file is wanted.
    """

    save_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        scoreboards: ScoreboardCache,
        cadence: Callable[[], Cadence | None],
    ) -> None:
        """Makes the block.

        Args:
            session: The window's handle on the services.
            scoreboards: Measure what came of the promises.
            cadence: Gives the dates of meetings, as far as they are known.
        """
        super().__init__()
        self._session, self._scoreboards, self._cadence = session, scoreboards, cadence
        self._key = ""
        self._facts: tuple[int, AgendaFacts] | None = None
        its = wording().cadence
        self.heading = label("", 12, SEMIBOLD, wrap=True)
        self.source = label(its.written_from_data(), 12, tone="muted", wrap=True)
        self.when = label("", 12, tone="muted", wrap=True)
        self.clashes = label("", 12, tone="at_risk", wrap=True)
        self.hint = label(its.import_adds(), 12, tone="muted", wrap=True)
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self.save_button = QPushButton(its.ics_of_series())
        self.save_button.clicked.connect(lambda: self.save_wanted.emit(self._key))
        head = QWidget()
        flow = FlowLayout(head, 8)
        flow.addWidget(self.heading)
        flow.addWidget(self.source)
        foot = QHBoxLayout()
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        column = column_of(self, 6)
        column.addWidget(head)
        for part in (self.when, self.clashes, self._lines, self.hint):
            column.addWidget(part)
        column.addLayout(foot)
        self.destroyed.connect(lambda: session.cancel(_TOPIC))

    @override
    def show_clause(self, clause_id: ClauseId) -> None:
        self._key = clause_id[1]
        self.show_agenda()
        self._ask()

    @override
    def show_nothing(self) -> None:
        self._key = ""
        self._session.cancel(_TOPIC)

    def show_agenda(self) -> None:
        """Shows what is known by now."""
        meeting = meetings_of(self._session.draft.agreement).get(self._key)
        if meeting is None:
            return
        its, marks, cadence = wording().cadence, user_language(), self._cadence()
        series = next((s for s in cadence.series if s.key == self._key), None) if cadence else None
        ahead = series.ahead if series is not None else ()
        day = day_text_near(ahead[0].day, cadence.today) if cadence is not None and ahead else ""
        self.heading.setText(its.agenda_of(day=day) if day else its.agenda())
        away = away_text(ahead[0].day, cadence.today, marks) if cadence is not None and day else ""
        self.when.setText(its.next_on(day=day, time=meeting.time, away=away) if day else "")
        self.when.setVisible(bool(day))
        own = [each for each in cadence.clashes if each.key == self._key] if cadence else []
        meetings = meetings_of(self._session.draft.agreement)
        text = clash_lines(tuple(own), meetings, cadence.today) if cadence is not None else ""
        self.clashes.setText(text)
        self.clashes.setVisible(bool(text))
        facts = self._facts[1] if self._facts is not None else None
        self.source.setVisible(facts is not None and bool(meeting.agenda))
        self.hint.setVisible(not self._session.news.batches)
        self._show_lines(meeting.agenda, facts)

    def _show_lines(self, agenda: tuple[str, ...], facts: AgendaFacts | None) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        marks = user_language()
        for at, line in enumerate(agenda_lines(agenda, facts, marks)):
            number = label(marks.number(at + 1), 12, tone="muted", tabular=True)
            self._grid.addWidget(number, 2 * at, 0)
            self._grid.addWidget(label(breakable(line.text), 13, wrap=True), 2 * at, 1)
            if line.says:
                tone = "missed" if line.urgent else "muted"
                said = label(breakable(line.says), 12, tone=tone, wrap=True)
                self._grid.addWidget(said, 2 * at + 1, 1)
        self._lines.setVisible(bool(agenda))

    def _ask(self) -> None:
        session = self._session
        if not session.news.batches:
            return
        if self._facts is not None and self._facts[0] == session.news.revision:
            return
        self._scoreboards.ask(_WHO, View(), self._measured, lambda _problem: None)

    def _measured(self, measured: MeasuredBoard) -> None:
        if not self._key:
            return
        session = self._session
        records, number = session.news.reviews, session.draft.id
        today = session.now().astimezone(ZoneInfo(session.draft.agreement.timezone)).date()

        def question(_workspace: Workspace, _monitor: Monitor) -> AgendaFacts:
            from alignment_desktop.services.meeting_agenda import agenda_facts

            return agenda_facts(measured, records, number, today)

        taken = partial(self._take, session.news.revision)
        session.ask(_TOPIC, question, taken, failed=self._pass_over)

    def _take(self, revision: int, facts: AgendaFacts) -> None:
        self._facts = revision, facts
        self.show_agenda()

    def _pass_over(self, _problem: Problem) -> None:
        """Without figures the agenda stands as it was agreed; the scoreboard says why."""
