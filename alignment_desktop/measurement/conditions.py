"""Conditions as expressions: which rows meet them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.conditions import Condition, Scalar, folded, states_date
from alignment_desktop.domain.lead_fields import NUMBER
from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import FieldType
from alignment_desktop.measurement.as_of import moment_literal
from alignment_desktop.measurement.fields import Field, Fields

_ORDER: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "is": operator.eq,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_NEVER = pl.lit(False)


def eligible(commitment: Commitment, agreement: Agreement, fields: Fields) -> pl.Expr:
    """Whether a row meets `where`, one of the lists of `any`, and the segment's conditions.

    For a `figure` the segment names a row and adds no conditions.

    Raises:
        Problem: `field-not-imported`; `no-such-segment`, where the segment is no clause.
    """
    met = holds_any(commitment.where, commitment.any, fields)
    if commitment.segment:
        segment = agreement.segments.get(commitment.segment)
        if segment is None:
            raise Problem("no-such-segment", segment=commitment.segment)
        met &= holds_any(segment.where, segment.any, fields)
    return met


def asked_conditions(commitment: Commitment, agreement: Agreement) -> list[Condition]:
    """Every condition that a commitment holds its leads against, those of its segment too."""
    segment = agreement.segments.get(commitment.segment)
    groups = [commitment.where, commitment.of, *commitment.any]
    if segment is not None:
        groups += [segment.where, *segment.any]
    return [each for group in groups for each in group]


def holds_any(
    where: Iterable[Condition], groups: Iterable[Iterable[Condition]], fields: Fields
) -> pl.Expr:
    """Whether a row meets all of `where`, and all of one of `groups` where there are any.

    Raises:
        Problem: `field-not-imported`.
    """
    met = holds(where, fields)
    either = [holds(conditions, fields) for conditions in groups]
    return met & pl.any_horizontal(either) if either else met


def holds(conditions: Iterable[Condition], fields: Fields) -> pl.Expr:
    """Whether a row meets all of `conditions`; never null.

    Raises:
        Problem: `field-not-imported`.
    """
    met = pl.lit(True)
    for condition in conditions:
        met &= _meets(condition, fields)
    return met


def _meets(condition: Condition, fields: Fields) -> pl.Expr:
    field = fields.compared(condition.field)
    match condition.op:
        case "is blank":
            return field.is_blank
        case "is not blank":
            return ~field.is_blank
        case "is not" | "not in":
            equal = _equals_any(field, condition.values, fields.zone)
            return ~equal & _can_be_compared(field, condition.values)
        case "in":
            return _equals_any(field, condition.values, fields.zone)
        case "between":
            low, high = condition.values
            return _compare(field, ">=", low, fields.zone) & _compare(
                field, "<=", high, fields.zone
            )
        case "contains":
            part = folded(condition.values[0])
            return field.folded.str.contains(part, literal=True).fill_null(False)
        case op:
            return _compare(field, op, condition.values[0], fields.zone)


def _equals_any(field: Field, values: Sequence[Scalar], zone: str) -> pl.Expr:
    plain = [value for value in values if _is_text(field, value)]
    others = [value for value in values if not _is_text(field, value)]
    met = [_compare(field, "is", value, zone) for value in others]
    if plain:
        # The texts are folded once for all of them.
        stated = [folded(value) for value in plain]
        met.append(
            field.is_text(stated) if all(stated) else field.folded.is_in(stated).fill_null(False)
        )
    return pl.any_horizontal(_NEVER, *met)


def _can_be_compared(field: Field, values: Sequence[Scalar]) -> pl.Expr:
    """Whether a row's cell is what a value takes it for; a blank one differs from any value.

    Only a further column asks for it: one compared with numbers alone fails where it is none.
    """
    if field.dated is None or not values:
        return pl.lit(True)
    ways = [_read_for(field, field.dated, value).is_not_null() for value in values]
    return field.is_blank | pl.any_horizontal(ways)


def _read_for(field: Field, dated: Field, value: Scalar) -> pl.Expr:
    """A further column as it is compared with a value; null where it cannot be."""
    if states_date(value):
        return dated.value
    return field.text if _is_text(field, value) else field.number


def _is_text(field: Field, value: Scalar) -> bool:
    """Whether a field is compared with a value as one text with another."""
    if field.local_day is not None or field.type is FieldType.NUMBER:
        return False
    stated = isinstance(value, bool) or not isinstance(value, int | float)
    return stated and not (field.dated is not None and states_date(value))


def _compare(field: Field, op: str, value: Scalar, zone: str) -> pl.Expr:
    """Whether `field op value`; false where the field is blank or the two cannot be compared."""
    if field.dated is not None and states_date(value):
        field = field.dated
    if field.local_day is not None:
        compared = _compare_moment(field, field.local_day, op, value, zone)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        compared = _ORDER[op](field.number, pl.lit(float(value)))
    elif field.type is FieldType.NUMBER:
        stated = folded(value)
        if NUMBER.fullmatch(stated) is None:
            return _NEVER
        compared = _ORDER[op](field.number, pl.lit(float(stated)))
    elif op == "is" and folded(value):
        return field.is_text((folded(value),))
    else:
        compared = _ORDER[op](field.folded, pl.lit(folded(value)))
    return compared.fill_null(False)


def _compare_moment(field: Field, local_day: pl.Expr, op: str, value: Scalar, zone: str) -> pl.Expr:
    """A date is compared with the local date, a moment with the instant."""
    stated = value.strip() if isinstance(value, str) else ""
    try:
        if len(stated) <= len("2027-01-04"):
            return _ORDER[op](local_day, pl.lit(date.fromisoformat(stated)))
        moment = datetime.fromisoformat(stated)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(zone))
        return _ORDER[op](field.value, moment_literal(moment.astimezone(UTC)))
    except (ValueError, OverflowError):
        return _NEVER
