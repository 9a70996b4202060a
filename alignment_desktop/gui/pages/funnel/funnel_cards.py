"""The cards of the funnel's picture: backwards from revenue, by month, and what a point brings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.charts.gain_bars import gain_bars
from alignment_desktop.charts.geometry import Region
from alignment_desktop.charts.month_bars import month_bars, month_legend
from alignment_desktop.charts.reverse_funnel import NARROWEST, reverse_funnel
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.fonts import BOLD, SEMIBOLD
from alignment_desktop.gui.pages.clauses.commitment_checks import lack_words
from alignment_desktop.gui.pages.funnel.funnel_words import (
    gain_bars_of,
    money_words,
    month_name,
    month_pairs,
    overrated_lines,
    place_name,
    reverse_columns,
    sum_text,
    time_line,
)
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import label, links_label
from alignment_desktop.gui.widgets.sideways_area import SidewaysArea
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import long_day_text
from alignment_desktop.phrasing.numbers import whole_share_text

if TYPE_CHECKING:
    from datetime import date

    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.funnel_outlook import FunnelOutlook
    from alignment_desktop.domain.month_plan import Shortfall

_ROW, _MONTHS, _POINTS, _LEGEND = 28, 206, 6, 180
"""Pixels of a row and of the months; so many rates are shown; pixels of what the bars mean."""
_LINK = {"open": '<a href="{name}">', "close": "</a>"}


def card_head(title: str, *beside: QWidget) -> QHBoxLayout:
    """The heading of a card with what stands beside it; the first of it takes the room."""
    row = QHBoxLayout()
    row.setSpacing(8)
    middle = Qt.AlignmentFlag.AlignVCenter
    row.addWidget(label(title, 13, BOLD), 0, middle)
    for at, widget in enumerate(beside):
        row.addWidget(widget, 0 if at else 1, middle)
    return row


class BackwardsCard(Card):
    """From the revenue wanted back to leads, over what the campaigns bring.

    Attributes:
        stage_chosen: Carries the key of the stage that was clicked, or entered by key.
        clause_chosen: Carries the `kind.key` of a clause that states a number.
        lack_chosen: Carries the `MissingInput` that is to be added.
    """

    stage_chosen = Signal(str)
    clause_chosen = Signal(str)
    lack_chosen = Signal(object)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        its = wording().funnel_page
        self.sum = links_label(13)
        set_look(self.sum, "tone", "muted")
        self.sum.linkActivated.connect(self.clause_chosen)
        self._sum = ""
        switch.changed.connect(self._say_sum)
        self.brings = label("", 12, SEMIBOLD)
        self.chart = ChartView(switch, its.backwards())
        self.chart.chosen.connect(self._choose)
        self.area = SidewaysArea(self.chart)
        self.notes = label("", 12, tone="at_risk", wrap=True)
        self.time = label("", 12, wrap=True)
        self.empty = label(its.backwards_empty(), 13, tone="muted", wrap=True)
        self.lacks = QWidget()
        self._lacks = QVBoxLayout(self.lacks)
        self._lacks.setContentsMargins(0, 0, 0, 0)
        self._lacks.setSpacing(4)
        self.body.setSpacing(10)
        self.body.addLayout(card_head(its.backwards(), self.sum, self.brings))
        for part in (self.area, self.empty, self.time, self.notes, self.lacks):
            self.body.addWidget(part)

    def show_outlook(self, outlook: FunnelOutlook, agreement: Agreement) -> None:
        """Shows what the funnel comes to."""
        its, marks = wording().funnel_page, user_language()
        self._sum = sum_text(outlook, agreement, _LINK)
        self._say_sum()
        brings = outlook.brings
        shown = "" if brings is None else whole_share_text(float(brings), marks)
        self.brings.setText(its.brings(share=shown) if shown else "")
        set_look(self.brings, "tone", "at_risk" if brings is not None and brings < 1 else "kept")
        columns = reverse_columns(outlook, agreement)
        heads = (
            its.expected_from(outlook.sources, count=marks.number(outlook.sources)),
            its.needed(),
            its.expected(),
        )
        self.chart.show_chart(lambda width, _height: reverse_funnel(columns, width, heads))
        height = reverse_funnel(columns, max(self.width(), 1), heads).height
        self.area.fit(round(NARROWEST) * len(columns), round(height))
        self.area.setVisible(bool(columns))
        said, too_little = time_line(outlook, agreement)
        self.time.setText(said)
        self.time.setVisible(bool(said))
        set_look(self.time, "tone", "at_risk" if too_little else "muted")
        self.empty.setVisible(not columns and not outlook.lacks)
        notes = [overrated_lines(outlook, agreement)]
        if columns and not outlook.sources:
            notes.append(its.no_campaigns())
        self.notes.setText("\n".join(filter(None, notes)))
        self.notes.setVisible(bool(self.notes.text()))
        self._show_lacks(outlook, agreement)

    def _say_sum(self) -> None:
        # Links take the colour that counts when their text is read.
        self.sum.clear()
        self.sum.setText(self._sum)

    def _show_lacks(self, outlook: FunnelOutlook, agreement: Agreement) -> None:
        while (item := self._lacks.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for lack in outlook.lacks:
            button = QPushButton(lack_words(lack, agreement))
            set_look(button, "kind", "link")
            button.clicked.connect(partial(self._add, lack))
            self._lacks.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.lacks.setVisible(bool(outlook.lacks))

    def _add(self, lack: object, _on: bool = False) -> None:
        self.lack_chosen.emit(lack)

    def _choose(self, region: Region) -> None:
        self.stage_chosen.emit(region.key)


class MonthsCard(Card):
    """Needed and expected revenue by month, and what is short by when.

    Attributes:
        campaign_wanted: Carries the `Shortfall` that a campaign is to make up for; None: none is.
    """

    campaign_wanted = Signal(object)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        its = wording().funnel_page
        self._shortfall: Shortfall | None = None
        self.note = label(its.by_month_note(), 13, tone="muted")
        self.chart = ChartView(switch, its.months())
        self.chart.setFixedHeight(_MONTHS)
        self.chart.setMinimumWidth(150)
        set_tool_tip(self.note, its.how_spread())
        self.finding = label("", 13, SEMIBOLD, wrap=True)
        self.sentence = label("", 12, wrap=True)
        self.plan_button = QPushButton(its.plan_campaign())
        self.plan_button.clicked.connect(lambda: self.campaign_wanted.emit(self._shortfall))
        self.how = label(its.how_spread(), 11, tone="muted", wrap=True)
        side = QVBoxLayout()
        side.setSpacing(8)
        for part in (self.finding, self.sentence):
            side.addWidget(part)
        side.addWidget(self.plan_button, 0, Qt.AlignmentFlag.AlignLeft)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.chart, 3)
        row.addLayout(side, 2)
        self.body.setSpacing(10)
        heads = its.needed(), its.expected()
        self.legend = ChartView(switch, ", ".join(heads))
        self.legend.setFixedSize(_LEGEND, 20)
        self.legend.show_chart(lambda width, _height: month_legend(heads, width))
        self.body.addLayout(card_head(its.by_month(), self.note, self.legend))
        self.body.addLayout(row)
        self.body.addWidget(self.how)
        self.body.addStretch(1)

    def show_outlook(self, outlook: FunnelOutlook, agreement: Agreement, today: date) -> None:
        """Shows the months; what is over can no longer be made up for."""
        its = wording().funnel_page
        pairs, heads = month_pairs(outlook, agreement), (its.needed(), its.expected())
        self.chart.show_chart(lambda width, height: month_bars(pairs, width, height, heads))
        self.chart.setVisible(bool(pairs))
        self.legend.setVisible(bool(pairs))
        self.how.setVisible(bool(pairs))
        self._shortfall = lacks = outlook.shortfall
        tone = "" if not pairs else "kept" if lacks is None else "at_risk"
        set_look(self.finding, "tone", tone)
        if lacks is None:
            self.finding.setText(its.no_month_short() if pairs else "")
            self.sentence.setText(its.each_month_gets() if pairs else its.needs_campaigns())
        else:
            money = money_words(-lacks.month.gap, agreement)
            self.finding.setText(its.short_in(money=money, month=month_name(lacks.month)))
            self.sentence.setText(_short_sentence(lacks, agreement, today))
        self.finding.setVisible(bool(self.finding.text()))


def _short_sentence(lacks: Shortfall, agreement: Agreement, today: date) -> str:
    its, marks = wording().funnel_page, user_language()
    customers = marks.number(lacks.customers)
    if lacks.leads is None:
        more = its.short_customers(lacks.customers, customers=customers)
    else:
        more = its.short_so(
            lacks.customers,
            customers=customers,
            leads=marks.number(lacks.leads),
            stage=marks.conditions.plural(name=place_name(lacks.stage, agreement)),
        )
    say = its.had_to_by if lacks.by < today else its.must_by
    by = say(lacks.days, day=long_day_text(lacks.by, marks), days=marks.number(lacks.days))
    return f"{more} {by}"


class PointsCard(Card):
    """What one point more of each rate brings in revenue.

    Attributes:
        stage_chosen: Carries the key of the stage that the rate leads out of.
    """

    stage_chosen = Signal(str)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        its = wording().funnel_page
        self.note = label(its.one_point_note(), 13, tone="muted")
        self.chart = ChartView(switch, its.one_point())
        self.chart.chosen.connect(lambda region: self.stage_chosen.emit(region.key))
        self.chart.setMinimumWidth(150)
        self.nothing = label(its.no_points(), 12, tone="muted", wrap=True)
        self.body.setSpacing(10)
        self.body.addLayout(card_head(its.one_point(), self.note))
        self.body.addWidget(self.chart)
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)

    def show_outlook(self, outlook: FunnelOutlook, agreement: Agreement) -> None:
        """Shows the rates, the one that brings most first."""
        its = wording().funnel_page
        bars = gain_bars_of(outlook, agreement, _POINTS)
        heads = (its.one_point(), its.one_point_note())
        self.chart.show_chart(lambda width, _height: gain_bars(bars, width, _ROW, heads))
        self.chart.setFixedHeight(max(_ROW * len(bars), 1))
        self.chart.setVisible(bool(bars))
        self.nothing.setVisible(not bars)
