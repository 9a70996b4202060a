"""How the set-up speaks to the person at the keyboard, and how it ends early."""

from __future__ import annotations

import sys


class Stop(Exception):
    """Ends the script with a sentence for the person at the keyboard, and an exit status."""

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.status = status


def say(sentence: str) -> None:
    """Speaks of the set-up, on standard error: standard output belongs to what is started."""
    print(sentence, file=sys.stderr, flush=True)
