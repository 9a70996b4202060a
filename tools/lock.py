"""Pins every package with its hashes: writes requirements-dev.lock and requirements.lock anew.

    .venv/bin/python tools/lock.py              what pyproject.toml newly asks for
    .venv/bin/python tools/lock.py --upgrade    everything at its newest

Further words go to uv, which is pinned like the rest. The files name no package index, so they
serve behind any. `tools/lock_closure.py` says what they leave open.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
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


def main(words: list[str]) -> int:
    """Writes both files and returns the exit status."""
    # Never another one on PATH: what the lock files hold would depend on the computer.
    uv = shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        print(
            "uv is missing: `python3 installer/bootstrap.py test` installs it into .venv; "
            "start this script with .venv's Python.",
            file=sys.stderr,
        )
        return 2
    compile_ = [uv, "pip", "compile", "pyproject.toml", *COMMON, *words]
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))
    groups = [word for group in project["dependency-groups"] for word in ("--group", group)]
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
