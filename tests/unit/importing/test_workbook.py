"""Any spreadsheet file becomes raw cells, or is refused in a way that a user can mend."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import psutil
import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled, Progress
from alignment_desktop.importing.cells import CellKind
from alignment_desktop.importing.workbook import (
    ANSWER,
    DISK_FULL,
    RawSheet,
    ReadLimits,
    read_workbook,
    reader_command,
    reader_environment,
)
from alignment_desktop.paths import resource_path

DEFAULT = ReadLimits()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(autouse=True)
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses, so that leftovers show."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def workbook(path: Path, **sheets: dict[str, Any]) -> Path:
    """Write a workbook; each sheet is given by its cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for place, value in cells.items():
            sheet[place] = value
    book.save(path)
    return path


def with_sheet_xml(path: Path, change: Callable[[str], str]) -> Path:
    """Change the XML of the first sheet of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def cells(sheet: RawSheet) -> list[tuple[int, list[tuple[str | None, int]]]]:
    """Row numbers, and the text and kind of each cell."""
    return [
        (row[0], list(zip(row[1::2], row[2::2], strict=True))) for row in sheet.frame.iter_rows()
    ]


def refusal(path: Path, limits: ReadLimits = DEFAULT) -> Problem:
    with pytest.raises(Problem) as trouble:
        read_workbook(path, limits=limits)
    problem = trouble.value
    assert problem.facts["file"] == path.name
    wording = tomllib.loads(resource_path("wording/en/workbook.toml").read_text("utf-8"))
    assert path.name in wording[problem.code].format(**problem.facts)
    return problem


def big_text(path: Path, megabytes: int) -> Path:
    line = b"00Q0001,Jane Doe,jane@example.com,2026-10-03,1234.5\n"
    path.write_bytes(line * (megabytes * 1_000_000 // len(line)))
    return path


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
    path = workbook(
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
    read = read_workbook(path)
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
    path = workbook(tmp_path / "Leads Q4.xlsx", Leads={"A1": "x"})
    read = read_workbook(path)
    assert read.file_name == "Leads Q4.xlsx"
    assert Path(read.path) == path
    assert read.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert read.size == path.stat().st_size
    assert (read.format, read.encoding, read.delimiter) == ("xlsx", None, None)


def test_rows_keep_the_numbers_that_the_spreadsheet_shows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "gaps.xlsx", Leads={"B3": "Name", "B5": "a", "D9": "b"})
    assert cells(read_workbook(path).sheets[0]) == [
        (3, [(None, 0), ("Name", 1), (None, 0), (None, 0)]),
        (5, [(None, 0), ("a", 1), (None, 0), (None, 0)]),
        (9, [(None, 0), (None, 0), (None, 0), ("b", 1)]),
    ]


def test_error_cells_are_told_from_blank_ones(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "errors.xlsx",
        First={"A1": "x"},
        Second={"A1": "Id", "B2": "#N/A", "C3": "#DIV/0!", "A3": "#VALUE", "D4": "t=e"},
    )
    read = read_workbook(path)
    assert cells(read.sheets[0]) == [(1, [("x", CellKind.TEXT)])]
    assert cells(read.sheets[1]) == [
        (1, [("Id", 1), (None, 0), (None, 0), (None, 0)]),
        (2, [(None, 0), ("#N/A", CellKind.ERROR), (None, 0), (None, 0)]),
        (3, [("#VALUE", CellKind.TEXT), (None, 0), ("#DIV/0!", CellKind.ERROR), (None, 0)]),
        (4, [(None, 0), (None, 0), (None, 0), ("t=e", CellKind.TEXT)]),
    ]


def test_the_error_of_a_formula_is_found_and_an_error_without_text_stays_blank(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path / "formula.xlsx", Leads={"A1": "#N/A", "B1": "#REF!", "C1": "last"})
    with_sheet_xml(
        path,
        lambda xml: xml.replace('r="A1" t="e"><v>#N/A</v>', 't="e" s="0" r="A1"><v></v>').replace(
            "<v>#REF!</v>", "<f>1/0</f><v>#REF!</v>"
        ),
    )
    assert cells(read_workbook(path).sheets[0]) == [
        (1, [(None, CellKind.BLANK), ("#REF!", CellKind.ERROR), ("last", CellKind.TEXT)])
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
    sheets = read_workbook(tmp_path / "sheets.xlsx").sheets
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
    frame = read_workbook(tmp_path / "long.xlsx").sheets[0].frame
    assert frame["row"].to_list() == list(range(1, 5_001))
    assert frame["text.0"].to_list() == [str(number) for number in range(1, 5_001)]
    assert frame["text.100"].drop_nulls().to_list() == ["last"]
    assert frame.width == 1 + 2 * 101


# What a file is, is told by its content ----------------------------------------------------------


def test_a_workbook_named_csv_is_read_as_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leads.xlsx", Leads={"A1": 3}).rename(tmp_path / "leads.csv")
    read = read_workbook(path)
    assert read.format == "xlsx"
    assert cells(read.sheets[0]) == [(1, [("3", CellKind.NUMBER)])]


def test_delimited_text_named_xlsx_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    path.write_bytes("Id;Betrag\n1;1,5\n\n2;2,5\n".encode("utf-16"))
    read = read_workbook(path)
    assert (read.format, read.encoding, read.delimiter) == ("text", "utf-16-le", ";")
    assert [(sheet.name, sheet.number) for sheet in read.sheets] == [("", 1)]
    assert cells(read.sheets[0])[2] == (4, [("2", CellKind.TEXT), ("2,5", CellKind.TEXT)])


def test_an_open_document_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "leads.ods"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{office}manifest:1.0"><m:file-entry m:full-path="/" '
            f'm:media-type="{kind}"/></m:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{office}office:1.0" '
            f'xmlns:table="{office}table:1.0" xmlns:text="{office}text:1.0"><office:body>'
            '<office:spreadsheet><table:table table:name="Leads"><table:table-row>'
            '<table:table-cell office:value-type="string"><text:p>Id</text:p></table:table-cell>'
            '<table:table-cell office:value-type="float" office:value="3"/></table:table-row>'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    read = read_workbook(path)
    assert read.format == "ods"
    assert cells(read.sheets[0]) == [(1, [("Id", CellKind.TEXT), ("3", CellKind.NUMBER)])]


# Refusals ----------------------------------------------------------------------------------------


def archive_of(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def compound_file(stream: str) -> bytes:
    """The beginning of a compound file whose directory names one stream."""
    return OLE + bytes(1528) + (stream + "\0").encode("utf-16-le").ljust(128, b"\0") + bytes(2048)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "file-empty"),
        (compound_file("EncryptedPackage"), "file-encrypted"),
        (compound_file("Workbook"), "file-damaged"),
        (compound_file("WordDocument"), "file-not-a-spreadsheet"),
        (archive_of("leads.csv", "readme.txt"), "file-is-archive"),
        (archive_of("[Content_Types].xml", "word/document.xml"), "file-not-a-spreadsheet"),
        (archive_of("[Content_Types].xml", "xl/workbook.xml"), "file-damaged"),
        (archive_of("Index/Document.iwa"), "file-of-other-program"),
        (b"PK\x03\x04 and then nothing of the kind", "file-damaged"),
        (b"%PDF-1.7\nstream of lines\n", "file-not-a-spreadsheet"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "file-not-a-spreadsheet"),
        (b"\x1f\x8b\x08\x00rest", "file-of-other-program"),
        (b"\x08Jane Doe".ljust(55) + b"\x08\0" + b"J\0".ljust(108, b" "), "file-not-a-spreadsheet"),
        (b"<html><body><table><tr><td>Id</td></tr></table></body></html>", "file-is-web-page"),
        (b'a,"b\nc\nd\n', "text-quote-not-closed"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, data: bytes, expected: str
) -> None:
    path = tmp_path / "leads.xls"
    path.write_bytes(data)
    assert refusal(path).code == expected


def test_half_a_workbook_is_damaged(tmp_path: Path) -> None:
    path = workbook(tmp_path / "half.xlsx", Leads={"A1": "x"})
    path.write_bytes(path.read_bytes()[:2_000])
    assert refusal(path).code == "file-damaged"


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere" / "leads.csv").code == "file-missing"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == "file-is-folder"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_a_file_without_the_right_to_read_it_is_unreadable(tmp_path: Path) -> None:
    path = workbook(tmp_path / "locked.xlsx", Leads={"A1": "x"})
    path.chmod(0)
    assert refusal(path).code == "file-unreadable"


def test_a_reader_that_outgrows_its_memory_is_stopped(tmp_path: Path) -> None:
    path = big_text(tmp_path / "big.csv", megabytes=20)
    assert refusal(path, ReadLimits(memory_bytes=45_000_000)).code == "file-too-large"


def test_cells_far_apart_do_not_bring_the_machine_down(tmp_path: Path) -> None:
    path = workbook(tmp_path / "far.xlsx", Leads={"A1": "x", "B1": "y"})
    with_sheet_xml(
        path,
        lambda xml: xml.replace(
            "</sheetData>",
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        ),
    )
    assert refusal(path).code == "file-too-large"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full disk to offer")
@pytest.mark.parametrize("name", ["1.arrow", ANSWER])
def test_a_full_disk_is_told_from_a_damaged_file(tmp_path: Path, name: str) -> None:
    path = big_text(tmp_path / "big.csv", megabytes=1)
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / name).symlink_to("/dev/full")
    command = reader_command(path, folder, DEFAULT, 15)
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=reader_environment()) as reader:
        assert reader.wait() == DISK_FULL


def test_no_room_for_temporary_files_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "leads.xlsx", Leads={"A1": "x"})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert refusal(path).code == "temporary-disk-full"


def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = big_text(tmp_path / "big.csv", megabytes=20)
    problem = refusal(path, ReadLimits(seconds=0.2))
    assert problem.code == "file-too-slow"


def test_larger_files_are_given_more_time_up_to_a_limit() -> None:
    assert ReadLimits().seconds_for(0) == 15
    assert ReadLimits().seconds_for(10_000_000) == 45
    assert ReadLimits().seconds_for(10**10) == 300


# Watching and stopping ---------------------------------------------------------------------------


def test_the_monitor_hears_of_a_long_reading(tmp_path: Path) -> None:
    watcher = Watcher()
    read_workbook(big_text(tmp_path / "big.csv", megabytes=2), monitor=watcher)
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


def test_reading_to_the_end_leaves_no_process_and_no_file(
    tmp_path: Path, temporary_folder: Path
) -> None:
    before = set(psutil.Process().children())
    read_workbook(workbook(tmp_path / "leads.xlsx", Leads={"A1": "x"}))
    assert set(psutil.Process().children()) <= before
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
    read_workbook(workbook(tmp_path / "leads.xlsx", Leads={"A1": "x"}))
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
    read_workbook(workbook(tmp_path / "leads.xlsx", Leads={"A1": "x"}))
    assert list(temporary_folder.iterdir()) == [in_use]


def test_reading_does_not_depend_on_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook(tmp_path / "leads.xlsx", Leads={"A1": "x"})
    # Modules that lie beside the file must not be taken for the program's own.
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')")
    monkeypatch.chdir(tmp_path)
    read = read_workbook(Path("leads.xlsx"))
    assert Path(read.path) == tmp_path / "leads.xlsx"


# Real files --------------------------------------------------------------------------------------


def test_a_real_workbook_reads_the_same_under_either_name(real_data: Path) -> None:
    folder = real_data / "xeducation"
    named = read_workbook(folder / "Leads.xlsx")
    misnamed = read_workbook(folder / "Leads-really-xlsx.csv")
    assert named.format == misnamed.format == "xlsx"
    assert named.sheets[0].frame.height == misnamed.sheets[0].frame.height == 9_241


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("phpspreadsheet/tests/data/Reader/XLS/oleloop.xls", "file-too-large"),
        ("calamine/tests/OOM_alloc3.xls", "file-damaged"),
        ("calamine/tests/issue_385.xls", "file-encrypted"),
        ("calamine/tests/issue_594_dos.ods", "file-too-large"),
        ("calamine/tests/pass_protected.ods", "file-encrypted"),
        ("calamine/tests/pass_protected.xlsb", "file-encrypted"),
        ("calamine/tests/pass_protected.xlsx", "file-encrypted"),
    ],
)
def test_hostile_real_files_are_refused(real_data: Path, name: str, expected: str) -> None:
    assert refusal(real_data / "hostile" / name, ReadLimits(seconds=20)).code == expected
