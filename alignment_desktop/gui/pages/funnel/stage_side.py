"""One stage of the funnel in the inspector: how long leads stay, where they go, who they are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from alignment_desktop.charts.bars import Bar, bars
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.funnel import Funnel, StageBalance
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.fonts import REGULAR, SEMIBOLD
from alignment_desktop.gui.pages.leads.lead_list import LeadList
from alignment_desktop.gui.pages.leads.lead_rows import arrival_lines
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.side_column import SideColumn
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.phrasing.days import day_text, days_text
from alignment_desktop.phrasing.durations import duration_text
from alignment_desktop.phrasing.fields import place_text
from alignment_desktop.phrasing.numbers import measured_share_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.scoreboard_leads import Listed

_BAR_ROW, _LINES = 24, 8
_PARTS = ("entered", "left", "end")
_FITS = 1.3
"""Up to this many times more or fewer than the law expects still fits."""


@dataclass(frozen=True)
class StageView:
    """What is shown of a stage.

    Attributes:
        stage: Its key.
        funnel: The funnel that it is a stage of.
        before: That of as many days before; None where there is none to be set beside it.
        agreement: Whose stages these are.
        cohort: Whether it is of the leads created in these days.
    """

    stage: str
    funnel: Funnel
    before: Funnel | None
    agreement: Agreement
    cohort: bool


class StageSide(SideColumn):
    """Shows the stage that is selected.

    Attributes:
        leads_wanted: Carries the part of the balance whose leads are to be listed.
        list: The leads that are listed, with the button that exports them.
    """

    leads_wanted = Signal(str)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__(switch)
        its = wording().against_plan
        self.party = self.chip
        self.hint = self.add_words(its.select_a_stage(), "muted")
        self._figures = QWidget()
        self._grid = QGridLayout(self._figures)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 1)
        self._cells = [[self._cell(line, place) for place in range(3)] for line in range(_LINES)]
        self.column.addWidget(self._figures)
        self.stays = self.add_words(tone="muted")
        self.where_title = label(its.where_to(), 12, SEMIBOLD)
        self.where = ChartView(switch, its.where_to())
        self.check_title = label(its.check(), 12, SEMIBOLD)
        for part in (self.where_title, self.where, self.check_title):
            self.column.addWidget(part)
        self.check = self.add_words(tone="muted")
        self.buttons: dict[str, QPushButton] = {}
        for part_ in _PARTS:
            button = QPushButton()
            button.clicked.connect(partial(self._want, part_))
            self.column.addWidget(button)
            self.buttons[part_] = button
        self.list = LeadList(switch)
        self.list.back_button.clicked.connect(self.list.hide)
        self.column.addWidget(self.list)
        self.column.addStretch(1)
        self.shown: StageView | None = None
        self.show_nothing()

    def _parts(self) -> tuple[QWidget, ...]:
        return (
            self.party, self._figures, self.stays, self.where_title, self.where, self.check_title,
            self.check, *self.buttons.values(), self.list,
        )  # fmt: skip

    def show_nothing(self) -> None:
        """Says what will be here."""
        self.shown = None
        self.name.setText(wording().against_plan.no_stage_selected())
        self.hint.show()
        for part in self._parts():
            part.hide()

    def show_stage(self, view: StageView) -> None:
        """Shows a stage."""
        balance = view.funnel.stage(view.stage)
        if balance is None:
            self.show_nothing()
            return
        self.shown = view
        its, marks = wording().against_plan, user_language()
        clause = view.agreement.stages.get(view.stage)
        called = display_name(clause) if clause else place_text(view.stage, view.agreement, marks)
        self.name.setText(called)
        self.hint.hide()
        party = clause.party if clause else ""
        self.party.show_chip(Chip(party_words(party) if party else "", party or "neutral"))
        self._show_figures(balance, view)
        stays = its.cohort_stays() if view.cohort else its.measured_by_ends()
        if view.cohort and view.before is not None:
            day = day_text(view.before.until, marks)
            stays = f"{stays} {its.as_old(day=day)}"
        self.stays.setText(stays)
        self._show_where(balance, view)
        self._show_check(balance, view)
        counts = {"entered": balance.entered, "left": balance.gone, "end": balance.end}
        said = {"entered": its.list_entered, "left": its.list_left, "end": its.list_end}
        for part, button in self.buttons.items():
            count = counts[part]
            button.setText(said[part](count, count=marks.number(count)))
            button.setVisible(count > 0)
        for each in (self._figures, self.stays):
            each.show()
        self.list.hide()
        self.verticalScrollBar().setValue(0)

    def show_leads(self, part: str, listed: Listed) -> None:
        """Lists the leads behind one number of the stage."""
        if self.shown is None:
            return
        its, marks = wording().against_plan, user_language()
        said = {"entered": its.leads_entered, "left": its.leads_left, "end": its.leads_end}
        title = said[part](listed.count, count=marks.number(listed.count))
        lines = arrival_lines(listed.leads, self.shown.agreement.timezone)
        self.list.show_leads(None, lines, listed.count, title, back=wording().common.close())
        self.ensureWidgetVisible(self.list)

    def _want(self, part: str, _on: bool = False) -> None:
        self.leads_wanted.emit(part)

    def _show_figures(self, balance: StageBalance, view: StageView) -> None:
        its, marks = wording().against_plan, user_language()
        before = view.before.stage(view.stage) if view.before else None
        heads = ["", days_text(view.funnel.first, view.funnel.last, marks)]
        heads += [days_text(view.before.first, view.before.last, marks)] if view.before else []
        rows = [heads]
        for name, told in (
            (its.at_start(), _start), (its.came_in(), _entered), (its.left(), _left),
            (its.at_end(), _end), (its.gone_on(), _gone_on), (its.median_stay(), _median),
            (its.mean_stay(), _mean),
        ):  # fmt: skip
            if view.cohort and told is _start:
                continue
            rows.append([name, told(balance)])
            if view.before:
                rows[-1].append(told(before) if before else NONE)
        self._fill(rows)

    def _fill(self, rows: list[list[str]]) -> None:
        for line, cells in enumerate(self._cells):
            for place, cell in enumerate(cells):
                told = line < len(rows) and place < len(rows[line])
                cell.setVisible(told)
                cell.setText(rows[line][place] if told else "")

    def _cell(self, line: int, place: int) -> QLabel:
        strong = line > 0 and place == 1
        cell = label("", 12, SEMIBOLD if strong else REGULAR, "" if strong else "muted",
                     tabular=place > 0, wrap=line == 0)  # fmt: skip
        side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
        cell.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(cell, line, place)
        return cell

    def _show_where(self, balance: StageBalance, view: StageView) -> None:
        marks = user_language()
        entries = [
            Bar(place_text(key, view.agreement, marks), count, _colour(key, view.agreement))
            for key, count in sorted(balance.left, key=lambda pair: -pair[1])
        ]
        for part in (self.where_title, self.where):
            part.setVisible(bool(entries))
        self.where.setFixedHeight(max(len(entries), 1) * _BAR_ROW)
        self.where.show_chart(lambda width, _height: bars(entries, width, _BAR_ROW))

    def _show_check(self, balance: StageBalance, view: StageView) -> None:
        days = view.funnel.elapsed
        expected = None if view.cohort else balance.expected_inside(days)
        shown = expected is not None and balance.entered > 0
        self.check_title.setVisible(shown)
        self.check.setVisible(shown)
        if expected is None or balance.mean_seconds is None or not shown:
            return
        its, marks = wording().against_plan, user_language()
        said = its.arrivals(
            rate=marks.number(balance.entered / days, 1),
            mean=duration_text(balance.mean_seconds, marks),
            expected=marks.number(expected),
        )
        start, end = (marks.number(each) for each in (balance.start, balance.end))
        low, high = sorted((balance.start, balance.end))
        if low / _FITS - 1 <= expected <= high * _FITS + 1:
            follows = its.fits(start=start, end=end)
        elif expected < low:
            follows = its.stays_longer(start=start, end=end)
        else:
            follows = its.fewer(start=start, end=end)
        self.check.setText(f"{said} {follows}")


def _start(balance: StageBalance) -> str:
    return user_language().number(balance.start)


def _entered(balance: StageBalance) -> str:
    return user_language().number(balance.entered)


def _left(balance: StageBalance) -> str:
    return user_language().number(balance.gone)


def _end(balance: StageBalance) -> str:
    return user_language().number(balance.end)


def _gone_on(balance: StageBalance) -> str:
    share, marks = balance.conversion, user_language()
    return NONE if share is None else measured_share_text(share, marks)


def _median(balance: StageBalance) -> str:
    return _stay(balance.median_seconds)


def _mean(balance: StageBalance) -> str:
    return _stay(balance.mean_seconds)


def _stay(seconds: float | None) -> str:
    return NONE if seconds is None else duration_text(seconds, user_language())


def _colour(key: str, agreement: Agreement) -> str:
    stage = agreement.stages.get(key)
    return stage.party if stage else "neutral"
