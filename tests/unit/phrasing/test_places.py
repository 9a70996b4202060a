"""Countries and their parts by the names that people know."""

from __future__ import annotations

import holidays

from alignment_desktop.domain.calendar import HolidayRegion
from alignment_desktop.phrasing.clauses import weekdays_text
from alignment_desktop.phrasing.places import countries, parts, place_text
from alignment_desktop.words.language import language

ENGLISH = language("en")


def test_a_place_is_said_by_its_name() -> None:
    assert place_text(HolidayRegion("DE", "BE"), ENGLISH) == "Berlin, Germany"
    assert place_text(HolidayRegion("NO"), ENGLISH) == "Norway"


def test_a_code_without_a_name_stands_as_it_is() -> None:
    assert place_text(HolidayRegion("ZZ", "9"), ENGLISH) == "9, ZZ"


def test_every_place_with_known_holidays_has_a_name() -> None:
    known = {
        code: set(its)
        for code, its in holidays.list_supported_countries().items()
        if len(code) == 2 and code != "UK"  # the same as GB
    }
    named = {code: set(parts(code, ENGLISH)) for code in countries(ENGLISH)}
    assert named == known


def test_names_within_a_country_are_told_apart() -> None:
    assert len(set(countries(ENGLISH).values())) == len(countries(ENGLISH))
    for code in countries(ENGLISH):
        names = parts(code, ENGLISH).values()
        assert len(set(names)) == len(names), code


def test_days_in_a_row_are_said_from_first_to_last() -> None:
    def of(days: str) -> str:
        return weekdays_text([[1] if mark == "x" else [] for mark in days], ENGLISH)

    assert of("xxxxx--") == "Mon–Fri"
    assert of("xx-x-xx") == "Mon, Tue, Thu, Sat, Sun"
    assert of("xxx-xxx") == "Mon–Wed, Fri–Sun"
    assert of("-------") == ""
