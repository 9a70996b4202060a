"""What differs from place to place and can be chosen: time zones and currencies."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLocale, QTimeZone

_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "AUD", "JPY")


@cache
def time_zones() -> tuple[str, ...]:
    """The names of the time zones of places, and UTC first."""
    names = {bytes(name.data()).decode() for name in QTimeZone.availableTimeZoneIds()}
    places = sorted(name for name in names if "/" in name and not name.startswith("Etc/"))
    return ("UTC", *places)


def own_time_zone() -> str:
    """The time zone of this computer; UTC where it names no place."""
    own = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return own if "/" in own and not own.startswith("Etc/") else "UTC"


def currencies() -> tuple[str, ...]:
    """The codes of currencies that are often used, the user's own first."""
    return tuple(dict.fromkeys((own_currency(), *_CURRENCIES)))


def own_currency() -> str:
    """The code of the currency of the user's country."""
    symbol = QLocale.system().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    return symbol if len(symbol) == 3 and symbol.isascii() else _CURRENCIES[0]


def own_paper() -> str:
    """What is printed on where the user is: `letter` as in the United States, else `a4`."""
    metric = QLocale.system().measurementSystem()
    return "letter" if metric == QLocale.MeasurementSystem.ImperialUSSystem else "a4"
