"""The forms in which moments may come, and the form in which the answers are given."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.business_time import BusinessCalendar
from tests.unit.measurement.calendar_cases import HOUR, OFFICE, berlin, cases

STARTS = [berlin("2026-11-20T16:00"), None, berlin("2026-10-25T01:30"), berlin("1969-12-31T10:00")]
ENDS = [
    berlin("2026-11-23T10:30:00.250000"),
    berlin("2026-11-20"),
    None,
    berlin("1970-01-02T09:00"),
]
Form = Callable[[list[dt.datetime | None]], Any]


def as_numpy(moments: list[dt.datetime | None]) -> Any:
    return np.array(
        [None if m is None else m.astimezone(dt.UTC).replace(tzinfo=None) for m in moments],
        "datetime64[us]",
    )


def as_polars(moments: list[dt.datetime | None]) -> pl.Series:
    return pl.Series("at", as_numpy(moments)).dt.replace_time_zone("UTC")


FORMS: dict[str, Form] = {
    "tuple": tuple,
    "numpy in microseconds": as_numpy,
    "numpy in nanoseconds": lambda moments: as_numpy(moments).astype("datetime64[ns]"),
    "numpy in milliseconds": lambda moments: as_numpy(moments).astype("datetime64[ms]"),
    "numpy objects": lambda moments: np.array(moments, dtype=object),
    "list of numpy moments": lambda moments: list(as_numpy(moments)),
    "polars in UTC": as_polars,
    "polars without a zone": lambda moments: as_polars(moments).dt.replace_time_zone(None),
    "polars elsewhere": lambda moments: as_polars(moments).dt.convert_time_zone("Asia/Kolkata"),
    "polars in nanoseconds": lambda moments: as_polars(moments).dt.cast_time_unit("ns"),
    "polars in milliseconds": lambda moments: as_polars(moments).dt.cast_time_unit("ms"),
}


def as_list(answer: Any) -> list[Any]:
    if isinstance(answer, np.ndarray) and answer.dtype.kind == "f":
        return [None if math.isnan(number) else number for number in answer.tolist()]
    items = (
        answer
        if isinstance(answer, list)
        else answer.to_list()
        if isinstance(answer, pl.Series)
        else answer.tolist()
    )
    return [i.replace(tzinfo=dt.UTC) if isinstance(i, dt.datetime) else i for i in items]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_moments_of_every_form_give_the_same_answers_and_null_stays_null(form: Form) -> None:
    seconds = OFFICE.between(form(STARTS), form(ENDS))
    assert as_list(seconds) == [HOUR + 1.5 * HOUR + 0.25, None, None, 13 * HOUR]
    for limit in ("2 business days", "8 business hours", "1 day", 60):
        assert as_list(OFFICE.due(form(STARTS), limit)) == OFFICE.due(STARTS, limit)


def test_answers_come_in_the_form_of_the_starts() -> None:
    series = OFFICE.between(as_polars(STARTS), ENDS)
    assert series.dtype == pl.Float64
    assert series.name == "at"
    due = OFFICE.due(as_polars(STARTS).dt.convert_time_zone("Asia/Kolkata"), "1 day")
    assert due.dtype == pl.Datetime("us", "UTC")
    square = as_numpy(STARTS).reshape(2, 2)
    assert OFFICE.between(square, as_numpy(ENDS)).shape == (2, 2)
    assert OFFICE.due(square, "1 day").dtype == np.dtype("datetime64[us]")
    moments = OFFICE.due(STARTS, "1 day")
    assert [m is None or m.tzinfo is dt.UTC for m in moments] == [True] * 4


def test_empty_input_and_all_null_give_as_much_back() -> None:
    assert OFFICE.between([], []) == []
    assert OFFICE.due((), "1 business day") == []
    empty = np.array([], "datetime64[us]")
    assert OFFICE.between(empty, empty).tolist() == []
    assert OFFICE.due(pl.Series([None, None]), "1 business day").to_list() == [None, None]
    assert OFFICE.between(pl.Series([None]), [None]).to_list() == [None]
    assert OFFICE.between(None, None) is None  # type: ignore[call-overload]


def test_a_single_moment_stands_beside_many() -> None:
    start = berlin("2026-11-20T16:00")
    ends = [berlin("2026-11-20T17:00"), None]
    assert OFFICE.between(start, ends) == [HOUR, None]  # type: ignore[call-overload]
    assert OFFICE.between(start, as_polars(ends)).to_list() == [HOUR, None]  # type: ignore[call-overload]
    assert OFFICE.between(ends, start) == [-HOUR, None]
    assert OFFICE.between(start, start) == 0
    with pytest.raises(ValueError, match="3 starts and 2 ends"):
        OFFICE.between([None] * 3, ends)


@pytest.mark.parametrize(
    ("moments", "code"),
    [
        ([dt.datetime(2026, 11, 20)], "naive-moment"),  # noqa: DTZ001
        ([dt.date(2026, 11, 20)], "not-a-moment"),
        ("2026-11-20", "not-a-moment"),
        (5, "not-a-moment"),
        (np.array([1, 2]), "not-a-moment"),
        (pl.Series(["2026-11-20"]), "not-a-moment"),
    ],
)
def test_what_is_no_instant_is_refused(moments: Any, code: str) -> None:
    with pytest.raises(Problem) as caught:
        OFFICE.due(moments, "1 day")
    assert caught.value.code == code


@settings(max_examples=40)
@given(cases())
def test_all_forms_agree_on_any_calendar(case: Any) -> None:
    table, _, moments = case
    fast = BusinessCalendar.from_mapping(table)
    nullable = [*moments, None]
    for limit in ("3 business hours", "1 business day"):
        expected = fast.due(nullable, limit)
        assert as_list(fast.due(as_numpy(nullable), limit)) == expected
        assert as_list(fast.due(as_polars(nullable), limit)) == expected
