"""What looks different between two revisions of a PDF, as boxes on their pages.

Texts are compared elsewhere; what a picture, a field or an annotation shows is only found by
looking. Fields that people sign in are told apart: there something else stands after each
signature.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy

from alignment_desktop.documents.page_values import Box, Part
from alignment_desktop.documents.preview import page_sizes, parts, pixels_of
from alignment_desktop.documents.text_comparison import Marked
from alignment_desktop.domain.progress import Monitor, Progress
from alignment_desktop.domain.signatures import FIELDS
from alignment_desktop.values import dataclass

_SCALE = 1.25
"""Device pixels a point at which pages are looked at."""
_CELL = 6
"""Pixels of a side of the squares in which a page is looked through."""
_VISIBLE = 40
"""So much of 255 a colour has to differ: less is how lines are smoothed."""
_SLACK = 2.0
"""Points around a field that count as the field's."""


@dataclass(frozen=True, slots=True)
class PictureComparison:
    """What looks different.

    Attributes:
        changed: Where something else is to be seen, in both documents.
        signed: Fields to sign in that look different, in both documents.
    """

    changed: tuple[Marked, ...] = ()
    signed: tuple[Marked, ...] = ()


def compared_pictures(old: bytes, new: bytes, monitor: Monitor) -> PictureComparison:
    """Looks at every page of both documents, with their fields and annotations.

    Args:
        old: The older document.
        new: The newer one.
        monitor: Hears how far it is.

    Raises:
        Problem: As `pdf_opening.opened`.
        Cancelled: Where the monitor asks to stop.
    """
    sizes = page_sizes(old), page_sizes(new)
    count = max(map(len, sizes))
    fields = _fields_of_both(old, new)
    changed: list[Marked] = []
    signed: list[Marked] = []
    for page in range(count):
        monitor.report(Progress(page, count, "comparing"))
        if any(page >= len(each) for each in sizes) or sizes[0][page] != sizes[1][page]:
            # A page that the other lacks, or of another size, is different as a whole.
            size = next(each[page] for each in sizes if page < len(each))
            changed.append(Marked(page, (0.0, 0.0, *size)))
            continue
        size = sizes[0][page]
        pictures = [_picture(pdf, page, size) for pdf in (old, new)]
        if pictures[0] is None or pictures[1] is None:
            if pictures[0] is not pictures[1]:
                changed.append(Marked(page, (0.0, 0.0, *size)))
            continue
        own = fields.get(page, ())
        cells = _different_cells(pictures[0], pictures[1])
        signed += [Marked(page, field) for field in own if _take_out(cells, field)]
        changed += [Marked(page, box) for box in _boxes(cells)]
    return PictureComparison(tuple(changed), tuple(signed))


def _picture(pdf: bytes, page: int, size: tuple[float, float]) -> numpy.ndarray | None:
    """Height by width by blue, green, red; None where the page is damaged."""
    width, height = (pixels_of(length, _SCALE) for length in size)
    (picture,) = parts(pdf, [Part(page, _SCALE, 0, 0, width, height)])
    if picture.pixels is None:
        return None
    return numpy.frombuffer(picture.pixels, numpy.uint8).reshape(height, width, 4)[:, :, :3]


def _different_cells(old: numpy.ndarray, new: numpy.ndarray) -> numpy.ndarray:
    """Rows of squares, each with whether anything in it differs."""
    differs = numpy.abs(old.astype(numpy.int16) - new.astype(numpy.int16)).max(axis=2) > _VISIBLE
    rows, columns = (-(-side // _CELL) for side in differs.shape)
    padded = numpy.zeros((rows * _CELL, columns * _CELL), bool)
    padded[: differs.shape[0], : differs.shape[1]] = differs
    return numpy.asarray(padded.reshape(rows, _CELL, columns, _CELL).any(axis=(1, 3)))


def _take_out(cells: numpy.ndarray, box: Box) -> bool:
    """Clears the squares of a field; whether one of them differed."""
    left, top, right, bottom = (edge * _SCALE / _CELL for edge in box)
    slack = _SLACK * _SCALE / _CELL
    rows = slice(max(int(top - slack), 0), int(bottom + slack) + 1)
    columns = slice(max(int(left - slack), 0), int(right + slack) + 1)
    differed = bool(cells[rows, columns].any())
    cells[rows, columns] = False
    return differed


def _boxes(cells: numpy.ndarray) -> Iterator[Box]:
    """A box in points around each group of squares that lie side by side or corner to corner."""
    left = {(int(row), int(column)) for row, column in zip(*cells.nonzero(), strict=True)}
    ordered = sorted(left)
    for first in ordered:
        if first not in left:
            continue
        left.remove(first)
        group, waiting = [first], [first]
        while waiting:
            row, column = waiting.pop()
            # Letters of one word have gaps between them: two squares are still beside each other.
            for beside in (
                (row + down, column + across) for down in range(-2, 3) for across in range(-3, 4)
            ):
                if beside in left:
                    left.remove(beside)
                    group.append(beside)
                    waiting.append(beside)
        size = _CELL / _SCALE
        rows, columns = [row for row, _ in group], [column for _, column in group]
        yield (
            min(columns) * size, min(rows) * size,
            (max(columns) + 1) * size, (max(rows) + 1) * size,
        )  # fmt: skip


def _fields_of_both(old: bytes, new: bytes) -> dict[int, list[Box]]:
    """By page: the fields to sign in that both documents have in the same place."""
    found: dict[int, list[Box]] = {}
    before, after = _fields(old), _fields(new)
    for name, place in before.items():
        if after.get(name) == place:
            found.setdefault(place[0], []).append(place[1])
    return found


def _fields(pdf: bytes) -> dict[str, tuple[int, Box]]:
    """By name: the page of each field to sign in, and where it is there; none of a damaged file."""
    import pikepdf

    found: dict[str, tuple[int, Box]] = {}
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            for number, page in enumerate(document.pages):
                crop = [float(edge) for edge in page.cropbox]
                for each in page.obj.get("/Annots", []):
                    name = str(each.get("/T", ""))
                    if name in FIELDS.values() and each.get("/FT") == "/Sig":
                        x0, y0, x1, y1 = (float(edge) for edge in each.Rect)
                        box = (x0 - crop[0], crop[3] - y1, x1 - crop[0], crop[3] - y0)
                        found[name] = number, box
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError):
        # What cannot be read has no fields that could explain a difference.
        return {}
    return found
