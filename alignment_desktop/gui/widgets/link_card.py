"""A titled card of rows that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.painting.chips import chip_width
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.link_buttons import link_button
from alignment_desktop.gui.widgets.link_row import Link, LinkRow
from alignment_desktop.gui.wording import user_language, wording

Item = TypeVar("Item")
FIRST, _PORTION = 6, 100
"""So many rows of many are shown, and so many more at a press."""


class LinkCard(Card):
    """Shows rows under a heading.

    Attributes:
        rows: What is shown.
        chosen: Carries what the row that was pressed leads to.
        more_button: Says how many more there are, and shows them or leads to them.
    """

    chosen = Signal(object)

    def __init__(self, switch: ThemeSwitch, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._switch = switch
        self.rows: list[LinkRow] = []
        self._note = label("", 12, tone="muted")
        self._words = label("", 13, tone="muted", wrap=True)
        self._most, self._shown, self._left = 0, 0, 0
        self._show_again: Callable[[], None] = lambda: None
        self._full_list: object = None
        self.more_button = link_button("")
        self.more_button.hide()
        self.more_button.clicked.connect(self._open_full_list)
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
        below = QHBoxLayout()
        below.setContentsMargins(6, 0, 8, 2)
        below.addWidget(self.more_button)
        below.addStretch(1)
        self.body.addLayout(below)
        self.body.addStretch(1)
        self.body.setContentsMargins(8, 14, 8, 8)
        self.body.setSpacing(6)

    def show_note(self, note: str) -> None:
        """Says something else beside the heading."""
        self._note.setText(note)

    def show_first(
        self,
        items: Sequence[Item],
        link_of: Callable[[Item], Link],
        *,
        first: int = FIRST,
        also: Sequence[Link] = (),
        otherwise: str = "",
        full_list: object = None,
    ) -> None:
        """Shows the first rows of many, and offers the others.

        Args:
            items: What there is a row for.
            link_of: Makes the row of one.
            first: How many of them are shown at first.
            also: Rows below them, which are always shown.
            otherwise: A sentence where there are none.
            full_list: Where all of them are listed; None: here, a few at a time.
        """
        links = [link_of(each) for each in items[: max(first, self._most)]]
        self.show_rows([*links, *also], otherwise)
        self._full_list = full_list
        self._show_again = lambda: self.show_first(
            items, link_of, first=first, also=also, otherwise=otherwise
        )
        self._shown, self._left = len(links), len(items) - len(links)
        its = wording().overview
        text = its.show_fewer() if len(links) > first else ""
        if self._left:
            text = its.and_more(more=user_language().number(self._left))
        self.more_button.setText(text)
        self.more_button.setAccessibleName(f"{self.accessibleName()}: {text}")
        self.more_button.setVisible(bool(text))

    def _open_full_list(self) -> None:
        if self._full_list is not None:
            self.chosen.emit(self._full_list)
            return
        shown, opens = self._shown, self._left > 0
        self._most = shown + _PORTION if opens else 0
        self._show_again()
        if opens:
            # Whoever came here by key goes on with the first row that was added.
            self.rows[shown].setFocus()

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
