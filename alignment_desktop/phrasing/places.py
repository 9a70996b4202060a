"""Countries and their parts, whose public holidays are kept, by the names that people know."""

from __future__ import annotations

from collections.abc import Mapping

from alignment_desktop.domain.calendar import HolidayRegion
from alignment_desktop.domain.public_holidays import holiday_countries
from alignment_desktop.words.language import Language


def place_text(region: HolidayRegion, language: Language) -> str:
    """A country with the part of it: “Berlin, Germany”; codes where no name is known."""
    country = country_text(region.country, language)
    if not region.subdivision:
        return country
    part = parts(region.country, language).get(region.subdivision, region.subdivision)
    return language.clauses.place(country=country, part=part)


def country_text(code: str, language: Language) -> str:
    """The name of a country by its two-letter code; the code where no name is known."""
    return language.territory(code.upper()) or code


def countries(language: Language) -> Mapping[str, str]:
    """The names of countries with known public holidays, by their two-letter codes."""
    named = {code: language.territory(code) for code in holiday_countries()}
    return {code: name for code, name in named.items() if name}


def parts(country: str, language: Language) -> Mapping[str, str]:
    """The names of a country's parts by their codes; empty where it has none."""
    begun = f"places.parts.{country.upper()}."
    named = language.catalogue.messages("places.parts")
    return {
        code.removeprefix(begun): str(name)
        for code, name in named.items()
        if code.startswith(begun)
    }
