"""Bad luck and bad input: one sentence, exit 2, and the workspace is as it was."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.end2end.conftest import Alignment, Said
from tests.watched_files import watched_files


@pytest.fixture
def workspace(alignment: Alignment, tmp_path: Path) -> Path:
    path, leads = tmp_path / "team.align", tmp_path / "few.csv"
    leads.write_text("Lead ID,Created Date\nL-1,2026-10-01\n", encoding="utf-8")
    assert alignment("new", path).status == 0
    assert alignment("import", path, leads).status == 0
    return path


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Leads that do not compress into a few pages."""
    some = random.Random(4)
    rows = [f"L-{n},2026-10-02,{some.randbytes(20).hex()}" for n in range(4_000)]
    path = tmp_path / "many.csv"
    path.write_text("Lead ID,Created Date,Token\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Every SQLite file can grow by three pages more, then the database itself says it is full."""

    def almost_full(connection: sqlite3.Connection) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 3}")

    with watched_files(made=almost_full):
        yield


def test_a_full_disk_during_an_import_leaves_the_workspace_as_it_was(
    alignment: Alignment, workspace: Path, many: Path, full_disk: None
) -> None:
    before = said_of(alignment, workspace)
    refused = alignment("import", workspace, many)
    assert_one_sentence(refused, "team.align")
    assert "full" in refused.err
    assert said_of(alignment, workspace) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only the superuser of Linux may mount a small disk")
    options = ["-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    mounted = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"not even the superuser may mount a disk here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Take all the room that is left."""
    rest = disk / "rest"
    with suppress(OSError), rest.open("wb", buffering=0) as out:
        while True:
            out.write(b"x" * 4096)
    return rest


def test_on_a_disk_that_is_really_full_nothing_is_stored_and_nothing_is_lost(
    alignment: Alignment, workspace: Path, small_disk: Path, many: Path
) -> None:
    path = small_disk / "team.align"
    shutil.copyfile(workspace, path)
    before = said_of(alignment, path)
    rest = fill(small_disk)
    refused = alignment("import", path, many)
    assert_one_sentence(refused, "team.align")
    assert "full" in refused.err
    rest.unlink()
    assert said_of(alignment, path) == before
    assert alignment("import", path, many).status == 0
    assert [each.name for each in small_disk.iterdir()] == ["team.align"]


@pytest.mark.parametrize(
    "words",
    [
        ("new", "NEW"),
        ("template", "leads", "-o", "OUT.xlsx"),
        ("export", "WORKSPACE", "agreement", "-o", "OUT.pdf"),
        ("export", "WORKSPACE", "scoreboard", "-o", "OUT.xlsx"),
    ],
)
def test_what_does_not_fit_on_a_full_disk_leaves_nothing_there(
    alignment: Alignment, workspace: Path, small_disk: Path, words: tuple[str, ...]
) -> None:
    (small_disk / "OUT.pdf").write_bytes(b"older")
    fill(small_disk)
    here = {"WORKSPACE": workspace, "NEW": small_disk / "new.align"}
    refused = alignment(
        *(small_disk / word if word.startswith("OUT") else here.get(word, word) for word in words)
    )
    assert_one_sentence(refused, str(small_disk))
    assert "full" in refused.err
    assert {each.name for each in small_disk.iterdir()} == {"OUT.pdf", "rest"}
    assert (small_disk / "OUT.pdf").read_bytes() == b"older"


def test_a_disk_that_may_only_be_read_is_read_and_not_written(
    alignment: Alignment, workspace: Path, small_disk: Path, many: Path
) -> None:
    path = small_disk / "team.align"
    shutil.copyfile(workspace, path)
    before = said_of(alignment, path)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert said_of(alignment, path) == before
    refused = alignment("import", path, many)
    assert_one_sentence(refused, "team.align")
    assert "read" in refused.err
    assert_one_sentence(alignment("new", small_disk / "new.align"), "new.align")
    export = alignment("export", path, "agreement", "-o", small_disk / "plan.pdf")
    assert_one_sentence(export, "plan.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes")
@pytest.mark.parametrize("option", ["--problems", "-o"])
def test_a_device_is_never_replaced_by_a_workbook(
    alignment: Alignment, workspace: Path, many: Path, tmp_path: Path, option: str
) -> None:
    device = tmp_path / "device.xlsx"
    os.mkfifo(device)
    words = ("import", workspace, many) if option == "--problems" else ("template", "leads")
    assert_one_sentence(alignment(*words, option, device), "device.xlsx")
    assert device.is_fifo()


# Two at once -------------------------------------------------------------------------------------


def test_a_workspace_that_another_program_keeps_writing_to_is_one_sentence(
    alignment: Alignment, workspace: Path, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alignment_desktop.storage.store.WRITING_PATIENCE", 0.3)
    before = said_of(alignment, workspace)
    with closing(sqlite3.connect(workspace, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert_one_sentence(alignment("import", workspace, many), "team.align")
        assert said_of(alignment, workspace) == before
        other.execute("ROLLBACK")
    assert alignment("import", workspace, many).status == 0


def test_two_imports_at_once_are_both_there(
    alignment: Alignment, workspace: Path, many: Path, tmp_path: Path
) -> None:
    others = tmp_path / "others.csv"
    others.write_text("Lead ID,Created Date\nM-1,2026-10-03\n", encoding="utf-8")
    line = [sys.executable, "-m", "alignment_desktop", "import", str(workspace)]
    both = [
        subprocess.Popen([*line, str(file), "--json"], stdout=subprocess.PIPE, text=True)
        for file in (many, others)
    ]
    told = [json.loads(one.communicate(timeout=120)[0]) for one in both]
    assert [one.returncode for one in both] == [0, 0]
    listed = {row["batch"]: row["rows"] for row in alignment("imports", workspace, "--json").json}
    assert listed == {1: 1} | {each["batch"]: each["rows"] for each in told}
    assert sorted(listed) == [1, 2, 3]


AS_NOBODY = """
import os, sys
from alignment_desktop.__main__ import main

main(["show", sys.argv[1]])  # imports all, before the rights to the interpreter's folders go
print("---", file=sys.stderr)
print("---", flush=True)
if os.geteuid() == 0:
    os.setgroups([])
    os.setuid(65534)
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter on Windows")
def test_no_rights_to_the_workspace_is_one_sentence(
    alignment: Alignment, workspace: Path, tmp_path: Path
) -> None:
    warm_up = tmp_path / "other.align"
    alignment("new", warm_up)
    workspace.chmod(0)
    run = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(warm_up), "show", str(workspace)],
        capture_output=True,
        text=True,
        check=False,
    )
    out, err = run.stdout.split("---\n")[1], run.stderr.split("---\n")[1]
    assert_one_sentence(Said(run.returncode, out, err), "team.align")


WRONG_QUESTIONS = [
    ("measure --from 2026-02-30", "2026-02-30"),
    ("measure --from 2026-12-01 --to 2026-11-01", "2026-12-01"),
    ("measure --from 0001-01-01 --to 9999-12-31", "9999-12-31"),
    ("measure --as-of yesterday", "yesterday"),
    ("measure --commitment none-such", "none-such"),
    ("leads --commitment none-such", "none-such"),
    ("undo-import 99", "99"),
    ("show --version 3", "3"),
    ("freeze", "Consents are missing"),
    ("agree --party sales stage.none", "stage.none"),
]


def test_wrong_questions_are_one_sentence_and_change_nothing(
    alignment: Alignment, workspace: Path
) -> None:
    before = hashlib.sha256(workspace.read_bytes()).hexdigest()
    for words, named in WRONG_QUESTIONS:
        command, *rest = words.split()
        assert_one_sentence(alignment(command, workspace, *rest), named)
        assert hashlib.sha256(workspace.read_bytes()).hexdigest() == before, words


@pytest.mark.parametrize("command", ["import", "leads", "template"])
def test_a_workbook_that_cannot_be_written_is_one_sentence(
    alignment: Alignment, workspace: Path, tmp_path: Path, command: str
) -> None:
    bad, out = tmp_path / "bad.csv", tmp_path / "no such folder" / "out.xlsx"
    bad.write_text("Lead ID,Created Date\n,2026-10-01\n", encoding="utf-8")
    words = {
        "import": ("import", workspace, bad, "--problems", out),
        "leads": ("leads", workspace, "--commitment", "seen", "-o", out),
        "template": ("template", "leads", "-o", out),
    }[command]
    text = tmp_path / "seen.toml"
    text.write_text(
        '[[commitment]]\nkey = "seen"\nmeasure = "count"\nfrom = "created_at"\ntarget = ">= 1"\n',
        encoding="utf-8",
    )
    alignment("apply", workspace, text)
    assert_one_sentence(alignment(*words), "no such folder")


def said_of(alignment: Alignment, workspace: Path) -> tuple[str, str, str]:
    """All that the workspace says."""
    words = (("show", workspace), ("imports", workspace, "--json"), ("measure", workspace))
    one, two, three = (alignment(*each).out for each in words)
    return one, two, three


def assert_one_sentence(said: Said, named: str) -> None:
    assert said.status == 2, said
    assert said.out == ""
    assert named in said.err
    assert len(said.err.strip().splitlines()) == 1
