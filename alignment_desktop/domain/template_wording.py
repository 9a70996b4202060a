"""Texts that a template only wrote as a place for one's own, and that stand there still."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import KINDS, clause_name
from alignment_desktop.domain.fields import value_of
from alignment_desktop.domain.findings import ERROR, Finding
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A text that a template marks as to be replaced.

    Attributes:
        kind: The kind of the clause in which it stands.
        field: The field that says it.
        text: What it says, without spaces around it.
    """

    kind: str
    field: str
    text: str


def unchanged_placeholders(
    agreement: Agreement, placeholders: Collection[Placeholder]
) -> Iterator[Finding]:
    """Clauses that still say what a template wrote in the place of their own words.

    A clause is found by its words and not by its key: a copy of one says as little.
    """
    marked = {(placeholder.kind, placeholder.field) for placeholder in placeholders}
    for kind, spec in KINDS.items():
        names = [field.name for field in spec.fields if (kind, field.name) in marked]
        for key, clause in agreement.of_kind(kind).items():
            said = {name: str(value_of(clause, name)).strip() for name in names}
            left = [name for name in names if Placeholder(kind, name, said[name]) in placeholders]
            if left:
                facts = {"fields": ", ".join(left)}
                yield Finding("template-wording", ERROR, (clause_name(kind, key),), facts)
