"""The inspector of a file that waits to be imported: what it is, and why it is not imported yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.importing.file_rows import file_row
from alignment_desktop.gui.importing.words import number_word
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import ChipLabel, breakable, label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.services.waiting_files import WaitingFile

_LOOKED_THROUGH = ("ready", "asks")


class FileSide(QScrollArea):
    """One file that waits, in the inspector.

    Attributes:
        opened: Carries the path of the file that is to be looked through.
    """

    opened = Signal(str)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._switch = switch
        self._key = ""
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        self.setWidget(inside)
        self.name = label(pixels=13, weight=BOLD, wrap=True)
        self.facts = label(pixels=12, tone="muted", wrap=True)
        self._standing = QHBoxLayout()
        self._standing.setSpacing(8)
        self._chip: ChipLabel | None = None
        self.reason = label(pixels=12, wrap=True)
        self._standing.addWidget(self.reason, 1)
        self.look_button = QPushButton(wording().importing.look_through_it())
        self.look_button.clicked.connect(lambda _on=False: self.opened.emit(self._key))
        self.note = label(pixels=12, tone="muted", wrap=True)
        column.addWidget(self.name)
        column.addWidget(self.facts)
        column.addLayout(self._standing)
        column.addWidget(self.look_button)
        column.addWidget(self.note)
        column.addStretch(1)
        self.show_file(None)

    def show_file(self, file: WaitingFile | None) -> None:
        """Shows another file; None: none is selected."""
        its = wording().importing
        self._show_standing(file)
        self.facts.setVisible(file is not None)
        self.look_button.setVisible(file is not None and file.standing in _LOOKED_THROUGH)
        if file is None:
            self._key = ""
            self.name.setText(its.no_file_is_selected())
            self.note.setText(its.select_a_file())
            return
        row, self._key = file_row(file), str(file.path)
        self.name.setText(breakable(row.file))
        rows = its.rows_rows(file.rows, rows=number_word(file.rows)) if file.rows else ""
        like = its.read_like_profile(profile=file.profile) if file.profile else ""
        known = (row.kind if file.kind else "", rows, like)
        self.facts.setText(" · ".join(filter(None, known)))
        self.facts.setVisible(bool(self.facts.text()))
        self.note.setText(breakable(its.file_lies_in(folder=str(file.path.parent))))

    def _show_standing(self, file: WaitingFile | None) -> None:
        if self._chip is not None:
            self._standing.removeWidget(self._chip)
            self._chip.hide()
            self._chip.deleteLater()
            self._chip = None
        self.reason.setText("")
        if file is not None:
            row = file_row(file)
            self._chip = ChipLabel(self._switch, row.check, self.widget())
            self._standing.insertWidget(0, self._chip, 0, Qt.AlignmentFlag.AlignTop)
            self.reason.setText(breakable(row.reason))
