"""An agreement that says something of its own in every field of every kind of clause."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import KINDS, Clause, read_clause
from alignment_desktop.domain.fields import Field, Holds
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import day_text
from alignment_desktop.words.language import language

ENGLISH = language("en")
_KEY = "marked"
# What only some texts and numbers fit, with the words by which a reader knows it.
_FITTING: dict[str, tuple[object, str]] = {
    "agreement.period.start": (date(2026, 10, 1), "1 October"),
    "agreement.period.end": (date(2026, 12, 31), "31 December 2026"),
    "agreement.currency": ("CHF", "CHF"),
    "agreement.language": ("sv", "Language sv"),
    "calendar.timezone": ("Asia/Kolkata", "Asia/Kolkata"),
    "calendar.holidays.subdivision": ("BE", "Berlin"),
    "meeting.time": ("09:47", "09:47"),
    "meeting.minutes": (1_437, "1437"),
    "rule.decay.percent": (37, "37"),
    "rule.decay.days": (41_237, "41,237"),
    "commitment.measure": ("within", "clock starts"),
    "commitment.target": (">= 91.5 %", "91.5"),
    "commitment.targets": ({"2026-11": ">= 92.25 %"}, "November 92.25"),
    "commitment.every": ("month", "every month"),
    "commitment.times": (937, "937"),
    "commitment.at_risk": (0.5, "at risk 45.75"),
    "commitment.limit": ("871 business hours", "871 business hours"),
    "commitment.business": (True, "open hours"),
    "stage.kind": ("detour", "Detours"),
    "campaign.priority": (True, "Priority"),
}


def _day(number: int) -> date:
    return date(2030 + number, 3, 5)


def _condition(mark: str) -> dict[str, object]:
    return {"field": mark, "op": "is", "value": f"Value{mark}"}


# What a field holds, and the words by which a reader knows it; of a mark and its number.
_MARKED: dict[Holds, Callable[[str, int], tuple[Any, str]]] = {
    Holds.LINE: lambda mark, _: (mark, mark),
    Holds.TEXT: lambda mark, _: (mark, mark),
    Holds.LEAD_FIELD: lambda mark, _: (mark, mark),
    Holds.LINES: lambda mark, _: ([mark], mark),
    Holds.NUMBER: lambda _, number: (10_000 + number, f"{10_000 + number:,}"),
    Holds.TARGET: lambda _, number: (f">= {10_000 + number}", f"{10_000 + number:,}"),
    Holds.MONTH: lambda _, __: (7, "July"),
    Holds.DAY: lambda _, number: (_day(number), day_text(_day(number), ENGLISH)),
    Holds.DAYS: lambda _, number: ([_day(number)], day_text(_day(number), ENGLISH)),
    Holds.LIMIT: lambda _, number: (f"{200 + number} days", f"{200 + number} days"),
    Holds.CONDITIONS: lambda mark, _: ([_condition(mark)], f"{mark} Value{mark}"),
    Holds.GROUPS: lambda mark, _: ([[_condition(mark)]], f"{mark} Value{mark}"),
    Holds.VALUES: lambda mark, _: ({mark: f"Value{mark}"}, f"{mark} Value{mark}"),
    Holds.SHIFTS: lambda _, number: ([f"09:{number % 60:02}-17:00"], f"09:{number % 60:02}"),
    Holds.DATED_SHIFTS: lambda _, number: (
        {_day(number).isoformat(): ["11:00-12:00"]},
        day_text(_day(number), ENGLISH),
    ),
    Holds.PAUSES: lambda mark, _: ([[f"Begin{mark}", f"End{mark}"]], f"Begin{mark} End{mark}"),
    Holds.COUNTRY: lambda _, __: ("DE", "Germany"),
}
# The same of fields that name clauses. No clause has that key: its own name would stand elsewhere.
_NAMING: dict[Holds, Callable[[str, str], tuple[Any, str]]] = {
    Holds.REFERENCE: lambda mark, key: (key, mark),
    Holds.REFERENCES: lambda mark, key: ([key], mark),
    Holds.KEYS: lambda mark, key: ({f"For{mark}": key}, f"For{mark} {mark}"),
    Holds.CLAUSE: lambda mark, key: (f"stage.{key}", mark),
    Holds.EVENT: lambda mark, key: (f"entered.{key}", mark),
    Holds.EVENTS: lambda mark, key: ([f"entered.{key}"], mark),
}


class Markers:
    """Clauses of every kind, each of whose fields says what no other says.

    Attributes:
        clauses: By kind and key.
        words: By `kind.field`, the words by which a reader knows what the field says.
    """

    def __init__(self) -> None:
        self.clauses: dict[tuple[str, str], Clause] = {}
        self.words: dict[str, str] = {}
        self._count = 0
        for kind, spec in KINDS.items():
            table: dict[str, Any] = {"key": _KEY} if spec.keyed else {}
            for field in spec.fields:
                if field.holds is not Holds.KEY:
                    value, words = self._marked(kind, field)
                    self.words[f"{kind}.{field.name}"] = words
                    _put(table, field.name, value)
            self.clauses[kind, table.get("key", "")] = read_clause(kind, table)

    @property
    def agreement(self) -> Agreement:
        """The agreement of them all."""
        return Agreement("Q4", self.clauses)

    def _marked(self, kind: str, field: Field) -> tuple[Any, str]:
        fitting = _FITTING.get(f"{kind}.{field.name}")
        if fitting is not None:
            return fitting
        self._count += 1
        mark = f"Mark{self._count}x"
        if field.holds is Holds.CHOICE:
            word = [each for each in field.choices if each != field.default][-1]
            return word, choice_text(word, ENGLISH)
        if field.holds in _NAMING:
            value, words = _NAMING[field.holds](mark, mark.lower())
            return value, words
        return _MARKED[field.holds](mark, self._count)


def _put(table: dict[str, Any], name: str, value: object) -> None:
    *path, last = name.split(".")
    for part in path:
        table = table.setdefault(part, {})
    table[last] = value


def said(words: str, text: str) -> bool:
    """Whether a text has all of these words, wherever it breaks its lines."""
    return _words(words) <= _words(text)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+(?:[:,]\w+|\.\d+)*", text.casefold()))
