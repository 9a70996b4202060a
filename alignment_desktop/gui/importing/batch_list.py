"""The imports of a workspace as a table, the newest standing of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from alignment_desktop.gui.delegates.painted_cells import ChipDelegate
from alignment_desktop.gui.delegates.text_cells import NumberDelegate
from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.importing.batch_rows import ImportsModel
from alignment_desktop.gui.importing.cells import LineDelegate
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.storage.evidence import BatchRow


class BatchList(QWidget):
    """Lists the imports; one of them is selected.

    Attributes:
        selected: Carries the key of the import that is selected, "" where none is.
        opened: Carries the key of the import that was double-clicked or entered.
    """

    selected = Signal(str)
    opened = Signal(str)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self.model = ImportsModel()
        self.table = CardTable(switch, self.model, wording().importing.imports())
        self.table.current_changed.connect(self.selected)
        self.table.opened.connect(self.opened)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.addWidget(self.table, 1)
        rows.addStretch(0)
        self._lay_out(switch)

    def _lay_out(self, switch: ThemeSwitch) -> None:
        column, table = ImportsModel.Column, self.table
        muted = LineDelegate(switch, table, tone="muted")
        number = NumberDelegate(switch, table)
        table.set_columns(
            {
                column.FILE: LineDelegate(switch, table, MEDIUM),
                column.KIND: LineDelegate(switch, table),
                column.ROWS: number,
                column.IMPORTED: muted,
                column.AS_OF: muted,
                column.PROBLEMS: number,
                column.STATE: ChipDelegate(switch, table),
            },
            fixed={
                column.KIND: 76,
                column.ROWS: 72,
                column.IMPORTED: 120,
                column.AS_OF: 120,
                column.PROBLEMS: 82,
                column.STATE: 88,
            },
            shares={column.FILE: 1},
            spare={column.AS_OF: 760, column.IMPORTED: 620},
            # A number, a kind or a moment is of no use without its end.
            growing=(
                *(column.KIND, column.ROWS, column.IMPORTED),
                *(column.AS_OF, column.PROBLEMS, column.STATE),
            ),
        )

    def show_batches(self, batches: tuple[BatchRow, ...], zone: str) -> None:
        """Shows the imports as they stand now; the first is selected where none is."""
        self.model.show_batches(batches, zone)
        if batches and not self.table.current_key():
            self.table.select_row(0)
