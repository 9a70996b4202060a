"""The two menus that say which part of the agreement the scoreboard shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from alignment_desktop.domain.scoreboard import Board, View
from alignment_desktop.gui.theme import set_look
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
        self.period_button = self._button(headings().period())
        self.segment_button = self._button(headings().segment())

    @staticmethod
    def _button(name: str) -> QPushButton:
        button = QPushButton(name)
        button.setAccessibleName(name)
        button.setEnabled(False)
        set_look(button, "menu", "true")
        button.setMenu(QMenu(button))
        return button

    def show_choices(self, board: Board) -> None:
        """Offers the periods and segments of a scoreboard, its own ticked."""
        self._view = View(board.period, board.segment)
        ready = bool(board.batches and board.lines)
        whole = (None, wording().scoreboard.whole_agreement())
        periods = [whole, *((each, _named(each)) for each in board.periods)]
        self._fill(self.period_button, periods, board.period, self._choose_period)
        segments = [(None, wording().scoreboard.all_leads_2()), *board.segments]
        self._fill(self.segment_button, segments, board.segment, self._choose_segment)
        self.period_button.setEnabled(ready)
        self.segment_button.setEnabled(ready and len(segments) > 1)

    def _fill(
        self,
        button: QPushButton,
        choices: Sequence[tuple[str | None, str]],
        chosen: str | None,
        choose: Callable[[str | None], None],
    ) -> None:
        menu = button.menu()
        held = [(action.data(), action.text()) for action in menu.actions()]
        if held != list(choices):
            self._make(menu, choices, choose)
        for (key, words), action in zip(choices, menu.actions(), strict=True):
            action.setChecked(key == chosen)
            if key == chosen:
                button.setText(words)

    @staticmethod
    def _make(
        menu: QMenu,
        choices: Sequence[tuple[str | None, str]],
        choose: Callable[[str | None], None],
    ) -> None:
        menu.clear()
        for old in menu.findChildren(QActionGroup):
            old.deleteLater()
        set_look(menu, "checks", "true")
        group = QActionGroup(menu)
        for key, words in choices:
            action = QAction(words, menu)
            action.setData(key)
            action.setCheckable(True)
            action.triggered.connect(partial(_choose, choose, key))
            group.addAction(action)
            menu.addAction(action)

    def _choose_period(self, period: str | None) -> None:
        self.chosen.emit(View(period, self._view.segment))

    def _choose_segment(self, segment: str | None) -> None:
        self.chosen.emit(View(self._view.period, segment))


def _named(period: str) -> str:
    """What a period is called: `October 2026`."""
    return period_text(period, user_language(), year=True)


def _choose(choose: Callable[[str | None], None], key: str | None, _on: bool = True) -> None:
    choose(key)
