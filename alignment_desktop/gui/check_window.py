"""A window that checks signed files where no workspace is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from alignment_desktop.gui.dropped_paths import dropped_paths, take_files
from alignment_desktop.gui.fonts import BOLD
from alignment_desktop.gui.help.dialog_help import DialogHelp
from alignment_desktop.gui.icons import Icons
from alignment_desktop.gui.pages.verification import CHECK, KeepAttached, VerificationPage
from alignment_desktop.gui.painting.consent_mark import application_icon
from alignment_desktop.gui.standalone_session import StandaloneSession
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.labels import ShortLabel, label
from alignment_desktop.gui.window.notices import NoticeBar
from alignment_desktop.gui.window.page_list import page_title
from alignment_desktop.gui.window.screen_room import fit_to_screen
from alignment_desktop.gui.window.work_line import WorkLine

_HEADER = 56


class CheckWindow(QMainWindow):
    """The verification page alone, with its title, its notices, and a line for long work."""

    def __init__(
        self,
        session: StandaloneSession,
        switch: ThemeSwitch,
        icons: Icons,
        keep_attached: KeepAttached,
    ) -> None:
        super().__init__()
        switch.dress(self)
        title = page_title(CHECK)
        self.setWindowTitle(title)
        self.setWindowIcon(application_icon(switch.theme))
        self.setAcceptDrops(True)
        self.resize(QSize(1000, 720))
        fit_to_screen(self)
        self._session = session
        inside = QWidget()
        inside.setObjectName("page_area")
        self.setCentralWidget(inside)
        self.page = VerificationPage(session, switch, icons, keep_attached=keep_attached)
        self.notices = NoticeBar(switch, inside)
        self.work = WorkLine(icons)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header(title))
        column.addWidget(self.page, 1)
        column.addWidget(self.work, 0, Qt.AlignmentFlag.AlignLeft)
        self.notices.room_taken.connect(lambda pixels: column.setContentsMargins(0, 0, 0, pixels))
        session.noticed.connect(self.notices.notify)
        session.working.connect(self.work.show_working)
        self.work.stop_wanted.connect(session.stop)
        DialogHelp(self, CHECK, title, switch, icons)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close)
        QShortcut(QKeySequence("Escape"), self, self.notices.dismiss)

    def _header(self, title: str) -> QFrame:
        header = QFrame()
        header.setObjectName("header_pane")
        header.setFixedHeight(_HEADER)
        subtitle = ShortLabel(tone="muted")
        subtitle.say(self.page.subtitle)
        self.page.subtitle_changed.connect(subtitle.say)
        row = QHBoxLayout(header)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(label(title, 17, BOLD))
        row.addWidget(subtitle, 1)
        tools = self.page.header_tools()
        if tools is not None:
            row.addWidget(tools)
        return header

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        take_files(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_paths(event)
        if paths:
            self.page.check_file(Path(paths[0]))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._session.close()
        super().closeEvent(event)
