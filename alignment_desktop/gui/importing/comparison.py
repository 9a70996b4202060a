"""Two imports beside each other: which rows came and went, and which fields differ."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, overload

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.frames import OWN
from alignment_desktop.gui.delegates.painted_cells import ChipDelegate
from alignment_desktop.gui.folder_memory import file_name
from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.importing.cells import Choices, LineDelegate
from alignment_desktop.gui.importing.file_dialogs import choose_workbook
from alignment_desktop.gui.importing.words import Stages, field_word, number_word
from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.models.value_table import ValueTableModel
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.session import Session
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE

if TYPE_CHECKING:
    import polars as pl

    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.services.batch_differences import Differences
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow

_TONES = {"added": "kept", "gone": "missed", "changed": "shared"}


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """Something that is different.

    Attributes:
        key: Its place among all, from 0.
        row: The key of the row that it is about.
        change: What became of it.
        field: The field that differs; empty where the whole row came or went.
        before: What it was.
        after: What it is.
    """

    key: str
    row: str
    change: Chip
    field: str
    before: str
    after: str


class DifferenceRows(Sequence[DifferenceRow]):
    """Differences as rows of a table; each is made only when it is looked at."""

    def __init__(self, frame: pl.DataFrame, stages: Stages) -> None:
        self._frame, self._stages = frame, stages

    @override
    def __len__(self) -> int:
        return self._frame.height

    @overload
    def __getitem__(self, at: int) -> DifferenceRow: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[DifferenceRow]: ...

    @override
    def __getitem__(self, at: int | slice) -> DifferenceRow | Sequence[DifferenceRow]:
        if isinstance(at, int):
            return self._made(at, self._frame.row(at))
        places = range(len(self))[at]
        return [self._made(place, self._frame.row(place)) for place in places]

    def _made(self, at: int, row: tuple[str | None, ...]) -> DifferenceRow:
        key, change, field, before, after = (each or "" for each in row)
        chip = Chip(change_word(change), _TONES[change])
        blank = NONE if change == "changed" else ""
        return DifferenceRow(
            str(at),
            key,
            chip,
            own_field_word(field, self._stages),
            before or blank,
            after or blank,
        )


def change_word(change: str) -> str:
    """What became of a row."""
    its = wording().importing
    return {"added": its.row_added(), "gone": its.row_gone(), "changed": its.row_changed()}[change]


def own_field_word(field: str, stages: Stages) -> str:
    """A field in words, a further column as its file calls it."""
    return field_word(field.removeprefix(OWN), stages) if field else ""


class DifferencesModel(ValueTableModel[DifferenceRow]):
    """What is different, what came first."""

    class Column(IntEnum):
        """Its columns."""

        ROW = 0
        CHANGE = 1
        FIELD = 2
        BEFORE = 3
        AFTER = 4

    @override
    def heading(self, column: int) -> str:
        return difference_headings()[column]

    @override
    def text(self, row: DifferenceRow, column: int) -> str:
        return (row.row, row.change.text, row.field, row.before, row.after)[column]

    @override
    def value(self, row: DifferenceRow, column: int, role: int) -> object:
        return row.change if column == self.Column.CHANGE and role == Role.CHIP else None


def difference_headings() -> list[str]:
    """What the columns of a comparison are called."""
    its = wording().importing
    return [its.key_of_the_row(), its.difference(), its.field(), its.before(), its.after()]


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
                *((change, change_word(change)) for change in _TONES),
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
