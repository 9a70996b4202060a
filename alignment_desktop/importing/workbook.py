"""Any spreadsheet file as raw cells, read in a child process with a cap on memory and time."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from alignment_desktop.domain.passwords import masked
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Progress, Silent
from alignment_desktop.importing.cells import CellKind, kind_column, text_column
from alignment_desktop.importing.file_format import not_a_spreadsheet
from alignment_desktop.paths import temporary_folder

if TYPE_CHECKING:
    import tempfile

    import psutil

__all__ = [
    "READER_WORD",
    "CellKind",
    "RawSheet",
    "RawWorkbook",
    "ReadLimits",
    "kind_column",
    "read_workbook",
    "reader_command",
    "reader_environment",
    "text_column",
]

READER_WORD = "read-spreadsheet-file"
"""First word on the command line of a packaged program that is to act as the reader."""

ANSWER = "answer.json"
"""What the reader leaves in its folder, beside one Arrow file per sheet."""
RECORDS = "records.arrow"
"""What it leaves there about the records of delimited text."""
_COMPLAINTS = "stderr.txt"
DISK_FULL = 74
"""Exit status of a reader that could not even write its answer."""
_LOOK_EVERY = 0.05
_OUT_OF_TIME = getattr(signal, "SIGXCPU", 0)
"""The signal that ends a reader which has computed for longer than its system lets it."""
_PATIENCE = 10
"""How many times its time of computing a reader may take on a busy machine."""
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class ReadLimits:
    """What reading one file may cost.

    Attributes:
        memory_bytes: Resident memory of the reader.
        seconds: Time that the reader may compute; None gives 15 s and 3 s more per MB of the file,
            at most 300 s. What other programs make it wait does not count.
        wall_seconds: Time that may pass in all; None gives ten times as much.
    """

    memory_bytes: int = 1_100 * _MEGABYTE
    seconds: float | None = None
    wall_seconds: float | None = None

    def seconds_for(self, size: int) -> float:
        """The time of computing allowed for a file of `size` bytes."""
        if self.seconds is not None:
            return self.seconds
        return min(15 + 3 * size / _MEGABYTE, 300)

    def wall_seconds_for(self, size: int) -> float:
        """The time that may pass while a file of `size` bytes is read."""
        if self.wall_seconds is not None:
            return self.wall_seconds
        return _PATIENCE * self.seconds_for(size)


@dataclass(frozen=True)
class RawRecords:
    """How the records of delimited text were written.

    Attributes:
        about: How wide they are and how they are quoted (see `text_records.Records.about`).
        dialect: What is unusual about their quotation marks; None where nothing is.
    """

    about: pl.DataFrame
    dialect: str | None = None


@dataclass(frozen=True)
class RawSheet:
    """The cells of one sheet, as the file has them.

    Attributes:
        name: The sheet's name; empty for delimited text.
        number: Its position in the file, the first being 1 (sheets that are charts count).
        frame: `row` (Int64), the row number that a spreadsheet shows, in delimited text the
            record number; then for each column i from 0 `text.i` (String, null where blank) and
            `kind.i` (UInt8, a `CellKind`). Wholly blank rows and trailing columns are left out.
        hidden: Whether the spreadsheet hides the sheet.
        records: Of delimited text, how its records were written, else None.
    """

    name: str
    number: int
    frame: pl.DataFrame
    hidden: bool = False
    records: RawRecords | None = None


@dataclass(frozen=True)
class RawWorkbook:
    """A spreadsheet file, read.

    Attributes:
        file_name: Its name without folders.
        path: Where it lay, absolute.
        sha256: Of the very bytes that were read, as hexadecimal digits.
        size: In bytes.
        format: The name of its format, by content; see `file_formats`.
        sheets: In the order of the file.
        encoding: Of delimited text, else None.
        delimiter: Of delimited text, else None.
    """

    file_name: str
    path: str
    sha256: str
    size: int
    format: str
    sheets: tuple[RawSheet, ...]
    encoding: str | None
    delimiter: str | None

    @property
    def dialect(self) -> str | None:
        """What is unusual about the quotation marks of delimited text; None where nothing is."""
        records = self.sheets[0].records if self.sheets else None
        return records.dialect if records else None


def read_workbook(
    path: Path, *, limits: ReadLimits = ReadLimits(), monitor: Monitor | None = None
) -> RawWorkbook:
    """Read every sheet of a workbook, or a file of delimited text.

    Args:
        path: The file; what it is is told by its content, never by its name.
        limits: What it may cost.
        monitor: Asked many times a second whether to go on.

    Raises:
        Problem: `file-missing`, `file-is-folder`, `file-unreadable`, `file-empty`,
            `file-encrypted`, `file-damaged`, `file-not-a-spreadsheet`, `file-is-archive`,
            `file-is-web-page`, `file-is-old-xml`, `file-of-other-program`, `file-too-large`,
            `file-too-slow`, `text-quote-not-closed` or `temporary-disk-full`, each with the fact
            `file`.
        Cancelled: The monitor asked to stop.
    """
    path = path.absolute()
    try:
        size = _size(path)
        with _temporary_folder() as folder:
            _run_reader(path, Path(folder), size, limits, monitor or Silent())
            return collected(path, Path(folder))
    except Problem as problem:
        # An address given by mistake would lose what tells that a password is in it.
        shown = Path(masked(str(path)))
        raise problem.with_facts(file=shown.name or str(shown)) from problem.__cause__


def reader_command(path: Path, folder: Path, limits: ReadLimits, seconds: float) -> list[str]:
    """The command line of the reader's process.

    A packaged program has no interpreter to call: it is called itself, and hands the words after
    `READER_WORD` to `reading.main`.
    """
    words = [str(path), str(folder), str(limits.memory_bytes), str(ceil(seconds))]
    if getattr(sys, "frozen", False):
        return [sys.executable, READER_WORD, *words]
    return [
        sys.executable,
        *("-P", "-X", "utf8", "-m", "alignment_desktop.importing.reading"),
        *words,
    ]


def reader_environment() -> dict[str, str]:
    """The reader's environment: it imports this very package, and one thread will do."""
    home = str(Path(__file__).resolve().parents[2])
    before = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([home, before] if before else [home]),
        "POLARS_MAX_THREADS": "1",
    }


def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    try:
        return temporary_folder()
    except OSError as trouble:  # looking for a place, tempfile tries to write there
        raise Problem("temporary-disk-full") from trouble


def _size(path: Path) -> int:
    try:
        about = path.stat()
    except (OSError, ValueError) as trouble:
        locked = isinstance(trouble, PermissionError)
        raise Problem("file-unreadable" if locked else "file-missing") from trouble
    if stat.S_ISDIR(about.st_mode):
        raise Problem("file-is-folder")
    if not stat.S_ISREG(about.st_mode):
        raise not_a_spreadsheet()
    if about.st_size == 0:
        raise Problem("file-empty")
    return about.st_size


def _run_reader(path: Path, folder: Path, size: int, limits: ReadLimits, monitor: Monitor) -> None:
    """Run the reader to its end; it is gone when this returns or raises."""
    seconds = limits.seconds_for(size)
    with (folder / _COMPLAINTS).open("wb") as complaints:
        reader = subprocess.Popen(
            reader_command(path, folder, limits, seconds),
            stdin=subprocess.PIPE,  # nothing is ever written: that it closes says that we are gone
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            cwd=folder,
            env=reader_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            status = _watch(reader, limits, size, monitor)
        finally:
            if reader.poll() is None:
                reader.kill()
            reader.communicate()
    trouble = cause_of_death(status, (folder / _COMPLAINTS).read_bytes(), seconds)
    if trouble is not None:
        raise trouble


def _watch(reader: subprocess.Popen[bytes], limits: ReadLimits, size: int, monitor: Monitor) -> int:
    """Wait for the reader; its exit status."""
    import psutil

    seconds, wall_seconds = limits.seconds_for(size), limits.wall_seconds_for(size)
    started = time.monotonic()
    process = psutil.Process(reader.pid)
    while True:
        try:
            return reader.wait(timeout=_LOOK_EVERY)
        except subprocess.TimeoutExpired:
            pass
        monitor.report(Progress(0, 0, "reading"))
        if time.monotonic() - started > wall_seconds:
            raise _too_slow(wall_seconds)
        with suppress(psutil.Error):  # it may just have ended
            computed, used = _cost(process)
            if computed > seconds:
                raise _too_slow(seconds)
            # The reader's own limit, which the system sets, is often faster.
            if used > limits.memory_bytes:  # pragma: no cover
                raise Problem("file-too-large")


def _cost(process: psutil.Process) -> tuple[float, int]:
    """Seconds that a reader has computed so far, and bytes of memory that it holds."""
    family = [process]
    if os.name == "nt":  # pragma: no cover - on Windows
        # There the interpreter of a virtual environment only starts the one that does the work.
        family += process.children(recursive=True)
    times = [each.cpu_times() for each in family]
    computed = sum(each.user + each.system for each in times)
    return computed, sum(each.memory_info().rss for each in family)


def _too_slow(seconds: float) -> Problem:
    return Problem("file-too-slow", seconds=f"{seconds:.0f}")


def cause_of_death(status: int, complaints: bytes, seconds: float) -> Problem | None:
    """Why a reader ended without an answer; None where it left one.

    An allocation that fails aborts the process with a line about it; the system's own guard
    against full memory kills without one.

    Args:
        status: Its exit status, or less 0 the signal that ended it.
        complaints: What it wrote to its standard error.
        seconds: How long it was let compute.
    """
    if status == 0:
        return None
    if status == DISK_FULL:
        return Problem("temporary-disk-full")
    if status == -_OUT_OF_TIME:
        return _too_slow(seconds)
    if b"memory allocation of" in complaints or b"MemoryError" in complaints or status == -9:
        return Problem("file-too-large")
    return Problem("file-damaged")


def collected(path: Path, folder: Path) -> RawWorkbook:
    """What the reader has left in its folder about a file.

    Raises:
        Problem: The one that the reader found.
    """
    answer: dict[str, Any] = json.loads((folder / ANSWER).read_bytes())
    if "problem" in answer:
        raise Problem(answer["problem"], **answer["facts"])
    sheets = tuple(
        RawSheet(
            name=sheet["name"],
            number=sheet["number"],
            frame=_frame(folder / sheet["file"]),
            hidden=sheet["hidden"],
            records=_records(answer, folder),
        )
        for sheet in answer["sheets"]
    )
    return RawWorkbook(
        # It is kept in the workspace, which holds text: a name of other bytes is escaped.
        file_name=os.fsencode(path.name).decode("utf-8", "backslashreplace"),
        path=str(path),
        sha256=answer["sha256"],
        size=answer["size"],
        format=answer["format"],
        sheets=sheets,
        encoding=answer["encoding"],
        delimiter=answer["delimiter"],
    )


def _records(answer: dict[str, Any], folder: Path) -> RawRecords | None:
    if answer["format"] != "text":
        return None
    return RawRecords(_frame(folder / RECORDS), answer["dialect"])


def _frame(path: Path) -> pl.DataFrame:
    # From bytes: a file that is mapped into memory could not be deleted on Windows.
    return pl.read_ipc(path.read_bytes())
