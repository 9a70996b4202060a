"""The hours of a week as blocks that are drawn, moved, stretched and taken away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from alignment_desktop.domain.calendar import WEEKDAYS, Shift
from alignment_desktop.values import dataclass

Week: TypeAlias = tuple[tuple[Shift, ...], ...]
"""Seven tuples of shifts, Monday first, as `Calendar.hours`."""
STEP = 15
"""Minutes to which what is drawn snaps; also the shortest block."""
DAY = 24 * 60
WEEK = 7 * DAY


@dataclass(frozen=True, slots=True)
class Block:
    """A shift of a week.

    Attributes:
        day: The day on which it starts, 0 for Monday.
        shift: Its hours.
    """

    day: int
    shift: Shift

    @property
    def crosses_midnight(self) -> bool:
        """Whether it ends on the next day."""
        return self.shift.end > DAY


def blocks_of(week: Week) -> list[Block]:
    """Every shift of a week, in order."""
    return [Block(day, shift) for day, shifts in enumerate(week) for shift in shifts]


def snapped(minutes: float) -> int:
    """The nearest minute at which blocks begin and end."""
    return round(minutes / STEP) * STEP


def drawn(day: int, first: float, last: float) -> Block:
    """The block between two places of a day at which a pointer was, in either order."""
    start, end = sorted((snapped(first), snapped(last)))
    return _within(day, start, end)


def stretched(block: Block, *, start: int | None = None, end: int | None = None) -> Block:
    """A block with another start or end; it stays as long as a step, and at most a day."""
    shift = block.shift
    if start is not None:
        low, high = max(0, shift.end - DAY), min(shift.end, DAY) - STEP
        return Block(block.day, Shift(min(max(start, low), max(low, high)), shift.end))
    if end is not None:
        bounded = min(max(end, shift.start + STEP), shift.start + DAY)
        return Block(block.day, Shift(shift.start, bounded))
    return block


def moved(block: Block, minutes: int, days: int = 0) -> Block:
    """A block so many minutes later, on a later day; it stays in its week, its start in its day."""
    day = min(max(block.day + days, 0), len(WEEKDAYS) - 1)
    start, end = block.shift.start, block.shift.end
    by = min(max(minutes, -start), DAY - STEP - start) if minutes else 0
    return Block(day, Shift(start + by, end + by))


def with_block(week: Week, block: Block) -> Week:
    """A week with one more block; blocks of its day that it touches become one with it."""
    start, end = block.shift.start, block.shift.end
    apart: list[Shift] = []
    # In order, so that what has grown meets all that it touches now.
    for shift in sorted(week[block.day]):
        if shift.start <= end and start <= shift.end:
            start, end = min(start, shift.start), max(end, shift.end)
        else:
            apart.append(shift)
    united = Shift(start, min(end, start + DAY))
    return _with_day(week, block.day, (*apart, united))


def without_block(week: Week, block: Block) -> Week:
    """A week without a block; the same where it has no such block."""
    return _with_day(week, block.day, (each for each in week[block.day] if each != block.shift))


def replaced(week: Week, block: Block, by: Block) -> Week:
    """A week in which a block is another now."""
    return with_block(without_block(week, block), by)


def free_block(week: Week, day: int, length: int = 4 * 60) -> Block | None:
    """A block where a day has room for one: behind its last hours, else from nine; None: nowhere.

    Args:
        week: The hours as they are.
        day: Of which day.
        length: Minutes that it has where there is so much room.
    """
    shifts = week[day]
    if not shifts:
        return Block(day, Shift(9 * 60, 17 * 60))
    last = max(shift.end for shift in shifts)
    start = -(-(last + STEP) // STEP) * STEP
    if start + STEP <= DAY:
        return Block(day, Shift(start, min(start + length, DAY)))
    first = min(shift.start for shift in shifts)
    end = (first - STEP) // STEP * STEP
    return Block(day, Shift(max(end - length, 0), end)) if end >= STEP else None


def minutes_on(shifts: Iterable[Shift]) -> int:
    """Minutes of a day's shifts, those past midnight among them; what overlaps counts once."""
    return _united((shift.start, shift.end) for shift in shifts)


def minutes_of_week(week: Week) -> int:
    """Open minutes of a week that follows one like it; what overlaps counts once.

    A shift of Sunday that ends on Monday counts, as that of the week before does on its Monday.
    """
    spans = []
    for block in blocks_of(week):
        start, end = (block.day * DAY + at for at in (block.shift.start, block.shift.end))
        spans.append((start, min(end, WEEK)))
        if end > WEEK:
            spans.append((0, end - WEEK))
    return _united(spans)


def overlapping_days(week: Week) -> list[str]:
    """The days of a week, as fields call them, of which a shift begins before another has ended.

    A shift past midnight reaches into the next day, that of Sunday into Monday.
    """
    spans = sorted(
        (block.day * DAY + block.shift.start, block.day * DAY + block.shift.end)
        for block in blocks_of(week)
    )
    if spans:
        first, end = spans[0]
        spans.append((first + WEEK, end + WEEK))
    days, reached = [], 0
    for start, end in spans:
        if start < reached:
            days.append(WEEKDAYS[start % WEEK // DAY])
        reached = max(reached, end)
    return list(dict.fromkeys(days))


def changed_days(before: Week, after: Week) -> dict[str, list[str]]:
    """Where two weeks differ, what fields say: `{"hours.mon": ["09:00-17:00"]}`."""
    return {
        f"hours.{name}": [str(shift) for shift in shifts]
        for name, was, shifts in zip(WEEKDAYS, before, after, strict=True)
        if was != shifts
    }


def _within(day: int, start: int, end: int) -> Block:
    start = min(max(start, 0), DAY - STEP)
    return Block(day, Shift(start, min(max(end, start + STEP), start + DAY)))


def _with_day(week: Week, day: int, shifts: Iterable[Shift]) -> Week:
    return (*week[:day], tuple(sorted(shifts)), *week[day + 1 :])


def _united(spans: Iterable[tuple[int, int]]) -> int:
    total, reached = 0, -1
    for start, end in sorted(spans):
        total += max(end - max(start, reached), 0)
        reached = max(reached, end)
    return total
