"""The verdict on a signed file: in words, with colour and drawing, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.gui.fonts import BOLD, MEDIUM
from alignment_desktop.gui.icons import icon_pixmap
from alignment_desktop.gui.inspector.editors import forget
from alignment_desktop.gui.signing.verdict_words import Verdict
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.wording import wording

_SIDE, _DRAWING = 48, 26


class _Seal(QWidget):
    """The drawing of a verdict on a disc of its colour."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._switch = switch
        self._icon, self._tone = "minus", "muted"
        self.setFixedSize(QSize(_SIDE, _SIDE))
        switch.changed.connect(self.update)

    def show_seal(self, icon: str, tone: str) -> None:
        """Shows that of another verdict."""
        self._icon, self._tone = icon, tone
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._switch.theme
        tint = "soft_line" if self._tone == "muted" else f"{self._tone}_tint"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(tint))
        painter.drawEllipse(self.rect())
        ink, ratio = theme.colour(self._tone), self.devicePixelRatioF()
        at = (_SIDE - _DRAWING) // 2
        painter.drawPixmap(at, at, icon_pixmap(self._icon, ink, _DRAWING, ratio))


class VerdictCard(Card):
    """One verdict with its reasons."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self._seal = _Seal(switch)
        self.title = label(pixels=20, weight=BOLD, wrap=True)
        self.file_name = label(pixels=12, tone="muted", wrap=True)
        self.meaning = label(wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        for each in (self.title, self.file_name, self.meaning):
            words.addWidget(each)
        words.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._seal, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self.body.setContentsMargins(20, 18, 20, 18)
        self.body.addLayout(head)
        self._below = QWidget()
        self.body.addWidget(self._below)
        self.hash_words = label(pixels=11, tone="muted", wrap=True)
        self.hash_words.setContentsMargins(_SIDE + 14, 0, 0, 0)
        self.hash_words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.body.addWidget(self.hash_words)

    def show_verdict(
        self,
        verdict: Verdict,
        name: str,
        reasons: Sequence[str],
        remarks: Sequence[str],
        sha256: str,
    ) -> None:
        """Shows another verdict.

        Args:
            verdict: It in words.
            name: What the file is called.
            reasons: Why it is not a better one.
            remarks: What else there is to know.
            sha256: Of the file.
        """
        self._seal.show_seal(verdict.icon, verdict.tone)
        self.title.setText(verdict.title)
        set_look(self.title, "tone", verdict.tone)
        self.file_name.setText(breakable(name))
        self.meaning.setText(verdict.meaning)
        its = wording().verification
        self.hash_words.setText(f"{its.file_hash()}: {breakable(sha256)}")
        self.hash_words.setVisible(bool(sha256))
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(_SIDE + 14, 8, 0, 0)
        column.setSpacing(4)
        for heading, sentences in ((its.why(), reasons), (its.also(), remarks)):
            if sentences:
                column.addWidget(label(heading, 12, MEDIUM, "muted"))
            for sentence in sentences:
                column.addWidget(label(breakable(sentence), wrap=True))
            if sentences:
                column.addSpacing(4)
        below.setVisible(bool(reasons or remarks))
        self.body.replaceWidget(self._below, below)
        forget(self._below)
        self._below = below
        self.setAccessibleName(". ".join((verdict.title, verdict.meaning, *reasons)))
