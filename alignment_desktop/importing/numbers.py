"""One written number: its digits, sign, currency, per cent and thousands, whatever the locale."""

from __future__ import annotations

import re
from decimal import Decimal

from alignment_desktop.domain.stated_units import CODES, SIGNS
from alignment_desktop.values import dataclass

DECIMAL_SIGNS = (".", ",")

_SCALES = {
    "": Decimal(1),
    **dict.fromkeys(("K", "TSD", "TSD.", "T"), Decimal(1_000)),
    **dict.fromkeys(("M", "MM", "MIO", "MIO.", "MN", "MLN", "MLN."), Decimal(1_000_000)),
    **dict.fromkeys(("B", "BN", "MRD", "MRD.", "MLD", "MLD."), Decimal(1_000_000_000)),
}
_SPACES = re.compile(r"(?<=\d)[\s'’](?=\d)")
_NUMBER = re.compile(
    r"(?P<before>(?:[^\d.,+−-]*[^\W\d_]\.\s?)?[^\d.,+−-]*)(?P<sign>[+−-]?)(?P<middle>[^\d.,+−-]*)"
    r"(?P<digits>[\d_.,]*\d[\d_.,]*?)(?P<power>[eE][+-]?\d{1,3})?"
    r"(?P<after>[^\d+−-]*)(?P<trailing>[−-]?)(?P<end>[^\d+−-]*)"
)
_NO_PENCE = re.compile(r"(?<=\d)([.,])\s?[-–—]{1,2}(?=\D*$)")
"""How prices of whole francs or euros are written: `1'500.–`, `1.500,-`."""
_IN_PARENTHESES = re.compile(r"(?P<front>[^()\d]*)\((?P<inner>[^()]*)\)(?P<back>[^()\d]*)")
_LONGEST = 80
"""Characters; padding and currency included, no number that people or systems write has more."""
_SCALED = re.compile(
    r"(?P<scale>(?:TSD\.?|T(?=\s?(?:€|EUR|CHF)$)|MIO\.?|MRD\.?|MM|MN|BN|MLN\.?|MLD\.?|[KMB])?)\s*(?P<unit>.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class NumberText:
    """A written number taken apart, before its decimal sign is known.

    Attributes:
        digits: Digits with their dots and commas; `_` where a space or apostrophe stood.
        factor: What the number is to be multiplied by: sign and thousands or millions.
        percent: Whether a per cent sign stands by it.
        currency: The currency sign or code as written, upper case; empty where there is none.
    """

    digits: str
    factor: Decimal
    percent: bool = False
    currency: str = ""

    def decimal_sign(self) -> str | None:
        """The decimal sign that the digits themselves tell.

        Returns:
            `.` or `,`; empty where there is no such sign at all; None where the digits fit two
            readings, as in `1.234`. Of `1.234 €` one alone fits: no currency here has
            thousandths.
        """
        digits = self.digits
        found = [sign for sign in DECIMAL_SIGNS if sign in digits]
        if not found:
            return ""
        if len(found) == 2:
            return max(found, key=digits.rfind)
        sign = found[0]
        if digits.count(sign) > 1:
            return "," if sign == "." else "."
        before, after = digits.split(sign)
        unclear = len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0")
        if unclear and self.currency and abs(self.factor) == 1:
            return "," if sign == "." else "."
        return None if unclear else sign

    def value(self, decimal: str) -> float | None:
        """The number, where `decimal` is the decimal sign (empty: there is none).

        Returns:
            None where the digits do not fit: a second decimal sign, or groups of thousands that
            are not of three digits (`12,34,567` is well formed too).
        """
        sign = decimal or "."
        whole, _, fraction = self.digits.partition(sign)
        if fraction and not fraction.isdecimal():
            return None
        thousands = "," if sign == "." else "."
        if whole and not whole.isdecimal():
            whole = _ungrouped(whole, thousands)
            if not whole:
                return None
        return float(Decimal(f"{whole or '0'}.{fraction or '0'}") * self.factor)

    def is_currency(self, code: str) -> bool:
        """Whether the currency written by the number, if any, can be `code`."""
        if not self.currency or not code:
            return True
        return code.upper() in SIGNS.get(self.currency, {self.currency})


def take_apart(text: str) -> NumberText | None:
    """Take a written number apart; None where the text is no number.

    It may have a currency sign or code on either side, a per cent sign, a minus on either side,
    and stand for thousands (`K`) or millions (`M`). Parentheses mean a minus, as in accounting:
    around the digits, with what else belongs to the number inside or outside of them. What has
    two signs, as in `(-5)` or `--5`, is no number, because either meaning may be the right one.
    """
    body = text.strip()
    if len(body) > _LONGEST:
        return None
    if body.isdecimal():
        return NumberText(body, Decimal(1))
    negative = _IN_PARENTHESES.fullmatch(body)
    if negative:
        body = "".join(negative.groups())
    match = _NUMBER.fullmatch(_SPACES.sub("_", _NO_PENCE.sub(r"\g<1>00", body)))
    if match is None or bool(match["sign"]) + bool(match["trailing"]) + bool(negative) > 1:
        return None
    words = _words(match["before"] + match["middle"], match["after"] + match["end"])
    if words is None:
        return None
    scale, percent, currency = words
    minus = negative or match["sign"] in ("-", "−") or match["trailing"]
    power = Decimal(10) ** int(match["power"][1:]) if match["power"] else Decimal(1)
    factor = scale * power * (-1 if minus else 1)
    return NumberText(match["digits"].strip("_"), factor, percent, currency)


def _words(before: str, after: str) -> tuple[Decimal, bool, str] | None:
    """What stands around the digits: (scale, per cent, currency); None where it is no number's."""
    signs = (before + after).count("%")
    if signs > 1:
        return None
    front = before.replace("%", "").strip().upper()
    scaled = _SCALED.match(after.replace("%", "").strip().upper())
    scale, unit = scaled.groups() if scaled else ("", "")
    whole = f"{scale}{unit}"
    if is_currency_sign(whole):
        # `MXN` begins with an M that is no million.
        scale, unit = "", whole
    currency = front or unit
    if (front and unit) or (currency and not is_currency_sign(currency)):
        return None
    return _SCALES[scale], signs == 1, currency


def is_currency_sign(text: str) -> bool:
    """Whether a text, in capitals, is a sign or a code of a currency."""
    return text in SIGNS or text in CODES


def _ungrouped(whole: str, thousands: str) -> str:
    """The digits without their thousands signs; empty where the groups are malformed."""
    for sign in (thousands, "_"):
        mark = re.escape(sign)
        if re.fullmatch(rf"\d{{1,3}}(?:{mark}\d{{3}})+", whole) or re.fullmatch(
            rf"\d{{1,2}}(?:{mark}\d{{2}})+{mark}\d{{3}}", whole
        ):
            return whole.replace(sign, "")
    return ""
