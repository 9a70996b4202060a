"""The columns of a file as an import assistant shows them: what is in them, and what fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.frames import ROW, Kind, field_type
from alignment_desktop.importing.cell_problems import CellProblems
from alignment_desktop.importing.cells import text_column
from alignment_desktop.importing.column_cells import DEFAULT_BLANK
from alignment_desktop.importing.header_row import headers
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.importing import Prepared, Proposal

_LISTED = 6
_OPEN_VALUES = 40


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """A column of the file, and how it would be read.

    Attributes:
        name: As the file calls it.
        sample: Its first value that is not blank; may be empty.
        field: The field; empty where it is ignored, its own name where it is kept.
        kind_of_value: `text`, `number`, `moment`, `day` or `period`; empty for no field.
        filled: Cells with a value; words that mean blank are none.
        values: The distinct values where there are few, in order; else empty.
        distinct: How many distinct values it has.
        wrong: How many cells cannot be read, and count as blank.
        left_out: How many rows are left out because of it.
        open_values: Values whose meaning is unknown, the commonest first.
    """

    name: str
    sample: str
    field: str
    kind_of_value: str
    filled: int
    values: tuple[str, ...]
    distinct: int
    wrong: int
    left_out: int
    open_values: tuple[str, ...]


def columns_of(proposal: Proposal, prepared: Prepared | None) -> tuple[ColumnLook, ...]:
    """Every column of the proposal's sheet, in the file's order."""
    located = proposal.located
    out = prepared.checked.left_out if prepared else ()
    no_data = pl.Series([row for row, _ in out], dtype=pl.Int64)
    rows = (pl.col(ROW) > located.header_row) & ~pl.col(ROW).is_in(no_data.implode())
    below = located.sheet.frame.filter(rows)
    problems = prepared.checked.problems if prepared else CellProblems(located.sheet.name)
    wrong, left_out = _by_column(problems.frame, "cell"), _by_column(problems.frame, "row")
    unknown = _unknown_values(problems)
    words = located.mapping.blank
    blank = {word.strip().lower() for word in (DEFAULT_BLANK if words is None else words)}
    kind = located.mapping.kind or Kind.LEADS
    return tuple(
        _column(
            name,
            located.mapping.columns.get(name, name),
            name in located.mapping.columns,
            kind,
            below[text_column(place)],
            blank,
            (wrong.get(name, 0), left_out.get(name, 0)),
            tuple(unknown.get(name, ())[:_OPEN_VALUES]),
        )
        for name, place in headers(located.sheet, located.header_row).items()
    )


def _by_column(found: pl.DataFrame, effect: str) -> dict[str, int]:
    return dict(found.filter(pl.col("effect") == effect).group_by("column").len().iter_rows())


def _unknown_values(problems: CellProblems) -> dict[str, list[str]]:
    """Column to the values that it cannot have, the commonest first."""
    words: dict[str, list[str]] = {}
    for unknown in problems.unknown_words():
        words.setdefault(unknown.column, []).append(unknown.word)
    return words


def _column(
    name: str,
    given: str,
    mapped: bool,
    kind: Kind,
    texts: pl.Series,
    blank: set[str],
    problems: tuple[int, int],
    unknown: tuple[str, ...],
) -> ColumnLook:
    means_blank = texts.str.strip_chars().str.to_lowercase().is_in([*blank, ""])
    filled = texts.filter(~means_blank).drop_nulls()
    values = filled.unique(maintain_order=True)
    type_ = field_type(kind, given) if mapped and given else None
    return ColumnLook(
        name=name,
        sample=filled[0] if len(filled) else "",
        field=given,
        kind_of_value=type_.value if type_ else "",
        filled=len(filled),
        values=tuple(sorted(values.to_list())) if len(values) <= _LISTED else (),
        distinct=len(values),
        wrong=problems[0],
        left_out=problems[1],
        open_values=unknown,
    )
