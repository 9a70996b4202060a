"""What changed in many clauses since a party last agreed, to be read before it agrees to all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD, font
from alignment_desktop.gui.idle_tasks import paced
from alignment_desktop.gui.inspector.change_words import who_words
from alignment_desktop.gui.inspector.changed_fields import ChangedFields
from alignment_desktop.gui.inspector.words import clause_words
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.phrasing.days import moment_text
from alignment_desktop.services.changes_to_agree import Unread

_HIGHEST = 320
_AT_ONCE = 8
"""So many changes fill the panel; the others come below them while the window is idle."""


class AgreeReview(QFrame):
    """A panel with the changes, a button that agrees to all, and one that does not.

    Attributes:
        agreed: Somebody has read it and agrees.
    """

    agreed = Signal()

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._switch = switch
        set_look(self, "card", "true")
        self.heading = label("", 14, SEMIBOLD, wrap=True)
        self.note = label("", 12, tone="muted", wrap=True)
        self.agree_button = QPushButton()
        self.agree_button.setFont(font(13, MEDIUM))
        set_look(self.agree_button, "kind", "primary")
        self.agree_button.clicked.connect(self._agree)
        self.later_button = QPushButton(wording().proposals.not_now())
        self.later_button.clicked.connect(self.hide)
        self._area = ColumnArea(focusable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.note)
        column.addWidget(self._area)
        buttons = QHBoxLayout()
        buttons.addWidget(self.agree_button)
        buttons.addWidget(self.later_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.hide()

    def show_changes(
        self, unread: Sequence[Unread], agreement: Agreement, party: str, count: int
    ) -> Iterator[None]:
        """Shows what changed, a piece up to each `yield`; nobody agrees before all of it is there.

        Args:
            unread: The changes.
            agreement: As it stands.
            party: Who is to agree.
            count: To how many clauses; those that did not change are among them.
        """
        its = wording().proposals
        self.heading.setText(its.changed_since_you_agreed(party=party_words(party)))
        new = count - len(unread)
        self.note.setText(its.others_are_new(new, count=new) if new else "")
        self.note.setVisible(bool(new))
        self.agree_button.setText(wording().clauses.agree_to(count=count))
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)

        def add(each: Unread) -> None:
            column.addWidget(_line(each, agreement, self._switch))

        for each in unread[:_AT_ONCE]:
            add(each)
        self._area.setWidget(inside)
        height = inside.sizeHint().height() + 8
        self._area.setFixedHeight(min(height, _HIGHEST))
        rest = unread[_AT_ONCE:]
        self.agree_button.setEnabled(not rest)
        self.show()
        (self._area if rest else self.agree_button).setFocus(Qt.FocusReason.OtherFocusReason)
        if rest:
            yield
            yield from paced(map(add, rest))
        column.addStretch(1)
        self.agree_button.setEnabled(True)
        if self._area.hasFocus():
            self.agree_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agree(self) -> None:
        self.hide()
        self.agreed.emit()


def _line(unread: Unread, agreement: Agreement, switch: ThemeSwitch) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    name = clause_words(unread.change.clause, agreement)
    column.addWidget(label(breakable(name), 13, MEDIUM, wrap=True))
    if unread.by is not None:
        zone = ZoneInfo(agreement.timezone)
        at = moment_text(unread.by.at.astimezone(zone), user_language())
        who = who_words([unread.by.actor], agreement)
        by = wording().proposals.said_by(who=who, at=at)
        column.addWidget(label(breakable(by), 12, tone="muted", wrap=True))
    fields = ChangedFields(switch)
    fields.show_changes(unread.change.clause, unread.change.fields, agreement, agreement)
    column.addWidget(fields)
    if unread.by is not None and unread.by.why:
        column.addWidget(label(breakable(f"“{unread.by.why}”"), 12, wrap=True))
    return line
