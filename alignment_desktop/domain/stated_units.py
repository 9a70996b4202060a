"""Units as spreadsheets state them beside a figure: per cent, and signs and codes of currencies."""

from __future__ import annotations

from alignment_desktop.domain.targets import PERCENT, Target

PER_CENT = ("%", "percent", "per cent", "prozent", "pct", "por cento", "por ciento", "pour cent")
_DOLLARS = frozenset(["USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP"])
_CROWNS = frozenset(["SEK", "NOK", "DKK", "ISK", "CZK"])
SIGNS: dict[str, frozenset[str]] = {
    "€": frozenset(("EUR",)),
    "£": frozenset(("GBP",)),
    "$": _DOLLARS,
    "US$": frozenset(("USD",)),
    "A$": frozenset(("AUD",)),
    "AU$": frozenset(("AUD",)),
    "C$": frozenset(("CAD",)),
    "CA$": frozenset(("CAD",)),
    "NZ$": frozenset(("NZD",)),
    "S$": frozenset(("SGD",)),
    "HK$": frozenset(("HKD",)),
    "MX$": frozenset(("MXN",)),
    "R$": frozenset(("BRL",)),
    "¥": frozenset(("JPY", "CNY")),
    "₹": frozenset(("INR",)),
    "RS": frozenset(("INR",)),
    "RS.": frozenset(("INR",)),
    "₽": frozenset(("RUB",)),
    "₺": frozenset(("TRY",)),
    "₩": frozenset(("KRW",)),
    "₪": frozenset(("ILS",)),
    "₫": frozenset(("VND",)),
    "ZŁ": frozenset(("PLN",)),
    "KČ": frozenset(("CZK",)),
    "FT": frozenset(("HUF",)),
    "KR": _CROWNS,
    "KR.": _CROWNS,
    "EURO": frozenset(("EUR",)),
    "EUROS": frozenset(("EUR",)),
    "FR.": frozenset(("CHF",)),
    "SFR.": frozenset(("CHF",)),
}
_CODES_TEXT = (
    "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR "
    "ISK JPY KES KRW MAD MXN MYR NGN NOK NZD PEN PHP PLN RON RUB SAR SEK SGD THB TRY "
    "TWD UAH USD UYU VND ZAR "
)
CODES = frozenset(_CODES_TEXT.split())


def units_meant(text: str | None) -> frozenset[str]:
    """What a unit can mean as targets write it: `%`, or currencies; empty where it says neither."""
    plain = (text or "").strip()
    if plain.lower() in PER_CENT:
        return frozenset((PERCENT,))
    sign = plain.upper()
    return frozenset((sign,)) if sign in CODES else SIGNS.get(sign, frozenset())


def is_other_unit(text: str | None, target: Target) -> bool:
    """Whether a figure is stated in a currency, or in per cent, that its target is not in.

    A figure in per cent is a share, which a target without a unit may ask for, too.
    """
    units = units_meant(text)
    if units == {PERCENT} and not target.unit_text:
        return False
    return bool(units) and target.unit_text not in units
