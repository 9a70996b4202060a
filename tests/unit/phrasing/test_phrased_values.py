"""Numbers, money, durations, days and targets as people read them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.targets import Target
from alignment_desktop.phrasing.days import (
    day_of_year_text,
    day_text,
    days_text,
    known_at_text,
    long_days_text,
    moment_text,
    period_text,
    stated_text,
)
from alignment_desktop.phrasing.durations import duration_text, hours_text, limit_text
from alignment_desktop.phrasing.figures import figure_text, short_text
from alignment_desktop.phrasing.money import money_text, short_money_text
from alignment_desktop.phrasing.numbers import number_text, share_text
from alignment_desktop.phrasing.targets import short_target_text, target_text
from alignment_desktop.words.language import language

ENGLISH = language("en")
GERMAN_MARKS = language("en", "de_DE")


def test_a_language_without_words_falls_back_to_english() -> None:
    assert language("xx").code == "en"
    assert language("en_GB").code == "en"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2_484_700, "€2,484,700"),
        (95.5, "€95.50"),
        (0, "€0"),
        (-1_200, "−€1,200"),
        (1e6 + 0.1 + 0.2 - 0.3, "€1,000,000"),
        (None, "–"),
    ],
)
def test_money_in_full_has_its_sign_before_and_its_thousands_apart(
    value: float | None, text: str
) -> None:
    assert money_text(value, "EUR", ENGLISH) == text


def test_money_without_a_known_sign_has_its_code_before_it() -> None:
    assert money_text(2_484_700, "SEK", ENGLISH) == "SEK\N{NO-BREAK SPACE}2,484,700"
    assert short_money_text(-2_484_700, "CHF", ENGLISH) == "−CHF\N{NO-BREAK SPACE}2.48M"
    assert money_text(1_200, "", ENGLISH) == "1,200"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (84_200, "$84,200"),
        (999_999, "$999,999"),
        (999_999.7, "$1M"),
        (2_484_700, "$2.48M"),
        (2_400_000, "$2.4M"),
        (184_260_000, "$184.3M"),
        (999_999_999, "$1B"),
        (1_794_000_000, "$1.79B"),
    ],
)
def test_money_is_short_from_a_million_on(value: float, text: str) -> None:
    assert short_money_text(value, "USD", ENGLISH) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (59.7, "1 m"),
        (2_400, "40 m"),
        (3_599, "1 h"),
        (6_720, "1 h 52 m"),
        (14_400, "4 h"),
        (-6_720, "−1 h 52 m"),
        (31 * 3_600, "31 h"),
        (14 * 86_400 + 19 * 3_600, "14 d 19 h"),
        (4 * 86_400, "4 d"),
        (-0.2, "0 s"),
    ],
)
def test_a_duration_has_its_two_largest_units(seconds: float, text: str) -> None:
    assert duration_text(seconds, ENGLISH) == text


def test_business_time_says_so_and_never_becomes_days() -> None:
    assert duration_text(60 * 3_600, ENGLISH, business=True) == "60 h of business time"
    assert hours_text(31 * 3_600, ENGLISH) == "31 h"
    assert hours_text(1_200 * 3_600, ENGLISH) == "1,200 h"
    assert hours_text(6_720, ENGLISH) == "1 h 52 m"


@pytest.mark.parametrize(
    "text", ["4 business hours", "1 business day", "30 days", "1 week", "1.5 hours"]
)
def test_a_limit_is_said_in_full(text: str) -> None:
    assert limit_text(Limit.parse(text), ENGLISH) == text


def test_days_are_written_with_their_month_and_never_as_codes() -> None:
    start, end = date(2026, 10, 5), date(2026, 12, 18)
    assert day_text(start, ENGLISH) == "5 Oct 2026"
    assert day_of_year_text(start, ENGLISH) == "5 Oct"
    assert day_text(None, ENGLISH) == "–"
    assert days_text(start, end, ENGLISH) == "5 Oct – 18 Dec 2026"
    assert days_text(start, date(2027, 1, 8), ENGLISH) == "5 Oct 2026 – 8 Jan 2027"
    assert days_text(start, None, ENGLISH) == "from 5 Oct 2026"
    assert days_text(None, end, ENGLISH) == "until 18 Dec 2026"
    assert days_text(None, None, ENGLISH) == ""
    assert long_days_text(start, end, ENGLISH) == "5 October – 18 December 2026"
    assert long_days_text(start, date(2026, 10, 31), ENGLISH) == "5–31 October 2026"
    assert days_text(start, date(2026, 10, 31), ENGLISH) == "5–31 Oct 2026"
    assert days_text(start, start, ENGLISH) == "5 Oct 2026"
    moment = datetime(2027, 1, 4, 9)  # noqa: DTZ001
    assert moment_text(moment, ENGLISH) == "4 Jan 2027, 09:00"
    zones = {"Europe/Berlin": "CET", "UTC": "UTC", "America/Sao_Paulo": "UTC-03:00"}
    for zone, named in zones.items():
        there = moment.replace(tzinfo=ZoneInfo(zone))
        assert moment_text(there, ENGLISH) == f"4 Jan 2027, 09:00 {named}"


def test_a_moment_that_figures_stand_on_names_its_zone() -> None:
    def known(stated: str, zone: str) -> str:
        return known_at_text(stated, zone, ENGLISH)

    assert known("2027-01-04T09:00:00+01:00", "Europe/Berlin") == "4 Jan 2027, 09:00 CET"
    assert known("2027-01-04T09:00:00+01:00", "America/Sao_Paulo") == "4 Jan 2027, 05:00 UTC-03:00"
    assert known("2027-01-04", "Europe/Berlin") == "4 Jan 2027"


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ("2027-01-04", "4 Jan 2027"),
        ("2027-01-04T09:00:00+01:00", "4 Jan 2027, 09:00 UTC+01:00"),
        ("soon", "soon"),
    ],
)
def test_a_stated_moment_is_shown_in_its_own_zone(stated: str, text: str) -> None:
    assert stated_text(stated, ENGLISH) == text


def test_a_period_is_called_as_people_call_it() -> None:
    assert period_text("2026-10", ENGLISH) == "October"
    assert period_text("2026-10", ENGLISH, year=True) == "October 2026"
    assert period_text("2026-W09", ENGLISH) == "week 9"
    assert period_text("2026-13", ENGLISH) == "2026-13"
    assert period_text("FY27 Q1", ENGLISH) == "FY27 Q1"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, "share", "–"),
        (0.847, "share", "84.7%"),
        (6_720, "seconds", "1 h 52 m"),
        (2_484_700.4, "EUR", "€2,484,700"),
        (2.8, None, "2.80"),
        (1_277, None, "1,277"),
    ],
)
def test_a_figure_is_shown_in_the_unit_of_its_target(
    value: float | None, unit: str | None, text: str
) -> None:
    assert figure_text(value, unit, ENGLISH) == text


def test_a_figure_is_short_in_cards_and_tables() -> None:
    assert short_text(2_484_700.4, "EUR", ENGLISH) == "€2.48M"
    assert short_text(0.5, "share", ENGLISH) == "50.0%"
    assert short_text(None, "EUR", ENGLISH) == "–"


def test_numbers_take_the_marks_of_the_reader() -> None:
    assert figure_text(0.847, "share", GERMAN_MARKS) == "84,7\N{NO-BREAK SPACE}%"
    assert money_text(2_484_700, "EUR", GERMAN_MARKS) == "2.484.700\N{NO-BREAK SPACE}€"
    assert number_text(1234.5, GERMAN_MARKS) == "1.234,5"


def test_a_share_is_said_in_percent() -> None:
    assert share_text(0.9, ENGLISH) == "90%"
    assert share_text(0.29, ENGLISH) == "29%"
    assert share_text(0.125, ENGLISH) == "12.5%"


@pytest.mark.parametrize(
    ("target", "text", "short"),
    [
        (">= 95%", "≥ 95%", "95%"),
        (">= 99.5%", "≥ 99.5%", "99.5%"),
        (">= 100%", "100%", "100%"),
        ("<= 0%", "0%", "≤ 0%"),
        ("<= 2 hours", "≤ 2 hours", "≤ 2 h"),
        ("<= 1 day", "≤ 1 day", "≤ 1 day"),
        (">= 2400000 EUR", "≥ €2.4M", "€2.4M"),
        (">= 500 EUR", "≥ €500", "€500"),
        (">= 1120", "≥ 1,120", "1,120"),
        ("<= 3", "≤ 3", "≤ 3"),
    ],
)
def test_a_target_has_its_sign_where_nothing_else_says_it(
    target: str, text: str, short: str
) -> None:
    assert target_text(Target.parse(target), ENGLISH) == text
    assert short_target_text(Target.parse(target), ENGLISH) == short


def test_a_target_says_business_time_and_exact_money_where_asked() -> None:
    hours, money = Target.parse("<= 2 hours"), Target.parse(">= 2484700 EUR")
    assert target_text(hours, ENGLISH, business=True) == "≤ 2 business hours"
    assert target_text(money, ENGLISH, exact=True) == "≥ €2,484,700"
