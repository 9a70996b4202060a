"""Limits and targets that are tried come to what measuring with them gives, to the last lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.targets import Target
from alignment_desktop.measurement.as_of import AsOf
from alignment_desktop.measurement.attainment import measure
from alignment_desktop.measurement.folding import Folded
from alignment_desktop.measurement.request import Request, Workbench
from alignment_desktop.measurement.results import CommitmentResult
from alignment_desktop.measurement.trials import Trials, stating
from alignment_desktop.measurement.versions import VersionInForce
from tests.unit.measurement.generated_leads import COMMITMENTS, Crowd
from tests.unit.measurement.test_attainment_reference import Case, cases

MONTHS = ((10, 31), (11, 30))
LIMITS = (
    "0 hours", "90 minutes", "4 hours", "24 hours", "2 days", "1 week",
    "0 business hours", "1.5 business hours", "8 business hours", "40 business hours",
    "0 business days", "1 business day", "3 business days",
)  # fmt: skip
CROWD = Crowd(3, "UTC")
REASONS = ("pause-in-days", "calendar-without-hours", "field-not-imported")
TARGETS = {
    "share": (">= 10 %", ">= 90 %"),
    "seconds": ("<= 3 hours", "<= 90 hours"),
    "EUR": (">= 1 EUR", ">= 500 EUR", ">= 50000 EUR"),
    "": (">= 1", ">= 4", "<= 0.5", "<= 30"),
}
ROWS: dict[str, dict[str, object]] = {
    "stated": {"measure": "figure", "figure": "Reach", "target": ">= 40 %"},
    "spent": {
        "measure": "ratio", "table": "campaigns", "field": "revenue", "per": "spend",
        "target": ">= 2",
    },
}  # fmt: skip
"""Commitments that count rows of tables, which the generated leads have none of."""


def stated(request: Request, key: str, limit: Limit | None, target: Target | None) -> Request:
    """The request with other words in every version; written apart from what is tested."""
    versions = []
    for version in request.versions:
        one = version.agreement.commitments[key]
        one = replace(one, limit=limit or one.limit, target=target or one.target)
        clauses = {**version.agreement.clauses, ("commitment", key): one}
        versions.append(VersionInForce(replace(version.agreement, clauses=clauses), version.since))
    return replace(request, versions=tuple(versions), only=key, by=None)


def bare(result: CommitmentResult) -> CommitmentResult:
    periods = tuple(replace(each, parts=None) for each in result.periods)
    return replace(result, periods=periods, notes=(), pauses=None)


@given(cases(), st.sampled_from(list(COMMITMENTS)), st.data())
@settings(max_examples=12)
def test_a_trial_is_what_measuring_with_other_words_gives(
    case: Case, key: str, data: st.DataObject
) -> None:
    trials = Trials(Workbench(case.request), key)
    standing = case.request.newest.commitments[key]
    texts = LIMITS if "limit" in COMMITMENTS[key] else ()
    words = TARGETS[standing.target.unit or ""]
    for _ in range(3):
        limit = data.draw(st.sampled_from([None, *map(Limit.parse, texts)]))
        target = data.draw(st.sampled_from([None, *map(Target.parse, words)]))
        (wanted,) = measure(stated(case.request, key, limit, target))
        found = trials.result(limit=limit, target=target)
        assert found is not None
        assert bare(found) == bare(wanted)
        assert reasons(found) == reasons(wanted)


@given(st.sampled_from(list(ROWS)), st.data())
@settings(max_examples=12)
def test_a_trial_over_rows_of_a_table_is_what_measuring_gives(
    key: str, data: st.DataObject
) -> None:
    case = Case("UTC", [], AsOf.of("2026-11-15", "UTC"), "month", None,
                two_versions=False)  # fmt: skip
    agreement = case.request.newest
    months = [(date(2026, month, 1), date(2026, month, days)) for month, days in MONTHS]
    shares = data.draw(st.lists(st.sampled_from([0.2, 0.4, 0.55, 3.0]), min_size=2, max_size=2))
    days = {"start": [start for start, _ in months], "end": [end for _, end in months]}
    reach = {"figure": ["reach"] * 2, **days, "value": shares, "segment": [""] * 2}
    money = {"campaign": ["one", "two"], **days, "spend": [9.0, 4.0], "revenue": shares}
    evidence = replace(
        case.request.evidence,
        figures=Folded(pl.DataFrame(reach)),
        campaigns=Folded(pl.DataFrame(money)),
    )
    one = read_clause("commitment", {"key": key, "every": "month", "at_risk": 0.5, **ROWS[key]})
    clauses = {**agreement.clauses, ("commitment", key): one}
    version = VersionInForce(replace(agreement, clauses=clauses))
    request = replace(case.request, evidence=evidence, versions=(version,))
    trials = Trials(Workbench(request), key)
    for text in (">= 30 %", ">= 0.3", "<= 2", ">= 3 EUR"):
        target = Target.parse(text)
        (wanted,) = measure(stated(request, key, None, target))
        found = trials.result(target=target)
        assert found is not None
        assert bare(found) == bare(wanted)
        assert [note.code for note in found.notes] == [note.code for note in wanted.notes]


def reasons(result: CommitmentResult) -> list[tuple[str, object]]:
    return [(note.code, note.facts) for note in result.notes if note.code in REASONS]


def test_a_commitment_without_a_field_says_why_there_is_no_figure() -> None:
    case = Case("UTC", Crowd(1, "UTC").leads(), AsOf.of("2026-11-30", "UTC"), "month", None,
                two_versions=False)  # fmt: skip
    one = replace(case.request.newest.commitments["hours"], to="handed_over_at")
    clauses = {**case.request.newest.clauses, ("commitment", "hours"): one}
    version = VersionInForce(replace(case.request.newest, clauses=clauses))
    request = replace(case.request, versions=(version,))
    found = Trials(Workbench(request), "hours").result(limit=Limit.parse("3 hours"))
    assert found is not None
    assert [each.status for each in found.periods] == ["no_data"] * 2
    assert [note.code for note in found.notes] == ["field-not-imported"]


def test_a_commitment_without_a_period_in_these_days_has_no_figure() -> None:
    case = Case("UTC", [], AsOf.of("2026-11-30", "UTC"), "month", None, two_versions=True)
    first, second = case.request.versions
    clauses = {
        each: it
        for each, it in first.agreement.clauses.items()
        if each[1] not in ("hours", "tries")
    }
    bare_first = replace(first, agreement=replace(first.agreement, clauses=clauses))
    known = replace(case.request, versions=(bare_first, second), last=date(2026, 10, 10))
    assert Trials(Workbench(known), "hours").result(limit=Limit.parse("3 hours")) is None
    assert Trials(Workbench(known), "tries").result(limit=Limit.parse("3 hours")) is None


@pytest.mark.parametrize(
    ("key", "limits"),
    [
        ("hours", ["2 business hours", "2 days", "30 hours"]),
        ("southern", ["1 business day", "4 business days", "1 business day"]),
        ("paused", ["1 week", "2 business hours"]),
        ("tries", ["2 days", "10 hours"]),
    ],
)
def test_limits_of_each_kind_are_tried_one_after_the_other(key: str, limits: list[str]) -> None:
    case = Case("UTC", CROWD.leads(), AsOf.of("2026-11-10", "UTC"), "week", None,
                two_versions=True)  # fmt: skip
    trials = Trials(Workbench(case.request), key)
    for text in limits:
        limit = Limit.parse(text)
        (wanted,) = measure(stated(case.request, key, limit, None))
        found = trials.result(limit=limit)
        assert found is not None
        assert bare(found) == bare(wanted)
        assert reasons(found) == reasons(wanted)


def test_a_measure_without_a_limit_is_held_against_other_targets() -> None:
    case = Case("UTC", CROWD.leads(), AsOf.of("2026-11-10", "UTC"), "month", None,
                two_versions=False)  # fmt: skip
    trials = Trials(Workbench(case.request), "median")
    for words in ("<= 1 hour", "<= 3 hours", "<= 90 days"):
        target = Target.parse(words)
        (wanted,) = measure(stated(case.request, "median", None, target))
        assert trials.result(limit=Limit.parse("1 hour"), target=target) == wanted


def test_one_period_is_tried_with_a_target_of_its_own() -> None:
    case = Case("UTC", CROWD.leads(), AsOf.of("2026-11-10", "UTC"), "month", None,
                two_versions=True)  # fmt: skip
    own = Target.parse(">= 7 %")
    asked = stating(case.request, "hours", None, own, "2026-10")
    found = Trials(Workbench(case.request), "hours").stated(asked)
    (wanted,) = measure(replace(asked, only="hours", by=None))
    assert found is not None
    assert bare(found) == bare(wanted)
    assert [str(each.goal) for each in found.periods] == [">= 7 %", ">= 80 %"]
