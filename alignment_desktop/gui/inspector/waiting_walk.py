"""The way from one clause that waits for whoever is at the keyboard to the next one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from alignment_desktop.domain.agreement import ClauseId
from alignment_desktop.domain.next_step import Walk, walk_from
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import ShortLabel
from alignment_desktop.gui.wording import wording

NEXT_KEYS = "F8"
_BEFORE_KEYS = "Shift+F8"


def waiting_from(session: Session, here: ClauseId | None) -> Walk | None:
    """Where whoever is at the keyboard can go from a clause; None: nothing else waits."""
    if session.party is None:
        return None
    return walk_from(session.news.negotiations, session.party, here)


def go_on(session: Session, here: ClauseId | None, step: int) -> None:
    """Goes to the clause that waits after another one, or before it where the step is back."""
    walk = waiting_from(session, here)
    if walk is not None:
        kind, key = walk.after if step > 0 else walk.before
        session.go_to(kind=kind, key=key)


class WaitingWalk(QWidget):
    """Says which of the clauses that wait is shown, and goes to the others; else out of sight."""

    def __init__(self, session: Session, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._here: ClauseId | None = None
        its = wording().inspector
        self.words = ShortLabel(12, tone="muted")
        self.before_button = QToolButton()
        self.after_button = QToolButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for step, button, icon, keys, name in (
            (-1, self.before_button, "chevron-left", _BEFORE_KEYS, its.waiting_before()),
            (1, self.after_button, "chevron-right", NEXT_KEYS, its.waiting_after()),
        ):
            icons.dress(button, icon)
            button.setIconSize(QSize(14, 14))
            button.setAccessibleName(name)
            set_tool_tip(button, f"{name} ({keys})")
            act = partial(self._go, step)
            button.clicked.connect(act)
            # Of the window: wherever the keyboard is while this is in sight.
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        row.addWidget(self.before_button)
        row.addWidget(self.words)
        row.addWidget(self.after_button)
        row.addStretch(1)
        self.hide()

    def show_clause(self, clause_id: ClauseId | None) -> None:
        """Shows the way from a clause; None: there is none to go from."""
        self._here = clause_id
        walk = waiting_from(self._session, clause_id) if clause_id is not None else None
        self.setVisible(walk is not None)
        if walk is not None:
            its = wording().inspector
            said = its.waiting_place(place=walk.place, count=walk.count)
            self.words.say(said if walk.place else its.waiting_count(walk.count, count=walk.count))

    def _go(self, step: int, _on: object = None) -> None:
        go_on(self._session, self._here, step)
