from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.store import Entry, Store
from tests.actors import NOBODY

RunSql = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def server_store(postgresql_address: str, now: datetime) -> Iterator[Store]:
    with Store.create(postgresql_address, at=now) as store:
        yield store


def open_problem(address: str) -> Problem:
    with pytest.raises(Problem) as trouble:
        Store.open(address)
    return trouble.value


def test_an_empty_database_is_no_workspace(postgresql_address: str, run_sql: RunSql) -> None:
    assert open_problem(postgresql_address).code == "not-a-workspace"
    run_sql(postgresql_address, "CREATE TABLE orders (id int)")
    assert open_problem(postgresql_address).code == "not-a-workspace"


def test_a_workspace_is_made_beside_others_tables(
    postgresql_address: str, run_sql: RunSql, now: datetime
) -> None:
    run_sql(postgresql_address, "CREATE TABLE orders (id int)")
    with Store.create(postgresql_address, at=now) as store, store.read() as reader:
        assert reader.revision() == 0


def test_a_failed_making_leaves_no_table(
    postgresql_address: str, run_sql: RunSql, now: datetime
) -> None:
    run_sql(postgresql_address, "CREATE TABLE profiles (name text)")
    with pytest.raises(Problem) as trouble:
        Store.create(postgresql_address, at=now)
    assert trouble.value.code == "workspace-exists"
    tables = run_sql(
        postgresql_address, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    assert tables == [("profiles",)]


def test_an_unknown_database_is_told(postgresql_address: str) -> None:
    url = make_url(postgresql_address).set(database="none", password="s3cret")
    problem = open_problem(url.render_as_string(hide_password=False))
    assert problem.code == "database-unknown"
    assert "s3cret" not in str(problem)


def test_an_unknown_user_is_told(postgresql_address: str) -> None:
    url = make_url(postgresql_address).set(username="nobody", password="s3cret")
    problem = open_problem(url.render_as_string(hide_password=False))
    assert problem.code == "database-login-refused"
    assert "s3cret" not in str(problem)


def test_a_server_that_does_not_answer_is_told(now: datetime) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"postgresql://ada:s3cret@127.0.0.1:{unused.getsockname()[1]}/plan"
        problem = open_problem(address)
        with pytest.raises(Problem) as trouble:
            Store.create(address, at=now)
    assert problem.code == trouble.value.code == "database-unreachable"
    assert "s3cret" not in str(problem)
    assert "***" in str(problem)


def test_a_connection_lost_in_the_middle_stores_nothing_and_is_made_again(
    server_store: Store, postgresql_address: str, run_sql: RunSql, now: datetime
) -> None:
    def lose_connection() -> None:
        with server_store.change(Entry("x", NOBODY, now)) as writer:
            writer.put_profile("crm", "lost")
            run_sql(
                postgresql_address,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            writer.put_profile("ads", "lost")

    with pytest.raises(Problem) as trouble:
        lose_connection()
    assert trouble.value.code == "database-lost"
    with server_store.change(Entry("x", NOBODY, now)) as writer:
        assert writer.profiles() == {}
        writer.put_profile("crm", "a")
    with server_store.read() as reader:
        assert reader.revision() == 1


def test_a_user_without_rights_is_told(
    server_store: Store, postgresql_address: str, run_sql: RunSql, now: datetime
) -> None:
    role = f"guest_{make_url(postgresql_address).database}"
    run_sql(postgresql_address, f"CREATE ROLE {role} LOGIN")
    try:
        guest = make_url(postgresql_address).set(username=role)
        address = guest.render_as_string(hide_password=False)
        assert open_problem(address).code == "no-rights"
        run_sql(postgresql_address, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
        with Store.open(address) as store:
            with store.read() as reader:
                assert reader.profiles() == {}
            with pytest.raises(Problem) as trouble, store.change(Entry("x", NOBODY, now)):
                pass
        assert trouble.value.code == "no-rights"
    finally:
        run_sql(postgresql_address, f"DROP OWNED BY {role}", f"DROP ROLE {role}")


def test_schemas_of_one_database_are_workspaces_of_their_own(
    postgresql_address: str, now: datetime
) -> None:
    sales, service = (f"{postgresql_address}&schema={name}" for name in ("sales", "service"))
    with Store.create(sales, at=now) as first, Store.create(service, at=now) as second:
        with first.change(Entry("x", NOBODY, now)) as writer:
            writer.put_profile("crm", "a")
        with second.read() as reader:
            assert reader.profiles() == {}
    with Store.open(sales) as store, store.read() as reader:
        assert reader.profiles() == {"crm": "a"}
    assert open_problem(postgresql_address).code == "not-a-workspace"
