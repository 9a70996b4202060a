"""Whoever changes a workspace waits for the others, can be stopped meanwhile, and gets a turn."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from alignment_desktop.domain.effects import recorded
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled, Progress, Silent
from alignment_desktop.storage.store import Entry, Store
from alignment_desktop.storage.waiting import Turns
from tests.actors import NOBODY

RunSql = Callable[..., list[tuple[Any, ...]]]

CHANGING = """
import os, sys, traceback
from datetime import UTC, datetime
from alignment_desktop.domain.actors import COMMAND, Actor
from alignment_desktop.services.agreeing import Agree, ApplyText
from alignment_desktop.services.workspace import Workspace

address, programs, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

def change(name):
    for number in range(times // 2):
        with Workspace.open(address) as workspace:
            text = f'[[term]]\\nkey = "{name}"\\nname = "{number}"\\n'
            workspace.execute(ApplyText(text), by=Actor(None, None, COMMAND), at=datetime.now(UTC))
            sales = Actor(None, "sales", COMMAND)
            workspace.execute(Agree("sales", [f"term.{name}"]), by=sales, at=datetime.now(UTC))

# All of them start at once, and none has to load the program's modules first.
change("first")
started = []
for number in range(programs):
    started.append(os.fork())
    if not started[-1]:
        try:
            change(f"program-{number}")
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
sys.exit(sum(os.waitpid(each, 0)[1] != 0 for each in started))
"""


def remember(store: Store, now: datetime, name: str) -> None:
    with store.change(Entry("remember", NOBODY, now)) as writer:
        writer.put_profile(name, "a")


def profiles(store: Store) -> set[str]:
    with store.read() as reader:
        return set(reader.profiles())


@pytest.mark.skipif(
    not hasattr(os, "fork"),
    reason="only forked programs begin at once",
)
def test_eight_programs_that_change_one_workspace_all_get_their_turn(
    database: str, now: datetime
) -> None:
    from alignment_desktop.services.workspace import Workspace

    Workspace.new(database, by=NOBODY, at=now).close()
    ended = subprocess.run(
        [sys.executable, "-c", CHANGING, database, "8", "6"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (ended.stderr, ended.returncode) == ("", 0)
    with Store.open(database) as store, store.read() as reader:
        assert reader.verify_log() is None
        assert reader.revision() == 1 + 6 + 8 * 6


class Watching:
    """Hears of the waiting, and acts at the third report."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.stages: list[str] = []
        self._act = act

    def report(self, progress: Progress) -> None:
        self.stages.append(progress.stage)
        if len(self.stages) == 3:
            self._act()


@pytest.fixture
def busy(database: str, store: Store, entry: Entry) -> Iterator[ExitStack]:
    """A colleague's change under way, which ends when this is closed."""
    with Store.open(database) as colleague, ExitStack() as change:
        change.enter_context(colleague.change(entry)).put_profile("theirs", "a")
        yield change


def test_a_change_waits_until_the_other_one_is_done(
    store: Store, busy: ExitStack, now: datetime
) -> None:
    watching = Watching(busy.close)
    store.watch(watching)
    remember(store, now, "ours")
    assert profiles(store) == {"ours", "theirs"}
    assert set(watching.stages[:-1]) == {"waiting"}
    assert watching.stages[-1] == ""


def test_waiting_can_be_stopped_and_nothing_is_changed(
    store: Store, busy: ExitStack, now: datetime
) -> None:
    def stop() -> None:
        raise Cancelled

    store.watch(Watching(stop))
    with recorded() as effects, pytest.raises(Cancelled):
        remember(store, now, "ours")
    assert effects.places == set()
    assert profiles(store) == set()
    busy.close()
    store.watch(Watching(stop))
    remember(store, now, "later")
    assert profiles(store) == {"later", "theirs"}


def test_who_waits_in_one_thread_is_not_told_to_another(
    store: Store, busy: ExitStack, now: datetime
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    elsewhere = Watching(lambda: None)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(store.watch, elsewhere).result()
        store.watch(Watching(busy.close))
        remember(store, now, "ours")
    assert elsewhere.stages == []


class TestTurns:
    @pytest.fixture
    def naps(self, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        """How long was slept, by a clock that takes no time."""
        slept: list[float] = []
        monkeypatch.setattr("alignment_desktop.storage.waiting.time.sleep", slept.append)
        return slept

    def test_only_a_lock_is_waited_for(self, naps: list[float]) -> None:
        with (
            closing(sqlite3.connect(":memory:")) as connection,
            pytest.raises(sqlite3.OperationalError, match="no such table"),
        ):
            Turns(patience=5).take(lambda: connection.execute("SELECT * FROM nowhere"), Silent())
        assert naps == []

    def test_who_had_to_wait_stands_back_before_the_next_change_and_nobody_else_does(
        self, tmp_path: Path, naps: list[float]
    ) -> None:
        path = tmp_path / "plan.align"
        with (
            closing(sqlite3.connect(path, timeout=0)) as other,
            closing(sqlite3.connect(path, timeout=0)) as ours,
        ):

            def take_lock() -> None:
                ours.execute("BEGIN IMMEDIATE")
                ours.rollback()

            turns = Turns(patience=30)
            turns.take(take_lock, Silent())
            assert naps == []
            other.execute("BEGIN IMMEDIATE")
            turns.take(take_lock, Watching(other.rollback))
            waited = len(naps)
            assert waited == 3
            turns.take(take_lock, Silent())
            assert len(naps) == waited + 1


def test_a_change_that_was_committed_is_an_effect_that_lasts(store: Store, now: datetime) -> None:
    with recorded() as effects:
        remember(store, now, "ours")
        assert effects.places == {store.shown}
    with recorded() as effects:
        remember(store, now, "ours")  # which changes nothing
        assert effects.places == set()


def test_a_connection_that_is_lost_while_committing_is_told_as_unsure(
    postgresql_address: str, now: datetime, run_sql: RunSql
) -> None:
    def lose(_connection: object) -> None:
        run_sql(
            postgresql_address,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )

    with Store.create(postgresql_address, at=now) as store, recorded() as effects:
        event.listen(Engine, "commit", lose, once=True)
        with pytest.raises(Problem) as trouble:
            remember(store, now, "ours")
        assert trouble.value.code == "storing-unsure"
        assert effects.places == {store.shown}


def test_a_workspace_that_is_taken_back_leaves_nothing(
    database: str, now: datetime, run_sql: RunSql
) -> None:
    schema = f"{database}&schema=q4" if database.startswith("postgresql") else database
    for address in (database, schema):
        with recorded() as effects:
            store = Store.create(address, at=now)
            assert effects.places == {store.shown}
            store.remove()
            assert effects.places == set()
        with closing(Store.create(address, at=now)) as again:
            again.remove()
    if schema != database:
        query = "SELECT 1 FROM information_schema.schemata WHERE schema_name = 'q4'"
        assert run_sql(database, query) == []
