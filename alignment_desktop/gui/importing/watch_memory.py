"""Which folder is watched for new files, remembered on this computer for each workspace."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from alignment_desktop.values import dataclass

_GROUP = "watched"


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched.

    Attributes:
        folder: The folder; None where none is.
        unasked: Whether files that a remembered mapping fits are imported by themselves.
    """

    folder: Path | None = None
    unasked: bool = False


class WatchMemory:
    """Reads and writes it in settings that are handed in; without any, while the program runs."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings
        self._watched: dict[str, Watched] = {}

    def watched(self, identity: str) -> Watched:
        """What is watched for a workspace."""
        if self._settings is None:
            return self._watched.get(identity, Watched())
        folder = str(self._settings.value(f"{_GROUP}/{identity}/folder", ""))
        unasked = str(self._settings.value(f"{_GROUP}/{identity}/unasked", "false")) == "true"
        return Watched(Path(folder), unasked) if folder else Watched()

    def remember(self, identity: str, watched: Watched) -> None:
        """Something else is watched now."""
        self._watched[identity] = watched
        if self._settings is None:
            return
        if watched.folder is None:
            self._settings.remove(f"{_GROUP}/{identity}")
            return
        self._settings.setValue(f"{_GROUP}/{identity}/folder", str(watched.folder))
        unasked = "true" if watched.unasked else "false"
        self._settings.setValue(f"{_GROUP}/{identity}/unasked", unasked)
