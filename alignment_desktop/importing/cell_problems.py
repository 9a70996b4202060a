"""What is wrong with the cells of a sheet, as columns: it may be more than the sheet has rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from typing import Literal, overload

import polars as pl
from typing_extensions import override

from alignment_desktop.frames import ROW
from alignment_desktop.values import dataclass

Effect = Literal["row", "cell", "none"]
FACTS = (
    "value", "field", "currency", "key", "rows", "stage", "found", "width", "later", "earlier",
    "other",
)  # fmt: skip
"""What the sentence of a problem may name, each a column of its own."""
SCHEMA: dict[str, pl.DataType] = {
    ROW: pl.Int64(),
    **dict.fromkeys(("column", "code", "effect", *FACTS), pl.String()),
}
"""The columns of problems."""
_UNKNOWN = "unknown-value"
_WORD = "…word"
_WORD_GROUPS = 30
"""A column with more unknown words than this is told as one."""
_SLICE = 1_000  # problems that are made into values at a time


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Trouble with one cell, or with a whole row.

    Attributes:
        sheet: The sheet's name.
        row: The row's number, as a spreadsheet shows it.
        column: The column's name.
        code: What is wrong; its sentence stands in the catalogue of words.
        effect: `row` leaves the row out; `cell` reads the cell as blank; `none` changes nothing,
            which makes it a warning.
        facts: What the sentence names.
    """

    sheet: str
    row: int
    column: str
    code: str
    effect: Effect
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """How often one thing is wrong in one column, and where first.

    Attributes:
        count: How often.
        first: The first of them.
        word: The word that is unknown, where each has a group of its own; else empty.
    """

    count: int
    first: CellProblem
    word: str = ""


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word whose meaning nobody knows.

    Attributes:
        column: The column's name.
        field: The field that it should have a value of.
        word: As the cells say it.
        count: How many cells say it.
    """

    column: str
    field: str
    word: str
    count: int


class CellProblems(Sequence[CellProblem]):
    """The problems of one sheet, each made into a value only when it is asked for.

    Attributes:
        sheet: The sheet's name.
        frame: One row each, with the columns of `SCHEMA`; facts that a problem has not are null.
    """

    __slots__ = ("frame", "sheet")

    def __init__(self, sheet: str, frames: Iterable[pl.DataFrame] = ()) -> None:
        """Brings problems together, in the order given.

        Args:
            sheet: The sheet's name.
            frames: With any of the columns of `SCHEMA`; those that are missing are null.
        """
        parts = [frame for frame in frames if frame.height]
        whole = pl.concat(parts, how="diagonal") if parts else pl.DataFrame(schema=SCHEMA)
        present = set(whole.columns)
        self.sheet = sheet
        self.frame = whole.select(
            pl.col(name).cast(type_) if name in present else pl.lit(None, type_).alias(name)
            for name, type_ in SCHEMA.items()
        )

    @classmethod
    def of(cls, sheet: str, problems: Iterable[CellProblem]) -> CellProblems:
        """Problems that were made one by one."""
        rows = [
            {ROW: each.row, "column": each.column, "code": each.code, "effect": each.effect}
            | each.facts
            for each in problems
        ]
        return cls(sheet, [pl.DataFrame(rows, schema=SCHEMA)])

    @override
    def __len__(self) -> int:
        return self.frame.height

    @override
    def __iter__(self) -> Iterator[CellProblem]:
        for start in range(0, len(self), _SLICE):
            yield from self._made(self.frame.slice(start, _SLICE))

    @overload
    def __getitem__(self, at: int) -> CellProblem: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[CellProblem]: ...

    @override
    def __getitem__(self, at: int | slice) -> CellProblem | Sequence[CellProblem]:
        if isinstance(at, slice):
            return self._made(self.frame[at])
        return self._made(self.frame[range(len(self))[at]])[0]

    def in_order(self) -> CellProblems:
        """By row; of a row that is left out only what leaves it out."""
        gone = self.frame.filter(pl.col("effect") == "row")[ROW].unique()
        told = self.frame.filter((pl.col("effect") == "row") | ~pl.col(ROW).is_in(gone.implode()))
        return CellProblems(self.sheet, [told.sort(ROW, maintain_order=True)])

    def with_more(self, others: CellProblems) -> CellProblems:
        """These and others, by row."""
        both = pl.concat([self.frame, others.frame])
        return CellProblems(self.sheet, [both.sort(ROW, maintain_order=True)])

    def of_group(self, group: ProblemGroup) -> CellProblems:
        """Only those of one group."""
        same = (pl.col("code") == group.first.code) & (pl.col("column") == group.first.column)
        if group.word:
            same &= pl.col("value") == group.word
        return CellProblems(self.sheet, [self.frame.filter(same)])

    def count_rows(self, effect: Effect | None = None) -> int:
        """How many rows have a problem; with `effect`, one of that effect."""
        frame = self.frame
        if effect is not None:
            frame = frame.filter(pl.col("effect") == effect)
        return frame[ROW].n_unique()

    def unknown_words(self) -> list[UnknownWord]:
        """The words that are no value of their field, the commonest first."""
        counted = (
            self.frame.filter(pl.col("code") == _UNKNOWN)
            .group_by("column", "field", "value", maintain_order=True)
            .len()
            .sort("len", descending=True, maintain_order=True)
        )
        return [UnknownWord(*row) for row in counted.iter_rows()]

    def groups(self) -> list[ProblemGroup]:
        """By code and column, unknown words each for itself; the commonest first."""
        unknown = pl.col("code") == _UNKNOWN
        few = pl.col("value").n_unique().over("code", "column") <= _WORD_GROUPS
        counted = (
            self.frame.with_columns(pl.when(unknown & few).then("value").alias(_WORD))
            .group_by("code", "column", _WORD, maintain_order=True)
            .agg(pl.len().alias("count"), pl.all().first())
            .sort("count", descending=True, maintain_order=True)
        )
        firsts = self._made(counted.select(*SCHEMA))
        return [
            ProblemGroup(count, first, word or "")
            for count, first, word in zip(counted["count"], firsts, counted[_WORD], strict=True)
        ]

    def _made(self, frame: pl.DataFrame) -> list[CellProblem]:
        return [
            CellProblem(
                self.sheet,
                row,
                column or "",
                code,
                effect,
                {name: fact for name, fact in zip(FACTS, facts, strict=True) if fact is not None},
            )
            for row, column, code, effect, *facts in frame.iter_rows()
        ]
