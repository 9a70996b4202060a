"""One line on the rows that are no data and so are left out; their words on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.importing.words import number_word
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.labels import label

if TYPE_CHECKING:
    from alignment_desktop.services.left_out_rows import LeftOutRows

_TOLD = 8


class LeftOutLine(QWidget):
    """Says how many rows are left out and why, and lists them where the user wants to see them."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(4)
        column.addLayout(line)
        self.sentence = label(pixels=12, tone="muted", wrap=True)
        self.show_button = QPushButton()
        self.show_button.setFont(font(12, MEDIUM))
        self.show_button.setCheckable(True)
        set_look(self.show_button, "kind", "quiet")
        self.show_button.toggled.connect(self._unfold)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignTop)
        self.rows = label(pixels=12, tone="muted", wrap=True)
        column.addWidget(self.rows)
        self._unfold(False)

    def show_rows(self, left_out: LeftOutRows) -> None:
        """Speaks of the rows of another sheet; says nothing where there are none."""
        self.setVisible(len(left_out) > 0)
        self.show_button.setChecked(False)
        reasons = ", ".join(self._counted(reason, count) for reason, count in left_out.counts)
        one, more = (
            self.tr("1 row is left out as no data: {reasons}."),
            self.tr("{count} rows are left out as no data: {reasons}."),
        )
        sentence = (one if len(left_out) == 1 else more).format(
            count=number_word(len(left_out)), reasons=reasons
        )
        self.sentence.setText(sentence)
        told = [
            self.tr("Row {row}: {words}").format(row=each.row, words=each.text)
            for each in left_out.first[:_TOLD]
        ]
        rest = len(left_out) - len(told)
        if rest > 0:
            told.append(self.tr("… and {0} more").format(number_word(rest)))
        self.rows.setText("\n".join(told))
        self.sentence.setToolTip(self.rows.text())

    def _unfold(self, shown: bool) -> None:
        self.rows.setVisible(shown)
        self.show_button.setText(self.tr("Hide them") if shown else self.tr("Show them"))

    def _counted(self, reason: str, count: int) -> str:
        one, more = {
            "above-header": (
                self.tr("1 line above the column names"),
                self.tr("{0} lines above the column names"),
            ),
            "repeated-header": (
                self.tr("the column names once more"),
                self.tr("the column names {0} times more"),
            ),
            "total": (self.tr("1 total"), self.tr("{0} totals")),
            "footer": (self.tr("1 line of small print"), self.tr("{0} lines of small print")),
        }[reason]
        return one if count == 1 else more.format(number_word(count))
