"""The table of clauses: who owns each, what it says, for whom, and who agrees."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.models.value_table import Index, ValueTableModel
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.painting.consent_mark import Consent, consent_text
from alignment_desktop.gui.wording import headings, wording
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow:
    """One clause, in words.

    Attributes:
        key: How it is meant, as `commitment.grade-a-first-touch`.
        owner: The owner's chip; None where the kind has no owner.
        name: Its name.
        content: What it says: a commitment's target, a term's definition.
        applies_to: For what, in words.
        consent: Where both parties stand.
        state: The consent in a word, as a chip.
        givers: By whom it was given, in words; empty where nobody gave it.
        struck: With which words the content begins that are proposed to go; empty: none.
    """

    key: str
    owner: Chip | None
    name: str
    content: str
    applies_to: str
    consent: Consent
    state: Chip
    givers: str = ""
    struck: str = ""


@dataclass(frozen=True, slots=True)
class CellEdit:
    """What was typed into a cell.

    Attributes:
        key: The clause, as its row is meant.
        column: Where.
        text: The words.
    """

    key: str
    column: int
    text: str


class ClauseTableModel(ValueTableModel[ClauseRow]):
    """Shows clauses; the headings of three columns depend on their kinds.

    Attributes:
        edited: Carries a `CellEdit`: something was typed into a cell, which says the same as before
            until the clause itself says something else.
        sort_wanted: Carries the column by whose heading rows are to be sorted, -1 for their own
            order, and whether the last one comes first.
    """

    edited = Signal(object)
    sort_wanted = Signal(int, bool)

    class Column(IntEnum):
        """The columns."""

        OWNER = 0
        NAME = 1
        CONTENT = 2
        APPLIES_TO = 3
        CONSENT = 4
        STATE = 5

    def __init__(self, name_heading: str = "", content_heading: str = "") -> None:
        super().__init__()
        self._headings = {
            self.Column.OWNER: headings().owner(),
            self.Column.NAME: name_heading or headings().name(),
            self.Column.CONTENT: content_heading or wording().clauses.content(),
            self.Column.APPLIES_TO: wording().clauses.applies_to(),
            self.Column.CONSENT: wording().common.consent(),
            self.Column.STATE: headings().state(),
        }
        self._mixed = False
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self._editable: Callable[[str, int], bool] = lambda _key, _column: False

    @property
    def mixed(self) -> bool:
        """Whether a column tells the kind instead of what a clause is for."""
        return self._mixed

    def set_editable(self, editable: Callable[[str, int], bool]) -> None:
        """Says which cells can be typed into, by the key of their row and their column."""
        self._editable = editable

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._editable(str(index.data(Role.KEY)), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        self.edited.emit(CellEdit(str(index.data(Role.KEY)), index.column(), str(value)))
        return True

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = column, order
        self.sort_wanted.emit(column, order == Qt.SortOrder.DescendingOrder)

    @override
    def heading_value(self, column: int, role: int) -> object:
        if role != Qt.ItemDataRole.AccessibleTextRole or column != self._sorted[0]:
            return None
        its = wording().clauses
        down = self._sorted[1] == Qt.SortOrder.DescendingOrder
        said = its.sorted_downwards if down else its.sorted_upwards
        return said(heading=self.heading(column))

    def show_mixed(self, mixed: bool) -> None:
        """Says whether a column tells the kind instead of what a clause is for."""
        if mixed != self._mixed:
            self._mixed = mixed
            column = self.Column.APPLIES_TO
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    @override
    def heading(self, column: int) -> str:
        if self._mixed and column == self.Column.APPLIES_TO:
            return headings().kind()
        return self._headings[self.Column(column)]

    @override
    def text(self, row: ClauseRow, column: int) -> str:
        match self.Column(column):
            case self.Column.OWNER:
                return row.owner.text if row.owner else ""
            case self.Column.NAME:
                return row.name
            case self.Column.CONTENT:
                return row.content
            case self.Column.APPLIES_TO:
                return row.applies_to
            case self.Column.CONSENT:
                return consent_text(row.consent)
            case _:
                return row.state.text

    @override
    def tip(self, row: ClauseRow, column: int) -> str:
        said = self.text(row, column)
        by_whom = row.givers if column == self.Column.CONSENT else ""
        return "\n".join(filter(None, (said, by_whom)))

    @override
    def value(self, row: ClauseRow, column: int, role: int) -> object:
        if role == Role.STRUCK and column == self.Column.CONTENT:
            return row.struck
        if role == Role.CONSENT and column == self.Column.CONSENT:
            return row.consent
        if role == Role.CHIP and column in (self.Column.OWNER, self.Column.STATE):
            return row.owner if column == self.Column.OWNER else row.state
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{self.heading(column)}: {self.text(row, column)}"
            by_whom = row.givers if column == self.Column.CONSENT else ""
            return ". ".join(filter(None, (said, *by_whom.splitlines())))
        return None
