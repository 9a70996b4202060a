"""What the tests of the store share: a fresh store, entries, and SQL past the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from alignment_desktop.storage.addresses import Address
from alignment_desktop.storage.engine import make_engine
from alignment_desktop.storage.store import Entry, Store
from tests.actors import by

NOW = datetime(2026, 10, 5, 7, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def entry() -> Entry:
    return Entry("apply", by("sales"), NOW)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.create(database, at=NOW) as opened:
        yield opened


@pytest.fixture
def run_sql() -> Callable[..., list[tuple[Any, ...]]]:
    """Runs statements past the store, as somebody with a database tool would."""

    def run(address: str, *statements: str) -> list[tuple[Any, ...]]:
        engine = make_engine(Address.parse(address))
        rows: list[tuple[Any, ...]] = []
        try:
            with engine.begin() as connection:
                for statement in statements:
                    result = connection.exec_driver_sql(statement)
                    if result.returns_rows:
                        rows = [tuple(row) for row in result]
        finally:
            engine.dispose()
        return rows

    return run
