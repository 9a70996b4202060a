"""The first look at a workspace tells what opening it tells, or nothing at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alignment_desktop.services.agreeing import Agree, Freeze
from alignment_desktop.services.editing import AddClause, EditClause, RemoveClauses
from alignment_desktop.services.feed import first_look, news
from alignment_desktop.services.workspace import Command, Workspace
from tests.actors import NOBODY

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "plan.align"
    Workspace.new(str(path), by=NOBODY, at=NOW).close()
    return path


def _does(path: Path, *commands: Command[object]) -> None:
    with Workspace.open(str(path)) as workspace:
        for command in commands:
            workspace.execute(command, by=NOBODY, at=NOW)


def _assert_seen_as_opened(path: Path) -> None:
    looked = first_look(str(path))
    assert looked is not None
    with looked.open() as workspace:
        opened = news(workspace, None, None)
        assert looked.shown == workspace.store.shown
    assert looked.news == opened
    # Equal as dictionaries is not enough: the order is what the window shows.
    assert list(looked.news.draft.agreement.clauses) == list(opened.draft.agreement.clauses)
    assert looked.news.draft.agreement.content_hash == opened.draft.agreement.content_hash


def test_a_blank_workspace_is_seen_as_it_is_opened(blank: Path) -> None:
    _assert_seen_as_opened(blank)


def test_the_sample_is_seen_as_it_is_opened(sample_path: Path) -> None:
    _assert_seen_as_opened(sample_path)


def test_an_edited_workspace_is_seen_as_it_is_opened(blank: Path) -> None:
    def term(name: str) -> AddClause:
        return AddClause("term", {"name": name, "definition": "Größe “x”"}, "sales")

    _does(blank, term("One"), term("Two"), term("Three"), Agree("marketing", None))
    _does(blank, EditClause("term", "two", {"name": "Two", "definition": "new"}, "marketing"))
    _does(blank, RemoveClauses([("term", "one")], "sales"), Agree("sales", None))
    _does(blank, Agree("marketing", None), Freeze(), term("Four"))
    _assert_seen_as_opened(blank)
    looked = first_look(str(blank))
    assert looked is not None
    assert looked.news.versions == 1
    assert looked.news.draft.consents.of(("term", "four")) == {"sales"}


def test_what_another_program_just_wrote_is_seen(blank: Path) -> None:
    with Workspace.open(str(blank)) as other:
        other.execute(AddClause("term", {"name": "New"}, "sales"), by=NOBODY, at=NOW)
        looked = first_look(str(blank))
        assert looked is not None
        assert ("term", "new") in looked.news.draft.agreement.clauses


def test_looking_changes_nothing(blank: Path) -> None:
    before = blank.read_bytes()
    assert first_look(str(blank)) is not None
    assert blank.read_bytes() == before
    assert [path.name for path in blank.parent.iterdir()] == [blank.name]


def _sql(statement: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(statement)
            connection.commit()

    return spoil


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _spoil_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        lambda path: path.write_text("Lead ID,Created\n", encoding="utf-8"),
        _cut,
        _spoil_pages,
        _sql("UPDATE alembic_version SET version_num = '0001_foundation'"),
        _sql("UPDATE alembic_version SET version_num = '0999_later'"),
        _sql("DELETE FROM alembic_version"),
        _sql("PRAGMA user_version = 99"),
        _sql("PRAGMA application_id = 1"),
        _sql("UPDATE clauses SET body = 'no JSON'"),
        _sql("UPDATE clauses SET body = '{\"period\": 3}'"),
        _sql("UPDATE clauses SET kind = 'song'"),
        _sql("UPDATE agreements SET period_start = 'soon'"),
        _sql("DELETE FROM workspace"),
    ],
)
def test_nothing_is_seen_of_what_is_not_plain(blank: Path, spoil: Callable[[Path], None]) -> None:
    spoil(blank)
    assert first_look(str(blank)) is None


def test_nothing_is_seen_of_a_locked_workspace(blank: Path) -> None:
    with closing(sqlite3.connect(blank, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert first_look(str(blank)) is None


def test_nothing_is_seen_of_what_may_only_be_read(
    blank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The user of a container is root, whom no mode of a file stops.
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    assert first_look(str(blank)) is None


@pytest.mark.parametrize(
    "address", ["postgresql://nobody@127.0.0.1:1/none", "postgresql://[", "", "a\0b"]
)
def test_a_server_or_no_address_at_all_is_not_looked_at(address: str) -> None:
    assert first_look(address) is None


def test_a_later_reading_takes_from_the_one_before_only_what_nobody_changed(blank: Path) -> None:
    _does(blank, *(AddClause("term", {"name": name}, "sales") for name in ("One", "Two", "Three")))
    with Workspace.open(str(blank)) as workspace:
        before = news(workspace, None, None)
        for command in (
            EditClause("term", "two", {"name": "Two", "definition": "new"}, "sales"),
            RemoveClauses([("term", "three")], "sales"),
            AddClause("term", {"name": "Three", "definition": "again"}, "sales"),
        ):
            workspace.execute(command, by=NOBODY, at=NOW)
        after = news(workspace, None, None, before).draft
        assert after == news(workspace, None, None).draft
    one = before.draft.agreement.clauses["term", "one"]
    assert after.agreement.clauses["term", "one"] is one
