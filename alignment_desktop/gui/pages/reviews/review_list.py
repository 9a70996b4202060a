"""The list of reviews of an agreement: coming, of these days, and past; and other agreements."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM, REGULAR, font
from alignment_desktop.gui.painting.chips import Chip, chip_width, paint_chip
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.wording import wording
from alignment_desktop.values import dataclass

_Index = QModelIndex | QPersistentModelIndex
_KEY = Qt.ItemDataRole.UserRole
_CHIP = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """One line of the list.

    Attributes:
        key: What is chosen by it: the label of a period, empty for the whole agreement; of another
            agreement its label.
        name: What it is called.
        detail: Its days, and how far it is.
        group: The heading that it stands below.
        other: Whether it is another agreement.
        chip: How far its signing is; None where it is not frozen.
    """

    key: str
    name: str
    detail: str
    group: str
    other: bool = False
    chip: Chip | None = None

    @property
    def spoken(self) -> str:
        """The whole line in words."""
        chip = self.chip.text if self.chip is not None else ""
        return ", ".join(part for part in (self.name, chip, self.detail) if part)


class _Lines(QStyledItemDelegate):
    """Paints a review in two lines: what it is called, and below it how far it is."""

    def __init__(self, switch: ThemeSwitch, parent: QObject) -> None:
        super().__init__(parent)
        self._switch = switch

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        heading = index.data(_KEY) is None
        lines = str(index.data(Qt.ItemDataRole.DisplayRole)).count("\n") + 1
        return QSize(80, 34 if heading else 14 + 17 * lines)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        heading, theme = index.data(_KEY) is None, self._switch.theme
        name, _, detail = str(index.data(Qt.ItemDataRole.DisplayRole)).partition("\n")
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver) and not heading
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_tint" if selected else "background"))
            painter.drawRoundedRect(box, 6, 6)
        if selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        box = box.adjusted(10, 6 if not heading else 10, -8, -4)
        tone = "muted" if heading else "accent" if selected else "text"
        chip = index.data(_CHIP)
        room = box
        if isinstance(chip, Chip):
            width = min(chip_width(chip.text), box.width() / 2)
            left, ground = box.right() - width, "accent_tint" if selected else "panel"
            paint_chip(painter, left, box.top() + 8, width, chip, theme, ground)
            room = box.adjusted(0, 0, -width - 6, 0)
        self._line(painter, room, name, font(12 if heading else 13, MEDIUM), tone)
        # Muted is never set on a tint.
        tone = "text" if selected else "muted"
        self._line(painter, box.adjusted(0, 18, 0, 0), detail, font(12, REGULAR), tone)
        painter.restore()

    def _line(self, painter: QPainter, box: QRectF, text: str, type_: QFont, tone: str) -> None:
        shown = QFontMetricsF(type_).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(type_)
        painter.setPen(self._switch.theme.colour(tone))
        painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)


class _Reviews(QListWidget):
    """A list whose keys never come to rest on a heading."""

    @override
    def moveCursor(
        self, action: QListWidget.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        found = super().moveCursor(action, modifiers)
        while found.isValid() and not found.flags() & Qt.ItemFlag.ItemIsEnabled:
            found = self.model().index(found.row() + 1, 0)
        return found


class ReviewList(Card):
    """Lists reviews under headings.

    Attributes:
        chosen: Carries the label of the period that was chosen; empty: the whole agreement.
        agreement_chosen: Carries the label of another agreement.
    """

    chosen = Signal(str)
    agreement_chosen = Signal(str)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._entries: tuple[ReviewEntry, ...] = ()
        self.list = _Reviews()
        self.list.setAccessibleName(wording().reviews.reviews())
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Lines(switch, self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._choose)
        self.body.setContentsMargins(4, 6, 4, 6)
        self.body.addWidget(self.list)
        self.setFocusProxy(self.list)
        switch.changed.connect(self._repaint)

    def _repaint(self, _theme: object) -> None:
        self.list.viewport().update()

    @property
    def entries(self) -> tuple[ReviewEntry, ...]:
        """What is listed."""
        return self._entries

    def show_entries(self, entries: Sequence[ReviewEntry], current: str) -> None:
        """Shows other reviews, the current one selected."""
        keys = [each.key for each in self._entries if not each.other]
        if tuple(entries) == self._entries and self._current() == current:
            return
        self.list.blockSignals(True)
        same = [(each.key, each.group) for each in entries] == [
            (each.key, each.group) for each in self._entries
        ]
        self._entries = tuple(entries)
        if not same:
            self._fill()
        for row in range(self.list.count()):
            item = self.list.item(row)
            entry = item.data(_KEY)
            if entry is None:
                continue
            shown = next(each for each in entries if (each.key, each.other) == entry)
            item.setText(f"{shown.name}\n{shown.detail}" if shown.detail else shown.name)
            item.setData(_CHIP, shown.chip)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, shown.spoken)
            if entry == (current, False):
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if current not in keys:
            self.list.scrollToItem(self.list.currentItem())

    def _fill(self) -> None:
        self.list.clear()
        group = ""
        for entry in self._entries:
            if entry.group != group:
                group = entry.group
                heading = QListWidgetItem(group)
                # Arrow keys pass over it.
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(heading)
            item = QListWidgetItem()
            item.setData(_KEY, (entry.key, entry.other))
            self.list.addItem(item)

    def _current(self) -> str | None:
        row = self.list.currentRow()
        entry = self.list.item(row).data(_KEY) if row >= 0 else None
        return None if entry is None or entry[1] else str(entry[0])

    def _choose(self, item: QListWidgetItem | None) -> None:
        entry = None if item is None else item.data(_KEY)
        if entry is None:
            return
        key, other = entry
        (self.agreement_chosen if other else self.chosen).emit(key)
