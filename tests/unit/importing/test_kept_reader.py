"""The process that has read a file waits for the next one, and is never in its way."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Silent
from alignment_desktop.importing import reader_process
from alignment_desktop.importing.reader_process import (
    UNUSED,
    ReadLimits,
    begin_reader,
    end_kept_reader,
    run_reader,
)
from alignment_desktop.importing.workbook import read_workbook
from tests.unit.importing.spreadsheet_files import big_text, cells, xlsx


@pytest.fixture(autouse=True)
def _no_reader_before_and_after() -> Iterator[None]:
    end_kept_reader()
    yield
    end_kept_reader()


def waiting() -> list[psutil.Process]:
    """The readers that this program keeps."""
    module = "alignment_desktop.importing.reading"
    return [child for child in psutil.Process().children() if module in child.cmdline()]


def read(path: Path, text: str) -> list[str | None]:
    """What the first row of a new file says once it is read."""
    return [
        cell for cell, _ in cells(read_workbook(xlsx(path, Leads={"A1": text})).sheets[0])[0][1]
    ]


def test_one_process_reads_one_file_after_the_other(tmp_path: Path) -> None:
    assert read(tmp_path / "first.xlsx", "one") == ["one"]
    kept = waiting()
    assert len(kept) == 1
    assert read(tmp_path / "first.xlsx", "two") == ["two"]
    with pytest.raises(Problem, match="file-not-a-spreadsheet"):
        read_workbook(_written(tmp_path / "paper.pdf", b"%PDF-1.7\nstream\n"))
    text = read_workbook(_written(tmp_path / "leads.csv", b"Id;Name\n1;a\n"))
    assert cells(text.sheets[0])[1][1] == [("1", 1), ("a", 1)]
    assert waiting() == kept


def test_threads_that_read_at_once_each_get_the_answer_to_their_own_file(tmp_path: Path) -> None:
    read(tmp_path / "first.xlsx", "one")
    with ThreadPoolExecutor(4) as threads:
        answers = threads.map(lambda at: read(tmp_path / f"{at}.xlsx", str(at)), range(12))
        assert list(answers) == [[str(at)] for at in range(12)]
    assert len(waiting()) == 1


def test_a_reader_that_ended_meanwhile_is_replaced(tmp_path: Path) -> None:
    read(tmp_path / "first.xlsx", "one")
    (before,) = waiting()
    before.kill()
    psutil.wait_procs([before])
    assert read(tmp_path / "second.xlsx", "two") == ["two"]
    assert before not in waiting()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_reader_that_gave_up_waiting_just_now_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, gave_up = tmp_path / "alignment", tmp_path / "gave-up"
    program.write_text(
        "#!/bin/sh\n"
        f'if [ ! -e "{gave_up}" ]; then touch "{gave_up}"; exit {UNUSED}; fi\n'
        f'exec "{sys.executable}" -m alignment_desktop "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert read(tmp_path / "leads.xlsx", "one") == ["one"]
    assert gave_up.exists()


def test_a_reader_that_was_stopped_is_not_asked_again(tmp_path: Path) -> None:
    read(tmp_path / "first.xlsx", "one")
    with pytest.raises(Problem, match="file-too-slow"):
        read_workbook(big_text(tmp_path / "big.csv", megabytes=100), limits=ReadLimits(seconds=0.2))
    assert waiting() == []
    assert read(tmp_path / "second.xlsx", "two") == ["two"]


def test_what_earlier_files_cost_is_not_counted_for_the_next(tmp_path: Path) -> None:
    path = big_text(tmp_path / "some.csv", megabytes=2)
    used = 0.0
    while used < 2.2:
        read_workbook(path)
        (reader,) = waiting()
        used = sum(reader.cpu_times()[:2])
    # Both the look from outside and the system's limit, two seconds here, would have ended it.
    assert read_workbook(path, limits=ReadLimits(seconds=0.9)).sheets[0].frame.height
    assert waiting() == [reader]


def test_a_reader_that_a_file_made_large_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_process, "_KEPT_BYTES", 10_000_000)
    read_workbook(big_text(tmp_path / "big.csv", megabytes=1))
    assert waiting() == []


def test_no_room_for_what_a_new_reader_complains_of_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _written(tmp_path / "leads.csv", b"Id;Name\n1;a\n")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(Problem, match="temporary-disk-full"):
        run_reader(path, tmp_path, 1, ReadLimits(), Silent())


def test_a_reader_that_was_begun_reads_the_next_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_reader()
    begun = waiting()
    begin_reader()
    assert read(tmp_path / "first.xlsx", "one") == ["one"]
    assert waiting() == begun
    assert len(begun) == 1
    end_kept_reader()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    begin_reader()
    assert waiting() == []


@pytest.mark.parametrize("end", ["", "import os; os.kill(os.getpid(), 9)"])
def test_a_program_that_ends_leaves_no_reader(tmp_path: Path, end: str) -> None:
    path = xlsx(tmp_path / "leads.xlsx", Leads={"A1": "x"})
    program = (
        "import psutil; from pathlib import Path\n"
        "from alignment_desktop.importing.workbook import read_workbook\n"
        f"read_workbook(Path({str(path)!r}))\n"
        "print(*[child.pid for child in psutil.Process().children()], flush=True)\n"
        f"{end}\n"
    )
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=False)
    (number,) = done.stdout.split()
    if psutil.pid_exists(int(number)):
        assert psutil.wait_procs([psutil.Process(int(number))], timeout=60)[1] == []


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
