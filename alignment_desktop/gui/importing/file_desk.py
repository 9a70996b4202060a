"""Several files at once: the list in which they wait, and the folder from which they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.importing.folder_watch import SETTLE, FolderWatch
from alignment_desktop.gui.importing.waiting_list import WaitingList
from alignment_desktop.gui.importing.watch_memory import Watched
from alignment_desktop.gui.importing.words import trouble_sentence
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.gui.importing.file_list import FileList
    from alignment_desktop.gui.importing.file_side import FileSide
    from alignment_desktop.services.waiting_files import WaitingFile


class FileDesk(QObject):
    """What the page of results knows of files that are not imported yet.

    Attributes:
        changed: Other files wait, or more is known of one.
        wanted: Carries the paths of the files that are to be looked through.
        shown: The list is to be brought into sight.
    """

    changed = Signal()
    wanted = Signal(object)
    shown = Signal()

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        parent: QWidget | None = None,
        *,
        settle: int = SETTLE,
    ) -> None:
        super().__init__(parent)
        self._session, self._switch = session, switch
        self._begun = self._appeared = False
        self.waiting = WaitingList(session, self)
        self.watch = FolderWatch(session, self, settle=settle)
        its = wording().importing
        self.ready_button, self.look_button = QPushButton(), QPushButton()
        self.ready_button.setFont(font(13, MEDIUM))
        set_look(self.ready_button, "kind", "primary")
        self.list_button = QPushButton(its.files())
        self.back_button = QPushButton(wording().common.close())
        set_look(self.back_button, "kind", "quiet")
        self.ready_button.clicked.connect(self.waiting.import_ready)
        self.look_button.clicked.connect(lambda: self.wanted.emit(self.waiting.asking))
        self.waiting.changed.connect(self._show)
        self.watch.appeared.connect(self._take_appeared)
        self.watch.refused.connect(self._tell_refused)
        self._show_buttons()

    @cached_property
    def view(self) -> FileList:
        """What lists the files."""
        from alignment_desktop.gui.importing.file_list import FileList

        view = FileList(self._switch)
        view.opened.connect(lambda key: self.wanted.emit([Path(key)]))
        view.removed.connect(self._remove)
        view.folder_wanted.connect(self.choose_folder)
        view.folder_left.connect(lambda: self.watch_folder(None))
        view.unasked_chosen.connect(self.import_unasked)
        view.show_watched(self.watched)
        view.show_files(self.waiting.files)
        view.table.current_changed.connect(lambda _key: self._show_side())
        return view

    @cached_property
    def side(self) -> FileSide:
        """The file that is selected, in the inspector."""
        from alignment_desktop.gui.importing.file_side import FileSide

        side = FileSide(self._switch)
        side.opened.connect(lambda key: self.wanted.emit([Path(key)]))
        side.show_file(self._selected)
        return side

    @property
    def _selected(self) -> WaitingFile | None:
        key = self.view.table.current_key()
        return next((each for each in self.waiting.files if str(each.path) == key), None)

    def _show_side(self) -> None:
        if "side" in self.__dict__:
            self.side.show_file(self._selected)

    @property
    def watched(self) -> Watched:
        """Which folder is watched, and how."""
        return self._session.watching.watched(self._session.news.identity)

    def begin(self) -> None:
        """Watches the folder that was chosen last, once the workspace is open."""
        if not self._begun:
            self._begun = True
            self._follow(self.watched)

    def choose_folder(self) -> None:
        """Lets the user choose the folder that is watched."""
        its, before = wording().importing, self.watched.folder
        path = QFileDialog.getExistingDirectory(
            self.view, its.watch_a_folder(), str(before) if before else ""
        )
        if path:
            self.watch_folder(Path(path))

    def watch_folder(self, folder: Path | None) -> None:
        """Watches another folder; None: none any more."""
        before = self.watched
        self._remember(Watched(folder, before.unasked and folder is not None))
        if folder is None and before.folder is not None:
            self._session.notify(
                wording().importing.folder_is_left(folder=before.folder.name),
                action=wording().common.undo(),
                act=lambda: self._remember(before),
            )

    def import_unasked(self, unasked: bool) -> None:
        """Says whether files that are known are imported by themselves from now on."""
        watched = replace(self.watched, unasked=unasked)
        self._session.watching.remember(self._session.news.identity, watched)
        self.waiting.unasked = unasked

    def _remember(self, watched: Watched) -> None:
        self._session.watching.remember(self._session.news.identity, watched)
        self.view.show_watched(watched)
        self._follow(watched)

    def _follow(self, watched: Watched) -> None:
        self.waiting.unasked = watched.unasked and not self._session.read_only
        self.watch.watch(watched.folder)

    def _take_appeared(self, paths: Sequence[Path]) -> None:
        self._appeared = True
        self.waiting.add(paths, watched=True)

    def _tell_appeared(self) -> None:
        """Says that files wait that came by themselves, where their list is out of sight."""
        if not self._appeared or self.waiting.looking:
            return
        self._appeared = False
        waiting = self.waiting.open
        if waiting and not self.view.isVisible():
            its = wording().importing
            self._session.notify(
                its.files_wait_to_be(waiting, count=waiting),
                action=its.show_the_list(),
                act=self._go,
            )

    def _go(self) -> None:
        self._session.go_to("results")
        self.shown.emit()

    def _tell_refused(self, problem: Problem) -> None:
        self._session.notify(trouble_sentence(problem), wrong=True)

    def _remove(self, key: str) -> None:
        if key:
            path = Path(key)
            self.waiting.remove(path)
            self._session.notify(
                wording().importing.is_off_the_list(name=path.name),
                action=wording().common.undo(),
                act=lambda: self.waiting.add([path]),
            )

    def _show(self) -> None:
        if "view" in self.__dict__:
            self.view.show_files(self.waiting.files)
            self._show_side()
        self._show_buttons()
        self.changed.emit()
        self._tell_appeared()

    def show_buttons(self, *, listed: bool) -> None:
        """Shows what can be done with the list, where that is in sight."""
        ready, asking = bool(self.waiting.ready), bool(self.waiting.asking)
        self.back_button.setVisible(listed)
        self.look_button.setVisible(listed and asking)
        self.ready_button.setVisible(listed and ready)
        set_look(self.look_button, "kind", "" if ready else "primary")

    def _show_buttons(self) -> None:
        its, ready, asking = wording().importing, self.waiting.ready, self.waiting.asking
        self.ready_button.setText(its.import_the_ready(len(ready), count=len(ready)))
        self.ready_button.setEnabled(bool(ready) and not self.waiting.importing)
        self.look_button.setText(its.look_through(len(asking), count=len(asking)))
        self.look_button.setEnabled(bool(asking) and not self.waiting.importing)
        waiting = self.waiting.open
        self.list_button.setText(its.files_wait(waiting, count=waiting) if waiting else its.files())
