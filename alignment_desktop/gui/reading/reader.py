"""A document to be read: its pages, with what one expects of a good reader of PDFs around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.documents.page_values import Spot
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.page import Offer
from alignment_desktop.gui.reading.address_bar import AddressBar
from alignment_desktop.gui.reading.own_keys import Act, OwnKeys
from alignment_desktop.gui.reading.page_view import PageView
from alignment_desktop.gui.reading.printing import ChoosePrinter, Printing, choose_printer
from alignment_desktop.gui.reading.reading import Reading
from alignment_desktop.gui.reading.reading_memory import Side
from alignment_desktop.gui.reading.search import Search
from alignment_desktop.gui.reading.search_bar import SearchBar
from alignment_desktop.gui.reading.side_panel import WIDTH, Outline, Thumbnails
from alignment_desktop.gui.reading.tool_bar import ToolBar
from alignment_desktop.gui.reading.work_bar import WorkBar
from alignment_desktop.gui.reading.zoom import Fit, Zoom
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import other_words, wording

if TYPE_CHECKING:
    from alignment_desktop.domain.problems import Problem
    from alignment_desktop.gui.reading.reading import ReadsDocuments

_PASSWORDS = ("pdf-asks-password", "pdf-wrong-password")


class Reader(OwnKeys):
    """Shows one document, or in its place why there is none.

    It is handed the document's bytes by `show_pdf`; all else it works out beside the window.

    Attributes:
        left: One wants to go back, and there is no place in the document to go back to.
    """

    left = Signal()

    def __init__(
        self,
        session: ReadsDocuments,
        switch: ThemeSwitch,
        icons: Icons,
        topic: str,
        name: str,
        *,
        printer: ChoosePrinter = choose_printer,
    ) -> None:
        """Shows nothing yet.

        Args:
            session: Works out what is needed, and tells what happened.
            switch: The theme.
            icons: For the buttons.
            topic: What it is about, for no other part of the window to use.
            name: What the pages are called, for assistive programs.
            printer: Asks for a printer.
        """
        super().__init__()
        self._session = session
        self._memory = session.reading
        self._choose_printer = printer
        self._topic = topic
        self._pdf = b""
        self.title = name
        self.reading = Reading(session, topic, self)
        # Before the pages: these are told which of them is in sight, and have to know them then.
        self.thumbnails = Thumbnails(self.reading, switch)
        self.outline = Outline(self.reading)
        self.view = PageView(self.reading, switch, name)
        self.view.show_zoom(self._memory.zoom)
        self.search = Search(self.view)
        self.printing = Printing(session, topic, self.reading)
        self.tools = ToolBar(self.view, icons)
        self.search_bar = SearchBar(self.search, icons)
        self.search_bar.hide()
        self.address_bar = AddressBar(icons)
        self.work_bar = WorkBar(self.printing)
        self.trouble = label(tone="missed", wrap=True)
        self._make_password_line()
        self._lay_out()
        self.take_keys(self._keys())
        self._connect()
        self._show_side(self._memory.side)
        self._show_document(False)

    def _make_password_line(self) -> None:
        its = wording().reading
        self.password_field = QLineEdit()
        self.password_field.setEchoMode(QLineEdit.EchoMode.Password)
        self.password_field.setAccessibleName(its.password())
        self.password_field.setPlaceholderText(its.password())
        self.password_field.setMaximumWidth(260)
        self.password_button = QPushButton(its.open_with_password())
        self.password_field.returnPressed.connect(self.password_button.click)
        self.password_button.clicked.connect(lambda _on=False: self._try_password())
        self.password_line = QWidget()
        row = QHBoxLayout(self.password_line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.password_field)
        row.addWidget(self.password_button)
        row.addStretch(1)
        self.password_line.hide()

    def _lay_out(self) -> None:
        self._side = QStackedWidget()
        self._side.setObjectName("reading_side")
        self._side.setFixedWidth(WIDTH)
        for widget in (self.thumbnails, self.outline):
            self._side.addWidget(widget)
        around = QHBoxLayout()
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(self._side)
        around.addWidget(self.view, 1)
        self._document = QFrame()
        inner = QVBoxLayout(self._document)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.tools)
        inner.addWidget(self.search_bar)
        inner.addLayout(around, 1)
        inner.addWidget(self.address_bar)
        inner.addWidget(self.work_bar)
        self._no_document = QWidget()
        column = QVBoxLayout(self._no_document)
        column.setContentsMargins(24, 16, 24, 0)
        column.setSpacing(10)
        column.addWidget(self.trouble)
        column.addWidget(self.password_line)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._document, 1)
        whole.addWidget(self._no_document, 1)

    def _connect(self) -> None:
        view, tools = self.view, self.tools
        self.reading.opened.connect(self._take_document)
        self.reading.failed.connect(self._show_problem)
        view.address_wanted.connect(self.address_bar.show_address)
        view.page_changed.connect(self.thumbnails.show_page)
        tools.side_wanted.connect(lambda: self._toggle_side(Side.PAGES))
        tools.outline_wanted.connect(lambda: self._toggle_side(Side.OUTLINE))
        tools.find_wanted.connect(self.open_search)
        tools.print_wanted.connect(self.print_document)
        tools.zoom_tools.wanted.connect(self.set_zoom)
        tools.zoom_tools.stepped.connect(self._step_zoom)
        tools.page_field.chosen.connect(lambda page: view.jump(Spot(page - 1)))
        tools.page_field.done.connect(self.take_keyboard)
        self.thumbnails.chosen.connect(view.go_to)
        self.outline.chosen.connect(view.jump)
        self.search_bar.closed.connect(self._close_search)
        self.address_bar.closed.connect(self.take_keyboard)
        self.printing.failed.connect(self._tell_not_printed)
        self.printing.ended.connect(self._tell_printed)
        # From elsewhere on the page too; inside, the reader itself hears its keys.
        for keys, act in (("Ctrl+F", self.open_search), ("Ctrl+P", self.print_document)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _keys(self) -> dict[str, Act]:
        """Keys that mean something while the keyboard is anywhere in the reader."""
        return {
            "+": lambda: self._step_zoom(1),
            "-": lambda: self._step_zoom(-1),
            "0": lambda: self.set_zoom(Fit.WIDTH),
            "Ctrl++": lambda: self._step_zoom(1),
            "Ctrl+Shift++": lambda: self._step_zoom(1),
            "Ctrl+=": lambda: self._step_zoom(1),
            "Ctrl+-": lambda: self._step_zoom(-1),
            "Ctrl+0": lambda: self.set_zoom(Fit.WIDTH),
            "Ctrl+F": self.open_search,
            "Ctrl+P": self.print_document,
            "Ctrl+G": self._go_to_page_field,
            "F3": lambda: self.search.step(1),
            "Shift+F3": lambda: self.search.step(-1),
            "F4": lambda: self._toggle_side(Side.PAGES),
            "Shift+F4": lambda: self._toggle_side(Side.OUTLINE),
            "Alt+Left": self._go_back,
        }

    def show_pdf(self, pdf: bytes) -> None:
        """Shows a document, at the place where the one before was."""
        self._pdf = pdf
        self.reading.show(pdf)

    def show_trouble(self, text: str) -> None:
        """Says in the document's place why there is none."""
        self._pdf = b""
        self.reading.clear()
        self.trouble.setText(text)
        self.password_line.hide()
        self._show_document(False)

    def offers(self) -> tuple[Offer, ...]:
        """What can be done with the document; its zoom has keys only while it has the keyboard."""
        its, there = wording().reading, self.reading.contents is not None
        words = other_words("reading")
        outlined = self.outline.model().rowCount() > 0
        return (
            Offer(its.find(), "Ctrl+F", self.open_search, there, words),
            Offer(its.print_document(), "Ctrl+P", self.print_document, there, words),
            Offer(its.larger(), "", lambda: self._step_zoom(1), there, words),
            Offer(its.smaller(), "", lambda: self._step_zoom(-1), there, words),
            Offer(its.fit_width(), "", lambda: self.set_zoom(Fit.WIDTH), there, words),
            Offer(its.fit_page(), "", lambda: self.set_zoom(Fit.PAGE), there, words),
            Offer(its.small_pages(), "", lambda: self._toggle_side(Side.PAGES), there, words),
            Offer(
                its.outline(), "", lambda: self._toggle_side(Side.OUTLINE), there and outlined,
                words,
            ),
        )  # fmt: skip

    def take_keyboard(self) -> None:
        """Gives the keyboard to the pages."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_search(self) -> None:
        """Opens the search, with what is selected if that is short."""
        if self.reading.contents is not None:
            chosen = self.view.selected_text
            self.search_bar.open(chosen if "\n" not in chosen and len(chosen) < 80 else "")

    def set_zoom(self, zoom: Zoom) -> None:
        """Shows pages so large, now and the next time."""
        self.view.show_zoom(zoom)
        self._memory.zoom = zoom

    def print_document(self) -> None:
        """Asks for a printer and prints."""
        if self.reading.contents is None or self.printing.prints:
            return
        printer = self._choose_printer(self, self.title, self.view.page_count, self.view.page)
        if printer is not None:
            self.printing.start(printer)

    def _step_zoom(self, direction: int) -> None:
        self.view.zoom_step(direction)
        self._memory.zoom = self.view.zoom

    def _go_to_page_field(self) -> None:
        self.tools.page_field.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_back(self) -> None:
        if not self.view.go_back():
            self.left.emit()

    def _toggle_side(self, side: Side) -> None:
        shown = Side.NOTHING if self._memory.side is side else side
        self._memory.side = shown
        self._show_side(shown)
        if shown is Side.PAGES:
            self.thumbnails.setFocus(Qt.FocusReason.OtherFocusReason)
        elif shown is Side.OUTLINE:
            self.outline.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.take_keyboard()

    def _show_side(self, side: Side) -> None:
        """Without an outline there is none to show, though it was asked for."""
        outlined = self.outline.model().rowCount() > 0
        self._side.setVisible(side is Side.PAGES or (side is Side.OUTLINE and outlined))
        widget = self.outline if side is Side.OUTLINE else self.thumbnails
        self._side.setCurrentWidget(widget)
        self.tools.show_side(side is Side.PAGES, side is Side.OUTLINE)

    def _take_document(self) -> None:
        if self.reading.contents is not None:
            self._show_side(self._memory.side)
            self._show_document(True)
            self.thumbnails.show_page(self.view.page)

    def _show_document(self, shown: bool) -> None:
        self._document.setVisible(shown)
        self._no_document.setVisible(not shown)
        if not shown:
            self.address_bar.hide()

    def _show_problem(self, problem: Problem) -> None:
        self.trouble.setText(self._session.sentence(problem))
        asks = problem.code in _PASSWORDS
        self.password_line.setVisible(asks)
        self._show_document(False)
        if asks and self.isVisible():
            self.password_field.clear()
            self.password_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try_password(self) -> None:
        self.reading.show(self._pdf, self.password_field.text())

    def _close_search(self) -> None:
        self.search_bar.close_search()
        self.take_keyboard()

    def _tell_not_printed(self) -> None:
        self._session.notify(wording().reading.printer_takes_nothing(), wrong=True)

    def _tell_printed(self, whole: bool) -> None:
        its = wording().reading
        self._session.notify(its.printed() if whole else its.printing_stopped())

    @override
    def act_of_escape(self) -> Act | None:
        if self.address_bar.isVisible():
            return self.address_bar.hide
        if self.search_bar.isVisible():
            return self._close_search
        return None
