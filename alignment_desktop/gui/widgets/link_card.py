"""A titled card of rows that lead somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.painting.chips import chip_width
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.link_row import Link, LinkRow


class LinkCard(Card):
    """Shows rows under a heading.

    Attributes:
        rows: What is shown.
        chosen: Carries what the row that was pressed leads to.
    """

    chosen = Signal(object)

    def __init__(self, switch: ThemeSwitch, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._switch = switch
        self.rows: list[LinkRow] = []
        self._note = label("", 12, tone="muted")
        self._words = label("", 13, tone="muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(label(title, 13, BOLD), 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self._note, 1, Qt.AlignmentFlag.AlignBaseline)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        # Rows reach to the left of the heading, so that their ground has room around the words.
        for part, side in ((head, 8), (self._column, 0)):
            part.setContentsMargins(side, 0, side, 0)
            self.body.addLayout(part)
        self._words.setContentsMargins(8, 0, 8, 6)
        self.body.addWidget(self._words)
        self.body.addStretch(1)
        self.body.setContentsMargins(8, 14, 8, 8)
        self.body.setSpacing(6)

    def show_note(self, note: str) -> None:
        """Says something else beside the heading."""
        self._note.setText(note)

    def show_rows(self, links: Sequence[Link], otherwise: str = "") -> None:
        """Shows rows; a sentence where there are none."""
        # Chips of one width leave the numbers beside them in one column.
        room = max((chip_width(link.chip.text) for link in links if link.chip), default=0.0)
        for row, link in zip(self.rows, links, strict=False):
            row.show_link(link, room)
        for row in self.rows[len(links) :]:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        del self.rows[len(links) :]
        for link in links[len(self.rows) :]:
            row = LinkRow(self._switch, link, chip_room=room)
            row.clicked.connect(partial(self._choose, row))
            self.rows.append(row)
            self._column.addWidget(row)
        self._words.setText("" if links else otherwise)
        self._words.setVisible(not links and bool(otherwise))

    def _choose(self, row: LinkRow, _on: bool = False) -> None:
        self.chosen.emit(row.link.leads_to)
