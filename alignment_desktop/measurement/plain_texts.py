"""Numbers and dates that texts tell by themselves, whatever file they come from."""

from __future__ import annotations

import polars as pl

from alignment_desktop.domain.lead_fields import NUMBER

_DAY = r"^\d{4}-\d{2}-\d{2}"
_LOCAL = _DAY + r"[T ]\d{2}:\d{2}"
_AWARE = _LOCAL + r":\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$"


def plain_number(value: pl.Expr) -> pl.Expr:
    """The number that a text is, 0.25 for `25%`; null where it is none."""
    text = value.str.strip_chars()
    digits = text.str.strip_suffix("%").str.strip_chars_end()
    is_number = digits.str.contains(f"^(?:{NUMBER.pattern})$")
    # Written as a power, it is divided by a hundred exactly.
    hundredth = pl.concat_str(digits, pl.lit("e-2"))
    digits = pl.when(text.str.ends_with("%")).then(hundredth).otherwise(digits)
    return pl.when(is_number).then(digits).cast(pl.Float64, strict=False)


def plain_moment(value: pl.Expr, zone: str) -> pl.Expr:
    """The instant that a text in ISO 8601 means, a day its first; null where it is none.

    Args:
        value: Texts.
        zone: In which a text without an offset is.
    """
    text = value.str.strip_chars().str.replace(" ", "T", literal=True)
    aware = (
        pl.when(text.str.contains(_AWARE))
        .then(text)
        .otherwise(None)
        .str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%#z", time_unit="us", strict=False)
    )
    full = (
        pl.when(text.str.contains(_DAY + "$"))
        .then(text + "T00:00:00")
        .when(text.str.contains(_LOCAL + "$"))
        .then(text + ":00")
        .when(text.str.contains(_LOCAL + r":\d{2}(?:\.\d+)?$"))
        .then(text)
        .otherwise(None)
    )
    local = full.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", time_unit="us", strict=False)
    zoned = local.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return pl.coalesce(aware, zoned.dt.convert_time_zone("UTC"))


def plain_day(value: pl.Expr, zone: str) -> pl.Expr:
    """The day that a text in ISO 8601 is, or the day of its instant in `zone`; else null."""
    text = value.str.strip_chars()
    whole = pl.when(text.str.contains(_DAY + "$")).then(text)
    local = plain_moment(value, zone).dt.convert_time_zone(zone).dt.date()
    return pl.coalesce(whole.str.to_date("%Y-%m-%d", strict=False), local)
