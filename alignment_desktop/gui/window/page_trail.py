"""From which pages the page in sight was opened, and how each was left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from shiboken6 import isValid

from alignment_desktop.gui.window.tab_order import can_take_keyboard
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from alignment_desktop.gui.page import Page


@runtime_checkable
class ShowsLeads(Protocol):
    """A page on which single leads can be shown."""

    def show_lead(self, key: str, among: tuple[str, ...] = ()) -> None:
        """Shows one, which was chosen from a list of these."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """A page that another one was opened from.

    Attributes:
        page: Its name.
        control: What had the keyboard; None: nothing had.
        key: The lead that it showed; empty: none.
        among: The list from which that was chosen.
    """

    page: str
    control: QWidget | None
    key: str = ""
    among: tuple[str, ...] = ()

    def restore(self, page: Page) -> None:
        """Makes the page as it was left: with its lead, and the keyboard where it was.

        Args:
            page: The page of that name, which is in sight again.
        """
        if self.key and isinstance(page, ShowsLeads):
            page.show_lead(self.key, self.among)
        control = self.control
        if control is not None and isValid(control) and can_take_keyboard(control):
            control.setFocus(Qt.FocusReason.OtherFocusReason)


class PageTrail:
    """The way back: the pages that led to the one in sight, the last one on top.

    Args:
        back: The action that goes back; it can be chosen while there is a way.
    """

    def __init__(self, back: QAction) -> None:
        self._back = back
        self._steps: list[Step] = []

    def names(self) -> Iterator[str]:
        """The pages that led to the one in sight, the last one first."""
        return (step.page for step in reversed(self._steps))

    def add(self, name: str, page: Page, control: QWidget | None) -> None:
        """Another page is opened from this one.

        Args:
            name: The name of the page that is left.
            page: That page.
            control: What has the keyboard; None: nothing has.
        """
        self._steps.append(Step(name, control, *page.shown_key()))
        self._back.setEnabled(True)

    def take_last(self) -> Step | None:
        """Takes the last step off the way; None where there is none."""
        step = self._steps.pop() if self._steps else None
        self._back.setEnabled(bool(self._steps))
        return step

    def clear(self) -> None:
        """A page was chosen by itself: nothing led to it."""
        self._steps.clear()
        self._back.setEnabled(False)
