"""Money in words: exact where one checks a sum, short in cards, tables and headings."""

from __future__ import annotations

from alignment_desktop.phrasing.language import NONE, Language

_MILLION = 1_000_000


def money_text(value: float | None, currency: str, language: Language) -> str:
    """Money in full: `€2,484,700`, `€95.50`; without a currency the number alone."""
    if value is None:
        return NONE
    return _signed(value, _amount(value, language), currency, language)


def short_money_text(value: float | None, currency: str, language: Language) -> str:
    """Money in three figures from a million on: `€2.48 M`; below it as `money_text`."""
    if value is None:
        return NONE
    if round(abs(value)) < _MILLION:
        return money_text(value, currency, language)
    size, name = (float(_MILLION), "numbers.million")
    if abs(value) >= 999.95 * _MILLION:
        size, name = (1_000.0 * _MILLION, "numbers.milliard")
    number = abs(value) / size
    digits = 2 if number < 99.995 else 1
    short = language(name, number=language.plain(round(number, digits)))
    return _signed(value, short, currency, language)


def _amount(value: float, language: Language) -> str:
    # Half a cent more or less is what reckoning leaves behind, not money.
    cents = 0 if abs(value - round(value)) < 0.005 else 2
    return language.number(abs(value), cents)


def _signed(value: float, amount: str, currency: str, language: Language) -> str:
    text = amount
    sign = f"numbers.sign-{currency}"
    if currency and language.has(sign):
        text = language("numbers.money-sign", sign=language(sign), number=amount)
    elif currency:
        text = language("numbers.money-code", number=amount, code=currency)
    return language("numbers.negative", number=text) if value < 0 else text
