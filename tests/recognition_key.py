"""How many columns of exports are recognised unaided, against the key in `data/`.

`python tests/recognition_key.py FOLDER …` prints it for the files of the key that lie in or below
one of the folders, and for the exports of which the key has the headers alone.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.cells import frame_of
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.recognise import recognise
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook, read_workbook

KEY = Path(__file__).parent / "data" / "recognition_key.toml"
SIBLINGS = KEY.with_name("recognition_siblings.toml")
TOOLS = KEY.with_name("recognition_tools.toml")
CONTEXT = ImportContext(
    zone="Europe/Berlin",
    stages={"mql": ("Marketing Qualified Lead", "MQL"), "sal": ("Sales Accepted Lead", "SAL")},
)


@dataclass
class Verdict:
    """How one sheet was recognised.

    Attributes:
        name: The file, or the export.
        kind: The kind that was taken, empty where it was refused or asked about.
        kind_is_right: Whether that is the key's kind.
        meant: How many of its headers stand for a field.
        right: How many of these were taken for that field.
        missed: Headers that stand for a field and were left, with that field.
        wrong: Headers that were taken for a field that they do not stand for, with that field.
    """

    name: str
    kind: str
    kind_is_right: bool
    meant: int
    right: int
    missed: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


def sheets(key: Path = KEY) -> list[dict[str, Any]]:
    """The sheets of the key."""
    return list(tomllib.loads(key.read_text(encoding="utf-8"))["sheet"])


def exports(key: Path = KEY) -> Iterator[tuple[dict[str, Any], RawWorkbook]]:
    """The exports of which only the headers are known, each as a file without rows."""
    for entry in sheets(key):
        if name := entry.get("export"):
            yield entry, RawWorkbook(name, name, "", 0, "text", (_headers(entry),), "utf-8", ",")


def verdict(entry: dict[str, Any], workbook: RawWorkbook) -> Verdict:
    """How a file is recognised without any help."""
    meant = {name.strip(): to for name, to in entry.get("fields", {}).items()}
    either = {name.strip(): to for name, to in entry.get("either", {}).items()}
    try:
        found = recognise(workbook, CONTEXT)
    except Problem:
        missed = dict(meant)
        return Verdict(workbook.file_name, "", entry["kind"] == "", len(meant), 0, missed)
    taken = dict(found.mapping.columns)
    right = {name for name, to in meant.items() if taken.get(name) == to}
    wrong = {
        name: to
        for name, to in taken.items()
        if to and to not in (meant.get(name), either.get(name))
    }
    kind = str(found.mapping.kind)
    return Verdict(
        name=workbook.file_name,
        kind=kind,
        kind_is_right=kind == entry["kind"],
        meant=len(meant),
        right=len(right),
        missed={name: to for name, to in meant.items() if name not in right},
        wrong=wrong,
    )


def share(verdicts: list[Verdict]) -> float:
    """Share (0 to 1) of the headers that stand for a field and were taken for it."""
    return sum(each.right for each in verdicts) / sum(each.meant for each in verdicts)


def _headers(entry: dict[str, Any]) -> RawSheet:
    names = [*entry.get("fields", {}), *entry.get("either", {}), *entry.get("none", [])]
    return RawSheet("", 1, frame_of([(1, names)]))


def _files(folders: list[Path]) -> Iterator[tuple[dict[str, Any], RawWorkbook]]:
    for entry in sheets():
        for name in [entry["file"], *entry.get("same", [])] if "file" in entry else []:
            for folder in folders:
                if (path := folder / name).is_file():
                    yield entry, read_workbook(path)


def main(folders: list[Path]) -> None:
    """Print a line for every sheet, and the shares."""
    every, lines = [], []
    for entry, workbook in [*_files(folders), *exports()]:
        each = verdict(entry, workbook)
        every.append(each)
        kind = each.kind or "asked"
        mark = "" if each.kind_is_right else f" (meant: {entry['kind'] or 'to be asked'})"
        lines.append(f"{each.name}: {kind}{mark}, {each.right} of {each.meant}")
        for name, to in each.missed.items():
            lines.append(f"    missed {name!r} -> {to}")
        for name, to in each.wrong.items():
            lines.append(f"    WRONG {name!r} -> {to}")
    wrong = sum(len(each.wrong) for each in every)
    kinds = sum(each.kind_is_right for each in every)
    lines.append(f"{share(every):.1%} right, {wrong} wrong, {kinds} of {len(every)} kinds right")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
