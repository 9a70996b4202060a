from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.services.feed import first_look
from alignment_desktop.storage.schema_check import EXPECTED, look_at_file
from alignment_desktop.storage.schema_revisions import HEAD, REVISIONS
from alignment_desktop.storage.store import Entry, Store
from tests.actors import NOBODY
from tests.forgery import opened_by_hand
from tests.unit.storage.earlier_builds import make_migrated
from tools import build_schemas

RunSql = Callable[..., list[tuple[Any, ...]]]


def test_what_is_expected_is_what_the_migrations_make() -> None:
    """Renew it with `python tools/build_schemas.py`."""
    assert EXPECTED.read_text(encoding="utf-8") == build_schemas.wanted()


@pytest.mark.parametrize("revision", [*REVISIONS, "at once"])
def test_what_the_program_makes_is_never_foreign(
    sqlite_address: str, now: datetime, revision: str
) -> None:
    if revision == "at once":
        Store.create(sqlite_address, at=now).close()
    else:
        make_migrated(sqlite_address, now, revision)
    with closing(sqlite3.connect(sqlite_address)) as connection:
        seen = look_at_file(connection.execute)
    assert seen.revision == (HEAD if revision == "at once" else revision)
    assert seen.differences == ()


def test_a_column_that_a_step_adds_may_stand_at_another_place(
    sqlite_address: str, now: datetime
) -> None:
    Store.create(sqlite_address, at=now).close()
    with closing(sqlite3.connect(sqlite_address, isolation_level=None)) as connection:
        connection.execute("DROP TABLE profiles")
        connection.execute(
            'CREATE TABLE "profiles" ( mapping TEXT NOT NULL,\n name TEXT NOT NULL , '
            "CONSTRAINT pk_profiles PRIMARY KEY (name) )"
        )
        assert look_at_file(connection.execute).differences == ()


@pytest.fixture
def path(sqlite_address: str, now: datetime) -> Path:
    """The file of a closed workspace."""
    with (
        Store.create(sqlite_address, at=now) as store,
        store.change(Entry("x", NOBODY, now)) as writer,
    ):
        writer.put_profile("crm", "a")
    return Path(sqlite_address)


def _declared(table: str, ours: str, theirs: str) -> str:
    return (
        f"UPDATE sqlite_master SET sql = replace(sql, '{ours}', '{theirs}') "
        f"WHERE name = '{table}' AND type = 'table'"
    )


FOREIGN = {
    "CREATE TRIGGER sync AFTER INSERT ON clauses BEGIN UPDATE clauses SET body = '{}'; END": (
        "the trigger sync on the table clauses was not made by this program"
    ),
    "CREATE TABLE more (a)": "the table more was not made by this program",
    "CREATE VIEW seen AS SELECT * FROM clauses": "the view seen was not made by this program",
    "CREATE VIRTUAL TABLE v USING fts5(a)": "the table v was not made by this program",
    "CREATE INDEX quick ON clauses (body)": (
        "the index quick on the table clauses was not made by this program"
    ),
    "DROP TABLE profiles": "the table profiles is missing",
    "ALTER TABLE batches DROP COLUMN author": "the table batches lacks the column author",
    "ALTER TABLE batches ADD COLUMN more TEXT": (
        "the column more of the table batches was not made by this program"
    ),
    "ALTER TABLE batches ADD COLUMN more GENERATED ALWAYS AS (hex(file))": (
        "the column more of the table batches was not made by this program"
    ),
    _declared("versions", "reason TEXT NOT NULL", "reason TEXT NOT NULL DEFAULT (1)"): (
        "the column reason of the table versions is declared in another way"
    ),
    _declared("versions", "reason TEXT NOT NULL", "reason TEXT NOT NULL COLLATE nocase"): (
        "the column reason of the table versions is declared in another way"
    ),
    _declared("versions", "reason TEXT NOT NULL", "reason TEXT NOT NULL CHECK (random())"): (
        "the column reason of the table versions is declared in another way"
    ),
    _declared("versions", "reason TEXT NOT NULL", "reason TEXT"): (
        "the column reason of the table versions is declared in another way"
    ),
    _declared("versions", "reason TEXT NOT NULL", 'reason TEXT /* " */ NOT NULL'): (
        "the table versions"
    ),
    _declared("agreements", "UNIQUE (label)", "UNIQUE (label COLLATE nocase)"): (
        "the table agreements is declared in another way"
    ),
    _declared("profiles", "PRIMARY KEY (name)", "PRIMARY KEY (name, mapping)"): (
        "the table profiles is declared in another way"
    ),
}


def alter(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(statement)


def refused(path: Path) -> str:
    with pytest.raises(Problem) as trouble:
        Store.open(str(path))
    assert trouble.value.code == "workspace-schema-foreign"
    return sentence(trouble.value)


@pytest.mark.parametrize("statement", FOREIGN)
def test_a_workspace_with_other_tables_than_ours_is_not_opened(path: Path, statement: str) -> None:
    alter(path, statement)
    before = path.read_bytes()
    told = refused(path)
    assert told.startswith(f"Another program has altered {path}, so nothing in it was used: ")
    assert FOREIGN[statement] in told
    assert told.endswith("(alignment backup makes one), or take it from a backup.")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("statement", FOREIGN)
def test_the_window_does_not_show_such_a_workspace_first(path: Path, statement: str) -> None:
    alter(path, statement)
    assert first_look(str(path)) is None


def test_a_guard_that_does_something_else_is_told(path: Path) -> None:
    with opened_by_hand(path, guards=False) as connection:
        connection.execute(
            "CREATE TRIGGER versions_refuses_update BEFORE UPDATE ON versions BEGIN SELECT 1; END"
        )
    told = refused(path)
    assert "the trigger versions_refuses_update on the table versions does something else" in told
    # What is gone besides harms nothing, and is no part of the sentence.
    assert "refuses_delete" not in told


def test_of_many_differences_the_first_are_named_and_the_others_counted(path: Path) -> None:
    for number in range(7):
        alter(path, f"CREATE TABLE t{number} (a)")
    alter(path, "CREATE TRIGGER sync AFTER INSERT ON clauses BEGIN SELECT 1; END")
    told = refused(path)
    assert "the trigger sync on the table clauses was not made by this program; the table" in told
    assert "; there are 5 more such differences." in told


def test_a_name_of_any_length_and_lines_is_told_on_one_short_line(path: Path) -> None:
    alter(path, f'CREATE TABLE "a\n{"b" * 9000}" (a)')
    told = refused(path)
    assert len(told) < 700
    assert "\n" not in told


def test_a_view_in_place_of_the_revision_is_never_read(path: Path) -> None:
    alter(path, "DROP TABLE alembic_version")
    alter(
        path,
        "CREATE VIEW alembic_version AS WITH RECURSIVE n(version_num) AS "
        "(SELECT 1 UNION ALL SELECT version_num + 1 FROM n) SELECT max(version_num) FROM n",
    )
    assert "the view alembic_version was not made by this program" in refused(path)


def test_an_older_workspace_is_looked_at_before_it_is_stepped_up(
    sqlite_address: str, now: datetime
) -> None:
    make_migrated(sqlite_address, now, "0001_foundation")
    path = Path(sqlite_address)
    # The newest revision makes this table, but this one does not.
    alter(path, "CREATE TABLE profiles (name TEXT, mapping TEXT)")
    assert "the table profiles was not made by this program" in refused(path)
    assert list(path.parent.iterdir()) == [path]


def test_guards_that_are_gone_are_told_once_and_put_back(path: Path, now: datetime) -> None:
    with opened_by_hand(path, guards=False):
        pass
    assert first_look(str(path)) is None
    with Store.open(str(path), read_only=True) as store:
        assert [warning.code for warning in store.warnings] == ["guards-missing"]
    with Store.open(str(path)) as store:
        assert [warning.code for warning in store.warnings] == ["guards-missing"]
    with Store.open(str(path)) as store:
        assert store.warnings == ()
    with (
        closing(sqlite3.connect(path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="rows of change_log are never changed"),
    ):
        connection.execute("UPDATE change_log SET author = 'me'")


def test_guards_are_put_back_before_an_older_workspace_is_stepped_up(
    sqlite_address: str, now: datetime
) -> None:
    make_migrated(sqlite_address, now, "0001_foundation")
    with opened_by_hand(Path(sqlite_address), guards=False):
        pass
    Store.open(sqlite_address).close()
    with closing(sqlite3.connect(sqlite_address)) as connection:
        seen = look_at_file(connection.execute)
    assert (seen.revision, seen.differences) == (HEAD, ())


def test_whatever_can_be_read_of_an_altered_workspace_can_be_looked_at(
    path: Path, now: datetime
) -> None:
    alter(path, "CREATE TRIGGER sync AFTER INSERT ON clauses BEGIN SELECT 1; END")
    alter(path, "ALTER TABLE batches DROP COLUMN author")
    before = path.read_bytes()
    with Store.inspect(str(path)) as store:
        assert [sentence(each) for each in store.differences] == [
            "The trigger sync on the table clauses was not made by this program.",
            "The table batches lacks the column author.",
        ]
        with store.read() as reader:
            assert reader.profiles() == {"crm": "a"}
            assert reader.verify_log() is None
        with pytest.raises(Problem) as trouble, store.read() as reader:
            reader.batches()
        assert "lacks the column batches.author" in sentence(trouble.value)
        with pytest.raises(Problem) as trouble, store.change(Entry("x", NOBODY, now)):
            pass
        assert trouble.value.code == "workspace-read-only"
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_an_older_workspace_can_be_looked_at_and_stays_older(
    database: str, now: datetime, run_sql: RunSql
) -> None:
    make_migrated(database, now, "0001_foundation")
    with Store.inspect(database) as store:
        assert store.differences == ()
        with store.read() as reader:
            assert reader.agreements() == []
        with pytest.raises(Problem) as trouble, store.read() as reader:
            reader.profiles()
    assert trouble.value.code == "workspace-part-missing"
    assert "the table profiles" in sentence(trouble.value)
    assert run_sql(database, "SELECT version_num FROM alembic_version") == [("0001_foundation",)]


def test_what_is_no_workspace_cannot_be_looked_at_either(path: Path) -> None:
    path.write_text("dear diary")
    with pytest.raises(Problem) as trouble:
        Store.inspect(str(path))
    assert trouble.value.code == "not-a-workspace"


class TestOfServers:
    @pytest.fixture
    def address(self, postgresql_address: str, now: datetime) -> str:
        Store.create(postgresql_address, at=now).close()
        return postgresql_address

    @pytest.mark.parametrize("revision", REVISIONS)
    def test_what_the_program_makes_is_never_foreign(
        self, postgresql_address: str, now: datetime, revision: str
    ) -> None:
        make_migrated(postgresql_address, now, revision)
        with Store.inspect(postgresql_address) as store:
            assert store.differences == ()

    @pytest.mark.parametrize(
        ("statement", "told"),
        [
            ("ALTER TABLE batches DROP COLUMN author", "lacks the column author"),
            ("ALTER TABLE batches ADD COLUMN more text", "the column more of the table batches"),
            ("ALTER TABLE batches ALTER COLUMN rows TYPE text", "the column rows of the table"),
            ("ALTER TABLE batches ALTER COLUMN author SET DEFAULT now()", "the column author of"),
            ("ALTER TABLE batches ALTER COLUMN author DROP NOT NULL", "the column author of"),
            ("DROP TABLE profiles", "the table profiles is missing"),
            (
                "ALTER TABLE profiles RENAME TO p; CREATE VIEW profiles AS SELECT * FROM p",
                "the table profiles is declared in another way",
            ),
        ],
    )
    def test_other_tables_than_ours_are_told(
        self, address: str, run_sql: RunSql, statement: str, told: str
    ) -> None:
        run_sql(address, *statement.split("; "))
        with pytest.raises(Problem) as trouble:
            Store.open(address)
        assert trouble.value.code == "workspace-schema-foreign"
        assert told in sentence(trouble.value)

    def test_others_tables_beside_ours_are_no_matter(self, address: str, run_sql: RunSql) -> None:
        run_sql(address, "CREATE TABLE orders (id int)", "CREATE VIEW o AS SELECT * FROM orders")
        Store.open(address).close()

    def test_each_schema_of_a_database_is_looked_at_by_itself(
        self, address: str, run_sql: RunSql, now: datetime
    ) -> None:
        other = f"{address}&schema=sales"
        Store.create(other, at=now).close()
        run_sql(address, "ALTER TABLE public.batches DROP COLUMN author")
        Store.open(other).close()
        with pytest.raises(Problem) as trouble:
            Store.open(address)
        assert trouble.value.code == "workspace-schema-foreign"
