"""Pins every package with its hashes: writes requirements-dev.lock and requirements.lock anew.

    .venv/bin/python tools/lock.py              what pyproject.toml newly asks for
    .venv/bin/python tools/lock.py --upgrade    everything at its newest

Further words go to uv. The files name no package index, so they serve behind any.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
COMMON = (
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--quiet",
    "--no-strip-extras",
    "--python-version",
    "3.11",
)


def find_uv() -> str | None:
    """The path of uv: the one beside this Python, else the one on PATH."""
    beside = shutil.which("uv", path=str(Path(sys.executable).parent))
    return beside or shutil.which("uv")


def main(words: list[str]) -> int:
    uv = find_uv()
    if uv is None:
        print(
            "uv is missing: install it (`.venv/bin/python -m pip install uv`), then start again.",
            file=sys.stderr,
        )
        return 2
    compile_ = [uv, "pip", "compile", "pyproject.toml", *COMMON, *words]
    groups = [word for group in ("test", "lint", "build") for word in ("--group", group)]
    development = [*compile_, *groups, "-o", "requirements-dev.lock"]
    # Constrained by the first, so that both files pin the same releases.
    runtime = [*compile_, "-c", "requirements-dev.lock", "-o", "requirements.lock"]
    for command in (development, runtime):
        status = subprocess.call(command, cwd=TOP)
        if status != 0:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
