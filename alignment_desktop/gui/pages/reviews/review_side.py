"""Beside a review: its first page, its signatures, and how it compares with the one before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from alignment_desktop.gui.fonts import BOLD, MEDIUM
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.cards import Said
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.flow_layout import FlowLayout
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.widgets.link_buttons import link_button, link_column
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass

WIDTH = 168
"""The width of the first page's picture, in pixels."""
_HEIGHT = 238


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure beside that of the review before.

    Attributes:
        name: What it is.
        figure: What it is now.
        change: How it compares.
    """

    name: str
    figure: str
    change: Said


class ReviewSide(ColumnArea):
    """The inspector of a review."""

    def __init__(self, signatures: QWidget) -> None:
        """Takes what shows who has to sign."""
        super().__init__()
        its = wording().reviews
        self.title = label("", 14, BOLD, wrap=True)
        self.subtitle = label("", 12, tone="muted", wrap=True)
        self.restated = label("", 12, tone="at_risk", wrap=True)
        self.restated.hide()
        self.page = label()
        self.page.setFixedSize(WIDTH + 2, _HEIGHT)
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setAccessibleName(its.first_page())
        set_look(self.page, "paper", "true")
        self.page_words = label("", 12, MEDIUM)
        self.trouble = label("", 12, tone="missed", wrap=True)
        self.open_button = link_button(its.open_preview())
        set_tool_tip(self.open_button, its.open_preview_keys())
        self.pdf_button = link_button(its.export_as_pdf())
        self.excel_button = link_button(its.excel_behind_it())
        for button in (self.open_button, self.pdf_button, self.excel_button):
            button.setEnabled(False)
        self.compared_title = label("", 13, BOLD, wrap=True)
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(12)
        self._table.setVerticalSpacing(8)
        self._table.setColumnStretch(0, 3)
        self._table.setColumnStretch(2, 2)
        self._shown: list[QLabel] = []
        self.note = label("", 12, tone="muted", wrap=True)
        self._signatures = signatures
        self._document = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        beside = QWidget()
        words = QVBoxLayout(beside)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(6)
        words.addWidget(self.page_words)
        words.addWidget(link_column(self.open_button, self.pdf_button, self.excel_button))
        # Beside the page where there is room, else below it: links do not wrap.
        both = QWidget()
        flow = FlowLayout(both, 10)
        flow.addWidget(self.page)
        flow.addWidget(beside)
        whole = QVBoxLayout(self._document)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(both)
        whole.addWidget(self.trouble)
        content = QWidget()
        content.setObjectName("scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.subtitle)
        column.addWidget(self.restated)
        column.addSpacing(8)
        column.addWidget(self._document)
        column.addSpacing(16)
        column.addWidget(self._signatures)
        column.addSpacing(16)
        column.addWidget(self.compared_title)
        column.addSpacing(4)
        column.addLayout(self._table)
        column.addSpacing(12)
        column.addWidget(self.note)
        column.addStretch(1)
        self.setWidget(content)

    def show_title(self, title: str, subtitle: str) -> None:
        """Says which review it is."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def show_restated(self, texts: Sequence[str]) -> None:
        """Says which figures the review showed otherwise when it went out before."""
        title = wording().reviews.restated(len(texts), count=len(texts))
        self.restated.setText("\n".join([title, *texts]))
        self.restated.setVisible(bool(texts))

    def show_document(self, shown: bool) -> None:
        """Whether there is a document, or nothing yet of which to make one."""
        self._document.setVisible(shown)

    def go_to_signatures(self) -> None:
        """Brings into sight who has to sign."""
        self.ensureWidgetVisible(self._signatures)

    def allow_saving(self, *, ready: bool) -> None:
        """Whether there is something to save."""
        self.pdf_button.setEnabled(ready)
        self.excel_button.setEnabled(ready)

    def show_page(self, picture: QImage, pages: int) -> None:
        """Shows the first page."""
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        pixmap = QPixmap.fromImage(picture)
        self.page.setFixedHeight(round(pixmap.deviceIndependentSize().height()) + 2)
        self.page.setPixmap(pixmap)
        self.page_words.setText(wording().reviews.page_one_of(pages, count=pages))
        self.trouble.hide()
        self.open_button.setEnabled(True)

    def show_no_page(self, trouble: str = "") -> None:
        """Shows the bare sheet, and why there is nothing on it."""
        self.page.setPixmap(QPixmap())
        self.page_words.setText("")
        self.open_button.setEnabled(False)
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))

    def show_compared(self, title: str, rows: Sequence[Compared]) -> None:
        """Shows figures beside those of the review before."""
        for shown in self._shown:
            self._table.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self._shown = []
        self.compared_title.setText(title)
        self.compared_title.setVisible(bool(rows))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        for at, row in enumerate(rows):
            name = label(row.name, 12, wrap=True)
            figure = label(row.figure, 12, BOLD, tabular=True)
            change = label(row.change.text, 12, tone=row.change.tone, wrap=True, tabular=True)
            change.setAlignment(right)
            change.setMinimumWidth(84)
            self._table.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            self._table.addWidget(figure, at, 1, right)
            self._table.addWidget(change, at, 2, right)
            self._shown += [name, figure, change]
