"""What was wrong with an imported sheet: counted by kind beside the batch, cell by cell apart."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

_PLAIN = ("row", "column", "code", "effect")


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
    """Groups as they were stored; older batches listed every cell, which is counted here."""
    if not stored or "count" in stored[0]:
        return tuple(FoundGroup(**group) for group in stored)
    counts = Counter((each["code"], each["column"]) for each in stored)
    first = {(each["code"], each["column"]): each for each in reversed(stored)}
    return tuple(
        FoundGroup(count, column, code, first[code, column]["facts"])
        for (code, column), count in counts.most_common()
    )


def listed(stored: list[Any]) -> pl.DataFrame:
    """The cells that an older batch listed, with a column for each fact."""
    import polars as pl

    if not stored or "count" in stored[0]:
        return pl.DataFrame()
    rows = [{name: each.get(name) for name in _PLAIN} | each["facts"] for each in stored]
    return pl.DataFrame(rows, infer_schema_length=None)


def as_bytes(frame: pl.DataFrame) -> bytes:
    """A table as Parquet."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()
