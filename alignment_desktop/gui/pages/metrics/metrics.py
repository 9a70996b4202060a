"""The metrics page: every figure of the library, with what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.changes import Changed
from alignment_desktop.domain.credit import RULES
from alignment_desktop.domain.metrics import Made
from alignment_desktop.gui.file_choice import choose_new
from alignment_desktop.gui.folder_memory import FolderMemory, file_name
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.library_preload import load_measuring
from alignment_desktop.gui.models.metrics import MetricsModel
from alignment_desktop.gui.page import Offer, Page
from alignment_desktop.gui.pages.metrics.metrics_inspector import MetricsInspector
from alignment_desktop.gui.pages.metrics.metrics_rows import metric_row, shown_entries
from alignment_desktop.gui.pages.metrics.metrics_table import metrics_table
from alignment_desktop.gui.pasting.tabbed_text import write_tabbed
from alignment_desktop.gui.scoreboard_cache import MEASURED
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.choice_button import ChoiceButton
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.window.page_header import tool_row
from alignment_desktop.gui.window.window_actions import offer_on_rows
from alignment_desktop.gui.wording import other_words, user_language, wording
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import known_at_text, period_text
from alignment_desktop.services.metrics_view import LENGTHS, MetricsView

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.metric_leads import MetricPick
    from alignment_desktop.services.metrics_board import MetricsBoard, MetricSources
    from alignment_desktop.services.scoreboard_leads import Listed
    from alignment_desktop.services.workspace import Workspace

_MEASURING, _SHOWING = "metrics", "metrics-showing"
_LEADS, _SAVE = "metric-leads", "metric-leads-save"


class MetricsPage(Page):
    """Shows the metric library; the inspector shows how the selected figure comes about.

    Attributes:
        table: The metrics.
        every_button: Chooses how long the periods are.
        credit_button: Chooses by which rule credit is shared out.
        compared: Says so where that is another rule than was agreed.
    """

    SHOWS: ClassVar[frozenset[Changed]] = MEASURED

    def __init__(
        self,
        session: Session,
        switch: ThemeSwitch,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        choose_path: Callable[[FolderMemory, QWidget, str, str, str], Path | None] = choose_new,
    ) -> None:
        super().__init__(session, switch, parent)
        self._choose_path = choose_path
        self._pick: MetricPick | None = None
        self._session = session
        self._view = MetricsView()
        self._sources: MetricSources | None = None
        self._board: MetricsBoard | None = None
        self._label = session.label
        self._build()
        self._tools = self._make_tools()
        self.table.current_changed.connect(self._inspect)
        self.table.opened.connect(self._open)
        offer_on_rows(self.table, lambda _key: self.offers())
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.table.table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy_metrics)

    def _build(self) -> None:
        its = wording().metrics
        self.model = MetricsModel()
        self.table = metrics_table(self._switch, self.model, its.metrics())
        # The page scrolls, not the table within it.
        self.table.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.compared = label(pixels=12, tone="muted", wrap=True)
        content = QWidget()
        content.setObjectName("scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 16, 24, 8)
        column.setSpacing(12)
        column.addWidget(self.compared)
        column.addWidget(self.table)
        column.addStretch(1)
        self._scroll = ColumnArea(content)
        self.no_results = EmptyPage(
            self._switch,
            Emptiness(
                "results",
                wording().common.no_results_yet(),
                its.here_every_figure(),
                wording().common.import_results(),
            ),
        )
        self.no_results.acted.connect(partial(self._session.go_to, "results"))
        self._stack = QStackedLayout(self)
        for widget in (QWidget(), self._scroll, self.no_results):
            self._stack.addWidget(widget)

    def _make_tools(self) -> QWidget:
        its = wording().metrics
        self.every_button = ChoiceButton(its.periods())
        self.credit_button = ChoiceButton(its.credit())
        self.every_button.chosen.connect(
            lambda every: self.show_view(MetricsView(every, self._view.credit))
        )
        self.credit_button.chosen.connect(
            lambda rule: self.show_view(MetricsView(self._view.every, rule))
        )
        return tool_row(self.every_button, self.credit_button)

    @override
    def header_tools(self) -> QWidget | None:
        return self._tools

    @override
    def main_control(self) -> QWidget:
        return self.table.table

    @override
    def offers(self) -> tuple[Offer, ...]:
        its, ready = wording().metrics, bool(self.model.rows)
        lengths = (
            Offer(
                self._length_words(every),
                "",
                partial(self.show_view, MetricsView(every, self._view.credit)),
                ready,
            )
            for every in LENGTHS
        )
        return (
            Offer(its.copy_metrics(), "Ctrl+C", self.copy_metrics, ready, other_words("copy")),
            *lengths,
        )

    @override
    def inspector(self) -> QWidget | None:
        return self._inspector

    @cached_property
    def _inspector(self) -> MetricsInspector:
        made = MetricsInspector(self._switch)
        made.setParent(self)
        made.hide()
        made.leads.wanted.connect(lambda numerator: self.list_leads(numerator=numerator))
        made.leads.opened.connect(self._session.show_lead)
        made.leads.list.export_button.clicked.connect(self.export_leads)
        return made

    @override
    def refresh(self) -> None:
        self._sources = None
        if self._label != self._session.label:
            self._label, self._view = self._session.label, MetricsView()
        self._ask()

    def show_view(self, view: MetricsView) -> None:
        """Shows other periods, or shares credit out by another rule."""
        if view != self._view:
            self._view = view
            self._ask()

    def copy_metrics(self) -> None:
        """Copies the table as a spreadsheet takes it."""
        columns = [each for each in MetricsModel.Column if each != MetricsModel.Column.HISTORY]
        head = [self.model.heading(column) for column in columns]
        rows = [[self.model.text(row, column) for column in columns] for row in self.model.rows]
        QGuiApplication.clipboard().setText(write_tabbed([head, *rows]))
        self._session.notify(wording().metrics.copied())

    def _ask(self) -> None:
        self.begin_waiting()
        self._session.cancel(_SHOWING)
        held, view = self._sources, self._view
        label_, now = self._session.label, self._session.now()

        def question(workspace: Workspace, monitor: Monitor) -> tuple[MetricSources, MetricsBoard]:
            # Loaded here: the libraries that measure must not slow the window's first painting.
            load_measuring()
            from alignment_desktop.services.metrics_board import metric_sources, metrics_board

            sources = held or metric_sources(workspace, now=now, label=label_)
            return sources, metrics_board(sources, view, monitor)

        self._session.ask(_MEASURING, question, self._show)

    def _show(self, answer: tuple[MetricSources, MetricsBoard]) -> None:
        self._sources, board = answer
        self._session.run_when_idle(_SHOWING, self._shown(board))

    def _shown(self, board: MetricsBoard) -> Iterator[None]:
        """The new figures, part by part: all at once would hold up the user's next key."""
        self._board = board
        self._show_choices(board)
        if not board.has_results:
            self.set_subtitle("")
            self._stack.setCurrentWidget(self.no_results)
            self._inspector.show_nothing()
            self.end_waiting()
            return
        key = self.table.current_key()
        rows = [metric_row(line, board) for line in board.lines]
        yield
        self._stack.setCurrentWidget(self._scroll)
        language = user_language()
        shown = board.lines[0].periods.totals[-len(MetricsModel.PERIODS) :]
        self.model.show_headings(
            [period_text(entry.period, language) for entry in shown],
            board.agreement.label,
        )
        same = [each.period == board.agreement.label for each in shown]
        self.table.leave_out(
            column
            for column, is_whole in zip_longest(MetricsModel.PERIODS, same, fillvalue=True)
            if is_whole
        )
        self.model.show_rows(rows)
        as_of = known_at_text(board.as_of.text, board.as_of.zone, language)
        self.set_subtitle(wording().metrics.as_of(moment=as_of))
        yield
        row = max(self.model.row_of(key), 0)
        if self.table.table.currentIndex().row() == row:
            self._inspect(self.table.current_key())
        else:
            self.table.select_row(row)
        self.end_waiting()

    def _show_choices(self, board: MetricsBoard) -> None:
        its, language = wording().metrics, user_language()
        self.every_button.show_choices(
            [(every, self._length_words(every)) for every in LENGTHS], board.view.every
        )
        clause = board.agreement.attribution
        agreed = clause.rule if clause else None
        first = its.no_credit_agreed()
        if agreed is not None:
            first = its.credit_agreed(rule=choice_text(agreed, language))
        others = [
            (rule, its.credit_of(rule=choice_text(rule, language)))
            for rule in RULES
            if rule != agreed
        ]
        self.credit_button.show_choices([(None, first), *others], board.view.credit)
        for button in (self.every_button, self.credit_button):
            button.setEnabled(board.has_results)
        told = ""
        if board.view.credit is not None and agreed is not None:
            told = its.compared(agreed=choice_text(agreed, language))
        self.compared.setText(told)
        self.compared.setVisible(bool(told))

    @staticmethod
    def _length_words(every: str) -> str:
        return user_language().say(f"metrics.lengths.{every}")

    def _inspect(self, key: str) -> None:
        board = self._board
        line = board.line(key) if board else None
        if board is None or line is None:
            self._inspector.show_nothing()
            return
        notes = dict.fromkeys(self._session.sentence(note) for note in line.whole.notes)
        self._session.cancel(_LEADS)
        self._pick = None
        self._inspector.show_line(line, board, list(notes), self._trace(board))

    def _trace(self, board: MetricsBoard) -> str:
        """What the figures stand on: as-of, version, imports."""
        its, language, news = wording().metrics, user_language(), self._session.news
        version = its.against_draft()
        if news.versions:
            version = its.against_version(number=news.versions)
        return its.trace(
            moment=known_at_text(board.as_of.text, board.as_of.zone, language),
            version=version,
            imports=its.imports(news.batches, count=language.number(news.batches)),
        )

    def _open(self, key: str) -> None:
        """Lists the leads behind the very figure that was entered or double-clicked."""
        self.inspection_wanted.emit()
        if self._inspector.key != key:
            self._inspect(key)
        if not self._inspector.leads.isHidden():
            self.list_leads(numerator=False, column=self.table.table.currentIndex().column())

    def list_leads(self, *, numerator: bool, column: int = MetricsModel.Column.WHOLE) -> None:
        """Lists the leads behind a number of the metric that is shown.

        Args:
            numerator: Whether only those of its numerator are wanted.
            column: The column of the table whose days are meant; else the whole agreement.
        """
        from alignment_desktop.services.metric_leads import MetricPick

        sources, board = self._sources, self._board
        line = board.line(self._inspector.key) if board else None
        if sources is None or line is None:
            return
        entry, metric = line.total, line.whole.metric
        if column in MetricsModel.PERIODS:
            at = MetricsModel.PERIODS.index(MetricsModel.Column(column))
            entry = dict(enumerate(shown_entries(line))).get(at, entry)
        pick = MetricPick(
            metric.code, line.whole.part, entry.period, entry.start, entry.end, numerator
        )

        def question(_workspace: Workspace, _monitor: Monitor) -> Listed:
            from alignment_desktop.services.metric_leads import listed

            return listed(sources, pick)

        self._session.ask(_LEADS, question, partial(self._show_leads, pick, metric.made))

    def _show_leads(self, pick: MetricPick, made: Made, found: Listed) -> None:
        self._pick = pick
        leads = self._inspector.leads
        leads.show_listed(pick, found, is_share=made is Made.SHARED)
        self._inspector.ensureWidgetVisible(leads.list)

    def export_leads(self) -> None:
        """Saves all leads that are listed as a workbook."""
        sources, pick = self._sources, self._pick
        if sources is None or pick is None:
            return
        name = file_name("-".join(filter(None, (pick.code, pick.part, "leads"))), ".xlsx")
        title = wording().against_plan.export_leads()
        path = self._choose_path(self._session.folders, self, title, name, "Excel (*.xlsx)")
        if path is None:
            return

        def question(_workspace: Workspace, _monitor: Monitor) -> int:
            from alignment_desktop.services.metric_leads import save_leads

            return save_leads(path, sources, pick)

        def told(count: int) -> None:
            shown = user_language().number(count)
            said = wording().scoreboard.leads_saved(count, count=shown, file=path.name)
            self._session.notify(said, file=path)

        self._session.ask(_SAVE, question, told)
