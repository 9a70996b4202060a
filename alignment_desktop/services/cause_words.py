"""Where misses concentrate, in words: the same in the window and on paper, and never a cause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from alignment_desktop.charts.group_bars import GroupBar
from alignment_desktop.phrasing.miss_groups import (
    checked_text,
    crowding_text,
    group_text,
    kept_without_text,
)
from alignment_desktop.phrasing.numbers import whole_share_text

if TYPE_CHECKING:
    from alignment_desktop.services.causes import Causes, ReasonGiven
    from alignment_desktop.words.language import Language

MOST_REASONS = 3
"""So many reasons are told beside the groups."""


def group_name(causes: Causes, group: int, language: Language) -> str:
    """What a group is called, by its index; -1: all that are in none."""
    if group < 0:
        return language.misses.everything_else()
    return group_text(causes.groups.pattern.groups[group].fields, language)


def heads(causes: Causes, language: Language) -> tuple[str, str, str, str]:
    """What stands above the columns of the groups."""
    its = language.misses
    total = language.number(causes.groups.pattern.missed)
    return its.group(), its.how_often(), its.missed_of_leads(), its.of_all_missed(count=total)


def bars(causes: Causes, language: Language) -> list[GroupBar]:
    """The groups, then all other leads; nothing where no group stands out."""
    pattern = causes.groups.pattern
    if not pattern.groups:
        return []
    found = [(at, group.missed, group.of, "missed") for at, group in enumerate(pattern.groups)]
    others = _others(causes)
    if others:
        found.append((-1, causes.groups.missed_elsewhere, others, "faint"))
    return [
        GroupBar(
            group_name(causes, at, language),
            missed,
            of,
            language.misses.so_many_of(missed=language.number(missed), of=language.number(of)),
            whole_share_text(missed / pattern.missed, language),
            colour,
            str(at),
        )
        for at, missed, of, colour in found
    ]


def sentences(causes: Causes, language: Language) -> Iterator[str]:
    """What was looked for and found, and how many misses start in weeks that are too full.

    The last needs a miss: that weeks were full says nothing where none was late.
    """
    pattern = causes.groups.pattern
    if not pattern.missed:
        yield language.misses.none_missed()
        return
    if pattern.too_few:
        counts = {"missed": language.number(pattern.missed), "of": language.number(pattern.of)}
        yield language.misses.too_few(**counts)
    else:
        found = len(pattern.groups)
        if found:
            missed, others = causes.groups.missed_elsewhere, _others(causes)
            yield from filter(None, [kept_without_text(found, missed, others, language)])
        yield checked_text(found, pattern.checked, pattern.by, language)
        if found:
            yield language.misses.only_where()
    crowding = causes.crowding
    if crowding is not None:
        yield crowding_text(
            *(crowding.weeks, crowding.of, crowding.room, crowding.most),
            *(crowding.missed, pattern.missed, language),
        )


def reason_text(reason: ReasonGiven, language: Language) -> str:
    """A reason that stands on missed leads, with what was agreed to do about it."""
    count = language.number(reason.missed)
    said = language.misses.reason(reason.missed, name=reason.name, count=count)
    return f"{said} {language.misses.remedy(remedy=reason.remedy)}" if reason.remedy else said


def _others(causes: Causes) -> int:
    pattern = causes.groups.pattern
    return pattern.of - sum(group.of for group in pattern.groups)
