"""Runs everything that a change has to pass, stage by stage."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from installer.environment import Environment
from installer.stop import Stop
from installer.surroundings import clean_surroundings

RULES = ("tests/unit/domain", "tests/unit/measurement", "tests/unit/importing")
"""The tests of the rules, which have to reach every branch of them; watching for it is slow."""
CERTAIN = "not display and not hypothesis"
"""Those of them that do the same in every run: what is made up by chance may miss a branch."""
OTHERS = "not display and (hypothesis or not rules)"
"""All tests but these; `tests/conftest.py` marks what lies in those folders."""


@dataclass(frozen=True)
class Stage:
    """One part of the test command.

    Attributes:
        title: What it is called.
        command: What it starts.
        variables: With which variables besides those there are.
        fine: The exit statuses that do.
        beside: Whether it needs but one processor, and goes on while the next stage runs.
    """

    title: str
    command: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)
    fine: tuple[int, ...] = (0,)
    beside: bool = False


def _lint_stages(environment: Environment) -> list[Stage]:
    stages = [
        Stage("ruff check", (environment.program("ruff"), "check", ".")),
        Stage("ruff format", (environment.program("ruff"), "format", "--check", ".")),
        Stage("import contracts", (environment.program("lint-imports"),)),
    ]
    if (environment.top / "tools" / "build_forms.py").is_file():
        command = (environment.program("python"), "tools/build_forms.py", "--check")
        stages.append(Stage("forms", command))
    return [*stages, Stage("mypy", (environment.program("mypy"),), beside=True)]


def _test_stages(environment: Environment, words: Sequence[str]) -> list[Stage]:
    pytest = (environment.program("python"), "-m", "pytest", "-m")
    offscreen = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    if words:
        return [Stage("tests", (*pytest, "not display", *words), offscreen)]
    coverage = ("--cov", "--cov-report=term-missing:skip-covered", "--cov-fail-under=100")
    # One worker more than the two processors of CI, as tests wait for programs that they start.
    # Stealing leaves the tests of a module, and so what they share, mostly with one worker.
    spread = ("-n", "3", "--dist", "worksteal")
    return [
        Stage("tests of the rules", (*pytest, CERTAIN, *spread, *coverage, *RULES), offscreen),
        Stage("other tests", (*pytest, OTHERS, *spread), offscreen),
    ]


def stages(environment: Environment, words: Sequence[str]) -> list[Stage]:
    """All parts in order; words narrow the tests, and then no coverage is asked for."""
    parts = [*_lint_stages(environment), *_test_stages(environment, words)]
    # To look through all tests for the few of this kind takes pytest longer than they take.
    modules = (environment.top / "tests").rglob("test_*.py")
    on_display = [path for path in modules if "mark." + "display" in path.read_text("utf-8")]
    if sys.platform.startswith("linux") and on_display and "-m" not in words:
        where = words or sorted(str(path.relative_to(environment.top)) for path in on_display)
        command = (environment.program("python"), "-m", "pytest", "-m", "display", *where)
        # 5: the words leave no test of this kind.
        shown = Stage(
            "tests on a display", command, {"QT_QPA_PLATFORM": "xcb"}, (0, 5), beside=not words
        )
        # They mostly wait for their windows: the longest stage goes on meanwhile.
        parts.insert(len(parts) - shown.beside, shown)
    return parts


@contextlib.contextmanager
def virtual_display() -> Iterator[str]:
    """A display of its own, as the value of DISPLAY, for as long as the block lasts."""
    reading, writing = os.pipe()
    # Xvfb picks a free number itself and writes it here once it accepts windows.
    options = ["-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    server = subprocess.Popen(["Xvfb", *options], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise Stop("Xvfb did not start, so the tests on a display could not run.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def _started(
    environment: Environment, stage: Stage, out: IO[str] | None
) -> Iterator[subprocess.Popen[bytes]]:
    """The stage's program while it runs; it does not outlive the block."""
    surroundings = {**clean_surroundings(), **stage.variables}
    programs = str(Path(environment.program("python")).parent)
    surroundings["PATH"] = os.pathsep.join([programs, surroundings.get("PATH", "")])
    surroundings["VIRTUAL_ENV"] = str(environment.folder)
    # The tests start some hundred programs, each of which would compile the package again.
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    with contextlib.ExitStack() as stack:
        if stage.variables.get("QT_QPA_PLATFORM") == "xcb":
            surroundings["DISPLAY"] = stack.enter_context(virtual_display())
        process = subprocess.Popen(
            stage.command, cwd=environment.top, env=surroundings, stdout=out, stderr=out
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


def _kept_words() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")


def _run_together(environment: Environment, stages: Sequence[Stage]) -> list[int]:
    """The statuses of stages that run at once; all but the last say what they say afterwards."""
    with contextlib.ExitStack() as stack:
        running = []
        for stage in stages:
            print(f"== {stage.title}{', beside the next' if stage.beside else ''}", flush=True)
            out = stack.enter_context(_kept_words()) if stage.beside else None
            running.append((stage, out, stack.enter_context(_started(environment, stage, out))))
        statuses = {stage.title: process.wait() for stage, _, process in reversed(running)}
        for stage, out, _ in running:
            if out is not None:
                out.seek(0)
                print(f"== {stage.title}\n{out.read().rstrip()}", flush=True)
    return [statuses[stage.title] for stage in stages]


def _groups(parts: Sequence[Stage]) -> Iterator[list[Stage]]:
    """The stages in order, with each the ones that run beside it."""
    group: list[Stage] = []
    for stage in parts:
        group.append(stage)
        if not stage.beside:
            yield group
            group = []


def test(environment: Environment, words: Sequence[str]) -> int:
    """Runs the stages one after another and stops at the first that fails, with its status."""
    took = []
    parts = stages(environment, words)
    left = [part.title for part in parts]
    for group in _groups(parts):
        began = time.monotonic()
        statuses = _run_together(environment, group)
        titles = [stage.title for stage in group]
        took.append(f"{' and '.join(titles)} {time.monotonic() - began:.1f} s")
        del left[: len(group)]
        for stage, status in zip(group, statuses, strict=True):
            if status not in stage.fine:
                told = f"{stage.title}, with exit status {status}. Took: {', '.join(took)}."
                print(f"== FAILED: {told}")
                print(f"== Not run: {', '.join(left) or 'nothing'}.")
                return status
    print(f"== Everything passed. Took: {', '.join(took)}.")
    return 0
