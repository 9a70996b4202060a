from __future__ import annotations

import pytest

from alignment_desktop.domain.differences import ClauseChange, FieldChange
from alignment_desktop.domain.findings import Finding
from alignment_desktop.domain.merging import Conflict, Disputed, Removal
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.problems import change_text, finding_text, sentence


def test_a_sentence_begins_with_the_whereabouts_it_does_not_name_itself() -> None:
    problem = Problem("unreadable-target", value="95%").with_facts(
        file="a.toml", line=12, clause="commitment.calls", field="target"
    )
    assert sentence(problem) == (
        "a.toml, line 12, commitment.calls, target: “95%” is not a target; write >= or <=, a "
        'number, and if needed %, a currency code or a unit of time, such as ">= 95%".'
    )
    assert sentence(Problem("missing-field", field="key", line=3)) == (
        "line 3: key is missing; add it."
    )
    assert sentence(Problem("missing-field", field="key")) == "key is missing; add it."


def test_a_missing_fact_leaves_a_question_mark() -> None:
    assert sentence(Problem("unknown-clause", label="Q4")) == (
        "There is no clause “?” in the agreement “Q4”; look at the agreement for the names "
        "that it has."
    )


def test_an_unknown_code_still_gives_a_sentence() -> None:
    assert sentence(Problem("new-trouble", file="a.toml", n=3)) == "new-trouble: file a.toml, n 3."
    assert sentence(Problem("new-trouble")) == "new-trouble."
    assert finding_text(Finding("new-rule", "hint", ("term.a", "term.b"))) == (
        "new-rule: term.a, term.b."
    )


@pytest.mark.parametrize(
    ("problem", "meant"),
    [
        (Problem("unknown-field", field="nmae", known="key, name"), "name"),
        (Problem("unknown-kind", value="commitments", known="person, commitment"), "commitment"),
        (Problem("unknown-word", field="kind", value="SLA", known="gate, sla"), "sla"),
        (Problem("unknown-field", field="where.1.feild", value=3, known="field, op"), "field"),
    ],
)
def test_the_nearest_known_word_is_suggested(problem: Problem, meant: str) -> None:
    assert sentence(problem).endswith(f". Perhaps {meant} is meant.")


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert "Perhaps" not in sentence(Problem("unknown-word", value="xyz", known="gate, sla"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "true"),
        ("two\nlines", "two lines"),
        (["a", 1], "[a, 1]"),
        ({"start": 1}, "{ start = 1 }"),
        ("x" * 500, "x" * 119 + "…"),
        pytest.param(10**5000, "a number of thousands of digits", id="huge"),
        ("{line}", "{line}"),
        ({"a\nb": None}, "{ a b = None }"),
    ],
)
def test_whatever_a_user_wrote_is_shown_on_one_short_line(value: object, shown: str) -> None:
    assert sentence(Problem("not-text", value=value)).startswith(f"“{shown}” is not text;")


def test_a_change_is_told_with_old_and_new_values() -> None:
    fields = (FieldChange("name", "A", None), FieldChange("next", [], ["sal", "sql"]))
    assert change_text(ClauseChange("stage.mql", "changed", fields)) == (
        "stage.mql, name: “A” → nothing, next: nothing → [sal, sql]."
    )
    added = ClauseChange("stage.mql", "added", (FieldChange("name", None, "A"),))
    assert change_text(added) == "stage.mql is new; name: “A”."
    refused = Problem("clause-changed-since", changes=(added,), seen=4)
    assert sentence(refused).startswith("stage.mql is new. That was after revision 4, so")
    assert change_text(ClauseChange("stage.mql", "removed", ())) == "stage.mql was removed."
    back = ClauseChange("stage.mql", "changed", ())
    assert change_text(back) == "stage.mql was changed, and changed back."
    long = ClauseChange("term.lead", "changed", (FieldChange("definition", "x" * 500, "y"),))
    assert "x" * 500 in change_text(long)
    assert "x" * 121 not in sentence(Problem("clause-changed-since", changes=(long,), seen=4))


def test_conflicts_name_clause_field_and_both_values() -> None:
    name = Conflict("name", "A", "B", "C")
    disputed = (
        Disputed("term.lead", (name,)),
        Disputed("term.mql", (name,), Removal.THEIRS),
        Disputed("term.sql", (name,), Removal.MINE),
    )
    assert sentence(Problem("field-changed-since", conflicts=disputed, seen=41)) == (
        "term.lead, name: the agreement now says “B”, and you would write “C”. term.mql was "
        "removed, and you would change its name from “A” to “C”. You would remove term.sql, and "
        "its name was changed from “A” to “B”. "
        "The other was written after revision 41, so nothing was done; look at the agreement as it "
        "stands now, and decide for one of the two."
    )


def test_of_very_many_conflicts_the_first_are_told() -> None:
    many = tuple(Conflict(f"f{n}", 1, 2, 3) for n in range(40))
    told = sentence(Problem("field-changed-since", conflicts=(Disputed("term.a", many),), seen=1))
    assert (
        "f11: the agreement now says 2, and you would write 3. There are 28 more of these." in told
    )
    assert "f12" not in told
