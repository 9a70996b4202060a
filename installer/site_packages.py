"""Says which packages lie in an environment, and what of them no lock file names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

# What comes with a new environment.
BROUGHT = {"pip", "setuptools"}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def installed(folder: Path) -> dict[str, str]:
    """The packages in a folder and their versions; the names as the lock files write them.

    They are read off the names of the folders that pip makes: opening each would take as long as
    the rest of a start.
    """
    found = {}
    for kind in ("*.dist-info", "*.egg-info"):
        for path in folder.glob(kind):
            name, _, version = path.stem.partition("-")
            if not name.startswith("~"):  # what an interrupted pip leaves behind
                found[_canonical(name)] = re.sub(r"-py[\d.]+$", "", version)
    return found


def pinned(lock: Path) -> set[str]:
    """The packages that a lock file names, for whichever system."""
    text = lock.read_text("utf-8")
    return set(map(_canonical, re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==", text, re.MULTILINE)))


def beyond(folder: Path, lock: Path, own: str) -> list[str]:
    """What lies in a folder although neither the lock file nor the project itself brings it.

    A path file without a package counts too: it takes in whatever another folder holds.
    """
    known = BROUGHT | pinned(lock) | {_canonical(own)}
    packages = [
        f"{name} {version}" for name, version in installed(folder).items() if name not in known
    ]
    return sorted([*packages, *_lone_path_files(folder)])


def _lone_path_files(folder: Path) -> Iterator[str]:
    files = {path.name for kind in ("*.pth", "*.egg-link") for path in folder.glob(kind)}
    for record in folder.glob("*.dist-info/RECORD"):
        if not files:
            return
        text = record.read_text("utf-8", errors="replace")
        files -= {name for name in files if re.search(rf"^{re.escape(name)},", text, re.MULTILINE)}
    yield from files
