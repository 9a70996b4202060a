"""The timeline: what runs when, by segment, with single days as diamonds, and a line for a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from alignment_desktop.charts.geometry import (
    SMALL,
    Drawing,
    Line,
    Polygon,
    Rect,
    Region,
    Shape,
    Text,
    legible,
    text_width,
)
from alignment_desktop.values import dataclass

_HEAD, _ROW, _BAR, _PAD = 20.0, 22.0, 18.0, 6.0
_NAMES = 0.2
"""So much of the width goes to the names of the groups."""
_DIAMOND, _APART = 5.0, 8.0


@dataclass(frozen=True, slots=True)
class Span:
    """Something that runs from one day to another, or falls on one.

    Attributes:
        label: What it is called.
        start: Its first day; for a diamond its day.
        end: Its last day.
        owner: `sales`, `marketing` or `shared`: the token of its colour.
        told: What it says to whoever points at it or does not see it.
        strong: Whether it is filled: what has priority, or is done.
        diamond: Whether it is a single day, such as when something is due.
    """

    label: str
    start: date
    end: date
    owner: str
    told: str
    strong: bool = False
    diamond: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The spans under one name."""

    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Days:
    """Which days lie where."""

    first: date
    last: date
    left: float
    right: float

    def edge(self, day: date, after: int = 0) -> float:
        """Where a day begins, or so many days after it; no further than the frame."""
        whole = (self.last - self.first).days + 1
        share = ((day - self.first).days + after) / whole
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)


def timeline(
    groups: Sequence[Group],
    first: date,
    last: date,
    width: float,
    ticks: Sequence[tuple[date, str]] = (),
    today: tuple[date, str] | None = None,
) -> Drawing:
    """A row of bars for each group; what would overlap goes below.

    A name that its bar has no room for stands behind it. What lies outside the days is cut off at
    the frame, and left out where nothing of it lies within.

    Args:
        groups: From top to bottom.
        first: The first day of the frame.
        last: The last day.
        width: Of the whole drawing; the height comes from the number of rows.
        ticks: Days with a line and words, such as months.
        today: A day to mark, and its words; None: none.
    """
    days = _Days(first, last, width * _NAMES, width)
    shapes: list[Shape] = []
    regions: list[Region] = []
    table: list[tuple[str, ...]] = [("", "")]
    y = _HEAD
    for group in groups:
        within = [span for span in group.spans if span.start <= last and span.end >= first]
        rows = _rows(sorted(within, key=lambda each: (each.start, each.end)), days)
        shapes.append(Line((0, y), (width, y), "line"))
        room = days.left - _APART
        shapes.append(Text(0, y + _PAD + 12, group.name, "text", SMALL, "semibold", room=room))
        for number, row in enumerate(rows):
            top = y + _PAD + number * _ROW
            for span in row:
                shapes += _span(span, top, days)
                left, right = _extent(span, days)
                regions.append(Region(left, top, right - left, _BAR, span.told))
                table.append((span.label, span.told.removeprefix(f"{span.label}: ")))
        y += 2 * _PAD + max(len(rows), 1) * _ROW - (_ROW - _BAR)
    foot = 16.0 * (today is not None)
    ground = _months(ticks, days, y)
    shapes.append(Line((0, y - 0.5), (width, y - 0.5), "line"))
    if today is not None and first <= today[0] <= last:
        shapes += _today(*today, days, y, width)
    return Drawing(width, y + foot, legible(ground + shapes), tuple(regions), tuple(table))


def _extent(span: Span, days: _Days) -> tuple[float, float]:
    """From where to where the mark of a span goes, without its words."""
    if span.diamond:
        x = (days.edge(span.start) + days.edge(span.start, 1)) / 2
        x = min(max(x, days.left + _DIAMOND), days.right - _DIAMOND)
        return x - _DIAMOND, x + _DIAMOND
    left, right = days.edge(span.start), days.edge(span.end, 1)
    return left, max(right, left + 2) if left + 2 <= days.right else right


def _words(span: Span, days: _Days) -> tuple[float, float, str]:
    """Where the words of a span begin, what room they have, and the token of their colour."""
    left, right = _extent(span, days)
    need = text_width(span.label, SMALL)
    inside, behind = right - left - 12, days.right - right - 6
    if not span.diamond and (need <= inside or inside >= behind):
        return left + 6, max(inside, 0.0), "on_fill" if span.strong else "text"
    return right + 5, max(min(need, behind), 0.0), "text"


def _rows(spans: Sequence[Span], days: _Days) -> list[list[Span]]:
    """The spans in as few rows as they need without touching one another or others' words."""
    rows: list[list[Span]] = []
    ends: list[float] = []
    for span in spans:
        left, right = _extent(span, days)
        start, room, _ = _words(span, days)
        right = max(right, start + room)
        for number, end in enumerate(ends):
            if end + _APART <= left:
                rows[number].append(span)
                ends[number] = right
                break
        else:
            rows.append([span])
            ends.append(right)
    return rows


def _span(span: Span, top: float, days: _Days) -> list[Shape]:
    left, right = _extent(span, days)
    middle = top + _BAR / 2
    shapes: list[Shape] = []
    if span.diamond:
        shapes.append(Polygon(_corners((left + right) / 2, middle, _DIAMOND), span.owner))
        if not span.strong:
            inner = _corners((left + right) / 2, middle, _DIAMOND - 1.75)
            shapes.append(Polygon(inner, "panel"))
    else:
        shapes.append(Rect(left, top, right - left, _BAR, span.owner, 3))
        if not span.strong and right - left > 3:
            shapes.append(
                Rect(left + 1, top + 1, right - left - 2, _BAR - 2, f"{span.owner}_tint", 2)
            )
    start, room, colour = _words(span, days)
    shapes.append(Text(start, middle + 4, span.label, colour, SMALL, "medium", room=room))
    return shapes


def _corners(x: float, y: float, reach: float) -> tuple[tuple[float, float], ...]:
    return (x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)


def _months(ticks: Sequence[tuple[date, str]], days: _Days, bottom: float) -> list[Shape]:
    """A thin line at each tick, with its words on top as far as the next."""
    shapes: list[Shape] = []
    places = [days.edge(day) for day, _ in ticks]
    for at, ((_, words), x) in enumerate(zip(ticks, places, strict=True)):
        after = places[at + 1] if at + 1 < len(places) else days.right
        shapes.append(Line((x, 0), (x, bottom), "soft_line"))
        shapes.append(Text(x + 3, 13, words, "muted", SMALL, "medium", room=max(after - x - 6, 0)))
    return shapes


def _today(day: date, words: str, days: _Days, bottom: float, width: float) -> list[Shape]:
    x = (days.edge(day) + days.edge(day, 1)) / 2
    half = min(x, width - x)
    return [
        Line((x, _HEAD), (x, bottom + 2), "accent", 1.25),
        Text(x, bottom + 13, words, "accent", SMALL, "semibold", "centre", 2 * half),
    ]
