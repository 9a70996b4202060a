"""Rows that contradict each other: how many of them are named at each."""

from __future__ import annotations

import polars as pl
import pytest

from alignment_desktop.frames import ROW
from alignment_desktop.importing.repeats import NAMED, settle


@pytest.mark.parametrize("count", [2, 11, 12, 13, 5_000])
def test_rows_that_differ_name_the_first_rows_of_their_key(count: int) -> None:
    frame = pl.DataFrame(
        {
            ROW: range(2, count + 2),
            "lead_id": ["L1"] * count,
            "stage": [f"stage {number}" for number in range(count)],
        },
        schema_overrides={ROW: pl.Int64},
    )
    settled = settle(frame, ["lead_id"])
    assert settled.frame.is_empty()
    assert settled.differing[ROW].to_list() == list(range(2, count + 2))
    first = list(range(2, min(count, NAMED) + 2))
    assert settled.differing["rows"].to_list() == [first] * count
