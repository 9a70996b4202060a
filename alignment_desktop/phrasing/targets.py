"""Targets in words: `≥ 95 %`, `≤ 2 business hours`, `≥ €2.4 M`."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from alignment_desktop.domain.targets import PERCENT, Target
from alignment_desktop.phrasing.durations import exact_duration_text, time_text
from alignment_desktop.phrasing.money import money_text, short_money_text
from alignment_desktop.words.language import Language

_SHORT_UNITS = ("second", "minute", "hour")
_FINEST, _CENT = Decimal("0.0001"), Decimal("0.01")
_SIGNS = {">=": "commitments.least", "<=": "commitments.most"}


def target_text(
    target: Target, language: Language, *, business: bool = False, exact: bool = False
) -> str:
    """A target with its sign, which all of a share, or none at all, does without.

    Args:
        target: What a figure must reach, or must not pass.
        language: In whose words.
        business: Whether its unit of time is one of business time.
        exact: Whether money is written in full, where one checks or writes it.
    """
    value = amount_text(target, language, business=business, exact=exact)
    whole = target.op == ">=" and target.unit_text == PERCENT and target.amount == 100
    nothing = target.op == "<=" and target.amount == 0
    return value if whole or nothing else language.say(_SIGNS[target.op], value=value)


def short_target_text(target: Target, language: Language) -> str:
    """A target beside its figure: at least is what goes unsaid."""
    value = amount_text(target, language)
    if target.unit_text in _SHORT_UNITS:
        number = language.plain(float(target.amount))
        value = language.say(f"durations.{target.unit_text}s", number=number)
    return language.say(_SIGNS["<="], value=value) if target.op == "<=" else value


def amount_text(
    target: Target, language: Language, *, business: bool = False, exact: bool = False
) -> str:
    """What a target asks for, without its sign: `95 %`, `20 days`, `€2.4 M`."""
    if target.unit_text == PERCENT:
        return language.percent(language.plain(float(target.amount)))
    if target.unit == "seconds":
        return time_text(target.amount, target.unit_text, language, business=business)
    if target.unit:
        write = money_text if exact else short_money_text
        return write(float(target.amount), target.unit, language)
    return with_word(language.plain(float(target.amount)), target, language)


def with_word(number: str, target: Target | None, language: Language) -> str:
    """A plain number with what it is written with beside this target: `3×`, `12 points`."""
    word = target.word if target is not None and target.unit is None else ""
    if not word:
        return number
    form = "numbers.with-word" if word[0].isalnum() else "numbers.with-sign"
    return language.say(form, number=number, unit=word)


def bound_text(
    bound: Decimal, target: Target, language: Language, *, business: bool = False
) -> str:
    """A bound worked out from a target, in its unit and with the digits that it takes: `90.25 %`.

    Where the digits have no end it is cut on the side of the target, so that nothing beyond it
    reads as lying within.

    Args:
        bound: In the unit of `target.unit`.
        target: What it belongs to.
        language: In whose words.
        business: Whether its unit of time is one of business time.
    """
    rounding = ROUND_FLOOR if target.op == "<=" else ROUND_CEILING
    if target.unit == "seconds":
        seconds = bound.quantize(Decimal(1), rounding)
        return exact_duration_text(float(seconds), language, business=business)
    if target.unit_text == PERCENT:
        share = (100 * bound).quantize(_FINEST, rounding)
        return language.percent(language.plain(float(share)))
    if target.unit:
        return money_text(float(bound.quantize(_CENT, rounding)), target.unit, language)
    return with_word(language.plain(float(bound.quantize(_FINEST, rounding))), target, language)
