"""Measured commitments in words for the overview; loaded once there are any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from alignment_desktop.domain.clauses import COMMITMENT
from alignment_desktop.gui.pages.scoreboard_rows import actual_text, status_chip
from alignment_desktop.gui.session import Place
from alignment_desktop.gui.widgets.link_row import Link
from alignment_desktop.phrasing.language import Language
from alignment_desktop.phrasing.targets import short_target_text

if TYPE_CHECKING:
    from alignment_desktop.domain.scoreboard import ScoreLine

_ORDER = ("missed", "at_risk", "too_few", "open", "kept", "no_target", "no_data")
"""What wants looking at comes first."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("OverviewPage", text)


def most_urgent_first(lines: Iterable[ScoreLine]) -> list[ScoreLine]:
    """Measured commitments, what was missed before what was kept."""
    return sorted(lines, key=lambda line: _ORDER.index(line.status))


def figure_row(line: ScoreLine, marks: Language) -> Link:
    """A measured commitment, in the words of the scoreboard."""
    note = _tr("promised {0}").format(short_target_text(line.target, marks)) if line.target else ""
    place = Place("scoreboard", COMMITMENT, line.key)
    actual, status = actual_text(line, marks), status_chip(line.status)
    return Link(line.name, actual, status, note=note, leads_to=place)
