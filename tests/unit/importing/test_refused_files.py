"""What cannot be read is refused in one sentence, and costs no more than it may."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from python_calamine import CalamineError, PasswordError

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Progress
from alignment_desktop.importing.reader_process import (
    ANSWER,
    DISK_FULL,
    READER_WORD,
    RECORDS,
    ReadLimits,
    cause_of_death,
    reader_command,
    reader_environment,
    request_for,
)
from alignment_desktop.importing.reading import leave_answer, limit_this_process, problem_of
from alignment_desktop.importing.workbook import read_workbook
from alignment_desktop.phrasing.problems import sentence
from tests.unit.importing.spreadsheet_files import (
    OLE,
    big_text,
    read_here,
    with_sheet_xml,
    xlsx,
)

DEFAULT = ReadLimits()


def refusal(path: Path, limits: ReadLimits = DEFAULT) -> Problem:
    with pytest.raises(Problem) as trouble:
        read_workbook(path, limits=limits)
    return told(trouble.value, path)


def refusal_here(path: Path) -> Problem:
    with pytest.raises(Problem) as trouble:
        read_here(path)
    return told(trouble.value, path)


def told(problem: Problem, path: Path) -> Problem:
    assert problem.facts["file"] == path.name
    said = sentence(problem)
    assert path.name in said
    assert "?" not in said
    return problem


def archive_of(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def open_document(manifest: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "x")
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def with_locked_entries(data: bytes) -> bytes:
    """An archive whose directory says that its entries are encrypted."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + b"\x01" + data[at + 9 :]


def compound_head(stream: str) -> bytes:
    """The beginning of a compound file whose directory names one stream."""
    return OLE + bytes(1528) + (stream + "\0").encode("utf-16-le").ljust(128, b"\0") + bytes(2048)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "file-empty"),
        (compound_head("EncryptedPackage"), "file-encrypted"),
        (compound_head("Workbook"), "file-damaged"),
        (compound_head("WordDocument"), "file-not-a-spreadsheet"),
        (archive_of("leads.csv", "readme.txt"), "file-is-archive"),
        (archive_of("[Content_Types].xml", "word/document.xml"), "file-not-a-spreadsheet"),
        (archive_of("[Content_Types].xml", "xl/workbook.xml"), "file-damaged"),
        (archive_of("Index/Document.iwa"), "file-of-other-program"),
        (archive_of("content.xml"), "file-not-a-spreadsheet"),
        (open_document(b"<m:encryption-data/>"), "file-encrypted"),
        (with_locked_entries(archive_of("xl/workbook.xml")), "file-encrypted"),
        (compound_head("PowerPoint Document"), "file-not-a-spreadsheet"),
        (OLE + bytes(2000) + "Workbook\0".encode("utf-16-le"), "file-damaged"),
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
    assert refusal_here(path).code == expected


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        (Problem("file-is-web-page"), "file-is-web-page"),
        (MemoryError(), "file-too-large"),
        (PasswordError("locked"), "file-encrypted"),
        (CalamineError("Cell limit exceeded"), "file-too-large"),
        (CalamineError("Cannot open it"), "file-damaged"),
        (PermissionError(), "file-damaged"),
        (type("PanicException", (BaseException,), {})("index out of range"), "file-damaged"),
    ],
)
def test_trouble_of_the_reader_is_told_as_what_it_means(
    trouble: BaseException, expected: str
) -> None:
    problem = problem_of(trouble)
    assert problem is not None
    assert problem.code == expected


def test_trouble_that_is_not_the_file_s_is_nobody_s_problem() -> None:
    assert problem_of(KeyboardInterrupt()) is None


@pytest.mark.parametrize(
    ("status", "complaints", "expected"),
    [
        (DISK_FULL, b"", "temporary-disk-full"),
        (-9, b"", "file-too-large"),
        (-6, b"memory allocation of 99 bytes failed", "file-too-large"),
        (1, b"Traceback ...\nMemoryError\n", "file-too-large"),
        (-11, b"", "file-damaged"),
        pytest.param(
            -getattr(signal, "SIGXCPU", 0),
            b"",
            "file-too-slow",
            marks=pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="no limit of its own"),
        ),
    ],
)
def test_the_end_of_a_reader_tells_its_cause(status: int, complaints: bytes, expected: str) -> None:
    assert cause_of_death(status, complaints, 15).code == expected


def test_half_a_workbook_is_damaged(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "half.xlsx", Leads={"A1": "x"})
    path.write_bytes(path.read_bytes()[:2_000])
    assert refusal(path).code == "file-damaged"


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere" / "leads.csv").code == "file-missing"


def test_a_folder_a_device_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == "file-is-folder"
    assert refusal(Path(os.devnull)).code == "file-not-a-spreadsheet"
    (tmp_path / "empty.csv").touch()
    assert refusal(tmp_path / "empty.csv").code == "file-empty"


def test_a_file_that_vanishes_before_it_is_read_is_missing(tmp_path: Path) -> None:
    assert refusal_here(tmp_path / "gone.csv").code == "file-missing"
    assert refusal_here(tmp_path).code == "file-unreadable"


def test_a_name_that_no_system_could_have_is_of_no_file() -> None:
    with pytest.raises(Problem, match="file-missing"):
        read_workbook(Path("le\0ads.csv"))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_a_file_without_the_right_to_read_it_is_unreadable(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "locked.xlsx", Leads={"A1": "x"})
    path.chmod(0)
    assert refusal(path).code == "file-unreadable"


def test_a_reader_that_outgrows_its_memory_is_stopped(tmp_path: Path) -> None:
    path = big_text(tmp_path / "big.csv", megabytes=20)
    assert refusal(path, ReadLimits(memory_bytes=45_000_000)).code == "file-too-large"


def test_cells_far_apart_do_not_bring_the_machine_down(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "far.xlsx", Leads={"A1": "x", "B1": "y"})
    with_sheet_xml(
        path,
        lambda xml: xml.replace(
            "</sheetData>",
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        ),
    )
    assert refusal(path).code == "file-too-large"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full disk to offer")
@pytest.mark.parametrize("name", ["text 0.0.arrow", RECORDS, ANSWER])
def test_a_full_disk_is_told_from_a_damaged_file(tmp_path: Path, name: str) -> None:
    path = big_text(tmp_path / "big.csv", megabytes=1)
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / name).symlink_to("/dev/full")
    assert leave_answer(path, folder) == DISK_FULL
    if name != ANSWER:
        return
    pipe, command = subprocess.PIPE, reader_command()
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=reader_environment()) as reader:
        assert reader.stdin is not None
        reader.stdin.write(request_for(path, folder, DEFAULT, 15))
        reader.stdin.flush()
        assert reader.wait() == DISK_FULL


def test_no_room_for_temporary_files_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = xlsx(tmp_path / "leads.xlsx", Leads={"A1": "x"})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert refusal(path).code == "temporary-disk-full"


def test_a_reader_that_computes_for_too_long_is_stopped(tmp_path: Path) -> None:
    path = big_text(tmp_path / "big.csv", megabytes=100)
    problem = refusal(path, ReadLimits(seconds=0.2))
    assert problem.code == "file-too-slow"


@pytest.fixture
def own_limits() -> Iterator[None]:
    """Lets a test limit this very process."""
    resource = pytest.importorskip("resource")
    kinds = (resource.RLIMIT_DATA, resource.RLIMIT_CPU, resource.RLIMIT_CORE)
    before = {kind: resource.getrlimit(kind) for kind in kinds}
    yield
    for kind, limits in before.items():
        resource.setrlimit(kind, limits)


@pytest.mark.usefixtures("own_limits")
def test_a_reader_limits_itself_where_the_system_can_do_that() -> None:
    resource = pytest.importorskip("resource")
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit_this_process(1 << 45, 1 << 30)
    assert resource.getrlimit(resource.RLIMIT_DATA) == ((1 << 45) + (1 << 30), hard)
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] == (1 << 30) + 1
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0


def test_a_packaged_program_is_its_own_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert reader_command() == [sys.executable, READER_WORD]


def readers() -> list[psutil.Process]:
    """The readers that run for this program."""
    module = "alignment_desktop.importing.reading"
    return [child for child in psutil.Process().children() if module in child.cmdline()]


class BusyMachine:
    """A monitor on a machine that does other things: much time passes between two looks."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.passed = 0.0
        began = time.monotonic()
        monkeypatch.setattr(time, "monotonic", lambda: began + self.passed)

    def report(self, progress: Progress) -> None:
        self.passed += 60


def test_time_in_which_other_programs_run_is_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = big_text(tmp_path / "big.csv", megabytes=60)
    machine = BusyMachine(monkeypatch)
    read = read_workbook(path, limits=ReadLimits(wall_seconds=1e6), monitor=machine)
    assert read.sheets[0].frame.height
    assert machine.passed > ReadLimits().seconds_for(read.size)


class Stopper:
    """A monitor that stops the reader's process for good, as a hanging disk would."""

    def report(self, progress: Progress) -> None:
        for reader in readers():
            reader.suspend()


def test_a_reader_that_hangs_without_computing_is_given_up(tmp_path: Path) -> None:
    path = big_text(tmp_path / "big.csv", megabytes=60)
    with pytest.raises(Problem) as raised:
        read_workbook(path, limits=ReadLimits(wall_seconds=0.5), monitor=Stopper())
    assert raised.value.code == "file-too-slow"
    assert readers() == []


class Sleeper:
    """A monitor that is not let run until the reader has ended."""

    def report(self, progress: Progress) -> None:
        for reader in readers():
            # Without taking the status from who started it.
            os.waitid(os.P_PID, reader.pid, os.WEXITED | os.WNOWAIT)


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="the system has no limit of its own")
def test_a_reader_that_nobody_watches_stops_by_itself(tmp_path: Path) -> None:
    path = big_text(tmp_path / "big.csv", megabytes=600)
    with pytest.raises(Problem) as raised:
        read_workbook(path, limits=ReadLimits(seconds=0.2, wall_seconds=1e6), monitor=Sleeper())
    assert (raised.value.code, raised.value.facts["seconds"]) == ("file-too-slow", "0")


def test_larger_files_are_given_more_time_up_to_a_limit() -> None:
    assert ReadLimits().seconds_for(0) == 15
    assert ReadLimits().seconds_for(10_000_000) == 45
    assert ReadLimits().seconds_for(10**10) == 300
    assert ReadLimits().wall_seconds_for(10_000_000) == 450


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
