"""What happens to a workspace's file as a file: recognised, made without overwriting, backed up."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from contextlib import closing, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from alignment_desktop.domain.effects import lasting
from alignment_desktop.domain.problems import Problem
from alignment_desktop.paths import remove_abandoned, temporary_beside
from alignment_desktop.storage.schema_revisions import APPLICATION_ID, FORMAT
from alignment_desktop.storage.sqlite_hardening import harden

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MAGIC = b"SQLite format 3\x00"
_COMPANIONS = ("-wal", "-shm", "-journal")

CHECKED_BYTES = 16 * 1024 * 1024
"""Files up to this size are checked whole when they are opened; it takes a moment at most."""


def file_uri(path: Path, query: str) -> str:
    """The `file:` address that SQLite wants, also for drives and shares of Windows."""
    posix = path.as_posix()
    return f"file://{'' if posix.startswith('/') else '/'}{quote(os.fsencode(posix))}?{query}"


def recognise(path: Path) -> None:
    """Looks into the header of a file, without touching it.

    Raises:
        Problem: `workspace-missing`, `not-a-workspace`, `workspace-newer`, `no-rights`.
    """
    shown = str(path)
    try:
        if path.is_dir():
            raise Problem("not-a-workspace", workspace=shown)
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError as error:
        raise Problem("workspace-missing", workspace=shown) from error
    except (PermissionError, NotADirectoryError) as error:
        code = "no-rights" if isinstance(error, PermissionError) else "workspace-missing"
        raise Problem(code, workspace=shown) from error
    except (OSError, ValueError) as error:  # a name that cannot be a file's, or a broken disk
        raise Problem("workspace-missing", workspace=shown) from error
    ours = header[68:72] == APPLICATION_ID.to_bytes(4, "big")
    if len(header) < 100 or not header.startswith(_MAGIC) or not ours:
        raise Problem("not-a-workspace", workspace=shown)
    if int.from_bytes(header[60:64], "big") > FORMAT:
        raise Problem("workspace-newer", workspace=shown)


def may_change(path: Path) -> bool:
    """Whether the file and its folder can be written, as SQLite needs both."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def reading_mode(path: Path) -> str:
    """How to read a file that may not be changed: see `engine.make_engine`.

    A file that nobody has open holds everything itself, and is read without the companions that
    SQLite could not make here.
    """
    if may_change(path):
        return "query"
    in_use = path.with_name(path.name + "-wal")
    return "ro" if in_use.exists() and in_use.stat().st_size > 0 else "immutable"


@contextmanager
def made_beside(path: Path, *, noted: bool = True) -> Iterator[Path]:
    """A temporary file beside `path` to be filled; it takes the name at the end, all at once.

    Args:
        path: Where nothing is yet.
        noted: Whether it is what the user asks for, and so an effect of the command.

    Raises:
        Problem: `workspace-exists`, `folder-missing`, `no-rights`; `path` is as it was then.
    """
    shown = str(path)
    if not path.name:
        raise Problem("workspace-exists", workspace=shown)  # the root of a disk
    temporary = temporary_beside(path)
    remove_abandoned(path.parent)
    try:
        if path.exists() or path.is_symlink():
            raise Problem("workspace-exists", workspace=shown)
        if not path.parent.is_dir():
            raise Problem("folder-missing", folder=str(path.parent))
        if not os.access(path.parent, os.W_OK):
            raise Problem("no-rights", workspace=shown)
        yield temporary
        with lasting(shown) if noted else nullcontext():
            _take_name(temporary, path)
    except OSError as error:
        raise Problem(_code_of(error), workspace=shown) from error
    finally:
        remove(temporary)


def remove(path: Path) -> None:
    """Deletes a workspace's file, and what SQLite may have left beside it."""
    for companion in ("", *_COMPANIONS):
        with suppress(OSError):
            path.with_name(path.name + companion).unlink()


def _code_of(error: OSError) -> str:
    if isinstance(error, FileExistsError):
        return "workspace-exists"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "disk-full"
    return "bad-address" if error.errno == errno.ENAMETOOLONG else "no-rights"


def _take_name(temporary: Path, path: Path) -> None:
    """Renames without overwriting, whichever way this system offers.

    Raises:
        FileExistsError: Somebody was faster.
    """
    if os.name == "nt":
        temporary.rename(path)  # Windows never overwrites here
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: claim the name first
        path.open("xb").close()
        temporary.replace(path)


def _begin_copy(copy: Path, original: Path) -> None:
    """An empty file for a copy, with the rights of the original from the beginning."""
    copy.touch(mode=0o600, exist_ok=False)
    copy.chmod(stat.S_IMODE(original.stat().st_mode))


def backup(path: Path, revision: str) -> Path:
    """A copy of the workspace beside it, with everything that was ever committed.

    Returns:
        The copy: `plan (backup 0001_foundation).align`, with a number where that is taken.
    """
    copy = path.with_name(f"{path.stem} (backup {revision}){path.suffix}")
    number = 2
    while copy.exists():
        copy = path.with_name(f"{path.stem} (backup {revision}, {number}){path.suffix}")
        number += 1
    with made_beside(copy, noted=False) as temporary:
        _begin_copy(temporary, path)
        with (
            closing(sqlite3.connect(file_uri(path, "mode=ro"), uri=True)) as source,
            closing(sqlite3.connect(temporary)) as target,
        ):
            harden(source)
            source.backup(target)
    return copy
