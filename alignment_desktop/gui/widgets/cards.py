"""Cards: one figure with its label and note, and a titled card for charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.labels import ShortLabel, label


@dataclass(frozen=True, slots=True)
class Said:
    """A few words in one tone: muted, kept, at_risk, missed."""

    text: str
    tone: str = "muted"


@dataclass(frozen=True, slots=True)
class Stat:
    """One figure.

    Attributes:
        label: What it is.
        figure: The figure in words.
        note: What stands behind it.
        tone: The figure's tone: empty, kept, at_risk, missed.
        note_tone: The note's tone.
        change: How it compares with the days before, on a line of its own.
        parts: The note in several tones, on one line, instead of `note`.
        detail: What there is to say besides, told by hovering and to assistive programs.
    """

    label: str
    figure: str
    note: str = ""
    tone: str = ""
    note_tone: str = "muted"
    change: tuple[Said, ...] = ()
    parts: tuple[Said, ...] = ()
    detail: str = ""

    @property
    def spoken(self) -> str:
        """The whole card in words."""
        parts = ", ".join(part.text for part in self.parts)
        change = " ".join(part.text for part in self.change)
        rest = ". ".join(filter(None, (change, parts or self.note)))
        return f"{self.label}: {self.figure}. {rest}"


class Card(QFrame):
    """A panel with a border and round corners; `body` takes its content."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card", "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(4)


class _Line(QWidget):
    """A few words beside each other, each in its tone; those for which there is no room wait."""

    def __init__(self, between: int) -> None:
        super().__init__()
        self._between = between
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(between)
        self._row.addStretch(1)
        self._labels: list[ShortLabel] = []
        self._count = 0

    def say(self, parts: Sequence[Said]) -> None:
        """Says something else; nothing takes no room."""
        while len(self._labels) < len(parts):
            made = ShortLabel(12)
            self._row.insertWidget(len(self._labels), made)
            self._labels.append(made)
        for part, place in zip(parts, self._labels, strict=False):
            place.say(part.text)
            set_look(place, "tone", part.tone)
        self._count = len(parts)
        self.setVisible(bool(parts))
        self._fit()

    def _fit(self) -> None:
        """The first words stay, if shortened; others are shown where there is room for them."""
        used = 0
        for at, place in enumerate(self._labels):
            used += place.sizeHint().width() + (self._between if at else 0)
            place.setVisible(at < self._count and (not at or used <= self.width()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class StatCard(Card):
    """A card of one figure."""

    def __init__(self, stat: Stat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._label = ShortLabel(12, tone="muted")
        self._figure = label(pixels=24, weight=BOLD, tabular=True)
        self._note = label(pixels=12, tone="muted", wrap=True)
        self._change, self._parts = _Line(between=3), _Line(between=8)
        self.body.setSpacing(2)
        for part in (self._label, self._figure, self._change, self._parts, self._note):
            part.setMinimumWidth(1)
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.show_stat(stat)

    def show_stat(self, stat: Stat) -> None:
        """Shows another figure."""
        self._label.say(stat.label)
        self._figure.setText(stat.figure)
        self._note.setText(stat.note)
        set_look(self._figure, "tone", stat.tone)
        self._note.setVisible(not stat.parts)
        self._change.say(stat.change)
        self._parts.say(stat.parts)
        set_look(self._note, "tone", stat.note_tone)
        self.setAccessibleDescription(stat.detail)
        # Where there is no room for the words they are told here.
        short = stat.spoken if stat.change else ""
        self.setToolTip("\n".join(filter(None, (short, stat.detail))))
        self.setAccessibleName(stat.spoken)


class StatRow(QWidget):
    """Cards of figures side by side, all equally wide and high."""

    def __init__(self, stats: Sequence[Stat] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._cards: list[StatCard] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.show_stats(stats)

    def show_stats(self, stats: Sequence[Stat]) -> None:
        """Shows other figures; cards are kept where their number stays."""
        while len(self._cards) > len(stats):
            card = self._cards.pop()
            self._row.removeWidget(card)
            card.deleteLater()
        for at, stat in enumerate(stats):
            if at < len(self._cards):
                self._cards[at].show_stat(stat)
            else:
                card = StatCard(stat)
                self._cards.append(card)
                self._row.addWidget(card, 1)


class TitledCard(Card):
    """A card with a heading and a quiet note beside it."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = label(note, 12, tone="muted")
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(label(title, 13, BOLD), 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self._note, 1, Qt.AlignmentFlag.AlignBaseline)
        self.body.setSpacing(12)
        self.body.addLayout(head)

    def show_note(self, note: str) -> None:
        """Says something else beside the heading."""
        self._note.setText(note)
