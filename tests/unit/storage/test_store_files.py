from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.file_connections import FileConnections
from alignment_desktop.storage.store import Entry, Store
from tests.actors import NOBODY
from tests.watched_files import watched_files


@pytest.fixture
def path(sqlite_address: str) -> Path:
    return Path(sqlite_address)


@pytest.fixture
def filled(path: Path, now: datetime) -> Path:
    """The file of a closed workspace with something in it."""
    with Store.create(str(path), at=now) as store, store.change(Entry("x", NOBODY, now)) as writer:
        writer.put_profile("crm", "a")
        for number in range(40):
            writer.put_profile(f"p{number}", "mapping " * 100)
    return path


def open_problem(path: Path) -> str:
    with pytest.raises(Problem) as trouble:
        Store.open(str(path))
    assert trouble.value.facts == {"workspace": str(path)}
    return trouble.value.code


def read_crm(address: Path) -> str:
    with Store.open(str(address)) as store, store.read() as reader:
        return reader.profiles()["crm"]


def test_making_leaves_one_file_and_nothing_beside_it(path: Path, now: datetime) -> None:
    Store.create(str(path), at=now).close()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("name", ["plan", "plan.sqlite", "Plan #1 100%?.align", "Größe 🦊.align"])
def test_any_name_will_do(tmp_path: Path, now: datetime, name: str) -> None:
    with Store.create(str(tmp_path / name), at=now) as store:
        assert store.address == str(tmp_path / name)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_foreign_file_is_never_overwritten(path: Path, now: datetime) -> None:
    path.write_text("my novel")
    with pytest.raises(Problem) as trouble:
        Store.create(str(path), at=now)
    assert trouble.value.code == "workspace-exists"
    assert path.read_text() == "my novel"
    assert list(path.parent.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path: Path, now: datetime) -> None:
    with pytest.raises(Problem) as trouble:
        Store.create(str(tmp_path / "none" / "x.align"), at=now)
    assert trouble.value.code == "folder-missing"
    assert trouble.value.facts == {"folder": str(tmp_path / "none")}


def test_a_name_that_is_too_long_is_refused(tmp_path: Path, now: datetime) -> None:
    with pytest.raises(Problem) as trouble:
        Store.create(str(tmp_path / ("x" * 300)), at=now)
    assert trouble.value.code == "bad-address"


def test_a_missing_file_is_not_made_by_opening(path: Path) -> None:
    assert open_problem(path) == "workspace-missing"
    assert open_problem(path / "below") == "workspace-missing"
    assert not path.exists()


def test_what_is_no_workspace_is_left_alone(path: Path) -> None:
    for content in (b"", b"dear diary", b"SQLite format 3\x00" + b"\x00" * 40, os.urandom(5000)):
        path.write_bytes(content)
        assert open_problem(path) == "not-a-workspace"
        assert path.read_bytes() == content
        assert list(path.parent.iterdir()) == [path]


def test_another_programs_database_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE workspace (revision)")
    content = path.read_bytes()
    assert open_problem(path) == "not-a-workspace"
    assert path.read_bytes() == content


def test_a_folder_is_no_workspace(tmp_path: Path) -> None:
    assert open_problem(tmp_path) == "not-a-workspace"


def test_a_newer_format_of_the_file_is_left_alone(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA user_version = 2")
    assert open_problem(filled) == "workspace-newer"


@pytest.mark.parametrize("where", [0.3, 0.5, 0.7])
def test_overwritten_bytes_are_noticed_on_opening(filled: Path, where: float) -> None:
    content = bytearray(filled.read_bytes())
    start = int(len(content) * where) // 4096 * 4096
    content[start : start + 4096] = b"\xa5" * 4096
    filled.write_bytes(content)
    assert open_problem(filled) == "workspace-corrupt"


def test_a_file_cut_short_is_noticed_on_opening(filled: Path) -> None:
    content = filled.read_bytes()
    filled.write_bytes(content[: len(content) // 2])
    assert open_problem(filled) == "workspace-corrupt"


def test_a_lock_of_another_program_is_told_and_reading_goes_on(filled: Path, now: datetime) -> None:
    with (
        closing(sqlite3.connect(filled, isolation_level=None)) as other,
        Store.open(str(filled), patience=0.1) as store,
    ):
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Problem) as trouble, store.change(Entry("x", NOBODY, now)):
            pass
        assert trouble.value.code == "workspace-locked"
        with store.read() as reader:
            assert reader.profiles()["crm"] == "a"
        other.execute("ROLLBACK")
        with store.change(Entry("x", NOBODY, now)) as writer:
            writer.put_profile("crm", "b")
    assert read_crm(filled) == "b"


def test_a_file_that_another_program_keeps_to_itself_is_told_on_opening(filled: Path) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Problem) as trouble:
            Store.open(str(filled), patience=0.1)
    assert trouble.value.code == "workspace-locked"


def change_too_much(store: Store, now: datetime) -> None:
    with store.change(Entry("x", NOBODY, now)) as writer:
        writer.put_profile("crm", "b")
        writer.put_profile("much", "m" * 1_000_000)


def test_a_full_disk_leaves_the_workspace_as_it_was(filled: Path, now: datetime) -> None:
    def almost_full(connection: sqlite3.Connection) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 3}")

    before = filled.read_bytes()
    with watched_files(made=almost_full), Store.open(str(filled)) as store:
        with pytest.raises(Problem) as trouble:
            change_too_much(store, now)
        assert trouble.value.code == "disk-full"
        with store.change(Entry("small", NOBODY, now)) as writer:
            writer.put_profile("little", "l")
        with store.read() as reader:
            assert reader.profiles()["crm"] == "a"
            assert [row.action for row in reader.log()] == ["x", "small"]
            assert reader.verify_log() is None
    assert len(before) <= filled.stat().st_size <= len(before) + 3 * 4096


def test_a_closed_workspace_is_one_file_that_opens_elsewhere(
    path: Path, tmp_path: Path, now: datetime
) -> None:
    frame = pl.DataFrame({"row": [1, 2], "own:a": ["x", None]})
    with Store.create(str(path), at=now) as store:
        with store.change(Entry("import", NOBODY, now)) as writer:
            writer.put_profile("crm", "a")
            writer.add_batch(
                file="a.csv", sheet="a", sha256="0" * 64, kind="leads", rows=2, data_as_of=None,
                mapping="", columns={}, problems=[], warnings=[], frame=frame, found=pl.DataFrame(),
            )  # fmt: skip
        with store.read() as reader:
            assert reader.frame(1).equals(frame)
    assert list(path.parent.iterdir()) == [path]
    elsewhere = tmp_path / "mailed"
    elsewhere.mkdir()
    copy = elsewhere / "received.align"
    shutil.copyfile(path, copy)
    path.unlink()
    with Store.open(str(copy)) as store, store.read() as reader:
        assert reader.frame(1).equals(frame)
        assert reader.profiles() == {"crm": "a"}


def test_closing_twice_is_harmless(filled: Path) -> None:
    store = Store.open(str(filled))
    store.close()
    store.close()
    assert list(filled.parent.iterdir()) == [filled]


def test_the_last_of_two_to_close_leaves_one_file(filled: Path, now: datetime) -> None:
    first = Store.open(str(filled))
    second = Store.open(str(filled))
    with first.change(Entry("x", NOBODY, now)) as writer:
        writer.put_profile("crm", "b")
    with second.read() as reader:
        assert reader.profiles()["crm"] == "b"
    first.close()
    second.close()
    assert list(filled.parent.iterdir()) == [filled]
    assert read_crm(filled) == "b"


def test_what_was_stored_is_in_the_file_after_closing_although_a_colleague_has_it_open(
    filled: Path, tmp_path: Path, now: datetime
) -> None:
    copy = tmp_path / "copy of it.align"
    with Store.open(str(filled)):
        with Store.open(str(filled)) as own, own.change(Entry("x", NOBODY, now)) as writer:
            writer.put_profile("crm", "b")
        shutil.copyfile(filled, copy)
    assert read_crm(copy) == "b"


def test_opening_for_reading_changes_no_byte(filled: Path) -> None:
    before = filled.read_bytes()
    with Store.open(str(filled), read_only=True) as store, store.read() as reader:
        assert reader.profiles()["crm"] == "a"
    assert filled.read_bytes() == before
    assert list(filled.parent.iterdir()) == [filled]


AS_SOMEBODY_ELSE = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.store import Entry, Store
from alignment_desktop.domain.actors import Actor
NOBODY = Actor(None, None, "tests")

target, warm_up = sys.argv[1:]
entry = Entry("x", NOBODY, datetime.now(UTC))

def look(address):
    with Store.open(address) as store:
        with store.read() as reader:
            print(reader.profiles()["crm"], store.read_only)
        try:
            with store.change(entry) as writer:
                writer.put_profile("crm", "b")
        except Problem as problem:
            print(problem.code)

# Imports all, before the rights to the interpreter's folders are given up.
look(warm_up)
Store.create(warm_up + ".new", at=datetime.now(UTC)).close()
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
look(target)
try:
    Store.create(target + ".new", at=datetime.now(UTC))
except Problem as problem:
    print(problem.code)
"""


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that other users reach too, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="alignment-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter on Windows")
def test_a_file_that_may_not_be_written_is_opened_for_reading(
    filled: Path, public_folder: Path, tmp_path: Path
) -> None:
    target = public_folder / "plan.align"
    shutil.copyfile(filled, target)
    target.chmod(0o444)
    public_folder.chmod(0o555)
    result = subprocess.run(
        [sys.executable, "-c", AS_SOMEBODY_ELSE, str(target), str(filled)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout.split("\n") == [
        "a False",
        "a True",
        "workspace-read-only",
        "no-rights",
        "",
    ], result.stderr
    assert target.read_bytes() != filled.read_bytes()
    assert list(public_folder.iterdir()) == [target]


def test_what_only_looks_at_a_file_can_change_nothing_in_it(filled: Path) -> None:
    before = filled.read_bytes()
    connections = FileConnections(filled, "query", 1)
    with (
        pytest.raises(sqlite3.OperationalError, match="readonly"),
        connections.snapshot() as transaction,
    ):
        transaction.run("UPDATE workspace SET revision = revision + 1", [()])
    connections.close()
    assert filled.read_bytes() == before
