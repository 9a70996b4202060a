"""Wall times and instants of a zone, many at a time, are those of the standard library."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment_desktop.measurement.zone_table import ZoneTable

EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001
ZONES = (
    "Europe/Berlin", "Europe/Dublin", "America/Sao_Paulo", "America/New_York", "America/St_Johns",
    "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Africa/Cairo",
    "Antarctica/Troll", "UTC",
)  # fmt: skip


def ticks(moment: dt.datetime) -> int:
    return (moment - EPOCH) // dt.timedelta(microseconds=1)


@given(
    st.sampled_from(ZONES),
    st.lists(
        st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2120, 1, 1)),  # noqa: DTZ001
        min_size=1,
        max_size=3,
    ),
)
def test_walls_and_instants_are_those_of_the_standard_library(
    name: str, moments: list[dt.datetime]
) -> None:
    zone, table = ZoneInfo(name), ZoneTable(name)
    given_ticks = np.array([ticks(moment) for moment in moments])
    instants = [m.replace(tzinfo=zone).astimezone(dt.UTC).replace(tzinfo=None) for m in moments]
    walls = [m.replace(tzinfo=dt.UTC).astimezone(zone).replace(tzinfo=None) for m in moments]
    assert table.to_instants(given_ticks).tolist() == [ticks(m) for m in instants]
    assert table.to_walls(given_ticks).tolist() == [ticks(m) for m in walls]


@pytest.mark.parametrize("years", [(2026, 1990), (2026, 2095), (1990, 2095)])
def test_a_table_that_was_asked_before_knows_the_clock_changes_of_other_years_too(
    years: tuple[int, int],
) -> None:
    asked = ZoneTable("Europe/Berlin")
    for year in years:
        summer = np.array([ticks(dt.datetime(year, 7, 1))])  # noqa: DTZ001
        fresh = ZoneTable("Europe/Berlin")
        assert asked.to_walls(summer).tolist() == fresh.to_walls(summer).tolist()
        assert asked.to_instants(summer).tolist() == fresh.to_instants(summer).tolist()


def test_far_out_of_all_years_the_nearest_known_offset_holds() -> None:
    table = ZoneTable("Europe/Berlin")
    far = np.array([2**62])
    assert table.to_walls(far)[0] - far[0] == 3_600_000_000
    assert table.to_instants(np.empty(0, np.int64)).tolist() == []
