"""Dates and moments as ISO 8601 writes them, a whole column at once, and the instants they mean."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from alignment_desktop.importing.dates import FIRST_YEAR, LAST_YEAR

_WALL_CLOCK = pl.Datetime("us")
_SHAPES = {
    10: ("", "%Y-%m-%d"),
    16: ("[T ][0-9]{2}:[0-9]{2}", "%Y-%m-%d %H:%M"),
    17: ("[T ][0-9]{2}:[0-9]{2}Z", "%Y-%m-%d %H:%M"),
    19: ("[T ][0-9]{2}:[0-9]{2}:[0-5][0-9]", "%Y-%m-%d %H:%M:%S"),
    20: ("[T ][0-9]{2}:[0-9]{2}:[0-5][0-9]Z", "%Y-%m-%d %H:%M:%S"),
}
"""By their length in bytes what stands behind the day, and the format. The library alone is not
strict enough: it takes a space for a digit, and a sixtieth second."""
_FIRST = datetime(FIRST_YEAR, 1, 1)  # noqa: DTZ001 - wall-clock moments
_ZONES_AGREE = datetime(1970, 1, 2)  # noqa: DTZ001 - as above
_ZONES_END = datetime(2100, 1, 1)  # noqa: DTZ001 - as above
_DAY = 86_400_000_000
"""Microseconds."""
_BEYOND = datetime(LAST_YEAR + 1, 1, 1)  # noqa: DTZ001 - as above


def wall_clock(texts: pl.Series) -> pl.DataFrame:
    """Dates and moments that are written year first, as nearly all programs write them.

    Returns:
        Per text `local`, the wall-clock moment (null where it is written otherwise, is impossible
        or in no year that is plausible); `dated`, whether no time of day is written; and `utc`,
        whether the clock is that of UTC.
    """
    length = texts.str.len_bytes()
    local = pl.Series([None], dtype=_WALL_CLOCK).new_from_index(0, len(texts))
    for size in length.unique().drop_nulls():
        if size in _SHAPES:
            found = _of_length(texts.set(length != size, None), int(size))
            local = found if local.null_count() == len(local) else local.fill_null(found)
    sound = (local >= _FIRST) & (local < _BEYOND)
    return pl.DataFrame(
        [
            (local if sound.all() else local.set(~sound, None)).alias("local"),
            (length == 10).alias("dated"),
            length.is_in([17, 20]).alias("utc"),
        ]
    )


def _of_length(texts: pl.Series, size: int) -> pl.Series:
    behind, form = _SHAPES[size]
    shaped = texts.str.contains(f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{behind}$")
    if not shaped.all():  # blanks count as sound
        texts = texts.set(~shaped, None)
    if size == 10:
        return texts.str.to_date(form, strict=False, cache=False).cast(_WALL_CLOCK)
    if behind.endswith("Z"):
        texts = texts.str.strip_suffix("Z")
    first = texts.first(ignore_nulls=True)
    forms = [form, form.replace(" ", "T")]
    if "T" in str(first):
        forms.reverse()
    found = _moments(texts, forms[0])
    if found.null_count() > texts.null_count():
        found = found.fill_null(_moments(texts.set(found.is_not_null(), None), forms[1]))
    return found


def _moments(texts: pl.Series, form: str) -> pl.Series:
    return texts.str.to_datetime(form, time_unit="us", strict=False, cache=False)


def instants(local: pl.Series, zone: str) -> pl.Series:
    """The instants of wall-clock moments, an ambiguous one its first.

    Null are those in a gap of the clock, and those before 1970 or after 2099, of which databases of
    zones tell different things: both are read one by one, by one rule.

    Args:
        local: Without a zone.
        zone: The name of theirs.
    """
    local = local.set((local < _ZONES_AGREE) | (local >= _ZONES_END), None)
    first, last = local.min(), local.max()
    if not (isinstance(first, datetime) and isinstance(last, datetime)):
        return local.dt.replace_time_zone("UTC")  # there is none
    if (last - first).days > len(local):
        return _one_by_one(local, zone)
    days = pl.datetime_range(first.date(), last.date(), "1d", time_unit="us", eager=True)
    days = days.append(days.tail(1).dt.offset_by("1d"))
    # No clock is changed twice within a day and a half: what holds at both ends of a day holds
    # all day long, and few other days are there.
    offsets = days.to_physical() - _one_by_one(days, zone).to_physical()
    steady = offsets.head(-1).set((offsets != offsets.shift(-1)).fill_null(True).head(-1), None)
    since = ((local.to_physical() - days.to_physical()[0]) // _DAY).cast(pl.UInt32)
    found: pl.Series = (local.to_physical() - steady.gather(since)).cast(pl.Datetime("us", "UTC"))
    if found.null_count() > local.null_count():
        rest = (found.is_null() & local.is_not_null()).arg_true()
        found = found.scatter(rest, _one_by_one(local.gather(rest), zone))
    return found


def _one_by_one(local: pl.Series, zone: str) -> pl.Series:
    zoned = local.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return zoned.dt.convert_time_zone("UTC")
