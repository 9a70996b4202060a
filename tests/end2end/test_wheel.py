"""The built wheel, installed where there is no checkout, gives a working `alignment`."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PARTS = ("alignment_desktop", "resources", "ui")
FILES = ("pyproject.toml", "README.md", "LICENSE", ".gitignore")
SURROUNDINGS = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

pytestmark = pytest.mark.slow
Alignment = Callable[..., "subprocess.CompletedProcess[str]"]


def locked_releases() -> Iterator[tuple[str, bool]]:
    """The packages of the runtime lock, each with whether every system has it."""
    for line in (CHECKOUT / "requirements.lock").read_text("utf-8").splitlines():
        pinned = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", line)
        if pinned:
            yield pinned[1], ";" not in line


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy so that the checkout stays clean."""
    source = tmp_path_factory.mktemp("source")
    for part in PARTS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(CHECKOUT / part, source / part, ignore=ignored)
    for file in FILES:
        shutil.copy(CHECKOUT / file, source)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", str(source)]
    built = subprocess.run(command, capture_output=True, text=True, check=False, env=SURROUNDINGS)
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = (source / "dist").glob("*.whl")
    return found


def _lend(package: importlib.metadata.Distribution, folder: Path) -> None:
    """Puts an installed package into the folder; linked, as copies of all weigh half a gigabyte."""
    tops = {file.parts[0] for file in package.files or () if file.parts[0] not in {"..", "bin"}}
    for top in sorted(tops - {"__pycache__"}):
        origin, target = Path(str(package.locate_file(top))), folder / top
        if target.exists():
            continue
        try:
            target.symlink_to(origin, target_is_directory=origin.is_dir())
        except OSError:  # Windows lets only developers link
            _ = shutil.copytree(origin, target) if origin.is_dir() else shutil.copy(origin, target)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel and the packages of the runtime lock, and no others."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = str(programs / "python")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--quiet", str(wheel)], check=True, env=SURROUNDINGS)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True)
    for name, everywhere in locked_releases():
        try:
            _lend(importlib.metadata.distribution(name), Path(answer.stdout.strip()))
        except importlib.metadata.PackageNotFoundError:
            assert not everywhere, f"{name} is locked but not installed here"
    return programs


@pytest.fixture
def alignment(installed: Path, tmp_path: Path) -> Alignment:
    """Calls the installed `alignment` from a folder outside the checkout."""

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        command = [str(installed / "alignment"), *words]
        told = subprocess.run(
            command, capture_output=True, text=True, cwd=tmp_path, env=SURROUNDINGS, check=False
        )
        assert "Traceback" not in told.stderr, told.stderr
        return told

    return call


def test_the_wheel_holds_forms_resources_and_migrations(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    places = {
        "resources": "alignment_desktop/resources",
        "ui": "alignment_desktop/ui",
        "alignment_desktop/storage/migrations": "alignment_desktop/storage/migrations",
    }
    for origin, place in places.items():
        files = [file for file in (CHECKOUT / origin).rglob("*") if file.is_file()]
        expected = {
            f"{place}/{file.relative_to(CHECKOUT / origin).as_posix()}"
            for file in files
            if "__pycache__" not in file.parts
        }
        assert expected
        assert expected <= inside


def test_the_wheel_asks_for_nothing_that_the_runtime_lock_does_not_pin(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (path,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(path).decode()
    asked = set(re.findall(r"^Requires-Dist: ([A-Za-z0-9._-]+)", metadata, re.MULTILINE))
    assert asked
    assert {name.lower() for name in asked} <= {name.lower() for name, _ in locked_releases()}


def test_the_installed_program_is_the_one_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = "import alignment_desktop as a; from alignment_desktop.paths import resource_path as r\n"
    code += "print(a.__file__); print(r('words'))"
    told = subprocess.run(
        [str(installed / "python"), "-c", code],
        capture_output=True, text=True, cwd=tmp_path, env=SURROUNDINGS, check=True,
    )  # fmt: skip
    program, wording = map(Path, told.stdout.splitlines())
    assert program.is_relative_to(installed.parent)
    assert wording.is_relative_to(installed.parent)
    assert wording.is_dir()


def test_the_installed_program_shows_its_help(alignment: Alignment) -> None:
    told = alignment("--help")
    assert told.returncode == 0
    assert "measure" in told.stdout


def test_the_installed_program_makes_and_shows_a_workspace(alignment: Alignment) -> None:
    made = alignment("new", "plan.align")
    assert made.returncode == 0, made.stderr
    shown = alignment("show", "plan.align")
    assert shown.returncode == 0, shown.stderr
    assert "[agreement]" in shown.stdout


def test_the_installed_program_writes_a_template(alignment: Alignment, tmp_path: Path) -> None:
    told = alignment("template", "leads", "-o", "leads.xlsx")
    assert told.returncode == 0, told.stderr
    assert zipfile.is_zipfile(tmp_path / "leads.xlsx")
