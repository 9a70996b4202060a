"""What a clause's fields may hold: other clauses by name, events and fields of leads, periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Clause, clause_name, display_name
from alignment_desktop.domain.fields import Field, Holds
from alignment_desktop.domain.lead_fields import ENTERED, EVENTS
from alignment_desktop.domain.measures import MEASURES, Counted
from alignment_desktop.domain.periods import split
from alignment_desktop.gui.regional import currencies, time_zones
from alignment_desktop.gui.wording import user_language
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.field_values import named_by_kind
from alignment_desktop.phrasing.fields import field_text
from alignment_desktop.phrasing.places import countries, parts
from alignment_desktop.words.catalogue import languages
from alignment_desktop.words.language import capital

_LEAD_FIELDS = (
    "grade", "score", "stage", "segment", "region", "industry", "employees", "source", "campaign",
    "program", "owner", "account", "name", "email", "decision", "return_reason", "outcome",
    "lost_reason", "attempts", "amount", "revenue", "cost", "lead_id", "opportunity_id",
)  # fmt: skip
_CAMPAIGN_FIELDS = ("campaign.priority", "campaign.channel", "campaign.phase")
_AMOUNTS = ("lead_value", "amount", "revenue", "cost", "attempts", "score", "employees")
_TOTALS = (
    "spend", "impressions", "clicks", "leads", "mqls", "opportunities", "pipeline", "customers",
)  # fmt: skip
"""What the table of campaigns counts, beside amounts that leads have too."""
_LIMITS = (
    "1 business hour", "4 business hours", "1 business day", "2 business days",
    "5 business days", "10 business days", "7 days", "30 days",
)  # fmt: skip
_QUANTITIES = (
    "stage rate", "deal size", "cycle days", "reps", "hours", "minutes per attempt",
    "sourced share", "revenue target", "budget",
)  # fmt: skip


def _events(agreement: Agreement) -> list[str]:
    return [*EVENTS, *(f"{ENTERED}{key}" for key in agreement.stages)]


def _named(clauses: Mapping[str, Clause]) -> dict[str, str]:
    """Keys with names; behind a name that two clauses share stands the key."""
    times = Counter(display_name(clause).casefold() for clause in clauses.values())
    words = {}
    for key, clause in clauses.items():
        name = display_name(clause)
        # In a list of names a comma divides them.
        own = key if "," in name else name
        words[key] = f"{own} ({key})" if times[name.casefold()] > 1 and own != key else own
    return words


def _any_clause(agreement: Agreement) -> dict[str, str]:
    return {
        clause_name(kind, key): named_by_kind(kind, clause, user_language())
        for (kind, key), clause in agreement.in_order()
    }


def _periods(agreement: Agreement, every: str) -> dict[str, str]:
    header = agreement.header
    periods = split(
        every,
        header.period.start,
        header.period.end,
        fiscal_year_start=header.fiscal_year_start,
        label=agreement.label,
    )
    return {
        period.label: capital(period_text(period.label, user_language(), year=True))
        for period in periods
    }


def _same(codes: Iterable[str]) -> dict[str, str]:
    return {code: code for code in codes}


def _fields(names: Iterable[str], agreement: Agreement, form: str = "") -> dict[str, str]:
    """Fields as they stand in a box of their own: “First touch”; in a form, if one is named."""
    language = user_language()
    words = {name: field_text(name, agreement, language) for name in names}
    if form:
        words = {name: language.say(form, field=text) for name, text in words.items()}
    return {name: capital(text) for name, text in words.items()}


def suggestions(spec: Field, agreement: Agreement, values: Mapping[str, object]) -> dict[str, str]:
    """What a field may hold, each value with the words it is shown by.

    Args:
        spec: The field.
        agreement: The agreement that the clause is part of.
        values: What the clause's other fields hold: how often it counts, which country it names.
    """
    match spec.holds:
        case Holds.REFERENCE | Holds.REFERENCES | Holds.KEYS:
            return _named(agreement.of_kind(spec.refers_to))
        case Holds.CLAUSE:
            return _any_clause(agreement)
        case Holds.EVENT | Holds.EVENTS:
            return _fields(_events(agreement), agreement)
        case Holds.LIMIT:
            return _same(_LIMITS)
        case Holds.CONDITIONS | Holds.GROUPS | Holds.VALUES:
            # “Decision” is what was decided; on which day, is told apart.
            days = _fields(_events(agreement), agreement, "conditions.day-of")
            return _fields((*_LEAD_FIELDS, *_CAMPAIGN_FIELDS), agreement) | days
        case Holds.TARGETS:
            return _periods(agreement, str(values.get("every") or "period"))
    return _of_line(spec.name, agreement, values)


def _of_line(name: str, agreement: Agreement, values: Mapping[str, object]) -> dict[str, str]:
    match name:
        case "field" | "per":
            return _fields(_counted_fields(values), agreement)
        case "calendar_by.field":
            return _fields(_LEAD_FIELDS, agreement)
        case "quantity":
            return {code: capital(code) for code in _QUANTITIES}
        case "timezone":
            return _same(time_zones())
        case "currency":
            return _same(currencies())
        case "language":
            return {code: user_language().language_name(code) for code in sorted(languages())}
        case "holidays.country":
            return dict(sorted(countries(user_language()).items(), key=lambda each: each[1]))
        case "holidays.subdivision":
            found = parts(str(values.get("holidays.country") or ""), user_language())
            return dict(sorted(found.items(), key=lambda each: each[1]))
    return {}


def _counted_fields(values: Mapping[str, object]) -> tuple[str, ...]:
    """Fields that a commitment's measure can count: amounts, or whether any field is filled."""
    measure = MEASURES.get(str(values.get("measure") or ""))
    if measure is None:
        return _AMOUNTS
    counted = measure.over(str(values.get("table") or "")).counted
    totals = _TOTALS if counted is Counted.CAMPAIGNS else ()
    return (*totals, *_AMOUNTS, *(_LEAD_FIELDS if measure.is_share else ()))


SUGGESTED_LINES = frozenset(
    {
        "quantity", "timezone", "currency", "language", "holidays.country",
        "holidays.subdivision",
    }
)  # fmt: skip
"""Plain texts that have suggestions."""
