"""What a column tells is told by its first different values, wherever these stand."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from alignment_desktop.importing.column_cells import clean
from alignment_desktop.importing.column_evidence import LOOKED_AT, evidence_of

_MANY = [f"number {number}" for number in range(5_000)]
_LATE = ["same"] * 3_000 + _MANY[:600]


@pytest.mark.parametrize("texts", [_MANY, _LATE, ["a", "b", "a"], []])
def test_the_first_different_values_tell_what_a_column_is(texts: Sequence[str]) -> None:
    cells = pl.Series(texts, dtype=pl.String)
    found = evidence_of(clean("Column", cells, cells.is_not_null().cast(pl.UInt8), None))
    different = list(dict.fromkeys(texts))
    assert [text for text, _ in found.values] == different[:LOOKED_AT]
    assert (found.filled, found.distinct) == (len(texts), len(different))
