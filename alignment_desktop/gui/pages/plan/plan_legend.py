"""What the marks of the timeline mean."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from alignment_desktop.charts.geometry import Drawing, Hatching, Outline, Polygon, Rect, Shape, Text
from alignment_desktop.gui.charts.painter import paint_drawing
from alignment_desktop.gui.fonts import REGULAR, font
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.wording import party_words, wording

_MARK, _BETWEEN, _HIGH = 14.0, 16.0, 20.0


class Legend(QWidget):
    """Marks with their words, from the right; those for which there is no room are told only."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._switch = switch
        self._type = font(12, REGULAR)
        self._entries = _entries()
        switch.changed.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = ", ".join(words for words, _ in self._entries)
        self.setAccessibleName(told)
        set_tool_tip(self, f"{told}\n{wording().plan.drag_note()}")

    @override
    def sizeHint(self) -> QSize:
        return QSize(100, int(_HIGH))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, int(_HIGH))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = QFontMetricsF(self._type)
        right = float(self.width())
        for words, shapes in reversed(self._entries):
            wide = metrics.horizontalAdvance(words) + 1
            x = right - wide - _MARK - 6
            if x < 0:
                return
            text = Text(_MARK + 6, _HIGH / 2 + 4, words, "muted", 12)
            drawing = Drawing(wide + _MARK + 6, _HIGH, (*shapes, text))
            paint_drawing(painter, QPointF(round(x), 0), drawing, self._switch.theme)
            right = x - _BETWEEN


def _entries() -> tuple[tuple[str, tuple[Shape, ...]], ...]:
    its = wording().plan.legend
    top, middle = _HIGH / 2 - 5, _HIGH / 2

    def bar(colour: str, outline: Outline | None = None) -> tuple[Shape, ...]:
        return (Rect(0, top, _MARK, 10, colour, 3, outline),)

    diamond = Polygon(((7, middle - 5), (12, middle), (7, middle + 5), (2, middle)), "marketing")
    return (
        (its.priority(), bar("marketing")),
        *(
            (party_words(party), bar(f"{party}_tint", Outline(party)))
            for party in ("marketing", "sales", "shared")
        ),
        (its.proposed(), bar("", Outline("sales", 1, dashed=True))),
        (
            its.overlap(),
            (
                Rect(0, top, _MARK, 10, "at_risk_tint"),
                Hatching(0, top, _MARK, 10, "at_risk", 4, 0.5),
            ),
        ),
        (its.content(), (diamond,)),
    )
