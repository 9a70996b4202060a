"""Following a workspace: whoever changes it, in whatever program, is heard of at once."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg
import pytest

from alignment_desktop.services.editing import AddClause
from alignment_desktop.services.feed import changed_since, news
from alignment_desktop.services.following import Follower
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.store import Store
from tests.actors import NOBODY

START = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
PATIENCE = 30.0


class Heard:
    """Waits for the follower to tell that something was changed after a revision."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.woken = threading.Semaphore(0)

    def told(self) -> None:
        self.woken.release()

    def of_changes_since(self, revision: int) -> bool:
        """Whether it is told; what else wakes it, as beginning to listen does, is passed over."""
        while not changed_since(self._workspace, revision):
            if not self.woken.acquire(timeout=PATIENCE):
                return False
        return True


@contextmanager
def followed(database: str) -> Iterator[tuple[Workspace, Heard]]:
    with Workspace.new(database, by=NOBODY, at=START) as workspace:
        heard = Heard(workspace)
        follower = Follower(workspace, heard.told)
        yield workspace, heard
        follower.close()
    assert not [each for each in threading.enumerate() if each.name.startswith("follow")]


def test_a_colleague_is_heard_of(database: str) -> None:
    with followed(database) as (workspace, heard), Workspace.open(database) as theirs:
        for number in range(3):
            revision = news(workspace, None, None).revision
            theirs.execute(AddClause("term", {"name": str(number)}, None), by=NOBODY, at=START)
            assert heard.of_changes_since(revision)


def test_another_process_is_heard_of(database: str) -> None:
    with followed(database) as (workspace, heard):
        revision = news(workspace, None, None).revision
        code = (
            "import sys; from datetime import UTC, datetime;"
            "from alignment_desktop.domain.actors import Actor;"
            "from alignment_desktop.services.editing import AddClause;"
            "from alignment_desktop.services.workspace import Workspace;"
            "workspace = Workspace.open(sys.argv[1]);"
            "workspace.execute(AddClause('term', {'name': 'Theirs'}, None),"
            " by=Actor(None, None, 'tests'), at=datetime.now(UTC)); workspace.close()"
        )
        subprocess.run([sys.executable, "-c", code, database], check=True, timeout=120)
        assert heard.of_changes_since(revision)
        assert ("term", "theirs") in news(workspace, None, None).draft.agreement.clauses


def test_one_who_may_only_look_hears_too(sqlite_address: str) -> None:
    with (
        followed(sqlite_address) as (workspace, heard),
        Workspace(Store.open(sqlite_address, read_only=True)) as theirs,
    ):
        revision = news(workspace, None, None).revision
        later = Heard(theirs)
        follower = Follower(theirs, later.told)
        workspace.execute(AddClause("term", {"name": "Ours"}, None), by=NOBODY, at=START)
        assert later.of_changes_since(revision)
        assert heard.of_changes_since(revision)
        follower.close()


def test_a_server_that_ends_the_connection_disturbs_nobody(
    postgresql_address: str, postgresql_server: Callable[[str], str]
) -> None:
    with followed(postgresql_address) as (workspace, heard):
        assert heard.woken.acquire(timeout=PATIENCE)  # it listens
        with psycopg.connect(postgresql_server("postgres"), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            )
        revision = news(workspace, None, None).revision
        workspace.execute(AddClause("term", {"name": "Ours"}, None), by=NOBODY, at=START)
        # The look of every other second finds it; nothing has failed.
        assert changed_since(workspace, revision)


def test_nothing_is_told_where_nothing_changed(database: str) -> None:
    with Workspace.new(database, by=NOBODY, at=START) as workspace:
        wakeups = workspace.store.wakeups()
        assert wakeups.wait()  # something may have changed before it listened
        assert not wakeups.wait()
        workspace.execute(AddClause("term", {"name": "Ours"}, None), by=NOBODY, at=START)
        assert wakeups.wait()
        assert not wakeups.wait()
        wakeups.stop()
        assert not wakeups.wait()
        wakeups.close()


@pytest.mark.parametrize("times", [1, 2])
def test_a_follower_may_be_closed_at_once(database: str, times: int) -> None:
    with Workspace.new(database, by=NOBODY, at=START) as workspace:
        for _ in range(times):
            Follower(workspace, lambda: None).close()
