"""The days of a period as marks in a strip: open, shorter and closed ones, meetings, today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from alignment_desktop.charts.geometry import (
    SMALL,
    Drawing,
    Line,
    Rect,
    Region,
    Shape,
    Text,
    text_width,
)
from alignment_desktop.values import dataclass

_HEAD, _TALL, _FOOT = 20.0, 22.0, 22.0
_DOT = 4.0
_GAP = 1.0
HEIGHT = _HEAD + _TALL + _FOOT
"""How high a strip is."""
_DASH = 2.0
_NARROW = 2.5  # pixels of a day below which days leave no gap


@dataclass(frozen=True, slots=True)
class StripDay:
    """A day.

    Attributes:
        day: Which.
        month: What its month is called.
        share: How much of a usual day is open, 0 to 1.
        kind: `holiday`, `closed`, `open`, `shorter`; empty: it is as its week says.
        meetings: How many meetings are on it.
        clash: Whether one of them is marked.
        told: What there is to say of it; empty: nothing.
    """

    day: date
    month: str
    share: float
    kind: str = ""
    meetings: int = 0
    clash: bool = False
    told: str = ""


def period_strip(
    days: Sequence[StripDay],
    width: float,
    *,
    today: date,
    today_word: str,
    headings: tuple[str, ...],
    caption: str,
    day_words: Sequence[str] = (),
) -> Drawing:
    """A mark a day, as high as the day is long; those with something to say can be pointed at.

    Args:
        days: Each day of the period, in order.
        width: Of the whole drawing.
        today: The day with a line, where it is one of them.
        today_word: What stands at that line.
        headings: Of the table that it reads as: day, what it is.
        caption: What it is, in words.
        day_words: What each day is called in that table; their dates in ISO form where empty.
    """
    if not days:
        return Drawing(width, 0, (), caption=caption)
    wide = width / len(days)
    gap = _GAP if wide >= _NARROW else 0.0
    base = _HEAD + _TALL
    shapes: list[Shape] = [Line((0, base), (width, base), "line")]
    regions, table = [], [headings]
    named = list(day_words) or [each.day.isoformat() for each in days]
    for at, day in enumerate(days):
        x = at * wide
        shapes += _mark(day, x, max(wide - gap, 0.5), base)
        if day.meetings:
            colour = "at_risk" if day.clash else "muted"
            middle = x + (wide - gap) / 2
            shapes.append(Rect(middle - _DOT / 2, base + 4, _DOT, _DOT, colour, _DOT / 2))
        if day.told:
            regions.append(
                Region(x, _HEAD, max(wide, 1.0), _TALL + 8, f"{named[at]}: {day.told}",
                       day.day.isoformat())
            )  # fmt: skip
            table.append((named[at], day.told))
    shapes += _months(days, wide, width)
    shapes += _today(days, wide, width, today, today_word)
    return Drawing(width, HEIGHT, tuple(shapes), tuple(regions), tuple(table), caption)


def _mark(day: StripDay, x: float, wide: float, base: float) -> list[Shape]:
    tall = _TALL * day.share
    if day.kind == "holiday":
        return [Rect(x, _HEAD, wide, _TALL, "neutral")]
    if day.kind == "closed":
        inner = max(wide - 2, 0.0)
        return [
            Rect(x, _HEAD, wide, _TALL, "neutral"),
            Rect(x + 1, _HEAD + 1, inner, _TALL - 2, "panel"),
        ]
    if tall <= 0:
        return []
    colour = "accent" if day.kind else "control_line"
    return [Rect(x, base - max(tall, 1.0), wide, max(tall, 1.0), colour)]


def _months(days: Sequence[StripDay], wide: float, width: float) -> list[Shape]:
    """The name of each month where its days begin, as far as there is room for it."""
    shapes: list[Shape] = []
    at, free = 0, 0.0
    for _, group in groupby(days, key=lambda each: (each.day.year, each.day.month)):
        month = list(group)
        x, room = at * wide, len(month) * wide
        text = month[0].month
        if x >= free and text_width(text, SMALL) * 0.8 <= min(max(room, 40.0), width - x):
            shapes.append(Text(x, 12, text, "muted", SMALL))
            free = x + text_width(text, SMALL) * 0.8 + 8
        at += len(month)
    return shapes


def _today(
    days: Sequence[StripDay], wide: float, width: float, today: date, word: str
) -> list[Shape]:
    at = (today - days[0].day).days
    if not 0 <= at < len(days):
        return []
    x = (at + 0.5) * wide
    half = text_width(word, SMALL) / 2
    middle = min(max(x, half), max(width - half, half))
    return [
        Line((x, _HEAD - 4), (x, _HEAD + _TALL + 2), "accent", _DASH),
        Text(middle, HEIGHT - 2, word, "accent", SMALL, "medium", "centre"),
    ]
