"""The card of the one funnel: bars as high as what came in, over the balance of every stage."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from alignment_desktop.charts.funnel_balance import funnel_balance
from alignment_desktop.charts.geometry import Region
from alignment_desktop.documents.funnel_table import NOWHERE, balance_table
from alignment_desktop.domain.funnel import NO_STAGE, Funnel
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import ShortLabel, label
from alignment_desktop.gui.widgets.view_switch import ViewSwitch
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import days_text

if TYPE_CHECKING:
    from alignment_desktop.charts.geometry import Drawing
    from alignment_desktop.domain.agreement import Agreement

HAPPENED, COHORT = "happened", "cohort"
"""What happened in the days, whenever the leads were created; what became of their own leads."""


class FunnelCard(Card):
    """Shows one funnel; what happened in the days and what became of their leads never mix.

    Attributes:
        stage_chosen: Carries the key of the stage that was clicked, or entered by key.
        leads_chosen: Carries whether the funnel of the leads created in these days is wanted.
    """

    stage_chosen = Signal(str)
    leads_chosen = Signal(bool)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        its = wording().against_plan
        self.title = label("", 13, BOLD)
        self.note = ShortLabel(12, tone="muted")
        self.which = ViewSwitch(
            its.which_leads(), ((HAPPENED, its.in_the_period()), (COHORT, its.of_the_period()))
        )
        self.which.chosen.connect(lambda key: self.leads_chosen.emit(key == COHORT))
        head = QHBoxLayout()
        head.setSpacing(8)
        middle = Qt.AlignmentFlag.AlignVCenter
        head.addWidget(self.title, 0, middle)
        head.addWidget(self.note, 1, middle)
        head.addWidget(self.which, 0, middle)
        self.chart = ChartView(switch, its.one_funnel(days=""))
        self.chart.chosen.connect(self._choose)
        self.foot = label("", 12, tone="muted", wrap=True)
        self.notes = label("", 12, tone="at_risk", wrap=True)
        self.body.setSpacing(10)
        self.body.addLayout(head)
        for part in (self.chart, self.foot, self.notes):
            self.body.addWidget(part)

    def show_funnel(
        self, funnel: Funnel, agreement: Agreement, every: str, notes: str, *, cohort: bool
    ) -> None:
        """Shows a funnel.

        Args:
            funnel: What became of every stage.
            agreement: Whose stages these are.
            every: What the days are: `week`, `month`, `quarter`, or empty.
            notes: What is not known, in words.
            cohort: Whether it is of the leads created in these days.
        """
        its, marks = wording().against_plan, user_language()
        title = its.one_funnel(days=days_text(funnel.first, funnel.last, marks))
        self.title.setText(title)
        self.chart.setAccessibleName(title)
        self.note.say(its.created_then() if cohort else its.whenever_created())
        for key, code in ((HAPPENED, "in-the"), (COHORT, "of-the")):
            text = marks.say(f"window.against_plan.{code}-{every or 'period'}")
            self.which.buttons[key].setText(text)
        self.which.show_chosen(COHORT if cohort else HAPPENED)
        self._table = balance_table(funnel, agreement, marks, cohort=cohort)
        self.chart.setFixedHeight(round(self._table.height))
        adds_up = all(each.adds_up for each in funnel.stages) and not funnel.is_empty
        count = marks.number(sum(each.end for each in funnel.stages))
        said = its.cohort_adds_up(count=count) if cohort else its.adds_up()
        self.foot.setText(f"✓ {said}" if adds_up else its.nothing_here())
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))

    def mark(self, stage: str | None) -> None:
        """Marks the stage that is looked at; None: none."""
        self.chart.show_chart(partial(self._draw, stage))

    def _draw(self, stage: str | None, width: float, _height: float) -> Drawing:
        return funnel_balance(self._table, width, "" if stage is None else stage or NOWHERE)

    def _choose(self, region: Region) -> None:
        self.stage_chosen.emit(NO_STAGE if region.key == NOWHERE else region.key)
