"""The window's two great tables, ready made: clauses with their consent, and the scoreboard."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from alignment_desktop.gui.delegates.cells import SIDE
from alignment_desktop.gui.delegates.painted_cells import (
    BulletDelegate,
    ChipDelegate,
    ConsentDelegate,
    SparklineDelegate,
)
from alignment_desktop.gui.delegates.text_cells import NumberDelegate, WrappedTextDelegate
from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD
from alignment_desktop.gui.models.clause_table import ClauseTableModel
from alignment_desktop.gui.models.scoreboard import ScoreboardModel
from alignment_desktop.gui.painting.chips import chip_width
from alignment_desktop.gui.painting.text_layouts import TextLayouts
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable

_ROOMY = 760
"""Below this width in pixels a table leaves out what it can spare."""
_DENSE = 36
"""The height in pixels of a row that is to be compared with the others rather than read."""


def _chip_column(*texts: str) -> int:
    """How wide a column of chips must be for its longest word."""
    return round(max(chip_width(text) for text in texts) + 0.5) + 2 * SIDE


def clause_table(
    switch: ThemeSwitch, model: ClauseTableModel, name: str, parent: QWidget | None = None
) -> CardTable:
    """A table of clauses.

    Args:
        switch: The theme.
        model: The clauses.
        name: What assistive programs call the table.
        parent: Its parent.
    """
    card = CardTable(switch, model, name, parent)
    layouts, column = TextLayouts(), ClauseTableModel.Column
    proposes = card.tr("Marketing proposes a change")
    card.set_columns(
        {
            column.OWNER: ChipDelegate(switch, card),
            column.NAME: WrappedTextDelegate(switch, layouts, card, MEDIUM),
            column.CONTENT: WrappedTextDelegate(switch, layouts, card),
            column.APPLIES_TO: WrappedTextDelegate(switch, layouts, card, tone="muted"),
            column.CONSENT: ConsentDelegate(switch, card),
            column.STATE: ChipDelegate(switch, card),
        },
        fixed={
            column.OWNER: _chip_column(card.tr("Marketing")),
            column.CONSENT: 80,
            column.STATE: _chip_column(proposes),
        },
        shares={column.NAME: 35, column.CONTENT: 40, column.APPLIES_TO: 27},
        wrapping=(column.NAME, column.CONTENT, column.APPLIES_TO),
        spare={column.APPLIES_TO: _ROOMY},
    )
    return card


def scoreboard_table(
    switch: ThemeSwitch, model: ScoreboardModel, name: str, parent: QWidget | None = None
) -> CardTable:
    """The scoreboard's table.

    Args:
        switch: The theme.
        model: The measured commitments.
        name: What assistive programs call the table.
        parent: Its parent.
    """
    card = CardTable(switch, model, name, parent, least=_DENSE)
    layouts, column = TextLayouts(), ScoreboardModel.Column
    words = ("Kept", "Missed", "At risk", "Open", "Too few", "No data", "No target")
    states = [card.tr(word) for word in words]
    card.set_columns(
        {
            column.OWNER: ChipDelegate(switch, card),
            column.NAME: WrappedTextDelegate(switch, layouts, card, MEDIUM, above=5, most=2),
            column.TARGET: NumberDelegate(switch, card),
            column.ACTUAL: NumberDelegate(switch, card, SEMIBOLD),
            column.ATTAINMENT: BulletDelegate(switch, card),
            column.HISTORY: SparklineDelegate(switch, card),
            column.STATUS: ChipDelegate(switch, card),
            column.MISSED: NumberDelegate(switch, card, tone="accent"),
        },
        fixed={
            column.OWNER: _chip_column(card.tr("Marketing")),
            column.TARGET: 68,
            column.ACTUAL: 72,
            column.STATUS: _chip_column(*states),
            column.MISSED: 68,
        },
        shares={column.NAME: 34, column.ATTAINMENT: 27, column.HISTORY: 26},
        wrapping=(column.NAME,),
        spare={column.HISTORY: _ROOMY},
        fitted={column.NAME: 92},
        growing=(column.TARGET, column.ACTUAL),
    )
    return card
