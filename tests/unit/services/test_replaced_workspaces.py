"""A workspace in whose place another copy was put is noticed, and none that others have changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, event

from alignment_desktop.services.editing import AddClause
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY, by
from tests.watched_files import watched_files

NOW = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)


def change(address: str, name: str) -> None:
    with Workspace.open(address) as workspace:
        command = AddClause("term", {"name": name}, "sales")
        workspace.execute(command, by=by("sales"), at=NOW)


def warnings_of(address: str) -> list[str]:
    with Workspace.open(address) as workspace:
        return [warning.code for warning in workspace.warnings]


def test_an_older_copy_that_was_put_in_its_place_is_told_once(sqlite_address: str) -> None:
    Workspace.new(sqlite_address, by=NOBODY, at=NOW).close()
    older = Path(sqlite_address).with_name("older.align")
    shutil.copyfile(sqlite_address, older)
    change(sqlite_address, "Lead")
    shutil.copyfile(older, sqlite_address)
    assert warnings_of(sqlite_address) == ["workspace-replaced"]
    assert warnings_of(sqlite_address) == []


@contextmanager
def asked(act: Callable[[str], None]) -> Iterator[None]:
    """Acts at each question that a database is asked, whichever it is."""

    def server(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        act(statement)

    event.listen(Engine, "after_cursor_execute", server)
    with watched_files(running=act):
        yield
    event.remove(Engine, "after_cursor_execute", server)


def test_what_another_program_changes_while_it_is_opened_replaces_nothing(
    database: str,
) -> None:
    Workspace.new(database, by=NOBODY, at=NOW).close()
    change(database, "Lead")
    begun: list[str] = []
    seen_meanwhile: list[list[str]] = []

    def once_it_looks(statement: str) -> None:
        # Its snapshot is fixed by now.
        if "change_log" in statement and not begun:
            begun.append(statement)
            change(database, "Customer")
            seen_meanwhile.append(warnings_of(database))

    with asked(once_it_looks):
        assert warnings_of(database) == []
    assert seen_meanwhile == [[]]
