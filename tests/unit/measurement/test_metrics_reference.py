"""The metric library against a plain second reckoning, over random leads."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.credit import RULES
from alignment_desktop.domain.progress import Silent
from alignment_desktop.measurement.metrics import measure_metrics
from alignment_desktop.measurement.request import Workbench
from alignment_desktop.measurement.versions import VersionInForce
from tests.measuring import asked
from tests.unit.measurement.funnel_walk import ZONE, agreement
from tests.unit.measurement.plain_metrics import (
    MONTHS,
    credited,
    figures,
    random_leads,
    random_touches,
)

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo")
FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)


def measured(leads: list[Any], as_of: date, **more: Any) -> Any:
    request = asked(
        VersionInForce(agreement()),
        leads=leads,
        as_of=as_of.isoformat(),
        first=FIRST,
        last=LAST,
        activities=more.pop("activities", None),
    )
    results = measure_metrics(Workbench(request), "month", more.get("credit"), Silent())
    return {each.key: each for each in results}


def next_midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day + 1, tzinfo=ZONE).astimezone(UTC)


seeds = st.integers(0, 10**6)
days = st.sampled_from([date(2026, 9, 20), date(2026, 10, 5), date(2026, 10, 30)])


@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.generate))
@example(seed=688, zone="America/New_York", as_of=date(2026, 10, 30))
@given(seeds, st.sampled_from(ZONES), days)
def test_every_figure_is_what_loops_over_single_leads_find(
    seed: int, zone: str, as_of: date
) -> None:
    leads = random_leads(seed, zone)
    found = measured(leads, as_of)
    for at, (first, last) in enumerate(MONTHS):
        expected = figures(leads, agreement(), first, last, next_midnight(as_of), ZoneInfo(zone))
        for key, (value, part, whole) in expected.items():
            if key not in found:
                continue  # no lead has the grade
            if first > as_of and key in ("unassigned", "stale"):
                continue
            result = found[key]
            if result.notes:
                continue  # none of the few leads has the field
            figure = result.totals[at].figure
            shown = figure.value, figure.numerator, figure.denominator
            assert shown == pytest.approx((value, part, whole)), (key, first)


@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(seeds, st.sampled_from(ZONES), days, st.sampled_from(RULES))
def test_credit_is_shared_out_as_one_would_by_hand_and_sums_to_the_leads(
    seed: int, zone: str, as_of: date, rule: str
) -> None:
    leads = random_leads(seed, zone)
    touches = random_touches(seed, leads)
    found = measured(leads, as_of, activities=touches, credit=rule)["campaign-conversion"]
    entries = [each for each in found.entries if each.by is not None]
    for (first, last), total in zip(MONTHS, found.totals, strict=True):
        expected = credited(leads, touches, rule, first, last, next_midnight(as_of), ZoneInfo(zone))
        shown = {
            (each.segment or "").lower(): (each.figure.numerator, each.figure.denominator)
            for each in entries
            if each.period == total.period and each.figure.denominator
        }
        plain = {
            name: (pytest.approx(float(won)), pytest.approx(float(whole)))
            for name, (won, whole) in expected.items()
            if whole
        }
        assert shown == plain
        whole = sum((each for _, each in expected.values()), Fraction(0))
        assert whole.denominator == 1
        assert total.figure.denominator == whole
