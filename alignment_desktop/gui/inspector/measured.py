"""What came of a commitment in the last periods, as a line against its target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from alignment_desktop.charts.sparkline import Target as TargetLine
from alignment_desktop.charts.sparkline import sparkline
from alignment_desktop.domain.verdicts import verdict_word
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import user_language, verdict_words, wording
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.figures import figure_beside
from alignment_desktop.phrasing.targets import short_target_text

if TYPE_CHECKING:
    from datetime import datetime

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.measurement.results import CommitmentResult
    from alignment_desktop.services.workspace import Workspace


def figures_of(
    key: str, agreement_label: str | None, now: datetime
) -> Callable[[Workspace, Monitor], CommitmentResult | None]:
    """The question what came of one commitment; None where it is not in force yet."""

    def question(workspace: Workspace, _monitor: Monitor) -> CommitmentResult | None:
        # Measuring needs heavy libraries that the window's first painting does without.
        from alignment_desktop.services.measuring import Question, measured

        asked = Question(commitment=key, label=agreement_label)
        return next(iter(measured(workspace, asked, now=now).commitments), None)

    return question


class MeasuredBlock(QWidget):
    """The last measured values of one commitment; out of sight where there is none."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self.heading = label(wording().inspector.measured(), 12, tone="muted")
        self.words = label("", 13, wrap=True)
        self.chart = ChartView(switch, wording().inspector.measured_values())
        self.chart.setFixedHeight(56)
        column = column_of(self)
        for widget in (self.heading, self.words, self.chart):
            column.addWidget(widget)
        self.hide()

    def show_result(self, result: CommitmentResult | None, tone: str) -> None:
        """Shows a measured commitment."""
        known = [entry for entry in result.periods if entry.value is not None] if result else []
        self.setVisible(bool(known))
        if result is None or not known:
            return
        last = known[-1]
        unit = result.target.unit
        value = last.value if last.value is not None else 0.0
        self.words.setText(
            wording().inspector.in_(
                figure=figure_beside(value, unit, last.goal, user_language()),
                period=period_text(last.period, user_language(), year=True),
                verdict=verdict_words(verdict_word(last.status, is_over=last.is_over)),
            )
        )
        values = tuple(entry.value for entry in result.periods)
        goal = last.goal.value
        words = wording().inspector.target(target=short_target_text(last.goal, user_language()))
        line = TargetLine(goal, words)
        self.chart.setVisible(len(known) > 1)
        table = (
            (wording().inspector.period(), wording().inspector.value()),
            *(
                (
                    period_text(entry.period, user_language(), year=True),
                    figure_beside(entry.value, unit, entry.goal, user_language()),
                )
                for entry in known
            ),
        )
        told = tuple(
            f"{period_text(entry.period, user_language(), year=True)}: "
            + figure_beside(entry.value, unit, entry.goal, user_language())
            for entry in result.periods
        )
        self.chart.show_chart(
            lambda w, h: replace(sparkline(values, w, h, tone, line, told=told), table=table)
        )
