"""A computer notices that an older or another copy has taken a workspace's place."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.services.editing import AddClause
from alignment_desktop.services.seen_workspaces import Seen, Standing, remember
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY
from tests.unit.storage.earlier_builds import fill_as_before, make_migrated

NOW = datetime(2026, 10, 3, 8, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a workspace with three changes, which this computer has seen."""
    path = tmp_path / "plan.align"
    Workspace.new(str(path), by=NOBODY, at=NOW).close()
    for name in ("One", "Two"):
        add(path, name)
    return path


def add(path: Path, name: str, at: datetime = NOW) -> None:
    with Workspace.open(str(path)) as workspace:
        workspace.execute(AddClause("term", {"name": name}, "sales"), by=NOBODY, at=at)


def told_on_opening(path: Path) -> list[str]:
    with Workspace.open(str(path)) as workspace:
        return [sentence(warning) for warning in workspace.warnings]


def memory(user_data: Path) -> Path:
    (found,) = user_data.rglob("seen-workspaces.json")
    return found


def test_an_older_copy_is_told_once_with_the_change_that_it_lacks(
    path: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older.align"
    shutil.copy(path, older)
    add(path, "Three", NOW + timedelta(days=1))
    assert told_on_opening(path) == []
    shutil.copy(older, path)
    assert told_on_opening(path) == [
        f"{path} no longer contains change 4 of 4 Oct 2026 that this computer has seen, so an "
        "older or another copy has taken its place; if that was not meant, ask for the newest "
        "copy, or take it from a backup."
    ]
    # From now on this is the copy that is known; it is enough to say it once.
    assert told_on_opening(path) == []


def test_a_copy_that_went_another_way_is_told(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.align"
    shutil.copy(path, other)
    add(path, "Three")
    add(other, "Another third")
    # Wherever the file lies: the workspace is the same.
    assert len(told_on_opening(path)) == 1
    assert len(told_on_opening(other)) == 1


def test_a_newer_copy_is_no_surprise(path: Path, tmp_path: Path, user_data: Path) -> None:
    kept = memory(user_data).read_bytes()
    for name in ("Three", "Four"):
        add(path, name)
    memory(user_data).write_bytes(kept)
    moved = tmp_path / "moved.align"
    path.rename(moved)
    assert told_on_opening(moved) == []
    assert memory(user_data).read_bytes() != kept


def test_two_copies_of_an_older_workspace_are_one_although_each_is_stepped_up_by_itself(
    tmp_path: Path,
) -> None:
    first, second = (tmp_path / name for name in ("first.align", "second.align"))
    make_migrated(str(first), NOW, "0002_profiles")
    fill_as_before(str(first), NOW)
    shutil.copy(first, second)
    for copy in (first, second, first):
        with Workspace.open(str(copy)) as workspace:
            assert workspace.warnings == ()


def test_other_workspaces_are_others(path: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.align"
    Workspace.new(str(second), by=NOBODY, at=NOW + timedelta(1)).close()
    assert told_on_opening(second) == told_on_opening(path) == []


def test_a_workspace_that_was_made_in_vain_is_not_remembered(
    tmp_path: Path, user_data: Path
) -> None:
    Workspace.new(str(tmp_path / "x.align"), by=NOBODY, at=NOW).discard()
    assert list(user_data.rglob("seen-workspaces.json")) == []


def test_looking_at_a_workspace_remembers_nothing(path: Path, user_data: Path) -> None:
    add(path, "Three")
    memory(user_data).unlink()
    Workspace.inspect(str(path)).close()
    assert list(user_data.rglob("seen-workspaces.json")) == []


def test_a_server_is_remembered_too(postgresql_address: str, user_data: Path) -> None:
    Workspace.new(postgresql_address, by=NOBODY, at=NOW).close()
    with Workspace.open(postgresql_address) as workspace:
        assert workspace.warnings == ()
    (seen,) = json.loads(memory(user_data).read_bytes()).values()
    assert seen["revision"] == 1


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        "{",
        "[1]",
        '{"a": 1}',
        '{"a": {"revision": "x", "hash": 1, "at": null}}',
        '{"a": {"revision": 1}}',
        "[" * 100_000,
        " " * 2_000_000,
        '{"\\ud800": {"revision": 1, "hash": "a", "at": "b"}}',
    ],
)
def test_what_cannot_be_read_is_forgotten(path: Path, user_data: Path, spoilt: str) -> None:
    memory(user_data).write_text(spoilt, encoding="utf-8")
    assert told_on_opening(path) == []
    assert len(json.loads(memory(user_data).read_bytes())) in (1, 2)


def test_a_moment_that_cannot_be_read_is_no_hindrance(path: Path, user_data: Path) -> None:
    (identity,) = json.loads(memory(user_data).read_bytes())
    other = {identity: {"revision": 9, "hash": "x", "at": "soon"}}
    memory(user_data).write_text(json.dumps(other))
    (told,) = told_on_opening(path)
    assert "change 9 of ? that" in told


@pytest.mark.parametrize("kind", ["a file", "another program keeps the lock"])
def test_where_nothing_can_be_kept_nothing_is_remembered(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    home = tmp_path / "home"
    if kind == "a file":
        home.write_text("no folder")
    else:
        (home / "Alignment Desktop" / "seen-workspaces.json.lock").mkdir(parents=True)
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    add(path, "Three")
    assert told_on_opening(path) == []
    assert list(home.rglob("*.json")) == []


def test_only_so_many_workspaces_are_remembered(user_data: Path) -> None:
    remember(Standing("w0", Seen(1, "x", "y")))
    (entry,) = json.loads(memory(user_data).read_bytes()).values()
    # To remember them one by one would write half a thousand files of up to half a thousand.
    memory(user_data).write_text(json.dumps({f"w{number}": entry for number in range(498)}))
    for number in range(498, 520):
        remember(Standing(f"w{number}", Seen(1, "x", "y")))
    known = list(json.loads(memory(user_data).read_bytes()))
    assert known == [f"w{number}" for number in range(20, 520)]
    remember(Standing("w20", Seen(2, "x", "y")))
    remember(Standing("new", Seen(1, "x", "y")))
    known = list(json.loads(memory(user_data).read_bytes()))
    assert (known[0], known[-2:]) == ("w22", ["w20", "new"])


def test_a_lock_that_a_killed_program_left_is_broken(user_data: Path) -> None:
    remember(Standing("a", Seen(1, "x", "y")))
    lock = memory(user_data).with_name("seen-workspaces.json.lock")
    lock.touch()
    remember(Standing("b", Seen(1, "x", "y")))
    assert list(json.loads(memory(user_data).read_bytes())) == ["a"]
    os.utime(lock, (time.time() - 60,) * 2)
    remember(Standing("b", Seen(1, "x", "y")))
    assert list(json.loads(memory(user_data).read_bytes())) == ["a", "b"]
    assert not lock.exists()


REMEMBERING = """
import sys
from alignment_desktop.services.seen_workspaces import Seen, Standing, remember
for number in range(30):
    remember(Standing(f"{sys.argv[1]}-{number}", Seen(1, "x", "y")))
"""


def test_programs_that_remember_at_once_forget_nothing_of_each_other(user_data: Path) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", REMEMBERING, name]) for name in ("a", "b", "c")
    ]
    assert [each.wait(timeout=120) for each in running] == [0, 0, 0]
    known = json.loads(memory(user_data).read_bytes())
    # Who waits too long for the others forgets; on a busy machine that may happen now and then.
    assert len(known) > 60
    assert {name.partition("-")[0] for name in known} == {"a", "b", "c"}
    assert [file.name for file in memory(user_data).parent.iterdir()] == ["seen-workspaces.json"]


def test_a_clock_that_ran_backwards_is_told_after_the_change(path: Path) -> None:
    with Workspace.open(str(path)) as workspace:
        command = AddClause("term", {"name": "Three"}, "sales")
        workspace.execute(command, by=NOBODY, at=NOW - timedelta(days=2))
        (told,) = map(sentence, workspace.take_notices())
        assert told == (
            f"This computer's clock says 2026-10-01 08:00 UTC, but the last change in {path} is of "
            "2026-10-03 08:00 UTC; if the clock is wrong, set it, because changes are logged with "
            "its time."
        )
        assert workspace.take_notices() == ()
        with workspace.store.read() as reader:
            assert reader.log()[-1].at == NOW - timedelta(days=2)


def test_a_clock_that_is_a_few_seconds_behind_anothers_is_not_worth_a_word(path: Path) -> None:
    with Workspace.open(str(path)) as workspace:
        command = AddClause("term", {"name": "Three"}, "sales")
        workspace.execute(command, by=NOBODY, at=NOW - timedelta(seconds=40))
        assert workspace.take_notices() == ()
