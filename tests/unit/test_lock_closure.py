"""The lock files pin all that pip will ask for, whatever is released after them."""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from tools.lock_closure import (
    DEVELOPMENT,
    Place,
    Release,
    Releases,
    all_faults,
    differences,
    faults,
    installed_releases,
    not_read,
    places,
    read_lock,
)

CHECKOUT = Path(__file__).resolve().parents[2]
PROMISED = places(SpecifierSet(">=3.11,<3.14"))
# The pips that Python 3.11 and 3.12 bring; later ones find a pin without its extras too.
OLD_PIP = Version(importlib.metadata.version("pip")) < Version("23.3")


def release(*requires: str, pythons: str = "") -> Release:
    return Release(tuple(map(Requirement, requires)), SpecifierSet(pythons))


SMALL: Releases = {
    ("left", "1.0"): release("help; extra == 'a'", "left[a]; extra == 'all'"),
    ("help", "1.0"): release(),
    ("asks-a", "1.0"): release("left[a] >= 1"),
    ("asks-b", "1.0"): release("left[b] >= 1"),
    ("asks-plain", "1.0"): release("left >= 1"),
}


def lock(*pins: str) -> str:
    """A lock file of these pins, each with a hash of the usual form."""
    return "".join(f"{pin} \\\n    --hash=sha256:{'0' * 64}\n    # via x\n" for pin in pins)


def told(
    text: str, releases: Releases, *roots: str, everywhere: Sequence[Place] = PROMISED
) -> list[str]:
    return faults(text, list(map(Requirement, roots)), releases, everywhere)


def wheel(folder: Path, name: str, version: str, told: Release) -> str:
    """Writes a wheel with nothing in it but what it says of itself; returns its hash."""
    stem = f"{name.replace('-', '_')}-{version}"
    asked = [f"Requires-Dist: {requirement}" for requirement in told.requires]
    extras = set(re.findall(r'extra == "([^"]+)"', "\n".join(asked)))
    metadata = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *asked]
    metadata += [f"Provides-Extra: {extra}" for extra in extras]
    metadata += [f"Requires-Python: {told.pythons}"] if str(told.pythons) else []
    path = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{stem}.dist-info/METADATA", "\n".join([*metadata, ""]))
        kind = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        archive.writestr(f"{stem}.dist-info/WHEEL", kind)
        archive.writestr(f"{stem}.dist-info/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def asked_of_pip(text: str, releases: Releases, folder: Path) -> subprocess.CompletedProcess[str]:
    """What the pip of this Python says of a lock file on a day when all has newer releases."""
    lines = []
    for line in read_lock(text):
        known = releases.get((line.name, line.version))
        if known is not None:
            digest = wheel(folder, line.name, line.version, known)
            wheel(folder, line.name, "99999", known)
            marker = f" ; {line.marker}" if line.marker else ""
            lines.append(f"{line}{marker} --hash=sha256:{digest}")
    (folder / "x.lock").write_text("\n".join(lines), "utf-8")
    offline = ["--isolated", "--no-index", "--find-links", str(folder), "--no-cache-dir"]
    install = ["install", "--dry-run", "--ignore-installed", "--require-hashes", "--quiet"]
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *install, *offline]
    command += ["-r", str(folder / "x.lock")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def without_extras(text: str) -> str:
    return re.sub(r"^([\w.-]+)\[[^]]*\]==", r"\1==", text, flags=re.MULTILINE)


def test_the_lock_files_leave_nothing_open() -> None:
    assert all_faults(CHECKOUT) == []


@pytest.mark.slow
def test_pip_installs_what_the_lock_file_says_even_when_all_has_newer_releases(
    tmp_path: Path,
) -> None:
    text = (CHECKOUT / DEVELOPMENT).read_text("utf-8")
    answer = asked_of_pip(text, installed_releases(), tmp_path)
    assert answer.returncode == 0, answer.stderr


def test_a_lock_file_with_its_extras_left_out_is_found_out() -> None:
    text = without_extras((CHECKOUT / DEVELOPMENT).read_text("utf-8"))
    found = told(text, installed_releases(), "psycopg[binary]")
    assert len(found) == 2
    assert re.fullmatch(
        r"pyproject.toml asks for psycopg\[binary\]: line \d+ pins psycopg==[\d.]+, "
        r"without \[binary\].",
        found[0],
    )
    assert re.fullmatch(
        r"pytest-cov==[\d.]+ \(line \d+\) asks for coverage\[toml\]>=[\d.]+: "
        r"line \d+ pins coverage==[\d.]+, without \[toml\], so that pip 23.2 takes the newest "
        r"release, and refuses it as not pinned.",
        found[1],
    )


@pytest.mark.parametrize(
    ("pins", "complete"),
    [
        (["asks-a", "left[a]", "help"], True),
        (["left[a,b]", "help", "asks-a", "asks-b", "asks-plain"], True),
        (["left", "asks-a", "help"], False),
        (["asks-a", "left[a,b]", "help"], False),
        (["asks-plain", "left[a]", "help"], False),
    ],
)
def test_what_counts_as_pinned_is_what_pip_takes_for_pinned(
    tmp_path: Path, pins: list[str], complete: bool
) -> None:
    text = lock(*(f"{pin}==1.0" for pin in pins))
    assert (told(text, SMALL) == []) is complete
    if complete or OLD_PIP:
        answer = asked_of_pip(text, SMALL, tmp_path)
        assert (answer.returncode == 0) is complete, answer.stderr


def test_an_extra_that_stands_for_others_asks_for_what_they_ask_for() -> None:
    assert told(lock("left[all]==1.0", "help==1.0"), SMALL) == []
    assert told(lock("left[all]==1.0"), SMALL) == [
        "left[all]==1.0 (line 1) asks for help: no line pins it."
    ]


def test_what_only_one_system_or_python_needs_has_to_be_pinned_there() -> None:
    releases = {
        ("x", "1"): release("only-there; sys_platform == 'win32' and python_version<'3.12'")
    }
    assert told(lock("x==1"), releases) == [
        "x==1 (line 1) asks for only-there: no line pins it (Python 3.11 on Windows)."
    ]
    elsewhere = lock("x==1", "only-there==1 ; sys_platform == 'linux'")
    assert told(elsewhere, releases) != []
    there = lock("x==1", "only-there==1 ; os_name == 'nt'")
    assert told(there, releases) == []


def test_a_pin_outside_what_is_asked_for_is_found_out() -> None:
    assert told(lock("x==1", "y==2"), {("x", "1"): release("Y<2")}, "y>=3") == [
        "pyproject.toml asks for y>=3: line 4 pins y==2.",
        "x==1 (line 1) asks for Y<2: line 4 pins y==2.",
    ]


def test_a_release_that_refuses_one_of_the_promised_pythons_is_found_out() -> None:
    releases = {("x", "1"): release(pythons=">=3.12")}
    (fault,) = told(lock("x==1"), releases)
    assert fault.startswith("x==1 (line 1) takes only Python >=3.12 (Python 3.11 on Linux, ")
    assert told(lock("x==1 ; python_full_version >= '3.12'"), releases) == []


def test_lines_that_differ_without_a_hash_or_without_a_pin_are_found_out() -> None:
    assert told(lock("x==1", "x==2"), {}) == ["x is pinned to 1 and to 2."]
    assert told("x==1\n", {}) == ["x==1 (line 1) has no hash."]
    for line in ("x>=1", "x", "x==1.*", "x==1,!=2"):
        assert told(f"# first\n{line}\n", {}) == [f"line 2 pins no release with ==: {line}."]


def test_what_is_pinned_for_here_has_to_be_installed_to_be_read() -> None:
    text = lock("pytest==0.0.1", "y==1 ; sys_platform == 'nowhere'")
    assert not_read(text, installed_releases()) == ["pytest==0.0.1"]


def test_the_development_lock_holds_the_runtime_lock() -> None:
    assert differences(lock("x==1"), lock("w==1", "x==1")) == []
    for other in ("x==2", "x[a]==2", "x==1 ; os_name == 'nt'", "y==1"):
        assert differences(lock("x==1"), lock(other)) == [
            "requirements.lock pins x==1 (line 1), and requirements-dev.lock does not do so."
        ]
