"""A line that adds a colleague to the agreement: the name and the party, in one step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.flow_layout import FlowLayout
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import party_words, wording


class NewColleague(QWidget):
    """A button, which becomes the fields of somebody new.

    Attributes:
        named: Carries the name and the party, which is empty for somebody who speaks for neither.
        opened: The fields came into sight, or went.
    """

    named = Signal(str, str)
    opened = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        words = wording().seats
        self.open_button = QPushButton(words.add_a_colleague())
        set_look(self.open_button, "kind", "quiet")
        icons.dress(self.open_button, "plus", "accent")
        self.open_button.clicked.connect(self._open)
        self.complaint = label("", 12, tone="missed", wrap=True)
        self.name_field = QLineEdit()
        self.name_field.setPlaceholderText(words.first_and_last_name())
        self.name_field.setAccessibleName(words.first_and_last_name())
        self.name_field.textEdited.connect(lambda _text: self._complain(""))
        self.party_buttons: dict[str, QPushButton] = {}
        self._sides = QButtonGroup(self)
        sides = QWidget()
        row = FlowLayout(sides, 4)
        for party in (*PARTIES, ""):
            button = QPushButton(party_words(party) if party else words.neither())
            spoken = words.speaks_for(party=button.text()) if party else words.speaks_for_neither()
            button.setAccessibleName(spoken)
            button.setCheckable(True)
            button.toggled.connect(lambda _on: self._complain(""))
            set_look(button, "kind", "choice")
            self._sides.addButton(button)
            self.party_buttons[party] = button
            row.addWidget(button)
        self.add_button = QPushButton(words.add())
        set_look(self.add_button, "kind", "primary")
        self.add_button.clicked.connect(self._add)
        self._fields = QWidget()
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(8)
        fields.addWidget(self.name_field)
        fields.addWidget(sides)
        fields.addWidget(self.complaint)
        fields.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(0)
        column.addWidget(self.open_button)
        column.addWidget(self._fields)
        self.begin(None)

    def begin(self, party: str | None) -> None:
        """Offers to add somebody of a party; empty: of neither; None: that has to be chosen."""
        self.name_field.clear()
        self._sides.setExclusive(False)  # else one of them would have to stay chosen
        for its, button in self.party_buttons.items():
            button.setChecked(its == party)
        self._sides.setExclusive(True)
        self._complain("")
        self._fields.hide()
        self.open_button.show()

    def _open(self) -> None:
        self._fields.show()
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.open_button.hide()
        self.opened.emit()

    def _add(self) -> None:
        name = " ".join(self.name_field.text().split())
        if not name:
            self._complain(wording().seats.write_the_name_first())
            self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        chosen = [party for party, button in self.party_buttons.items() if button.isChecked()]
        if not chosen:
            self._complain(wording().seats.choose_the_party_first())
            self.party_buttons[PARTIES[0]].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.named.emit(name, chosen[0])

    def _complain(self, text: str) -> None:
        self.complaint.setText(text)
        self.complaint.setVisible(bool(text))
        self.opened.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._fields.isVisible():
            self._add()
        else:
            super().keyPressEvent(event)
