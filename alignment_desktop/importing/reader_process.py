"""The process that reads spreadsheet files: watched from outside, and kept for the next file."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import IO, cast

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Progress
from alignment_desktop.importing.text_form import FOUND, TextForm
from alignment_desktop.side_by_side import at_once
from alignment_desktop.values import dataclass

READER_WORD = "read-spreadsheet-file"
"""First word on the command line of a packaged program that is to act as the reader."""

ANSWER = "answer.json"
"""What the reader leaves in the folder of a file, beside the Arrow files of each sheet."""
RECORDS = "records.arrow"
"""What it leaves there about the records of delimited text."""
ANSWERED = b"\n"
"""What it writes once its answer is there, and it waits for the next file."""
DISK_FULL = 74
"""Exit status of a reader that could not even write its answer."""
UNUSED = 75
"""Exit status of a reader that nobody has asked for a while."""

_LOOK_EVERY = 0.05
_OUT_OF_TIME = getattr(signal, "SIGXCPU", 0)
"""The signal that ends a reader which has computed for longer than its system lets it."""
_PATIENCE = 10
"""How many times its time of computing a reader may take on a busy machine."""
_MEGABYTE = 1_000_000
_KEPT_BYTES = 120 * _MEGABYTE
"""A reader that holds more memory after a file is not kept: the next is to have as much room."""


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


USUAL_LIMITS = ReadLimits()


def reader_command() -> list[str]:
    """The command line of the reader's process.

    A packaged program has no interpreter to call: it is called itself, and hands over to
    `reading.main` where its first word is `READER_WORD`.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, READER_WORD]
    return [sys.executable, *("-P", "-X", "utf8", "-m", "alignment_desktop.importing.reading")]


def reader_environment() -> dict[str, str]:
    """The reader's environment: it imports this very package, and its threads are few."""
    before = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(_home()), before] if before else [str(_home())]),
        "POLARS_MAX_THREADS": str(at_once()),
    }


def _home() -> Path:
    return Path(__file__).resolve().parents[2]


class Reader:
    """One process that reads one file after another, each on behalf of one thread."""

    def __init__(self) -> None:
        self.command = reader_command()
        try:
            self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        except OSError as trouble:
            raise Problem("temporary-disk-full") from trouble
        self._process = subprocess.Popen(
            self.command,
            bufsize=0,
            stdin=subprocess.PIPE,  # that it closes tells the reader that we are gone
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            cwd=_home(),  # not the current folder, in which anything may lie or which may go
            env=reader_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._asked = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)

    @property
    def number(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether the process is gone."""
        return self._process.poll() is not None

    def ask(self, request: bytes, look: Callable[[], None]) -> int | None:
        """Have it read a file, and wait for its answer.

        Args:
            request: The line that tells it about the file; see `request_for`.
            look: Called many times a second meanwhile; what it raises ends the reader.

        Returns:
            The status with which the process ended; None where it has answered.
        """
        with suppress(OSError):  # it may just have ended, which is told below
            self._asked.write(request)
        heard: SimpleQueue[bytes] = SimpleQueue()
        # A pipe that can be waited for in this thread is not there on Windows.
        listener = Thread(target=lambda: heard.put(self._answers.read(1)))
        listener.start()
        try:
            while True:
                try:
                    return None if heard.get(timeout=_LOOK_EVERY) else self._process.wait()
                except Empty:
                    look()
        except BaseException:
            self._process.kill()
            raise
        finally:
            listener.join()

    def end(self) -> bytes:
        """End the process if it still runs; what it complained of."""
        with self._complaints, self._process:
            self._process.kill()
            self._process.wait()
            self._complaints.seek(0)
            return self._complaints.read()


_kept: list[Reader] = []
"""At most one reader, which waits for the next file."""
_KEEPING = Lock()
"""Held by whichever of the threads that read files takes the kept reader, or leaves one."""


def _take() -> Reader:
    """A reader for one file: the one that is kept, or a new one."""
    with _KEEPING:
        reader = _kept.pop() if _kept else None
    if reader is None:
        return Reader()
    if reader.command == reader_command() and not reader.ended:
        return reader
    reader.end()
    return Reader()


def begin_reader() -> None:
    """Have a reader ready for the next file, which takes it a moment, while others work here."""
    with _KEEPING, suppress(Problem):  # which is told when there is a file to be read
        if not _kept:
            _kept.append(Reader())


def _give_back(reader: Reader) -> None:
    """Keep a reader that has answered, unless one waits already or it holds much memory."""
    _, memory = _cost(reader.number)
    with _KEEPING:
        kept = not _kept and memory <= _KEPT_BYTES
        if kept:
            _kept.append(reader)
    if not kept:
        reader.end()


@atexit.register
def end_kept_reader() -> None:
    """End the reader that waits for the next file, if there is one."""
    while _kept:
        _kept.pop().end()


def request_for(
    path: Path, folder: Path, limits: ReadLimits, seconds: float, form: TextForm = FOUND
) -> bytes:
    """The line that has a reader read the file at `path` into `folder`.

    Names go as bytes, since the reader may take another encoding for them.
    """
    names = [os.fsencode(name).hex() for name in (path, folder)]
    words = [*names, str(limits.memory_bytes), str(ceil(seconds)), *form.words()]
    return " ".join(words).encode() + b"\n"


def run_reader(
    path: Path,
    folder: Path,
    size: int,
    limits: ReadLimits,
    monitor: Monitor,
    form: TextForm = FOUND,
) -> None:
    """Have a process leave in `folder` what the file at `path` holds.

    What goes wrong, or is stopped, ends the process; else it waits for the next file.

    Raises:
        Problem: `file-too-large`, `file-too-slow`, `file-damaged` or `temporary-disk-full`.
        Cancelled: The monitor asked to stop.
    """
    seconds = limits.seconds_for(size)
    request = request_for(path, folder, limits, seconds, form)
    ended = UNUSED
    while ended == UNUSED:  # one that is kept may give up just before it is asked
        reader = _take()
        try:
            status = reader.ask(request, _watch(reader.number, limits, size, monitor))
        except BaseException:
            reader.end()
            raise
        if status is None:
            _give_back(reader)
            return
        ended, complaints = status, reader.end()
    raise cause_of_death(ended, complaints, seconds)


def _watch(number: int, limits: ReadLimits, size: int, monitor: Monitor) -> Callable[[], None]:
    """What looks after a reader from now on; it raises where a limit is passed."""
    seconds, wall_seconds = limits.seconds_for(size), limits.wall_seconds_for(size)
    started, (before, _) = time.monotonic(), _cost(number)

    def look() -> None:
        monitor.report(Progress(0, 0, "reading"))
        if time.monotonic() - started > wall_seconds:
            raise _too_slow(wall_seconds)
        computed, used = _cost(number)
        if computed - before > seconds:
            raise _too_slow(seconds)
        # The reader's own limit, which the system sets, is often faster.
        if used > limits.memory_bytes:  # pragma: no cover
            raise Problem("file-too-large")

    return look


def _cost(number: int) -> tuple[float, int]:
    """Seconds that a process has computed so far, and bytes of memory that it holds.

    Nothing of one that has just ended.
    """
    import psutil

    with suppress(psutil.Error):
        process = psutil.Process(number)
        family = [process]
        if os.name == "nt":  # pragma: no cover - on Windows
            # There the interpreter of a virtual environment only starts the one that does the work.
            family += process.children(recursive=True)
        times = [each.cpu_times() for each in family]
        computed = sum(each.user + each.system for each in times)
        return computed, sum(each.memory_info().rss for each in family)
    return 0, 0  # pragma: no cover - between two looks


def _too_slow(seconds: float) -> Problem:
    return Problem("file-too-slow", seconds=f"{seconds:.0f}")


def cause_of_death(status: int, complaints: bytes, seconds: float) -> Problem:
    """Why a reader ended without an answer.

    An allocation that fails aborts the process with a line about it; the system's own guard
    against full memory kills without one.

    Args:
        status: Its exit status, or less 0 the signal that ended it.
        complaints: What it wrote to its standard error.
        seconds: How long it was let compute.
    """
    if status == DISK_FULL:
        return Problem("temporary-disk-full")
    if status == -_OUT_OF_TIME:
        return _too_slow(seconds)
    if b"memory allocation of" in complaints or b"MemoryError" in complaints or status == -9:
        return Problem("file-too-large")
    return Problem("file-damaged")
