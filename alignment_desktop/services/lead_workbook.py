"""The leads behind a figure as a workbook: who they are, their clock, and how late they are."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from alignment_desktop.documents.workbook import Cell, Table, write_tables
from alignment_desktop.domain.scoreboard import Pick
from alignment_desktop.measurement.clock_parts import chain_code
from alignment_desktop.phrasing.clocks import part_names
from alignment_desktop.services.due_leads import due_picked
from alignment_desktop.services.measured_board import MeasuredBoard
from alignment_desktop.services.scoreboard_leads import Detail, detail, picked
from alignment_desktop.words.catalogue import ENGLISH
from alignment_desktop.words.language import Language
from alignment_desktop.words.language import language as language_of

_DURATION = "[h]:mm:ss"
_DAY_SECONDS = 86_400


def save_listed(path: Path, measured: MeasuredBoard, pick: Pick) -> int:
    """Writes all leads that were picked out into a workbook; says how many.

    Moments are those of the agreement's zone, which their headings name; durations are fractions
    of a day shown in hours.

    Raises:
        Problem: `unknown-commitment`; and where `path` cannot be written to.
    """
    words = language_of(measured.request.newest.header.language or ENGLISH)
    if pick.due:
        table = _of_waiting(measured, pick, words)
    elif pick.stage:
        table = _of_stage(measured, pick, words)
    else:
        table = _of_promise(measured, pick, words)
    write_tables(path, [table])
    return len(list(table.rows))


def _of_stage(measured: MeasuredBoard, pick: Pick, words: Language) -> Table:
    """The leads that came to a stage, with the days on which they entered the funnel and it."""
    its, zone = words.leads, measured.request.zone
    header = [
        *who_heads(words), its.entered(zone=zone), its.came(zone=zone),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            *who_cells(lead),
            local_moment(lead["since"], zone),
            local_moment(lead["stopped"], zone),
        ]
        for lead in picked(measured, pick).iter_rows(named=True)
    ]
    return Table(its.sheet(), header, rows)


def _of_waiting(measured: MeasuredBoard, pick: Pick, words: Language) -> Table:
    """The leads that wait, with the promise that each waits in and when it is due."""
    its, zone = words.leads, measured.request.zone
    header = [
        *who_heads(words), words.headings.commitment(), its.starts(zone=zone), its.due(zone=zone),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            *who_cells(lead),
            lead["promise"],
            local_moment(lead["since"], zone),
            local_moment(lead["due"], zone),
        ]
        for lead in due_picked(measured, pick).iter_rows(named=True)
    ]
    return Table(its.sheet(), header, rows)


def _of_promise(measured: MeasuredBoard, pick: Pick, words: Language) -> Table:
    """The leads behind a promise, with its clock."""
    its, zone = words.leads, measured.request.zone
    line = measured.board.line(pick.commitment)
    rows_of = picked(measured, pick)
    found = detail(measured, pick.commitment, most=0)
    business = found.taken.business
    used, late = (
        (its.used_business(), its.late_business()) if business else (its.used(), its.late())
    )
    header = [
        *who_heads(words), words.headings.commitment(), words.headings.state(),
        its.starts(zone=zone), its.due(zone=zone), its.done(zone=zone), used, late,
    ]  # fmt: skip
    clock = _clock_heads(found, words)
    rows: list[list[Cell]] = [
        [
            *who_cells(lead),
            line.name if line else pick.commitment,
            words.say(f"leads.state-{lead['state']}") if lead["state"] else None,
            local_moment(lead["since"], zone),
            local_moment(lead["due"], zone),
            local_moment(lead["stopped"], zone),
            _days(lead["used"]),
            _days(lead["late"]),
            *_clock_cells(lead, found),
        ]
        for lead in rows_of.iter_rows(named=True)
    ]
    name = its.sheet_missed() if pick.all_missed else its.sheet()
    timed = dict.fromkeys((used, late, *clock), _DURATION)
    return Table(name, [*header, *clock], rows, formats=timed)


def _clock_heads(found: Detail, words: Language) -> list[str]:
    """The headings of what is paused of a clock and of its parts, where the promise has any."""
    commitment, agreement = found.commitment, found.agreement
    if commitment is None or agreement is None:
        return []
    heads = [words.leads.paused()] if commitment.pauses_clocks else []
    if chain_code(commitment):
        names = part_names(commitment, agreement, words)
        heads += [words.leads.part(moment=name) for name in names]
    return heads


def _clock_cells(lead: dict[str, Any], found: Detail) -> list[Cell]:
    """The same of one lead; parts stay blank where its version divides the time otherwise."""
    commitment = found.commitment
    if commitment is None:
        return []
    cells: list[Cell] = [_days(lead["paused"])] if commitment.pauses_clocks else []
    chain = chain_code(commitment)
    if chain:
        its = lead["parts"] if lead["chain"] == chain else None
        cells += map(_days, its or [None] * (len(commitment.parts) + 1))
    return cells


def who_heads(words: Language) -> list[str]:
    """The headings of what says which lead it is."""
    its = words.leads
    return [
        words.headings.lead(), its.account(), its.contact(), words.headings.owner(), its.region(),
        its.source(),
    ]  # fmt: skip


def who_cells(lead: dict[str, str]) -> list[Cell]:
    """Which lead it is."""
    return [lead[name] for name in ("lead_id", "account", "contact", "owner", "region", "source")]


def local_moment(moment: datetime | None, zone: str) -> datetime | None:
    """A moment in a zone."""
    return moment and moment.astimezone(ZoneInfo(zone))


def _days(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / _DAY_SECONDS
