"""Which fields a clause has and how each is edited, out of the domain's own rules."""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from alignment_desktop.domain import fields as f
from alignment_desktop.domain.agreement import json_table
from alignment_desktop.domain.clauses import ATTRIBUTION, HEADER, KINDS, WEEKDAYS, Clause
from alignment_desktop.domain.clauses import write_clause as written
from alignment_desktop.domain.commitments import EVENT
from alignment_desktop.domain.measures import CONDITION_KEYS, MEASURES, keys_of_measures
from alignment_desktop.domain.problems import Problem


class Editing(StrEnum):
    """How a field is edited."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    FLAG = "flag"
    NUMBER = "number"
    DAY = "day"
    LIMIT = "limit"
    LINES = "lines"
    REFERENCE = "reference"
    REFERENCES = "references"
    EVENT = "event"
    CONDITIONS = "conditions"
    GROUPS = "groups"
    PAIRS = "pairs"
    SHIFTS = "shifts"
    DATED_SHIFTS = "dated shifts"
    DAYS = "days"
    MONTH = "month"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field as it is edited.

    Attributes:
        name: Its dotted name, as problems give it: `target`, `expected.leads`.
        editing: How it is edited.
        choices: The words of a choice.
        refers_to: The kind whose keys it holds; empty: clauses of any kind, as `kind.key`.
        default: What it holds where a table leaves it out, as tables write it.
        required: Whether a clause cannot do without it.
    """

    name: str
    editing: Editing
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    default: object = None
    required: bool = False


_LONG = frozenset(
    {
        "definition", "description", "note", "goals", "process", "challenges", "text", "remedy",
        "if_missed", "sourced_is", "action",
    }
)  # fmt: skip
_REFERS = {
    "owner": "person",
    "attendees": "person",
    "segment": "segment",
    "next": "stage",
    "calendar": "calendar",
    "handover_stage": "stage",
}
# Numbers and texts that people know in another form.
_BY_NAME = {"fiscal_year_start": Editing.MONTH, "at_risk": Editing.SHARE}
_BY_RULE: tuple[tuple[f.Rule, Editing], ...] = (
    (f.FLAG, Editing.FLAG),
    (f.NUMBER, Editing.NUMBER),
    (f.DAY, Editing.DAY),
    (f.LIMIT, Editing.LIMIT),
    (f.TEXTS, Editing.LINES),
    (f.REFERENCE, Editing.REFERENCE),
    (f.REFERENCES, Editing.REFERENCES),
    (f.CONDITIONS, Editing.CONDITIONS),
    (f.CONDITION_LISTS, Editing.GROUPS),
    (EVENT, Editing.EVENT),
)


class _Nothing:
    """No value that any rule takes."""


def _complaint(rule: f.Rule) -> Problem | None:
    """What a rule says of a value that is none; it tells what would have been one."""
    try:
        rule.read(_Nothing())
    except Problem as problem:
        return problem
    return None


def _editing(name: str, rule: f.Rule) -> tuple[Editing, tuple[str, ...]]:
    if name in _BY_NAME:
        return _BY_NAME[name], ()
    for known, editing in _BY_RULE:
        if rule is known:
            return editing, ()
    complaint = _complaint(rule)
    if complaint is None:
        return Editing.LINE, ()
    if complaint.code == "unknown-word":
        return Editing.CHOICE, tuple(str(complaint.facts["known"]).split(", "))
    if complaint.code == "not-a-number":
        return Editing.NUMBER, ()
    if complaint.code == "not-a-clause-name":
        return Editing.REFERENCE, ()
    if complaint.code == "not-a-table":
        return Editing.PAIRS, ()
    return (Editing.TEXT if name in _LONG else Editing.LINE), ()


def _nested(hint: Any) -> type[Any] | None:
    """The dataclass of ruled fields that a field holds, if it holds one."""
    for found in (hint, *typing.get_args(hint)):
        if isinstance(found, type) and dataclasses.is_dataclass(found):
            specs = dataclasses.fields(found)
            if all("rule" in spec.metadata for spec in specs):
                return found
    return None


def _specs_of(cls: type[Any], prefix: str = "") -> list[FieldSpec]:
    hints = typing.get_type_hints(cls)
    specs: list[FieldSpec] = []
    for field in dataclasses.fields(cls):
        plain = field.name.rstrip("_")
        inner = _nested(hints[field.name])
        if inner is not None:
            specs += _specs_of(inner, f"{plain}.")
            continue
        rule: f.Rule = field.metadata["rule"]
        editing, choices = _editing(plain, rule)
        missing = field.default is dataclasses.MISSING
        specs.append(
            FieldSpec(
                prefix + plain,
                editing,
                choices,
                _REFERS.get(plain, ""),
                None if missing else settled(field.default),
                required=missing,
            )
        )
    return specs


def _calendar_specs() -> list[FieldSpec]:
    return [
        FieldSpec("key", Editing.LINE, required=True),
        FieldSpec("name", Editing.LINE),
        FieldSpec("timezone", Editing.LINE, required=True),
        *(FieldSpec(f"hours.{day}", Editing.SHIFTS) for day in WEEKDAYS),
        FieldSpec("holidays.country", Editing.LINE),
        FieldSpec("holidays.subdivision", Editing.LINE),
        FieldSpec("closed", Editing.DAYS),
        FieldSpec("closed_cuts", Editing.CHOICE, ("start", "clip"), default="start"),
        FieldSpec("open", Editing.DATED_SHIFTS),
        FieldSpec("breaks", Editing.DATED_SHIFTS),
    ]


@cache
def field_specs(kind: str) -> tuple[FieldSpec, ...]:
    """The fields of a kind of clause in the order in which they are edited; the key comes last.

    The header's label is among them: it names the agreement, and is no content of it.
    """
    specs = _calendar_specs() if kind == "calendar" else _specs_of(KINDS[kind].cls)
    key = [FieldSpec("key", Editing.LINE, required=True)] if KINDS[kind].keyed else []
    specs = [spec for spec in specs if spec.name != "key"]
    if kind == HEADER:
        specs.insert(0, FieldSpec("label", Editing.LINE, required=True))
    if kind == "commitment":
        specs.sort(key=_commitment_rank)
    return (*specs, *key)


_COMMITMENT_ORDER = (
    "name", "party", "measure", "figure", "target", "limit", "times", "activity", "field", "per",
    "from", "to", "business", "of", "settle", "table", "segment", "where", "every", "if_missed",
    "note", "at_risk", "targets", "any",
)  # fmt: skip


def _commitment_rank(spec: FieldSpec) -> int:
    return _COMMITMENT_ORDER.index(spec.name)


def settled(value: object) -> object:
    """A value as tables write it; nothing, in whatever shape, is None."""
    if value is None or value == "" or (isinstance(value, list | tuple | dict) and not value):
        return None
    return value if isinstance(value, bool | int | float | str | list | dict) else None


def flat(kind: str, table: dict[str, object]) -> dict[str, object]:
    """The value of every field of a kind by its dotted name; defaults where the table has none."""
    values: dict[str, object] = {}
    for spec in field_specs(kind):
        held: object = table
        for part in spec.name.split("."):
            held = held.get(part) if isinstance(held, dict) else None
        value = settled(held)
        values[spec.name] = spec.default if value is None else value
    return values


def nested(kind: str, values: dict[str, object]) -> dict[str, object]:
    """The table that `values` state; what is not given, or is at its default, is left out."""
    table: dict[str, object] = {}
    for spec in field_specs(kind):
        value = values.get(spec.name)
        if value is None or (value == spec.default and not spec.required):
            continue
        *path, last = spec.name.split(".")
        at = table
        for part in path:
            at = typing.cast("dict[str, object]", at.setdefault(part, {}))
        at[last] = value
    return table


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
    names = frozenset(spec.name for spec in specs)
    if kind != "commitment":
        return names
    measure = MEASURES.get(str(values.get("measure") or ""))
    tables = (measure, *measure.others) if measure else ()
    used = {key for each in tables for key in each.takes} or set(CONDITION_KEYS)
    holding = {spec.name for spec in specs if values.get(spec.name) not in (None, spec.default)}
    return names - (set(keys_of_measures()) - used - holding)


def singular(kind: str) -> bool:
    """Whether an agreement has one clause of the kind at most."""
    return kind in (HEADER, ATTRIBUTION)
