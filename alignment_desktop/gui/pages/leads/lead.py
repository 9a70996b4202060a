"""One lead, whole: its clocks, and what happened to it in the order of time with every source."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.charts.clock_bars import HEAD, ROW, ClockBar, clock_bars
from alignment_desktop.charts.geometry import Region
from alignment_desktop.domain.changes import Changed
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.delegates.touch_cells import touch_columns
from alignment_desktop.gui.help.topics import KeyLine
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.library_preload import load_measuring
from alignment_desktop.gui.models.lazy_rows import LazyRows
from alignment_desktop.gui.models.lead_timeline import TouchModel, TouchRow, touch_rows
from alignment_desktop.gui.page import Offer, Page
from alignment_desktop.gui.pages.leads.lead_clocks import clock_lines, standing_text, ticks_of
from alignment_desktop.gui.pages.leads.lead_inspector import LeadInspector
from alignment_desktop.gui.pages.leads.lead_words import about, name_of, whole_text
from alignment_desktop.gui.scoreboard_cache import MEASURED
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.cards import TitledCard
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.window.page_header import tool_row
from alignment_desktop.gui.window.tab_order import keyboard_in
from alignment_desktop.gui.window.window_actions import offer_on_rows
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.lead_history import LeadHistory
    from alignment_desktop.services.workspace import Workspace

_LEAD, _COPYING = "lead", "lead as text"
_WHEN = 208
_MOST_CLOCKS = 5.5
"""Clocks in sight at once; half a one says that there are more."""


@dataclass(frozen=True, slots=True)
class LeadShown:
    """A lead with its words, made beside the window."""

    history: LeadHistory
    rows: LazyRows[TouchRow]
    clocks: tuple[ClockBar, ...]
    ticks: tuple[tuple[datetime, str], ...]


class LeadPage(Page):
    """Shows the lead that was chosen from a list, or found by its name.

    Attributes:
        table: What happened, in the order of time.
        chart: The clocks that ran.
    """

    SHOWS: ClassVar[frozenset[Changed]] = MEASURED
    LEAVES_BY_ESCAPE: ClassVar[bool] = True

    def __init__(
        self, session: Session, switch: ThemeSwitch, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, switch, parent)
        self._session = session
        self._icons = icons
        self._key = ""
        self._among: tuple[str, ...] = ()
        self._shown: LeadShown | None = None
        self._build()
        self._tools = self._make_tools()
        self.table.opened.connect(self._open_import)
        offer_on_rows(self.table, lambda _key: self.offers())
        self.chart.chosen.connect(self._open_clock)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.table.table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy_rows)
        for keys, act in (
            ("Ctrl+Shift+C", self.copy_lead),
            ("Alt+Up", partial(self.step, -1)),
            ("Alt+Down", partial(self.step, 1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _build(self) -> None:
        its = wording().lead
        self.clock_card = TitledCard(its.clocks_that_ran())
        self.clock_card.body.setSpacing(6)
        self.clock_card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.chart = ChartView(self._switch, its.clocks_that_ran())
        self._clock_area = ColumnArea(self.chart)
        # A scroll area has what it holds filled; the card's own ground is wanted.
        self.chart.setAutoFillBackground(False)
        self._clock_area.viewport().setAutoFillBackground(False)
        self.no_clock = label(pixels=12, tone="muted", wrap=True)
        self.clock_card.body.addWidget(self._clock_area)
        self.clock_card.body.addWidget(self.no_clock)
        self.model = TouchModel()
        self.table = CardTable(self._switch, self.model, its.what_happened())
        column = TouchModel.Column
        self.table.set_columns(
            touch_columns(self._switch, self.table),
            fixed={column.WHEN: _WHEN},
            shares={column.SALES: 50, column.MARKETING: 50},
        )
        self.table.table.setSelectionMode(self.table.table.SelectionMode.ExtendedSelection)
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(self.clock_card)
        rows.addWidget(self.table, 1)
        rows.addStretch(0)
        self._content = content
        self.no_lead = EmptyPage(
            self._switch,
            Emptiness(
                "people", its.no_lead_chosen(), its.here_one_lead_stands(), its.to_the_scoreboard()
            ),
        )
        self.no_lead.acted.connect(partial(self._session.go_to, "scoreboard"))
        self._stack = QStackedLayout(self)
        for widget in (self.no_lead, QWidget(), content):
            self._stack.addWidget(widget)

    def _make_tools(self) -> QWidget:
        its = wording().lead
        self.place = label(pixels=12, tone="muted")
        self.previous_button = self._arrow("chevron-left", its.previous_lead(), "Alt+Up", -1)
        self.next_button = self._arrow("chevron-right", its.next_lead(), "Alt+Down", 1)
        self.copy_button = QPushButton(its.copy_as_text())
        set_tool_tip(self.copy_button, f"{its.copy_as_text()} (Ctrl+Shift+C)")
        self.copy_button.clicked.connect(self.copy_lead)
        self.copy_button.setEnabled(False)
        return tool_row(self.place, self.previous_button, self.next_button, self.copy_button)

    def _arrow(self, icon: str, text: str, keys: str, step: int) -> QToolButton:
        made = QToolButton()
        made.setAccessibleName(text)
        spelled = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        set_tool_tip(made, f"{text} ({spelled})")
        self._icons.dress(made, icon)
        made.clicked.connect(lambda: self.step(step))
        return made

    @property
    def key(self) -> str:
        """What the lead that is shown, or awaited, is known by; empty where none is."""
        return self._key

    @override
    def header_tools(self) -> QWidget | None:
        return self._tools

    @override
    def main_control(self) -> QWidget:
        return self.table.table

    @override
    def inspector(self) -> QWidget | None:
        return self._inspector

    @cached_property
    def _inspector(self) -> LeadInspector:
        made = LeadInspector(self._switch, self)
        made.hide()
        made.lead_chosen.connect(self._session.show_lead)
        made.import_wanted.connect(partial(self._session.go_to, "results"))
        made.figure_chosen.connect(self._open_figure)
        return made

    @override
    def offers(self) -> tuple[Offer, ...]:
        its, there = wording().lead, self._shown is not None
        row = self._current_row()
        return (
            Offer(its.copy_as_text(), "Ctrl+Shift+C", self.copy_lead, there, of_selection=True),
            Offer(
                its.to_its_import(), "Return", self._open_current, row is not None,
                of_selection=True,
            ),
            Offer(
                its.previous_lead(), "Alt+Up", partial(self.step, -1), self._neighbour(-1) != "",
                of_selection=True,
            ),
            Offer(
                its.next_lead(), "Alt+Down", partial(self.step, 1), self._neighbour(1) != "",
                of_selection=True,
            ),
        )  # fmt: skip

    @override
    def shown_key(self) -> tuple[str, tuple[str, ...]]:
        return self._key, self._among

    def show_lead(self, key: str, among: tuple[str, ...] = ()) -> None:
        """Shows a lead.

        Args:
            key: What it is known by.
            among: The keys of the list that it was chosen from, in order.
        """
        again = key == self._key
        self._key, self._among = key, among
        self._show_place()
        if again and not self.stale:
            return
        self._show_nothing(1)
        self.refresh()

    def step(self, step: int) -> None:
        """Shows the next lead of the list, or the one before."""
        neighbour = self._neighbour(step)
        if neighbour:
            self.show_lead(neighbour, self._among)

    @override
    def own_keys(self) -> tuple[KeyLine, ...]:
        return (KeyLine("Esc", wording().help.keys.lead_back()),)

    @override
    def refresh(self) -> None:
        if not self._key:
            self._show_nothing(0)
            return
        key, label_, now = self._key, self._session.label, self._session.now()
        language = user_language()

        def question(workspace: Workspace, _monitor: Monitor) -> LeadShown:
            # Loaded here: what measures must not slow the window's first painting.
            load_measuring()
            from alignment_desktop.services.lead_history import lead_history

            history = lead_history(workspace, key, as_of=None, label=label_, now=now)
            bars = clock_lines(history, language)
            return LeadShown(history, touch_rows(history, language), bars, ticks_of(bars, language))

        self.begin_waiting()
        self._session.ask(_LEAD, question, self._show, self._refused)

    def copy_lead(self) -> None:
        """Copies the whole lead as text."""
        if self._shown is None:
            return
        history, language = self._shown.history, user_language()

        def take(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._session.notify(wording().lead.copied())

        # Ten thousand touches are put into words beside the window.
        self._session.ask(_COPYING, lambda *_: whole_text(history, language), take)

    def _show(self, shown: LeadShown) -> None:
        self.end_waiting()
        history, its = shown.history, wording().lead
        other = self._shown is None or self._shown.history.lead_id != history.lead_id
        self._shown = shown
        self.set_title(name_of(history))
        self.set_subtitle(about(history))
        self.clock_card.show_note(standing_text(history))
        self.chart.setMinimumHeight(round(HEAD + ROW * len(shown.clocks)))
        self.chart.show_chart(lambda width, _height: clock_bars(shown.clocks, shown.ticks, width))
        self._clock_area.setVisible(bool(shown.clocks))
        self.no_clock.setVisible(not shown.clocks)
        self.no_clock.setText(its.no_clock_ran(label=history.agreement.label))
        self._fit_clocks()
        before = self.table.table.currentIndex().row()
        self.model.show_many(shown.rows)
        self._inspector.show_lead(history)
        self.copy_button.setEnabled(True)
        waited = self._stack.currentWidget() is not self._content
        focused = keyboard_in(self.window())
        self._stack.setCurrentWidget(self._content)
        if waited and focused is not None and (focused is self or self.isAncestorOf(focused)):
            # Not to whatever comes first: what happened is what one reads and goes through.
            self.table.setFocus()
        if shown.rows:
            self.table.select_row(0 if other else min(max(before, 0), len(shown.rows) - 1))
        self._show_place()

    def _refused(self, problem: Problem) -> None:
        self._show_nothing(0)
        if problem.code == "no-such-lead":
            self._session.notify(wording().lead.lead_is_gone(), wrong=True)
            return
        self._session.notify(self._session.sentence(problem), wrong=True)

    def _show_nothing(self, page: int) -> None:
        """Shows no lead: 0 says what would be here, 1 waits."""
        self.end_waiting()
        self._shown = None
        self.set_title("" if page == 0 else self._key)
        self.set_subtitle("")
        self._inspector.show_nothing()
        self.copy_button.setEnabled(False)
        self._stack.setCurrentIndex(page)

    def _show_place(self) -> None:
        there = self._key in self._among
        words = ""
        if there:
            at, language = self._among.index(self._key) + 1, user_language()
            words = wording().lead.place_in_list(
                at=language.number(at), count=language.number(len(self._among))
            )
        self.place.setText(words)
        for button, step in ((self.previous_button, -1), (self.next_button, 1)):
            button.setVisible(there)
            button.setEnabled(bool(self._neighbour(step)))

    def _neighbour(self, step: int) -> str:
        if self._key not in self._among:
            return ""
        at = self._among.index(self._key) + step
        return self._among[at] if 0 <= at < len(self._among) else ""

    def _current_row(self) -> TouchRow | None:
        at = self.table.table.currentIndex().row()
        return self.model.row_at(at) if 0 <= at < self.model.rowCount() else None

    def _open_current(self) -> None:
        row = self._current_row()
        if row is not None:
            self._session.show_import(row.batch)

    def _open_import(self, key: str) -> None:
        self._session.show_import(self.model.row_at(int(key)).batch)

    def _open_figure(self, commitment: str) -> None:
        self._session.go_to(kind="commitment", key=commitment)

    def _open_clock(self, region: Region) -> None:
        self._open_figure(region.key)

    def _copy_rows(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            text = "\n".join(self.model.row_at(at).spoken for at in rows)
            QGuiApplication.clipboard().setText(text)
            said = wording().lead.rows_copied(len(rows), count=user_language().number(len(rows)))
            self._session.notify(said)

    def _fit_clocks(self) -> None:
        """Clocks take what they need, and never more than leaves room for what happened."""
        count = len(self._shown.clocks) if self._shown else 0
        room = (self.height() - 120) * 0.45
        least = HEAD + ROW * min(count, 2)
        height = HEAD + ROW * min(count, _MOST_CLOCKS)
        self._clock_area.setFixedHeight(round(max(min(height, room), least)) + 2)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_clocks()
