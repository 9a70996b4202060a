"""Who agrees to a clause, and the buttons of the party at the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD, font
from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.painting.consent_mark import NEITHER, consent_of, consent_text
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import ConsentMark, label
from alignment_desktop.gui.wording import wording


class ConsentBlock(QFrame):
    """The mark, large, in words, with what one can do about it.

    Attributes:
        agreed: The party at the keyboard agrees.
        taken_back: It takes its yes back.
    """

    agreed = Signal()
    taken_back = Signal()

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        set_look(self, "card", "true")
        self.mark = ConsentMark(switch, NEITHER, 36)
        self.words = label("", 13, SEMIBOLD, wrap=True)
        self.note = label(
            wording().inspector.choose_sales_or_marketing(),
            12,
            tone="muted",
            wrap=True,
        )
        self.agree_button = QPushButton(wording().inspector.agree())
        self.agree_button.setFont(font(13, MEDIUM))
        self.agree_button.setToolTip(wording().inspector.agree_ctrl_enter_in())
        set_look(self.agree_button, "kind", "primary")
        self.agree_button.clicked.connect(self.agreed)
        self.take_back_button = QPushButton(wording().inspector.take_back())
        self.take_back_button.setToolTip(wording().inspector.take_the_yes_back())
        self.take_back_button.clicked.connect(self.taken_back)
        set_look(self.take_back_button, "kind", "quiet")
        column = column_of(self, 8)
        column.setContentsMargins(12, 10, 8, 10)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.mark)
        head.addWidget(self.words, 1)
        head.addWidget(self.agree_button)
        head.addWidget(self.take_back_button)
        column.addLayout(head)
        column.addWidget(self.note)

    def show_consent(self, given: frozenset[str], party: str | None) -> None:
        """Shows who agrees, to the party at the keyboard; None: the facilitator."""
        consent = consent_of(given)
        self.mark.show_consent(consent)
        self.words.setText(consent_text(consent))
        agrees = party in given
        self.agree_button.setVisible(party is not None and not agrees)
        self.take_back_button.setVisible(party is not None and agrees)
        self.note.setVisible(party is None)
