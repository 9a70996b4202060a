"""One line on the rows that are no data and so are left out; their words on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.importing.words import number_word
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

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
        sentence = wording().importing.left_out_as_no_data(
            len(left_out), count=number_word(len(left_out)), reasons=reasons
        )
        self.sentence.setText(sentence)
        told = [
            wording().importing.row_row(row=each.row, words=each.text)
            for each in left_out.first[:_TOLD]
        ]
        rest = len(left_out) - len(told)
        if rest > 0:
            told.append(wording().importing.and_more(rest=number_word(rest)))
        self.rows.setText("\n".join(told))
        set_tool_tip(self.sentence, self.rows.text())

    def _unfold(self, shown: bool) -> None:
        self.rows.setVisible(shown)
        self.show_button.setText(
            wording().importing.hide_them() if shown else wording().importing.show_them()
        )

    def _counted(self, reason: str, count: int) -> str:
        its = wording().importing.left_out_because
        words = {
            "above-header": its.above_header,
            "repeated-header": its.repeated_header,
            "group": its.group,
            "summary": its.summary,
            "total": its.total,
            "footer": its.footer,
            "comment": its.comment,
            "ruler": its.ruler,
            "another-table": its.another_table,
        }[reason]
        return words(count, count=number_word(count))
