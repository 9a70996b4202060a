"""Who agrees to a clause, and the buttons of the party at the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD, font
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.inspector.leader_choice import LeaderChoice
from alignment_desktop.gui.painting.consent_mark import NEITHER, consent_of, consent_text
from alignment_desktop.gui.seats.seat import Seat
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import ConsentMark, breakable, label
from alignment_desktop.gui.wording import wording

_FOLD = QEvent.Type(QEvent.registerEventType())
"""To be laid out anew for another width."""
_BETWEEN, _MARGIN = 12, 12
_LEAST_WORDS = 116
"""Pixels that the words need beside the button, or they stand in too many lines."""


class ConsentBlock(QFrame):
    """The mark, large, in words, with what one can do about it.

    Attributes:
        agreed: The party at the keyboard agrees.
        taken_back: It takes its yes back.
        leader_agreed: By the facilitator's hand a leader agrees; carries the `Seat` of that one.
    """

    agreed = Signal()
    taken_back = Signal()
    leader_agreed = Signal(object)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        set_look(self, "card", "true")
        self.mark = ConsentMark(switch, NEITHER, 36)
        self.words = label("", 13, SEMIBOLD, wrap=True)
        self.givers = label("", 12, tone="muted", wrap=True)
        note = wording().inspector.facilitator_agrees_for_nobody()
        self.note = label(note, 12, tone="muted", wrap=True)
        self.leaders = LeaderChoice()
        self.leaders.chosen.connect(self.leader_agreed)
        self.agree_button = QPushButton(wording().common.agree())
        self.agree_button.setFont(font(13, MEDIUM))
        set_look(self.agree_button, "kind", "primary")
        self.agree_button.clicked.connect(self.agreed)
        self.take_back_button = QPushButton(wording().common.take_back())
        set_tool_tip(self.take_back_button, wording().inspector.take_the_yes_back())
        self.take_back_button.clicked.connect(self.taken_back)
        set_look(self.take_back_button, "kind", "quiet")
        column = column_of(self, 8)
        column.setContentsMargins(_MARGIN, 10, 8, 10)
        said = QHBoxLayout()
        said.setSpacing(_BETWEEN)
        said.addWidget(self.mark)
        said.addWidget(self.words, 1)
        # Where there is no room for a button beside the words it stands below them.
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(_BETWEEN)
        self._head.addLayout(said, 1)
        self._head.addWidget(self.agree_button)
        self._head.addWidget(self.take_back_button)
        column.addLayout(self._head)
        column.addWidget(self.givers)
        column.addWidget(self.note)
        column.addWidget(self.leaders)

    @override
    def minimumSizeHint(self) -> QSize:
        # The width that it is given says how it is laid out, and not the other way round.
        return QSize(_LEAST_WORDS, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Not in the middle of being laid out, which would crash.
        QCoreApplication.postEvent(self, QEvent(_FOLD))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == _FOLD:
            self._fold()
            return True
        return super().event(event)

    def _fold(self) -> None:
        shown = self.take_back_button if self.agree_button.isHidden() else self.agree_button
        button = 0 if shown.isHidden() else shown.sizeHint().width()
        needed = self.mark.width() + _LEAST_WORDS + button + 2 * _BETWEEN
        room = self.contentsRect().width() - 2 * _MARGIN
        direction = QBoxLayout.Direction
        self._head.setDirection(direction.LeftToRight if needed <= room else direction.TopToBottom)

    def show_consent(
        self,
        given: frozenset[str],
        party: str | None,
        givers: Sequence[str] = (),
        proposing: frozenset[str] = frozenset(),
    ) -> None:
        """Shows who agrees, to the party at the keyboard.

        Args:
            given: The parties that agree.
            party: The one at the keyboard; None: the facilitator.
            givers: By whom and when each of them agreed, in words.
            proposing: The parties that propose something else.
        """
        consent = consent_of(given)
        self.mark.show_consent(consent_of(given, proposing))
        set_tool_tip(self.mark, "\n".join(givers))
        self.words.setText(consent_text(consent))
        self.givers.setText(breakable("\n".join(givers)))
        self.givers.setVisible(bool(givers))
        agrees = party in given
        its = wording().inspector
        self.agree_button.setText(
            its.agree_as_leader() if party is None else wording().common.agree()
        )
        hint = its.agree_as_leader_hint() if party is None else its.agree_ctrl_enter_in()
        set_tool_tip(self.agree_button, hint)
        self.take_back_button.setVisible(party is not None and agrees)
        self.note.setVisible(party is None and not consent.whole)
        self.leaders.hide()
        # Last: what is hidden with the keyboard on it hands that on, and whoever gets it may show
        # the consent to another clause.
        self.agree_button.setVisible(not consent.whole if party is None else not agrees)
        self._fold()

    def ask_leaders(self, offers: Sequence[tuple[Seat, str]], nobody: str) -> None:
        """Asks which leader says yes, with the keyboard on the first.

        Args:
            offers: Each of them, with what the button says.
            nobody: What is said where there is none.
        """
        self.note.hide()
        self.leaders.show_offers(offers, nobody)
        self.leaders.show()
        self.leaders.take_keyboard()
