"""The steps of an assistant as a line of words, the ones behind us to go back to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from alignment_desktop.gui.fonts import REGULAR, SEMIBOLD, font
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.wording import wording


class StepBar(QWidget):
    """Numbered steps.

    Attributes:
        chosen: Carries the number of the step that was pressed, from 0.
    """

    chosen = Signal(int)

    def __init__(self, steps: Sequence[str], icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._buttons: list[QPushButton] = []
        self._words = tuple(steps)
        for at, text in enumerate(steps):
            button = QPushButton(f"{at + 1} · {text}")
            button.clicked.connect(lambda _on=False, at=at: self.chosen.emit(at))
            row.addWidget(button)
            self._buttons.append(button)
        row.addStretch(1)
        self.show_step(0, 0)

    def show_step(self, current: int, reachable: int, asking: Collection[int] = ()) -> None:
        """Marks the current step, those that are done, and those that somebody has to look at.

        Args:
            current: The step in sight.
            reachable: Steps up to this one can be pressed.
            asking: Steps at which something is to be settled.
        """
        for at, button in enumerate(self._buttons):
            here = at == current
            # The sheet's new look resets the font: it is set last.
            set_look(button, "kind", "step_here" if here else "step")
            button.setFont(font(13, SEMIBOLD if here else REGULAR))
            button.setEnabled(at <= reachable)
            step, its = self._words[at], wording().importing
            name = its.current_step(step=step) if here else step
            if at in asking and at <= reachable:
                self._icons.dress(button, "warning", "at_risk")
                name = its.step_needs_you(step=name)
            elif at < current and at <= reachable:
                self._icons.dress(button, "check", "kept")
                name = its.step_is_done(step=name)
            else:
                self._icons.strip(button)
            button.setAccessibleName(name)
