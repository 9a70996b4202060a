"""Public holidays by country and part of it, as the `holidays` library knows them."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType


@cache
def public_holidays(country: str, subdivision: str | None, year: int) -> frozenset[dt.date]:
    """The public holidays of a year, observed days included.

    Args:
        country: Its ISO code, or another name by which the library knows it.
        subdivision: The code of a part of it; None for days that hold everywhere.
        year: The year.

    Raises:
        NotImplementedError: The library does not know the country, or has no such part.
    """
    return frozenset(holiday_names(country, subdivision, year))


@cache
def holiday_names(
    country: str, subdivision: str | None, year: int, language: str = ""
) -> Mapping[dt.date, str]:
    """The public holidays of a year by date, observed days included, each with its name.

    Args:
        country: As `public_holidays` takes it.
        subdivision: Likewise.
        year: Likewise.
        language: In whose words, as `en`; those of the country where the library has no others.

    Raises:
        NotImplementedError: As `public_holidays`.
    """
    # The library takes a moment to load, and most commands ask for no holidays.
    import holidays

    if country not in holiday_countries():
        # The library takes any name that stands in its package, such as `utils`, for a country.
        raise NotImplementedError(country)
    _spare_other_countries(holidays)
    found = holidays.country_holidays(
        country,
        subdiv=subdivision,
        years=year,
        expand=False,
        observed=True,
        categories=holidays.PUBLIC,
        language=_spoken(holidays, country, language),
    )
    return dict(found.items())


@cache
def holiday_countries() -> frozenset[str]:
    """Codes and names under which the library of holidays knows a country."""
    from holidays.registry import COUNTRIES

    return frozenset(name for names in COUNTRIES.values() for name in names)


def _spoken(library: ModuleType, country: str, language: str) -> str | None:
    """The library's code for a language in which it has a country's names; else their own one."""
    its = library.country_holidays(country)
    named = (each for each in its.supported_languages if each.partition("_")[0] == language)
    # Where it is told none, it takes one from the user's environment.
    own: str | None = its.default_language
    return next(named, own)


def _spare_other_countries(library: ModuleType) -> None:
    """Lets the library import the countries that are asked for, each by itself.

    It means to do so, but they lie in a package that imports all 250 of them, which takes as long
    as a command needs for everything else that it measures.
    """
    name = f"{library.__name__}.countries"
    package = ModuleType(name, "Countries, each imported when it is asked for.")
    package.__path__ = [str(Path(folder) / "countries") for folder in library.__path__]
    sys.modules.setdefault(name, package)
