"""A year of leads as an export has them, and the agreement that is measured on them.

Sixteen columns: keys, addresses, categories, moments, days and money, with blanks, placeholders
and a few cells that are no dates. The same number of rows always gives the same leads.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

Cell = str | int | float | date | datetime | None

HEADERS = (
    *("Lead ID", "Email", "Account", "Created Date", "Lead Source", "Segment", "Region", "Owner"),
    *("Employees", "MQL Date", "Handed Over At", "First Touch At", "Opportunity Date", "Amount"),
    *("Outcome", "Closed Date"),
)
_OWNER = HEADERS.index("Owner")
SEGMENTS = ("Enterprise", "Mid-market", "Small business", "Public sector")
_SOURCES = ("Web form", "Webinar", "Trade fair", "Referral", "Paid search", "Partner", "-", "")
_REGIONS = ("DACH", "Nordics", "Benelux", "Iberia", "UK & Ireland", "North America")
_OWNERS = tuple(f"Representative {number}" for number in range(1, 41))
_FIRST = datetime(2026, 1, 1)  # noqa: DTZ001 - spreadsheets tell local time
_MINUTES = 365 * 24 * 60


def leads(count: int) -> Iterator[tuple[Cell, ...]]:
    """The rows below the header."""
    chance = random.Random(2026)
    for number in range(count):
        made = _FIRST + timedelta(minutes=int(number * _MINUTES / count), seconds=number % 60)
        mql = _later(chance, made, 0.6, 5 * 24 * 60)
        handed = _later(chance, mql, 0.8, 8 * 60)
        touch: Cell = _later(chance, handed, 0.9, 30 * 60)
        chosen = _later(chance, touch if isinstance(touch, datetime) else None, 0.35, 30 * 24 * 60)
        closed = _later(chance, chosen, 0.6, 60 * 24 * 60)
        if number % 500 == 499:
            touch = "to be called"
        account = number // 3
        yield (
            f"00Q{number:012d}",
            f"person.{number}@firm-{account}.example",
            f"Firm {account} GmbH" if account % 50 else None,
            made,
            chance.choice(_SOURCES) or None,
            chance.choice(SEGMENTS),
            chance.choice(_REGIONS) if chance.random() < 0.97 else "n/a",
            chance.choice(_OWNERS),
            chance.randrange(1, 5_000),
            mql,
            handed,
            touch,
            chosen.date() if chosen else None,
            round(chance.uniform(500, 90_000), 2) if chosen else None,
            chance.choice(("won", "lost")) if closed else None,
            closed.date() if closed else None,
        )


def leads_next_month(
    count: int, *, changed: int = 20_000, new: int = 5_000
) -> Iterator[tuple[Cell, ...]]:
    """The rows of the next export: all leads again, some of which have another owner, and new ones.

    Args:
        count: How many leads there were.
        changed: How many of them have another owner now; at most a fifth have.
        new: How many are new.
    """
    every = max(5, count // changed)
    for number, row in enumerate(leads(count)):
        owner = "Representative 41" if number % every == 0 else row[_OWNER]
        yield (*row[:_OWNER], owner, *row[_OWNER + 1 :])
    for number, row in enumerate(leads(new), start=count):
        yield (f"00Q{number:012d}", f"person.{number}@next.example", *row[2:])


def _later(
    chance: random.Random, start: datetime | None, likely: float, minutes: int
) -> datetime | None:
    if start is None or chance.random() >= likely:
        return None
    return start + timedelta(minutes=chance.randrange(1, minutes))


def write_workbook(path: Path, count: int) -> None:
    """Write the leads as exports are streamed: texts in their cells, dates by a style."""
    from alignment_desktop.services.sample.xlsx import write_xlsx

    write_xlsx(path, "Leads", [HEADERS, *leads(count)], _FIRST)


def write_text(path: Path, count: int) -> None:
    """Write the leads as comma-separated text."""
    _write_text(path, leads(count))


def write_next_month(path: Path, count: int) -> None:
    """Write the leads of the next export as comma-separated text."""
    _write_text(path, leads_next_month(count))


def _write_text(path: Path, rows: Iterable[tuple[Cell, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADERS)
        for row in rows:
            writer.writerow([_text(cell) for cell in row])


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return "" if cell is None else str(cell)


_HEADER = """
[agreement]
label = "2026"
title = "A year of leads"
currency = "EUR"
calendar = "office"

[agreement.period]
start = 2026-01-01
end = 2026-12-31

[[calendar]]
key = "office"
timezone = "Europe/Berlin"
holidays = { country = "DE", subdivision = "BE" }

[calendar.hours]
mon = ["09:00-17:00"]
tue = ["09:00-17:00"]
wed = ["09:00-17:00"]
thu = ["09:00-17:00"]
fri = ["09:00-15:00"]

[[stage]]
key = "mql"
name = "Marketing-qualified lead"
abbreviation = "MQL"
"""
_TOUCH = 'from = "handed_over_at"\nto = "first_touch_at"\n'
_WON = '[{ field = "outcome", op = "is", value = "won" }]'
_DACH = 'where = [{ field = "region", op = "is", value = "DACH" }]\n'
_LARGE = 'where = [{ field = "employees", op = ">=", value = 1000 }]\n'
COMMITMENTS = {
    "new-leads": ('measure = "count"\nfrom = "created_at"\n', ">= 8000"),
    "mqls": ('measure = "count"\nfrom = "entered.mql"\n', ">= 5000"),
    "hand-overs": ('measure = "count"\nfrom = "handed_over_at"\n', ">= 4000"),
    "large-mqls": ('measure = "count"\nfrom = "entered.mql"\n' + _LARGE, ">= 4000"),
    "opportunities": ('measure = "count"\nfrom = "opportunity_at"\n', ">= 1000"),
    "pipeline": ('measure = "sum"\nfrom = "opportunity_at"\nfield = "amount"\n', ">= 9000000 EUR"),
    "pipeline-dach": (
        'measure = "sum"\nfrom = "opportunity_at"\nfield = "amount"\n' + _DACH,
        ">= 900000 EUR",
    ),
    "won": (f'measure = "share"\nfrom = "closed_at"\nof = {_WON}\n', ">= 45 %"),
    "won-of-handed": (
        f'measure = "share"\nfrom = "handed_over_at"\nof = {_WON}\nsettle = "90 days"\n',
        ">= 10 %",
    ),
    "has-owner": ('measure = "filled"\nfrom = "created_at"\nfield = "owner"\n', ">= 99 %"),
    "has-source": ('measure = "filled"\nfrom = "created_at"\nfield = "source"\n', ">= 75 %"),
    "touch-4h": ('measure = "within"\nlimit = "4 business hours"\n' + _TOUCH, ">= 50 %"),
    "touch-1d": ('measure = "within"\nlimit = "1 business day"\n' + _TOUCH, ">= 80 %"),
    "touch-8h": ('measure = "within"\nlimit = "8 hours"\n' + _TOUCH, ">= 30 %"),
    "touch-large": (
        'measure = "within"\nlimit = "2 business hours"\n' + _TOUCH + _LARGE,
        ">= 40 %",
    ),
    "touch-dach": (
        'measure = "within"\nlimit = "2 business days"\n' + _TOUCH + _DACH,
        ">= 90 %",
    ),
    "middle-touch": ('measure = "median"\n' + _TOUCH, "<= 20 hours"),
    "middle-touch-open": ('measure = "median"\nbusiness = true\n' + _TOUCH, "<= 8 hours"),
    "slow-touch": ('measure = "p90"\n' + _TOUCH, "<= 2 days"),
    "deal-size": (
        'measure = "ratio"\nfrom = "opportunity_at"\nfield = "amount"\nper = "employees"\n',
        ">= 10",
    ),
}
"""Twenty commitments: the keys of each measure, and its target."""


def agreement_text() -> str:
    """The agreement as `alignment apply` takes it."""
    clauses = [
        f'[[commitment]]\nkey = "{key}"\n{body}target = "{target}"\nevery = "month"\n'
        for key, (body, target) in COMMITMENTS.items()
    ]
    return _HEADER + "\n" + "\n".join(clauses)
