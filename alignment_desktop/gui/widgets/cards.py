"""Cards: one figure with its label and note, and a titled card for charts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.charts.meter import Meter
from alignment_desktop.gui.charts import accessible
from alignment_desktop.gui.charts.meter_view import MeterView
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.labels import ShortLabel, label
from alignment_desktop.values import dataclass


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
        parts: The note in several tones, on one line, instead of `note`; one alone may wrap.
        detail: What there is to say besides, told by hovering and to assistive programs.
        leads_to: What the row of cards says when this one is chosen; empty: it cannot be.
        meter: A thin bar below the figure, in a row of cards that knows the theme; None: none.
    """

    label: str
    figure: str
    note: str = ""
    tone: str = ""
    note_tone: str = "muted"
    change: tuple[Said, ...] = ()
    parts: tuple[Said, ...] = ()
    detail: str = ""
    leads_to: str = ""
    meter: Meter | None = None

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

    def __init__(
        self, stat: Stat, parent: QWidget | None = None, switch: ThemeSwitch | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._label = ShortLabel(12, tone="muted")
        self._figure = label(pixels=24, weight=BOLD, tabular=True)
        self._note = label(pixels=12, tone="muted", wrap=True)
        self._change, self._parts = _Line(between=3), _Line(between=8)
        self.body.setSpacing(2)
        self._meter = None if switch is None else MeterView(switch)
        meters = () if self._meter is None else (self._meter,)
        for part in (
            self._label, self._figure, *meters, self._change, self._parts, self._note,
        ):  # fmt: skip
            part.setMinimumWidth(1)
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.show_stat(stat)

    def show_stat(self, stat: Stat) -> None:
        """Shows another figure."""
        self._label.say(stat.label)
        self._figure.setText(stat.figure)
        # One part alone has a second line where the first lacks room for it.
        parts = stat.parts if len(stat.parts) > 1 else ()
        alone = stat.parts[0] if len(stat.parts) == 1 else None
        note = alone or Said(stat.note, stat.note_tone)
        self._note.setText(note.text)
        set_look(self._figure, "tone", stat.tone)
        self._note.setVisible(not parts)
        if self._meter is not None:
            self._meter.setVisible(stat.meter is not None)
            self._meter.show_meter(stat.meter or Meter(()))
        self._change.say(stat.change)
        self._parts.say(parts)
        set_look(self._note, "tone", note.tone)
        self.setAccessibleDescription(stat.detail)
        # Where there is no room for the words they are told here.
        short = stat.spoken if stat.change else ""
        set_tool_tip(self, "\n".join(filter(None, (short, stat.detail))))
        self.setAccessibleName(stat.spoken)


class StatButton(StatCard):
    """A card of one figure that leads somewhere, by a click, Enter or the space bar.

    Attributes:
        chosen: Carries what the figure leads to.
    """

    chosen = Signal(str)

    def __init__(
        self, stat: Stat, parent: QWidget | None = None, switch: ThemeSwitch | None = None
    ) -> None:
        self._leads_to = ""
        accessible.install()
        super().__init__(stat, parent, switch)
        set_look(self, "card", "button")
        # The sheet leaves a pixel around, for the thicker border of the focus.
        self.body.setContentsMargins(15, 13, 15, 13)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def show_stat(self, stat: Stat) -> None:
        super().show_stat(stat)
        self._leads_to = stat.leads_to

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.chosen.emit(self._leads_to)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._leads_to)
        else:
            super().keyPressEvent(event)


accessible.register(StatButton, QAccessible.Role.Button)


class StatRow(QWidget):
    """Cards of figures side by side, all equally wide and high.

    Attributes:
        chosen: Carries what the card that was chosen leads to.
    """

    chosen = Signal(str)

    def __init__(
        self,
        stats: Sequence[Stat] = (),
        parent: QWidget | None = None,
        switch: ThemeSwitch | None = None,
    ) -> None:
        """Makes the row.

        Args:
            stats: What it shows.
            parent: Its parent.
            switch: The theme, where cards are to have meters.
        """
        super().__init__(parent)
        self._switch = switch
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._cards: list[StatCard] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.show_stats(stats)

    def show_stats(self, stats: Sequence[Stat]) -> None:
        """Shows other figures; cards are kept where their number and kind stay."""
        for at, stat in enumerate(stats):
            kind = StatButton if stat.leads_to else StatCard
            if at < len(self._cards) and type(self._cards[at]) is not kind:
                self._drop(at)
            elif at < len(self._cards):
                self._cards[at].show_stat(stat)
                continue
            self._cards.insert(at, self._made(stat))
            self._row.insertWidget(at, self._cards[at], 1)
        while len(self._cards) > len(stats):
            self._drop(len(stats))

    def _made(self, stat: Stat) -> StatCard:
        if not stat.leads_to:
            return StatCard(stat, switch=self._switch)
        button = StatButton(stat, switch=self._switch)
        button.chosen.connect(self.chosen)
        return button

    def _drop(self, at: int) -> None:
        card = self._cards.pop(at)
        self._row.removeWidget(card)
        card.hide()
        card.deleteLater()


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
