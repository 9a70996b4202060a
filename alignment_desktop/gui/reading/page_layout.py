"""Where the pages of a document lie below each other, at a scale."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from alignment_desktop.values import dataclass

MARGIN, GAP = 20, 14
"""Pixels beside the pages, and between two of them."""


@dataclass(frozen=True)
class PageLayout:
    """The boxes of pages.

    Attributes:
        boxes: Of each page, in pixels from the upper left corner of them all.
        scale: Pixels a point.
        width: Of them all.
        height: Of them all.
    """

    boxes: tuple[QRectF, ...]
    scale: float
    width: float
    height: float

    def page_at(self, y: float) -> int:
        """The page at a height, or the one above the gap there, counted from 0."""
        tops = [box.top() for box in self.boxes]
        return max(bisect_right(tops, y) - 1, 0)

    def between(self, top: float, bottom: float) -> range:
        """The pages of which something lies between two heights."""
        if not self.boxes:
            return range(0)
        first, last = self.page_at(top), self.page_at(bottom)
        if self.boxes[first].bottom() < top:
            first += 1
        return range(first, last + 1)

    def place(self, page: int, x: float, y: float) -> QPointF:
        """Where a point of a page lies, which is given in points."""
        box = self.boxes[page]
        return QPointF(box.left() + x * self.scale, box.top() + y * self.scale)

    def point(self, page: int, place: QPointF) -> tuple[float, float]:
        """Which point of a page lies at a place, in points; it may lie beside the page."""
        box = self.boxes[page]
        return (place.x() - box.left()) / self.scale, (place.y() - box.top()) / self.scale


def laid_out(
    sizes: Sequence[tuple[float, float]], scale: float, room: float, ratio: float
) -> PageLayout:
    """Pages below each other, each in the middle.

    Args:
        sizes: Width and height of each in points.
        scale: Pixels a point.
        room: The width that there is, in pixels.
        ratio: Device pixels a pixel; each page begins and ends with a whole one.
    """

    def whole(length: float) -> float:
        return round(length * ratio) / ratio

    widest = max((width for width, _ in sizes), default=0.0) * scale
    across = max(widest + 2 * MARGIN, room)
    top, boxes = float(GAP), []
    for width, height in sizes:
        left = whole((across - width * scale) / 2)
        boxes.append(QRectF(left, whole(top), whole(width * scale), whole(height * scale)))
        top += height * scale + GAP
    return PageLayout(tuple(boxes), scale, across, top)
