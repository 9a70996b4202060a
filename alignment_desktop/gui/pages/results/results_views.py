"""The views of the results page: the files, what came of the plan, and the campaigns."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from alignment_desktop.domain.scoreboard import View
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.scoreboard_cache import ScoreboardCache
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.view_switch import ViewSwitch
from alignment_desktop.gui.wording import other_words, user_language, wording
from alignment_desktop.phrasing.days import known_at_text

if TYPE_CHECKING:
    from alignment_desktop.domain.campaign_results import CampaignResult
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.pages.plan.campaign_list import CampaignList
    from alignment_desktop.gui.pages.results.against_plan import AgainstPlan
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.workspace import Workspace

FILES, PLAN, CAMPAIGNS = "files", "plan", "campaigns"
"""What can be in sight on the page."""
_KEYS = {FILES: "Ctrl+Shift+R", PLAN: "Ctrl+Shift+G", CAMPAIGNS: "Ctrl+Shift+B"}
_WHO, _TOPIC = "campaign-results", "campaign results"


class ResultsViews(QObject):
    """Knows which view is wanted, and makes those that are not the files when they are first seen.

    Attributes:
        changed: Another view is wanted, or says something else of itself.
        inspection_wanted: What the inspector shows is worth bringing into sight.
        awaited: Carries whether an answer is awaited.
        switch: Chooses among the views.
        period_place: Where the period is chosen, for the header.
    """

    changed = Signal()
    inspection_wanted = Signal()
    awaited = Signal(bool)

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        scoreboards: ScoreboardCache,
        page: QWidget,
        stack: QStackedWidget,
        sides: QStackedWidget,
    ) -> None:
        """Makes the switch, with keys that work while the page is in sight.

        Args:
            session: The window's handle on the services.
            switch: The theme.
            scoreboards: The measured scoreboards.
            page: The page.
            stack: Takes the views.
            sides: Takes what the inspector shows for each.
        """
        super().__init__(page)
        self._session, self._theme, self._scoreboards = session, switch, scoreboards
        self._page, self._stack, self._sides = page, stack, sides
        self.shown = FILES
        self._told = ""
        its = wording().against_plan
        texts = {FILES: its.files(), PLAN: its.against_plan(), CAMPAIGNS: its.campaigns()}
        self.switch = ViewSwitch(its.views(), tuple(texts.items()))
        self.period_place = QWidget()
        self._period_row = QHBoxLayout(self.period_place)
        self._period_row.setContentsMargins(0, 0, 0, 0)
        self.period_place.hide()
        self.switch.chosen.connect(self.show_view)
        for name, button in self.switch.buttons.items():
            set_tool_tip(button, f"{texts[name]} ({_KEYS[name]})")
            QShortcut(QKeySequence(_KEYS[name]), page).activated.connect(button.click)

    @cached_property
    def plan(self) -> AgainstPlan:
        """What came of the plan."""
        from alignment_desktop.gui.pages.results.against_plan import AgainstPlan

        plan = AgainstPlan(self._session, self._theme, self._scoreboards)
        self._stack.addWidget(plan)
        self._sides.addWidget(plan.side)
        self._period_row.addWidget(plan.menus.period_button)
        plan.menus.period_button.show()
        plan.told.connect(self._tell)
        plan.awaited.connect(self.awaited)
        plan.inspection_wanted.connect(self.inspection_wanted)
        plan.no_results.acted.connect(lambda: self.show_view(FILES))
        return plan

    @cached_property
    def campaigns(self) -> CampaignList:
        """What came of the campaigns."""
        from alignment_desktop.gui.pages.plan.campaign_list import CampaignList

        campaigns = CampaignList(self._theme)
        self._stack.addWidget(campaigns)
        self._sides.addWidget(campaigns.side)
        return campaigns

    @property
    def title(self) -> str:
        """What the page is called; empty: as always."""
        its = wording().against_plan
        return {PLAN: its.title(), CAMPAIGNS: its.title_campaigns()}.get(self.shown, "")

    @property
    def subtitle(self) -> str:
        """What stands beside the title of a view that is not the files."""
        return self._told

    @property
    def widget(self) -> AgainstPlan | CampaignList:
        """The view that is wanted, where it is not the files."""
        return self.plan if self.shown == PLAN else self.campaigns

    @property
    def side(self) -> QWidget:
        """What the inspector shows for it."""
        return self.widget.side

    @property
    def main_control(self) -> QWidget:
        """What one works with first on it."""
        return self.plan.chart if self.shown == PLAN else self.campaigns.table.table

    def show_view(self, name: str) -> None:
        """Brings a view into sight."""
        self.switch.show_chosen(name)
        if name != self.shown:
            self.shown, self._told = name, ""
            self.refresh()
            self.changed.emit()

    def show_tools(self, *, offered: bool) -> None:
        """Shows the switch where it leads somewhere, and campaigns where the plan has some."""
        self.switch.setVisible(offered)
        self.period_place.setVisible(offered and self.shown == PLAN)
        self.switch.buttons[CAMPAIGNS].setVisible(self._has_campaigns)
        if self.shown == CAMPAIGNS and not self._has_campaigns:
            self.show_view(FILES)  # another agreement is shown, which plans none

    @property
    def _has_campaigns(self) -> bool:
        """Whether there are campaigns, and results that say what came of them."""
        return bool(self._session.news.batches and self._session.draft.agreement.campaigns)

    def offers(self) -> tuple[Offer, ...]:
        """The other views."""
        return tuple(
            Offer(button.text(), _KEYS[name], button.click, name != self.shown,
                  other_words("results-view"))
            for name, button in self.switch.buttons.items()
            if name != CAMPAIGNS or self._has_campaigns
        )  # fmt: skip

    def refresh(self) -> None:
        """Reads again what is in sight beside the files."""
        if self.shown == PLAN:
            self.plan.refresh()
        elif self.shown == CAMPAIGNS:
            self.awaited.emit(True)
            self._scoreboards.ask(_WHO, View(), self._take_board, self._refused)

    def _take_board(self, measured: MeasuredBoard) -> None:
        def question(_workspace: Workspace, _monitor: Monitor) -> tuple[CampaignResult, ...]:
            from alignment_desktop.services.review_evidence import campaigns

            return campaigns(measured, measured.request.newest)

        self._session.ask(
            _TOPIC, question, lambda found: self._show_campaigns(found, measured), self._refused
        )

    def _show_campaigns(self, found: tuple[CampaignResult, ...], measured: MeasuredBoard) -> None:
        self.awaited.emit(False)
        self.campaigns.show_results(found, measured.board.currency)
        moment = known_at_text(measured.board.as_of, measured.bench.zone, user_language())
        self._tell(wording().against_plan.as_of(moment=moment))

    def _refused(self, problem: Problem) -> None:
        self.awaited.emit(False)
        self._session.notify(self._session.sentence(problem), wrong=True)

    def _tell(self, words: str) -> None:
        self._told = words
        self.changed.emit()
