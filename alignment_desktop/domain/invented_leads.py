"""Leads that somebody makes up to test a definition: what they say, and which conditions they meet.

Conditions mean here what they mean to `measurement.conditions`, which judges imported leads by the
million; here one lead is judged by hand, without columns.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from alignment_desktop.domain import fields as f
from alignment_desktop.domain.conditions import (
    Condition,
    Scalar,
    composed,
    folded,
    readable,
    states_date,
)
from alignment_desktop.domain.lead_fields import (
    CAMPAIGN,
    CAMPAIGN_CLAUSE_FIELDS,
    DERIVED_LEAD_FIELDS,
    NUMBER,
    FieldType,
    lead_field_type,
)
from alignment_desktop.domain.plan import Campaign
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "is": operator.eq,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_DATE = len("2027-01-04")
_EXPONENT = re.compile(r"e([+-])0*(\d+)$")


def _type_of(name: str) -> FieldType | None:
    return lead_field_type(name) or DERIVED_LEAD_FIELDS.get(name)


def _read_values(value: object) -> tuple[tuple[str, Scalar], ...]:
    pairs: tuple[tuple[str, Scalar], ...] = _VALUES.read(value)
    for name, given in pairs:
        match _type_of(name):
            case FieldType.NUMBER if _as_number(given) is None:
                raise Problem("not-a-number", field=name, value=given)
            case FieldType.MOMENT if not _is_moment(given):
                raise Problem("not-a-date", field=name, value=given)
    return pairs


def _read_name(name: str) -> str:
    if not name.strip():
        raise Problem("missing-field", field="")
    return readable(name).strip()


_VALUES = f.pairs_of(_read_name, f.SCALAR, f.Holds.VALUES)
LEAD_VALUES = f.Rule(_read_values, _VALUES.write, f.Holds.VALUES)
"""What a lead says, by the names of its fields; numbers and moments are checked."""


def _as_number(given: Scalar) -> float | None:
    if isinstance(given, bool):
        return None
    if isinstance(given, int | float):
        return float(given)
    return float(given) if NUMBER.fullmatch(given.strip()) else None


def _is_moment(given: Scalar) -> bool:
    if not isinstance(given, str):
        return False
    try:
        datetime.fromisoformat(given.strip())
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Held:
    """What a field holds, with every way to look at it; all None where it is blank.

    A further column is a text, read as a date where it is compared with one.
    """

    type: FieldType = FieldType.TEXT
    text: str | None = None
    number: float | None = None
    day: date | None = None
    instant: datetime | None = None
    further: bool = False


class InventedLead:
    """A lead that says something in some fields, and nothing in all others.

    Args:
        values: What it says, by the names of its fields.
        campaigns: The campaign clauses by what leads may call them, in lower case.
        zone: The IANA name of the zone in which moments without one are, and have their date.
    """

    def __init__(
        self, values: Mapping[str, Scalar], campaigns: Mapping[str, Campaign], zone: str
    ) -> None:
        self._values = values
        self._campaigns = campaigns
        self._zone = ZoneInfo(zone)

    def meets(self, where: Iterable[Condition], groups: Iterable[Iterable[Condition]] = ()) -> bool:
        """Whether it meets all of `where`, and all of one of `groups` where there are any."""
        lists = [list(group) for group in groups]
        either = not lists or any(self._meets_all(each) for each in lists)
        return either and self._meets_all(where)

    def has_grade(self, grades: Iterable[str]) -> bool:
        """Whether its grade is one of these."""
        return self._meets(Condition("grade", "in", tuple(grades)))

    def scores_between(self, low: float | None, high: float | None) -> bool:
        """Whether its score is `low` or more, and less than `high`."""
        bounds = {">=": low, "<": high}
        return self._meets_all(
            Condition("score", op, (bound,)) for op, bound in bounds.items() if bound is not None
        )

    def number(self, name: str) -> float | None:
        """The number in a field; None where it is blank, or holds none."""
        return self._field(name).number

    def moment(self, name: str) -> datetime | None:
        """The moment in a field; None where it is blank, or states none."""
        held = self._field(name)
        if held.further and held.text is not None and _is_moment(held.text):
            held = self._moment(FieldType.MOMENT, held.text)
        return held.instant

    def _meets_all(self, conditions: Iterable[Condition]) -> bool:
        return all(self._meets(condition) for condition in conditions)

    def _meets(self, condition: Condition) -> bool:
        held = self._field(condition.field)
        values = condition.values
        match condition.op:
            case "is blank":
                return held.text is None
            case "is not blank":
                return held.text is not None
            case "is not" | "not in":
                equal = any(self._compare(held, "is", value) for value in values)
                return not equal and _can_be_compared(held, values)
            case "in":
                return any(self._compare(held, "is", value) for value in values)
            case "between":
                low, high = values
                return self._compare(held, ">=", low) and self._compare(held, "<=", high)
            case "contains":
                return held.text is not None and folded(values[0]) in folded(held.text)
            case op:
                return self._compare(held, op, values[0])

    def _compare(self, held: _Held, op: str, value: Scalar) -> bool:
        if held.text is None:
            return False
        if held.further and states_date(value):
            return _is_dated(held.text) and self._compare(
                self._moment(FieldType.MOMENT, held.text), op, value
            )
        if held.day is not None and held.instant is not None:
            return self._compare_moment(held.day, held.instant, op, value)
        compare = _ORDER[op]
        if isinstance(value, bool | str) and held.type is not FieldType.NUMBER:
            return compare(folded(held.text), folded(value))
        wanted = _as_number(value)
        return held.number is not None and wanted is not None and compare(held.number, wanted)

    def _compare_moment(self, day: date, instant: datetime, op: str, value: Scalar) -> bool:
        """A date is compared with the local date, a moment with the instant."""
        stated = value.strip() if isinstance(value, str) else ""
        try:
            if len(stated) <= _DATE:
                return _ORDER[op](day, date.fromisoformat(stated))
            return _ORDER[op](instant, self._instant(datetime.fromisoformat(stated)))
        except (ValueError, OverflowError):
            return False

    def _instant(self, moment: datetime) -> datetime:
        local = moment if moment.tzinfo is not None else moment.replace(tzinfo=self._zone)
        return local.astimezone(UTC)

    def _field(self, name: str) -> _Held:
        name = composed(name)
        kind = _type_of(name)
        if kind is not None:
            return self._held(kind, self._values.get(name))
        if name.startswith(CAMPAIGN) and name.removeprefix(CAMPAIGN) in CAMPAIGN_CLAUSE_FIELDS:
            field = name.removeprefix(CAMPAIGN)
            called = folded(self._values.get("campaign", ""))
            campaign = self._campaigns.get(called)
            value = getattr(campaign, field) if campaign is not None else None
            return self._held(CAMPAIGN_CLAUSE_FIELDS[field], value)
        return replace(self._held(FieldType.TEXT, self._further(name)), further=True)

    def _further(self, name: str) -> Scalar | None:
        """What a further column says: the one of that very name, else the only one like it."""
        if name in self._values:
            return self._values[name]
        alike = [value for each, value in self._values.items() if each.lower() == name.lower()]
        return alike[0] if len(alike) == 1 else None

    def _held(self, kind: FieldType, value: object) -> _Held:
        if value is None:
            return _Held()
        if kind in (FieldType.MOMENT, FieldType.DAY):
            return self._moment(kind, value)
        if isinstance(value, bool):
            return _Held(kind, str(value).lower())
        if isinstance(value, int | float):
            return _Held(kind, _shortest(value), float(value))
        text = str(value).strip()
        if kind is FieldType.NUMBER:
            number = float(text)
            return _Held(kind, _shortest(number), number)
        return _Held(kind, text, _number_of(text)) if text else _Held()

    def _moment(self, kind: FieldType, value: object) -> _Held:
        stated = value.isoformat() if isinstance(value, date) else str(value).strip()
        if len(stated) <= _DATE:
            day = date.fromisoformat(stated)
            instant = self._instant(datetime.combine(day, time()))
        else:
            instant = self._instant(datetime.fromisoformat(stated))
            day = instant.astimezone(self._zone).date()
        return _Held(kind, day.isoformat(), None, day, instant)


def _is_dated(text: str) -> bool:
    return states_date(text) and _is_moment(text)


def _can_be_compared(held: _Held, values: Sequence[Scalar]) -> bool:
    """Whether a further column's cell is what a value takes it for; a blank differs from any."""
    if held.text is None or not held.further or not values:
        return True
    dates = any(states_date(value) for value in values) and _is_dated(held.text)
    numbers = any(_states_number(value) for value in values) and held.number is not None
    return dates or numbers or any(_states_text(value) for value in values)


def _states_number(value: Scalar) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _states_text(value: Scalar) -> bool:
    return not _states_number(value) and not states_date(value)


def _number_of(text: str) -> float | None:
    """The number that a text is, 0.25 for `25%`."""
    digits = text.removesuffix("%").rstrip()
    if NUMBER.fullmatch(digits) is None:
        return None
    if not text.endswith("%"):
        return float(digits)
    # Written as a power, it is divided by a hundred exactly.
    return None if "e" in digits.lower() else float(f"{digits}e-2")


def _shortest(number: float) -> str:
    """A number at its shortest, as tables of leads write it."""
    text = repr(float(number)).removesuffix(".0")
    return _EXPONENT.sub(lambda match: f"e{match[1].replace('+', '')}{match[2]}", text)
