"""What stands in place of a signature by hand: a name in type, a drawing, or an image."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from alignment_desktop.gui.file_choice import choose_existing
from alignment_desktop.gui.folder_memory import FolderMemory, Purpose
from alignment_desktop.gui.signing.drawing_field import RATIO, DrawingField
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.widgets.labels import ShortLabel, label
from alignment_desktop.gui.wording import wording

if TYPE_CHECKING:
    from alignment_desktop.documents.signing.marks import Mark
    from alignment_desktop.services.signing_offers import MarkPreview

TYPED, DRAWN, IMAGE = "typed", "drawn", "image"
_PAUSE = 200  # milliseconds after a letter before the preview follows
_MOST = 5_000_000
_PREVIEW = (298, 80)
ChooseExisting = Callable[[FolderMemory, Purpose, QWidget, str, str], Path | None]


class MarkChoice(QWidget):
    """Lets one of three kinds of mark be made, and shows how it will look.

    Attributes:
        changed: Another mark is to be shown and signed with.
        kind_chosen: Carries `typed`, `drawn` or `image`.
    """

    changed = Signal()
    kind_chosen = Signal(str)

    def __init__(
        self,
        switch: ThemeSwitch,
        folders: FolderMemory,
        choose: ChooseExisting = choose_existing,
    ) -> None:
        super().__init__()
        self._folders, self._choose = folders, choose
        self._image = b""
        its = wording().signing
        self.buttons = {
            TYPED: QPushButton(its.mark_typed()),
            DRAWN: QPushButton(its.mark_drawn()),
            IMAGE: QPushButton(its.mark_image()),
        }
        self._stack = QStackedWidget()
        self.typed_field = QLineEdit()
        self.typed_field.setAccessibleName(its.typed_name())
        self.drawing = DrawingField(switch)
        self.clear_button = QPushButton(its.clear())
        self.undo_button = QPushButton(its.undo_stroke())
        self.image_button = QPushButton(its.choose_image())
        self.image_name = ShortLabel(12, tone="muted")
        self.trouble = label(pixels=12, tone="missed", wrap=True)
        self.trouble.hide()
        self.preview = label()
        self.preview.setAccessibleName(its.preview())
        self.preview.setFixedSize(*_PREVIEW)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        set_look(self.preview, "paper", "true")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.changed)
        self._lay_out()
        self._connect()
        self.choose_kind(TYPED)

    def _lay_out(self) -> None:
        group, kinds = QButtonGroup(self), QHBoxLayout()
        kinds.setSpacing(6)
        for button in self.buttons.values():
            button.setCheckable(True)
            set_look(button, "kind", "choice")
            group.addButton(button)
            kinds.addWidget(button)
        kinds.addStretch(1)
        drawn = QWidget()
        beside = QHBoxLayout()
        beside.setSpacing(6)
        for button in (self.undo_button, self.clear_button):
            set_look(button, "kind", "quiet")
            beside.addWidget(button)
        beside.addStretch(1)
        column = _column(drawn)
        column.addWidget(self.drawing)
        column.addLayout(beside)
        image = QWidget()
        row = QHBoxLayout(image)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.image_button)
        row.addWidget(self.image_name, 1)
        self._editors = dict(zip(self.buttons, (self.typed_field, drawn, image), strict=True))
        for widget in self._editors.values():
            self._stack.addWidget(widget)
        whole = _column(self)
        whole.addLayout(kinds)
        for each in (self._stack, self.trouble, self.preview):
            whole.addWidget(each)

    def _connect(self) -> None:
        its = wording().signing
        self.image_name.say(its.no_image())
        for kind, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, kind=kind: self._take_kind(kind))
        self.typed_field.textChanged.connect(lambda _text: self._pause.start())
        self.drawing.drawn.connect(self.changed)
        self.clear_button.clicked.connect(lambda _on=False: self.drawing.clear())
        self.undo_button.clicked.connect(lambda _on=False: self.drawing.undo_stroke())
        self.image_button.clicked.connect(lambda _on=False: self._choose_image())

    @property
    def kind(self) -> str:
        """Which kind is chosen: `typed`, `drawn` or `image`."""
        return next(kind for kind, button in self.buttons.items() if button.isChecked())

    @property
    def mark(self) -> Mark | None:
        """What is to be signed with; None where it is not made yet."""
        from alignment_desktop.documents.signing.marks import Mark

        text = self.typed_field.text().strip()
        made = {
            TYPED: Mark(typed=text) if text else None,
            DRAWN: Mark(strokes=self.drawing.strokes, ratio=RATIO)
            if self.drawing.strokes
            else None,
            IMAGE: Mark(image=self._image) if self._image else None,
        }
        return made[self.kind]

    def choose_kind(self, kind: str) -> None:
        """Offers to make a mark of a kind."""
        chosen = kind if kind in self.buttons else TYPED
        self.buttons[chosen].setChecked(True)
        self._stack.setCurrentWidget(self._editors[chosen])
        # The field to draw in is much higher than a line: what is not shown takes no room.
        self._stack.setMaximumHeight(self._editors[chosen].sizeHint().height())

    def propose(self, name: str) -> None:
        """Takes somebody's name as the typed mark, where none is written yet."""
        if not self.typed_field.text():
            self.typed_field.setText(name)

    def show_preview(self, found: MarkPreview, ratio: float) -> None:
        """Shows how the mark will look.

        Args:
            found: It.
            ratio: Device pixels a pixel.
        """
        self.show_trouble("")
        pixels = found.picture.pixels
        if pixels is None:
            self.preview.clear()
            return
        rows = QImage(
            pixels, found.width, found.height, 4 * found.width, QImage.Format.Format_RGB32
        )
        pixmap = QPixmap.fromImage(rows.copy())
        pixmap.setDevicePixelRatio(ratio)
        self.preview.setPixmap(pixmap)

    def show_trouble(self, text: str) -> None:
        """Says what is wrong with the mark; empty: nothing is."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
        if text:
            self.preview.clear()

    def _take_kind(self, kind: str) -> None:
        self.choose_kind(kind)
        self.show_trouble("")
        self.kind_chosen.emit(kind)
        self.changed.emit()

    def _choose_image(self) -> None:
        its = wording().signing
        path = self._choose(
            self._folders, Purpose.IDENTITY, self, its.which_image(), its.image_files()
        )
        if path is None:
            return
        try:
            with path.open("rb") as file:
                self._image = file.read(_MOST)
        except OSError as error:
            self.show_trouble(f"{path.name}: {error.strerror}")
            return
        self.image_name.say(path.name)
        self.changed.emit()


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return column
