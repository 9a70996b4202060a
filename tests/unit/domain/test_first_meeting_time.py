"""A new meeting takes place on the next business day, within hours and beside no other meeting."""

from __future__ import annotations

from datetime import date

import pytest

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.first_meeting_time import first_meeting_time

HEAD = """
[agreement]
label = "Q1"
period = { start = 2027-01-01, end = 2027-03-31 }
"""
OFFICE = """
calendar = "office"
[[calendar]]
key = "office"
timezone = "UTC"
closed = [2027-01-05]
open = { "2027-01-09" = ["10:15-11:30"] }
[calendar.hours]
tue = ["08:00-12:00"]
wed = ["07:45-09:00"]
"""
FRIDAY, MONDAY = date(2027, 1, 1), date(2027, 1, 4)


def agreed(*texts: str) -> Agreement:
    text = read_text(HEAD + "".join(texts))
    return Agreement(text.label or "", text.clauses)


def meeting(key: str, weekday: str, begins: str, minutes: int = 60) -> str:
    return (
        f'\n[[meeting]]\nkey = "{key}"\nweekday = "{weekday}"\n'
        f'time = "{begins}"\nminutes = {minutes}\n'
    )


@pytest.mark.parametrize(
    ("agreement", "today", "minutes", "found"),
    [
        (agreed(), MONDAY, 60, ("tue", "10:00")),
        (agreed(), FRIDAY, 60, ("mon", "10:00")),  # nobody works on Saturdays
        (agreed(OFFICE), MONDAY, 60, ("wed", "08:00")),  # Tuesday is closed
        (agreed(OFFICE), date(2027, 1, 8), 60, ("sat", "10:30")),  # opened for that day
        (agreed(OFFICE), date(2027, 1, 9), 60, ("tue", "10:00")),
        (agreed(OFFICE), MONDAY, 300, None),
        (
            agreed(OFFICE, meeting("one", "tue", "09:30", 90), meeting("two", "wed", "10:00")),
            date(2027, 1, 9), 60, ("tue", "11:00"),
        ),
        (
            agreed(meeting("all-day", "tue", "08:00", 600), '\n[[meeting]]\nkey = "undated"\n'),
            MONDAY, 60, ("wed", "10:00"),
        ),
        (agreed(meeting("long", "tue", "09:30", 450)), MONDAY, 30, ("tue", "09:00")),
    ],
)  # fmt: skip
def test_a_new_meeting_has_a_day_and_a_time_that_suit(
    agreement: Agreement, today: date, minutes: int, found: tuple[str, str] | None
) -> None:
    assert first_meeting_time(agreement, today, minutes) == found
