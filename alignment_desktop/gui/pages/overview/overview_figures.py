"""Measured figures in words for the overview; loaded once there are any."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from alignment_desktop.domain.campaign_plan import campaign_budget
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
from alignment_desktop.gui.pages.scoreboard.scoreboard_cards import kept_stat, stat_of
from alignment_desktop.gui.pages.scoreboard.scoreboard_rows import (
    actual_text,
    judged_words,
)
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.widgets.cards import Stat
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.gui.window.place import Place
from alignment_desktop.gui.wording import verdict_words, wording
from alignment_desktop.phrasing.figures import of_plan_text, short_text
from alignment_desktop.phrasing.targets import short_target_text
from alignment_desktop.phrasing.verdicts import TONES, judged_text
from alignment_desktop.words.language import Language

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.domain.scoreboard import Board, ScoreLine

_ORDER = (
    MISSED, JUST_SHORT, MISSED_SO_FAR, AT_RISK, TOO_FEW, OPEN, KEPT_SO_FAR, KEPT, NO_TARGET,
    NO_DATA,
)  # fmt: skip
"""What wants looking at comes first."""


def measured_stats(
    board: Board, agreement: Agreement, spent: Decimal | None, marks: Language
) -> list[Stat]:
    """The figures at a glance: promises kept, revenue won, budget spent, as far as there are any.

    Args:
        board: The scoreboard of the whole agreement.
        agreement: The agreement as it stands.
        spent: What imported campaigns cost; None where that is not known.
        marks: How numbers are written.
    """
    won = [stat_of(each, board.before, marks) for each in board.headlines if each.code == "won"]
    found = [kept_stat(board, marks), *won]
    if spent is not None:
        found.append(_budget_stat(spent, campaign_budget(agreement), board.currency or None, marks))
    return found


def _budget_stat(
    spent: Decimal, planned: Decimal | None, unit: str | None, marks: Language
) -> Stat:
    its, note = wording().overview, ""
    if planned:
        share = of_plan_text(float(spent / planned), marks)
        note = its.of_planned(share=share, planned=short_text(float(planned), unit, marks))
    return Stat(its.budget_spent(), short_text(float(spent), unit, marks), note)


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
