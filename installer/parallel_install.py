"""Installs the packages of a lock file with uv, which fetches and unpacks many at once.

pip takes ten times as long, most of it to look at every release that there is. uv itself is
pinned in the lock file of the tests, and pip installs it first.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from installer.surroundings import clean_surroundings

# How pip is told to reach packages, and the variable that tells uv the same.
TOLD_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "cert": "SSL_CERT_FILE",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}
# What changes nothing of what is installed into .venv, or what the set-up overrules anyway.
OF_NO_CONCERN = {
    "break-system-packages",
    "cache-dir",
    "constraint",
    "disable-pip-version-check",
    "no-cache-dir",
    "no-input",
    "no-warn-script-location",
    "progress-bar",
    "quiet",
    "require-virtualenv",
    "retries",
    "root-user-action",
    "user",
}


def pinned_alone(lock: str, package: str) -> str | None:
    """The lines of one package in the text of a lock file, with its hashes."""
    found = re.search(rf"^{re.escape(package)}==.*(?:\n {{4}}--hash=.*)+", lock, re.MULTILINE)
    return found and found[0]


def uv_settings(pip_settings: str) -> dict[str, str] | None:
    """The variables that tell uv what pip is told; None where uv cannot be told all of it.

    Args:
        pip_settings: What `pip config list` prints.
    """
    told: dict[str, str] = {}
    # What stands in the environment goes before the words for one command, and these before all.
    for section in ("global", "install", ":env:"):
        for name, value in re.findall(rf"^{section}\.([\w-]+)='(.*)'$", pip_settings, re.MULTILINE):
            if name in TOLD_TO_UV:
                words = value.replace("\\n", " ").split()
                told[TOLD_TO_UV[name]] = ("," if name == "find-links" else " ").join(words)
            elif name not in OF_NO_CONCERN:
                return None
    return told


def _surroundings(told: Mapping[str, str]) -> dict[str, str]:
    """What uv is started under: its own settings are as foreign as those of another Python."""
    kept = clean_surroundings()
    kept = {name: value for name, value in kept.items() if not name.startswith("UV_")}
    return {**kept, **told}


def install_with_uv(python: str, uv: str, lock: Path) -> bool:
    """Tries to install what a lock file says; what is left undone is for pip, which says why.

    Args:
        python: The Python of the environment.
        uv: Where uv lies in the environment, once it is installed.
        lock: The lock file, which has uv among its packages.

    Returns:
        Whether all of it is installed.
    """
    itself = pinned_alone(lock.read_text("utf-8"), "uv")
    if itself is None:
        return False
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    asked = _ended([*pip, "config", "list"], clean_surroundings())
    told = uv_settings(asked.stdout)
    if asked.returncode != 0 or told is None:
        return False
    certain = ["--require-hashes", "--only-binary=:all:"]
    with TemporaryDirectory() as folder:
        alone = Path(folder) / "uv.lock"
        alone.write_text(itself, "utf-8")
        fetch = [*pip, "install", "--quiet", "--no-deps", *certain, "-r", str(alone)]
        if _ended(fetch, clean_surroundings()).returncode != 0:
            return False
    install = [uv, "--no-config", "pip", "install", "--quiet", "--python", python]
    # The best release of all indexes, as with pip: which that is, the hashes say. Copies, as what
    # is changed in .venv by hand would else be changed in uv's own store of packages.
    install += ["--index-strategy", "unsafe-best-match", "--link-mode", "copy"]
    return _ended([*install, *certain, "-r", str(lock)], _surroundings(told)).returncode == 0


def _ended(
    command: Sequence[str], surroundings: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
