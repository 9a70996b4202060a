"""What a signature looks like on the page: a mark, and below it who signed when."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from alignment_desktop.documents.pdf.archive import About, finished
from alignment_desktop.documents.pdf.structure import Node
from alignment_desktop.documents.pdf.tagged_canvas import TaggedCanvas
from alignment_desktop.documents.pdf.text_operators import width_of
from alignment_desktop.documents.typography import REGULAR, SEMIBOLD, colour, shortened
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

_SMALL, _LEADING = 7.0, 8.8
_TYPED = 15.0
_LEAST = 7.0
_EDGE = 2.0
_LARGEST_IMAGE = 4_000_000
_LARGEST_SIDE = 4000


@dataclass(frozen=True)
class Mark:
    """What a person puts in place of a signature by hand: one of three, or nothing but the lines.

    Attributes:
        typed: A name, set in type.
        strokes: Lines drawn by hand: points from 0 to 1, from the upper left, as wide as high is 1.
        ratio: Width by height of the room in which the lines were drawn.
        image: A picture, as PNG or JPEG.
    """

    typed: str = ""
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    ratio: float = 4.0
    image: bytes = b""


def require_picture(image: bytes) -> None:
    """Refuses what is no picture, or too large a one.

    Raises:
        Problem: `mark-not-a-picture`, `mark-too-large`.
    """
    from PIL import Image, UnidentifiedImageError

    if len(image) > _LARGEST_IMAGE:
        raise Problem("mark-too-large")
    try:
        with Image.open(io.BytesIO(image), formats=("PNG", "JPEG")) as picture:
            size = picture.size
            if max(size) <= _LARGEST_SIDE:
                picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Problem("mark-not-a-picture") from None
    if max(size) > _LARGEST_SIDE:
        raise Problem("mark-too-large")


def appearance(
    mark: Mark, lines: Sequence[str], size: tuple[float, float], made: datetime
) -> bytes:
    """A page of the size of the field, with the mark above its lines of small text.

    Args:
        mark: The mark.
        lines: Who signed, and when; each is cut off where it is too long.
        size: Width and height of the field in points.
        made: The moment of signing.

    Raises:
        Problem: `typeface-missing`, `mark-not-a-picture`, `mark-too-large`.
    """
    width, height = size
    target = io.BytesIO()
    canvas = TaggedCanvas(target, pagesize=size, initialFontName=REGULAR, pageCompression=0)
    with canvas.artifact():
        top = _EDGE + _LEADING * len(lines)
        for at, line in enumerate(reversed(lines)):
            text = shortened(line, REGULAR, _SMALL, width - 2 * _EDGE)
            y = _EDGE + _LEADING * at + 1.5
            canvas.draw_text(_EDGE, y, text, REGULAR, _SMALL, colour("muted").hexval())
        _draw(canvas, mark, (_EDGE, top, width - 2 * _EDGE, height - top - _EDGE))
    canvas.showPage()
    canvas.write()
    about = About("", "", "", "en", made)
    return finished(target.getvalue(), about, Node("Document"), canvas.uses)


def _draw(canvas: TaggedCanvas, mark: Mark, room: tuple[float, float, float, float]) -> None:
    left, bottom, width, height = room
    if mark.image:
        _draw_image(canvas, mark.image, room)
    elif mark.strokes:
        wide = min(width, height * mark.ratio)
        high = wide / mark.ratio
        canvas.setStrokeColor(colour("text"))
        canvas.setLineWidth(1.1)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for stroke in mark.strokes:
            path = canvas.beginPath()
            for at, (x, y) in enumerate(stroke):
                place = (left + x * wide, bottom + (1 - y) * high)
                path.lineTo(*place) if at else path.moveTo(*place)
            if len(stroke) == 1:
                path.lineTo(left + stroke[0][0] * wide, bottom + (1 - stroke[0][1]) * high)
            canvas.drawPath(path, stroke=1, fill=0)
    elif mark.typed:
        face = SEMIBOLD
        own = _TYPED
        while own > _LEAST and width_of(mark.typed, face, own) > width:
            own -= 0.5
        text = shortened(mark.typed, face, own, width)
        y = bottom + (height - own) / 2 + own * 0.2
        canvas.draw_text(left, y, text, face, own, colour("text").hexval())


def _draw_image(
    canvas: TaggedCanvas, image: bytes, room: tuple[float, float, float, float]
) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    require_picture(image)
    left, bottom, width, height = room
    with Image.open(io.BytesIO(image)) as opened:
        # Onto white: what is see-through would show what lies below.
        picture = opened.convert("RGBA")
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
    share = min(width / ground.width, height / ground.height)
    canvas.drawImage(ImageReader(ground), left, bottom, ground.width * share, ground.height * share)
