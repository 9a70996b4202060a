"""What a command costs in a process of its own: time, and the memory of it and its children."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

import psutil

_LOOK_EVERY = 0.02


@dataclass(frozen=True)
class Cost:
    """What one run cost.

    Attributes:
        seconds: From the start of the process to its end.
        work: Seconds of processor time, its children's too; 0 where the system does not tell.
        memory: The most bytes that it and its children held at one look; pages that several
            share count once where the system can tell.
        out: What it printed.
    """

    seconds: float
    work: float
    memory: int
    out: str


def cost(command: Sequence[str], fine: Sequence[int] = (0,)) -> Cost:
    """Run a command and look on.

    Raises:
        SystemExit: It ended with a status that is not among `fine`.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaints:
        began, worked = time.perf_counter(), _worked()
        process = psutil.Popen(command, stdout=out, stderr=complaints)
        most = 0
        while process.poll() is None:
            most = max(most, _held(process))
            time.sleep(_LOOK_EVERY)
        seconds = time.perf_counter() - began
        if process.returncode not in fine:
            raise SystemExit(f"{' '.join(command)}\n{_text(complaints)}")
        return Cost(seconds, _worked() - worked, most, _text(out))


def _worked() -> float:
    """Processor time of all children that have ended so far, and of theirs."""
    times = os.times()
    return times.children_user + times.children_system


def _held(process: psutil.Process) -> int:
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            about = one.memory_full_info()
            total += getattr(about, "pss", about.uss)
    except psutil.Error:  # one of them has just ended
        return total
    return total


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")
