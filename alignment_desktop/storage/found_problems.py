"""What was wrong with an imported sheet: counted by kind beside the batch, cell by cell apart."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    import polars as pl

_PLAIN = ("row", "column", "code", "effect")
_OF_GROUP: dict[str, type] = {"count": int, "column": str, "code": str, "facts": dict}
_OF_CELL: dict[str, type] = {
    "sheet": str, "row": int, "column": str, "code": str, "facts": dict, "effect": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """How often one thing was wrong in one column.

    Attributes:
        count: How often.
        column: The column's name.
        code: What was wrong.
        facts: What its sentence names, of the first such cell.
    """

    count: int
    column: str
    code: str
    facts: dict[str, str]


def groups_as_json(groups: Sequence[FoundGroup]) -> list[Any]:
    """Groups as they are stored."""
    return [
        {"count": each.count, "column": each.column, "code": each.code, "facts": each.facts}
        for each in groups
    ]


def groups_of(stored: list[Any]) -> tuple[FoundGroup, ...]:
    """Groups as they were stored; older batches listed every cell, which is counted here.

    Raises:
        Problem: `workspace-corrupt`, where they are neither.
    """
    if not _lists_cells(stored):
        return tuple(FoundGroup(**group) for group in stored)
    counts = Counter((each["code"], each["column"]) for each in stored)
    first = {(each["code"], each["column"]): each for each in reversed(stored)}
    return tuple(
        FoundGroup(count, column, code, first[code, column]["facts"])
        for (code, column), count in counts.most_common()
    )


def listed(stored: list[Any]) -> pl.DataFrame:
    """The cells that an older batch listed, with a column for each fact.

    Raises:
        Problem: `workspace-corrupt`, where they are none.
    """
    import polars as pl

    if not _lists_cells(stored):
        return pl.DataFrame()
    rows = [{name: each[name] for name in _PLAIN} | each["facts"] for each in stored]
    return pl.DataFrame(rows, infer_schema_length=None)


def _lists_cells(stored: list[Any]) -> bool:
    """Whether every cell is listed, as older batches do; else they are groups.

    Raises:
        Problem: `workspace-corrupt`, where it is neither the one nor the other.
    """
    for kinds in (_OF_GROUP, _OF_CELL):
        if all(_has(each, kinds) for each in stored):
            return kinds is _OF_CELL
    raise Problem("workspace-corrupt")


def _has(each: object, kinds: dict[str, type]) -> bool:
    return (
        isinstance(each, dict)
        and each.keys() == kinds.keys()
        and all(type(each[name]) is kind for name, kind in kinds.items())
        and all(isinstance(fact, str) for fact in each["facts"].values())
    )


def as_bytes(frame: pl.DataFrame) -> bytes:
    """A table as Parquet."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()
