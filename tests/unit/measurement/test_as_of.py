"""What is known of leads and activities at a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.measurement.as_of import AsOf, known_activities, known_leads, midnight
from alignment_desktop.measurement.folding import Folded
from alignment_desktop.measurement.lead_value import lead_values, with_lead_value

BERLIN = "Europe/Berlin"
INSTANT = pl.Datetime("us", "UTC")


def frame(**columns: list[Any]) -> Folded:
    built = pl.DataFrame(columns)
    for name in built.columns:
        if name.endswith("_at") or name.startswith("entered."):
            built = built.with_columns(
                pl.col(name).cast(INSTANT), pl.lit(None, pl.Date).alias(f"{name}.day")
            )
    return Folded(built)


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=UTC)


def test_a_date_means_the_next_local_midnight_and_is_printed_as_itself() -> None:
    as_of = AsOf.of("2026-10-24", BERLIN)
    assert as_of.moment == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert as_of.text == "2026-10-24"
    assert AsOf.of(date(2026, 10, 24), BERLIN) == as_of


def test_a_moment_without_a_zone_is_in_the_calendars_and_is_printed_with_its_offset() -> None:
    assert AsOf.of("2027-01-04T09:00", BERLIN).text == "2027-01-04T09:00:00+01:00"
    assert AsOf.of("2027-01-04T09:00:00Z", BERLIN).text == "2027-01-04T10:00:00+01:00"
    assert AsOf.of(at(1), BERLIN).text == "2026-10-01T14:00:00+02:00"


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "9999-12-31", "0001-01-01T00:00+14:00"])
def test_what_is_neither_day_nor_moment_is_refused(text: str) -> None:
    with pytest.raises(Problem) as caught:
        AsOf.of(text, BERLIN)
    assert caught.value.code == "unreadable-moment"


def test_a_midnight_that_the_clocks_skip_is_moved_forward() -> None:
    assert midnight(date(2018, 11, 4), "America/Sao_Paulo") == datetime(2018, 11, 4, 3, tzinfo=UTC)


def test_an_event_at_the_moment_is_known_but_not_at_the_midnight_that_ends_a_day() -> None:
    leads = frame(created_at=[at(2, 22)])
    moment = known_leads(leads, AsOf.of(at(2, 22), BERLIN), "")
    day = known_leads(leads, AsOf.of("2026-10-02", BERLIN), "")
    assert moment["created_at"].to_list() == [at(2, 22)]
    assert day["created_at"].to_list() == [None]


def test_what_a_later_event_tells_is_blank_and_what_has_no_moment_holds() -> None:
    leads = frame(
        closed_at=[at(9), None],
        outcome=["won", "won"],
        lost_reason=["x", "x"],
        revenue=[1.0, 1.0],
        decided_at=[at(9), None],
        decision=["accepted", "returned"],
        return_reason=["y", "y"],
        opportunity_at=[at(9), at(1)],
        amount=[2.0, 2.0],
        stage=["sal", "sal"],
    )
    told = known_leads(leads, AsOf.of(at(5), BERLIN), "").drop(pl.selectors.ends_with(".day"))
    assert told.to_dicts() == [
        dict.fromkeys(leads.columns) | {"stage": "sal", "is_known": False},
        {
            "closed_at": None, "outcome": "won", "lost_reason": "x", "revenue": 1.0,
            "decided_at": None, "decision": "returned", "return_reason": "y",
            "opportunity_at": at(1), "amount": 2.0, "stage": "sal", "is_known": True,
        },
    ]  # fmt: skip
    undated = frame(outcome=["won"])
    assert known_leads(undated, AsOf.of(at(5), BERLIN), "")["outcome"].to_list() == ["won"]


def test_the_hand_over_falls_back_to_entering_its_stage() -> None:
    as_of = AsOf.of(at(5), BERLIN)
    columns: dict[str, list[Any]] = {
        "handed_over_at": [at(2), None, at(9)],
        "entered.mql": [at(1), at(3), at(4)],
    }
    both = frame(**columns)
    assert known_leads(both, as_of, "mql")["handed_over_at"].to_list() == [at(2), at(3), None]
    entered = frame(**{"entered.mql": [at(1), at(9)]})
    assert known_leads(entered, as_of, "mql")["handed_over_at"].to_list() == [at(1), None]
    assert "handed_over_at" not in known_leads(entered, as_of, "sal").columns
    written = Folded(entered.frame.with_columns(pl.lit(date(2026, 10, 1)).alias("entered.mql.day")))
    days = known_leads(written, as_of, "mql")["handed_over_at.day"].to_list()
    assert days == [date(2026, 10, 1), None]


def test_activities_after_as_of_are_unknown() -> None:
    done = pl.DataFrame({"at": [at(1), at(9)]}).cast({"at": INSTANT})
    assert known_activities(done, AsOf.of(at(5), BERLIN)).height == 1
    assert known_activities(done.drop("at"), AsOf.of(at(5), BERLIN)).width == 0


def values(**columns: list[Any]) -> list[float | None]:
    known = known_leads(frame(**columns), AsOf.of(at(5), BERLIN), "")
    return with_lead_value(known)["lead_value"].to_list()


def test_a_lead_is_worth_the_mean_revenue_of_its_source_times_its_close_rate() -> None:
    web = ["Web", "WEB", "web "] * 10
    assert values(
        source=[*web, *["web"] * 9, *["Fair"] * 30, "Shop"],
        outcome=[*["won", "Won", "lost"] * 10, *[None] * 9, *["lost"] * 30, "won"],
        revenue=[*[100.0, 200.0, 5.0] * 10, *[None] * 9, *[None] * 30, 150.0],
    ) == [
        *[100.0] * 39,  # 150 for two of three; open leads are neither won nor lost
        *[0.0] * 30,
        pytest.approx(150 * 21 / 61),  # too few of its own: as all leads
    ]


def test_below_thirty_decided_leads_a_source_takes_the_value_of_all() -> None:
    assert (
        values(
            source=["Web", "Fair", None, "Shop"],
            outcome=["won", "lost", None, None],
            revenue=[100.0, None, None, None],
        )
        == [50.0] * 4
    )
    known = known_leads(
        frame(source=["a"] * 30 + ["b"] * 2, outcome=["won"] * 32, revenue=[1.0] * 32),
        AsOf.of(at(5), BERLIN),
        "",
    )
    assert [(each.source, each.decided, each.is_of_all) for each in lead_values(known)] == [
        ("a", 30, False),
        ("b", 2, True),
    ]


def test_what_nothing_tells_of_is_worth_nothing_that_could_be_said() -> None:
    assert values(outcome=["open"], revenue=[7.0]) == [None]
    assert values(outcome=["won"], revenue=[None]) == [None]
    assert values(outcome=["lost"], revenue=[None]) == [0.0]


def test_without_sources_there_is_one_value_and_unknown_leads_do_not_count() -> None:
    assert values(
        created_at=[at(1), at(2), at(3), at(9)],
        outcome=["won", "lost", None, "won"],
        revenue=[10.0, None, None, 90.0],
    ) == [5.0, 5.0, 5.0, 5.0]


def test_without_outcomes_there_is_no_value() -> None:
    known = known_leads(frame(revenue=[1.0]), AsOf.of(at(5), BERLIN), "")
    assert "lead_value" not in with_lead_value(known).columns
    assert lead_values(known) == []
