"""How the columns of a workspace's tables are read, whichever database they are asked of.

Whatever this program cannot have written is `workspace-corrupt`: SQLite keeps a text in a column of
whole numbers. `tables` says how the same columns are made and written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alignment_desktop.storage.stored_values import (
    day_of,
    json_of,
    moment_of,
    plain_text,
    true_or_false,
    whole_number,
)

Read = Callable[[Any], Any]
"""Turns what a database gives into the value; raises `Problem` where it is none of ours."""


# Tens of thousands of cells go through these two, so the usual value is told at once.
def _number(value: Any) -> int | None:
    return None if value is None else whole_number(value)


def _text(value: Any) -> str | None:
    return value if value.__class__ is str or value is None else plain_text(value)


def _or_none(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


def _object(value: Any) -> Any:
    return json_of(value, dict)


def _list(value: Any) -> Any:
    return json_of(value, list)


def _as_it_is(value: Any) -> Any:
    return value


_yes_or_no = _or_none(true_or_false)
_moment = _or_none(moment_of)
_day = _or_none(day_of)

COLUMNS: Mapping[str, Mapping[str, Read]] = {
    "workspace": {"id": _number, "revision": _number, "created_at": _moment},
    "change_log": {
        "revision": _number,
        "at": _moment,
        "author": _text,
        "action": _text,
        "agreement": _number,
        "details": _text,
        "previous_hash": _text,
        "hash": _text,
        "person": _text,
        "program": _text,
    },
    "agreements": {"id": _number, "label": _text, "period_start": _day, "untouched": _yes_or_no},
    "clauses": {
        "agreement_id": _number,
        "kind": _text,
        "key": _text,
        "position": _number,
        "body": plain_text,  # thousands are read, and few of them looked into
        "revision": _number,
    },
    "consents": {
        "agreement_id": _number,
        "kind": _text,
        "key": _text,
        "party": _text,
        "revision": _number,
        "at": _moment,
        "person": _text,
        "words": _text,
    },
    "versions": {
        "agreement_id": _number,
        "number": _number,
        "content_hash": _text,
        "frozen_at": _moment,
        "effective": _day,
        "reason": _text,
        "waived": _text,
        "content": _object,
        "person": _text,
        "party": _text,
        "program": _text,
    },
    "batches": {
        "id": _number,
        "file": _text,
        "sheet": _text,
        "sha256": _text,
        "kind": _text,
        "rows": _number,
        "imported_at": _moment,
        "author": _text,
        "data_as_of": _text,
        "withdrawn": _yes_or_no,
        "mapping": _text,
        "columns": _object,
        "problems": _list,
        "warnings": _list,
        "chunks": _number,
        "evidence_hash": _text,
        "person": _text,
        "program": _text,
        "logged": _number,
    },
    "evidence_chunks": {
        "batch_id": _number,
        "number": _number,
        "rows": _number,
        "sha256": _text,
        "data": _as_it_is,  # whoever reads it compares its hash
    },
    "profiles": {"name": _text, "mapping": _text},
    "kept_files": {"sha256": _text, "content": _as_it_is},  # the hash says whether it holds
}
"""By table and name: how a value is read."""

SINCE_ACTORS: Mapping[str, frozenset[str]] = {
    "change_log": frozenset({"person", "program"}),
    "consents": frozenset({"person", "words"}),
    "versions": frozenset({"person", "party", "program"}),
    "batches": frozenset({"person", "program", "logged"}),
}
"""By table: the columns that came with the actors; older tables have none of them."""
