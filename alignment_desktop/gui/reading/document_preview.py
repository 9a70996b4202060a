"""A document before it is saved, in the place of what it is made from, with a way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.reading.own_keys import Act, OwnKeys
from alignment_desktop.gui.reading.reader import Reader
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import label


class DocumentPreview(OwnKeys):
    """The reader with a line above it: back, what it is, and a button that saves it where wanted.

    Attributes:
        closed: One wants back to what the document is made from.
        save_wanted: The document is to be saved.
    """

    closed = Signal()
    save_wanted = Signal()

    def __init__(self, reader: Reader, icons: Icons, *, back: str, save: str = "") -> None:
        """Shows nothing yet.

        Args:
            reader: Shows the document.
            icons: For the buttons.
            back: What the button says that leads back.
            save: What the button says that saves the document; empty: the page has one of its own.
        """
        super().__init__()
        self.reader = reader
        self.back_button = QPushButton(back)
        icons.dress(self.back_button, "chevron-left")
        set_tool_tip(self.back_button, f"{back} (Esc)")
        self.title = label("", 13, MEDIUM, wrap=True)
        self.save_button = QPushButton(save)
        set_tool_tip(self.save_button, f"{save} (Ctrl+E)")
        for button in (self.back_button, self.save_button):
            set_look(button, "kind", "quiet")
        self.save_button.setVisible(bool(save))
        line = QHBoxLayout()
        line.setContentsMargins(16, 8, 24, 0)
        line.setSpacing(12)
        line.addWidget(self.back_button)
        line.addWidget(self.title, 1)
        line.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.reader, 1)
        self.back_button.clicked.connect(lambda _on=False: self.closed.emit())
        self.save_button.clicked.connect(lambda _on=False: self.save_wanted.emit())
        self.reader.left.connect(self.closed)
        self.take_keys({"Alt+Left": self.closed.emit})

    def show_title(self, title: str) -> None:
        """Says what the document is; a printer is told the same."""
        self.title.setText(title)
        self.reader.title = title

    def clear(self) -> None:
        """Lets go of the document."""
        self.reader.show_trouble("")

    @override
    def act_of_escape(self) -> Act | None:
        return self.closed.emit
