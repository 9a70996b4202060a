"""How long it took and how many kept it, with handles that try another limit or target."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.charts.histogram import part_of, place_of
from alignment_desktop.charts.target_bar import HEIGHT
from alignment_desktop.documents.board_charts import (
    Aim,
    TriedAim,
    TriedTime,
    target_drawing,
    took_drawing,
)
from alignment_desktop.domain.measures import Pooling, ValueKind
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.charts.value_handle import ValueHandle
from alignment_desktop.gui.fonts import SEMIBOLD
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.flow_layout import FlowLayout
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.durations import limit_text
from alignment_desktop.phrasing.figures import figure_beside
from alignment_desktop.phrasing.money import short_money_amount
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.phrasing.verdicts import judged_text

if TYPE_CHECKING:
    from decimal import Decimal

    from alignment_desktop.domain.limits import Limit
    from alignment_desktop.domain.scoreboard import ScoreLine
    from alignment_desktop.domain.targets import Target
    from alignment_desktop.services.promise_trials import Promised, Tried
    from alignment_desktop.services.scoreboard_leads import Detail

_HISTOGRAM = 130
_BAR_KNOB, _TIME_KNOB = 27, 40
"""How far from the top knobs are: on the bar, and on the line below its words."""


class TrialBlock(QWidget):
    """The two charts on which a promise is tried: its share beside the target, and its times.

    Attributes:
        wanted: Carries what is tried: a `Tried`; None: nothing is any more.
        touched: A trial may come soon.
        took: The histogram of times.
        bar: The share beside its target.
    """

    wanted = Signal(object)
    touched = Signal()

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._line: ScoreLine | None = None
        self._detail: Detail | None = None
        self._promised: Promised | None = None
        self._limit: Limit | None = None
        self._target: Target | None = None
        self._found: ScoreLine | None = None
        self.bar_title = label("", 12, tone="muted", wrap=True)
        self.bar = ChartView(switch, wording().scoreboard.share_in_time())
        self.bar.setFixedHeight(round(HEIGHT))
        self.took_title = label("", 12, tone="muted", wrap=True)
        self.took = ChartView(switch, wording().scoreboard.how_long_it_took())
        self.took.setFixedHeight(_HISTOGRAM)
        self.still_running = label("", 12, tone="muted", wrap=True)
        self.target_handle = ValueHandle(switch, self.bar, _BAR_KNOB)
        self.limit_handle = ValueHandle(switch, self.took, _TIME_KNOB)
        column = column_of(self, 8)
        for widget in (
            self.bar_title, self.bar, self.took_title, self.took, self.still_running,
        ):  # fmt: skip
            column.addWidget(widget)
        for handle, dragged, stepped in (
            (self.limit_handle, self._drag_limit, self._step_limit),
            (self.target_handle, self._drag_target, self._step_target),
        ):
            handle.dragged.connect(dragged)
            handle.stepped.connect(stepped)
            handle.given_up.connect(self.give_up)
            handle.touched.connect(self.touched)
        self.limit_handle.clicked.connect(self._choose_bar)
        self.took.resized.connect(self._place_handles)
        self.bar.resized.connect(self._place_handles)

    @property
    def tried(self) -> Tried | None:
        """What is tried; None: nothing is."""
        from alignment_desktop.services.promise_trials import Tried

        if self._limit is None and self._target is None:
            return None
        its = self._promised
        own = its.period if its is not None and self._target is not None else ""
        return Tried(self._limit, self._target, own)

    @property
    def tried_target(self) -> Target | None:
        """The target that is tried; None: none is."""
        return self._target

    @property
    def tried_words(self) -> str:
        """What is tried, in words."""
        return self._words(self._limit, self._target)

    @property
    def promised_words(self) -> str:
        """What was promised in its place, in words."""
        its = self._promised
        if its is None:
            return ""
        return self._words(its.limit if self._limit else None, its.target if self._target else None)

    def _words(self, limit: Limit | None, target: Target | None) -> str:
        limited = limit_text(limit, user_language()) if limit else ""
        aimed = self._target_words(target) if target else ""
        return user_language().listed(each for each in (limited, aimed) if each)

    def _target_words(self, target: Target) -> str:
        """A target, with the periods that it is of: `≥ 400 a month`, `≥ 97% for Dec 2026`."""
        words, its, detail = user_language(), self._promised, self._detail
        # What is proposed is never a rounder sum than it says.
        exact = short_money_amount(float(target.amount)) != target.amount
        text = target_text(target, words, business=self._business, exact=exact)
        if its is not None and its.period:
            period = period_text(its.period, words, year=True)
            return wording().scoreboard.target_of_period(target=text, period=period)
        stated = detail.stated if detail is not None else None
        if stated is not None and stated.measured_by.pooling is Pooling.ADDED:
            return words.say(f"commitments.each-{stated.every}", what=text)
        return text

    @property
    def _business(self) -> bool:
        """Whether the unit of its target is one of business time."""
        detail = self._detail
        timed = detail is not None and detail.line.measured_by.value is ValueKind.DURATION
        return timed and detail is not None and detail.taken.business

    def show_detail(self, detail: Detail, promised: Promised) -> None:
        """Shows what lies behind a line, and lets what can be tried of it be moved."""
        self._line, self._detail, self._promised = detail.line, detail, promised
        taken, its = detail.taken, wording().scoreboard
        took = its.how_long_it_took_business() if taken.business else its.how_long_it_took()
        self.took_title.setText(took)
        self.took_title.setVisible(bool(taken.bins))
        self.took.setVisible(bool(taken.bins))
        left = user_language().number(taken.running)
        self.still_running.setText(its.not_drawn(count=left))
        self.still_running.setVisible(bool(taken.running))
        timed = detail.line.measured_by.value is ValueKind.DURATION and bool(taken.bins)
        share = promised.target is not None and not timed
        self.bar_title.setText(self._bar_title(detail.line, promised))
        self.bar.setAccessibleName(self.bar_title.text())
        self.bar_title.setVisible(share)
        self.bar.setVisible(share)
        self.show()
        self.forget()

    @staticmethod
    def _bar_title(line: ScoreLine, promised: Promised) -> str:
        its, words = wording().scoreboard, user_language()
        title = its.share_in_time() if line.measured_by.is_share else its.figure_beside_target()
        if promised.each:
            title = its.each_beside_target(period=words.say(f"verdicts.{promised.each}-name"))
        others = [each.period for each in line.periods if each.target != promised.target]
        if not others or len(line.periods) < 2:
            return title
        periods = words.listed(period_text(each, words) for each in others)
        return its.other_targets(title=title, periods=periods)

    def forget(self) -> None:
        """Shows what was measured: nothing is tried any more."""
        self._limit = self._target = self._found = None
        self._draw()

    def show_found(self, line: ScoreLine | None) -> None:
        """Shows what a trial came to."""
        self._found = line
        self._draw()

    def give_up(self) -> None:
        """Puts back what was promised."""
        if self.tried is not None:
            self.forget()
            self.wanted.emit(None)

    def _choose_bar(self, place: QPointF) -> None:
        """Leads to the leads of the bar that lies below the handle."""
        region = self.took.drawing.region_at(place.x(), place.y())
        if region is not None:
            self.took.chosen.emit(region)

    def _drag_limit(self, x: float) -> None:
        its = self._promised
        if its is not None and its.limit_scale is not None:
            self._try_limit(its.limit_scale.amount_at(part_of(x, self.took.width())))
        elif its is not None and its.target_scale is not None:
            self._try_target(its.target_scale.amount_at(part_of(x, self.took.width())))

    def _step_limit(self, steps: int) -> None:
        its = self._promised
        if its is not None and its.limit_scale is not None and its.limit is not None:
            standing = (self._limit or its.limit).amount
            self._try_limit(its.limit_scale.moved(standing, steps))
        else:
            self._step_target(steps)

    def _drag_target(self, x: float) -> None:
        its = self._promised
        if its is not None and its.target_scale is not None:
            self._try_target(its.target_scale.amount_at(x / max(self.bar.width(), 1)))

    def _step_target(self, steps: int) -> None:
        its = self._promised
        if its is not None and its.target_scale is not None and its.target is not None:
            standing = (self._target or its.target).amount
            self._try_target(its.target_scale.moved(standing, steps))

    def _try_limit(self, amount: Decimal) -> None:
        promised = self._promised.limit if self._promised else None
        if promised is not None:
            same = amount == promised.amount
            self._want(None if same else replace(promised, amount=amount), self._target)

    def _try_target(self, amount: Decimal) -> None:
        promised = self._promised.target if self._promised else None
        if promised is not None:
            same = amount == promised.amount
            self._want(self._limit, None if same else replace(promised, amount=amount))

    def _want(self, limit: Limit | None, target: Target | None) -> None:
        if (limit, target) != (self._limit, self._target):
            self._limit, self._target = limit, target
            if self.tried is None:
                self._found = None
            self._draw()
            self.wanted.emit(self.tried)

    def _draw(self) -> None:
        """Draws both charts with what is tried, and puts the handles there."""
        detail, line = self._detail, self._line
        if detail is None or line is None:
            return
        marks, taken, tried = user_language(), detail.taken, self._tried_time()
        self.took.show_chart(
            lambda width, height: took_drawing(taken, marks, width, height, line.party, tried)
        )
        aim, found = self._aim, self._tried_aim(line)
        self.still_running.setVisible(bool(taken.running) and found is None)
        if not self.bar.isHidden() and aim is not None:
            self.bar.show_chart(
                lambda width, _height: target_drawing(line, aim, marks, width, found)
            )
        self._place_handles()

    def _tried_time(self) -> TriedTime | None:
        """The time allowed that is tried, where the histogram is drawn by it."""
        its, found = self._promised, self._found
        if its is None:
            return None
        kept, missed = (found.kept, found.missed) if found else (None, None)
        if self._limit is not None and its.limit_scale is not None:
            part = its.limit_scale.part_of(self._limit.amount)
            return TriedTime(self._limit, part, kept, missed)
        timed = its.limit is None and self.bar.isHidden()
        if timed and self._target is not None and its.target_scale is not None:
            return TriedTime(self._target, its.target_scale.part_of(self._target.amount))
        return None

    @property
    def _aim(self) -> Aim | None:
        """The target as it was promised, on its scale."""
        its = self._promised
        if its is None or its.target is None or its.target_scale is None:
            return None
        return Aim(its.target, its.target_scale, its.each, self._target_words(its.target))

    def _tried_aim(self, line: ScoreLine) -> TriedAim | None:
        """What is tried, with the line that it came to as soon as that is known."""
        if self.tried is None:
            return None
        words = self._target_words(self._target) if self._target else ""
        return TriedAim(self._found or line, self._target, words)

    @property
    def chart_tried(self) -> ChartView:
        """The chart on which something is tried."""
        return self.took if self._tried_time() is not None else self.bar

    def _place_handles(self) -> None:
        its, said = self._promised, wording().scoreboard
        if its is None:
            return
        timed = its.limit_scale or (its.target_scale if self.bar.isHidden() else None)
        words: Limit | Target | None = self._limit or its.limit
        if its.limit_scale is None:
            words = self._target or its.target
        shown = not self.took.isHidden() and timed is not None and words is not None
        self.limit_handle.setVisible(shown)
        if shown and timed is not None and words is not None:
            name = said.tried_target if its.limit_scale is None else said.tried_limit
            text = self._words(
                (self._limit or its.limit) if its.limit_scale else None,
                None if its.limit_scale else (self._target or its.target),
            )
            tries = self._tried_time() is not None
            x = place_of(timed.part_of(words.amount), self.took.width())
            self.limit_handle.place(x, name(words=text), tries=tries)
        target = self._target or its.target
        self.target_handle.setVisible(not self.bar.isHidden() and its.target_scale is not None)
        if target is not None and its.target_scale is not None and not self.bar.isHidden():
            text = self._words(None, target)
            part = its.target_scale.part_of(target.amount)
            x = part * self.bar.width()
            tries = self._target is not None
            self.target_handle.place(x, said.tried_target(words=text), tries=tries)


class TrialBand(QFrame):
    """Says below the inspector that something is only tried, what it comes to, and what to do.

    Attributes:
        proposed: What is tried is wanted.
        kept: What was promised is wanted back.
    """

    proposed = Signal()
    kept = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_look(self, "card", "trial")
        self.figure = label("", 13, SEMIBOLD, wrap=True, tabular=True)
        self.standing = label("", 12, wrap=True, tabular=True)
        self.propose_button = QPushButton()
        set_look(self.propose_button, "kind", "primary")
        self.keep_button = QPushButton()
        self.propose_button.clicked.connect(self.proposed)
        self.keep_button.clicked.connect(self.kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 10, 18, 12)
        column.setSpacing(2)
        for widget in (self.figure, self.standing):
            column.addWidget(widget)
        buttons = QWidget()
        row = FlowLayout(buttons, 8)
        row.addWidget(self.propose_button)
        row.addWidget(self.keep_button)
        column.addSpacing(4)
        column.addWidget(buttons)
        self.hide()

    def show_tried(
        self, block: TrialBlock, line: ScoreLine, found: ScoreLine | None, *, fits: bool
    ) -> None:
        """Shows a trial.

        Args:
            block: Where it is tried.
            line: What was measured.
            found: What the trial came to; None while that is being worked out.
            fits: Whether the agreement has the promise, in other words than are tried.
        """
        its = wording().scoreboard
        tried, promised = block.tried_words, block.promised_words
        if found is None:
            self.figure.setText(its.as_if_figure(words=tried, figure="…"))
        else:
            figure, judged = _came_to(found)
            self.figure.setText(its.as_if_came_to(words=tried, figure=figure, judged=judged))
        figure, judged = _came_to(line)
        said = its.as_promised_figure(figure=figure, judged=judged, words=promised)
        self.standing.setText(said)
        self.propose_button.setText(its.propose_tried(words=tried).replace("&", "&&"))
        self.keep_button.setText(its.keep_promised(words=promised).replace("&", "&&"))
        self.propose_button.setEnabled(fits)
        self.show()


def _came_to(line: ScoreLine) -> tuple[str, str]:
    """The figure of a promise, and what came of it by its periods."""
    marks = user_language()
    figure = figure_beside(line.value, line.unit, line.target, marks)
    return figure, judged_text(line, marks)
