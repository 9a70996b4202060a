"""What is read from a PDF to show it: pages, pictures, texts with their places, links, bookmarks.

Places are in points from the upper left corner of a page, as it is shown: turned and cropped.
"""

from __future__ import annotations

from array import array

from alignment_desktop.values import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a link or bookmark leads to.

    Attributes:
        page: Counted from 0.
        top: Points from the page's upper edge.
    """

    page: int
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the document's outline.

    Attributes:
        level: 0 for the outermost.
        title: What it says.
        spot: Where it leads; None: nowhere.
    """

    level: int
    title: str
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Contents:
    """What is known of a document once it is opened.

    Attributes:
        sizes: Width and height of each page in points; there is at least one.
        bookmarks: Its outline; empty where it has none.
    """

    sizes: tuple[tuple[float, float], ...]
    bookmarks: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page that is to be drawn, in device pixels.

    Attributes:
        page: Counted from 0.
        scale: Device pixels a point.
        left: Where it begins on the page that is drawn at this scale.
        top: Likewise.
        width: How wide it is.
        height: How high.
    """

    page: int
    scale: float
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a page as a picture.

    Attributes:
        part: Which.
        pixels: Rows of four bytes a pixel: blue, green, red, and one that says nothing; None where
            the page is damaged and cannot be drawn.
    """

    part: Part
    pixels: bytes | None


@dataclass(frozen=True, slots=True)
class Link:
    """A place on a page that leads somewhere.

    Attributes:
        box: Where it is.
        spot: Where in the document it leads; None: out of it.
        address: The address outside; empty: none.
    """

    box: Box
    spot: Spot | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class PageText:
    """The letters of a page, in the order in which it is read.

    Attributes:
        text: The letters, with blanks and line ends between words.
        places: Four numbers a letter: its box; all 0 for a blank that is not on the page.
        links: What leads somewhere.
    """

    text: str
    places: array[float]
    links: tuple[Link, ...] = ()

    def box(self, at: int) -> Box:
        """Where a letter stands."""
        left, top, right, bottom = self.places[4 * at : 4 * at + 4]
        return left, top, right, bottom

    def lines(self, start: int, end: int) -> list[Box]:
        """The boxes of letters from `start` up to `end`, those of one line made one."""
        found: list[Box] = []
        for at in range(start, end):
            box = self.box(at)
            if box[2] <= box[0] and box[3] <= box[1]:
                continue
            if found and _in_line(found[-1], box):
                last = found[-1]
                found[-1] = (
                    min(last[0], box[0]), min(last[1], box[1]),
                    max(last[2], box[2]), max(last[3], box[3]),
                )  # fmt: skip
            else:
                found.append(box)
        return found


def _in_line(line: Box, box: Box) -> bool:
    """Whether a letter goes on with a line: beside it, and not in another column."""
    height = max(line[3] - line[1], box[3] - box[1])
    overlap = min(line[3], box[3]) - max(line[1], box[1])
    return overlap > height / 2 and -height < box[0] - line[2] < 2 * height
