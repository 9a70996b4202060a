"""What happened to a lead as rows of a table: Sales on the left, Marketing on the right of time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import IntEnum
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from typing_extensions import override

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.lead_fields import ENTERED
from alignment_desktop.gui.models.lazy_rows import LazyRows
from alignment_desktop.gui.models.value_table import Index, ValueTableModel
from alignment_desktop.gui.wording import party_words, wording
from alignment_desktop.phrasing.days import day_of_year_text, day_text
from alignment_desktop.phrasing.fields import field_text, stage_of
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import Language, capital

if TYPE_CHECKING:
    from alignment_desktop.services.lead_events import LeadEvent
    from alignment_desktop.services.lead_history import LeadHistory

SALES, MARKETING = PARTIES
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class TouchRow:
    """Something that happened, in words.

    Attributes:
        key: Its place in the order of time, as text.
        party: Whose doing it is: `sales`, `marketing`, or `shared`.
        day: On which day.
        time: At what time; empty where only the day is known.
        stage: The stage that was entered, as short as it is called; empty for all else.
        title: What it is.
        note: What is said of it.
        source: File, sheet and row.
        batch: The import that says so.
    """

    key: str
    party: str
    day: str
    time: str
    stage: str
    title: str
    note: str
    source: str
    batch: int

    @property
    def spoken(self) -> str:
        """The whole row in words, as it is copied: moment, whose, what, source."""
        moment = f"{self.day} {self.time}".rstrip()
        who = party_words(self.party) if self.party in PARTIES else ""
        what = ": ".join(filter(None, (self.title, self.note)))
        return "\t".join((moment, who, what, self.source))


def touch_rows(history: LeadHistory, language: Language) -> LazyRows[TouchRow]:
    """What happened to a lead in the order of time; what one row of a file told is one row.

    Each is put into words when somebody looks at it: there may be ten thousand.
    """
    groups = _together(history)
    words = _Words(history, language)
    return LazyRows([str(at) for at in range(len(groups))], lambda at: words.row(at, groups[at]))


def _together(history: LeadHistory) -> list[list[LeadEvent]]:
    """Events one by one, and together the values that were read from the same row."""

    def told_by(event: LeadEvent) -> tuple[object, ...]:
        learnt = bool(event.value) and not event.is_activity
        return (event.batch, event.row, event.at) if learnt else (id(event),)

    return [list(group) for _, group in groupby(history.events, key=told_by)]


class _Words:
    """Puts what happened to one lead into words."""

    def __init__(self, history: LeadHistory, language: Language) -> None:
        self._history = history
        self._language = language
        self._said = wording().lead
        self._days: dict[date, str] = {}

    def row(self, at: int, events: list[LeadEvent]) -> TouchRow:
        event, agreement, said = events[0], self._history.agreement, self._said
        if event.is_activity:
            title, note = event.what, event.value
        elif not event.value:
            title, note = capital(field_text(event.what, agreement, self._language)), ""
        else:
            values = [
                said.value_of(
                    field=field_text(each.what, agreement, self._language), value=each.value
                )
                for each in events
                if each.what != "lead_id"
            ]
            title, note = said.learnt(len(values), count=len(values)), " · ".join(values)
        where = " · ".join(filter(None, self._history.sources[event.batch]))
        return TouchRow(
            key=str(at),
            party=event.party,
            day=self._day(event.at),
            time=f"{event.at:%H:%M}" if isinstance(event.at, datetime) else "",
            stage=stage_of(event.what, agreement) if event.what.startswith(ENTERED) else "",
            title=title,
            note=note,
            source=said.from_row(file=where, row=self._language.number(event.row)),
            batch=event.batch,
        )

    def _day(self, at: date) -> str:
        """A day, with its year where one would not know it: over a year ago, or yet to come."""
        day, today = at.date() if isinstance(at, datetime) else at, self._history.as_of.date()
        if day not in self._days:
            told = day_of_year_text if today - _YEAR < day <= today else day_text
            self._days[day] = told(day, self._language)
        return self._days[day]


class TouchModel(ValueTableModel[TouchRow]):
    """Shows what happened to a lead."""

    class Column(IntEnum):
        """The columns."""

        SALES = 0
        WHEN = 1
        MARKETING = 2

    @override
    def heading(self, column: int) -> str:
        if column == self.Column.WHEN:
            return wording().lead.what_happened()
        return party_words(SALES if column == self.Column.SALES else MARKETING)

    @override
    def text(self, row: TouchRow, column: int) -> str:
        if column == self.Column.WHEN:
            return f"{row.day} {row.time}".rstrip()
        told = ", ".join(filter(None, (row.title, row.note, row.source)))
        return told if (row.party == SALES) == (column == self.Column.SALES) else ""

    @override
    def tip(self, row: TouchRow, column: int) -> str:
        if not self.text(row, column):
            return ""
        return "\n".join(filter(None, (row.title, row.note.replace(" · ", "\n"), row.source)))

    @override
    def heading_value(self, column: int, role: int) -> object:
        if role != Qt.ItemDataRole.TextAlignmentRole or column == self.Column.MARKETING:
            return None
        right, centre = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
        across = right if column == self.Column.SALES else centre
        return across | Qt.AlignmentFlag.AlignVCenter


def touch_of(index: Index) -> TouchRow:
    """The row that an index of a `TouchModel` means."""
    model = index.model()
    assert isinstance(model, TouchModel)
    return model.row_at(index.row())
