"""The scoreboard page: what was promised, what came of it, and the very leads that were missed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from html import escape
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.charts.geometry import Region
from alignment_desktop.documents.board_charts import funnel_drawing
from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.clauses import HEADER
from alignment_desktop.domain.scoreboard import Board, Pick, View, worst
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.file_choice import choose_new
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.models.scoreboard import ScoreboardModel
from alignment_desktop.gui.page import Offer, Page
from alignment_desktop.gui.pages.scoreboard.due_rows import DUE, as_of_words, due_rows
from alignment_desktop.gui.pages.scoreboard.line_questions import LineQuestions
from alignment_desktop.gui.pages.scoreboard.promise_trying import PromiseTrying
from alignment_desktop.gui.pages.scoreboard.scoreboard_cards import stat_of
from alignment_desktop.gui.pages.scoreboard.scoreboard_inspector import ScoreboardInspector
from alignment_desktop.gui.pages.scoreboard.scoreboard_rows import day_text, score_row
from alignment_desktop.gui.pages.scoreboard.scoreboard_saving import (
    ChoosePath,
    ScoreboardSaver,
)
from alignment_desktop.gui.pages.scoreboard.scoreboard_view import ViewMenus
from alignment_desktop.gui.scoreboard_cache import MEASURED, ScoreboardCache
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.cards import StatRow, TitledCard
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.link_card import LinkCard
from alignment_desktop.gui.widgets.page_tables import scoreboard_table
from alignment_desktop.gui.window.page_header import tool_row
from alignment_desktop.gui.wording import other_words, user_language, wording
from alignment_desktop.phrasing.days import days_text, known_at_text, period_text

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.reading.own_keys import Act
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.due_leads import DueLeads
    from alignment_desktop.services.measured_board import MeasuredBoard
    from alignment_desktop.services.workspace import Workspace

_SHOWING = "scoreboard-showing"
_DUE = "scoreboard-due"
_COLUMN = ScoreboardModel.Column
_FUNNEL = 150


class ScoreboardPage(Page):
    """Shows measured commitments; the inspector shows the leads behind the selected one."""

    SHOWS: ClassVar[frozenset[Changed]] = MEASURED

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        scoreboards: ScoreboardCache,
        choose_path: ChoosePath = choose_new,
    ) -> None:
        super().__init__(session, switch, parent)
        self._session = session
        self._icons = icons
        self._scoreboards = scoreboards
        self._view = View()
        self._measured: MeasuredBoard | None = None
        self._label = session.label
        self._wanted = self._wanted_due = ""
        self._asking = True
        self._build()
        self._trying = PromiseTrying(session, self)
        self._questions = LineQuestions(session, lambda: self._inspector)
        self.saver = ScoreboardSaver(session, self, choose_path)
        self._tools = self._make_tools()
        self.table.current_changed.connect(self._inspect)
        self.table.opened.connect(self._open)
        self.table.table.clicked.connect(self._follow)
        self.funnel_chart.chosen.connect(self._open_stage)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self.export_button.click)
        QShortcut(QKeySequence("Ctrl+Shift+E"), self).activated.connect(self.review_button.click)

    def _build(self) -> None:
        self.stats = StatRow()
        self.model = ScoreboardModel(wording().scoreboard.six_periods())
        self.table = scoreboard_table(self._switch, self.model, wording().scoreboard.scoreboard())
        # The page scrolls, not the table within it.
        self.table.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.remark = label(pixels=12, tone="muted", wrap=True)
        self.remark.setTextFormat(Qt.TextFormat.RichText)
        flags = Qt.TextInteractionFlag
        self.remark.setTextInteractionFlags(
            flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard
        )
        self.remark.linkActivated.connect(lambda _link: self._session.go_to(kind=HEADER))
        self.remark.hide()
        self.due_card = LinkCard(self._switch, wording().scoreboard.what_is_due())
        self.due_card.chosen.connect(lambda place: self._open_due(place.key))
        self.due_card.hide()
        self.funnel_card = TitledCard(wording().scoreboard.one_funnel())
        self.funnel_chart = ChartView(self._switch, wording().scoreboard.funnel())
        self.funnel_chart.setMinimumHeight(_FUNNEL)
        self.funnel_card.body.setSpacing(8)
        self.funnel_card.body.addWidget(self.funnel_chart)
        content = QWidget()
        content.setObjectName("scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 16, 24, 8)
        column.setSpacing(12)
        column.addWidget(self.stats)
        column.addWidget(self.table)
        column.addWidget(self.remark)
        column.addWidget(self.due_card)
        column.addWidget(self.funnel_card)
        column.addStretch(1)
        self._scroll = ColumnArea(content)
        self._blank = QWidget()
        self.no_results = self._empty(
            "results",
            wording().common.no_results_yet(),
            wording().scoreboard.here_each_promise_stands(),
            wording().common.import_results(),
        )
        self.no_commitments = self._empty(
            "commitments",
            wording().scoreboard.no_commitments_yet(),
            wording().scoreboard.what_we_promise_each(),
            wording().scoreboard.write_commitments(),
        )
        self._stack = QStackedLayout(self)
        for widget in (self._blank, self._scroll, self.no_results, self.no_commitments):
            self._stack.addWidget(widget)

    def _empty(self, page: str, title: str, sentence: str, action: str) -> EmptyPage:
        made = EmptyPage(self._switch, Emptiness("scoreboard", title, sentence, action))
        made.acted.connect(partial(self._session.go_to, page))
        return made

    def _make_tools(self) -> QWidget:
        self.menus = ViewMenus(self)
        self.menus.chosen.connect(self.show_view)
        self.export_button = QPushButton(wording().scoreboard.export_board())
        set_look(self.export_button, "kind", "primary")
        self.export_button.clicked.connect(self._save_board)
        self.review_button = QPushButton(wording().scoreboard.review_as_pdf())
        self.review_button.clicked.connect(self._save_review)
        set_tool_tip(self.export_button, wording().scoreboard.export_the_figures_to())
        set_tool_tip(self.review_button, wording().scoreboard.save_the_review_as())
        for button in (self.review_button, self.export_button):
            button.setEnabled(False)
        return tool_row(
            self.menus.period_button,
            self.menus.segment_button,
            self.review_button,
            self.export_button,
        )

    @override
    def header_tools(self) -> QWidget | None:
        return self._tools

    @override
    def main_control(self) -> QWidget:
        return self.table.table

    @override
    def offers(self) -> tuple[Offer, ...]:
        ready, leads = self.export_button.isEnabled(), self._inspector.list.pick is not None
        return (
            Offer(
                self.export_button.text(), "Ctrl+E", self._save_board, ready, other_words("export")
            ),
            Offer(
                self.review_button.text(),
                "Ctrl+Shift+E",
                self._save_review,
                ready,
                other_words("review"),
            ),
            Offer(
                wording().scoreboard.export_the_listed_leads(),
                "",
                self._save_leads,
                leads,
                other_words("export"),
                of_selection=True,
            ),
            Offer(
                wording().scoreboard.show_the_whole_agreement(), "", partial(self.show_view, View())
            ),
        )

    @override
    def inspector(self) -> QWidget | None:
        return self._inspector

    @cached_property
    def _inspector(self) -> ScoreboardInspector:
        made = ScoreboardInspector(self._switch)
        made.setParent(self)
        made.hide()
        made.list.export_button.clicked.connect(self._save_leads)
        made.picked.connect(self._list)
        made.list.opened.connect(self._session.show_lead)
        made.list.way_back = self._way_back
        made.left_stage.connect(self._inspect_again)
        made.change_wanted.connect(self._propose)
        self._trying.follow(made)
        made.settling.import_wanted.connect(self._session.show_import)
        return made

    @override
    def refresh(self) -> None:
        if self._label != self._session.label:
            self._label, self._view = self._session.label, View()
        self._ask()

    def select(self, name: str) -> None:
        """Selects a commitment, written `commitment.key`, now or once it is measured."""
        kind, _, self._wanted = name.partition(".")
        self._wanted_due, self._wanted = (self._wanted, "") if kind == DUE else ("", self._wanted)
        if self._wanted_due:
            self._show_wanted_due()
            return
        if self.model.row_of(self._wanted) >= 0:
            self._select(self._wanted)
            self._wanted = ""

    def show_view(self, view: View) -> None:
        """Shows another part of the agreement."""
        if view != self._view:
            self._view = view
            self._ask()

    def _ask(self) -> None:
        self.begin_waiting()
        self._asking = True
        self._trying.forget()
        # What hangs on the board that goes is not wanted any more.
        self._questions.cancel()
        self._session.cancel(_SHOWING)
        self._session.cancel(_DUE)
        self._scoreboards.ask("scoreboard", self._view, self._show, self._refused)

    def _refused(self, problem: Problem) -> None:
        """A period or segment that an edit took away is no trouble; all else is told."""
        self.end_waiting()
        if self._view != View():
            self.show_view(View())
            return
        self._session.notify(self._session.sentence(problem), wrong=True)

    def _show(self, measured: MeasuredBoard) -> None:
        self._session.run_when_idle(_SHOWING, self._shown(measured))

    def _shown(self, measured: MeasuredBoard) -> Iterator[None]:
        """The new scoreboard, part by part: all of it at once would hold up the user's next key."""
        self._measured = measured
        board = measured.board
        if not board.batches or not board.lines:
            self._show_header(board)
            self._stack.setCurrentWidget(
                self.no_commitments if board.batches and not board.lines else self.no_results
            )
            self._inspector.show_nothing()
            self.end_waiting()
            return
        before = self._wanted or self.table.current_key()
        self._wanted = ""
        marks = user_language()
        rows = [score_row(line, marks) for line in board.lines]
        yield
        self._stack.setCurrentWidget(self._scroll)
        self.stats.show_stats([stat_of(each, board.before, marks) for each in board.headlines])
        self._show_remark(board)
        yield
        self.model.show_rows(rows)
        self._select(before or (worst(board.lines) or board.lines[0]).key)
        self._show_funnel(board)
        yield
        self._show_header(board)
        self.end_waiting()
        self._asking = False
        self._ask_due(measured)
        self._show_wanted_due()

    def _ask_due(self, measured: MeasuredBoard) -> None:
        """Counting what is due takes a second look at every clock, and is not waited for."""

        def question(_workspace: Workspace, _monitor: Monitor) -> tuple[DueLeads, ...]:
            from alignment_desktop.services.due_leads import due_leads

            return due_leads(measured)

        self._session.ask(_DUE, question, partial(self._show_due, measured))

    def _show_due(self, measured: MeasuredBoard, found: tuple[DueLeads, ...]) -> None:
        self.due_card.show_note(as_of_words(measured))
        self.due_card.show_rows(due_rows(found))
        self.due_card.show()

    def _show_wanted_due(self) -> None:
        """Lists what is due, where another page led to it, now or once it is measured."""
        if self._wanted_due and self._measured is not None and not self._asking:
            self._open_due(self._wanted_due)
            self._wanted_due = ""

    def _open_due(self, when: str) -> None:
        self.inspection_wanted.emit()
        self._list(Pick(due=when))

    def _select(self, key: str) -> None:
        row = max(self.model.row_of(key), 0)
        if self.table.table.currentIndex().row() == row:
            self._inspect(self.table.current_key())
        else:
            self.table.select_row(row)

    def _show_header(self, board: Board) -> None:
        days = f"{day_text(board.start)} – {day_text(board.end)}"
        words = [period_text(board.period or board.label, user_language(), year=True)]
        # Before what a narrow window may cut off.
        if self._measured is not None:
            moment = known_at_text(board.as_of, self._measured.bench.zone, user_language())
            words.append(wording().against_plan.as_of(moment=moment))
        words.append(days)
        if board.batches:
            words.append(wording().scoreboard.measured_from(board.batches, count=board.batches))
        self.set_subtitle(" · ".join(words))
        self.menus.show_choices(board)
        ready = bool(board.batches and board.lines)
        self.export_button.setEnabled(ready)
        self.review_button.setEnabled(ready)

    def _show_remark(self, board: Board) -> None:
        text = ""
        if board.left_out:
            names = ", ".join(board.left_out)
            text = escape(wording().scoreboard.not_measured_by_this(names=names))
        if board.elsewhere is not None:
            days = days_text(board.elsewhere.start, board.elsewhere.end, user_language())
            where = wording().scoreboard.created_on_other_days(days=days)
            link = wording().scoreboard.look_at_the_days()
            words = f'{escape(where)} <a href="{HEADER}">{escape(link)}</a>'
            text = f"{words}. {text}".strip()
        self.remark.setText(text)
        self.remark.setVisible(bool(text))

    def _show_funnel(self, board: Board) -> None:
        self.funnel_card.setVisible(bool(board.stages))
        if not board.stages:
            return
        segment = dict(board.segments).get(board.segment or "", wording().scoreboard.all_leads())
        period = period_text(board.period or board.label, user_language(), year=True)
        note = wording().scoreboard.how_far_they_came(period=period, segment=segment)
        self.funnel_card.show_note(note)
        self.funnel_chart.show_chart(partial(funnel_drawing, board, user_language()))

    def _inspect(self, key: str) -> None:
        measured = self._measured
        line = measured.board.line(key) if measured else None
        if measured is None or line is None:
            self._inspector.show_nothing()
            return
        self._trying.begin(measured, key)
        notes = [self._session.sentence(note) for note in line.notes]
        self._inspector.show_line(line, measured.board, notes)

        self._questions.ask_of(measured, line)

    def _inspect_again(self) -> None:
        self._inspect(self.table.current_key())

    def _list(self, pick: Pick) -> None:
        """Lists the leads that were picked out."""
        if self._measured is not None:
            self._questions.list_leads(self._measured, pick)

    def _propose(self, clause: str) -> None:
        """Leads to the clause that a finding would change."""
        kind, _, key = clause.partition(".")
        self._session.go_to(kind=kind, key=key)

    def _open_stage(self, region: Region) -> None:
        if region.key:
            self.inspection_wanted.emit()
            self._list(Pick(stage=region.key))

    def _open(self, key: str) -> None:
        """Brings a commitment into sight, with the keyboard on the leads that missed it."""
        self.inspection_wanted.emit()
        if self._inspector.key != key:
            self._inspect(key)
        if self.model.rows[self.model.row_of(key)].missed:
            self._inspector.go_to_missed()

    def _way_back(self) -> Act | None:
        """From the listed leads to the table beside them; a drawer is closed by the window."""
        within = self._inspector.parentWidget()
        while within is not None and not within.isAncestorOf(self.table):
            within = within.parentWidget()
        return self.table.table.setFocus if isinstance(within, QSplitter) else None

    def _follow(self, index: QModelIndex) -> None:
        key = self.table.key_at(index)
        if index.column() == _COLUMN.MISSED and self.model.rows[index.row()].missed:
            self._open(key)
        elif self._inspector.key != key:
            self._inspect(key)  # the leads of a stage were shown, and the row was current already

    def _save_leads(self) -> None:
        pick = self._inspector.list.pick
        if self._measured is not None and pick is not None:
            self.saver.save_leads(self._measured, pick)

    def _save_board(self) -> None:
        if self._measured is not None:
            self.saver.save_board(self._measured)

    def _save_review(self) -> None:
        if self._measured is not None:
            self.saver.save_review(self._measured)
