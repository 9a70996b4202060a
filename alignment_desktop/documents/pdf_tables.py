"""Tables of documents: a repeated header, hairlines, and no row broken across two pages."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, TypeAlias, cast

from reportlab.platypus import Flowable, Table, TableStyle
from typing_extensions import override

from alignment_desktop.documents.pages import FOOT, PAPERS, TOP, Heading
from alignment_desktop.documents.pdf.structure import Node
from alignment_desktop.documents.pdf.tagged_canvas import TaggedCanvas
from alignment_desktop.documents.typography import (
    REGULAR,
    Paragraph,
    colour,
    markup,
    paragraph,
    styles,
)

Cell: TypeAlias = str | Flowable | Sequence[Flowable]
Structure: TypeAlias = Literal["table", "definitions", "contents", "layout"]
"""What a grid is for those who do not see it.

A table has headings over its columns; definitions are a list of names with what they stand for; a
layout is read cell by cell as if there were no grid.
"""
_WHOLE = {"table": "Table", "definitions": "L", "contents": "TOC", "layout": "Div"}
_ROW = {"table": "TR", "definitions": "LI", "contents": "TOCI", "layout": ""}
_PAD, _TIGHT_PAD = 5.0, 3.2
_BETWEEN, _AFTER_FIGURES = 4.0, 14.0
_LONG_WORD = 0.3  # of the width of a table: a word that is longer is divided
# What stays free above a row on the lowest paper: header, heading, and some air.
_ROOM = min(height for _, height in PAPERS.values()) - TOP - FOOT - 60


class _Grid(Table):
    """Breaks between rows; inside a row only where the row alone is higher than a page."""

    structure: Structure = "table"
    continued = False

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.nodes: list[Node] = []  # shared by the parts of a table that is divided
        self._measured: float | None = None

    @override
    def _calc(self, available_width: float, available_height: float) -> None:
        # The renderer would lay out every cell again whenever it asks for the height.
        if self._measured == available_width:
            return
        super()._calc(available_width, available_height)
        # Of a table higher than the room it measures the first rows only.
        if None not in self._rowHeights:
            self._measured = available_width

    @property
    def has_headings(self) -> bool:
        """Whether a cell holds a heading, whose page is asked for."""
        return any(_has_heading(cell) for row in self._cellvalues for cell in row)

    @override
    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        if canvas.silent and not self.has_headings:
            return
        if not self.nodes:
            self.nodes.append(canvas.parent if canvas.is_marked else self._element(canvas))
        self._row = -1
        self._places = self._cell_places()
        with canvas.within(self.nodes[0]):
            super().draw()

    def _element(self, canvas: TaggedCanvas) -> Node:
        return canvas.parent.child(_WHOLE[self.structure])

    def _cell_places(self) -> Iterator[tuple[int, int]]:
        """Row and column of each cell that is drawn, in that order."""
        spans = self._spanCmds
        for row in range(self._nrows):
            for column in range(self._ncols):
                if not spans or self._spanRanges[column, row] is not None:
                    yield row, column

    @override
    def _drawCell(
        self, cell: Any, style: Any, place: tuple[float, float], size: tuple[float, float]
    ) -> None:
        canvas: TaggedCanvas = self.canv
        if canvas.rtl:
            style, place = _mirrored(style), (self._width - place[0] - size[0], place[1])
        row, column = next(self._places)
        heads = row < int(self.repeatRows)
        if heads and self.continued:
            # It was said already where the table begins.
            with canvas.artifact():
                super()._drawCell(cell, style, place, size)
            return
        if row != self._row:
            role = _ROW[self.structure]
            self._row = row
            self._row_node = canvas.parent.child(role) if role else canvas.parent
        with canvas.within(self._cell_node(row, column, heads=heads)):
            super()._drawCell(cell, style, place, size)

    @override
    def _drawBkgrnd(self) -> None:
        with self._turned():
            super()._drawBkgrnd()

    @override
    def _drawLines(self) -> None:
        with self._turned():
            super()._drawLines()

    @contextmanager
    def _turned(self) -> Iterator[None]:
        """Turns grounds and lines around where the first column stands at the right."""
        canvas: TaggedCanvas = self.canv
        if not canvas.rtl:
            yield
            return
        canvas.saveState()
        canvas.transform(-1, 0, 0, 1, self._width, 0)
        yield
        canvas.restoreState()

    def _cell_node(self, row: int, column: int, *, heads: bool) -> Node:
        if self.structure == "definitions":
            return self._row_node.child("LBody" if column else "Lbl")
        if self.structure != "table":
            return self._row_node
        cell = self._row_node.child("TH" if heads else "TD")
        cell.scope = "Column" if heads else ""
        if self._spanCmds:
            first, top, last, bottom = self._spanRanges[column, row]
            cell.span = last - first + 1, bottom - top + 1
        return cell

    def first_rows(self, width: float) -> float:
        """The height of the header and the first two rows."""
        self.wrap(width, 10_000)
        return float(self.spaceBefore + sum(self._rowHeights[: self.repeatRows + 2]))

    @property
    def row_count(self) -> int:
        """How many rows there are, the header among them."""
        return len(self._rowHeights)

    def _leaves_one_row(self, parts: Sequence[Flowable]) -> bool:
        first, rest = (cast(_Grid, part).row_count for part in parts)
        header = int(self.repeatRows)
        return rest == header + 1 and first > header + 3

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        return self._as_parts(self._divided(available_width, available_height))

    def _as_parts(self, parts: list[Flowable]) -> list[Flowable]:
        """Gives parts what the whole has: they are one table, of which each is a piece."""
        for at, part in enumerate(parts):
            piece = cast(_Grid, part)
            piece.structure = self.structure
            piece.continued = self.continued or at > 0
            piece.nodes = self.nodes
        return parts

    def _divided(self, available_width: float, available_height: float) -> list[Flowable]:
        self.splitInRow = 0
        parts: list[Flowable] = super().split(available_width, available_height)
        if len(parts) == 2 and self._leaves_one_row(parts):
            # A row by itself on the next page reads as if it were forgotten: one more goes along.
            kept = sum(self._rowHeights[: len(self._rowHeights) - 2])
            parts = super().split(available_width, kept + 0.5) or parts
        if parts or len(self._rowHeights) <= self.repeatRows:
            return parts
        if self._rowHeights[self.repeatRows] <= _ROOM:
            return []
        self.splitInRow = 1
        whole: list[Flowable] = super().split(available_width, available_height)
        return whole


def _mirrored(style: Any) -> Any:
    """The style of a cell whose left is its right."""
    made = copy.copy(style)
    made.leftPadding, made.rightPadding = style.rightPadding, style.leftPadding
    made.alignment = {"LEFT": "RIGHT", "RIGHT": "LEFT"}.get(style.alignment, style.alignment)
    return made


def grid(
    header: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[float],
    width: float,
    right: Sequence[int] = (),
    *,
    tight: bool = False,
    structure: Structure | None = None,
) -> Flowable:
    """A table.

    Args:
        header: One heading a column, plain text or laid out; an empty list: a table without.
        rows: Cells: plain text, or something already laid out.
        shares: How the columns share the width; one that is too narrow for a word of its own gets
            more of it where others can spare some.
        width: The width in points.
        right: Columns of figures, set right in tabular digits.
        tight: Whether rows stand closer, so that a page holds them all.
        structure: What it is; None: by its form, a table where it has headings, definitions where
            it has two columns, else a layout.
    """
    pad = _TIGHT_PAD if tight else _PAD
    body = [
        [_cell(cell, "cell-figure" if at in right else "cell") for at, cell in enumerate(row)]
        for row in rows
    ]
    head = [_cell(cell, "head-right" if at in right else "head") for at, cell in enumerate(header)]
    after_figures = [at + 1 for at in right if at + 1 not in right and at + 1 < len(shares)]
    cells = [head, *body] if header else body
    made = _Grid(
        cells,
        colWidths=_widths(cells, shares, width, after_figures),
        repeatRows=1 if header else 0,
        hAlign="LEFT",
        spaceBefore=4,
        spaceAfter=8,
    )
    by_form: Structure = "table" if header else "definitions" if len(shares) == 2 else "layout"
    made.structure = structure or by_form
    commands: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        # Cells name a face even where all they hold is laid out already; the default is not ours.
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), _BETWEEN),
        ("RIGHTPADDING", (0, 0), (-1, -1), _BETWEEN),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), pad),
        ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
        ("LINEBELOW", (0, 1 if header else 0), (-1, -1), 0.5, colour("line")),
    ]
    commands += [
        # Words beside a column of figures keep their distance from it.
        ("LEFTPADDING", (at, 0), (at, -1), _AFTER_FIGURES)
        for at in after_figures
    ]
    if header:
        commands.append(("LINEBELOW", (0, 0), (-1, 0), 1, colour("text")))
    made.setStyle(TableStyle(commands))
    return made


def _widths(
    rows: Sequence[Sequence[Flowable | list[Flowable]]],
    shares: Sequence[float],
    width: float,
    after_figures: Sequence[int],
) -> list[float]:
    """How wide the columns are: as they share, but none narrower than one of its words."""
    total, last = sum(shares), len(shares) - 1
    widths = [width * share / total for share in shares]
    needs = []
    for at in range(len(shares)):
        left = 0.0 if at == 0 else _AFTER_FIGURES if at in after_figures else _BETWEEN
        words = (_longest_word(row[at], width * _LONG_WORD) for row in rows)
        needs.append(max(words, default=0.0) + left + (_BETWEEN if at < last else 0.0) + 0.1)
    lacking = sum(max(need - own, 0.0) for need, own in zip(needs, widths, strict=True))
    spare = sum(max(own - need, 0.0) for need, own in zip(needs, widths, strict=True))
    if not 0 < lacking <= spare:
        return widths
    return [
        need if own < need else own - (own - need) * lacking / spare
        for need, own in zip(needs, widths, strict=True)
    ]


def _longest_word(cell: Flowable | list[Flowable], most: float) -> float:
    """The width of the longest word of a cell that is not wider than that."""
    parts = cell if isinstance(cell, list) else [cell]
    return max(
        (part.longest_word(most) for part in parts if isinstance(part, Paragraph)), default=0.0
    )


def _has_heading(cell: Any) -> bool:
    if isinstance(cell, (list, tuple)):
        return any(map(_has_heading, cell))
    return isinstance(cell, Heading) or (isinstance(cell, _Grid) and cell.has_headings)


def _cell(cell: Cell, role: str) -> Flowable | list[Flowable]:
    if isinstance(cell, str):
        return paragraph(cell, role)
    return cell if isinstance(cell, Flowable) else list(cell)


def named(name: str, note: str = "") -> list[Flowable]:
    """A cell with a name, and a quiet note below it."""
    cell: list[Flowable] = [paragraph(name, "cell-name")]
    if note:
        cell.append(paragraph(note, "cell-muted"))
    return cell


def party_cell(party: str, word: str) -> Paragraph:
    """A cell that names a party in its colour."""
    return paragraph(word, f"cell-{party}")


def pairs(rows: Sequence[tuple[str, str]], width: float) -> Flowable:
    """Names and what they stand for, side by side."""
    cells = [[paragraph(name, "cell-muted"), paragraph(text, "cell")] for name, text in rows]
    return grid([], cells, (0.24, 0.76), width)


def bullets(texts: Sequence[str], role: str = "cell") -> list[Flowable]:
    """One paragraph for each text, with a point before it: a list."""
    face = styles()[role].fontName
    nodes: list[Node] = []
    return [_ListItem(markup(text, face), role, nodes) for text in texts]


class _ListItem(Paragraph):
    """An item of a list, whose first one begins the list."""

    def __init__(self, text: str, role: str, nodes: list[Node]) -> None:
        super().__init__(f"· {text}", styles()[role])
        self._list = nodes

    @override
    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        if canvas.is_marked:
            super().draw()
            return
        if not self._list:
            self._list.append(canvas.parent.child("L"))
        with canvas.within(self._list[0].child("LI").child("LBody")):
            super().draw()
