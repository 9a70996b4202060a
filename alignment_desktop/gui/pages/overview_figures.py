"""Measured commitments in words for the overview; loaded once there are any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from alignment_desktop.domain.clauses import COMMITMENT
from alignment_desktop.domain.verdicts import (
    AT_RISK,
    JUST_SHORT,
    KEPT,
    KEPT_SO_FAR,
    MISSED,
    MISSED_SO_FAR,
    NO_DATA,
    NO_TARGET,
    OPEN,
    TOO_FEW,
)
from alignment_desktop.gui.pages.scoreboard_rows import (
    actual_text,
    judged_words,
)
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.place import Place
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.wording import verdict_words, wording
from alignment_desktop.phrasing.targets import short_target_text
from alignment_desktop.phrasing.verdicts import TONES, judged_text
from alignment_desktop.words.language import Language

if TYPE_CHECKING:
    from alignment_desktop.domain.scoreboard import ScoreLine

_ORDER = (
    MISSED, JUST_SHORT, MISSED_SO_FAR, AT_RISK, TOO_FEW, OPEN, KEPT_SO_FAR, KEPT, NO_TARGET,
    NO_DATA,
)  # fmt: skip
"""What wants looking at comes first."""


def most_urgent_first(lines: Iterable[ScoreLine]) -> list[ScoreLine]:
    """Measured commitments, what was missed before what was kept."""
    return sorted(lines, key=lambda line: _ORDER.index(line.verdict.word))


def figure_row(line: ScoreLine, marks: Language) -> Link:
    """A measured commitment: what its periods say of it comes before the figure of them all."""
    judged = judged_text(line, marks) if len(line.periods) > 1 and line.verdict.judged else ""
    target = short_target_text(line.target, marks) if line.target else ""
    promised = wording().overview.promised(target=target) if target else ""
    word = line.verdict.word
    place = Place("scoreboard", COMMITMENT, line.key)
    return Link(
        line.name,
        actual_text(line, marks),
        Chip(verdict_words(word), TONES.get(word, "neutral")),
        note=" · ".join(part for part in (judged, promised) if part),
        hint=judged_words(line, marks),
        leads_to=place,
    )
