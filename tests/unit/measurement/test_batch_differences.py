"""Two imports of one kind are compared row by row and field by field."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl

from alignment_desktop.frames import Kind
from alignment_desktop.measurement.batch_differences import differences
from alignment_desktop.measurement.folding import Batch


def leads(number: int, rows: dict[str, list[object]], key: str | None = "lead_id") -> Batch:
    frame = pl.DataFrame({"row": range(2, 2 + len(next(iter(rows.values())))), **rows})
    return Batch(number, Kind.LEADS, frame.with_columns(pl.col("row").cast(pl.Int64)), key)


def test_leads_that_came_went_and_changed_are_told_field_by_field() -> None:
    moments = [datetime(2026, 10, 5, 8, 30, tzinfo=UTC), datetime(2026, 10, 5, 22, tzinfo=UTC)]
    before = leads(
        1,
        {
            "lead_id": ["A", "B", "C"],
            "source": ["Web", "Fair", None],
            "amount": [10.0, 20.0, 30.5],
            "created_at": [moments[0], moments[1], None],
            "created_at.day": [None, date(2026, 10, 6), None],
            "own:Fax": ["1", "2", "3"],
        },
    )
    after = leads(
        2,
        {
            "lead_id": ["B", "C", "D"],
            "source": ["Fair", "Web", "Web"],
            "amount": [25.0, 30.5, 1.0],
            "created_at": [moments[0], None, None],
            "region": ["N", "S", "N"],
        },
    )
    found = differences(before, after, "Europe/Berlin")
    assert (found.added, found.gone, found.changed, found.same) == (1, 1, 2, 0)
    assert (found.only_before, found.only_after) == (("own:Fax",), ("region",))
    assert found.frame.rows() == [
        ("D", "added", None, None, None),
        ("A", "gone", None, None, None),
        ("C", "changed", "source", None, "Web"),
        ("B", "changed", "amount", "20", "25"),
        ("B", "changed", "created_at", "2026-10-06", "2026-10-05 10:30:00"),
    ]


def test_rows_without_a_key_are_compared_whole() -> None:
    before = leads(1, {"source": ["Web", "Fair"], "region": ["N", "S"]}, None)
    after = leads(2, {"source": ["Web", "Fair"], "region": ["N", "W"]}, None)
    found = differences(before, after, "UTC")
    assert (found.added, found.gone, found.changed, found.same) == (1, 1, 0, 1)
    assert [row[:2] for row in found.frame.rows()] == [
        ("Fair · W", "added"),
        ("Fair · S", "gone"),
    ]


def test_of_rows_with_one_key_the_last_one_counts() -> None:
    before = leads(1, {"lead_id": ["A"], "source": ["Web"]})
    after = leads(2, {"lead_id": ["A", "A"], "source": ["Fair", "Web"]})
    found = differences(before, after, "UTC")
    assert (found.changed, found.same) == (0, 1)


def test_where_only_one_of_two_imports_has_a_key_rows_are_compared_whole() -> None:
    before = leads(1, {"lead_id": ["A", "B"], "source": ["Web", "Fair"]})
    after = leads(2, {"source": ["Web", "Call"]}, None)
    found = differences(before, after, "UTC")
    assert (found.added, found.gone, found.changed, found.same) == (1, 1, 0, 1)
    assert [row[:2] for row in found.frame.rows()] == [("Call", "added"), ("Fair", "gone")]
    assert found.only_before == ("lead_id",)


def test_figures_are_keyed_by_name_period_and_segment() -> None:
    def figures(number: int, value: float) -> Batch:
        frame = pl.DataFrame(
            {
                "row": [2],
                "figure": ["Share"],
                "start": [date(2026, 10, 1)],
                "end": [date(2026, 10, 31)],
                "value": [value],
            }
        )
        return Batch(number, Kind.FIGURES, frame)

    found = differences(figures(1, 0.5), figures(2, 0.75), "UTC")
    assert found.frame.rows() == [
        ("Share · 2026-10-01 · 2026-10-31", "changed", "value", "0.5", "0.75")
    ]
    assert found.same == 0
