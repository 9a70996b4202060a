"""What the name of a column says its numbers are stated in: thousands, cents, a currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from alignment_desktop.domain.stated_units import CODES
from alignment_desktop.values import dataclass

_THOUSAND, _MILLION, _BILLION = (Decimal(10) ** power for power in (3, 6, 9))
_HUNDREDTH, _MILLIONTH = Decimal("0.01"), Decimal("0.000001")
_BEGIN, _END = r"(?<![^\W_])", r"(?![^\W_])"
"""Around a word; in the names of databases a low line parts words."""
_CODES = "|".join(sorted(CODES))
_MONEY = rf"(?:US\$|R\$|[$€£¥]|{_BEGIN}(?:{_CODES}|euros?|dollars?){_END})"
_SIGN = rf"(?:US\$|R\$|[$€£¥]|(?:{_CODES}){_END})"
"""A currency, also where it is written together with what stands before it."""
_OF = rf"(?:[\s_]*(?:of|de|di|d['’])?[\s_]*{_MONEY})?"
_WORDS = {
    _THOUSAND: r"thousands?|tausend|tsd\.?|tys\.?|milliers|miles|milhares|migliaia|duizend(?:en)?",
    _MILLION: r"millions?|mio\.?|mln\.?|mn|mm|millionen|millones|milh[oõ]es|milioni|miljoen(?:en)?",
    _BILLION: r"billions?|bn|mrd\.?|mld\.?|milliarden|milliards|miliardi|miljard",
}
_BEFORE = {_THOUSAND: "[kt]", _MILLION: "mm?|mio|mln|mn", _BILLION: "b|bn|mrd"}
_BEHIND = {**_BEFORE, _THOUSAND: "k"}
"""Beside a currency alone: what a bare `m` or `t` means without one is anybody's guess."""
_ZEROS = r"['’]?000(?:['’]?s)?"
_SMALLEST = r"(?:euro)?(?:cents?|centimes|pence|minor[\s_]units?)"


def _patterns() -> Iterator[tuple[Decimal, str]]:
    for factor, words in _WORDS.items():
        yield factor, rf"{_BEGIN}(?:{_BEFORE[factor]})[\s_]?{_SIGN}"
        yield factor, rf"{_MONEY}[\s_]?(?:{_BEHIND[factor]}){_END}"
        yield factor, rf"{_BEGIN}(?:in|en|em)[\s_]+(?:{_MONEY}[\s_]+)?(?:{words}){_END}{_OF}"
        yield factor, rf"[(\[]\s*(?:{words}){_OF}\s*[)\]]"
        yield factor, rf"{_BEGIN}(?:{words})[\s_]*(?:de\s+)?{_MONEY}"
        yield factor, rf"{_MONEY}[\s_]*(?:{words}){_END}"
    yield _THOUSAND, rf"[(\[]\s*(?:{_MONEY}\s*)?{_ZEROS}\s*[)\]]|{_MONEY}\s?{_ZEROS}{_END}"
    yield _THOUSAND, rf"\bin\s+(?:{_MONEY}\s*)?(?:1[.,' ]?)?{_ZEROS}{_END}{_OF}"
    yield _THOUSAND, rf"{_BEGIN}[x×]\s?1[.,' ]?000{_END}"
    yield _THOUSAND, r"[(\[]\s*k\s*[)\]]|(?<=[^\W\d_]_)k$"
    yield _HUNDREDTH, rf"(?:\bin[\s_]+|[(\[]\s*|(?<=[\s_])){_SMALLEST}\s*[)\]]?$"
    yield _MILLIONTH, r"(?:\bin[\s_]+|[(\[]\s*|(?<=[\s_]))micros?\s*[)\]]?$"


_PATTERNS = [(factor, re.compile(text, re.IGNORECASE)) for factor, text in _patterns()]
_OTHER = re.compile(r"(?:\b(?:per|pro|je|por|par|à)[\s_]*[(\[]?|\d)\s*$", re.IGNORECASE)
"""Before a price, as in `Cost per thousand`, or a number, as in `above 10 M€`."""
_LIKELY = re.compile(
    r"[$€£¥]|000|[kt](?:eur|usd|chf|gbp|[$€£¥])|eur|usd|(?-i:[A-Z]{3})|[_(]k\b|_m\b|tsd|tys|mio|mln|mrd|mld|\bm[nm]\b|"
    r"\bbn\b|mil[lhij]|mig|thous|taus|duiz|bil|cent|pence|micro|minor",
    re.IGNORECASE,
)
"""Few names have any of these; the others need no closer look."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class StatedScale:
    """That numbers are stated in thousands, millions, hundredths.

    Attributes:
        factor: What they are to be multiplied by.
        words: What says so.
    """

    factor: Decimal
    words: str


def stated_scale(name: str) -> StatedScale | None:
    """What the name of a column says its numbers are stated in; None where it says nothing."""
    found = _found(name)
    if found is None:
        return None
    factor, start, end = found
    return StatedScale(factor, name[start:end].strip(" ()[]_"))


def without_scale(name: str) -> str:
    """The name of a column without what its numbers are stated in: `Amount` of `Amount (k€)`."""
    found = _found(name)
    if found is None:
        return name
    _, start, end = found
    # What else stands in the same brackets tells how it was counted, as `HT` and `net` do.
    start, end = next(
        (
            around.span()
            for around in _BRACKETS.finditer(name)
            if around.start() <= start < around.end()
        ),
        (start, end),
    )
    return _LEFT.sub("", f"{name[:start]} {name[end:]}").strip()


_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_LEFT = re.compile(r"[\s_-]+(?:(?:in|en|em)[\s_]*)?$", re.IGNORECASE)


def stated_currency(name: str) -> str:
    """The sign or code of the currency that the name of a column states; empty where it has none.

    A code stands at the end or together with what the numbers are stated in, as in `Amount (USD)`,
    `amount_usd`, `Revenue in TUSD`.
    """
    scale = _found(name)
    words = name[scale[1] : scale[2]] if scale else ""
    match = _SIGNS.search(name) or _CODE_AT_END.search(name) or _CODE_WITHIN.search(words)
    return match[0].upper() if match else ""


_SIGNS = re.compile(r"US\$|AU?\$|CA?\$|NZ\$|R\$|[$€£¥₹]")
_CODE_AT_END = re.compile(rf"(?:{_BEGIN}(?:{_CODES})|(?<=_)(?i:{_CODES}))(?=[)\]]?\s*$)")
_CODE_WITHIN = re.compile(rf"(?:{_CODES}){_END}", re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def _found(name: str) -> tuple[Decimal, int, int] | None:
    """The factor that a name states, and from where to where it does."""
    if len(name) > _LONGEST or not _LIKELY.search(name):
        return None
    for factor, pattern in _PATTERNS:
        match = pattern.search(name)
        if match and match.start() and not _OTHER.search(name[: match.start()]):
            return factor, match.start(), match.end()
    return None
