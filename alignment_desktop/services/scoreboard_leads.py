"""The leads behind a line of the scoreboard: how long they took, where they slip, who they are."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime

import polars as pl

from alignment_desktop.documents.board_charts import TimeTaken
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor
from alignment_desktop.domain.scoreboard import Pick, ScoreLine
from alignment_desktop.frames import IDENTITY, LEAD_KEY
from alignment_desktop.measurement import lead_breakdown
from alignment_desktop.measurement.as_of import INSTANT
from alignment_desktop.measurement.attainment import measure_at
from alignment_desktop.measurement.clock_parts import chain_code
from alignment_desktop.measurement.funnel import came_to
from alignment_desktop.measurement.late_pauses import PauseOpener
from alignment_desktop.measurement.lead_breakdown import Split
from alignment_desktop.measurement.lead_states import MISSED
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.services.causes import Causes, causes_at
from alignment_desktop.services.measured_board import MeasuredBoard
from alignment_desktop.services.scoreboard import stages_of
from alignment_desktop.values import dataclass

_WHO = ("account", "name", "email")
_ABOUT = ("region", "owner", "source")
MOST = 50
"""So many leads are listed on the screen; the workbook has all."""


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
        promise: The name of the commitment, in lists of several.
        paused: Seconds that pauses took out of its clock; None where nothing pauses it.
        parts: Its seconds part by part, None for one not known; None where its promise does not
            divide its time.
        revenue: What it brought; None where that is not known, or not asked for.
        reason: Why it came back; empty where that is not known, or not asked for.
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
    promise: str = ""
    paused: float | None = None
    parts: tuple[float | None, ...] | None = None
    revenue: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """What the inspector says of one line.

    Attributes:
        line: The line.
        taken: How long the leads took, beside the time allowed; see `lead_breakdown.bins_of`.
        leads: The missed leads, the longest first; at most so many as asked for.
        count: How many missed leads there are in all.
        commitment: The promise as it was last in force.
        agreement: The agreement, which names what the promise speaks of.
        splits: Who had the clock; empty where the promise does not divide its time.
        pauses: Who opened pauses; empty where nobody did.
        stated: The promise in the words by which each of its periods is judged.
    """

    line: ScoreLine
    taken: TimeTaken
    leads: tuple[LeadBehind, ...]
    count: int
    commitment: Commitment | None = None
    agreement: Agreement | None = None
    splits: tuple[Split, ...] = ()
    pauses: tuple[PauseOpener, ...] = ()
    stated: Commitment | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Leads that were picked out.

    Attributes:
        leads: The leads; of a commitment the longest first, of a stage in the order of entering
            the funnel; at most so many as asked for.
        count: How many there are in all.
    """

    leads: tuple[LeadBehind, ...]
    count: int


def detail(measured: MeasuredBoard, key: str, *, most: int = MOST) -> Detail:
    """What lies behind one line.

    Args:
        measured: The scoreboard.
        key: The commitment's key.
        most: How many leads to list.

    Raises:
        Problem: `unknown-commitment`.
    """
    line = _line(measured, key)
    commitment, leads = _judged(measured, line)
    missed = leads.filter(pl.col("state") == MISSED)
    return Detail(
        line=line,
        taken=_time_taken(line, commitment, leads),
        leads=shown_leads(_longest_first(missed, measured), most),
        count=missed.height,
        commitment=commitment,
        agreement=measured.request.newest,
        splits=who_had_it(commitment, leads),
        pauses=_pauses(measured, line, commitment),
        stated=_stated(measured, line, commitment),
    )


def _stated(measured: MeasuredBoard, line: ScoreLine, commitment: Commitment) -> Commitment:
    """The promise as it stands in these days, before its periods were taken as one."""
    if measured.source is None:
        return commitment
    plans = replace(measured.source.request, only=line.key, period=measured.board.period).plans()
    return next((plan.printed for plan in plans), commitment)


def who_had_it(commitment: Commitment, leads: pl.DataFrame) -> tuple[Split, ...]:
    """Who had the clock of the leads behind a promise; empty where it does not divide its time."""
    chain = chain_code(commitment)
    return lead_breakdown.splits(leads, chain) if chain else ()


def clock_holders(
    measured: MeasuredBoard, line: ScoreLine
) -> tuple[Commitment, tuple[Split, ...], tuple[PauseOpener, ...]]:
    """A promise with who had its clock and who paused it; both are empty where it says neither.

    Leads are looked at only where the promise divides their time.
    """
    (plan,) = _asking(measured, line).request.plans()
    commitment = plan.printed
    splits: tuple[Split, ...] = ()
    if chain_code(commitment):
        splits = who_had_it(*_judged(measured, line))
    return commitment, splits, _pauses(measured, line, commitment)


def _pauses(
    measured: MeasuredBoard, line: ScoreLine, commitment: Commitment
) -> tuple[PauseOpener, ...]:
    if not commitment.pauses_clocks:
        return ()
    bench = measured.bench
    asked = replace(bench.request, only=line.key, period=line.period)
    (result,) = measure_at(bench.asking(asked))
    return result.pauses or ()


def where_it_slips(measured: MeasuredBoard, key: str, monitor: Monitor | None = None) -> Causes:
    """Where the misses of a promise concentrate; worked out once for a scoreboard.

    Args:
        measured: The scoreboard.
        key: The commitment's key; its measure knows kept and missed.
        monitor: Asked to stop between steps.

    Raises:
        Problem: `unknown-commitment`, `no-misses-counted`.
        Cancelled: Where the monitor asks to stop.
    """
    if key not in measured.causes:
        measured.causes[key] = causes_at(_asking(measured, _line(measured, key)), monitor)
    return measured.causes[key]


def time_taken(measured: MeasuredBoard) -> dict[str, TimeTaken]:
    """How long the leads took behind each promise about time that was not kept, by its key."""
    taken = {}
    for line in measured.board.lines:
        if line.verdict.is_broken and line.measured_by.takes_time:
            taken[line.key] = _time_taken(line, *_judged(measured, line))
    return taken


def _time_taken(line: ScoreLine, commitment: Commitment, leads: pl.DataFrame) -> TimeTaken:
    timed = commitment.measured_by.takes_time
    clock = timed and commitment.measured_by.has_clock
    late = leads.filter(pl.col("state") == MISSED)
    return TimeTaken(
        tuple(lead_breakdown.bins_of(leads)) if timed else (),
        commitment.limit if clock else line.target if timed else None,
        bool(commitment.limit and commitment.limit.business) or commitment.business,
        late.get_column("to").null_count() if clock else 0,
    )


def listed(measured: MeasuredBoard, pick: Pick, *, most: int = MOST) -> Listed:
    """The leads that were picked out.

    Args:
        measured: The scoreboard.
        pick: Which.
        most: How many to list.

    Raises:
        Problem: `unknown-commitment`.
    """
    rows = picked(measured, pick)
    return Listed(shown_leads(rows, most), rows.height)


def picked(measured: MeasuredBoard, pick: Pick) -> pl.DataFrame:
    """All leads that were picked out, in the order of `listed`.

    Returns:
        What `LeadBehind` says of each; `account` and `contact`, empty where they are not known; and
        `late`: by how many seconds a missed lead was late, of open time where the limit says so,
        null where that is not known.

    Raises:
        Problem: `unknown-commitment`.
    """
    if pick.stage:
        board, zone = measured.board, measured.request.zone
        stages = list(stages_of(measured.request.newest))
        came = came_to(measured.leads, stages, pick.stage, board.start, board.end, zone)
        return with_names(came.select(LEAD_KEY, "from", "to", *_fields(measured)))
    _, leads = _judged(measured, _line(measured, pick.commitment))
    if pick.bin is not None:
        leads = lead_breakdown.binned(leads).filter(pl.col(lead_breakdown.BIN) == pick.bin)
    elif pick.group is not None:
        found = where_it_slips(measured, pick.commitment).groups.missed_in(pick.group)
        leads = leads.join(found, on=IDENTITY, how="semi", maintain_order="left")
    else:
        leads = leads.filter(pl.col("state") == MISSED)
    return _longest_first(leads, measured)


def _line(measured: MeasuredBoard, key: str) -> ScoreLine:
    line = measured.board.line(key)
    if line is None:
        known = ", ".join(sorted(each.key for each in measured.board.lines)) or "none"
        raise Problem("unknown-commitment", value=key, label=measured.board.label, known=known)
    return line


def _judged(measured: MeasuredBoard, line: ScoreLine) -> tuple[Commitment, pl.DataFrame]:
    bench = _asking(measured, line)
    (plan,) = bench.request.plans()
    return plan.printed, lead_breakdown.judged(bench, plan)


def _asking(measured: MeasuredBoard, line: ScoreLine) -> Workbench:
    bench = measured.bench
    return bench.asking(replace(bench.request, only=line.key, period=line.period))


def _longest_first(leads: pl.DataFrame, measured: MeasuredBoard) -> pl.DataFrame:
    known = measured.bench.leads.select(IDENTITY, *_fields(measured))
    rows = leads.join(known, on=IDENTITY, how="left").sort(
        lead_breakdown.USED, "from", LEAD_KEY, descending=[True, False, False], nulls_last=True
    )
    return with_names(rows)


def _fields(measured: MeasuredBoard) -> list[str]:
    return known_of(measured.bench.leads)


def known_of(leads: pl.DataFrame) -> list[str]:
    """The columns that say which lead it is, as far as they were imported."""
    return [name for name in (*_WHO, *_ABOUT) if name in leads.columns]


def with_names(rows: pl.DataFrame) -> pl.DataFrame:
    """The columns of a `LeadBehind`, and those that only a workbook has room for."""
    there = set(rows.columns)

    def first_of(*names: str) -> pl.Expr:
        return pl.coalesce(*(pl.col(name) for name in names if name in there), pl.lit(""))

    def or_null(name: str, dtype: pl.DataType) -> pl.Expr:
        return pl.col(name) if name in there else pl.lit(None, dtype)

    return rows.select(
        lead_id=LEAD_KEY,
        who=first_of(*_WHO),
        **{name: first_of(name) for name in _ABOUT},
        state=or_null("state", pl.String()),
        since=pl.col("from"),
        stopped=pl.col("to"),
        due=or_null("due", INSTANT),
        used=or_null(lead_breakdown.USED, pl.Float64()),
        promise=first_of("promise"),
        paused=or_null("paused", pl.Float64()),
        parts=or_null("parts", pl.List(pl.Float64())),
        revenue=or_null("revenue", pl.Float64()),
        reason=first_of("reason"),
        chain=first_of("chain"),
        account=first_of("account"),
        contact=first_of("name", "email"),
        late=_late() if lead_breakdown.SHARE_USED in there else pl.lit(None, pl.Float64),
    )


def _late() -> pl.Expr:
    """What a missed lead used beyond the time allowed."""
    used, share = pl.col(lead_breakdown.USED), pl.col(lead_breakdown.SHARE_USED)
    beyond = (pl.col("state") == MISSED) & (share > 1)
    return pl.when(beyond).then(used - used / share)


def shown_leads(rows: pl.DataFrame, most: int) -> tuple[LeadBehind, ...]:
    """The first leads of what `with_names` gives."""
    names = [field.name for field in fields(LeadBehind)]
    shown = rows.select(names).head(most)
    return tuple(
        LeadBehind(**row | {"parts": None if row["parts"] is None else tuple(row["parts"])})
        for row in shown.iter_rows(named=True)
    )
