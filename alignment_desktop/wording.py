"""Codes into English sentences: problems, findings of the checks, and what differs in clauses."""

from __future__ import annotations

import difflib
import string
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from alignment_desktop.domain.findings import Finding
from alignment_desktop.domain.passwords import masked_address
from alignment_desktop.domain.problems import Problem
from alignment_desktop.paths import resource_path

if TYPE_CHECKING:
    from alignment_desktop.domain.differences import ClauseChange
    from alignment_desktop.domain.merging import Conflict, Disputed

LANGUAGE = "en"

_LONGEST_VALUE = 120
_LONGEST_NAME = 1000
"""Of all other facts: names of files, sheets, clauses, and lists of them."""
_MOST_TOLD = 12
_CHANGES = {"added": "change-added", "removed": "change-removed", "changed": "change-changed"}
_WHOLE_CHANGES = {**_CHANGES, "added": "change-added-whole"}
_CONFLICTS = {"": "conflict-values", "theirs": "conflict-theirs", "mine": "conflict-mine"}
_WORD_FOR = {"line": "line {}", "sheet": "sheet {}", "row": "row {}", "column": "column {}"}
_WHEREABOUTS = ("file", "sheet", "row", "column", "line", "clause", "field")
"""Facts that say where the trouble is, from the outside in."""


def sentence(problem: Problem) -> str:
    """What is wrong, where, and what to do, in one sentence or two.

    The whereabouts that the facts hold stand in front, where the sentence does not name them
    itself: `agreement.toml, line 12, commitment.first-touch, target: …`.
    """
    found = problem.facts.get("found")
    if isinstance(found, Finding):
        words = {"finding": finding_text(found), "remedy": finding_remedy(found)}
        return _ended(filled(wordings()[problem.code], {**problem.facts, **words}))
    template = wordings().get(problem.code)
    if template is None:
        facts = ", ".join(f"{name} {_plain(value)}" for name, value in problem.facts.items())
        return _ended(f"{problem.code}: {facts}" if facts else problem.code)
    named = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    where = [
        _WORD_FOR.get(name, "{}").format(_short(_plain(problem.facts[name]), _LONGEST_NAME))
        for name in _WHEREABOUTS
        if name not in named and problem.facts.get(name) not in (None, "")
    ]
    text = filled(template, problem.facts) + _nearest(problem.facts)
    return _ended(f"{', '.join(where)}: {text}" if where else text)


def finding_text(finding: Finding) -> str:
    """What a check has found."""
    return _of_finding("finding", finding)


def finding_remedy(finding: Finding) -> str:
    """What to do about what a check has found."""
    return _of_finding("remedy", finding)


def change_text(change: ClauseChange) -> str:
    """What became of a clause, each field with its old and new value whole."""
    return _change(change, longest=None)


@cache
def wordings() -> Mapping[str, str]:
    """Every wording of the program by its code."""
    found: dict[str, str] = {}
    for path in sorted(resource_path(f"wording/{LANGUAGE}").glob("*.toml")):
        found.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return found


def _of_finding(part: str, finding: Finding) -> str:
    facts = {"keys": ", ".join(finding.keys), **finding.facts}
    template = wordings().get(f"{part}-{finding.rule}", f"{finding.rule}: {{keys}}")
    return _ended(filled(template, facts))


class _Facts(string.Formatter):
    """Fills a sentence with facts; one that is missing becomes a question mark."""

    @override
    def get_value(self, key: int | str, args: Any, kwargs: Any) -> str:
        value = kwargs.get(str(key))
        if value is None:
            return "?"
        if key == "changes":
            return _told([_change(each, longest=_LONGEST_VALUE) for each in value])
        if key == "conflicts":
            return _told([text for each in value for text in _disputes(each)])
        # Lists of known words come from the program and stay whole; what users wrote may not.
        text = _plain(value)
        if key == "known":
            return text
        return _short(text, _LONGEST_VALUE if key == "value" else _LONGEST_NAME)


def filled(template: str, facts: Mapping[str, object]) -> str:
    """A wording with facts in its places; one that is missing becomes a question mark."""
    return _Facts().vformat(template, (), facts)


def _told(sentences: list[str]) -> str:
    rest = len(sentences) - _MOST_TOLD
    more = [filled(wordings()["differences-more"], {"count": rest})] if rest > 0 else []
    return " ".join(sentences[:_MOST_TOLD] + more)


def _change(change: ClauseChange, *, longest: int | None) -> str:
    parts = []
    for each in change.fields:
        old = "" if change.change == "added" else f"{_stated(each.old, longest)} → "
        parts.append(f"{each.field}: {old}{_stated(each.new, longest)}")
    codes = _CHANGES if longest is not None else _WHOLE_CHANGES
    template = wordings()[codes[change.change]]
    return filled(template, {"clause": change.clause, "fields": ", ".join(parts)})


def _disputes(disputed: Disputed) -> Iterable[str]:
    template = wordings()[_CONFLICTS[disputed.removal]]
    for conflict in disputed.conflicts:
        yield filled(template, {"clause": disputed.clause, **_values(conflict)})


def _values(conflict: Conflict) -> dict[str, object]:
    return {
        "field": conflict.field,
        "base": _stated(conflict.base, _LONGEST_VALUE),
        "standing": _stated(conflict.standing, _LONGEST_VALUE),
        "mine": _stated(conflict.mine, _LONGEST_VALUE),
    }


def _stated(value: object, longest: int | None) -> str:
    """What a field states: `“>= 95 %”`, `[a, b]`, `nothing`."""
    if value in (None, "", [], {}):
        return "nothing"
    text = _plain(value)
    if longest is not None and len(text) > longest:
        text = f"{text[: longest - 1]}…"
    return f"“{text}”" if isinstance(value, str) else text


def _plain(value: object) -> str:
    """A fact as people read it: one line, not too long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Problem):
        return _part_of_sentence(value)
    if isinstance(value, list | tuple) and value and isinstance(value[0], Problem):
        return "; ".join(_plain(item) for item in value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_plain(item) for item in value)}]"
    if isinstance(value, Mapping):
        pairs = (f"{_plain(name)} = {_plain(item)}" for name, item in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return " ".join(masked_address(_digits(value)).split())


def _part_of_sentence(problem: Problem) -> str:
    """Trouble that explains other trouble, inside its sentence."""
    text = sentence(problem).removesuffix(".")
    return text[:1].lower() + text[1:]


def _digits(value: object) -> str:
    try:
        return str(value)
    except ValueError:
        return "a number of thousands of digits"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _nearest(facts: Mapping[str, object]) -> str:
    """What was probably meant, where a word is unknown and the known ones are listed."""
    known = [word.strip() for word in str(facts.get("known", "")).split(",")]
    for given in (facts.get("value"), str(facts.get("field", "")).rpartition(".")[2]):
        if isinstance(given, str) and given:
            close = difflib.get_close_matches(given.lower(), known, n=1, cutoff=0.7)
            if close:
                return f" Perhaps {close[0]} is meant."
    return ""


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", ".)", ".”")) else f"{text}."
