"""Runs everything that a change has to pass, stage by stage."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer.environment import Environment, clean_surroundings
from installer.stop import Stop


@dataclass(frozen=True)
class Stage:
    """One part of the test command: what it is called, what it starts, with which variables."""

    title: str
    command: tuple[str, ...]
    variables: Mapping[str, str]
    fine: tuple[int, ...] = (0,)


def _lint_stages(environment: Environment) -> list[Stage]:
    stages = [
        Stage("ruff check", (environment.program("ruff"), "check", "."), {}),
        Stage("ruff format", (environment.program("ruff"), "format", "--check", "."), {}),
        Stage("mypy", (environment.program("mypy"),), {}),
        Stage("import contracts", (environment.program("lint-imports"),), {}),
    ]
    if (environment.top / "tools" / "build_forms.py").is_file():
        command = (environment.program("python"), "tools/build_forms.py", "--check")
        stages.append(Stage("forms", command, {}))
    return stages


def stages(environment: Environment, words: Sequence[str]) -> list[Stage]:
    """All parts in order; words narrow the tests, and then no coverage is asked for."""
    pytest = (environment.program("python"), "-m", "pytest")
    coverage = ("--cov", "--cov-report=term-missing:skip-covered", "--cov-fail-under=100")
    whole = () if words else ("-n", "2", *coverage)
    offscreen = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    tests = Stage("tests", (*pytest, "-m", "not display", *whole, *words), offscreen)
    parts = [*_lint_stages(environment), tests]
    texts = (path.read_text("utf-8") for path in (environment.top / "tests").rglob("test_*.py"))
    on_display = any("mark." + "display" in text for text in texts)
    if sys.platform.startswith("linux") and on_display and "-m" not in words:
        command = (*pytest, "-m", "display", *words)
        # 5: the words leave no test of this kind.
        parts.append(Stage("tests on a display", command, {"QT_QPA_PLATFORM": "xcb"}, (0, 5)))
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


def _run_stage(environment: Environment, stage: Stage) -> int:
    surroundings = {**clean_surroundings(), **stage.variables}
    programs = str(Path(environment.program("python")).parent)
    surroundings["PATH"] = os.pathsep.join([programs, surroundings.get("PATH", "")])
    surroundings["VIRTUAL_ENV"] = str(environment.folder)
    with contextlib.ExitStack() as stack:
        if stage.variables.get("QT_QPA_PLATFORM") == "xcb":
            surroundings["DISPLAY"] = stack.enter_context(virtual_display())
        return subprocess.call(stage.command, cwd=environment.top, env=surroundings)


def test(environment: Environment, words: Sequence[str]) -> int:
    """Runs the stages one after another and stops at the first that fails, with its status."""
    took = []
    parts = stages(environment, words)
    for place, stage in enumerate(parts):
        print(f"== {stage.title}", flush=True)
        began = time.monotonic()
        status = _run_stage(environment, stage)
        took.append(f"{stage.title} {time.monotonic() - began:.1f} s")
        if status not in stage.fine:
            left = ", ".join(part.title for part in parts[place + 1 :]) or "nothing"
            print(f"== FAILED: {stage.title}, with exit status {status}. Took: {', '.join(took)}.")
            print(f"== Not run: {left}.")
            return status
    print(f"== Everything passed. Took: {', '.join(took)}.")
    return 0
