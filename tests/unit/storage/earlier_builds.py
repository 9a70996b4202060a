"""Workspaces as earlier builds made them, before there were actors: written row by row."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, text

from alignment_desktop.storage import schema
from alignment_desktop.storage.addresses import Address
from alignment_desktop.storage.engine import make_engine
from alignment_desktop.storage.new_file import MARKS
from alignment_desktop.storage.stored_values import moment_text
from alignment_desktop.storage.tables import workspace

Record = dict[str, Any]

ADDED = {"label": "2026-Q4", "period_start": "2026-10-01", "untouched": False}
STATE = {"position": 1, "body": {"name": "MQL"}, "revision": 1, "consents": []}
RECORDS: list[Record] = [
    {"what": "agreement", "id": 1, "before": None, "after": ADDED},
    {
        "what": "clause",
        "agreement": 1,
        "kind": "stage",
        "key": "mql",
        "before": None,
        "after": STATE,
    },
    {
        "what": "consent",
        "agreement": 1,
        "kind": "stage",
        "key": "mql",
        "party": "sales",
        "before": None,
        "after": 1,
    },
]


def make_migrated(address: str, now: datetime, revision: str) -> None:
    """A workspace made by the steps alone, up to `revision`."""
    place = Address.parse(address)
    engine = make_engine(place, mode="rwc")
    with engine.connect() as connection, connection.begin():
        if place.path is not None:
            for mark in MARKS:
                connection.exec_driver_sql(mark)
        schema.migrate(connection, revision)
        connection.execute(insert(workspace).values(id=1, revision=0, created_at=now))
    engine.dispose()


def fill_as_before(address: str, now: datetime) -> str:
    """One change, as an earlier build wrote it: a clause with a consent; the hash of its row."""
    engine = make_engine(Address.parse(address))
    at = moment_text(now)
    with engine.connect() as connection, connection.begin():
        _run(connection, "INSERT INTO agreements VALUES (1, '2026-Q4', '2026-10-01', FALSE)")
        body = json.dumps(STATE["body"], separators=(",", ":"))
        _run(connection, "INSERT INTO clauses VALUES (1, 'stage', 'mql', 1, :body, 1)", body=body)
        _run(connection, "INSERT INTO consents VALUES (1, 'stage', 'mql', 'sales', 1, :at)", at=at)
        digest = log_as_before(connection, 1, at, RECORDS)
    engine.dispose()
    return digest


def log_as_before(
    connection: Connection, revision: int, at: str, records: list[Record], previous: str = "0" * 64
) -> str:
    """Writes a row of the log, and counts up to it; its hash."""
    content = {
        "revision": revision,
        "at": at,
        "author": "sales",
        "action": "apply",
        "agreement": None,
        "details": {"changes": records},
        "previous_hash": previous,
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    details = json.dumps(content["details"], separators=(",", ":"))
    _run(
        connection,
        "INSERT INTO change_log (revision, at, author, action, details, previous_hash, hash) "
        "VALUES (:revision, :at, 'sales', 'apply', :details, :previous, :hash)",
        revision=revision,
        at=at,
        details=details,
        previous=previous,
        hash=digest,
    )
    _run(connection, "UPDATE workspace SET revision = :revision", revision=revision)
    return digest


def _run(connection: Connection, statement: str, **values: object) -> None:
    connection.execute(text(statement), values)
