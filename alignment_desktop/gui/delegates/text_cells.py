"""Cells of words and of numbers."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from typing_extensions import override

from alignment_desktop.gui.delegates.cells import ABOVE, SIDE, CellDelegate, Index
from alignment_desktop.gui.fonts import REGULAR, font
from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.painting.text_layouts import LINE, Struck, TextLayouts, paint_lines
from alignment_desktop.gui.theme import ThemeSwitch

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_REMEMBERED = 4096  # texts that a column of numbers has fitted into its width


class WrappedTextDelegate(CellDelegate):
    """Words over as many lines as they need.

    Args:
        switch: The theme.
        layouts: Remembered line breaks, shared by the columns of a table.
        parent: The view.
        weight: How bold.
        tone: The token of its colour; on a selected row muted words turn plain, for contrast.
        above: Padding above and below, in pixels.
        most: So many lines at most; what is longer ends in "…" and its tooltip tells it all.
    """

    def __init__(
        self,
        switch: ThemeSwitch,
        layouts: TextLayouts,
        parent: QObject,
        weight: QFont.Weight = REGULAR,
        tone: str = "text",
        *,
        above: int = ABOVE,
        most: int = 1_000,
    ) -> None:
        super().__init__(switch, parent)
        self._layouts = layouts
        self._font = font(13, weight)
        self._tone = tone
        self._above = above
        self._most = most

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        text = str(index.data() or "")
        laid_out = self._layouts.of(text, int(box.width()), self._font)
        tone = "text" if selected and self._tone == "muted" else self._tone
        gone = str(index.data(Role.STRUCK) or "")
        faint = self.theme.colour("text" if selected else "muted")
        struck = Struck(gone, faint) if gone else None
        paint_lines(painter, box, laid_out, self._font, self.theme.colour(tone), struck)

    @override
    def height_for(self, index: Index, width: int) -> int:
        text = str(index.data() or "")
        laid_out = self._layouts.of(text, max(width - 2 * SIDE, 1), self._font)
        lines = min(len(laid_out.lines), self._most)
        return round(lines * LINE) + 2 * self._above + 1

    @override
    def width_for(self, index: Index) -> int:
        text = str(index.data() or "")
        return ceil(QFontMetricsF(self._font).horizontalAdvance(text)) + 2 * SIDE


class NumberDelegate(CellDelegate):
    """Numbers: right-aligned, every digit of one width.

    Args:
        switch: The theme.
        parent: The view.
        weight: How bold.
        tone: The token of its colour: `accent` where a click leads on.
    """

    def __init__(
        self,
        switch: ThemeSwitch,
        parent: QObject,
        weight: QFont.Weight = REGULAR,
        tone: str = "text",
    ) -> None:
        super().__init__(switch, parent)
        self._font = font(13, weight, tabular=True)
        self._tone = tone
        self._known: dict[tuple[str, float], str] = {}

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        text = str(index.data() or "")
        plain = selected and self._tone == "muted"
        tone = "muted" if text == "–" and not selected else "text" if plain else self._tone
        painter.setFont(self._font)
        painter.setPen(self.theme.colour(tone))
        painter.drawText(box, _RIGHT, self._short(text, box.width()))

    def _short(self, text: str, room: float) -> str:
        """The text as far as there is room for it, with "…" where it ends."""
        known = self._known.get((text, room))
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            metrics = QFontMetricsF(self._font)
            known = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._known[text, room] = known
        return known

    @override
    def width_for(self, index: Index) -> int:
        text = str(index.data() or "")
        return ceil(QFontMetricsF(self._font).horizontalAdvance(text)) + 2 * SIDE + 1
