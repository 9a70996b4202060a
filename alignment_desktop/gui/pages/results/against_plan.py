"""The results against the plan: the one funnel of a period with its books, stage by stage."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from alignment_desktop.domain.periods import EVERY, split
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.gui.file_choice import choose_new
from alignment_desktop.gui.folder_memory import file_name
from alignment_desktop.gui.pages.funnel.funnel_card import FunnelCard
from alignment_desktop.gui.pages.funnel.stage_side import StageSide, StageView
from alignment_desktop.gui.pages.results.bridge_card import BridgeView
from alignment_desktop.gui.pages.scoreboard.scoreboard_view import ViewMenus
from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import known_at_text
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.funnel import Funnel
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.folder_memory import FolderMemory
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.funnel import FunnelReader, ReconciledFunnel
    from alignment_desktop.services.funnel_leads import FunnelPick
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.scoreboard_leads import Listed
    from alignment_desktop.services.workspace import Workspace

    ChoosePath = Callable[[FolderMemory, QWidget, str, str, str], Path | None]

_WHO, _FUNNEL, _LEADS, _SAVE = "against-plan", "funnel", "funnel-leads", "funnel-save"
_EXCEL = "Excel (*.xlsx)"


@dataclass(frozen=True)
class _Answer:
    """What was worked out of one period.

    Attributes:
        measured: The scoreboard of the period, with what was measured for it.
        reader: The moves of all leads.
        found: What happened in the days, beside as many days before.
        cohort: What became of the leads created in them.
        cohort_before: The same of those created in the days before, when they were as old; None
            where there are none.
    """

    measured: MeasuredBoard
    reader: FunnelReader
    found: ReconciledFunnel
    cohort: Funnel
    cohort_before: Funnel | None


class AgainstPlan(QWidget):
    """Shows the funnel of a period; further cards of the plan stand above it in `cards`.

    Attributes:
        told: Carries what is shown, in words, for the header.
        inspection_wanted: What the inspector shows is worth bringing into sight.
        awaited: Carries whether an answer is awaited.
        cards: The column of cards, the funnel's the last.
        side: What the inspector shows, one of several: what a card is about, the stage first.
        stage_side: The stage that is selected.
        menus: Chooses the period.
        bridge: From planned to actual revenue, above the funnel.
        measured: The scoreboard of the period that is shown; None before it is there.
        measured_changed: Carries the scoreboard of the period that is shown now.
    """

    told = Signal(str)
    inspection_wanted = Signal()
    awaited = Signal(bool)
    measured_changed = Signal(object)

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        scoreboards: ScoreboardCache,
        choose_path: ChoosePath = choose_new,
    ) -> None:
        super().__init__()
        self._session, self._scoreboards = session, scoreboards
        self._choose_path = choose_path
        self._period: str | None = None
        self._label = session.label
        self._cohort = False
        self._stage: str | None = None
        self._answer: _Answer | None = None
        self._pick: FunnelPick | None = None
        self.measured: MeasuredBoard | None = None
        self.menus = ViewMenus(self)
        for button in (self.menus.period_button, self.menus.segment_button):
            button.setParent(self)
            button.hide()
        self.menus.chosen.connect(lambda view: self.show_period(view.period))
        self.side = QStackedWidget()
        self.stage_side = StageSide(switch)
        self.side.addWidget(self.stage_side)
        self.stage_side.leads_wanted.connect(self.list_leads)
        self.stage_side.list.opened.connect(session.show_lead)
        self.stage_side.list.export_button.clicked.connect(self.export_leads)
        self.card = FunnelCard(switch)
        self.card.stage_chosen.connect(self.show_stage)
        self.card.leads_chosen.connect(self.show_cohort)
        self._build(switch)
        self.bridge = BridgeView(session, switch, self.side, self._save, self)
        self.bridge.brought.connect(self.inspection_wanted)
        self.cards.insertWidget(0, self.bridge.card)
        self.measured_changed.connect(self.bridge.show_board)

    def _build(self, switch: ThemeSwitch) -> None:
        content = QWidget()
        content.setObjectName("scrolled")
        self.cards = QVBoxLayout(content)
        self.cards.setContentsMargins(24, 20, 24, 20)
        self.cards.setSpacing(12)
        self.cards.addWidget(self.card)
        self.cards.addStretch(1)
        self._blank = QWidget()
        self._scroll = ColumnArea(content)
        its = wording().against_plan
        self.no_results = self._empty(
            switch, wording().common.no_results_yet(), its.here_the_funnel_stands(),
            wording().common.import_results(), "results",
        )  # fmt: skip
        self.no_stages = self._empty(
            switch, its.no_stages(), its.what_stages_are(), its.write_stages(), "funnel"
        )
        self._stack = QStackedLayout(self)
        for widget in (self._blank, self._scroll, self.no_results, self.no_stages):
            self._stack.addWidget(widget)

    def _empty(
        self, switch: ThemeSwitch, title: str, sentence: str, action: str, page: str
    ) -> EmptyPage:
        made = EmptyPage(switch, Emptiness("funnel", title, sentence, action))
        if page != "results":
            made.acted.connect(partial(self._session.go_to, page))
        return made

    @property
    def chart(self) -> QWidget:
        """What one works with first."""
        return self.card.chart

    def refresh(self) -> None:
        """Reads again what is shown."""
        if self._label != self._session.label:
            self._label, self._period = self._session.label, None
        self.awaited.emit(True)
        self._session.cancel(_FUNNEL)
        self._session.cancel(_LEADS)
        self._scoreboards.ask(_WHO, View(self._period), self._take_board, self._refused)

    def show_period(self, period: str | None) -> None:
        """Shows another period of the agreement; None: all of it."""
        if period != self._period:
            self._period = period
            self.refresh()

    def show_cohort(self, cohort: bool) -> None:
        """Shows what became of the days' own leads, or what happened in the days."""
        self._cohort = cohort
        self._show_funnel()

    def show_stage(self, stage: str) -> None:
        """Selects a stage."""
        self._stage = stage
        self._show_side()
        self.side.setCurrentWidget(self.stage_side)
        self.inspection_wanted.emit()

    def list_leads(self, part: str) -> None:
        """Lists the leads behind one number of the stage that is shown."""
        answer, view = self._answer, self.stage_side.shown
        if answer is None or view is None:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> tuple[FunnelPick, Listed]:
            from alignment_desktop.services.funnel_leads import FunnelPick, listed

            funnel = view.funnel
            pick = FunnelPick(funnel.first, funnel.last, view.stage, part, view.cohort)
            return pick, listed(answer.reader, pick)

        self._session.ask(_LEADS, question, self._show_leads)

    def export_leads(self) -> None:
        """Saves all leads that are listed as a workbook."""
        answer, pick = self._answer, self._pick
        if answer is None or pick is None:
            return

        def write(path: Path) -> int:
            from alignment_desktop.services.funnel_leads import save_leads

            return save_leads(path, answer.reader, pick)

        title = wording().against_plan.export_leads()
        self._save(title, f"{pick.stage or 'no-stage'}-leads", write)

    def _save(self, title: str, name: str, write: Callable[[Path], int]) -> None:
        """Asks for a file, has leads written to it and tells how many."""
        path = self._choose_path(
            self._session.folders, self, title, file_name(name, ".xlsx"), _EXCEL
        )
        if path is None:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> int:
            return write(path)

        def told(count: int) -> None:
            shown = user_language().number(count)
            said = wording().scoreboard.leads_saved(count, count=shown, file=path.name)
            self._session.notify(said, file=path)

        self._session.ask(_SAVE, question, told)

    def _show_leads(self, answer: tuple[FunnelPick, Listed]) -> None:
        self._pick, listed = answer
        self.stage_side.show_leads(self._pick.part, listed)

    def _take_board(self, measured: MeasuredBoard) -> None:
        board = measured.board
        self.measured = measured
        self.measured_changed.emit(measured)
        self.menus.show_choices(board)
        if not board.batches:
            self._show_empty(self.no_results)
            return
        if not measured.request.newest.stages:
            self._show_empty(self.no_stages)
            return
        reader = self._reader_of(measured)

        def question(_workspace: Workspace, _monitor: Monitor) -> _Answer:
            from alignment_desktop.services.funnel import FunnelReader, read_funnel

            its = reader or FunnelReader(measured.bench)
            found = read_funnel(its, board.start, board.end)
            older = None
            if found.before is not None:
                days = (board.start - found.before.first).days
                older = its.cohort_as_old(found.before.first, found.before.last, days)
            return _Answer(measured, its, found, its.cohort(board.start, board.end), older)

        self._session.ask(_FUNNEL, question, self._show, self._refused)

    def _reader_of(self, measured: MeasuredBoard) -> FunnelReader | None:
        """What followed all leads already, where the evidence is the same."""
        answer = self._answer
        if answer is None or answer.measured.request.evidence is not measured.request.evidence:
            return None
        return answer.reader

    def _refused(self, problem: Problem) -> None:
        """A period that an edit took away is no trouble; all else is told."""
        self.awaited.emit(False)
        if self._period is not None:
            self.show_period(None)
            return
        self._session.notify(self._session.sentence(problem), wrong=True)

    def _show_empty(self, page: EmptyPage) -> None:
        self._answer = None
        self._stack.setCurrentWidget(page)
        self.stage_side.show_nothing()
        self.told.emit("")
        self.awaited.emit(False)

    def _show(self, answer: _Answer) -> None:
        self._answer = answer
        as_of, board = answer.found.as_of, answer.measured.board
        moment = known_at_text(board.as_of, as_of.zone, user_language())
        self.told.emit(wording().against_plan.as_of(moment=moment))
        self._stack.setCurrentWidget(self._scroll)
        self._show_funnel()
        self.awaited.emit(False)

    def _show_funnel(self) -> None:
        answer = self._answer
        if answer is None:
            return
        funnel = answer.cohort if self._cohort else answer.found.shown
        agreement = answer.found.agreement
        notes = " ".join(self._session.sentence(note) for note in answer.found.notes)
        self.card.show_funnel(
            funnel, agreement, _length(funnel, agreement), notes, cohort=self._cohort
        )
        if self._stage is None or funnel.stage(self._stage) is None:
            self._stage = agreement.header.handover_stage or None
        self._show_side()

    def _show_side(self) -> None:
        answer = self._answer
        if answer is None:
            return
        self.card.mark(self._stage)
        if self._stage is None:
            self.stage_side.show_nothing()
            return
        found = answer.found
        pair = (
            (answer.cohort, answer.cohort_before) if self._cohort else (found.shown, found.before)
        )
        funnel, before = pair
        if before is not None and before.is_empty:
            before = None
        self.stage_side.show_stage(
            StageView(self._stage, funnel, before, found.agreement, self._cohort)
        )


def _length(funnel: Funnel, agreement: Agreement) -> str:
    """Which whole period the days are: `week`, `month`, `quarter`; empty where they are none."""
    start = agreement.header.fiscal_year_start
    for every in EVERY[:-1]:
        periods = split(every, funnel.first, funnel.last, fiscal_year_start=start)
        if [(each.whole_start, each.whole_end) for each in periods] == [
            (funnel.first, funnel.last)
        ]:
            return every
    return ""
