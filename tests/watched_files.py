"""Hooks into the connections through which workspaces' files are used: those of sqlite3 itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from typing_extensions import override


@contextmanager
def watched_files(
    *,
    made: Callable[[sqlite3.Connection], object] = lambda _connection: None,
    running: Callable[[str], object] = lambda _statement: None,
) -> Iterator[None]:
    """Acts while files are used.

    Args:
        made: Gets every new connection.
        running: Gets a statement before it is run.
    """

    class Watched(sqlite3.Connection):
        @override
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            running(sql)
            return super().execute(sql, *values)

    def connect(*words: Any, **more: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = plainly(*words, factory=Watched, **more)
        made(connection)
        return connection

    plainly = sqlite3.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect)
        yield
