"""A field of a clause as the cell of a spreadsheet: what it shows, and what is read from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.fields import Field, Holds
from alignment_desktop.domain.measures import MEASURES
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.targets import Target
from alignment_desktop.domain.typed_targets import TargetField
from alignment_desktop.gui.inspector.day_editors import stated_day
from alignment_desktop.gui.inspector.editors import (
    number_text,
    read_number,
    stated_target,
    written_target,
)
from alignment_desktop.gui.inspector.suggestions import SUGGESTED_LINES, suggestions
from alignment_desktop.gui.inspector.words import choice_word, months
from alignment_desktop.gui.pasting.tabbed_text import one_line
from alignment_desktop.gui.wording import user_language
from alignment_desktop.phrasing.field_values import value_text

Values = Mapping[str, object]
_NAMED = frozenset({Holds.REFERENCE, Holds.CLAUSE, Holds.EVENT, Holds.LEAD_FIELD})
_LISTS = frozenset({Holds.REFERENCES, Holds.EVENTS})
_PLAIN = frozenset({Holds.LINE, Holds.KEY, Holds.LIMIT, Holds.DAY})
_BETWEEN = re.compile(r"[,;\n]")


class CellReader:
    """Reads and writes cells of clauses of one agreement.

    Args:
        agreement: Whose clauses cells may name.
    """

    def __init__(self, agreement: Agreement) -> None:
        self._agreement = agreement
        self._codes: dict[tuple[str, str], dict[str, str]] = {}

    def text(self, spec: Field, value: object, values: Values) -> str:
        """What a cell shows of a field; empty where the field says nothing.

        Args:
            spec: The field.
            value: What it says, as texts write it.
            values: What the clause's other fields say.
        """
        if value is None or value in ("", [], {}):
            return ""
        own = _SHOWN.get(spec.holds)
        if own is not None:
            return own(value)
        words = self._words(spec, values) if _has_names(spec) else None
        if words is None:
            plain = spec.holds in _PLAIN
            return str(value) if plain else self._in_words(spec, value)
        if isinstance(value, list):
            return ", ".join(words.get(str(each), str(each)) for each in value)
        return words.get(str(value), str(value))

    def _in_words(self, spec: Field, value: object) -> str:
        return value_text(spec, value, self._agreement, user_language())

    def value(self, spec: Field, text: str, values: Values) -> object:
        """What a cell says of a field, as texts write it.

        Args:
            spec: The field.
            text: The cell; not empty.
            values: What the clause says so far.

        Raises:
            Problem: `unknown-word`, `not-from-a-cell`; else the rules of the clause refuse it.
        """
        own = _READ.get(spec.holds)
        if own is not None:
            return own(spec, text)
        if spec.holds is Holds.TARGET:
            return stated_target(one_line(text), _target_field(values))
        return self._named_value(spec, text, values)

    def _named_value(self, spec: Field, text: str, values: Values) -> object:
        if spec.holds in _LISTS:
            codes = self._named(spec, values)
            parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
            return list(dict.fromkeys(self._known(spec, codes, part) for part in parts))
        if spec.holds in _NAMED:
            return self._known(spec, self._named(spec, values), one_line(text))
        if spec.holds in _PLAIN or spec.name in SUGGESTED_LINES:
            plain = one_line(text)
            return self._named(spec, values).get(plain.casefold(), plain)
        raise Problem("not-from-a-cell", field=spec.name, value=text)

    def _known(self, spec: Field, codes: Mapping[str, str], text: str) -> str:
        found = codes.get(text.casefold())
        if found is None:
            raise Problem("unknown-word", field=spec.name, value=text, known="")
        return found

    def _words(self, spec: Field, values: Values) -> dict[str, str]:
        return suggestions(spec, self._agreement, values)

    def _named(self, spec: Field, values: Values) -> dict[str, str]:
        """Codes by the words for them, and by themselves, in small letters."""
        if not _has_names(spec):
            return {}
        # What other fields say is asked for by few, and few rows differ in that.
        place = (
            spec.name,
            f"{spec.refers_to} {values.get('measure')} {values.get('table')}"
            + str(values.get("holidays.country")),
        )
        if place not in self._codes:
            words = self._words(spec, values)
            own = {code.casefold(): code for code in words}
            self._codes[place] = {**own, **{name.casefold(): code for code, name in words.items()}}
        return self._codes[place]


def _has_names(spec: Field) -> bool:
    """Whether a field holds codes that are shown by other words."""
    return spec.holds in _NAMED | _LISTS or spec.name in SUGGESTED_LINES


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _shifts(text: str) -> list[str]:
    parts = text.replace("\N{EN DASH}", "-").split(",")
    return [part.strip() for part in parts if part.strip()]


def _flag(text: str) -> object:
    say = user_language().say
    return _code({say("numbers.yes"): True, say("numbers.no"): False}, text)


def _month(text: str) -> object:
    return _code({name: number for number, name in months().items()}, text)


def _choice(spec: Field, text: str) -> object:
    return _code({choice_word(code): code for code in spec.choices}, text)


def _code(words: Mapping[str, object], text: str) -> object:
    """A code by its word, or by itself; the text where it is neither, for the rules to refuse."""
    plain = one_line(text).casefold()
    by_word = {word.casefold(): code for word, code in words.items()}
    by_code = {str(code).casefold(): code for code in words.values()}
    return by_word.get(plain, by_code.get(plain, one_line(text)))


def _share(text: str) -> object:
    number = read_number(text.replace("%", ""))
    if not isinstance(number, int | float) or isinstance(number, bool):
        return text
    return number / 100 if "%" in text or number > 1 else number


def _target_text(value: object) -> str:
    try:
        return written_target(Target.parse(value))
    except Problem:
        return str(value)


def _target_field(values: Values) -> TargetField:
    """What a target is for, with the one that stands."""
    try:
        standing = Target.parse(values.get("target"))
    except Problem:
        standing = None
    measure = MEASURES.get(str(values.get("measure") or ""))
    if measure is None:
        return TargetField(standing)
    measure = measure.over(str(values.get("table") or ""))
    field = str(values.get("field") or "") if "field" in measure.takes else ""
    business = "business" in measure.takes and values.get("business") is True
    return TargetField(standing, measure, field, business)


_SHOWN: dict[Holds, Callable[[Any], str]] = {
    Holds.TARGET: _target_text,
    Holds.NUMBER: number_text,
    Holds.CHOICE: lambda code: choice_word(str(code)),
    Holds.MONTH: lambda number: months().get(number, str(number)),
    Holds.LINES: "\n".join,
    Holds.TEXT: str,
}
"""What a cell shows of a field by what that holds; of the others by its name."""
_READ: dict[Holds, Callable[[Field, str], object]] = {
    Holds.TEXT: lambda _spec, text: text,
    Holds.LINES: lambda _spec, text: _lines(text),
    Holds.NUMBER: lambda _spec, text: read_number(one_line(text)),
    Holds.SHARE: lambda _spec, text: _share(one_line(text)),
    Holds.DAY: lambda _spec, text: stated_day(one_line(text)),
    Holds.CHOICE: _choice,
    Holds.MONTH: lambda _spec, text: _month(text),
    Holds.FLAG: lambda _spec, text: _flag(text),
    Holds.SHIFTS: lambda _spec, text: _shifts(text),
}
"""What is read from a cell by what its field holds."""
