"""Frozen versions of an agreement, each read only as it was frozen."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_stored_clause
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.replay import Frozen
    from alignment_desktop.storage.reader import Reader
    from alignment_desktop.storage.versions import VersionRow

_KEPT = 16
"""So many contents of versions are kept as they were read."""


@dataclass(frozen=True)
class Version:
    """A frozen, numbered copy of a whole agreement.

    Attributes:
        number: 1 for the first.
        since: The day from whose local midnight it is in force; None for the first, which is in
            force from the beginning.
        actor: Who froze it.
        reason: Why it was frozen; may be empty.
    """

    number: int
    agreement: Agreement
    content_hash: str
    since: date | None
    frozen_at: datetime
    actor: Actor
    reason: str = ""


def read_versions(reader: Reader, agreement_id: int, agreement: Agreement) -> list[Version]:
    """The frozen versions of an agreement as `reader` sees them, the first one first.

    Raises:
        Problem: `version-damaged`, `version-vanished`, where one is not as it was frozen.
    """
    rows = {row.number: row for row in reader.versions(agreement_id)}
    logged = reader.logged_versions(agreement_id)
    for number in logged:
        if number not in rows:
            raise Problem("version-vanished", number=number, label=agreement.label)
    return [_version(agreement, row, logged.get(row.number)) for row in rows.values()]


def read_version(reader: Reader, agreement_id: int, agreement: Agreement, number: int) -> Version:
    """One frozen version of an agreement as `reader` sees it.

    Raises:
        Problem: `unknown-version`, where it has none of that number, and `no-versions`, where it
            has none at all; `version-damaged`, `version-vanished`, where it is not as it was
            frozen.
    """
    rows = {row.number: row for row in reader.versions(agreement_id)}
    logged = reader.logged_versions(agreement_id)
    if number in logged and number not in rows:
        raise Problem("version-vanished", number=number, label=agreement.label)
    if number not in rows:
        code = "unknown-version" if rows else "no-versions"
        raise Problem(code, value=number, label=agreement.label, count=len(rows))
    return _version(agreement, rows[number], logged.get(number))


@lru_cache(maxsize=_KEPT)
def _read_agreement(label: str, content: str) -> Agreement:
    """The agreement of a version's content, which never changes and is asked for again and again.

    Args:
        label: What the agreement is called.
        content: The content as JSON, word for word: the same hash may stand for another order.

    Raises:
        Problem: As `Agreement.from_content`.
    """
    return Agreement.from_content(label, json.loads(content), read_stored_clause)


def _version(agreement: Agreement, row: VersionRow, logged: Frozen | None) -> Version:
    from alignment_desktop.storage.versions import version_holds

    if logged is None or not version_holds(row, *logged):
        raise Problem("version-damaged", number=row.number, label=agreement.label)
    try:
        content = _read_agreement(agreement.label, json.dumps(row.content))
    except Problem as problem:
        # What was frozen is still there, so only a newer program can have frozen it.
        label = agreement.label
        raise Problem("version-unreadable", number=row.number, label=label) from problem
    zone = ZoneInfo(content.timezone)
    since = None
    if row.number > 1:
        since = row.effective or row.frozen_at.astimezone(zone).date()
    return Version(
        row.number, content, row.content_hash, since, row.frozen_at, row.actor, row.reason
    )
