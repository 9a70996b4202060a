"""What a clause says in a few words, for the tables: “≥ 95 % within 4 business hours”."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QDate

from alignment_desktop.domain import clauses as c
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition, Scalar
from alignment_desktop.domain.targets import Target
from alignment_desktop.gui.inspector.suggestions import event_words, plain_words
from alignment_desktop.gui.inspector.words import choice_word, locale

_SIGNS = {">=": "≥", "<=": "≤", "is": "", "in": "", "between": ""}


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClauseWords", text)


def number(value: float) -> str:
    """A number in the user's locale, grouped; no more decimals than it has."""
    plain = f"{value:f}".rstrip("0").rstrip(".")
    decimals = len(plain.partition(".")[2])
    return locale().toString(float(value), "f", decimals)


def day(value: date) -> str:
    """A day, such as `5 Oct 2026`."""
    return locale().toString(QDate(value.year, value.month, value.day), "d MMM yyyy")


def target_words(target: Target) -> str:
    """A target as one reads it: `≥ 2,100,000 EUR`."""
    unit = str(target).partition(" ")[2].partition(" ")[2]
    return " ".join(
        part for part in (_SIGNS[target.op], number(float(target.amount)), unit) if part
    )


def _value(value: Scalar) -> str:
    if isinstance(value, bool):
        return _tr("yes") if value else _tr("no")
    return number(value) if isinstance(value, int | float) else value


def condition_words(condition: Condition, agreement: Agreement) -> str:
    """One condition: “grade A”, “employees ≥ 1,000”, “return reason is not blank”."""
    field = event_words(condition.field, agreement)
    values = [_value(value) for value in condition.values]
    if condition.field in ("campaign.priority",) and condition.values in ((True,), (1,), ("true",)):
        return _tr("priority campaigns")
    if condition.op == "between":
        return f"{field} {'–'.join(values)}"
    sign = _SIGNS.get(condition.op, condition.op)
    return " ".join(part for part in (field, sign, _tr(" or ").join(values)) if part)


def conditions_words(conditions: Iterable[Condition], agreement: Agreement) -> str:
    """Conditions that must all hold."""
    return ", ".join(condition_words(one, agreement) for one in conditions)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _days(start: date | None, end: date | None) -> str:
    if start and end:
        return f"{day(start)} – {day(end)}"
    if start:
        return _tr("from {0}").format(day(start))
    return _tr("until {0}").format(day(end)) if end else ""


_A = {"week": "a week", "month": "a month", "quarter": "a quarter", "period": ""}


def commitment_words(it: Commitment, agreement: Agreement) -> str:
    """What a commitment promises."""
    target = target_words(it.target)
    made = _PROMISES.get(it.measure)
    words = made(it, target, agreement) if made else target
    return words.strip()


def _counted(it: Commitment, target: str, agreement: Agreement) -> str:
    _, _, key = it.from_.partition("entered.")
    what = event_words(it.from_, agreement).removeprefix("entered ") if key else _tr("leads")
    return f"{target} {what} {_tr(_A[it.every])}"


def _share(it: Commitment, target: str, agreement: Agreement) -> str:
    return f"{target} {conditions_words(it.of, agreement)}"


_PROMISES: dict[str, Callable[[Commitment, str, Agreement], str]] = {
    "within": lambda it, target, _: _tr("{0} within {1}").format(target, it.limit),
    "attempts": lambda it, target, _: _tr("{0} with {1} attempts within {2}").format(
        target, it.times, it.limit
    ),
    "count": _counted,
    "sum": lambda it, target, _: f"{target} {plain_words(it.field)} {_tr(_A[it.every])}",
    "share": _share,
    "median": lambda _, target, __: _tr("{0} in the median").format(target),
    "p90": lambda _, target, __: _tr("{0} for 90 %").format(target),
    "filled": lambda it, target, _: _tr("{0} with {1}").format(target, plain_words(it.field)),
    "ratio": lambda it, target, _: _tr("{0} {1} per {2}").format(
        target, plain_words(it.field), plain_words(it.per)
    ),
    "figure": lambda it, target, _: f"{target} {it.figure}",
}


def applies_words(it: Commitment, agreement: Agreement) -> str:
    """For which leads a commitment counts."""
    segment = agreement.segments.get(it.segment)
    name = c.display_name(segment) if segment else it.segment
    either = _tr(" or ").join(conditions_words(group, agreement) for group in it.any)
    words = ", ".join(
        part for part in (name, conditions_words(it.where, agreement), either) if part
    )
    if words:
        return _capital(words)
    if it.measure == "figure":
        return ""
    if it.table == "campaigns":
        return _tr("All campaigns")
    stage = agreement.stages.get(it.from_.removeprefix("entered."))
    if stage is not None and stage.abbreviation:
        return _tr("All {0}s").format(stage.abbreviation)
    return _tr("All leads")


def _assumption(it: c.Assumption, _: Agreement) -> str:
    value = number(it.value) if it.value is not None else ""
    if it.low is not None and it.high is not None:
        value = _tr("{0} ({1} to {2})").format(value, number(it.low), number(it.high)).strip()
    return value or it.note


def _rule(it: c.ScoringRule, agreement: Agreement) -> str:
    points = _tr("{0} points").format(("+" if it.points > 0 else "") + number(it.points))
    return _join(points, conditions_words(it.where, agreement))


def _threshold_for(it: c.Threshold, _: Agreement) -> str:
    grades = _tr("Grade {0}").format(", ".join(it.grades)) if it.grades else ""
    low = _tr("from {0}").format(number(it.score.from_)) if it.score.from_ is not None else ""
    high = _tr("below {0}").format(number(it.score.to)) if it.score.to is not None else ""
    score = " ".join(part for part in (low, high) if part)
    return _join(grades, _tr("score {0}").format(score) if score else "")


def _meeting(it: c.Meeting, _: Agreement) -> str:
    when = _tr("Every {0}").format(it.every)
    at = " ".join(part for part in (choice_word(it.weekday) if it.weekday else "", it.time) if part)
    return _join(when, at, _tr("{0} minutes").format(it.minutes))


def _calendar(it: Calendar, _: Agreement) -> str:
    days = [
        choice_word(name)[:3] for name, shifts in zip(c.WEEKDAYS, it.hours, strict=True) if shifts
    ]
    region = f"{it.holidays.country} {it.holidays.subdivision or ''}".strip() if it.holidays else ""
    holidays = _tr("holidays {0}").format(region) if region else ""
    return _join(it.timezone, " ".join(days), holidays)


def _campaign(it: c.Campaign, agreement: Agreement) -> str:
    budget = f"{number(it.budget)} {agreement.header.currency}" if it.budget is not None else ""
    return _join(it.channel, _days(it.start, it.end), budget.strip())


def _initiative(it: c.Initiative, _: Agreement) -> str:
    return it.note or _days(it.start, it.end)


def _objective(it: c.Objective, _: Agreement) -> str:
    return _join(target_words(it.target) if it.target else "", it.note)


def _attribution(it: c.Attribution, _: Agreement) -> str:
    sourced = _tr("sourced: {0}").format(it.sourced_is) if it.sourced_is else ""
    return _join(_capital(it.rule), sourced)


def _segment_name(key: str, agreement: Agreement) -> str:
    segment = agreement.segments.get(key)
    return c.display_name(segment) if segment else key


_SAYS: dict[str, Callable[[Any, Agreement], str]] = {
    "agreement": lambda it, _: _join(it.organisation, _days(it.period.start, it.period.end)),
    "attribution": _attribution,
    "person": lambda it, _: _join(it.title, it.email),
    "calendar": _calendar,
    "segment": lambda it, agreement: _capital(conditions_words(it.where, agreement)),
    "audience": lambda it, _: it.description or ", ".join(it.accounts),
    "side": lambda it, _: it.goals or it.process or it.challenges,
    "objective": _objective,
    "initiative": _initiative,
    "campaign": _campaign,
    "content": lambda it, _: _join(_tr("due {0}").format(day(it.due)) if it.due else "", it.note),
    "stake": lambda it, _: it.text,
    "term": lambda it, _: it.definition,
    "stage": lambda it, _: it.definition,
    "reason": lambda it, _: it.remedy,
    "assumption": _assumption,
    "rule": _rule,
    "threshold": lambda it, _: it.action,
    "meeting": _meeting,
    "commitment": commitment_words,
}
_FOR: dict[str, Callable[[Any, Agreement], str]] = {
    "person": lambda it, _: choice_word(it.role),
    "objective": lambda it, _: choice_word(it.horizon),
    "initiative": lambda it, _: _days(it.start, it.end),
    "campaign": lambda it, agreement: _join(
        _segment_name(it.segment, agreement), choice_word(it.phase) if it.phase else ""
    ),
    "content": lambda it, _: choice_word(it.phase) if it.phase else "",
    "stake": lambda it, _: choice_word(it.kind),
    "term": lambda it, _: ", ".join(it.synonyms),
    "stage": lambda it, _: _join(choice_word(it.kind), str(it.limit) if it.limit else ""),
    "reason": lambda it, _: choice_word(it.about),
    "assumption": lambda it, agreement: _segment_name(it.segment, agreement) or it.quantity,
    "rule": lambda it, _: choice_word(it.side),
    "threshold": _threshold_for,
    "meeting": lambda it, agreement: ", ".join(_people(it.attendees, agreement)),
    "commitment": applies_words,
}


def _people(keys: Iterable[str], agreement: Agreement) -> list[str]:
    people = agreement.of_kind("person")
    return [c.display_name(people[key]) if key in people else key for key in keys]


def says(kind: str, clause: c.Clause, agreement: Agreement) -> str:
    """What a clause says, in a few words."""
    return _SAYS[kind](clause, agreement)


def applies_to(kind: str, clause: c.Clause, agreement: Agreement) -> str:
    """For what a clause counts, in a few words; empty where its kind knows no such thing."""
    made = _FOR.get(kind)
    return made(clause, agreement) if made else ""


def name_of(kind: str, clause: c.Clause) -> str:
    """What a clause is called in a list."""
    if kind == "agreement":
        return cast(c.Header, clause).title or _tr("Header")
    if kind == "attribution":
        return _tr("Who gets credit")
    if kind == "side":
        return _tr("What {0} wants known").format(choice_word(cast(c.Side, clause).party))
    if kind == "stage":
        stage = cast(c.Stage, clause)
        if stage.abbreviation and stage.name:
            return f"{stage.name} ({stage.abbreviation})"
    return c.display_name(clause)
