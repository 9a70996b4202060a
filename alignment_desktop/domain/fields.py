"""How the fields of a clause are read from a table and written back: one rule per kind of value."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Self, TypeVar

from alignment_desktop.domain.conditions import Condition, exact, readable
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target

PARTIES = ("sales", "marketing")
"""Who consents."""
OWNERS = (*PARTIES, "shared")
"""Who may own a thing."""
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RULE = "rule"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Rule:
    """Reads one field's value, and writes it back as text, numbers, dates, lists and tables."""

    read: Callable[[object], Any]
    write: Callable[[Any], object] = lambda value: value


def of(rule: Rule, default: Any = dataclasses.MISSING) -> Any:
    """A dataclass field read and written by `rule`; without a default it must be given."""
    return dataclasses.field(default=default, metadata={_RULE: rule})


def read_fields(cls: type[_T], mapping: Mapping[str, object]) -> _T:
    """An instance of the dataclass `cls` from a table.

    Raises:
        Problem: With `field`, the dotted name of the field that is wrong.
    """
    rules = {
        f.name.rstrip("_"): f
        for f in dataclasses.fields(cls)  # type: ignore[arg-type]
    }
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
    for spec in dataclasses.fields(value):
        content = getattr(value, spec.name)
        if content != spec.default:
            table[spec.name.rstrip("_")] = spec.metadata[_RULE].write(content)
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
REFERENCE = Rule(_key)
FLAG = Rule(_flag)
NUMBER = Rule(_number)
DAY = Rule(_day)
CLOCK_TIME = Rule(_clock_time)
LIMIT = Rule(Limit.parse, str)
TARGET = Rule(Target.parse, str)
TEXTS = Rule(lambda value: _each(_text, value), list)
REFERENCES = Rule(lambda value: _each(_key, value), list)
CONDITIONS = Rule(_conditions, _write_conditions)
CONDITION_LISTS = Rule(
    lambda value: _each(_conditions, value),
    lambda value: [_write_conditions(item) for item in value],
)


def choice(*words: str) -> Rule:
    """One of a few words."""

    def read(value: object) -> str:
        if value not in words:
            raise Problem("unknown-word", value=value, known=", ".join(words))
        return str(value)

    return Rule(read)


OWNER = choice(*OWNERS)


def number_between(low: float, high: float, *, whole: bool = False) -> Rule:
    """A number from `low` to `high`, both included."""

    def read(value: object) -> int | float:
        number = _number(value)
        if not low <= number <= high or (whole and not isinstance(number, int)):
            raise Problem("number-out-of-range", value=value, low=low, high=high)
        return number

    return Rule(read)


def table_of(cls: type[Any]) -> Rule:
    """A table that is itself a dataclass of ruled fields."""
    return Rule(lambda value: read_fields(cls, _table(value)), write_fields)


def pairs_of(read_key: Callable[[str], str], rule: Rule) -> Rule:
    """A table of like values by name, kept as sorted pairs so that it can be hashed."""

    def read(value: object) -> tuple[tuple[str, Any], ...]:
        pairs = []
        for name, item in _table(value).items():
            try:
                pairs.append((read_key(name), rule.read(item)))
            except Problem as problem:
                raise problem.with_facts(field=name) from None
        return tuple(sorted(pairs))

    return Rule(read, lambda pairs: {name: rule.write(item) for name, item in pairs})
