"""What a page of clauses shows as a picture, and the switch between picture and table."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLayout, QStackedWidget, QVBoxLayout, QWidget

from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.remembered_values import RememberedValues
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.column_area import ColumnArea
from alignment_desktop.gui.widgets.view_switch import ViewSwitch
from alignment_desktop.gui.wording import other_words, wording

PICTURE, TABLE = "picture", "table"
"""What can be in sight on a page that has both."""
SWITCH_KEYS = "Ctrl+Shift+Y"
"""Goes to the table, and back to the picture."""


class ClausePicture(QWidget):
    """Shows a page's clauses drawn rather than listed; one selection holds for both.

    Attributes:
        chosen: Carries the `kind.key` of the clause that was selected on the picture.
        opened: Carries the `kind.key` of the clause that is to be written in the inspector.
    """

    chosen = Signal(str)
    opened = Signal(str)

    @abstractmethod
    def show_draft(self) -> Iterator[None]:
        """Shows the agreement as it stands now, a piece up to each `yield`."""

    @abstractmethod
    def show_selected(self, name: str) -> None:
        """Marks the clause that is selected, written `kind.key`; empty: none is."""

    @abstractmethod
    def marks(self, name: str) -> bool:
        """Whether a clause, written `kind.key`, is one that the picture marks when selected."""

    @abstractmethod
    def main_control(self) -> QWidget:
        """What one works with first."""

    @abstractmethod
    def selection_controls(self) -> Sequence[QWidget]:
        """Where the keys act on the clause that is selected, as they do in the table."""

    def offers(self) -> Sequence[Offer]:
        """What can be done on the picture beside what is done to any clause."""
        return ()

    def _scroll(self, *parts: QWidget | QLayout, spacing: int = 12, beside: int = 0) -> ColumnArea:
        """Lays parts out below each other, in an area that scrolls them all together.

        Args:
            parts: The parts, the first one on top.
            spacing: Pixels between two of them.
            beside: Pixels between them and the scroll bar.
        """
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, beside, 0)
        column.setSpacing(spacing)
        for part in parts:
            if isinstance(part, QLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        column.addStretch(1)
        area = ColumnArea(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        return area


class PictureViews(QObject):
    """Shows picture or table, and remembers which for the page.

    Attributes:
        changed: The other is in sight.
        switch: Chooses between them.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        make: Callable[[], ClausePicture],
        stack: QStackedWidget,
        remembered: RememberedValues,
        page: QWidget,
    ) -> None:
        """Makes the switch; the picture itself is made when it is first to be seen.

        Args:
            name: The page's name, under which the choice is remembered.
            make: Makes the picture.
            stack: Holds the table, and takes the picture.
            remembered: Where the choice is kept.
            page: The page, while which is in sight the key works.
        """
        super().__init__(page)
        self._name, self._make, self._stack = name, make, stack
        self._remembered = remembered
        self._picture: ClausePicture | None = None
        self._empty = False
        its = wording().clauses
        self.switch = ViewSwitch(
            its.picture_or_table(), ((PICTURE, its.picture()), (TABLE, its.table()))
        )
        for each, button in self.switch.buttons.items():
            set_tool_tip(button, f"{button.text()} ({SWITCH_KEYS})")
            button.setObjectName(f"{each}_button")
        self.switch.show_chosen(self._remembered.value(name) or PICTURE)
        self.switch.chosen.connect(self.show_view)
        key = QShortcut(QKeySequence(SWITCH_KEYS), page)
        key.setContext(Qt.ShortcutContext.WindowShortcut)
        key.activated.connect(self.toggle)

    @property
    def picture(self) -> ClausePicture | None:
        """The picture, where it is the one in sight."""
        if self._empty or self.switch.shown != PICTURE:
            return None
        if self._picture is None:
            self._picture = self._make()
            self._stack.addWidget(self._picture)
        return self._picture

    def show_empty(self, *, empty: bool) -> None:
        """Says whether there is no clause yet: then the table says what will be here."""
        self._empty = empty
        self.switch.setVisible(not empty)
        self._bring_up()

    def show_view(self, view: str) -> None:
        """Brings picture or table into sight, and remembers which."""
        self.switch.show_chosen(view)
        self._remembered.remember(self._name, view)
        self._bring_up()
        self.changed.emit()

    def toggle(self) -> None:
        """Brings the other into sight."""
        if not self._empty:
            self.show_view(TABLE if self.switch.shown == PICTURE else PICTURE)

    def offers(self) -> tuple[Offer, ...]:
        """To see the other."""
        other = TABLE if self.switch.shown == PICTURE else PICTURE
        text = self.switch.buttons[other].text()
        return (
            Offer(text, SWITCH_KEYS, self.toggle, not self._empty, other_words("picture-view")),
        )

    def _bring_up(self) -> None:
        picture = self.picture
        if picture is not None:
            self._stack.setCurrentWidget(picture)
        else:
            self._stack.setCurrentIndex(0)
