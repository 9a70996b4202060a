"""Figures as people read them: shares in percent, durations in hours, money with its currency."""

from __future__ import annotations

from dataclasses import dataclass

from alignment_desktop.domain.targets import PERCENT, Target

NONE = "–"
"""Stands where there is no value."""

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
_SHORT_UNITS = {"second": "s", "minute": "m", "hour": "h"}
_STEPS = ((1e9, 1e9, "B"), (1e6, 1e6, "M"), (1e4, 1e3, "k"))
"""From where on a number is shortened, by what it is divided, and the letter that says so."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What numbers are written with, by the reader's locale.

    Attributes:
        decimal: Between the whole and its parts.
        group: Between thousands.
    """

    decimal: str = "."
    group: str = ","

    def number(self, value: float, digits: int = 0) -> str:
        """A number with so many decimals, in groups of thousands."""
        text = f"{value:,.{digits}f}"
        return text.translate({ord(","): self.group, ord("."): self.decimal})


ENGLISH = Marks()


def figure_text(value: float | None, unit: str | None, marks: Marks = ENGLISH) -> str:
    """A value in the unit of its target.

    Args:
        value: A share from 0 to 1, seconds, money, or a plain number; None where there is none.
        unit: `share`, `seconds`, a currency code, or None.
        marks: How numbers are written.
    """
    if value is None:
        return NONE
    if unit == "share":
        return f"{marks.number(100 * value, 1)} %"
    if unit == "seconds":
        return duration_text(value, marks)
    whole = value == round(value) or abs(value) >= 1_000
    number = marks.number(value, 0 if whole else 2)
    return f"{number} {unit}" if unit else number


def short_text(
    value: float | None, unit: str | None, marks: Marks = ENGLISH, *, trim: bool = False
) -> str:
    """A value for a narrow column: as `figure_text`, but money as `€2.48 M`.

    Args:
        value: As in `figure_text`.
        unit: Likewise.
        marks: Likewise.
        trim: Whether zeros at the end of an amount's decimals are left out.
    """
    if value is None or unit in (None, "share", "seconds"):
        return figure_text(value, unit, marks)
    size, letter = next(
        ((size, f" {letter}") for least, size, letter in _STEPS if abs(value) >= least), (1.0, "")
    )
    number = value / size
    digits = 0 if size == 1 and number == round(number) else 1 if abs(number) >= 100 else 2
    sign = _SIGNS.get(str(unit))
    text = marks.number(abs(number), digits)
    if trim and digits:
        text = text.rstrip("0").removesuffix(marks.decimal)
    text += letter
    minus = "-" if value < 0 else ""
    return f"{minus}{sign}{text}" if sign else f"{minus}{text} {unit}"


def target_text(target: Target, marks: Marks = ENGLISH) -> str:
    """A target for a narrow column: `95 %`, `≤ 2 h`, `€2.4 M`; at least is what goes unsaid."""
    digits = max(0, -int(target.amount.normalize().as_tuple().exponent))
    number = marks.number(float(target.amount), digits)
    if target.unit == "seconds":
        short = _SHORT_UNITS.get(target.unit_text)
        text = f"{number} {short or target.unit_text + ('' if target.amount == 1 else 's')}"
    elif target.unit_text == PERCENT:
        text = f"{number} %"
    elif target.unit:
        text = short_text(target.value, target.unit, marks, trim=True)
    else:
        text = number
    return f"≤ {text}" if target.op == "<=" else text


def duration_text(seconds: float, marks: Marks = ENGLISH) -> str:
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
    return f"{sign}{marks.number(rest / _DAY, 2)} days"


def hours_text(seconds: float, marks: Marks = ENGLISH) -> str:
    """Open time in hours, which no number of them makes a day: `31 h`, `1 h 52 m`, `40 m`."""
    if abs(seconds) < 10 * _HOUR:
        return duration_text(seconds, marks)
    return f"{marks.number(seconds / _HOUR)} h"
