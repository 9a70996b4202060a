"""Starts the program: its window, a command, or the sample where there is no window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from installer.environment import Environment, clean_surroundings

NO_DISPLAY = (
    "There is no display here, so the window cannot open; every other command works without one:"
)


def lacks_display(platform: str, variables: Mapping[str, str]) -> bool:
    """Whether a window could not open here; only Linux runs without one unannounced."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return platform.startswith("linux") and not any(variables.get(name) for name in names)


def _alignment(environment: Environment, *words: str) -> int:
    command = [environment.program("alignment"), *words]
    return subprocess.call(command, env=clean_surroundings())


def _show_sample(environment: Environment) -> int:
    """Makes the sample workspace once, and prints its scoreboard."""
    sample = environment.top / "build" / "sample" / "sample.align"
    if not sample.exists():
        # Made under another name first: an interrupted one is never taken for the sample.
        half_made = sample.parent / "half-made"
        shutil.rmtree(half_made, ignore_errors=True)
        half_made.mkdir(parents=True)
        status = _alignment(environment, "new", str(half_made / sample.name), "--sample")
        if status != 0:
            return status
        (half_made / sample.name).replace(sample)
        shutil.rmtree(half_made, ignore_errors=True)
    print(f"The sample workspace is {sample}; its scoreboard:", flush=True)
    return _alignment(environment, "measure", str(sample))


def run(environment: Environment, words: Sequence[str]) -> int:
    """Starts the program with these words; without any the window, or the sample's scoreboard."""
    if words:
        return _alignment(environment, *words)
    windowed = (environment.top / "alignment_desktop" / "gui" / "__init__.py").is_file()
    no_display = lacks_display(sys.platform, os.environ)
    if windowed and not no_display:
        return _alignment(environment)
    status = 0 if windowed else _show_sample(environment)
    if no_display and status == 0:
        print(NO_DISPLAY, flush=True)
        return _alignment(environment, "--help")
    return status
