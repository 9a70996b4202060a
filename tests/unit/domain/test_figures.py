"""Figures as people read them, in the marks of their own locale."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.figures import (
    Marks,
    duration_text,
    figure_text,
    hours_text,
    short_text,
    target_text,
)
from alignment_desktop.domain.targets import Target

GERMAN = Marks(",", ".")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, "share", "–"),
        (0.847, "share", "84.7 %"),
        (6_720, "seconds", "1 h 52 m"),
        (2_484_700, "EUR", "2,484,700 EUR"),
        (2.8, None, "2.80"),
        (1_277, None, "1,277"),
    ],
)
def test_a_value_is_shown_in_the_unit_of_its_target(
    value: float | None, unit: str | None, text: str
) -> None:
    assert figure_text(value, unit) == text


def test_numbers_take_the_marks_of_the_readers_locale() -> None:
    assert figure_text(0.847, "share", GERMAN) == "84,7 %"
    assert figure_text(2_484_700, "EUR", GERMAN) == "2.484.700 EUR"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (59, "59 s"),
        (2_400, "40 m"),
        (6_720, "1 h 52 m"),
        (-6_720, "-1 h 52 m"),
        (4 * 86_400, "4.00 days"),
    ],
)
def test_a_duration_has_its_two_largest_units(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_open_hours_never_become_days() -> None:
    assert hours_text(31 * 3_600) == "31 h"
    assert hours_text(1_200 * 3_600) == "1,200 h"
    assert hours_text(6_720) == "1 h 52 m"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (2_484_700, "EUR", "€2.48 M"),
        (1_794_000_000, "USD", "$1.79 B"),
        (84_200, "GBP", "£84.20 k"),
        (184_200, "GBP", "£184.2 k"),
        (950, "EUR", "€950"),
        (95.5, "EUR", "€95.50"),
        (-2_484_700, "CHF", "-2.48 M CHF"),
        (None, "EUR", "–"),
        (0.5, "share", "50.0 %"),
    ],
)
def test_money_is_short_in_a_narrow_column(value: float | None, unit: str, text: str) -> None:
    assert short_text(value, unit) == text


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (">= 95 %", "95 %"),
        (">= 99.5 %", "99.5 %"),
        ("<= 2 hours", "≤ 2 h"),
        ("<= 1 day", "≤ 1 day"),
        ("<= 20 days", "≤ 20 days"),
        (">= 2400000 EUR", "€2.4 M"),
        (">= 500 EUR", "€500"),
        (">= 1120", "1,120"),
        (">= 3", "3"),
    ],
)
def test_a_target_says_at_most_and_leaves_at_least_unsaid(target: str, text: str) -> None:
    assert target_text(Target.parse(target)) == text
