"""Commands as a user gives them, in this process, and what they printed; and another program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
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


CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True)
class ProgramCopy:
    """A copy of the program that a test may change, and its commands.

    Attributes:
        top: Where the copy lies.
        folder: Where its commands run.
    """

    top: Path
    folder: Path

    def python(self, *words: object, status: int = 0) -> str:
        """Runs Python with the copy in place of the program; what it printed."""
        surroundings = {
            **os.environ, "PYTHONPATH": str(self.top), "QT_QPA_PLATFORM": "offscreen",
        }  # fmt: skip
        line = [sys.executable, *map(str, words)]
        done = subprocess.run(
            line, cwd=self.folder, env=surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, done.stderr
        return done.stdout

    def alignment(self, *words: object, status: int = 0) -> str:
        """Runs `alignment WORDS…` of the copy."""
        return self.python("-m", "alignment_desktop", *words, status=status)


@pytest.fixture
def program_copy(tmp_path: Path) -> ProgramCopy:
    """A copy of the program, for what can only be seen in another one."""
    for name in ("alignment_desktop", "resources"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(CHECKOUT / name, tmp_path / "program" / name, ignore=ignored)
    folder = tmp_path / "work"
    folder.mkdir()
    return ProgramCopy(tmp_path / "program", folder)
