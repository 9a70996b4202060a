"""The fields of a clause by their dotted names, as JSON values of the agreement text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from alignment_desktop.domain.agreement import json_table
from alignment_desktop.domain.clauses import KINDS, Clause, write_clause
from alignment_desktop.domain.fields import Field, stated


def values_stated(kind: str, clause: Clause) -> dict[str, object]:
    """What a clause says in each field that does not just say what it says when left out."""
    held = values_by_field(KINDS[kind].fields, json_table(write_clause(clause)))
    defaults = {field.name: field.default for field in KINDS[kind].fields}
    return {name: value for name, value in held.items() if value not in (None, defaults[name])}


def values_by_field(fields: tuple[Field, ...], table: Mapping[str, object]) -> dict[str, object]:
    """What a table says in each field; the default where it says nothing."""
    values: dict[str, object] = {}
    for field in fields:
        held: object = table
        for part in field.name.split("."):
            held = held.get(part) if isinstance(held, Mapping) else None
        value = stated(held)
        values[field.name] = field.default if value is None else value
    return values


def table_of_values(fields: tuple[Field, ...], values: Mapping[str, object]) -> dict[str, object]:
    """The table that `values` state; what is not given, or is at its default, is left out."""
    table: dict[str, object] = {}
    for field in fields:
        value = values.get(field.name)
        if value is None or (value == field.default and not field.required):
            continue
        *path, last = field.name.split(".")
        at = table
        for part in path:
            at = cast("dict[str, object]", at.setdefault(part, {}))
        at[last] = value
    return table
