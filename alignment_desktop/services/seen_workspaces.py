"""What this computer has seen of each workspace, so that an older or another copy is noticed.

A chain of changes without a key tells that a file is whole, not that it is the newest one: whoever
puts last month's file in its place changes no hash. So the last change that was seen of each
workspace is remembered here; a workspace is known by the hash of its first change. What is
remembered refuses nothing: a file that no longer has that change is told once, and is then the
one that is remembered.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.problems import Problem
from alignment_desktop.paths import user_data_folder
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.storage.reader import Reader

_FILE = "seen-workspaces.json"
_MOST = 500
_LARGEST = 1_000_000
_PATIENCE = 0.3
_ABANDONED = 10.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A change of a workspace that was seen.

    Attributes:
        revision: Its number.
        hash: Its hash, which stands for all changes before it too.
        at: When it was made, as ISO 8601 text in UTC.
    """

    revision: int
    hash: str
    at: str

    def to_table(self) -> dict[str, object]:
        """The change as it is kept, under the names of its facts."""
        return {"revision": self.revision, "hash": self.hash, "at": self.at}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a workspace stands.

    Attributes:
        identity: The hash of its first change, by which it is known wherever it lies.
        newest: The newest change that somebody made.
    """

    identity: str
    newest: Seen


def standing_of(reader: Reader) -> Standing | None:
    """Where the workspace stands; None where nobody ever changed anything in it."""
    newest = reader.newest_by_somebody()
    marks = reader.marks(1, newest)
    if 1 not in marks or newest not in marks:
        return None
    mark = marks[newest]
    return Standing(marks[1].hash, Seen(newest, mark.hash, mark.at.isoformat()))


def replaced(
    reader: Reader, standing: Standing, seen: Seen | None, workspace: str
) -> Problem | None:
    """`workspace-replaced`, where the workspace no longer has the change that was seen last.

    Args:
        reader: The workspace.
        standing: Where it stands.
        seen: The change of it that was `recalled`, before `reader` looked: another program may
            have seen a later one since.
        workspace: What it is called in the sentence.
    """
    if seen is None or seen == standing.newest:
        return None
    mark = reader.marks(seen.revision).get(seen.revision)
    if mark is not None and mark.hash == seen.hash:
        return None
    return Problem(
        "workspace-replaced", workspace=workspace, revision=seen.revision, day=_day(seen.at)
    )


def remember(standing: Standing) -> None:
    """Remembers where a workspace stands; where nothing can be written, nothing is remembered."""
    if recalled().get(standing.identity) == standing.newest:
        return
    with suppress(OSError, RuntimeError):
        path = user_data_folder() / _FILE
        with _alone(path):
            known = recalled()
            known.pop(standing.identity, None)  # the newest stand last
            known[standing.identity] = standing.newest
            _write(path, dict(list(known.items())[-_MOST:]))


def recalled() -> dict[str, Seen]:
    """The last change that was seen of each workspace; nothing where that cannot be read."""
    try:
        path = user_data_folder() / _FILE
        if path.stat().st_size > _LARGEST:
            return {}
        stored = json.loads(path.read_bytes())
        found: dict[str, Any] = {str(key): Seen(**entry) for key, entry in stored.items()}
    except (OSError, RuntimeError, ValueError, TypeError, AttributeError):
        return {}
    return {
        identity: seen
        for identity, seen in found.items()
        if type(seen.revision) is int and isinstance(seen.hash, str) and isinstance(seen.at, str)
    }


def _write(path: Path, known: dict[str, Seen]) -> None:
    """Replaces the file as a whole, so that whoever reads it meanwhile finds the one or the other.

    Raises:
        OSError: It cannot be written.
    """
    temporary = path.with_name(f".{path.name}-{os.urandom(16).hex()}")
    text = json.dumps({identity: seen.to_table() for identity, seen in known.items()})
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Only one program at a time goes on here; a lock that somebody left behind is broken.

    Raises:
        OSError: Another program keeps it, or no lock can be made.
    """
    lock = path.with_name(f"{path.name}.lock")
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            with suppress(FileNotFoundError):
                if time.time() - lock.stat().st_mtime > _ABANDONED:
                    lock.unlink()
                    continue
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _day(at: str) -> str:
    """The local day of a moment, in words."""
    from datetime import datetime

    from alignment_desktop.phrasing.days import day_text
    from alignment_desktop.words.language import language

    try:
        return day_text(datetime.fromisoformat(at).astimezone().date(), language())
    except (ValueError, OverflowError):
        return "?"
