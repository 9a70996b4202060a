"""The views of the agreement page: the document, what changed, and the next agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from alignment_desktop.domain.changes import Changes
from alignment_desktop.domain.scoreboard import View
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.pages.agreement.agreement_comparison import (
    AgreementComparison,
    Pair,
    standing_words,
)
from alignment_desktop.gui.pages.agreement.next_agreement import NextAgreement, NextWish
from alignment_desktop.gui.reading.paper_pair import PaperPair
from alignment_desktop.gui.reading.reader import Reader
from alignment_desktop.gui.scoreboard_cache import MEASURED, ScoreboardCache
from alignment_desktop.gui.signing.identity_flow import IdentityFlow
from alignment_desktop.gui.signing.identity_list import IdentityList
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.wording import user_language, wording

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.gui.window.place import Place
    from alignment_desktop.services.carrying import Begun
    from alignment_desktop.services.comparing import Comparison, Standing
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.paper_comparing import ComparedPapers
    from alignment_desktop.services.workspace import Workspace

DOCUMENT, CHANGES, NEXT, IDENTITIES = "document", "changes", "next", "identities"
"""What can be in sight on the page."""
_KEYS = {
    DOCUMENT: "Ctrl+Shift+D",
    CHANGES: "Ctrl+D",
    NEXT: "Ctrl+Shift+A",
    IDENTITIES: "Ctrl+Shift+K",
}
_STANDINGS, _COMPARE, _PAPERS = "agreement-standings", "agreement-compare", "agreement-papers"


class AgreementViews(QWidget):
    """Shows one of them, and reads again what is in sight."""

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        document: Reader,
        scoreboards: ScoreboardCache,
    ) -> None:
        super().__init__()
        self._session = session
        self._scoreboards = scoreboards
        # The agreement whose states were compared last.
        self._compared = ""
        self._unchanged = False
        self._switch, self._icons = switch, icons
        # What documents that are compared are printed on.
        self.paper = "a4"
        self.papers: PaperPair | None = None
        self.document = document
        self.comparison = AgreementComparison(switch)
        self.comparison.wanted.connect(self._compare)
        self.comparison.paper_wanted.connect(self._toggle_paper)
        self.next_agreement = NextAgreement(switch, icons)
        self.next_agreement.begin_wanted.connect(self._carry)
        self.identities = IdentityList(switch)
        self.identity_flow = IdentityFlow(session, self.identities)
        for view in (self.comparison, self.next_agreement):
            view.chosen.connect(self.go_to)
        self._lay_out()
        session.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        its = wording().agreement
        self._views: dict[str, tuple[QPushButton, QWidget]] = {}
        self._stack = QStackedWidget()
        bar = QHBoxLayout()
        bar.setContentsMargins(20, 8, 24, 0)
        bar.setSpacing(4)
        for name, text, widget in (
            (DOCUMENT, its.document(), self.document),
            (CHANGES, its.what_changed(), self.comparison),
            (NEXT, its.next_agreement(), self.next_agreement),
            (IDENTITIES, wording().signing.identities(), self.identities),
        ):
            button = QPushButton(text)
            button.setCheckable(True)
            set_tool_tip(button, f"{text} ({_KEYS[name]})")
            button.clicked.connect(lambda _on=False, name=name: self.show_view(name))
            QShortcut(QKeySequence(_KEYS[name]), self).activated.connect(button.click)
            self._views[name] = button, widget
            self._stack.addWidget(widget)
            bar.addWidget(button)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        self._mark_view()

    @property
    def view(self) -> str:
        """What is in sight: `document`, `changes`, `next` or `identities`."""
        shown = self._stack.currentWidget()
        return next(name for name, (_, widget) in self._views.items() if widget is shown)

    def show_view(self, name: str) -> None:
        """Brings the document, what changed, the next agreement, or identities into sight."""
        before = self.view
        self._stack.setCurrentWidget(self._views[name][1])
        # A press on the one that is shown would else leave it unmarked.
        self._mark_view()
        if name != before:
            self._read()

    def _mark_view(self) -> None:
        for name, (button, _) in self._views.items():
            here = name == self.view
            button.setChecked(here)
            set_look(button, "kind", "step_here" if here else "step")

    def offers(self) -> tuple[Offer, ...]:
        """The other views, and what can be done in the one that is shown."""
        views = tuple(
            Offer(button.text(), _KEYS[name], button.click, name != self.view)
            for name, (button, _) in self._views.items()
        )
        return (*views, *self._offers_in_sight())

    def _offers_in_sight(self) -> tuple[Offer, ...]:
        if self.view == DOCUMENT:
            return self.document.offers()
        if self.view != CHANGES:
            return ()
        button = self.comparison.paper_button
        on_paper = Offer(button.text(), "", button.toggle, self.comparison.pair is not None)
        papers = self.papers.offers() if self.papers is not None and button.isChecked() else ()
        return (on_paper, *papers)

    def refresh(self, *, unchanged: bool) -> None:
        """Reads again what is in sight beside the document.

        Args:
            unchanged: Whether the draft says what its newest version says.
        """
        self._unchanged = unchanged
        self._read()

    def _on_changed(self, change: Changes) -> None:
        """What is measured may change while the agreement stays as it is."""
        if self.view == NEXT and self.isVisible() and MEASURED & change.kinds:
            self._read()

    def show_changes(self) -> None:
        """Shows what changed since the newest version, whatever was compared before."""
        self._compared = ""
        if self.view == CHANGES:
            self._read()
        self.show_view(CHANGES)

    def go_to(self, place: Place) -> None:
        """Brings a place into sight that something here leads to."""
        self._session.go_to_place(place)

    def _read(self) -> None:
        session = self._session
        if self.view == CHANGES:
            session.ask(_STANDINGS, _standings, self._show_standings)
        elif self.view == IDENTITIES:
            self.identity_flow.read()
        elif self.view == NEXT:
            agreement = session.draft.agreement
            self.next_agreement.show_source(agreement, read_only=session.read_only)
            if session.news.batches:
                self._scoreboards.ask("agreement", View(), self._show_results, self._no_results)
            else:
                self.next_agreement.show_results(())

    def _show_standings(self, found: tuple[Standing, ...]) -> None:
        label_ = self._session.draft.agreement.label
        anew = label_ != self._compared
        self.comparison.show_standings(found, label_, unchanged=self._unchanged, anew=anew)
        self._compared = label_

    def _compare(self, pair: Pair) -> None:
        if self.comparison.on_paper:
            self._compare_papers(pair)

        def question(workspace: Workspace, _monitor: Monitor) -> Comparison:
            from alignment_desktop.services.comparing import compare

            return compare(workspace, *pair)

        self._session.ask(_COMPARE, question, self._show_comparison, self._no_comparison)

    def _toggle_paper(self, wanted: bool) -> None:
        if wanted and self.papers is None:
            self.papers = PaperPair(self._session, self._switch, self._icons, _PAPERS)
        self.comparison.show_paper(self.papers if wanted else None)
        pair = self.comparison.pair
        if wanted and pair is not None:
            self._compare_papers(pair)

    def _compare_papers(self, pair: Pair) -> None:
        paper, now = self.paper, self._session.now()

        def question(workspace: Workspace, monitor: Monitor) -> ComparedPapers:
            from alignment_desktop.services.paper_comparing import compare_on_paper

            return compare_on_paper(workspace, *pair, paper=paper, now=now, monitor=monitor)

        def answer(found: ComparedPapers) -> None:
            if self.papers is not None:
                titles = standing_words(pair[0]), standing_words(pair[1])
                self.papers.show_papers(found.old, found.new, found.comparison, titles)

        self._session.ask(_PAPERS, question, answer, self._no_papers)

    def _no_papers(self, problem: Problem) -> None:
        self.comparison.paper_button.setChecked(False)
        self.comparison.show_trouble(self._session.sentence(problem))

    def _show_comparison(self, found: Comparison) -> None:
        shown = self._session.draft.agreement
        self._session.run_when_idle(_COMPARE, self.comparison.show_comparison(found, shown))

    def _no_comparison(self, problem: Problem) -> None:
        self.comparison.show_trouble(self._session.sentence(problem))

    def _show_results(self, measured: MeasuredBoard) -> None:
        # Loaded here: nothing is measured yet when the window is painted first.
        from alignment_desktop.gui.pages.overview.overview_figures import figure_row

        marks = user_language()
        self.next_agreement.show_results([figure_row(line, marks) for line in measured.board.lines])

    def _no_results(self, problem: Problem) -> None:
        self.next_agreement.show_results([Link(self._session.sentence(problem))])

    def _carry(self, wish: NextWish) -> None:
        from alignment_desktop.services.carrying import Carry

        source = self._session.draft.agreement.label
        self._session.execute(
            Carry(wish.label, wish.start, wish.end, source),
            done=self._begun,
            failed=lambda problem: self.next_agreement.show_trouble(
                self._session.sentence(problem)
            ),
        )

    def _begun(self, begun: Begun) -> None:
        if self._session.draft.agreement.label != begun.label:
            self._session.show_agreement(begun.label)
        count = begun.clauses
        text = wording().agreement.has_begun(count, label=begun.label, count=count)
        self._session.notify(text)
        self.show_view(DOCUMENT)


def _standings(workspace: Workspace, _monitor: Monitor) -> tuple[Standing, ...]:
    from alignment_desktop.services.comparing import standings

    return standings(workspace)
