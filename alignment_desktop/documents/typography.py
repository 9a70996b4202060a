"""The type of documents: Inter, other scripts by fallback, styles in the design's colours."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from alignment_desktop.charts.palette import Palette, read_tokens
from alignment_desktop.documents.pdf.markup import cleaned
from alignment_desktop.documents.pdf.paragraphs import Paragraph
from alignment_desktop.documents.pdf.text_operators import width_of
from alignment_desktop.paths import resource_path

REGULAR, MEDIUM = "AlignmentInter-Regular", "AlignmentInter-Medium"
SEMIBOLD, BOLD = "AlignmentInter-SemiBold", "AlignmentInter-Bold"
FIGURES, BOLD_FIGURES = "AlignmentInterTabular-Regular", "AlignmentInterTabular-SemiBold"

SMALLEST = 9.0
"""The size in points of the smallest text: cells of tables, notes, the foot of a page."""

# What belongs together stays on one line: a sign or number with its unit, a day with its month, a
# time with its zone, the short last word of a long text with the one before.
_NO_BREAK = "\u00a0"
_GLUE = re.compile(
    r"(?<=[≥≤]) (?=\S)|(?<=\d) (?=(?:%|[hmsdMB]\b))| (?=·)|(?<=\d:\d\d) (?=[A-Z]{3,5}\b)"
    r"|(?<=\b\d) (?=\w{3,10} \d{4}\b)|(?<=\b\d\d) (?=\w{3,10} \d{4}\b)|(?<=[^\W\d]) (?=20\d\d\b)"
    r"|(?<=.{40}) (?=\S{1,3}\Z)"
)
_REMEMBERED = 10_000


def shortened(text: str, face: str, size: float, room: float) -> str:
    """The text, or its beginning with "…" where it is wider than `room`."""
    if width_of(text, face, size) <= room:
        return text
    kept = bisect_right(
        range(1, len(text) + 1), room, key=lambda end: width_of(text[:end] + "…", face, size)
    )
    return text[:kept].rstrip() + "…"


@lru_cache(maxsize=_REMEMBERED)
def markup(text: str, face: str = REGULAR) -> str:
    """Plain text as markup: escaped, line breaks kept; letters of any script.

    Args:
        text: What is to be read.
        face: The face that it is set in; other letters get theirs by themselves.
    """
    return escape(_GLUE.sub(_NO_BREAK, cleaned(text))).replace("\n", "<br/>")


@cache
def palette() -> Palette:
    """The colours of paper: the light palette."""
    return read_tokens(resource_path("themes/tokens.toml")).light


@cache
def colour(token: str) -> HexColor:
    """The colour of a token such as `sales`."""
    return HexColor(palette().of(token))


_STRUCTURE = {"title": "H1", "review-title": "H1", "section": "H2", "heading": "H3"}
"""What a style stands for in the structure of a document; all others are paragraphs."""
_LABELS = frozenset({"title", "organisation", "contents", "item-name", "cell-name", "signer"})
"""Names beside or above other words, which stand with these in whatever direction they are read."""


def structure_role(role: str) -> str:
    """What a style stands for in the structure of a document, as `H1` or `P`."""
    return _STRUCTURE.get(role, "P")


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
        is_label=name in _LABELS,
    )


def _cell(
    name: str, face: str = REGULAR, ink: str = "text", align: int = TA_LEFT
) -> ParagraphStyle:
    """A style of the cells of tables."""
    return _style(name, face, SMALLEST, 11, ink, align=align)


@cache
def styles() -> dict[str, ParagraphStyle]:
    """Every style of paragraph by its role; all ragged right, without shaping."""
    made = [
        _style("title", BOLD, 26, 31, after=6),
        _style("review-title", BOLD, 19, 24, after=6),
        _style("organisation", REGULAR, 10.5, 14, "muted", after=3),
        _style("subtitle", REGULAR, 11, 15, "muted"),
        _style("lead", REGULAR, 10, 15.5),
        _style("section", BOLD, 17, 22, after=6),
        _style("heading", BOLD, 11, 15, before=12, after=3),
        _style("body", REGULAR, 10, 14, after=5),
        _style("note", REGULAR, SMALLEST, 11.5, "muted", after=3),
        _cell("cell"),
        *(
            _cell(f"cell-{tone}", SEMIBOLD, tone)
            for tone in ("sales", "marketing", "shared", "kept", "at_risk", "missed", "neutral")
        ),
        _cell("cell-name", SEMIBOLD),
        _cell("cell-muted", REGULAR, "muted"),
        _cell("cell-figure", FIGURES, align=TA_RIGHT),
        _cell("cell-figure-muted", FIGURES, "muted", align=TA_RIGHT),
        _cell("cell-figure-strong", BOLD_FIGURES, align=TA_RIGHT),
        _cell("cell-at_risk-figure", FIGURES, "at_risk", align=TA_RIGHT),
        *(
            _cell(f"cell-change-{tone}", FIGURES, tone, align=TA_RIGHT)
            for tone in ("kept", "missed", "neutral")
        ),
        _cell("head", SEMIBOLD),
        _cell("head-right", SEMIBOLD, align=TA_RIGHT),
        _cell("head-centre", SEMIBOLD, align=TA_CENTER),
        _style("kpi", BOLD, 17, 21),
        _style("contents", REGULAR, 10, 20),
        _style("contents-page", FIGURES, 10, 20, "muted", align=TA_RIGHT),
        _style("signer", SEMIBOLD, 9, 12.5),
        # Ten points, and some 75 characters a line.
        _style("prose", REGULAR, 10, 15, after=5, right=86),
        _style("item", REGULAR, 10, 14),
        _style("item-name", SEMIBOLD, 10, 14),
        *(
            _style(f"item-{party}", SEMIBOLD, 10, 14, party)
            for party in ("sales", "marketing", "shared")
        ),
        _style("item-goal", BOLD_FIGURES, 11, 14, align=TA_RIGHT),
        _style("quiet", REGULAR, SMALLEST, 12, "muted"),
        _style("quiet-right", REGULAR, SMALLEST, 12, "muted", align=TA_RIGHT),
        _style("figure", BOLD, 17, 21),
    ]
    return {each.name: each for each in made}


def paragraph(text: str, role: str) -> Paragraph:
    """A paragraph of plain text."""
    return marked_up(markup(text, styles()[role].fontName), role)


def marked_up(text: str, role: str) -> Paragraph:
    """A paragraph of the renderer's markup, whose plain parts went through `markup`."""
    return Paragraph(text, styles()[role], structure_role(role))


__all__ = [
    "BOLD", "BOLD_FIGURES", "FIGURES", "MEDIUM", "REGULAR", "SEMIBOLD", "SMALLEST", "Paragraph",
    "colour", "marked_up", "markup", "palette", "paragraph", "shortened", "structure_role",
    "styles", "width_of",
]  # fmt: skip
