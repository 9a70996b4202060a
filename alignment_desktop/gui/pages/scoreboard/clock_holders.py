"""Who had the clock, and who opened pauses shortly before it was due, in the user's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alignment_desktop.gui.wording import user_language
from alignment_desktop.services import clock_words

if TYPE_CHECKING:
    from alignment_desktop.charts.split_clock import SplitRow
    from alignment_desktop.services.scoreboard_leads import Detail


def split_rows(detail: Detail) -> list[SplitRow]:
    """A row for the leads that were late, and one for those in time; empty where it says none."""
    if detail.commitment is None or detail.agreement is None:
        return []
    return clock_words.split_rows(
        detail.splits, detail.commitment, detail.agreement, user_language()
    )


def pauses_said(detail: Detail) -> str:
    """Who opened pauses in the last tenth of the limit; empty where nobody did."""
    return clock_words.pauses_text(detail.pauses, user_language())
