"""With whom a clause is parked, until when, and what it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from alignment_desktop.gui.days import day_words, read_day
from alignment_desktop.gui.inspector.choice_editors import ChoiceEditor
from alignment_desktop.gui.inspector.editors import LineEditor
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workshop.key_button import KeyButton
from alignment_desktop.gui.workshop.sheet import Sheet
from alignment_desktop.gui.workshop.zoom import Zoom


class ParkSheet(Sheet):
    """Asks for owner, day and reason.

    Attributes:
        parked: Carries the key of the owner, the day, and why.
    """

    parked = Signal(str, object, str)

    def __init__(
        self, switch: ThemeSwitch, zoom: Zoom, people: Mapping[str, str], owner: str, day: date
    ) -> None:
        """Makes the sheet.

        Args:
            switch: The theme.
            zoom: How large it is.
            people: Who can look after it: keys and names.
            owner: The key of who is offered first.
            day: The day that is offered first.
        """
        its = wording().workshop
        super().__init__(switch, zoom, its.park_title())
        self.why = LineEditor()
        self.owner = ChoiceEditor(dict(people), optional=False)
        self.until = LineEditor()
        self.owner.show_value(owner)
        self.until.show_value(day_words(day))
        self.add_field(its.park_why(), self.why)
        self.add_field(its.park_owner(), self.owner)
        self.add_field(its.park_until(), self.until)
        self.column.addWidget(self.wrong)
        row = QHBoxLayout()
        self.park_button = KeyButton(switch, zoom, "↵", its.park(), primary=True)
        self.park_button.clicked.connect(self.go_on)
        self.leave_button = KeyButton(switch, zoom, "Esc", its.cancel())
        self.leave_button.clicked.connect(self.left)
        row.addWidget(self.park_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        self.column.addLayout(row)

    def begin(self) -> None:
        """Gives the keyboard to the first field."""
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def go_on(self) -> None:
        typed = str(self.until.value() or "")
        day = read_day(typed)
        if day is None:
            self.say_wrong(wording().workshop.not_a_day(value=typed))
            self.until.setFocus()
            return
        self.parked.emit(str(self.owner.value() or ""), day, str(self.why.value() or ""))
