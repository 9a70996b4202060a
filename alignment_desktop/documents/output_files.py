"""Files that the program writes for the user: whole or not at all, and never over what is needed.

One rule for all of them. A file has the ending of what is written. It never takes the place of a
workspace, nor of the very file that is read. A new one has the rights that the user's umask gives,
one that is replaced keeps its own; a file with a key is its owner's alone. Through a symbolic link
the file behind it is replaced.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from alignment_desktop.domain.effects import lasting
from alignment_desktop.domain.problems import Problem
from alignment_desktop.paths import remove_abandoned, temporary_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

_DATABASES = (
    b"SQLite format 3\0",
    b"7\x7f\x06\x82",
    b"7\x7f\x06\x83",
    b"\x18\xe2\x2d\x00",
    b"\xd9\xd5\x05\xf9\x20\xa1",
)
"""How files of SQLite begin: a workspace, its write-ahead log, the index to it, its journal."""
_COMPANIONS = ("-wal", "-shm", "-journal")


def check_output(path: Path, ending: str, *, reads: Iterable[Path] = ()) -> None:
    """Refuses a place where nothing may be written, before anything is done.

    Args:
        path: Where the user wants a file.
        ending: That of what is to be written, such as `.pdf`.
        reads: The files that are read meanwhile.

    Raises:
        Problem: `other-ending`, `output-is-database`, `output-is-read`, `output-refused`.
    """
    shown = str(path)
    if path.suffix.lower() != ending:
        raise Problem("other-ending", file=shown, wanted=ending)
    if "\0" in shown:
        raise Problem(
            "output-refused", file=shown.replace("\0", ""), reason="no file has this name"
        )
    if _belongs_to_database(path):
        raise Problem("output-is-database", file=shown)
    for read in reads:
        if _same(path, read):
            raise Problem("output-is-read", file=shown)


class OutputFile:
    """A file that is written beside its place, and takes it when all else went well too.

    To be used as a context, at whose end a file that has not taken its place is gone:

        with OutputFile(path, ".xlsx") as output:
            with output.filling() as temporary:
                temporary.write_bytes(content)
            output.take_place()

    Attributes:
        path: Where the user wants it.
    """

    def __init__(
        self, path: Path, ending: str, *, reads: Iterable[Path] = (), private: bool = False
    ) -> None:
        """Nothing is written yet.

        Args:
            path: Where the user wants it.
            ending: As in `check_output`.
            reads: As in `check_output`.
            private: Whether nobody but its owner may read it, whatever was there before.

        Raises:
            Problem: As `check_output`.
        """
        check_output(path, ending, reads=reads)
        self.path = path
        self._private = private
        try:
            self._target = Path(os.path.realpath(path)) if path.is_symlink() else path
            self._require_replaceable()
        except OSError as error:  # not even its folder can be looked into
            raise self._trouble(error) from None
        self._temporary = temporary_beside(self._target)

    def _require_replaceable(self) -> None:
        if self._target.is_symlink():
            raise self._refusal("its link leads nowhere")
        if not self._target.exists():
            return
        if not self._target.is_file():
            # Taking the place of a device would break it for everybody.
            raise self._refusal("it is no file")
        if not os.access(self._target, os.W_OK):
            raise self._refusal("it is protected against writing")

    def __enter__(self) -> Self:
        remove_abandoned(self._target.parent)
        # What takes the place of a file that only some may read is never readable for others.
        rights = 0o600 if self._private or self._target.exists() else 0o666
        try:
            os.close(os.open(self._temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, rights))
        except FileNotFoundError:
            raise Problem("output-folder-missing", file=str(self.path)) from None
        except OSError as error:
            raise self._trouble(error) from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):
            self._temporary.unlink(missing_ok=True)

    @contextmanager
    def filling(self) -> Iterator[Path]:
        """The file beside, to be written.

        Raises:
            Problem: `output-refused`, `output-disk-full`.
        """
        try:
            yield self._temporary
        except OSError as error:
            raise self._trouble(error) from None

    def take_place(self) -> None:
        """Puts what was written where it is wanted; an older file there is replaced.

        Raises:
            Problem: `output-refused`; what was there is still there then.
        """
        try:
            if self._private:
                self._temporary.chmod(0o600)
            elif self._target.exists():
                _give_rights_of(self._target, self._temporary)
            with lasting(str(self.path)):
                self._temporary.replace(self._target)
        except OSError as error:
            raise self._trouble(error) from None

    def _trouble(self, error: OSError) -> Problem:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return Problem("output-disk-full", file=str(self.path))
        return self._refusal(error.strerror or str(error))

    def _refusal(self, reason: str) -> Problem:
        return Problem("output-refused", file=str(self.path), reason=reason)


@contextmanager
def replacing(path: Path, ending: str, *, reads: Iterable[Path] = ()) -> Iterator[Path]:
    """A file beside `path` that takes its place when all went well, and is gone when not.

    Args:
        path: Where the user wants a file.
        ending: As in `check_output`.
        reads: As in `check_output`.

    Raises:
        Problem: As `check_output`; `output-folder-missing`, `output-refused`, `output-disk-full`.
    """
    with OutputFile(path, ending, reads=reads) as output:
        with output.filling() as temporary:
            yield temporary
        output.take_place()


def _give_rights_of(old: Path, new: Path) -> None:
    about = old.stat()
    if hasattr(os, "chown"):
        # A group may be given by its members; an owner only by the superuser.
        for owner, group in ((-1, about.st_gid), (about.st_uid, -1)):
            with suppress(OSError):
                os.chown(new, owner, group)
    new.chmod(stat.S_IMODE(about.st_mode))


def _same(one: Path, other: Path) -> bool:
    """Whether both are the same file, by whatever name or link."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _belongs_to_database(path: Path) -> bool:
    """Whether a file is one of SQLite's, which a workspace is, or lies beside one for it."""
    try:
        if not path.is_file():  # a pipe would have to be waited for
            return False
        with path.open("rb") as file:
            start = file.read(16)
    except (OSError, ValueError):
        return False
    if start.startswith(_DATABASES):
        return True
    real = Path(os.path.realpath(path))
    for companion in _COMPANIONS:
        if real.name.endswith(companion):
            return _belongs_to_database(real.with_name(real.name.removesuffix(companion)))
    return False
