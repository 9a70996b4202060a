"""Where it slips: the groups in which the misses of a promise concentrate, and what they change."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.charts.geometry import Region
from alignment_desktop.charts.group_bars import HEAD, ROW, GroupBar, group_bars
from alignment_desktop.domain.clauses import COMMITMENT, clause_name, display_name
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.miss_groups import (
    checked_text,
    crowding_text,
    group_text,
    kept_without_text,
)
from alignment_desktop.phrasing.numbers import whole_share_text

if TYPE_CHECKING:
    from alignment_desktop.services.causes import Causes, ReasonGiven

_MOST_REASONS = 3


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
        self.clauses = QLabel()
        self.clauses.setFont(self.reasons.font())
        self.clauses.setTextFormat(Qt.TextFormat.RichText)
        self.clauses.setWordWrap(True)
        flags = Qt.TextInteractionFlag
        self.clauses.setTextInteractionFlags(
            flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard
        )
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
        bars = list(self._bars(causes))
        its, marks = wording().scoreboard, user_language()
        total = marks.number(causes.groups.pattern.missed)
        heads = ("", its.how_often(), its.missed_of_leads(), its.of_all_missed(count=total))
        self.chart.setFixedHeight(int(HEAD + len(bars) * ROW))
        self.chart.show_chart(lambda width, _height: group_bars(bars, width, heads))
        self._show(" ".join(self._sentences(causes)), bars=bool(bars))
        self.reasons.setText("\n".join(_reason(each) for each in causes.reasons[:_MOST_REASONS]))
        self.reasons.setVisible(bool(causes.reasons))
        self.clauses.setText(self._links(causes))
        self.clauses.setVisible(bool(self.clauses.text()))

    def name_of(self, group: int) -> str:
        """What a group is called; -1: all that are in none."""
        if self._causes is None or group < 0:
            return wording().scoreboard.everything_else()
        return group_text(self._causes.groups.pattern.groups[group].fields, user_language())

    def _show(self, text: str, *, bars: bool) -> None:
        self.words.setText(text)
        self.chart.setVisible(bars)
        self.reasons.hide()
        self.clauses.hide()
        self.propose_button.setVisible(self._causes is not None)
        self.show()

    def _bars(self, causes: Causes) -> Iterator[GroupBar]:
        """The groups, then all other leads; nothing where no group stands out."""
        pattern, marks = causes.groups.pattern, user_language()
        if not pattern.groups:
            return

        def bar(at: int, missed: int, of: int, colour: str) -> GroupBar:
            counts = {"missed": marks.number(missed), "of": marks.number(of)}
            late = wording().scoreboard.so_many_of(**counts)
            share = whole_share_text(missed / pattern.missed, marks)
            return GroupBar(self.name_of(at), missed, of, late, share, colour, str(at))

        for at, group in enumerate(pattern.groups):
            yield bar(at, group.missed, group.of, "missed")
        others = pattern.of - sum(group.of for group in pattern.groups)
        if others:
            yield bar(-1, causes.groups.missed_elsewhere, others, "faint")

    def _sentences(self, causes: Causes) -> Iterator[str]:
        pattern, marks = causes.groups.pattern, user_language()
        if pattern.too_few:
            counts = {"missed": marks.number(pattern.missed), "of": marks.number(pattern.of)}
            yield marks.misses.too_few(**counts)
        else:
            found = len(pattern.groups)
            others = pattern.of - sum(group.of for group in pattern.groups)
            if found:
                yield kept_without_text(found, causes.groups.missed_elsewhere, others, marks)
            yield checked_text(found, pattern.checked, pattern.by, marks)
            if found:
                yield marks.misses.only_where()
        crowding = causes.crowding
        if crowding is not None:
            yield crowding_text(
                *(crowding.weeks, crowding.of, crowding.room, crowding.most),
                *(crowding.missed, pattern.missed, marks),
            )

    def _links(self, causes: Causes) -> str:
        """The clauses beside the promise itself that a finding would change, as links."""
        names = dict.fromkeys(map(causes.clause_of, causes.groups.pattern.groups))
        names |= dict.fromkeys(each.clause for each in causes.reasons[:_MOST_REASONS])
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


def _reason(reason: ReasonGiven) -> str:
    """A reason that stands on missed leads, with what was agreed to do about it."""
    marks = user_language()
    count = marks.number(reason.missed)
    said = marks.misses.reason(reason.missed, name=reason.name, count=count)
    return f"{said} {marks.misses.remedy(remedy=reason.remedy)}" if reason.remedy else said
