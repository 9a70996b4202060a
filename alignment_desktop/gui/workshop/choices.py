"""What lies over the page for a moment: all keys, and which agenda is taken up for how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton
from typing_extensions import override

from alignment_desktop.domain.workshop import Scope
from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD, font
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.gui.workshop.sheet import Sheet
from alignment_desktop.gui.workshop.workshop import LENGTHS
from alignment_desktop.gui.workshop.zoom import SMALL, Zoom
from alignment_desktop.phrasing.durations import duration_text

_BESIDE = 2
"""Agendas that stand beside each other."""
_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_BESIDE, Qt.Key.Key_Down: _BESIDE,
}  # fmt: skip


class KeysSheet(Sheet):
    """All keys, and what they do."""

    def __init__(self, switch: ThemeSwitch, zoom: Zoom) -> None:
        its = wording().workshop
        super().__init__(switch, zoom, its.keys_title())
        rows = (
            ("S   M", its.key_consent()),
            (its.shift_s_m(), its.key_decline()),
            ("P", its.key_propose()),
            ("K", its.key_park()),
            ("N", its.key_next()),
            ("←   →", its.key_arrows()),
            ("↑   ↓", its.key_scroll()),
            (its.space_key(), its.key_effect()),
            (".", its.key_pause()),
            ("A", its.key_agenda()),
            ("O", its.key_outcome()),
            ("V", its.key_preview()),
            ("D", its.key_second()),
            ("Ctrl+Z   Ctrl+Y", its.key_undo()),
            ("Ctrl +   Ctrl −   Ctrl 0", its.key_zoom()),
            ("Esc", its.key_leave()),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(zoom.px(24))
        grid.setVerticalSpacing(zoom.px(6))
        grid.setColumnStretch(1, 1)
        for at, (key, text) in enumerate(rows):
            grid.addWidget(label(key, zoom.px(SMALL), SEMIBOLD), at, 0)
            grid.addWidget(label(text, zoom.px(SMALL), wrap=True), at, 1)
        self.column.addLayout(grid)
        self.column.addWidget(label(its.keys_close(), zoom.px(SMALL), tone="muted"))

    def begin(self) -> None:
        """Takes the keyboard."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.left.emit()


class AgendaSheet(Sheet):
    """Offers agendas and lengths; a click or Enter takes one.

    Attributes:
        chosen: Carries the `Scope` and the length.
    """

    chosen = Signal(object, object)

    def __init__(
        self,
        switch: ThemeSwitch,
        zoom: Zoom,
        offers: Sequence[tuple[Scope, str, int]],
        length: timedelta,
    ) -> None:
        """Makes the sheet.

        Args:
            switch: The theme.
            zoom: How large it is.
            offers: Agendas, what they are called, and how many clauses each has.
            length: How long the workshop is planned for.
        """
        its, language = wording().workshop, user_language()
        super().__init__(switch, zoom, its.agenda_title())
        self.length = length
        self.offers: dict[Scope, QPushButton] = {}
        grid = QGridLayout()
        for at, (scope, text, count) in enumerate(offers):
            button = self._button(its.agenda_choice(what=text, count=language.number(count)))
            button.setEnabled(count > 0)
            button.clicked.connect(lambda _on, scope=scope: self.chosen.emit(scope, self.length))
            self.offers[scope] = button
            grid.addWidget(button, at // _BESIDE, at % _BESIDE)
        self.column.addLayout(grid)
        self.column.addWidget(label(its.length_title(), zoom.px(SMALL), tone="muted"))
        row = QHBoxLayout()
        self.lengths: dict[timedelta, QPushButton] = {}
        for each in LENGTHS:
            button = self._button(duration_text(each.total_seconds(), language))
            button.setCheckable(True)
            button.setChecked(each == length)
            set_look(button, "kind", "choice")
            button.clicked.connect(lambda _on, each=each: self._take_length(each))
            self.lengths[each] = button
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def begin(self) -> None:
        """Gives the keyboard to the first agenda."""
        first = next((each for each in self.offers.values() if each.isEnabled()), None)
        (first or self).setFocus(Qt.FocusReason.TabFocusReason)

    def _button(self, text: str) -> QPushButton:
        made = QPushButton(text)
        made.setFont(font(self._zoom.px(SMALL), MEDIUM))
        made.setMinimumHeight(self._zoom.px(44))
        made.setAutoDefault(True)
        made.installEventFilter(self)
        return made

    def _take_length(self, length: timedelta) -> None:
        self.length = length
        for each, button in self.lengths.items():
            button.setChecked(each == length)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # By itself an arrow goes to the next button in order, downwards also to the one beside.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            offers = list(self.offers.values())
            if step is not None and watched in offers:
                at = offers.index(watched) + step
                if 0 <= at < len(offers) and offers[at].isEnabled():
                    offers[at].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    @override
    def go_on(self) -> None:
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
