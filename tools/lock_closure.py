"""Finds what the lock files leave open, so that a set-up next year installs what it installs today.

    .venv/bin/python tools/lock_closure.py

pip takes only pinned lines with hashes. What a pinned release asks for in turn has to be pinned
as well, for each Python and system that the program promises; else pip reaches for the newest
release, which stops the set-up as soon as there is a newer one. Nothing is looked up on a network.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from typing_extensions import override

TOP = Path(__file__).resolve().parent.parent
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
# sys_platform, os_name, platform_system and platform_machine of each system.
SYSTEMS = {
    "Linux": ("linux", "posix", "Linux", "x86_64"),
    "Linux on ARM": ("linux", "posix", "Linux", "aarch64"),
    "macOS": ("darwin", "posix", "Darwin", "arm64"),
    "macOS on Intel": ("darwin", "posix", "Darwin", "x86_64"),
    "Windows": ("win32", "nt", "Windows", "AMD64"),
}


@dataclass(frozen=True)
class PinnedLine:
    """One release in a lock file.

    Attributes:
        number: The line, from 1; pip reads them in this order.
        marker: Where it is installed; None: everywhere.
        hashes: The digests of its files.
    """

    number: int
    name: str
    extras: frozenset[str]
    version: str
    marker: Marker | None
    hashes: frozenset[str]

    @override
    def __str__(self) -> str:
        return _titled(self.name, self.extras) + f"=={self.version}"

    def holds_in(self, place: Place) -> bool:
        """Whether pip installs it there."""
        return self.marker is None or self.marker.evaluate(dict(place.variables))


@dataclass(frozen=True)
class Release:
    """What one release says that it needs: as Requires-Dist, and which Pythons it takes."""

    requires: tuple[Requirement, ...]
    pythons: SpecifierSet = field(default_factory=SpecifierSet)


Releases = Mapping[tuple[str, str], Release]
"""By canonical name and version."""


@dataclass(frozen=True)
class Place:
    """One Python on one system, as markers see it."""

    title: str
    variables: Mapping[str, str]


def places(promised: SpecifierSet) -> list[Place]:
    """Each promised Python on each system."""
    pythons = [f"3.{minor}" for minor in range(100) if promised.contains(f"3.{minor}.0")]
    return [
        Place(
            f"Python {python} on {system}",
            {
                "python_version": python,
                "python_full_version": f"{python}.0",
                "implementation_name": "cpython",
                "implementation_version": f"{python}.0",
                "platform_python_implementation": "CPython",
                "platform_release": "",
                "platform_version": "",
                **dict(zip(("sys_platform", "os_name"), words[:2], strict=True)),
                **dict(zip(("platform_system", "platform_machine"), words[2:], strict=True)),
            },
        )
        for python in pythons
        for system, words in SYSTEMS.items()
    ]


def _joined(extras: Collection[str]) -> str:
    return ",".join(sorted(extras))


def _titled(name: str, extras: Collection[str]) -> str:
    return f"{name}[{_joined(extras)}]" if extras else name


def _canonical(extras: Collection[str]) -> frozenset[str]:
    return frozenset(map(canonicalize_name, extras))


def read_lock(text: str) -> list[PinnedLine]:
    """The pinned lines of a lock file, in order.

    Raises:
        ValueError: A line is no release pinned with ==.
    """
    lines = []
    for number, logical in _logical_lines(text):
        words, *hashes = re.split(r"\s+--hash=", logical)
        requirement = Requirement(words)
        pins = list(requirement.specifier)
        if len(pins) != 1 or pins[0].operator != "==" or pins[0].version.endswith("*"):
            raise ValueError(f"line {number} pins no release with ==: {words}")
        line = PinnedLine(
            number=number,
            name=canonicalize_name(requirement.name),
            extras=_canonical(requirement.extras),
            version=pins[0].version,
            marker=requirement.marker,
            hashes=frozenset(hashes),
        )
        lines.append(line)
    return lines


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines without comments, those joined that end in a backslash, each with its number."""
    begun, number = "", 0
    for at, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("#"):
            continue
        number = number if begun else at
        begun += line.removesuffix("\\")
        if not line.endswith("\\"):
            if begun.strip():
                yield number, begun.strip()
            begun = ""
    if begun.strip():
        yield number, begun.strip()


def installed_releases() -> dict[tuple[str, str], Release]:
    """What the releases in this environment say of themselves."""
    found: dict[tuple[str, str], Release] = {}
    for package in importlib.metadata.distributions():
        (pythons, *_) = package.metadata.get_all("Requires-Python") or [""]
        release = Release(tuple(map(Requirement, package.requires or ())), SpecifierSet(pythons))
        found.setdefault((canonicalize_name(package.name), package.version), release)
    return found


def _asked(line: PinnedLine, release: Release, place: Place) -> list[Requirement]:
    """What a pinned release asks of others; X[all] may ask for X[a], which is met by itself."""
    extras = line.extras
    while True:
        asked = [
            requirement
            for requirement in release.requires
            if requirement.marker is None
            or any(
                requirement.marker.evaluate({**place.variables, "extra": extra})
                for extra in ("", *extras)
            )
        ]
        own = [other for other in asked if canonicalize_name(other.name) == line.name]
        more = extras.union(*(_canonical(other.extras) for other in own))
        if more == extras:
            return [other for other in asked if other not in own]
        extras = more


def _trouble(
    asked: Requirement, lines: Sequence[PinnedLine], asker: PinnedLine | None
) -> str | None:
    """What is wrong with how the lines of one place meet a requirement; None where nothing is.

    What pyproject.toml asks for has no asker: pip is only handed the lines.
    """
    named = [line for line in lines if line.name == canonicalize_name(asked.name)]
    if not named:
        return "no line pins it"
    extras = _canonical(asked.extras)
    best = max(named, key=lambda line: len(extras & line.extras))
    pinned = f"line {best.number} pins {best}"
    if not asked.specifier.contains(best.version, prereleases=True):
        return pinned
    meeting = [line for line in named if extras <= line.extras]
    # pip 23.2 and older, which Python 3.11 and 3.12 bring, takes X and X[a] for two things. A line
    # serves who asks for the very same extras; or for fewer, but after pip has come by the line.
    if any(
        asker is None or line.extras == extras or line.number <= asker.number for line in meeting
    ):
        return None
    how = (
        "under another name and later" if meeting else f"without [{_joined(extras - best.extras)}]"
    )
    fatal = ", so that pip 23.2 takes the newest release, and refuses it as not pinned"
    return f"{pinned}, {how}{fatal if asker else ''}"


def _root_faults(
    place: Place, lines: Sequence[PinnedLine], roots: Iterable[Requirement]
) -> Iterator[str]:
    for root in roots:
        wanted = root.marker is None or root.marker.evaluate(dict(place.variables))
        trouble = _trouble(root, lines, None) if wanted else None
        if trouble:
            yield f"pyproject.toml asks for {_stated(root)}: {trouble}"


def _line_faults(
    place: Place, line: PinnedLine, lines: Sequence[PinnedLine], release: Release
) -> Iterator[str]:
    if not release.pythons.contains(place.variables["python_full_version"]):
        yield f"{line} (line {line.number}) takes only Python {release.pythons}"
    for asked in _asked(line, release, place):
        trouble = _trouble(asked, lines, line)
        if trouble:
            yield f"{line} (line {line.number}) asks for {_stated(asked)}: {trouble}"


def _faults_in(
    place: Place, lines: Sequence[PinnedLine], roots: Iterable[Requirement], releases: Releases
) -> Iterator[str]:
    versions: dict[str, str] = {}
    for line in lines:
        if versions.setdefault(line.name, line.version) != line.version:
            yield f"{line.name} is pinned to {versions[line.name]} and to {line.version}"
    yield from _root_faults(place, lines, roots)
    for line in lines:
        release = releases.get((line.name, line.version))
        if release is not None:
            yield from _line_faults(place, line, lines, release)


def _stated(requirement: Requirement) -> str:
    return _titled(requirement.name, requirement.extras) + str(requirement.specifier)


def faults(
    text: str, roots: Sequence[Requirement], releases: Releases, everywhere: Sequence[Place]
) -> list[str]:
    """What a lock file leaves open, as sentences, each with where it is so unless everywhere.

    Args:
        text: The lock file.
        roots: What has to be installed in the end, as pyproject.toml says it.
        releases: What is known of the pinned releases; nothing is asked of others.
        everywhere: The Pythons and systems for which the file has to do.
    """
    try:
        lines = read_lock(text)
    except ValueError as error:
        return [f"{error}."]
    told = [f"{line} (line {line.number}) has no hash." for line in lines if not line.hashes]
    where: dict[str, list[str]] = {}
    for place in everywhere:
        active = [line for line in lines if line.holds_in(place)]
        for fault in dict.fromkeys(_faults_in(place, active, roots, releases)):
            where.setdefault(fault, []).append(place.title)
    for fault, titles in where.items():
        scope = "" if len(titles) == len(everywhere) else f" ({', '.join(titles)})"
        told.append(f"{fault}{scope}.")
    return told


def not_read(text: str, releases: Releases) -> list[str]:
    """The pinned releases of this very Python and system that nothing is known of."""
    here = Place("here", {name: str(is_) for name, is_ in default_environment().items()})
    return [
        str(line)
        for line in read_lock(text)
        if line.holds_in(here) and (line.name, line.version) not in releases
    ]


def differences(runtime: str, development: str) -> list[str]:
    """Where the development lock does not hold a line of the runtime lock, with all its files."""
    held = {
        (line.name, line.version, str(line.marker or "")): line for line in read_lock(development)
    }
    told = []
    for line in read_lock(runtime):
        other = held.get((line.name, line.version, str(line.marker or "")))
        if other is None or not line.extras <= other.extras or line.hashes != other.hashes:
            told.append(
                f"{RUNTIME} pins {line} (line {line.number}), and {DEVELOPMENT} does not do so."
            )
    return told


def roots_of(project: Mapping[str, Any]) -> dict[str, list[Requirement]]:
    """What each lock file is made for, out of pyproject.toml."""
    runtime = project["project"]["dependencies"]
    groups = project["dependency-groups"].values()
    development = [*runtime, *(word for group in groups for word in group)]
    development += project["build-system"]["requires"]
    return {
        RUNTIME: list(map(Requirement, runtime)),
        DEVELOPMENT: list(map(Requirement, development)),
    }


def all_faults(top: Path) -> list[str]:
    """All that is wrong with the lock files of a checkout, each sentence with its file."""
    project = tomllib.loads((top / "pyproject.toml").read_text("utf-8"))
    releases = installed_releases()
    everywhere = places(SpecifierSet(project["project"]["requires-python"]))
    told = []
    for name, roots in roots_of(project).items():
        text = (top / name).read_text("utf-8")
        told += [f"{name}: {fault}" for fault in faults(text, roots, releases, everywhere)]
    runtime, development = ((top / name).read_text("utf-8") for name in (RUNTIME, DEVELOPMENT))
    told += [
        f"{line} is not installed, so what it asks for is not known: "
        "`python3 installer/bootstrap.py test` installs it."
        for line in not_read(development, releases)
    ]
    return told + differences(runtime, development)


def main() -> int:
    """Prints what is wrong; the exit status is 1 then."""
    told = all_faults(TOP)
    print("\n".join(told) or "The lock files are complete.")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
