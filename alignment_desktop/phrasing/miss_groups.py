"""Where misses concentrate, in words: “EMEA, no owner”, and how many groups were tried."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.numbers import measured_share_text
from alignment_desktop.words.language import Language, capital

_HALVES = {"00:00-12:00": "before-noon", "12:00-24:00": "after-noon"}
_ENOUGH_ALONE = ("segment", "owner", "source", "region", "campaign")
"""Fields whose values say by themselves what they are."""


def group_text(fields: Sequence[tuple[str, str]], language: Language) -> str:
    """A group by its fields and values: “EMEA, no owner”, “Friday, after 12:00”."""
    return capital(", ".join(_value_text(field, value, language) for field, value in fields))


def _value_text(field: str, value: str, language: Language) -> str:
    if field == "weekday":
        return choice_text(value, language)
    if field == "hour":
        half = _HALVES.get(value)
        return language.say(f"misses.{half}") if half else value.replace("-", "–")
    if not value:
        return language.say(f"misses.no-{field}")
    if field in _ENOUGH_ALONE:
        return value
    return language.say(f"misses.{field}", value=value)


def checked_text(found: int, checked: int, by: Sequence[str], language: Language) -> str:
    """How many groups were tried beside those found, and by which fields."""
    its = language.misses
    fields = language.listed(language.say(f"misses.by-{field}") for field in by)
    count = language.number(checked - found)
    if found:
        return its.no_other_group(count=count, fields=fields)
    return its.no_group(checked, count=count, fields=fields)


def kept_without_text(groups: int, missed: int, of: int, language: Language) -> str:
    """The share kept of the leads in none of the groups; empty where all leads are in one."""
    if not of:
        return ""
    share = measured_share_text((of - missed) / of, language)
    return language.misses.without(groups, count=language.number(groups), share=share)


def crowding_text(
    weeks: int, of: int, room: int, most: int, missed: int, total: int, language: Language
) -> str:
    """That more leads arrived than there is time for, and how many misses started then.

    Args:
        weeks: In how many weeks.
        of: Of how many.
        room: How many leads there is time for in a week.
        most: How many arrived in the fullest week.
        missed: How many misses started in these weeks.
        total: How many there are.
        language: In whose words.
    """
    numbers = {"room": room, "most": most, "missed": missed, "total": total}
    shown = {name: language.number(value) for name, value in numbers.items()}
    return language.misses.crowding(
        weeks, count=language.number(weeks), of=language.number(of), **shown
    )
