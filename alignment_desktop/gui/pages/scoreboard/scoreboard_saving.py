"""Saves what the scoreboard shows: leads and figures as workbooks, the review as PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from alignment_desktop.domain.scoreboard import Pick
from alignment_desktop.gui.folder_memory import FolderMemory, file_name
from alignment_desktop.gui.pages.scoreboard.scoreboard_rows import count_text
from alignment_desktop.gui.regional import own_paper
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.problems import sentence

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.exporting import Exported
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.workspace import Workspace

ChoosePath = Callable[[FolderMemory, QWidget, str, str, str], Path | None]
"""Asks where to save, as `choose_new` does."""

_TOPIC = "scoreboard-save"
_KINDS_OF_FILE = {".xlsx": "Excel (*.xlsx)", ".pdf": "PDF (*.pdf)"}


class ScoreboardSaver(QObject):
    """Asks where to, saves beside the window, and tells when it is done."""

    def __init__(self, session: Session, page: QWidget, choose: ChoosePath) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._choose = choose

    def _ask_where(self, title: str, words: str, ending: str) -> Path | None:
        pattern, folders = _KINDS_OF_FILE[ending], self._session.folders
        return self._choose(folders, self._page, title, file_name(words, ending), pattern)

    def save_leads(self, measured: MeasuredBoard, pick: Pick) -> None:
        """The leads that are listed, all of them, as a workbook."""
        title = wording().scoreboard.export_the_leads()
        about = pick.commitment or pick.stage or pick.due
        name = f"{about}-missed" if pick.all_missed else f"{about}-leads"
        path = self._ask_where(title, name, ".xlsx")
        if path is None:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> int:
            from alignment_desktop.services.lead_workbook import save_listed

            return save_listed(path, measured, pick)

        def told(count: int) -> None:
            shown = count_text(count, user_language())
            said = wording().scoreboard.leads_saved(count, count=shown, file=path.name)
            self._session.notify(said, file=path)

        self._session.ask(_TOPIC, question, told)

    def save_board(self, measured: MeasuredBoard) -> None:
        """The figures that are shown, as a workbook."""
        board = measured.board
        words = "-".join([board.label, *filter(None, (board.period, board.segment))])
        title = wording().scoreboard.export_the_scoreboard()
        path = self._ask_where(title, f"Scoreboard {words}", ".xlsx")
        if path is None:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> None:
            from alignment_desktop.services.scoreboard_workbook import save_scoreboard

            save_scoreboard(path, measured)

        text = wording().scoreboard.scoreboard_saved_to(name=path.name)
        self._session.ask(_TOPIC, question, lambda _done: self._session.notify(text, file=path))

    def _keep_figures(self, made: Exported) -> None:
        """Notes what a review showed, so that a figure that changes later is told of."""
        from alignment_desktop.services.review_figures import KeepReviewFigures

        if made.figures is not None:
            self._session.execute(KeepReviewFigures(made.figures))

    def save_review(self, measured: MeasuredBoard) -> None:
        """The review of the period that is shown, of all leads, as PDF."""
        board = measured.board
        words = " ".join(filter(None, (board.label, board.period)))
        path = self._ask_where(wording().scoreboard.export_the_review(), f"Review {words}", ".pdf")
        if path is None:
            return
        now, label = self._session.now(), self._session.label

        def question(workspace: Workspace, monitor: Monitor) -> Exported:
            from alignment_desktop.services.exporting import Wanted, save
            from alignment_desktop.services.review_documents import export_review

            wanted = Wanted(period=board.period, label=label, paper=own_paper())
            made = export_review(workspace, wanted, now=now, monitor=monitor)
            save(made.content, path)
            return made

        def told(made: Exported) -> None:
            said = wording().scoreboard.review_saved_to(name=path.name)
            text = " ".join([said, *map(sentence, made.warnings)])
            self._session.notify(text, file=path)
            self._keep_figures(made)

        self._session.ask(_TOPIC, question, told)
