"""One party's card: who speaks, what it agrees to or proposes, its words, and its keys."""

from __future__ import annotations

from dataclasses import field

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.gui.fonts import BOLD, SEMIBOLD, font
from alignment_desktop.gui.painting.consent_mark import Stand
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.changed_value import change_markup, spoken_change
from alignment_desktop.gui.widgets.flow_layout import FlowLayout
from alignment_desktop.gui.widgets.labels import breakable, label
from alignment_desktop.gui.workshop.key_button import KeyButton
from alignment_desktop.gui.workshop.zoom import SMALL, TEXT, TITLE, Zoom
from alignment_desktop.values import dataclass

_BIG = 16
_BESIDE = 8
"""Letters of a value that is shown as large as a name, and of what stood, to stand beside it."""


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value on a card.

    Attributes:
        field: What the field is called.
        text: What it says there; empty: nothing.
        old: What stands instead, where that is struck out; empty: nothing is.
    """

    field: str
    text: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class PartyState:
    """What a party's card shows.

    Attributes:
        party: `sales` or `marketing`.
        stand: Where it stands.
        title: The same in words.
        leader: Who says yes for it.
        several: Whether another leader could.
        values: What it agrees to, or proposes.
        note: A line below them.
        quote: What it said last; empty: nothing.
        keys: What can be pressed, with its words; empty words: nothing.
    """

    party: str
    stand: Stand
    title: str
    leader: str
    several: bool = False
    values: tuple[Value, ...] = ()
    note: str = ""
    quote: str = ""
    keys: tuple[tuple[str, str], ...] = field(default=())


class PartyCard(QWidget):
    """Shows one party; a dashed border where it proposes.

    Attributes:
        leader_clicked: Another leader is to speak.
        pressed: Carries the key of a button.
    """

    leader_clicked = Signal()
    pressed = Signal(str)

    def __init__(self, switch: ThemeSwitch, zoom: Zoom) -> None:
        super().__init__()
        self._switch, self._zoom = switch, zoom
        self._state: PartyState | None = None
        px = zoom.px
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(28), px(12), px(28), px(16))
        column.setSpacing(px(6))
        head = QHBoxLayout()
        self.title = label(pixels=px(SMALL), weight=SEMIBOLD, wrap=True)
        self.leader = QPushButton()
        self.leader.setFont(font(px(SMALL)))
        set_look(self.leader, "kind", "step")
        self.leader.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.leader.clicked.connect(self.leader_clicked)
        head.addWidget(self.title, 1)
        self.only_leader = label(pixels=px(SMALL), tone="muted", wrap=True)
        self.only_leader.setAlignment(Qt.AlignmentFlag.AlignRight)
        head.addWidget(self.leader)
        head.addWidget(self.only_leader)
        column.addLayout(head)
        self.values = QVBoxLayout()
        self.values.setSpacing(px(2))
        column.addLayout(self.values)
        self.note = label(pixels=px(SMALL), tone="muted", wrap=True)
        column.addWidget(self.note)
        self.quote = label(pixels=px(SMALL), wrap=True)
        column.addWidget(self.quote)
        column.addStretch(1)
        holder = QWidget()
        keys = FlowLayout(holder, px(10))
        self.buttons = [KeyButton(switch, zoom, "") for _ in range(2)]
        for button in self.buttons:
            button.clicked.connect(lambda _on, button=button: self._press(button))
            keys.addWidget(button)
        column.addWidget(holder)
        switch.changed.connect(self._again)

    def show_state(self, state: PartyState) -> None:
        """Shows another state."""
        self._state = state
        self.title.setText(state.title)
        self.title.setStyleSheet(f"color: {self._switch.theme.palette.of(state.party)}")
        self.leader.setText(state.leader.replace("&", "&&"))
        self.leader.setVisible(state.several)
        self.only_leader.setText(state.leader)
        self.only_leader.setVisible(not state.several)
        while (item := self.values.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, value in enumerate(state.values):
            self.values.addWidget(self._value_label(value, first=not at))
        for words, text in ((self.note, state.note), (self.quote, state.quote)):
            words.setText(breakable(text))
            words.setVisible(bool(text))
        keys = (*state.keys, ("", ""), ("", ""))
        for button, (key, text) in zip(self.buttons, keys, strict=False):
            button.say(key, text)
        self.setAccessibleName(f"{state.title}. {state.leader}")
        self.update()

    def _value_label(self, value: Value, *, first: bool) -> QLabel:
        px, palette = self._zoom.px, self._switch.theme.palette
        big = first and len(value.text) <= _BIG
        made = label(pixels=px(TEXT), wrap=True)
        made.setTextFormat(Qt.TextFormat.RichText)
        if value.old and not big:
            name = f'<span style="color:{palette.muted}">{_plain(value.field)}: </span>'
            made.setText(name + change_markup(value.old, value.text, palette))
        elif value.old:
            strong = _strong(value.text, px(TITLE), BOLD)
            old = f"color:{palette.muted};text-decoration:line-through;font-size:{px(SMALL)}px"
            struck = _plain(value.old).replace(" ", "&nbsp;")
            gap = "&nbsp;&nbsp;" if len(value.old) <= _BESIDE else "<br>"
            made.setText(f'{strong}{gap}<span style="{old}">{struck}</span>')
        elif big:
            made.setText(_strong(value.text, px(TITLE), BOLD))
        else:
            name = f'<span style="color:{palette.muted}">{_plain(value.field)}: </span>'
            made.setText((name if value.field else "") + _plain(value.text))
        made.setAccessibleName(f"{value.field}: {spoken_change(value.old, value.text)}")
        return made

    def _press(self, button: KeyButton) -> None:
        if self._state is not None:
            self.pressed.emit(self._state.keys[self.buttons.index(button)][0])

    def _again(self) -> None:
        if self._state is not None:
            self.show_state(self._state)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._state is None:
            return
        theme, px = self._switch.theme, self._zoom.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stand = self._state.stand
        colour = theme.colour("line" if stand is Stand.NOT_YET else self._state.party)
        pen = QPen(colour, max(px(2), 1))
        if stand is Stand.PROPOSES:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(8), px(8))


def _plain(text: str) -> str:
    from html import escape

    return escape(breakable(text)).replace("\n", "<br>")


def _strong(text: str, pixels: int, weight: int) -> str:
    whole = _plain(text).replace(" ", "&nbsp;")
    return f'<span style="font-size:{pixels}px;font-weight:{int(weight)}">{whole}</span>'
