"""Saves workbooks for imports: rows with a problem, what an import found, templates."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.gui.folder_memory import file_name
from alignment_desktop.gui.importing.file_dialogs import choose_workbook
from alignment_desktop.gui.importing.words import Stages, trouble_sentence
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.frames import Kind
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.import_looks import Look
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow

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


def save_found_problems(session: Session, batch: BatchRow, stages: Stages, path: Path) -> None:
    """Saves what was wrong with an imported sheet as a workbook."""
    say = partial(trouble_sentence, stages=stages)

    def save(workspace: Workspace, monitor: Monitor) -> None:
        from alignment_desktop.services.problem_rows import save_found

        save_found(workspace, batch, path, say, monitor)

    def saved(_nothing: None) -> None:
        session.notify(wording().importing.the_problems_are_in(name=path.name), file=path)

    session.ask("problems-of-import", save, saved)


def save_template(session: Session, kind: Kind, path: Path) -> None:
    """Saves an empty workbook to fill in, with the stages that are agreed."""
    stages = {key: stage.name for key, stage in session.draft.agreement.stages.items()}

    def write(_workspace: Workspace, _monitor: Monitor) -> None:
        from alignment_desktop.documents.fill_in_templates import write_template

        write_template(kind, path, stages=stages or None)

    def written(_nothing: None) -> None:
        session.notify(wording().importing.the_template_is_in(name=path.name), file=path)

    session.ask("template", write, written)
