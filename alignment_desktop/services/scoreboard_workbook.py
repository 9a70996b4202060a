"""A scoreboard with the reasons behind it as a workbook, as the window and the command save it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.measurement.funnel_balance import Span, balances
from alignment_desktop.measurement.moves import stays
from alignment_desktop.services import review_evidence
from alignment_desktop.words.catalogue import ENGLISH

if TYPE_CHECKING:
    from alignment_desktop.domain.funnel import StageBalance
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
        balances=_balances(measured),
    )
    write_scoreboard(path, shown)


def _balances(measured: MeasuredBoard) -> dict[str, StageBalance]:
    """The books of every stage in the days of the board, of the leads that it is about."""
    board, agreement, zone = measured.board, measured.request.newest, measured.request.zone
    moves = stays(measured.leads, agreement, zone)
    found = balances(moves, agreement, Span.of(board.start, board.end, zone))
    return {each.stage: each for each in found}
