"""Where it slips: the groups in which the misses of a promise concentrate, and what they change."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from alignment_desktop.charts.geometry import Region
from alignment_desktop.charts.group_bars import HEAD, ROW, group_bars
from alignment_desktop.domain.clauses import COMMITMENT, clause_name, display_name
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import label, links_label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.services import cause_words

if TYPE_CHECKING:
    from alignment_desktop.services.causes import Causes


class SlipsBlock(QWidget):
    """Says where misses concentrate, once that was worked out.

    Attributes:
        chosen: Carries the index of the group whose missed leads are wanted; -1 for all others.
        change_wanted: Carries the clause, as `kind.key`, that somebody wants to change.
    """

    chosen = Signal(int)
    change_wanted = Signal(str)

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        self.title = label(wording().scoreboard.where_it_slips(), 12, BOLD)
        self.chart = ChartView(switch, wording().scoreboard.where_it_slips())
        self.words = label(pixels=12, tone="muted", wrap=True)
        self.reasons = label(pixels=12, wrap=True)
        self.clauses = links_label(12)
        self.propose_button = QPushButton(wording().scoreboard.propose_a_change())
        set_look(self.propose_button, "kind", "primary")
        parts = (self.title, self.chart, self.words, self.reasons, self.clauses)
        for widget in (*parts, self.propose_button):
            column.addWidget(widget)
        self._causes: Causes | None = None
        self.chart.chosen.connect(self._choose)
        self.clauses.linkActivated.connect(self.change_wanted)
        self.propose_button.clicked.connect(self._propose)

    def show_searching(self) -> None:
        """Says that groups are being tried."""
        self._causes = None
        self._show(wording().scoreboard.trying_groups(), bars=False)

    def show_causes(self, causes: Causes) -> None:
        """Shows what was found."""
        self._causes = causes
        marks = user_language()
        bars, heads = cause_words.bars(causes, marks), cause_words.heads(causes, marks)
        self.chart.setFixedHeight(int(HEAD + len(bars) * ROW))
        self.chart.show_chart(lambda width, _height: group_bars(bars, width, heads))
        self._show(" ".join(cause_words.sentences(causes, marks)), bars=bool(bars))
        given = causes.reasons[: cause_words.MOST_REASONS]
        self.reasons.setText("\n".join(cause_words.reason_text(each, marks) for each in given))
        self.reasons.setVisible(bool(causes.reasons))
        self.clauses.setText(self._links(causes))
        self.clauses.setVisible(bool(self.clauses.text()))

    def name_of(self, group: int) -> str:
        """What a group is called; -1: all that are in none."""
        if self._causes is None:
            return user_language().misses.everything_else()
        return cause_words.group_name(self._causes, group, user_language())

    def _show(self, text: str, *, bars: bool) -> None:
        self.words.setText(text)
        self.chart.setVisible(bars)
        self.reasons.hide()
        self.clauses.hide()
        self.propose_button.setVisible(self._causes is not None)
        self.show()

    def _links(self, causes: Causes) -> str:
        """The clauses beside the promise itself that a finding would change, as links."""
        names = dict.fromkeys(map(causes.clause_of, causes.groups.pattern.groups))
        names |= dict.fromkeys(each.clause for each in causes.reasons[: cause_words.MOST_REASONS])
        found = []
        for name in names:
            kind, _, key = name.partition(".")
            clause = causes.agreement.clauses.get((kind, key))
            if kind != COMMITMENT and clause is not None:
                found.append(f'<a href="{escape(name)}">{escape(display_name(clause))}</a>')
        if not found:
            return ""
        listed = user_language().listed(found)
        return wording().scoreboard.would_change(clauses=listed)

    def _choose(self, region: Region) -> None:
        if region.key:
            self.chosen.emit(int(region.key))

    def _propose(self) -> None:
        if self._causes is not None:
            self.change_wanted.emit(clause_name(COMMITMENT, self._causes.commitment.key))
