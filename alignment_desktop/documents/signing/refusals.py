"""Why a file is refused: its verdict, and what is said of it."""

from __future__ import annotations

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import CHANGED, DAMAGED


class Refused(Exception):
    """A file that proves nothing more.

    Attributes:
        verdict: `damaged` or `changed`.
        problem: Why.
    """

    def __init__(self, verdict: str, problem: Problem) -> None:
        super().__init__(verdict, problem)
        self.verdict = verdict
        self.problem = problem


def unreadable(detail: str) -> Refused:
    """A file that is not written as it has to be; the detail is for those who look into it."""
    return Refused(DAMAGED, Problem("verify-unreadable", detail=detail))


def changed(problem: Problem) -> Refused:
    """A file to which something was done that no signer signed."""
    return Refused(CHANGED, problem)
