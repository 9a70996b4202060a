"""Kinds, fields and values of imported sheets in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import ENTERED, FIELDS, Kind
from alignment_desktop.wording import sentence, wordings

_QUOTED = re.compile(r'"([^"]*)"')


def _tr(text: str) -> str:
    return QCoreApplication.translate("Import", text)


def kind_word(kind: str) -> str:
    """What the rows of a kind are called."""
    return {
        "leads": _tr("Leads"),
        "activities": _tr("Activities"),
        "campaigns": _tr("Campaigns"),
        "figures": _tr("Figures"),
        "customers": _tr("Customers"),
    }.get(kind, kind)


def kind_sentence(kind: str) -> str:
    """What one row of a kind is."""
    return {
        "leads": _tr("Leads – one row is one lead or opportunity"),
        "activities": _tr("Activities – one row is a call, message or meeting"),
        "campaigns": _tr("Campaigns – one row is a campaign in a period"),
        "figures": _tr("Figures – one row is a figure that somebody states"),
        "customers": _tr("Customers – one row is an account"),
    }.get(kind, kind)


def rows_words(kind: str) -> tuple[str, str, str]:
    """New, changed and unchanged rows of a kind."""
    things = {
        "leads": (_tr("New leads"), _tr("Changed leads")),
        "activities": (_tr("New activities"), _tr("Changed activities")),
        "campaigns": (_tr("New campaign rows"), _tr("Changed campaign rows")),
        "figures": (_tr("New figures"), _tr("Changed figures")),
        "customers": (_tr("New customers"), _tr("Changed customers")),
    }.get(kind, (_tr("New"), _tr("Changed")))
    return (*things, _tr("Unchanged"))


Stages = Sequence[tuple[str, str]]
"""Key of the agreement's stages, and what they are called."""


def field_word(field: str, stages: Stages = ()) -> str:
    """A field in plain words."""
    if field.startswith(ENTERED):
        key = field.removeprefix(ENTERED)
        return _tr("Entered {stage}").format(stage=dict(stages).get(key, key))
    return _fields().get(field, field)


def fields_of(kind: str, stages: Stages) -> list[tuple[str, str]]:
    """Every field that a column of a kind may give, with its words, in a reading order."""
    known = _fields()
    own = FIELDS[Kind(kind)]
    ordered = [field for field in known if field in own]
    pairs = [(field, known[field]) for field in ordered]
    if kind == Kind.LEADS:
        entered = [(ENTERED + key, field_word(ENTERED + key, stages)) for key, _ in stages]
        at = ordered.index("stage") + 1
        pairs[at:at] = entered
    return pairs


@cache
def _fields() -> dict[str, str]:
    return {
        "lead_id": _tr("Lead identifier"),
        "email": _tr("E-mail"),
        "name": _tr("Name"),
        "account": _tr("Account"),
        "created_at": _tr("Created at"),
        "source": _tr("Source"),
        "campaign": _tr("Campaign"),
        "program": _tr("Program"),
        "segment": _tr("Segment"),
        "region": _tr("Region"),
        "industry": _tr("Industry"),
        "employees": _tr("Employees"),
        "owner": _tr("Owner"),
        "grade": _tr("Grade"),
        "score": _tr("Score"),
        "stage": _tr("Stage"),
        "handed_over_at": _tr("Handed over at"),
        "first_touch_at": _tr("First touch at"),
        "attempts": _tr("Attempts"),
        "decision": _tr("Decision"),
        "decided_at": _tr("Decided at"),
        "return_reason": _tr("Return reason"),
        "recycled_at": _tr("Recycled at"),
        "renurtured_at": _tr("Re-nurtured at"),
        "feedback_at": _tr("Feedback at"),
        "opportunity_id": _tr("Opportunity identifier"),
        "opportunity_at": _tr("Opportunity created at"),
        "amount": _tr("Opportunity amount"),
        "closed_at": _tr("Closed at"),
        "outcome": _tr("Outcome"),
        "lost_reason": _tr("Lost reason"),
        "at": _tr("Happened at"),
        "kind": _tr("Kind of activity"),
        "by": _tr("Done by"),
        "detail": _tr("Detail"),
        "figure": _tr("Figure"),
        "period": _tr("Period"),
        "start": _tr("Start"),
        "end": _tr("End"),
        "channel": _tr("Channel"),
        "value": _tr("Value"),
        "unit": _tr("Unit"),
        "spend": _tr("Spend"),
        "impressions": _tr("Impressions"),
        "clicks": _tr("Clicks"),
        "leads": _tr("Leads"),
        "mqls": _tr("MQLs"),
        "opportunities": _tr("Opportunities"),
        "pipeline": _tr("Pipeline"),
        "customers": _tr("Customers"),
        "since": _tr("Customer since"),
        "ended": _tr("Left on"),
        "revenue": _tr("Revenue"),
        "cost": _tr("Cost"),
    }


def meaning_word(meaning: str) -> str:
    """What a cell text may mean, in words."""
    return {
        "won": _tr("Won"),
        "lost": _tr("Lost"),
        "accepted": _tr("Accepted"),
        "returned": _tr("Returned"),
    }.get(meaning, meaning)


def number_word(value: float) -> str:
    """A number as the user's country writes it."""
    locale = _locale()
    if float(value).is_integer() and abs(value) < 1e15:
        return str(locale.toString(int(value)))
    return str(locale.toString(float(value), "f", 2))


def _locale() -> QLocale:
    """The user's locale; one that says nothing has no grouping of digits, and odd dates."""
    locale = QLocale()
    return QLocale("en_US") if locale.language() == QLocale.Language.C else locale


def size_word(size: int) -> str:
    """How large a file is."""
    return str(
        QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
    )


def day_word(value: date) -> str:
    """A day: `5 Jan 2027`."""
    return str(_locale().toString(QDate(value.year, value.month, value.day), "d MMM yyyy"))


def moment_word(value: datetime) -> str:
    """A moment in its own zone: `5 Jan 2027, 09:00`."""
    return f"{day_word(value.date())}, {value:%H:%M}"


def value_word(value: object) -> str:
    """A typed value as a cell shows it; a dash for none."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return moment_word(value)
    if isinstance(value, date):
        return day_word(value)
    if isinstance(value, int | float):
        return number_word(value)
    return str(value)


def trouble_sentence(problem: Problem, stages: Stages = ()) -> str:
    """What is wrong with a file, and what to do about it in the window.

    Args:
        problem: The trouble.
        stages: By which it names the stages that a field is about.
    """
    template = _troubles().get(problem.code)
    if template is None:
        # The commands write straight quotation marks, which a terminal surely has.
        plain = Problem(problem.code, **_plain_facts(problem, stages))
        return _QUOTED.sub("“\\1”", sentence(plain))
    facts = {name: str(value) for name, value in problem.facts.items()}
    for name in ("field", "fields"):
        if name in facts:
            words = (field_word(field, stages) for field in facts[name].split(" or "))
            facts[name] = " / ".join(words)
    return template.format_map(_Facts(facts))


def trouble_headline(problem: Problem, stages: Stages = ()) -> str:
    """What is wrong, without what to do about it."""
    return trouble_sentence(problem, stages).split(";")[0].rstrip(".")


def _plain_facts(problem: Problem, stages: Stages) -> dict[str, object]:
    """The facts with fields in plain words, and without the field where nothing asks for it."""
    facts = dict(problem.facts)
    for name in ("field", "later", "earlier"):
        if name in facts:
            facts[name] = field_word(str(facts[name]), stages)
    if "{field}" not in wordings().get(problem.code, ""):
        # A column's name stands beside the sentence, and says more than its field.
        facts.pop("field", None)
    return facts


class _Facts(dict[str, str]):
    """A fact that is missing becomes a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"


@cache
def _troubles() -> dict[str, str]:
    """Sentences for what a user of the commands mends in a mapping, and here with the mouse."""
    return {
        "dates-unclear": _tr(
            "The dates in “{column}” fit two readings: {value} may be {first} or {second}. "
            "Which is it?"
        ),
        "decimal-unclear": _tr(
            "The numbers in “{column}” fit two readings: {value} may be {first} or {second}. "
            "Which is it?"
        ),
        "unknown-value": _tr(
            "“{value}” is not known as a value of {field}; select the column and say what it means."
        ),
        "rows-differ": _tr(
            "Several rows say different things about “{key}” (see also row {rows}); keep one of "
            "them in the file, or say below which row counts."
        ),
        "already-imported": _tr(
            "These very bytes are already here as import {batch} ({file}). Undo that import first, "
            "or import them once more."
        ),
        "key-column-missing": _tr(
            "A file of {kind} needs a column for {fields}; choose it under Means."
        ),
        "period-column-missing": _tr(
            "Each row needs a period; choose a column for Period, or two for Start and End, or say "
            "which period the whole file is about."
        ),
        "constant-unreadable": _tr(
            "“{value}” cannot be read as {field}; write it another way, or choose a column for it."
        ),
        "repeats-column-missing": _tr("The file has no column “{column}” to choose rows by."),
        "header-row-blank": _tr(
            "Row {row} holds nothing, so it cannot have the column names; choose another row."
        ),
        "sheet-without-rows": _tr(
            "There are no rows of data below the column names in row {row}; choose another row "
            "or sheet."
        ),
        "other-currency": _tr("“{value}” is not in {currency}; convert it in the file."),
        "header-currency": _tr(
            "The column’s name says {found}, but amounts are read as {currency}."
        ),
        "mapping-unknown-zone": _tr(
            "There is no time zone “{zone}”; choose one such as Europe/Berlin."
        ),
        "mapping-constant-mapped": _tr(
            "“{field}” is given for every row and by the column “{column}”; leave one of them out."
        ),
    }
