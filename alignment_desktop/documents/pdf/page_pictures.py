"""A picture on a page: its points as they are, and how it fits into a room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alignment_desktop.values import dataclass

NAME = "Logo"
"""What the resources of a page call its picture; those who verify signed files know it by that."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of red, green and blue points.

    Attributes:
        width: In points of its own.
        height: Likewise.
        points: Three bytes each, row by row from the top.
    """

    width: int
    height: int
    points: bytes

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """Its width and height within a room, in points of the page; it is never stretched."""
        share = min(width / self.width, height / self.height)
        return self.width * share, self.height * share


def put_pictures(pdf: Any, pictures: Mapping[int, PagePicture]) -> None:
    """Puts the pictures of pages, by their number from 1, into a file."""
    from pikepdf import Dictionary, Name, Stream

    for number, picture in pictures.items():
        stream = Stream(pdf, picture.points)
        stream.Type, stream.Subtype = Name.XObject, Name.Image
        stream.Width, stream.Height = picture.width, picture.height
        stream.ColorSpace, stream.BitsPerComponent = Name.DeviceRGB, 8
        page = pdf.pages[number - 1].obj
        page.Resources.XObject = Dictionary({f"/{NAME}": pdf.make_indirect(stream)})
