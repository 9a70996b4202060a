"""Tables of frozen values: rows are handed in, columns are named by an IntEnum or by a file."""

from __future__ import annotations

from abc import abstractmethod
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
from alignment_desktop.gui.models.lazy_rows import InBlocks, LazyRows
from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.tool_tips import plain_tip
from alignment_desktop.values import dataclass

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

    A subclass names its columns and says what a cell holds. Rows are any sequence; one that makes
    its rows only when they are asked for is read as far as somebody looks.
    """

    Column: ClassVar[type[IntEnum]]
    NUMBERS: ClassVar[frozenset[int]] = frozenset()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()
        self._keys: tuple[str, ...] | None = ()  # None: only the rows themselves know
        self._places: dict[str, int] = {}

    @property
    def rows(self) -> Sequence[Row]:
        """All rows, in order."""
        return self._rows

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all rows, in order."""
        return tuple(row.key for row in self._rows) if self._keys is None else self._keys

    def row_at(self, at: int) -> Row:
        """One row."""
        return self._rows[at]

    def show_many(self, rows: Sequence[Row]) -> None:
        """Shows other rows, as many as there may be; selection and scrolling begin anew."""
        self.beginResetModel()
        there = isinstance(rows, tuple | LazyRows)
        self._rows, self._keys, self._places = rows if there else InBlocks(rows), None, {}
        self.endResetModel()

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
        last = self.columnCount() - 1
        if lazy and len(new) > _FEW:
            # To find out which rows changed, all of them would have to be made.
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, last))
            return
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(at, 0), self.index(at, last))

    def row_of(self, key: str) -> int:
        """Where the row of a key is; -1 where there is none."""
        if self._keys is None:
            return next((at for at, row in enumerate(self._rows) if row.key == key), -1)
        return self._places.get(key, -1)

    @abstractmethod
    def heading(self, column: int) -> str:
        """A column's heading, translated."""

    @abstractmethod
    def text(self, row: Row, column: int) -> str:
        """A cell's text."""

    def tip(self, row: Row, column: int) -> str:
        """What there is to say of a cell besides; told by hovering."""
        return self.text(row, column)

    def value(self, row: Row, column: int, role: int) -> object:
        """What a cell holds beside its text; None: nothing in this role."""
        return None

    def heading_value(self, column: int, role: int) -> object:
        """What a heading holds otherwise than all do; None: the same as all in this role."""
        return None

    def is_number(self, column: int) -> bool:
        """Whether a column holds numbers, which stand on the right."""
        return column in self.NUMBERS

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.Column)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not 0 <= section < self.columnCount() or orientation != Qt.Orientation.Horizontal:
            return None
        own = self.heading_value(section, role)
        if own is not None:
            return own
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heading(section)
        if role == Qt.ItemDataRole.FontRole:
            return font(12, MEDIUM)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.is_number(section) else _LEFT
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Role.KEY:
            at = index.row()
            return self._rows[at].key if self._keys is None else self._keys[at]
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.tip(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.is_number(column) else _LEFT
        return self.value(row, column, role)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of texts, meant by its key."""

    key: str
    texts: tuple[str, ...]


class GridModel(ValueTableModel[GridRow]):
    """Shows rows of texts, with as many columns as a file has."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: tuple[str, ...] = ()

    def show_grid(self, headings: Sequence[str], rows: Sequence[GridRow]) -> None:
        """Shows other rows.

        Args:
            headings: One for each column.
            rows: With as many texts each.
        """
        if tuple(headings) == self._headings:
            self.show_rows(rows)
        else:
            self._headings = tuple(headings)
            self.show_many(tuple(rows))

    @override
    def heading(self, column: int) -> str:
        return self._headings[column]

    @override
    def text(self, row: GridRow, column: int) -> str:
        return row.texts[column]

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._headings)
