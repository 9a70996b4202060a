"""Help on the page in sight, beside it: to be read, searched, copied and printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
)
from typing_extensions import override

from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.help.pages_text import TOUR, found_html, topic_html
from alignment_desktop.gui.help.topics import KeyLine, Topic, search
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.panel import Panel
from alignment_desktop.gui.wording import wording

_INDENT = 14  # pixels of a list
Topics = Callable[[], Sequence[Topic]]
"""Gives every topic of Help, that of the page in sight first."""


class HelpPanel(Panel):
    """Shows a topic; what is typed looks through all of them.

    Attributes:
        left: It is to be closed.
        tour_wanted: The tour is to begin.
        search_line: What is looked for.
        text: What Help says.
    """

    left = Signal()
    tour_wanted = Signal()

    def __init__(
        self,
        switch: ThemeSwitch,
        icons: Icons,
        topics: Topics,
        everywhere: Sequence[KeyLine],
        *,
        tours: bool = True,
    ) -> None:
        """Makes the panel, which shows nothing yet.

        Args:
            switch: The theme.
            icons: For buttons.
            topics: Gives the topics.
            everywhere: The keys that mean the same on every page.
            tours: Whether the tour can be taken from here.
        """
        super().__init__()
        its = wording().help
        self._switch, self._topics, self._everywhere = switch, topics, everywhere
        self._tours = tours
        self._topic = Topic("", "", "")
        self.setAccessibleName(its.help())
        self.title = label("", 15, BOLD)
        self.print_button, self.close_button = QToolButton(), QToolButton()
        for button, icon, words, act in (
            (self.print_button, "print", f"{its.print()} (Ctrl+P)", self._print),
            (self.close_button, "close", its.close(), self.left.emit),
        ):
            icons.dress(button, icon)
            button.setIconSize(QSize(16, 16))
            button.setAccessibleName(words)
            set_tool_tip(button, words)
            button.clicked.connect(lambda _on=False, act=act: act())
        self.search_line = QLineEdit()
        self.search_line.setPlaceholderText(its.search())
        self.search_line.setAccessibleName(its.search())
        self.search_line.setClearButtonEnabled(True)
        self.search_line.textChanged.connect(lambda _text: self._renew())
        self.text = QTextBrowser()
        self.text.setAccessibleName(its.text())
        self.text.setObjectName("help_text")
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setIndentWidth(_INDENT)
        self.text.setOpenLinks(False)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.anchorClicked.connect(self._follow)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title, 1)
        for button in (self.print_button, self.close_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.search_line)
        column.addWidget(self.text, 1)
        # The theme outlives a dialog's help, and lets go of a method of what is gone.
        switch.changed.connect(self._renew)

    @property
    def topic(self) -> Topic:
        """What is shown, or would be were nothing looked for."""
        return self._topic

    def show_topic(self, topic: Topic) -> None:
        """Shows a topic, and forgets what was looked for."""
        self._topic = topic
        self.title.setText(wording().help.help_on(page=topic.title))
        self.search_line.blockSignals(True)
        self.search_line.clear()
        self.search_line.blockSignals(False)
        self._renew()

    @override
    def escape(self) -> None:
        self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Print):
            self._print()
        elif event.key() == Qt.Key.Key_Down and self.search_line.hasFocus():
            self.text.setFocus()
        else:
            super().keyPressEvent(event)

    def _renew(self, _theme: object = None) -> None:
        text, theme = self.search_line.text().strip(), self._switch.theme
        if text:
            self.text.setHtml(found_html(search(self._topics(), text), text, theme))
        else:
            html = topic_html(self._topic, self._everywhere, theme, tours=self._tours)
            self.text.setHtml(html)

    def _follow(self, link: QUrl) -> None:
        name = link.toString()
        if name == TOUR:
            self.tour_wanted.emit()
            return
        found = next((each for each in self._topics() if each.name == name), None)
        if found is not None:
            self.show_topic(found)

    def _print(self) -> None:
        # Loaded here: few people print Help, and the system's printers take a while to be asked.
        from alignment_desktop.gui.reading.printing import choose_printer

        printer = choose_printer(self, self.title.text(), 1, 1)
        if printer is not None:
            self.text.document().print_(printer)
