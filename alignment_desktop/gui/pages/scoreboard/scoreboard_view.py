"""The two menus that say which part of the agreement the scoreboard shows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from alignment_desktop.domain.scoreboard import Board, View
from alignment_desktop.gui.widgets.choice_button import ChoiceButton
from alignment_desktop.gui.wording import headings, user_language, wording
from alignment_desktop.phrasing.days import period_text


class ViewMenus(QObject):
    """Lets the user choose a period and a segment.

    Attributes:
        chosen: Carries the `View` that was chosen.
        period_button: Opens the menu of periods.
        segment_button: Opens the menu of segments.
    """

    chosen = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._view = View()
        self.period_button = ChoiceButton(headings().period())
        self.segment_button = ChoiceButton(headings().segment())
        self.period_button.chosen.connect(self._choose_period)
        self.segment_button.chosen.connect(self._choose_segment)

    def show_choices(self, board: Board) -> None:
        """Offers the periods and segments of a scoreboard, its own ticked."""
        self._view = View(board.period, board.segment)
        ready = bool(board.batches and board.lines)
        whole = (None, wording().scoreboard.whole_agreement())
        periods = [whole, *((each, _named(each)) for each in board.periods)]
        self.period_button.show_choices(periods, board.period)
        segments = [(None, wording().scoreboard.all_leads_2()), *board.segments]
        self.segment_button.show_choices(segments, board.segment)
        self.period_button.setEnabled(ready)
        self.segment_button.setEnabled(ready and len(segments) > 1)

    def _choose_period(self, period: str | None) -> None:
        self.chosen.emit(View(period, self._view.segment))

    def _choose_segment(self, segment: str | None) -> None:
        self.chosen.emit(View(self._view.period, segment))


def _named(period: str) -> str:
    """What a period is called: `October 2026`."""
    return period_text(period, user_language(), year=True)
