"""Mutates good files by the thousand, imports each, and lists every difference that nobody names.

    PYTHONPATH=. python tools/mutated_files.py [--count N] [--kept STATE.jsonl] [--minutes M]

Files of leads, deals, activities, campaigns, figures and customers are written in many dialects
and damaged by seed: bits and bytes of the file, of the parts of a workbook, or cells, lines and
columns. Each is read, recognised and checked as an import without a mapping is. Asked for: an end
within --seconds, no error but a `Problem`, and for every cell of the file that its value is
imported as it stands there, or is named by a problem, a warning or a row left out. What is found
is printed with its seed; `--only SEED` does one again and keeps its file. What --kept has is not
done anew. Exit status 0 where nothing was found.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any
from zoneinfo import ZoneInfo

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import FieldType, field_type, own_column
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.checking import Checked, check
from alignment_desktop.importing.column_cells import DEFAULT_BLANK
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.header_row import headers
from alignment_desktop.importing.letters import composed
from alignment_desktop.importing.locating import Located, complete
from alignment_desktop.importing.reading import leave_answer
from alignment_desktop.importing.recognise import recognise
from alignment_desktop.importing.workbook import RawWorkbook, collected
from tools.mutations import ZONE, File, mutated

CONTEXT = ImportContext(
    zone=ZONE,
    currency="EUR",
    stages={"mql": ("Marketing Qualified Lead", "MQL"), "sal": ("Sales Accepted Lead", "SAL")},
    reasons={"price": "Price"},
)
_OF_ALL = {"guessed-encoding", "stray-bytes", "unusual-quotes", "control-signs"}
_OF_A_COLUMN = {
    *("damaged-ids", "letters-lost", "letters-garbled", "header-currency", "some-per-cents"),
    *("all-per-cents", "swapped-dates", "dates-two-orders", "dates-contradict", "serial-dates"),
    *("scale-in-header", "scale-in-format", "numbers-of-two-signs"),
}
_WORDED = ("outcome", "decision", "stage")
_BLANK = {*DEFAULT_BLANK, ""}
_SHOWN = 40


class TooSlowError(Exception):
    """A file took longer than it may."""


@dataclass
class Tried:
    """What became of one mutated file.

    Attributes:
        seed: By which it was made.
        made: How, in words.
        outcome: `refused: CODE`, `imported` or `imported, with problems`.
        wrong: Differences that nobody names, and errors.
    """

    seed: int
    made: str
    outcome: str
    wrong: list[str] = field(default_factory=list)


@dataclass
class Named:
    """What an import names: rows as a whole, cells, columns, or all there is."""

    rows: set[int] = field(default_factory=set)
    cells: set[tuple[int, str]] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    all: bool = False

    @classmethod
    def by(cls, result: Checked) -> Named:
        """What the problems, the warnings and the list of rows left out name."""
        found = cls(rows={row for row, _ in result.left_out})
        for each in (*result.problems, *result.warnings):
            if each.code in _OF_ALL:
                found.all = True
            elif each.effect == "row" or not each.column:
                found.rows.add(each.row)
            elif each.code in _OF_A_COLUMN or each.code.endswith("-word-not-agreed"):
                found.columns.add(each.column)
            else:
                found.cells.add((each.row, each.column))
        return found

    def has(self, row: int, column: str) -> bool:
        """Whether a cell is named."""
        return self.all or row in self.rows or (row, column) in self.cells or column in self.columns


def tried(seed: int, seconds: int, keep: Path | None = None) -> Tried:
    """Make one file, import it, and look at every cell."""
    file = mutated(Random(seed))
    done = Tried(seed, file.made, "")
    with tempfile.TemporaryDirectory() as folder:
        path = (keep or Path(folder)) / file.name
        path.write_bytes(file.content)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            located, result = imported(path, Path(folder))
            done.outcome = "imported" + (", with problems" if len(result.problems) else "")
            done.wrong = differences(located, result, file)
        except Problem as problem:
            done.outcome = f"refused: {problem.code}"
        except TooSlowError:
            done.wrong = ["did not end in time"]
        except Exception:  # noqa: BLE001 - to find these is what the tool is for
            done.wrong = ["traceback: " + traceback.format_exc(limit=-3)]
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return done


def imported(path: Path, folder: Path) -> tuple[Located, Checked]:
    """What an import without a mapping makes of a file; `folder` is for what it needs."""
    if leave_answer(path, folder):
        raise Problem("temporary-disk-full")
    workbook: RawWorkbook = collected(path, folder)
    found = recognise(workbook, CONTEXT)
    located = complete(workbook, found.mapping, CONTEXT)
    return located, check(located.sheet, located.mapping, CONTEXT)


def differences(located: Located, result: Checked, file: File) -> list[str]:
    """Cells that were imported as something else than they say, without a word."""
    named, wrong = Named.by(result), []
    places = headers(located.sheet, located.header_row)
    kept = {row["row"]: row for row in result.frame.iter_rows(named=True)}
    same = {_content(cells) for row, cells in _rows(located) if row in kept}
    told = _fields(result)
    for row, cells in _rows(located):
        if row in named.rows or named.all:
            continue
        if row not in kept:
            if _content(cells) not in same:
                wrong.append(f"row {row} is gone: {_content(cells)}")
            continue
        for column, (to, kind) in told.items():
            if to not in kept[row] or named.has(row, column):
                continue
            text, shape = cells[places[column]] if places[column] < len(cells) else (None, 0)
            fault = _fault(text, shape, kept[row], to, kind)
            if fault:
                wrong.append(f"row {row}, {column} → {to}: {text!r} became {fault}")
    whole = set(file.fields) <= set(result.columns) and len(result.columns) < len(file.fields) + 2
    for column, to in result.columns.items():
        # Where a name is damaged, the others may well be those of another kind of sheet.
        meant = file.fields.get(column) if whole else None
        if meant and to and to not in (column, meant) and column not in named.columns:
            wrong.append(f"column {column} → {to}, not {meant}")
    return wrong


def _fields(result: Checked) -> dict[str, tuple[str, FieldType | None]]:
    """Per column its place in the frame and its type; columns with periods across are not told."""
    twice = Counter(result.columns.values())
    return {
        column: (own_column(column), None) if to == column else (to, field_type(result.kind, to))
        for column, to in result.columns.items()
        if to and twice[to] < 2
    }


def _rows(located: Located) -> list[tuple[int, list[tuple[str | None, int]]]]:
    return [
        (row[0], list(zip(row[1::2], row[2::2], strict=True)))
        for row in located.sheet.frame.iter_rows()
        if row[0] > located.header_row
    ]


def _content(cells: list[tuple[str | None, int]]) -> tuple[str, ...]:
    return tuple(composed(text or "") for text, _ in cells)


def _fault(
    text: str | None, shape: int, row: dict[str, Any], to: str, kind: FieldType | None
) -> str:
    """What a cell was imported as where that is not what it says; empty where it is."""
    value, said = row[to], composed(text or "")
    if shape in (CellKind.ERROR, CellKind.FORMULA) or said.casefold() in _BLANK:
        return "" if value is None else repr(value)
    if to in _WORDED:
        open_ = value is None and to == "outcome"
        return "nothing" if value is None and not open_ else ""
    if value is None:
        return "nothing"
    if kind is FieldType.NUMBER:
        return "" if _is_number(said, value) else repr(value)
    if kind in (FieldType.MOMENT, FieldType.DAY):
        return "" if _is_day(said, shape, value) else repr(value)
    return "" if _same_text(str(value), said) else repr(value)


def _same_text(value: str, said: str) -> bool:
    bare = re.fullmatch(r"(-?\d+)\.0+", said)
    return value == said or (bare is not None and value == bare[1])


def _is_number(said: str, value: float) -> bool:
    """Whether a text can be read as the number, with either decimal sign and any grouping."""
    digits = re.sub(r"[^\d.,eE+-]", "", said.replace("−", "-"))
    ways = {digits.replace(",", ""), digits.replace(".", "").replace(",", ".")}
    ways |= {digits.replace(",", ".")}
    found = set()
    for way in ways:
        for text in (way, way.strip("-+"), re.sub(r"[eE+-]", "", way)):
            try:
                found.add(abs(float(text)))
            except ValueError:
                continue
    scaled = {each * by for each in found for by in (1, 0.01, 1_000, 1_000_000)}
    return any(abs(abs(value) - each) <= 1e-9 * max(1.0, abs(each)) for each in scaled)


def _is_day(said: str, shape: int, value: Any) -> bool:
    """Whether year, month and day of a value stand in its text."""
    if shape == CellKind.NUMBER or re.fullmatch(r"\d+(\.\d+)?", said):
        return True  # a spreadsheet's own count of days
    local = value.astimezone(ZoneInfo(ZONE)) if hasattr(value, "astimezone") else value
    numbers = {int(each) for each in re.findall(r"\d{1,9}", said)}
    packed = local.strftime("%Y%m%d") in said or local.strftime("%y%m%d") in said
    year = bool({local.year, local.year % 100} & numbers)
    words = re.search(r"[^\W\d_]{3,}", said) is not None
    zoned = re.search(r"(Z|[+-]\d\d:?\d\d)$", said) is not None
    whole = year and (local.month in numbers or words) and (local.day in numbers or zoned or words)
    return packed or whole


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Take the signal of a clock as the end of one file's time."""
    raise TooSlowError


def main() -> int:
    """Try the files that are still to be tried; 1 where something was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first file")
    parser.add_argument("--only", type=int, help="one seed; its file is kept in this folder")
    parser.add_argument("--kept", type=Path, help="what was tried, a line of JSON each")
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--seconds", type=int, default=20, help="of computing, each file")
    given = parser.parse_args()
    signal.signal(signal.SIGPROF, stop)
    if given.only is not None:
        done = tried(given.only, given.seconds, Path.cwd())
        print(done.made, done.outcome, *done.wrong, sep="\n")
        return 1 if done.wrong else 0
    results = _kept(given.kept)
    until = time.monotonic() + given.minutes * 60
    for seed in range(given.seed, given.seed + given.count):
        if seed in results:
            continue
        if time.monotonic() > until:
            break
        results[seed] = tried(seed, given.seconds)
        if given.kept:
            with given.kept.open("a", encoding="utf-8") as kept:
                kept.write(json.dumps(vars(results[seed])) + os.linesep)
    return report(list(results.values()))


def _kept(path: Path | None) -> dict[int, Tried]:
    if path is None or not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return {each.seed: each for each in (Tried(**json.loads(line)) for line in lines if line)}


def report(results: list[Tried]) -> int:
    """Print what became of the files; 1 where something was found."""
    print(f"{len(results)} mutated files")
    for outcome, count in Counter(each.outcome for each in results).most_common():
        print(f"{count:6} {outcome or 'errors'}")
    found = [each for each in results if each.wrong]
    print(f"{len(found)} with a difference that nobody names, or an error")
    for each in found[:_SHOWN]:
        print(f"  seed {each.seed}: {each.made}")
        for line in each.wrong[:4]:
            print(f"      {line[:600]}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
