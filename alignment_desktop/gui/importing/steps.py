"""The assistant's first steps: the file, its sheet and header row, its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.frames import Kind
from alignment_desktop.gui.fonts import BOLD, MEDIUM
from alignment_desktop.gui.importing.cells import (
    CheckDelegate,
    Choice,
    ChoiceDelegate,
    Choices,
    LineDelegate,
    open_choices,
)
from alignment_desktop.gui.importing.checks import check_text
from alignment_desktop.gui.importing.column_rows import IGNORE, KEEP, ColumnsModel, column_rows
from alignment_desktop.gui.importing.words import fields_of, kind_sentence, number_word
from alignment_desktop.gui.models.value_table import GridModel, GridRow
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import user_language, wording
from alignment_desktop.phrasing.field_notes import field_note

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import Look, SheetLook

_WHOLE = 20  # letters that a narrow cell shows whole
_SHORT, _LONG = 8, 24  # letters: a column of the sheet's top is taken for no shorter, no longer


class FileStep(QWidget):
    """The file: that it is being read, or why it cannot be.

    Attributes:
        other_wanted: Another file is to be chosen.
    """

    other_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = label(pixels=13, weight=BOLD, wrap=True)
        self.facts = label(pixels=13, tone="muted", wrap=True)
        self.trouble = label(pixels=13, tone="missed", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(wording().importing.reading_the_file())
        self.other_button = QPushButton(wording().importing.choose_another_file())
        self.other_button.clicked.connect(self.other_wanted)
        card = Card()
        card.body.setSpacing(8)
        for part in (self.name, self.facts, self.trouble, self.bar):
            card.body.addWidget(part)
        card.body.addSpacing(4)
        card.body.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)

    def show_reading(self, name: str, path: str) -> None:
        """The file is being read."""
        self._show(name, path, "", reading=True)

    def show_read(self, name: str, facts: str) -> None:
        """The file was read."""
        self._show(name, facts, "", reading=False)

    def show_trouble(self, name: str, sentence: str) -> None:
        """The file cannot be read."""
        self._show(name, "", sentence, reading=False)

    def _show(self, name: str, facts: str, trouble: str, *, reading: bool) -> None:
        self.name.setText(name)
        self.facts.setText(facts)
        self.facts.setVisible(bool(facts))
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self.bar.setVisible(reading)


class SheetStep(QWidget):
    """Which sheet, what its rows are, and where the column names stand.

    Attributes:
        sheet_chosen: Carries the sheet's name.
        kind_chosen: Carries the kind.
        header_chosen: Carries the number of the row.
    """

    sheet_chosen = Signal(str)
    kind_chosen = Signal(str)
    header_chosen = Signal(int)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._showing = False
        self._switch = switch
        self.sheets = Choices([])
        self.kinds = Choices([(kind.value, kind_sentence(kind.value)) for kind in Kind])
        self.sheets.activated.connect(lambda _at: self.sheet_chosen.emit(self.sheets.value()))
        self.kinds.activated.connect(lambda _at: self.kind_chosen.emit(self.kinds.value()))
        self.note = label(pixels=13, tone="at_risk", wrap=True)
        self.model = GridModel()
        self.top = CardTable(switch, self.model, wording().importing.the_first_rows_of())
        self.top.current_changed.connect(self._choose_header)
        choices = QHBoxLayout()
        choices.setSpacing(16)
        for text, combo in (
            (wording().importing.sheet(), self.sheets),
            (wording().importing.its_rows_are(), self.kinds),
        ):
            box = QVBoxLayout()
            box.setSpacing(4)
            name = label(text, 12, tone="muted")
            name.setBuddy(combo)
            combo.setAccessibleName(text)
            box.addWidget(name)
            box.addWidget(combo)
            choices.addLayout(box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addLayout(choices)
        hint = wording().importing.select_the_row_that()
        column.addWidget(label(hint, 12, tone="muted"))
        column.addWidget(self.top, 1)
        column.addStretch(0)

    def show_sheets(self, sheets: Sequence[SheetLook]) -> None:
        """Offers the file's sheets."""
        whole = len(sheets) == 1 and sheets[0].name == "1"
        self.sheets.fill([(sheet.name, self._said_of(sheet, whole=whole)) for sheet in sheets])

    @staticmethod
    def _said_of(sheet: SheetLook, *, whole: bool) -> str:
        rows = number_word(sheet.rows)
        if sheet.imported:
            return wording().importing.sheet_imported_already(
                sheet.rows, name=sheet.name, rows=rows
            )
        if whole:
            return wording().importing.whole_file(sheet.rows, rows=rows)
        return wording().importing.sheet_and_rows(sheet.rows, name=sheet.name, rows=rows)

    def show_look(self, look: Look) -> None:
        """Shows what was found or chosen."""
        located = look.proposal.located
        self._showing = True
        self.sheets.show_value(located.sheet.name or str(located.sheet.number))
        self.kinds.show_value(str(located.mapping.kind))
        self.note.setVisible(not look.recognised)
        self.note.setText(wording().importing.we_do_not_know())
        self._show_top(look)
        self._showing = False

    def _show_top(self, look: Look) -> None:
        width = max((len(texts) for _, texts in look.top), default=0)
        rows = [GridRow(str(row), (str(row), *texts)) for row, texts in look.top]
        headings = [wording().importing.row(), *([""] * width)]
        self.model.show_grid(headings, rows)
        plain = LineDelegate(self._switch, self.top)
        muted = LineDelegate(self._switch, self.top, tone="muted")
        self.top.set_columns(
            {0: muted, **dict.fromkeys(range(1, width + 1), plain)},
            fixed={0: 56},
            shares=_shares(look.top, width),
        )
        self._let_titles_run(look.top, width)
        at = self.model.row_of(str(look.proposal.located.header_row))
        if at >= 0:
            self.top.select_row(at)

    def _let_titles_run(self, top: Sequence[tuple[int, tuple[str, ...]]], width: int) -> None:
        """Gives a row of one cell the whole width, as spreadsheets show a title."""
        self.top.table.clearSpans()
        for at, (_, texts) in enumerate(top):
            if width > 1 and sum(map(bool, texts)) == 1:
                first = 1 + next(place for place, text in enumerate(texts) if text)
                if first < width:
                    self.top.table.setSpan(at, first, 1, width - first + 1)

    def _choose_header(self, key: str) -> None:
        if key and not self._showing:
            self.header_chosen.emit(int(key))


def _shares(top: Sequence[tuple[int, tuple[str, ...]]], width: int) -> dict[int, int]:
    """How wide columns are beside each other: as their longest text, titles left out."""
    filled = [texts for _, texts in top if sum(map(bool, texts)) > 1]
    longest = (max((len(texts[at]) for texts in filled), default=0) + 3 for at in range(width))
    return {at: min(max(length, _SHORT), _LONG) for at, length in enumerate(longest, start=1)}


class ColumnsStep(QWidget):
    """What each column means.

    Attributes:
        means_chosen: Carries a column's name, and the field, `IGNORE` or `KEEP`.
    """

    means_chosen = Signal(str, str)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._choices: list[Choice] = []
        self._look: Look | None = None
        self.model = ColumnsModel()
        self.table = CardTable(switch, self.model, wording().importing.columns_of_the_file())
        self.means = ChoiceDelegate(switch, self.table, lambda _key: self._choices)
        self.means.chosen.connect(self.means_chosen)
        column = ColumnsModel.Column
        self.table.set_columns(
            {
                column.NAME: LineDelegate(switch, self.table, MEDIUM),
                column.SAMPLE: LineDelegate(switch, self.table, tone="muted"),
                column.MEANS: self.means,
                column.CHECK: CheckDelegate(switch, self.table),
            },
            fixed={},
            shares={column.NAME: 26, column.SAMPLE: 24, column.MEANS: 30, column.CHECK: 34},
            # What a column means is chosen here: it is the last to be cut off.
            fitted={column.MEANS: 96, column.NAME: 96, column.CHECK: 96},
        )
        open_choices(self.table, self.model, column.MEANS)
        self.table.current_changed.connect(lambda _key: self._tell_meaning())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.table, 1)
        self.meaning = label(pixels=13, wrap=True)
        hint = wording().importing.columns_that_stand_for()
        foot = label(hint, 12, tone="muted", wrap=True)
        whole.addWidget(self.meaning)
        whole.addWidget(foot)
        whole.addStretch(0)

    def show_look(self, look: Look) -> None:
        """Shows how the columns would be read."""
        self._look = look
        kind = str(look.proposal.located.mapping.kind)
        self._choices = [
            (KEEP, wording().importing.keep_as_it_is()),
            (IGNORE, wording().importing.ignore()),
            ("", ""),
            *fields_of(kind, look.stages),
        ]
        self.model.show_rows(column_rows(look))
        self._tell_meaning()

    def _tell_meaning(self) -> None:
        """Says what the field of the selected column means, and what its row cuts off."""
        at = self.model.row_of(self.table.current_key())
        row = self.model.row_at(at) if at >= 0 else None
        its, lines = wording().importing, []
        if row is not None and max(len(row.key), len(row.sample)) > _WHOLE:
            lines.append(its.column_holds(column=row.key, sample=row.sample))
        if row is not None and len(row.reason) > _WHOLE:
            lines.append(check_text(row))
        if row is not None and self._look is not None and row.field not in (IGNORE, KEEP):
            kind = str(self._look.proposal.located.mapping.kind)
            stages = dict(self._look.stages)
            note = field_note(kind, row.field, user_language(), stages)
            if note:
                lines.append(its.field_means(field=row.means, note=note))
        self.meaning.setText(breakable("\n".join(lines)))
        self.meaning.setVisible(bool(lines))

    def select_open(self) -> None:
        """Makes the first column that needs the user the current one; else the first of all."""
        rows = self.model.rows
        open_rows = [at for at, row in enumerate(rows) if row.check.tone == "at_risk"]
        if rows:
            self.table.select_row(open_rows[0] if open_rows else 0)
