from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.feed import first_look
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.columns import COLUMNS, SINCE_ACTORS
from alignment_desktop.storage.store import Entry, Store
from alignment_desktop.storage.stored_values import json_of
from alignment_desktop.storage.tables import metadata
from tests.actors import NOBODY
from tests.unit.storage.test_store_evidence import MIXED, add

RunSql = Callable[..., list[tuple[Any, ...]]]


def nested(levels: int) -> str:
    return '{"a":' + "[" * (levels - 1) + "1" + "]" * (levels - 1) + "}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(nested(65), id="deeper than anything of ours"),
        pytest.param(nested(900), id="as deep as the parser still reads"),
        pytest.param(nested(100_000), id="deeper than the parser reads"),
        pytest.param('{"a":' * 100_000, id="deep and cut off"),
        '{"a": NaN}',
        '{"a": -Infinity}',
        '{"a": 1e999}',
        pytest.param('{"a": ' + "9" * 5_000 + "}", id="a number of thousands of digits"),
        "[]",
        '"a"',
        "",
        '{"a": 1} 2',
        b"{}",
        7,
    ],
)
def test_what_is_no_json_of_ours_is_damage(text: object) -> None:
    with pytest.raises(Problem) as trouble:
        json_of(text, dict)
    assert trouble.value.code == "workspace-corrupt"


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"a": [1, 2.5, None, True, "[[[[" * 100]},
        {"changes": [{"where": [{"value": [1]}]}] * 100},
        json.loads(nested(64)),
    ],
)
def test_json_of_ours_is_read_as_it_was_written(value: dict[str, Any]) -> None:
    assert json_of(json.dumps(value), dict) == value


def test_a_list_is_no_object_and_an_object_no_list() -> None:
    assert json_of("[]", list) == []
    with pytest.raises(Problem):
        json_of("{}", list)


@pytest.fixture
def workspace(sqlite_address: str, now: datetime) -> str:
    """The address of a workspace with an import, which is closed."""
    workspace = Workspace.new(sqlite_address, by=NOBODY, at=now)
    with workspace, workspace.store.change(Entry("import", NOBODY, now)) as writer:
        add(writer, MIXED)
    return sqlite_address


DRAFT = [
    "UPDATE workspace SET revision = 'many'",
    "UPDATE workspace SET revision = 9000000000000000000",
    "UPDATE agreements SET label = x'ff'",
    "UPDATE agreements SET untouched = 'perhaps'",
    "UPDATE agreements SET untouched = 7",
    "UPDATE agreements SET period_start = 2026",
    "UPDATE clauses SET position = 'first'",
    "UPDATE clauses SET revision = 1.5",
    "UPDATE clauses SET body = '[]'",
    f"UPDATE clauses SET body = '{nested(900)}'",
    "DELETE FROM clauses",
]
BATCHES = [
    "rows = 'many'",
    "file = x'00'",
    "withdrawn = 2",
    "imported_at = '2026-10-05'",
    "imported_at = '9999-12-31T23:59:59+00:00'",
    "columns = '{\"a\": 1}'",
    "columns = '[]'",
    "problems = '{}'",
    "problems = '[1]'",
    "problems = '[{\"count\": 1}]'",
    """problems = '[{"count":"1","column":"a","code":"b","facts":{}}]'""",
    """warnings = '[{"count":1,"column":"a","code":"b","facts":{"v":[]}}]'""",
]
TAMPERED = [*DRAFT, *(f"UPDATE batches SET {change}" for change in BATCHES)]


@pytest.mark.parametrize("statement", TAMPERED)
def test_a_value_that_the_program_cannot_have_written_is_damage(
    workspace: str, run_sql: RunSql, statement: str
) -> None:
    run_sql(workspace, "PRAGMA ignore_check_constraints = ON", statement)

    def look() -> None:
        with Workspace.open(workspace) as opened:
            opened.draft()
            with opened.store.read() as reader:
                reader.batches()

    with pytest.raises(Problem) as trouble:
        look()
    assert trouble.value.code == "workspace-corrupt"
    assert trouble.value.facts == {"workspace": workspace}
    if statement in DRAFT:
        assert first_look(workspace) is None


def test_groups_of_problems_and_lists_of_cells_are_not_mixed(
    workspace: str, run_sql: RunSql
) -> None:
    cell = (
        '{"sheet":"R","row":9,"column":"Date","code":"unreadable-date","facts":{},"effect":"cell"}'
    )
    group = '{"count":1,"column":"a","code":"b","facts":{}}'
    run_sql(workspace, f"UPDATE batches SET problems = '[{group},{cell}]'")
    with Store.open(workspace) as store, store.read() as reader, pytest.raises(Problem):
        reader.batches()


def test_every_column_that_is_made_is_read_too() -> None:
    made = {table.name: set(table.columns.keys()) for table in metadata.tables.values()}
    assert {table: set(columns) for table, columns in COLUMNS.items()} == made
    assert all(made[table] >= columns for table, columns in SINCE_ACTORS.items())
