"""The scoreboard's inspector: by how much a promise was missed, where, and by which leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from alignment_desktop.charts.geometry import Region
from alignment_desktop.charts.split_clock import ROW, split_clock
from alignment_desktop.documents.board_charts import (
    bin_text,
    has_trend,
    trend_drawing,
)
from alignment_desktop.domain.scoreboard import Board, Pick, ScoreLine
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.pages.leads.lead_list import LeadList
from alignment_desktop.gui.pages.leads.lead_rows import dated_lines, due_lines, timed_lines
from alignment_desktop.gui.pages.scoreboard.clock_holders import pauses_said, split_rows
from alignment_desktop.gui.pages.scoreboard.due_rows import due_words
from alignment_desktop.gui.pages.scoreboard.scoreboard_rows import (
    count_text,
    counted_text,
    gap_chip,
    period_lines,
)
from alignment_desktop.gui.pages.scoreboard.settling_block import SettlingBlock
from alignment_desktop.gui.pages.scoreboard.slips_block import SlipsBlock
from alignment_desktop.gui.pages.scoreboard.trial_block import TrialBand, TrialBlock
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.side_column import SideColumn
from alignment_desktop.gui.window.tab_order import bring_opened_into_sight
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.figures import figure_beside
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.phrasing.verdicts import judged_text, pooled_text, run_text

if TYPE_CHECKING:
    from alignment_desktop.domain.settling import Settling
    from alignment_desktop.services.causes import Causes
    from alignment_desktop.services.promise_trials import Tried
    from alignment_desktop.services.scoreboard_leads import Detail, Listed

_TREND = 130


class ScoreboardInspector(QWidget):
    """Shows one line of the scoreboard, then what lies behind it.

    What is tried on its charts is shown in the place of what was measured, and said to be tried.

    Attributes:
        picked: Carries the `Pick` of leads that the user wants to see.
        left_stage: The leads of a stage were looked at; the selected line is wanted back.
        change_wanted: Carries the clause, as `kind.key`, that somebody wants to change.
        trial_wanted: Carries what is tried of the promise that is shown, a `Tried`; None: nothing.
        trial: The charts on which it is tried.
        band: What a trial comes to, below all that scrolls.
        slips: Where misses concentrate.
        settling: How the figure moved as imports came.
        list: The leads that are listed, with the button that exports them.
        key: The key of the commitment that is shown; empty where none is.
    """

    picked = Signal(object)
    left_stage = Signal()
    change_wanted = Signal(str)
    trial_wanted = Signal(object)

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = SideColumn(switch)
        self.name, self.status = self.area.name, self.area.chip
        self.pooled = self.area.add_words()
        self.counted = self.area.add_words(tone="muted")
        self.periods = self.area.add_words(tone="muted")
        self.notes = self.area.add_words()
        self.if_missed = self.area.add_words(tone="muted")
        self.trend_title = self.area.add_heading(wording().scoreboard.six_periods())
        self.trend = self._chart(switch, wording().scoreboard.six_periods())
        self.trend.setFixedHeight(_TREND)
        self.area.column.addSpacing(4)
        self.trial = TrialBlock(switch)
        self.took, self.took_title = self.trial.took, self.trial.took_title
        self.still_running = self.trial.still_running
        self.area.column.addWidget(self.trial)
        self.slips = SlipsBlock(switch)
        self.area.column.addWidget(self.slips)
        self.settling = SettlingBlock()
        self.area.column.addWidget(self.settling)
        self.split_title = self.area.add_heading(wording().scoreboard.who_had_the_clock())
        self.split = self._chart(switch, wording().scoreboard.who_had_the_clock())
        self.late_pauses = self.area.add_words(tone="muted")
        self.area.column.addSpacing(4)
        self.list = LeadList(switch)
        self.area.column.addWidget(self.list)
        self.area.column.addStretch(1)
        self.band = TrialBand()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area)
        whole.addWidget(self.band)
        self.key = ""
        self._detail: Detail | None = None
        self._list_wanted = False
        self._board: Board | None = None
        self.trial.wanted.connect(self._try)
        self.band.kept.connect(self.trial.give_up)
        self.slips.chosen.connect(self._pick_group)
        self.slips.change_wanted.connect(self.change_wanted)
        self.took.chosen.connect(self._pick_bin)
        self.list.back_button.clicked.connect(self._go_back)
        self.show_nothing()

    def _chart(self, switch: ThemeSwitch, name: str) -> ChartView:
        made = ChartView(switch, name)
        self.area.column.addWidget(made)
        return made

    def _parts(self) -> Sequence[QWidget]:
        return (
            self.trial, self.slips, self.settling, self.band, self.split_title, self.split,
            self.late_pauses, self.list,
        )  # fmt: skip

    def show_nothing(self) -> None:
        """Says what will be here."""
        self.key, self._detail = "", None
        self.name.setText(wording().scoreboard.nothing_selected())
        self.counted.setText(wording().scoreboard.a_promise_where_it())
        for part in (self.status, *self._said(), *self._parts()):
            part.hide()

    def _said(self) -> Sequence[QWidget]:
        return (
            self.pooled, self.periods, self.notes, self.if_missed, self.trend_title, self.trend,
        )  # fmt: skip

    def show_line(self, line: ScoreLine, board: Board, notes: Sequence[str]) -> None:
        """Shows what the table knows already: the verdict first, then the figure of all periods.

        What lies behind it follows.
        """
        self.key, self._detail, self._board = line.key, None, board
        self._list_wanted = False
        self.name.setText(line.name)
        self._show_figures(line, board)
        marks = user_language()
        self._say(self.notes, " ".join(notes))
        broken = line.verdict.is_broken and bool(line.if_missed)
        agreed = wording().scoreboard.if_missed(if_missed=line.if_missed) * broken
        self._say(self.if_missed, " ".join(filter(None, (run_text(line, marks), agreed))))
        for part in self._parts():
            part.hide()
        self.area.verticalScrollBar().setValue(0)

    def _show_figures(self, line: ScoreLine, board: Board, as_if: str = "") -> None:
        """Shows what a promise came to.

        Args:
            line: The promise.
            board: The scoreboard.
            as_if: What is only tried, in words; empty: nothing is, and it came to that.
        """
        marks, its = user_language(), wording().scoreboard
        chip = gap_chip(line, marks)
        if as_if:
            judged = judged_text(line, marks)
            chip = replace(chip, text=its.as_if_judged(judged=judged))
        self.status.show_chip(chip)
        several = len(line.periods) > 1 and line.value is not None
        pooled = pooled_text(line, board.start, board.end, marks)
        if line.target is not None:
            target = target_text(line.target, marks)
            if not as_if:
                pooled = its.promised_pooled(pooled=pooled, target=target)
        if as_if:
            pooled = its.as_if_figure(words=as_if, figure=pooled)
        self._say(self.pooled, pooled * several)
        self._say(self.periods, period_lines(line, marks))
        counted = counted_text(line, marks)
        if line.low is not None and line.high is not None:
            low, high = (
                figure_beside(value, "share", line.target, marks) for value in (line.low, line.high)
            )
            counted = wording().scoreboard.interval(counted=counted, low=low, high=high)
        self.counted.setText(counted)
        self.trend_title.setText(its.as_if_periods(words=as_if) if as_if else its.six_periods())
        self.trend_title.setVisible(has_trend(line))
        self.trend.setVisible(has_trend(line))
        tried = self.trial.tried_target if as_if else None
        self.trend.show_chart(partial(trend_drawing, line, board, marks, tried=tried))

    def show_detail(self, detail: Detail) -> None:
        """Shows what lies behind the line, and all leads that missed it."""
        from alignment_desktop.services.promise_trials import Promised

        self._detail = detail
        self.trial.show_detail(detail, Promised.by(detail.stated, detail.line))
        self._show_split(detail)
        self._list_missed(detail)
        if self._list_wanted:
            self.go_to_missed()

    def _try(self, tried: Tried | None) -> None:
        detail, board = self._detail, self._board
        if detail is not None and board is not None and tried is None:
            self._show_figures(detail.line, board)
            self.if_missed.setVisible(bool(self.if_missed.text()))
            self.band.hide()
        self.trial_wanted.emit(tried)

    def show_trial(self, tried: Tried, found: ScoreLine | None, *, fits: bool) -> None:
        """Shows what is tried, and what it comes to.

        Args:
            tried: What is tried.
            found: What it comes to; None while that is being worked out.
            fits: Whether the agreement has the promise, in other words than are tried.
        """
        detail, board = self._detail, self._board
        if detail is None or board is None or tried != self.trial.tried:
            return
        if found is not None:
            self.trial.show_found(found)
            self._show_figures(found, board, as_if=self.trial.tried_words)
        self.if_missed.hide()
        opened = self.band.isHidden()
        self.band.show_tried(self.trial, detail.line, found, fits=fits)
        if opened:
            bring_opened_into_sight(self.trial.chart_tried)

    def show_causes(self, causes: Causes) -> None:
        """Shows where the line's misses concentrate."""
        if causes.commitment.key == self.key:
            self.slips.show_causes(causes)

    def show_settling(self, key: str, found: Settling | None) -> None:
        """Shows how the line's figure moved as imports came."""
        if key == self.key:
            self.settling.show_settling(found)

    def show_listed(self, pick: Pick, listed: Listed) -> None:
        """Shows the leads that were picked out behind the line."""
        detail = self._detail
        if detail is None or pick.commitment != detail.line.key:
            return
        marks = user_language()
        if pick.group is not None:
            words, what = wording().scoreboard.missed_leads_of, self.slips.name_of(pick.group)
        else:
            words, what = (
                wording().scoreboard.leads_of,
                bin_text(detail.taken, pick.bin or 0, marks),
            )
        back = wording().scoreboard.all_missed(count=count_text(detail.count, marks))
        self.list.show_leads(
            pick,
            timed_lines(listed.leads, detail.taken.business, marks),
            listed.count,
            words(listed.count, count=count_text(listed.count, marks), what=what),
            back=back if detail.count else wording().common.close(),
        )
        self.show_leads()

    def show_stage(self, board: Board, pick: Pick, listed: Listed) -> None:
        """Shows the leads that came to a stage of the funnel."""
        stage = next(each for each in board.stages if each.key == pick.stage)
        marks = user_language()
        self.key, self._detail = "", None
        self.name.setText(stage.name)
        self.status.hide()
        reached, whole = (count_text(each.reached, marks) for each in (stage, board.stages[0]))
        period = period_text(board.period or board.label, marks, year=True)
        said = wording().scoreboard.came_to_stage(reached=reached, whole=whole, period=period)
        self.counted.setText(said)
        for part in (*self._said(), *self._parts()):
            part.hide()
        count = count_text(listed.count, marks)
        self.list.show_leads(
            pick,
            dated_lines(listed.leads),
            listed.count,
            wording().scoreboard.leads_count(listed.count, count=count, name=stage.name),
            back=wording().common.back(),
        )
        self.area.verticalScrollBar().setValue(0)

    def show_due(self, zone: str, pick: Pick, listed: Listed) -> None:
        """Shows the leads that are overdue, or due soon."""
        marks = user_language()
        self.key, self._detail = "", None
        self.name.setText(due_words(pick.due))
        self.status.hide()
        count = count_text(listed.count, marks)
        what = due_words(pick.due)
        said = wording().scoreboard.waiting_leads(listed.count, count=count, what=what)
        self.counted.setText(said)
        for part in (*self._said(), *self._parts()):
            part.hide()
        self.list.show_leads(
            pick,
            due_lines(listed.leads, zone),
            listed.count,
            said,
            back=wording().common.back(),
        )
        self.area.verticalScrollBar().setValue(0)

    def go_to_missed(self) -> None:
        """Lists all missed leads, and puts the keyboard there; as soon as they are known."""
        self._list_wanted = self._detail is None
        if self._detail is not None:
            self._list_missed(self._detail)
            self.show_leads()
            self.list.take_keyboard()

    def show_leads(self) -> None:
        """Brings the leads into sight."""
        self.area.ensureWidgetVisible(self.list)

    def _list_missed(self, detail: Detail) -> None:
        marks = user_language()
        self.list.show_leads(
            Pick(detail.line.key),
            timed_lines(detail.leads, detail.taken.business, marks),
            detail.count,
            wording().scoreboard.leads_missed(detail.count, count=count_text(detail.count, marks)),
        )

    def _go_back(self) -> None:
        if self._detail is None:
            self.left_stage.emit()
        else:
            self._list_missed(self._detail)

    def _pick_group(self, group: int) -> None:
        if self._detail is not None:
            self.picked.emit(Pick(self._detail.line.key, group=group))

    def _pick_bin(self, region: Region) -> None:
        if self._detail is not None and region.key:
            self.picked.emit(Pick(self._detail.line.key, bin=int(region.key)))

    def _show_split(self, detail: Detail) -> None:
        rows = split_rows(detail)
        self.split_title.setVisible(bool(rows))
        self.split.setVisible(bool(rows))
        self.split.setFixedHeight(round(max(len(rows), 1) * ROW))
        colour = detail.line.party
        self.split.show_chart(lambda width, _height: split_clock(rows, width, colour))
        self._say(self.late_pauses, pauses_said(detail))

    @staticmethod
    def _say(place: QLabel, text: str) -> None:
        place.setText(text)
        place.setVisible(bool(text))
