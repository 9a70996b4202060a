"""The first cell of a row of words: a word, the head of its group, or what shows more."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from alignment_desktop.gui.delegates.cells import CellDelegate, Index
from alignment_desktop.gui.fonts import MEDIUM, REGULAR, font
from alignment_desktop.gui.icons import paint_icon
from alignment_desktop.gui.importing.cells import OneLine
from alignment_desktop.gui.importing.word_groups import HeadRow, MoreRow
from alignment_desktop.gui.painting.chips import chip_width, paint_chip
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.wording import wording

_INDENT, _ARROW, _APART = 22.0, 14.0, 6.0


class WordDelegate(CellDelegate):
    """A word, indented below the head of its group, which goes over all columns."""

    def __init__(self, switch: ThemeSwitch, parent: QObject) -> None:
        super().__init__(switch, parent)
        self._strong, self._plain = OneLine(font(13, MEDIUM)), OneLine(font(13, REGULAR))

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, HeadRow):
            self._paint_head(painter, box, row, selected)
            return
        inside = box.adjusted(_INDENT, 0, 0, 0)
        if isinstance(row, MoreRow):
            painter.setPen(self.theme.colour("accent"))
            self._plain.paint(painter, inside, row.text)
            rest = inside.adjusted(self._plain.width(row.text) + _APART, 0, 0, 0)
            painter.setPen(self.theme.colour("text" if selected else "muted"))
            self._plain.paint(painter, rest, f"· {row.facts}")
            return
        painter.setPen(self.theme.colour("text"))
        self._plain.paint(painter, inside, " ".join(str(index.data() or "").split()))

    def _paint_head(self, painter: QPainter, box: QRectF, row: HeadRow, selected: bool) -> None:
        theme, quiet = self.theme, "text" if selected else "muted"
        if not selected:
            whole = box.adjusted(-12, 0, 12, 0)
            painter.fillRect(whole, theme.colour("background"))
        middle = box.center().y()
        icon = "chevron-right" if row.folded else "chevron-down"
        arrow = QRectF(box.left(), round(middle - _ARROW / 2), _ARROW, _ARROW)
        paint_icon(painter, icon, theme.colour("muted"), arrow)
        width = min(chip_width(row.check.text), box.width() / 3)
        ground = "accent_tint" if selected else "background"
        paint_chip(painter, box.right() - width, middle, width, row.check, theme, ground)
        inside = box.adjusted(_INDENT, 0, -width - 2 * _APART, 0)
        parts = (
            (self._strong, "text", row.column),
            (self._plain, quiet, wording().importing.means_field()),
            (self._strong, "text", row.means),
            (self._plain, quiet, row.facts),
        )
        for line, tone, text in parts:
            if inside.width() < 2 * _INDENT:
                break
            painter.setPen(theme.colour(tone))
            line.paint(painter, inside, text)
            inside = inside.adjusted(line.width(text) + _APART, 0, 0, 0)

    @override
    def width_for(self, index: Index) -> int:
        row = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, HeadRow | MoreRow):
            return 0
        return self._plain.width(str(index.data() or "")) + round(_INDENT) + 24
