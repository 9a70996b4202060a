"""The inspector of a lead: who it is, why it qualified, what is missing, others at its account."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from alignment_desktop.domain.clauses import display_name
from alignment_desktop.gui.fonts import BOLD, SEMIBOLD
from alignment_desktop.gui.pages.leads.lead_words import (
    about,
    chips_of,
    condition_lines,
    count_chip,
    facts_of,
    hints_of,
    name_of,
    points_by_rule,
    score_summary,
    stage_called,
    stage_name,
    verdict_chip,
)
from alignment_desktop.gui.painting.chips import chip_width
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.flow_layout import FlowLayout
from alignment_desktop.gui.widgets.labels import ChipLabel, breakable, label
from alignment_desktop.gui.widgets.link_row import Link, LinkRow
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import short_period_text

if TYPE_CHECKING:
    from alignment_desktop.services.lead_history import LeadHistory
    from alignment_desktop.words.language import Language

_MOST_OTHERS = 8


class LeadInspector(ColumnArea):
    """Shows what is known of a lead, and how it stands to the stages.

    Attributes:
        lead_chosen: Carries the key of another lead of the account.
        import_wanted: A file that would tell more is to be imported.
        figure_chosen: Carries the key of a commitment in whose figure the lead counts.
    """

    lead_chosen = Signal(str)
    import_wanted = Signal()
    figure_chosen = Signal(str)

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._switch = switch

    def show_nothing(self) -> None:
        """Says nothing: no lead is shown."""
        self._show(self._content())

    def show_lead(self, history: LeadHistory) -> None:
        """Shows a lead."""
        content, language, its = self._content(), user_language(), wording().lead
        self._column.addWidget(label(breakable(name_of(history)), 14, BOLD, wrap=True))
        self._column.addWidget(label(breakable(about(history)), 12, tone="muted", wrap=True))
        chips = QWidget()
        row = FlowLayout(chips, 6)
        for chip in chips_of(history):
            row.addWidget(ChipLabel(self._switch, chip, chips))
        self._column.addWidget(chips)
        self._add_hints(hints_of(history))
        self._heading(its.why_it_qualified())
        if not history.stages:
            self._column.addWidget(label(its.no_conditions(), 12, tone="muted", wrap=True))
        for check in history.stages:
            head = QHBoxLayout()
            head.addWidget(label(stage_name(check), 12, SEMIBOLD, wrap=True), 1)
            head.addWidget(ChipLabel(self._switch, verdict_chip(check), content))
            self._column.addLayout(head)
            self._add_pairs(condition_lines(check, history, language), first="text")
        self._add_scores(history, language)
        if history.counts:
            self._heading(its.counts_in())
            self._add_counts(history, language)
        if history.others:
            self._heading(its.others_at(account=history.fields.get("account", "")))
            others = QVBoxLayout()
            others.setSpacing(0)
            for other in history.others[:_MOST_OTHERS]:
                stage = stage_called(other.stage, history)
                others.addWidget(self._other(other.lead_id, other.name, stage))
            self._column.addLayout(others)
        self._heading(its.all_that_is_known())
        self._add_pairs(facts_of(history, language), first="muted")
        self._show(content)

    def _add_scores(self, history: LeadHistory, language: Language) -> None:
        """What the rules of the agreement make of it, and which of them gave it points."""
        summary, its = score_summary(history, language), wording().lead
        if not summary:
            return
        self._heading(its.points_by_rules())
        for line in summary:
            self._column.addWidget(label(breakable(line), 12, SEMIBOLD, wrap=True))
        self._column.addWidget(label(its.points_at_as_of(), 12, tone="muted", wrap=True))
        rules = points_by_rule(history, language)
        if rules:
            self._add_points(rules)
        else:
            self._column.addWidget(label(its.no_rule_fired(), 12, tone="muted", wrap=True))

    def _add_points(self, rules: list[tuple[str, str]]) -> None:
        """One line a rule, its points in a column of figures."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        for at, (name, points) in enumerate(rules):
            grid.addWidget(label(breakable(name), 12, wrap=True), at, 0)
            grid.addWidget(label(points, 12, SEMIBOLD, tabular=True), at, 1, right)
        self._column.addLayout(grid)

    def _content(self) -> QWidget:
        content = QWidget()
        content.setObjectName("scrolled")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(18, 16, 18, 18)
        self._column.setSpacing(6)
        return content

    def _show(self, content: QWidget) -> None:
        self._column.addStretch(1)
        self.setWidget(content)

    def _heading(self, text: str) -> None:
        line = QFrame()
        line.setObjectName("keyboard_line")
        line.setFixedHeight(1)
        self._column.addSpacing(6)
        self._column.addWidget(line)
        self._column.addSpacing(4)
        self._column.addWidget(label(text, 13, BOLD, wrap=True))

    def _add_hints(self, hints: list[str]) -> None:
        if not hints:
            return
        self._heading(wording().lead.more_tells())
        for hint in hints:
            self._column.addWidget(label(hint, 12, tone="muted", wrap=True))
        button = QPushButton(wording().lead.import_a_file())
        set_look(button, "kind", "quiet")
        button.clicked.connect(self.import_wanted)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_pairs(self, pairs: list[tuple[str, str]], first: str) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        top = Qt.AlignmentFlag.AlignTop
        for at, (name, value) in enumerate(pairs):
            tone = "" if first == "text" else first
            grid.addWidget(label(breakable(name), 12, tone=tone, wrap=True), at, 0, top)
            other = "muted" if first == "text" else ""
            grid.addWidget(label(breakable(value), 12, tone=other, wrap=True), at, 1, top)
        self._column.addLayout(grid)

    def _add_counts(self, history: LeadHistory, language: Language) -> None:
        """The figures in which the lead counts, each leading to its line of the scoreboard."""
        column = QVBoxLayout()
        column.setSpacing(0)
        chips = [count_chip(each) for each in history.counts]
        room = max(chip_width(chip.text) for chip in chips)
        for each, chip in zip(history.counts, chips, strict=True):
            name = display_name(each.commitment)
            link = Link(name, short_period_text(each.period, language), chip, hint=name)
            row = LinkRow(self._switch, link, chip_room=room)
            row.clicked.connect(partial(self.figure_chosen.emit, each.commitment.key))
            column.addWidget(row)
        self._column.addLayout(column)

    def _other(self, key: str, name: str, stage: str) -> LinkRow:
        row = LinkRow(self._switch, Link(key, detail=stage, note=name, leads_to=key))
        row.clicked.connect(lambda: self.lead_chosen.emit(key))
        return row
