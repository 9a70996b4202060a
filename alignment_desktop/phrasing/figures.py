"""Measured figures in words, in the unit of their target."""

from __future__ import annotations

from alignment_desktop.phrasing.durations import duration_text
from alignment_desktop.phrasing.language import NONE, Language
from alignment_desktop.phrasing.money import money_text, short_money_text
from alignment_desktop.phrasing.numbers import measured_share_text

_ROUNDED_FROM = 1_000
"""From here on a measured figure is shown without decimals."""


def figure_text(value: float | None, unit: str | None, language: Language) -> str:
    """A measured value in full.

    Args:
        value: A share from 0 to 1, seconds, money, or a plain number; None where there is none.
        unit: `share`, `seconds`, a currency code, or None.
        language: In whose words.
    """
    if value is None:
        return NONE
    if unit == "share":
        return measured_share_text(value, language)
    if unit == "seconds":
        return duration_text(value, language)
    if unit:
        return money_text(_rounded(value), unit, language)
    whole = value == round(value) or abs(value) >= _ROUNDED_FROM
    return language.number(value, 0 if whole else 2)


def short_text(value: float | None, unit: str | None, language: Language) -> str:
    """A measured value for cards, tables and headings: as `figure_text`, but money `€2.48 M`."""
    if value is None or unit in (None, "share", "seconds"):
        return figure_text(value, unit, language)
    return short_money_text(_rounded(value), str(unit), language)


def _rounded(value: float) -> float:
    return float(round(value)) if abs(value) >= _ROUNDED_FROM else value
