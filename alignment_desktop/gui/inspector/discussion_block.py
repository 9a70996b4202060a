"""The discussion of a clause: what was said, by whom, and a line to reply in."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.discussion import Comment
from alignment_desktop.gui.fonts import SEMIBOLD
from alignment_desktop.gui.inspector.change_words import who_words
from alignment_desktop.gui.inspector.mentions import Mentions
from alignment_desktop.gui.seats.seat import people_in
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.days import moment_text


class DiscussionBlock(QWidget):
    """What was said about a clause.

    Attributes:
        said: Carries what somebody wrote.
    """

    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        its = wording().proposals
        self.heading = label(its.discussion(), 12, tone="muted")
        self.count = label("", 12, tone="muted")
        self.comments: list[QWidget] = []
        self.reply = QLineEdit()
        self.reply.setPlaceholderText(its.reply())
        self.reply.setAccessibleName(its.reply_name())
        self.mentions = Mentions(self.reply)
        self.reply.returnPressed.connect(self._say)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.count)
        column.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column.addLayout(self._lines)
        column.addWidget(self.reply)

    def show_comments(self, comments: Sequence[Comment], agreement: Agreement) -> None:
        """Shows what was said, the first thing first."""
        self.mentions.show_names([display_name(each) for each in people_in(agreement).values()])
        self.count.setText(str(len(comments)) if comments else "")
        for line in self.comments:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        zone = ZoneInfo(agreement.timezone)
        self.comments = [_line(each, agreement, zone) for each in comments]
        for line in self.comments:
            self._lines.addWidget(line)

    def keep_typed(self) -> str:
        """What is typed and not said yet; the line is empty then."""
        text = self.reply.text()
        self.reply.clear()
        return text

    def _say(self) -> None:
        text = self.reply.text().strip()
        if text and not self.mentions.offering:
            self.said.emit(text)


def _line(comment: Comment, agreement: Agreement, zone: ZoneInfo) -> QWidget:
    actor = Actor(comment.person, comment.party or None, "")
    who = who_words([actor], agreement)
    at = moment_text(comment.at.astimezone(zone), user_language())
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(
        label(breakable(wording().proposals.said_by(who=who, at=at)), 12, SEMIBOLD, wrap=True)
    )
    column.addWidget(label(breakable(comment.text), 13, wrap=True))
    return line
