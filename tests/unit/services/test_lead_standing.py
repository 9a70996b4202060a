"""The clocks of one lead, judged by versions that promise different things."""

from __future__ import annotations

from datetime import date

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.services.closed_hours import closed_hours
from alignment_desktop.services.lead_counts import counts_of
from alignment_desktop.services.lead_standing import clocks_of
from tests.measuring import OFFICE, TOUCH, agreement, asked, at

LEADS = [{"created_at": at(10, 5, 7), "first_touch_at": at(10, 6, 7)}]


def test_a_promise_that_a_later_version_removed_stays_with_the_leads_it_judged() -> None:
    quick = TOUCH | {"limit": "1 day", "target": ">= 50 %"}
    versions = (
        VersionInForce(agreement(quick, quick | {"key": "gone", "limit": "2 hours"})),
        VersionInForce(agreement(quick), date(2026, 10, 20)),
    )
    request = asked(*versions, leads=LEADS)
    clocks = list(clocks_of(request, "L0"))
    judged = [(clock.commitment.key, clock.row.state) for clock in clocks]
    assert judged == [("c", "kept"), ("gone", "missed")]
    counted = [(each.commitment.key, each.period) for each in counts_of(request, "L0", clocks)]
    assert counted == [("c", "Q4"), ("gone", "Q4")]


def test_each_clock_stands_still_by_the_hours_of_the_version_that_judges_it() -> None:
    stated = TOUCH | {"limit": "4 business hours"}
    early = agreement(stated)
    changed = dict(early.clauses) | {
        ("calendar", "office"): read_clause(
            "calendar", OFFICE | {"hours": {day: ["06:00-22:00"] for day in OFFICE["hours"]}}
        ),
        ("commitment", "late"): read_clause(
            "commitment", stated | {"key": "late", "from": "handed_over_at", "target": ">= 95 %"}
        ),
    }
    late = Agreement(early.label, changed)
    lead = LEADS[0] | {"handed_over_at": at(10, 12, 7), "first_touch_at": at(10, 13, 7)}
    request = asked(VersionInForce(early), VersionInForce(late, date(2026, 10, 7)), leads=[lead])
    closed = closed_hours(request, clocks_of(request, "L0"))
    # Berlin is two hours ahead: shut from 17:00 to 9:00, later from 22:00 to 6:00.
    assert (at(10, 5, 15), at(10, 6, 7)) in closed["c"]
    assert (at(10, 12, 20), at(10, 13, 4)) in closed["late"]
