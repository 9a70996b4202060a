"""Which spreadsheets are meant by what was dropped: files themselves, of folders what is inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from alignment_desktop.domain.problems import Problem

SUFFIXES = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
"""How the names of spreadsheets and delimited texts end."""
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
                refused.append(Problem("folder-without-spreadsheets", file=path.name))
        elif path.suffix.lower() == _WORKSPACE:
            refused.append(Problem("file-is-workspace", file=path.name))
        else:
            files[path] = None
    return Gathered(tuple(files), tuple(refused))


def _spreadsheets_in(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        # `~$` files lie beside workbooks that Excel has open.
        if path.suffix.lower() in SUFFIXES
        and not path.name.startswith((".", "~$"))
        and path.is_file()
    )
