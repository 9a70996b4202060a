"""Good tables whose files say the same in whatever way they are written."""

# ruff: noqa: DTZ001 - wall-clock times, as spreadsheets hold them

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

Value = str | float | datetime | date | None
ROWS = 12


@dataclass
class Good:
    """A good table.

    Attributes:
        fields: Column name to field, the key first.
        rows: Typed values.
    """

    fields: dict[str, str]
    rows: list[list[Value]]


@dataclass
class Dressed:
    """A good table in a file.

    Attributes:
        name: What the file is called.
        content: Its bytes.
        good: What it says.
        places: Key to the row that a spreadsheet shows, or the number of the record.
        made: What is unusual about it.
    """

    name: str
    content: bytes
    good: Good
    places: dict[str, int]
    made: list[str] = field(default_factory=list)


def good_table(random: Random) -> Good:
    """Leads, deals or campaigns."""
    return random.choice([_leads, _leads, _deals, _campaigns])(random)


def _leads(random: Random) -> Good:
    fields = {
        "Lead ID": "lead_id", "Created Date": "created_at", "Account": "account",
        "Amount": "amount", "Stage": "stage", "Outcome": "outcome", "Lead Source": "source",
        "Employees": "employees",
    }  # fmt: skip
    first = datetime.fromisoformat("2026-03-01 08:01")
    rows: list[list[Value]] = [
        [
            f"L-{1000 + n}",
            first + timedelta(minutes=random.randrange(300_000)),
            random.choice(["Müller & Söhne", "Acme, Inc.", "Zeta Ltd", "O'Brien", "Größe AG"]),
            random.randrange(1, 9_000_000) / 100,
            random.choice(["MQL", "SAL"]),
            random.choice(["won", "lost", None]),
            random.choice(["Web", "Event", None]),
            float(random.randrange(1, 9_000)),
        ]
        for n in range(ROWS)
    ]
    return Good(fields, rows)


def _deals(random: Random) -> Good:
    fields = {
        "Opportunity ID": "opportunity_id", "Opportunity Owner": "owner", "Created Date":
        "opportunity_at", "Close Date": "closed_at", "Amount": "amount", "Region": "region",
    }  # fmt: skip
    first = date(2026, 1, 14)
    rows: list[list[Value]] = [
        [
            f"{random.randrange(16**8):08X}A",
            random.choice(["Anna Kovacs", "Tom Becker"]),
            first + timedelta(days=random.randrange(100)),
            first + timedelta(days=random.randrange(100, 200)),
            float(random.randrange(9000)),
            random.choice(["EMEA", "DACH"]),
        ]
        for _ in range(ROWS)
    ]
    return Good(fields, rows)


def _campaigns(random: Random) -> Good:
    fields = {
        "Campaign": "campaign", "Month": "period", "Channel": "channel",
        "Impressions": "impressions", "Clicks": "clicks", "Cost": "spend",
    }  # fmt: skip
    rows: list[list[Value]] = [
        [
            f"Campaign {n}",
            f"2026-{1 + n % 9:02}",
            random.choice(["Search", "Social"]),
            float(random.randrange(90_000)),
            float(random.randrange(900)),
            random.randrange(900_000) / 100,
        ]
        for n in range(ROWS)
    ]
    return Good(fields, rows)


def plain_text(good: Good) -> bytes:
    """The table as the plainest delimited text."""
    lines = [list(good.fields), *([plain(value) for value in row] for row in good.rows)]
    return "\n".join(",".join(f'"{text}"' for text in line) for line in lines).encode()


def plain(value: Value) -> str:
    """A value as the plainest text."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, float):
        return f"{value:.2f}".removesuffix(".00")
    return str(value or "")


EPOCH = date(1899, 12, 30)
"""Before the first day that spreadsheet programs count."""


def day_count(value: date, begin: date = EPOCH) -> float:
    """A day or a moment as spreadsheet programs count it."""
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return (moment - datetime(begin.year, begin.month, begin.day)) / timedelta(days=1)
