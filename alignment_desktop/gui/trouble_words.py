"""Trouble and findings in the window's words: clauses by name, fields as forms call them.

The commands speak to whoever writes the agreement as text, of keys and quotation marks; whoever
reads the same here chooses from lists and presses buttons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.days import day_words
from alignment_desktop.gui.inspector.change_words import changed_meanwhile, met_changes
from alignment_desktop.gui.inspector.words import choice_word, clause_words, field_word
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.fields import field_text
from alignment_desktop.phrasing.places import country_text
from alignment_desktop.phrasing.problems import finding_remedy, finding_text, sentence
from alignment_desktop.words.language import capital

if TYPE_CHECKING:
    from alignment_desktop.domain.findings import Finding

_QUOTED = re.compile(r'"([^"]*)"')
_SIGN = re.compile(r"([≥≤]) (?=\d)")
_MOST_NAMES = 4
_LONGEST = 60
_OF_LEADS = frozenset(
    {
        "field-not-imported", "by-not-imported", "condition-never-holds", "part-not-imported",
        "calendars-not-named", "field-not-in-later-files", "no-figure-without-field",
        "rule-field-not-in-later-files",
    }
)  # fmt: skip
"""What speaks of fields of leads, not of fields of a form."""


def trouble_text(problem: Problem, agreement: Agreement) -> str:
    """What is wrong, where, and what to do in the window about it."""
    if problem.code == "clause-changed-since":
        return changed_meanwhile(problem, agreement)
    if problem.code == "field-changed-since":
        return met_changes(problem, agreement)
    facts = _worded(problem.facts, problem.code, agreement)
    template = user_language().variant(f"problems.{problem.code}", "window")
    if template is None:
        return _QUOTED.sub("“\\1”", capital(sentence(Problem(problem.code, **facts))))
    return _filled(template, facts)


def beside_field(problem: Problem, kind: str) -> str:
    """What is wrong with a field, as it stands below it: without saying where."""
    agreement = Agreement("", {})
    facts = {**problem.facts}
    field = str(facts.get("field", ""))
    if field:
        facts["field"] = field_word(field, kind)
    facts = _worded(facts, problem.code, agreement, field=False)
    template = user_language().variant(f"problems.{problem.code}", "window")
    if template is not None:
        return _filled(template, facts)
    plain = {name: value for name, value in facts.items() if name not in ("clause", "field")}
    return _QUOTED.sub("“\\1”", sentence(Problem(problem.code, **plain)))


def finding_words(finding: Finding, agreement: Agreement) -> str:
    """What a check has found."""
    return _of_finding("finding", finding, agreement)


def remedy_words(finding: Finding, agreement: Agreement) -> str:
    """What to do about what a check has found."""
    return _of_finding("remedy", finding, agreement)


def field_to_mend(finding: Finding) -> str:
    """The field of the first clause in which what was found is mended; empty: no one field."""
    if finding.rule in _OF_LEADS:
        return ""
    fields = str(finding.facts.get("fields", "") or finding.facts.get("field", ""))
    return _parts(fields)[0]


def _of_finding(part: str, finding: Finding, agreement: Agreement) -> str:
    names = [clause_words(key, agreement) for key in finding.keys[:_MOST_NAMES]]
    rest = len(finding.keys) - len(names)
    joined = user_language().listed(names)
    if rest:
        joined = wording().frame.and_more(names=", ".join(names), rest=rest)
    facts = _worded(finding.facts, finding.rule, agreement)
    template = user_language().variant(f"findings.{finding.rule}.{part}", "window")
    if template is not None:
        return capital(_filled(template, {**facts, "keys": joined}))
    said = finding_text if part == "finding" else finding_remedy
    worded = replace(finding, keys=(joined,), facts=facts)
    return _QUOTED.sub("“\\1”", capital(said(worded)))


def _worded(
    facts: Mapping[str, object], code: str, agreement: Agreement, *, field: bool = True
) -> dict[str, object]:
    """Facts as people read them."""
    language = user_language()
    special: dict[str, Callable[[str], str]] = {
        "clause": lambda text: clause_words(text, agreement),
        "what": lambda text: clause_words(text, agreement),
        "example": lambda text: clause_words(text, agreement),
        "commitment": lambda text: clause_words(f"commitment.{text}", agreement),
        "fields": lambda text: language.listed(f"“{field_word(each)}”" for each in _parts(text)),
        "every": lambda text: choice_word(text).lower(),
        "periods": _periods,
        "has": _periods,
        "country": lambda text: country_text(text, language),
        **dict.fromkeys(("measure", "op"), choice_word),
        **dict.fromkeys(("party", "other"), _party),
        **dict.fromkeys(("start", "end", "first", "last"), _day),
        **dict.fromkeys(("leads", "load", "capacity", "times"), _number),
    }
    if code == "unknown-reference":
        special["target"] = special["clause"]
    if field and code in _OF_LEADS:
        special["field"] = lambda text: capital(field_text(text, agreement, language))
    elif field:
        special["field"] = field_word
    return {
        name: special[name](str(value)) if name in special and value else value
        for name, value in facts.items()
    }


def _parts(text: str) -> list[str]:
    return text.split(", ")


def _periods(text: str) -> str:
    language = user_language()
    return ", ".join(capital(period_text(each, language, year=True)) for each in _parts(text))


def _party(text: str) -> str:
    return party_words(text) if text in PARTIES else text


def _day(text: str) -> str:
    try:
        return day_words(date.fromisoformat(text))
    except ValueError:
        return text


def _number(text: str) -> str:
    try:
        return user_language().plain(float(text))
    except ValueError:
        return text


class _Facts(dict[str, str]):
    """A fact that is missing becomes a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"


def _filled(template: str, facts: Mapping[str, object]) -> str:
    plain = {name: " ".join(str(value).split()) for name, value in facts.items()}
    plain.setdefault("example", day_words(date(2026, 12, 24)))
    # A sign stays with its number.
    template = _SIGN.sub("\\1\N{NO-BREAK SPACE}", template)
    if len(plain.get("value", "")) > _LONGEST:
        plain["value"] = f"{plain['value'][: _LONGEST - 1]}…"
    return template.format_map(_Facts(plain))
