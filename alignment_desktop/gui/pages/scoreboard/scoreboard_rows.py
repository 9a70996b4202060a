"""The scoreboard's values in the words and shapes of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.charts.bullet import Bullet
from alignment_desktop.domain.scoreboard import ScoreLine
from alignment_desktop.domain.verdicts import (
    AT_RISK,
    JUST_SHORT,
    KEPT,
    KEPT_SO_FAR,
    MISSED,
    MISSED_SO_FAR,
)
from alignment_desktop.gui.models.scoreboard import ScoreRow
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import party_words, user_language, wording
from alignment_desktop.phrasing.commitments import counted_text as counted_of
from alignment_desktop.phrasing.days import day_of_year_text, period_text
from alignment_desktop.phrasing.figures import figure_beside, short_text
from alignment_desktop.phrasing.targets import short_target_text
from alignment_desktop.phrasing.verdicts import (
    TONES,
    apart_text,
    bar_tone,
    judged_text,
    short_judged_text,
    verdict_text,
)
from alignment_desktop.words.language import NONE, Language, capital

if TYPE_CHECKING:
    from datetime import date

_MOST_PERIODS = 13  # the weeks of a quarter


def verdict_chip(line: ScoreLine, marks: Language) -> Chip:
    """What came of a promise by its periods, as short as a chip is: `Kept in 2 of 3`."""
    tone = TONES.get(line.verdict.word, "neutral")
    return Chip(capital(short_judged_text(line, marks)), tone)


def judged_words(line: ScoreLine, marks: Language) -> str:
    """The same in full, with what is said apart: `Kept in 2 of 3 months, 1 missed`."""
    parts = (judged_text(line, marks), apart_text(line, marks))
    return capital(", ".join(part for part in parts if part))


def count_text(number: int | None, marks: Language) -> str:
    """A whole number; "–" where there is none."""
    return NONE if number is None else marks.number(number)


def day_text(day: date) -> str:
    """A day without its year, as "1 Oct"."""
    return day_of_year_text(day, user_language())


def actual_text(line: ScoreLine, marks: Language) -> str:
    """What a promise came to over all its days, with the digits that its target asks for."""
    return figure_beside(line.value, line.unit, line.target, marks)


def counted_text(line: ScoreLine, marks: Language) -> str:
    """What a figure counts, with its denominator and what was left out."""
    text = counted_of(line, marks)
    if line.open:
        text += wording().scoreboard.still_open(open=count_text(line.open, marks))
    if line.excluded:
        text += wording().scoreboard.left_out(excluded=count_text(line.excluded, marks))
    return text


def score_row(line: ScoreLine, marks: Language) -> ScoreRow:
    """A line of the table."""
    actual = actual_text(line, marks)
    target = short_target_text(line.target, marks) if line.target else NONE
    judged = judged_words(line, marks)
    bullet = Bullet(
        line.attainment,
        bar_tone(line),
        wording().scoreboard.against(actual=actual, target=target, judged=judged),
    )
    past = [
        f"{label}: {short_text(value, line.unit, marks)}"
        for label, value in zip(line.history_labels, line.history, strict=True)
    ]
    return ScoreRow(
        key=line.key,
        owner=Chip(party_words(line.party), line.party),
        name=line.name,
        target=target,
        actual=actual,
        bullet=bullet,
        history=line.history,
        history_text=", ".join(past),
        status=verdict_chip(line, marks),
        judged=judged,
        missed=line.missed,
        missed_text=count_text(line.missed, marks) if line.missed else NONE,
    )


def gap_chip(line: ScoreLine, marks: Language) -> Chip:
    """The verdict in the inspector; of a single period with how far it is from its target."""
    word = line.verdict.word
    tone = TONES.get(word, "neutral")
    plain = Chip(capital(judged_text(line, marks)), tone)
    if len(line.periods) != 1 or line.value is None or line.target is None or word not in TONES:
        return plain
    gap = abs(line.value - line.target.value)
    if _gap_words(gap, line, marks) == _gap_words(0.0, line, marks):
        return plain
    its = wording().scoreboard.gap
    words = {
        KEPT: its.kept,
        KEPT_SO_FAR: its.kept_so_far,
        JUST_SHORT: its.just_short,
        AT_RISK: its.at_risk,
        MISSED: its.missed,
        MISSED_SO_FAR: its.missed_so_far,
    }[word]
    return Chip(words(gap=_gap_words(gap, line, marks)), tone)


def _gap_words(gap: float, line: ScoreLine, marks: Language) -> str:
    if line.unit == "share":
        return wording().scoreboard.points_gap(gap=marks.number(100 * gap, 1))
    return short_text(gap, line.unit, marks)


def period_lines(line: ScoreLine, marks: Language) -> str:
    """What came of a promise in each of its last periods, one a line; empty where it has one."""
    if len(line.periods) < 2:
        return ""
    return "\n".join(
        wording().scoreboard.period_period(
            period=capital(period_text(each.period, marks)),
            figure=figure_beside(each.value, line.unit, each.target, marks),
            verdict=verdict_text(each.word, marks),
        )
        for each in line.periods[-_MOST_PERIODS:]
    )
