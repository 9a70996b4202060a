"""A table in a rounded card, whose rows are as high as their words need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.gui.delegates.cells import LEAST, CellDelegate
from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.column_widths import ColumnWidths
from alignment_desktop.gui.widgets.row_heights import RowHeights
from alignment_desktop.gui.widgets.seeking_table import SeekingTable

_HEADER = 32
_HIGHEST = 1_000_000  # layouts cannot add up much more
_WIDEN = QEvent.Type(QEvent.registerEventType())


class _Overlay(QWidget):
    """Paints the card's corners and border over the table, which no sheet can round."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(parent)
        self._switch = switch
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        switch.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._switch.theme
        radius = theme.tokens.radius["card"]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        inner = whole.adjusted(0.5, 0.5, -0.5, -0.5)
        corners = QPainterPath()
        corners.addRect(whole)
        corners.addRoundedRect(inner, radius, radius)
        painter.fillPath(corners, theme.colour("background"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRoundedRect(inner, radius, radius)


class CardTable(QWidget):
    """A table view in a card.

    Attributes:
        table: The view itself.
        current_changed: Carries the key of the row that is now current, "" where none is.
        opened: Carries the key of the row that was double-clicked or entered.
    """

    current_changed = Signal(str)
    opened = Signal(str)

    def __init__(
        self,
        switch: ThemeSwitch,
        model: QAbstractItemModel,
        name: str,
        parent: QWidget | None = None,
        *,
        least: int = LEAST,
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self._least = least
        self._delegates: dict[int, CellDelegate] = {}
        self._wrapping: tuple[int, ...] = ()
        self.table = SeekingTable()
        self._columns = ColumnWidths(self.table)
        self.table.found.connect(self.select_row)
        self.table.setAccessibleName(name)
        self._prepare(model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self._overlay = _Overlay(switch, self)
        self._heights = RowHeights(self.table, self._height_of)
        self._heights.changed.connect(self._fit)
        self._fitting = self._widening = False
        self._fitted_height = -1
        self._connect(model)

    def _prepare(self, model: QAbstractItemModel) -> None:
        table = self.table
        table.setModel(model)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setMouseTracking(True)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        table.verticalHeader().setMinimumSectionSize(_HEADER)
        table.verticalHeader().setDefaultSectionSize(self._least)
        header = table.horizontalHeader()
        header.setFixedHeight(_HEADER)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        for each in (header, table.verticalHeader()):
            # Else each painting of a heading asks of every row whether it is selected.
            each.setSelectionModel(QItemSelectionModel(model, each))
        table.viewport().installEventFilter(self)
        self.setFocusProxy(table)

    def _connect(self, model: QAbstractItemModel) -> None:
        model.modelReset.connect(self.measure_rows)
        model.rowsInserted.connect(self.measure_rows)
        model.rowsRemoved.connect(self.measure_rows)
        model.layoutChanged.connect(self.measure_rows)
        model.dataChanged.connect(self._measure_changed)
        self.table.selectionModel().currentRowChanged.connect(self._tell_current)
        self.table.activated.connect(self._tell_opened)

    def set_columns(
        self,
        delegates: Mapping[int, CellDelegate],
        fixed: Mapping[int, int],
        shares: Mapping[int, int],
        wrapping: Sequence[int] = (),
        spare: Mapping[int, int] | None = None,
        fitted: Mapping[int, int] | None = None,
        growing: Iterable[int] = (),
        sparing: Sequence[int] = (),
    ) -> None:
        """Says how columns look and how wide they are.

        Args:
            delegates: How each column is painted.
            fixed: Widths in pixels of columns that keep theirs.
            shares: How the rest is shared among the others.
            wrapping: Columns whose words decide how high a row is.
            spare: Columns that are left out while the card is narrower than so many pixels; what
                they say the inspector says too.
            fitted: Columns with a share that take what their longest words need, where that is more
                and leaves each of the others so many pixels.
            growing: Fixed columns that grow by up to half where their longest words need it.
            sparing: Columns that are left out, one after the other, where the headings of all do
                not fit beside one another; what they say the inspector says too.
        """
        self._delegates, self._wrapping = dict(delegates), tuple(wrapping)
        self._columns.set_columns(delegates, fixed, shares, spare, fitted, growing, sparing)
        for column, delegate in delegates.items():
            self.table.setItemDelegateForColumn(column, delegate)
        self._widen()

    def set_fixed(self, widths: Mapping[int, int], spare: Mapping[int, int]) -> None:
        """Gives columns that keep their width another one, and says anew what can be spared.

        Args:
            widths: Widths in pixels by column.
            spare: As in `set_columns`.
        """
        if self._columns.set_fixed(widths, spare):
            self._widen_soon()

    def let_sort(self) -> None:
        """Lets rows be sorted by a click on a heading: upwards, downwards, then not at all."""
        header = self.table.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setSectionsClickable(True)
        self._columns.sorts = True
        # The view hands the wish on to the model; what is pressed then selects no column.
        self.table.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(self._widen_soon)

    def sort_by_current(self) -> None:
        """Goes on as a click on the heading of the current column does."""
        header, order = self.table.horizontalHeader(), Qt.SortOrder
        column = max(self.table.currentIndex().column(), 0)
        if header.sortIndicatorSection() != column:
            header.setSortIndicator(column, order.AscendingOrder)
        elif header.sortIndicatorOrder() == order.AscendingOrder:
            header.setSortIndicator(column, order.DescendingOrder)
        else:
            self.sort_by_none()

    def sort_by_none(self) -> None:
        """Lets rows stand in their own order again."""
        header = self.table.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def key_at(self, index: QModelIndex) -> str:
        """The key of the row of an index."""
        return str(index.data(Role.KEY) or "") if index.isValid() else ""

    def current_key(self) -> str:
        """The key of the current row; empty where none is."""
        return self.key_at(self.table.currentIndex())

    def select_row(self, row: int, column: int = -1) -> None:
        """Makes a row the current one and shows it.

        Args:
            row: Which.
            column: The cell in it that is current then; the first one that is seen where negative.
        """
        # Not `selectRow`: that one asks which keys are down, and with Shift of Ctrl+Shift+Z still
        # held it selects nothing.
        if column < 0:
            column = max(self.table.horizontalHeader().logicalIndexAt(0), 0)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(
            self.table.model().index(row, column), flags.ClearAndSelect | flags.Rows
        )
        self._heights.show_row(row)

    def select_rows(self, rows: Iterable[int]) -> None:
        """Selects rows beside those that are selected; the current one stays."""
        model, last = self.table.model(), self.table.model().columnCount() - 1
        chosen = QItemSelection()
        first = before = -2
        for row in [*sorted(rows), -2]:
            if row != before + 1:
                if first >= 0:
                    chosen.select(model.index(first, 0), model.index(before, last))
                first = row
            before = row
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().select(chosen, flags.Select | flags.Rows)

    def selected_rows(self) -> list[int]:
        """The selected rows, from top to bottom."""
        rows: set[int] = set()
        # By whole stretches: an index for each of ten thousand rows would take its time.
        chosen = self.table.selectionModel().selection()
        for at in range(chosen.count()):
            rows.update(range(chosen.at(at).top(), chosen.at(at).bottom() + 1))
        return sorted(rows)

    def whole_height(self) -> int:
        """How high the card is with every row in sight."""
        return min(self.table.verticalHeader().length(), _HIGHEST) + _HEADER + 1

    @override
    def sizeHint(self) -> QSize:
        return QSize(600, self.whole_height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, min(self.whole_height(), 160))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._overlay.setGeometry(self.rect())
        self._overlay.raise_()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._overlay.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A scroll bar that comes or goes changes the room for columns as well as a new size does.
        if event.type() == QEvent.Type.Resize and watched is self.table.viewport():
            self._widen_soon()
        return super().eventFilter(watched, event)

    def _widen_soon(self) -> None:
        """Widens columns before the next painting, once for however many sizes come until then."""
        if not self._widening:
            self._widening = True
            QCoreApplication.postEvent(self, QEvent(_WIDEN))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == _WIDEN:
            self._widening = False
            self._widen()
            return True
        return super().event(event)

    def _widen(self) -> None:
        if self._columns.apply(self.width()) & set(self._wrapping):
            self.measure_rows()

    def leave_out(self, columns: Iterable[int]) -> None:
        """Leaves out columns in which no row has anything to show."""
        if self._columns.leave_out(columns):
            self._widen()

    def measure_rows(self) -> None:
        """Makes rows as high as their words need: those in sight now, the others in time."""
        if self._columns.depend_on_words and not self._fitting:
            self._fitting = True  # columns that change their width measure the rows again
            self._columns.forget_words()
            self._widen()
            self._fitting = False
        if self._wrapping:
            self._heights.measure_all()
        else:  # then every row is as high as any other
            self._fit()

    def _fit(self) -> None:
        height = self.whole_height()
        if height != self._fitted_height:
            # Also of a table whose one row is lower than the least that a card may become: what
            # it hints at is another height than that of the heading alone.
            self._fitted_height = height
            self.setMaximumHeight(max(height, 80))
            self.updateGeometry()

    def _measure_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._columns.forget_words()  # seen to when the width or the rows change
        if self._wrapping:
            self._heights.measure(first.row(), last.row())

    def _height_of(self, row: int) -> int:
        header, model = self.table.horizontalHeader(), self.table.model()
        height = self._least
        for column in self._wrapping:
            if header.isSectionHidden(column):
                continue
            delegate = self._delegates[column]
            width = header.sectionSize(column)
            height = max(height, delegate.height_for(model.index(row, column), width))
        return height

    def _tell_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.key_at(index))

    def _tell_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self.key_at(index))
