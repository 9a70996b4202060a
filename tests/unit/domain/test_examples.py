"""Examples test definitions: an invented lead is in or out, and a definition that says otherwise
is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.consistency import check
from alignment_desktop.domain.examples import judged_examples, stage_examples
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.problems import finding_remedy, finding_text, sentence
from tests.agreements import agreement_of

CONTRACT = (Path(__file__).parents[2] / "data" / "contract_example.toml").read_text("utf-8")
HEADER = '[agreement]\nlabel = "Q"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
DEFINITIONS = """
[[segment]]
key = "large"
where = [{ field = "employees", op = ">=", value = 1000 }]
any = [[{ field = "region", op = "is", value = "EMEA" }], [{ field = "region", op = "is blank" }]]

[[segment]]
key = "late"
where = [{ field = "created_at", op = ">=", value = 2026-10-05T12:00:00Z }]

[[segment]]
key = "rated"
where = [{ field = "Rate", op = ">=", value = 0.25 }]

[[stage]]
key = "mql"
where = [{ field = "grade", op = "in", value = ["A", "B"] }]

[[stage]]
key = "sal"

[[threshold]]
key = "call"
grades = ["A"]
score = { from = 65, to = 90 }

[[threshold]]
key = "warm"
score = { to = 65 }

[[threshold]]
key = "empty"

[[term]]
key = "lead"

[[campaign]]
key = "webinars"
name = "Webinar series"
priority = true

[[commitment]]
key = "touch"
measure = "within"
from = "handed_over_at"
to = "first_touch_at"
limit = "4 hours"
target = ">= 95 %"
segment = "large"
where = [{ field = "campaign.priority", op = "is", value = true }]
of = []

[[commitment]]
key = "large-only"
measure = "count"
from = "created_at"
target = ">= 1"
segment = "large"

[[commitment]]
key = "all"
measure = "count"
from = "created_at"
target = ">= 1"
"""


def read(clause: str, verdict: str, fields: str) -> Agreement:
    example = f'[[example]]\nkey = "one"\nclause = "{clause}"\nverdict = "{verdict}"\n'
    text = f"{HEADER}{DEFINITIONS}{example}fields = {{ {fields} }}\n"
    return agreement_of(read_text(text)).with_full_names()


def told(agreement: Agreement) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {
        each.rule: (each.severity, each.keys)
        for each in check(agreement, ())
        if "example" in each.rule
    }


@pytest.mark.parametrize(
    ("clause", "fields", "is_in"),
    [
        ("stage.mql", 'grade = "a "', True),
        ("stage.mql", 'grade = "C"', False),
        ("stage.mql", "", False),
        ("mql", 'grade = "B"', True),
        ("segment.large", "employees = 1000", True),
        ("segment.large", 'employees = "1e3", region = "emea"', True),
        ("segment.large", 'employees = 5000, region = "APAC"', False),
        ("segment.large", "employees = 999", False),
        ("segment.late", "created_at = 2026-10-05T12:00:00", True),
        ("segment.late", "created_at = 2026-10-05T11:59:00", False),
        ("segment.late", "created_at = 2026-10-06", True),
        ("segment.late", "created_at = 2026-10-05", False),
        ("segment.rated", 'Rate = "25 %"', True),
        ("segment.rated", 'Rate = "24%"', False),
        ("segment.rated", 'Rate = "0.3"', True),
        ("segment.rated", 'Rate = "2e1%"', False),
        ("segment.rated", 'Rate = "much"', False),
        ("segment.rated", "rate = 1", True),
        ("segment.rated", "rate = true", False),
        ("segment.rated", "rate = 1, RATE = 1", False),
        ("threshold.call", 'grade = "A", score = 65', True),
        ("threshold.call", 'grade = "A", score = 90', False),
        ("threshold.call", 'grade = "B", score = 70', False),
        ("threshold.call", 'grade = "A"', False),
        ("threshold.warm", "score = 64.9", True),
        ("threshold.empty", "score = 64.9", None),
        ("commitment.touch", 'employees = 2000, campaign = "Webinar Series "', True),
        ("commitment.touch", 'employees = 2000, campaign = "fair"', False),
        ("commitment.touch", 'employees = 2, campaign = "webinars"', False),
        ("commitment.large-only", "employees = 2000", True),
        ("commitment.all", "employees = 2000", None),
        ("stage.sal", 'grade = "A"', None),
        ("term.lead", 'grade = "A"', None),
        ("stage.none", 'grade = "A"', None),
    ],
)
def test_a_definition_takes_an_invented_lead_in_or_not(
    clause: str, fields: str, is_in: bool | None
) -> None:
    text = read(clause, "in", fields)
    (judged,) = judged_examples(text)
    assert judged.is_in is is_in
    assert judged.agrees is (is_in is not False)


def test_an_example_that_comes_out_otherwise_is_an_error_that_names_it() -> None:
    found = told(read("stage.mql", "out", 'grade = "A"'))
    assert found == {"example-contradicted": ("error", ("example.one", "stage.mql"))}
    (finding,) = (
        each
        for each in check(read("stage.mql", "in", 'grade = "D"'), ())
        if each.rule == "example-contradicted"
    )
    assert finding_text(finding) == (
        "example.one says that its lead is in, but the conditions of stage.mql say otherwise."
    )
    assert "?" not in finding_remedy(finding)


def test_an_example_of_a_clause_without_conditions_is_a_hint() -> None:
    found = told(read("stage.sal", "in", 'grade = "A"'))
    assert found == {"example-untested": ("hint", ("example.one", "stage.sal"))}


def test_an_example_of_a_clause_that_is_not_there_is_told_once() -> None:
    agreement = read("stage.none", "in", "")
    assert told(agreement) == {}
    assert [each.keys for each in check(agreement, ()) if each.rule == "unknown-reference"] == [
        ("example.one",)
    ]


def test_the_example_of_the_contract_is_sound() -> None:
    agreement = agreement_of(read_text(CONTRACT))
    assert [judged.is_in for judged in judged_examples(agreement)] == [False]
    # Its one rule with a decay names no moment; the contract itself says that this is warned of.
    assert [(found.rule, found.severity) for found in check(agreement, ())] == [
        ("decay-without-moment", "warning")
    ]


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ('score = "many"', "not-a-number", "fields.score"),
        ("score = true", "not-a-number", "fields.score"),
        ('created_at = "soon"', "not-a-date", "fields.created_at"),
        ("created_at = 5", "not-a-date", "fields.created_at"),
        ('"Job title" = ["a", "b"]', "not-one-value", "fields.Job title"),
        ('"" = "a"', "missing-field", "fields"),
    ],
)
def test_what_no_lead_can_say_is_refused(fields: str, code: str, field: str) -> None:
    with pytest.raises(Problem) as caught:
        read("stage.mql", "in", fields)
    assert (caught.value.code, caught.value.facts["field"]) == (code, field)
    assert "{" not in sentence(caught.value)


def test_why_a_stage_keeps_an_example_out_is_said() -> None:
    text = (
        HEADER
        + """
[[stage]]
key = "mql"
where = [
  { field = "grade", op = "is", value = "A" }, { field = "region", op = "is", value = "EMEA" },
]
any = [[{ field = "score", op = ">=", value = 65 }], [{ field = "source", op = "is not blank" }]]

[[stage]]
key = "sal"

[[example]]
key = "good"
clause = "stage.mql"
verdict = "in"
fields = { grade = "A", region = "EMEA", score = 70 }

[[example]]
key = "poor"
clause = "stage.mql"
verdict = "in"
fields = { grade = "B", region = "EMEA", score = 10 }

[[example]]
key = "other"
clause = "stage.sal"
verdict = "out"
"""
    )
    read = read_text(text)
    agreement = Agreement("Q", read.clauses)
    good, poor = stage_examples("mql", agreement)
    assert (good.judged.is_in, good.unmet, good.no_group) == (True, (), False)
    assert (poor.judged.agrees, [each.field for each in poor.unmet]) == (False, ["grade"])
    assert poor.no_group
    (other,) = stage_examples("sal", agreement)
    assert (other.judged.is_in, other.unmet, other.no_group) == (None, (), False)
