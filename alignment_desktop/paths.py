"""Where things lie: the program's resources, the user's own folders, and what is not whole yet."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

_PACKAGE = Path(__file__).resolve().parent
_TEMPORARY = re.compile(r"\.alignment-(?P<computer>[0-9a-f]{8})-(?P<process>\d+)-[0-9a-f]{12}.*")
_FOLDER = "alignment-read-"
_FORGOTTEN = 24 * 3600
"""Seconds after which nobody writes any more in a temporary file that nothing was written to."""


def resource_path(name: str) -> Path:
    """A file that comes with the program, such as `resource_path("templates/saas.toml")`.

    In an installed copy resources lie inside the package; in a checkout beside it.
    """
    inside = _PACKAGE / "resources"
    return (inside if inside.is_dir() else _PACKAGE.parent / "resources") / name


def user_data_folder() -> Path:
    """The folder for what the program remembers of this user; made where it is missing."""
    import platformdirs

    folder = Path(platformdirs.user_data_dir("Alignment Desktop", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def temporary_beside(path: Path) -> Path:
    """A free name beside `path`, for a file that takes the place of `path` once it is whole.

    It tells who writes there, so that `remove_abandoned` can tell whether anybody still does.
    """
    name = f".alignment-{_this_computer()}-{os.getpid()}-{os.urandom(6).hex()}"
    return path.with_name(name)


def remove_abandoned(folder: Path) -> None:
    """Removes the temporary files of programs that were killed while they wrote into `folder`.

    Those of a program that runs stay. Whether one on another computer runs cannot be seen from
    here: what it left goes after a day.
    """
    with suppress(OSError, ValueError):
        for file in folder.iterdir():
            found = _TEMPORARY.fullmatch(file.name)
            if found is not None and _is_abandoned(file, found):
                with suppress(OSError):
                    file.unlink()


def _is_abandoned(file: Path, found: re.Match[str]) -> bool:
    if found["computer"] == _this_computer() and not _runs(found["process"]):
        return True
    try:
        return time.time() - file.stat().st_mtime > _FORGOTTEN
    except OSError:
        return False


def temporary_folder() -> TemporaryDirectory[str]:
    """A folder of this process's own; those of programs that were killed are removed meanwhile.

    Raises:
        OSError: There is no place for one.
    """
    import tempfile

    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*-*"):
        owner = folder.name.removeprefix(_FOLDER).split("-", 1)[0]
        if owner.isdecimal() and not _runs(owner):
            import shutil

            shutil.rmtree(folder, ignore_errors=True)
    return tempfile.TemporaryDirectory(
        prefix=f"{_FOLDER}{os.getpid()}-", ignore_cleanup_errors=True
    )


def _runs(process: str) -> bool:
    import psutil

    return bool(psutil.pid_exists(int(process)))


def _this_computer() -> str:
    import hashlib
    import platform

    return hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]
