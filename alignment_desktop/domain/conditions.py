"""Conditions on leads, as clauses state them: field, op, value."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime

from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

Scalar = str | int | float | bool

OPS = (
    "is", "is not", "in", "not in", ">=", "<=", ">", "<", "between", "contains",
    "is blank", "is not blank",
)  # fmt: skip
LARGEST = 2**53
"""Past it a float no longer tells one whole number from the next."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)

_WITHOUT_VALUE = ("is blank", "is not blank")
_WITH_LIST = ("in", "not in", "between")


def readable(text: str) -> str:
    """`text` itself, where a page, a file and a database can hold it.

    Raises:
        Problem: `unreadable-text`, where it holds control characters.
    """
    if _CONTROL.search(text):
        raise Problem("unreadable-text", value=_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))
    return text


def exact(number: float) -> int | float:
    """`number`, whole numbers as int: 1000.0 and 1000 are one and must give one content hash.

    Raises:
        Problem: `not-a-number`, where it is not finite; `number-too-large`, past `LARGEST`.
    """
    # Not math.isfinite: it fails on whole numbers that no float can hold.
    if number != number or number in (math.inf, -math.inf):
        raise Problem("not-a-number", value=number)
    if abs(number) > LARGEST:
        raise Problem("number-too-large", value=number, high=LARGEST)
    return int(number) if float(number).is_integer() else number


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on one field of a lead.

    Attributes:
        field: A canonical field, a further column by its own name, or `campaign.<field>`.
        op: One of `OPS`.
        values: What the op compares with: none, one, two for `between`, any number for `in`.
    """

    field: str
    op: str
    values: tuple[Scalar, ...] = ()

    @classmethod
    def from_mapping(cls, mapping: object) -> Condition:
        """The condition that a table of the agreement text states.

        Raises:
            Problem: Naming what is wrong with it.
        """
        if not isinstance(mapping, Mapping):
            raise Problem("condition-not-a-table", value=mapping)
        for name in mapping:
            if name not in ("field", "op", "value"):
                raise Problem("unknown-field", field=str(name), known="field, op, value")
        field, op = mapping.get("field"), mapping.get("op")
        if not isinstance(field, str) or not field.strip():
            raise Problem("missing-field", field="field")
        if not isinstance(op, str) or op not in OPS:
            raise Problem("unknown-word", field="op", value=op, known=", ".join(OPS))
        return cls(readable(field).strip(), op, _values(op, mapping))

    def to_mapping(self) -> dict[str, object]:
        """The table that states this condition."""
        table: dict[str, object] = {"field": self.field, "op": self.op}
        if self.op in _WITH_LIST:
            table["value"] = list(self.values)
        elif self.values:
            table["value"] = self.values[0]
        return table


def _values(op: str, mapping: Mapping[str, object]) -> tuple[Scalar, ...]:
    if op in _WITHOUT_VALUE:
        if "value" in mapping:
            raise Problem("condition-value", op=op, needs="no value")
        return ()
    if op not in _WITH_LIST:
        return (_scalar(op, mapping.get("value")),)
    given = mapping.get("value")
    if not isinstance(given, list | tuple) or (op == "between" and len(given) != 2):
        needs = "two values in square brackets" if op == "between" else "a list of values"
        raise Problem("condition-value", op=op, needs=needs)
    return tuple(_scalar(op, value) for value in given)


def _scalar(op: str, value: object) -> Scalar:
    try:
        return read_scalar(value)
    except Problem as problem:
        if problem.code != "not-one-value":
            raise
        raise Problem("condition-value", op=op, needs="one text, number or date") from None


def read_scalar(value: object) -> Scalar:
    """The one text, number, flag or date that a text states.

    Raises:
        Problem: `not-one-value`, where it is a list or a table; else as `readable` and `exact`.
    """
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, date | datetime):
        # Kept as ISO text, as every store and every file can; the field's type says how to read it.
        return value.isoformat()
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return exact(value)
    raise Problem("not-one-value", value=value)


def folded(value: Scalar) -> str:
    """A value as conditions compare texts: trimmed, in lower case and in composed letters.

    Flags are `true` and `false`. What is imported has composed letters by itself.
    """
    return composed(str(value).lower())


def composed(text: str) -> str:
    """A text trimmed and in composed letters, as names and values of imported columns are."""
    return unicodedata.normalize("NFC", text.strip())


def states_date(value: Scalar) -> bool:
    """Whether a further column is compared with a date or a moment here, and read as such."""
    return isinstance(value, str) and _DATE.fullmatch(value.strip()) is not None
