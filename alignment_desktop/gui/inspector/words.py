"""What kinds of clause, their fields and their choices are called in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import KINDS
from alignment_desktop.gui.wording import kind_words, user_language
from alignment_desktop.gui.wording import user_locale as locale
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.clauses import name_of
from alignment_desktop.phrasing.language import capital

__all__ = [
    "adding_words", "choice_word", "clause_words", "example", "field_word", "kind_word",
    "kinds_word", "locale", "months",
]  # fmt: skip

_FIELDS = {
    "party": "Owner",
    "owner": "Responsible",
    "from": "Counts from",
    "to": "Until",
    "of": "What must be true",
    "field": "Field",
    "per": "Per field",
    "table": "Counted over",
    "times": "At least so many times",
    "activity": "Kind of activity",
    "business": "Count open hours only",
    "where": "Applies to",
    "any": "And one of these",
    "targets": "Other targets in single periods",
    "at_risk": "At risk: share of the target",
    "every": "How often",
    "if_missed": "If missed",
    "limit": "Within",
    "settle": "Settles after",
    "period.start": "First day",
    "period.end": "Last day",
    "fiscal_year_start": "Month in which the fiscal year starts",
    "handover_stage": "Handed over at stage",
    "rule": "Who gets credit",
    "sourced_is": "“Sourced” means",
    "enters_when": "Enters when",
    "leaves_when": "Leaves when",
    "next": "Next stages",
    "expected.leads": "Expected leads",
    "expected.mqls": "Expected MQLs",
    "expected.opportunities": "Expected opportunities",
    "expected.pipeline": "Expected pipeline",
    "expected.customers": "Expected customers",
    "expected.revenue": "Expected revenue",
    "decay.percent": "Points lost, in percent",
    "decay.days": "Every so many days",
    "score.from": "Score from",
    "score.to": "Score below",
    "closed": "Closed days",
    "closed_cuts": "A closed day cuts",
    "open": "Days with other hours",
    "breaks": "Breaks on single days",
    "holidays.country": "Public holidays of",
    "holidays.subdivision": "State or region",
    "timezone": "Time zone",
    "hours.mon": "Monday",
    "hours.tue": "Tuesday",
    "hours.wed": "Wednesday",
    "hours.thu": "Thursday",
    "hours.fri": "Friday",
    "hours.sat": "Saturday",
    "hours.sun": "Sunday",
    "email": "E-mail",
    "about": "What it explains",
    "clause": "Concerns clause",
    "key": "Key",
    "low": "Lowest",
    "high": "Highest",
    "cap": "At most",
    "side": "Fit or engagement",
    "minutes": "Minutes",
}

_EXAMPLES = {
    "limit": "4 business hours",
    "settle": "30 days",
    "target": "≥ 95 %",
    "time": "09:30",
    "at_risk": "95 %",
    "email": "name@example.com",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClauseWords", text)


def kind_word(kind: str) -> str:
    """What one clause of a kind is called: “Scoring rule”."""
    return _capital(kind_words(kind))


def kinds_word(kind: str) -> str:
    """What the clauses of a kind are called: “Scoring rules”."""
    return _capital(kind_words(kind, 2))


def clause_words(name: str, agreement: Agreement) -> str:
    """A clause that is written `kind.key`, by its name: `“Grade A first touch”`.

    One that is not there (any more) is called by its kind and key.
    """
    kind, _, key = name.partition(".")
    if kind not in KINDS:
        return name
    clause = agreement.clauses.get((kind, key))
    called = name_of(kind, clause, user_language()) if clause is not None else ""
    if called:
        return f"“{called}”"
    return f"{kind_words(kind)} “{key}”" if key else _tr("the {0}").format(kind_words(kind))


def _capital(code: str) -> str:
    plain = code.rpartition(".")[2].replace("_", " ")
    return plain[:1].upper() + plain[1:]


def field_word(name: str, kind: str = "") -> str:
    """What a field is called; `name` is dotted, as problems name it."""
    if kind == "commitment" and name == "field":
        return _tr("Field of the lead")
    if kind == "person" and name == "party":
        return _tr("Side")
    if kind == "stage" and name == "limit":
        return _tr("Maximum stay")
    if kind == "agreement" and name == "label":
        return _tr("Label")
    return _tr(_FIELDS.get(name) or _capital(name))


def adding_words(kind: str) -> str:
    """What stands in the empty line that adds a clause of a kind to a list of them."""
    return _tr("Add {0} …").format(kind_words(kind, 2)) if kind else _tr("Add …")


def months() -> dict[int, str]:
    """The names of the months by their numbers."""
    return {number: capital(user_language()(f"days.month-{number}")) for number in range(1, 13)}


def choice_word(code: str) -> str:
    """What one of a field's choices is called."""
    return choice_text(code, user_language())


def example(name: str) -> str:
    """What stands in an empty field, so that one sees how it is written."""
    return _EXAMPLES.get(name, "")
