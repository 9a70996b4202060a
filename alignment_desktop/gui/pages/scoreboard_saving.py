"""Saves what the scoreboard shows: leads and figures as workbooks, the review as PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from alignment_desktop.domain.scoreboard import Pick
from alignment_desktop.gui.pages.scoreboard_rows import count_text
from alignment_desktop.gui.wording import user_language, wording

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.scoreboard import MeasuredBoard
    from alignment_desktop.services.workspace import Workspace

ChoosePath = Callable[[QWidget, str, str], str]
"""Asks where to save: parent, title, suggested name; gives "" where nobody chose."""

_TOPIC = "scoreboard-save"
_KINDS_OF_FILE = {".xlsx": "Excel (*.xlsx)", ".pdf": "PDF (*.pdf)"}


def choose_file(parent: QWidget, title: str, suggestion: str) -> str:
    """Asks the user where to save a file of the kind that the suggestion's ending says."""
    ending = Path(suggestion).suffix
    path, _ = QFileDialog.getSaveFileName(parent, title, suggestion, _KINDS_OF_FILE[ending])
    return path if not path or path.lower().endswith(ending) else path + ending


class ScoreboardSaver(QObject):
    """Asks where to, saves beside the window, and tells when it is done."""

    def __init__(self, session: Session, page: QWidget, choose: ChoosePath) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._choose = choose

    def save_leads(self, measured: MeasuredBoard, pick: Pick) -> None:
        """The leads that are listed, all of them, as a workbook."""
        title = wording().scoreboard.export_the_leads()
        about = pick.commitment or pick.stage
        name = f"{about}-missed.xlsx" if pick.all_missed else f"{about}-leads.xlsx"
        path = self._choose(self._page, title, name)
        if not path:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> int:
            from alignment_desktop.services.scoreboard_leads import save_listed

            return save_listed(Path(path), measured, pick)

        def told(count: int) -> None:
            shown = count_text(count, user_language())
            said = wording().scoreboard.leads_saved(count, count=shown, file=Path(path).name)
            self._session.notify(said)

        self._session.ask(_TOPIC, question, told)

    def save_board(self, measured: MeasuredBoard) -> None:
        """The figures that are shown, as a workbook."""
        board = measured.board
        words = "-".join([board.label, *filter(None, (board.period, board.segment))])
        title = wording().scoreboard.export_the_scoreboard()
        path = self._choose(self._page, title, f"Scoreboard {words}.xlsx")
        if not path:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> None:
            from alignment_desktop.documents.scoreboard_workbook import write_scoreboard

            write_scoreboard(Path(path), board, measured.request.newest.header.language)

        text = wording().scoreboard.scoreboard_saved_to(name=Path(path).name)
        self._session.ask(_TOPIC, question, lambda _done: self._session.notify(text))

    def save_review(self, measured: MeasuredBoard) -> None:
        """The review of the period that is shown, of all leads, as PDF."""
        board = measured.board
        words = " ".join(filter(None, (board.label, board.period)))
        path = self._choose(
            self._page, wording().scoreboard.export_the_review(), f"Review {words}.pdf"
        )
        if not path:
            return
        now, label = self._session.now(), self._session.label

        def question(workspace: Workspace, monitor: Monitor) -> None:
            from alignment_desktop.services.exporting import Wanted, export_review, save

            wanted = Wanted(period=board.period, label=label)
            made = export_review(workspace, wanted, now=now, monitor=monitor)
            save(made.content, Path(path))

        text = wording().scoreboard.review_saved_to(name=Path(path).name)
        self._session.ask(_TOPIC, question, lambda _done: self._session.notify(text))
