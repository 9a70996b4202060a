"""Conditions on leads in words: “Enterprise, with a campaign”, “accepted”, “grade A or B”."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.conditions import Condition, Scalar
from alignment_desktop.phrasing.days import stated_text
from alignment_desktop.phrasing.fields import (
    MONEY_FIELDS,
    event_form,
    field_text,
    is_event,
    is_known,
    with_article,
)
from alignment_desktop.phrasing.money import money_text
from alignment_desktop.phrasing.numbers import range_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE, Language

_NAMES = {
    "is": "is", "in": "is", "is not": "is-not", "not in": "is-not", ">=": "at-least",
    "<=": "at-most", ">": "more", "<": "less", "between": "between", "contains": "contains",
}  # fmt: skip
_SIGNS = {">=": "least", "<=": "most", ">": "over", "<": "under"}
_EXCLUDING = ("is not", "not in")
_FLAGS = {"true": "yes", "yes": "yes", "1": "yes", "false": "no", "no": "no", "0": "no"}
_DAYS = ("campaign.start", "campaign.end")
_FLAG_FIELDS = ("campaign.priority",)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words for a condition.

    Attributes:
        text: The words.
        kind: How they go with leads: `noun` (“grade A”: leads *with* it), `before` (“returned”:
            before leads, or after), `after` (“without a grade”: only after).
    """

    text: str
    kind: str = "noun"


def condition_text(condition: Condition, agreement: Agreement, language: Language) -> str:
    """One condition by itself: “grade A”, “≥ 1,000 employees”, “with a campaign”."""
    return _phrase(condition, agreement, language).text


def conditions_text(
    conditions: Iterable[Condition], agreement: Agreement, language: Language
) -> str:
    """Conditions that must all hold, as a list for tables."""
    return ", ".join(condition_text(each, agreement, language) for each in conditions)


def definition_text(
    where: Iterable[Condition],
    groups: Iterable[Iterable[Condition]],
    agreement: Agreement,
    language: Language,
) -> str:
    """Conditions that must all hold, then lists of which one must: “grade A, and EMEA or DACH”."""
    whole = conditions_text(where, agreement, language)
    either = language.either(conditions_text(group, agreement, language) for group in groups)
    if whole and either:
        return language.conditions.and_either(what=whole, either=either)
    return whole or either


def which_leads(conditions: Iterable[Condition], agreement: Agreement, language: Language) -> str:
    """For which leads something counts: “grade A”, “returned leads”, “with a campaign”."""
    parts = []
    for condition in conditions:
        phrase = _phrase(condition, agreement, language)
        if phrase.kind == "before":
            # What begins with a "not" does not stand before what it denies.
            after = condition.op in _EXCLUDING
            name = "conditions.after-leads" if after else "conditions.before-leads"
            parts.append(language.say(name, what=phrase.text))
        elif is_event(condition.field):
            parts.append(language.conditions.after_leads(what=phrase.text))
        else:
            parts.append(phrase.text)
    return ", ".join(parts)


def that_are(conditions: Iterable[Condition], agreement: Agreement, language: Language) -> str:
    """Conditions after leads or a share of them: “accepted”, “with grade A and won”."""
    parts = []
    for condition in conditions:
        phrase = _phrase(condition, agreement, language)
        noun = phrase.kind == "noun"
        parts.append(language.conditions.with_(what=phrase.text) if noun else phrase.text)
    return language.listed(parts)


def _phrase(condition: Condition, agreement: Agreement, language: Language) -> _Phrase:
    if condition.op in ("is blank", "is not blank"):
        return _blank(condition, agreement, language)
    own = _own_words(condition, language)
    if own is not None:
        return own
    values = [_value(value, condition, agreement, language) for value in condition.values]
    if is_event(condition.field) or condition.field in _DAYS:
        return _of_days(condition, values, agreement, language)
    either = language.either(values) or NONE
    if condition.op == "between":
        either = range_text(values[0], values[1], language)
    amount = f"fields.{condition.field}.amount"
    if language.has(amount) and condition.op not in (*_EXCLUDING, "contains"):
        if condition.op in _SIGNS:
            either = language.say(f"conditions.{_SIGNS[condition.op]}", value=either)
        return _Phrase(language.say(amount, number=either))
    field = field_text(condition.field, agreement, language)
    name = _NAMES[condition.op]
    if name == "is" and not is_known(condition.field, language):
        name = "is-further"
    return _Phrase(language.say(f"conditions.{name}", field=field, value=either))


def _blank(condition: Condition, agreement: Agreement, language: Language) -> _Phrase:
    known = condition.op == "is not blank"
    if is_event(condition.field):
        form = "done" if known else "undone"
        return _Phrase(event_form(condition.field, form, agreement, language), "after")
    one = with_article(condition.field, agreement, language)
    return _Phrase(
        language.say("conditions.known" if known else "conditions.blank", one=one), "after"
    )


def _own_words(condition: Condition, language: Language) -> _Phrase | None:
    """Words of their own that a field's values have: “accepted”; None where one has none."""
    if condition.op not in ("is", "in", *_EXCLUDING) or not condition.values:
        return None
    flag = condition.field in _FLAG_FIELDS
    names = [
        f"conditions.value.{condition.field}.{_code(value, flag=flag)}"
        for value in condition.values
    ]
    if not all(language.has(name) for name in names):
        return None
    text = language.either([language.say(name) for name in names])
    if condition.op in _EXCLUDING:
        text = language.conditions.not_(what=text)
    return _Phrase(text, "after" if flag else "before")


def _code(value: Scalar, *, flag: bool) -> str:
    code = str(value).strip().lower()
    return _FLAGS.get(code, code) if flag else code


def _of_days(
    condition: Condition, values: list[str], agreement: Agreement, language: Language
) -> _Phrase:
    day = language.either(values) or NONE
    if condition.op == "between":
        day = range_text(values[0], values[1], language)
    if is_event(condition.field):
        done = event_form(condition.field, "done", agreement, language)
        name = f"conditions.day-{_NAMES[condition.op]}"
        return _Phrase(language.say(name, done=done, day=day), "after")
    field = field_text(condition.field, agreement, language)
    return _Phrase(language.say(f"conditions.{_NAMES[condition.op]}", field=field, value=day))


def _value(value: Scalar, condition: Condition, agreement: Agreement, language: Language) -> str:
    field = condition.field
    if isinstance(value, bool):
        return language.say("numbers.yes" if value else "numbers.no")
    if isinstance(value, int | float):
        if field in MONEY_FIELDS:
            return money_text(value, agreement.header.currency, language)
        return language.plain(value)
    if (is_event(field) or field in _DAYS) and _is_day(value):
        return stated_text(value, language)
    if field == "stage":
        return _stage(value, agreement)
    return value.strip()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def _stage(value: str, agreement: Agreement) -> str:
    """A stage that is named by its key, by the name that people know."""
    stage = agreement.stages.get(value.strip())
    return (stage.abbreviation or stage.name or value) if stage else value.strip()
