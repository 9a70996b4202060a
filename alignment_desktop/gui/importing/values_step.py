"""The assistant's words: every word that stands for something, and what it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from alignment_desktop.gui.delegates.text_cells import NumberDelegate
from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.importing.cells import (
    CheckDelegate,
    Choice,
    ChoiceDelegate,
    LineDelegate,
    open_choices,
)
from alignment_desktop.gui.importing.word_rows import (
    FOUND,
    OPEN,
    WordsModel,
    choices_for,
    word_rows,
    words_said,
)
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import Look


class ValuesStep(QWidget):
    """What each word of the file becomes.

    Attributes:
        meant: Carries a field, a word, and what it means.
        taken_back: Carries a field, and a word about which nothing is to be said any more.
    """

    meant = Signal(str, str, str)
    taken_back = Signal(str, str)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._look: Look | None = None
        self.model = WordsModel()
        self.table = CardTable(switch, self.model, wording().importing.words_of_the_file())
        self.becomes = ChoiceDelegate(switch, self.table, self._choices)
        self.becomes.chosen.connect(self._choose)
        column = WordsModel.Column
        self.table.set_columns(
            {
                column.COLUMN: LineDelegate(switch, self.table, MEDIUM),
                column.WORD: LineDelegate(switch, self.table),
                column.ROWS: NumberDelegate(switch, self.table),
                column.BECOMES: self.becomes,
                column.CHECK: CheckDelegate(switch, self.table),
            },
            fixed={column.ROWS: 64},
            shares={column.COLUMN: 22, column.WORD: 26, column.BECOMES: 30, column.CHECK: 32},
            fitted={column.CHECK: 140},
        )
        open_choices(self.table, self.model, column.BECOMES)
        self.heading = label(pixels=13, weight=MEDIUM)
        self.foot = label(wording().importing.a_word_stays_in_its(), 12, tone="muted", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.heading)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.foot)
        whole.addStretch(0)

    def show_look(self, look: Look) -> None:
        """Shows the words of a look."""
        self._look = look
        self.model.show_rows(word_rows(look))
        some = bool(look.words)
        self.table.setVisible(some)
        self.foot.setVisible(some)
        self.heading.setText(
            words_said(look.words) if some else wording().importing.no_column_holds_words()
        )

    def select_open(self) -> None:
        """Makes the first word that nobody knows the current one; else the first of all."""
        rows = self.model.rows
        if rows:
            at = next((at for at, row in enumerate(rows) if row.is_open), 0)
            self.table.select_row(at)

    def _choices(self, key: str) -> list[Choice]:
        at = self.model.row_of(key)
        return choices_for(self.model.row_at(at), self._look) if at >= 0 and self._look else []

    def _choose(self, key: str, value: str) -> None:
        at = self.model.row_of(key)
        if at < 0 or value == OPEN:
            return
        row = self.model.row_at(at)
        if value == FOUND:
            self.taken_back.emit(row.field, row.word)
        else:
            self.meant.emit(row.field, row.word, value)
