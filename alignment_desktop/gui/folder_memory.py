"""Where the user last was when asked for a file, for each kind of question."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QSettings

_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
"""What one system or another does not take in the name of a file."""
_LONGEST = 120


class Purpose(StrEnum):
    """What a file is asked for."""

    IMPORT = "import"
    EXPORT = "export"
    OPEN = "open"
    CHECK = "check"
    IDENTITY = "identity"
    LOGO = "logo"


def file_name(words: str, ending: str) -> str:
    """A file's name made of words such as the label of an agreement: `FY27/Q1` has a stroke."""
    plain = " ".join(_UNFIT.sub("-", words).split()).strip(" .-")
    return f"{plain[:_LONGEST].rstrip(' .-') or 'file'}{ending}"


class FolderMemory:
    """Remembers folders in settings that are handed in; without any, while the program runs.

    Args:
        settings: Where they are kept from one time to the next.
        first: Where a question begins that was never asked before; empty: where the system does.
    """

    def __init__(self, settings: QSettings | None = None, first: str = "") -> None:
        self._settings = settings
        self._first = first
        self._folders: dict[Purpose, str] = {}

    def folder(self, purpose: Purpose) -> str:
        """Where a question begins; one that is gone since is not gone to."""
        last = self._folders.get(purpose, "")
        if not last and self._settings is not None:
            last = str(self._settings.value(f"folders/{purpose}", ""))
        return last if last and Path(last).is_dir() else self._first

    def suggestion(self, purpose: Purpose, name: str) -> str:
        """The path that a question for a new file proposes."""
        folder = self.folder(purpose)
        return str(Path(folder) / name) if folder else name

    def remember(self, purpose: Purpose, path: str | Path) -> None:
        """A file was chosen."""
        folder = str(Path(path).absolute().parent)
        self._folders[purpose] = folder
        if self._settings is not None:
            self._settings.setValue(f"folders/{purpose}", folder)
