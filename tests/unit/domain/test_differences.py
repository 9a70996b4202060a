"""What differs between two wordings of a clause."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import KINDS, Clause, clause_name, read_clause
from alignment_desktop.domain.differences import (
    ClauseChange,
    FieldChange,
    clause_change,
    clause_changes,
    differences,
    stated,
    table_differences,
)
from tests.agreements import TABLES, agreements


def term(**fields: object) -> Clause:
    return read_clause("term", {"key": "lead", **fields})


@settings(max_examples=30)
@given(st.sampled_from(sorted(KINDS)).flatmap(lambda kind: st.tuples(st.just(kind), TABLES[kind])))
def test_a_clause_differs_from_nothing_in_all_that_it_states(
    drawn: tuple[str, dict[str, Any]],
) -> None:
    clause = read_clause(*drawn)
    assert differences(clause, clause) == ()
    said = {".".join(path): value for path, value in stated(clause).items()}
    added, removed = differences(None, clause), differences(clause, None)
    assert {each.field: each.new for each in added} == said
    assert {each.field: each.old for each in removed} == said
    assert {each.old for each in added} | {each.new for each in removed} <= {None}


def test_only_the_fields_that_say_something_else_are_named() -> None:
    old = term(name="Lead", definition="Asked us.", synonyms=["inquiry"])
    new = term(name="Lead", definition="Asked us twice.", synonyms=["inquiry", "contact"])
    assert differences(old, new) == (
        FieldChange("definition", "Asked us.", "Asked us twice."),
        FieldChange("synonyms", ["inquiry"], ["inquiry", "contact"]),
    )


def test_a_field_that_the_text_leaves_out_counts_as_its_default() -> None:
    old = read_clause("stage", {"key": "mql"})
    new = read_clause("stage", {"key": "mql", "kind": "gate", "definition": "Fits."})
    assert differences(old, new) == (
        FieldChange("kind", "inventory", "gate"),
        FieldChange("definition", None, "Fits."),
    )
    assert differences(new, old)[0] == FieldChange("kind", "gate", "inventory")


def test_tables_within_a_clause_are_compared_entry_by_entry() -> None:
    base = {"key": "c", "measure": "count", "from": "created_at", "every": "month"}
    old = read_clause("commitment", {**base, "target": ">= 1", "targets": {"2026-10": ">= 2"}})
    both = {"2026-10": ">= 2", "2026-11": ">= 3"}
    new = read_clause("commitment", {**base, "target": ">= 1", "targets": both})
    assert differences(old, new) == (FieldChange("targets.2026-11", None, ">= 3"),)
    noted = read_clause("commitment", {**base, "target": ">= 2", "targets": both, "note": "More."})
    fields = [each.field for each in differences(old, noted)]
    assert fields == ["target", "targets.2026-11", "note"]
    office = {"key": "office", "timezone": "UTC"}
    days = {"mon": ["09:00-17:00"]}
    assert differences(
        read_clause("calendar", {**office, "hours": days}),
        read_clause("calendar", {**office, "hours": {**days, "tue": ["10:00-12:00"]}}),
    ) == (FieldChange("hours.tue", None, ["10:00-12:00"]),)


def test_of_a_kind_that_is_not_known_the_fields_stand_in_the_order_of_the_table() -> None:
    assert table_differences("song", {"b": 1, "a": {"x": 2}}, {"b": 1, "a": {"x": 3, "y": []}}) == (
        FieldChange("a.x", 2, 3),
        FieldChange("a.y", None, []),
    )
    assert differences(None, None) == ()


def test_another_key_is_a_difference_between_two_wordings() -> None:
    assert differences(term(), read_clause("term", {"key": "prospect"})) == (
        FieldChange("key", "lead", "prospect"),
    )


def test_a_change_of_a_clause_says_what_became_of_it() -> None:
    old, new = term(name="A"), term(name="B")
    assert clause_change("term.lead", None, new).change == "added"
    assert clause_change("term.lead", old, None).change == "removed"
    changed = clause_change("term.lead", old, new)
    assert changed == ClauseChange("term.lead", "changed", (FieldChange("name", "A", "B"),))


@settings(max_examples=30)
@given(agreements(), agreements())
def test_agreements_differ_exactly_where_their_content_does_and_the_same_both_ways(
    one: Agreement, other: Agreement
) -> None:
    changes = clause_changes(one.clauses, other.clauses)
    assert bool(changes) == (one.content_hash != other.content_hash)
    assert clause_changes(one.clauses, one.clauses) == ()
    names = {clause_name(*each) for each in {*one.clauses, *other.clauses}}
    assert {change.clause for change in changes} <= names
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    back = {
        change.clause: (
            turned[change.change],
            {(each.field, str(each.new), str(each.old)) for each in change.fields},
        )
        for change in clause_changes(other.clauses, one.clauses)
    }
    assert back == {
        change.clause: (
            change.change,
            {(each.field, str(each.old), str(each.new)) for each in change.fields},
        )
        for change in changes
    }


def test_changes_stand_in_the_order_of_an_agreement() -> None:
    old = {("term", "lead"): term(name="Lead"), ("term", "mql"): term(key="mql")}
    new = {
        ("term", "new"): term(key="new"),
        ("term", "lead"): term(name="A lead"),
        ("person", "ann"): read_clause("person", {"key": "ann", "name": "Ann"}),
    }
    assert [(change.clause, change.change) for change in clause_changes(old, new)] == [
        ("person.ann", "added"),
        ("term.new", "added"),
        ("term.lead", "changed"),
        ("term.mql", "removed"),
    ]
