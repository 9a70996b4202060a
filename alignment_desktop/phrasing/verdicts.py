"""What came of a promise in words: the same in window, commands, workbook and review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from alignment_desktop.domain.measures import Pooling
from alignment_desktop.domain.scoreboard import ScoreLine
from alignment_desktop.domain.verdicts import (
    AT_RISK,
    JUST_SHORT,
    KEPT,
    KEPT_SO_FAR,
    MISSED,
    MISSED_SO_FAR,
    WORDS,
    Verdict,
)
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.figures import figure_beside
from alignment_desktop.words.language import Language

TONES: Mapping[str, str] = {
    KEPT: "kept",
    KEPT_SO_FAR: "kept",
    JUST_SHORT: "at_risk",
    AT_RISK: "at_risk",
    MISSED: "missed",
    MISSED_SO_FAR: "missed",
}
"""Verdicts that have a colour of their own, which never stands without the word."""
_APART = (MISSED, JUST_SHORT)
_ASIDE = ("too_few", "no_data", "open")
_MONTHS = {1: "month", 3: "quarter", 12: "year"}


def verdict_text(word: str, language: Language) -> str:
    """The word for what came of a promise, or of one of its periods: `just short`."""
    return language.say(f"verdicts.{word}")


def counted_verdicts(counts: Mapping[str, int], language: Language) -> list[tuple[str, str]]:
    """How many promises came to what: each word with `4 just short`; none of which there is none.

    Args:
        counts: How many by word.
        language: In whose words.
    """
    return [
        (word, language.say(f"verdicts.counted-{word}", number=language.number(counts[word])))
        for word in WORDS
        if counts.get(word)
    ]


def judged_text(line: ScoreLine, language: Language) -> str:
    """What came of a promise by its periods: `kept in 4 of 12 months`; of one period its word."""
    verdict = line.verdict
    if len(line.periods) < 2 or not verdict.judged:
        return verdict_text(verdict.word, language)
    every = line.every
    if verdict.judged == 1:
        period = language.say(f"verdicts.{every}-name")
        return language.say(f"verdicts.in-one-{verdict.word}", period=period)
    count = periods_text(verdict.judged, every, language)
    if not verdict.kept:
        return language.verdicts.in_none(count=count)
    if verdict.is_kept and verdict.kept == 2:
        return language.verdicts.in_both(periods=language.say(f"verdicts.{every}s-name"))
    if verdict.is_kept:
        return language.verdicts.in_all(count=count)
    return language.verdicts.in_some(kept=language.number(verdict.kept), count=count)


def short_judged_text(line: ScoreLine, language: Language) -> str:
    """The same for a narrow column: `kept in 4 of 12`."""
    verdict = line.verdict
    if len(line.periods) < 2 or not verdict.judged:
        return verdict_text(verdict.word, language)
    kept, judged = language.number(verdict.kept), language.number(verdict.judged)
    if not verdict.kept and verdict.judged > 1:
        return language.verdicts.short_none(judged=judged)
    return language.verdicts.short(kept=kept, judged=judged)


def apart_text(line: ScoreLine, language: Language) -> str:
    """The periods that were not kept or cannot be judged: `1 missed, 2 just short`; else empty."""
    verdict = line.verdict
    if len(line.periods) < 2 or not verdict.judged:
        return ""
    counts = _counts(verdict)
    told = [
        language.say(f"verdicts.apart-{word}", number=language.number(counts[word]))
        for word in _APART
        if counts[word] and verdict.judged > 1
    ]
    told += [
        language.say(
            f"verdicts.apart-{word}", count=periods_text(counts[word], line.every, language)
        )
        for word in _ASIDE
        if counts[word]
    ]
    return ", ".join(told)


def run_text(line: ScoreLine, language: Language) -> str:
    """How many periods in a row were not kept; empty of a single one."""
    verdict = line.verdict
    if verdict.not_kept < 2:
        return ""
    name, count = "in-a-row", verdict.in_a_row
    if count < 2:
        name, count = "not-in-a-row", verdict.not_kept
    return language.say(f"verdicts.{name}", count=periods_text(count, line.every, language))


def every_period_text(line: ScoreLine, language: Language) -> str:
    """All periods of a promise that has several: `in both months`, `in all 3 months`."""
    if len(line.periods) == 2:
        periods = language.say(f"verdicts.{line.every}s-name")
        return language.verdicts.every_both(periods=periods)
    count = periods_text(len(line.periods), line.every, language)
    return language.verdicts.every_all(count=count)


def periods_text(count: int, every: str, language: Language) -> str:
    """So many periods: `3 months`."""
    return language.counted(f"verdicts.{every}", count)


def pooled_text(line: ScoreLine, start: date, end: date, language: Language) -> str:
    """The figure of all periods together, with its days: `81.1 % over the quarter`.

    Args:
        line: The promise.
        start: First day of its periods.
        end: Last day.
        language: In whose words.
    """
    figure = figure_beside(line.value, line.unit, line.target, language)
    if line.value is None:
        return figure
    if not line.is_over:
        return language.verdicts.so_far(figure=figure)
    if len(line.periods) < 2:
        return figure
    if line.measured_by.pooling is Pooling.NEVER:  # it is that of one of its periods
        period = period_text(line.period, language)
        return language.verdicts.of_period(figure=figure, period=period)
    return language.say(f"verdicts.over-{span_of(start, end)}", figure=figure)


def move_text(line: ScoreLine, language: Language) -> str:
    """Which way the figure went since the days before: `slipped from 89.9 % to 85.4 %`.

    Empty where no direction can be said, or where both figures read the same.
    """
    move = line.move
    if move is None:
        return ""
    before, now = (
        figure_beside(value, line.unit, line.target, language) for value in (move.before, move.now)
    )
    if before == now:
        return ""
    way = "slipped" if move.slipped else "rose" if move.rose else "came-down"
    return language.say(f"verdicts.{way}", before=before, now=now)


def bar_tone(line: ScoreLine) -> str:
    """The colour of the bar of a pooled figure: that of the verdict, where both say the same."""
    verdict, attainment = line.verdict, line.attainment
    reached = attainment is not None and attainment >= 1
    if reached != (verdict.word in (KEPT, KEPT_SO_FAR)):
        return "neutral"
    return TONES.get(verdict.word, "neutral")


def _counts(verdict: Verdict) -> Mapping[str, int]:
    return {
        MISSED: verdict.missed,
        JUST_SHORT: verdict.just_short,
        "too_few": verdict.too_few,
        "no_data": verdict.no_data,
        "open": verdict.open,
    }


def span_of(start: date, end: date) -> str:
    """What so many days are called: a week, month, quarter or year, else a period."""
    after = end + timedelta(days=1)
    if start.day == after.day == 1:
        months = (after.year - start.year) * 12 + after.month - start.month
        return _MONTHS.get(months, "period")
    return "week" if (after - start).days == 7 else "period"
