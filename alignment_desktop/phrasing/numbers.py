"""Numbers and shares in words."""

from __future__ import annotations

from alignment_desktop.words.language import NONE, Language


def number_text(value: float | None, language: Language) -> str:
    """A number in groups of thousands, with no more decimals than it has."""
    return NONE if value is None else language.plain(value)


def share_text(share: float, language: Language) -> str:
    """A share from 0 to 1 as it was stated: `90 %`."""
    return language.percent(language.plain(100 * share))


def measured_share_text(share: float, language: Language) -> str:
    """A share from 0 to 1 as it was measured, with one decimal: `84.7 %`."""
    return language.percent(language.number(100 * share, 1))


def range_text(low: str, high: str, language: Language) -> str:
    """From one value to another."""
    return language.numbers.range(low=low, high=high)


def whole_share_text(share: float, language: Language) -> str:
    """A share from 0 to 1 among others that make a whole: `24 %`."""
    return language.percent(language.number(100 * share))
