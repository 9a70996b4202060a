"""An older workspace brought up to date: verified, its tables migrated, and the log told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.domain.evidence_entries import WorkspaceMigrated
from alignment_desktop.storage import schema
from alignment_desktop.storage.change_log import FIRST_PREVIOUS_HASH
from alignment_desktop.storage.engine import EngineTransaction
from alignment_desktop.storage.evidence import reading_hash
from alignment_desktop.storage.log_writing import append
from alignment_desktop.storage.logged_facts import MIGRATE
from alignment_desktop.storage.reader import Reader
from alignment_desktop.storage.row_writing import change_rows
from alignment_desktop.storage.rows import Entry, words_hash
from alignment_desktop.storage.schema_revisions import (
    HEAD,
    WITH_ACTORS,
    WITH_PROFILES,
    WITH_SIGNING,
    knows,
)
from alignment_desktop.storage.stored_values import json_text
from alignment_desktop.storage.verification import Verification, verified

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from alignment_desktop.domain.actors import Actor
    from alignment_desktop.storage.records import Transaction


def upgrade(connection: Connection, revision: str, actor: Actor, at: datetime) -> None:
    """Steps a workspace up from `revision`, inside the connection's transaction.

    Rows of the log keep their bytes and hashes. A new one tells of the step, of the hash that the
    log ended with, and of what was found damaged: that stays damaged, and is told again.
    """
    early = not knows(revision, WITH_ACTORS)
    transaction = EngineTransaction(connection)
    unsigned = not knows(revision, WITH_SIGNING)
    older = Reader(transaction, before_actors=early, before_signing=unsigned)
    # Tables from before profiles cannot be verified as a whole; the step that adds them is plain.
    if not knows(revision, WITH_PROFILES):
        schema.migrate(connection, WITH_PROFILES)
    before = verified(older)
    readings = tuple(_readings(older)) if early else ()
    schema.migrate(connection)
    if early:
        _tie_consents(transaction, before)
        _find_imports(transaction, before)
    head = before.rows[-1].hash if before.rows else FIRST_PREVIOUS_HASH
    damaged = tuple(" ".join((each.rule, *each.keys)) for each in before.findings)
    change = WorkspaceMigrated(revision, HEAD, head, damaged, readings)
    number = older.counted_revision() + 1
    append(transaction, number, Entry(MIGRATE, actor, at), [change])


def _readings(reader: Reader) -> list[tuple[int, str]]:
    return [
        (row.id, reading_hash(row.mapping, row.columns, row.data_as_of)) for row in reader.batches()
    ]


def _tie_consents(transaction: Transaction, before: Verification) -> None:
    """Ties each consent to the words that the log says were consented to."""
    tied = [
        {
            "agreement_id": number,
            "kind": kind,
            "key": key,
            "party": party,
            "words": words_hash(kind, key, json_text(dict(state.body))),
        }
        for (number, kind, key), given in before.expected.consents.items()
        if (state := before.expected.clauses.get((number, kind, key))) is not None
        for party in given
    ]
    which = "agreement_id", "kind", "key", "party"
    change_rows(transaction, "consents", tied, which=which)


def _find_imports(transaction: Transaction, before: Verification) -> None:
    """Notes by which change each batch was imported."""
    found = [
        {"id": number, "logged": batch.revision}
        for number, batch in before.expected.batches.items()
    ]
    change_rows(transaction, "batches", found, which=["id"])
