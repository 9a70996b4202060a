"""The very leads behind a figure as rows of a narrow table."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from typing_extensions import override

from alignment_desktop.gui.models.value_table import ValueTableModel
from alignment_desktop.gui.pages.scoreboard.scoreboard_rows import day_text
from alignment_desktop.gui.wording import headings, user_language, wording
from alignment_desktop.phrasing.durations import duration_text, hours_text
from alignment_desktop.phrasing.money import money_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE, Language

if TYPE_CHECKING:
    from alignment_desktop.services.scoreboard_leads import LeadBehind

_HOUR, _DAY = 3_600, 86_400


@dataclass(frozen=True, slots=True)
class LeadLine:
    """One lead in the inspector.

    Attributes:
        key: The lead's key.
        who: Its account or name.
        last: What is said of it: how long it took, when it came, or its region.
        paused: How long its clock was paused; empty where nothing pauses it.
        parts: Who had its clock, part by part; empty where its promise does not divide its time.
    """

    key: str
    who: str
    last: str
    paused: str = ""
    parts: str = ""


@dataclass(frozen=True, slots=True)
class LeadLines:
    """Leads in words.

    Attributes:
        rows: The leads.
        heading: What `last` tells.
    """

    rows: tuple[LeadLine, ...]
    heading: str


def took_text(seconds: float, business: bool, marks: Language) -> str:
    """How long it took: open time in hours, which no number of them makes a day; else days too."""
    return hours_text(seconds, marks) if business else duration_text(seconds, marks)


def timed_lines(leads: Sequence[LeadBehind], business: bool, marks: Language) -> LeadLines:
    """Leads with how long they took, "> 14 d" where they still run; with regions where untimed."""
    if not any(lead.used is not None for lead in leads):
        rows = [LeadLine(lead.lead_id, lead.who, lead.region or NONE) for lead in leads]
        return LeadLines(tuple(rows), wording().scoreboard.region())
    rows = []
    for lead in leads:
        used = NONE if lead.used is None else took_text(lead.used, business, marks)
        running = lead.used is not None and lead.stopped is None
        used = f"> {used}" if running else used
        rows.append(LeadLine(lead.lead_id, lead.who, used, *_of_clock(lead, business, marks)))
    return LeadLines(
        tuple(rows),
        wording().scoreboard.business_time() if business else wording().scoreboard.took(),
    )


def _of_clock(lead: LeadBehind, business: bool, marks: Language) -> tuple[str, str]:
    """How long a clock was paused, and its parts; empty where its promise has neither."""

    def told(seconds: float | None) -> str:
        return NONE if seconds is None else took_text(seconds, business, marks)

    paused = "" if lead.paused is None else told(lead.paused or None)
    if lead.parts is None:
        return paused, ""
    return paused, " + ".join(map(told, lead.parts)) or NONE


def dated_lines(leads: Sequence[LeadBehind]) -> LeadLines:
    """Leads with the day on which they came to a stage; "–" where they skipped it."""
    rows = [
        LeadLine(
            lead.lead_id,
            lead.who,
            day_text(lead.stopped.astimezone().date()) if lead.stopped else NONE,
        )
        for lead in leads
    ]
    return LeadLines(tuple(rows), wording().scoreboard.came_here())


def arrival_lines(leads: Sequence[LeadBehind], zone: str) -> LeadLines:
    """Leads with the day of the zone on which they came to a stage."""
    there = ZoneInfo(zone)
    rows = [
        LeadLine(lead.lead_id, lead.who, day_text(lead.since.astimezone(there).date()))
        for lead in leads
    ]
    return LeadLines(tuple(rows), wording().scoreboard.came_here())


def returned_lines(leads: Sequence[LeadBehind]) -> LeadLines:
    """Leads that came back, with the reason; "–" where none was given."""
    rows = [LeadLine(lead.lead_id, lead.who, lead.reason or NONE) for lead in leads]
    return LeadLines(tuple(rows), user_language().bridge.lead_reason())


def revenue_lines(leads: Sequence[LeadBehind], currency: str, marks: Language) -> LeadLines:
    """Leads that became customers, with what each brought."""
    rows = [
        LeadLine(lead.lead_id, lead.who, money_text(lead.revenue, currency, marks))
        for lead in leads
    ]
    return LeadLines(tuple(rows), wording().bridge_leads.revenue())


def due_lines(leads: Sequence[LeadBehind], zone: str) -> LeadLines:
    """Leads that wait, with the promise that each waits in, and the day of the zone it is due."""
    there = ZoneInfo(zone)
    rows = [
        LeadLine(
            lead.lead_id,
            f"{lead.who or NONE} · {lead.promise}",
            day_text(lead.due.astimezone(there).date()) if lead.due else NONE,
        )
        for lead in leads
    ]
    return LeadLines(tuple(rows), wording().scoreboard.due())


class LeadModel(ValueTableModel[LeadLine]):
    """Shows the very leads behind a figure."""

    class Column(IntEnum):
        """The columns."""

        LEAD = 0
        WHO = 1
        LAST = 2
        PAUSED = 3
        PARTS = 4

    NUMBERS = frozenset({Column.LAST, Column.PAUSED, Column.PARTS})

    def __init__(self) -> None:
        super().__init__()
        self._last = ""

    def show_leads(self, lines: LeadLines) -> None:
        """Shows other leads."""
        self._last = lines.heading
        self.show_rows(lines.rows)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.Column) - 1)

    def untold(self) -> tuple[int, ...]:
        """The columns in which no lead has anything to show, as its promise has no such thing."""
        column = self.Column
        told = {column.PAUSED: "paused", column.PARTS: "parts"}
        return tuple(
            at for at, name in told.items() if not any(getattr(r, name) for r in self.rows)
        )

    @override
    def heading(self, column: int) -> str:
        its = wording().scoreboard
        names = (headings().lead(), headings().who(), self._last, its.paused(), its.parts())
        return names[column]

    @override
    def text(self, row: LeadLine, column: int) -> str:
        return (row.key, row.who or NONE, row.last, row.paused, row.parts)[column]

    @override
    def value(self, row: LeadLine, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heading(column)}: {self.text(row, column)}"
        return None
