"""Measured figures in words, in the unit of their target."""

from __future__ import annotations

from decimal import Decimal

from alignment_desktop.domain.targets import PERCENT, Target
from alignment_desktop.phrasing.durations import (
    duration_text,
    exact_duration_text,
    shown_seconds,
)
from alignment_desktop.phrasing.money import money_text, short_money_amount, short_money_text
from alignment_desktop.phrasing.numbers import measured_share_text
from alignment_desktop.phrasing.targets import with_word
from alignment_desktop.words.language import NONE, Language

_ROUNDED_FROM = 1_000
"""From here on a measured figure is shown without decimals."""
_MOST_DIGITS = 9
WHOLE = Target(">=", Decimal(100), PERCENT)
"""What a share of a plan or of a target is held against."""


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


def figure_beside(
    value: float | None, unit: str | None, target: Target | None, language: Language
) -> str:
    """A measured value beside its target, with the digits that it takes to be on its side of it.

    A share of 9.977 % stands as 9.98 % beside a target of 10 %, which it misses.

    Args:
        value: As in `figure_text`.
        unit: Likewise.
        target: What it stands beside; None where it stands alone.
        language: In whose words.
    """
    text = short_text(value, unit, language)
    if value is None or target is None:
        return text
    if _same_side(_shown(value, unit), value, target):
        return text if unit else with_word(text, target, language)
    if unit == "seconds":
        return exact_duration_text(value, language)
    digits = digits_beside(value, unit, target)
    if unit == "share":
        return language.percent(language.number(100 * value, digits))
    if unit:
        return money_text(value, unit, language, digits)
    return with_word(language.number(value, digits), target, language)


def digits_beside(value: float, unit: str | None, target: Target, least: int = 0) -> int:
    """With how many decimals a figure stands on its own side of its target; a share in percent.

    Args:
        value: As in `figure_text`.
        unit: Likewise; durations in seconds.
        target: What it stands beside.
        least: Decimals that it has in any case.
    """
    shown = 100 * value if unit == "share" else value
    return next(
        (
            digits
            for digits in range(least, _MOST_DIGITS)
            if _same_side(_cut(shown, digits, unit), value, target)
        ),
        _MOST_DIGITS,
    )


def of_plan_text(share: float, language: Language) -> str:
    """An actual ÷ its plan: `86%`, with the digits that it takes to be on its side of 100%."""
    text = language.percent(language.number(100 * share))
    if _same_side(_cut(100 * share, 0, "share"), share, WHOLE):
        return text
    return figure_beside(share, "share", WHOLE, language)


def change_text(change: float, unit: str | None, language: Language) -> str:
    """How much a figure changed, with its sign; of a share in points: `+3.1`, `−€200,000`.

    Args:
        change: The figure less the figure before, in its unit.
        unit: As in `figure_text`.
        language: In whose words.
    """
    if unit == "share":
        text = language.number(abs(100 * change), 1)
    else:
        text = short_text(abs(change), unit, language)
    if not any(mark.isdigit() and mark != "0" for mark in text):
        return language.numbers.unchanged()
    return language.say(f"numbers.{'negative' if change < 0 else 'positive'}", number=text)


def _shown(value: float, unit: str | None) -> Decimal:
    """What `short_text` shows of a value, as a number in its unit."""
    if unit == "share":
        return _cut(100 * value, 1, unit)
    if unit == "seconds":
        return Decimal(shown_seconds(value))
    if unit:
        return short_money_amount(_rounded(value))
    return _cut(value, 0 if value == round(value) or abs(value) >= _ROUNDED_FROM else 2, unit)


def _cut(number: float, digits: int, unit: str | None) -> Decimal:
    """A number as it is written with so many decimals; of a share in percent the share."""
    written = Decimal(f"{number:.{digits}f}")
    return written / 100 if unit == "share" else written


def _same_side(shown: Decimal, value: float, target: Target) -> bool:
    """Whether what is shown keeps the target just where the value does."""
    goal = Decimal(str(target.value))
    kept = shown >= goal if target.op == ">=" else shown <= goal
    return kept == target.is_met_by(value)


def _rounded(value: float) -> float:
    return float(round(value)) if abs(value) >= _ROUNDED_FROM else value
