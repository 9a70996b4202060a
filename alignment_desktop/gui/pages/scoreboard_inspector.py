"""The scoreboard's inspector: by how much a promise was missed, where, and by which leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from alignment_desktop.charts import bars, histogram
from alignment_desktop.domain.scoreboard import ScoreLine
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.delegates.text_cells import NumberDelegate, WrappedTextDelegate
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.pages.scoreboard_rows import (
    LeadModel,
    count_text,
    counted_text,
    gap_chip,
    histogram_bins,
    lead_lines,
    limit_words,
    slip_bars,
    user_marks,
)
from alignment_desktop.gui.painting.text_layouts import TextLayouts
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.labels import ChipLabel, label
from alignment_desktop.phrasing.figures import figure_text

if TYPE_CHECKING:
    from alignment_desktop.services.scoreboard_leads import Detail

_BAR_ROW = 24
_HISTOGRAM = 96
_LEADS = 32 + 4 * 44 + 22
"""Pixels: four leads and a half, which says that there are more."""


class ScoreboardInspector(QScrollArea):
    """Shows one line of the scoreboard, then what lies behind it.

    Attributes:
        export_button: Writes all missed leads into a workbook.
    """

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setObjectName("scrolled")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(18, 16, 18, 18)
        self._column.setSpacing(8)
        self.name = label(pixels=14, weight=BOLD, wrap=True)
        self._column.addWidget(self.name)
        self.status = ChipLabel(switch, parent=content)
        self._column.addWidget(self.status, 0, Qt.AlignmentFlag.AlignLeft)
        self.counted = self._words("muted")
        self.notes = self._words()
        self.if_missed = self._words("muted")
        self.slips_title = self._heading(self.tr("Where it slips"))
        self.slips = self._chart(switch, self.tr("Where it slips"))
        self.took_title = self._heading("")
        self.took = self._chart(switch, self.tr("How long it took"))
        self.took.setFixedHeight(_HISTOGRAM)
        self.still_running = self._words("muted")
        self.leads_title = self._heading("")
        self.model = LeadModel()
        self.leads = self._lead_table(switch)
        # The table asks for room for all its rows; the holder gives it only some.
        self._holder = QWidget()
        inside = QVBoxLayout(self._holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.leads)
        self._column.addWidget(self._holder)
        self.export_button = QPushButton()
        self._column.addWidget(self.export_button)
        self._column.addStretch(1)
        self.setWidget(content)
        self.show_nothing()

    def _words(self, tone: str = "") -> QLabel:
        made = label(pixels=12, tone=tone, wrap=True)
        self._column.addWidget(made)
        return made

    def _heading(self, text: str) -> QLabel:
        made = label(text, pixels=12, tone="muted", wrap=True)
        self._column.addSpacing(4)
        self._column.addWidget(made)
        return made

    def _chart(self, switch: ThemeSwitch, name: str) -> ChartView:
        made = ChartView(switch, name)
        self._column.addWidget(made)
        return made

    def _lead_table(self, switch: ThemeSwitch) -> CardTable:
        card = CardTable(switch, self.model, self.tr("Missed leads"))
        layouts, column = TextLayouts(), LeadModel.Column
        card.set_columns(
            {
                column.LEAD: WrappedTextDelegate(switch, layouts, card),
                column.WHO: WrappedTextDelegate(switch, layouts, card, tone="muted"),
                column.USED: NumberDelegate(switch, card),
            },
            fixed={column.USED: 92},
            shares={column.LEAD: 45, column.WHO: 55},
            wrapping=(column.LEAD, column.WHO),
        )
        return card

    def _parts(self) -> Sequence[QWidget]:
        return (
            self.slips_title, self.slips, self.took_title, self.took, self.still_running,
            self.leads_title, self._holder, self.export_button,
        )  # fmt: skip

    def show_nothing(self) -> None:
        """Says what will be here."""
        self.name.setText(self.tr("Nothing selected"))
        self.counted.setText(self.tr("A promise, where it slips and its leads are shown here."))
        for part in (self.status, self.notes, self.if_missed, *self._parts()):
            part.hide()

    def show_line(self, line: ScoreLine, notes: Sequence[str]) -> None:
        """Shows what the table knows already; what lies behind it follows."""
        marks = user_marks()
        self.name.setText(line.name)
        self.status.show_chip(gap_chip(line, marks))
        counted = counted_text(line, marks)
        if line.low is not None and line.high is not None:
            low, high = (figure_text(value, "share", marks) for value in (line.low, line.high))
            counted += self.tr(" · 95 % sure: {0} to {1}").format(low, high)
        self.counted.setText(counted)
        self._say(self.notes, " ".join(notes))
        broken = line.status in ("missed", "at_risk") and bool(line.if_missed)
        self._say(self.if_missed, self.tr("If missed: {0}").format(line.if_missed) * broken)
        for part in self._parts():
            part.hide()
        self.verticalScrollBar().setValue(0)

    def show_detail(self, detail: Detail) -> None:
        """Shows what lies behind the line."""
        self._show_slips(detail)
        self._show_took(detail)
        marks = user_marks()
        self.model.show_leads(lead_lines(detail, marks))
        has_leads = bool(detail.count)
        count = count_text(detail.count, marks)
        words = self.tr("1 lead missed") if detail.count == 1 else self.tr("{0} leads missed")
        words = words.format(count)
        if detail.count > len(detail.leads):
            shown = count_text(len(detail.leads), marks)
            words += self.tr(", the first {0}").format(shown)
        self._say(self.leads_title, words * has_leads)
        self._holder.setVisible(has_leads)
        # The button below stays in sight; the rest of the leads is scrolled to.
        self._holder.setFixedHeight(min(self.leads.whole_height(), _LEADS))
        self.export_button.setText(self.tr("Export all {0} to Excel").format(count))
        self.export_button.setVisible(has_leads)

    def show_leads(self) -> None:
        """Brings the leads into sight."""
        self.ensureWidgetVisible(self.leads_title)

    def _show_slips(self, detail: Detail) -> None:
        entries = slip_bars(detail)
        self.slips_title.setVisible(bool(entries))
        self.slips.setVisible(bool(entries))
        self.slips.setFixedHeight(max(len(entries), 1) * _BAR_ROW)
        self.slips.show_chart(lambda width, _height: bars(entries, width, _BAR_ROW))

    def _show_took(self, detail: Detail) -> None:
        marks = user_marks()
        bins = histogram_bins(detail, marks)
        business = self.tr("How long it took (business time)")
        self._say(
            self.took_title,
            (business if detail.business else self.tr("How long it took")) * bool(bins),
        )
        self.took.setVisible(bool(bins))
        limit = limit_words(detail, marks)
        colour = detail.line.party
        self.took.show_chart(
            lambda width, height: histogram(bins, width, height, colour, limit=limit)
        )
        running = self.tr("Not drawn: {0} of the missed leads, which are not done yet.")
        left = count_text(detail.not_stopped, marks)
        self._say(self.still_running, running.format(left) * bool(detail.not_stopped))

    @staticmethod
    def _say(place: QLabel, text: str) -> None:
        place.setText(text)
        place.setVisible(bool(text))
