"""A table of plain texts with as many columns as a file has: its first rows, its typed rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from typing_extensions import override

from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.models.value_table import Index


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of texts, meant by its key."""

    key: str
    texts: tuple[str, ...]


class GridModel(QAbstractTableModel):
    """Shows rows of texts."""

    def __init__(self) -> None:
        super().__init__()
        self._headings: tuple[str, ...] = ()
        self._rows: tuple[GridRow, ...] = ()
        self._numbers: frozenset[int] = frozenset()

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """All rows."""
        return self._rows

    def show_grid(
        self,
        headings: Sequence[str],
        rows: Sequence[GridRow],
        numbers: frozenset[int] = frozenset(),
    ) -> None:
        """Shows other rows.

        Args:
            headings: One for each column.
            rows: With as many texts each.
            numbers: The columns of numbers.
        """
        if (tuple(headings), tuple(rows), numbers) == (self._headings, self._rows, self._numbers):
            return
        self.beginResetModel()
        self._headings, self._rows, self._numbers = tuple(headings), tuple(rows), numbers
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Where the row of a key is; -1 where there is none."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not 0 <= section < len(self._headings) or orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.texts[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return row.key if role == Role.KEY else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = (
            Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
        )
        return side | Qt.AlignmentFlag.AlignVCenter
