"""How a command ends: its exit status, and one sentence where something went wrong."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from alignment_desktop.cli.output import LOOK, REFUSED, UNPRINTED, Answer, held_back, remark
from alignment_desktop.domain.effects import Effects, recorded
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled
from alignment_desktop.phrasing.problems import sentence

if TYPE_CHECKING:
    from types import FrameType


def outcome_of(carry_out: Callable[[], int]) -> int:
    """Carries out a command; its exit status.

    A command that is refused has printed nothing on standard output. One that has done something
    that lasts, or printed anything, is never said to be refused, whatever happened afterwards.
    """
    with recorded() as effects, held_back() as answer, _interruptible(effects):
        try:
            status = carry_out()
            answer.hand_over()
            return status
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # the last door: a user never meets a traceback
            return _told(error, effects, answer)


def _told(error: BaseException, effects: Effects, answer: Answer) -> int:
    """Says what went wrong; the exit status."""
    answer.drop()
    places = ", ".join(sorted(effects.places))
    if isinstance(error, KeyboardInterrupt | Cancelled):
        text = sentence(
            Problem("stopped-halfway", places=places) if places else Problem("work-stopped")
        )
    else:
        text = sentence(_problem(error))
        if places:
            text += f" {sentence(Problem('done-all-the-same', places=places))}"
    remark(text)
    unprinted = isinstance(error, Problem) and error.code in UNPRINTED
    return LOOK if places or answer.begun or unprinted else REFUSED


def _problem(error: BaseException) -> Problem:
    if isinstance(error, Problem):
        return error
    from alignment_desktop.services.program_log import log_unexpected

    log = log_unexpected(error)
    if isinstance(error, OSError) and error.strerror:
        file = error.filename if isinstance(error.filename, str) else ""
        return Problem("system-refused", file=file, reason=error.strerror)
    if log is None:
        return Problem("unexpected")
    return Problem("unexpected-logged", log=str(log))


@contextmanager
def _interruptible(effects: Effects) -> Iterator[None]:
    """Lets the keyboard interrupt between two effects, but not in the middle of one."""
    usual = signal.getsignal(signal.SIGINT)
    here = threading.current_thread() is threading.main_thread()
    if not here or usual is not signal.default_int_handler:
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        effects.interrupt()

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
