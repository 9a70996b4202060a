"""Clocks as bars on one line of time: how long each ran, when it was due, how it ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from alignment_desktop.charts.geometry import (
    SMALL,
    Drawing,
    Line,
    Rect,
    Region,
    Shape,
    Text,
    legible,
    text_width,
)
from alignment_desktop.values import dataclass

ROW = 36.0
HEAD = 20.0
_BAR, _LEAST, _HATCH = 12.0, 2.0, 4.0
_NAMES, _ENDS = 0.27, 0.3
"""So much of the width goes to what each clock is called, and to how it ended."""
_APART = 10.0
_INSIDE = 8.0
"""Where the words of a row begin, so that a ring around the row does not cut them."""


@dataclass(frozen=True, slots=True)
class ClockBar:
    """One clock.

    Attributes:
        key: How it is meant.
        name: What it is called.
        limit: The time allowed, in words.
        start: When it started.
        end: When it stopped; where it still runs, the moment that is asked about.
        due: When the time allowed is used up; None where nothing is due.
        running: Whether it still runs.
        colour: The token of the party that promises.
        tone: The token of how it ended: `kept`, `missed`, `accent`, `muted`.
        ended: How it ended, in words.
        when: When that was, in words.
        closed: Stretches in which it stands still.
    """

    key: str
    name: str
    limit: str
    start: datetime
    end: datetime
    due: datetime | None
    running: bool
    colour: str
    tone: str
    ended: str
    when: str
    closed: tuple[tuple[datetime, datetime], ...] = ()


def clock_bars(
    clocks: Sequence[ClockBar], ticks: Sequence[tuple[datetime, str]], width: float
) -> Drawing:
    """A row for each clock, all on one line of time.

    What ran past its due moment is drawn in the colour of the missed from there on; where a clock
    stands still its bar is hatched.

    Args:
        clocks: From top to bottom.
        ticks: Moments with a line and words; what has no room for its words has only its line.
        width: Of the whole drawing; the height comes from the number of clocks.
    """
    height = HEAD + ROW * len(clocks)
    if not clocks:
        return Drawing(width, height, ())
    left, right = width * _NAMES + _APART, width * (1 - _ENDS) - _APART
    moments = [
        moment for clock in clocks for moment in (clock.start, clock.end, clock.due) if moment
    ]
    first, last = min(moments), max(moments)
    whole = max((last - first).total_seconds(), 1.0)

    def place(moment: datetime) -> float:
        share = (moment - first).total_seconds() / whole
        return left + min(max(share, 0.0), 1.0) * (right - left)

    shapes = _ticks([(place(moment), words) for moment, words in ticks], right, height)
    regions: list[Region] = []
    table: list[tuple[str, ...]] = [("", "")]
    for number, clock in enumerate(clocks):
        top = HEAD + number * ROW
        shapes += _words(clock, top, width, left, right)
        shapes += _bar(clock, top + (ROW - _BAR) / 2, place)
        told = ". ".join(filter(None, (clock.ended, clock.when)))
        regions.append(
            Region(0, top, width, ROW, f"{clock.name}, {clock.limit}: {told}", clock.key)
        )
        table.append((clock.name, clock.limit, told))
    return Drawing(width, height, legible(shapes), tuple(regions), tuple(table))


def _ticks(ticks: Sequence[tuple[float, str]], right: float, height: float) -> list[Shape]:
    """A thin line at each tick; words where those before leave room."""
    shapes: list[Shape] = []
    free = 0.0
    for x, words in ticks:
        shapes.append(Line((x, HEAD - 4), (x, height), "soft_line"))
        need = text_width(words, SMALL)
        if free <= x <= right:
            shapes.append(Text(x, 12, words, "muted", SMALL, room=need))
            free = x + need + _APART
    return shapes


def _words(clock: ClockBar, top: float, width: float, left: float, right: float) -> list[Shape]:
    before, behind = left - _APART - _INSIDE, width - right - _APART
    x = right + _APART
    return [
        Text(_INSIDE, top + 15, clock.name, "text", 13, room=before, tabular=False),
        Text(_INSIDE, top + 29, clock.limit, "muted", SMALL, room=before, tabular=False),
        Text(x, top + 15, clock.ended, clock.tone, 13, "semibold", room=behind),
        Text(x, top + 29, clock.when, "muted", SMALL, room=behind),
    ]


def _bar(clock: ClockBar, top: float, place: Callable[[datetime], float]) -> list[Shape]:
    start, end = place(clock.start), place(clock.end)
    shapes: list[Shape] = []
    late = clock.due is not None and clock.due < clock.end and clock.tone == "missed"
    until = max(place(clock.due), start) if late and clock.due is not None else end
    colour = f"{clock.colour}_tint" if clock.running else clock.colour
    if clock.running:
        shapes.append(
            Rect(start - 1, top - 1, max(until - start, _LEAST) + 2, _BAR + 2, clock.colour)
        )
    shapes.append(Rect(start, top, max(until - start, _LEAST), _BAR, colour))
    if late:
        shapes.append(Rect(until, top, max(end - until, _LEAST), _BAR, "missed"))
    for first, last in clock.closed:
        left, right = max(place(first), start), min(place(last), end)
        if right - left >= _LEAST:
            shapes += _hatched(left, right, top)
    if clock.due is not None:
        x = place(clock.due)
        shapes.append(Line((x, top - 4), (x, top + _BAR + 4), "text", 2))
    return shapes


def _hatched(left: float, right: float, top: float) -> list[Shape]:
    """Slanted lines on the ground of the card, from one edge of a bar to the other."""
    shapes: list[Shape] = [Rect(left, top, right - left, _BAR, "panel")]
    foot = left - _BAR + _HATCH
    while foot < right:
        low, high = max(foot, left), min(foot + _BAR, right)
        if high - low >= 1:
            shapes.append(
                Line((low, top + _BAR - (low - foot)), (high, top + _BAR - (high - foot)), "line")
            )
        foot += _HATCH
    return shapes
