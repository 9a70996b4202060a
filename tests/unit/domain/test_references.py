"""Which clauses name others, and how they come to name another one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.differences import differences
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.references import (
    Reference,
    pointed_elsewhere,
    references,
    references_to,
)
from tests.agreements import agreement_of, agreements
from tests.mentions import MQL, NAMED, SAL

TEXT = """
[agreement]
label = "Q4"
period = { start = 2026-10-01, end = 2026-12-31 }
handover_stage = "mql"
[[stage]]
key = "lead"
next = ["mql", "sal"]
where = [{ field = "entered.mql", op = "is not blank" }, { field = "grade", op = "is", value = 1 }]
any = [[{ field = "entered.mql", op = "is blank" }], [{ field = "score", op = ">", value = 3 }]]
[[stage]]
key = "sal"
next = ["mql"]
[[person]]
key = "ann"
[[person]]
key = "bo"
[[meeting]]
key = "weekly"
attendees = ["bo", "ann"]
[[example]]
key = "both"
clause = "stage.mql"
verdict = "in"
fields = { "entered.mql" = 2026-10-02, "entered.sal" = 2026-10-09, grade = "A" }
[[commitment]]
key = "rate"
party = "sales"
measure = "median"
from = "entered.mql"
to = "closed_at"
business = true
target = "<= 5 hours"
field = "entered.mql"
every = "month"
calendar_by = { field = "region", calendars = { North = "north", South = "south" } }
parts = ["created_at", "entered.mql", "entered.sal"]
"""


@pytest.fixture
def agreement() -> Agreement:
    return agreement_of(read_text(TEXT + NAMED))


def pointed(agreement: Agreement, clause_id: ClauseId, **instead: str) -> object:
    others = {tuple(old.split("__")): (old.split("__")[0], new) for old, new in instead.items()}
    return pointed_elsewhere(clause_id, agreement.clauses[clause_id], others)  # type: ignore[arg-type]


def test_who_names_a_clause_is_listed_without_itself(agreement: Agreement) -> None:
    found = {each.source for each in references_to(agreement, [MQL])}
    assert found == {
        ("agreement", ""), ("stage", "lead"), ("stage", "sal"), ("reason", "early"),
        ("example", "both"), ("commitment", "rate"),
    }  # fmt: skip
    assert {each.source for each in references_to(agreement, [MQL, SAL])} == found - {SAL}


def test_every_sort_of_mention_goes_over_to_another_clause(agreement: Agreement) -> None:
    instead = {MQL: SAL, ("person", "ann"): ("person", "bo")}
    instead[("calendar", "north")] = ("calendar", "south")
    clauses = {
        each: pointed_elsewhere(each, clause, instead) for each, clause in agreement.clauses.items()
    }
    after = Agreement("Q4", clauses)
    assert not [each for each in references(after) if each.target in instead]
    assert after.header.handover_stage == "sal"
    lead, meeting = after.stages["lead"], after.of_kind("meeting")["weekly"]
    assert lead.next == ("sal",)
    assert [one.field for one in lead.where] == ["entered.sal", "grade"]
    assert [[one.field for one in group] for group in lead.any] == [["entered.sal"], ["score"]]
    assert getattr(meeting, "attendees", ()) == ("bo",)
    assert getattr(after.of_kind("reason")["early"], "clause", "") == "stage.sal"
    rate = after.commitments["rate"]
    assert (rate.from_, rate.field) == ("entered.sal", "entered.sal")
    assert rate.parts == ("created_at", "entered.sal")
    assert rate.calendar_by is not None
    assert dict(rate.calendar_by.calendars) == {"North": "south", "South": "south"}


def test_a_clause_does_not_come_to_name_itself(agreement: Agreement) -> None:
    assert getattr(pointed(agreement, SAL, stage__mql="sal"), "next", None) == ()


def test_what_an_invented_lead_says_of_the_other_stage_stays(agreement: Agreement) -> None:
    example = pointed(agreement, ("example", "both"), stage__mql="sal")
    said = dict(getattr(example, "fields", ()))
    assert list(said) == ["entered.sal", "grade"]
    assert (
        said["entered.sal"]
        == dict(getattr(agreement.clauses["example", "both"], "fields", ()))["entered.sal"]
    )


def test_a_clause_that_names_none_of_them_is_the_same(agreement: Agreement) -> None:
    clause = agreement.clauses[MQL]
    assert pointed(agreement, MQL, stage__lead="sal") is clause


def test_a_rule_that_is_broken_names_the_clause(agreement: Agreement) -> None:
    with pytest.raises(Problem) as told:
        pointed_elsewhere(
            ("stage", "lead"), agreement.clauses["stage", "lead"], {MQL: ("stage", "")}
        )
    assert told.value.facts["clause"] == "stage.lead"


@settings(max_examples=30)
@given(agreements(), st.data())
def test_nothing_but_the_mention_changes(agreement: Agreement, data: st.DataObject) -> None:
    found = [each for each in references(agreement) if each.target[1]]
    if not found:
        return
    reference = data.draw(st.sampled_from(found))
    kind, _ = reference.target
    there = {reference.target: (kind, "quite-another")}
    before = agreement.clauses[reference.source]
    after = pointed_elsewhere(reference.source, before, there)
    renamed = list(references(Agreement("", {reference.source: after})))
    named = {each.field for each in _of(found, reference)}
    assert reference.target not in {each.target for each in renamed}
    changed = {each.field for each in differences(before, after)}
    assert changed
    assert all(any(name.startswith(field) for field in named) for name in changed)


def _of(found: list[Reference], one: Reference) -> list[Reference]:
    """The mentions of the same clause by the same clause."""
    return [each for each in found if (each.source, each.target) == (one.source, one.target)]
