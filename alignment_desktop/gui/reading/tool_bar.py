"""The line above a document: its side, page, zoom, search and printing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.reading.icon_button import icon_button
from alignment_desktop.gui.reading.page_field import PageField
from alignment_desktop.gui.reading.page_view import PageView
from alignment_desktop.gui.reading.zoom import STEPS, Fit, Zoom
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.wording import wording


class ZoomTools(QWidget):
    """Buttons and a list for how large pages are.

    Attributes:
        wanted: Carries the `Zoom` that is chosen.
        stepped: Carries 1 for larger and -1 for smaller.
    """

    wanted = Signal(object)
    stepped = Signal(int)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        its = wording().reading
        self.out_button = icon_button(
            icons, "minus", its.smaller(), "Ctrl+-", lambda: self.stepped.emit(-1)
        )
        self.in_button = icon_button(
            icons, "plus", its.larger(), "Ctrl++", lambda: self.stepped.emit(1)
        )
        self.box = QComboBox()
        self.box.setAccessibleName(its.zoom())
        choices: list[tuple[str, Zoom]] = [
            (its.fit_width(), Fit.WIDTH),
            (its.fit_page(), Fit.PAGE),
            *((its.percent(percent=each), each) for each in STEPS),
        ]
        for text, zoom in choices:
            self.box.addItem(text, zoom)
        self.box.activated.connect(lambda at: self.wanted.emit(choices[at][1]))
        self._choices = [zoom for _, zoom in choices]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (self.out_button, self.box, self.in_button):
            row.addWidget(widget)

    def show_zoom(self, zoom: Zoom, percent: float) -> None:
        """Says how large pages are shown.

        Args:
            zoom: As it was chosen.
            percent: What came of it.
        """
        known = zoom if isinstance(zoom, Fit) else round(zoom)
        self.box.setCurrentIndex(self._choices.index(known) if known in self._choices else -1)
        said = wording().reading.percent(percent=round(percent))
        self.box.setAccessibleDescription(said)
        self.out_button.setEnabled(percent > STEPS[0] + 0.5)
        self.in_button.setEnabled(percent < STEPS[-1] - 0.5)


class ToolBar(QWidget):
    """Follows a view, and says what is asked of it."""

    side_wanted = Signal()
    outline_wanted = Signal()
    find_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, view: PageView, icons: Icons) -> None:
        super().__init__()
        its = wording().reading
        self._view = view
        self.side_button = self._toggle(
            icons, "thumbnails", its.small_pages(), "F4", self.side_wanted.emit
        )
        self.outline_button = self._toggle(
            icons, "outline", its.outline(), "Shift+F4", self.outline_wanted.emit
        )
        self.back_button = icon_button(
            icons, "chevron-left", its.go_back(), "Alt+Left", view.go_back
        )
        self.page_field = PageField()
        self.zoom_tools = ZoomTools(icons)
        self.find_button = icon_button(icons, "search", its.find(), "Ctrl+F", self.find_wanted.emit)
        self.print_button = icon_button(
            icons, "print", its.print_document(), "Ctrl+P", self.print_wanted.emit
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 16, 2)
        row.setSpacing(4)
        for widget in (self.side_button, self.outline_button, self.back_button):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.page_field)
        row.addSpacing(12)
        row.addWidget(self.zoom_tools)
        row.addStretch(1)
        for widget in (self.find_button, self.print_button):
            row.addWidget(widget)
        view.page_changed.connect(lambda _page: self._follow())
        view.zoom_changed.connect(self._follow)
        view.reading.opened.connect(self._follow)
        view.went_back_changed.connect(self._follow)
        self._follow()

    def _toggle(
        self, icons: Icons, icon: str, name: str, keys: str, act: Callable[[], object]
    ) -> QToolButton:
        button = icon_button(icons, icon, name, keys, act)
        button.setCheckable(True)
        return button

    def show_side(self, pages: bool, outline: bool) -> None:
        """Marks what stands beside the pages."""
        for button, here in ((self.side_button, pages), (self.outline_button, outline)):
            button.setChecked(here)
            set_look(button, "here", here)

    def _follow(self) -> None:
        view, contents = self._view, self._view.reading.contents
        self.page_field.show_page(view.page, view.page_count)
        self.zoom_tools.show_zoom(view.zoom, view.percent)
        self.back_button.setEnabled(view.can_go_back)
        self.outline_button.setVisible(contents is not None and bool(contents.bookmarks))
        for widget in (self.zoom_tools, self.find_button, self.print_button, self.side_button):
            widget.setEnabled(contents is not None)
