"""A short list of leads: a heading that says which, a way back, a button that exports them all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.scoreboard import Pick
from alignment_desktop.gui.delegates.text_cells import NumberDelegate, WrappedTextDelegate
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.pages.leads.lead_rows import LeadLines, LeadModel
from alignment_desktop.gui.pages.scoreboard.scoreboard_rows import count_text
from alignment_desktop.gui.painting.text_layouts import TextLayouts
from alignment_desktop.gui.reading.own_keys import Act, OwnKeys
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.window.window_actions import offer_on_rows
from alignment_desktop.gui.wording import user_language, wording

_ROW = 32
_SHOWN = 32 + 6 * _ROW + 18
"""Pixels: six leads and a half, which says that there are more."""


class LeadList(OwnKeys):
    """Shows leads; it is out of sight where there are none.

    Attributes:
        pick: Which leads are listed; None where none are.
        back_button: Leads back to what was listed before.
        export_button: Writes all of them, those too that are not shown, into a workbook.
        way_back: Says what Escape does while the keyboard is in the list; None: nothing.
        opened: Carries the key of the lead that was opened, and the keys of all that are listed.
    """

    opened = Signal(str, tuple)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self.pick: Pick | None = None
        self.way_back: Callable[[], Act | None] = lambda: None
        self.title = label(pixels=12, tone="muted", wrap=True)
        self.back_button = QPushButton()
        set_look(self.back_button, "kind", "quiet")
        self.model = LeadModel()
        self.table = self._made_table(switch)
        self.table.opened.connect(self._open)
        offer_on_rows(self.table, self._offers)
        # The table asks for room for all its rows; the holder gives it only some.
        self._holder = QWidget()
        inside = QVBoxLayout(self._holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.table)
        self.export_button = QPushButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._holder)
        column.addWidget(self.export_button)

    def _made_table(self, switch: ThemeSwitch) -> CardTable:
        card = CardTable(switch, self.model, wording().scoreboard.leads(), least=_ROW)
        layouts, column = TextLayouts(), LeadModel.Column
        card.set_columns(
            {
                column.LEAD: WrappedTextDelegate(switch, layouts, card),
                column.WHO: WrappedTextDelegate(switch, layouts, card, tone="muted"),
                column.LAST: NumberDelegate(switch, card),
                column.PAUSED: NumberDelegate(switch, card),
                column.PARTS: NumberDelegate(switch, card),
            },
            fixed={column.LAST: 72, column.PAUSED: 60, column.PARTS: 104},
            shares={column.LEAD: 42, column.WHO: 58},
            growing=(column.LAST, column.PARTS),
            sparing=(column.WHO, column.PAUSED),
        )
        card.leave_out(self.model.untold())
        return card

    def _open(self, key: str) -> None:
        self.opened.emit(key, self.model.keys)

    def _offers(self, key: str) -> list[Offer]:
        return [Offer(wording().lead.open_lead(), "Return", partial(self._open, key))]

    @override
    def act_of_escape(self) -> Act | None:
        return self.way_back()

    def take_keyboard(self) -> None:
        """Puts the keyboard on a lead: on the first one where none is selected."""
        self.table.select_row(max(self.table.table.currentIndex().row(), 0))
        self.table.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_leads(
        self, pick: Pick | None, lines: LeadLines, count: int, title: str, *, back: str = ""
    ) -> None:
        """Shows leads.

        Args:
            pick: Which they are; None where whoever lists them knows.
            lines: The first of them.
            count: How many there are in all.
            title: Which they are, in words, with their number.
            back: The words of the button that leads back; empty: there is nothing to go back to.
        """
        self.pick = pick if count else None
        marks = user_language()
        if count > len(lines.rows):
            shown = count_text(len(lines.rows), marks)
            title += wording().scoreboard.the_first(shown=shown)
        self.title.setText(title)
        self.back_button.setText(back)
        self.back_button.setVisible(bool(back))
        self.model.show_leads(lines)
        self.table.leave_out(self.model.untold())
        self.table.table.scrollToTop()
        # The button below stays in sight; the rest of the leads is scrolled to.
        self._holder.setFixedHeight(min(self.table.whole_height(), _SHOWN))
        shown = count_text(count, marks)
        self.export_button.setText(wording().scoreboard.export_leads(count, count=shown))
        self.setVisible(bool(count))
