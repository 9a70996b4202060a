"""The scoreboard page: what was promised, what came of it, and the very leads that were missed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.charts import funnel
from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.scoreboard import Board, Pick, View
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.models.scoreboard import ScoreboardModel
from alignment_desktop.gui.page import Page
from alignment_desktop.gui.page_header import tool_row
from alignment_desktop.gui.pages.scoreboard_inspector import ScoreboardInspector
from alignment_desktop.gui.pages.scoreboard_rows import (
    count_text,
    day_text,
    funnel_stages,
    score_row,
    stat_of,
    user_marks,
)
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.cards import StatRow, TitledCard
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.tables import scoreboard_table

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.scoreboard import MeasuredBoard, Sources
    from alignment_desktop.services.scoreboard_leads import Detail
    from alignment_desktop.services.workspace import Workspace

ChoosePath = Callable[[QWidget, str, str], str]
"""Asks where to save: parent, title, suggested name; gives "" where nobody chose."""

_BOARD, _LEADS, _SAVE = "scoreboard", "scoreboard-leads", "scoreboard-save"
_COLUMN = ScoreboardModel.Column


_KINDS_OF_FILE = {".xlsx": "Excel (*.xlsx)", ".pdf": "PDF (*.pdf)"}


def choose_file(parent: QWidget, title: str, suggestion: str) -> str:
    """Asks the user where to save a file of the kind that the suggestion's ending says."""
    ending = Path(suggestion).suffix
    path, _ = QFileDialog.getSaveFileName(parent, title, suggestion, _KINDS_OF_FILE[ending])
    return path if not path or path.lower().endswith(ending) else path + ending


class ScoreboardPage(Page):
    """Shows measured commitments; the inspector shows the leads behind the selected one."""

    SHOWS: ClassVar[frozenset[Changed]] = frozenset(
        {Changed.AGREEMENT, Changed.VERSIONS, Changed.EVIDENCE}
    )

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        choose_path: ChoosePath = choose_file,
    ) -> None:
        super().__init__(session, switch, parent)
        self._session = session
        self._icons = icons
        self._choose_path = choose_path
        self._view = View()
        self._sources: Sources | None = None
        self._measured: MeasuredBoard | None = None
        self._label = session.label
        self._build()
        self._tools = self._make_tools()
        self._inspector = ScoreboardInspector(switch)
        self._inspector.export_button.clicked.connect(self._save_leads)
        self.table.current_changed.connect(self._inspect)
        self.table.opened.connect(lambda _key: self.inspection_wanted.emit())
        self.table.table.clicked.connect(self._follow_missed)

    def _build(self) -> None:
        self.stats = StatRow()
        self.model = ScoreboardModel(self.tr("Six periods"))
        self.table = scoreboard_table(self._switch, self.model, self.tr("Scoreboard"))
        self._remark = label(pixels=12, tone="muted", wrap=True)
        self._remark.hide()
        self.funnel_card = TitledCard(self.tr("One funnel"))
        self.funnel_chart = ChartView(self._switch, self.tr("Funnel"))
        self.funnel_chart.setMinimumHeight(150)
        self.funnel_card.body.addWidget(self.funnel_chart)
        content = QWidget()
        content.setObjectName("scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 18, 24, 24)
        column.setSpacing(14)
        column.addWidget(self.stats)
        column.addWidget(self.table)
        column.addWidget(self._remark)
        column.addWidget(self.funnel_card)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        self._blank = QWidget()
        self.no_results = self._empty(
            "results",
            self.tr("No results yet"),
            self.tr(
                "Here each promise stands beside what came of it, "
                "with the very leads that were missed."
            ),
            self.tr("Import results"),
        )
        self.no_commitments = self._empty(
            "commitments",
            self.tr("No commitments yet"),
            self.tr("What we promise each other is measured here."),
            self.tr("Write commitments"),
        )
        self._stack = QStackedLayout(self)
        for widget in (self._blank, self._scroll, self.no_results, self.no_commitments):
            self._stack.addWidget(widget)

    def _empty(self, page: str, title: str, sentence: str, action: str) -> EmptyPage:
        made = EmptyPage(self._switch, Emptiness("scoreboard", title, sentence, action))
        made.acted.connect(partial(self._session.go_to, page))
        return made

    def _make_tools(self) -> QWidget:
        self.period_button = self._menu_button(self.tr("Period"))
        self.segment_button = self._menu_button(self.tr("Segment"))
        self.export_button = QPushButton(self.tr("Export to Excel"))
        set_look(self.export_button, "kind", "primary")
        self.export_button.clicked.connect(self._save_board)
        self.review_button = QPushButton(self.tr("Review as PDF"))
        self.review_button.clicked.connect(self._save_review)
        buttons = (
            self.period_button,
            self.segment_button,
            self.review_button,
            self.export_button,
        )
        for button in buttons:
            button.setEnabled(False)
        return tool_row(*buttons)

    def _menu_button(self, name: str) -> QPushButton:
        button = QPushButton(name)
        button.setAccessibleName(name)
        set_look(button, "menu", "true")
        button.setMenu(QMenu(button))
        return button

    @override
    def header_tools(self) -> QWidget | None:
        return self._tools

    @override
    def inspector(self) -> QWidget | None:
        return self._inspector

    @override
    def refresh(self) -> None:
        self._sources = None
        if self._label != self._session.label:
            self._label, self._view = self._session.label, View()
        self._ask()

    def show_view(self, view: View) -> None:
        """Shows another part of the agreement."""
        if view != self._view:
            self._view = view
            self._ask()

    def _ask(self) -> None:
        self.begin_waiting()
        # What hangs on the board that goes is not wanted any more.
        self._session.cancel(_LEADS)
        view, label_, held, now = (
            self._view,
            self._session.label,
            self._sources,
            self._session.now(),
        )

        def question(workspace: Workspace, monitor: Monitor) -> tuple[Sources, MeasuredBoard]:
            # Imported here: the libraries that measure must not slow the window's first painting.
            from alignment_desktop.services.scoreboard import scoreboard, sources_of

            sources = held or sources_of(workspace, now=now, label=label_)
            return sources, scoreboard(sources, view, monitor)

        self._session.ask(_BOARD, question, self._show, self._refused)

    def _refused(self, problem: Problem) -> None:
        """A period or segment that an edit took away is no trouble; all else is told."""
        self.end_waiting()
        if self._view != View():
            self.show_view(View())
            return
        self._session.notify(self._session.sentence(problem), wrong=True)

    def _show(self, answer: tuple[Sources, MeasuredBoard]) -> None:
        self.end_waiting()
        self._sources, self._measured = answer
        board = self._measured.board
        self._show_header(board)
        if not board.batches or not board.lines:
            self._stack.setCurrentWidget(
                self.no_commitments if board.batches and not board.lines else self.no_results
            )
            self._inspector.show_nothing()
            return
        self._stack.setCurrentWidget(self._scroll)
        marks = user_marks()
        self.stats.show_stats([stat_of(headline, marks) for headline in board.headlines])
        self._show_remark(board)
        self._show_funnel(board)
        before = self.table.current_key()
        self.model.show_rows([score_row(line, marks) for line in board.lines])
        self._select(before or self._first(board))

    def _select(self, key: str) -> None:
        row = max(self.model.row_of(key), 0)
        if self.table.table.currentIndex().row() == row:
            self._inspect(self.table.current_key())
        else:
            self.table.select_row(row)

    @staticmethod
    def _first(board: Board) -> str:
        """Of the missed lines the one with most leads behind it: there is most to look at."""
        missed = [line for line in board.lines if line.status == "missed"]
        return max(missed or board.lines[:1], key=lambda line: line.missed or 0).key

    def _show_header(self, board: Board) -> None:
        days = f"{day_text(board.start)} – {day_text(board.end)}"
        words = [board.period or board.label, days]
        if board.batches:
            one, several = self.tr("measured from 1 file"), self.tr("measured from {0} files")
            words.append(one if board.batches == 1 else several.format(board.batches))
        self.set_subtitle(" · ".join(words))
        ready = bool(board.batches and board.lines)
        whole = (None, self.tr("Whole agreement"))
        periods = [whole, *((period, period) for period in board.periods)]
        self._fill(self.period_button, periods, board.period, self._choose_period)
        segments = [(None, self.tr("All leads")), *board.segments]
        self._fill(self.segment_button, segments, board.segment, self._choose_segment)
        self.period_button.setEnabled(ready)
        self.segment_button.setEnabled(ready and len(segments) > 1)
        self.export_button.setEnabled(ready)
        self.review_button.setEnabled(ready)

    def _fill(
        self,
        button: QPushButton,
        choices: Sequence[tuple[str | None, str]],
        chosen: str | None,
        choose: Callable[[str | None], None],
    ) -> None:
        menu = button.menu()
        menu.clear()
        for group in menu.findChildren(QActionGroup):
            group.deleteLater()
        set_look(menu, "checks", "true")
        group = QActionGroup(menu)
        for key, words in choices:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(key == chosen)
            action.triggered.connect(partial(self._choose, choose, key))
            group.addAction(action)
            menu.addAction(action)
            if key == chosen:
                button.setText(words)

    @staticmethod
    def _choose(choose: Callable[[str | None], None], key: str | None, _on: bool = True) -> None:
        choose(key)

    def _choose_period(self, period: str | None) -> None:
        self.show_view(View(period, self._view.segment))

    def _choose_segment(self, segment: str | None) -> None:
        self.show_view(View(self._view.period, segment))

    def _show_remark(self, board: Board) -> None:
        text = ""
        if board.left_out:
            names = ", ".join(board.left_out)
            text = self.tr("Not measured by this period: {0}.").format(names)
        self._remark.setText(text)
        self._remark.setVisible(bool(text))

    def _show_funnel(self, board: Board) -> None:
        self.funnel_card.setVisible(bool(board.stages))
        if not board.stages:
            return
        segment = dict(board.segments).get(board.segment or "", self.tr("all leads"))
        period = board.period or board.label
        note = self.tr("leads that entered in {0} and how far they came, {1}")
        self.funnel_card.show_note(note.format(period, segment))
        stages = funnel_stages(board, user_marks())
        self.funnel_chart.show_chart(lambda width, height: funnel(stages, width, height))

    def _inspect(self, key: str) -> None:
        measured = self._measured
        line = measured.board.line(key) if measured else None
        if measured is None or line is None:
            self._inspector.show_nothing()
            return
        notes = [self._session.sentence(note) for note in line.notes]
        self._inspector.show_line(line, notes)

        def question(_workspace: Workspace, _monitor: Monitor) -> Detail:
            from alignment_desktop.services.scoreboard_leads import detail

            return detail(measured, key)

        self._session.ask(_LEADS, question, self._inspector.show_detail)

    def _follow_missed(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if index.column() == _COLUMN.MISSED and row.missed:
            self.inspection_wanted.emit()
            self._inspector.show_leads()

    def _save_leads(self) -> None:
        measured, key = self._measured, self.table.current_key()
        line = measured.board.line(key) if measured else None
        if measured is None or line is None:
            return
        title = self.tr("Export the missed leads")
        path = self._choose_path(self, title, f"{key}-missed.xlsx")
        if not path:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> int:
            from alignment_desktop.services.scoreboard_leads import save_listed

            return save_listed(Path(path), measured, Pick(key))

        self._session.ask(_SAVE, question, partial(self._told_leads, path))

    def _told_leads(self, path: str, count: int) -> None:
        text = self.tr("1 lead saved to {1}.") if count == 1 else self.tr("{0} leads saved to {1}.")
        self._session.notify(text.format(count_text(count, user_marks()), Path(path).name))

    def _save_board(self) -> None:
        measured = self._measured
        if measured is None:
            return
        board = measured.board
        words = "-".join([board.label, *filter(None, (board.period, board.segment))])
        path = self._choose_path(self, self.tr("Export the scoreboard"), f"Scoreboard {words}.xlsx")
        if not path:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> None:
            from alignment_desktop.documents.scoreboard_workbook import write_scoreboard

            write_scoreboard(Path(path), board)

        text = self.tr("Scoreboard saved to {0}.").format(Path(path).name)
        self._session.ask(_SAVE, question, lambda _done: self._session.notify(text))

    def _save_review(self) -> None:
        """The review of the period that is shown, of all leads, as PDF."""
        measured = self._measured
        if measured is None:
            return
        board = measured.board
        words = " ".join(filter(None, (board.label, board.period)))
        path = self._choose_path(self, self.tr("Export the review"), f"Review {words}.pdf")
        if not path:
            return
        now, label = self._session.now(), self._session.label

        def question(workspace: Workspace, monitor: Monitor) -> None:
            from alignment_desktop.services.exporting import Wanted, export_review, save

            wanted = Wanted(period=board.period, label=label)
            save(export_review(workspace, wanted, now=now, monitor=monitor), Path(path))

        text = self.tr("Review saved to {0}.").format(Path(path).name)
        self._session.ask(_SAVE, question, lambda _done: self._session.notify(text))
