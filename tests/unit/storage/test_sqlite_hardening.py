from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.file_connections import FileTransaction
from alignment_desktop.storage.store import Entry, Store
from tests.actors import NOBODY


@pytest.fixture
def store(sqlite_address: str, now: datetime) -> Iterator[Store]:
    with Store.create(sqlite_address, at=now) as opened:
        yield opened


@pytest.mark.parametrize(
    ("pragma", "value"), [("trusted_schema", 0), ("cell_size_check", 1), ("temp_store", 2)]
)
def test_a_connection_trusts_nothing_in_the_file(store: Store, pragma: str, value: int) -> None:
    with store.read() as reader:
        assert list(reader.transaction.rows(f"PRAGMA {pragma}")) == [(value,)]


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE ':memory:' AS other",
        "SELECT load_extension('x')",
        "SELECT 1" + " UNION ALL SELECT 1" * 60,
        "SELECT " + "(" * 150 + "1" + ")" * 150,
        f"SELECT '{'x' * 1_000_001}'",
    ],
)
def test_what_no_statement_of_ours_needs_is_not_done(store: Store, statement: str) -> None:
    with store.read() as reader, pytest.raises(sqlite3.Error):
        reader.transaction.rows(statement)


# Half a gigabyte is too much for a test; what happens at a limit is the same at any.
SMALL = 1_000


def read_less(store: Store) -> None:
    with store.read() as reader:
        assert isinstance(reader.transaction, FileTransaction)
        reader.transaction.connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, SMALL)
        reader.profiles()


def write_less(store: Store, now: datetime) -> None:
    with store.change(Entry("x", NOBODY, now)) as writer:
        assert isinstance(writer.transaction, FileTransaction)
        writer.transaction.connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, SMALL)
        writer.put_profile("ads", "b" * 2 * SMALL)


def test_a_value_that_is_too_large_is_neither_stored_nor_read(store: Store, now: datetime) -> None:
    with store.change(Entry("x", NOBODY, now)) as writer:
        writer.put_profile("crm", "a" * 2_000)
    with pytest.raises(Problem) as trouble:
        read_less(store)
    assert trouble.value.code == "value-too-large"
    with pytest.raises(Problem) as trouble:
        write_less(store, now)
    assert trouble.value.code == "value-too-large"
    store.close()
    with Store.open(store.address) as again, again.read() as reader:
        assert list(reader.profiles()) == ["crm"]
    assert Path(store.address).exists()
