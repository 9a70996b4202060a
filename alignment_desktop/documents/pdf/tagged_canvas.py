"""The canvas of documents: what is drawn on it is text with a role, a figure, or an ornament."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from alignment_desktop.documents.pdf.faces import Face
from alignment_desktop.documents.pdf.font_embedding import FaceUse
from alignment_desktop.documents.pdf.line_breaking import Piece
from alignment_desktop.documents.pdf.page_pictures import NAME, PagePicture
from alignment_desktop.documents.pdf.structure import Content, FieldOn, LinkOn, Node
from alignment_desktop.documents.pdf.text_operators import line_pieces, text_operators, width_of

_PATH = re.compile(r"(?:^|\s)(?:re|m|BT)(?:\s|$)")
_PAINT = re.compile(r"(?:^|\s)(?:f\*?|F|[sS]|[bB]\*?|ET|Do|sh)\s*$")
_STATE = re.compile(r"^\s*[qQ]\s*$|cm\s*$")
_DIRECT = {"Lbl", "TH", "Caption", "Link", "Figure"}
"""Elements that hold text without a paragraph in between."""


class TaggedCanvas(Canvas):
    """Keeps the structure of what is drawn; all that has no role becomes an artifact.

    Attributes:
        root: The element of the whole document.
        parent: The element that the next one comes into.
        uses: Which glyphs of which faces are on the pages, by the name of the face.
        rtl: Whether the pages run from right to left: what stands left in others stands right.
        fields: The fields to sign in, in order.
        pictures: The picture on each page that has one, by the page's number.
        silent: Whether only places are asked for, as in the layout that counts the pages.
    """

    _currentMatrix: tuple[float, float, float, float, float, float]  # noqa: N815

    def __init__(
        self, *arguments: Any, rtl: bool = False, silent: bool = False, **options: Any
    ) -> None:
        self.root = Node("Document")
        self.parent = self.root
        self.rtl = rtl
        self.silent = silent
        self.uses: dict[str, FaceUse] = {}
        self.fields: list[FieldOn] = []
        self.pictures: dict[int, PagePicture] = {}
        self._open: Node | None = None
        self._contents = 0
        self._links = 0
        self._depth = 0
        self._artifact = 0
        self._heading = 0
        super().__init__(*arguments, **options)

    @override
    def _make_preamble(self) -> None:
        # The renderer would name a face here that may not be on the page.
        self._preamble = "1 0 0 1 0 0 cm"

    @override
    def setFont(self, name: str, size: float, leading: float | None = None) -> None:
        self._fontname, self._fontsize = name, size
        self._leading = size * 1.2 if leading is None else leading

    @override
    def drawString(self, x: float, y: float, text: str, **_: Any) -> None:
        self.draw_text(x, y, text, self._fontname, self._fontsize, self._fillColorObj.hexval())

    @override
    def drawRightString(self, x: float, y: float, text: str, **_: Any) -> None:
        self.drawString(x - self.stringWidth(text), y, text)

    @override
    def drawCentredString(self, x: float, y: float, text: str, **_: Any) -> None:
        self.drawString(x - self.stringWidth(text) / 2, y, text)

    @override
    def stringWidth(
        self, text: str, fontName: str | None = None, fontSize: float | None = None
    ) -> float:
        return width_of(text, fontName or self._fontname, fontSize or self._fontsize)

    @property
    def page_width(self) -> float:
        """The width of the paper in points."""
        return float(self._pagesize[0])

    def use(self, face: Face) -> FaceUse:
        """What is used of a face, which is noted by whoever draws with it."""
        found = self.uses.get(face.name)
        if found is None:
            found = self.uses[face.name] = FaceUse(face, f"F{len(self.uses) + 1}")
        return found

    @contextmanager
    def within(self, node: Node) -> Iterator[Node]:
        """All that is drawn meanwhile comes into an element."""
        before, self.parent = self.parent, node
        try:
            yield node
        finally:
            self.parent = before

    def heading_role(self, depth: int) -> str:
        """`H1` and so on, without leaving a level out."""
        self._heading = min(depth, self._heading + 1)
        return f"H{self._heading}"

    def element(self, role: str) -> Node:
        """A new element of a role, or the present one where that holds text itself."""
        if self.parent.role in _DIRECT:
            return self.parent
        return self.parent.child(role)

    @contextmanager
    def content(self, node: Node) -> Iterator[None]:
        """What is drawn meanwhile is the content of an element; not to be nested."""
        if self._artifact or self._open is not None:
            yield
            return
        self._open = node
        node.kids.append(Content(self._pageNumber, self._contents))
        self._code.append(f"/{node.role} <</MCID {self._contents}>> BDC")
        self._contents += 1
        try:
            yield
        finally:
            self._code.append("EMC")
            self._open = None

    @property
    def is_marked(self) -> bool:
        """Whether what is drawn now has a role, or is an artifact."""
        return self._open is not None or self._artifact > 0

    @contextmanager
    def artifact(self, about: str = "") -> Iterator[None]:
        """What is drawn meanwhile is no content: furniture, or repeated."""
        if self._artifact or self._open is not None:
            self._artifact += 1
            try:
                yield
            finally:
                self._artifact -= 1
            return
        self._artifact += 1
        self._code.append(f"/Artifact <<{about}>> BDC" if about else "/Artifact BMC")
        try:
            yield
        finally:
            self._code.append("EMC")
            self._artifact -= 1

    def draw_text(self, x: float, y: float, text: str, name: str, size: float, colour: str) -> None:
        """Draws one line of text from a place on.

        Text that is not within any content is a paragraph of its own.
        """
        pieces = () if self.silent else line_pieces(text, name, size, colour)
        if not pieces:
            return
        with nullcontext() if self.is_marked else self.content(self.element("P")):
            self.addLiteral("q")
            self.draw_pieces(pieces, x, y)
            self.addLiteral("Q")

    def draw_pieces(self, pieces: Iterable[Piece], x: float, y: float) -> None:
        """Draws pieces of text, in the order from left to right, on a base line."""
        for item in text_operators(pieces, x, y, self.use):
            self.addLiteral(item)

    def draw_picture(
        self, picture: PagePicture, box: tuple[float, float, float, float], alternative: str
    ) -> None:
        """Draws a picture, of which a page can hold one.

        Args:
            picture: What is drawn.
            box: Left, bottom, width and height, in points of the page.
            alternative: What it shows, for those who do not see it.
        """
        left, bottom, width, height = box
        figure = self.parent.child("Figure")
        figure.alternative = alternative
        figure.box = (left, bottom, left + width, bottom + height)
        with self.content(figure):
            place = f"{width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f}"
            self.addLiteral(f"q {place} cm /{NAME} Do Q")
        self.pictures[self.getPageNumber()] = picture

    def link(self, node: Node, place: str, text: str, box: tuple[float, ...]) -> None:
        """A rectangle that leads to a place of the document.

        Args:
            node: The element of its words.
            place: The name of a bookmark.
            text: What it leads to, in words.
            box: Left, bottom, right, top in the present coordinates.
        """
        if "://" in place or place.startswith("mailto:"):
            self.linkURL(place, box, relative=1)
        else:
            self.linkRect("", place, box, relative=1)
        node.kids.append(LinkOn(self._pageNumber, self._links, text))
        self._links += 1

    def signature_field(self, name: str, title: str, width: float, height: float) -> None:
        """A field to sign in, whose lower left corner is the present origin."""
        left, bottom = self.absolutePosition(0, 0)
        box = (left, bottom, left + width, bottom + height)
        made = FieldOn(self._pageNumber, name, title, box)
        self.parent.child("Form").kids.append(made)
        self.fields.append(made)

    @override
    def translate(self, dx: float, dy: float) -> None:
        # Every cell and paragraph is moved to its place: the renderer's way writes six numbers.
        if self._code and self._code[-1].endswith(" cm"):
            super().translate(dx, dy)
            return
        a, b, c, d, e, f = self._currentMatrix
        self._currentMatrix = (a, b, c, d, a * dx + c * dy + e, b * dx + d * dy + f)
        self._code.append(f"1 0 0 1 {fp_str(dx, dy)} cm")

    @override
    def save(self) -> None:
        """Ends the last page; `write` writes the file, which only the last layout needs."""
        if self._code:
            self.showPage()

    def write(self) -> None:
        """Writes the file."""
        super().save()

    @override
    def showPage(self) -> None:
        if not self.silent:
            self._code[:] = _with_artifacts(self._code)
        self._contents = self._links = 0
        super().showPage()


def _with_artifacts(code: list[str]) -> list[str]:
    """A page's code in which all that is painted outside of marked content is an artifact."""
    page = _Page()
    for item in code:
        page.take(item)
    page.close()
    return page.code


class _Page:
    """A page's code as it gets its artifacts."""

    def __init__(self) -> None:
        self.code: list[str] = []
        self._depth = 0
        self._begun = self._painted = -1

    def take(self, item: str) -> None:
        """Adds an item, which begins, goes on with, or ends what is marked or painted."""
        if item.startswith("/Artifact") and item.endswith("EMC"):
            self.close()
        elif item.endswith(("BDC", "BMC")):
            if not self._depth:
                self.close()
            self._depth += 1
        elif item == "EMC":
            self._depth -= 1
        elif not self._depth:
            self._take_unmarked(item)
        self.code.append(item)

    def _take_unmarked(self, item: str) -> None:
        if _STATE.search(item):
            self.close()
            return
        if self._begun < 0 and (_PATH.search(item) or " Do" in item):
            self._begun = len(self.code)
        if self._begun >= 0 and _PAINT.search(item):
            self._painted = len(self.code)

    def close(self) -> None:
        """Marks what was painted since the last mark."""
        if self._painted >= self._begun >= 0:
            self.code.insert(self._painted + 1, "EMC")
            self.code.insert(self._begun, "/Artifact BMC")
        self._begun = self._painted = -1
