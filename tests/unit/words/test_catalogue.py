"""Every sentence of the program stands in the catalogue, once, and everything in it is said."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import alignment_desktop
import alignment_desktop.domain.log_records  # every kind of change is known with it
from alignment_desktop.domain.log_entries import Change
from alignment_desktop.domain.proposals import ANSWERS
from alignment_desktop.domain.review_entries import FIELDS
from alignment_desktop.words.catalogue import ENGLISH, Catalogue, attribute_name
from tools.build_words import BY_CODE, ordered_facts, stub, troubles

CATALOGUE = Catalogue(ENGLISH)
CHANGES = ("added", "changed", "removed")
READ_WHOLE = ("window.columns.",)
"""Tables that are gone through from their first sentence to their last."""
SOURCES = sorted(Path(alignment_desktop.__file__).parent.rglob("*.py"))


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
    return {f"findings.{rule}.{part}" for rule in found_rules() for part in ("finding", "remedy")}


def wanted_by_the_log() -> set[str]:
    """The words of every change that the log may tell of, in each of its phases."""
    kinds = [kind for kind in _leaves(Change) if not kind.__name__.startswith("_")]  # type: ignore[type-abstract]
    phases = {
        "agreement": ("begun", "changed", "touched"),
        "clause": ("added", "changed", "removed", "moved"),
        "damage": ("left-out", "mended"),
        "logo": ("added", "changed", "removed"),
        "consent-given": ("", "for", "before"),
        "proposed": ("added", "changed", "removed"),
        "proposal": tuple(ANSWERS),
        "consent-taken-back": ("", "for"),
        "identity": ("issued", "registered", "replaced"),
        "version-signed": ("", "filed", "review", "review-filed"),
        "version-declined": ("", "review"),
        "review-figures": ("", "frozen"),
        "review": tuple(f"{sort}-{done}" for sort in FIELDS for done in CHANGES),
    }
    return {
        f"log.{'-'.join(filter(None, (kind.event, phase)))}"
        for kind in kinds
        for phase in phases.get(kind.event, ("",))
    }


def _leaves(kind: type[Change]) -> set[type[Change]]:
    below = kind.__subclasses__()
    return set().union(*map(_leaves, below)) if below else {kind}


def codes_of(table: str) -> set[str]:
    """The codes of a table, those that each edge says in words of its own once."""
    return {re.sub(r"\.(command|window)$", "", code) for code in CATALOGUE.messages(table)}


def test_every_problem_finding_and_entry_of_the_log_has_its_sentence() -> None:
    problems = {f"problems.{code}" for code in raised_codes()}
    assert problems <= codes_of("problems")
    assert wanted_by_findings() <= codes_of("findings")
    assert wanted_by_the_log() <= codes_of("log")


def test_no_sentence_of_a_problem_finding_or_entry_is_left_over() -> None:
    written = {
        node.value
        for node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {code.removeprefix("problems.") for code in codes_of("problems")} <= written
    assert codes_of("findings") <= wanted_by_findings()
    assert codes_of("log") <= wanted_by_the_log() | {"log.unreadable", "log.undo"}


@pytest.mark.parametrize("table", ["problems", "findings", "log"])
def test_sentences_about_trouble_are_whole_and_plain(table: str) -> None:
    for code, text in CATALOGUE.messages(table).items():
        assert isinstance(text, str), code
        assert text.endswith((".", ".)", "{known}", "?")), code
        assert "!" not in text, code
        assert "\n" not in text, code
        for _, name, spec, conversion in string.Formatter().parse(text):
            assert name is None or name.isidentifier(), code
            assert not spec, code
            assert not conversion, code


def said_by_code() -> Iterator[tuple[ast.expr, str]]:
    """What stands in code as the code of a sentence, as a pattern that codes match."""
    for node in nodes():
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.args and node.func.attr in ("say", "counted", "has", "variant"):
            yield node.args[0], node.func.attr


def patterns() -> list[re.Pattern[str]]:
    """Codes that are put together while the program runs, as patterns."""
    found = []
    for node in nodes():
        if isinstance(node, ast.JoinedStr):
            first = node.values[0]
            if isinstance(first, ast.Constant) and "." in str(first.value):
                parts = (
                    re.escape(str(part.value))
                    if isinstance(part, ast.Constant)
                    else r"[^.{}]+(\.[^.{}]+)*"
                    for part in node.values
                )
                found.append(re.compile("".join(parts)))
    return found


def test_a_code_that_stands_in_full_is_an_attribute_and_so_checked_by_type() -> None:
    tops = {name.partition(".")[0] for name in CATALOGUE.names}
    whole = [
        argument.value
        for argument, name in said_by_code()
        if isinstance(argument, ast.Constant)
        and isinstance(argument.value, str)
        and argument.value.partition(".")[0] in tops - BY_CODE
        and name != "has"
    ]
    assert whole == []


def test_every_sentence_is_said_somewhere() -> None:
    attributes = {node.attr for node in nodes() if isinstance(node, ast.Attribute)}
    texts = {
        node.value
        for node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    made = patterns()
    silent = [
        code
        for table in CATALOGUE.names
        if table not in {"problems", "findings", "log", "places.parts"}
        for code in CATALOGUE.messages(table)
        if not code.startswith(READ_WHOLE)
        and attribute_name(code.rpartition(".")[2]) not in attributes
        and code not in texts
        and code.partition(".")[2] not in texts
        and not any(pattern.fullmatch(code) for pattern in made)
    ]
    assert silent == []


def test_a_code_that_is_put_together_names_a_table_that_there_is() -> None:
    tables = {code.rpartition(".")[0] for code in CATALOGUE} | set(CATALOGUE.names)
    for argument, _ in said_by_code():
        if isinstance(argument, ast.JoinedStr) and isinstance(argument.values[0], ast.Constant):
            begun = str(argument.values[0].value)
            assert begun.rpartition(".")[0] in tables or any(
                code.startswith(begun) for code in CATALOGUE
            ), begun


def test_the_types_of_the_sentences_are_those_of_the_catalogue() -> None:
    path = Path(alignment_desktop.__file__).parent / "words" / "accessors.pyi"
    assert path.read_text(encoding="utf-8") == stub()
    assert list(troubles()) == []


def test_no_sentence_stands_in_the_window_s_code_or_forms() -> None:
    gui = Path(alignment_desktop.__file__).parent / "gui"
    for path in gui.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\.tr\(|QCoreApplication\.translate", text), path.name


@pytest.mark.slow
def test_a_misspelt_sentence_or_a_forgotten_fact_fails_the_type_check(tmp_path: Path) -> None:
    code = tmp_path / "wrong.py"
    code.write_text(
        "from alignment_desktop.words.accessors import Accessors\n"
        "def told(words: Accessors) -> list[str]:\n"
        "    return [\n"
        "        words.durations.pair(first=1, second=2),\n"
        "        words.durations.piar(first=1, second=2),\n"
        "        words.durations.pair(first=1),\n"
        "        words.durations.pair(first=1, second=2, third=3),\n"
        "    ]\n",
        encoding="utf-8",
    )
    mypy = [sys.executable, "-m", "mypy", "--follow-imports=silent", "--cache-dir", str(tmp_path)]
    done = subprocess.run([*mypy, str(code)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.findall(r"wrong.py:(\d+): error", done.stdout) == ["5", "6", "7"]


def test_the_facts_of_a_sentence_are_those_of_all_its_forms() -> None:
    assert ordered_facts("{a} and {b} and {a}") == ["a", "b"]
    assert ordered_facts({"one": "one of {whole}", "other": "{count} of {whole}"}) == [
        "whole",
        "count",
    ]
