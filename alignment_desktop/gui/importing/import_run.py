"""The storing of what was looked through: whether the file is still the same, then the import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.importing.words import number_word
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.importing import Prepared
    from alignment_desktop.services.workspace import Workspace

COMMAND = "AcceptImport"
_SAME = "same file"


class ImportRun(QObject):
    """Stores one prepared import after another.

    Attributes:
        running: Whether one is on its way.
        stored: Carries the number of the batch, which a notice tells of.
        outdated: The file has changed since it was read; nothing is stored.
        refused: Carries the `Problem` because of which nothing is stored.
    """

    stored = Signal(int)
    outdated = Signal()
    refused = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.running = False

    def begin(self, path: Path, prepared: Prepared, left_out: int) -> None:
        """Stores an import, if its file still is what was looked through.

        Args:
            path: The file.
            prepared: What is stored.
            left_out: How many rows with a problem are not.
        """
        sha256 = prepared.workbook.sha256

        def ask(_workspace: Workspace, _monitor: Monitor) -> bool:
            from alignment_desktop.services.waiting_files import is_as_read

            return is_as_read(path, sha256)

        def answered(same: bool) -> None:
            if same:
                self._store(path.name, prepared, left_out)
            else:
                self.running = False
                self.outdated.emit()

        self.running = True
        self._session.ask(_SAME, ask, answered)

    def stop(self) -> None:
        """Stops it; nothing is stored then."""
        self._session.cancel(_SAME)
        self._session.cancel(COMMAND)
        self.running = False

    def _store(self, name: str, prepared: Prepared, left_out: int) -> None:
        from alignment_desktop.services.importing import AcceptImport

        def done(batch: int) -> None:
            self.running = False
            self._tell_stored(batch, name, prepared.checked.rows, left_out)
            self.stored.emit(batch)

        def failed(problem: Problem) -> None:
            self.running = False
            self.refused.emit(problem)

        self._session.execute(AcceptImport(prepared), done=done, failed=failed)

    def _tell_stored(self, batch: int, name: str, read: int, left_out: int) -> None:
        from alignment_desktop.services.imported_batches import UndoImport

        its, rows = wording().importing, read - left_out
        said = its.rows_of_are_imported(rows, rows=number_word(rows), file=name)
        if left_out:
            every = number_word(read)
            said = its.some_rows_are_imported(rows, rows=number_word(rows), all=every, file=name)
        self._session.notify(
            said,
            action=wording().common.undo(),
            act=lambda: self._session.execute(UndoImport(batch)),
        )
