"""What lists of leads say of clocks: how they stand, when they ran, what was paused, the parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from alignment_desktop.cli.output import wording
from alignment_desktop.phrasing.durations import hours_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE, user_language

if TYPE_CHECKING:
    from alignment_desktop.measurement.results import LeadRow


@dataclass(frozen=True, slots=True)
class ToldOfClocks:
    """What some leads have to tell of their clocks.

    Attributes:
        paused: Whether any of them can be paused.
        parts: Into how many parts their time is divided, at most.
    """

    paused: bool
    parts: int


def running_headings() -> list[str]:
    """The names of the columns that say how a clock stands, and when it ran."""
    heads = user_language().headings
    return [heads.state(), heads.from_(), heads.to(), heads.due()]


def running_cells(row: LeadRow) -> list[str]:
    """How a lead's clock stands, when it began and ended, and when it was due."""
    return [state_cell(row.state), *map(moment_cell, (row.from_, row.to, row.due))]


def state_cell(state: str | None) -> str:
    """What became of a lead, in a word."""
    return user_language().say(f"commands.output.state-{state}") if state else NONE


def moment_cell(value: date | None) -> str:
    """A day, or a moment to the minute."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if value else NONE


def told_of_clocks(rows: Sequence[LeadRow]) -> ToldOfClocks:
    """What leads have to tell of their clocks."""
    return ToldOfClocks(
        any(row.paused is not None for row in rows),
        max((len(row.parts or ()) for row in rows), default=0),
    )


def clock_headings(told: ToldOfClocks, *, single: bool = False) -> list[str]:
    """The names of the columns that tell of clocks.

    Args:
        told: What there is to tell.
        single: Whether each part has a column of its own, in seconds, as workbooks want it.
    """
    its = wording().output
    found = []
    if told.paused:
        found.append(its.paused_seconds() if single else its.paused())
    if told.parts and single:
        found += [its.part_seconds(number=number) for number in range(1, told.parts + 1)]
    elif told.parts:
        found.append(its.parts())
    return found


def clock_cells(row: LeadRow, told: ToldOfClocks) -> list[str]:
    """What a lead has to tell of its clock, in words."""
    cells = []
    if told.paused:
        cells.append(NONE if row.paused is None else _time(row.paused))
    if told.parts:
        parts = row.parts or ()
        cells.append(" + ".join(NONE if part is None else _time(part) for part in parts) or NONE)
    return cells


def _time(seconds: float) -> str:
    return hours_text(seconds, user_language())
