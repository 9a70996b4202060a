"""Money in words: exact where one checks a sum, short in cards, tables and headings."""

from __future__ import annotations

from decimal import Decimal

from alignment_desktop.words.language import NONE, Language

_MILLION = 1_000_000
_MOST_DECIMALS = 2


def money_text(
    value: float | None, currency: str, language: Language, digits: int | None = None
) -> str:
    """Money in full: `€2,484,700`, `€95.50`; without a currency the number alone.

    Args:
        value: How much; None where that is not known.
        currency: Its code.
        language: In whose words.
        digits: Decimals; those that it needs, two at most, where None.
    """
    if value is None:
        return NONE
    decimals = _cents(value) if digits is None else digits
    if not currency:
        return language.number(value, decimals)
    return language.money(value, currency, decimals)


def short_money_text(value: float | None, currency: str, language: Language) -> str:
    """Money in three figures from a million on: `€2.48M`; below it as `money_text`."""
    if value is None:
        return NONE
    if round(abs(value)) < _MILLION or not currency:
        return money_text(value, currency, language)
    return language.short_money(_in_short(value), currency, _MOST_DECIMALS)


def short_money_amount(value: float) -> Decimal:
    """What `short_money_text` shows of an amount, as a number: `€2.48M` is 2,480,000."""
    if round(abs(value)) < _MILLION:
        return Decimal(f"{value:.{_cents(value)}f}")
    return _in_short(value)


def _in_short(value: float) -> Decimal:
    """A large amount rounded to three figures or so, in millions or thousands of them."""
    size = 1_000 * _MILLION if abs(value) >= 999.95 * _MILLION else _MILLION
    number = abs(value) / size
    rounded = Decimal(str(round(number, _MOST_DECIMALS if number < 99.995 else 1))) * size
    return -rounded if value < 0 else rounded


def _cents(value: float) -> int:
    # Half a cent more or less is what reckoning leaves behind, not money.
    return 0 if abs(value - round(value)) < 0.005 else 2
