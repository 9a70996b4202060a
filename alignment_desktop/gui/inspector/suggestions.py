"""What a clause's fields may hold: other clauses by name, events and fields of leads, periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Clause, clause_name, display_name
from alignment_desktop.domain.periods import split
from alignment_desktop.gui.inspector.field_specs import Editing, FieldSpec
from alignment_desktop.gui.inspector.words import kind_word
from alignment_desktop.gui.wording import user_language
from alignment_desktop.phrasing.fields import ENTERED, EVENTS, field_text

_LEAD_FIELDS = (
    "grade", "score", "stage", "segment", "region", "industry", "employees", "source", "campaign",
    "program", "owner", "account", "decision", "return_reason", "outcome", "lost_reason",
    "attempts", "amount", "revenue", "cost", "campaign.priority", "campaign.channel",
    "campaign.phase",
)  # fmt: skip
_AMOUNTS = ("lead_value", "amount", "revenue", "cost", "spend", "attempts", "score", "employees")
_LIMITS = (
    "1 business hour", "4 business hours", "1 business day", "2 business days",
    "5 business days", "10 business days", "7 days", "30 days",
)  # fmt: skip
_QUANTITIES = (
    "stage rate", "deal size", "cycle days", "reps", "hours", "minutes per attempt",
    "sourced share", "revenue target",
)  # fmt: skip


def _events(agreement: Agreement) -> dict[str, str]:
    events = [*EVENTS, *(f"{ENTERED}{key}" for key in agreement.stages)]
    return {event: field_text(event, agreement, user_language()) for event in events}


def _named(clauses: Mapping[str, Clause]) -> dict[str, str]:
    """Keys with names; a name that two clauses share is told apart by the key."""
    times = Counter(display_name(clause).casefold() for clause in clauses.values())
    words = {}
    for key, clause in clauses.items():
        name = display_name(clause)
        unclear = times[name.casefold()] > 1 or "," in name
        words[key] = key if unclear else name
    return words


def _any_clause(agreement: Agreement) -> dict[str, str]:
    return {
        clause_name(kind, key): f"{kind_word(kind)}: {display_name(clause) or kind_word(kind)}"
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
    return {period.label: period.label for period in periods}


def _same(codes: tuple[str, ...]) -> dict[str, str]:
    return {code: code for code in codes}


def suggestions(spec: FieldSpec, agreement: Agreement, every: object) -> dict[str, str]:
    """What a field may hold, each value with the words it is shown by.

    Args:
        spec: The field.
        agreement: The agreement that the clause is part of.
        every: How often a commitment counts; it decides how its periods are called.
    """
    match spec.editing:
        case Editing.REFERENCE | Editing.REFERENCES:
            if spec.refers_to:
                return _named(agreement.of_kind(spec.refers_to))
            return _any_clause(agreement)
        case Editing.EVENT:
            return _events(agreement)
        case Editing.LIMIT:
            return _same(_LIMITS)
        case Editing.CONDITIONS | Editing.GROUPS:
            entered = tuple(f"{ENTERED}{key}" for key in agreement.stages)
            return _same((*_LEAD_FIELDS, *entered))
        case Editing.PAIRS:
            return _periods(agreement, str(every or "period"))
    if spec.name in ("field", "per"):
        return _same(_AMOUNTS)
    return _same(_QUANTITIES) if spec.name == "quantity" else {}


SUGGESTED_LINES = frozenset({"field", "per", "quantity"})
"""Plain texts that have suggestions."""
