"""The words of scoring: runs of scores, limits of grades, and how leads in a cell fared."""

from __future__ import annotations

from alignment_desktop.domain.clauses import display_name
from alignment_desktop.domain.score_matrix import NO_GRADE, Band, GradeRow, Tally
from alignment_desktop.domain.scoring import Decay, Threshold
from alignment_desktop.phrasing.numbers import measured_share_text, number_text
from alignment_desktop.words.language import NONE, Language


def band_text(band: Band, language: Language) -> str:
    """A run of scores: “under 35”, “35 – 64”, “90 and more”."""
    return _run(band.low, band.high, language) or language.scores.any_score()


def short_band_text(band: Band, language: Language) -> str:
    """The same in a few letters: “< 35”, “35 – 64”, “90+”."""
    its = language.scores
    if band.low is None and band.high is not None:
        return its.short_under(high=language.plain(band.high))
    if band.low is not None and band.high is None:
        return its.short_from(low=language.plain(band.low))
    return band_text(band, language)


def grade_text(row: GradeRow, language: Language) -> str:
    """What a grade is called: “A”."""
    return row.grade.upper() if row.grade != NO_GRADE else language.scores.no_grade()


def limits_text(row: GradeRow, language: Language) -> str:
    """How many points of fit a grade asks for; empty where no clause says so."""
    if not row.stated:
        return ""
    if not row.reached:
        return language.scores.never_reached()
    return _run(row.low, row.high, language) or language.scores.any_fit()


def _run(low: float | None, high: float | None, language: Language) -> str:
    its = language.scores
    if low is None:
        return its.under(high=language.plain(high)) if high is not None else ""
    if high is None:
        return its.from_(low=language.plain(low))
    whole = float(low).is_integer() and float(high).is_integer()
    if whole and high - low > 1:
        return its.between(low=language.plain(low), high=language.plain(high - 1))
    return its.between_parts(low=language.plain(low), high=language.plain(high))


def won_text(tally: Tally, language: Language) -> str:
    """The share that was won; “–” of no leads."""
    return measured_share_text(tally.share, language) if tally.share is not None else NONE


def leads_text(tally: Tally, language: Language) -> str:
    """How many leads."""
    number = number_text(tally.leads, language)
    return language.scores.leads(tally.leads, number=number)


def leads_won_text(tally: Tally, language: Language) -> str:
    """How many leads, and which share of them was won."""
    number = number_text(tally.leads, language)
    share = won_text(tally, language)
    return language.scores.leads_won(tally.leads, number=number, share=share)


def action_text(threshold: Threshold | None, language: Language) -> str:
    """What is done, in a word or two."""
    return display_name(threshold) if threshold is not None else language.scores.no_action()


def fades_text(decay: Decay | None, language: Language) -> str:
    """How points decay: “15 % in 14 days”; “–” where they do not."""
    if decay is None:
        return NONE
    percent = language.percent(language.plain(decay.percent))
    return language.scores.faded(percent=percent, days=language.plain(decay.days))
