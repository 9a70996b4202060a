"""Starts the program: its window, a command, or what it does for the sample without a display."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from installer.environment import Environment
from installer.surroundings import clean_surroundings

NO_DISPLAY = (
    "There is no display here, so the window cannot open. Every other command works without one:"
)
DOCUMENTS = {"agreement": "agreement.pdf", "review": "review.pdf"}
"""What is written beside the sample."""
LOOK = 1
"""The exit status that says: done, but there is something to look at."""


def lacks_display(platform: str, variables: Mapping[str, str]) -> bool:
    """Whether a window could not open here; only Linux runs without one unannounced."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return platform.startswith("linux") and not any(variables.get(name) for name in names)


def _alignment(
    environment: Environment, *words: str, output: int | None = None
) -> subprocess.Popen[bytes]:
    command = [environment.program("alignment"), *words]
    return subprocess.Popen(command, env=clean_surroundings(), stdout=output)


def _status_of(environment: Environment, *words: str) -> int:
    with _alignment(environment, *words) as process:
        return process.wait()


def _make_sample(environment: Environment, sample: Path) -> int:
    """Makes the sample workspace; under another name first, as a half-made one is no sample.

    Where that was is no news: what the command says of it is left out, but for its trouble.
    """
    half_made = sample.parent / "half-made"
    shutil.rmtree(half_made, ignore_errors=True)
    half_made.mkdir(parents=True)
    make = ("new", str(half_made / sample.name), "--sample")
    with _alignment(environment, *make, output=subprocess.DEVNULL) as process:
        status = process.wait()
    if status == 0:
        (half_made / sample.name).replace(sample)
        shutil.rmtree(half_made, ignore_errors=True)
    return status


def _write_documents(environment: Environment, sample: Path) -> list[int]:
    """Writes the documents, all at once, as each uses but one processor; returns the statuses."""
    with contextlib.ExitStack() as running:
        processes = [
            running.enter_context(
                _alignment(
                    environment, "export", str(sample), document, "-o", str(sample.parent / name)
                )
            )
            for document, name in DOCUMENTS.items()
        ]
        return [process.wait() for process in processes]


def commands_for(environment: Environment, sample: Path) -> list[tuple[str, str]]:
    """What to type next, each after what it shows; paths as short as the current folder allows."""

    def short(path: Path) -> str:
        here = Path.cwd()
        return str(path.relative_to(here) if path.is_relative_to(here) else path)

    program, workspace = short(Path(environment.program("alignment"))), short(sample)
    missed = ("--commitment", "grade-b-first-touch", "--state", "missed")
    lines = {
        ("measure", workspace): "this scoreboard",
        ("leads", workspace, *missed): "the leads behind a figure",
        ("show", workspace): "the agreement as text",
        ("export", workspace, "scoreboard", "-o", "scoreboard.xlsx"): "the scoreboard as Excel",
        ("open", workspace): "the window, on a display",
        ("--help",): "every command",
    }
    return [(shows, shlex.join([program, *words])) for words, shows in lines.items()]


def _show_sample(environment: Environment) -> int:
    """Does the main job with the sample: its scoreboard, its documents, and what to do next."""
    sample = environment.top / "build" / "sample" / "sample.align"
    status = 0 if sample.exists() else _make_sample(environment, sample)
    if status != 0:
        return status
    print(f"The sample workspace is {sample}; its scoreboard:", flush=True)
    statuses = [_status_of(environment, "measure", str(sample))]
    if _worst(statuses) <= LOOK:
        statuses += _write_documents(environment, sample)
    if _worst(statuses) > LOOK:
        return _worst(statuses)
    print(f"\n{NO_DISPLAY}", flush=True)
    for shows, command in commands_for(environment, sample):
        print(f"  {shows + ':':<32}{command}", flush=True)
    return _worst(statuses)


def _worst(statuses: Sequence[int]) -> int:
    """The exit status of several commands together; one that was killed counts as failed."""
    return max(status if status >= 0 else 128 - status for status in statuses)


def run(environment: Environment, words: Sequence[str]) -> int:
    """Starts the program with these words; without any the window, or what there is of a sample."""
    if not words and lacks_display(sys.platform, os.environ):
        return _show_sample(environment)
    return _status_of(environment, *words)
