"""What a reader of a PDF sees of it: texts, bookmarks, links, and what its bytes name."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, blanks made single."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            reader = page.get_textpage()
            texts.append(" ".join(reader.get_text_bounded().split()))
            reader.close()
            page.close()
        return texts
    finally:
        document.close()


def text_within(pdf: bytes, box: tuple[float, float, float, float]) -> str:
    """The text in a rectangle of the first page, in points from the lower left."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        reader = document[0].get_textpage()
        return " ".join(reader.get_text_bounded(*box).split())
    finally:
        document.close()


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1) of each bookmark."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            (mark.level, mark.get_title(), mark.get_dest().get_index() + 1)
            for mark in document.get_toc()
        ]
    finally:
        document.close()


def link_count(pdf: bytes) -> int:
    """How many places of the document lead somewhere."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        count = 0
        for page in document:
            for at in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
                annotation = pdfium.FPDFPage_GetAnnot(page.raw, at)
                count += pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_LINK
                pdfium.FPDFPage_CloseAnnot(annotation)
            page.close()
        return count
    finally:
        document.close()


def page_sizes(pdf: bytes) -> set[tuple[int, int]]:
    """The sizes that pages have, in whole points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sizes = (document.get_page_size(at) for at in range(len(document)))
        return {(round(width), round(height)) for width, height in sizes}
    finally:
        document.close()


def metadata(pdf: bytes) -> dict[str, str]:
    """What the file says of itself."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found: dict[str, str] = document.get_metadata_dict()
        return found
    finally:
        document.close()


@dataclass(frozen=True)
class Element:
    """An element of a document's structure.

    Attributes:
        role: Such as `H1` or `TD`.
        alternative: What a figure says.
        said: Its text, where the structure says it.
        kids: The elements in it.
        contents: How many pieces of marked content it has itself.
        links: How many links it has itself.
    """

    role: str
    alternative: str
    said: str
    kids: tuple[Element, ...]
    contents: int
    links: int

    def all(self, role: str) -> list[Element]:
        """The elements of a role in it, in reading order."""
        found = [self] if self.role == role else []
        return found + [each for kid in self.kids for each in kid.all(role)]

    def outline(self) -> str:
        """The roles in it, as "Table(TR(TH TD))"."""
        inner = " ".join(kid.outline() for kid in self.kids)
        return f"{self.role}({inner})" if inner else self.role


def structure(pdf: bytes) -> Element:
    """The structure of a document."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return _element(document.Root.StructTreeRoot.K)


def _element(found: Any) -> Element:
    kids, contents, links = [], 0, 0
    for kid in found.get("/K", []):
        if kid.get("/Type") == "/MCR":
            contents += 1
        elif kid.get("/Type") == "/OBJR":
            links += 1
        else:
            kids.append(_element(kid))
    return Element(
        str(found.S).removeprefix("/"),
        str(found.get("/Alt", "")),
        str(found.get("/ActualText", "")),
        tuple(kids),
        contents,
        links,
    )


def unmarked(pdf: bytes) -> list[str]:
    """Operators that paint outside of marked content, which no reader could place."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            depth = 0
            for each in pikepdf.parse_content_stream(page):
                name = str(each.operator)
                if name in ("BDC", "BMC"):
                    depth += 1
                elif name == "EMC":
                    depth -= 1
                elif not depth and name in _PAINTS:
                    found.append(f"{each.operands} {name}")
            assert depth == 0
    return found


_PAINTS = {"Tj", "TJ", "f", "f*", "F", "s", "S", "b", "B", "b*", "B*", "Do", "sh"}


def faces(pdf: bytes) -> dict[str, bool]:
    """The faces that are named, and whether each is embedded."""
    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font":
                descriptor = each.get("/FontDescriptor")
                if descriptor is not None:
                    name = str(each.BaseFont).removeprefix("/")
                    found[name] = "/FontFile2" in descriptor
    return found


def character_maps(pdf: bytes) -> list[str]:
    """What the glyphs of each face say."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            each.ToUnicode.read_bytes().decode("ascii")
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each
        ]


def attachments(pdf: bytes) -> dict[str, bytes]:
    """The files that a document carries, by name."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {name: file.get_file().read_bytes() for name, file in document.attachments.items()}


def logo_colour(pdf: bytes) -> tuple[int, ...] | None:
    """The colour of the first point of the picture on the first page; no other page has one."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages: list[Any] = [page.obj.Resources.get("/XObject", {}) for page in document.pages]
        assert not any(pages[1:])
        return tuple(pages[0]["/Logo"].read_bytes()[:3]) if pages[0] else None


def catalogue(pdf: bytes) -> dict[str, str]:
    """Some of what a document says of itself as a whole."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        return {
            "language": str(root.Lang),
            "shows title": str(root.ViewerPreferences.DisplayDocTitle),
            "marked": str(root.MarkInfo.Marked),
            "metadata": root.Metadata.read_bytes().decode("utf-8"),
        }
