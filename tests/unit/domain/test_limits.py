from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from alignment_desktop.domain.limits import Limit, Unit
from alignment_desktop.domain.problems import Problem
from tests.agreements import limits


@pytest.mark.parametrize(
    ("text", "limit", "again"),
    [
        ("4 business hours", Limit(Decimal(4), Unit.HOUR, business=True), "4 business hours"),
        ("2 business days", Limit(Decimal(2), Unit.DAY, business=True), "2 business days"),
        ("2.0 business days", Limit(Decimal(2), Unit.DAY, business=True), "2 business days"),
        ("30days", Limit(Decimal(30), Unit.DAY), "30 days"),
        (" 1  Business  Minute ", Limit(Decimal(1), Unit.MINUTE, business=True),
         "1 business minute"),
        ("0.5 weeks", Limit(Decimal("0.5"), Unit.WEEK), "0.5 weeks"),
        ("0 seconds", Limit(Decimal(0), Unit.SECOND), "0 seconds"),
        ("100 hours", Limit(Decimal(100), Unit.HOUR), "100 hours"),
    ],
)  # fmt: skip
def test_a_limit_is_read_as_people_write_it(text: str, limit: Limit, again: str) -> None:
    assert Limit.parse(text) == limit
    assert str(limit) == again


@pytest.mark.parametrize(
    "text",
    ["", "4", "hours", "-4 hours", "4 hourss", "4 months", "1 business week", "2 businessdays",
     "1.5 business days", "4,5 hours", "1e3 hours", "4 hours or so", "nan hours", None, 4, ["4 h"],
     "1" * 400 + " hours"],
)  # fmt: skip
def test_what_is_no_limit_is_refused(text: object) -> None:
    with pytest.raises(Problem) as caught:
        Limit.parse(text)
    assert (caught.value.code, caught.value.facts) == ("unreadable-limit", {"value": text})


def test_a_limit_past_a_thousand_years_is_refused() -> None:
    assert Limit.parse("1000000 business hours").seconds == 3.6e9
    with pytest.raises(Problem, match="limit-too-long"):
        Limit.parse("999999999999999 weeks")
    assert Limit.parse("365000 days").amount == 365_000
    with pytest.raises(Problem, match="limit-too-long"):
        Limit.parse("365001 days")


@given(limits)
def test_a_limit_written_down_reads_back_the_same(text: str) -> None:
    limit = Limit.parse(text)
    assert Limit.parse(str(limit)) == limit


def test_a_limit_knows_its_seconds_and_whether_dates_are_exact_enough() -> None:
    assert Limit.parse("1.5 hours").seconds == 5_400
    assert Limit.parse("2 weeks").seconds == 14 * 86_400
    assert [
        Limit.parse(text).takes_dates for text in ("1 day", "1 business day", "1 week", "24 hours")
    ] == [True, True, True, False]
    assert Limit.parse("1 business day").counts_open_days
    assert not Limit.parse("1 day").counts_open_days
    assert not Limit.parse("8 business hours").counts_open_days
