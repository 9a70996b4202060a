"""The assistant's words: every word that stands for something, and what it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.gui.delegates.text_cells import NumberDelegate
from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.importing.cells import (
    CheckDelegate,
    Choice,
    ChoiceDelegate,
    open_choices,
)
from alignment_desktop.gui.importing.word_cells import WordDelegate
from alignment_desktop.gui.importing.word_groups import GroupView, HeadRow, MoreRow
from alignment_desktop.gui.importing.word_rows import (
    FOUND,
    OPEN,
    WordRow,
    WordsModel,
    choices_for,
    suggested_words,
    values_rows,
    words_said,
)
from alignment_desktop.gui.importing.words import number_word
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import Look

_WHOLE = 20  # letters that a narrow cell shows whole
TAKE_KEY = "Ctrl+Shift+T"
"""Takes every suggestion."""


class ValuesStep(QWidget):
    """What each word of the file becomes.

    Attributes:
        meant: Carries a field, a word, and what it means.
        all_meant: Carries a field and a word each, with what it means: all at once.
        taken_back: Carries a field, and a word about which nothing is to be said any more.
    """

    meant = Signal(str, str, str)
    all_meant = Signal(object)
    taken_back = Signal(str, str)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._look: Look | None = None
        self._view = GroupView()
        self.model = WordsModel()
        self.table = CardTable(switch, self.model, wording().importing.words_of_the_file())
        self.becomes = ChoiceDelegate(switch, self.table, self._choices)
        self.becomes.chosen.connect(self._choose)
        column = WordsModel.Column
        self.table.set_columns(
            {
                column.WORD: WordDelegate(switch, self.table),
                column.ROWS: NumberDelegate(switch, self.table),
                column.BECOMES: self.becomes,
                column.CHECK: CheckDelegate(switch, self.table),
            },
            fixed={column.ROWS: 64},
            shares={column.WORD: 30, column.BECOMES: 30, column.CHECK: 44},
            fitted={column.BECOMES: 120, column.WORD: 120, column.CHECK: 120},
        )
        self.model.modelReset.connect(self._span)
        self.table.opened.connect(self._toggle)
        self.table.table.clicked.connect(self._toggle_clicked)
        open_choices(self.table, self.model, column.BECOMES)
        self.foot = label(wording().importing.a_word_stays_in_its(), 12, tone="muted", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(self._make_head())
        self.whole = label(pixels=13, wrap=True)
        self.table.current_changed.connect(self._tell_whole)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.whole)
        whole.addWidget(self.foot)
        whole.addStretch(0)

    def _make_head(self) -> QHBoxLayout:
        self.heading = label(pixels=13, weight=MEDIUM)
        self.take_button = QPushButton()
        self.take_button.clicked.connect(self._take_all)
        self.all_button, self.asked_button = QPushButton(), QPushButton()
        self._which = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.heading, 1)
        row.addWidget(self.take_button)
        for button in (self.all_button, self.asked_button):
            button.setCheckable(True)
            set_look(button, "kind", "choice")
            set_tool_tip(button, wording().importing.which_words())
            self._which.addButton(button)
            row.addWidget(button)
        self.all_button.setChecked(True)
        self._which.buttonClicked.connect(self._choose_which)
        return row

    def begin(self, look: Look) -> None:
        """Shows the words of another file or sheet: what is to be settled first."""
        self._view.begin(look)
        self.all_button.setChecked(True)
        self.show_look(look)
        self.select_open()

    def show_look(self, look: Look) -> None:
        """Shows the words of a look."""
        self._look = look
        self._view.take_in(look)
        self._show_rows()
        self._tell_whole(self.table.current_key())
        some, its = bool(look.words), wording().importing
        self.table.setVisible(some)
        self.foot.setVisible(some)
        self.heading.setText(words_said(look) if some else its.no_column_holds_words())
        suggestions = len(suggested_words(look))
        self.take_button.setVisible(suggestions > 0)
        self.take_button.setText(its.take_suggestions(suggestions, count=number_word(suggestions)))
        set_tool_tip(self.take_button, f"{self.take_button.text()} ({TAKE_KEY})")
        every, asked = self._view.counted(look)
        self.all_button.setText(its.all_words(count=number_word(every)))
        self.asked_button.setText(its.only_to_check(count=number_word(asked)))
        for button in (self.all_button, self.asked_button):
            button.setVisible(some and 0 < asked < every)

    def offers(self) -> tuple[Offer, ...]:
        """Taking every suggestion, where there is one."""
        if self.take_button.isHidden():
            return ()
        return (Offer(self.take_button.text(), TAKE_KEY, self.take_button.click),)

    def _tell_whole(self, key: str) -> None:
        """Says what the row of the selected word cuts off."""
        at = self.model.row_of(key)
        row = self.model.row_at(at) if at >= 0 else None
        text = ""
        if isinstance(row, WordRow) and len(row.word) > _WHOLE:
            text = wording().importing.column_means(column=row.word, field=row.becomes)
        self.whole.setText(breakable(text))
        self.whole.setVisible(bool(text))

    def select_open(self) -> None:
        """Makes the first word that is to be settled the current one; else the first row."""
        rows = self.model.rows
        if rows:
            found = (
                at
                for at, row in enumerate(rows)
                if isinstance(row, WordRow) and (row.is_open or row.suggested is not None)
            )
            self.table.select_row(next(found, 0))

    def _show_rows(self) -> None:
        if self._look is not None:
            self.model.show_rows(values_rows(self._look, self._view))

    def _span(self) -> None:
        """Heads go over all columns."""
        table, width = self.table.table, len(WordsModel.Column)
        table.clearSpans()
        for at, row in enumerate(self.model.rows):
            if not isinstance(row, WordRow):
                table.setSpan(at, 0, 1, width)

    def _toggle_clicked(self, index: QModelIndex) -> None:
        self._toggle(self.table.key_at(index))

    def _toggle(self, key: str) -> None:
        """Folds or unfolds a group, or brings the rest of one into sight."""
        at = self.model.row_of(key)
        row = self.model.row_at(at) if at >= 0 else None
        if isinstance(row, HeadRow) and not self._view.only_asked:
            self._view.toggle(row.key, folded=not row.folded)
        elif isinstance(row, MoreRow):
            self._view.whole.add(row.group)
        else:
            return
        self._show_rows()
        # The head stays the current one; where More was, the first of the words stands now.
        self.table.select_row(max(self.model.row_of(key), at if isinstance(row, MoreRow) else 0))

    def _choose_which(self) -> None:
        key = self.table.current_key()
        self._view.only_asked = self.asked_button.isChecked()
        self._show_rows()
        at = self.model.row_of(key)
        if at >= 0:
            self.table.select_row(at)
        else:
            self.select_open()

    def _choices(self, key: str) -> list[Choice]:
        at = self.model.row_of(key)
        row = self.model.row_at(at) if at >= 0 else None
        if not isinstance(row, WordRow) or self._look is None:
            return []
        return choices_for(row, self._look)

    def _choose(self, key: str, value: str) -> None:
        at = self.model.row_of(key)
        row = self.model.row_at(at) if at >= 0 else None
        if not isinstance(row, WordRow) or value == OPEN:
            return
        if value == FOUND:
            self.taken_back.emit(row.field, row.word)
        else:
            self.meant.emit(row.field, row.word, value)

    def _take_all(self) -> None:
        if self._look is not None:
            self.all_meant.emit(suggested_words(self._look))
