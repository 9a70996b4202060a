"""Files that wait: looked at one after the other, and imported where nothing is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
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
    from alignment_desktop.services.waiting_files import Standing, WaitingFile
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow

_LOOKING, _PREPARING = "waiting-file", "ready-file"


class WaitingList(QObject):
    """The files that wait.

    Attributes:
        changed: Other files wait, or more is known of one.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._files: dict[Path, WaitingFile] = {}
        self._watched: set[Path] = set()
        self._looking: Path | None = None
        self._importing: list[Path] = []
        self._imported: dict[int, str] = {}
        self._hashes: frozenset[str] = frozenset()
        self.unasked = False

    @property
    def files(self) -> Sequence[WaitingFile]:
        """The files, in the order in which they came."""
        return tuple(self._files.values())

    @property
    def ready(self) -> list[Path]:
        """Those that can be imported unasked."""
        return [path for path, file in self._files.items() if file.standing == "ready"]

    @property
    def asking(self) -> list[Path]:
        """Those that somebody has to look through."""
        return [path for path, file in self._files.items() if file.standing == "asks"]

    @property
    def open(self) -> int:
        """How many are neither imported nor unchanged."""
        done = ("imported", "unchanged")
        return sum(file.standing not in done for file in self._files.values())

    @property
    def looking(self) -> bool:
        """Whether some are still to be looked at."""
        return any(file.standing == "waiting" for file in self._files.values())

    @property
    def importing(self) -> bool:
        """Whether some are being imported."""
        return bool(self._importing)

    def add(self, paths: Iterable[Path], *, watched: bool = False) -> None:
        """Takes more files; one that is there already is looked at once more.

        Args:
            paths: The files.
            watched: Whether they were found in the watched folder, where those that were imported
                before are nothing new.
        """
        from alignment_desktop.services.waiting_files import WaitingFile

        for path in paths:
            self._files[path] = WaitingFile(path)
            if watched:
                self._watched.add(path)
            else:
                self._watched.discard(path)
        self.changed.emit()
        self._look_on()

    def remove(self, path: Path) -> None:
        """Lets a file go."""
        if self._files.pop(path, None) is not None:
            self.changed.emit()

    def show_batches(self, batches: Sequence[BatchRow]) -> None:
        """Says which files were imported meanwhile, and which are not any more."""
        self._hashes = frozenset(batch.sha256 for batch in batches if not batch.withdrawn)
        again = []
        for path, file in self._files.items():
            there = bool(file.sha256) and file.sha256 in self._hashes
            if there and file.standing in ("ready", "asks"):
                self._files[path] = replace(file, standing="imported", problem=None)
            elif not there and file.standing in ("imported", "unchanged"):
                again.append(path)
        self.changed.emit()
        if again:
            self.add(again)

    def import_ready(self) -> None:
        """Imports every file that is ready, one after the other."""
        self._begin(self.ready)

    def _begin(self, paths: list[Path]) -> None:
        new = [path for path in paths if path not in self._importing]
        idle = not self._importing
        self._importing += new
        if idle and new:
            self._imported = {}
            self.changed.emit()
            self._import_next()

    def _look_on(self) -> None:
        """Looks at the next file that nobody looked at yet."""
        if self._looking is not None:
            return
        waiting = (path for path, file in self._files.items() if file.standing == "waiting")
        path = next(waiting, None)
        if path is None:
            return
        from alignment_desktop.services.waiting_files import WaitingFile

        self._looking = path
        label = self._session.label

        def look(workspace: Workspace, monitor: Monitor) -> WaitingFile:
            from alignment_desktop.services.waiting_files import look_at

            return look_at(workspace, path, label, monitor)

        def refused(problem: Problem) -> None:
            self._take(path, WaitingFile(path, "problem", problem=problem))

        self._session.ask(_LOOKING, look, lambda found: self._take(path, found), refused)

    def _take(self, path: Path, found: WaitingFile) -> None:
        self._looking = None
        if path in self._files:
            self._files[path] = found
            if found.standing == "unchanged" and path in self._watched:
                del self._files[path]  # nothing new in the watched folder
            elif found.standing == "ready" and path in self._watched and self.unasked:
                self._begin([path])
            self.changed.emit()
        self._look_on()

    def _import_next(self) -> None:
        if not self._importing:
            self._tell_imported()
            self.changed.emit()
            return
        path = self._importing[0]
        file = self._files.get(path)
        if file is None or file.standing != "ready" or file.sha256 in self._hashes:
            self._go_on()
            return
        label = self._session.label

        def prepare(workspace: Workspace, monitor: Monitor) -> Prepared:
            from alignment_desktop.services.waiting_files import prepare_ready

            return prepare_ready(workspace, file, label, monitor)

        def prepared(found: Prepared) -> None:
            if self._files.get(path) is file:
                self._accept(file, found)
            else:
                self._go_on()  # it was taken off the list meanwhile, or came once more

        self._session.ask(_PREPARING, prepare, prepared, self._refuser(file))

    def _accept(self, file: WaitingFile, prepared: Prepared) -> None:
        from alignment_desktop.services.importing import AcceptImport

        def done(batch: int) -> None:
            self._imported[batch] = file.path.name
            self._put(file, replace(file, standing="imported"))
            self._hashes |= {file.sha256}
            self._go_on()

        self._session.execute(AcceptImport(prepared), done=done, failed=self._refuser(file))

    def _refuser(self, file: WaitingFile) -> Callable[[Problem], None]:
        def refuse(problem: Problem) -> None:
            gone = problem.code in ("file-missing", "file-unreadable")
            standing: Standing = "problem" if gone else "asks"
            self._put(file, replace(file, standing=standing, problem=problem))
            self._go_on()

        return refuse

    def _put(self, before: WaitingFile, after: WaitingFile) -> None:
        """Notes more of a file, unless it was taken off the list or came once more."""
        if self._files.get(before.path) is before:
            self._files[before.path] = after

    def _go_on(self) -> None:
        del self._importing[0]
        self.changed.emit()
        self._import_next()

    def _tell_imported(self) -> None:
        from alignment_desktop.services.imported_batches import UndoImport

        batches, self._imported = self._imported, {}
        if not batches:
            return

        def undo() -> None:
            for batch in batches:
                self._session.execute(UndoImport(batch))

        self._session.notify(
            wording().importing.files_are_imported(
                len(batches), count=number_word(len(batches)), name=next(iter(batches.values()))
            ),
            action=wording().common.undo(),
            act=undo,
        )
