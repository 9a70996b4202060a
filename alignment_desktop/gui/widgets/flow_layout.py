"""A layout that sets widgets beside each other, and goes on below where a row is full."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override


class FlowLayout(QLayout):
    """Widgets in rows, as words in a text."""

    def __init__(self, parent: QWidget, spacing: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        # A widget that is only given to the constructor does not keep a layout of Python's alive.
        parent.setLayout(self)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._arranged(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arranged(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        height = max((item.sizeHint().height() for item in self._items), default=0)
        return QSize(1, height)

    def _arranged(self, rect: QRect, *, move: bool) -> int:
        """Sets the widgets into a rectangle, if wanted; gives the height that they take."""
        at, row = rect.topLeft(), 0
        for item in self._items:
            if item.isEmpty():  # it is hidden
                continue
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), item.sizeHint().height()))
            if at.x() > rect.x() and at.x() + size.width() > rect.x() + rect.width():
                at, row = QPoint(rect.x(), at.y() + row + self.spacing()), 0
            if move:
                item.setGeometry(QRect(at, size))
            at = QPoint(at.x() + size.width() + self.spacing(), at.y())
            row = max(row, size.height())
        return at.y() + row - rect.y()
