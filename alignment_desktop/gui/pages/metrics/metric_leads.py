"""The leads behind a metric, in its inspector: what is counted, and of how many, as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from alignment_desktop.gui.pages.leads.lead_list import LeadList
from alignment_desktop.gui.pages.leads.lead_rows import timed_lines
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.link_buttons import link_button, link_column
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import period_text

if TYPE_CHECKING:
    from alignment_desktop.services.metric_leads import MetricPick
    from alignment_desktop.services.scoreboard_leads import Listed


class MetricLeads(QWidget):
    """Lists the leads behind a number of a metric.

    Attributes:
        wanted: Carries whether the numerator's leads are wanted; else the denominator's.
        opened: Carries the key of the lead that was opened, and those of all that are listed.
        numerator_button: Asks for the leads that meet what the metric asks.
        denominator_button: Asks for those of which they are a share, or for all that count.
        list: The leads.
    """

    wanted = Signal(bool)
    opened = Signal(str, tuple)

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        its = wording().metrics
        self.numerator_button = link_button(its.leads_of_numerator())
        self.denominator_button = link_button(its.leads_of_denominator())
        self.list = LeadList(switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(link_column(self.numerator_button, self.denominator_button))
        column.addWidget(self.list)
        self.numerator_button.clicked.connect(lambda: self.wanted.emit(True))
        self.denominator_button.clicked.connect(lambda: self.wanted.emit(False))
        self.list.opened.connect(self.opened)
        self.hide()

    def show_metric(self, *, has_leads: bool, is_share: bool) -> None:
        """Offers the leads of a metric.

        Args:
            has_leads: Whether it is made of leads.
            is_share: Whether its numerator is another number of leads than its denominator.
        """
        its = wording().metrics
        self.numerator_button.setVisible(is_share)
        whole = its.leads_of_denominator() if is_share else its.leads_behind()
        self.denominator_button.setText(whole)
        self.list.hide()
        self.setVisible(has_leads)

    def show_listed(self, pick: MetricPick, found: Listed, *, is_share: bool) -> None:
        """Lists leads."""
        its, marks = wording().metrics, user_language()
        facts = {
            "count": marks.number(found.count),
            "period": period_text(pick.period, marks, year=True),
        }
        title = its.leads_counted if pick.numerator or not is_share else its.leads_of_all
        lines = timed_lines(found.leads, False, marks)
        self.list.show_leads(None, lines, found.count, title(found.count, **facts))
        self.list.setVisible(True)
