"""Reads spreadsheet files in a process of its own, which may run out of memory or crash.

Run as `python -m alignment_desktop.importing.reading` by `reader_process`. Each line of its
standard input tells of a file, of a folder for what it holds, and of what reading it may cost (see
`reader_process.request_for`). It leaves in the folder the cells of each sheet in Arrow files, and
`answer.json`: what was read, or the code and facts of a problem; then it says on its standard
output that it has answered. It ends, and takes the folder with it, when its standard input is
closed: that is how it hears that the program which waits for it was killed.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import polars as pl
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.cell_marks import cell_marks, large_sheets
from alignment_desktop.importing.cells import (
    Cell,
    joined,
    marked_row,
    pieces_of,
)
from alignment_desktop.importing.file_format import workbook_format
from alignment_desktop.importing.file_formats import FORMATS, TEXT
from alignment_desktop.importing.kept_frames import FramesInFiles, NoRoomError, write_frame
from alignment_desktop.importing.reader_process import (
    ANSWER,
    ANSWERED,
    DISK_FULL,
    RECORDS,
    UNUSED,
)
from alignment_desktop.importing.sheet_marks import CellMarks, SheetMarks, ShownCells, as_shown
from alignment_desktop.importing.sheet_pieces import UNCUT, LargeSheets
from alignment_desktop.importing.text_form import FOUND, TextForm

_SLACK = 1 << 30
"""Address space that libraries reserve without using it."""
_WAIT = 120
"""Seconds for which a reader waits for another file."""


def main() -> int:  # pragma: no cover - in the reader's process alone
    """Read files until nobody asks for a while; the exit status."""
    gc.disable()  # millions of cells hold no cycles; what is left of a file is looked through once
    gc.freeze()
    requests: SimpleQueue[tuple[Path, Path, int, int, TextForm]] = SimpleQueue()
    # Python's own reading would hold a lock that the end of the process trips over.
    Thread(target=_listen, args=(requests,), daemon=True).start()
    with suppress(Empty):
        while True:
            path, folder, memory, seconds, form = requests.get(timeout=_WAIT)
            limit_this_process(memory, int(time.process_time()) + seconds)
            status = leave_answer(path, folder, form)
            if status != 0:
                return status
            os.write(sys.stdout.fileno(), ANSWERED)
            gc.collect()
    return UNUSED


def _listen(
    requests: SimpleQueue[tuple[Path, Path, int, int, TextForm]],
) -> None:  # pragma: no cover - in the reader's process alone
    """Hand on what is asked; once nobody holds the other end, remove the folder and end."""
    folder: Path | None = None
    line = b""
    while read := os.read(0, 65_536):
        line += read
        if line.endswith(b"\n"):  # nobody asks before the last answer
            names, limits = line.split()[:2], line.split()[2:]
            path, folder = (Path(os.fsdecode(bytes.fromhex(name.decode()))) for name in names)
            memory, seconds = map(int, limits[:2])
            form = TextForm.of([word.decode() for word in limits[2:]])
            requests.put((path, folder, memory, seconds, form))
            line = b""
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def leave_answer(path: Path, folder: Path, form: TextForm = FOUND) -> int:
    """Read a file, and leave in `folder` what it holds; 0 where there is an answer."""
    try:
        answer = json.dumps(_answer(path, folder, form))
        _write(folder / ANSWER, answer.encode())
    except NoRoomError:
        return DISK_FULL
    return 0


def limit_this_process(memory: int, seconds: int) -> None:
    """Let huge allocations and endless loops fail here too, where the system can do that.

    The parent's watch has the finer measure. This one stops a single allocation that outgrows the
    machine between two looks, and computing on while the parent is not let run.

    Args:
        memory: Bytes.
        seconds: Of computing.
    """
    try:
        import resource
    except ImportError:  # pragma: no cover - on Windows
        return
    wishes = (
        (resource.RLIMIT_DATA, memory + _SLACK),
        (resource.RLIMIT_CPU, seconds + 1),
        (resource.RLIMIT_CORE, 0),  # else the end by that limit writes all memory to the disk
    )
    for kind, wish in wishes:
        _, hard = resource.getrlimit(kind)
        soft = wish if hard == resource.RLIM_INFINITY else min(wish, hard)
        with suppress(ValueError, OSError):  # a system that refuses has the parent's watch still
            resource.setrlimit(kind, (soft, hard))


def _answer(path: Path, folder: Path, form: TextForm) -> dict[str, Any]:
    try:
        return _read(path, folder, form)
    except BaseException as trouble:
        problem = problem_of(trouble)
        if problem is None:
            raise
        return {"problem": problem.code, "facts": problem.facts}


def problem_of(trouble: BaseException) -> Problem | None:
    """What trouble with reading means to a user; None where it is no trouble of the file."""
    match trouble:
        case Problem():
            return trouble
        case MemoryError():
            return Problem("file-too-large")
        case PasswordError():
            return Problem("file-encrypted")
        case CalamineError():
            # One value far from all others makes a sheet of thousands of millions of cells.
            vast = "Cell limit exceeded" in str(trouble)
            return Problem("file-too-large" if vast else "file-damaged")
        case OSError():
            return Problem("file-damaged")
    # The reader's PanicException descends from BaseException alone, and has no public name.
    panic = type(trouble).__name__ == "PanicException"
    return Problem("file-damaged") if panic else None


def _read(path: Path, folder: Path, form: TextForm) -> dict[str, Any]:
    try:
        data = path.read_bytes()
    except FileNotFoundError as trouble:
        raise Problem("file-missing") from trouble
    except OSError as trouble:
        raise Problem("file-unreadable") from trouble
    if not data:
        raise Problem("file-empty")
    with ThreadPoolExecutor(1) as beside:
        identity = beside.submit(_identity, data)
        found = workbook_format(data)
        if found is None:
            return _read_text(data, folder, form) | identity.result()
        return {
            "format": found,
            "sheets": list(_sheets(data, found, folder)),
            "encoding": None,
            "delimiter": None,
        } | identity.result()


def _identity(data: bytes) -> dict[str, Any]:
    return {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def _read_text(data: bytes, folder: Path, form: TextForm) -> dict[str, Any]:
    from alignment_desktop.importing.delimited import read_delimited

    attempts = count()
    text = read_delimited(data, *form, keep=lambda: FramesInFiles(folder, f"text {next(attempts)}"))
    sheet = _written(text.records.pieces, folder, name="", number=1, hidden=False)
    write_frame(text.records.about, folder / RECORDS)
    return {
        "format": TEXT,
        "sheets": [sheet],
        "encoding": text.encoding,
        "delimiter": text.delimiter,
        "dialect": text.records.dialect.words,
        "doubts": text.doubts,
    }


def _sheets(data: bytes, found: str, folder: Path) -> Iterator[dict[str, Any]]:
    large = large_sheets(data, found)
    # The shared texts alone of a large workbook would take much memory.
    outline = large.outline() if large else None
    apart = large.parts if large else {}

    @cache
    def whole() -> CalamineWorkbook:
        return _opened(data, found, folder)

    with ThreadPoolExecutor(1) as beside:
        # Both unpack the file without holding the interpreter, so the search costs no time.
        search = beside.submit(cell_marks, data, found, apart.values())

        for index, about in enumerate((outline or whole()).sheets_metadata):
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue  # a chart has no cells
            marks = SheetMarks()
            pieces: Iterable[pl.DataFrame] | None = None
            if large and about.name in apart:
                pieces = _in_pieces(large, about.name, index, marks, folder)
                if pieces is None:
                    others = [part for name, part in apart.items() if name != about.name]
                    marks = cell_marks(data, found, others).get(about.name) or SheetMarks()
            else:
                marks = search.result().get(about.name) or marks
            if pieces is None:
                pieces = pieces_of(_rows(whole().get_sheet_by_index(index), marks.cells))
            told: dict[str, Any] = {}
            if marks:
                shown = as_shown(joined(pieces), marks)
                pieces = [shown.frame]
                told = _told(shown, folder, index + 1, from_1904=marks.days_from_1904)
            yield told | _written(
                pieces,
                folder,
                name=about.name,
                number=index + 1,
                hidden=about.visible is not SheetVisibleEnum.Visible,
            )


def _in_pieces(
    large: LargeSheets, name: str, index: int, marks: SheetMarks, folder: Path
) -> FramesInFiles | None:
    """The cells of a large sheet; None where it has to be read at once."""
    pieces = FramesInFiles(folder, f"{index + 1} in pieces")
    try:
        for piece in large.pieces(name, index, marks):
            pieces.append(piece)
    except UNCUT:
        return None
    return pieces


def _opened(data: bytes, found: str, folder: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError:
        # The reader has tried every format, and its complaint does not tell about any. A file
        # whose name tells its format gets the complaint that counts, such as of a password.
        named = folder / f"again{FORMATS[found].endings[0]}"
        _write(named, data)
        return CalamineWorkbook.from_path(named)


def _rows(sheet: CalamineSheet, marks: CellMarks) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Rows with their numbers and the cells from column A on."""
    left: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
    number = 0
    if not (left or marks):
        yield from enumerate(sheet.iter_rows(), start=1)
        return
    for number, read in enumerate(sheet.iter_rows(), start=1):
        row: list[Cell] = [*left, *read]
        yield number, marked_row(row, marks.get(number, {}))
    # Below the last value there may still be errors and formulas, which readers pass over.
    for below in sorted(row for row in marks if row > number):
        yield below, marked_row([], marks[below])


def _written(
    pieces: Iterable[pl.DataFrame], folder: Path, *, name: str, number: int, hidden: bool
) -> dict[str, Any]:
    if not isinstance(pieces, FramesInFiles):
        kept = FramesInFiles(folder, str(number))
        for piece in pieces:
            kept.append(piece)
        pieces = kept
    return {"name": name, "number": number, "hidden": hidden, "files": pieces.names}


def _told(shown: ShownCells, folder: Path, number: int, *, from_1904: bool) -> dict[str, Any]:
    """What the sheet shows besides its cells' values, where there is anything."""
    told: dict[str, Any] = {
        "hidden_rows": shown.hidden_rows,
        "hidden_columns": shown.hidden_columns,
        "days_from_1904": from_1904,
    }
    if shown.notes.height:
        told["notes"] = f"{number}.notes.arrow"
        write_frame(shown.notes, folder / told["notes"])
    return told


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as trouble:
        raise NoRoomError from trouble


if __name__ == "__main__":
    sys.exit(main())
