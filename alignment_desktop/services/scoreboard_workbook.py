"""A scoreboard with the reasons behind it as a workbook, as the window and the command save it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.services import review_evidence
from alignment_desktop.words.catalogue import ENGLISH

if TYPE_CHECKING:
    from alignment_desktop.services.scoreboard import MeasuredBoard


def save_scoreboard(path: Path, measured: MeasuredBoard) -> None:
    """Writes a scoreboard, with why leads came back and deals were lost in its days.

    Raises:
        Problem: As `documents.output_files.replacing`.
    """
    # The library of workbooks is slow to load, and a review on paper needs none of it.
    from alignment_desktop.documents.scoreboard_workbook import ScoreboardSheets, write_scoreboard

    board, request = measured.board, measured.request
    agreement = request.newest
    shown = ScoreboardSheets(
        board=board,
        language=agreement.header.language or ENGLISH,
        timezone=agreement.timezone,
        returns=review_evidence.returns(request, agreement, board),
        lost=review_evidence.lost(request, agreement, board),
    )
    write_scoreboard(path, shown)
