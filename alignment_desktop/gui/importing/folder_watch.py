"""Watches a folder: tells of spreadsheets that are new or other ones, once they are written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.session import Session

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.waiting_files import Stamp
    from alignment_desktop.services.workspace import Workspace

_TOPIC = "watched-folder"
SETTLE = 1_500
"""Milliseconds for which a file must stay as it is before it counts as written."""


class FolderWatch(QObject):
    """Watches at most one folder.

    Attributes:
        appeared: Carries the paths of files that are new or changed, and stay as they are.
        refused: Carries the `Problem` because of which the folder cannot be watched.
    """

    appeared = Signal(object)
    refused = Signal(object)

    def __init__(
        self, session: Session, parent: QObject | None = None, *, settle: int = SETTLE
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._folder: Path | None = None
        self._told: dict[Path, Stamp] = {}
        self._before: Mapping[Path, Stamp] = {}
        self._watcher = QFileSystemWatcher(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(settle)
        self._timer.timeout.connect(self._scan)
        # A file that is written goes on changing: each change begins the wait anew.
        self._watcher.directoryChanged.connect(lambda _path: self._timer.start())
        self._watcher.fileChanged.connect(lambda _path: self._timer.start())

    def watch(self, folder: Path | None) -> None:
        """Watches another folder; None: none any more."""
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        self._timer.stop()
        self._session.cancel(_TOPIC)
        self._folder, self._told, self._before = folder, {}, {}
        if folder is not None:
            self._watcher.addPath(str(folder))
            self._scan()

    def _scan(self) -> None:
        folder = self._folder
        if folder is None:
            return

        def scan(_workspace: Workspace, _monitor: Monitor) -> Mapping[Path, Stamp]:
            from alignment_desktop.services.waiting_files import stamps_in

            return stamps_in(folder)

        self._session.ask(_TOPIC, scan, self._take, self._refuse)

    def _take(self, stamps: Mapping[Path, Stamp]) -> None:
        new = {path: stamp for path, stamp in stamps.items() if self._told.get(path) != stamp}
        settled = [path for path, stamp in new.items() if self._before.get(path) == stamp]
        self._before = stamps
        self._told = {path: stamp for path, stamp in self._told.items() if path in stamps}
        self._told.update({path: stamps[path] for path in settled})
        unwatched = [str(path) for path in stamps if str(path) not in self._watcher.files()]
        if unwatched:
            self._watcher.addPaths(unwatched)
        if len(settled) < len(new):
            self._timer.start()
        if settled:
            self.appeared.emit(tuple(settled))

    def _refuse(self, problem: Problem) -> None:
        self.refused.emit(problem)
