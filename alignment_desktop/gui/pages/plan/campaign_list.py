"""Campaigns against their plan: what each brought, the verdict on that, and how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.documents.review_sentences import campaigns_text
from alignment_desktop.domain.campaign_results import (
    DOUBLE_DOWN,
    FIX,
    KEEP,
    MONEY_RESULTS,
    RESULTS,
    STOP,
    VERDICTS,
    CampaignResult,
    Outcome,
)
from alignment_desktop.gui.delegates.painted_cells import ChipDelegate
from alignment_desktop.gui.delegates.text_cells import NumberDelegate, WrappedTextDelegate
from alignment_desktop.gui.fonts import BOLD, MEDIUM, SEMIBOLD
from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.models.value_table import ValueTableModel
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.painting.text_layouts import TextLayouts
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.page_tables import chip_column
from alignment_desktop.gui.widgets.side_column import SideColumn
from alignment_desktop.gui.wording import headings, user_language, wording
from alignment_desktop.phrasing.figures import of_plan_text, short_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE, capital

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_TONES = {DOUBLE_DOWN: "kept", KEEP: "kept", FIX: "at_risk", STOP: "missed"}
_ROOMY = 700


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """One campaign in words.

    Attributes:
        key: Its key.
        name: What people call it.
        outcomes: What it brought, in the order of `RESULTS`.
        of_plan: What it is judged by: actual ÷ planned.
        verdict: The verdict, as a chip.
    """

    key: str
    name: str
    outcomes: tuple[str, ...]
    of_plan: str
    verdict: Chip


class CampaignModel(ValueTableModel[CampaignRow]):
    """Shows campaigns with what came of them."""

    class Column(IntEnum):
        """The columns."""

        NAME = 0
        LEADS = 1
        MQLS = 2
        OPPORTUNITIES = 3
        PIPELINE = 4
        CUSTOMERS = 5
        REVENUE = 6
        OF_PLAN = 7
        VERDICT = 8

    NUMBERS = frozenset(
        {
            Column.LEADS, Column.MQLS, Column.OPPORTUNITIES, Column.PIPELINE, Column.CUSTOMERS,
            Column.REVENUE, Column.OF_PLAN,
        }
    )  # fmt: skip

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        marks = user_language()
        outcomes = (marks.say(f"review.outcome-{name}") for name in RESULTS)
        of_plan = wording().against_plan.of_plan()
        self._headings = marks.review.campaign(), *outcomes, of_plan, headings().status()

    @override
    def heading(self, column: int) -> str:
        return self._headings[column]

    @override
    def text(self, row: CampaignRow, column: int) -> str:
        return (row.name, *row.outcomes, row.of_plan, row.verdict.text)[column]

    @override
    def value(self, row: CampaignRow, column: int, role: int) -> object:
        if role == Role.CHIP and column == self.Column.VERDICT:
            return row.verdict
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heading(column)}: {self.text(row, column)}"
        return None


class CampaignList(QWidget):
    """Lists campaigns; one is selected.

    Attributes:
        table: The table.
        side: What the inspector shows: the campaign that is selected.
    """

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        its = wording().against_plan
        self._results: Sequence[CampaignResult] = ()
        self._currency = ""
        self.side = CampaignSide(switch)
        self.title = label("", 13, BOLD, wrap=True)
        self.model = CampaignModel(self)
        self.table = self._made_table(switch, its.campaigns())
        self.table.current_changed.connect(self._inspect)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(10)
        rows.addWidget(self.title)
        rows.addWidget(label(its.leads_that_name_it(), 12, tone="muted", wrap=True))
        rows.addWidget(self.table, 1)
        rows.addStretch(0)

    def _made_table(self, switch: ThemeSwitch, name: str) -> CardTable:
        card, column, layouts = (
            CardTable(switch, self.model, name),
            CampaignModel.Column,
            TextLayouts(),
        )
        numbers = sorted(CampaignModel.NUMBERS)
        card.table.name_column = column.NAME
        card.set_columns(
            {
                column.NAME: WrappedTextDelegate(switch, layouts, card, MEDIUM),
                **{each: NumberDelegate(switch, card) for each in numbers},
                column.VERDICT: ChipDelegate(switch, card),
            },
            fixed={
                **dict.fromkeys(numbers, 64),
                column.VERDICT: chip_column(*map(_verdict_text, VERDICTS)),
            },
            shares={column.NAME: 1},
            wrapping=(column.NAME,),
            growing=(*numbers, column.VERDICT),
            sparing=(column.REVENUE, column.CUSTOMERS),
            spare={column.REVENUE: _ROOMY, column.CUSTOMERS: _ROOMY},
        )
        return card

    def show_results(self, results: Sequence[CampaignResult], currency: str) -> None:
        """Shows what came of campaigns.

        Args:
            results: Each of them.
            currency: The agreement's.
        """
        self._results, self._currency = results, currency
        marks = user_language()
        told = campaigns_text(results, marks) if results else wording().against_plan.not_named()
        self.title.setText(told)
        before = self.table.current_key()
        self.model.show_rows(
            [
                CampaignRow(
                    each.key,
                    each.name,
                    tuple(
                        short_text(outcome.actual, _unit(outcome, currency), marks)
                        for outcome in each.outcomes
                    ),
                    _of_plan(each.judged_by),
                    verdict_chip(each),
                )
                for each in results
            ]
        )
        self.table.select_row(max(self.model.row_of(before), 0))
        self._inspect(self.table.current_key())

    def _inspect(self, key: str) -> None:
        found = next((each for each in self._results if each.key == key), None)
        self.side.show_campaign(found, self._currency)


class CampaignSide(SideColumn):
    """Shows the campaign that is selected: planned, actual, and how it is judged."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__(switch)
        its = wording().against_plan
        self.verdict = self.chip
        self.hint = label(its.select_a_campaign(), 12, tone="muted", wrap=True)
        self._figures = QWidget()
        self._grid = QGridLayout(self._figures)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 1)
        self._cells: list[list[QLabel]] = []
        heads = ("", its.planned(), its.actual(), its.of_plan())
        for line, name in enumerate(("", *RESULTS)):
            words = (
                heads if not name else (user_language().say(f"review.outcome-{name}"), "", "", "")
            )
            cells = [self._cell(text, line, place) for place, text in enumerate(words)]
            self._cells.append(cells)
        self.judged_title = label(its.how_judged(), 12, SEMIBOLD)
        self.judged = label(user_language().review.campaigns_note(), 12, tone="muted", wrap=True)
        for part in (self.hint, self._figures, self.judged_title, self.judged):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.show_campaign(None, "")

    def _cell(self, text: str, line: int, place: int) -> QLabel:
        strong = line > 0 and place == 2
        cell = label(text, 12, tabular=place > 0)
        if not strong:
            cell = label(text, 12, tone="muted", tabular=place > 0)
        side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
        cell.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(cell, line, place)
        return cell

    def show_campaign(self, result: CampaignResult | None, currency: str) -> None:
        """Shows a campaign; None: none is selected."""
        its, marks = wording().against_plan, user_language()
        self.hint.setVisible(result is None)
        for part in (self._figures, self.judged_title, self.judged):
            part.setVisible(result is not None)
        if result is None:
            self.name.setText(its.no_campaign_selected())
            self.verdict.hide()
            return
        self.name.setText(result.name)
        self.verdict.show_chip(verdict_chip(result))
        for cells, outcome in zip(self._cells[1:], result.outcomes, strict=True):
            unit = _unit(outcome, currency)
            words = (
                short_text(outcome.planned, unit, marks),
                short_text(outcome.actual, unit, marks),
                _of_plan(outcome),
            )
            for cell, text in zip(cells[1:], words, strict=True):
                cell.setText(text)


def verdict_chip(result: CampaignResult) -> Chip:
    """The verdict on a campaign: `Double down`."""
    return Chip(_verdict_text(result.verdict), _TONES.get(result.verdict, "neutral"))


def _verdict_text(verdict: str) -> str:
    return capital(user_language().say(f"review.campaign-{verdict}"))


def _unit(outcome: Outcome, currency: str) -> str | None:
    return currency if outcome.name in MONEY_RESULTS and currency else None


def _of_plan(outcome: Outcome | None) -> str:
    share = outcome.of_plan if outcome else None
    return NONE if share is None else of_plan_text(share, user_language())
