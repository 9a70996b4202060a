"""Labels in the design's sizes and tones, chips, and the consent mark as a widget."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.fonts import REGULAR, font
from alignment_desktop.gui.painting.chips import HEIGHT, Chip, chip_width, paint_chip
from alignment_desktop.gui.painting.consent_mark import Consent, consent_text, paint_consent
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip

_LONG_WORD = re.compile(r"\w{18}(?=\w{6})")


def breakable(text: str) -> str:
    """Text for a label that wraps, in which words too long for a line may be broken.

    A label breaks between words only, and would else ask for more room than its pane has.
    """
    return _LONG_WORD.sub("\\g<0>\N{ZERO WIDTH SPACE}", text)


def label(
    text: str = "",
    pixels: int = 13,
    weight: QFont.Weight = REGULAR,
    tone: str = "",
    *,
    tabular: bool = False,
    wrap: bool = False,
) -> QLabel:
    """A label of plain text.

    Args:
        text: What it says.
        pixels: Its size.
        weight: How bold.
        tone: `muted`, `accent`, `kept`, `at_risk`, `missed`, or empty for plain.
        tabular: Whether digits are of one width.
        wrap: Whether it may take several lines.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(font(pixels, weight, tabular=tabular))
    made.setWordWrap(wrap)
    if tone:
        set_look(made, "tone", tone)
    return made


def links_label(pixels: int = 13) -> QLabel:
    """A label of links that mouse and keyboard follow; its text is HTML, all else escaped."""
    made = label(pixels=pixels, wrap=True)
    made.setTextFormat(Qt.TextFormat.RichText)
    flags = Qt.TextInteractionFlag
    made.setTextInteractionFlags(flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard)
    return made


class ShortLabel(QLabel):
    """A label of one line that is shortened with "…" where the room ends."""

    def __init__(self, pixels: int = 13, weight: QFont.Weight = REGULAR, tone: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(pixels, weight))
        self.setMinimumWidth(1)
        if tone:
            set_look(self, "tone", tone)

    def say(self, text: str) -> None:
        """Says something else."""
        self._whole = text
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 1)
        )
        set_tool_tip(self, self._whole if shown != self._whole else "")
        self.setAccessibleName(self._whole)
        if shown != self.text():
            self.setText(shown)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(width, super().sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class ElidedLabel(QWidget):
    """One line of text that is shortened with "…" where the room ends."""

    def __init__(
        self,
        switch: ThemeSwitch,
        pixels: int = 13,
        weight: QFont.Weight = REGULAR,
        tone: str = "text",
    ) -> None:
        super().__init__()
        accessible.install()
        self._switch = switch
        self._tone = tone
        self._text = ""
        self.setFont(font(pixels, weight))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        switch.changed.connect(self.update)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def setText(self, text: str) -> None:  # noqa: N802
        """Says something else."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.fontMetrics().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        set_tool_tip(self, self._text if shown != self._text else "")
        painter.setFont(self.font())
        painter.setPen(self._switch.theme.colour(self._tone))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


class ChipLabel(QWidget):
    """A chip beside other widgets."""

    def __init__(
        self, switch: ThemeSwitch, chip: Chip | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        accessible.install()
        self._switch = switch
        self._chip = chip or Chip("", "neutral")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(self._chip)
        switch.changed.connect(self.update)

    def show_chip(self, chip: Chip) -> None:
        """Shows another chip; one without words is hidden."""
        self._chip = chip
        self.setAccessibleName(chip.text)
        self.setVisible(bool(chip.text) and self.parent() is not None)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self._chip.text) + 0.5), round(HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self.height() / 2
        paint_chip(painter, 0, middle, self.width(), self._chip, self._switch.theme)


class ConsentMark(QWidget):
    """The consent mark beside other widgets."""

    def __init__(self, switch: ThemeSwitch, consent: Consent, side: int = 25) -> None:
        super().__init__()
        accessible.install()
        self._switch = switch
        self._consent = consent
        self.setFixedSize(side, side)
        self.show_consent(consent)
        switch.changed.connect(self.update)

    def show_consent(self, consent: Consent) -> None:
        """Shows where both parties stand now."""
        self._consent = consent
        self.setAccessibleName(consent_text(consent))
        set_tool_tip(self, consent_text(consent))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_consent(painter, QRectF(self.rect()), self._consent, self._switch.theme)


for _kind in (ElidedLabel, ChipLabel):
    accessible.register(_kind, QAccessible.Role.StaticText)
accessible.register(ConsentMark, QAccessible.Role.Graphic)
