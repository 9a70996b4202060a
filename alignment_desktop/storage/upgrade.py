"""An older workspace brought up to date: verified, its tables migrated, and the log told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, update

from alignment_desktop.domain.evidence_entries import WorkspaceMigrated
from alignment_desktop.storage import schema
from alignment_desktop.storage.change_log import FIRST_PREVIOUS_HASH
from alignment_desktop.storage.engine import EngineTransaction
from alignment_desktop.storage.evidence import reading_hash
from alignment_desktop.storage.log_writing import append
from alignment_desktop.storage.logged_facts import MIGRATE
from alignment_desktop.storage.reader import Reader
from alignment_desktop.storage.rows import Entry, words_hash
from alignment_desktop.storage.schema_revisions import (
    HEAD,
    WITH_ACTORS,
    WITH_PROFILES,
    knows,
)
from alignment_desktop.storage.stored_values import json_text
from alignment_desktop.storage.tables import batches, consents
from alignment_desktop.storage.verification import Verification, verified

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from alignment_desktop.domain.actors import Actor


def upgrade(connection: Connection, revision: str, actor: Actor, at: datetime) -> None:
    """Steps a workspace up from `revision`, inside the connection's transaction.

    Rows of the log keep their bytes and hashes. A new one tells of the step, of the hash that the
    log ended with, and of what was found damaged: that stays damaged, and is told again.
    """
    early = not knows(revision, WITH_ACTORS)
    older = Reader(EngineTransaction(connection), before_actors=early)
    # Tables from before profiles cannot be verified as a whole; the step that adds them is plain.
    if not knows(revision, WITH_PROFILES):
        schema.migrate(connection, WITH_PROFILES)
    before = verified(older)
    readings = tuple(_readings(older)) if early else ()
    schema.migrate(connection)
    if early:
        _tie_consents(connection, before)
        _find_imports(connection, before)
    head = before.rows[-1].hash if before.rows else FIRST_PREVIOUS_HASH
    damaged = tuple(" ".join((each.rule, *each.keys)) for each in before.findings)
    change = WorkspaceMigrated(revision, HEAD, head, damaged, readings)
    number = older.counted_revision() + 1
    append(connection, number, Entry(MIGRATE, actor, at), [change])


def _readings(reader: Reader) -> list[tuple[int, str]]:
    return [
        (row.id, reading_hash(row.mapping, row.columns, row.data_as_of)) for row in reader.batches()
    ]


def _tie_consents(connection: Connection, before: Verification) -> None:
    """Ties each consent to the words that the log says were consented to."""
    which = {name: consents.c[name] for name in ("agreement_id", "kind", "key", "party")}
    statement = update(consents).values(words=bindparam("its_words"))
    statement = statement.where(*(bindparam(f"its_{n}") == column for n, column in which.items()))
    values = [
        {
            "its_agreement_id": number,
            "its_kind": kind,
            "its_key": key,
            "its_party": party,
            "its_words": words_hash(kind, key, json_text(dict(state.body))),
        }
        for (number, kind, key), given in before.expected.consents.items()
        if (state := before.expected.clauses.get((number, kind, key))) is not None
        for party in given
    ]
    if values:
        connection.execute(statement, values)


def _find_imports(connection: Connection, before: Verification) -> None:
    """Notes by which change each batch was imported."""
    statement = update(batches).values(logged=bindparam("its_revision"))
    statement = statement.where(batches.c.id == bindparam("its_id"))
    values = [
        {"its_id": number, "its_revision": batch.revision}
        for number, batch in before.expected.batches.items()
    ]
    if values:
        connection.execute(statement, values)
