"""A row of a card that leads somewhere: a mark or chip, a name, and what is said of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from alignment_desktop.gui.fonts import MEDIUM, REGULAR, font
from alignment_desktop.gui.painting.chips import Chip, chip_width, paint_chip
from alignment_desktop.gui.painting.consent_mark import Consent, consent_text, paint_consent
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.values import dataclass

_HEIGHT = 36
_MARK = 16.0
_SIDE = 8.0


@dataclass(frozen=True, slots=True)
class Link:
    """What a row says.

    Attributes:
        text: The name of what it leads to.
        detail: What is said of it, at the right.
        chip: A chip at the right end.
        consent: The consent mark at the left; None: there is none.
        note: A quiet word behind the name.
        hint: What is told of it by hovering.
        leads_to: What it leads to, as whoever shows it understands it.
    """

    text: str
    detail: str = ""
    chip: Chip | None = None
    consent: Consent | None = None
    note: str = ""
    hint: str = ""
    leads_to: object = None

    @property
    def spoken(self) -> str:
        """The whole row in words."""
        parts = [self.text, self.note, self.detail, self.chip.text if self.chip else ""]
        if self.consent is not None:
            parts.append(consent_text(self.consent))
        return ", ".join(part for part in parts if part)


class LinkRow(QAbstractButton):
    """Paints a `Link`, and is pressed like a button."""

    def __init__(
        self,
        switch: ThemeSwitch,
        link: Link,
        parent: QWidget | None = None,
        *,
        chip_room: float = 0.0,
    ) -> None:
        """Makes a row.

        Args:
            switch: The theme.
            link: What it says.
            parent: Its parent.
            chip_room: How wide the column of chips is, where rows below each other share one.
        """
        super().__init__(parent)
        self._switch = switch
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.show_link(link, chip_room)
        switch.changed.connect(self.update)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter follows a link, as it opens a row of a table; Qt's buttons know the space bar only.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def show_link(self, link: Link, chip_room: float = 0.0) -> None:
        """Shows another one, with a column of chips as wide as that."""
        self.link = link
        self._chip_room = chip_room
        self.setText(link.text)
        set_tool_tip(self, link.hint)
        self.setAccessibleName(link.spoken)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(220, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._switch.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        box = QRectF(self.rect()).adjusted(_SIDE, 0, -_SIDE, 0)
        middle = box.center().y()
        if self.link.consent is not None:
            mark = QRectF(box.left(), middle - _MARK / 2, _MARK, _MARK)
            paint_consent(painter, mark, self.link.consent, theme)
            box.setLeft(box.left() + _MARK + 10)
        if self.link.chip is not None:
            width = chip_width(self.link.chip.text)
            room = max(width, self._chip_room)
            paint_chip(painter, box.right() - room, middle, width, self.link.chip, theme)
            box.setRight(box.right() - room - 12)
        if self.link.detail:
            box.setRight(self._paint_detail(painter, box) - 12)
        self._paint_name(painter, box)

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._switch.theme
        box = QRectF(self.rect())
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("background"))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)

    def _paint_detail(self, painter: QPainter, box: QRectF) -> float:
        type_ = font(12, REGULAR, tabular=True)
        room = box.width() * 0.6
        text = QFontMetricsF(type_).elidedText(self.link.detail, Qt.TextElideMode.ElideRight, room)
        painter.setFont(type_)
        painter.setPen(self._switch.theme.colour("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, text)
        return box.right() - QFontMetricsF(type_).horizontalAdvance(text)

    def _paint_name(self, painter: QPainter, box: QRectF) -> None:
        type_ = font(13, MEDIUM)
        metrics = QFontMetricsF(type_)
        name = metrics.elidedText(self.link.text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(type_)
        painter.setPen(self._switch.theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
        rest = box.adjusted(metrics.horizontalAdvance(name) + 8, 0, 0, 0)
        if self.link.note and rest.width() > 30:
            small = font(12, REGULAR)
            note = QFontMetricsF(small).elidedText(
                self.link.note, Qt.TextElideMode.ElideRight, rest.width()
            )
            painter.setFont(small)
            painter.setPen(self._switch.theme.colour("muted"))
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, note)
