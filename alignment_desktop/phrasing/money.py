"""Money in words: exact where one checks a sum, short in cards, tables and headings."""

from __future__ import annotations

from decimal import Decimal

from alignment_desktop.phrasing.language import NONE, Language

_MILLION = 1_000_000
_SIZES = {"million": _MILLION, "milliard": 1_000 * _MILLION}


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
    amount = _amount(value, language) if digits is None else language.number(abs(value), digits)
    return _signed(value, amount, currency, language)


def short_money_text(value: float | None, currency: str, language: Language) -> str:
    """Money in three figures from a million on: `€2.48 M`; below it as `money_text`."""
    if value is None:
        return NONE
    if round(abs(value)) < _MILLION:
        return money_text(value, currency, language)
    number, name = _in_millions(value)
    short = language(f"numbers.{name}", number=language.plain(number))
    return _signed(value, short, currency, language)


def short_money_amount(value: float) -> Decimal:
    """What `short_money_text` shows of an amount, as a number: `€2.48 M` is 2,480,000."""
    if round(abs(value)) < _MILLION:
        return Decimal(f"{value:.{_cents(value)}f}")
    number, name = _in_millions(value)
    return Decimal(str(number)) * _SIZES[name] * (-1 if value < 0 else 1)


def _in_millions(value: float) -> tuple[float, str]:
    """A large amount without its sign in millions, or in thousands of them, and which."""
    name = "milliard" if abs(value) >= 999.95 * _MILLION else "million"
    number = abs(value) / _SIZES[name]
    return round(number, 2 if number < 99.995 else 1), name


def _cents(value: float) -> int:
    # Half a cent more or less is what reckoning leaves behind, not money.
    return 0 if abs(value - round(value)) < 0.005 else 2


def _amount(value: float, language: Language) -> str:
    return language.number(abs(value), _cents(value))


def _signed(value: float, amount: str, currency: str, language: Language) -> str:
    text = amount
    sign = f"numbers.sign-{currency}"
    if currency and language.has(sign):
        text = language("numbers.money-sign", sign=language(sign), number=amount)
    elif currency:
        text = language("numbers.money-code", number=amount, code=currency)
    return language("numbers.negative", number=text) if value < 0 else text
