"""The one place where a database's errors become problems that a user can mend."""

from __future__ import annotations

import re
import sqlite3
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from alignment_desktop.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.exc import DBAPIError

_SQLITE = {
    sqlite3.SQLITE_PERM: "no-rights",
    sqlite3.SQLITE_BUSY: "workspace-locked",
    sqlite3.SQLITE_LOCKED: "workspace-locked",
    sqlite3.SQLITE_READONLY: "workspace-read-only",
    sqlite3.SQLITE_IOERR: "disk-full",
    sqlite3.SQLITE_CORRUPT: "workspace-corrupt",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_TOOBIG: "value-too-large",
    sqlite3.SQLITE_CANTOPEN: "no-rights",
    sqlite3.SQLITE_AUTH: "no-rights",
    sqlite3.SQLITE_NOTADB: "workspace-corrupt",
}
"""Primary result codes of SQLite; the extended codes carry them in the lowest byte."""

_POSTGRES = {
    "25006": "workspace-read-only",
    "28000": "database-login-refused",
    "28P01": "database-login-refused",
    "3D000": "database-unknown",
    "40001": "workspace-locked",
    "40P01": "workspace-locked",
    "42501": "no-rights",
    "42703": "workspace-part-missing",
    "42P01": "workspace-part-missing",
    "53100": "disk-full",
    "53300": "database-unreachable",
    "55P03": "workspace-locked",
    "57P01": "database-lost",
    "57P02": "database-lost",
    "57P03": "database-unreachable",
    "XX001": "workspace-corrupt",
    "XX002": "workspace-corrupt",
}
"""States of SQL that a server reports."""

_MISSING = re.compile(
    r"no such (?P<kind>table|column): (?P<name>[\w.]+)"
    r"|(?P<server_kind>column|relation) \"?(?P<server_name>[\w.]+)\"? does not exist"
)
"""How either database says that a table or a column is not there."""

_LOGIN_REFUSED = ("authentication failed", "no password supplied", "role ", "pg_hba.conf")


@contextmanager
def translated(workspace: str) -> Iterator[None]:
    """Raises what goes wrong in the database as a `Problem` that names `workspace`.

    Args:
        workspace: The address as it may be read by anyone.

    Raises:
        Problem: Any code of this module. What is no expected trouble passes unchanged.
    """
    try:
        yield
    except database_errors() as error:
        code = code_of(error)
        if code is None:
            raise
        facts = {"name": _missing_part(error)} if code == "workspace-part-missing" else {}
        raise Problem(code, workspace=workspace, **facts) from error
    except Problem as problem:
        if problem.code == "workspace-corrupt" and not problem.facts:
            raise problem.with_facts(workspace=workspace) from problem.__cause__
        raise


def database_errors() -> tuple[type[DBAPIError | sqlite3.Error], ...]:
    """The errors that a database may raise; SQLAlchemy's only where it was imported."""
    if "sqlalchemy.exc" not in sys.modules:
        return (sqlite3.Error,)
    from sqlalchemy.exc import DBAPIError

    return DBAPIError, sqlite3.Error


def code_of(error: DBAPIError | sqlite3.Error) -> str | None:
    """The problem's code for an error of a database, or None where it is no expected trouble."""
    cause = error if isinstance(error, sqlite3.Error) else error.orig
    if isinstance(cause, sqlite3.Error):
        return _sqlite_code(cause)
    state = getattr(cause, "sqlstate", None)
    if state in _POSTGRES:
        return _POSTGRES[state]
    if not isinstance(error, sqlite3.Error) and error.connection_invalidated:
        return "database-lost"
    if state is None and type(cause).__name__ in {"OperationalError", "ConnectionTimeout"}:
        return _connecting_code(str(cause))
    if not isinstance(error, sqlite3.Error) and error.statement is None:
        # The driver did not even try to connect with what the address asks for.
        return "bad-address" if type(cause).__name__ == "ProgrammingError" else None
    return None


def _sqlite_code(error: sqlite3.Error) -> str | None:
    number = getattr(error, "sqlite_errorcode", None)
    if number is not None:
        code = _SQLITE.get(number & 0xFF)
        # A statement that cannot be understood has no number of its own.
        return "workspace-part-missing" if code is None and _MISSING.search(str(error)) else code
    # Text that is no UTF-8 is found by the driver, which gives no number then.
    return "workspace-corrupt" if "decode" in str(error) else None


def _missing_part(error: DBAPIError | sqlite3.Error) -> str:
    """What is not there: `the column batches.author`."""
    found = _MISSING.search(str(error if isinstance(error, sqlite3.Error) else error.orig))
    if found is None:
        return "a table or a column"
    is_column = "column" in (found["kind"], found["server_kind"])
    kind = "column" if is_column else "table"
    return f"the {kind} {found['name'] or found['server_name']}"


def _connecting_code(text: str) -> str:
    """What stopped a connection from being made; libpq tells it in words alone."""
    if 'database "' in text and "does not exist" in text:
        return "database-unknown"
    if any(words in text for words in _LOGIN_REFUSED):
        return "database-login-refused"
    return "database-unreachable"
