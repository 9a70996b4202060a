"""Which rows of an import leave their lead with events the wrong way round."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl

from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.frames import Kind
from alignment_desktop.measurement.folding import Batch, identified
from alignment_desktop.measurement.ordering import OutOfOrder, out_of_order
from tests.agreements import agreement_of

AGREEMENT = agreement_of(
    read_text(
        """
[agreement]
label = "Autumn"
period = { start = 2026-10-01, end = 2026-12-31 }
handover_stage = "mql"

[[stage]]
key = "mql"
next = ["sal", "recycled", "gone"]

[[stage]]
key = "sal"

[[stage]]
key = "recycled"
kind = "detour"
next = ["mql"]

[[commitment]]
key = "feedback"
measure = "median"
from = "first_touch_at"
to = "feedback_at"
target = "<= 2 days"
"""
    )
)


def moment(day: int | None) -> datetime | None:
    return None if day is None else datetime(2026, 10, day, 9, tzinfo=UTC)


def batch(number: int, key: str | None, **columns: list[object]) -> Batch:
    series = [pl.Series("row", [int(row) + 2 for row in range(len(next(iter(columns.values()))))])]
    for name, values in columns.items():
        field = name.replace("__", ".")
        if any(isinstance(value, int) for value in values):
            moments = [moment(value) if isinstance(value, int) else None for value in values]
            series.append(pl.Series(field, moments, dtype=pl.Datetime("us", "UTC")))
        else:
            series.append(pl.Series(field, values, dtype=pl.String))
    return Batch(number, Kind.LEADS, pl.DataFrame(series), key_column=key)


def reversed_in(*batches: Batch) -> list[OutOfOrder]:
    return out_of_order(batches, identified(batches), AGREEMENT)


def found(*batches: Batch) -> list[tuple[int, str, str, str]]:
    return [(one.row, one.earlier, one.later, one.code) for one in reversed_in(*batches)]


def test_a_deal_won_before_the_first_contact_that_another_file_gave_is_named() -> None:
    leads = batch(1, "lead_id", lead_id=["a", "b"], created_at=[5, 5])
    won = batch(2, "lead_id", lead_id=["b", "a"], closed_at=[4, 9])
    assert found(leads, won) == [(2, "created_at", "closed_at", "before-its-start")]


def test_a_file_that_says_nothing_of_the_two_events_names_nothing() -> None:
    leads = batch(1, "lead_id", lead_id=["a"], created_at=[5], closed_at=[4])
    grades = batch(2, "lead_id", lead_id=["a"], grade=["A"])
    assert found(leads, grades) == []


def test_a_commitments_own_clock_counts_too() -> None:
    leads = batch(1, "email", email=["A@x.de"], first_touch_at=[8], feedback_at=[7])
    assert found(leads) == [(2, "first_touch_at", "feedback_at", "before-its-start")]


def test_the_hand_over_falls_back_to_its_stage() -> None:
    leads = batch(1, "lead_id", lead_id=["a"], entered__mql=[8], first_touch_at=[7])
    assert (2, "handed_over_at", "first_touch_at", "before-its-start") in found(leads)


def test_a_stage_before_the_one_it_follows_is_backwards_but_not_after_a_detour() -> None:
    leads = batch(
        1, "lead_id", lead_id=["a"], entered__mql=[8], entered__sal=[7], entered__recycled=[9]
    )
    assert found(leads) == [(2, "entered.mql", "entered.sal", "stage-backwards")]


def test_a_deal_won_before_the_lead_that_it_joins_by_domain_is_named() -> None:
    leads = batch(1, "lead_id", lead_id=["a"], email=["ann@acme.example"], created_at=[5])
    won = batch(
        2, "opportunity_id", opportunity_id=["D"], own__Site=["acme.example"], closed_at=[4]
    )
    won = replace(won, domain_column="own.Site")
    assert found(leads, won) == [(2, "created_at", "closed_at", "before-its-start")]


def test_rows_without_a_key_are_judged_by_themselves() -> None:
    earlier = batch(1, None, created_at=[5, 5])
    both = batch(2, None, created_at=[5, 5, None], closed_at=[4, 6, 4])
    assert found(earlier, both) == [(2, "created_at", "closed_at", "before-its-start")]
    assert found(both, batch(3, None, closed_at=[1])) == []


def deal(created: datetime, closed: datetime, **days: date) -> Batch:
    columns = {"opportunity_id": "O1", "opportunity_at": created, "closed_at": closed}
    frame = pl.DataFrame([{"row": 2, **columns, **days}])
    return Batch(1, Kind.LEADS, frame, key_column="opportunity_id")


def test_a_close_known_by_its_date_is_not_before_what_happened_on_that_day() -> None:
    afternoon, midnight = datetime(2026, 10, 1, 14, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC)
    next_day = datetime(2026, 10, 2, 14, tzinfo=UTC)
    known = {"closed_at.day": date(2026, 10, 1)}
    assert not reversed_in(deal(afternoon, midnight, **known))
    assert len(reversed_in(deal(next_day, midnight, **known))) == 1
    assert len(reversed_in(deal(afternoon, midnight))) == 1


def test_of_two_events_known_by_their_dates_the_dates_are_compared() -> None:
    first, second = datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC)
    days = {"opportunity_at.day": date(2026, 10, 26), "closed_at.day": date(2026, 10, 25)}
    assert len(reversed_in(deal(second, first, **days))) == 1
    days = {"opportunity_at.day": date(2026, 10, 25), "closed_at.day": date(2026, 10, 25)}
    assert not reversed_in(deal(first, first, **days))
