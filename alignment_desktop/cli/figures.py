"""Figures as people read them: shares in percent, durations in hours, money with its code."""

from __future__ import annotations

NONE = "–"
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def figure_text(value: float | None, unit: str | None) -> str:
    """A value in the unit of its target.

    Args:
        value: A share from 0 to 1, seconds, money, or a plain number; None where there is none.
        unit: `share`, `seconds`, a currency code, or None.
    """
    if value is None:
        return NONE
    if unit == "share":
        return f"{100 * value:.1f} %"
    if unit == "seconds":
        return duration_text(value)
    number = f"{value:,.0f}" if value == round(value) or abs(value) >= 1_000 else f"{value:,.2f}"
    return f"{number} {unit}" if unit else number


def duration_text(seconds: float) -> str:
    """A duration in its two largest units, such as `1 h 52 m`."""
    sign = "-" if seconds < 0 else ""
    rest = abs(seconds)
    if rest < _MINUTE:
        return f"{sign}{rest:.0f} s"
    if rest < _HOUR:
        return f"{sign}{rest / _MINUTE:.0f} m"
    if rest < 2 * _DAY:
        hours, minutes = divmod(round(rest / _MINUTE), 60)
        return f"{sign}{hours} h {minutes} m"
    return f"{sign}{rest / _DAY:.2f} days"
