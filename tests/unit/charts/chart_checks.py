"""What holds for every drawing: it stays within its frame, and its words within their room."""

from __future__ import annotations

from itertools import combinations

from alignment_desktop.charts.geometry import Drawing, Line, Point, Rect, Text

_SLACK = 0.01
_RISE, _FALL = 0.8, 0.25
"""How far letters rise above their base line, and fall below it, ÷ their size."""

Box = tuple[float, float, float, float]


def text_box(text: Text) -> Box:
    """The box that a text may fill: left, top, right, bottom."""
    assert text.room is not None, f"{text.text!r} may be as wide as it likes"
    left = text.x - {"left": 0.0, "centre": text.room / 2, "right": text.room}[text.align]
    top, bottom = text.y - _RISE * text.size, text.y + _FALL * text.size
    return left, top, left + text.room, bottom


def assert_within_frame(drawing: Drawing) -> None:
    """Nothing is outside, no rectangle is inside out, and no words reach over the edge."""
    for shape in drawing.shapes:
        for x, y in _corners(shape):
            assert -_SLACK <= x <= drawing.width + _SLACK, shape
            assert -_SLACK <= y <= drawing.height + _SLACK, shape
        if isinstance(shape, Rect):
            assert min(shape.width, shape.height) >= 0, shape
    for region in drawing.regions:
        assert region.x + region.width <= drawing.width + _SLACK, region
        assert region.y + region.height <= drawing.height + _SLACK, region


def assert_words_apart(drawing: Drawing) -> None:
    """No two texts have room in common."""
    boxes = [(shape.text, text_box(shape)) for shape in drawing.shapes if isinstance(shape, Text)]
    for (one, a), (other, b) in combinations(boxes, 2):
        across = min(a[2], b[2]) - max(a[0], b[0])
        down = min(a[3], b[3]) - max(a[1], b[1])
        assert across <= _SLACK or down <= _SLACK, (one, a, other, b)


def _corners(shape: object) -> tuple[Point, ...]:
    if isinstance(shape, Rect):
        return (shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)
    if isinstance(shape, Text):
        left, top, right, bottom = text_box(shape)
        return (left, top), (right, bottom)
    if isinstance(shape, Line):
        return shape.start, shape.end
    return getattr(shape, "points", ())
