"""The inspector of a metric: what it counts, how it is worked out, and how it has gone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from alignment_desktop.domain.metrics import Made
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.pages.metrics.metric_leads import MetricLeads
from alignment_desktop.gui.pages.metrics.metrics_rows import (
    basis_chip,
    campaign_words,
    figure_words,
    has_history,
    history_drawing,
    made_of,
    name_of,
    period_words,
)
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.side_column import SideColumn
from alignment_desktop.gui.wording import headings, user_language, wording
from alignment_desktop.phrasing.metrics import (
    basis_explained,
    definition_text,
    formula_text,
    interval_text,
    sources_text,
    unit_text,
)

if TYPE_CHECKING:
    from alignment_desktop.services.metrics_board import MetricLine, MetricsBoard

_TREND = 130


class MetricsInspector(SideColumn):
    """Shows one metric.

    Attributes:
        leads: The leads behind it.
        trace: As-of, version and imports that it stands on.
        key: The key of the metric that is shown; empty where none is.
    """

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(switch, parent)
        its = wording().metrics
        self.basis = self.chip
        self.figure = label(pixels=24, weight=BOLD, wrap=True)
        self.column.addWidget(self.figure)
        self.stands_on = self._words("muted")
        self.leads = MetricLeads(switch)
        self.column.addWidget(self.leads)
        self.notes = self._words()
        self.definition_title, self.definition = self._titled(its.definition())
        self.formula_title, self.formula = self._titled(its.formula())
        self.basis_title, self.basis_words = self._titled(headings().basis())
        self.unit_title, self.unit = self._titled(its.unit())
        self.sources_title, self.sources = self._titled(its.fields())
        self.trend_title = self.add_heading(wording().scoreboard.six_periods())
        self.trend = ChartView(switch, wording().scoreboard.six_periods())
        self.trend.setFixedHeight(_TREND)
        self.column.addWidget(self.trend)
        self.periods = self._words("muted")
        self.campaigns_title, self.campaigns = self._titled(its.by_campaign())
        self.trace = self._words("muted")
        self.column.addStretch(1)
        self.key = ""
        self.show_nothing()

    def _words(self, tone: str = "") -> QLabel:
        made = self.add_words(tone=tone)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    def _titled(self, title: str) -> tuple[QLabel, QLabel]:
        return self.add_heading(title), self._words()

    def show_nothing(self) -> None:
        """Says what will be here."""
        self.key = ""
        self.name.setText(wording().metrics.nothing_selected())
        self._say(self.stands_on, wording().metrics.a_metric_with())
        for part in (self.basis, self.figure, self.notes, *self._details()):
            part.hide()

    def _details(self) -> Sequence[QWidget]:
        return (
            self.definition_title, self.definition, self.formula_title, self.formula,
            self.basis_title, self.basis_words, self.unit_title, self.unit,
            self.sources_title, self.sources, self.trend_title, self.trend,
            self.periods, self.campaigns_title, self.campaigns, self.trace, self.leads,
        )  # fmt: skip

    def show_line(
        self, line: MetricLine, board: MetricsBoard, notes: Sequence[str], trace: str
    ) -> None:
        """Shows a metric: its figure over the whole agreement first.

        Args:
            line: The metric.
            board: What it is of.
            notes: Why there is no figure, or what it assumes.
            trace: As-of, version and imports that it stands on.
        """
        marks, metric, part = user_language(), line.whole.metric, line.whole.part
        self.key = line.key
        self.name.setText(name_of(line, board))
        self.basis.show_chip(basis_chip(line))
        self.basis.show()
        self._say(self.figure, figure_words(line.total, line.whole))
        parts = made_of(line.total, line, board), interval_text(line.total.figure, marks)
        self._say(self.stands_on, ", ".join(filter(None, parts)))
        self._say(self.notes, " ".join(notes))
        self._say(self.trace, trace)
        # A figure that is not there has no leads behind it.
        made = metric.made
        self.leads.show_metric(
            has_leads=metric.has_leads and line.total.figure.value is not None,
            is_share=made is Made.SHARED,
        )
        definition = definition_text(metric, part, board.agreement, marks)
        self._pair(self.definition_title, self.definition, definition)
        formula = formula_text(metric, part, board.agreement, marks)
        self._pair(self.formula_title, self.formula, formula)
        self._pair(self.basis_title, self.basis_words, basis_explained(metric, marks))
        self._pair(self.unit_title, self.unit, unit_text(metric, board.agreement, marks))
        fields = sources_text(metric, part, board.agreement, marks)
        self._pair(self.sources_title, self.sources, fields)
        self.trend_title.setVisible(has_history(line))
        self.trend.setVisible(has_history(line))
        self.trend.show_chart(partial(history_drawing, line))
        lines = [period_words(entry, line, board) for entry in line.periods.totals]
        self._say(self.periods, "\n".join(lines))
        self._pair(self.campaigns_title, self.campaigns, campaign_words(line, board))
        self.verticalScrollBar().setValue(0)

    def _pair(self, title: QLabel, place: QLabel, text: str) -> None:
        title.setVisible(bool(text))
        self._say(place, text)

    @staticmethod
    def _say(place: QLabel, text: str) -> None:
        place.setText(text)
        place.setVisible(bool(text))
