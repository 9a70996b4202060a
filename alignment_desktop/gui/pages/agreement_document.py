"""The agreement as it will be printed, page below page, with its zoom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from alignment_desktop.gui.inspector.editors import column_of
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.page_stack import PageStack
from alignment_desktop.gui.wording import wording

_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut
_LARGER_KEY, _SMALLER_KEY, _FIT_KEY = "+", "-", "0"
"""With Ctrl they change the size of the whole window."""


class AgreementDocument(QWidget):
    """Shows the pages, or in their place why there are none."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        its = wording().agreement
        self.pages = PageStack(switch, its.pages_of_the_agreement())
        self.pages.page_changed.connect(self.say_page)
        self._page_words = label(pixels=12, tone="muted", tabular=True)
        self.trouble = label(tone="missed", wrap=True)
        self.trouble.setContentsMargins(24, 16, 24, 0)
        self.trouble.hide()
        self.zoom_out_button = self._button(its.smaller(), _SMALLER_KEY, self.pages.zoom_out, "−")
        self.zoom_in_button = self._button(its.larger(), _LARGER_KEY, self.pages.zoom_in, "+")
        self.fit_button = self._button(its.fit_the_width(), _FIT_KEY, self.pages.fit_width, "↔")
        self.tools = QWidget()
        bar = QHBoxLayout(self.tools)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(4)
        for widget in (
            self._page_words, self.zoom_out_button, self.zoom_in_button, self.fit_button,
        ):  # fmt: skip
            bar.addWidget(widget)
        column = column_of(self)
        column.addWidget(self.trouble)
        column.addWidget(self.pages, 1)

    def _button(self, name: str, keys: str, act: Callable[[], None], sign: str) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setAccessibleName(name)
        set_tool_tip(button, f"{name} ({keys})")
        button.clicked.connect(act)
        shortcut = QShortcut(QKeySequence(keys), self, context=_HERE)
        shortcut.activated.connect(act)
        return button

    def offers(self) -> tuple[Offer, ...]:
        """What can be done with the pages."""
        its = wording().agreement
        return (
            Offer(its.larger(), _LARGER_KEY, self.pages.zoom_in),
            Offer(its.smaller(), _SMALLER_KEY, self.pages.zoom_out),
            Offer(its.fit_the_width(), _FIT_KEY, self.pages.fit_width),
        )

    def say_page(self, page: int) -> None:
        """Says which page is in sight."""
        count = self.pages.page_count
        text = wording().agreement.page_of(page=page, count=count) if count else ""
        self._page_words.setText(text)

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Makes room for pages, each of which is asked for once it is in sight.

        Args:
            sizes: Width and height of each in points.
        """
        self.trouble.hide()
        self.pages.show_pages(sizes)
        self.say_page(self.pages.page)

    def show_trouble(self, text: str) -> None:
        """Says in the pages' place why there are none."""
        self.pages.show_pages(())
        self._page_words.setText("")
        self.trouble.setText(text)
        self.trouble.show()
