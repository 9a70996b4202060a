"""The cells of a sheet on their way to whoever asked for them: kept in files, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import polars as pl


class NoRoomError(Exception):
    """The temporary folder takes no more."""


class Frames(Protocol):
    """Frames that are kept somewhere, and can be gone through again."""

    def append(self, frame: pl.DataFrame) -> None:
        """Keep one more."""

    def __iter__(self) -> Iterator[pl.DataFrame]:
        """Those that are kept, in their order."""


class FramesInFiles:
    """Frames that are kept in the files of a folder, so that they take no memory.

    Attributes:
        names: The names of the files.
    """

    def __init__(self, folder: Path, name: str) -> None:
        """Keeps none yet.

        Args:
            folder: For the files.
            name: With what the names of the files begin.
        """
        self.names: list[str] = []
        self._folder = folder
        self._name = name

    def append(self, frame: pl.DataFrame) -> None:
        """Keep one more.

        Raises:
            NoRoomError: The folder takes no more.
        """
        name = f"{self._name}.{len(self.names)}.arrow"
        write_frame(frame, self._folder / name)
        self.names.append(name)

    def __iter__(self) -> Iterator[pl.DataFrame]:
        """Those that are kept, in their order."""
        return (read_frame(self._folder / name) for name in self.names)


def write_frame(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame to a file.

    Raises:
        NoRoomError: The folder takes no more.
    """
    try:
        with path.open("wb") as out:
            frame.write_ipc(out, compression="uncompressed")
    except OSError as trouble:
        raise NoRoomError from trouble


def read_frame(path: Path) -> pl.DataFrame:
    """The frame in a file that `write_frame` has written."""
    # The library copies what it reads: a file that stayed mapped could not be deleted on Windows.
    with path.open("rb") as file:
        return pl.read_ipc(file)
