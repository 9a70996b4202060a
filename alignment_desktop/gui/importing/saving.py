"""Saves the rows of a file that have a problem as a workbook, to be mended there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.gui.folder_memory import file_name
from alignment_desktop.gui.importing.file_dialogs import choose_workbook
from alignment_desktop.gui.importing.words import trouble_sentence
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.import_looks import Look
    from alignment_desktop.services.workspace import Workspace

_SAVING = "problem-rows"


def choose_and_save(session: Session, parent: QWidget, look: Look, source: Path) -> None:
    """Lets the user say where, and saves the problem rows of a file there."""
    name = file_name(f"{source.stem} problems", ".xlsx")
    title = wording().importing.save_problem_rows()
    path = choose_workbook(session.folders, parent, title, name)
    if path is not None:
        save_rows(session, look, path)


def save_rows(session: Session, look: Look, path: Path) -> None:
    """Saves the problem rows of a look as a workbook."""
    prepared = look.prepared
    if prepared is None:
        return
    say = partial(trouble_sentence, stages=look.stages)

    def save(_workspace: Workspace, monitor: Monitor) -> None:
        from alignment_desktop.services.problem_rows import save_problem_rows

        save_problem_rows(prepared, path, say, monitor)

    def saved(_nothing: None) -> None:
        session.notify(wording().importing.the_problem_rows_are(name=path.name), file=path)

    session.ask(_SAVING, save, saved)
