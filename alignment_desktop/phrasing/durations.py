"""Durations and limits of time in words; those of business time say so."""

from __future__ import annotations

from decimal import Decimal

from alignment_desktop.domain.limits import Limit
from alignment_desktop.words.language import NONE, Language

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_EXACT = (("days", _DAY), ("hours", _HOUR), ("full-minutes", _MINUTE))


def duration_text(seconds: float, language: Language, *, business: bool = False) -> str:
    """A duration in its two largest units: `40 m`, `1 h 52 m`, `14 d 19 h`.

    Args:
        seconds: How long.
        language: In whose words.
        business: Whether it is business time, which no number of hours makes a day.
    """
    text = _length(abs(seconds), language, days=not business)
    if business:
        text = language.durations.business(duration=text)
    return language.numbers.negative(number=text) if round(seconds) < 0 else text


def shown_seconds(seconds: float) -> int:
    """How long `duration_text` makes a duration look, which it rounds to the unit it ends with."""
    unit = 1 if round(abs(seconds)) < _MINUTE else _MINUTE
    if round(abs(seconds) / _MINUTE) >= 2 * 24 * 60:
        unit = _HOUR
    return round(seconds / unit) * unit


def exact_duration_text(seconds: float, language: Language, *, business: bool = False) -> str:
    """A duration to the second, in every unit that it takes: `2 h 13 min 20 s`.

    Args:
        seconds: How long.
        language: In whose words.
        business: Whether it is business time, which no number of hours makes a day.
    """
    rest = abs(seconds)
    parts = []
    for unit, size in _EXACT if not business else _EXACT[1:]:
        count, rest = divmod(rest, size)
        if count:
            parts.append(language.say(f"durations.{unit}", number=language.number(count)))
    if rest or not parts:
        parts.append(language.durations.seconds(number=language.plain(round(rest, 3))))
    text = " ".join(parts)
    if business:
        text = language.durations.business(duration=text)
    return language.numbers.negative(number=text) if seconds < 0 else text


def hours_text(seconds: float, language: Language) -> str:
    """Business time where a heading says that it is: `31 h`, `1 h 52 m`, `40 m`."""
    if abs(seconds) >= 10 * _HOUR:
        return language.durations.hours(number=language.number(seconds / _HOUR))
    text = _length(abs(seconds), language, days=False)
    return language.numbers.negative(number=text) if round(seconds) < 0 else text


def open_hours_text(minutes: float, language: Language) -> str:
    """How long something is open, to the minute: `7 h 30 m`, `455 h`; a dash: it is not."""
    return _length(60 * minutes, language, days=False) if minutes > 0 else NONE


def _length(seconds: float, language: Language, *, days: bool) -> str:
    if round(seconds) < _MINUTE:
        return language.durations.seconds(number=language.number(seconds))
    minutes = round(seconds / _MINUTE)
    if minutes < 60:
        return language.durations.minutes(number=language.number(minutes))
    if not days or minutes < 2 * 24 * 60:
        return _pair("hours", minutes // 60, "minutes", minutes % 60, language)
    hours = round(seconds / _HOUR)
    return _pair("days", hours // 24, "hours", hours % 24, language)


def _pair(large: str, much: int, small: str, few: int, language: Language) -> str:
    first = language.say(f"durations.{large}", number=language.number(much))
    if not few:
        return first
    second = language.say(f"durations.{small}", number=language.number(few))
    return language.durations.pair(first=first, second=second)


def limit_text(limit: Limit, language: Language) -> str:
    """A limit in full: `4 business hours`, `1 business day`, `30 days`."""
    return time_text(limit.amount, limit.unit, language, business=limit.business)


def time_text(amount: Decimal, unit: str, language: Language, *, business: bool = False) -> str:
    """So many units of time: `20 days`, `2 business hours`."""
    name = f"business-{unit}" if business else str(unit)
    return language.counted(f"durations.{name}", float(amount))
