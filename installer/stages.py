"""Runs everything that a change has to pass, stage by stage."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from installer.environment import Environment
from installer.stop import Stop
from installer.surroundings import clean_surroundings

RULES = ("tests/unit/domain", "tests/unit/measurement", "tests/unit/importing")
"""The tests of the rules, which have to reach every branch of them; watching for it is slow."""
CERTAIN = "not display and not hypothesis and not slow"
"""Those of them that do the same in every run: what is made up by chance may miss a branch.

What is slow only repeats many times what others do once, and would take far longer when watched.
"""
OTHERS = "not display and (hypothesis or slow or not rules)"
"""All tests but these; `tests/conftest.py` marks what lies in those folders."""


@dataclass(frozen=True)
class Stage:
    """One part of the test command.

    Attributes:
        title: What it is called.
        command: What it starts.
        variables: With which variables besides those there are.
        fine: The exit statuses that do.
        beside: Whether it needs but one processor, and runs while the stages after it do: of
            these, one after the other.
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
    ]
    if (environment.top / "tools" / "build_forms.py").is_file():
        command = (environment.program("python"), "tools/build_forms.py", "--check")
        stages.append(Stage("forms", command))
    contracts = Stage("import contracts", (environment.program("lint-imports"),), beside=True)
    return [*stages, contracts, Stage("mypy", (environment.program("mypy"),), beside=True)]


def _test_stages(environment: Environment, words: Sequence[str]) -> list[Stage]:
    pytest = (environment.program("python"), "-m", "pytest", "-m")
    offscreen = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    if words:
        return [Stage("tests", (*pytest, "not display", *words), offscreen)]
    coverage = ("--cov", "--cov-report=term-missing:skip-covered", "--cov-fail-under=100")
    # Stealing leaves the tests of a module, and so what they share, mostly with one worker. Many
    # tests wait for other processes: two workers leave a quarter of two processors unused.
    spread = ("-n", "3", "--dist", "worksteal", "--durations", "25")
    return [
        # Whoever collects first compiles every module: not all processes at once.
        Stage("collection of the tests", (*pytest, OTHERS, "--collect-only", "-qq"), offscreen),
        Stage("tests of the rules", (*pytest, CERTAIN, *coverage, *RULES), offscreen, beside=True),
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


class _Run:
    """Two lines of stages that go on at once: those that run beside the others, and the others.

    What runs beside says all it says once it has ended. After a stage that failed none begins.
    """

    def __init__(self, environment: Environment, parts: Sequence[Stage]) -> None:
        self._environment = environment
        self._parts = parts
        self._turn = threading.Condition()
        self._running: list[subprocess.Popen[bytes]] = []
        self._stopped = False
        self.began: list[Stage] = []
        self.took: dict[str, float] = {}
        self.failed: list[tuple[Stage, int]] = []

    def go(self, *, beside: bool) -> None:
        """Runs the stages of one line, one after another."""
        try:
            for at, stage in enumerate(self._parts):
                if stage.beside == beside:
                    if not self._may_begin(at):
                        return
                    self._run(stage)
        except BaseException:
            self.stop()
            raise

    def _may_begin(self, at: int) -> bool:
        """Waits for the others before a stage; whether nothing has failed meanwhile."""
        before = {stage.title for stage in self._parts[:at] if not stage.beside}
        with self._turn:
            self._turn.wait_for(lambda: self._stopped or before <= self.took.keys())
            if not self._stopped:
                self.began.append(self._parts[at])
            return not self._stopped

    def _run(self, stage: Stage) -> None:
        began = time.monotonic()
        print(f"== {stage.title}{', beside others' if stage.beside else ''}", flush=True)
        with contextlib.ExitStack() as stack:
            out = None
            if stage.beside:
                out = stack.enter_context(_kept_words())
            process = stack.enter_context(_started(self._environment, stage, out))
            with self._turn:
                self._running.append(process)
            status = process.wait()
            if out is not None:
                out.seek(0)
                print(f"\n== {stage.title}\n{out.read().rstrip()}", flush=True)
        with self._turn:
            self._running.remove(process)
            self.took[stage.title] = time.monotonic() - began
            if status not in stage.fine:
                self.failed.append((stage, status))
                self._stopped = True
            self._turn.notify_all()

    def stop(self) -> None:
        """Ends what runs; nothing begins any more."""
        with self._turn:
            self._stopped = True
            for process in self._running:
                process.terminate()
            self._turn.notify_all()


def test(environment: Environment, words: Sequence[str]) -> int:
    """Runs the stages, begins none after one that failed, and returns the status of that one."""
    parts = stages(environment, words)
    run = _Run(environment, parts)
    began = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        beside = pool.submit(run.go, beside=True)
        run.go(beside=False)
        try:
            beside.result()
        except BaseException:
            run.stop()
            raise
    took = [f"{title} {seconds:.1f} s" for title, seconds in run.took.items()]
    told = f"Took {time.monotonic() - began:.1f} s: {', '.join(took)}."
    for stage, status in run.failed:
        print(f"== FAILED: {stage.title}, with exit status {status}. {told}")
        left = [part.title for part in parts if part not in run.began]
        print(f"== Not run: {', '.join(left) or 'nothing'}.")
        return status
    print(f"== Everything passed. {told}")
    return 0
