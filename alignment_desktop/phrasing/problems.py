"""Codes into sentences: problems, findings of the checks, and what differs in clauses."""

from __future__ import annotations

import difflib
import string
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from alignment_desktop.domain.findings import Finding
from alignment_desktop.domain.passwords import masked_address
from alignment_desktop.domain.problems import Problem
from alignment_desktop.words.language import Language, user_language

if TYPE_CHECKING:
    from alignment_desktop.domain.differences import ClauseChange
    from alignment_desktop.domain.merging import Conflict, Disputed

_LONGEST_VALUE = 120
_LONGEST_NAME = 1000
"""Of all other facts: names of files, sheets, clauses, and lists of them."""
_MOST_TOLD = 12
_CONFLICTS = {"": "conflict-values", "theirs": "conflict-theirs", "mine": "conflict-mine"}
_PROPOSED = {"": "proposed-values", "theirs": "proposed-theirs", "mine": "proposed-mine"}
_WHEREABOUTS = ("file", "sheet", "row", "column", "line", "clause", "field")
"""Facts that say where the trouble is, from the outside in."""


def sentence(problem: Problem, language: Language | None = None) -> str:
    """What is wrong, where, and what to do, in one sentence or two, as commands say it.

    The whereabouts that the facts hold stand in front, where the sentence does not name them
    itself: `agreement.toml, line 12, commitment.first-touch, target: …`.

    Args:
        problem: The trouble.
        language: In whose words; the user's where None.
    """
    words = language or user_language()
    found = problem.facts.get("found")
    template = words.variant(f"problems.{problem.code}", "command")
    if isinstance(found, Finding) and template is not None:
        said = {"finding": finding_text(found, words), "remedy": finding_remedy(found, words)}
        return _ended(filled(template, {**problem.facts, **said}, words))
    if template is None:
        facts = ", ".join(f"{name} {_plain(value, words)}" for name, value in problem.facts.items())
        return _ended(f"{problem.code}: {facts}" if facts else problem.code)
    where = ", ".join(_whereabouts(template, problem.facts, words))
    text = filled(template, problem.facts, words) + _nearest(problem.facts, words)
    return _ended(words.facts.at(where=where, text=text) if where else text)


def finding_text(finding: Finding, language: Language | None = None) -> str:
    """What a check has found."""
    return _of_finding("finding", finding, language or user_language())


def finding_remedy(finding: Finding, language: Language | None = None) -> str:
    """What to do about what a check has found."""
    return _of_finding("remedy", finding, language or user_language())


def change_text(change: ClauseChange, language: Language | None = None) -> str:
    """What became of a clause, each field with its old and new value whole."""
    return _change(change, language or user_language(), longest=None)


def proposed_text(change: ClauseChange, language: Language | None = None) -> str:
    """What would become of a clause if a proposal were accepted."""
    words = language or user_language()
    if change.change == "changed":
        return change_text(change, words)
    if change.change == "removed":
        return words.changes.would_remove(clause=change.clause)
    parts = (
        words.changes.field_new(field=each.field, new=_stated(each.new, words, None))
        for each in change.fields
    )
    fields = words.facts.separator().join(parts)
    return words.changes.would_add(clause=change.clause, fields=fields)


def _whereabouts(template: str, facts: Mapping[str, object], words: Language) -> Iterable[str]:
    """The facts that say where the trouble is and that the sentence itself does not name."""
    named = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    for name in _WHEREABOUTS:
        if name not in named and facts.get(name) not in (None, ""):
            value = _short(_plain(facts[name], words), _LONGEST_NAME)
            code = f"facts.{name}"
            yield words.say(code, value=value) if words.has(code) else value


def _of_finding(part: str, finding: Finding, words: Language) -> str:
    facts = {"keys": ", ".join(finding.keys), **finding.facts}
    template = words.variant(f"findings.{finding.rule}.{part}", "command")
    return _ended(filled(template or f"{finding.rule}: {{keys}}", facts, words))


class _Facts(string.Formatter):
    """Fills a sentence with facts; one that is missing becomes a question mark."""

    def __init__(self, words: Language) -> None:
        self._words = words

    @override
    def get_value(self, key: int | str, args: Any, kwargs: Any) -> str:
        value = kwargs.get(str(key))
        if value is None:
            return "?"
        words = self._words
        if key == "changes":
            return _told([_change(each, words, longest=_LONGEST_VALUE) for each in value], words)
        if key == "conflicts":
            # Where an answer to a proposal is refused, the other wording is not the reader's own.
            proposed = kwargs.get("proposal") is not None
            texts = [text for each in value for text in _disputes(each, words, proposed=proposed)]
            return _told(texts, words)
        # Lists of known words come from the program and stay whole; what users wrote may not.
        text = _plain(value, words)
        if key == "known":
            return text
        return _short(text, _LONGEST_VALUE if key == "value" else _LONGEST_NAME)


def filled(template: str, facts: Mapping[str, object], words: Language) -> str:
    """A sentence with facts in its places; one that is missing becomes a question mark."""
    return _Facts(words).vformat(template, (), facts)


def _told(sentences: list[str], words: Language) -> str:
    rest = len(sentences) - _MOST_TOLD
    more = [words.changes.differences_more(count=rest)] if rest > 0 else []
    return " ".join(sentences[:_MOST_TOLD] + more)


def _change(change: ClauseChange, words: Language, *, longest: int | None) -> str:
    parts = []
    for each in change.fields:
        new = _stated(each.new, words, longest)
        if change.change == "added":
            parts.append(words.changes.field_new(field=each.field, new=new))
        else:
            old = _stated(each.old, words, longest)
            parts.append(words.changes.field_changed(field=each.field, old=old, new=new))
    fields = words.facts.separator().join(parts)
    if change.change == "added":
        whole = longest is None
        its = words.changes
        return (
            its.added_whole(clause=change.clause, fields=fields)
            if whole
            else its.added(clause=change.clause)
        )
    if change.change == "changed" and not fields:
        return words.changes.changed_back(clause=change.clause)
    return words.say(f"changes.{change.change}", clause=change.clause, fields=fields)


def _disputes(disputed: Disputed, words: Language, *, proposed: bool) -> Iterable[str]:
    codes = _PROPOSED if proposed else _CONFLICTS
    code = f"changes.{codes[disputed.removal]}"
    for conflict in disputed.conflicts:
        yield words.say(code, clause=disputed.clause, **_values(conflict, words))


def _values(conflict: Conflict, words: Language) -> dict[str, object]:
    return {
        "field": conflict.field,
        "base": _stated(conflict.base, words, _LONGEST_VALUE),
        "standing": _stated(conflict.standing, words, _LONGEST_VALUE),
        "mine": _stated(conflict.mine, words, _LONGEST_VALUE),
    }


def _stated(value: object, words: Language, longest: int | None) -> str:
    """What a field states: `“>= 95 %”`, `[a, b]`, `nothing`."""
    if value in (None, "", [], {}):
        return words.facts.nothing()
    text = _plain(value, words)
    if longest is not None and len(text) > longest:
        text = f"{text[: longest - 1]}…"
    return words.facts.quoted(text=text) if isinstance(value, str) else text


def _plain(value: object, words: Language) -> str:
    """A fact as people read it: one line, not too long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if isinstance(value, Problem):
        return _part_of_sentence(value, words)
    if isinstance(value, list | tuple) and value and isinstance(value[0], Problem):
        return "; ".join(_plain(item, words) for item in value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_plain(item, words) for item in value)}]"
    if isinstance(value, Mapping):
        pairs = (f"{_plain(name, words)} = {_plain(item, words)}" for name, item in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return " ".join(masked_address(_digits(value, words)).split())


def _part_of_sentence(problem: Problem, words: Language) -> str:
    """Trouble that explains other trouble, inside its sentence."""
    text = sentence(problem, words).removesuffix(".")
    return text[:1].lower() + text[1:]


def _digits(value: object, words: Language) -> str:
    try:
        return str(value)
    except ValueError:
        return words.facts.too_many_digits()


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _nearest(facts: Mapping[str, object], words: Language) -> str:
    """What was probably meant, where a word is unknown and the known ones are listed."""
    known = [word.strip() for word in str(facts.get("known", "")).split(",")]
    for given in (facts.get("value"), str(facts.get("field", "")).rpartition(".")[2]):
        if isinstance(given, str) and given:
            close = difflib.get_close_matches(given.lower(), known, n=1, cutoff=0.7)
            if close:
                return f" {words.facts.perhaps(word=close[0])}"
    return ""


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", ".)", ".”")) else f"{text}."
