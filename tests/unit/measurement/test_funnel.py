"""How far a cohort came, leads returned, deals won."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from alignment_desktop.frames import day_column
from alignment_desktop.measurement.funnel import (
    StageTally,
    came_to,
    elsewhere,
    funnel,
    returned,
    won,
)

Q4 = (date(2026, 10, 1), date(2026, 12, 31), "Europe/Berlin")
STAGES = ["raw", "mql", "sal"]


def at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def leads(*rows: dict[str, Any], texts: tuple[str, ...] = ()) -> pl.DataFrame:
    told = dict.fromkeys(name for row in rows for name in row)
    names = [name for name in told if not name.endswith(".day")]
    instant = pl.Datetime("us", "UTC")
    numbers = {"revenue": pl.Float64}
    schema = {name: pl.String if name in texts else numbers.get(name, instant) for name in names}
    dates = {day_column(name): pl.Date for name in names if schema[name] == instant}
    return pl.DataFrame(list(rows), schema={**schema, **dates})


def test_a_cohort_is_what_entered_the_first_stage_and_a_skipped_stage_is_no_loss() -> None:
    frame = leads(
        {"entered.raw": at(10, 2), "entered.mql": None, "entered.sal": at(11, 1)},
        {"entered.raw": at(10, 3), "entered.mql": at(10, 4), "entered.sal": None},
        {"entered.raw": at(9, 3), "entered.mql": at(10, 5), "entered.sal": at(10, 6)},
        {"entered.raw": at(12, 31, 22), "entered.mql": None, "entered.sal": None},
        {"entered.raw": at(12, 31, 23), "entered.mql": None, "entered.sal": None},
    )
    assert funnel(frame, STAGES, *Q4) == [
        StageTally("raw", 3),
        StageTally("mql", 2),
        StageTally("sal", 1),
    ]


def test_a_date_alone_lies_on_its_own_day_wherever_its_file_comes_from() -> None:
    tokyo = {"created_at": at(9, 30, 15), "created_at.day": date(2026, 10, 1)}
    frame = leads({"entered.raw": tokyo["created_at"], "entered.raw.day": date(2026, 10, 1)})
    assert funnel(frame, STAGES, *Q4) == [StageTally("raw", 1)]
    assert elsewhere(leads(tokyo), *Q4) is None
    third = (date(2026, 7, 1), date(2026, 9, 30), "Europe/Berlin")
    assert elsewhere(leads(tokyo), *third) == (date(2026, 10, 1), date(2026, 10, 1))


def test_stages_that_nobody_imported_are_left_out() -> None:
    frame = leads({"entered.mql": at(10, 2), "entered.sal": None})
    assert [tally.key for tally in funnel(frame, STAGES, *Q4)] == ["mql", "sal"]
    assert funnel(leads({"created_at": at(10, 2)}), STAGES, *Q4) == []


def test_the_leads_that_came_to_a_stage_are_those_that_it_counts() -> None:
    frame = leads(
        {"entered.raw": at(10, 4), "entered.mql": None, "entered.sal": at(11, 1)},
        {"entered.raw": at(10, 3), "entered.mql": at(10, 4), "entered.sal": None},
        {"entered.raw": at(10, 2), "entered.mql": None, "entered.sal": None},
        {"entered.raw": at(9, 3), "entered.mql": at(10, 5), "entered.sal": at(10, 6)},
    )
    found = came_to(frame, STAGES, "mql", *Q4)
    assert found.select("from", "to").rows() == [
        (at(10, 3), at(10, 4)),
        (at(10, 4), None),  # it skipped the stage
    ]
    nobody = came_to(frame, STAGES, "won", *Q4)
    assert (nobody.height, {"from", "to"} <= set(nobody.columns)) == (0, True)


def test_returned_leads_are_counted_among_those_decided_in_the_period() -> None:
    texts = ("decision", "return_reason")
    frame = leads(
        {"decision": "returned", "decided_at": at(10, 2), "return_reason": "timing"},
        {"decision": "returned", "decided_at": at(10, 2), "return_reason": None},
        {"decision": "accepted", "decided_at": at(10, 2), "return_reason": None},
        {"decision": None, "decided_at": at(10, 2), "return_reason": None},
        {"decision": "returned", "decided_at": at(9, 2), "return_reason": None},
        texts=texts,
    )
    found = returned(frame, *Q4)
    assert found is not None
    assert (found.decided, found.returned, found.without_reason) == (3, 2, 1)
    blind = returned(frame.drop("return_reason"), *Q4)
    assert blind is not None
    assert (blind.returned, blind.without_reason) == (2, None)
    assert returned(frame.drop("decided_at"), *Q4) is None


def test_won_revenue_adds_up_the_deals_closed_in_the_period() -> None:
    frame = leads(
        {"outcome": "won", "closed_at": at(10, 2), "revenue": 100.0},
        {"outcome": "won", "closed_at": at(10, 2), "revenue": None},
        {"outcome": "lost", "closed_at": at(10, 2), "revenue": 7.0},
        {"outcome": "won", "closed_at": at(9, 2), "revenue": 7.0},
        texts=("outcome",),
    )
    found = won(frame, *Q4)
    assert found is not None
    assert (found.deals, found.valued, found.revenue) == (2, 1, 100.0)
    assert won(frame.drop("revenue"), *Q4) is None


def test_leads_that_all_lie_elsewhere_say_where() -> None:
    outside = leads({"created_at": at(8, 3)}, {"created_at": None}, {"created_at": at(9, 30, 21)})
    assert elsewhere(outside, *Q4) == (date(2026, 8, 3), date(2026, 9, 30))
    # 22 o'clock in UTC is midnight in Berlin, and the first of October.
    assert elsewhere(leads({"created_at": at(8, 3)}, {"created_at": at(9, 30, 22)}), *Q4) is None
    assert elsewhere(leads({"created_at": None}), *Q4) is None
    assert elsewhere(leads({"closed_at": at(8, 3)}), *Q4) is None
