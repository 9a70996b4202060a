"""What the scoreboard would say with a prepared import, worked out without storing anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.domain.progress import Monitor, Progress
from alignment_desktop.domain.scoreboard import ScoreLine, View
from alignment_desktop.frames import DAY_SUFFIX, OWN, READ_DAY, READ_MOMENT, Kind
from alignment_desktop.measurement.request import Request
from alignment_desktop.services.evidence import Evidence, batch_of, counts, evidence_of, folded
from alignment_desktop.services.measured_board import Sources
from alignment_desktop.services.measuring import Question, request_of
from alignment_desktop.services.newest_knowledge import newest_knowledge
from alignment_desktop.services.scoreboard import lines_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.importing import Prepared
    from alignment_desktop.services.workspace import Workspace

_STAGE = "measuring"


@dataclass(frozen=True, slots=True)
class OutlookLine:
    """One commitment over the whole agreement, without and with an import.

    Attributes:
        now: As the scoreboard has it; None where it has no such line.
        after: As the scoreboard would have it.
    """

    now: ScoreLine | None
    after: ScoreLine


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the scoreboard would say after an import, beside what it says.

    Attributes:
        label: The agreement's.
        lines: Its commitments, in the order of the scoreboard.
        kind: What the rows of the import are.
        first: The first day of the agreement's period.
        last: Its last day.
        dated: The first and the last day that the import's fields name; None where they name none.
        inside: Whether one of these days lies in the agreement's period.
    """

    label: str
    lines: tuple[OutlookLine, ...]
    kind: Kind
    first: date
    last: date
    dated: tuple[date, date] | None
    inside: bool


@dataclass(frozen=True, slots=True)
class _Coming:
    """An import that is not stored: what of it says which moment it speaks of."""

    id: int
    kind: str
    imported_at: datetime
    data_as_of: str | None


def outlook(
    workspace: Workspace,
    prepared: Prepared,
    monitor: Monitor,
    *,
    label: str | None = None,
    now: datetime,
) -> Outlook:
    """What the scoreboard would say of a whole agreement, were an import stored at this moment.

    Args:
        workspace: Where it would be imported.
        prepared: The import.
        monitor: Asked to stop between the steps.
        label: Which agreement; the newest where None.
        now: The present moment.

    Raises:
        Problem: Where there is no agreement of that label, or what is stored is damaged.
        Cancelled: Where the monitor asks to stop.
    """
    monitor.report(Progress(0, 4, _STAGE))
    with workspace.store.read() as reader:
        rows = [row for row in reader.batches() if counts(row)]
        moments = reader.moments_of_import()
        stored = evidence_of(reader)
    imports = tuple((row.id, row.evidence_hash) for row in rows)
    held = replace(folded(stored), imports=imports)
    request = request_of(workspace, Question(label=label), now, held)
    monitor.report(Progress(1, 4, _STAGE))
    before = _lines(request, len(rows))
    monitor.report(Progress(2, 4, _STAGE))
    checked = prepared.checked
    batch = batch_of(stored.next_id, checked.kind, checked.frame, checked.mapping)
    batch = replace(batch, file=prepared.workbook.file_name)
    given = checked.mapping.data_as_of
    coming = _Coming(
        stored.next_id,
        checked.kind.value,
        max([now, *moments.values()]),  # the log's clock never runs backwards
        given.isoformat() if given else None,
    )
    evidence = folded(Evidence((*stored.batches, batch), stored.next_id + 1))
    as_of = newest_knowledge([*rows, coming], moments, request.zone, now)
    monitor.report(Progress(3, 4, _STAGE))
    after = _lines(replace(request, evidence=evidence, as_of=as_of), len(rows) + 1)
    monitor.report(Progress(4, 4, _STAGE))
    days = _days_of(checked.frame, request.zone)
    return Outlook(
        label=request.newest.label,
        lines=tuple(OutlookLine(before.get(key), line) for key, line in after.items()),
        kind=checked.kind,
        first=request.first,
        last=request.last,
        dated=(days[0], days[-1]) if len(days) else None,
        inside=bool(days.is_between(request.first, request.last).any()),
    )


def _days_of(frame: pl.DataFrame, zone: str) -> pl.Series:
    """The days that the canonical fields of an import name, in their order."""
    own = (OWN, READ_MOMENT, READ_DAY)
    days = [pl.Series("day", [], pl.Date)]
    for name, kind in frame.schema.items():
        if name.startswith(own) or name.endswith(DAY_SUFFIX):
            continue
        if kind == pl.Datetime:
            days.append(frame[name].dt.convert_time_zone(zone).dt.date().alias("day").unique())
        elif kind == pl.Date:
            days.append(frame[name].alias("day").unique())
    return pl.concat(days).drop_nulls().sort()


def _lines(request: Request, batches: int) -> dict[str, ScoreLine]:
    found = lines_of(Sources(request, batches), View())
    return {key: line for key, (line, _past) in found.items()}
