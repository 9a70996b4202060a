"""Commands as a user gives them, in this process, and what they printed; and another program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from alignment_desktop.__main__ import main
from tests.end2end.checkouts import CHECKOUT


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


COMMANDS = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from alignment_desktop.__main__ import main

answers = sys.stdout
for line in sys.stdin:
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        status = main(json.loads(line))
    said = [each.buffer.getvalue().decode() for each in (out, err)]
    print(json.dumps([status, *said]), file=answers, flush=True)
"""
"""Runs one command after another in one process, as most of a command is to start the program."""


@dataclass
class ProgramCopy:
    """A copy of the program that a test may change before the first command, and its commands.

    Attributes:
        top: Where the copy lies.
        folder: Where its commands run.
        running: What ends with the test.
        processes: Those that run commands, by their surroundings.
    """

    top: Path
    folder: Path
    running: ExitStack = field(default_factory=ExitStack)
    processes: dict[str, subprocess.Popen[str]] = field(default_factory=dict)

    def python(self, *words: object) -> str:
        """Runs Python with the copy in place of the program; what it printed."""
        line = [sys.executable, *map(str, words)]
        done = subprocess.run(
            line,
            cwd=self.folder,
            env=self._surroundings(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def alignment(self, *words: object, status: int = 0) -> str:
        """Runs `alignment WORDS…` of the copy."""
        commands = self._commands()
        asked, answers = commands.stdin, commands.stdout
        assert asked is not None
        assert answers is not None
        print(json.dumps([str(word) for word in words]), file=asked, flush=True)
        ended, out, err = json.loads(answers.readline())
        assert ended == status, err
        return str(out)

    def _commands(self) -> subprocess.Popen[str]:
        """The process that runs commands in these surroundings; others have one of their own."""
        surroundings = self._surroundings()
        told = repr(sorted((surroundings | {"PYTEST_CURRENT_TEST": ""}).items()))
        if told not in self.processes:
            line = [sys.executable, "-c", COMMANDS]
            pipe = subprocess.PIPE
            self.processes[told] = self.running.enter_context(
                subprocess.Popen(
                    line, cwd=self.folder, env=surroundings, stdin=pipe, stdout=pipe, text=True
                )
            )
        return self.processes[told]

    def _surroundings(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self.top), "QT_QPA_PLATFORM": "offscreen"}


def copy_program(folder: Path) -> None:
    """Puts a copy of the program into a folder, for what can only be seen in another one."""
    # With what Python compiled, but for what it is just writing; what a test changes is newer.
    ignored = shutil.ignore_patterns("*.pyc.*")
    for name in ("alignment_desktop", "resources"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=ignored)


@pytest.fixture
def program_copy(tmp_path: Path) -> Iterator[ProgramCopy]:
    """A copy of the program of the test's own."""
    copy_program(tmp_path / "program")
    folder = tmp_path / "work"
    folder.mkdir()
    copy = ProgramCopy(tmp_path / "program", folder)
    with copy.running:
        yield copy


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose program is one line and whose lock files ask for nothing."""
    top = tmp_path / "my checkout"
    package = top / "alignment_desktop"
    package.mkdir(parents=True)
    shutil.copy(CHECKOUT / "pyproject.toml", top)
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (top / lock).write_text("# nothing is needed\n")
    (package / "__init__.py").touch()
    program = "import sys\ndef main() -> int:\n    print('heard', *sys.argv[1:])\n    return 7\n"
    (package / "__main__.py").write_text(program)
    return top
