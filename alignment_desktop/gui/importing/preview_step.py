"""The assistant's preview: every row as it would be imported, and what is wrong, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.delegates.cells import SIDE
from alignment_desktop.gui.delegates.text_cells import NumberDelegate
from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.importing.cells import Choices, LineDelegate
from alignment_desktop.gui.importing.left_out_line import LeftOutLine
from alignment_desktop.gui.importing.preview_rows import (
    PreviewDelegate,
    PreviewModel,
    ProblemsModel,
)
from alignment_desktop.gui.importing.words import found_words, number_word
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import Look

_NARROW, _WIDEST = 64, 260
_SLACK = 10  # pixels: of texts with as many letters another may be the wider
_HIGH = 34  # many rows are read here, so they stand closer than on other pages
_LOOKED_AT = 10  # rows whose values decide how wide a column is


class PreviewStep(QWidget):
    """What is wrong above, the rows below; selecting a problem shows its cell."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._look: Look | None = None
        self._natural: list[int] = []
        self.rows, self.problems = PreviewModel(), ProblemsModel()
        self.rows_table = CardTable(switch, self.rows, wording().importing.rows_as_they_would())
        self.problems_table = CardTable(switch, self.problems, wording().importing.what_is_wrong())
        self._cells = PreviewDelegate(switch, self.rows_table, self.rows)
        self.rows_table.table.setItemDelegate(self._cells)
        self.rows_table.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        for table in (self.rows_table, self.problems_table):
            table.table.verticalHeader().setDefaultSectionSize(_HIGH)
        self.rows_table.table.viewport().installEventFilter(self)
        self._prepare_problems(switch)
        self.heading = label(pixels=13, weight=MEDIUM)
        self.groups = Choices([])
        self.groups.setAccessibleName(wording().importing.which_problems_are_shown())
        self.groups.activated.connect(lambda _at: self._show_group())
        self.sentence = label(pixels=12, tone="muted", wrap=True)
        self.legend = label(pixels=12, tone="muted", wrap=True)
        self.left_out = LeftOutLine()
        self._lay_out()
        self.problems_table.current_changed.connect(self._show_cell)

    def _prepare_problems(self, switch: ThemeSwitch) -> None:
        table, column = self.problems_table, ProblemsModel.Column
        table.set_columns(
            {
                column.ROW: NumberDelegate(switch, table),
                column.COLUMN: LineDelegate(switch, table, MEDIUM),
                column.SENTENCE: LineDelegate(switch, table),
                column.EFFECT: LineDelegate(switch, table, tone="muted"),
            },
            fixed={column.ROW: 72, column.EFFECT: 128},
            shares={column.COLUMN: 26, column.SENTENCE: 74},
        )

    def _lay_out(self) -> None:
        # From the outside in: whatever is put into something else has its style settled anew.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(12)
        whole.addWidget(self._split)
        self._wrong, below = QWidget(), QWidget()
        self._split.addWidget(self._wrong)
        self._split.addWidget(below)
        upper, lower = QVBoxLayout(self._wrong), QVBoxLayout(below)
        for column in (upper, lower):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
        bar = QHBoxLayout()
        bar.setSpacing(12)
        upper.addLayout(bar)
        bar.addWidget(self.heading, 1)
        bar.addWidget(self.groups, 1)
        upper.addWidget(self.problems_table, 1)
        upper.addWidget(self.sentence)
        upper.addStretch(0)
        lower.addWidget(self.rows_table, 1)
        lower.addWidget(self.legend)
        lower.addWidget(self.left_out)
        lower.addStretch(0)
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        self._split.setSizes([200, 300])

    def show_look(self, look: Look) -> None:
        """Shows the rows of a look; none where something is unclear."""
        self._look = look
        self._cells.shown = None
        self.rows.show_preview(look.preview, look.stages)
        self._measure()
        self._widen()
        chosen = self.groups.value()
        whole = sum(group.count for group in look.groups)
        self._wrong.setVisible(whole > 0)
        self.heading.setText(wording().importing.problems_and_warnings(whole=number_word(whole)))
        self.groups.fill(
            [
                ("", wording().importing.all_kinds()),
                *((str(at), self._group_words(look, at)) for at in range(len(look.groups))),
            ]
        )
        self.groups.show_value(chosen if self.groups.findData(chosen) >= 0 else "")
        self._show_group()
        self._show_legend(look)
        self.left_out.show_rows(look.no_data)

    @staticmethod
    def _group_words(look: Look, at: int) -> str:
        group = look.groups[at]
        problem = Problem(group.first.code, **group.first.facts)
        return found_words(group.count, group.first.column, problem, look.stages)

    def _show_group(self) -> None:
        look, wanted = self._look, self.groups.value()
        if look is not None:
            found = look.found
            if wanted:
                found = found.of_group(look.groups[int(wanted)])
            self.problems.show_problems(found, look.stages)
            # Few problems leave the room to the rows.
            around = self.groups.sizeHint().height() + self.sentence.sizeHint().height() + 3 * 8
            self._wrong.setMaximumHeight(self.problems_table.whole_height() + around)
        self.sentence.setText(wording().importing.select_a_problem_to())

    def _show_cell(self, key: str) -> None:
        preview = self._look.preview if self._look else None
        if not key or preview is None:
            return
        problem = self.problems.row_at(int(key))
        found = problem.found
        # What is wrong with a whole record has no column.
        said = wording().importing.row_says(row=found.row, sentence=problem.sentence)
        if found.column:
            said = wording().importing.cell_says(
                row=found.row, column=found.column, sentence=problem.sentence
            )
        self.sentence.setText(said)
        row, column = preview.place_of(found.row, found.column)
        self._cells.shown = (row, column + 1) if row >= 0 else None
        if row >= 0:
            view = self.rows_table.table
            cell = self.rows.index(row, column + 1)
            view.setCurrentIndex(cell)
            view.scrollTo(cell, view.ScrollHint.PositionAtCenter)
        self.rows_table.table.viewport().update()

    def _show_legend(self, look: Look) -> None:
        parts = []
        if look.problem_rows > look.rows_left_out:
            parts.append(wording().importing.red_cells_cannot_be())
        if look.rows_left_out:
            parts.append(wording().importing.grey_rows_with_a())
        if any(group.first.effect == "none" for group in look.groups):
            parts.append(wording().importing.amber_cells_look_odd())
        rows = len(look.preview) if look.preview is not None else 0
        every = wording().importing.all_rows_of_the(rows, rows=number_word(rows))
        self.legend.setText(" ".join([every, *parts]))

    def _measure(self) -> None:
        """Finds out how wide the columns' first words are."""
        model = self.rows
        looked_at = [model.row_at(at) for at in range(min(_LOOKED_AT, model.rowCount()))]
        heading, cell = QFontMetrics(font(12, MEDIUM)), QFontMetrics(font(13))
        self._natural = []
        for column in range(model.columnCount()):
            longest = max((model.text(row, column) for row in looked_at), key=len, default="")
            words = heading.horizontalAdvance(model.heading(column))
            wanted = max(words, cell.horizontalAdvance(longest)) + 2 * SIDE + _SLACK
            self._natural.append(min(max(wanted, _NARROW), _WIDEST))

    def _widen(self) -> None:
        """Gives each column what its words need, and what room is left to those with words."""
        view, widths = self.rows_table.table, [*self._natural]
        spare = view.viewport().width() - sum(widths)
        wordy = [at for at in range(1, len(widths)) if not self.rows.is_number(at)]
        for at in wordy if spare > 0 else ():
            widths[at] += spare // len(wordy)
        for column, width in enumerate(widths):
            view.setColumnWidth(column, width)
        # Where the columns do not all fit, the bar below them must not hide the last row.
        bar = view.horizontalScrollBar().sizeHint().height() if spare < 0 else 0
        self.rows_table.setMaximumHeight(self.rows_table.whole_height() + bar)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._widen()
        return super().eventFilter(watched, event)
