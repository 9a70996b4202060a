"""The buttons of the page of results: what the next step is, with its keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from alignment_desktop.frames import Kind
from alignment_desktop.gui.fonts import MEDIUM, font
from alignment_desktop.gui.importing.words import kind_word
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.window.page_header import tool_row
from alignment_desktop.gui.wording import other_words, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alignment_desktop.gui.importing.assistant import ImportAssistant
    from alignment_desktop.gui.importing.file_desk import FileDesk

_IMPORT, _LIST, _ONWARD, _BACK = "Ctrl+Shift+I", "Ctrl+Shift+F", "Ctrl+Return", "Ctrl+Backspace"


class ResultsTools(QObject):
    """Holds the page's buttons and shows those that mean something now.

    Attributes:
        row: The buttons, for the header of the page.
        import_wanted: Files are to be chosen.
        template_wanted: Carries the `Kind` of the template that is wanted.
    """

    import_wanted = Signal()
    template_wanted = Signal(object)

    def __init__(self, files: FileDesk, page: QWidget, *before: QWidget) -> None:
        """Makes the buttons, with keys that work while the page is in sight.

        Args:
            files: The files that wait; its buttons stand in the same row.
            page: The page.
            before: What stands before the buttons in their row.
        """
        super().__init__(page)
        self._files = files
        self.close_button = QPushButton()
        set_look(self.close_button, "kind", "quiet")
        self.back_button = QPushButton(wording().common.back())
        self.next_button = QPushButton()
        self.template_button = QPushButton(wording().importing.templates())
        set_look(self.template_button, "menu", "true")
        menu = QMenu(self.template_button)
        for kind in Kind:
            action = menu.addAction(kind_word(kind.value))
            action.triggered.connect(lambda _on, kind=kind: self.template_wanted.emit(kind))
        self.template_button.setMenu(menu)
        self.import_button = QPushButton(wording().importing.import_a_file())
        self.import_button.clicked.connect(lambda _on: self.import_wanted.emit())
        for button in (self.next_button, self.import_button):
            button.setFont(font(13, MEDIUM))
            set_look(button, "kind", "primary")
        self.next_button.setMinimumWidth(72)
        self.row = tool_row(
            *before,
            self.template_button,
            files.list_button,
            files.back_button,
            self.import_button,
            files.look_button,
            files.ready_button,
            self.close_button,
            self.back_button,
            self.next_button,
        )
        self._give_keys(page)

    def _give_keys(self, page: QWidget) -> None:
        shortcuts: dict[str, QShortcut] = {}
        for button, keys in (
            (self.import_button, _IMPORT),
            (self._files.list_button, _LIST),
            (self._files.ready_button, _ONWARD),
            (self.next_button, _ONWARD),
            (self.back_button, _BACK),
        ):
            set_tool_tip(button, keys)
            if keys not in shortcuts:
                shortcuts[keys] = QShortcut(QKeySequence(keys), page)
            shortcuts[keys].activated.connect(partial(_press, button))

    def show_assistant(self, assistant: ImportAssistant, *, onward: str, leave: str) -> None:
        """Says which way leads on from the assistant's step.

        Args:
            assistant: The assistant; a file is on its way.
            onward: What the button says that leads on.
            leave: What the button says that puts the file aside.
        """
        self.next_button.setText(onward)
        self.next_button.setEnabled(assistant.can_go_on)
        self.back_button.setEnabled(assistant.can_go_back)
        self.close_button.setText(leave)
        self.close_button.setEnabled(not assistant.running)

    def show_buttons(self, *, importing: bool, listing: bool, elsewhere: bool = False) -> None:
        """Shows the buttons that mean something now.

        Args:
            importing: Whether a file is on its way through the assistant.
            listing: Whether the files that wait are listed; the assistant goes first.
            elsewhere: Whether something else than files is shown.
        """
        for button in (self.close_button, self.back_button, self.next_button):
            button.setVisible(importing)
        for button in (self.template_button, self._files.list_button):
            button.setVisible(not importing and not listing and not elsewhere)
        self.import_button.setVisible(not importing and not elsewhere)
        # One button at a time is the next step.
        set_look(self.import_button, "kind", "" if listing else "primary")
        self._files.show_buttons(listed=listing and not importing)

    def offers(self, *, importing: bool, listing: bool) -> tuple[Offer, ...]:
        """What can be done on the page now, by the same buttons that are shown.

        Args:
            importing: Whether a file is on its way through the assistant.
            listing: Whether the files that wait are listed; the assistant goes first.
        """
        files, its = self._files, wording().importing
        if importing:
            steps = (self.next_button, self.back_button, self.close_button)
            return _offers_of(steps, (_ONWARD, _BACK, ""))
        if listing:
            listed = (files.ready_button, files.look_button, files.back_button)
            return _offers_of(listed, (_ONWARD, "", ""))
        kinds = (
            Offer(its.template(kind=kind_word(kind.value)), "",
                  partial(self.template_wanted.emit, kind), words=other_words("template"))
            for kind in Kind
        )  # fmt: skip
        words = other_words("import")
        return (
            Offer(self.import_button.text(), _IMPORT, self.import_wanted.emit, words=words),
            Offer(files.list_button.text(), _LIST, files.list_button.click),
            *kinds,
        )


def _press(button: QPushButton) -> None:
    """Presses a button that is in sight."""
    if button.isVisible():
        button.click()


def _offers_of(buttons: Sequence[QPushButton], keys: Sequence[str]) -> tuple[Offer, ...]:
    return tuple(
        Offer(button.text(), its, button.click, button.isEnabled())
        for button, its in zip(buttons, keys, strict=True)
    )
