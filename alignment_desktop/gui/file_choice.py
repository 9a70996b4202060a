"""Asks the user for files, with the system's own dialogs, beginning where the user last was."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from alignment_desktop.gui.folder_memory import FolderMemory, Purpose


class FileChoice:
    """The system's dialogs for workspaces; tests hand in answers instead.

    Args:
        folders: Where the user last was.
    """

    def __init__(self, folders: FolderMemory | None = None) -> None:
        self._folders = folders or FolderMemory()

    def existing(self, title: str, pattern: str) -> str:
        """The path of a file that is there; empty where the user thought better of it."""
        start, window = self._folders.folder(Purpose.OPEN), QApplication.activeWindow()
        path = QFileDialog.getOpenFileName(window, title, start, pattern)[0]
        if path:
            self._folders.remember(Purpose.OPEN, path)
        return path

    def new(self, title: str, name: str, pattern: str) -> str:
        """The path of a file to be made; empty where the user thought better of it."""
        start, window = self._folders.suggestion(Purpose.OPEN, name), QApplication.activeWindow()
        path = QFileDialog.getSaveFileName(window, title, start, pattern)[0]
        if path:
            self._folders.remember(Purpose.OPEN, path)
        return path


def choose_several(folders: FolderMemory, parent: QWidget, title: str, pattern: str) -> list[Path]:
    """Asks for files to import; none where the user thinks better of it."""
    start = folders.folder(Purpose.IMPORT)
    paths, _ = QFileDialog.getOpenFileNames(parent, title, start, pattern)
    if paths:
        folders.remember(Purpose.IMPORT, paths[0])
    return [Path(path) for path in paths]


def choose_existing(
    folders: FolderMemory, purpose: Purpose, parent: QWidget, title: str, pattern: str
) -> Path | None:
    """Asks for a file that is there; None where the user thinks better of it.

    Args:
        folders: Where the user last was.
        purpose: What the file is for.
        parent: What the dialog stands before.
        title: What it says.
        pattern: Which files are shown.
    """
    path, _ = QFileDialog.getOpenFileName(parent, title, folders.folder(purpose), pattern)
    if not path:
        return None
    folders.remember(purpose, path)
    return Path(path)


def choose_new(
    folders: FolderMemory, parent: QWidget, title: str, name: str, pattern: str
) -> Path | None:
    """Asks where a file is to be exported to; None where the user thinks better of it.

    Args:
        folders: Where the user last was.
        parent: What the dialog stands before.
        title: What it says.
        name: The proposed name, whose ending the file gets where the user gives none.
        pattern: Which files are shown.
    """
    start = folders.suggestion(Purpose.EXPORT, name)
    path, _ = QFileDialog.getSaveFileName(parent, title, start, pattern)
    if not path:
        return None
    ending = Path(name).suffix
    target = Path(path if path.lower().endswith(ending) else path + ending)
    folders.remember(Purpose.EXPORT, target)
    return target
