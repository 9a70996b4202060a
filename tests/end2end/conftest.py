"""Commands as a user gives them, in this process, and what they printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from alignment_desktop.__main__ import main


@dataclass(frozen=True)
class Said:
    """What one command gave back."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Alignment = Callable[..., Said]


@pytest.fixture
def alignment(capsys: pytest.CaptureFixture[str]) -> Alignment:
    """Runs `alignment WORDS…`."""

    def run(*words: object) -> Said:
        capsys.readouterr()
        status = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Said(status, captured.out, captured.err)

    return run
