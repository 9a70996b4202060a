"""Tables of documents: a repeated header, hairlines, and no row broken across two pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, cast

from reportlab.platypus import Flowable, Paragraph, Table, TableStyle
from typing_extensions import override

from alignment_desktop.documents.pages import FOOT, PAPERS, TOP
from alignment_desktop.documents.typography import (
    REGULAR,
    colour,
    marked_up,
    markup,
    paragraph,
    styles,
)

Cell: TypeAlias = str | Flowable | Sequence[Flowable]
_PAD, _TIGHT_PAD = 5.0, 3.2
_AFTER_FIGURES = 14.0
# What stays free above a row on the lowest paper: header, heading, and some air.
_ROOM = min(height for _, height in PAPERS.values()) - TOP - FOOT - 60


class _Grid(Table):
    """Breaks between rows; inside a row only where the row alone is higher than a page."""

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


def grid(
    header: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[float],
    width: float,
    right: Sequence[int] = (),
    *,
    tight: bool = False,
) -> Flowable:
    """A table.

    Args:
        header: One heading a column, plain text or laid out; an empty list: a table without.
        rows: Cells: plain text, or something already laid out.
        shares: How the columns share the width.
        width: The width in points.
        right: Columns of figures, set right in tabular digits.
        tight: Whether rows stand closer, so that a page holds them all.
    """
    pad = _TIGHT_PAD if tight else _PAD
    body = [
        [_cell(cell, "cell-figure" if at in right else "cell") for at, cell in enumerate(row)]
        for row in rows
    ]
    head = [_cell(cell, "head-right" if at in right else "head") for at, cell in enumerate(header)]
    total = sum(shares)
    made = _Grid(
        [head, *body] if header else body,
        colWidths=[width * share / total for share in shares],
        repeatRows=1 if header else 0,
        hAlign="LEFT",
        spaceBefore=4,
        spaceAfter=8,
    )
    commands: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        # Cells name a face even where all they hold is laid out already; the default is not ours.
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), pad),
        ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
        ("LINEBELOW", (0, 1 if header else 0), (-1, -1), 0.5, colour("line")),
    ]
    commands += [
        # Words beside a column of figures keep their distance from it.
        ("LEFTPADDING", (at + 1, 0), (at + 1, -1), _AFTER_FIGURES)
        for at in right
        if at + 1 not in right and at + 1 < len(shares)
    ]
    if header:
        commands.append(("LINEBELOW", (0, 0), (-1, 0), 1, colour("text")))
    made.setStyle(TableStyle(commands))
    return made


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
    """One paragraph for each text, with a point before it."""
    face = styles()[role].fontName
    return [marked_up(f"· {markup(text, face)}", role) for text in texts]
