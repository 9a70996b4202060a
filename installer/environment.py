"""Makes .venv from the lock files, and keeps it true to them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from installer.link_wheel import project_facts, write_link_wheel
from installer.stop import Stop, say

# Raise this where the set-up itself changes, so that every finished .venv is brought up to date.
SETUP_EDITION = 1

Role = Literal["run", "test"]
# What a role installs; its fingerprint also covers every file before it, as the development
# lock contains the runtime lock.
LOCKS: dict[Role, tuple[str, ...]] = {
    "run": ("requirements.lock",),
    "test": ("requirements.lock", "requirements-dev.lock"),
}


@dataclass(frozen=True)
class Environment:
    """The folder .venv of one checkout, and the stamp in it that says what it was made from."""

    top: Path
    python_version: tuple[int, int] = (sys.version_info[0], sys.version_info[1])

    @property
    def folder(self) -> Path:
        """Where the packages lie."""
        return self.top / ".venv"

    def program(self, name: str) -> str:
        """The path of an installed program, such as `program("ruff")`."""
        if os.name == "nt":
            return str(self.folder / "Scripts" / f"{name}.exe")
        return str(self.folder / "bin" / name)

    def fingerprint(self, role: Role) -> str:
        """Names what the role needs: its pinned packages, and how the project presents itself."""
        digest = hashlib.sha256(f"edition {SETUP_EDITION}".encode())
        for lock in LOCKS[role]:
            digest.update((self.top / lock).read_bytes())
        digest.update(json.dumps(project_facts(self.top), sort_keys=True).encode())
        return digest.hexdigest()

    def stamp(self) -> dict[str, str] | None:
        """What the last set-up wrote; None where there was none, or nothing readable is left."""
        try:
            stamp = json.loads((self.folder / "setup.json").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return stamp if isinstance(stamp, dict) else None

    def write_stamp(self, **facts: str) -> None:
        """Replaces the stamp in one step, so that a torn one never counts as finished."""
        self.folder.mkdir(exist_ok=True)
        version = f"{self.python_version[0]}.{self.python_version[1]}"
        stamp = {"python": version, "checkout": str(self.top), **facts}
        fresh = self.folder / "setup.json.new"
        fresh.write_text(json.dumps(stamp, indent=1), "utf-8")
        fresh.replace(self.folder / "setup.json")

    def to_do(self, role: Role) -> Literal["nothing", "update", "make"]:
        """What a set-up for the role still has to do."""
        if not Path(self.program("python")).exists():
            return "make"
        stamp = self.stamp()
        if stamp is None:
            return "update" if self._is_sound_stranger() else "make"
        version = f"{self.python_version[0]}.{self.python_version[1]}"
        same_place = (stamp.get("python"), stamp.get("checkout")) == (version, str(self.top))
        if not same_place or stamp.get("state") != "done":
            return "make"
        return "nothing" if stamp.get(role) == self.fingerprint(role) else "update"

    def _is_sound_stranger(self) -> bool:
        """Whether someone made the environment by hand, with the same Python: it is kept."""
        try:
            settings = (self.folder / "pyvenv.cfg").read_text("utf-8")
        except OSError:
            return False
        version = f"{self.python_version[0]}.{self.python_version[1]}."
        return any(
            line.partition("=")[0].strip() in {"version", "version_info"}
            and line.partition("=")[2].strip().startswith(version)
            for line in settings.splitlines()
        )


def clean_surroundings() -> dict[str, str]:
    """The variables for what is started from .venv: nothing of another Python leaks in."""
    environment = dict(os.environ)
    for name in ("PYTHONPATH", "PYTHONHOME", "__PYVENV_LAUNCHER__"):
        environment.pop(name, None)
    environment["PIP_USER"] = "0"  # a pip set to install for the user refuses to work in .venv
    return environment


def _call(what: str, command: Sequence[str]) -> None:
    status = subprocess.call(command, stdout=sys.stderr, env=clean_surroundings())
    if status != 0:
        raise Stop(f"The set-up stopped while {what}: the lines above say why; then start again.")


def _move_away(folder: Path) -> None:
    """Removes an environment; moved first, as a half-removed one would look like a stranger's."""
    attic = folder.parent / "build" / "old-environment"
    try:
        if attic.exists():
            shutil.rmtree(attic)
        folder.replace(attic)
    except OSError as error:
        raise Stop(
            f"{folder} cannot be moved away ({error}): remove it, then start again."
        ) from error
    shutil.rmtree(attic, ignore_errors=True)


def _begin_afresh(environment: Environment) -> None:
    folder = environment.folder
    if folder.exists():
        ours = environment.stamp() is not None or (folder / "pyvenv.cfg").exists()
        if not ours and any(path.name != "setup.json.new" for path in folder.iterdir()):
            raise Stop(f"{folder} is no Python environment: move it away, then start again.")
        say(f"{folder} is unfinished, or was made for another Python or place: making it anew.")
        _move_away(folder)
    environment.write_stamp(state="under way")
    base = str(getattr(sys, "_base_executable", sys.executable))
    _call("making .venv", [base, "-m", "venv", str(folder)])


def _install(environment: Environment, role: Role) -> None:
    python, lock = environment.program("python"), environment.top / LOCKS[role][-1]
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    if not sys.stderr.isatty():
        pip.append("--quiet")
    say(f"Installing the packages of {lock.name}; the first time this takes a few minutes.")
    pinned = ["--require-hashes", "--only-binary=:all:", "-r", str(lock)]
    _call(f"installing the packages of {lock.name}", [*pip, *pinned])
    with tempfile.TemporaryDirectory() as folder:
        wheel = write_link_wheel(environment.top, Path(folder))
        own = ["--no-deps", "--no-index", "--force-reinstall", str(wheel)]
        _call("making the alignment command", [*pip, *own])


@contextlib.contextmanager
def _alone(top: Path) -> Iterator[None]:
    """Lets one set-up work in a checkout at a time; Windows refuses the second by its own means."""
    (top / "build").mkdir(exist_ok=True)
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with (top / "build" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ensure_environment(environment: Environment, role: Role) -> None:
    """Brings .venv to what the lock files say; does nothing where it is so already.

    An interrupted set-up leaves a stamp that says so, and the next one begins afresh.

    Raises:
        Stop: A package could not be installed.
    """
    if environment.to_do(role) == "nothing":
        return
    with _alone(environment.top):
        step = environment.to_do(role)
        if step == "nothing":
            return
        began = time.monotonic()
        if step == "make":
            _begin_afresh(environment)
        environment.write_stamp(state="under way")
        _install(environment, role)
        done: dict[str, str] = {"run": environment.fingerprint("run")}
        done[role] = environment.fingerprint(role)
        environment.write_stamp(state="done", **done)
        say(f"Set-up finished in {time.monotonic() - began:.0f} s.")
