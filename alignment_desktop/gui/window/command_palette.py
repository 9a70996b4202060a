"""The palette that Ctrl+K opens: any page, clause or action, by a few letters of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.gui.fonts import font
from alignment_desktop.gui.icons import icon_pixmap
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import ShortLabel
from alignment_desktop.gui.window.ranking import PaletteEntry, ranked
from alignment_desktop.gui.wording import wording

_ROW = 36
_WIDTH = 560
_MOST = 9
_Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole


class EntryModel(QAbstractListModel):
    """The entries that are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[PaletteEntry, ...] = ()

    def show_entries(self, entries: Sequence[PaletteEntry]) -> None:
        """Shows other entries."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.text, entry.detail, entry.keys) if part)
        return entry if role == _ENTRY else None


class _EntryDelegate(QStyledItemDelegate):
    """Icon, name, kind and key of an entry in one row."""

    def __init__(self, switch: ThemeSwitch, parent: QObject) -> None:
        super().__init__(parent)
        self._switch = switch

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, _ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = index.data(_ENTRY)
        theme = self._switch.theme
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_tint"))
            painter.drawRoundedRect(rect.adjusted(6, 1, -6, -1), 6, 6)
        ink = theme.colour("accent" if chosen else "muted")
        ratio = painter.device().devicePixelRatioF()
        pixmap = icon_pixmap(entry.icon, ink, 18, ratio)
        painter.drawPixmap(rect.topLeft() + QRectF(18, 9, 0, 0).topLeft(), pixmap)
        box = rect.adjusted(48, 0, -18, 0)
        small, quiet = font(12), theme.colour("neutral" if chosen else "muted")
        painter.setFont(small)
        painter.setPen(quiet)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        behind = entry.keys or entry.detail
        painter.drawText(box, right, behind)
        box.setRight(box.right() - QFontMetricsF(small).horizontalAdvance(behind) - 12)
        painter.setFont(font(13))
        painter.setPen(theme.colour("accent" if chosen else "text"))
        name = QFontMetricsF(font(13)).elidedText(
            entry.text, Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()


class CommandPalette(QFrame):
    """A field and the entries that answer to it, over the window.

    Attributes:
        chosen: Carries the `PaletteEntry` that was entered.
        searched: Carries what is typed now, for whoever finds more by it; see `show_more`.
    """

    chosen = Signal(object)
    searched = Signal(str)

    def __init__(
        self,
        entries: Callable[[], Sequence[PaletteEntry]],
        switch: ThemeSwitch,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        set_look(self, "card", "palette")
        self._entries = entries
        self._around = parent
        self._known: tuple[PaletteEntry, ...] = ()
        self._more: tuple[PaletteEntry, ...] = ()
        self._before: QWidget | None = None
        self.field = QLineEdit()
        self.field.setObjectName("palette_field")
        self.field.setFont(font(14))
        self.field.setPlaceholderText(wording().frame.find_a_page_a())
        self.field.setAccessibleName(wording().frame.find_a_page_a())
        self.field.textChanged.connect(self._search_anew)
        self.field.installEventFilter(self)
        self.model = EntryModel(self)
        self.list = QListView()
        self.list.setAccessibleName(wording().frame.found())
        self.list.setModel(self.model)
        self.list.setItemDelegate(_EntryDelegate(switch, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.clicked.connect(self._enter)
        self.nothing = ShortLabel(tone="muted")
        self.nothing.setFixedHeight(_ROW)
        self.nothing.setContentsMargins(18, 0, 18, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 6)
        column.setSpacing(0)
        field_row = QVBoxLayout()
        field_row.setContentsMargins(10, 0, 10, 0)
        field_row.addWidget(self.field)
        line = QFrame()
        line.setObjectName("keyboard_line")
        line.setFixedHeight(1)
        column.addLayout(field_row)
        column.addWidget(line)
        column.addSpacing(5)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Comes into sight, empty, with the keyboard in its field."""
        self._known = tuple(self._entries())
        self._more = ()
        self._before = self.window().focusWidget()
        self.field.clear()
        self._search("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Looks through all there is to be found again, for what is typed."""
        self._known = tuple(self._entries())
        self._search_again()

    def show_more(self, words: str, entries: Sequence[PaletteEntry]) -> None:
        """Shows what was found elsewhere by the words, if they are still what is typed."""
        if self.isVisible() and words == self.field.text():
            self._more = tuple(entries)
            self._search_again()

    def _search_anew(self, words: str) -> None:
        self._more = ()
        self._search(words)
        self.searched.emit(words)

    def _search_again(self) -> None:
        """Looks again by the same words, and stays at the same entry of the list."""
        chosen = self.list.currentIndex().row()
        self._search(self.field.text())
        self.list.setCurrentIndex(self.model.index(max(chosen, 0), 0))

    def close_quietly(self) -> None:
        """Goes, and gives the keyboard back to where it was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def _search(self, words: str) -> None:
        found = ranked((*self._known, *self._more), words)
        self.model.show_entries(found)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.nothing.say(wording().frame.nothing_is_called_here(text=words.strip()))
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._lay_out()

    def _lay_out(self) -> None:
        parent = self._around
        rows = max(1, min(self.model.rowCount(), _MOST))
        width = min(_WIDTH, parent.width() - 32)
        self.list.setFixedHeight(rows * _ROW)
        height = self.field.sizeHint().height() + 14 + rows * _ROW
        self.setGeometry((parent.width() - width) // 2, 84, width, height)

    def _enter(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        self.close_quietly()
        if isinstance(entry, PaletteEntry):
            self.chosen.emit(entry)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps and self.model.rowCount():
            at = (self.list.currentIndex().row() + steps[key]) % self.model.rowCount()
            self.list.setCurrentIndex(self.model.index(at, 0))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(self.list.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self.close_quietly()
            return True
        return False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.field:
            # Inside the window every key is first offered to shortcuts: Escape is ours here.
            if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                if event.key() == Qt.Key.Key_Escape:
                    event.accept()
                    return True
            elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
            elif kind == QEvent.Type.FocusOut and self.isVisible():
                self._before = None
                self.hide()
        elif kind == QEvent.Type.Resize and self.isVisible():
            self._lay_out()
        return super().eventFilter(watched, event)
