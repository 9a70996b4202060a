"""A sentence that wraps like any other, and in which some words are controls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.fonts import MEDIUM, REGULAR, font
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from alignment_desktop.gui.theme import ThemeSwitch

_PIXELS, _LINE, _PAD = 14, 26, 3
_LEFT = Qt.MouseButton.LeftButton
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
_NO_WORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_BREAK, _LINE_BREAK = "\n", "\N{LINE SEPARATOR}"


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of a sentence.

    Attributes:
        text: What it reads.
        key: What it is called by; empty: it is no control.
        name: What assistive programs call it, before what it reads.
        tone: The token of its colour.
        quiet: Whether it reads as the rest of the sentence, as long words of people should.
    """

    text: str
    key: str = ""
    name: str = ""
    tone: str = "accent"
    quiet: bool = False


class _WordButton(QAbstractButton):
    """A word as a control; the sentence paints it, and hears the mouse on its further lines."""

    def __init__(self, sentence: WordSentence) -> None:
        super().__init__(sentence)
        self.word = Word("")
        self._sentence = sentence
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self._sentence.opened.emit(self.word.key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._sentence.step(self, _STEPS[key])
        elif key in _OPENS:
            self._open()
        elif event.text().isprintable() and event.text() and not event.modifiers() & _NO_WORDS:
            self._sentence.typed_over.emit(self.word.key, event.text())
        else:
            event.ignore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._sentence.update()
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._sentence.update()
        super().focusOutEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._sentence.update()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._sentence.update()
        super().leaveEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The sentence paints its words; here is only where the keyboard is."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._sentence.paint_ring(painter, QRectF(self.rect()))

    @override
    def sizeHint(self) -> QSize:
        return self.size()


class WordSentence(QWidget):
    """Shows a sentence; Tab goes from word to word, Enter, Space or F2 opens one.

    Attributes:
        opened: Carries the key of the word that is to be changed.
        typed_over: Carries the key of a word, and the letter that was typed over it.
    """

    opened = Signal(str)
    typed_over = Signal(str, str)

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self._switch = switch
        self._words: Sequence[Word] = ()
        self._buttons: list[_WordButton] = []
        self._current = ""
        self._layout = QTextLayout()
        self._spots: list[list[QRectF]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        switch.changed.connect(self._dress)

    @property
    def text(self) -> str:
        """The whole sentence."""
        return "".join(word.text for word in self._words)

    def show_words(self, words: Sequence[Word]) -> None:
        """Shows another sentence; the keyboard stays on the word of its key."""
        if words == self._words:
            return
        held = next((each.word.key for each in self._buttons if each.hasFocus()), "")
        self._words = words
        controls = [word for word in words if word.key]
        while len(self._buttons) < len(controls):
            self._buttons.append(_WordButton(self))
        for button, word in zip(self._buttons, controls, strict=False):
            button.word = word
            button.setAccessibleName(f"{word.name}: {word.text}" if word.name else word.text)
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(controls))
        self.setAccessibleName(self.text.replace(_BREAK, " "))
        self._dress()
        self.updateGeometry()
        if held:
            self.focus_word(held)

    def set_current(self, key: str) -> None:
        """Marks the word that is being changed; empty: none is."""
        self._current = key
        self.update()

    def focus_word(self, key: str) -> None:
        """Puts the keyboard on a word; on the first one where there is none of that key."""
        shown = [button for button in self._buttons if not button.isHidden()]
        found = next((button for button in shown if button.word.key == key), None)
        if found is None and shown:
            found = shown[0]
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
            self.update()

    def word_button(self, key: str) -> QAbstractButton:
        """The control of a word.

        Raises:
            KeyError: Where the sentence has no such word.
        """
        for button in self._buttons:
            if button.word.key == key and not button.isHidden():
                return button
        raise KeyError(key)

    def step(self, button: QAbstractButton, by: int) -> None:
        """Goes on to another word by so many, as far as there are any."""
        shown = [each for each in self._buttons if not each.isHidden()]
        at = next(at for at, each in enumerate(shown) if each is button) + by
        if 0 <= at < len(shown):
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.update()

    def paint_ring(self, painter: QPainter, spot: QRectF) -> None:
        """Paints that the keyboard is on a word, around one of its lines."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._switch.theme.colour("accent"), 2))
        painter.drawRoundedRect(spot.adjusted(1, 1, -1, -1), 4, 4)

    def _dress(self) -> None:
        """Sets the sentence anew, in the theme's colours."""
        theme = self._switch.theme
        self._layout.setText(self.text.replace(_BREAK, _LINE_BREAK))
        self._layout.setFont(font(_PIXELS))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        formats, at = [], 0
        for word in self._words:
            ink = QTextCharFormat()
            ink.setForeground(theme.colour(word.tone if word.key else "text"))
            ink.setFont(font(_PIXELS, MEDIUM if word.key and not word.quiet else REGULAR))
            ranged = QTextLayout.FormatRange()
            ranged.start, ranged.length, ranged.format = at, len(word.text), ink
            formats.append(ranged)
            at += len(word.text)
        self._layout.setFormats(formats)
        self._arrange(self.width())
        self._place()
        self.update()

    def _arrange(self, width: int) -> int:
        """Breaks the sentence into lines; gives the height that they take."""
        lines = 0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width - 2 * _PAD, 1))
            line.setPosition(QPointF(_PAD, lines * _LINE + (_LINE - line.height()) / 2))
            lines += 1
        self._layout.endLayout()
        return lines * _LINE

    def _place(self) -> None:
        """Notes where each word stands, and puts its control over its first line."""
        self._spots = []
        at = 0
        for word in self._words:
            end = at + len(word.text)
            if word.key:
                self._spots.append([self._part(line, at, end) for line in self._lines(at, end)])
            at = end
        for button, spots in zip(self._buttons, self._spots, strict=False):
            if spots:
                button.setGeometry(spots[0].toAlignedRect().intersected(self.rect()))

    def _lines(self, start: int, end: int) -> list[QTextLine]:
        lines = (self._layout.lineAt(number) for number in range(self._layout.lineCount()))
        return [
            line
            for line in lines
            if line.textStart() < end and start < line.textStart() + line.textLength()
        ]

    def _part(self, line: QTextLine, start: int, end: int) -> QRectF:
        """Where a stretch of the text stands in a line; a blank at the line's end is no part."""
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        text = self._layout.text()
        while last > first and text[last - 1].isspace():
            last -= 1
        left, right = _across(line, first), min(_across(line, last), line.x() + line.width())
        top = line.y() - (_LINE - line.height()) / 2
        return QRectF(left - _PAD, top + 1, right - left + 2 * _PAD, _LINE - 2)

    def _key_at(self, place: QPointF) -> str:
        for button, spots in zip(self._buttons, self._spots, strict=False):
            if any(spot.contains(place) for spot in spots):
                return button.word.key
        return ""

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        height = self._arrange(width)
        if width != self.width():
            self._arrange(self.width())
        return height

    @override
    def sizeHint(self) -> QSize:
        return QSize(260, self.heightForWidth(max(self.width(), 260)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, _LINE)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(self.width())
        self._place()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        super().resizeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._switch.theme
        for button, spots in zip(self._buttons, self._spots, strict=False):
            current = button.word.key == self._current
            for number, spot in enumerate(spots):
                inside = spot.adjusted(1, 1, -1, -1)
                painter.setPen(Qt.PenStyle.NoPen)
                if current or button.underMouse():
                    painter.setBrush(theme.colour("accent_tint" if current else "soft_line"))
                    painter.drawRoundedRect(inside, 4, 4)
                pen = QPen(theme.colour(button.word.tone), 1, Qt.PenStyle.DotLine)
                painter.setPen(pen)
                painter.drawLine(
                    QPointF(spot.left() + _PAD, spot.bottom() - 2.5),
                    QPointF(spot.right() - _PAD, spot.bottom() - 2.5),
                )
                if number and button.hasFocus():
                    self.paint_ring(painter, spot)
        self._layout.draw(painter, QPointF(0, 0))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._key_at(event.position()):
            shape = Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)
        super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        key = self._key_at(event.position())
        if key and event.button() == _LEFT:
            self.focus_word(key)
            self.opened.emit(key)
        super().mouseReleaseEvent(event)


def _across(line: QTextLine, cursor: int) -> float:
    """How far across a line a place of its text is."""
    placed: object = line.cursorToX(cursor)
    if isinstance(placed, tuple):  # with the place itself, as some versions of the binding give it
        placed = placed[0]
    assert isinstance(placed, float)
    return placed


accessible.register(WordSentence, QAccessible.Role.Grouping)
