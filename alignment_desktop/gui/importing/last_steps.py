"""The assistant's last steps: what the rows have become, and the import itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.delegates.cells import CellDelegate
from alignment_desktop.gui.delegates.text_cells import NumberDelegate, WrappedTextDelegate
from alignment_desktop.gui.fonts import BOLD, MEDIUM
from alignment_desktop.gui.importing.cells import LineDelegate
from alignment_desktop.gui.importing.grid import GridModel, GridRow
from alignment_desktop.gui.importing.words import (
    field_word,
    number_word,
    rows_words,
    trouble_sentence,
    value_word,
)
from alignment_desktop.gui.painting.text_layouts import TextLayouts
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import label

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import Look

_SHOWN_PROBLEMS = 300
_NARROW, _WIDE, _WIDEST = 96, 150, 260


class PreviewStep(QWidget):
    """The typed rows, and those with a problem."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._switch = switch
        self.rows_button, self.problems_button = QPushButton(), QPushButton()
        self.rows, self.problems = GridModel(), GridModel()
        self.rows_table = CardTable(switch, self.rows, self.tr("Rows as they would be imported"))
        self.problems_table = CardTable(switch, self.problems, self.tr("Problems"))
        self._prepare_problems()
        view = self.rows_table.table
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.note = label(pixels=12, tone="muted", wrap=True)
        self._stack = QStackedWidget()
        group = QButtonGroup(self)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for at, (button, table) in enumerate(
            ((self.rows_button, self.rows_table), (self.problems_button, self.problems_table))
        ):
            button.setCheckable(True)
            group.addButton(button)
            button.clicked.connect(lambda _on=False, at=at: self._show_table(at))
            bar.addWidget(button)
            holder = QWidget()
            inner = QVBoxLayout(holder)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(table, 1)
            inner.addStretch(0)
            self._stack.addWidget(holder)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.note)
        self._notes = ("", "")
        self._show_table(0)

    def _prepare_problems(self) -> None:
        switch, table = self._switch, self.problems_table
        self._layouts = TextLayouts()
        table.set_columns(
            {
                0: NumberDelegate(switch, table),
                1: LineDelegate(switch, table, MEDIUM),
                2: WrappedTextDelegate(switch, self._layouts, table),
                3: LineDelegate(switch, table, tone="muted"),
            },
            fixed={0: 72, 3: 150},
            shares={1: 30, 2: 90},
            wrapping=(2,),
        )

    def show_look(self, look: Look) -> None:
        """Shows the rows of a look; none where something is unclear."""
        prepared = look.prepared
        found = prepared.checked.problems if prepared else ()
        warnings = prepared.warnings if prepared else ()
        whole = prepared.checked.rows if prepared else 0
        self.rows_button.setText(self.tr("Rows ({0})").format(number_word(whole)))
        self.problems_button.setText(
            self.tr("Problems and warnings ({0})").format(number_word(len(found) + len(warnings)))
        )
        self._show_rows(look)
        effects = {"row": self.tr("Row left out"), "cell": self.tr("Read as blank")}
        told = [
            (each.row, each.column, Problem(each.code, **each.facts), effects[each.effect])
            for each in found[:_SHOWN_PROBLEMS]
        ]
        room = _SHOWN_PROBLEMS - len(told)
        told += [
            (each.row, each.column, Problem(each.code, **each.facts), self.tr("Only a warning"))
            for each in warnings[:room]
        ]
        rows = [
            GridRow(str(at), (str(row), column, trouble_sentence(problem), effect))
            for at, (row, column, problem, effect) in enumerate(told)
        ]
        headings = [
            self.tr("Row"),
            self.tr("Column"),
            self.tr("What is wrong"),
            self.tr("What we do"),
        ]
        self.problems.show_grid(headings, rows, frozenset({0}))
        self._notes = (
            self.tr("The first {0} of {1} rows.").format(len(look.preview), number_word(whole))
            if whole > len(look.preview)
            else "",
            self.tr("The first {0} are shown; all problems can be saved as Excel.").format(
                number_word(len(rows))
            )
            if len(found) + len(warnings) > len(rows)
            else "",
        )
        self._show_table(self._stack.currentIndex())

    def show_problems(self) -> None:
        """Brings the problems into sight."""
        self._show_table(1)

    def _show_table(self, at: int) -> None:
        (self.rows_button, self.problems_button)[at].setChecked(True)
        self._stack.setCurrentIndex(at)
        self.note.setText(self._notes[at])
        self.note.setVisible(bool(self._notes[at]))

    def _show_rows(self, look: Look) -> None:
        fields = look.preview_fields
        numbers = {
            at + 1
            for at in range(len(fields))
            if any(isinstance(values[at], int | float) for _, values in look.preview)
        } | {0}
        rows = [
            GridRow(str(row), (str(row), *(value_word(value) for value in values)))
            for row, values in look.preview
        ]
        headings = [self.tr("Row"), *(field_word(field, look.stages) for field in fields)]
        self.rows.show_grid(headings, rows, frozenset(numbers))
        table = self.rows_table.table
        text, number = LineDelegate(self._switch, table), NumberDelegate(self._switch, table)
        for at in range(len(headings)):
            delegate: CellDelegate = number if at in numbers else text
            table.setItemDelegateForColumn(at, delegate)
            table.setColumnWidth(at, self._width(at, rows, headings))

    @staticmethod
    def _width(column: int, rows: Sequence[GridRow], headings: Sequence[str]) -> int:
        if column == 0:
            return 64
        longest = max((len(row.texts[column]) for row in rows[:50]), default=0)
        wanted = max(longest, len(headings[column]))
        return _NARROW if wanted <= 9 else _WIDE if wanted <= 18 else _WIDEST


class FinishStep(QWidget):
    """What will happen, the day that the data speak of, and the bar while it happens.

    Attributes:
        as_of_given: Carries the moment or day that the data speak of, as written.
        name_given: Carries the name under which the choices are to be remembered.
        cancel_wanted: The running import is to stop.
    """

    as_of_given = Signal(str)
    name_given = Signal(str)
    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.summary = label(pixels=13, weight=BOLD, wrap=True)
        self.detail = label(pixels=13, tone="muted", wrap=True)
        self.as_of = QLineEdit()
        self.as_of.setPlaceholderText(self.tr("The moment of import"))
        self.as_of.editingFinished.connect(lambda: self.as_of_given.emit(self.as_of.text().strip()))
        self.remember = QLineEdit()
        self.remember.setPlaceholderText(self.tr("A name, such as Salesforce lead report"))
        self.remember.textChanged.connect(lambda text: self.name_given.emit(text.strip()))
        self.trouble = label(pixels=12, tone="missed", wrap=True)
        self.trouble.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the import"))
        self.stage = label(self.tr("Importing …"), 12, tone="muted")
        self.cancel_button = QPushButton(self.tr("Stop the import"))
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self._running = QWidget()
        running = QVBoxLayout(self._running)
        running.setContentsMargins(0, 8, 0, 0)
        running.setSpacing(8)
        running.addWidget(self.stage)
        running.addWidget(self.bar)
        running.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._running.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(4)
        self.as_of.setMaximumWidth(360)
        self.remember.setMaximumWidth(360)
        for text, field, note in (
            (
                self.tr("The data speak of"),
                self.as_of,
                self.tr("A day or moment such as 2027-01-04; figures are counted as of then."),
            ),
            (
                self.tr("Remember these choices as"),
                self.remember,
                self.tr("The next file like this one is then read the same way, unasked."),
            ),
        ):
            field.setAccessibleName(text)
            field.setAccessibleDescription(note)
            form.addRow(label(text, 12, tone="muted"), field)
            form.addRow(label(note, 12, tone="muted", wrap=True))
            form.addRow(label(" ", 4))
        card = Card()
        card.body.setSpacing(6)
        card.body.addWidget(self.summary)
        card.body.addWidget(self.detail)
        card.body.addSpacing(10)
        card.body.addLayout(form)
        card.body.addWidget(self.trouble)
        card.body.addWidget(self._running)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def show_look(self, look: Look) -> None:
        """Says what the import would do."""
        prepared, trouble = look.prepared, look.trouble
        self.trouble.setVisible(trouble is not None)
        self.trouble.setText(trouble_sentence(trouble) if trouble else "")
        if prepared is None:
            return
        words = rows_words(prepared.checked.kind.value)
        counts = prepared.counts
        figures = (counts.new, counts.changed, counts.unchanged)
        parts = [
            f"{word}: {number_word(count)}" for word, count in zip(words, figures, strict=True)
        ]
        self.summary.setText(" · ".join(parts))
        left_out = look.rows_left_out
        text = self.tr("Nothing is changed until you press Import. An import can be undone whole.")
        if left_out:
            text = self.tr("{0} rows with a problem are left out.").format(left_out) + " " + text
        self.detail.setText(text)

    def start_anew(self) -> None:
        """Forgets what was written for the file before."""
        for field in (self.as_of, self.remember):
            blocked = field.blockSignals(True)
            field.clear()
            field.blockSignals(blocked)
        self.show_running(False)

    def show_running(self, running: bool) -> None:
        """Shows the bar while the import runs."""
        self.bar.setRange(0, 0)
        self._running.setVisible(running)
        self.as_of.setEnabled(not running)
        self.remember.setEnabled(not running)

    def show_progress(self, text: str, done: int, total: int) -> None:
        """How far the import has come."""
        self.stage.setText(text)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
