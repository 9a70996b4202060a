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
from typing import Any, Literal

from installer.link_wheel import project_facts, write_link_wheel
from installer.parallel_install import install_with_uv
from installer.site_packages import beyond, installed
from installer.stop import Stop, say
from installer.surroundings import clean_surroundings

# Raise this where the set-up itself changes, so that every finished .venv is brought up to date.
SETUP_EDITION = 2

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

    @property
    def site_packages(self) -> Path:
        """The folder into which pip installs."""
        if os.name == "nt":
            return self.folder / "Lib" / "site-packages"
        return self.folder / "lib" / f"python{self.version}" / "site-packages"

    @property
    def version(self) -> str:
        """The Python, such as 3.11."""
        return f"{self.python_version[0]}.{self.python_version[1]}"

    def fingerprint(self, role: Role) -> str:
        """Names what the role needs: its pinned packages, and how the project presents itself."""
        digest = hashlib.sha256(f"edition {SETUP_EDITION}".encode())
        for lock in LOCKS[role]:
            digest.update((self.top / lock).read_bytes())
        digest.update(json.dumps(project_facts(self.top), sort_keys=True).encode())
        return digest.hexdigest()

    def stamp(self) -> dict[str, Any] | None:
        """What the last set-up wrote; None where there was none, or nothing readable is left."""
        try:
            stamp = json.loads((self.folder / "setup.json").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return stamp if isinstance(stamp, dict) else None

    def write_stamp(self, **facts: object) -> None:
        """Replaces the stamp in one step, so that a torn one never counts as finished."""
        self.folder.mkdir(exist_ok=True)
        stamp = {"python": self.version, "checkout": str(self.top), **facts}
        fresh = self.folder / "setup.json.new"
        fresh.write_text(json.dumps(stamp, indent=1), "utf-8")
        fresh.replace(self.folder / "setup.json")

    def to_do(self, role: Role) -> Literal["nothing", "update", "make"]:
        """What a set-up for the role still has to do."""
        if self.unfit_for(role):
            return "make"
        stamp = self.stamp() or {}
        placed = stamp.get("packages", {})
        there = installed(self.site_packages)
        changed = any(there.get(name) != version for name, version in placed.items())
        return "update" if changed or stamp.get(role) != self.fingerprint(role) else "nothing"

    def unfit_for(self, role: Role) -> str | None:
        """Why the environment has to be made anew, as what is said of it; None where it will do.

        One made by hand will do, too. What a person put in beside the locked packages is left
        alone until the tests are to run: they would profit from it.
        """
        settings = self._settings()
        stamp = self.stamp()
        if stamp is None:
            made_for = ".".join(settings.get("version", "").split(".")[:2])
            stamp = {"python": made_for, "checkout": str(self.top), "state": "done"}
        if stamp.get("state") != "done":
            return "is unfinished"
        if not Path(self.program("python")).exists():
            return "has no Python"
        if stamp.get("python") != self.version:
            return f"was made for another Python than {self.version}"
        if stamp.get("checkout") != str(self.top):
            return "was made in another place"
        if settings.get("include-system-site-packages") == "true":
            return "takes in the packages of the system"
        if role == "test":
            own = str(project_facts(self.top)["name"])
            strays = beyond(self.site_packages, self.top / LOCKS[role][-1], own)
            if strays:
                return f"holds what no lock file names ({', '.join(strays)})"
        return None

    def _settings(self) -> dict[str, str]:
        """What the environment says of itself in pyvenv.cfg."""
        try:
            lines = (self.folder / "pyvenv.cfg").read_text("utf-8").splitlines()
        except OSError:
            return {}
        pairs = [(line.partition("=")[0], line.partition("=")[2]) for line in lines]
        settings = {name.strip(): value.strip().lower() for name, value in pairs}
        # Other makers of environments than Python's own call it so.
        settings.setdefault("version", settings.get("version_info", ""))
        return settings


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


def _begin_afresh(environment: Environment, role: Role) -> None:
    folder = environment.folder
    if folder.exists():
        ours = environment.stamp() is not None or (folder / "pyvenv.cfg").exists()
        if not ours and any(path.name != "setup.json.new" for path in folder.iterdir()):
            raise Stop(f"{folder} is no Python environment: move it away, then start again.")
        say(f"{folder} {environment.unfit_for(role)}: making it anew.")
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
    if not install_with_uv(python, environment.program("uv"), lock):
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
            _begin_afresh(environment, role)
        environment.write_stamp(state="under way")
        _install(environment, role)
        done = {each: environment.fingerprint(each) for each in ("run", role)}
        placed = installed(environment.site_packages)
        environment.write_stamp(state="done", packages=placed, **done)
        say(f"Set-up finished in {time.monotonic() - began:.0f} s.")
