"""What every connection to a workspace's file is told first: a file can come from anybody.

Nothing in the file's schema may call functions with side effects, no other file can be attached,
no extension loaded, and every page is looked at before it is believed. What SQLite itself advises:
https://www.sqlite.org/security.html
"""

from __future__ import annotations

import sqlite3

LONGEST_VALUE = 512 * 1024 * 1024
"""Bytes of one value, such as 50,000 rows of an import: larger ones are neither read nor stored."""

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 20,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 5,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
"""What a statement may need at most; ours need far less, those in a foreign schema may not."""

_SWITCHES = {
    # Only Python 3.12 and later can throw them.
    "SQLITE_DBCONFIG_DEFENSIVE": True,
    "SQLITE_DBCONFIG_TRUSTED_SCHEMA": False,
    "SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION": False,
    "SQLITE_DBCONFIG_DQS_DDL": False,
    "SQLITE_DBCONFIG_DQS_DML": False,
    "SQLITE_DBCONFIG_ENABLE_VIEW": False,
}


def harden(connection: sqlite3.Connection) -> None:
    """Sets a connection up that was just made.

    Raises:
        sqlite3.Error: The file cannot be opened.
    """
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)
    if hasattr(connection, "enable_load_extension"):
        connection.enable_load_extension(False)
    if hasattr(connection, "setconfig"):
        for name, on in _SWITCHES.items():
            if hasattr(sqlite3, name):  # not where SQLite is older than the switch
                connection.setconfig(getattr(sqlite3, name), on)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
