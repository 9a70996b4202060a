"""The leads behind a line of the scoreboard: where they slip, how long they took, who they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alignment_desktop.documents.workbook import Table, write_tables
from alignment_desktop.domain.commitments import DURATION_MEASURES, Commitment
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.scoreboard import ScoreLine
from alignment_desktop.domain.targets import Target
from alignment_desktop.measurement import behind
from alignment_desktop.measurement.behind import Slip
from alignment_desktop.measurement.identity import IDENTITY, LEAD_KEY
from alignment_desktop.services.scoreboard import MeasuredBoard

if TYPE_CHECKING:
    import polars as pl

_WHO = ("account", "name", "email")


@dataclass(frozen=True, slots=True)
class LeadBehind:
    """One lead behind a figure.

    Attributes:
        lead_id: The lead's key.
        who: Its account, else its name, else its address; empty where none is known.
        region: Its region.
        owner: Its owner.
        source: Its source.
        state: `kept`, `missed`, `open`, `excluded`, or None.
        since: When its clock started, in UTC.
        stopped: When it stopped; None where it has not.
        due: When its limit runs out.
        used: Seconds used so far; None where the measure knows no such thing.
    """

    lead_id: str
    who: str
    region: str
    owner: str
    source: str
    state: str | None
    since: datetime
    stopped: datetime | None
    due: datetime | None
    used: float | None


@dataclass(frozen=True, slots=True)
class Detail:
    """What the inspector says of one line.

    Attributes:
        line: The line.
        slips: Where misses gather; empty where nothing was missed.
        bins: How many leads used which part of the time allowed; see `behind.bins_of`.
        allowed: The time allowed; None where the measure has no clock.
        business: Whether durations are of open time.
        not_stopped: Missed leads whose clock still runs: they are in no bin.
        leads: The missed leads, the longest first; at most so many as asked for.
        count: How many missed leads there are in all.
    """

    line: ScoreLine
    slips: tuple[Slip, ...]
    bins: tuple[int, ...]
    allowed: Limit | Target | None
    business: bool
    not_stopped: int
    leads: tuple[LeadBehind, ...]
    count: int


def detail(measured: MeasuredBoard, key: str, *, most: int = 50) -> Detail:
    """What lies behind one line.

    Args:
        measured: The scoreboard.
        key: The commitment's key.
        most: How many leads to list.

    Raises:
        Problem: `unknown-commitment`.
    """
    line = measured.board.line(key)
    if line is None:
        known = ", ".join(sorted(each.key for each in measured.board.lines)) or "none"
        raise Problem("unknown-commitment", value=key, label=measured.board.label, known=known)
    commitment, leads = _judged(measured, line)
    rows = _listed(leads.filter(leads.get_column("state") == "missed"), measured)
    clock = commitment.measure == "within"
    timed = clock or commitment.measure in DURATION_MEASURES
    return Detail(
        line=line,
        slips=tuple(behind.slips(leads, measured.bench.leads)),
        bins=tuple(behind.bins_of(leads)) if timed else (),
        allowed=commitment.limit if clock else line.target if timed else None,
        business=bool(commitment.limit and commitment.limit.business) or commitment.business,
        not_stopped=sum(row.stopped is None for row in rows) if clock else 0,
        leads=tuple(rows[:most]),
        count=len(rows),
    )


def missed_leads(measured: MeasuredBoard, key: str) -> tuple[LeadBehind, ...]:
    """All leads that missed one commitment, the longest first.

    Raises:
        Problem: `unknown-commitment`.
    """
    return detail(measured, key, most=10**9).leads


def save_missed(path: Path, measured: MeasuredBoard, key: str) -> int:
    """Writes all leads that missed one commitment into a workbook; says how many.

    Raises:
        Problem: As `missed_leads`; and where `path` cannot be written to.
    """
    zone = ZoneInfo(measured.request.zone)

    def local(moment: datetime | None) -> datetime | None:
        return moment and moment.astimezone(zone)

    rows = [
        [lead.lead_id, lead.who, lead.owner, lead.region, lead.source, local(lead.since),
         local(lead.due), local(lead.stopped), lead.used and round(lead.used / 3_600, 2)]
        for lead in missed_leads(measured, key)
    ]  # fmt: skip
    header = ["Lead", "Who", "Owner", "Region", "Source", "From", "Due", "To", "Hours used"]
    write_tables(path, [Table("Missed leads", header, rows)])
    return len(rows)


def _judged(measured: MeasuredBoard, line: ScoreLine) -> tuple[Commitment, pl.DataFrame]:
    request = replace(measured.request, only=line.key, period=line.period)
    (plan,) = request.plans()
    return plan.printed, behind.judged(measured.bench, plan)


def _listed(leads: pl.DataFrame, measured: MeasuredBoard) -> list[LeadBehind]:
    known = measured.bench.leads
    fields = [name for name in (*_WHO, "region", "owner", "source") if name in known.columns]
    rows = leads.join(known.select(IDENTITY, *fields), on=IDENTITY, how="left").sort(
        behind.USED, "from", LEAD_KEY, descending=[True, False, False], nulls_last=True
    )

    def found(row: dict[str, object], *names: str) -> str:
        return next((str(row[name]) for name in names if row.get(name)), "")

    return [
        LeadBehind(
            lead_id=row[LEAD_KEY],
            who=found(row, *_WHO),
            region=found(row, "region"),
            owner=found(row, "owner"),
            source=found(row, "source"),
            state=row["state"],
            since=row["from"],
            stopped=row["to"],
            due=row["due"],
            used=row[behind.USED],
        )
        for row in rows.iter_rows(named=True)
    ]
