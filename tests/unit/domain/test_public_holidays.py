from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from alignment_desktop.domain.public_holidays import (
    holiday_countries,
    holiday_names,
    public_holidays,
)

_ASK = """
import sys
from alignment_desktop.domain.public_holidays import public_holidays

public_holidays("DE", "BY", 2026)
print([name for name in sys.modules if name.startswith("holidays.countries.")])
"""


def test_a_part_of_a_country_has_days_of_its_own() -> None:
    epiphany = date(2026, 1, 6)
    assert epiphany in public_holidays("DE", "BY", 2026)
    assert epiphany not in public_holidays("DE", None, 2026)


def test_every_country_can_be_asked_for_by_itself() -> None:
    codes = [code for code in holiday_countries() if len(code) == 2]
    assert sum(1 for code in codes if public_holidays(code, None, 2026)) > 200


def test_only_the_country_that_is_asked_for_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['holidays.countries.germany']"


@pytest.mark.parametrize(
    ("country", "part"),
    [("XX", None), ("", None), ("utils", None), ("HolidayBase", None), ("DE", "XX")],
)
def test_an_unknown_place_is_refused(country: str, part: str | None) -> None:
    with pytest.raises(NotImplementedError):
        public_holidays(country, part, 2026)


def test_holidays_have_names_in_the_language_that_is_asked_for_where_there_are_some() -> None:
    unity = date(2026, 10, 3)
    assert holiday_names("DE", "BE", 2026, "en")[unity] == "German Unity Day"
    assert holiday_names("DE", "BE", 2026, "xx")[unity] == "Tag der Deutschen Einheit"
    assert holiday_names("DE", "BE", 2026)[unity] == "Tag der Deutschen Einheit"
