"""The welcome: begin an agreement, look at the sample, or go on where one left off."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QEnterEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QMainWindow,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from alignment_desktop.gui.dropped_paths import dropped_paths, take_files
from alignment_desktop.gui.fonts import BOLD, SEMIBOLD, font
from alignment_desktop.gui.icons import Icons, icon_pixmap
from alignment_desktop.gui.painting.consent_mark import BOTH, application_icon
from alignment_desktop.gui.theme import ThemeSwitch, set_look
from alignment_desktop.gui.tool_tips import set_tool_tip
from alignment_desktop.gui.widgets.cards import Card
from alignment_desktop.gui.widgets.labels import ConsentMark, label
from alignment_desktop.gui.widgets.link_row import Link, LinkRow
from alignment_desktop.gui.window.notices import Notice, NoticeBar
from alignment_desktop.gui.window.page_list import CHECK_KEYS
from alignment_desktop.gui.window.screen_room import fit_to_screen
from alignment_desktop.gui.wording import wording
from alignment_desktop.gui.workspaces.workspace_name import workspace_name

_WIDTH = 640
_SENTENCE = 440
_SHOWN_AFTER = 500  # milliseconds


class Choice(QAbstractButton):
    """A large button: a drawing, what it does, and what comes of it."""

    def __init__(self, switch: ThemeSwitch, icon: str, text: str, note: str, keys: str) -> None:
        super().__init__()
        self._switch = switch
        self._icon = icon
        self._note = note
        self._keys = keys
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(f"{note} {keys}")
        set_tool_tip(self, f"{text} ({keys})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        switch.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, 132)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._switch.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        marked = self.isEnabled() and (self.underMouse() or self.hasFocus())
        edge = QPen(theme.colour("accent" if marked else "line"), 2 if self.hasFocus() else 1)
        painter.setPen(edge)
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_tint" if self.isEnabled() else "soft_line"))
        painter.drawEllipse(QRectF(16, 16, 36, 36))
        ink = theme.colour("accent" if self.isEnabled() else "faint")
        painter.drawPixmap(25, 25, icon_pixmap(self._icon, ink, 18, self.devicePixelRatioF()))
        self._write(painter, box, ink)

    def _write(self, painter: QPainter, box: QRectF, quiet: QColor) -> None:
        theme = self._switch.theme
        words = box.adjusted(15, 62, -12, -8)
        painter.setFont(font(13, SEMIBOLD))
        painter.setPen(theme.colour("text") if self.isEnabled() else quiet)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.text())
        painter.setFont(font(11))
        painter.setPen(theme.colour("muted") if self.isEnabled() else quiet)
        painter.drawText(box.adjusted(0, 16, -14, 0), Qt.AlignmentFlag.AlignRight, self._keys)
        painter.setFont(font(12))
        painter.setPen(theme.colour("muted") if self.isEnabled() else quiet)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(words.adjusted(0, 21, 0, 0), int(flags), self._note)


class WelcomeWindow(QMainWindow):
    """What is shown where no workspace is open.

    Attributes:
        new_wanted: A blank workspace is to be made.
        sample_wanted: The sample workspace is to be made.
        open_wanted: A workspace is to be chosen.
        address_chosen: Carries the address of one that is to be opened.
        check_wanted: Carries the path of a signed PDF that is to be checked; empty: one is to be
            chosen.
    """

    new_wanted = Signal()
    sample_wanted = Signal()
    open_wanted = Signal()
    address_chosen = Signal(str)
    check_wanted = Signal(str)

    def __init__(self, switch: ThemeSwitch, icons: Icons, recent: Sequence[str]) -> None:
        super().__init__()
        switch.dress(self)
        self.setWindowTitle("Alignment Desktop")
        self.setWindowIcon(application_icon(switch.theme))
        self.setAcceptDrops(True)
        self.resize(860, 680)
        fit_to_screen(self)
        self._switch = switch
        inside = QWidget()
        inside.setObjectName("page_area")
        self.setCentralWidget(inside)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(2)
        self._add_head(column)
        column.addSpacing(20)
        column.addLayout(self._choices())
        column.addSpacing(12)
        self.recent_rows: list[LinkRow] = []
        if recent:
            column.addWidget(self._recent(recent))
        hint = label(wording().welcome.or_drop_a_workspace(), 12, tone="muted")
        column.addWidget(hint, 0, Qt.AlignmentFlag.AlignHCenter)
        self.check_button = QPushButton(wording().verification.check_a_pdf())
        icons.dress(self.check_button, "verification", "accent")
        set_look(self.check_button, "kind", "quiet")
        tip = f"{wording().verification.check_a_pdf()} ({CHECK_KEYS})"
        set_tool_tip(self.check_button, tip)
        self.check_button.clicked.connect(lambda _on=False: self.check_wanted.emit(""))
        column.addWidget(self.check_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(wording().welcome.opening())
        kept = self.bar.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(kept)
        self.bar.hide()
        column.addWidget(self.bar)
        column.addStretch(3)
        row = QHBoxLayout(inside)
        row.setContentsMargins(24, 24, 24, 24)
        holder = QWidget()
        holder.setMaximumWidth(_WIDTH)
        column.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(column)
        row.addStretch(1)
        row.addWidget(holder, 20)
        row.addStretch(1)
        self.notices = NoticeBar(switch, inside)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_SHOWN_AFTER)
        self._patience.timeout.connect(self.bar.show)
        QShortcut(QKeySequence("Ctrl+N"), self, self.new_wanted.emit)
        QShortcut(QKeySequence("Ctrl+O"), self, self.open_wanted.emit)
        QShortcut(QKeySequence("Ctrl+Shift+N"), self, self.sample_wanted.emit)
        QShortcut(QKeySequence(CHECK_KEYS), self, self.check_button.click)
        QShortcut(QKeySequence("Escape"), self, self.notices.dismiss)

    def begin_waiting(self) -> None:
        """A workspace is being opened or made: nothing else can be begun meanwhile."""
        for button in (self.new_button, self.sample_button, self.open_button, *self.recent_rows):
            button.setEnabled(False)
        self._patience.start()

    def tell(self, text: str) -> None:
        """Says why nothing was opened."""
        self._patience.stop()
        self.bar.hide()
        for button in (self.new_button, self.sample_button, self.open_button, *self.recent_rows):
            button.setEnabled(True)
        self.notices.notify(Notice(text, wrong=True, stays=True))

    def _add_head(self, column: QVBoxLayout) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(ConsentMark(self._switch, BOTH, 56), 0, middle)
        column.addSpacing(12)
        column.addWidget(label(wording().welcome.alignment_desktop(), 24, BOLD), 0, middle)
        sentence = wording().welcome.sales_and_marketing_write()
        words = label(sentence, 13, tone="muted", wrap=True)
        words.setAlignment(middle)
        # Beside its alignment a layout does not ask how high the words are in this width.
        words.setFixedSize(_SENTENCE, words.heightForWidth(_SENTENCE))
        column.addWidget(words, 0, middle)

    def _choices(self) -> QHBoxLayout:
        self.new_button = Choice(
            self._switch,
            "plus",
            wording().common.new_workspace(),
            wording().welcome.from_a_template_or(),
            "Ctrl+N",
        )
        self.sample_button = Choice(
            self._switch,
            "scoreboard",
            wording().common.sample_workspace(),
            wording().welcome.a_full_agreement_with(),
            "Ctrl+Shift+N",
        )
        self.open_button = Choice(
            self._switch,
            "folder",
            wording().common.open_a_workspace(),
            wording().welcome.go_on_with_one(),
            "Ctrl+O",
        )
        self.new_button.clicked.connect(self.new_wanted)
        self.sample_button.clicked.connect(self.sample_wanted)
        self.open_button.clicked.connect(self.open_wanted)
        row = QHBoxLayout()
        row.setSpacing(12)
        for button in (self.new_button, self.sample_button, self.open_button):
            row.addWidget(button, 1)
        return row

    def _recent(self, recent: Sequence[str]) -> Card:
        card = Card()
        card.body.setContentsMargins(8, 12, 8, 8)
        card.body.setSpacing(0)
        heading = label(wording().welcome.recent_workspaces(), 13, BOLD)
        heading.setContentsMargins(8, 0, 0, 6)
        card.body.addWidget(heading)
        for address in recent[:5]:
            server = address.startswith("postgresql")
            where = address if server else str(Path(address).parent)
            row = LinkRow(self._switch, Link(workspace_name(address), where))
            row.clicked.connect(lambda _on, address=address: self.address_chosen.emit(address))
            card.body.addWidget(row)
            self.recent_rows.append(row)
        return card

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        take_files(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_paths(event)
        if paths:
            pdf = paths[0].lower().endswith(".pdf")
            (self.check_wanted if pdf else self.address_chosen).emit(paths[0])
