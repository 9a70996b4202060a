"""A language: its sentences, and how it writes numbers, money, days and lists (Unicode's CLDR)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from typing_extensions import override

from alignment_desktop.words.accessors import Accessors
from alignment_desktop.words.catalogue import ENGLISH, Catalogue, languages

if TYPE_CHECKING:
    from babel.core import Locale

LANGUAGE_VARIABLE = "ALIGNMENT_LANGUAGE"
"""The variable that chooses the language of window and commands, before the system's."""
NONE = "–"
"""Stands where there is no value."""
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NOWHERE = "ZZ"  # CLDR's code of an unknown region
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


class Language(Accessors):
    """What values are put into words with.

    Sentences are attributes, typed in `accessors.pyi`: `language.days.until(day="5 Oct")`. A code
    that is only known while the program runs, such as that of a verdict, is given to `say`.

    Attributes:
        code: As `en`.
        region: The region of CLDR that numbers and money are written by; empty: the language's own.
    """

    def __init__(self, catalogue: Catalogue, region: str = "") -> None:
        super().__init__(catalogue)
        self.code = catalogue.code
        self.region = region

    def say(self, code: str, /, **facts: object) -> str:
        """The sentence of a code that data gave, filled with facts.

        Raises:
            KeyError: Where the language has no such sentence, or it counts.
        """
        template = self.catalogue.find(code)
        if not isinstance(template, str):
            raise KeyError(code)
        return template.format(**facts)

    def variant(self, code: str, edge: str) -> str | None:
        """The template of a code as it is said at one edge of the program.

        None where that edge has no words of its own, which then takes those of commands.

        Args:
            code: The code. Its sentence stands under it alone, or beneath it by edge.
            edge: `command` or `window`.
        """
        template = self.catalogue.find(f"{code}.{edge}")
        if template is None and edge == "command":
            template = self.catalogue.find(code)
        return template if isinstance(template, str) else None

    def has(self, code: str) -> bool:
        """Whether there is a sentence of that code."""
        return self.catalogue.find(code) is not None

    def counted(self, code: str, number: float, /, **facts: object) -> str:
        """The sentence of a code in the form that it takes after a number, which is `{number}`.

        Raises:
            KeyError: Where the language has no such sentence.
        """
        forms = self.catalogue.find(code)
        if forms is None:
            raise KeyError(code)
        template = forms if isinstance(forms, str) else self.plural(forms, number)
        return template.format(number=self.plain(number), **facts)

    @override
    def plural(self, forms: Mapping[str, str], number: float) -> str:
        """The form that words take after a number."""
        return forms.get(self._numbers.plural_form(number), forms["other"])

    def number(self, value: float, digits: int = 0) -> str:
        """A number with so many decimals, in groups of thousands."""
        # Rounded as the judgement beside it is: from the number itself, not from its digits.
        size = f"{abs(value):.{digits}f}"
        text = _grouped(size, self._pattern(digits), self._numbers)
        return self.signed(text, value < 0 and Decimal(size) != 0)

    def plain(self, value: float) -> str:
        """A number with no more decimals than it has, nine at most."""
        decimals = f"{value:.9f}".rstrip("0").partition(".")[2]
        return self.number(value, len(decimals))

    def percent(self, number: str) -> str:
        """A written number as percent: `95%`, in German `95 %`."""
        pattern = self._numbers.percent_formats[None]
        return f"{pattern.prefix[0]}{number}{pattern.suffix[0]}"

    def money(self, amount: float, currency: str, digits: int) -> str:
        """An amount of money with so many decimals: `€2,484,700`, in German `2.484.700 €`."""
        from babel.numbers import format_currency

        whole = self._pattern(0)
        standard = self._numbers.currency_formats["standard"].pattern.split(";")[0]
        pattern = standard.replace(f"{whole}.00", self._pattern(digits))
        size = Decimal(f"{abs(amount):.{digits}f}")
        text = format_currency(size, currency, pattern, self._numbers, currency_digits=False)
        return self.signed(self._spaced(text, currency), amount < 0 and size != 0)

    def short_money(self, amount: Decimal, currency: str, most: int) -> str:
        """Money in millions, or what else the language counts in: `€2.48M`.

        Args:
            amount: How much.
            currency: Its code.
            most: Decimals; fewer are written where they are noughts.
        """
        from babel.numbers import format_compact_currency

        size = abs(amount)
        unit = Decimal(10) ** (size.adjusted() // 3 * 3)
        digits = next(
            each for each in range(most + 1) if each == most or not size % (unit / 10**each)
        )
        text = format_compact_currency(size, currency, locale=self._numbers, fraction_digits=digits)
        return self.signed(self._spaced(text, currency), amount < 0)

    def _spaced(self, text: str, currency: str) -> str:
        """Money whose currency is written in letters, which keep their distance from the number."""
        from babel.numbers import get_currency_symbol

        symbol = get_currency_symbol(currency, self._numbers)
        if not symbol[-1:].isalpha():
            return text
        return re.sub(rf"{re.escape(symbol)}(?=\d)", f"{symbol}{_NO_BREAK_SPACE}", text)

    def signed(self, text: str, negative: bool) -> str:
        """What was written without its sign, with it."""
        return self.numbers.negative(number=text) if negative else text

    def day(self, day: date, parts: str) -> str:
        """A day with the parts that are asked for, in the order of the language.

        Args:
            day: The day.
            parts: A skeleton of CLDR: `yMMMd` is `5 Oct 2026`, `MMMMd` is `5 October`.
        """
        from babel.dates import format_skeleton

        return format_skeleton(parts, day, locale=self._days)

    def month(self, number: int, *, short: bool = False) -> str:
        """The name of a month, where it stands alone."""
        from babel.dates import get_month_names

        names = get_month_names("abbreviated" if short else "wide", "stand-alone", self._days)
        return str(names[number])

    def weekday(self, code: str, *, short: bool = False) -> str:
        """The name of a day of the week, such as `mon`."""
        from babel.dates import get_day_names

        names = get_day_names("abbreviated" if short else "wide", "stand-alone", self._days)
        return str(names[_DAY_NAMES.index(code)])

    def territory(self, code: str) -> str:
        """The name of a country by its two-letter code; empty where there is none."""
        return "" if code == _NOWHERE else str(self._days.territories.get(code, ""))

    def language_name(self, code: str) -> str:
        """What a language is called, by its code, which stands for one that is not known."""
        return capital(str(self._days.languages.get(code, code)))

    def listed(self, parts: Iterable[str]) -> str:
        """Parts as “a, b and c”."""
        return self._joined(parts, "standard")

    def either(self, parts: Iterable[str]) -> str:
        """Parts as “a, b or c”."""
        return self._joined(parts, "or")

    def _joined(self, parts: Iterable[str], style: Literal["standard", "or"]) -> str:
        every = list(parts)
        if len(every) < 2:
            return "".join(every)
        from babel.lists import format_list

        return format_list(every, style, self._days)

    @cached_property
    def _numbers(self) -> Locale:
        return _locale(self.region, self.about.numbers())

    @cached_property
    def _days(self) -> Locale:
        return _locale(self.about.days(), ENGLISH)

    def _pattern(self, digits: int) -> str:
        """How the language writes a number with so many decimals, as CLDR's pattern."""
        whole = self._numbers.decimal_formats[None].pattern.split(";")[0].partition(".")[0]
        return f"{whole}.{'0' * digits}" if digits else whole


def capital(text: str) -> str:
    """The text as the beginning of a line."""
    return text[:1].upper() + text[1:]


@cache
def language(code: str = ENGLISH, region: str = "") -> Language:
    """The language of that code; English where there are no words in it.

    Args:
        code: As `en`; a region behind it, as in `en-GB`, is left aside.
        region: That of the reader, as `de_CH`, whose marks numbers and money are written with; one
            that CLDR does not know counts as none.
    """
    its = code.replace("_", "-").partition("-")[0].lower()
    return Language(Catalogue(its if its in languages() else ENGLISH), region)


def user_language() -> Language:
    """The language of this user: that of `ALIGNMENT_LANGUAGE`, else the system's."""
    return language(own_language_code())


def own_language_code() -> str:
    """The code of the language that the user's environment asks for; English where it asks none."""
    for variable in (LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if code := os.environ.get(variable, ""):
            return code.partition(".")[0]
    return ENGLISH


@lru_cache(maxsize=10_000)
def _grouped(number: str, pattern: str, numbers: Locale) -> str:
    """A written number as a locale writes it; documents and tables ask for the same ones often."""
    from babel.numbers import format_decimal

    return format_decimal(Decimal(number), pattern, numbers)


@cache
def _locale(name: str, otherwise: str) -> Locale:
    """A locale of CLDR; the other one where it knows none of that name."""
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(name or otherwise)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(otherwise)
