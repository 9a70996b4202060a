"""Two imports beside each other: which rows came and went, and which fields differ."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.gui.delegates.painted_cells import ChipDelegate
from alignment_desktop.gui.folder_memory import file_name
from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.importing.cells import Choices, LineDelegate
from alignment_desktop.gui.importing.difference_rows import (
    CHANGES,
    DifferenceRow,
    DifferenceRows,
    DifferencesModel,
    change_word,
    difference_headings,
    own_field_word,
)
from alignment_desktop.gui.importing.file_dialogs import choose_workbook
from alignment_desktop.gui.importing.words import Stages, number_word
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.batch_differences import Differences
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow


class Comparison(QWidget):
    """Shows how two imports differ.

    Attributes:
        closed: The imports are to be shown again.
    """

    closed = Signal()

    def __init__(self, session: Session, switch: ThemeSwitch) -> None:
        super().__init__()
        self._session = session
        self._found: Differences | None = None
        self._stages: Stages = ()
        self._name = ""
        its = wording().importing
        self.heading = label(pixels=13, weight=MEDIUM, wrap=True)
        self.sentence = label(pixels=12, tone="muted", wrap=True)
        self.shown = Choices(
            [
                ("", its.all_differences()),
                *((change, change_word(change)) for change in CHANGES),
            ]
        )
        self.shown.setAccessibleName(its.which_differences())
        self.shown.activated.connect(lambda _at: self._show_rows())
        self.save_button = QPushButton(its.save_as_excel())
        self.save_button.clicked.connect(self.choose_and_save)
        self.close_button = QPushButton(its.back_to_the_imports())
        self.close_button.clicked.connect(self.closed)
        self.model = DifferencesModel()
        self.table = CardTable(switch, self.model, its.differences())
        self._lay_out(switch)

    def _lay_out(self, switch: ThemeSwitch) -> None:
        column, table = DifferencesModel.Column, self.table
        table.set_columns(
            {
                column.ROW: LineDelegate(switch, table, MEDIUM),
                column.CHANGE: ChipDelegate(switch, table),
                column.FIELD: LineDelegate(switch, table),
                column.BEFORE: LineDelegate(switch, table, tone="muted"),
                column.AFTER: LineDelegate(switch, table),
            },
            fixed={column.CHANGE: 92},
            shares={column.ROW: 26, column.FIELD: 22, column.BEFORE: 26, column.AFTER: 26},
        )
        top, bar = QHBoxLayout(), QHBoxLayout()
        for line in (top, bar):
            line.setSpacing(8)
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_button)
        bar.addWidget(self.sentence, 1)
        bar.addWidget(self.shown)
        bar.addWidget(self.save_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(8)
        rows.addLayout(top)
        rows.addLayout(bar)
        rows.addWidget(table, 1)
        rows.addStretch(0)

    def compare(self, before: BatchRow, after: BatchRow, stages: Stages) -> None:
        """Works out how two imports differ, and shows it."""
        its = wording().importing
        self._stages = stages
        self._name = f"{Path(after.file).stem} {its.differences()}"
        self.heading.setText(its.compared(before=_called(before), after=_called(after)))
        self.sentence.setText(its.comparing())
        self._found = None
        self.save_button.setEnabled(False)
        self._show_rows()

        def work(workspace: Workspace, _monitor: Monitor) -> Differences:
            from alignment_desktop.services.batch_differences import compare_batches

            return compare_batches(workspace, before.id, after.id)

        self._session.ask("comparison", work, self._take)

    def _take(self, found: Differences) -> None:
        self._found = found
        its = wording().importing
        parts = [
            its.rows_added(found.added, count=number_word(found.added)),
            its.rows_gone(found.gone, count=number_word(found.gone)),
            its.rows_changed(found.changed, count=number_word(found.changed)),
            its.rows_alike(found.same, count=number_word(found.same)),
        ]
        text = ", ".join(parts) + "."
        for names, say in (
            (found.only_before, its.columns_only_before),
            (found.only_after, its.columns_only_after),
        ):
            if names:
                words = ", ".join(own_field_word(name, self._stages) for name in names)
                text += " " + say(columns=words)
        self.sentence.setText(text)
        self.save_button.setEnabled(found.frame.height > 0)
        self._show_rows()

    def _show_rows(self) -> None:
        found, wanted = self._found, self.shown.value()
        rows: Sequence[DifferenceRow] = ()
        if found is not None:
            frame = found.frame.filter(found.frame["change"] == wanted) if wanted else found.frame
            rows = DifferenceRows(frame, self._stages)
        self.model.show_many(rows)
        self.table.setVisible(len(rows) > 0)

    def choose_and_save(self) -> None:
        """Lets the user say where, and saves the differences there."""
        title, name = wording().importing.save_as_excel(), file_name(self._name, ".xlsx")
        path = choose_workbook(self._session.folders, self, title, name)
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Saves the differences as a workbook."""
        found, header = self._found, difference_headings()
        if found is None:
            return
        say = partial(_said, stages=self._stages)

        def write(_workspace: Workspace, _monitor: Monitor) -> None:
            from alignment_desktop.services.batch_differences import save_differences

            save_differences(found, path, header, say)

        def written(_nothing: None) -> None:
            text = wording().importing.differences_are_in(name=path.name)
            self._session.notify(text, file=path)

        self._session.ask("differences", write, written)


def _said(what: str, code: str, stages: Stages) -> str:
    return change_word(code) if what == "change" else own_field_word(code, stages)


def _called(batch: BatchRow) -> str:
    """An import by its number and file."""
    return wording().importing.import_number(number=batch.id, file=batch.file)
