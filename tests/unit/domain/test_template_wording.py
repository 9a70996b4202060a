"""Texts of a template that nobody has replaced."""

from __future__ import annotations

from typing import Any

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import read_clause
from alignment_desktop.domain.consistency import check
from alignment_desktop.domain.findings import ERROR
from alignment_desktop.domain.template_wording import Placeholder, unchanged_placeholders

MARKED = frozenset(
    {
        Placeholder("person", "name", "Sales leader"),
        Placeholder("side", "goals", "What we want."),
        Placeholder("side", "process", "How we work."),
    }
)


def of(*tables: tuple[str, dict[str, Any]]) -> Agreement:
    made = [(kind, read_clause(kind, table)) for kind, table in tables]
    return Agreement("Q4", {(kind, clause.key): clause for kind, clause in made})


def found(*tables: tuple[str, dict[str, Any]]) -> list[tuple[tuple[str, ...], object]]:
    findings = list(unchanged_placeholders(of(*tables), MARKED))
    assert {(each.rule, each.severity) for each in findings} <= {("template-wording", ERROR)}
    return [(each.keys, each.facts["fields"]) for each in findings]


def test_a_clause_that_still_says_so_is_named_with_its_fields() -> None:
    side: dict[str, Any] = {
        "key": "s",
        "party": "sales",
        "goals": "What we want.",
        "process": " How we work.\n",
    }
    person: dict[str, Any] = {"key": "sales-leader", "name": "Sales leader"}
    assert found(("side", side), ("person", person)) == [
        (("person.sales-leader",), "name"),
        (("side.s",), "goals, process"),
    ]


def test_ones_own_words_and_none_at_all_are_no_such_text() -> None:
    side = {
        "key": "s",
        "party": "sales",
        "goals": "What we want. Now.",
        "challenges": "What we want.",
    }
    assert found(("side", side), ("person", {"key": "ann"})) == []
    # In another kind of clause the same words may be meant.
    assert found(("audience", {"key": "a", "name": "Sales leader"})) == []


def test_a_copy_under_another_key_says_as_little() -> None:
    assert found(("person", {"key": "copy", "name": "Sales leader"})) == [
        (("person.copy",), "name")
    ]


def test_it_stands_among_what_the_checks_find() -> None:
    header = read_clause("agreement", {"period": {"start": "2026-10-01", "end": "2026-12-31"}})
    clauses = {
        ("agreement", ""): header,
        **of(("person", {"key": "x", "name": "Sales leader"})).clauses,
    }
    assert [each.rule for each in check(Agreement("Q4", clauses), MARKED)] == ["template-wording"]
    assert check(Agreement("Q4", clauses), ()) == []
