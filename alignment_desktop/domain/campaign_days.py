"""When campaigns run: which at the same time, which have no proper days, and how days are moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import cast

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.plan import Campaign, Content
from alignment_desktop.values import dataclass

CROWD = 3
"""From so many campaigns at once on it is worth saying."""


_TWO_WEEKS = timedelta(days=13)
"""From the first of their days to the last."""


class Misplaced(StrEnum):
    """Why a campaign is not where its days would put it."""

    NO_DAYS = "no days"
    NO_START = "no start"
    NO_END = "no end"
    BACKWARDS = "backwards"
    """It ends before it starts."""
    BEFORE = "before"
    """It ends before the agreement's period begins."""
    AFTER = "after"
    """It starts after the period ends."""


def misplaced(start: date | None, end: date | None, first: date, last: date) -> Misplaced | None:
    """What is wrong with the days of something in a period; None: nothing.

    Args:
        start: Its first day.
        end: Its last day.
        first: The period's first day.
        last: Its last day.
    """
    if start is None or end is None:
        if start is end:
            return Misplaced.NO_DAYS
        return Misplaced.NO_START if start is None else Misplaced.NO_END
    if end < start:
        return Misplaced.BACKWARDS
    if end < first:
        return Misplaced.BEFORE
    return Misplaced.AFTER if start > last else None


@dataclass(frozen=True, slots=True)
class Crowd:
    """Days on which many campaigns run at once, as many on each of them.

    Attributes:
        first: The first of these days.
        last: The last.
        count: How many run at once.
    """

    first: date
    last: date
    count: int


def crowds(spans: Iterable[tuple[date, date]], least: int = CROWD) -> tuple[Crowd, ...]:
    """The days on which so many run at once, in order; what ends before it starts does not run.

    Args:
        spans: The first and the last day of each.
        least: How many are a crowd.
    """
    changes: dict[date, int] = {}
    for start, end in spans:
        if start <= end < date.max:
            after = end + timedelta(days=1)
            changes[start] = changes.get(start, 0) + 1
            changes[after] = changes.get(after, 0) - 1
    found: list[Crowd] = []
    count = 0
    for day, following in pairwise(sorted(changes)):
        count += changes[day]
        last = following - timedelta(days=1)
        if count < least:
            continue
        if found and found[-1].last + timedelta(days=1) == day and found[-1].count == count:
            found[-1] = Crowd(found[-1].first, last, count)
        else:
            found.append(Crowd(day, last, count))
    return tuple(found)


def at_the_same_time(campaign: Campaign, others: Iterable[Campaign]) -> tuple[Campaign, ...]:
    """The other campaigns for the same segment that run on some of a campaign's days.

    Args:
        campaign: The campaign.
        others: Among which they are looked for; it may be one of them.
    """
    if campaign.start is None or campaign.end is None:
        return ()
    found = [
        each
        for each in others
        if each.key != campaign.key
        and each.segment == campaign.segment
        and each.start is not None
        and each.end is not None
        and max(each.start, campaign.start) <= min(each.end, campaign.end)
    ]
    return tuple(sorted(found, key=lambda each: (cast(date, each.start), cast(date, each.end))))


def content_for(campaign: Campaign, agreement: Agreement) -> tuple[Content, ...]:
    """The content that a campaign needs: that for its buying phase, due before it ends."""
    if not campaign.phase:
        return ()
    content = cast("Sequence[Content]", list(agreement.of_kind("content").values()))
    found = [
        each
        for each in content
        if each.phase == campaign.phase
        and (each.due is None or campaign.end is None or each.due <= campaign.end)
    ]
    return tuple(sorted(found, key=lambda each: each.due or date.max))


class SpanPart(StrEnum):
    """What of some days is moved: all of them, or one end."""

    WHOLE = "whole"
    START = "start"
    END = "end"


def placed(start: date | None, end: date | None, first: date) -> tuple[date, date]:
    """Days that begin on another one: as many as there were, of none two weeks.

    Args:
        start: The first day so far.
        end: The last day so far.
        first: The first day from now on.
    """
    length = _TWO_WEEKS
    if start is not None and end is not None and end >= start:
        length = end - start
    return first, first + min(length, date.max - first)


def moved(start: date, end: date, part: SpanPart, days: int) -> tuple[date, date]:
    """Days moved along, or stretched at an end, which goes no further than the other end.

    What ends before it starts is only moved whole, or the end that is taken goes where it is put.
    A day that no calendar has is not gone to.

    Args:
        start: The first day.
        end: The last day.
        part: What is moved.
        days: By so many days, back where below 0.
    """
    backwards = end < start
    try:
        if part is SpanPart.WHOLE:
            return start + timedelta(days=days), end + timedelta(days=days)
        if part is SpanPart.START:
            day = start + timedelta(days=days)
            return day if backwards else min(day, end), end
        day = end + timedelta(days=days)
        return start, day if backwards else max(day, start)
    except OverflowError:
        return start, end
