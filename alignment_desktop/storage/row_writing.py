"""Rows of a workspace's tables as they are written: the same SQL for both databases.

Each is told by the names of its columns. Thousands are written as soon as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from alignment_desktop.storage.stored_values import json_text, moment_text

if TYPE_CHECKING:
    from alignment_desktop.storage.records import Transaction

Row = Mapping[str, Any]
"""Values by the names of their columns; in all rows of one call the same columns in one order."""


def add_rows(transaction: Transaction, table: str, rows: Sequence[Row]) -> None:
    """Adds rows to a table."""
    if rows:
        names = ", ".join(rows[0])
        places = ", ".join("?" * len(rows[0]))
        sql = f"INSERT INTO {table} ({names}) VALUES ({places})"
        transaction.run(sql, [_stored(row.values()) for row in rows])


def change_rows(
    transaction: Transaction, table: str, rows: Sequence[Row], *, which: Sequence[str]
) -> None:
    """Gives rows that there are other values.

    Args:
        transaction: In which that is done.
        table: The table.
        rows: The new values, and what tells which row each is about.
        which: The columns that tell it.
    """
    if rows:
        new = [name for name in rows[0] if name not in which]
        sql = f"UPDATE {table} SET {_equal(new, ', ')} WHERE {_equal(which, ' AND ')}"
        order = [*new, *which]
        transaction.run(sql, [_stored(row[name] for name in order) for row in rows])


def remove_rows(transaction: Transaction, table: str, rows: Sequence[Row]) -> None:
    """Removes all rows of a table that have the values of one of `rows`."""
    if rows:
        sql = f"DELETE FROM {table} WHERE {_equal(list(rows[0]), ' AND ')}"
        transaction.run(sql, [_stored(row.values()) for row in rows])


def _equal(names: Sequence[str], between: str) -> str:
    return between.join(f"{name} = ?" for name in names)


def _stored(values: Iterable[Any]) -> list[Any]:
    """Values as the database gets them: moments, days, lists and tables as text."""
    return [_TEXTS[type(each)](each) if type(each) in _TEXTS else each for each in values]


_TEXTS: Mapping[type[Any], Any] = {
    datetime: moment_text,
    date: date.isoformat,
    dict: json_text,
    list: json_text,
}
