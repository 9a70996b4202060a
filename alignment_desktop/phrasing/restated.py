"""Figures that a review showed otherwise, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from alignment_desktop.domain.review_figures import Restated
from alignment_desktop.domain.scoreboard import Board
from alignment_desktop.phrasing.days import day_text, period_text
from alignment_desktop.phrasing.figures import figure_beside
from alignment_desktop.words.language import Language


def restated_texts(
    found: Sequence[Restated], board: Board, files: Mapping[int, str], zone: str, words: Language
) -> tuple[str, ...]:
    """What became of each figure: `Grade B: was 93.2% when … exported on 4 Jan 2027, 91.4% now`.

    A figure that reads the same as before is not told of.

    Args:
        found: The figures.
        board: The scoreboard that shows them.
        files: The names of the files of the imports, by number.
        zone: The agreement's, in which days are told.
        words: In whose words.
    """
    said = []
    for each in found:
        line = board.line(each.commitment)
        if line is None:
            continue
        target = next(
            (one.target for one in line.periods if one.period == each.period), line.target
        )
        before, now = (
            figure_beside(value, line.unit, target, words) for value in (each.before, each.now)
        )
        if before == now:
            continue
        name = line.name
        if each.period:
            period = period_text(each.period, words)
            name = words.review.restated_in(name=name, period=period)
        day = day_text(each.sent.at.astimezone(ZoneInfo(zone)).date(), words)
        frozen = each.sent.facts.frozen is not None
        text = words.review.restated_frozen if frozen else words.review.restated_exported
        said.append(text(name=name, before=before, now=now, day=day) + _since(each, files, words))
    return tuple(said)


def _since(each: Restated, files: Mapping[int, str], words: Language) -> str:
    """Which imports came since, and whether one was undone."""
    its = words.review
    told = ""
    if each.added:
        names = [its.restated_import(batch=one, file=files.get(one, "")) for one in each.added]
        told += its.restated_since(imports=words.listed(names))
    if each.undone:
        told += its.restated_undone()
    return told
