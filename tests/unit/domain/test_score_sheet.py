"""One lead against the rules: points, grade, score, action, and what it lacks for the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.invented_leads import InventedLead
from alignment_desktop.domain.score_sheet import (
    RulePoints,
    StepUp,
    asked_activities,
    asked_fields,
    fading_activities,
    fired_rules,
    score_sheet,
)

AT = datetime(2027, 1, 31, 12, tzinfo=UTC)
TEXT = """
[agreement]
label = "Q1"
period = { start = 2027-01-01, end = 2027-03-31 }
[[grade]]
key = "a"
from = 50
[[grade]]
key = "b"
[[rule]]
key = "big"
where = [{ field = "employees", op = ">=", value = 100 }]
points = 30
[[rule]]
key = "pricing"
side = "engagement"
count = "Pricing visits"
since = "Last visit"
points = 15
cap = 40
decay = { percent = 15, days = 14 }
[[rule]]
key = "calls"
side = "engagement"
activity = "Call"
points = -5
cap = 12
decay = { percent = 50, days = 1 }
[[rule]]
key = "undated"
side = "engagement"
points = 0.1
decay = { percent = 50, days = 0 }
[[threshold]]
key = "now"
grades = ["A"]
[[threshold]]
key = "today"
grades = ["B"]
score = { from = 40 }
[[threshold]]
key = "wait"
score = { to = 40 }
"""


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    read = read_text(TEXT, file="agreement.toml")
    return Agreement("Q1", read.clauses)


def lead(**values: str | float) -> InventedLead:
    return InventedLead({name.replace("_", " "): each for name, each in values.items()}, {}, "UTC")


def test_what_rules_ask_for_is_told_once(agreement: Agreement) -> None:
    assert asked_fields(agreement) == ("employees", "Pricing visits", "Last visit")
    assert asked_activities(agreement) == ("Call",)
    assert fading_activities(agreement) == ("Call",)
    calm = replace(agreement.rules["calls"], decay=None)
    clauses = {**agreement.clauses, ("rule", "calls"): calm}
    assert fading_activities(replace(agreement, clauses=clauses)) == ()


def test_points_are_counted_bounded_and_faded(agreement: Agreement) -> None:
    one = lead(employees=640, Pricing_visits="3", Last_visit="2027-01-10")
    done = {" call": (4.0, AT - timedelta(days=1, hours=1))}
    assert list(fired_rules(agreement, one, AT, done)) == [
        RulePoints("big", 30),
        RulePoints("pricing", 34.0, 3.0, 0.85),
        RulePoints("calls", -6, 4.0, 0.5),
        RulePoints("undated", 0.1),
    ]


def test_what_says_nothing_fires_no_rule_and_a_text_that_is_no_moment_fades_nothing(
    agreement: Agreement,
) -> None:
    assert [each.key for each in fired_rules(agreement, lead(), AT)] == ["undated"]
    (pricing, _) = fired_rules(agreement, lead(Pricing_visits=1, Last_visit="soon"), AT)
    assert pricing == RulePoints("pricing", 15)
    future = lead(Pricing_visits=1, Last_visit="2027-06-01")
    assert next(fired_rules(agreement, future, AT)).left == 1
    assert InventedLead({"created_at": "2027-01-10"}, {}, "UTC").moment("created_at") == datetime(
        2027, 1, 10, tzinfo=UTC
    )


def test_a_sheet_says_what_is_done_and_what_the_lead_lacks_for_more(agreement: Agreement) -> None:
    fired = [RulePoints("big", 30), RulePoints("pricing", 38), RulePoints("undated", 0.1)]
    sheet = score_sheet(agreement, fired)
    assert (sheet.fit, sheet.grade, sheet.score, sheet.threshold) == (30, "b", 38.1, "wait")
    assert [(step.side, step.threshold) for step in sheet.steps] == [
        ("engagement", "today"),
        ("fit", "now"),
    ]
    assert [step.points for step in sheet.steps] == [pytest.approx(1.9), 20]
    assert sheet.of_side("fit", agreement) == fired[:1]


def test_who_has_the_highest_action_lacks_nothing(agreement: Agreement) -> None:
    twice = [RulePoints("big", 60), RulePoints("pricing", 0.1), RulePoints("undated", 0.2)]
    sheet = score_sheet(agreement, twice)
    assert (sheet.score, sheet.threshold, sheet.steps) == (0.3, "now", ())
    today = agreement.clauses["threshold", "today"]
    nothing = score_sheet(Agreement("", {**agreement.clauses, ("threshold", "wait"): today}), [])
    assert nothing.threshold is None
    assert nothing.steps == (StepUp("engagement", 40, "today"), StepUp("fit", 50, "now"))
