"""How the fields of a clause are read from a table and written back: one rule per kind of value."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Self, TypeVar

from alignment_desktop.domain.conditions import Condition, exact, read_scalar, readable
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from alignment_desktop.values import dataclass

PARTIES = ("sales", "marketing")
"""Who consents."""
OWNERS = (*PARTIES, "shared")
"""Who may own a thing."""
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RULE = "rule"
_T = TypeVar("_T")


class Holds(StrEnum):
    """What a field holds: whoever edits it, shows it or follows its references goes by this."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    CHOICE = "choice"
    FLAG = "flag"
    NUMBER = "number"
    SHARE = "share"
    MONTH = "month"
    DAY = "day"
    DAYS = "days"
    LIMIT = "limit"
    TARGET = "target"
    TARGETS = "targets by period"
    KEY = "key"
    REFERENCE = "reference"
    REFERENCES = "references"
    CLAUSE = "clause of any kind"
    EVENT = "event"
    EVENTS = "events"
    LEAD_FIELD = "field of leads"
    CONDITIONS = "conditions"
    GROUPS = "groups of conditions"
    VALUES = "values by field"
    COUNTRY = "country"
    SHIFTS = "shifts"
    DATED_SHIFTS = "dated shifts"
    PAUSES = "pairs of activity kinds"
    KEYS = "references by value"


@dataclass(frozen=True, slots=True)
class Rule:
    """Reads one field's value, and writes it back as text, numbers, dates, lists and tables.

    Attributes:
        read: Gives the value that a text states; raises a `Problem` where it states none.
        write: Gives what a text states of the value.
        holds: What the field holds.
        choices: The words of a choice.
        refers_to: The kind whose keys it holds.
        table: The dataclass of a table with fields of its own.
    """

    read: Callable[[object], Any]
    write: Callable[[Any], object] = lambda value: value
    holds: Holds = Holds.LINE
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    table: type[Any] | None = None


def of(rule: Rule, default: Any = dataclasses.MISSING) -> Any:
    """A dataclass field read and written by `rule`; without a default it must be given."""
    return dataclasses.field(default=default, metadata={_RULE: rule})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of clause, as texts and problems name it.

    Attributes:
        name: Dotted: `target`, `expected.leads`.
        holds: What that is.
        choices: The words of a choice.
        refers_to: The kind whose keys it holds.
        default: What it says where a text leaves it out, as texts write it; None: nothing.
        required: Whether a clause cannot do without it.
    """

    name: str
    holds: Holds = Holds.LINE
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    default: object = None
    required: bool = False

    @property
    def key(self) -> str:
        """The key of the clause's table that it stands under: `expected` of `expected.leads`."""
        return self.name.partition(".")[0]

    def entry(self, name: str) -> Field:
        """One entry of a field that holds many by name, as a field: `targets.2026-10`."""
        holds = _OF_ENTRIES.get(self.holds, Holds.LINE)
        return dataclasses.replace(self, name=f"{self.name}.{name}", holds=holds)


_OF_ENTRIES = {
    Holds.TARGETS: Holds.TARGET,
    Holds.DATED_SHIFTS: Holds.SHIFTS,
    Holds.KEYS: Holds.REFERENCE,
}


def fields_of(cls: type[Any]) -> Iterator[Field]:
    """The fields of a dataclass of ruled fields in order; a table gives way to its own fields."""
    for spec in dataclasses.fields(cls):
        rule: Rule = spec.metadata[_RULE]
        name = spec.name.rstrip("_")
        missing = spec.default is dataclasses.MISSING
        if rule.table is None:
            default = None if missing else stated(spec.default)
            yield Field(name, rule.holds, rule.choices, rule.refers_to, default, missing)
            continue
        for field in fields_of(rule.table):
            # A table that may be left out has no field that a clause cannot do without.
            required = missing and field.required
            yield dataclasses.replace(field, name=f"{name}.{field.name}", required=required)


def value_of(clause: Any, name: str) -> Any:
    """What a field of a clause holds, by its dotted name; None in a table that there is not."""
    held = clause
    for part in name.split("."):
        if held is not None:
            held = getattr(held, part if hasattr(held, part) else f"{part}_")
    return held


def stated(value: object) -> object:
    """A value as texts write it; nothing, in whatever shape, is None."""
    if value is None or value == "" or (isinstance(value, list | tuple | dict) and not value):
        return None
    return value if isinstance(value, bool | int | float | str | list | dict) else None


_SPECS: dict[type[Any], dict[str, dataclasses.Field[Any]]] = {}


def _specs(cls: type[Any]) -> dict[str, dataclasses.Field[Any]]:
    """The fields of a dataclass by the names that texts give them.

    Remembered: thousands of clauses are read and written at a time, of some twenty classes.
    """
    found = _SPECS.get(cls)
    if found is None:
        found = {spec.name.rstrip("_"): spec for spec in dataclasses.fields(cls)}
        _SPECS[cls] = found
    return found


def read_fields(cls: type[_T], mapping: Mapping[str, object]) -> _T:
    """An instance of the dataclass `cls` from a table.

    Raises:
        Problem: With `field`, the dotted name of the field that is wrong.
    """
    rules = _specs(cls)
    for name in mapping:
        if name not in rules:
            raise Problem("unknown-field", field=name, known=", ".join(rules))
    values: dict[str, Any] = {}
    for name, spec in rules.items():
        if name in mapping:
            try:
                values[spec.name] = spec.metadata[_RULE].read(mapping[name])
            except Problem as problem:
                inner = problem.facts.get("field")
                raise problem.with_facts(field=f"{name}.{inner}" if inner else name) from None
        elif spec.default is dataclasses.MISSING:
            raise Problem("missing-field", field=name)
    return cls(**values)


def write_fields(value: Any) -> dict[str, object]:
    """The table that states `value`; fields at their default are left out."""
    table: dict[str, object] = {}
    for name, spec in _specs(type(value)).items():
        content = getattr(value, spec.name)
        if content != spec.default:
            table[name] = spec.metadata[_RULE].write(content)
    return table


class Ruled:
    """A value whose fields carry their own rules."""

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> Self:
        """The value that a table states.

        Raises:
            Problem: With `field`, the field that is wrong or missing.
        """
        return read_fields(cls, mapping)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Problem("not-text", value=value)
    return readable(value)


def _key(value: object) -> str:
    if not isinstance(value, str) or KEY.fullmatch(value) is None:
        raise Problem("bad-key", value=value)
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Problem("not-true-or-false", value=value)
    return value


def _number(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Problem("not-a-number", value=value)
    return exact(value)


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise Problem("not-a-date", value=value) from None


def _clock_time(value: object) -> str:
    try:
        if isinstance(value, time):
            return value.strftime("%H:%M")
        return time.fromisoformat(_text(value)).strftime("%H:%M")
    except ValueError:
        raise Problem("not-a-time", value=value) from None


def _items(value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        raise Problem("not-a-list", value=value)
    return list(value)


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise Problem("not-a-table", value=value)
    return value


def _each(read: Callable[[object], _T], value: object) -> tuple[_T, ...]:
    """Every item of a list; a wrong one is named by its place, counted from 1."""
    items = []
    for place, item in enumerate(_items(value), start=1):
        try:
            items.append(read(item))
        except Problem as problem:
            inner = problem.facts.get("field")
            field = f"{place}.{inner}" if inner else str(place)
            raise problem.with_facts(field=field) from None
    return tuple(items)


def _conditions(value: object) -> tuple[Condition, ...]:
    return _each(Condition.from_mapping, value)


def _write_conditions(value: tuple[Condition, ...]) -> list[object]:
    return [condition.to_mapping() for condition in value]


TEXT = Rule(_text)
LONG_TEXT = Rule(_text, holds=Holds.TEXT)
"""A text of several sentences."""
OWN_KEY = Rule(_key, holds=Holds.KEY)
FLAG = Rule(_flag, holds=Holds.FLAG)
NUMBER = Rule(_number, holds=Holds.NUMBER)
DAY = Rule(_day, holds=Holds.DAY)
CLOCK_TIME = Rule(_clock_time)
LIMIT = Rule(Limit.parse, str, Holds.LIMIT)
TARGET = Rule(Target.parse, str, Holds.TARGET)
TEXTS = Rule(lambda value: _each(_text, value), list, Holds.LINES)
LEAD_FIELD = Rule(_text, holds=Holds.LEAD_FIELD)
"""The name of a field of leads."""
CONDITIONS = Rule(_conditions, _write_conditions, Holds.CONDITIONS)
SCALAR = Rule(read_scalar)
"""One text, number, flag or date."""
CONDITION_LISTS = Rule(
    lambda value: _each(_conditions, value),
    lambda value: [_write_conditions(item) for item in value],
    Holds.GROUPS,
)


def reference(kind: str) -> Rule:
    """The key of a clause of a kind."""
    return Rule(_key, holds=Holds.REFERENCE, refers_to=kind)


def references(kind: str) -> Rule:
    """Keys of clauses of a kind."""
    return Rule(lambda value: _each(_key, value), list, Holds.REFERENCES, refers_to=kind)


def choice(*words: str) -> Rule:
    """One of a few words."""

    def read(value: object) -> str:
        if value not in words:
            raise Problem("unknown-word", value=value, known=", ".join(words))
        return str(value)

    return Rule(read, holds=Holds.CHOICE, choices=words)


OWNER = choice(*OWNERS)


def number_between(
    low: float, high: float, *, whole: bool = False, holds: Holds = Holds.NUMBER
) -> Rule:
    """A number from `low` to `high`, both included."""

    def read(value: object) -> int | float:
        number = _number(value)
        if not low <= number <= high or (whole and not isinstance(number, int)):
            raise Problem("number-out-of-range", value=value, low=low, high=high)
        return number

    return Rule(read, holds=holds)


def table_of(cls: type[Any]) -> Rule:
    """A table that is itself a dataclass of ruled fields."""
    return Rule(lambda value: read_fields(cls, _table(value)), write_fields, table=cls)


def list_of(rule: Rule, holds: Holds) -> Rule:
    """A list of like values."""
    return Rule(
        lambda value: _each(rule.read, value),
        lambda items: [rule.write(item) for item in items],
        holds,
        refers_to=rule.refers_to,
    )


def pairs_of(read_key: Callable[[str], str], rule: Rule, holds: Holds) -> Rule:
    """A table of like values by name, kept as sorted pairs so that it can be hashed."""

    def read(value: object) -> tuple[tuple[str, Any], ...]:
        pairs = []
        for name, item in _table(value).items():
            try:
                pairs.append((read_key(name), rule.read(item)))
            except Problem as problem:
                raise problem.with_facts(field=name) from None
        return tuple(sorted(pairs))

    def write(pairs: tuple[tuple[str, Any], ...]) -> dict[str, object]:
        return {name: rule.write(item) for name, item in pairs}

    return Rule(read, write, holds, refers_to=rule.refers_to)
