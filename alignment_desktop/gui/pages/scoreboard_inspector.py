"""The scoreboard's inspector: by how much a promise was missed, where, and by which leads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from alignment_desktop.charts.geometry import Region
from alignment_desktop.charts.split_clock import ROW, split_clock
from alignment_desktop.documents.board_charts import (
    bin_text,
    has_trend,
    took_drawing,
    trend_drawing,
)
from alignment_desktop.domain.scoreboard import Board, Pick, ScoreLine
from alignment_desktop.gui.charts.chart_view import ChartView
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.pages.clock_holders import pauses_said, split_rows
from alignment_desktop.gui.pages.due_rows import due_words
from alignment_desktop.gui.pages.lead_list import LeadList
from alignment_desktop.gui.pages.lead_rows import dated_lines, due_lines, timed_lines
from alignment_desktop.gui.pages.scoreboard_rows import (
    count_text,
    counted_text,
    gap_chip,
    period_lines,
)
from alignment_desktop.gui.pages.settling_block import SettlingBlock
from alignment_desktop.gui.pages.slips_block import SlipsBlock
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import ChipLabel, label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.figures import figure_beside
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.phrasing.verdicts import pooled_text, run_text

if TYPE_CHECKING:
    from alignment_desktop.services.causes import Causes
    from alignment_desktop.services.scoreboard_leads import Detail, Listed
    from alignment_desktop.services.settling import Settling

_HISTOGRAM = 130
_TREND = 130


class ScoreboardInspector(ColumnArea):
    """Shows one line of the scoreboard, then what lies behind it.

    Attributes:
        picked: Carries the `Pick` of leads that the user wants to see.
        left_stage: The leads of a stage were looked at; the selected line is wanted back.
        change_wanted: Carries the clause, as `kind.key`, that somebody wants to change.
        slips: Where misses concentrate.
        settling: How the figure moved as imports came.
        list: The leads that are listed, with the button that exports them.
        key: The key of the commitment that is shown; empty where none is.
    """

    picked = Signal(object)
    left_stage = Signal()
    change_wanted = Signal(str)

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        content = QWidget()
        content.setObjectName("scrolled")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(18, 16, 18, 18)
        self._column.setSpacing(8)
        self.name = label(pixels=14, weight=BOLD, wrap=True)
        self._column.addWidget(self.name)
        self.status = ChipLabel(switch, parent=content)
        self._column.addWidget(self.status, 0, Qt.AlignmentFlag.AlignLeft)
        self.pooled = self._words()
        self.counted = self._words("muted")
        self.periods = self._words("muted")
        self.notes = self._words()
        self.if_missed = self._words("muted")
        self.trend_title = self._heading(wording().scoreboard.six_periods())
        self.trend = self._chart(switch, wording().scoreboard.six_periods())
        self.trend.setFixedHeight(_TREND)
        self.slips = SlipsBlock(switch)
        self._column.addWidget(self.slips)
        self.settling = SettlingBlock()
        self._column.addWidget(self.settling)
        self.took_title = self._heading("")
        self.took = self._chart(switch, wording().scoreboard.how_long_it_took())
        self.took.setFixedHeight(_HISTOGRAM)
        self.still_running = self._words("muted")
        self.split_title = self._heading(wording().scoreboard.who_had_the_clock())
        self.split = self._chart(switch, wording().scoreboard.who_had_the_clock())
        self.late_pauses = self._words("muted")
        self._column.addSpacing(4)
        self.list = LeadList(switch)
        self._column.addWidget(self.list)
        self._column.addStretch(1)
        self.setWidget(content)
        self.key = ""
        self._detail: Detail | None = None
        self.slips.chosen.connect(self._pick_group)
        self.slips.change_wanted.connect(self.change_wanted)
        self.took.chosen.connect(self._pick_bin)
        self.list.back_button.clicked.connect(self._go_back)
        self.show_nothing()

    def _words(self, tone: str = "") -> QLabel:
        made = label(pixels=12, tone=tone, wrap=True)
        self._column.addWidget(made)
        return made

    def _heading(self, text: str) -> QLabel:
        made = label(text, pixels=12, tone="muted", wrap=True)
        self._column.addSpacing(4)
        self._column.addWidget(made)
        return made

    def _chart(self, switch: ThemeSwitch, name: str) -> ChartView:
        made = ChartView(switch, name)
        self._column.addWidget(made)
        return made

    def _parts(self) -> Sequence[QWidget]:
        return (
            self.slips, self.settling, self.took_title, self.took, self.still_running,
            self.split_title, self.split, self.late_pauses, self.list,
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
        self.key, self._detail = line.key, None
        marks = user_language()
        self.name.setText(line.name)
        self.status.show_chip(gap_chip(line, marks))
        several = len(line.periods) > 1 and line.value is not None
        pooled = pooled_text(line, board.start, board.end, marks)
        if line.target is not None:
            target = target_text(line.target, marks)
            pooled = wording().scoreboard.promised_pooled(pooled=pooled, target=target)
        self._say(self.pooled, pooled * several)
        self._say(self.periods, period_lines(line, marks))
        counted = counted_text(line, marks)
        if line.low is not None and line.high is not None:
            low, high = (
                figure_beside(value, "share", line.target, marks) for value in (line.low, line.high)
            )
            counted = wording().scoreboard.interval(counted=counted, low=low, high=high)
        self.counted.setText(counted)
        self._say(self.notes, " ".join(notes))
        broken = line.verdict.is_broken and bool(line.if_missed)
        agreed = wording().scoreboard.if_missed(if_missed=line.if_missed) * broken
        self._say(self.if_missed, " ".join(filter(None, (run_text(line, marks), agreed))))
        self.trend_title.setVisible(has_trend(line))
        self.trend.setVisible(has_trend(line))
        self.trend.show_chart(partial(trend_drawing, line, board, marks))
        for part in self._parts():
            part.hide()
        self.verticalScrollBar().setValue(0)

    def show_detail(self, detail: Detail) -> None:
        """Shows what lies behind the line, and all leads that missed it."""
        self._detail = detail
        self._show_took(detail)
        self._show_split(detail)
        self._list_missed(detail)

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
        self.verticalScrollBar().setValue(0)

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
        self.verticalScrollBar().setValue(0)

    def show_all_missed(self) -> None:
        """Lists all missed leads again, and brings them into sight."""
        if self._detail is not None:
            self._list_missed(self._detail)
        self.show_leads()

    def show_leads(self) -> None:
        """Brings the leads into sight."""
        self.ensureWidgetVisible(self.list)

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

    def _show_took(self, detail: Detail) -> None:
        taken = detail.taken
        business = wording().scoreboard.how_long_it_took_business()
        self._say(
            self.took_title,
            (business if detail.taken.business else wording().scoreboard.how_long_it_took())
            * bool(taken.bins),
        )
        self.took.setVisible(bool(taken.bins))
        marks, colour = user_language(), detail.line.party
        self.took.show_chart(
            lambda width, height: took_drawing(taken, marks, width, height, colour)
        )
        left = count_text(detail.taken.running, marks)
        running = wording().scoreboard.not_drawn(count=left)
        self._say(self.still_running, running * bool(detail.taken.running))

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
