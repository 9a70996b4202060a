"""The gap bridge of the agreement: a card with the drawn bridge, and what lies behind each part."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget

from alignment_desktop.charts.bars import Bar, bars
from alignment_desktop.charts.bridge import bridge as drawn_bridge
from alignment_desktop.charts.bridge import scale_of
from alignment_desktop.charts.geometry import Region
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.pages.leads.lead_list import LeadList
from alignment_desktop.gui.pages.leads.lead_rows import (
    arrival_lines,
    returned_lines,
    revenue_lines,
    timed_lines,
)
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.side_column import SideColumn
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.phrasing.money import short_money_text
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.bridging import Bridge, BridgePart, Stopped
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.scoreboard_leads import Listed
    from alignment_desktop.services.workspace import Workspace

    SaveLeads = Callable[[str, str, Callable[[Path], int]], None]

_BRIDGE, _LEADS = "gap-bridge", "gap-bridge-leads"
_HEIGHT = 270
_BAR_ROW = 24
_MOST_REASONS = 3
_OF_LEADS, _SPEED, _QUALITY, _RETURNED = ("volume", "quality"), "speed", "quality", "returned"
"""Parts that are counted from leads that came; the others are counted from customers."""


@dataclass(frozen=True)
class BridgeAnswer:
    """A bridge, and why leads went no further, by the part that it concerns.

    Attributes:
        measured: What it was reckoned from.
        bridge: The bridge.
        stopped: The reasons.
    """

    measured: MeasuredBoard
    bridge: Bridge
    stopped: dict[str, tuple[Stopped, ...]]


class BridgeCard(Card):
    """Shows the bridge; out of sight where nothing can be said.

    Attributes:
        part_chosen: Carries the key of the part that was clicked, or entered by key.
    """

    part_chosen = Signal(str)

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = label(pixels=13, weight=BOLD, wrap=True)
        self.scale = label(pixels=12, tone="muted")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.finding, 1)
        head.addWidget(self.scale, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.balance = label(pixels=12, tone="muted", wrap=True)
        self.chart = ChartView(switch, user_language().bridge.bridge_of())
        self.chart.setFixedHeight(_HEIGHT)
        self.notes = label(pixels=12, tone="muted", wrap=True)
        self.body.setSpacing(6)
        for part in (self.balance, self.chart, self.notes):
            self.body.addWidget(part)
        self._bridge: Bridge | None = None
        self._selected = ""
        self.chart.chosen.connect(self._choose)
        self.hide()

    def show_bridge(self, bridge: Bridge) -> None:
        """Shows a bridge, or the sentence that says what it lacks."""
        from alignment_desktop.services.bridge_words import balance, bridge_steps, finding, notes

        self._bridge = bridge
        marks = user_language()
        steps = bridge_steps(bridge, marks)
        self.finding.setText(finding(bridge, marks))
        self.balance.setText(balance(bridge, marks) if steps else "")
        self.balance.setVisible(bool(self.balance.text()))
        self.notes.setText(" ".join(notes(bridge, marks)))
        self.notes.setVisible(bool(self.notes.text()))
        self.chart.setVisible(bool(steps))
        self.scale.setText("")
        if steps:
            scale = scale_of(steps)
            if scale.is_cut:
                low = short_money_text(scale.low, bridge.currency, marks)
                self.scale.setText(marks.bridge.scale(amount=low))
            self._draw()
        self.show()

    def mark(self, key: str) -> None:
        """Marks the part that is looked at; empty: none."""
        self._selected = key
        self._draw()

    def _draw(self) -> None:
        from alignment_desktop.services.bridge_words import bridge_steps

        if self._bridge is None:
            return
        marks, selected = user_language(), self._selected
        steps = bridge_steps(self._bridge, marks)
        if steps:
            heads = marks.bridge.bridge_of()
            self.chart.show_chart(
                lambda width, height: drawn_bridge(steps, width, height, selected, heads)
            )

    def _choose(self, region: Region) -> None:
        if region.key:
            self.part_chosen.emit(region.key)


class BridgeSide(SideColumn):
    """Shows one part of a bridge: its amount, how it is counted, whose it is, what was agreed.

    Attributes:
        clause_wanted: Carries a clause, as `kind.key`, that somebody wants to see.
        leads_wanted: Carries which leads are to be listed: those of a part, or `returned`.
        leads_button: Asks for those of the part, and says how many there are.
        returned_button: Asks for the leads that came back, beside those of the part quality.
        list: The leads that are listed, with the button that exports them.
    """

    clause_wanted = Signal(str)
    leads_wanted = Signal(str)

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(switch, parent)
        words = user_language().bridge
        self.owner = self.chip
        self.amount = label(pixels=24, weight=BOLD, tabular=True)
        self.column.addWidget(self.amount)
        self.facts = self.add_words()
        self.about = self.add_words(tone="muted")
        self._part = ""
        self.leads_button, self.returned_button = QPushButton(), QPushButton()
        self.leads_button.clicked.connect(lambda: self.leads_wanted.emit(self._part))
        self.returned_button.clicked.connect(lambda: self.leads_wanted.emit(_RETURNED))
        self.list = LeadList(switch)
        self.list.back_button.clicked.connect(self.list.hide)
        for each in (self.leads_button, self.returned_button, self.list):
            self.column.addWidget(each)
            each.hide()
        self.why_title = self._title()
        self.why = ChartView(switch, "")
        self.column.addWidget(self.why)
        self.remedies_title = self._title()
        self.remedies_title.setText(words.remedies())
        self.remedies = self.add_words()
        self.remedies.setTextFormat(Qt.TextFormat.RichText)
        flags = Qt.TextInteractionFlag
        self.remedies.setTextInteractionFlags(
            flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard
        )
        self.remedies.linkActivated.connect(self.clause_wanted)
        self.counted_title = self._title()
        self.counted_title.setText(words.counted_title())
        self.counted = self.add_words(tone="muted")
        self.counted.setText(words.counted())
        self.sum = self.add_words()
        self.column.addStretch(1)

    def _title(self) -> QLabel:
        made = label(pixels=12, weight=BOLD, wrap=True)
        self.column.addSpacing(6)
        self.column.addWidget(made)
        return made

    def show_part(self, bridge: Bridge, part: BridgePart, stopped: Sequence[Stopped]) -> None:
        """Shows a part, and the reasons of the leads that went no further."""
        from alignment_desktop.measurement.gap_bridge import QUALITY
        from alignment_desktop.services.bridge_words import (
            about,
            beside,
            part_name,
            shown_amounts,
            signed_money,
            sum_line,
        )

        marks = user_language()
        words = marks.bridge
        _, _, amounts = shown_amounts(bridge)
        amount = amounts[bridge.parts.index(part)]
        self.name.setText(part_name(part.key, marks))
        who = ", ".join(filter(None, (party_words(part.owner), part.name)))
        self.owner.show_chip(Chip(who, part.owner))
        self.amount.setText(signed_money(amount, bridge.currency, marks))
        set_look(self.amount, "tone", "kept" if amount > 0 else "missed" if amount < 0 else "")
        self.facts.setText(", ".join(filter(None, beside(bridge, part, marks))))
        self.about.setText(about(bridge, part, marks))
        self._part = part.key
        its = wording().bridge_leads
        said = its.list_leads if part.key in _OF_LEADS else its.list_customers
        said = its.list_accepted if part.key == _QUALITY else said
        back = _RETURNED if part.key == _QUALITY else ""
        for button, key, says in (
            (self.leads_button, part.key, said), (self.returned_button, back, its.list_returned),
        ):  # fmt: skip
            count = bridge.came.behind(key) if bridge.came else 0
            button.setText(says(count, count=marks.number(count)))
            button.setVisible(count > 0)
        self.list.hide()
        entries = [Bar(each.reason, each.leads, part.owner) for each in stopped[:_MOST_REASONS]]
        title = words.why_return() if part.key == QUALITY else words.why_lost()
        self.why_title.setText(title)
        self.why.setAccessibleName(title)
        self.why.setFixedHeight(max(len(entries), 1) * _BAR_ROW)
        self.why.show_chart(lambda width, _height: bars(entries, width, _BAR_ROW))
        agreed = [each for each in stopped[:_MOST_REASONS] if each.remedy]
        self.remedies.setText("<br>".join(_remedy(each) for each in agreed))
        for place, there in (
            (self.why_title, entries), (self.why, entries),
            (self.remedies_title, agreed), (self.remedies, agreed),
        ):  # fmt: skip
            place.setVisible(bool(there))
        self.sum.setText(sum_line(bridge, marks))
        self.verticalScrollBar().setValue(0)

    def show_leads(self, bridge: Bridge, key: str, listed: Listed) -> None:
        """Lists the leads behind the part that is shown."""
        marks, its = user_language(), wording().bridge_leads
        said = its.leads if key in _OF_LEADS else its.customers
        said = its.accepted if key == _QUALITY else said
        if key == _RETURNED:
            said, lines = its.returned, returned_lines(listed.leads)
        elif key in _OF_LEADS:
            lines = arrival_lines(listed.leads, bridge.agreement.timezone)
        elif key == _SPEED:
            lines = timed_lines(listed.leads, False, marks)
        else:
            lines = revenue_lines(listed.leads, bridge.currency, marks)
        title = said(listed.count, count=marks.number(listed.count))
        self.list.show_leads(None, lines, listed.count, title, back=wording().common.close())
        self.ensureWidgetVisible(self.list)


def _remedy(each: Stopped) -> str:
    text = escape(user_language().bridge.remedy(remedy=each.remedy, reason=each.reason))
    return f'<a href="{escape(each.clause)}">{text}</a>' if each.clause else text


class BridgeView(QObject):
    """Keeps a card and its side to what a scoreboard was measured from.

    Attributes:
        brought: What the inspector shows is worth bringing into sight.
    """

    brought = Signal()

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        stack: QStackedWidget,
        save: SaveLeads,
        parent: QObject,
    ) -> None:
        """Makes both.

        Args:
            session: Works it out beside the window.
            switch: The palette.
            stack: Takes what the inspector shows, one of several.
            save: Asks for a file by title and name, and has leads written to it.
            parent: What it belongs to.
        """
        super().__init__(parent)
        self.card = BridgeCard(switch)
        self.side = BridgeSide(switch)
        self._session, self._stack, self._save = session, stack, save
        self._answer: BridgeAnswer | None = None
        self._shown: tuple[BridgeAnswer, str] | None = None
        self._listed = ""
        stack.addWidget(self.side)
        stack.currentChanged.connect(self._unmark)
        self.card.part_chosen.connect(self.show_part)
        self.side.clause_wanted.connect(self._go_to)
        self.side.leads_wanted.connect(self.list_leads)
        self.side.list.opened.connect(session.show_lead)
        self.side.list.export_button.clicked.connect(self.export_leads)

    def show_board(self, measured: MeasuredBoard) -> None:
        """Shows the bridge of a scoreboard; a plan is of the whole agreement, not of its months."""
        self._session.cancel(_BRIDGE)
        board = measured.board
        if board.period not in (None, board.label) or not board.batches:
            self._answer = None
            self.card.hide()
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> BridgeAnswer:
            from alignment_desktop.services.bridging import bridge_at, stopped

            found = bridge_at(measured.bench)
            reasons = {part.key: stopped(measured, part.key) for part in found.parts}
            return BridgeAnswer(measured, found, reasons)

        self._session.ask(_BRIDGE, question, self._show)

    def show_part(self, key: str) -> None:
        """Shows what lies behind a part."""
        answer = self._answer
        part = answer.bridge.part(key) if answer else None
        if answer is None or part is None:
            return
        self._session.cancel(_LEADS)
        self._shown = answer, key
        self.card.mark(key)
        self.side.show_part(answer.bridge, part, answer.stopped.get(key, ()))
        self._stack.setCurrentWidget(self.side)
        self.brought.emit()

    def list_leads(self, key: str) -> None:
        """Lists the leads behind the part that is shown, or those that came back beside them."""
        if self._shown is None:
            return
        answer, _ = self._shown
        self._listed = key

        def question(_workspace: Workspace, _monitor: Monitor) -> Listed:
            from alignment_desktop.services.bridge_leads import listed

            return listed(answer.measured.bench, key)

        shown = partial(self.side.show_leads, answer.bridge, key)
        self._session.ask(_LEADS, question, shown)

    def export_leads(self) -> None:
        """Saves all leads that are listed as a workbook."""
        if self._shown is None:
            return
        (answer, _), key = self._shown, self._listed

        def write(path: Path) -> int:
            from alignment_desktop.services.bridge_leads import save_leads

            return save_leads(path, answer.measured.bench, key)

        self._save(wording().bridge_leads.export(), f"{key}-leads", write)

    def _show(self, answer: BridgeAnswer) -> None:
        self._answer = answer
        self.card.show_bridge(answer.bridge)

    def _unmark(self) -> None:
        if self._stack.currentWidget() is not self.side:
            self.card.mark("")

    def _go_to(self, clause: str) -> None:
        kind, _, key = clause.partition(".")
        self._session.go_to(kind=kind, key=key)
