"""The timeline of campaigns as a chart: bars are dragged, stretched and nudged by whole days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from alignment_desktop.charts.geometry import Drawing, Region
from alignment_desktop.charts.timeline import PLACE, day_at, day_width
from alignment_desktop.charts.timeline_values import WINDOW
from alignment_desktop.documents.campaign_timeline import (
    ProposedClause,
    Shown,
    Tried,
    campaign_timeline,
    frame_of,
)
from alignment_desktop.domain.campaign_days import SpanPart, moved, placed
from alignment_desktop.domain.plan import Campaign, Content
from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.charts.drag_view import Drag, Nudge
from alignment_desktop.gui.charts.tall_chart import TallDragChart
from alignment_desktop.gui.pages.clauses.clause_rows import clause_id_of
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NUDGES: dict[Qt.KeyboardModifier, tuple[SpanPart, int]] = {
    _SHIFT: (SpanPart.WHOLE, 1),
    _SHIFT | _CONTROL: (SpanPart.WHOLE, 7),
    _SHIFT | _ALT: (SpanPart.END, 1),
    _SHIFT | _CONTROL | _ALT: (SpanPart.START, 1),
}
"""What an arrow moves with which keys held, and by how many days."""
PAUSE = 300
"""Milliseconds after the last arrow until what it moved is stored: one edit, not one for each."""


@dataclass(frozen=True, slots=True)
class NewDays:
    """Other days for a campaign or content.

    Attributes:
        name: Which, as `campaign.webinars`.
        start: The first day; of content the day on which it is due.
        end: The last day.
    """

    name: str
    start: date
    end: date


class CampaignChart(TallDragChart):
    """Shows the timeline, as high as its rows; what is dragged stands where it would be.

    Attributes:
        days_chosen: Carries the `NewDays` that were chosen by mouse or keys.
    """

    days_chosen = Signal(object)

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(switch, wording().plan.timeline(), parent)
        self._agreement: Agreement | None = None
        self._proposed: tuple[ProposedClause, ...] = ()
        self._today: date | None = None
        self._tried: Tried | None = None
        # What is on its way to be stored, and where the thing stood that is being moved.
        self._sent: Tried | None = None
        self._before: tuple[date, date] | None = None
        self._own: list[tuple[date, date]] = []
        self._movable = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.settle)
        self.dragged.connect(self._drag_to)
        self.dropped.connect(self._drop)
        self.given_up.connect(self.forget)
        self.nudged.connect(self._nudge_by)
        self.current_changed.connect(lambda _key: self._draw_anew())

    def show_agreement(
        self,
        agreement: Agreement,
        proposed: tuple[ProposedClause, ...],
        today: date,
        *,
        movable: bool,
    ) -> None:
        """Shows the campaigns of an agreement as they stand."""
        before, self._agreement = self._agreement, agreement
        self._proposed, self._today, self._movable = proposed, today, movable
        if before is not None and self._moved_by_others(before, agreement):
            # What is moved began from days that are no longer these.
            self.give_up()
            self._pause.stop()
        if not self.dragging and not self._pause.isActive():
            self._tried = self._before = self._sent = None
            self._own.clear()
        self.show_chart(self._drawn)

    def _moved_by_others(self, before: Agreement, now: Agreement) -> bool:
        """Whether what is being moved here has days by now that nobody gave it here."""
        if self._tried is None:
            return False
        then, days = (_standing_days(each, self._tried.name) for each in (before, now))
        return days != then and days not in self._own

    def nudge(self, modifiers: Qt.KeyboardModifier, dx: int) -> None:
        """Does what an arrow does with some keys held."""
        if self.current_key:
            self.nudged.emit(Nudge(self.current_key, dx, 0, modifiers))

    @property
    def can_nudge(self) -> bool:
        """Whether what is current has days that can be moved, or can be given some."""
        has = self._days_of(self.current_key) is not None
        return self._movable and (has or self._can_be_placed(self.current_key))

    def settle(self) -> None:
        """Takes what was moved so far for what is wanted."""
        self._pause.stop()
        tried = self._tried
        if tried is None or tried == self._sent:
            return
        if self._before == (tried.start, tried.end):
            self.forget()
            return
        self._sent, self._before = tried, None
        self._own.append((tried.start, tried.end))
        self.days_chosen.emit(NewDays(tried.name, tried.start, tried.end))

    def forget(self) -> None:
        """Lets everything stand where the agreement has it."""
        self._pause.stop()
        self._tried = self._before = self._sent = None
        self._draw_anew()

    def _draw_anew(self) -> None:
        if self._agreement is not None:
            self.show_chart(self._drawn)

    def _drawn(self, width: float, _height: float) -> Drawing:
        assert self._agreement is not None
        shown = Shown(
            proposed=self._proposed,
            today=self._today,
            selected=self.current_key,
            tried=self._tried,
            movable=self._movable,
        )
        drawing = campaign_timeline(self._agreement, user_language(), width, WINDOW, shown)
        return drawing if drawing is not None else Drawing(width, 0, ())

    @override
    def show_current(self, key: str) -> None:
        if key != self.current_key:
            if not self.dragging:
                self.settle()
            super().show_current(key)
            self._draw_anew()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        # What the mouse still holds is decided on when it lets go.
        if not self.dragging:
            self.settle()
        super().focusOutEvent(event)

    def region_of(self, name: str) -> Region | None:
        """Where something stands; None: nowhere."""
        return next((each for each in self.drawing.regions if each.key == name), None)

    def _days_of(self, name: str) -> tuple[date, date] | None:
        """The days that something has now, as tried last; None where it has none to move."""
        if self._tried is not None and self._tried.name == name:
            return self._tried.start, self._tried.end
        return _standing_days(self._agreement, name) if self._agreement is not None else None

    def _try(self, name: str, part: SpanPart, days: int, base: tuple[date, date]) -> None:
        if clause_id_of(name)[0] == "content":
            part = SpanPart.WHOLE
        self._tried = Tried(name, *moved(*base, part, days))
        self._draw_anew()
        region = self.region_of(name)
        if region is not None:
            self.announce(region)

    def _can_be_placed(self, name: str) -> bool:
        """Whether something stands beside the days, and can be put onto them."""
        return any(each.key == name and each.part == PLACE for each in self.drawing.grips)

    def _place(self, name: str, day: date | None) -> None:
        """Tries something on a day; beside the days it stands where it did."""
        if day is None or self._agreement is None:
            self._tried = None
            self._draw_anew()
            return
        first, last = placed(*_any_days(self._agreement, name), day)
        if clause_id_of(name)[0] == "content":
            last = first
        self._try(name, SpanPart.WHOLE, 0, (first, last))

    def _drag_to(self, drag: Drag) -> None:
        self._begin(drag.grip.key)
        if drag.grip.part == PLACE and self._agreement is not None:
            frame = frame_of(self._agreement, user_language())
            self._place(drag.grip.key, day_at(frame, drag.x, self.width(), WINDOW))
            return
        if self._before is None or self._agreement is None:
            return
        width = day_width(frame_of(self._agreement, user_language()), self.width(), WINDOW)
        days = round(drag.dx / width)
        self._try(drag.grip.key, SpanPart(drag.grip.part), days, self._before)

    def _begin(self, name: str) -> None:
        """Notes where something stands that begins to be moved."""
        self._pause.stop()
        if self._tried is not None and self._tried.name != name:
            self.settle()
            self._tried = self._before = None
        # What had no days stands nowhere before, however often it is tried.
        if self._before is None and self._tried in (None, self._sent):
            self._before = self._days_of(name)

    def _drop(self, drag: Drag) -> None:
        self._drag_to(drag)
        self.settle()

    def _nudge_by(self, nudge: Nudge) -> None:
        found = _NUDGES.get(nudge.modifiers)
        base = self._days_of(nudge.key)
        if found is None or not self._movable:
            return
        part, days = found
        if self._tried is None and self._can_be_placed(nudge.key) and self._agreement is not None:
            # The first press puts it onto the period's days, and others move it from there.
            period, day = self._agreement.header.period, self._today
            within = day is not None and period.start <= day <= period.end
            self._begin(nudge.key)
            self._place(nudge.key, day if within else period.start)
            self._pause.start()
            return
        if base is None:
            return
        self._begin(nudge.key)
        self._try(nudge.key, part, days * nudge.dx, base)
        self._pause.start()

    @override
    def _nudge(self, event: QKeyEvent) -> Nudge | None:
        nudge = super()._nudge(event)
        if nudge is None or nudge.dx == 0 or nudge.modifiers not in _NUDGES:
            return None
        return nudge


def _any_days(agreement: Agreement, name: str) -> tuple[date | None, date | None]:
    """The days that something has, as far as it has any."""
    clause = agreement.clauses.get(clause_id_of(name))
    if isinstance(clause, Campaign):
        return clause.start, clause.end
    return None, None


def _standing_days(agreement: Agreement, name: str) -> tuple[date, date] | None:
    """The days that something has in an agreement; None where it has none to move."""
    clause = agreement.clauses.get(clause_id_of(name)) if name else None
    if isinstance(clause, Campaign) and clause.start and clause.end:
        return clause.start, clause.end
    if isinstance(clause, Content) and clause.due:
        return clause.due, clause.due
    return None


accessible.register(CampaignChart, QAccessible.Role.Chart)
