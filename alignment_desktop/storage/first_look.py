"""A first look at a workspace's newest agreement, before SQLAlchemy is imported and all is checked.

A window shows what is seen here at once, and opens the store meanwhile. Only the plainest case is
seen: a file of ours in the present revision, which can be changed and which nobody locks. Of
everything else nothing is seen, and the store says what is the matter.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from alignment_desktop.domain.problems import Problem
from alignment_desktop.storage import files
from alignment_desktop.storage.addresses import Address
from alignment_desktop.storage.file_connections import FileConnections
from alignment_desktop.storage.reader import Reader
from alignment_desktop.storage.schema_check import look_at_file
from alignment_desktop.storage.schema_revisions import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


def look(address: str, read: Callable[[Reader, str], _T]) -> _T | None:
    """What `read` makes of a first look at the workspace; None where that case is not plain.

    Nothing is changed, and nothing is waited for.

    Args:
        address: Where it is.
        read: Gets a snapshot of the workspace, and its address fit to be shown.
    """
    try:
        place = Address.parse(address)
        path = place.path
        if path is None:
            return None
        files.recognise(path)
        if not files.may_change(path):
            return None
        connections = FileConnections(path, "query", 0)
        with closing(connections), connections.snapshot() as transaction:
            schema = look_at_file(transaction.rows)
            if schema.revision != HEAD or schema.differences:
                return None
            return read(Reader(transaction), place.shown)
    except (Problem, sqlite3.Error, TypeError, ValueError):
        # Whatever is wrong, whoever opens the workspace is told of it in the right words.
        return None
