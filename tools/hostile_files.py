"""Tries every file of a folder on the import command and on the reader, and reports what became.

    python tools/hostile_files.py FOLDER [--part commands|cells] [--again OUT.json] [-o OUT.json]

The first part gives each file to `alignment import W FILE --dry-run --json` as a user would, and
asks for exit 0, 1 or 2, no traceback, an end within --seconds, memory of the command and its
reader together below --memory, and a workspace that is as before. The second opens each file with
bare python-calamine too, in a process that may die, and compares all its sheets cell by cell with
what our reader gives. Both are printed as counts, with the slowest, the largest, and every
disagreement. `--again` looks only at what was wrong in OUT.json. Ctrl+C ends a part and reports on
the files tried until then. Exit 1 where something is wrong.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from alignment_desktop.domain.actors import COMMAND, Actor
from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.workbook import RawSheet, ReadLimits, read_workbook
from alignment_desktop.services.workspace import Workspace

_MEGABYTE = 1_000_000
_LOOK_EVERY = 0.05
_SHOWN = 8


@dataclass(frozen=True)
class Ran:
    """What the import command did with one file.

    Attributes:
        status: Exit status; None where it was stopped.
        outcome: One of a few words, to be counted.
        wrong: What it should not have done; empty where all is well.
        memory: Of the command and its children together at their largest, in bytes.
    """

    file: str
    status: int | None
    outcome: str
    wrong: str
    seconds: float
    memory: int


@dataclass(frozen=True)
class Compared:
    """How our reader's cells compare with those of the bare one.

    Attributes:
        bare: How many sheets the bare reader opened.
        same: How many of these ours gives with the same rows and cells.
        told: Cells that only ours tells to be errors; the bare reader shows them as blank.
        reasons: Of each sheet that differs.
    """

    file: str
    bare: int
    same: int
    told: int
    reasons: list[str]


# The command ------------------------------------------------------------------------------------


def run_command(workspace: Path, file: Path, shown: str, seconds: float, memory: int) -> Ran:
    """Import one file, without storing it, in a process that is watched."""
    words = ["import", str(workspace), str(file), "--dry-run", "--json"]
    started = time.monotonic()
    largest, status = 0, None
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        command = subprocess.Popen(
            [sys.executable, "-m", "alignment_desktop", *words],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
        )
        try:
            while status is None and time.monotonic() - started <= seconds:
                largest = max(largest, _memory_of(command.pid))
                try:
                    status = command.wait(_LOOK_EVERY)
                except subprocess.TimeoutExpired:
                    continue
        finally:
            _end(command)
        spent = time.monotonic() - started
        out.seek(0)
        err.seek(0)
        said, complained = out.read(), err.read().decode("utf-8", "replace")
    wrong = _wrong(status, said, complained)
    if not wrong and largest > memory:
        wrong = f"took {largest / _MEGABYTE:.0f} MB"
    return Ran(shown, status, _outcome(status, complained, file.name), wrong, spent, largest)


def _memory_of(pid: int) -> int:
    """Resident bytes of a process and all that it started."""
    total = 0
    try:
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.Error:  # one of them has just ended
        pass
    return total


def _end(command: subprocess.Popen[bytes]) -> None:
    if command.poll() is None:
        try:
            for child in psutil.Process(command.pid).children(recursive=True):
                child.kill()
        except psutil.Error:
            pass
        command.kill()
    command.wait()


def _wrong(status: int | None, said: bytes, complained: str) -> str:
    if status is None:
        return "did not end in time"
    if "Traceback" in complained:
        return "traceback: " + complained.strip().splitlines()[-1]
    if status not in (0, 1, 2):
        return f"exit {status}"
    if status == 2:
        if said.strip():
            return "exit 2, with something on standard output"
        return "" if len(complained.strip().splitlines()) == 1 else "exit 2, without one sentence"
    try:
        answer = json.loads(said)
    except ValueError:
        return f"exit {status}, without a JSON document"
    if bool(answer["problems"]) != (status == 1):
        return f"exit {status} with {len(answer['problems'])} problems"
    return "" if answer["batch"] is None else "a dry run that stored a batch"


def _outcome(status: int | None, complained: str, name: str) -> str:
    """The exit status in words; refusals are counted by their sentence without the file's name."""
    if status == 0:
        return "read"
    if status == 1:
        return "read, with problems"
    if status != 2:
        return "wrong"
    sentence = complained.strip().replace(name, "FILE").partition(":")[0]
    return f"refused: {sentence[:60]}"


class Untouched:
    """A workspace that is to stay as it is; tells whether it did."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.before = self._state()

    def broken(self) -> str:
        """What is no longer as it was; empty where nothing is."""
        now = self._state()
        if now[1]:
            return f"the workspace's log is broken: {now[1]}"
        return "" if now == self.before else "the workspace was changed"

    def _state(self) -> tuple[int, str]:
        with Workspace.open(str(self.path)) as workspace, workspace.store.read() as reader:
            trouble = reader.verify_log()
            return reader.revision(), "" if trouble is None else trouble.code


# The cells --------------------------------------------------------------------------------------


def compare(file: Path, seconds: float) -> dict[str, Any]:
    """Open a file with the bare reader and with ours; counts and reasons."""
    try:
        bare = _bare_sheets(file)
    except MemoryError:
        bare = {}
    except BaseException as trouble:
        # The bare reader's panics descend from BaseException.
        if isinstance(trouble, KeyboardInterrupt | SystemExit):
            raise
        bare = {}
    if not bare:
        return {"bare": 0, "same": 0, "told": 0, "reasons": []}
    try:
        read = read_workbook(file, limits=ReadLimits(seconds=seconds))
    except Problem as problem:
        reasons = [f"{name}: ours refuses, {problem.code}" for name in bare]
        return {"bare": len(bare), "same": 0, "told": 0, "reasons": reasons}
    ours = {sheet.name: sheet for sheet in read.sheets}
    reasons, told = [], 0
    for name, rows in bare.items():
        if name not in ours:
            reasons.append(f"{name}: ours does not have it")
            continue
        difference, errors = difference_between(rows, ours[name])
        told += errors
        if difference:
            reasons.append(f"{name}: {difference}")
    return {"bare": len(bare), "same": len(bare) - len(reasons), "told": told, "reasons": reasons}


def _bare_sheets(file: Path) -> dict[str, list[list[Any]]]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    try:
        book = CalamineWorkbook.from_path(file)
    except CalamineError:  # the name may say another format than the content
        book = CalamineWorkbook.from_filelike(io.BytesIO(file.read_bytes()))
    return _cells_of(book, SheetTypeEnum.WorkSheet)


def _cells_of(book: Any, wanted: Any) -> dict[str, list[list[Any]]]:
    return {
        about.name: book.get_sheet_by_index(index).to_python(skip_empty_area=False)
        for index, about in enumerate(book.sheets_metadata)
        if about.typ is wanted
    }


def difference_between(bare: Sequence[Sequence[Any]], ours: RawSheet) -> tuple[str, int]:
    """The first difference of two readings of a sheet, and how many errors only ours tells.

    Args:
        bare: Rows from the first on, with cells from column A on, as python-calamine gives them.
        ours: The same sheet.
    """
    found = {row[0]: (row[1::2], row[2::2]) for row in ours.frame.iter_rows()}
    errors = 0
    for number, cells in enumerate(bare, start=1):
        texts, kinds = found.pop(number, ((), ()))
        for column in range(max(len(cells), len(texts))):
            value = cells[column] if column < len(cells) else ""
            text, kind = (
                (texts[column], kinds[column]) if column < len(texts) else (None, CellKind.BLANK)
            )
            if value == "" and kind == CellKind.ERROR:
                errors += 1
            elif not _same(value, text, kind):
                place = f"row {number}, column {column + 1}"
                return f"{place}: {value!r} against {text!r} ({CellKind(kind).name})", errors
    for number, (texts, kinds) in found.items():
        if any(kind not in (CellKind.BLANK, CellKind.ERROR) for kind in kinds):
            return f"row {number} is only in ours: {[text for text in texts if text]}", errors
        errors += sum(kind == CellKind.ERROR for kind in kinds)
    return "", errors


def _same(value: Any, text: str | None, kind: int) -> bool:
    if isinstance(value, str):
        return value.replace("\0", "") == (text or "")
    if text is None:
        return False
    if isinstance(value, bool):
        return kind == CellKind.BOOL and text == str(value).lower()
    if isinstance(value, int | float):
        if not math.isfinite(value):
            return kind == CellKind.ERROR
        return kind == CellKind.NUMBER and float(text) == value
    if kind == CellKind.MOMENT:
        return bool(text == value.isoformat())
    return kind == CellKind.TIME


class Comparer:
    """Compares files in one process after the other; each may die and is then replaced."""

    def __init__(self, seconds: float, memory: int) -> None:
        self._seconds, self._memory = seconds, memory
        self._worker: Any = None
        self._line: Connection | None = None

    def compare(self, file: Path, shown: str) -> Compared:
        """The outcome for one file; a bare reader that dies or hangs opens nothing."""
        line = self._started()
        line.send(file)
        try:
            answer = line.recv() if line.poll(3 * self._seconds) else None
        except EOFError:
            answer = None
        if answer is None:
            self.close()
            return Compared(shown, 0, 0, 0, [])
        return Compared(shown, **answer)

    def close(self) -> None:
        """End the process."""
        if self._worker is not None:
            for child in psutil.Process(self._worker.pid).children(recursive=True):
                child.kill()
            self._worker.kill()
            self._worker.join()
            self._worker = None

    def _started(self) -> Connection:
        if self._worker is None or self._line is None:
            spawning = multiprocessing.get_context("spawn")
            self._line, theirs = spawning.Pipe()
            self._worker = spawning.Process(
                target=_work, args=(theirs, self._seconds, self._memory), daemon=True
            )
            self._worker.start()
            theirs.close()
        return self._line


def _work(line: Connection, seconds: float, memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        pass
    else:
        resource.setrlimit(resource.RLIMIT_DATA, (2 * memory, 2 * memory))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the bare reader's panics
    while True:
        line.send(compare(line.recv(), seconds))


# The report -------------------------------------------------------------------------------------


def show_commands(results: Sequence[Ran]) -> bool:
    """Print what the command did; whether all is well."""
    print(f"\nalignment import, {len(results)} files")
    for outcome, count in Counter(result.outcome for result in results).most_common():
        print(f"{count:6} {outcome}")
    print("slowest:")
    for result in sorted(results, key=lambda each: -each.seconds)[:_SHOWN]:
        print(f"{result.seconds:6.1f} s  {result.file}")
    print("largest, command and reader together:")
    for result in sorted(results, key=lambda each: -each.memory)[:_SHOWN]:
        print(f"{result.memory / _MEGABYTE:6.0f} MB  {result.file}")
    wrong = [result for result in results if result.wrong]
    print(f"wrong: {len(wrong)}")
    for result in wrong:
        print(f"  {result.file}: {result.wrong}")
    return not wrong


def show_cells(results: Sequence[Compared]) -> bool:
    """Print how the readers agree; whether 95 % of the sheets do."""
    sheets, same = sum(each.bare for each in results), sum(each.same for each in results)
    opened = [each for each in results if each.bare]
    print(f"\ncells: the bare reader opens {len(opened)} of {len(results)} files, {sheets} sheets")
    print(f"{same:6} sheets are the same in ours ({same / max(sheets, 1):.2%})")
    print(f"{sum(each.told for each in results):6} error cells are told by ours alone")
    print(f"different: {sheets - same}")
    for each in results:
        for reason in each.reasons:
            print(f"  {each.file}, {reason}")
    return same >= 0.95 * sheets


def main(words: Sequence[str] | None = None) -> int:
    """Try a folder; 1 where something is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=("commands", "cells"), help="left out: both")
    parser.add_argument("--again", type=Path, metavar="RESULTS.json")
    parser.add_argument("-o", dest="output", type=Path, metavar="OUT.json", help="save the results")
    parser.add_argument("--seconds", type=float, default=20, help="of each file (20)")
    parser.add_argument("--memory", type=int, default=1500, metavar="MB", help="of each (1500)")
    given = parser.parse_args(words)
    files = sorted(path for path in given.folder.rglob("*") if path.is_file())
    if not files:
        parser.error(f"there are no files in {given.folder}")
    old = json.loads(given.again.read_text("utf-8")) if given.again else None
    results: dict[str, list[Any]] = {}
    well = True
    if given.part in (None, "commands"):
        ran = _all_commands(_chosen(files, given.folder, old, "commands"), given)
        results["commands"] = [asdict(each) for each in ran]
        well &= show_commands(ran)
    if given.part in (None, "cells"):
        compared = _all_cells(_chosen(files, given.folder, old, "cells"), given)
        results["cells"] = [asdict(each) for each in compared]
        well &= show_cells(compared)
    if given.output:
        given.output.write_text(json.dumps(results, indent=1), "utf-8")
    return 0 if well else 1


def _chosen(
    files: Sequence[Path], folder: Path, old: dict[str, Any] | None, part: str
) -> list[tuple[Path, str]]:
    """The files with the names to show; where old results are given, those that went wrong."""
    named = [(path, path.relative_to(folder).as_posix()) for path in files]
    if old is None:
        return named
    wrong = {each["file"] for each in old.get(part, ()) if each.get("wrong") or each.get("reasons")}
    return [(path, name) for path, name in named if name in wrong]


def _all_commands(files: Sequence[tuple[Path, str]], given: argparse.Namespace) -> list[Ran]:
    results = []
    with tempfile.TemporaryDirectory(prefix="alignment-") as folder:
        path = Path(folder) / "hostile.align"
        Workspace.new(str(path), by=Actor(None, None, COMMAND), at=datetime.now(UTC)).close()
        workspace = Untouched(path)
        with suppress(KeyboardInterrupt):
            for file, name in files:
                ran = run_command(path, file, name, given.seconds, given.memory * _MEGABYTE)
                broken = workspace.broken()
                results.append(replace(ran, wrong=broken) if broken else ran)
                _tell(len(results), len(files))
    return results


def _all_cells(files: Sequence[tuple[Path, str]], given: argparse.Namespace) -> list[Compared]:
    comparer = Comparer(given.seconds, given.memory * _MEGABYTE)
    results = []
    try:
        with suppress(KeyboardInterrupt):
            for file, name in files:
                results.append(comparer.compare(file, name))
                _tell(len(results), len(files))
    finally:
        comparer.close()
    return results


def _tell(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {total}", end="\n" if done == total else "", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
