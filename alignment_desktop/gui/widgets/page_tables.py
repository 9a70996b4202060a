"""The window's two great tables, ready made: clauses with their consent, and the scoreboard."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QAbstractItemView, QWidget

from alignment_desktop.domain.verdicts import WORDS
from alignment_desktop.gui.delegates.cells import SIDE
from alignment_desktop.gui.delegates.edited_cells import EditedTextDelegate
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
from alignment_desktop.gui.wording import user_language, verdict_words, wording
from alignment_desktop.words.language import capital

_ROOMY = 720
"""Below this width in pixels a table leaves out what it can spare."""
_LEAST = 520  # below it words would be broken into letters
_CONSENT = 76  # pixels, for its heading
_STATE = 80  # pixels, for its heading
_DENSE = 36
"""The height in pixels of a row that is to be compared with the others rather than read."""


def chip_column(*texts: str) -> int:
    """How wide a column of chips must be for its longest word."""
    return round(max(chip_width(text) for text in texts) + 0.5) + 2 * SIDE


def clause_table(
    switch: ThemeSwitch,
    model: ClauseTableModel,
    name: str,
    parent: QWidget | None = None,
    *,
    wide: bool = False,
) -> CardTable:
    """A table of clauses, several of which can be selected.

    Args:
        switch: The theme.
        model: The clauses.
        name: What assistive programs call the table.
        parent: Its parent.
        wide: Whether what the clauses say gets the most room, as sentences need it.
    """
    card = CardTable(switch, model, name, parent)
    card.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    layouts, column = TextLayouts(), ClauseTableModel.Column
    card.table.name_column = column.NAME
    card.set_columns(
        {
            column.OWNER: ChipDelegate(switch, card),
            column.NAME: EditedTextDelegate(switch, layouts, card, MEDIUM),
            column.CONTENT: EditedTextDelegate(switch, layouts, card),
            column.APPLIES_TO: WrappedTextDelegate(switch, layouts, card, tone="muted"),
            column.CONSENT: ConsentDelegate(switch, card),
            column.STATE: ChipDelegate(switch, card),
        },
        fixed={
            column.OWNER: chip_column(wording().common.marketing()),
            column.CONSENT: _CONSENT,
            column.STATE: chip_column(wording().common.agreed()),
        },
        shares=(
            {column.NAME: 3, column.CONTENT: 5, column.APPLIES_TO: 2}
            if wide
            # A target is read at a glance where it stands on one line.
            else {column.NAME: 32, column.CONTENT: 46, column.APPLIES_TO: 22}
        ),
        wrapping=(column.NAME, column.CONTENT, column.APPLIES_TO),
        sparing=(column.APPLIES_TO, column.STATE),
    )
    show_states(card, ())
    return card


def show_states(card: CardTable, states: Iterable[str]) -> None:
    """Gives the states of clauses just the room that their words need.

    What has to be done about a clause is seen in every width; in a narrow card what it applies to,
    which the inspector says as well, leaves its room to the others.

    Args:
        card: A table made by `clause_table`.
        states: The words of the states that occur.
    """
    column = ClauseTableModel.Column
    width = max(chip_column(*states, wording().common.agreed()), _STATE)
    card.set_fixed({column.STATE: width}, {column.APPLIES_TO: _ROOMY})


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
    card.table.name_column = column.NAME
    verdicts = user_language().verdicts
    judged = verdicts.short(kept="12", judged="12"), verdicts.short_none(judged="12")
    states = [*(verdict_words(word) for word in WORDS), *map(capital, judged)]
    card.set_columns(
        {
            column.OWNER: ChipDelegate(switch, card),
            column.NAME: WrappedTextDelegate(switch, layouts, card, MEDIUM, above=5, most=3),
            column.TARGET: NumberDelegate(switch, card),
            column.ACTUAL: NumberDelegate(switch, card, SEMIBOLD),
            column.ATTAINMENT: BulletDelegate(switch, card),
            column.HISTORY: SparklineDelegate(switch, card),
            column.STATUS: ChipDelegate(switch, card),
            column.MISSED: NumberDelegate(switch, card, tone="accent"),
        },
        fixed={
            column.OWNER: chip_column(wording().common.marketing()),
            column.TARGET: 68,
            column.ACTUAL: 72,
            column.STATUS: chip_column(*states),
            column.MISSED: 68,
        },
        shares={column.NAME: 34, column.ATTAINMENT: 27, column.HISTORY: 26},
        wrapping=(column.NAME,),
        spare={column.HISTORY: _ROOMY},
        fitted={column.NAME: 92},
        growing=(column.TARGET, column.ACTUAL),
        sparing=(column.HISTORY, column.ATTAINMENT, column.MISSED),
    )
    return card
