"""The timeline: what runs when, by segment, with single days as diamonds, and a line for a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from alignment_desktop.charts.geometry import (
    Drawing,
    Grip,
    Line,
    Rect,
    Region,
    Shape,
    Text,
    Weight,
    legible,
    text_width,
)
from alignment_desktop.charts.timeline_marks import band, mark, pill
from alignment_desktop.charts.timeline_values import (
    APART,
    PAPER,
    TIGHT,
    Crowded,
    Days,
    Group,
    Sizes,
    Span,
    Tick,
    Unplaced,
    extent,
    room_of_words,
)
from alignment_desktop.values import dataclass

WHOLE, START, END = "whole", "start", "end"
"""The parts of a bar that can be dragged."""
PLACE = "place"
"""The part of what has no place that can be dragged: all of it, onto the days."""
_NAMES = 0.2
"""So much of the width goes to the names of the groups, if that is not more than they may have."""
_HEADING: tuple[str, Weight] = ("text", "semibold")
_PLAIN: tuple[str, Weight] = ("muted", "regular")
_FOOT = 20.0
_GRIP = 6.0
"""So wide is the end of a bar by which it is stretched."""
_WEEK = 22.0
"""So wide a week has to be for its day to be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The days that a timeline shows, and what is marked among them.

    Attributes:
        first: The first day.
        last: The last day.
        months: Days with a line and words.
        weeks: Days with a thin line, and words where there is room.
        period: The first and the last day of what the timeline is about, where that is less than
            it shows; None: it is all.
        today: A day to mark, and its words; None: none.
    """

    first: date
    last: date
    months: Sequence[Tick] = ()
    weeks: Sequence[Tick] = ()
    period: tuple[date, date] | None = None
    today: Tick | None = None


def timeline(
    groups: Sequence[Group], frame: Frame, width: float, sizes: Sizes = PAPER, selected: str = ""
) -> Drawing:
    """A row of bars for each group; what would overlap goes below.

    A name that its bar has no room for stands behind it. What lies outside the days is cut off at
    the frame, with teeth, and left out where nothing of it lies within.

    Args:
        groups: From top to bottom.
        frame: The days.
        width: Of the whole drawing; the height comes from the number of rows.
        sizes: How large its parts are.
        selected: The key of what is chosen, which has a ring around it.
    """
    days = _days(frame, width, sizes)
    weeks = [tick for tick in frame.weeks if days.width * 7 >= _WEEK]
    head = sizes.head * (2 if weeks else 1)
    shapes: list[Shape] = []
    bands: list[Shape] = []
    regions: list[Region] = []
    grips: list[Grip] = []
    table: list[tuple[str, ...]] = [("", "")]
    y = head
    for group in groups:
        drawn = _Drawn(group, y, days, sizes, selected)
        shapes += [Line((0, y), (width, y), "line"), *drawn.shapes]
        bands += drawn.bands
        regions += drawn.regions
        grips += drawn.grips
        table += drawn.table
        y = drawn.bottom
    ground = [*_ground(frame, weeks, days, sizes, y), *bands]
    shapes.append(Line((0, y - 0.5), (width, y - 0.5), "line"))
    foot = 0.0
    if frame.today is not None and frame.first <= frame.today.day <= frame.last:
        foot = _FOOT
        ground.append(_today_line(frame.today, days, head, y))
        shapes += _today(frame.today, days, y, width, sizes)
    return Drawing(
        width,
        y + foot,
        legible(ground + shapes),
        tuple(regions),
        tuple(table),
        grips=tuple(grips),
    )


def day_width(frame: Frame, width: float, sizes: Sizes) -> float:
    """How wide a day is on a timeline of a width."""
    return _days(frame, width, sizes).width


def day_at(frame: Frame, x: float, width: float, sizes: Sizes) -> date | None:
    """The day that stands at a place on a timeline of a width; None beside its days."""
    days = _days(frame, width, sizes)
    if not days.left <= x < days.right:
        return None
    return frame.first + timedelta(days=int((x - days.left) / days.width))


def _days(frame: Frame, width: float, sizes: Sizes) -> Days:
    return Days(frame.first, frame.last, min(width * _NAMES, sizes.names), width)


class _Drawn:
    """One group, drawn."""

    def __init__(self, group: Group, top: float, days: Days, sizes: Sizes, selected: str) -> None:
        self.shapes: list[Shape] = []
        self.bands: list[Shape] = []
        self.regions: list[Region] = []
        self.grips: list[Grip] = []
        self.table: list[tuple[str, ...]] = []
        self._days, self._sizes, self._selected = days, sizes, selected
        within = [span for span in group.spans if days.shows(span)]
        rows = _rows(sorted(within, key=lambda each: (each.start, each.end)), days, sizes)
        pills = _pill_rows(group.unplaced, days, sizes)
        count = max(len(rows) + len(pills), 1)
        words = sizes.text + len(group.notes) * sizes.line
        self.bottom = top + 2 * sizes.pad + max(count * sizes.row - (sizes.row - sizes.bar), words)
        self._name(group, top)
        y = top + sizes.pad
        for row in rows:
            for span in row:
                self._span(span, y)
            y += sizes.row
        for line in pills:
            for it, x, width in line:
                self.shapes += pill(it, x, y, width, sizes)
                self.regions.append(Region(x, y, width, sizes.bar, it.told, it.key))
                self.table.append((it.label, it.told.removeprefix(f"{it.label}: ")))
                if it.movable:
                    self.grips.append(Grip(x, y, width, sizes.bar, it.key, PLACE))
            y += sizes.row
        # What stands on the days is pointed at before them.
        for each in group.crowded:
            if each.first <= days.last and each.last >= days.first:
                self._band(group, each, top)

    def _name(self, group: Group, top: float) -> None:
        sizes, room = self._sizes, self._days.left - APART
        base = top + sizes.pad + sizes.text
        self.shapes.append(Text(0, base, group.name, "text", sizes.text, "semibold", room=room))
        for note in group.notes:
            base += sizes.line
            weight: Weight = "semibold" if note.strong else "regular"
            self.shapes.append(
                Text(0, base, note.text, note.colour, sizes.small, weight, room=room)
            )
        if group.told:
            height = self.bottom - top - 2 * sizes.pad
            self.regions.append(Region(0, top + sizes.pad, room, height, group.told))
            self.table.append((group.name, group.told.removeprefix(f"{group.name}: ")))

    def _band(self, group: Group, crowded: Crowded, top: float) -> None:
        days = self._days
        left, right = days.edge(crowded.first), days.edge(crowded.last, 1)
        self.bands += band(left, right, top, self.bottom)
        self.regions.append(Region(left, top, right - left, self.bottom - top, crowded.told))
        self.table.append((group.name, crowded.told))

    def _span(self, span: Span, top: float) -> None:
        days, sizes = self._days, self._sizes
        left, right = extent(span, days)
        if span.key and span.key == self._selected:
            self.shapes += _ring(left, right, top, sizes.bar, days.right)
        self.shapes += mark(span, top, days, sizes)
        self.regions.append(Region(left, top, right - left, sizes.bar, span.told, span.key))
        self.table.append((span.label, span.told.removeprefix(f"{span.label}: ")))
        if span.movable:
            self.grips.append(Grip(left, top, right - left, sizes.bar, span.key, WHOLE))
            if not span.diamond:
                self._ends(span, left, right, top)

    def _ends(self, span: Span, left: float, right: float, top: float) -> None:
        """The ends by which a bar is stretched, where they are in sight."""
        days, high = self._days, self._sizes.bar
        width = min(_GRIP, (right - left) / 3)
        if span.start >= days.first:
            self.grips.append(Grip(left, top, width, high, span.key, START, "sideways"))
        if span.shown_end <= days.last:
            self.grips.append(Grip(right - width, top, width, high, span.key, END, "sideways"))


def _ring(left: float, right: float, y: float, height: float, edge: float) -> list[Shape]:
    """A ring around what is chosen, with a gap between; no further than the edge of the frame."""
    shapes: list[Shape] = []
    for reach, colour in ((3.0, "accent"), (1.5, "panel")):
        x, end = max(left - reach, 0.0), min(right + reach, edge)
        shapes.append(Rect(x, y - reach, end - x, height + 2 * reach, colour, 3 + reach))
    return shapes


def _rows(spans: Sequence[Span], days: Days, sizes: Sizes) -> list[list[Span]]:
    """The spans in as few rows as they need without touching one another or others' words."""
    rows: list[list[Span]] = []
    ends: list[float] = []
    for span in spans:
        left, right = extent(span, days)
        start, room, _ = room_of_words(span, days, sizes.text)
        right = max(right, start + room)
        for number, end in enumerate(ends):
            if end + APART <= left:
                rows[number].append(span)
                ends[number] = right
                break
        else:
            rows.append([span])
            ends.append(right)
    return rows


def _pill_rows(
    unplaced: Sequence[Unplaced], days: Days, sizes: Sizes
) -> list[list[tuple[Unplaced, float, float]]]:
    """What has no place, side by side, each with where it begins and how wide it is."""
    rows: list[list[tuple[Unplaced, float, float]]] = []
    x = days.right
    for it in unplaced:
        width = min(text_width(it.words, sizes.text) + 2 * APART, days.right - days.left)
        if not rows or x + width > days.right:
            rows.append([])
            x = days.left
        rows[-1].append((it, x, width))
        x += width + TIGHT
    return rows


def _ground(
    frame: Frame, weeks: Sequence[Tick], days: Days, sizes: Sizes, bottom: float
) -> list[Shape]:
    """What lies behind: the days outside the period, a thin line at each week and month."""
    shapes: list[Shape] = []
    if frame.period is not None:
        for left, right in (
            (days.left, days.edge(frame.period[0])),
            (days.edge(frame.period[1], 1), days.right),
        ):
            if right > left:
                shapes.append(Rect(left, 0, right - left, bottom, "background"))
    base = sizes.head - 7
    top = sizes.head if weeks else 0.0
    shapes += _ticks(weeks, days, (top + 4, bottom), top + base, "soft_line", sizes.small)
    # The line of weeks is left free: the first of a month may be the day after a written one.
    heads = _ticks(frame.months, days, (0.0, sizes.head), base, "line", sizes.text, heading=True)
    shapes += heads
    foot = sizes.head * (2 if weeks else 1)
    for tick in frame.months:
        shapes.append(Line((days.edge(tick.day), foot), (days.edge(tick.day), bottom), "line"))
    return shapes


def _ticks(
    ticks: Sequence[Tick], days: Days, reach: tuple[float, float], base: float, colour: str,
    size: float, *, heading: bool = False,
) -> list[Shape]:  # fmt: skip
    """A thin line at each tick, with its words beside it as far as the next."""
    shapes: list[Shape] = []
    places = [days.edge(tick.day) for tick in ticks]
    for at, (tick, x) in enumerate(zip(ticks, places, strict=True)):
        after = places[at + 1] if at + 1 < len(places) else days.right
        shapes.append(Line((x, reach[0]), (x, reach[1]), colour))
        tone, weight = _HEADING if heading else _PLAIN
        room = max(after - x - 6, 0)
        shapes.append(Text(x + 3, base, tick.words, tone, size, weight, room=room))
    return shapes


def _today_line(today: Tick, days: Days, head: float, bottom: float) -> Line:
    x = (days.edge(today.day) + days.edge(today.day, 1)) / 2
    return Line((x, head), (x, bottom + 2), "accent", 1.5)


def _today(today: Tick, days: Days, bottom: float, width: float, sizes: Sizes) -> list[Shape]:
    """The words of a day in a pill below its line, no further than the frame."""
    x = (days.edge(today.day) + days.edge(today.day, 1)) / 2
    size = sizes.small
    long = min(text_width(today.words, size) + APART, width)
    left = min(max(x - long / 2, 0.0), width - long)
    high = _FOOT - 4
    return [
        Rect(left, bottom + 2, long, high, "accent", high / 2),
        Text(left + long / 2, bottom + 2 + high / 2 + size / 3, today.words, "on_fill", size,
             "semibold", "centre", max(long - TIGHT, 0.0)),
    ]  # fmt: skip
