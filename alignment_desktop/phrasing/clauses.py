"""What a clause of any kind says in a few words, for tables: “≥ 95 % within 4 business hours”."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, cast

from alignment_desktop.domain import clauses as c
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.assumptions import quantity_of
from alignment_desktop.domain.calendar import WEEKDAYS, Calendar
from alignment_desktop.domain.plan import Assumption, Campaign, Content
from alignment_desktop.domain.scoring import Grade, Scores, ScoringRule, Threshold
from alignment_desktop.phrasing.choices import choice_text, weekday_text
from alignment_desktop.phrasing.commitments import leads_text, promise_text
from alignment_desktop.phrasing.conditions import conditions_text, definition_text
from alignment_desktop.phrasing.days import day_text, days_text
from alignment_desktop.phrasing.durations import limit_text
from alignment_desktop.phrasing.field_values import any_clause_text, fields_text
from alignment_desktop.phrasing.fields import spoken
from alignment_desktop.phrasing.money import money_text, short_money_text
from alignment_desktop.phrasing.numbers import number_text, range_text, share_text
from alignment_desktop.phrasing.places import place_text
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.words.language import Language, capital

_SHARES = frozenset({"stage rate", "sourced share", "win rate", "acceptance rate"})
_MONEY = frozenset({"revenue target", "deal size", "budget"})
_TIMES = {"cycle days": "days", "hours": "hours", "minutes per attempt": "minutes"}


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def quantity_text(
    value: float | None, assumption: Assumption, agreement: Agreement, language: Language
) -> str:
    """A value of an assumption in the unit of its quantity: `90 %`, `€30,000`, `36 days`."""
    quantity = quantity_of(assumption)
    if value is None:
        return number_text(None, language)
    # A rate above 1 was written in percent, or is none: it is shown as it stands.
    if quantity in _SHARES and 0 <= value <= 1:
        return share_text(value, language)
    if quantity in _MONEY:
        return money_text(value, agreement.header.currency, language)
    if quantity in _TIMES:
        return language.counted(f"clauses.quantity-{_TIMES[quantity]}", value)
    return number_text(value, language)


def assumed_range(assumption: Assumption, agreement: Agreement, language: Language) -> str:
    """Between which values an assumption may lie; empty where that is not said."""
    low, high = (
        quantity_text(each, assumption, agreement, language) if each is not None else ""
        for each in (assumption.low, assumption.high)
    )
    if low and high:
        return range_text(low, high, language)
    if low:
        return language.clauses.assumed_least(low=low)
    return language.clauses.assumed_most(high=high) if high else ""


def _assumption(it: Assumption, agreement: Agreement, language: Language) -> str:
    between = assumed_range(it, agreement, language)
    if it.value is None:
        return between or it.note
    value = quantity_text(it.value, it, agreement, language)
    return language.clauses.assumed(value=value, range=between) if between else value


def points_text(points: float, language: Language) -> str:
    """Points with their sign: `+10`, `−5`."""
    return ("+" if points > 0 else "") + language.plain(points)


def _rule(it: ScoringRule, agreement: Agreement, language: Language) -> str:
    points = language.clauses.points(abs(it.points), number=points_text(it.points, language))
    return _join(points, conditions_text(it.where, agreement, language))


def scores_text(score: Scores, language: Language) -> str:
    """A run of scores: “from 65”, “below 40”; empty where it is not bounded."""
    low = language.plain(score.from_) if score.from_ is not None else ""
    high = language.plain(score.to) if score.to is not None else ""
    if low and high:
        return language.clauses.score_both(low=low, high=high)
    if low:
        return language.clauses.score_from(low=low)
    return language.clauses.score_below(high=high) if high else ""


def _threshold_for(it: Threshold, _: Agreement, language: Language) -> str:
    grades, scores = ", ".join(it.grades), scores_text(it.score, language)
    return _join(
        language.clauses.grade(names=grades) if grades else "",
        language.clauses.score(range=scores) if scores else "",
    )


def _meeting(it: c.Meeting, _: Agreement, language: Language) -> str:
    day = choice_text(it.weekday, language) if it.weekday else ""
    return _join(
        language.say(f"choices.every-{it.every}"),
        " ".join(part for part in (day, it.time) if part),
        language.clauses.minutes(it.minutes, number=language.plain(it.minutes)),
    )


def weekdays_text(hours: Sequence[object], language: Language) -> str:
    """The days of a week that have hours; three and more in a row as `Mon–Fri`.

    Args:
        hours: Those of seven days, Monday first; empty where a day has none.
        language: In whose words.
    """
    named = [
        (at, weekday_text(name, language))
        for at, (name, shifts) in enumerate(zip(WEEKDAYS, hours, strict=True))
        if shifts
    ]
    texts = []
    # In a row of days, the place in the week grows as the place in the list does.
    for _, row in groupby(enumerate(named), lambda each: each[1][0] - each[0]):
        days = [name for _, (_, name) in row]
        if len(days) > 2:
            days = [language.days.weekdays(first=days[0], last=days[-1])]
        texts += days
    return ", ".join(texts)


def _calendar(it: Calendar, _: Agreement, language: Language) -> str:
    days = weekdays_text(it.hours, language)
    holidays = ""
    if it.holidays is not None:
        holidays = language.clauses.holidays(place=place_text(it.holidays, language))
    return _join(it.timezone, days, holidays)


def _campaign(it: Campaign, agreement: Agreement, language: Language) -> str:
    budget = ""
    if it.budget is not None:
        budget = short_money_text(it.budget, agreement.header.currency, language)
    return _join(it.channel, days_text(it.start, it.end, language), budget)


def sourced_text(attribution: c.Attribution, agreement: Agreement, language: Language) -> str:
    """What “sourced” means, with the codes of fields put into words."""
    return spoken(attribution.sourced_is, agreement, language)


def _attribution(it: c.Attribution, agreement: Agreement, language: Language) -> str:
    text = sourced_text(it, agreement, language)
    sourced = language.clauses.sourced(text=text) if text else ""
    return _join(choice_text(it.rule, language), sourced)


def name_at(agreement: Agreement, kind: str, key: str) -> str:
    """What people call the clause of that key; the key itself where there is none."""
    clause = agreement.clauses.get((kind, key))
    return c.display_name(clause) if clause else key


def _due(it: Content, _: Agreement, language: Language) -> str:
    due = language.clauses.due(day=day_text(it.due, language)) if it.due else ""
    return _join(due, it.note)


def _grade(it: Grade, _: Agreement, language: Language) -> str:
    if it.from_ is None:
        return language.clauses.grade_rest()
    return language.clauses.grade_from(points=language.plain(it.from_))


def _example(it: c.Example, agreement: Agreement, language: Language) -> str:
    verdict = choice_text(it.verdict, language)
    about = any_clause_text(it.clause, agreement, language)
    return _join(language.clauses.example(verdict=verdict, clause=about), it.why)


def _fields(kind: str, clause: c.Clause, agreement: Agreement, language: Language) -> str:
    """What a clause says field by field, as its kind has no words of its own."""
    return _join(*fields_text(kind, clause, agreement, language, without=("key", "name")))


_SAYS: dict[str, Callable[[Any, Agreement, Language], str]] = {
    "agreement": lambda it, _, language: _join(
        it.organisation, days_text(it.period.start, it.period.end, language)
    ),
    "attribution": _attribution,
    "person": lambda it, _, __: _join(it.title, it.email),
    "calendar": _calendar,
    "segment": lambda it, agreement, language: capital(
        definition_text(it.where, it.any, agreement, language)
    ),
    "audience": lambda it, _, __: it.description or ", ".join(it.accounts),
    "side": lambda it, _, __: it.goals or it.process or it.challenges,
    "objective": lambda it, _, language: _join(
        target_text(it.target, language) if it.target else "", it.note
    ),
    "initiative": lambda it, _, language: it.note or days_text(it.start, it.end, language),
    "campaign": _campaign,
    "content": _due,
    "stake": lambda it, _, __: it.text,
    "term": lambda it, _, __: it.definition,
    "stage": lambda it, _, __: it.definition,
    "reason": lambda it, _, __: it.remedy,
    "assumption": _assumption,
    "rule": _rule,
    "threshold": lambda it, _, __: it.action,
    "grade": _grade,
    "example": _example,
    "meeting": _meeting,
    "commitment": promise_text,
}
_FOR: dict[str, Callable[[Any, Agreement, Language], str]] = {
    "person": lambda it, _, language: choice_text(it.role, language),
    "objective": lambda it, _, language: choice_text(it.horizon, language),
    "initiative": lambda it, _, language: days_text(it.start, it.end, language),
    "campaign": lambda it, agreement, language: _join(
        name_at(agreement, "segment", it.segment), choice_text(it.phase, language)
    ),
    "content": lambda it, _, language: choice_text(it.phase, language),
    "stake": lambda it, _, language: choice_text(it.kind, language),
    "term": lambda it, _, __: ", ".join(it.synonyms),
    "stage": lambda it, _, language: _join(
        choice_text(it.kind, language), limit_text(it.limit, language) if it.limit else ""
    ),
    "reason": lambda it, _, language: choice_text(it.about, language),
    "assumption": lambda it, agreement, _: name_at(agreement, "segment", it.segment) or it.quantity,
    "rule": lambda it, _, language: choice_text(it.side, language),
    "threshold": _threshold_for,
    "meeting": lambda it, agreement, _: ", ".join(
        name_at(agreement, "person", key) for key in it.attendees
    ),
    "commitment": leads_text,
}


def says(kind: str, clause: c.Clause, agreement: Agreement, language: Language) -> str:
    """What a clause says, in a few words."""
    made = _SAYS.get(kind)
    if made is None:
        return _fields(kind, clause, agreement, language)
    return made(clause, agreement, language)


def applies_to(kind: str, clause: c.Clause, agreement: Agreement, language: Language) -> str:
    """For what a clause counts, in a few words; empty where its kind knows no such thing."""
    made = _FOR.get(kind)
    return made(clause, agreement, language) if made else ""


def short_name(kind: str, clause: c.Clause, language: Language) -> str:
    """What a clause is called where its kind stands beside it; empty for a header without title."""
    if kind == c.HEADER:
        return cast(c.Header, clause).title
    return getattr(clause, "name", "") or name_of(kind, clause, language)


def name_of(kind: str, clause: c.Clause, language: Language) -> str:
    """What a clause is called in a list."""
    if kind == c.HEADER:
        return cast(c.Header, clause).title or language.clauses.header()
    if kind == c.ATTRIBUTION:
        return language.clauses.credit()
    if kind == "side":
        party = choice_text(cast(c.Side, clause).party, language)
        return language.clauses.side(party=party)
    if kind == "grade":
        return language.clauses.grade(names=clause.key.upper())
    if kind == "stage":
        stage = cast(c.Stage, clause)
        if stage.abbreviation and stage.name:
            return language.clauses.stage(name=stage.name, abbreviation=stage.abbreviation)
    return c.display_name(clause)
