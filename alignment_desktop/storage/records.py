"""How a workspace is asked: by the same SQL whichever database has it, and without SQLAlchemy.

A file is asked through Python's own sqlite3 (`file_connections`), a server through SQLAlchemy
(`engine`). Both give a `Transaction`; every reader asks through `Records`, and what changes rows
does so by `row_writing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage.columns import COLUMNS, SINCE_ACTORS, Read
from alignment_desktop.storage.stored_values import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Transaction(Protocol):
    """A transaction in a workspace's database."""

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterable[Sequence[Any]]:
        """What a query finds, as the database gives it; of a file one row after the other.

        Args:
            sql: The query, with a `?` for each value and neither `?` nor `%` elsewhere.
            values: What stands in their places.
        """
        ...

    def run(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Runs a statement that changes something, once for the values of each of `rows`.

        Args:
            sql: As above.
            rows: What stands in the places, time by time.
        """
        ...

    def commit(self) -> None:
        """Ends the transaction; all that it changed is stored."""
        ...


class Records:
    """What a snapshot of the workspace knows of itself; readers of its parts build on it.

    Attributes:
        transaction: In which it is asked.
        before_actors: Whether the tables are of a revision before there were actors.
        before_signing: Whether they are of one before anything was signed.
    """

    def __init__(
        self,
        transaction: Transaction,
        *,
        before_actors: bool = False,
        before_signing: bool = False,
    ) -> None:
        self.transaction = transaction
        self.before_actors = before_actors
        self.before_signing = before_signing

    def counted_revision(self) -> int:
        """The revision of the last change that is stored; 0 where nothing was changed yet.

        Raises:
            Problem: `workspace-corrupt`, where none is counted.
        """
        for (revision,) in self.rows("workspace", "revision", more="WHERE id = 1"):
            if isinstance(revision, int):
                return revision
        raise Problem("workspace-corrupt")

    def rows(
        self,
        table: str,
        *names: str,
        more: str = "",
        values: Sequence[object] = (),
    ) -> Iterator[tuple[Any, ...]]:
        """Columns of a table's rows, each value as its column is read.

        Args:
            table: Its name.
            names: The columns; one that older tables do not have is None there.
            more: What follows the table's name, with a `?` for each value.
            values: What stands in their places.

        Raises:
            Problem: `workspace-corrupt`, where this program cannot have written a value.
        """
        found = list(self.transaction.rows(self._query(table, names, more), values))
        if not found:
            return iter(())
        # Column by column, as tens of thousands of cells are read.
        columns = zip(_reads(table, names), zip(*found, strict=True), strict=True)
        return zip(*(map(read, cells) for read, cells in columns), strict=True)

    def streamed_rows(
        self, table: str, *names: str, more: str = "", values: Sequence[object] = ()
    ) -> Iterator[tuple[Any, ...]]:
        """The same, one row at a time: for rows that may be large, or not be read to the end."""
        reads = _reads(table, names)
        for row in self.transaction.rows(self._query(table, names, more), values):
            yield tuple([read(value) for read, value in zip(reads, row, strict=True)])

    def _query(self, table: str, names: Sequence[str], more: str) -> str:
        lacking = SINCE_ACTORS.get(table, frozenset()) if self.before_actors else frozenset()
        asked = ", ".join("NULL" if name in lacking else f"{table}.{name}" for name in names)
        return f"SELECT {asked} FROM {table} {more}"

    def number(self, sql: str, *values: object) -> int:
        """The one number that a query gives, such as a count; 0 where it gives none."""
        ((number,),) = self.transaction.rows(sql, values)
        return 0 if number is None else whole_number(number)


def _reads(table: str, names: Sequence[str]) -> list[Read]:
    return [COLUMNS[table][name] for name in names]


def places(values: Sequence[object]) -> str:
    """A `?` for each value: `?, ?, ?`."""
    return ", ".join("?" * len(values))
