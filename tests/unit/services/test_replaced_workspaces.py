"""A workspace in whose place another copy was put is noticed, and none that others have changed."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, event

from alignment_desktop.services.editing import AddClause
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY, by

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


def test_what_another_program_changes_while_it_is_opened_replaces_nothing(database: str) -> None:
    Workspace.new(database, by=NOBODY, at=NOW).close()
    change(database, "Lead")
    changed: list[str] = []

    def change_meanwhile(*_facts: object) -> None:
        if not changed:
            changed.append("Customer")
            change(database, "Customer")
            assert warnings_of(database) == []

    def once_it_looks(connection: object, _cursor: object, statement: str, *_more: object) -> None:
        # Its snapshot is fixed by now.
        if "change_log" in statement:
            change_meanwhile()

    event.listen(Engine, "after_cursor_execute", once_it_looks)
    try:
        assert warnings_of(database) == []
    finally:
        event.remove(Engine, "after_cursor_execute", once_it_looks)
    assert changed == ["Customer"]
