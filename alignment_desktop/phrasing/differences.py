"""What differs between two wordings of a clause, in words: the field, and what it says."""

from __future__ import annotations

from collections.abc import Iterator

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import HEADER, KINDS
from alignment_desktop.domain.differences import ClauseChange
from alignment_desktop.domain.fields import Field, Holds
from alignment_desktop.phrasing import days
from alignment_desktop.phrasing.field_values import is_business, named_by_kind, value_text
from alignment_desktop.phrasing.labels import label_text
from alignment_desktop.words.language import Language

NOTHING: tuple[object, ...] = (None, "", [], {})
"""What a field that says nothing holds, as JSON values."""


def field_of(kind: str, name: str) -> Field | None:
    """The field of a kind of clause to which a field that differs belongs, as `targets.2026-10`."""
    label = (Field("label", required=True),) if kind == HEADER else ()
    known = {field.name: field for field in (*label, *KINDS[kind].fields)} if kind in KINDS else {}
    while name and name not in known:
        name = name.rpartition(".")[0]
    return known.get(name)


def field_name_text(kind: str, name: str, language: Language) -> str:
    """What a field that differs is called: “Targets, October 2026”."""
    field = field_of(kind, name)
    if field is None:
        return label_text(name, language, kind)
    called = label_text(field.name, language, kind)
    entry = _entry(field, name)
    if field.holds is Holds.TARGETS:
        entry = days.period_text(entry, language, year=True)
    elif field.holds is Holds.DATED_SHIFTS:
        entry = days.stated_text(entry, language)
    return f"{called}, {entry}" if entry else called


def stated_text(
    clause: str, name: str, value: object, agreement: Agreement, language: Language
) -> str:
    """What a field that differs says; empty where it says nothing.

    Args:
        clause: Its clause, as `kind.key`: what else the agreement says of that tells whether the
            times of a target are business time. The kind alone where nobody knows which it is.
        name: Its dotted name.
        value: What it says, as a JSON value of the agreement text.
        agreement: Whose clauses it may name.
        language: In whose words.
    """
    if value in NOTHING:
        return ""
    kind, _, key = clause.partition(".")
    field = field_of(kind, name) or Field(name)
    entry = _entry(field, name)
    business = is_business(agreement.clauses.get((kind, key)))
    entered = field.entry(entry) if entry else field
    return value_text(entered, value, agreement, language, business=business)


def change_lines(
    change: ClauseChange, before: Agreement, after: Agreement, language: Language
) -> Iterator[str]:
    """What became of a clause: its name, then a line for each field that differs.

    Args:
        change: What became of it.
        before: The agreement as it was.
        after: As it is.
        language: In whose words.
    """
    kind, _, key = change.clause.partition(".")
    states = (before, after) if change.change == "removed" else (after, before)
    clause = next(each.clauses[kind, key] for each in states if (kind, key) in each.clauses)
    code = f"changes.clause-{change.change}"
    yield language.say(code, clause=named_by_kind(kind, clause, language), name=change.clause)
    its = language.changes
    for each in change.fields:
        if each.field == "key" and change.change != "changed":
            continue
        field = field_name_text(kind, each.field, language)
        old, new = (
            _in_line(stated_text(change.clause, each.field, value, agreement, language), language)
            for value, agreement in ((each.old, before), (each.new, after))
        )
        if change.change == "changed":
            text = its.field_changed(field=field, old=old, new=new)
        else:
            text = its.field_new(field=field, new=new if change.change == "added" else old)
        yield its.clause_field(change=text)


def _in_line(text: str, language: Language) -> str:
    return " ".join(text.split()) or language.facts.nothing()


def _entry(field: Field, name: str) -> str:
    """The name of the entry, where a field holds many by name and `name` is one of them."""
    return name.removeprefix(field.name).removeprefix(".")
