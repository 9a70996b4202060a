"""Cells of the assistant's tables: one elided line, a chip with its reason, a choice to open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
    QTableView,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.gui.delegates.cells import SIDE, CellDelegate, Index
from alignment_desktop.gui.fonts import REGULAR, font
from alignment_desktop.gui.icons import paint_icon
from alignment_desktop.gui.importing.column_rows import IGNORE, KEEP
from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.models.value_table import Row, ValueTableModel
from alignment_desktop.gui.painting.chips import Chip, chip_width, paint_chip
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.wording import wording

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_HIGH = 32
_BOUND = 4_096
_BEFORE_WORDS, _BESIDE_WORDS = 10, 36  # pixels in a control: before its words, and on both sides
_TEXT_LEFT, _TEXT_RIGHT = 13, 28  # pixels beside the words of a closed choice
_AROUND = 28  # pixels of an opened list beside its entries: its edges and a scroll bar
Choice = tuple[str, str]
"""What a choice stands for, and its words; without words a line between choices."""


class OneLine:
    """Texts of one type, each on one line, shortened with "…" where the room ends."""

    def __init__(self, type_: QFont) -> None:
        self._font, self._metrics = type_, QFontMetricsF(type_)
        self._shortened: dict[tuple[str, int], str] = {}

    def paint(self, painter: QPainter, box: QRectF, text: str) -> None:
        """Paints one text in the painter's colour."""
        painter.setFont(self._font)
        painter.drawText(box, _MIDDLE | Qt.AlignmentFlag.AlignLeft, self.fit(text, box.width()))

    def width(self, text: str) -> int:
        """How many pixels a whole text takes."""
        return ceil(self._metrics.horizontalAdvance(text)) + 1

    def fit(self, text: str, room: float) -> str:
        """As much of a text as the room takes; the last some thousand are remembered."""
        key = (text, int(room))
        fitting = self._shortened.get(key)
        if fitting is None:
            if len(self._shortened) >= _BOUND:
                self._shortened.clear()
            fitting = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            self._shortened[key] = fitting
        return fitting


class LineDelegate(CellDelegate):
    """One line of words."""

    def __init__(
        self,
        switch: ThemeSwitch,
        parent: QObject,
        weight: QFont.Weight = REGULAR,
        tone: str = "text",
    ) -> None:
        super().__init__(switch, parent)
        self._line = OneLine(font(13, weight))
        self._tone = tone

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        plain = selected and self._tone == "muted"
        painter.setPen(self.theme.colour("text" if plain else self._tone))
        self._line.paint(painter, box, self._words(index))

    @override
    def width_for(self, index: Index) -> int:
        return self._line.width(self._words(index)) + 2 * SIDE

    @staticmethod
    def _words(index: Index) -> str:
        return " ".join(str(index.data() or "").split())


class CheckDelegate(CellDelegate):
    """A chip, and its reason behind it."""

    def __init__(self, switch: ThemeSwitch, parent: QObject) -> None:
        super().__init__(switch, parent)
        self._line = OneLine(font(13))

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        chip = index.data(Role.CHIP)
        if not isinstance(chip, Chip):
            return
        middle = box.center().y()
        used = paint_chip(painter, box.left(), middle, box.width(), chip, self.theme)
        painter.setPen(self.theme.colour("text" if selected else "muted"))
        room = box.adjusted(used + 8, 0, 0, 0)
        if room.width() > 24:
            self._line.paint(painter, room, str(index.data(Role.SORT) or ""))

    @override
    def width_for(self, index: Index) -> int:
        chip = index.data(Role.CHIP)
        used = ceil(chip_width(chip.text)) if isinstance(chip, Chip) else 0
        return used + 8 + self._line.width(str(index.data(Role.SORT) or "")) + 2 * SIDE


class Choices(QComboBox):
    """A choice that a wheel over the page does not change by accident."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxVisibleItems(16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.fill(choices)

    def fill(self, choices: Sequence[Choice]) -> None:
        """Offers other choices; nothing is told of that."""
        # Made apart and handed over whole: one by one, six hundred zones keep the window waiting.
        offered = QStandardItemModel(self)
        for value, text in choices:
            item = QStandardItem(text)
            item.setData(value, Qt.ItemDataRole.UserRole)
            offered.appendRow(item)
        blocked = self.blockSignals(True)
        self.setModel(offered)  # which lets go of the model before
        for at, (_, text) in enumerate(choices):
            if not text:
                self.removeItem(at)
                self.insertSeparator(at)
        self.blockSignals(blocked)

    def value(self) -> str:
        """What is chosen."""
        return str(self.currentData() or "")

    def show_value(self, value: str) -> None:
        """Shows another choice; nothing is told of that."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self.findData(value))
        self.blockSignals(blocked)

    @override
    def showPopup(self) -> None:
        # The list is as wide as the field, and would shorten what is wider.
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + _AROUND)
        super().showPopup()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # Qt would cut off in the middle of a letter, and well before the arrow at that.
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.rect().adjusted(_TEXT_LEFT, 0, -_TEXT_RIGHT, 0)
        text = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawItemText(
            room, int(_MIDDLE), self.palette(), self.isEnabled(), text, self.foregroundRole()
        )

    @override
    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]


class ChoiceDelegate(CellDelegate):
    """Paints a choice as a control, and opens it on demand; the model stays as it is.

    Attributes:
        chosen: Carries the row's key and what was chosen.
    """

    chosen = Signal(str, str)

    def __init__(
        self, switch: ThemeSwitch, parent: QObject, choices: Callable[[str], Sequence[Choice]]
    ) -> None:
        super().__init__(switch, parent)
        self._choices = choices
        self._line = OneLine(font(13))

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        control = QRectF(_control(box.toRect()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.colour("control_line"), 1))
        painter.setBrush(self.theme.colour("panel"))
        painter.drawRoundedRect(control.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        quiet = index.data(Qt.ItemDataRole.EditRole) in (IGNORE, KEEP)
        painter.setPen(self.theme.colour("muted" if quiet else "text"))
        words = control.adjusted(_BEFORE_WORDS, 0, _BEFORE_WORDS - _BESIDE_WORDS, 0)
        self._line.paint(painter, words, str(index.data() or ""))
        arrow = QRectF(control.right() - 20, round(control.center().y()) - 6, 12, 12)
        paint_icon(painter, "chevron-down", self.theme.colour("muted"), arrow)

    @override
    def width_for(self, index: Index) -> int:
        return self._line.width(str(index.data() or "")) + _BESIDE_WORDS + 2 * SIDE

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        key = str(index.data(Role.KEY))
        editor = Choices(self._choices(key), parent)
        asked = index.data(Qt.ItemDataRole.AccessibleDescriptionRole) or key
        editor.setAccessibleName(wording().importing.what_means(key=asked))
        editor.show_value(str(index.data(Qt.ItemDataRole.EditRole) or ""))

        def choose(_at: int) -> None:
            value = editor.value()
            self.closeEditor.emit(editor)
            self.chosen.emit(key, value)

        editor.activated.connect(choose)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The editor was filled when it was made."""

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Only a choice that was made changes something; leaving the field does not."""

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | Index
    ) -> None:
        rect: QRect = option.rect
        editor.setGeometry(_control(rect.adjusted(12, 0, -12, -1)))


def open_choices(card: CardTable, model: ValueTableModel[Row], column: int) -> None:
    """Lets Enter on a row, and a click on its cell in a column, open the choice there."""

    def open_of(key: str) -> None:
        at = model.row_of(key)
        if at >= 0:
            _open_choice(card.table, model.index(at, column))

    def open_clicked(_index: QModelIndex) -> None:
        current = card.table.currentIndex()
        if current.column() == column:
            _open_choice(card.table, current)

    card.opened.connect(open_of)
    card.table.clicked.connect(open_clicked)


def _open_choice(view: QTableView, index: QModelIndex) -> None:
    """Opens the choice of a cell that has one, with all that it offers in sight."""
    if not index.flags() & Qt.ItemFlag.ItemIsEditable:
        return
    view.edit(index)
    editor = view.indexWidget(index)
    if isinstance(editor, Choices):
        editor.showPopup()


def _control(box: QRect) -> QRect:
    top = box.top() + (box.height() - _HIGH) // 2
    return QRect(box.left(), top, box.width(), _HIGH)
