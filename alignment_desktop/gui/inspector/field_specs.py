"""The values of a clause's fields as a form shows and takes them."""

from __future__ import annotations

from functools import cache

from alignment_desktop.domain.agreement import json_table
from alignment_desktop.domain.clauses import HEADER, KINDS, Clause
from alignment_desktop.domain.clauses import write_clause as written
from alignment_desktop.domain.field_values import table_of_values, values_by_field
from alignment_desktop.domain.fields import Field
from alignment_desktop.domain.measures import CONDITION_KEYS, MEASURES, keys_of_measures


@cache
def field_specs(kind: str) -> tuple[Field, ...]:
    """The fields of a kind of clause in the order in which they are edited; the key comes last.

    The header's label is among them: it names the agreement, and is no content of it.
    """
    label = (Field("label", required=True),) if kind == HEADER else ()
    return (*label, *KINDS[kind].edited)


def flat(kind: str, table: dict[str, object]) -> dict[str, object]:
    """The value of every field of a kind by its dotted name; defaults where the table has none."""
    return values_by_field(field_specs(kind), table)


def nested(kind: str, values: dict[str, object]) -> dict[str, object]:
    """The table that `values` state; what is not given, or is at its default, is left out."""
    return table_of_values(field_specs(kind), values)


def values_of(kind: str, clause: Clause | None, label: str = "") -> dict[str, object]:
    """The fields of a clause as they are edited; of the header also the agreement's label."""
    table = json_table(written(clause)) if clause is not None else {}
    if kind == HEADER:
        table["label"] = label
    return flat(kind, table)


def shown_fields(kind: str, values: dict[str, object]) -> frozenset[str]:
    """The fields worth showing: of a commitment those that its measure uses, or that hold a value.

    What a measure uses over any of its tables is shown, so that it can be filled.
    """
    specs = field_specs(kind)
    if kind != "commitment":
        return frozenset(spec.name for spec in specs)
    measure = MEASURES.get(str(values.get("measure") or ""))
    tables = (measure, *measure.others) if measure else ()
    used = {key for each in tables for key in each.takes} or set(CONDITION_KEYS)
    unused = set(keys_of_measures()) - used
    return frozenset(
        spec.name
        for spec in specs
        if spec.key not in unused or values.get(spec.name) not in (None, spec.default)
    )


def singular(kind: str) -> bool:
    """Whether an agreement has one clause of the kind at most."""
    return not KINDS[kind].keyed
