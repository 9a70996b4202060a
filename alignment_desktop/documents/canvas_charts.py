"""Paints chart geometry on a document's canvas, the same that the window paints on screen."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import singledispatch
from typing import Any

from reportlab.platypus import Flowable
from typing_extensions import override

from alignment_desktop.charts.geometry import (
    SMALL,
    Drawing,
    Hatching,
    Line,
    Outline,
    Point,
    Polygon,
    Polyline,
    Rect,
    Shape,
    Text,
)
from alignment_desktop.documents.pdf.tagged_canvas import TaggedCanvas
from alignment_desktop.documents.typography import (
    BOLD,
    BOLD_FIGURES,
    FIGURES,
    MEDIUM,
    REGULAR,
    SEMIBOLD,
    SMALLEST,
    colour,
    shortened,
    width_of,
)

_WEIGHTS = {"regular": REGULAR, "medium": MEDIUM, "semibold": SEMIBOLD, "bold": BOLD}
_TABULAR = {REGULAR: FIGURES, SEMIBOLD: BOLD_FIGURES}
_ROUND = 1

PAPER_SCALE = SMALLEST / SMALL
"""Points on paper for a pixel in the window: the smallest text is the smallest of paper, too."""


class Chart(Flowable):
    """A drawing among the paragraphs, or in a cell of a table.

    Args:
        drawing: What to paint; its geometry is in units of `1 / scale` points.
        scale: Geometry is made for a window; on paper it is painted smaller.
    """

    def __init__(self, drawing: Drawing, scale: float = PAPER_SCALE) -> None:
        super().__init__()
        self.drawing = drawing
        self.scale = scale
        self.width = drawing.width * scale
        self.height = drawing.height * scale

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    @override
    def draw(self) -> None:
        if self.canv.silent:
            return
        with self._as_figure():
            self.canv.saveState()
            self.canv.scale(self.scale, self.scale)
            paint_drawing(self.canv, self.drawing)
            self.canv.restoreState()

    def _as_figure(self) -> AbstractContextManager[None]:
        """A figure that says its data; an ornament where it has none."""
        canvas: TaggedCanvas = self.canv
        said = alternative_text(self.drawing)
        if not said or canvas.is_marked:
            return canvas.artifact()
        figure = canvas.parent.child("Figure")
        figure.alternative = said
        left, bottom = canvas.absolutePosition(0, 0)
        figure.box = (left, bottom, left + self.width, bottom + self.height)
        return canvas.content(figure)


def alternative_text(drawing: Drawing) -> str:
    """What a drawing says to those who do not see it: its data, else what can be pointed at."""
    return drawing.as_text() or "; ".join(each.text for each in drawing.regions if each.text)


def paint_drawing(canvas: TaggedCanvas, drawing: Drawing) -> None:
    """Paints a drawing with its bottom left corner at the canvas's origin."""
    for shape in drawing.shapes:
        canvas.saveState()
        _paint(shape, canvas, drawing.height)
        canvas.restoreState()


@singledispatch
def _paint(shape: Shape, _canvas: TaggedCanvas, _top: float) -> None:
    raise TypeError(f"no way to paint {type(shape).__name__}")


def _set_fill(canvas: TaggedCanvas, fill: str, outline: Outline | None) -> dict[str, int]:
    """Sets colours and line; which of both the canvas is to draw."""
    if fill:
        canvas.setFillColor(colour(fill))
    if outline is not None:
        canvas.setStrokeColor(colour(outline.colour))
        canvas.setLineWidth(outline.width)
        if outline.dashed:
            canvas.setDash(3 * outline.width, 2 * outline.width)
    return {"stroke": int(outline is not None), "fill": int(bool(fill))}


@_paint.register
def _(shape: Line, canvas: TaggedCanvas, top: float) -> None:
    canvas.setStrokeColor(colour(shape.colour))
    canvas.setLineWidth(shape.width)
    if shape.dashed:
        canvas.setDash(2.5 * shape.width, 2.5 * shape.width)
    (x1, y1), (x2, y2) = shape.start, shape.end
    canvas.line(x1, top - y1, x2, top - y2)


@_paint.register
def _(shape: Polyline, canvas: TaggedCanvas, top: float) -> None:
    canvas.setStrokeColor(colour(shape.colour))
    canvas.setLineWidth(shape.width)
    canvas.setLineJoin(_ROUND)
    canvas.setLineCap(_ROUND)
    if shape.dashed:
        canvas.setDash(2.5 * shape.width, 2.5 * shape.width)
    canvas.drawPath(_path(shape.points, canvas, top), stroke=1, fill=0)


def _path(points: Sequence[Point], canvas: TaggedCanvas, top: float) -> Any:
    """A line through points, for the canvas to draw."""
    path = canvas.beginPath()
    (x, y), *rest = points
    path.moveTo(x, top - y)
    for x, y in rest:
        path.lineTo(x, top - y)
    return path


@_paint.register
def _(shape: Rect, canvas: TaggedCanvas, top: float) -> None:
    how = _set_fill(canvas, shape.colour, shape.outline)
    inset = shape.outline.width / 2 if shape.outline is not None else 0.0
    radius = max(min(shape.radius, shape.width / 2, shape.height / 2) - inset, 0.0)
    x, y = shape.x + inset, top - shape.y - shape.height + inset
    width, height = shape.width - 2 * inset, shape.height - 2 * inset
    if radius > 0:
        canvas.roundRect(x, y, width, height, radius, **how)
    else:
        canvas.rect(x, y, width, height, **how)


@_paint.register
def _(shape: Polygon, canvas: TaggedCanvas, top: float) -> None:
    how = _set_fill(canvas, shape.colour, shape.outline)
    path = _path(shape.points, canvas, top)
    path.close()
    canvas.drawPath(path, **how)


@_paint.register
def _(shape: Hatching, canvas: TaggedCanvas, top: float) -> None:
    canvas.setStrokeColor(colour(shape.colour))
    canvas.setLineWidth(shape.line_width)
    for (x1, y1), (x2, y2) in shape.lines():
        canvas.line(x1, top - y1, x2, top - y2)


@_paint.register
def _(shape: Text, canvas: TaggedCanvas, top: float) -> None:
    face = _WEIGHTS[shape.weight]
    if shape.tabular:
        face = _TABULAR.get(face, face)
    text = shape.text
    if shape.room is not None:
        text = shortened(text, face, shape.size, max(shape.room, 0.0))
    width = 0.0 if shape.align == "left" else width_of(text, face, shape.size)
    x = shape.x - {"left": 0.0, "centre": width / 2, "right": width}[shape.align]
    canvas.draw_text(x, top - shape.y, text, face, shape.size, colour(shape.colour).hexval())
