"""Checkouts that look set up, in which a line of a script stands for each program."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from installer.environment import Environment

CHECKOUT = Path(__file__).resolve().parents[2]
THIS_PYTHON = (sys.version_info[0], sys.version_info[1])
BOOTSTRAP = [sys.executable, str(CHECKOUT / "installer" / "bootstrap.py")]
HERE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

scripts_stand_in = pytest.mark.skipif(
    os.name == "nt",
    reason="a Python script takes a program's place, and Windows starts no script as a program",
)


def finished(
    top: Path, version: tuple[int, int] = THIS_PYTHON, packages: Mapping[str, str] | None = None
) -> Environment:
    """An environment that looks as a finished set-up leaves it, with nothing in its packages."""
    environment = Environment(top, version)
    python = Path(environment.program("python"))
    python.parent.mkdir(parents=True)
    python.touch()
    (environment.folder / "pyvenv.cfg").write_text(f"version = {version[0]}.{version[1]}.0\n")
    fingerprints = {"run": environment.fingerprint("run"), "test": environment.fingerprint("test")}
    environment.write_stamp(state="done", packages=packages or {}, **fingerprints)
    for name, release in (packages or {}).items():
        placed(environment, name, release)
    return environment


def placed(environment: Environment, name: str, release: str) -> Path:
    """A package as pip leaves it in an environment, as far as the set-up looks at it."""
    folder = environment.site_packages / f"{name.replace('-', '_')}-{release}.dist-info"
    folder.mkdir(parents=True)
    (folder / "RECORD").write_text(f"{name}.pth,,\n")
    (folder.parent / f"{name}.pth").touch()
    return folder


def given_a_program(environment: Environment, *lines: str) -> None:
    program = Path(environment.program("alignment"))
    program.write_text("\n".join([*lines, ""]))
    program.chmod(0o755)
