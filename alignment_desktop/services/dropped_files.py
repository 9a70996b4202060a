"""Which files can be read: what dialogs offer, and which are meant by what was dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.file_formats import file_endings
from alignment_desktop.values import dataclass

_WORKSPACE = ".align"


@dataclass(frozen=True)
class Gathered:
    """What was dropped.

    Attributes:
        files: Files to be read, in the order in which they were dropped; a folder's by name.
        refused: Why the others are not.
    """

    files: tuple[Path, ...]
    refused: tuple[Problem, ...]


def gather(paths: Sequence[Path]) -> Gathered:
    """Looks into folders, one level deep, and puts aside what is known to be no spreadsheet."""
    files: dict[Path, None] = {}
    refused: list[Problem] = []
    for path in paths:
        if path.is_dir():
            try:
                inside = _spreadsheets_in(path)
            except OSError:
                refused.append(Problem("file-unreadable", file=path.name))
                continue
            files.update(dict.fromkeys(inside))
            if not inside:
                refused.append(
                    Problem(
                        "folder-without-spreadsheets",
                        file=path.name,
                        known=", ".join(file_endings()),
                    )
                )
        elif path.suffix.lower() == _WORKSPACE:
            refused.append(Problem("file-is-workspace", file=path.name))
        else:
            files[path] = None
    return Gathered(tuple(files), tuple(refused))


def patterns() -> str:
    """The names of files that can be read, as dialogs take them: `*.xlsx *.xls`."""
    return " ".join(f"*{ending}" for ending in file_endings())


def _spreadsheets_in(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        # `~$` files lie beside workbooks that Excel has open.
        if path.suffix.lower() in file_endings()
        and not path.name.startswith((".", "~$"))
        and path.is_file()
    )
