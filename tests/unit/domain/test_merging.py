"""Two changes of one clause are brought together field by field, and nothing is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.clauses import KINDS, Clause, read_clause
from alignment_desktop.domain.differences import stated
from alignment_desktop.domain.merging import Conflict, Removal, merge
from alignment_desktop.domain.problems import Problem
from tests.agreements import TABLES

Wordings = tuple[Clause, Clause, Clause]


@st.composite
def wordings(draw: st.DrawFn) -> Wordings:
    """A clause, and what two people made of it: each took some fields from another clause."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    base = draw(TABLES[kind])
    made = [read_clause(kind, base)]
    for _ in range(2):
        other: dict[str, Any] = draw(TABLES[kind])
        taken = draw(st.sets(st.sampled_from(sorted({*base, *other})), max_size=3))
        mixed = {name: value for name, value in base.items() if name not in taken}
        mixed |= {name: value for name, value in other.items() if name in taken}
        try:
            made.append(read_clause(kind, mixed))
        except Problem:  # a measure without what it needs: that one changed nothing
            made.append(made[0])
    return made[0], made[1], made[2]


maybe = st.one_of(wordings(), wordings().map(lambda each: (None, *each[1:]))).flatmap(
    lambda each: st.sampled_from([each, (each[0], None, each[2]), (each[0], each[1], None)])
)


def term(**fields: object) -> Clause:
    return read_clause("term", {"key": "lead", **fields})


@settings(max_examples=30)
@given(maybe)
def test_what_one_side_alone_changed_is_taken_whole(
    three: tuple[Clause | None, Clause | None, Clause | None],
) -> None:
    base, other, _ = three
    assert merge(base, base, other).clause == other
    assert merge(base, other, base).clause == other
    assert merge(base, other, other).clause == other
    assert merge(base, base, other).theirs == ()
    assert merge(base, other, other).theirs == ()
    assert bool(merge(base, other, base).theirs) == (stated(base) != stated(other))


@settings(max_examples=80)
@given(wordings())
def test_no_field_is_lost_and_none_is_made_up(three: Wordings) -> None:
    merged = merge(*three)
    base, standing, mine = (stated(each) for each in three)
    result = stated(merged.clause)
    disputed = {each.field for each in merged.conflicts}
    for path in {*base, *standing, *mine}:
        was, theirs, ours, field = (
            base.get(path),
            standing.get(path),
            mine.get(path),
            ".".join(path),
        )
        assert (field in disputed) == (theirs not in (was, ours) and ours != was)
        if merged.clause is not None:
            assert result.get(path) == (theirs if ours == was else ours)
            assert (field in merged.theirs) == (result.get(path) != ours)
    assert set(result) <= {*base, *standing, *mine}
    assert (merged.clause is None) == (not merged.possible)


@settings(max_examples=30)
@given(maybe)
def test_both_sides_meet_the_same_conflicts(
    three: tuple[Clause | None, Clause | None, Clause | None],
) -> None:
    base, standing, mine = three
    one, other = merge(base, standing, mine), merge(base, mine, standing)
    turned = [Conflict(each.field, each.base, each.mine, each.standing) for each in other.conflicts]
    assert sorted(one.conflicts, key=repr) == sorted(turned, key=repr)
    assert one.possible == other.possible
    assert stated(one.clause) == stated(other.clause)


def test_what_the_other_side_wrote_anew_in_the_same_words_is_no_change() -> None:
    base, standing, mine = term(name="Lead"), term(name="Lead"), term(name="Prospect")
    assert standing is not base
    assert merge(base, standing, mine).clause == mine
    assert merge(base, standing, mine).conflicts == ()


def test_changes_of_different_fields_are_both_kept() -> None:
    base = term(name="Lead", definition="Asked us.", synonyms=["inquiry"])
    standing = term(name="Web lead", definition="Asked us.", synonyms=["inquiry"])
    mine = term(name="Lead", definition="Asked us twice.", synonyms=["inquiry"])
    merged = merge(base, standing, mine)
    assert merged.clause == term(
        name="Web lead", definition="Asked us twice.", synonyms=["inquiry"]
    )
    assert merged.theirs == ("name",)


def test_a_field_that_both_changed_differently_is_a_conflict_with_its_three_values() -> None:
    merged = merge(term(name="A", definition="x"), term(name="B"), term(name="C", definition="x"))
    assert merged.clause is None
    assert merged.conflicts == (Conflict("name", "A", "B", "C"),)
    assert merged.removal is Removal.NOBODY


def test_a_field_that_one_emptied_and_the_other_changed_is_a_conflict() -> None:
    base, emptied, changed = term(name="A", definition="x"), term(name="A"), term(definition="y")
    assert merge(base, changed, emptied).conflicts == (Conflict("definition", "x", "y", None),)
    assert merge(base, emptied, changed).conflicts == (Conflict("definition", "x", None, "y"),)


def test_a_field_that_both_emptied_or_changed_alike_is_none() -> None:
    base, both = term(name="A", definition="x"), term(definition="y")
    assert merge(base, both, both).clause == both
    assert merge(base, term(definition="y"), term(name="A", definition="y")).clause == both


def test_a_default_stands_in_a_conflict_as_the_value_it_is() -> None:
    base, gate, sla = (
        read_clause("stage", {"key": "mql", **more})
        for more in ({}, {"kind": "gate"}, {"kind": "sla"})
    )
    assert merge(base, gate, sla).conflicts == (Conflict("kind", "inventory", "gate", "sla"),)


def test_a_removal_against_a_change_is_a_conflict_in_every_field_that_was_changed() -> None:
    base = term(name="A", definition="x", synonyms=["s"])
    changed = term(name="B", definition="y", synonyms=["s"])
    theirs = merge(base, None, changed)
    assert theirs.removal is Removal.THEIRS
    assert theirs.conflicts == (
        Conflict("name", "A", None, "B"),
        Conflict("definition", "x", None, "y"),
    )
    mine = merge(base, changed, None)
    assert mine.removal is Removal.MINE
    assert mine.conflicts == (
        Conflict("name", "A", "B", None),
        Conflict("definition", "x", "y", None),
    )


def test_a_removal_meets_a_removal_or_an_untouched_clause() -> None:
    base = term(name="A")
    for standing, mine in ((None, None), (None, base), (base, None)):
        merged = merge(base, standing, mine)
        assert merged.clause is None
        assert merged.possible
    assert merge(base, None, base).theirs == ("key", "name")


def test_what_another_added_is_not_removed_by_who_never_saw_it() -> None:
    added = term(name="A")
    merged = merge(None, added, None)
    assert (merged.clause, merged.theirs) == (added, ("key", "name"))


def test_two_clauses_added_under_one_key_conflict_in_each_field_in_which_they_differ() -> None:
    merged = merge(None, term(name="A", definition="x"), term(name="A", synonyms=["s"]))
    assert merged.conflicts == (
        Conflict("definition", None, "x", None),
        Conflict("synonyms", None, None, ["s"]),
    )
    assert merge(None, term(name="A"), term(name="A")).clause == term(name="A")


def test_another_key_is_a_change_like_any_other() -> None:
    base = term(name="A")
    renamed = read_clause("term", {"key": "prospect", "name": "A"})
    merged = merge(base, term(name="B"), renamed)
    assert merged.clause == read_clause("term", {"key": "prospect", "name": "B"})


def test_header_and_attribution_merge_like_clauses() -> None:
    header: dict[str, object] = {"period": {"start": "2026-10-01", "end": "2026-12-31"}}
    merged = merge(
        read_clause("agreement", header),
        read_clause("agreement", {**header, "currency": "EUR"}),
        read_clause("agreement", {"period": {"start": "2026-10-01", "end": "2027-01-31"}}),
    )
    assert merged.clause == read_clause(
        "agreement", {"period": {"start": "2026-10-01", "end": "2027-01-31"}, "currency": "EUR"}
    )
    one, other = (read_clause("attribution", {"rule": rule}) for rule in ("even", "last touch"))
    assert merge(None, one, other).conflicts == (Conflict("rule", None, "even", "last touch"),)


def test_single_periods_and_days_of_the_week_merge_entry_by_entry() -> None:
    base = {"key": "c", "measure": "count", "from": "created_at", "every": "month"}
    none, october, november = (
        read_clause("commitment", {**base, "target": ">= 1", "targets": targets})
        for targets in ({}, {"2026-10": ">= 2"}, {"2026-11": ">= 3"})
    )
    both = {"2026-10": ">= 2", "2026-11": ">= 3"}
    assert merge(none, october, november).clause == read_clause(
        "commitment", {**base, "target": ">= 1", "targets": both}
    )


def test_two_sound_changes_that_break_a_rule_together_are_not_merged() -> None:
    whole, later, shorter = (
        read_clause("agreement", {"period": {"start": start, "end": end}})
        for start, end in (
            ("2026-10-01", "2026-12-31"),
            ("2026-12-01", "2026-12-31"),
            ("2026-10-01", "2026-11-30"),
        )
    )
    merged = merge(whole, later, shorter)
    assert merged.clause is None
    assert not merged.possible
    assert merged.unfit is not None
    assert merged.unfit.code == "end-before-start"


def test_a_day_in_a_condition_is_the_same_from_a_text_and_from_the_store() -> None:
    mine, standing, renamed = (
        read_clause(
            "segment",
            {"key": "s", "where": [{"field": "created_at", "op": ">=", "value": value}], **more},
        )
        for value, more in (
            (date(2026, 10, 1), {}),
            ("2026-10-01", {}),
            ("2026-10-01", {"name": "New"}),
        )
    )
    assert merge(standing, renamed, mine).theirs == ("name",)
