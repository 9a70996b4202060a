"""What stands on the screen of a workshop: clause or outcome, keys, agenda; of one size of type."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import ShortLabel, label
from alignment_desktop.gui.window.page_list import page_of_kind, page_title
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workshop.agenda_strip import AgendaStrip
from alignment_desktop.gui.workshop.clause_states import agenda_entries, clause_called
from alignment_desktop.gui.workshop.clause_view import ClauseView
from alignment_desktop.gui.workshop.key_button import KeyButton
from alignment_desktop.gui.workshop.outcome_page import OutcomePage
from alignment_desktop.gui.workshop.timers import Timers
from alignment_desktop.gui.workshop.workshop import Workshop
from alignment_desktop.gui.workshop.zoom import SMALL, Zoom


class WorkshopBody(QWidget):
    """Shows the workshop; made anew for another size.

    Attributes:
        pressed: Carries the name of a key whose button was pressed.
        stack: The clause on the table, the outcome, and whatever else takes their place.
        sheet_column: Where a sheet stands below the clause.
    """

    pressed = Signal(str)

    def __init__(self, workshop: Workshop, switch: ThemeSwitch, zoom: Zoom) -> None:
        super().__init__()
        self._workshop, self._switch, self._zoom = workshop, switch, zoom
        px, its = zoom.px, wording().workshop
        column = QVBoxLayout(self)
        side = 28 + px(28)
        column.setContentsMargins(0, px(18), 0, px(6))
        column.setSpacing(px(8))
        self.head = QWidget()
        head = QHBoxLayout(self.head)
        head.setContentsMargins(side, 0, side, 0)
        self.place = ShortLabel(px(SMALL), tone="muted")
        self.timers = Timers(switch, zoom, workshop.clock)
        head.addWidget(self.place, 1)
        head.addWidget(self.timers)
        column.addWidget(self.head)
        self.view = ClauseView(switch, zoom, workshop)
        self.view.pressed.connect(self.pressed)
        self.outcome = OutcomePage(switch, zoom, workshop)
        self.stack = QStackedWidget()
        sheet_place = QWidget()
        self.sheet_column = QVBoxLayout(sheet_place)
        self.sheet_column.setContentsMargins(0, 0, 0, 0)
        clause = QWidget()
        inner = QVBoxLayout(clause)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.view)
        inner.addWidget(sheet_place)
        inner.addStretch(1)
        for page in (clause, self.outcome):
            page.setObjectName("scrolled")
            holder = QWidget()
            holder.setObjectName("scrolled")
            room = QVBoxLayout(holder)
            room.setContentsMargins(side, 0, side, 0)
            room.addWidget(page)
            self.stack.addWidget(ColumnArea(holder))
        column.addWidget(self.stack, 1)
        self.said = label(pixels=px(SMALL), weight=MEDIUM, wrap=True)
        self.said.setContentsMargins(side, 0, side, 0)
        self.said.hide()
        column.addWidget(self.said)
        self._build_foot(column, side)
        self.strip = AgendaStrip(switch, zoom)
        self.strip.chosen.connect(self._workshop.show_clause)
        self._lines = QFrame()
        self._lines.setObjectName("keyboard_line")
        column.addWidget(self._lines)
        strip = QHBoxLayout()
        strip.setContentsMargins(side, 0, side, 0)
        strip.addWidget(self.strip)
        column.addLayout(strip)
        self.hint.say(its.hint())

    def _build_foot(self, column: QVBoxLayout, side: int) -> None:
        px, switch, zoom, its = self._zoom.px, self._switch, self._zoom, wording().workshop
        self.keys = QWidget()
        row = QHBoxLayout(self.keys)
        row.setContentsMargins(side, 0, side, 0)
        row.setSpacing(px(12))
        self.propose_button = KeyButton(switch, zoom, "P", its.propose_change())
        self.park_button = KeyButton(switch, zoom, "K", its.park_it())
        self.hint = ShortLabel(px(SMALL), tone="muted")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.next_button = KeyButton(switch, zoom, "N", primary=True)
        for button, key in (
            (self.propose_button, "P"),
            (self.park_button, "K"),
            (self.next_button, "N"),
        ):
            button.clicked.connect(lambda _on, key=key: self.pressed.emit(key))
        row.addWidget(self.propose_button)
        row.addWidget(self.park_button)
        row.addWidget(self.hint, 1)
        row.addWidget(self.next_button)
        column.addWidget(self.keys)
        self._outcome_foot = QWidget()
        foot = QHBoxLayout(self._outcome_foot)
        foot.setContentsMargins(side, 0, side, 0)
        foot.addWidget(self.outcome.foot)
        column.addWidget(self._outcome_foot)

    def renew(self, *, outcome: bool, sheet: bool) -> None:
        """Shows how everything stands now.

        Args:
            outcome: Whether the outcome is in sight, and not the clause on the table.
            sheet: Whether a sheet stands in the place of what both parties say.
        """
        workshop, its = self._workshop, wording().workshop
        self.view.renew()
        entries = agenda_entries(workshop)
        self.strip.show_entries(entries, workshop.at)
        for part in (self._lines, self.strip):
            part.setVisible(bool(entries) and not outcome)
        shown = workshop.table
        place = ""
        if shown is not None:
            section = page_title(page_of_kind(shown.id[0]))
            place = its.place(section=section, number=workshop.at + 1, count=len(workshop.agenda))
        self.place.say(place)
        self.head.setVisible(not outcome)
        following, found = workshop.next_waiting, workshop.found
        text = its.next_outcome()
        if following is not None and found is not None:
            text = its.next(name=clause_called(found.table, following))
        self.next_button.say("N", text)
        for button in (self.propose_button, self.park_button):
            button.setEnabled(shown is not None)
        self.keys.setVisible(not outcome and not sheet)
        self.stack.setCurrentIndex(int(outcome))

    def show_outcome(self, shown: bool) -> None:
        """Shows what the outcome says now, with what can be done about it, or neither."""
        self._outcome_foot.setVisible(shown)
        if shown:
            self.outcome.renew()

    def tell(self, text: str, *, wrong: bool) -> None:
        """Says something above the keys; empty: nothing any more."""
        set_look(self.said, "tone", "missed" if wrong else "accent")
        self.said.setText(text)
        self.said.setVisible(bool(text))
