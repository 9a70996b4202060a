"""The type of documents: our own Inter embedded as subsets, and styles in the design's colours."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from threading import Lock
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph
from typing_extensions import override

from alignment_desktop.charts.palette import Palette, read_tokens
from alignment_desktop.domain.problems import Problem
from alignment_desktop.paths import resource_path

REGULAR, MEDIUM = "AlignmentInter-Regular", "AlignmentInter-Medium"
SEMIBOLD, BOLD = "AlignmentInter-SemiBold", "AlignmentInter-Bold"
FIGURES, BOLD_FIGURES = "AlignmentInterTabular-Regular", "AlignmentInterTabular-SemiBold"

_FACES = (REGULAR, MEDIUM, SEMIBOLD, BOLD, FIGURES, BOLD_FIGURES)
# Faces with tabular digits hold Western letters only: for others their plain twin steps in.
_TWIN = {FIGURES: REGULAR, BOLD_FIGURES: SEMIBOLD}
_LIKE = {"‑": "-", "\t": " ", "\u2028": "\n", "\u2029": "\n", "\r": "\n"}
_UNSEEN = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufe0e", "\ufe0f", "\ufeff", "\u00ad"}
_NO_BREAK = "\u00a0"
# What belongs together stays on one line: a sign or number with its unit, a day with its month.
_GLUE = re.compile(
    r"(?<=[≥≤]) (?=\S)|(?<=\d) (?=(?:%|[hmsdMB]\b))| (?=·)"
    r"|(?<=\b\d) (?=\w{3,10} \d{4}\b)|(?<=\b\d\d) (?=\w{3,10} \d{4}\b)|(?<=[^\W\d]) (?=20\d\d\b)"
)
_READ_AS = {0xA0: 0x20}  # found as it was written
_BLOCK = 100  # so many lines a block of a character map may have
_LOCK = Lock()
_MEASURED = 10_000
"""So many words of each face are remembered with their widths, or texts with their markup."""


class _Face(TTFont):
    """A face whose character map names only the characters that are on the pages.

    A document is laid out twice, and its words come again and again: each is measured once.
    """

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path, asciiReadable=False, shapable=False)
        self._thousandths = lru_cache(maxsize=_MEASURED)(self._measured)

    def _measured(self, text: str) -> float:
        widths: dict[int, float] = self.face.charWidths
        other: float = self.face.defaultWidth
        return sum(widths.get(ord(character), other) for character in text)

    @override
    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        return 0.001 * size * self._thousandths(text)

    @override
    def addObjects(self, doc: Any) -> None:
        codes = dict(self.state[doc].assignments)
        super().addObjects(doc)
        subsets: dict[int, dict[int, int]] = {}
        for code, place in codes.items():
            if code:
                subsets.setdefault(place >> 8, {})[place & 0xFF] = _READ_AS.get(code) or code
        for number, places in subsets.items():
            font = doc.idToObject["BasicFonts"].dict[self._name_in(doc, number)]
            stream = doc.idToObject[font.ToUnicode.name]
            stream.content = _character_map(font.BaseFont, places)

    def _name_in(self, doc: Any, subset: int) -> str:
        """The name that a subset has in a document that is being finished."""
        mapped: str = doc.fontMapping[self.fontName]
        return f"{mapped[1:]}+{subset}"


def _character_map(name: str, places: dict[int, int]) -> str:
    lines = [f"<{place:02X}> <{_utf16(code)}>" for place, code in sorted(places.items())]
    blocks = [lines[at : at + _BLOCK] for at in range(0, len(lines), _BLOCK)]
    mapped = [
        line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")
    ]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *mapped,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()


def load_faces() -> None:
    """Makes the shipped faces known to the renderer, once."""
    with _LOCK:
        known = set(pdfmetrics.getRegisteredFontNames())
        for name in _FACES:
            if name not in known:
                path = resource_path(f"fonts/{name}.ttf")
                pdfmetrics.registerFont(_Face(name, str(path)))


@cache
def _glyphs(face: str) -> frozenset[int]:
    load_faces()
    return frozenset(pdfmetrics.getFont(face).face.charToGlyph)


def width_of(text: str, face: str, size: float) -> float:
    """How wide a line of text is, in points."""
    load_faces()
    return float(pdfmetrics.stringWidth(text, face, size))


def shortened(text: str, face: str, size: float, room: float) -> str:
    """The text, or its beginning with "…" where it is wider than `room`."""
    if width_of(text, face, size) <= room:
        return text
    while text and width_of(text + "…", face, size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def printable(text: str, face: str = REGULAR) -> list[tuple[str, str]]:
    """The text as runs of one face each, every character of which that face can show.

    Raises:
        Problem: `characters-not-printable`, where no shipped face has a character: a document
            must not drop what was agreed.
    """
    runs: list[tuple[str, str]] = []
    lacking: dict[str, None] = {}
    for character in _plainest(text):
        if character == "\n" or ord(character) in _glyphs(face):
            its = face
        elif ord(character) in _glyphs(_TWIN.get(face, face)):
            its = _TWIN[face]
        else:
            lacking[character] = None
            continue
        if runs and runs[-1][0] == its:
            runs[-1] = (its, runs[-1][1] + character)
        else:
            runs.append((its, character))
    if lacking:
        shown = " ".join(f"{each} (U+{ord(each):04X})" for each in list(lacking)[:5])
        raise Problem("characters-not-printable", value=shown, text=text[:60])
    return runs


def _plainest(text: str) -> str:
    """Composed, without characters that are not seen, odd blanks made plain ones."""
    characters = []
    for character in unicodedata.normalize("NFC", text):
        if character in _UNSEEN:
            continue
        like = _LIKE.get(character, character)
        if unicodedata.category(like) == "Zs" and ord(like) not in _glyphs(REGULAR):
            like = " "
        characters.append(like)
    return "".join(characters)


@lru_cache(maxsize=_MEASURED)
def markup(text: str, face: str = REGULAR) -> str:
    """Plain text as the renderer's markup: escaped, checked, line breaks kept."""
    parts = []
    for its, run in printable(_GLUE.sub(_NO_BREAK, text), face):
        safe = escape(run).replace("\n", "<br/>")
        parts.append(safe if its == face else f'<font name="{its}">{safe}</font>')
    return "".join(parts)


@cache
def palette() -> Palette:
    """The colours of paper: the light palette."""
    return read_tokens(resource_path("themes/tokens.toml")).light


@cache
def colour(token: str) -> HexColor:
    """The colour of a token such as `sales`."""
    return HexColor(palette().of(token))


def _style(
    name: str,
    face: str,
    size: float,
    leading: float,
    ink: str = "text",
    before: float = 0,
    after: float = 0,
    align: int = TA_LEFT,
    right: float = 0,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=face,
        bulletFontName=face,
        fontSize=size,
        leading=leading,
        textColor=colour(ink),
        spaceBefore=before,
        spaceAfter=after,
        alignment=align,
        rightIndent=right,
        shaping=0,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
        uriWasteReduce=0,
    )


@cache
def styles() -> dict[str, ParagraphStyle]:
    """Every style of paragraph by its role; all ragged right, without shaping."""
    load_faces()
    made = [
        _style("title", BOLD, 26, 31, after=6),
        _style("review-title", BOLD, 19, 24, after=6),
        _style("organisation", REGULAR, 10.5, 14, "muted", after=3),
        _style("subtitle", REGULAR, 11, 15, "muted"),
        _style("lead", REGULAR, 10, 15.5),
        _style("number", REGULAR, 8, 10, "muted"),
        _style("section", BOLD, 17, 22, after=6),
        _style("heading", BOLD, 11, 15, before=12, after=3),
        _style("body", REGULAR, 9, 13.5, after=5),
        _style("note", REGULAR, 7.8, 11, "muted", after=3),
        _style("cell", REGULAR, 8, 11),
        _style("cell-muted", REGULAR, 8, 11, "muted"),
        _style("cell-name", SEMIBOLD, 8, 11),
        _style("cell-sales", SEMIBOLD, 8, 11, "sales"),
        _style("cell-marketing", SEMIBOLD, 8, 11, "marketing"),
        _style("cell-shared", SEMIBOLD, 8, 11, "shared"),
        _style("cell-figure", FIGURES, 8, 11, align=TA_RIGHT),
        _style("cell-figure-muted", FIGURES, 8, 11, "muted", align=TA_RIGHT),
        _style("cell-figure-strong", BOLD_FIGURES, 8, 11, align=TA_RIGHT),
        _style("cell-kept", SEMIBOLD, 8, 11, "kept"),
        _style("cell-at_risk", SEMIBOLD, 8, 11, "at_risk"),
        _style("cell-missed", SEMIBOLD, 8, 11, "missed"),
        _style("cell-neutral", SEMIBOLD, 8, 11, "neutral"),
        *(
            _style(f"cell-change-{tone}", FIGURES, 8, 11, tone, align=TA_RIGHT)
            for tone in ("kept", "missed", "neutral")
        ),
        _style("kpi", BOLD, 17, 21),
        _style("head", SEMIBOLD, 8, 11),
        _style("head-right", SEMIBOLD, 8, 11, align=TA_RIGHT),
        _style("head-centre", SEMIBOLD, 8, 11, align=TA_CENTER),
        _style("contents", REGULAR, 10, 20),
        _style("contents-page", FIGURES, 10, 20, "muted", align=TA_RIGHT),
        _style("signer", SEMIBOLD, 9, 12.5),
        # Ten points, and some 75 characters a line.
        _style("prose", REGULAR, 10, 15, after=5, right=86),
        _style("item", REGULAR, 10, 14.5),
        _style("item-name", SEMIBOLD, 10, 14.5),
        _style("item-sales", SEMIBOLD, 10, 14.5, "sales"),
        _style("item-marketing", SEMIBOLD, 10, 14.5, "marketing"),
        _style("item-shared", SEMIBOLD, 10, 14.5, "shared"),
        _style("item-goal", BOLD_FIGURES, 11, 14.5, align=TA_RIGHT),
        _style("quiet", REGULAR, 8.5, 12, "muted"),
        _style("quiet-right", REGULAR, 8.5, 12, "muted", align=TA_RIGHT),
        _style("figure", BOLD, 17, 21),
        _style("cell-at_risk-figure", FIGURES, 8, 11, "at_risk", align=TA_RIGHT),
    ]
    return {each.name: each for each in made}


def paragraph(text: str, role: str) -> Paragraph:
    """A paragraph of plain text.

    Raises:
        Problem: `characters-not-printable`.
    """
    return marked_up(markup(text, styles()[role].fontName), role)


def marked_up(text: str, role: str) -> Paragraph:
    """A paragraph of the renderer's markup, whose plain parts went through `markup`."""
    return Paragraph(text, styles()[role])
