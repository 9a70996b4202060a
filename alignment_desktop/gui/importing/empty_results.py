"""What the page of results shows while nothing is imported: the first step, and templates."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from alignment_desktop.frames import Kind
from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.importing.words import kind_word
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.empty_page import Emptiness, EmptyPage
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording


class EmptyResults(EmptyPage):
    """Asks for a spreadsheet, or offers one to fill in.

    Attributes:
        template_wanted: Carries the `Kind` of the template that is wanted.
    """

    template_wanted = Signal(object)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__(
            switch,
            Emptiness(
                "results",
                wording().importing.drop_a_spreadsheet_here(),
                wording().importing.leads_from_your_crm(),
                wording().importing.choose_a_spreadsheet_2(),
            ),
        )
        self.template_buttons: dict[Kind, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addStretch(1)
        row.addWidget(label(wording().importing.or_fill_in_a(), 12, tone="muted"))
        for kind in Kind:
            button = QPushButton(kind_word(kind.value))
            button.setFont(font(12, MEDIUM))
            set_look(button, "kind", "quiet")
            button.setAccessibleName(wording().importing.template_for(kind=kind_word(kind.value)))
            button.clicked.connect(partial(self._want, kind))
            row.addWidget(button)
            self.template_buttons[kind] = button
        row.addStretch(1)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertSpacing(layout.count() - 1, 12)
            layout.insertLayout(layout.count() - 1, row)

    def _want(self, kind: Kind, _checked: bool = False) -> None:
        self.template_wanted.emit(kind)
