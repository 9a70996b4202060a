"""What the fields of any clause say, in words, as JSON values of the agreement text state it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, cast

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import HEADER, KINDS, Clause, display_name
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition
from alignment_desktop.domain.field_values import values_stated
from alignment_desktop.domain.fields import Field, Holds
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.targets import Target
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.conditions import conditions_text
from alignment_desktop.phrasing.days import day_text, hours_of_day_text, period_text
from alignment_desktop.phrasing.durations import limit_text
from alignment_desktop.phrasing.fields import field_text
from alignment_desktop.phrasing.kinds import kind_text
from alignment_desktop.phrasing.labels import label_text
from alignment_desktop.phrasing.numbers import share_text
from alignment_desktop.phrasing.places import country_text
from alignment_desktop.phrasing.targets import target_text
from alignment_desktop.words.language import Language, capital


def value_text(
    field: Field,
    value: object,
    agreement: Agreement,
    language: Language,
    *,
    business: bool = False,
) -> str:
    """What a field says: “2 business days”, “Grade is A or B”, “Marie Lindner, Jonas Weber”.

    Args:
        field: The field.
        value: What it says, as a JSON value; not nothing.
        agreement: Whose clauses it may name.
        language: In whose words.
        business: Whether the times of its targets are business time.
    """
    if isinstance(value, bool):
        return language.say("numbers.yes" if value else "numbers.no")
    if field.holds is Holds.TARGET:
        return _target(str(value), language, business)
    if field.holds is Holds.TARGETS and isinstance(value, Mapping):
        return _by_name(
            {
                period_text(name, language): _target(each, language, business)
                for name, each in value.items()
            }
        )
    made = _TEXTS.get(field.holds)
    if made is not None:
        return made(field, value, agreement, language)
    return _plain(value, language)


def fields_text(
    kind: str,
    clause: Clause,
    agreement: Agreement,
    language: Language,
    *,
    without: Collection[str] = (),
) -> list[str]:
    """What a clause says field by field, each with its name: “Maximum stay: 2 business days”.

    Args:
        kind: The clause's kind.
        clause: The clause; fields that say what they say when left out are left out.
        agreement: Whose clauses it may name.
        language: In whose words.
        without: The names of fields that are not wanted.
    """
    held = values_stated(kind, clause)
    return [
        language.labels.with_value(
            label=label_text(field.name, language, kind),
            value=value_text(
                field, held[field.name], agreement, language, business=is_business(clause)
            ),
        )
        for field in KINDS[kind].fields
        if field.name in held and field.name not in without
    ]


def _plain(value: object, language: Language) -> str:
    if isinstance(value, bool):
        return language.say("numbers.yes" if value else "numbers.no")
    if isinstance(value, int | float):
        return language.plain(value)
    if isinstance(value, list):
        return ", ".join(_plain(each, language) for each in value)
    return str(value)


def reference_text(kind: str, key: str, agreement: Agreement) -> str:
    """What the clause of that kind and key is called; the key where there is none."""
    clause = agreement.clauses.get((kind, key))
    return display_name(clause) if clause is not None else key


def any_clause_text(name: str, agreement: Agreement, language: Language) -> str:
    """A clause of any kind, written `kind.key`: “Stage: Marketing Qualified Lead”."""
    kind, _, key = name.partition(".")
    clause = agreement.clauses.get((kind, key))
    if clause is None:
        return name
    return named_by_kind(kind, clause, language)


def named_by_kind(kind: str, clause: Clause, language: Language) -> str:
    """A clause with its kind before its name: “Stage: Marketing Qualified Lead”."""
    called = capital(kind_text(kind, language))
    name = display_name(clause)
    return f"{called}: {name}" if name and kind != HEADER else called


def _conditions(values: object, agreement: Agreement, language: Language) -> str:
    tables = cast("Sequence[object]", values)
    return conditions_text([Condition.from_mapping(each) for each in tables], agreement, language)


def _lead_field(name: str, agreement: Agreement, language: Language) -> str:
    return capital(field_text(name, agreement, language)) if name else ""


def _by_name(values: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {text}" for name, text in values.items())


def is_business(clause: Clause | None) -> bool:
    """Whether a clause is a promise whose targets are in business time."""
    return isinstance(clause, Commitment) and clause.business


def _target(value: str, language: Language, business: bool) -> str:
    return target_text(Target.parse(value), language, business=business)


_TEXTS: dict[Holds, Callable[[Field, Any, Agreement, Language], str]] = {
    Holds.CHOICE: lambda _, word, __, language: choice_text(word, language),
    Holds.SHARE: lambda _, share, __, language: share_text(share, language),
    Holds.MONTH: lambda _, month, __, language: capital(language.month(int(month))),
    Holds.DAY: lambda _, day, __, language: day_text(date.fromisoformat(day), language),
    Holds.DAYS: lambda _, days, __, language: ", ".join(
        day_text(date.fromisoformat(day), language) for day in days
    ),
    Holds.LIMIT: lambda _, limit, __, language: limit_text(Limit.parse(limit), language),
    Holds.REFERENCE: lambda field, key, agreement, _: reference_text(
        field.refers_to, key, agreement
    ),
    Holds.REFERENCES: lambda field, keys, agreement, _: ", ".join(
        reference_text(field.refers_to, key, agreement) for key in keys
    ),
    Holds.KEYS: lambda field, keys, agreement, _: _by_name(
        {name: reference_text(field.refers_to, key, agreement) for name, key in keys.items()}
    ),
    Holds.CLAUSE: lambda _, name, agreement, language: any_clause_text(name, agreement, language),
    Holds.EVENT: lambda _, event, agreement, language: _lead_field(event, agreement, language),
    Holds.EVENTS: lambda _, events, agreement, language: ", ".join(
        _lead_field(event, agreement, language) for event in events
    ),
    Holds.LEAD_FIELD: lambda _, name, agreement, language: _lead_field(name, agreement, language),
    Holds.CONDITIONS: lambda _, conditions, agreement, language: _conditions(
        conditions, agreement, language
    ),
    Holds.GROUPS: lambda _, groups, agreement, language: "; ".join(
        _conditions(group, agreement, language) for group in groups
    ),
    Holds.VALUES: lambda _, values, agreement, language: _by_name(
        {
            _lead_field(name, agreement, language): _plain(value, language)
            for name, value in values.items()
        }
    ),
    Holds.COUNTRY: lambda _, code, __, language: country_text(code, language),
    Holds.SHIFTS: lambda _, shifts, __, language: hours_of_day_text(shifts, language),
    Holds.DATED_SHIFTS: lambda _, dated, __, language: _by_name(
        {
            day_text(date.fromisoformat(day), language): hours_of_day_text(shifts, language)
            for day, shifts in dated.items()
        }
    ),
    Holds.PAUSES: lambda _, pauses, __, ___: "; ".join(" – ".join(pause) for pause in pauses),
}
"""How a value is put into words, by what its field holds; all others stand as they are."""
