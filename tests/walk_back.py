"""Walks the figures of printed pages back to where they come from, by a reader of its own.

Nothing here formats or pools by the program's code: what a page may say is worked out from the
answers of the commands and from the imported rows, and what is left over comes from nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from math import sqrt
from typing import Any

_FIGURE = re.compile(
    r"(?<![\w.,])[+−]?€?\d[\d,]*(?:\.\d+)?[MK%]?(?: h \d+ m(?![a-z])| [hm]\b)?(?!\w)"
)
_Z = 1.959963984540054
"""The quantile of a 95% interval."""
Row = dict[str, Any]


def figures_in(text: str) -> list[str]:
    """Every figure of a text, with its sign, currency and unit: counts, shares, money, times."""
    return [each.rstrip(",") for each in _FIGURE.findall(text.replace("\xa0", " "))]


def from_nowhere(text: str, known: Iterable[str]) -> list[str]:
    """The figures of a text that are not among those that it may show."""
    allowed = set(known)
    return [each for each in figures_in(text) if each not in allowed]


def count(number: float) -> str:
    return f"{number:,.0f}"


def share(value: float) -> str:
    return f"{100 * value:.1f}%"


def promised_share(value: float) -> str:
    """As a promise names it: without digits that say nothing."""
    return f"{round(100 * value, 2):g}%"


def money(value: float) -> set[str]:
    """In full, and in millions with two digits at most."""
    short = f"{value / 1e6:.2f}".rstrip("0").rstrip(".")
    return {f"€{value:,.0f}", f"{value:,.0f}", f"€{short}M"}


def duration(seconds: float) -> str:
    """Hours and minutes, as "1 h 49 m"."""
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join(f"{n} {unit}" for n, unit in ((hours, "h"), (minutes, "m")) if n)


def signed(value: float, text: str) -> str:
    return ("+" if value > 0 else "−") + text


def interval(kept: int, missed: int) -> tuple[float, float]:
    """The interval of Wilson for a share."""
    n = kept + missed
    p = kept / n
    middle, spread = p + _Z**2 / (2 * n), _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
    return (middle - spread) / (1 + _Z**2 / n), (middle + spread) / (1 + _Z**2 / n)


def sections(text: str, heads: Sequence[str]) -> dict[str, str]:
    """A text divided where each of these begins, in the order of the text.

    Raises:
        AssertionError: One of them does not begin anything.
    """
    places = sorted((text.find(head), head) for head in heads)
    assert places[0][0] >= 0, f"{places[0][1]} is not in the text"
    ends = [place for place, _ in places[1:]] + [len(text)]
    parts = {head: text[place:end] for (place, head), end in zip(places, ends, strict=True)}
    return {"": text[: places[0][0]], **parts}


def open_seconds(begin: datetime, end: datetime, calendar: Row, closed: set[str]) -> float:
    """How long an office is open between two moments of its own zone, minute by minute of clauses.

    Args:
        begin: Where the clock starts.
        end: Where it stops.
        calendar: The clause, as `show --json` has it.
        closed: The days of holidays, beside those that the clause closes.
    """
    total, day = timedelta(0), begin.date()
    shut = closed | set(calendar.get("closed", []))
    while day <= end.date():
        named = day.isoformat()
        hours = calendar["hours"].get(
            ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()], []
        )
        spans = [] if named in shut else hours
        spans = calendar.get("open", {}).get(named, spans)
        for sign, some in ((1, spans), (-1, calendar.get("breaks", {}).get(named, []))):
            for span in some:
                first, last = (
                    datetime.combine(day, time.fromisoformat(each), begin.tzinfo)
                    for each in span.split("-")
                )
                total += sign * max(timedelta(0), min(end, last) - max(begin, first))
        day += timedelta(days=1)
    return total.total_seconds()
