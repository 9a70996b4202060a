"""Stored values, looked at as they are read: SQLite gives back whatever somebody put there.

A column that is declared a whole number can hold a text, and a text can be any JSON. Whatever this
program cannot have written is `workspace-corrupt`, without facts: whoever reads adds the workspace.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import lru_cache
from math import isfinite
from typing import Any

from alignment_desktop.domain.problems import Problem

_DEEPEST = 64
"""Levels of lists and objects within each other; an agreement in the log has a dozen."""
_LARGEST = 2**31
"""Whole numbers lie below; PostgreSQL's columns end there."""
_NO_BRACKETS = bytes(each for each in range(256) if each not in b"[]{}")
_YEARS = range(2, 9999)
"""Beyond, a moment cannot be told in every zone."""


def whole_number(value: object) -> int:
    """A stored whole number.

    Raises:
        Problem: `workspace-corrupt`, as everything here.
    """
    if type(value) is not int or not -_LARGEST <= value < _LARGEST:
        raise Problem("workspace-corrupt")
    return value


def true_or_false(value: object) -> bool:
    """A stored yes or no, which SQLite keeps as a number."""
    if value not in (0, 1) or not isinstance(value, int):
        raise Problem("workspace-corrupt")
    return bool(value)


def plain_text(value: object) -> str:
    """A stored text."""
    if not isinstance(value, str):
        raise Problem("workspace-corrupt")
    return value


@lru_cache(maxsize=1_000)
def moment_of(value: object) -> datetime:
    """A stored moment, aware. What one change did carries the same one thousands of times."""
    try:
        moment = datetime.fromisoformat(plain_text(value))
    except ValueError as error:
        raise Problem("workspace-corrupt") from error
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise Problem("workspace-corrupt")
    return moment


def day_of(value: object) -> date:
    """A stored day."""
    try:
        return date.fromisoformat(plain_text(value))
    except ValueError as error:
        raise Problem("workspace-corrupt") from error


def json_of(value: object, kind: type[dict[str, Any]] | type[list[Any]]) -> Any:
    """A stored JSON object or list, of bounded depth, with finite numbers.

    Args:
        value: The text.
        kind: What has to be outermost.
    """
    text = plain_text(value)
    try:
        read = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise Problem("workspace-corrupt") from error
    if type(read) is not kind or (_may_be_deep(text) and _is_deep(read)):
        raise Problem("workspace-corrupt")
    return read


def json_text(value: Any) -> str:
    """A JSON value as it is stored.

    Raises:
        TypeError: Something in it is no JSON value.
        ValueError: A number in it is not finite.
    """
    return _ENCODER.encode(value)


def moment_text(moment: datetime) -> str:
    """An aware moment as it is stored and hashed.

    Raises:
        ValueError: The moment has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a stored moment needs a zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _number(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError("no number of JSON")
    return number


_DECODER = json.JSONDecoder(parse_float=_number, parse_constant=_number)
_ENCODER = json.JSONEncoder(separators=(",", ":"), allow_nan=False)
"""Both made once: thousands of clauses are read at a time."""


def _may_be_deep(text: str) -> bool:
    """Whether the brackets lie within each other too deep; brackets inside texts count as well."""
    if text.count("[") + text.count("{") <= _DEEPEST:
        return False
    brackets = text.encode("utf-8", "surrogatepass").translate(None, delete=_NO_BRACKETS)
    for _ in range(_DEEPEST):
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return bool(brackets)


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            item
            for each in level
            for item in (each.values() if type(each) is dict else each)
            if type(item) is dict or type(item) is list
        ]
        if not level:
            return False
    return True
