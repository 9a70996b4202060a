from __future__ import annotations

import ast
import string
import tomllib
from functools import cache
from pathlib import Path

import pytest

import alignment_desktop
import alignment_desktop.domain.log_records  # every kind of change is known with it
from alignment_desktop.domain.differences import ClauseChange, FieldChange
from alignment_desktop.domain.findings import Finding
from alignment_desktop.domain.log_entries import Change
from alignment_desktop.domain.merging import Conflict, Disputed, Removal
from alignment_desktop.domain.problems import Problem
from alignment_desktop.paths import resource_path
from alignment_desktop.wording import change_text, finding_text, sentence, wordings

SOURCES = sorted(Path(alignment_desktop.__file__).parent.rglob("*.py"))
FILES = sorted(resource_path("wording/en").glob("*.toml"))


@cache
def nodes() -> tuple[ast.AST, ...]:
    """Every part of every source, parsed once for all that look through them."""
    return tuple(
        node for path in SOURCES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def texts_in(node: ast.AST) -> set[str]:
    return {
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def first_argument(node: ast.AST, name: str) -> ast.expr | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
        return node.args[0]
    return None


def raised_codes() -> set[str]:
    """Codes written where a problem is made, or given to a variable called `code`."""
    codes: set[str] = set()
    for node in nodes():
        argument = first_argument(node, "Problem")
        if isinstance(argument, ast.Constant | ast.IfExp):
            branches = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else []
            for part in branches or [argument]:
                codes |= texts_in(part)
        elif isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "code" for target in node.targets
        ):
            value = node.value
            parts = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
            codes |= {
                part.value
                for part in parts
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            }
    return codes


def found_rules() -> set[str]:
    return {
        text
        for node in nodes()
        if (argument := first_argument(node, "Finding")) is not None
        for text in texts_in(argument)
    }


def wanted_by_findings() -> set[str]:
    return {f"{part}-{rule}" for rule in found_rules() for part in ("finding", "remedy")}


def wanted_by_the_log() -> set[str]:
    """The words of every change that the log may tell of, in each of its phases."""
    kinds = [kind for kind in _leaves(Change) if not kind.__name__.startswith("_")]  # type: ignore[type-abstract]
    phases = {
        "agreement": ("begun", "changed", "touched"),
        "clause": ("added", "changed", "removed", "moved"),
        "damage": ("left-out", "mended"),
        "consent-given": ("", "for"),
        "consent-taken-back": ("", "for"),
    }
    return {
        "-".join(filter(None, ("log", kind.event, phase)))
        for kind in kinds
        for phase in phases.get(kind.event, ("",))
    }


def _leaves(kind: type[Change]) -> set[type[Change]]:
    below = kind.__subclasses__()
    return set().union(*map(_leaves, below)) if below else {kind}


def test_every_code_has_a_wording() -> None:
    assert raised_codes() | wanted_by_findings() | wanted_by_the_log() <= set(wordings())


def test_every_wording_is_used() -> None:
    written = {
        node.value
        for node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(wordings()) <= written | wanted_by_findings() | wanted_by_the_log()


def test_no_code_has_two_wordings() -> None:
    found: dict[str, str] = {}
    for path in FILES:
        for code in tomllib.loads(path.read_text(encoding="utf-8")):
            assert code not in found, f"{code} stands in {found[code]} and in {path.name}"
            found[code] = path.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_wordings_are_whole_plain_sentences(path: Path) -> None:
    for code, text in tomllib.loads(path.read_text(encoding="utf-8")).items():
        assert text.endswith((".", ".)", "{known}")), code
        assert "!" not in text, code
        assert "\n" not in text, code
        for _, name, spec, conversion in string.Formatter().parse(text):
            assert name is None or name.isidentifier(), code
            assert not spec, code
            assert not conversion, code


def test_a_sentence_begins_with_the_whereabouts_it_does_not_name_itself() -> None:
    problem = Problem("unreadable-target", value="95 %").with_facts(
        file="a.toml", line=12, clause="commitment.calls", field="target"
    )
    assert sentence(problem) == (
        "a.toml, line 12, commitment.calls, target: “95 %” is not a target; write >= or <=, a "
        'number, and if needed %, a currency code or a unit of time, such as ">= 95 %".'
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
