"""Trouble and findings in the window's words: clauses by name, fields as forms call them.

The commands speak to whoever writes the agreement as text, of keys and quotation marks; whoever
reads the same here chooses from lists and presses buttons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.problems import Problem
from alignment_desktop.gui.days import day_words
from alignment_desktop.gui.inspector.change_words import changed_meanwhile, met_changes
from alignment_desktop.gui.inspector.words import choice_word, clause_words, field_word
from alignment_desktop.gui.wording import party_words, user_language
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.fields import field_text
from alignment_desktop.phrasing.language import capital
from alignment_desktop.phrasing.places import countries
from alignment_desktop.wording import finding_remedy, finding_text, sentence

if TYPE_CHECKING:
    from alignment_desktop.domain.findings import Finding

_QUOTED = re.compile(r'"([^"]*)"')
_SIGN = re.compile(r"([≥≤]) (?=\d)")
_MOST_NAMES = 4
_LONGEST = 60
_OF_LEADS = frozenset({"field-not-imported", "by-not-imported", "condition-never-holds"})
"""What speaks of fields of leads, not of fields of a form."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("TroubleWords", text)


def trouble_text(problem: Problem, agreement: Agreement) -> str:
    """What is wrong, where, and what to do in the window about it."""
    if problem.code == "clause-changed-since":
        return changed_meanwhile(problem, agreement)
    if problem.code == "field-changed-since":
        return met_changes(problem, agreement)
    facts = _worded(problem.facts, problem.code, agreement)
    template = _troubles().get(problem.code)
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
    template = _troubles().get(problem.code)
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


def _of_finding(part: str, finding: Finding, agreement: Agreement) -> str:
    names = [clause_words(key, agreement) for key in finding.keys[:_MOST_NAMES]]
    rest = len(finding.keys) - len(names)
    joined = user_language().listed(names)
    if rest:
        joined = _tr("{0} and {1} more").format(", ".join(names), rest)
    facts = _worded(finding.facts, finding.rule, agreement)
    template = _troubles().get(f"{part}-{finding.rule}")
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
        "country": lambda text: countries(language).get(text, text),
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
    # A sign stays with its number.
    template = _SIGN.sub("\\1\N{NO-BREAK SPACE}", template).replace(" %", "\N{NO-BREAK SPACE}%")
    if len(plain.get("value", "")) > _LONGEST:
        plain["value"] = f"{plain['value'][: _LONGEST - 1]}…"
    return template.format_map(_Facts(plain))


@cache
def _troubles() -> dict[str, str]:
    """Sentences of the window's own, for what is mended otherwise in a text."""
    day = day_words(date(2026, 12, 24))
    return {
        "missing-field": _tr("{field} is missing; write or choose something here."),
        "bad-key": _tr(
            "“{value}” is not a key; write lower-case words and digits joined by hyphens, such as "
            "grade-a-first-touch."
        ),
        "not-a-number": _tr("“{value}” is not a number."),
        "number-out-of-range": _tr("“{value}” does not fit; write a number from {low} to {high}."),
        "not-a-date": _tr("“{value}” is not a day; write one such as {0}.").replace("{0}", day),
        "not-a-time": _tr("“{value}” is not a time of day; write one such as 09:30."),
        "not-a-currency": _tr(
            "“{value}” is not a currency; write its code of three letters, such as EUR."
        ),
        "unknown-word": _tr("“{value}” is not known here; choose one from the list."),
        "not-a-clause-name": _tr("“{value}” does not name a clause; choose one from the list."),
        "end-before-start": _tr(
            "The last day, {end}, lies before the first, {start}; swap them, or correct one."
        ),
        "unreadable-limit": _tr(
            "“{value}” is not a limit of time; write a number with a unit, such as 4 business "
            "hours, 2 business days or 30 days."
        ),
        "unreadable-target": _tr(
            "“{value}” is not a target; write ≥ or ≤, a number, and if needed %, a currency or a "
            "unit of time, such as ≥ 95 %."
        ),
        "target-not-a-share": _tr(
            "“{value}” does not fit what is measured, a share; write a target such as ≥ 95 %."
        ),
        "target-not-a-time": _tr(
            "“{value}” does not fit what is measured, a time; write a target such as ≤ 20 days, "
            "and where only open hours count, one in hours."
        ),
        "target-not-a-count": _tr(
            "“{value}” does not fit what is measured, a number of leads; write a target such as "
            "≥ 400."
        ),
        "target-not-an-amount": _tr(
            "“{value}” does not fit what is measured; write a number or an amount of money."
        ),
        "measure-needs": _tr("The measure “{measure}” needs this."),
        "not-an-event": _tr("“{value}” is no event of a lead; choose one from the list."),
        "unreadable-period": _tr("“{value}” is not a period; choose one from the list."),
        "period-of-other-length": _tr(
            "“{value}” is not one {every}, by which the commitment is counted; choose one from "
            "the list."
        ),
        "condition-value": _tr("“{op}” takes {needs}; correct the value."),
        "unknown-timezone": _tr(
            "“{value}” is not a known time zone; choose one from the list, such as Europe/Berlin."
        ),
        "unreadable-interval": _tr("“{value}” is not understood; write hours such as 09:00–17:00."),
        "unknown-country": _tr(
            "“{value}” is not a country with known public holidays; choose one from the list."
        ),
        "unknown-subdivision": _tr(
            "“{value}” is not a part of {country} with public holidays of its own; choose one from "
            "the list, or leave it blank."
        ),
        "unknown-calendar": _tr(
            "The agreement holds no calendar “{value}”; choose one from the list."
        ),
        "changes-do-not-fit": _tr(
            "{clause} was changed meanwhile ({fields}), and your change does not fit that; look at "
            "it as it stands now, and change it again."
        ),
        "clause-taken": _tr("Another clause has this key already; choose another."),
        "consents-missing": _tr("{count} consents are missing; let both parties agree first."),
        "check-finds-errors": _tr(
            "The checks find {count} errors; mend them, or say why it is frozen all the same."
        ),
        "unknown-batch": _tr("Import {batch} is not in this workspace any more."),
        "batch-already-withdrawn": _tr("This import was undone already; nothing was changed."),
        "batch-not-withdrawn": _tr("This import counts already; nothing was changed."),
        "no-such-segment": _tr(
            "{commitment} names the segment “{segment}”, which the agreement does not hold; add "
            "it, or choose another."
        ),
        "field-not-imported": _tr(
            "{commitment} needs “{field}”, which no imported file has; import a file that has it, "
            "or say in an import which column it is."
        ),
        "figure-not-imported": _tr(
            "{commitment} needs the figure “{figure}”, which no imported file states; import a "
            "file of figures that has it."
        ),
        "no-calendar": _tr(
            "{commitment} counts open hours, but the agreement names no calendar; add one, and "
            "choose it in the agreement."
        ),
        "finding-unknown-reference": _tr(
            "{keys} names the {target} under “{field}”, but there is no such clause."
        ),
        "remedy-unknown-reference": _tr("Add it, or choose a clause that is there."),
        "finding-unused-field": _tr(
            "{keys} gives {fields}, of which its measure, “{measure}”, takes no notice."
        ),
        "remedy-no-consequence": _tr("Say under “If missed” who meets or what changes then."),
        "remedy-unreachable-stage": _tr(
            "Name it under “Next stages” of the stage before it, or remove it."
        ),
        "remedy-sla-stage-without-limit": _tr(
            "Give it a maximum stay, such as 2 business days, or another kind."
        ),
        "finding-condition-never-holds": _tr(
            "In {keys} the condition on “{field}” with “{op}” holds for no lead."
        ),
    }
