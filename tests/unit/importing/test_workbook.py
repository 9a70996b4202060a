"""A spreadsheet file becomes raw cells, in a process that leaves nothing behind."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
import psutil
import pytest

from alignment_desktop.domain.progress import Cancelled, Progress
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.reader_process import reader_environment
from alignment_desktop.importing.workbook import read_workbook
from tests.unit.importing.spreadsheet_files import big_text, cells, read_here, xlsx


@pytest.fixture(autouse=True)
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses, so that leftovers show."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


class Watcher:
    """A monitor that notes what it is told and may ask to stop."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.told: list[Progress] = []
        self.stop_at = stop_at

    def report(self, progress: Progress) -> None:
        self.told.append(progress)
        if self.stop_at is not None and len(self.told) >= self.stop_at:
            raise Cancelled


# What cells become -------------------------------------------------------------------------------


def test_each_kind_of_cell_is_told_from_the_others(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "kinds.xlsx",
        Leads={
            "A1": "  Jane ",
            "B1": 3,
            "C1": 0.67,
            "D1": True,
            "E1": dt.datetime.fromisoformat("2026-10-03T09:14"),
            "F1": dt.date(2026, 10, 3),
            "G1": dt.time(9, 14, 5),
            "H1": dt.timedelta(hours=30, minutes=5),
            "J1": False,
            "K1": 0,
            "L1": "7",
            "M1": 1e22,
            "N1": -12.5,
        },
    )
    read = read_here(path)
    assert cells(read.sheets[0]) == [
        (
            1,
            [
                ("  Jane ", CellKind.TEXT),
                ("3", CellKind.NUMBER),
                ("0.67", CellKind.NUMBER),
                ("true", CellKind.BOOL),
                ("2026-10-03T09:14:00", CellKind.MOMENT),
                ("2026-10-03", CellKind.MOMENT),
                ("09:14:05", CellKind.TIME),
                ("30:05:00", CellKind.TIME),
                (None, CellKind.BLANK),
                ("false", CellKind.BOOL),
                ("0", CellKind.NUMBER),
                ("7", CellKind.TEXT),
                ("1e+22", CellKind.NUMBER),
                ("-12.5", CellKind.NUMBER),
            ],
        )
    ]


def test_the_file_is_named_and_hashed(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "Leads Q4.xlsx", Leads={"A1": "x"})
    read = read_workbook(path)
    assert read.file_name == "Leads Q4.xlsx"
    assert Path(read.path) == path
    assert read.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert read.size == path.stat().st_size
    assert (read.format, read.encoding, read.delimiter) == ("xlsx", None, None)


def test_only_delimited_text_has_a_dialect(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text('Id, Name\n1, "a, b"\n', "utf-8")
    read = read_here(path)
    assert (read.encoding, read.delimiter) == ("utf-8", ",")
    assert read.dialect == "a space after each delimiter"
    assert read_here(xlsx(tmp_path / "leads.xlsx", Leads={"A1": "x"})).dialect is None


def test_rows_keep_the_numbers_that_the_spreadsheet_shows(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "gaps.xlsx", Leads={"B3": "Name", "B5": "a", "D9": "b"})
    assert cells(read_here(path).sheets[0]) == [
        (3, [(None, 0), ("Name", 1), (None, 0), (None, 0)]),
        (5, [(None, 0), ("a", 1), (None, 0), (None, 0)]),
        (9, [(None, 0), (None, 0), (None, 0), ("b", 1)]),
    ]


def test_every_sheet_is_read_and_a_hidden_one_is_marked(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Leads "
    book.active["A1"] = "a"
    book.create_chartsheet("Chart")
    book.create_sheet("Empty")
    hidden = book.create_sheet("Lists")
    hidden["A1"] = "b"
    hidden.sheet_state = "veryHidden"
    book.save(tmp_path / "sheets.xlsx")
    sheets = read_here(tmp_path / "sheets.xlsx").sheets
    assert [(sheet.name, sheet.number, sheet.hidden) for sheet in sheets] == [
        ("Leads ", 1, False),
        ("Empty", 3, False),
        ("Lists", 4, True),
    ]
    assert sheets[1].frame.shape == (0, 1)


def test_a_sheet_too_long_for_one_chunk_is_whole(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Leads")
    for number in range(1, 5_001):
        sheet.append([number, "x", *[None] * 98, "last" if number == 5_000 else None])
    book.save(tmp_path / "long.xlsx")
    frame = read_here(tmp_path / "long.xlsx").sheets[0].frame
    assert frame["row"].to_list() == list(range(1, 5_001))
    assert frame["text.0"].to_list() == [str(number) for number in range(1, 5_001)]
    assert frame["text.100"].drop_nulls().to_list() == ["last"]
    assert frame.width == 1 + 2 * 101


# Watching and stopping ---------------------------------------------------------------------------


def test_the_monitor_hears_of_a_long_reading(tmp_path: Path) -> None:
    watcher = Watcher()
    read_workbook(big_text(tmp_path / "big.csv", megabytes=10), monitor=watcher)
    assert watcher.told
    assert {progress.stage for progress in watcher.told} == {"reading"}


def test_stopping_mid_way_leaves_no_process_and_no_file(
    tmp_path: Path, temporary_folder: Path
) -> None:
    path = big_text(tmp_path / "big.csv", megabytes=20)
    before = set(psutil.Process().children())
    with pytest.raises(Cancelled):
        read_workbook(path, monitor=Watcher(stop_at=3))
    assert set(psutil.Process().children()) <= before
    assert list(temporary_folder.iterdir()) == []


def test_reading_to_the_end_leaves_no_file(tmp_path: Path, temporary_folder: Path) -> None:
    read_workbook(xlsx(tmp_path / "leads.xlsx", Leads={"A1": "x"}))
    assert list(temporary_folder.iterdir()) == []


READS = """
import sys
from pathlib import Path
from alignment_desktop.importing.workbook import read_workbook

read_workbook(Path(sys.argv[1]))
"""


def test_the_reader_ends_with_the_program_that_waits_for_it(
    tmp_path: Path, temporary_folder: Path
) -> None:
    path = big_text(tmp_path / "big.csv", megabytes=20)
    surroundings = {**reader_environment(), "TMPDIR": str(temporary_folder)}
    with subprocess.Popen([sys.executable, "-c", READS, str(path)], env=surroundings) as program:
        readers: list[psutil.Process] = []
        while not readers and program.poll() is None:
            readers = psutil.Process(program.pid).children()
        program.kill()
    assert psutil.wait_procs(readers, timeout=60)[1] == []
    read_workbook(xlsx(tmp_path / "leads.xlsx", Leads={"A1": "x"}))
    assert list(temporary_folder.iterdir()) == []


def test_what_a_killed_program_left_is_removed_by_the_next_one(
    tmp_path: Path, temporary_folder: Path
) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    left = temporary_folder / f"alignment-read-{gone.pid}-abc"
    in_use = temporary_folder / f"alignment-read-{os.getpid()}-abc"
    for folder in (left, in_use):
        folder.mkdir()
        (folder / "1.arrow").write_bytes(b"rows")
    read_workbook(xlsx(tmp_path / "leads.xlsx", Leads={"A1": "x"}))
    assert list(temporary_folder.iterdir()) == [in_use]


def test_reading_does_not_depend_on_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    xlsx(tmp_path / "leads.xlsx", Leads={"A1": "x"})
    # Modules that lie beside the file must not be taken for the program's own.
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')")
    monkeypatch.chdir(tmp_path)
    read = read_workbook(Path("leads.xlsx"))
    assert Path(read.path) == tmp_path / "leads.xlsx"
