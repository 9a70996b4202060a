from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.evidence_entries import WorkspaceMigrated
from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage import schema, schema_revisions
from alignment_desktop.storage.addresses import Address
from alignment_desktop.storage.engine import make_engine, write_lock
from alignment_desktop.storage.store import Entry, Store
from alignment_desktop.storage.stored_values import moment_text
from alignment_desktop.storage.verification import verified
from tests.actors import NOBODY
from tests.unit.storage.earlier_builds import (
    RECORDS,
    fill_as_before,
    log_as_before,
    make_migrated,
)

RunSql = Callable[..., list[tuple[Any, ...]]]
FOUNDATION = "0001_foundation"


@pytest.fixture
def old(database: str, now: datetime) -> str:
    """The address of a workspace of the first revision, with an agreement in it."""
    make_migrated(database, now, FOUNDATION)
    fill_as_before(database, now)
    return database


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter on Windows")
def test_the_copy_of_an_older_workspace_is_readable_by_the_same(
    make_sqlite_address: Callable[[], str], now: datetime
) -> None:
    address = Path(make_sqlite_address())
    make_migrated(str(address), now, FOUNDATION)
    address.chmod(0o600)
    Store.open(str(address)).close()
    (copy,) = address.parent.glob("*(backup*")
    assert copy.stat().st_mode == address.stat().st_mode


def revision_of(run_sql: RunSql, address: str) -> str:
    return str(run_sql(address, "SELECT version_num FROM alembic_version")[0][0])


def test_an_older_workspace_is_stepped_up_with_its_content(old: str, now: datetime) -> None:
    with Store.open(old) as store:
        with store.change(Entry("remember", NOBODY, now)) as writer:
            writer.put_profile("crm", "a")
        with store.read() as reader:
            assert [row.label for row in reader.agreements()] == ["2026-Q4"]
            assert [row.body for row in reader.clauses(1)] == [{"name": "MQL"}]
            assert [row.party for row in reader.consents(1)] == ["sales"]
            assert reader.profiles() == {"crm": "a"}
            assert verified(reader).findings == ()
            assert reader.revision() == 3


def test_a_step_up_leaves_the_log_as_it_was_and_adds_an_entry_of_it(
    old: str, now: datetime, run_sql: RunSql
) -> None:
    query = "SELECT revision, at, author, action, details, previous_hash, hash FROM change_log"
    (before,) = run_sql(old, query)
    with Store.open(old, program="the program") as store, store.read() as reader:
        first, step = reader.log()
    assert run_sql(old, f"{query} WHERE revision = 1") == [before]
    assert (first.actor, step.actor) == (Actor(None, "sales", ""), Actor(None, None, "the program"))
    assert step.action == "migrate"
    assert step.changes == (
        WorkspaceMigrated(FOUNDATION, schema_revisions.HEAD, before[-1], (), ()),
    )
    assert step.previous_hash == before[-1]


def test_what_is_damaged_in_an_older_workspace_is_told_before_and_after_the_step_up(
    old: str, run_sql: RunSql
) -> None:
    run_sql(old, "UPDATE clauses SET body = replace(body, 'MQL', 'SQL')")
    with Store.open(old) as store, store.read() as reader:
        (change,) = reader.log()[1].changes
        findings = verified(reader).findings
    assert isinstance(change, WorkspaceMigrated)
    assert change.damaged == ("clause-damaged stage.mql",)
    # The consent is tied to the words that were consented to, not to those that stand there now.
    assert [(each.rule, each.keys) for each in findings] == [
        ("clause-damaged", ("stage.mql",)),
        ("consent-damaged", ("stage.mql",)),
    ]


def test_a_row_that_names_no_program_does_not_follow_rows_that_do(old: str, now: datetime) -> None:
    Store.open(old).close()
    engine = make_engine(Address.parse(old))
    with engine.connect() as connection, write_lock(connection).begin():
        head = connection.exec_driver_sql("SELECT hash FROM change_log WHERE revision = 2").scalar()
        log_as_before(connection, 3, moment_text(now), RECORDS[2:], str(head))
    engine.dispose()
    with Store.open(old) as store, store.read() as reader:
        trouble = reader.verify_log()
    assert trouble is not None
    assert (trouble.code, trouble.facts) == ("log-broken", {"revision": 3})


def test_an_older_workspace_is_not_stepped_up_by_reading(old: str, run_sql: RunSql) -> None:
    with pytest.raises(Problem) as trouble:
        Store.open(old, read_only=True)
    assert trouble.value.code == "workspace-older"
    assert revision_of(run_sql, old) == FOUNDATION


def test_a_workspace_made_at_once_equals_one_made_step_by_step(
    make_database: Callable[[], str], now: datetime, run_sql: RunSql
) -> None:
    made, migrated = make_database(), make_database()
    Store.create(made, at=now).close()
    make_migrated(migrated, now, "head")
    described = [describe(run_sql, address) for address in (made, migrated)]
    assert described[0] == described[1]
    assert len(described[0]) > 9


def describe(run_sql: RunSql, address: str) -> list[tuple[Any, ...]]:
    if not address.startswith("postgresql"):
        rows = run_sql(address, "SELECT type, name, tbl_name, sql FROM sqlite_master")
        return sorted(
            (*names, re.sub(r"\s+", " ", sql or "").replace("( ", "(").replace(" )", ")").strip())
            for *names, sql in rows
        )
    queries = [
        "SELECT table_name, column_name, ordinal_position, data_type, is_nullable, "
        "character_maximum_length, column_default FROM information_schema.columns "
        "WHERE table_schema = 'public'",
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    ]
    return sorted(
        (str(number), *map(str, row))
        for number, query in enumerate(queries)
        for row in run_sql(address, query)
    )


def test_the_newest_revision_is_known_without_looking_at_the_steps() -> None:
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory(str(schema.MIGRATIONS))
    assert steps.get_heads() == [schema_revisions.HEAD]
    assert (
        tuple(step.revision for step in steps.walk_revisions())[::-1] == schema_revisions.REVISIONS
    )


OPENING = """
import sys
from alignment_desktop.storage.store import Store

with Store.open(sys.argv[1]) as store, store.read() as reader:
    reader.log()
print([name for name in ("alembic", "polars") if name in sys.modules])
"""


def test_opening_a_current_workspace_loads_neither_alembic_nor_polars(
    database: str, now: datetime
) -> None:
    Store.create(database, at=now).close()
    output = subprocess.check_output([sys.executable, "-c", OPENING, database], text=True)
    assert output == "[]\n"


CHANGING = """
import sys
from datetime import UTC, datetime
from alignment_desktop.domain.actors import COMMAND, Actor
from alignment_desktop.services.agreeing import Agree, ApplyText
from alignment_desktop.services.workspace import Workspace

now = datetime.now(UTC)
Workspace.new(sys.argv[1], by=Actor(None, None, COMMAND), at=now).close()
with Workspace.open(sys.argv[1]) as workspace:
    workspace.verify()
    command = ApplyText('[[term]]\\nkey = "lead"\\nname = "Lead"')
    workspace.execute(command, by=Actor(None, None, COMMAND), at=now)
    workspace.execute(Agree("sales", None), by=Actor(None, "sales", COMMAND), at=now)
    print(len(workspace.draft().consents.of(("term", "lead"))))
print([name for name in ("sqlalchemy", "asyncio", "polars") if name in sys.modules])
"""


class TestOfFiles:
    @pytest.fixture
    def database(self, sqlite_address: str) -> str:
        return sqlite_address

    def test_a_file_is_made_verified_and_changed_without_loading_sqlalchemy(
        self, database: str
    ) -> None:
        output = subprocess.check_output([sys.executable, "-c", CHANGING, database], text=True)
        assert output == "1\n[]\n"

    def test_a_copy_of_the_older_file_is_kept(self, old: str, run_sql: RunSql) -> None:
        path = Path(old)
        Store.open(old).close()
        copy = path.with_name(f"{path.stem} (backup 0001_foundation).align")
        assert sorted(path.parent.iterdir()) == sorted([path, copy])
        assert revision_of(run_sql, str(copy)) == FOUNDATION
        assert revision_of(run_sql, old) == schema_revisions.HEAD
        with Store.open(str(copy)) as store, store.read() as reader:
            assert [row.body for row in reader.clauses(1)] == [{"name": "MQL"}]
            assert reader.verify_log() is None

    def test_the_copy_holds_what_another_program_has_just_committed(
        self, old: str, now: datetime
    ) -> None:
        path = Path(old)
        place = Address.parse(old)
        engine = make_engine(place)
        with engine.connect() as other:
            with write_lock(other).begin():
                other.exec_driver_sql(
                    "INSERT INTO agreements VALUES (2, '2027-Q1', '2027-01-01', 0)"
                )
            Store.open(old).close()
        copy = path.with_name(f"{path.stem} (backup 0001_foundation).align")
        with Store.open(str(copy)) as store, store.read() as reader:
            assert [row.label for row in reader.agreements()] == ["2026-Q4", "2027-Q1"]

    def test_an_earlier_copy_is_not_overwritten(self, old: str) -> None:
        path = Path(old)
        earlier = path.with_name(f"{path.stem} (backup 0001_foundation).align")
        earlier.write_text("kept")
        Store.open(old).close()
        assert earlier.read_text() == "kept"
        assert path.with_name(f"{path.stem} (backup 0001_foundation, 2).align").exists()
