"""The files that wait to be imported, with the folder that is watched above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.gui.delegates.text_cells import NumberDelegate
from alignment_desktop.gui.fonts import MEDIUM
from alignment_desktop.gui.importing.cells import CheckDelegate, LineDelegate
from alignment_desktop.gui.importing.file_rows import FilesModel
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment_desktop.gui.importing.watch_memory import Watched
    from alignment_desktop.services.waiting_files import WaitingFile


class FileList(QWidget):
    """Lists the files that wait, and says which folder is watched.

    Attributes:
        opened: Carries the path of the file that is to be looked through.
        removed: Carries the path of the file that is to be let go.
        folder_wanted: A folder to watch is to be chosen.
        folder_left: No folder is to be watched any more.
        unasked_chosen: Carries whether known files are imported by themselves.
    """

    opened = Signal(str)
    removed = Signal(str)
    folder_wanted = Signal()
    folder_left = Signal()
    unasked_chosen = Signal(bool)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        its = wording().importing
        self.model = FilesModel()
        self.table = CardTable(switch, self.model, its.files_that_wait())
        self.table.opened.connect(self.opened)
        self.watched = label(pixels=13, wrap=True)
        self.folder_button, self.leave_button = QPushButton(), QPushButton(its.watch_no_folder())
        self.folder_button.clicked.connect(self.folder_wanted)
        self.leave_button.clicked.connect(self.folder_left)
        set_look(self.leave_button, "kind", "quiet")
        self.unasked = QCheckBox(its.import_known_ones())
        self.unasked.toggled.connect(self.unasked_chosen)
        self.note = label(pixels=12, tone="muted", wrap=True)
        self.remove_button = QPushButton(its.take_off_the_list())
        self.remove_button.clicked.connect(lambda: self.removed.emit(self.table.current_key()))
        set_look(self.remove_button, "kind", "quiet")
        self._lay_out(switch)

    def _lay_out(self, switch: ThemeSwitch) -> None:
        column, table = FilesModel.Column, self.table
        muted = LineDelegate(switch, table, tone="muted")
        table.set_columns(
            {
                column.FILE: LineDelegate(switch, table, MEDIUM),
                column.KIND: LineDelegate(switch, table),
                column.ROWS: NumberDelegate(switch, table),
                column.PROFILE: muted,
                column.STATE: CheckDelegate(switch, table),
            },
            fixed={column.KIND: 96, column.ROWS: 72},
            shares={column.FILE: 30, column.PROFILE: 20, column.STATE: 50},
            spare={column.PROFILE: 620},
            growing=(column.KIND, column.ROWS),
        )
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.watched, 1)
        line.addWidget(self.leave_button)
        line.addWidget(self.folder_button)
        card.body.addLayout(line)
        card.body.addWidget(self.unasked)
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        foot.addWidget(self.remove_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(12)
        rows.addWidget(card)
        rows.addWidget(table, 1)
        rows.addLayout(foot)
        rows.addStretch(0)

    def show_files(self, files: Sequence[WaitingFile]) -> None:
        """Shows the files as they stand now."""
        self.model.show_files(files)
        self.table.setVisible(bool(files))
        self.remove_button.setVisible(bool(files))
        if files and not self.table.current_key():
            self.table.select_row(0)
        its = wording().importing
        self.note.setText(its.enter_looks_through() if files else its.no_file_waits())

    def show_watched(self, watched: Watched) -> None:
        """Says which folder is watched."""
        its = wording().importing
        folder = watched.folder
        self.watched.setText(
            its.folder_is_watched(folder=str(folder)) if folder else its.no_folder_is_watched()
        )
        self.folder_button.setText(its.watch_another() if folder else its.watch_a_folder())
        self.leave_button.setVisible(folder is not None)
        self.unasked.setVisible(folder is not None)
        blocked = self.unasked.blockSignals(True)
        self.unasked.setChecked(watched.unasked)
        self.unasked.blockSignals(blocked)
