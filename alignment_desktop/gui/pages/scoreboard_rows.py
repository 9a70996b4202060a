"""The scoreboard's values in the words and shapes of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from alignment_desktop.charts.bullet import Bullet
from alignment_desktop.domain.scoreboard import ScoreLine
from alignment_desktop.gui.models.scoreboard import ScoreRow
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.wording import party_words, status_words, user_language
from alignment_desktop.phrasing.days import day_of_year_text
from alignment_desktop.phrasing.figures import short_text
from alignment_desktop.phrasing.language import NONE, Language
from alignment_desktop.phrasing.targets import short_target_text

if TYPE_CHECKING:
    from datetime import date

TONES = {"kept": "kept", "at_risk": "at_risk", "missed": "missed"}
"""Statuses that have a colour of their own."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("ScoreboardPage", text)


def status_chip(status: str) -> Chip:
    """A status as a chip."""
    words = _tr("No target") if status == "no_target" else status_words(status)
    return Chip(words, TONES.get(status, "neutral"))


def count_text(number: int | None, marks: Language) -> str:
    """A whole number; "–" where there is none."""
    return NONE if number is None else marks.number(number)


def day_text(day: date) -> str:
    """A day without its year, as "1 Oct"."""
    return day_of_year_text(day, user_language())


def actual_text(line: ScoreLine, marks: Language) -> str:
    """What a promise came to."""
    return short_text(line.value, line.unit, marks)


def counted_text(line: ScoreLine, marks: Language) -> str:
    """What a figure counts, with its denominator and what was left out."""
    if line.kept is None or line.missed is None:
        text = _tr("{0} counted").format(count_text(line.eligible, marks))
    else:
        kept, whole = count_text(line.kept, marks), count_text(line.kept + line.missed, marks)
        text = _tr("{0} of {1} kept").format(kept, whole)
    if line.open:
        text += _tr(" · {0} still open").format(count_text(line.open, marks))
    if line.excluded:
        text += _tr(" · {0} left out").format(count_text(line.excluded, marks))
    return text


def score_row(line: ScoreLine, marks: Language) -> ScoreRow:
    """A line of the table."""
    actual = actual_text(line, marks)
    target = short_target_text(line.target, marks) if line.target else NONE
    chip = status_chip(line.status)
    bullet = Bullet(
        line.attainment,
        TONES.get(line.status, "neutral"),
        _tr("{0} against {1}: {2}").format(actual, target, chip.text),
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
        detail=counted_text(line, marks),
        bullet=bullet,
        history=line.history,
        history_text=", ".join(past),
        status=chip,
        missed=line.missed,
        missed_text=count_text(line.missed, marks) if line.missed else NONE,
    )


def gap_chip(line: ScoreLine, marks: Language) -> Chip:
    """The status in the inspector, with how far the figure is from its target."""
    chip = status_chip(line.status)
    if line.value is None or line.target is None or line.status not in TONES:
        return chip
    gap = abs(line.value - line.target.value)
    if line.unit == "share":
        words = _tr("{0} points").format(marks.number(100 * gap, 1))
    else:
        words = short_text(gap, line.unit, marks)
    if not gap:
        return chip
    templates = {
        "missed": _tr("Missed by {0}"),
        "at_risk": _tr("At risk, {0} short"),
        "kept": _tr("Kept, with {0} to spare"),
    }
    return Chip(templates[line.status].format(words), chip.tone)
