"""What somebody with a database tool does to a workspace's file."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from alignment_desktop.domain.actors import Actor
from alignment_desktop.storage.change_log import FIRST_PREVIOUS_HASH, LogRow, row_hash


@contextmanager
def opened_by_hand(path: Path, *, guards: bool = True) -> Iterator[sqlite3.Connection]:
    """The file past the program; what keeps rows from being changed is put back at the end.

    Args:
        path: The file.
        guards: Whether it is put back.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        triggers = connection.execute(query).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in triggers if guards else ():
            connection.execute(sql)


def as_parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def rows_of(connection: sqlite3.Connection, batch: int) -> pl.DataFrame:
    """The first part of a batch."""
    query = "SELECT data FROM evidence_chunks WHERE batch_id = ? AND number = 1"
    return pl.read_parquet(io.BytesIO(connection.execute(query, (batch,)).fetchone()[0]))


def put_rows(
    connection: sqlite3.Connection, batch: int, parts: list[tuple[bytes, int]], *, log: bool = False
) -> None:
    """Puts other bytes in place of a batch's rows, with all hashes made anew.

    Args:
        connection: The file, without guards.
        batch: The batch.
        parts: The bytes of each part, and how many rows it says it has.
        log: Whether the change log is made anew too, so that no hash tells of it.
    """
    connection.execute("DELETE FROM evidence_chunks WHERE batch_id = ? AND number > 0", (batch,))
    hashes = [hashlib.sha256(data).hexdigest() for data, _ in parts]
    for number, ((data, rows), digest) in enumerate(zip(parts, hashes, strict=True), start=1):
        connection.execute(
            "INSERT INTO evidence_chunks (batch_id, number, rows, sha256, data) "
            "VALUES (?, ?, ?, ?, ?)",
            (batch, number, rows, digest, data),
        )
    whole = hashlib.sha256("".join(hashes).encode()).hexdigest()
    total = sum(rows for _, rows in parts)
    connection.execute(
        "UPDATE batches SET rows = ?, chunks = ?, evidence_hash = ? WHERE id = ?",
        (total, len(parts), whole, batch),
    )
    if log:
        rewrite_log(connection, "batch", batch, evidence_hash=whole, rows=total)


def rewrite_log(connection: sqlite3.Connection, what: str, number: int, **facts: Any) -> None:
    """Lets the log tell other facts of a batch or version, and chains all of it anew."""
    query = (
        "SELECT revision, at, person, author, program, action, agreement, details FROM change_log"
    )
    previous = FIRST_PREVIOUS_HASH
    for revision, at, person, author, program, action, agreement, text in connection.execute(
        f"{query} ORDER BY revision"
    ).fetchall():
        details = json.loads(text)
        for record in details["changes"]:
            named = record.get("id" if what == "batch" else "number") == number
            if record["what"] == what and named and record["before"] is None:
                record["after"].update(facts)
        actor = Actor(person, author or None, program)
        told = json.dumps(details, separators=(",", ":"))
        moment = datetime.fromisoformat(at)
        row = LogRow(revision, moment, actor, action, agreement, told, previous, "")
        digest = row_hash(row, previous)
        connection.execute(
            "UPDATE change_log SET details = ?, previous_hash = ?, hash = ? WHERE revision = ?",
            (told, previous, digest, revision),
        )
        previous = digest
