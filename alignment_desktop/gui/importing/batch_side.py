"""One import of a workspace, in the inspector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.importing.batch_rows import imported_word
from alignment_desktop.gui.importing.cells import Choices
from alignment_desktop.gui.importing.words import (
    Stages,
    field_word,
    found_words,
    kind_word,
    number_word,
)
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment_desktop.storage.evidence import BatchRow

_GROUPS = 6


class BatchSide(ColumnArea):
    """One import in the inspector.

    Attributes:
        undo_wanted: Carries the number of the import that is not to count.
        restore_wanted: Carries the number of the import that is to count again.
        save_wanted: Carries the `BatchRow` whose problems are to be saved.
        compare_wanted: Carries the numbers of two imports, the earlier one first.
    """

    undo_wanted = Signal(int)
    restore_wanted = Signal(int)
    save_wanted = Signal(object)
    compare_wanted = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        self.setWidget(inside)
        self._batch: BatchRow | None = None
        self.name = label(pixels=13, weight=BOLD, wrap=True)
        self.facts = label(pixels=12, tone="muted", wrap=True)
        self.problems = label(pixels=12, wrap=True)
        self.warnings = label(pixels=12, wrap=True)
        self.columns = label(pixels=12, wrap=True)
        self.act_button = QPushButton()
        self.act_button.clicked.connect(self._act)
        self.note = label(pixels=12, tone="muted", wrap=True)
        its = wording().importing
        self._problem_card, self._column_card = Card(), Card()
        self._found = []
        for card, heading, words in (
            (self._problem_card, its.problems(), self.problems),
            (self._problem_card, its.warnings(), self.warnings),
            (self._column_card, its.columns(), self.columns),
        ):
            head = label(heading, 12, tone="muted")
            card.body.addWidget(head)
            card.body.addWidget(words)
            self._found.append((head, words))
        self.save_button = QPushButton(wording().importing.save_all_problems_as())
        self.save_button.clicked.connect(lambda _on: self.save_wanted.emit(self._batch))
        self._problem_card.body.addSpacing(6)
        self._problem_card.body.addWidget(self.save_button)
        for part in (self.name, self.facts, self._problem_card, self._column_card):
            column.addWidget(part)
        self.others = Choices([])
        self.others.setAccessibleName(wording().importing.compare_with())
        self.others.activated.connect(lambda _at: self._compare())
        self._compared = label(wording().importing.compare_with(), 12, tone="muted")
        self._compared.setBuddy(self.others)
        column.addWidget(self._compared)
        column.addWidget(self.others)
        column.addWidget(self.act_button)
        column.addWidget(self.note)
        column.addStretch(1)
        self.show_batch(None, "UTC")
        self.show_others(())

    def show_batch(self, batch: BatchRow | None, zone: str, stages: Stages = ()) -> None:
        """Shows another import; None: none is selected."""
        self._batch = batch
        for part in (self.facts, self.act_button, self._problem_card, self._column_card):
            part.setVisible(batch is not None)
        if batch is None:
            self.name.setText(wording().importing.no_import_is_selected())
            self.note.setText(wording().importing.select_one_to_see())
            return
        self.name.setText(batch.file)
        self.facts.setText(
            " · ".join(
                part
                for part in (
                    wording().importing.sheet_sheet(sheet=batch.sheet) if batch.sheet else "",
                    kind_word(batch.kind),
                    wording().importing.rows_rows(batch.rows, rows=number_word(batch.rows)),
                    imported_word(batch.imported_at, zone),
                    wording().importing.fingerprint(sha256=batch.sha256[:12]),
                )
                if part
            )
        )
        self._show_words(batch, stages)
        self.act_button.setText(
            wording().importing.restore_this_import()
            if batch.withdrawn
            else wording().importing.undo_this_import()
        )
        self.note.setText(
            wording().importing.it_counts_nowhere_its()
            if batch.withdrawn
            else wording().importing.undoing_takes_back_all()
        )

    def show_others(self, batches: Sequence[BatchRow]) -> None:
        """Offers the imports that the one shown can be compared with, the newest first."""
        its, shown = wording().importing, self._batch
        others = [
            each
            for each in reversed(batches)
            if shown is not None and each.kind == shown.kind and each.id != shown.id
        ]
        self.others.fill(
            [
                ("", its.nothing_to_compare()),
                *(
                    (str(each.id), its.import_number(number=each.id, file=each.file))
                    for each in others
                ),
            ]
        )
        for part in (self._compared, self.others):
            part.setVisible(bool(others))

    def _compare(self) -> None:
        other = self.others.value()
        if other and self._batch is not None:
            self.compare_wanted.emit(*sorted((int(other), self._batch.id)))
            self.others.show_value("")

    def _show_words(self, batch: BatchRow, stages: Stages) -> None:
        its = wording().importing
        for (head, words), groups in zip(
            self._found, (batch.problems, batch.warnings), strict=False
        ):
            lines = [
                found_words(each.count, each.column, Problem(each.code, **each.facts), stages)
                for each in groups[:_GROUPS]
            ]
            more = len(groups) - _GROUPS
            if more > 0:
                lines.append(its.and_more_kinds(more, count=number_word(more)))
            words.setText("\n".join(lines))
            for part in (head, words):
                part.setVisible(bool(lines))
        self._problem_card.setVisible(bool(batch.problems or batch.warnings))
        placed = [
            f"{name} → {field_word(field, stages)}"
            for name, field in batch.columns.items()
            if field not in ("", name) or field_word(field, stages) != field
        ]
        kept = sum(field == name for name, field in batch.columns.items())
        if kept:
            placed.append(its.kept_under_their_own(kept, kept=number_word(kept)))
        self.columns.setText("\n".join(placed))

    def _act(self) -> None:
        if self._batch is not None:
            wanted = self.restore_wanted if self._batch.withdrawn else self.undo_wanted
            wanted.emit(self._batch.id)
