"""What is done about imports: one is taken back or counts again, its problems are saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.frames import Kind
from alignment_desktop.gui.folder_memory import file_name
from alignment_desktop.gui.importing.file_dialogs import choose_workbook
from alignment_desktop.gui.importing.saving import save_found_problems, save_template
from alignment_desktop.gui.importing.words import Stages, kind_word
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from alignment_desktop.storage.evidence import BatchRow


class ImportActs:
    """Does it, and tells what was done.

    Args:
        session: The window's handle on the services.
        page: What dialogs stand before.
        stages: Gives what the agreement calls its stages.
    """

    def __init__(self, session: Session, page: QWidget, stages: Callable[[], Stages]) -> None:
        self._session, self._page, self._stages = session, page, stages

    def undo(self, batch: int) -> None:
        """Takes back one import, whole."""
        from alignment_desktop.services.imported_batches import UndoImport

        def done(row: BatchRow) -> None:
            self._session.notify(
                wording().importing.the_import_of_is(file=row.file),
                action=wording().importing.restore(),
                act=lambda: self.restore(batch),
            )

        self._session.execute(UndoImport(batch), done=done)

    def restore(self, batch: int) -> None:
        """Counts one import again."""
        from alignment_desktop.services.imported_batches import RestoreImport

        def done(row: BatchRow) -> None:
            self._session.notify(
                wording().importing.the_import_of_counts(file=row.file),
                action=wording().common.undo(),
                act=lambda: self.undo(batch),
            )

        self._session.execute(RestoreImport(batch), done=done)

    def save_problems(self, batch: BatchRow, path: Path) -> None:
        """Saves what was wrong with an imported sheet as a workbook."""
        save_found_problems(self._session, batch, self._stages(), path)

    def choose_problems(self, batch: BatchRow) -> None:
        """Asks where, and saves what was wrong with an imported sheet."""
        name = file_name(f"{Path(batch.file).stem} problems", ".xlsx")
        title, folders = wording().importing.save_problems(), self._session.folders
        path = choose_workbook(folders, self._page, title, name)
        if path is not None:
            self.save_problems(batch, path)

    def save_template(self, kind: Kind, path: Path) -> None:
        """Writes an empty workbook to fill in."""
        save_template(self._session, kind, path)

    def choose_template(self, kind: Kind) -> None:
        """Asks where, and writes an empty workbook to fill in."""
        name = file_name(kind_word(kind.value), ".xlsx")
        title, folders = wording().importing.save_the_template(), self._session.folders
        path = choose_workbook(folders, self._page, title, name)
        if path is not None:
            self.save_template(kind, path)
