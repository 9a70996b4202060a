"""Hearing from a server that somebody changed a workspace on it."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from alignment_desktop.storage.wakeups import CHANNEL

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_LISTENING = 0.1
"""Seconds that a server is listened to before it is looked whether anybody still wants to."""
_AGAIN = 10.0
"""Seconds until a server that could not be listened to is tried again."""
_ERRORS = (psycopg.Error, SQLAlchemyError)


class ServerWakeups:
    """Hears of changes on a server; while it cannot listen it hears nothing.

    Args:
        engine: Makes connections.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._stopped = threading.Event()
        self._connection: Connection | None = None
        self._not_before = 0.0

    def wait(self) -> bool:
        """Listens a moment; whether somebody notified, or may have before it listened."""
        if self._connection is None:
            if time.monotonic() < self._not_before:
                self._stopped.wait(_LISTENING)
                return False
            return self._begin()
        try:
            driver = self._connection.connection.driver_connection
            assert driver is not None
            heard = list(driver.notifies(timeout=_LISTENING, stop_after=1))
            # What else has come is about changes that are read together.
            heard += driver.notifies(timeout=0)
        except _ERRORS:
            self._give_up()
            return False
        return bool(heard)

    def stop(self) -> None:
        """Lets `wait` come back soon."""
        self._stopped.set()

    def close(self) -> None:
        """Ends its connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(*_ERRORS):
                connection.invalidate()  # a listening one is of no use to anybody else
            connection.close()

    def _begin(self) -> bool:
        try:
            self._connection = self._engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"
            )
            self._connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        except _ERRORS:
            self._give_up()
            return False
        return True

    def _give_up(self) -> None:
        self._not_before = time.monotonic() + _AGAIN
        self.close()
