from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.store import Entry, Store
from tests.actors import NOBODY

START = date(2026, 10, 1)
RunSql = Callable[..., list[tuple[Any, ...]]]

WRITER = """
import sys
from datetime import UTC, datetime
from alignment_desktop.storage.store import Entry, Store
from alignment_desktop.domain.actors import Actor
NOBODY = Actor(None, None, "tests")

address, name, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Store.open(address, patience=30) as store:
    for number in range(times):
        with store.change(Entry(f"{name}:{number}", NOBODY, datetime.now(UTC))) as writer:
            writer.put_profile(name, str(number))
            revision = writer.revision()
        print(revision, flush=True)
"""

HANGING = """
import sys
from datetime import UTC, datetime
import polars as pl
from alignment_desktop.storage.store import Entry, Store
from alignment_desktop.domain.actors import Actor
NOBODY = Actor(None, None, "tests")

with Store.open(sys.argv[1]) as store:
    with store.change(Entry("import", NOBODY, datetime.now(UTC))) as writer:
        writer.put_profile("half", "done")
        writer.add_batch(
            file="a.csv", sheet="a", sha256="0" * 64, kind="leads", rows=200_000,
            data_as_of=None, mapping="", columns={}, problems=[], warnings=[],
            frame=pl.DataFrame({"row": range(200_000), "own:a": map(str, range(200_000))}),
            found=pl.DataFrame(),
        )
        print("written", flush=True)
        sys.stdin.read()
"""


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def remember(store: Store, now: datetime, name: str, text: str) -> None:
    with store.change(Entry("remember", NOBODY, now)) as writer:
        writer.put_profile(name, text)


def log_of(store: Store) -> list[str]:
    with store.read() as reader:
        assert reader.verify_log() is None
        return [row.action for row in reader.log()]


def test_revisions_count_the_changes(store: Store, now: datetime) -> None:
    with store.read() as reader:
        assert reader.revision() == 0
    for number in range(1, 4):
        remember(store, now, "crm", str(number))
        with store.read() as reader:
            assert reader.revision() == number
    with store.read() as reader:
        assert [row.revision for row in reader.log()] == [1, 2, 3]
        assert [row.revision for row in reader.log(since=2)] == [3]


def test_a_change_that_did_nothing_leaves_no_trace(store: Store, entry: Entry) -> None:
    with store.change(entry) as writer:
        writer.put_profile("crm", "a")
    with store.change(entry) as writer:
        assert writer.revision() == 2
        writer.put_profile("crm", "a")
    with store.read() as reader:
        assert reader.revision() == 1
        assert len(reader.log()) == 1


def test_an_exception_rolls_everything_back(store: Store, entry: Entry) -> None:
    def fail_late() -> None:
        with store.change(entry) as writer:
            number = writer.add_agreement("2026-Q4", START)
            writer.put_clause(number, "stage", "mql", 1, {})
            writer.put_profile("crm", "a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_late()
    with store.read() as reader:
        assert (reader.agreements(), reader.profiles(), reader.revision()) == ([], {}, 0)


def test_a_snapshot_does_not_see_what_others_change_meanwhile(
    store: Store, database: str, now: datetime
) -> None:
    with Store.open(database) as colleague, store.read() as reader:
        remember(colleague, now, "crm", "a")
        assert (reader.profiles(), reader.revision()) == ({}, 0)
    with store.read() as reader:
        assert (reader.profiles(), reader.revision()) == ({"crm": "a"}, 1)


def test_two_stores_on_one_workspace_see_each_others_commits(
    store: Store, database: str, now: datetime
) -> None:
    with Store.open(database) as colleague:
        remember(colleague, now, "theirs", "a")
        remember(store, now, "ours", "b")
        with colleague.read() as reader:
            assert reader.profiles() == {"ours": "b", "theirs": "a"}
            assert [row.revision for row in reader.log()] == [1, 2]


def test_a_writer_sees_what_it_has_done(store: Store, entry: Entry) -> None:
    with store.change(entry) as writer:
        writer.put_profile("crm", "a")
        assert writer.profiles() == {"crm": "a"}
        with store.read() as reader:
            assert reader.profiles() == {}


def test_a_second_change_at_once_is_refused_after_waiting(
    store: Store, database: str, entry: Entry
) -> None:
    with Store.open(database, patience=0.1) as colleague, store.change(entry) as writer:
        writer.put_profile("crm", "a")
        with pytest.raises(Problem) as trouble, colleague.change(entry):
            pass
    assert trouble.value.code == "workspace-locked"
    with store.read() as reader:
        assert reader.profiles() == {"crm": "a"}


def test_threads_of_one_store_never_lose_a_change(store: Store, now: datetime) -> None:
    def work(name: str) -> None:
        for number in range(5):
            remember(store, now, f"{name}-{number}", name)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, "abcd"))
    with store.read() as reader:
        assert len(reader.profiles()) == 20
        assert [row.revision for row in reader.log()] == list(range(1, 21))
        assert reader.verify_log() is None


def test_processes_never_lose_or_reorder_a_change(store: Store, database: str) -> None:
    names = ["a", "b", "c"]
    processes = [start(WRITER, database, name, "8") for name in names]
    revisions: list[int] = []
    for process in processes:
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        own = [int(line) for line in output.split()]
        assert own == sorted(own)
        revisions += own
    assert sorted(revisions) == list(range(1, 25))
    actions = log_of(store)
    for name in names:
        own_actions = [action for action in actions if action.startswith(name)]
        assert own_actions == [f"{name}:{number}" for number in range(8)]
    with store.read() as reader:
        assert reader.profiles() == {"a": "7", "b": "7", "c": "7"}


def test_a_writer_killed_in_the_middle_leaves_nothing(
    store: Store, database: str, now: datetime
) -> None:
    remember(store, now, "before", "a")
    process = start(HANGING, database)
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    process.kill()
    process.communicate()
    with Store.open(database) as opened, opened.read() as reader:
        assert reader.profiles() == {"before": "a"}
        assert reader.batches() == []
    remember(store, now, "after", "b")
    assert log_of(store) == ["remember", "remember"]


def test_a_writer_killed_at_any_moment_loses_nothing_that_was_committed(
    store: Store, database: str
) -> None:
    process = start(WRITER, database, "a", "100000")
    assert process.stdout is not None
    told = [int(process.stdout.readline()) for _ in range(7)]
    process.kill()
    # Not `communicate`, which would lose what was read ahead of the lines above.
    rest = process.stdout.read()
    process.communicate()
    told += [int(line) for line in rest.split("\n")[:-1]]
    # The last change may have been committed before it could be told.
    assert len(log_of(store)) - told[-1] in {0, 1}
    with store.read() as reader:
        assert reader.profiles() == {"a": str(reader.revision() - 1)}


GUARDS = {
    "sqlite": [
        "DROP TRIGGER {table}_refuses_update",
        "DROP TRIGGER {table}_refuses_delete",
    ],
    "postgresql": ["DROP TRIGGER {table}_refuses_change ON {table}"],
}


def drop_guards(run_sql: RunSql, address: str, table: str) -> None:
    kind = "postgresql" if address.startswith("postgresql") else "sqlite"
    run_sql(address, *(statement.format(table=table) for statement in GUARDS[kind]))


@pytest.mark.parametrize(
    ("tampering", "first_bad"),
    [
        ("UPDATE change_log SET author = 'sales' WHERE revision = 2", 2),
        ("UPDATE change_log SET agreement = 7 WHERE revision = 2", 2),
        ("UPDATE change_log SET at = '2026-10-05T07:30:15.123457+00:00' WHERE revision = 3", 3),
        ("UPDATE change_log SET at = 'yesterday' WHERE revision = 3", 3),
        ("UPDATE change_log SET details = replace(details, 'two', 'too')", 2),
        ("UPDATE change_log SET details = 'no json' WHERE revision = 1", 1),
        ("UPDATE change_log SET hash = previous_hash WHERE revision = 3", 3),
        ("UPDATE change_log SET previous_hash = hash WHERE revision = 3", 3),
        ("DELETE FROM change_log WHERE revision = 1", 1),
        ("DELETE FROM change_log WHERE revision = 2", 2),
        ("DELETE FROM change_log WHERE revision = 3", 3),
        ("UPDATE workspace SET revision = 9", 4),
    ],
)
def test_tampering_with_the_log_is_found(
    store: Store, database: str, now: datetime, run_sql: RunSql, tampering: str, first_bad: int
) -> None:
    for text in ("one", "two", "three"):
        remember(store, now, "crm", text)
    with store.read() as reader:
        assert reader.verify_log() is None
    drop_guards(run_sql, database, "change_log")
    run_sql(database, tampering)
    with store.read() as reader:
        found = reader.verify_log()
    assert found is not None
    assert (found.code, found.facts) == ("log-broken", {"revision": first_bad})


@pytest.mark.parametrize("table", ["change_log", "versions", "evidence_chunks"])
@pytest.mark.parametrize("verb", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_the_database_itself_refuses_to_change_what_is_only_appended(
    store: Store, database: str, entry: Entry, run_sql: RunSql, table: str, verb: str
) -> None:
    import polars as pl

    with store.change(entry) as writer:
        number = writer.add_agreement("2026-Q4", START)
        writer.add_version(number, "abc", {}, None, "", "")
        writer.add_batch(
            file="a.csv", sheet="a", sha256="0" * 64, kind="leads", rows=0, data_as_of=None,
            mapping="", columns={}, problems=[], warnings=[], frame=pl.DataFrame({"row": [1]}),
            found=pl.DataFrame(),
        )  # fmt: skip
    column = "revision" if table == "change_log" else "number"
    with pytest.raises(Exception, match="never changed"):
        run_sql(database, verb.format(table=table, column=column))


def test_a_record_that_cannot_be_read_is_called_damage(
    store: Store, database: str, entry: Entry, run_sql: RunSql
) -> None:
    with store.change(entry) as writer:
        writer.add_agreement("2026-Q4", START)
        writer.put_clause(1, "stage", "mql", 1, {})
    run_sql(database, "UPDATE clauses SET body = '{broken'")
    with pytest.raises(Problem) as trouble, store.read() as reader:
        [clause.body for clause in reader.clauses(1)]
    assert trouble.value.code == "workspace-corrupt"
    assert trouble.value.facts == {"workspace": store.shown}


def test_a_closed_store_is_not_used_again(store: Store, entry: Entry) -> None:
    store.close()
    with pytest.raises(RuntimeError), store.read():
        pass
    with pytest.raises(RuntimeError), store.change(entry):
        pass
