"""The table of the metrics page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from alignment_desktop.gui.delegates.painted_cells import ChipDelegate, SparklineDelegate
from alignment_desktop.gui.delegates.text_cells import NumberDelegate, WrappedTextDelegate
from alignment_desktop.gui.fonts import MEDIUM, SEMIBOLD
from alignment_desktop.gui.models.metrics import MetricsModel
from alignment_desktop.gui.painting.text_layouts import TextLayouts
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.widgets.page_tables import chip_column
from alignment_desktop.gui.wording import user_language

_DENSE = 32
"""The height in pixels of a row that is to be compared with the others rather than read."""
_FIGURE, _BOLD, _COUNTED = 92, 94, 128
_ROOMY, _SNUG = 900, 760
"""Below these widths in pixels the table leaves out the trend, and the oldest period."""


def metrics_table(
    switch: ThemeSwitch, model: MetricsModel, name: str, parent: QWidget | None = None
) -> CardTable:
    """The table of the metrics.

    Args:
        switch: The theme.
        model: The measured metrics.
        name: What assistive programs call the table.
        parent: Its parent.
    """
    card = CardTable(switch, model, name, parent, least=_DENSE)
    layouts, column, bases = TextLayouts(), MetricsModel.Column, user_language().metrics.bases
    card.table.name_column = column.NAME
    card.set_columns(
        {
            column.NAME: WrappedTextDelegate(switch, layouts, card, MEDIUM, above=5, most=2),
            column.BASIS: ChipDelegate(switch, card),
            **{each: NumberDelegate(switch, card) for each in MetricsModel.PERIODS},
            column.WHOLE: NumberDelegate(switch, card, SEMIBOLD),
            column.STANDS_ON: WrappedTextDelegate(switch, layouts, card, tone="muted", above=5),
            column.HISTORY: SparklineDelegate(switch, card),
        },
        fixed={
            column.BASIS: chip_column(bases.cohort_short(), bases.snapshot_short()),
            **dict.fromkeys(MetricsModel.PERIODS, _FIGURE),
            column.WHOLE: _BOLD,
            column.STANDS_ON: _COUNTED,
        },
        shares={column.NAME: 68, column.HISTORY: 32},
        wrapping=(column.NAME, column.STANDS_ON),
        spare={column.HISTORY: _ROOMY, column.FIRST: _SNUG},
        fitted={column.NAME: 108},
        sparing=(column.HISTORY, column.FIRST, column.SECOND),
    )
    return card
