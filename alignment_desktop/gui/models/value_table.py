"""A table of frozen values: rows are handed in whole, columns are named by an IntEnum."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.models.lazy_rows import LazyRows
from alignment_desktop.gui.models.roles import Role

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_FEW = 200  # lazy rows that may all be made to find those that changed


class Keyed(Protocol):
    """A row knows by which key it is meant."""

    @property
    def key(self) -> str:
        """Unique among the rows."""
        ...


Row = TypeVar("Row", bound=Keyed)


class ValueTableModel(QAbstractTableModel, Generic[Row]):
    """Shows rows of one kind; reads nothing, changes nothing.

    A subclass names its columns and says what a cell holds.
    """

    Column: ClassVar[type[IntEnum]]
    NUMBERS: ClassVar[frozenset[int]] = frozenset()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()
        self._keys: tuple[str, ...] = ()
        self._places: dict[str, int] = {}

    @property
    def rows(self) -> Sequence[Row]:
        """All rows, in order."""
        return self._rows

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all rows, in order."""
        return self._keys

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows other rows.

        Where the keys stay the same only their cells change, so selection and scrolling stay too.
        """
        lazy = isinstance(rows, LazyRows)
        new = rows if lazy else tuple(rows)
        keys = new.keys if isinstance(new, LazyRows) else tuple(row.key for row in new)
        if keys != self._keys:
            self.beginResetModel()
            self._rows, self._keys = new, keys
            self._places = {key: at for at, key in enumerate(keys)}
            self.endResetModel()
            return
        old, self._rows = self._rows, new
        last = len(self.Column) - 1
        if lazy and len(new) > _FEW:
            # To find out which rows changed, all of them would have to be made.
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, last))
            return
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(at, 0), self.index(at, last))

    def row_of(self, key: str) -> int:
        """Where the row of a key is; -1 where there is none."""
        return self._places.get(key, -1)

    def heading(self, column: int) -> str:
        """A column's heading, translated."""
        raise NotImplementedError

    def text(self, row: Row, column: int) -> str:
        """A cell's text."""
        raise NotImplementedError

    def value(self, row: Row, column: int, role: int) -> object:
        """What a cell holds beside its text; None: nothing in this role."""
        return None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.Column)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not 0 <= section < len(self.Column) or orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heading(section)
        if role == Qt.ItemDataRole.FontRole:
            return font(12, MEDIUM)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in self.NUMBERS else _LEFT
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Role.KEY:
            return self._keys[index.row()]
        row, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in self.NUMBERS else _LEFT
        return self.value(row, column, role)
