"""The moment and the agreement that a question is about which names neither.

What measures is imported once there is something to measure: a workspace of one agreement need not
wait for it to be exported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, cast
from zoneinfo import ZoneInfo

from alignment_desktop.domain.clauses import HEADER, Header
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.services.drafts import newest_first, stored_clause
from alignment_desktop.storage.parts import EVIDENCE

if TYPE_CHECKING:
    from alignment_desktop.measurement.as_of import AsOf
    from alignment_desktop.services.workspace import Workspace


class Dated(Protocol):
    """What of an import, stored or still to come, says which moment it speaks of."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def kind(self) -> str:
        """The kind of sheet."""

    @property
    def imported_at(self) -> datetime:
        """When it was imported."""

    @property
    def data_as_of(self) -> str | None:
        """The moment its data speak of, as it was given; None where it was not."""


def agreement_at(
    workspace: Workspace, as_of: str | None, *, known_at: int | None = None, now: datetime
) -> str | None:
    """The agreement that figures are of where none is named, of several in sequence.

    That whose period holds the last day of the moment that they speak of; of several the newest.

    Args:
        workspace: Where they are.
        as_of: A moment or a day as `Question` takes it; the default one where None.
        known_at: An import as `Question` takes it.
        now: The present moment.

    Returns:
        Its label; None: the newest, also where no period holds that day.

    Raises:
        Problem: `unreadable-moment`, `unknown-batch`, or that what is stored is damaged.
    """
    with workspace.store.read() as reader:
        rows = newest_first(reader.agreements())
        if len(rows) < 2:
            return None
        from alignment_desktop.measurement.as_of import AsOf
        from alignment_desktop.services.evidence import counts

        workspace.require_sound(EVIDENCE)
        zone = workspace.draft_in(reader, rows[0].label).agreement.timezone
        if as_of is not None:
            known = AsOf.of(as_of, zone)
        else:
            counted = None if known_at is None else reader.batches_at_import(known_at)
            batches = [row for row in reader.batches() if counts(row, counted)]
            known = newest_knowledge(batches, reader.moments_of_import(), zone, now)
        day = known.day or known.moment.astimezone(ZoneInfo(zone)).date()
        for row in rows:
            header = reader.clauses_by_id(row.id, [(HEADER, "")])[HEADER, ""]
            period = cast(Header, stored_clause(HEADER, "", header.body)).period
            if period.start <= day <= period.end:
                return row.label
    return None


def newest_knowledge(
    batches: Sequence[Dated], imported: Mapping[int, datetime], zone: str, now: datetime
) -> AsOf:
    """The latest moment that imports of leads speak of; else that of any import; else now.

    Args:
        batches: Those that count.
        imported: By batch: when it was imported, by a clock that never runs backwards.
        zone: The agreement's.
        now: The present moment.
    """
    from alignment_desktop.measurement.as_of import AsOf

    leads = [row for row in batches if row.kind == Kind.LEADS]
    known = [
        _knowledge(row, imported.get(row.id, row.imported_at), zone) for row in leads or batches
    ]
    return max(known, key=lambda as_of: as_of.moment, default=AsOf.of(now, zone))


def _knowledge(row: Dated, imported: datetime, zone: str) -> AsOf:
    """What an import speaks of: nothing that lies after the import itself, but its whole day."""
    from alignment_desktop.measurement.as_of import AsOf

    at_import = AsOf.of(imported, zone)
    if row.data_as_of is None:
        return at_import
    try:
        given = AsOf.of(row.data_as_of, zone)
    except Problem as problem:
        raise Problem("evidence-damaged", batch=row.id) from problem
    return at_import if speaks_of_later(given, imported) else given


def speaks_of_later(given: AsOf, imported: datetime) -> bool:
    """Whether data are said to speak of what lies after their import; its whole day does not."""
    if given.day is not None:
        return given.day > imported.astimezone(ZoneInfo(given.zone)).date()
    return given.moment > imported
