"""What one field said and says: the old struck out, the new beside it, words marked in texts."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from alignment_desktop.charts.palette import Palette
from alignment_desktop.domain.text_changes import Mark, text_changes
from alignment_desktop.gui.fonts import font
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import breakable
from alignment_desktop.gui.wording import wording

_LONG = 32
"""Letters from which a value is a text that is read word by word; a shorter one stands whole."""
_BETWEEN = "\N{THIN SPACE}"
"""Keeps a word that is struck out apart from the one in its place."""


class MarkedText(QLabel):
    """Text with marks of ours in it; whoever sets it escapes what users wrote (`change_markup`)."""

    def __init__(self, pixels: int = 13, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFont(font(pixels))
        self.setWordWrap(True)


class ChangedValue(MarkedText):
    """One field's change.

    What users wrote is shown letter by letter, never read as markup. A screen reader hears “was …,
    now …”.
    """

    def __init__(
        self, switch: ThemeSwitch, pixels: int = 13, parent: QWidget | None = None
    ) -> None:
        super().__init__(pixels, parent)
        self._switch = switch
        self._old = self._new = ""
        # The colours stand in the text.
        switch.changed.connect(self._write)

    def show_change(self, old: str, new: str) -> None:
        """Shows another change.

        Args:
            old: What it said, in words; empty: nothing.
            new: What it says, likewise.
        """
        self._old, self._new = old, new
        self.setAccessibleName(spoken_change(old, new))
        self._write()

    def _write(self) -> None:
        self.setText(change_markup(self._old, self._new, self._switch.theme.palette))


def spoken_change(old: str, new: str) -> str:
    """A change as it is read aloud: “was ≥ 95%, now ≥ 90%”."""
    its = wording().changes
    if not old:
        return its.is_new(new=new)
    return its.was_and_is(old=old, new=new) if new else its.was(old=old)


def change_markup(old: str, new: str, palette: Palette) -> str:
    """A change as rich text in the colours of a palette, for labels and documents of Qt."""
    if not (old and new) or max(len(old), len(new)) < _LONG:
        arrow = f'<span style="color:{palette.muted}"> → </span>' if old and new else ""
        parts = [_marked(Mark.STRUCK, old, palette), arrow, _strong(new)]
    else:
        parts = []
        before = Mark.KEPT
        for span in text_changes(old, new):
            if (before, span.mark) == (Mark.STRUCK, Mark.NEW):
                parts.append(_BETWEEN)
            parts.append(_marked(span.mark, span.text, palette))
            before = span.mark
    return f'<span style="white-space:pre-wrap">{"".join(parts)}</span>'


def _strong(text: str) -> str:
    return f'<span style="font-weight:600">{_plain(text)}</span>' if text else ""


def _marked(mark: Mark, text: str, palette: Palette) -> str:
    if not text:
        return ""
    match mark:
        case Mark.STRUCK:
            style = f"color:{palette.muted};text-decoration:line-through"
        case Mark.NEW:
            style = f"background-color:{palette.accent_tint};text-decoration:underline"
        case _:
            return _plain(text)
    return f'<span style="{style}">{_plain(text)}</span>'


def _plain(text: str) -> str:
    return escape(breakable(text)).replace("\n", "<br>")
