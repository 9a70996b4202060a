"""The inspector of an import: the file, what these choices do, what is unclear, what is wrong."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.fonts import BOLD, SEMIBOLD
from alignment_desktop.gui.importing.reading_choices import ReadingChoices, clear_layout
from alignment_desktop.gui.importing.trouble_card import TroubleCard
from alignment_desktop.gui.importing.words import (
    found_words,
    number_word,
    rows_words,
    size_word,
)
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import Look

_GROUPS = 6


class ImportSide(ColumnArea):
    """What stands beside the assistant's steps.

    Attributes:
        settled: Carries what the user settled and how: `dates`, `day first`.
        constant_counts: Carries a field that is the same in every row, and whether that counts.
        constant_given: Carries a field, and what it is in every row.
        save_wanted: The problem rows are to be saved.
        problems_wanted: The problems are to be shown among the rows.
    """

    settled = Signal(str, str)
    constant_counts = Signal(str, bool)
    constant_given = Signal(str, str)
    save_wanted = Signal()
    problems_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(18, 16, 18, 16)
        self._column.setSpacing(10)
        self.setWidget(inside)
        self.name = label(pixels=13, weight=BOLD, wrap=True)
        self.facts = label(pixels=12, tone="muted", wrap=True)
        self._column.addWidget(self.name)
        self._column.addWidget(self.facts)
        self._build_counts()
        self.trouble = TroubleCard()
        self.trouble.settled.connect(self.settled)
        self.trouble.period_given.connect(lambda text: self.constant_given.emit("period", text))
        self._column.addWidget(self.trouble)
        self._build_keyless()
        self._build_problems()
        self._reading_place = QWidget()
        QVBoxLayout(self._reading_place).setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._reading_place)
        self.promise = label(
            wording().importing.nothing_is_changed_until_you(),
            12,
            tone="muted",
            wrap=True,
        )
        self._column.addWidget(self.promise)
        self._column.addStretch(1)
        self.show_file("", "")

    @cached_property
    def reading(self) -> ReadingChoices:
        """How the file is read; its many choices are made when they are first needed."""
        reading = ReadingChoices()
        reading.settled.connect(self.settled)
        reading.constant_counts.connect(self.constant_counts)
        place = self._reading_place.layout()
        assert place is not None
        place.addWidget(reading)
        return reading

    def _build_counts(self) -> None:
        self.counts = Card()
        self.counts.body.addWidget(
            label(wording().importing.after_these_choices(), 12, tone="muted")
        )
        self._count_rows = []
        for _ in range(4):
            row = QHBoxLayout()
            text, figure = label(pixels=13), label(pixels=13, weight=SEMIBOLD, tabular=True)
            row.addWidget(text, 1)
            row.addWidget(figure)
            self.counts.body.addLayout(row)
            self._count_rows.append((text, figure))
        self._column.addWidget(self.counts)

    def _build_keyless(self) -> None:
        self.keyless = label(
            wording().importing.no_column_says_which(),
            12,
            tone="at_risk",
            wrap=True,
        )
        self._column.addWidget(self.keyless)

    def _build_problems(self) -> None:
        self._problems = QWidget()
        column = QVBoxLayout(self._problems)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._found_heading = label(pixels=12, tone="muted")
        column.addWidget(self._found_heading)
        self.groups = QWidget()
        self._groups_column = QVBoxLayout(self.groups)
        self._groups_column.setContentsMargins(0, 0, 0, 0)
        self._groups_column.setSpacing(5)
        self.see_button = QPushButton(wording().importing.see_them_in_the())
        self.see_button.clicked.connect(self.problems_wanted)
        self.save_button = QPushButton(wording().importing.save_problem_rows_as())
        self.save_button.clicked.connect(self.save_wanted)
        column.addWidget(self.groups)
        column.addSpacing(2)
        column.addWidget(self.see_button)
        column.addWidget(self.save_button)
        self._column.addWidget(self._problems)

    def show_file(self, name: str, facts: str) -> None:
        """Shows a file of which nothing more is known yet."""
        self.name.setText(name)
        self.facts.setText(facts)
        for part in (
            self.keyless,
            self.counts,
            self.trouble,
            self._problems,
            self._reading_place,
            self.promise,
        ):
            part.hide()

    def show_look(self, look: Look, name: str, *, sheets: int) -> None:
        """Shows what the choices do to one of the file's sheets."""
        self.name.setText(name)
        self.facts.setText(self._facts(look, sheets))
        placed = any(column.kind_of_value for column in look.columns)
        self._show_counts(look, placed)
        self.trouble.show_trouble(look.trouble, placed, look.stages)
        checked = look.prepared.checked if look.prepared else None
        keyless = checked is not None and checked.key is None and checked.kind.value == "leads"
        self.keyless.setVisible(placed and keyless)
        self._show_problems(look)
        self.reading.show_look(look)
        self._reading_place.show()
        self.promise.show()

    def _facts(self, look: Look, sheets: int) -> str:
        located = look.proposal.located
        named = wording().importing.sheet_named(name=located.sheet.name)
        if sheets > 1:
            named += " " + wording().importing.one_of(sheets=sheets)
        rows = look.prepared.checked.rows if look.prepared else located.sheet.frame.height
        parts = [
            named if located.sheet.name else "",
            wording().importing.column_names_in_row(header_row=located.header_row),
            wording().importing.rows_rows(rows, rows=number_word(rows)),
            wording().importing.columns_count(len(look.columns), count=len(look.columns)),
            size_word(look.proposal.workbook.size),
        ]
        text = " · ".join(part for part in parts if part)
        return text[:1].upper() + text[1:]

    def _show_counts(self, look: Look, placed: bool) -> None:
        prepared = look.prepared
        self.counts.setVisible(prepared is not None and placed)
        if prepared is None:
            return
        words = rows_words(prepared.checked.kind.value)
        counts = prepared.counts
        figures = (counts.new, counts.changed, counts.unchanged, look.problem_rows)
        every = (*words, wording().importing.rows_with_a_problem())
        for (text, figure), word, count in zip(self._count_rows, every, figures, strict=True):
            text.setText(word)
            figure.setText(number_word(count))
        for part in self._count_rows[3]:
            set_look(part, "tone", "missed" if look.problem_rows else "")

    def _show_problems(self, look: Look) -> None:
        groups, its = look.groups, wording().importing
        problems = any(group.first.effect != "none" for group in groups)
        self._found_heading.setText(its.problems() if problems else its.warnings())
        self._problems.setVisible(bool(groups))
        self.save_button.setVisible(look.problem_rows > 0)
        lines = [
            found_words(
                group.count,
                group.first.column,
                Problem(group.first.code, **group.first.facts),
                look.stages,
            )
            for group in groups[:_GROUPS]
        ]
        more = len(groups) - _GROUPS
        if more > 0:
            lines.append(wording().importing.and_more_kinds(more, count=number_word(more)))
        clear_layout(self._groups_column)
        for line in lines:
            self._groups_column.addWidget(label(line, 12, wrap=True))
