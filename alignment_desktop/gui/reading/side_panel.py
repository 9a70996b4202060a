"""Beside the pages: each of them small, or the document's outline."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)
from typing_extensions import override

from alignment_desktop.documents.page_values import Spot
from alignment_desktop.gui.fonts import font
from alignment_desktop.gui.reading.reading import THUMB, Reading
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.wording import wording

WIDTH = 188
"""Pixels that the side takes."""
_AROUND, _NUMBER = 8, 20
_DELAY = 30
_Index = QModelIndex | QPersistentModelIndex


class PagesModel(QAbstractListModel):
    """The pages of a document, by their numbers."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._reading = reading
        self._count = 0
        reading.opened.connect(self._renew)

    def _renew(self) -> None:
        self.beginResetModel()
        self._count = len(self._reading.sizes)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._count

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            its = wording().reading
            return its.page_of(page=index.row() + 1, count=self._count)
        return None


class SmallPage(QStyledItemDelegate):
    """Paints a page small, with its number below."""

    def __init__(self, reading: Reading, switch: ThemeSwitch) -> None:
        super().__init__(reading)
        self._reading = reading
        self._switch = switch

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(THUMB + 2 * _AROUND, round(self._size(index)[1]) + _NUMBER + 2 * _AROUND)

    def _size(self, index: _Index) -> tuple[float, float]:
        part = self._reading.thumb_part(index.row(), 1.0)
        return part.width, part.height

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = self._switch.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(option.rect)
        state = option.state
        width, height = self._size(index)
        left = room.left() + (room.width() - width) / 2
        box = QRectF(left, room.top() + _AROUND, width, height)
        painter.fillRect(box, Qt.GlobalColor.white)
        ratio = painter.device().devicePixelRatioF()
        image = self._reading.thumbs.get(self._reading.thumb_part(index.row(), ratio))
        if image is not None:
            painter.drawImage(box, image)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(theme.colour("accent" if chosen else "line"), 2 if chosen else 1))
        if chosen and focused:
            painter.setPen(QPen(theme.colour("accent"), 3))
        painter.drawRect(box.adjusted(-1, -1, 1, 1))
        painter.setPen(theme.colour("accent" if chosen else "muted"))
        painter.setFont(font(12, tabular=True))
        below = QRectF(room.left(), box.bottom() + 2, room.width(), _NUMBER)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        painter.restore()


class Thumbnails(QListView):
    """Every page small; choosing one goes there.

    Attributes:
        chosen: Carries the `Spot`.
    """

    chosen = Signal(object)

    def __init__(self, reading: Reading, switch: ThemeSwitch) -> None:
        super().__init__()
        self._reading = reading
        self.setModel(PagesModel(reading))
        self._painter = SmallPage(reading, switch)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(wording().reading.small_pages())
        self.setObjectName("small_pages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(40)
        self._follows = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY)
        self._timer.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._timer.start())
        reading.opened.connect(self._timer.start)
        reading.drawn.connect(self.viewport().update)
        self.selectionModel().currentChanged.connect(self._choose)
        switch.changed.connect(self.viewport().update)

    def show_page(self, page: int) -> None:
        """Marks the page in sight, counted from 1."""
        index = self.model().index(page - 1, 0)
        if index.isValid() and index != self.currentIndex():
            self._follows = True
            self.setCurrentIndex(index)
            self._follows = False

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and not self._follows:
            self.chosen.emit(Spot(index.row()))

    def _ask(self) -> None:
        pages: list[int] = []
        if self.isVisible():
            room = self.viewport().rect()
            first, last = (self.indexAt(at) for at in (room.topLeft(), room.bottomLeft()))
            end = last.row() + 1 if last.isValid() else self.model().rowCount()
            pages = list(range(max(first.row(), 0), min(end + 2, self.model().rowCount())))
        ratio = self.devicePixelRatioF()
        parts = [self._reading.thumb_part(page, ratio) for page in pages]
        self._reading.want_parts("small", parts)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer.start()


class Outline(QTreeView):
    """The document's bookmarks; choosing one goes there.

    Attributes:
        chosen: Carries the `Spot`.
    """

    chosen = Signal(object)

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setHeaderHidden(True)
        self.setAccessibleName(wording().reading.outline())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setIndentation(14)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.selectionModel().currentChanged.connect(self._choose)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        reading.opened.connect(self._renew)

    def _renew(self) -> None:
        self.selectionModel().blockSignals(True)
        self._items.clear()
        contents = self._reading.contents
        above: list[QStandardItem] = [self._items.invisibleRootItem()]
        for mark in contents.bookmarks if contents is not None else ():
            item = QStandardItem(mark.title)
            set_tool_tip(item, mark.title)
            item.setData(mark.spot, Qt.ItemDataRole.UserRole)
            # A level that leaves one out hangs on the one that there is.
            del above[min(mark.level, len(above) - 1) + 1 :]
            above[-1].appendRow(item)
            above.append(item)
        self.expandAll()
        self.selectionModel().blockSignals(False)

    def _choose(self, index: QModelIndex) -> None:
        spot = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        if isinstance(spot, Spot):
            self.chosen.emit(spot)
