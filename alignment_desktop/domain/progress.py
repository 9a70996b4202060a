"""How long work tells that it goes on, and how it is told to stop."""

from __future__ import annotations

from typing import Protocol

from alignment_desktop.values import dataclass


@dataclass(frozen=True)
class Progress:
    """How far a piece of work has come.

    Attributes:
        done: Units done so far.
        total: Units in all; 0 where that is not known.
        stage: A code word for what is being done, such as `reading`.
    """

    done: int
    total: int
    stage: str


class Cancelled(Exception):
    """The user asked the work to stop; what it had done so far is rolled back."""


class Monitor(Protocol):
    """Whoever watches the work: a progress bar, a job in the window, a test."""

    def report(self, progress: Progress) -> None:
        """Take note of `progress`.

        Raises:
            Cancelled: The work is to stop.
        """
        ...


class Silent:
    """A monitor that shows nothing and never asks to stop."""

    def report(self, progress: Progress) -> None:
        """Take no note."""
