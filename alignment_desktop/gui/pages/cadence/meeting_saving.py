"""Saves meetings as a file that every calendar reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from alignment_desktop.gui.folder_memory import file_name
from alignment_desktop.gui.pages.scoreboard.scoreboard_saving import ChoosePath
from alignment_desktop.gui.wording import user_language, wording

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.meeting_calendar import MeetingCalendar
    from alignment_desktop.services.workspace import Workspace

_TOPIC = "meetings-save"
_ENDING = ".ics"


class MeetingSaver(QObject):
    """Asks where to, writes the file beside the window, and tells when it is done."""

    def __init__(self, session: Session, page: QWidget, choose: ChoosePath) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._choose = choose
        self.destroyed.connect(lambda: session.cancel(_TOPIC))

    def save(self, series: str | None = None, name: str = "") -> None:
        """Saves the meetings of the period.

        Args:
            series: The key of the one meeting that is wanted; all where None.
            name: What it is called.
        """
        session, its = self._session, wording().cadence
        label = session.draft.agreement.label
        words = name or its.meetings_file(label=label)
        title, pattern = its.save_title(), its.calendar_files()
        path = self._choose(session.folders, self._page, title, file_name(words, _ENDING), pattern)
        if path is None:
            return

        def question(workspace: Workspace, _monitor: Monitor) -> MeetingCalendar:
            from alignment_desktop.services.meeting_calendar import meeting_calendar, save_calendar

            made = meeting_calendar(workspace, label, series)
            save_calendar(made.content, path)
            return made

        def told(made: MeetingCalendar) -> None:
            count = user_language().number(made.meetings)
            said = its.saved(made.meetings, count=count, file=path.name)
            session.notify(said, file=path)

        session.ask(_TOPIC, question, told)
