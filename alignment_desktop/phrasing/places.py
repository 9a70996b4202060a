"""Countries and their parts, whose public holidays are kept, by the names that people know."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from alignment_desktop.domain.calendar import HolidayRegion
from alignment_desktop.paths import resource_path
from alignment_desktop.phrasing.language import Language


def place_text(region: HolidayRegion, language: Language) -> str:
    """A country with the part of it: “Germany, Berlin”; codes where no name is known."""
    country = countries(language).get(region.country.upper(), region.country)
    if not region.subdivision:
        return country
    part = parts(region.country, language).get(region.subdivision, region.subdivision)
    return language("clauses.place", country=country, part=part)


def countries(language: Language) -> Mapping[str, str]:
    """The names of countries by their two-letter codes."""
    return _names(language.code, "countries")


def parts(country: str, language: Language) -> Mapping[str, str]:
    """The names of a country's parts by their codes; empty where it has none."""
    found: Mapping[str, str] = _names(language.code, "parts").get(country.upper(), {})
    return found


@cache
def _names(code: str, what: str) -> Mapping[str, Any]:
    # Nearly a thousand names: read where a calendar is looked at, not with every other word.
    path = resource_path(f"wording/{code}/places/{what}.toml")
    return MappingProxyType(tomllib.loads(path.read_text(encoding="utf-8")))
