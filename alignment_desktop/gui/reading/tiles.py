"""The pictures of pages in parts, and how many of them are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from alignment_desktop.documents.page_values import Part

SIDE = 1200
"""Device pixels of the longest side of a part: at 400 % no page needs a picture of 100 MB."""
MOST_BYTES = 128 * 2**20
"""Pictures of so many bytes are kept; those that were not looked at longest go first."""


def parts_of(
    page: int, size: tuple[float, float], scale: float, seen: QRectF | None = None
) -> Iterator[Part]:
    """The parts of a page at a scale, from left to right and downwards.

    Args:
        page: Counted from 0.
        size: Width and height of the page in points.
        scale: Device pixels a point.
        seen: What of the page is in sight, in its device pixels; None: all of it.
    """
    width, height = (max(round(length * scale), 1) for length in size)
    for top in range(0, height, SIDE):
        for left in range(0, width, SIDE):
            box = QRectF(left, top, min(SIDE, width - left), min(SIDE, height - top))
            if seen is None or box.intersects(seen):
                yield Part(page, scale, left, top, int(box.width()), int(box.height()))


class TileCache:
    """Keeps pictures up to a number of bytes."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._images: OrderedDict[Part, QImage] = OrderedDict()
        self.bytes = 0

    def __contains__(self, part: Part) -> bool:
        return part in self._images

    def get(self, part: Part) -> QImage | None:
        """The picture of a part, which counts as looked at now; None: it is not here."""
        image = self._images.get(part)
        if image is not None:
            self._images.move_to_end(part)
        return image

    def put(self, part: Part, image: QImage) -> None:
        """Keeps a picture; others may go."""
        self._forget(part)
        self._images[part] = image
        self.bytes += image.sizeInBytes()
        while self.bytes > self._most and len(self._images) > 1:
            self._forget(next(iter(self._images)))

    def clear(self) -> None:
        """Forgets them all."""
        self._images.clear()
        self.bytes = 0

    def _forget(self, part: Part) -> None:
        image = self._images.pop(part, None)
        if image is not None:
            self.bytes -= image.sizeInBytes()
