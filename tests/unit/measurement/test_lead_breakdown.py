"""The leads behind a figure: how long they took."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.frames import FieldType, Kind, field_type
from alignment_desktop.measurement.as_of import AsOf
from alignment_desktop.measurement.folding import (
    Batch,
    fold_activities,
    fold_campaigns,
    fold_figures,
    fold_leads,
)
from alignment_desktop.measurement.lead_breakdown import BINS, bins_of, judged
from alignment_desktop.measurement.request import Evidence, Request, Workbench
from alignment_desktop.measurement.versions import VersionInForce

Row = dict[str, Any]
MONDAY = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)  # 10:00 in Berlin
WITHIN = {
    "measure": "within", "from": "handed_over_at", "to": "first_touch_at", "target": ">= 90 %",
}  # fmt: skip
DTYPES: dict[FieldType | None, Any] = {
    FieldType.NUMBER: pl.Float64,
    FieldType.MOMENT: pl.Datetime("us", "UTC"),
}


def bench_of(commitment: Row, rows: list[Row]) -> tuple[Workbench, pl.DataFrame]:
    period = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
    hours = {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    tables: list[tuple[str, Row]] = [
        ("agreement", {"period": period, "calendar": "office"}),
        ("calendar", {"key": "office", "timezone": "Europe/Berlin", "hours": hours}),
        ("commitment", {"key": "c", **commitment}),
    ]
    clauses = {}
    for kind, table in tables:
        clause = read_clause(kind, table)
        clauses[kind, clause.key] = clause
    agreement = Agreement("Q4", clauses)
    names = dict.fromkeys(["lead_id", *(name for row in rows for name in row)])
    stated = [{"lead_id": f"L{number:03}", **row} for number, row in enumerate(rows)]
    schema: dict[str, Any] = {
        name: DTYPES.get(field_type(Kind.LEADS, name), pl.String) for name in names
    }
    moments = [name for name in names if field_type(Kind.LEADS, name) is FieldType.MOMENT]
    frame = pl.DataFrame(stated, schema=schema).with_row_index("row", 2).cast({"row": pl.Int64})
    frame = frame.with_columns(pl.lit(None, pl.Date).alias(f"{name}.day") for name in moments)
    evidence = Evidence(
        fold_leads([Batch(1, Kind.LEADS, frame, "lead_id")]),
        fold_activities([]),
        fold_campaigns([]),
        fold_figures([]),
    )
    request = Request(
        (VersionInForce(agreement),),
        evidence,
        AsOf.of("2026-10-31", "Europe/Berlin"),
        period["start"],
        period["end"],
    )
    bench = Workbench(request)
    (plan,) = request.plans()
    return bench, judged(bench, plan)


def touched(*hours: float | None, **fields: Any) -> list[Row]:
    return [
        {
            "handed_over_at": MONDAY,
            "first_touch_at": None if each is None else MONDAY + timedelta(hours=each),
            **fields,
        }
        for each in hours
    ]


def test_a_plain_limit_counts_every_hour() -> None:
    _, leads = bench_of(WITHIN | {"limit": "8 hours"}, touched(4, 16))
    assert leads.get_column("used").to_list() == [4 * 3_600, 16 * 3_600]
    assert leads.get_column("share_used").to_list() == [0.5, 2.0]


def test_a_business_limit_counts_open_hours() -> None:
    _, leads = bench_of(WITHIN | {"limit": "4 business hours"}, touched(2, 25))
    assert leads.get_column("used").to_list() == [2 * 3_600, 9 * 3_600]
    assert leads.get_column("share_used").to_list() == [0.5, 2.25]


def test_a_clock_that_has_not_stopped_has_run_up_to_as_of_and_is_in_no_bin() -> None:
    _, leads = bench_of(WITHIN | {"limit": "8 hours"}, touched(4, None))
    used = leads.get_column("used").to_list()
    assert used[1] == pytest.approx((26 * 24 + 15) * 3_600)  # a clock change lies between
    assert sum(bins_of(leads)) == 1


def test_a_stop_before_the_start_has_no_duration() -> None:
    _, leads = bench_of(WITHIN | {"limit": "8 hours"}, touched(-3))
    assert leads.get_column("state").to_list() == ["excluded"]
    assert leads.get_column("share_used").to_list() == [None]
    assert bins_of(leads) == []


def test_half_of_the_bins_is_what_was_promised_and_the_last_has_no_end() -> None:
    _, leads = bench_of(WITHIN | {"limit": "8 hours"}, touched(0.5, 7.9, 8, 8.5, 100))
    found = bins_of(leads)
    assert len(found) == BINS
    assert (found[0], found[7], found[8], found[-1]) == (1, 2, 1, 1)


def test_a_miss_is_drawn_beyond_and_a_kept_lead_within_whatever_open_time_says() -> None:
    # A stop after the closing bell is late, though no further open time has passed.
    leads = pl.DataFrame(
        {"share_used": [1.0, 1.0], "state": ["missed", "kept"], "to": [MONDAY, MONDAY]}
    )
    found = bins_of(leads)
    assert (found[7], found[8]) == (1, 1)


def test_a_median_is_drawn_against_its_target() -> None:
    commitment = {"measure": "median", "from": "handed_over_at", "to": "first_touch_at"}
    _, leads = bench_of(commitment | {"target": "<= 2 hours"}, touched(1, 3))
    found = bins_of(leads)
    assert (found[4], found[12]) == (1, 1)
    _, aimless = bench_of(commitment | {"target": "<= 0 hours"}, touched(1, 3))
    assert bins_of(aimless) == []


def test_what_has_no_clock_has_no_durations() -> None:
    _, leads = bench_of(
        {"measure": "count", "from": "handed_over_at", "target": ">= 1"}, touched(1)
    )
    assert leads.get_column("used").to_list() == [None]


def test_what_has_no_leads_behind_it_or_no_field_is_empty() -> None:
    figure = {"measure": "figure", "figure": "Coverage", "target": ">= 3"}
    assert bench_of(figure, touched(1))[1].is_empty()
    lacking = {"measure": "count", "from": "feedback_at", "target": ">= 1"}
    assert bench_of(lacking, touched(1))[1].is_empty()
