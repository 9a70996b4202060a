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
                self.tr("Drop a spreadsheet here"),
                self.tr(
                    "Leads from your CRM, campaigns from your marketing platform: we read Excel "
                    "and delimited text, show what we make of each column, and change nothing "
                    "until you say so."
                ),
                self.tr("Choose a spreadsheet …"),
            ),
        )
        self.template_buttons: dict[Kind, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addStretch(1)
        row.addWidget(label(self.tr("Or fill in a template:"), 12, tone="muted"))
        for kind in Kind:
            button = QPushButton(kind_word(kind.value))
            button.setFont(font(12, MEDIUM))
            set_look(button, "kind", "quiet")
            button.setAccessibleName(self.tr("Template for {0}").format(kind_word(kind.value)))
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
